import { describe, expect, test } from 'vitest'
import { normalQuantile } from '../../../../src/analyses/numerics/normal.ts'
import { isDistinguishable } from '../../../../src/analyses/sensitivity/estimates.ts'
import { elementaryEffects } from '../../../../src/analyses/sensitivity/morris.ts'
import { shapleyEffects } from '../../../../src/analyses/sensitivity/shapley-effects.ts'
import { pairsOf, sobolIndices } from '../../../../src/analyses/sensitivity/sobol.ts'
import { tornado } from '../../../../src/analyses/sensitivity/tornado.ts'
import { eachAlone, studyOf } from '../../../support/study.ts'

const sample = { draws: 512, seed: 1 }
const identity = (rows: number) =>
  Float64Array.from({ length: rows * rows }, (_, place) => (place % (rows + 1) === 0 ? 1 : 0))

describe('sobol', () => {
  test('the model runs draws × (inputs + 2) times, and × (2 inputs + 2) for pairs', () => {
    const study = studyOf(eachAlone(3), ([x = 0, y = 0, z = 0]) => x + y * z)
    expect(sobolIndices(study, sample, false).runs).toBe(512 * 5)
    expect(sobolIndices(study, sample, true).runs).toBe(512 * 8)
  })

  test('pairs are listed once each', () => {
    expect(pairsOf(3)).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ])
    expect(
      sobolIndices(
        studyOf(eachAlone(3), ([x = 0]) => x),
        sample,
        true,
      ).second,
    ).toHaveLength(3)
  })

  test('a product of two centred numbers is explained by the pair alone', () => {
    const { first, total, second } = sobolIndices(
      studyOf(eachAlone(3), ([x = 0, y = 0, z = 0]) => x * y + 0 * z),
      { draws: 4096, seed: 3 },
      true,
    )
    for (const index of [0, 1]) {
      expect(first[index] === null || first[index] === undefined || isDistinguishable(first[index])).toBe(false)
      expect(Math.abs((total[index]?.value ?? 0) - 1)).toBeLessThan(4 * (total[index]?.standardError ?? 0))
    }
    expect(Math.abs((second[0]?.value ?? 0) - 1)).toBeLessThan(4 * (second[0]?.standardError ?? 0))
  })

  test('what moves nothing has indices of exactly 0, without an error', () => {
    const { first, total } = sobolIndices(
      studyOf(eachAlone(2), ([x = 0]) => Math.exp(x)),
      sample,
      false,
    )
    expect(first[1]).toEqual({ value: 0, standardError: 0, interval: [0, 0] })
    expect(total[1]).toEqual({ value: 0, standardError: 0, interval: [0, 0] })
  })

  test('an outcome that never varies has a mean, a variance of 0 and no indices', () => {
    const found = sobolIndices(
      studyOf(eachAlone(2), () => 7.1),
      sample,
      true,
    )
    expect(found.mean?.value).toBeCloseTo(7.1, 14)
    expect(found.variance?.value).toBeCloseTo(0, 20)
    expect([found.first, found.total, found.second]).toEqual([[null, null], [null, null], [null]])
  })

  test('draws on which the model fails are counted and left out', () => {
    // A tail of 2.3 % in either of the two samples: 1 − 0.97725² = 4.5 % of the draws.
    const { failed, first } = sobolIndices(
      studyOf(eachAlone(2), ([x = 0, y = 0]) => (x > 2 ? Number.NaN : x + y)),
      { draws: 4096, seed: 1 },
      false,
    )
    expect(failed / 4096).toBeGreaterThan(0.035)
    expect(failed / 4096).toBeLessThan(0.055)
    // Without its upper tail x varies by less than y.
    expect(first[0]?.value).toBeLessThan(first[1]?.value ?? 0)
    const none = sobolIndices(
      studyOf(eachAlone(1), () => Number.NaN),
      sample,
      false,
    )
    expect(none).toMatchObject({ failed: 512, mean: null, variance: null, first: [null] })
  })

  test('too few draws for an error give wide intervals, never none at all', () => {
    const { first } = sobolIndices(
      studyOf(eachAlone(2), ([x = 0, y = 0]) => x + y),
      { draws: 4, seed: 1 },
      false,
    )
    expect(first[0]?.standardError).toBeGreaterThan(0)
  })
})

describe('morris', () => {
  const level = (at: number) =>
    at === 0 ? Number.NEGATIVE_INFINITY : at === 3 ? Number.POSITIVE_INFINITY : normalQuantile(at / 3)
  const grid = (factors: number) => Float64Array.from({ length: 4 * factors }, (_, place) => level(place % 4))
  /** The probability of a score of the grid. */
  const uniform = (score: number) => [0, 1, 2, 3].map(level).indexOf(score) / 3

  test('of a linear function every effect is its slope, the spread is 0, and nothing is uncertain but rounding', () => {
    const study = studyOf(eachAlone(2), ([x = 0, y = 0]) => 1000 + 3 * uniform(x) - 0.5 * uniform(y))
    const { mu, muStar, sigma, runs } = elementaryEffects(study, grid(2), { draws: 40, seed: 5 })
    expect(runs).toBe(120)
    const slopes = [3, -0.5]
    slopes.forEach((slope, input) => {
      for (const [estimate, expected] of [
        [mu[input], slope],
        [muStar[input], Math.abs(slope)],
        [sigma[input], 0],
      ] as const) {
        const [low = 1, high = -1] = estimate?.interval ?? []
        expect(low).toBeLessThanOrEqual(expected)
        expect(high).toBeGreaterThanOrEqual(expected)
        // Outcomes of about 1000 are exact to 1e-13.
        expect(high - low).toBeLessThan(1e-8)
      }
    })
  })

  test('an input of several numbers has a mean size and no sign', () => {
    const study = studyOf([[0, 1], [2]], ([x = 0, y = 0, z = 0]) => uniform(x) + uniform(y) + uniform(z))
    const { mu, muStar, sigma } = elementaryEffects(study, grid(3), { draws: 4096, seed: 5 })
    expect([mu[0], sigma[0]]).toEqual([null, null])
    expect(mu[1]?.value).toBeCloseTo(1, 10)
    // Two numbers that move up or down by 2/3, each way half of the time: |±1 ± 1| is 2 or 0.
    expect(Math.abs((muStar[0]?.value ?? 0) - 1)).toBeLessThan(4 * (muStar[0]?.standardError ?? 0))
  })

  test('trajectories on which the model fails are counted and left out', () => {
    const study = studyOf(eachAlone(1), ([x = 0]) => (x === Number.NEGATIVE_INFINITY ? Number.NaN : uniform(x)))
    const { failed, mu } = elementaryEffects(study, grid(1), { draws: 4000, seed: 5 })
    // Between the levels 0 and 2/3, half of them.
    expect(Math.abs(failed - 2000)).toBeLessThan(4 * Math.sqrt(1000))
    expect(mu[0]?.value).toBeCloseTo(1, 12)
  })
})

describe('tornado', () => {
  test('of a linear function, 1.2816 standard deviations to either side of the base, all numbers of an input together', () => {
    const study = studyOf([[0, 2], [1]], ([x = 0, y = 0, z = 0]) => 10 + x - 2 * y + 3 * z, null, 2)
    const { base, swings, runs } = tornado(study, [0, 0.5, 0])
    expect(runs).toBe(5)
    expect(base).toBe(9)
    expect(swings[0]?.low).toBeCloseTo(9 - 4 * 1.2815515655446004, 12)
    expect(swings[0]?.high).toBeCloseTo(9 + 4 * 1.2815515655446004, 12)
    expect(swings[1]?.low).toBeCloseTo(10 + 2 * 1.2815515655446004, 12)
  })

  test('an end at which the model fails has no number', () => {
    const { swings } = tornado(
      studyOf([[0]], ([x = 0]) => Math.sqrt(x)),
      [1],
    )
    expect(swings).toEqual([{ low: null, high: Math.sqrt(1.2815515655446004) }])
  })
})

describe('shapley', () => {
  test('up to 8 inputs all groups are valued, 2ⁿ runs a draw; beyond, two runs an input along random orders', () => {
    const sum = (scores: readonly number[]) => scores.reduce((total, each) => total + each, 0)
    const small = shapleyEffects(studyOf(eachAlone(3), sum), identity(3), sample)
    expect([small.runs, small.orders]).toEqual([512 * 8, null])
    const large = shapleyEffects(studyOf(eachAlone(9), sum), identity(9), sample)
    expect(large.runs).toBe(512 * 18)
    expect(large.orders).toBeGreaterThan(0)
  })

  test('inputs that are one and the same share alike, however little the model makes of one of them', () => {
    const correlation = Float64Array.of(1, 1, 0, 1, 1, 0, 0, 0, 1)
    const same = [[1], [1], [0, 0, 1]]
    const { effects } = shapleyEffects(
      studyOf(eachAlone(3), ([x = 0, , z = 0]) => x + z, same),
      correlation,
      sample,
    )
    const [x, y, z] = effects.map((each) => each?.value ?? 0)
    expect(x).toBeCloseTo(y ?? 1, 12)
    // x explains 1 of the variance of 2; two that say the same get half of it each.
    expect(Math.abs((x ?? 0) - 0.25)).toBeLessThan(4 * (effects[0]?.standardError ?? 0))
    expect(Math.abs((z ?? 0) - 0.5)).toBeLessThan(4 * (effects[2]?.standardError ?? 0))
  })

  test('draws on which the model fails are counted and left out, and the effects still add up to 1', () => {
    const study = studyOf(eachAlone(2), ([x = 0, y = 0]) => (x > 2 ? Number.NaN : x + y))
    const { failed, effects } = shapleyEffects(study, identity(2), sample)
    expect(failed).toBeGreaterThan(0)
    expect(effects.reduce((sum, each) => sum + (each?.value ?? 0), 0)).toBeCloseTo(1, 12)
  })

  test('an outcome that never varies has no effects', () => {
    const { effects, variance } = shapleyEffects(
      studyOf(eachAlone(2), () => 3),
      identity(2),
      sample,
    )
    expect(effects).toEqual([null, null])
    expect(variance?.value).toBe(0)
  })
})
