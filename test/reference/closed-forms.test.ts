import { describe, expect, test } from 'vitest'
import { distributionFromScore } from '../../src/analyses/numerics/distribution.ts'
import { clopperPearson, type Interval, wilson } from '../../src/analyses/numerics/intervals.ts'
import { normalQuantile } from '../../src/analyses/numerics/normal.ts'
import type { Distribution } from '../../src/plan/types.ts'
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
  readonly triangular: { readonly derived: Readonly<Record<string, number>> }
}

const cases = referenceCase<Case>('19_monte_carlo_closed_forms')

describe('cases/19: normal quantiles', () => {
  // To 1e-15 of themselves: neighbouring doubles of a probability near 1 differ by as much.
  test.each(Object.entries(cases.normal_quantiles))('at %s', (probability, expected) => {
    const found = normalQuantile(Number(probability))
    expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-15 * Math.abs(expected))
  })
})

describe('cases/19: quantiles of triangular(2, 5, 11)', () => {
  const of: Distribution = {
    kind: 'distribution',
    shape: 'triangular',
    parameters: [2, 5, 11],
    central: 5,
    persistence: 0,
  }

  test.each(Object.entries(cases.triangular.derived))('at %s', (probability, expected) => {
    const found = distributionFromScore(of, normalQuantile(Number(probability)))
    expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-14 * expected)
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
