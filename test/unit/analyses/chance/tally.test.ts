import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addNode, blocksOf, createTally, freshSums, totalOf } from '../../../../src/analyses/chance/tally.ts'

const options = { seed: 20261126, numRuns: 300 } as const

/** Sums of a block, of very different sizes, so that every order of adding them rounds in its own way. */
const sums = fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { minLength: 2, maxLength: 2 })

type Blocks = readonly (readonly number[])[]

/** Blocks `first` to `end`, each a leaf, in one tally. */
function partOf(blocks: Blocks, first: number, end: number) {
  const tally = createTally()
  for (let index = first; index < end; index++) {
    const own = freshSums(tally, 2)
    own.set(blocks[index] ?? [])
    addNode(tally, { level: 0, index, sums: own })
  }
  return tally.nodes
}

/** By halves of powers of two, from the definition: the reference. */
function pairwise(blocks: Blocks, first: number, end: number): number[] {
  if (end - first === 1) return [...(blocks[first] ?? [])]
  let half = 1
  while (2 * half < end - first) half *= 2
  const [a, b] = [pairwise(blocks, first, first + half), pairwise(blocks, first + half, end)]
  return a.map((each, i) => each + (b[i] as number))
}

describe('sums over blocks', () => {
  test('are the same to the last bit, whoever made which blocks', () => {
    const cuts = fc.array(fc.nat(40), { maxLength: 8 })
    fc.assert(
      fc.property(fc.array(sums, { minLength: 1, maxLength: 40 }), cuts, (blocks, marks) => {
        const edges = [...new Set([0, ...marks.map((mark) => mark % blocks.length), blocks.length])].sort(
          (a, b) => a - b,
        )
        const parts = edges.slice(1).map((end, i) => partOf(blocks, edges[i] as number, end))
        const whole = totalOf(createTally(partOf(blocks, 0, blocks.length)), 2)
        expect([...totalOf(createTally(parts.flat()), 2)]).toEqual([...whole])
      }),
      options,
    )
  })

  test('of 2^k blocks are formed two by two', () => {
    fc.assert(
      fc.property(fc.array(sums, { minLength: 16, maxLength: 16 }), (blocks) => {
        // The first addition is to 0, which changes nothing but the sign of a zero.
        const expected = pairwise(blocks, 0, 16).map((each) => 0 + each)
        expect([...totalOf(createTally(partOf(blocks, 0, 16)), 2)]).toEqual(expected)
      }),
      options,
    )
  })

  test('of n blocks need as many nodes as n has ones in binary', () => {
    const blocks = Array.from({ length: 45 }, (_, i) => [i, 1])
    const nodes = partOf(blocks, 0, 45)
    expect(nodes.map(blocksOf)).toEqual([
      { first: 0, end: 32 },
      { first: 32, end: 40 },
      { first: 40, end: 44 },
      { first: 44, end: 45 },
    ])
    expect([...totalOf(createTally(nodes), 2)]).toEqual([(44 * 45) / 2, 45])
  })

  test('a buffer that is used again begins with zeros', () => {
    const tally = createTally()
    for (const index of [0, 1]) addNode(tally, { level: 0, index, sums: freshSums(tally, 2).fill(7) })
    expect([...freshSums(tally, 2)]).toEqual([0, 0])
  })
})
