/** Correlations of yearly rates: one by one as published software has them, together such that they can hold. */

import { describe, expect, test } from 'vitest'
import { correlationsOf, fisherInterval } from '../../../../src/analyses/calibration/correlations.ts'
import type { RateSeries } from '../../../../src/analyses/calibration/rates.ts'
import { symmetricEigen } from '../../../../src/analyses/numerics/symmetric-eigen.ts'

/** Per cents from 2001 on; null where a year is missing. */
function series(...percents: readonly (number | null)[]): RateSeries {
  const dated = percents.flatMap((each, i) => (each === null ? [] : [{ year: 2001 + i, rate: each / 100 }]))
  const years = dated.map(({ year }) => year)
  return { variable: 0, sector: 0, kind: 'rate', years, rates: dated.map(({ rate }) => rate), rows: [] }
}

const a = series(4.5, 8.3, 14.7, 5.5, -1.5, 7.2)
const b = series(6, 4, 20, 11, 1, 9)

describe('one pair', () => {
  test('Pearson and Fisher as in scipy 1.17, pearsonr(a, b).confidence_interval()', () => {
    const [pair] = correlationsOf([a, b], 0.95).pairs
    expect(pair?.correlation).toBeCloseTo(0.8465466701910634, 13)
    expect(pair?.interval?.[0]).toBeCloseTo(0.11178316339709438, 12)
    expect(pair?.interval?.[1]).toBeCloseTo(0.9828594372444786, 12)
    expect(pair?.written).toBe(pair?.correlation)
  })

  test('years that only one of the two has do not count', () => {
    const longer = series(4.5, 8.3, 14.7, 5.5, -1.5, 7.2, 99)
    expect(correlationsOf([longer, b], 0.95)).toEqual(correlationsOf([a, b], 0.95))
  })

  test('an interval that holds 0 writes 0', () => {
    const [pair] = correlationsOf([a, series(6, 9, 20, 11, 10, -9)], 0.95).pairs
    expect(pair?.interval?.[0]).toBeLessThan(0)
    expect(pair?.written).toBe(0)
  })

  test('three common years have a correlation and no interval, two have none; nor has what does not vary', () => {
    const pairOf = (one: RateSeries, other: RateSeries) => correlationsOf([one, other], 0.95).pairs[0]
    expect(pairOf(series(1, 2, 4), series(2, 3, 9))).toMatchObject({ interval: null, written: 0, years: 3 })
    expect(pairOf(series(1, 2), series(2, 3))).toMatchObject({ correlation: null, written: 0 })
    expect(pairOf(a, series(6, 6, 6, 6, 6, 6))).toMatchObject({ correlation: null, written: 0 })
  })

  test('rates that move exactly together correlate by 1, and Fisher leaves no doubt', () => {
    expect(fisherInterval(1, 6, 0.95)).toEqual([1, 1])
    expect(correlationsOf([series(1, 2, 4, 3, 6), series(2, 4, 8, 6, 12)], 0.95).pairs[0]?.written).toBeCloseTo(1, 15)
  })
})

describe('all pairs together', () => {
  // test/problems/correlations-estimated: 0.94, 0.89 and 0 have an eigenvalue of −0.29.
  const chain = [series(21, -7, -2, 14, 4, 4, -1), series(16, -6, -7, 10, 1, 8, -4), series(10, -5, -8, 16, -3, 14, -9)]
  // Each pair in years of its own: alike, alike, and opposed.
  const apart = [
    series(2, 9, 4, 12, 6, null, null, null, null, null, 3, 8, 5, 11, 2),
    series(3, 10, 4, 13, 5, 4, 9, 2, 11, 6),
    series(null, null, null, null, null, 3, 10, 2, 12, 5, 9, 4, 7, 1, 10),
  ]

  function least(written: readonly number[]): number {
    const [ab = 0, ac = 0, bc = 0] = written
    return symmetricEigen(Float64Array.of(1, ab, ac, ab, 1, bc, ac, bc, 1), 3).values[0] as number
  }

  test('a zero that contradicts the other pairs is not written', () => {
    const { pairs, choice } = correlationsOf(chain, 0.95)
    expect(
      least(pairs.map(({ interval, correlation }) => ((interval?.[0] ?? 0) > 0 ? (correlation ?? 0) : 0))),
    ).toBeLessThan(-0.2)
    expect(choice).toBe('estimated')
    expect(pairs.map(({ written }) => written)).toEqual(pairs.map(({ correlation }) => correlation))
    expect(least(pairs.map(({ written }) => written))).toBeGreaterThan(0)
  })

  test('estimates of different years that contradict each other give way to the nearest that do not', () => {
    const { pairs, choice } = correlationsOf(apart, 0.95)
    expect(choice).toBe('nearest')
    expect(least(pairs.map(({ correlation }) => correlation ?? 0))).toBeLessThan(-0.9)
    // On the border of what can hold: the smallest eigenvalue is 0 to the accuracy of the nearest matrix.
    expect(Math.abs(least(pairs.map(({ written }) => written)))).toBeLessThan(1e-10)
  })
})
