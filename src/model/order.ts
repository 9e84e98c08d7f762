/** In which order a year's equations can be computed, and which of them need each other. */

/**
 * Strongly connected components of the graph `needs`, each after all it needs (Tarjan 1972, without recursion so
 * that a chain of thousands of equations does not exhaust the stack). Nodes keep their own order where it is free.
 *
 * @param needs for each node, the nodes it needs in the same year
 * @returns components in the order of computation; one node unless nodes need each other
 */
export function componentsOf(needs: readonly (readonly number[])[]): number[][] {
  const search: Search = {
    needs,
    order: new Int32Array(needs.length).fill(-1),
    low: new Int32Array(needs.length),
    onStack: new Uint8Array(needs.length),
    stack: [],
    components: [],
    entered: 0,
  }
  for (let root = 0; root < needs.length; root++) if (search.order[root] === -1) searchFrom(search, root)
  return search.components
}

type Search = {
  readonly needs: readonly (readonly number[])[]
  /** When each node was entered; −1 before. */
  readonly order: Int32Array
  /** The earliest entered node that it leads back to. */
  readonly low: Int32Array
  readonly onStack: Uint8Array
  readonly stack: number[]
  readonly components: number[][]
  entered: number
}

function enter(search: Search, node: number): { node: number; edge: number } {
  search.order[node] = search.low[node] = search.entered++
  search.stack.push(node)
  search.onStack[node] = 1
  return { node, edge: 0 }
}

function searchFrom(search: Search, root: number): void {
  const { needs, order, low, onStack } = search
  const path = [enter(search, root)]
  for (let frame = path.at(-1); frame !== undefined; frame = path.at(-1)) {
    const { node } = frame
    const needed = needs[node]?.[frame.edge++]
    if (needed === undefined) {
      path.pop()
      leave(search, node, path.at(-1)?.node)
    } else if (order[needed] === -1) path.push(enter(search, needed))
    else if (onStack[needed] === 1) low[node] = Math.min(low[node] as number, order[needed] as number)
  }
}

function leave({ low, order, stack, onStack, components }: Search, node: number, parent: number | undefined): void {
  if (parent !== undefined) low[parent] = Math.min(low[parent] as number, low[node] as number)
  if (low[node] === order[node]) components.push(popComponent(stack, onStack, node))
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
