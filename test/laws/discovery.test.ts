/** What holds for every box, over random tables of real numbers, whole numbers and texts. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cases, isLimited } from '../../src/analyses/discovery/box.ts'
import { type Discovery, discover } from '../../src/analyses/discovery/discover.ts'
import type { Box } from '../../src/analyses/discovery/measure.ts'
import { ascending, peel } from '../../src/analyses/discovery/peel.ts'
import type { CaseColumn } from '../../src/plan/cases.ts'

const seed = 20261125
const options = { seed, numRuns: 60 } as const
const method = { peel: 0.1, paste: 0.05, leastMass: 0.05 }

type Row = {
  readonly real: number
  readonly other: number
  readonly whole: number
  readonly text: number
  readonly noise: number
}

const tables = fc.array(
  fc.record({
    real: fc.integer({ min: -40, max: 40 }),
    other: fc.integer({ min: -400, max: 400 }),
    whole: fc.integer({ min: -3, max: 9 }),
    text: fc.nat(3),
    noise: fc.integer({ min: -30, max: 30 }),
  }),
  { minLength: 40, maxLength: 200, size: 'max' },
)

/** Of interest is what `real`, `whole` and `text` make so, and some noise. */
function casesOf(rows: readonly Row[], bend: (value: number) => number = (value) => value): Cases {
  const column = (name: string, kind: CaseColumn['kind'], of: (row: Row) => number): CaseColumn => ({
    name,
    kind,
    isRate: false,
    values: Float64Array.from(rows, of),
    categories: kind === 'category' ? ['a', 'b', 'c', 'd'] : [],
  })
  return {
    inputs: [
      column('real', 'real', ({ real }) => bend(real)),
      column('other', 'real', ({ other }) => bend(other / 10)),
      column('whole', 'whole', ({ whole }) => whole),
      column('text', 'category', ({ text }) => text),
    ],
    isOfInterest: Uint8Array.from(rows, ({ real, whole, text, noise }) =>
      real + 3 * whole + (text === 1 ? 20 : 0) + noise > 30 ? 1 : 0,
    ),
  }
}

/** The cases of a box, counted from its limits alone. */
function within({ inputs }: Cases, { limits }: Box): (place: number) => boolean {
  return (place) =>
    limits.every(({ input, low, high, categories }) => {
      const value = inputs[input]?.values[place] ?? Number.NaN
      if (categories !== null) return categories.includes(value)
      return (low === null || value >= low) && (high === null || value <= high)
    })
}

function placesOf(cases: Cases): number[] {
  return Array.from(cases.isOfInterest, (_, place) => place)
}

/** Places left for each search. */
function leftFor(cases: Cases, { found }: Discovery): number[][] {
  const all = placesOf(cases)
  return found.map((_, round) => {
    const taken = found.slice(0, round).map(({ box }) => within(cases, box))
    return all.filter((place) => !taken.some((isIn) => isIn(place)))
  })
}

test('law: a box holds what its limits say, and its measures are shares of all cases', () => {
  fc.assert(
    fc.property(tables, (rows) => {
      const cases = casesOf(rows)
      const discovery = discover(cases, method)
      const left = leftFor(cases, discovery)
      discovery.found.forEach(({ trajectory, box }, round) => {
        for (const each of [...trajectory, box]) {
          const inside = (left[round] ?? []).filter(within(cases, each))
          const ofInterest = inside.filter((place) => cases.isOfInterest[place] === 1).length
          expect([each.cases, each.ofInterest]).toEqual([inside.length, ofInterest])
          expect(each.coverage).toBe(ofInterest / discovery.ofInterest)
          expect(each.density).toBe(ofInterest / inside.length)
          expect(each.mass).toBe(inside.length / rows.length)
          expect(each.limits.every(isLimited)).toBe(true)
        }
      })
    }),
    options,
  )
})

test('law: every step on the way is denser than the one before it, and none is smaller than the least mass', () => {
  fc.assert(
    fc.property(tables, (rows) => {
      for (const { trajectory } of discover(casesOf(rows), method).found) {
        trajectory.slice(1).forEach((box, i) => {
          expect(box.density).toBeGreaterThan(trajectory[i]?.density ?? 1)
          expect(box.mass).toBeGreaterThanOrEqual(method.leastMass)
        })
      }
    }),
    options,
  )
})

test('law: boxes that are reported cover no case twice, and none of their limits may be chance', () => {
  fc.assert(
    fc.property(tables, (rows) => {
      const cases = casesOf(rows)
      const discovery = discover(cases, method)
      const boxes = discovery.found.filter(({ isReported }) => isReported)
      const covered = boxes.reduce((sum, { box }) => sum + box.ofInterest, 0)
      const isIn = boxes.map(({ box }) => within(cases, box))
      const union = placesOf(cases).filter(
        (place) => cases.isOfInterest[place] === 1 && isIn.some((each) => each(place)),
      )
      expect(covered).toBe(union.length)
      for (const { box } of boxes) {
        expect(box.density).toBeGreaterThan(discovery.ofInterest / discovery.cases)
        for (const { lowPValue, highPValue, categories, pValue } of box.limits) {
          expect(Math.max(lowPValue ?? 0, highPValue ?? 0, categories === null ? 0 : pValue)).toBeLessThanOrEqual(0.05)
        }
      }
    }),
    options,
  )
})

test('law: a quasi-p value is the binomial tail, term by term', () => {
  const tail = (hits: number, trials: number, share: number) => {
    let sum = 0
    for (let k = hits; k <= trials; k++) {
      let term = 1
      // Factors of like size one after the other, so that none overflows.
      for (let i = 1; i <= trials; i++) term *= i <= k ? (share * (trials - k + i)) / i : 1 - share
      sum += term
    }
    return sum
  }
  fc.assert(
    fc.property(tables, (rows) => {
      const cases = casesOf(rows)
      const discovery = discover(cases, method)
      const left = leftFor(cases, discovery)
      discovery.found.forEach(({ trajectory }, round) => {
        const box = trajectory.at(-1)
        for (const limit of box?.limits ?? []) {
          const without = { ...(box as Box), limits: (box as Box).limits.filter((each) => each !== limit) }
          const inside = (left[round] ?? []).filter(within(cases, without))
          const ofInterest = inside.filter((place) => cases.isOfInterest[place] === 1).length
          const expected = tail(box?.ofInterest ?? 0, box?.cases ?? 0, ofInterest / inside.length)
          // A sum of some hundred products of as many factors.
          expect(Math.abs(limit.pValue - expected)).toBeLessThanOrEqual(1e-11 * expected)
        }
      })
    }),
    options,
  )
})

test('law: the order of the cases changes nothing', () => {
  fc.assert(
    fc.property(tables, fc.nat(1000), (rows, by) => {
      const turned = [...rows.slice(by % rows.length), ...rows.slice(0, by % rows.length)].reverse()
      expect(discover(casesOf(turned), method)).toEqual(discover(casesOf(rows), method))
    }),
    options,
  )
})

test('law: bending a scale of real numbers moves the limits of peeling, and no case', () => {
  const counts = (cases: Cases) => {
    const orders = cases.inputs.map(({ kind, values }) => (kind === 'category' ? null : ascending(values)))
    const steps = peel(cases, Uint32Array.from(placesOf(cases)), orders, method)
    return steps.map(({ count, ofInterest }) => [count, ofInterest])
  }
  fc.assert(
    fc.property(tables, (rows) => {
      // Increasing, and one to one on tenths in doubles.
      expect(counts(casesOf(rows, (value) => value ** 3 + value))).toEqual(counts(casesOf(rows)))
    }),
    options,
  )
})
