/**
 * Sums over blocks of draws, formed in an order that does not depend on who computed which block: a block's sums are a
 * leaf, two neighbours of one size make a node of the next. A part of the blocks gives a few nodes, and all parts
 * together, wherever they were computed, give the same sums to the last bit.
 */

export type Node = {
  /** 2^level blocks, from block index × 2^level on. */
  readonly level: number
  readonly index: number
  readonly sums: Float64Array
}

export type Tally = {
  /** Nodes in the order of the blocks, each with the one before it as little as can be. */
  readonly nodes: Node[]
  /** Buffers to use again. */
  readonly free: Float64Array[]
}

export function createTally(nodes: readonly Node[] = []): Tally {
  const tally: Tally = { nodes: [], free: [] }
  for (const node of nodes) addNode(tally, node)
  return tally
}

/** A buffer of zeros for the sums of the next block. */
export function freshSums({ free }: Tally, size: number): Float64Array {
  return free.pop()?.fill(0) ?? new Float64Array(size)
}

/** Add the next node: it begins where the last one ended. */
export function addNode(tally: Tally, node: Node): void {
  const { nodes, free } = tally
  let last = node
  for (let before = nodes.at(-1); before !== undefined && areTwins(before, last); before = nodes.at(-1)) {
    const { sums } = before
    for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + (last.sums[i] as number)
    free.push(last.sums)
    nodes.pop()
    last = { level: before.level + 1, index: before.index / 2, sums }
  }
  nodes.push(last)
}

function areTwins(a: Node, b: Node): boolean {
  return a.level === b.level && a.index % 2 === 0 && b.index === a.index + 1
}

/** The sums over all nodes, from the first block on. */
export function totalOf({ nodes }: Tally, size: number): Float64Array {
  const total = new Float64Array(size)
  for (const { sums } of nodes) for (let i = 0; i < size; i++) total[i] = (total[i] as number) + (sums[i] as number)
  return total
}

/** First block of a node, and the one after its last. */
export function blocksOf({ level, index }: Pick<Node, 'level' | 'index'>): {
  readonly first: number
  readonly end: number
} {
  const size = 2 ** level
  return { first: index * size, end: (index + 1) * size }
}
