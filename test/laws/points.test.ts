/** What holds for the points of every sampler, whoever asks for them, in whatever pieces. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createPoints, SAMPLERS, type Sampler } from '../../src/analyses/numerics/points.ts'
import { TABLE_DIMENSIONS } from '../../src/analyses/numerics/sobol-directions.ts'

const options = { seed: 20261125, numRuns: 100, verbose: 1 } as const

const seeds = fc.integer({ min: 0, max: 2 ** 53 - 1 })
/** Starts near 0, near multiples of 2³² draws and pairs of draws, and far out. */
const starts = fc.oneof(
  fc.nat(3000),
  fc
    .tuple(fc.constantFrom(2 ** 32, 2 ** 33, 2 ** 36), fc.integer({ min: -600, max: 600 }))
    .map(([near, by]) => near + by),
  fc.integer({ min: 0, max: 2 ** 36 }),
)
const names = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 6 })

type Asked = { readonly seed: number; readonly names: readonly string[] }

function words(sampler: Sampler, asked: Asked, dimension: number, first: number, count: number): number[] {
  const out = new Uint32Array(count)
  createPoints(sampler, { ...asked, draws: first + count }).fill(dimension, first, count, out, 0)
  return [...out]
}

describe.each(SAMPLERS)('law: under %s', (sampler) => {
  test('any split of the draws into blocks gives the same words, and nothing beside them is touched', () => {
    const splits = fc.array(fc.nat(400), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(seeds, names, starts, splits, (seed, own, first, counts) => {
        const all = counts.reduce((sum, count) => sum + count, 0)
        const points = createPoints(sampler, { seed, names: own, draws: first + all })
        own.forEach((_, dimension) => {
          const pieces = new Uint32Array(all + 2).fill(7)
          counts.reduce((done, count) => {
            points.fill(dimension, first + done, count, pieces, 1 + done)
            return done + count
          }, 0)
          expect([...pieces]).toEqual([7, ...words(sampler, { seed, names: own }, dimension, first, all), 7])
        })
      }),
      options,
    )
  })

  test('another seed gives other words: 0 and 1, and seeds that differ in one bit of 53', () => {
    const drawn = (seed: number) => words(sampler, { seed, names: ['a', 'b'] }, 1, 0, 64)
    expect(drawn(0)).toEqual(drawn(0))
    const seen = [0, ...Array.from({ length: 53 }, (_, bit) => 2 ** bit)].map((seed) => drawn(seed).join())
    expect(new Set(seen).size).toBe(54)
  })

  test('names that are appended leave the others alone', () => {
    fc.assert(
      fc.property(seeds, names, names, starts, (seed, own, more, first) => {
        own.forEach((_, dimension) => {
          expect(words(sampler, { seed, names: [...own, ...more] }, dimension, first, 40)).toEqual(
            words(sampler, { seed, names: own }, dimension, first, 40),
          )
        })
      }),
      options,
    )
  })
})

describe.each(['sobol', 'lhs'] as const)('law: under %s', (sampler) => {
  test('every draw belongs to a randomisation, and all randomisations have draws', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), (draws) => {
        const { groups, groupOf } = createPoints(sampler, { seed: 0, names: ['a'], draws })
        const found = new Set(Array.from({ length: draws }, (_, draw) => groupOf(draw)))
        expect([...found].sort((a, b) => a - b)).toEqual(Array.from({ length: groups }, (_, group) => group))
      }),
      options,
    )
  })
})

describe.each(['lhs', 'random'] as const)('law: under %s', (sampler) => {
  test('a name draws the same wherever it stands and whoever else does', () => {
    fc.assert(
      fc.property(seeds, names, names, starts, fc.nat(), (seed, own, others, first, at) => {
        const name = own[at % own.length] as string
        const mixed = [...others.filter((other) => other !== name), ...own].reverse()
        expect(words(sampler, { seed, names: mixed }, mixed.indexOf(name), first, 40)).toEqual(
          words(sampler, { seed, names: [name] }, 0, first, 40),
        )
      }),
      options,
    )
  })
})

describe('dimensions beyond the table of Sobol’ directions', () => {
  const many = Array.from({ length: TABLE_DIMENSIONS + 3 }, (_, index) => `x${index}`)

  test('are padded with independent words: another for each, and as even as such', () => {
    // Chi-square of 63 degrees of freedom over 64 000 draws: 5 standard deviations.
    const columns = [0, 1, 2].map((beyond) =>
      words('sobol', { seed: 1, names: many }, TABLE_DIMENSIONS + beyond, 0, 64_000),
    )
    expect(new Set(columns.map((column) => column.slice(0, 8).join())).size).toBe(3)
    for (const column of columns) {
      const counts = new Uint32Array(64)
      for (const word of column) counts[word >>> 26]!++
      const square = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
      expect(Math.abs(square - 63)).toBeLessThan(5 * Math.sqrt(2 * 63))
    }
  })
})

test('under random there are no randomisations: every draw stands for itself', () => {
  const { groups, groupOf } = createPoints('random', { seed: 0, names: ['a'], draws: 100 })
  expect([groups, groupOf(0), groupOf(99)]).toEqual([0, 0, 99])
})

test('sobol refuses more draws than it has points', () => {
  expect(() => createPoints('sobol', { seed: 0, names: ['a'], draws: 2 ** 37 })).not.toThrow()
  expect(() => createPoints('sobol', { seed: 0, names: ['a'], draws: 2 ** 37 + 1 })).toThrow(RangeError)
})
