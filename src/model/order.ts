/** In which order a year's equations can be computed, and which of them need each other. */

/**
 * Strongly connected components of the graph `needs`, each after all it needs (Tarjan 1972, without recursion so
 * that a chain of thousands of equations does not exhaust the stack). Nodes keep their own order where it is free.
 *
 * @param needs for each node, the nodes it needs in the same year
 * @returns components in the order of computation; one node unless nodes need each other
 */
export function componentsOf(needs: readonly (readonly number[])[]): number[][] {
  const order = new Int32Array(needs.length).fill(-1)
  const low = new Int32Array(needs.length)
  const onStack = new Uint8Array(needs.length)
  const stack: number[] = []
  const components: number[][] = []
  let next = 0
  const enter = (node: number) => {
    order[node] = low[node] = next++
    stack.push(node)
    onStack[node] = 1
    return { node, edge: 0 }
  }
  for (let root = 0; root < needs.length; root++) {
    if (order[root] !== -1) continue
    const path = [enter(root)]
    for (let frame = path.at(-1); frame !== undefined; frame = path.at(-1)) {
      const { node } = frame
      const needed = needs[node]?.[frame.edge++]
      if (needed === undefined) {
        path.pop()
        const parent = path.at(-1)?.node
        if (parent !== undefined) low[parent] = Math.min(low[parent] ?? 0, low[node] ?? 0)
        if (low[node] === order[node]) components.push(popComponent(stack, onStack, node))
      } else if (order[needed] === -1) path.push(enter(needed))
      else if (onStack[needed] === 1) low[node] = Math.min(low[node] ?? 0, order[needed] ?? 0)
    }
  }
  return components
}

function popComponent(stack: number[], onStack: Uint8Array, root: number): number[] {
  const members: number[] = []
  for (;;) {
    const member = stack.pop()
    if (member === undefined) break
    onStack[member] = 0
    members.push(member)
    if (member === root) break
  }
  return members.sort((a, b) => a - b)
}

/** One way round: a path of nodes from the first of a component back to itself. */
export function cycleThrough(component: readonly number[], needs: readonly (readonly number[])[]): number[] {
  const inside = new Set(component)
  const start = component[0] ?? 0
  const cameFrom = new Map<number, number>()
  const queue = [start]
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    for (const needed of needs[node] ?? []) {
      if (needed === start) return pathBack(cameFrom, start, node)
      if (!inside.has(needed) || cameFrom.has(needed)) continue
      cameFrom.set(needed, node)
      queue.push(needed)
    }
  }
  return [start, start]
}

function pathBack(cameFrom: ReadonlyMap<number, number>, start: number, last: number): number[] {
  const path = [start]
  for (let node: number | undefined = last; node !== undefined && node !== start; node = cameFrom.get(node))
    path.push(node)
  path.push(start)
  return path.reverse()
}
