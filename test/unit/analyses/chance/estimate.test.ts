import { describe, expect, test } from 'vitest'
import {
  chanceInterval,
  groupEstimate,
  independentError,
  leastError,
  shareInterval,
} from '../../../../src/analyses/chance/estimate.ts'
import { standardDeviation } from '../../../../src/analyses/numerics/statistics.ts'

/** 1 + γ² (z⁴ + 2z² − 3) / 18G with z = 1.959964. */
const forSkewness = (skewness: number, groups: number) => 1 + (skewness ** 2 * 19.439724) / (18 * groups)

describe('the mean of groups of draws', () => {
  test('of one size: s/√G of their means, widened by Student’s t over 1.96', () => {
    // Not skewed: as far above their mean as below it.
    const means = [3, 5, 7, 9]
    const estimate = groupEstimate(
      Float64Array.from(means, (mean) => 10 * mean),
      new Float64Array(4).fill(10),
    )
    expect(estimate?.value).toBe(6)
    // t(0.975, 3) = 3.182446305284263 (tables; R's qt)
    const widened = (standardDeviation(means) / 2) * (3.182446305284263 / 1.959963984540054)
    expect(estimate?.standardError).toBeCloseTo(widened, 12)
  })

  test('and by their skewness, which is 2 for (0, 0, 0, 4), as spreadsheets (SKEW) have it', () => {
    const estimate = groupEstimate(Float64Array.of(0, 0, 0, 4), new Float64Array(4).fill(1))
    const widened = (3.182446305284263 / 1.959963984540054) * forSkewness(2, 4)
    // The standard deviation is 2, the mean's error 2/√4.
    expect(estimate?.standardError).toBeCloseTo(widened, 5)
  })

  test('of several sizes: the ratio estimate of a cluster sample (Cochran 1977, §6.4)', () => {
    const estimate = groupEstimate(Float64Array.of(12, 30), Float64Array.of(4, 6))
    const square = (12 - 4 * 4.2) ** 2 + (30 - 6 * 4.2) ** 2
    // With one degree of freedom t(0.975) is tan(0.475 π).
    const widened = (Math.sqrt(2 * square) / 10) * (Math.tan(0.475 * Math.PI) / 1.959963984540054)
    expect(estimate?.value).toBeCloseTo(4.2, 14)
    expect(estimate?.standardError).toBeCloseTo(widened, 10)
  })

  test('empty groups are none; a single one tells no error; nothing is no estimate', () => {
    const both = groupEstimate(Float64Array.of(3, 0, 5), Float64Array.of(1, 0, 1))
    expect(both).toEqual(groupEstimate(Float64Array.of(3, 5), Float64Array.of(1, 1)))
    expect(groupEstimate(Float64Array.of(6, 0), Float64Array.of(2, 0))).toEqual({ value: 3, standardError: null })
    expect(groupEstimate(Float64Array.of(0), Float64Array.of(0))).toBeNull()
  })
})

describe('intervals of a chance', () => {
  test('of independent draws are Wilson’s: 8 of 10 (cases/19)', () => {
    const [low, high] = shareInterval(8, 10)
    expect(low).toBeCloseTo(0.4901624715366418, 14)
    expect(high).toBeCloseTo(0.9433178485456247, 14)
    expect(independentError(0.8, 10)).toBeCloseTo(0.12649110640673517, 15)
  })

  test('and Clopper and Pearson’s where all draws say the same: none of 1000, all of 1000 (cases/19)', () => {
    expect(shareInterval(0, 1000)[1]).toBeCloseTo(0.003682083896865671, 14)
    expect(shareInterval(1000, 1000)[0]).toBeCloseTo(0.9963179161031344, 14)
    expect(chanceInterval({ value: 0, standardError: 1e-3 }, 1000)).toEqual(shareInterval(0, 1000))
    expect(chanceInterval({ value: 1, standardError: 1e-3 }, 1000)).toEqual(shareInterval(1000, 1000))
  })

  test('of other estimates are ± 1.96 errors of the log odds: never below 0 or above 1, the farther end on the wide side', () => {
    const [low, high] = chanceInterval({ value: 0.02, standardError: 0.01 }, 4096)
    const odds = (p: number) => Math.log(p / (1 - p))
    const half = (1.959963984540054 * 0.01) / (0.02 * 0.98)
    expect(odds(low)).toBeCloseTo(odds(0.02) - half, 12)
    expect(odds(high)).toBeCloseTo(odds(0.02) + half, 12)
    expect(low).toBeGreaterThan(0)
    expect(high - 0.02).toBeGreaterThan(0.02 - low)
    const [, most] = chanceInterval({ value: 0.999, standardError: 1 }, 4096)
    expect(most).toBeLessThanOrEqual(1)
  })

  test('of a chance that is hardly in doubt are ± 1.96 errors of itself', () => {
    const [low, high] = chanceInterval({ value: 0.4, standardError: 1e-6 }, 4096)
    expect(low).toBeCloseTo(0.4 - 1.959963984540054e-6, 10)
    expect(high).toBeCloseTo(0.4 + 1.959963984540054e-6, 10)
  })
})

test('no error is smaller than a draw of those that are counted, or a hundred-millionth of those along lines', () => {
  expect(leastError(true, 0.3, 2048)).toBe(1 / 2048)
  expect(leastError(false, 0.5, 2048)).toBe(2.5e-9)
})
