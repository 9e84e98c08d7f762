import { describe, expect, test } from 'vitest'
import { normalQuantile } from '../../src/analyses/numerics/normal.ts'
import { referenceCase } from './plans.ts'

type Case = { readonly normal_quantiles: Readonly<Record<string, number>> }

const { normal_quantiles: normalQuantiles } = referenceCase<Case>('19_monte_carlo_closed_forms')

describe('cases/19: normal quantiles', () => {
  // To 1e-15 of themselves: neighbouring doubles of a probability near 1 differ by as much.
  test.each(Object.entries(normalQuantiles))('at %s', (probability, expected) => {
    const found = normalQuantile(Number(probability))
    expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-15 * Math.abs(expected))
  })
})
