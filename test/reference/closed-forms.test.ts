import { describe, expect, test } from 'vitest'
import { clopperPearson, type Interval, wilson } from '../../src/analyses/numerics/intervals.ts'
import { normalQuantile } from '../../src/analyses/numerics/normal.ts'
import { referenceCase } from './plans.ts'

type Proportion = {
  readonly hits: number
  readonly n: number
  readonly wilson95: readonly [number, number]
  readonly clopper_pearson95: readonly [number, number]
}
type Case = {
  readonly normal_quantiles: Readonly<Record<string, number>>
  readonly proportion_intervals: readonly Proportion[]
}

const cases = referenceCase<Case>('19_monte_carlo_closed_forms')

describe('cases/19: normal quantiles', () => {
  // To 1e-15 of themselves: neighbouring doubles of a probability near 1 differ by as much.
  test.each(Object.entries(cases.normal_quantiles))('at %s', (probability, expected) => {
    const found = normalQuantile(Number(probability))
    expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-15 * Math.abs(expected))
  })
})

describe('cases/19: intervals for a proportion', () => {
  // To 1e-12, absolute: the reference has rounding residues (2e-19, 1 + 2e-16) where the ends are exactly 0 and 1.
  const expectEnds = ([low, high]: Interval, [from, to]: readonly [number, number]) => {
    expect(Math.abs(low - from)).toBeLessThanOrEqual(1e-12)
    expect(Math.abs(high - to)).toBeLessThanOrEqual(1e-12)
  }

  test.each(cases.proportion_intervals)('$hits of $n', ({ hits, n, wilson95, clopper_pearson95: exact }) => {
    expectEnds(wilson(hits, n), wilson95)
    expectEnds(clopperPearson(hits, n), exact)
  })
})
