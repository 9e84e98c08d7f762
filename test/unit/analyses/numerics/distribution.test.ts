import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distributionFromScore, fillFromScores } from '../../../../src/analyses/numerics/distribution.ts'
import { normalDensity, normalProbability } from '../../../../src/analyses/numerics/normal.ts'
import type { Distribution } from '../../../../src/plan/types.ts'

const seed = 20261129
const runs = { seed, numRuns: 300 }

function distribution(shape: Distribution['shape'], ...parameters: number[]): Distribution {
  return { kind: 'distribution', shape, parameters, central: Number.NaN, persistence: 0 }
}

/** Two ends and a mode between them, at either end too. */
const ends = fc
  .tuple(fc.integer({ min: -100, max: 100 }), fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 20 }))
  .map(([low, width, twentieths]) => [low, low + (width * twentieths) / 20, low + width] as const)

const anyDistribution: fc.Arbitrary<Distribution> = fc.oneof(
  fc
    .tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 30 }))
    .map(([m, s]) => distribution('normal', m, s)),
  fc
    .tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 30 }))
    .map(([m, s]) => distribution('lognormal', m, s)),
  ends.map(([low, , high]) => distribution('interval', low, high)),
  ends.map(([low, , high]) => distribution('uniform', low, high)),
  ends.map(([low, mode, high]) => distribution('triangular', low, mode, high)),
  ends.map(([low, mode, high]) => distribution('pert', low, mode, high)),
)

function expectClose(found: number, expected: number, tolerance: number): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(tolerance)
}

/** E[g(value)]: the trapezoidal rule over scores from −10 to 10, exact to rounding for what is smooth. */
function expectation(of: Distribution, g: (value: number) => number): number {
  let sum = 0
  for (let k = -1000; k <= 1000; k++) sum += g(distributionFromScore(of, k / 100)) * normalDensity(k / 100)
  return sum / 100
}

describe('a distribution at a score', () => {
  test('normal: mean and standard deviation', () => {
    expect(distributionFromScore(distribution('normal', 8, 2), 1.5)).toBe(11)
  })

  test('an interval has 5 % of its mass on either side', () => {
    const of = distribution('interval', 0.05, 0.11)
    expectClose(distributionFromScore(of, -1.6448536269514722), 0.05, 1e-17)
    expectClose(distributionFromScore(of, 1.6448536269514722), 0.11, 2e-17)
  })

  test('lognormal: the median is m / √(1 + s²/m²), and ±1 are its multiples by e^σ', () => {
    const of = distribution('lognormal', 100, 20)
    const median = 100 / Math.sqrt(1.04)
    expectClose(distributionFromScore(of, 0), median, 2e-14)
    expectClose(distributionFromScore(of, 1), median * Math.exp(Math.sqrt(Math.log(1.04))), 4e-14)
  })

  test('uniform: the share of the mass is the share of the way, from the nearer end', () => {
    const of = distribution('uniform', 0, 4)
    expect(distributionFromScore(of, 0)).toBe(2)
    // Counted from 0, the lower end keeps every digit: 4 Φ(−10) (mpmath).
    expectClose(distributionFromScore(of, -10), 4 * 7.619853024160527e-24, 1e-37)
    expect(distributionFromScore(distribution('uniform', -4, 0), 10)).toBe(-distributionFromScore(of, -10))
  })

  test('triangular: below the mode x² is the share of the mass, at the mode and above it as well', () => {
    const of = distribution('triangular', 0, 3, 10)
    for (const score of [-6, -1, -0.6, 0, 2, 6]) {
      const x = distributionFromScore(of, score)
      // The cumulative distribution, from either end.
      if (x <= 3) expectClose((x * x) / 30, normalProbability(score), 4e-16)
      else expectClose((10 - x) ** 2 / 70, normalProbability(-score), 4e-16)
    }
    expect(distributionFromScore(distribution('triangular', 0, 0, 1), -10)).toBeGreaterThan(3.8e-24)
  })

  // The root of the incomplete beta function at Φ(z), from the nearer end, in 30-digit arithmetic (mpmath 1.3).
  test.each([
    [5, 8, 11, -3, 5.316162065709799],
    [5, 8, 11, 1.5, 9.733348477035687],
    [0, 0, 1, -1, 0.03396069366021679],
    [0, 0, 1, 6, 0.9841938123152107],
    [0, 1, 1, -4, 0.12593110625695733],
    [100, 100.5, 110, 2, 105.76044737859222],
    [-0.02, 0.05, 0.08, -6, -0.019734813362087572],
  ])('pert(%s, %s, %s) at %s is %s', (low, mode, high, score, expected) => {
    const found = distributionFromScore(distribution('pert', low, mode, high), score)
    expectClose(found, expected, 1e-14 * Math.max(Math.abs(low), Math.abs(high)))
  })

  test('without a spread it is a constant', () => {
    const constants = [
      distribution('normal', 0.3, 0),
      distribution('lognormal', 0.3, 0),
      distribution('interval', 0.3, 0.3),
      distribution('uniform', 0.3, 0.3),
      distribution('triangular', 0.3, 0.3, 0.3),
      distribution('pert', 0.3, 0.3, 0.3),
    ]
    const scores = Float64Array.of(-9, -1, 0, 0.7, 9)
    const out = new Float64Array(5)
    for (const of of constants) {
      expect([...scores].map((score) => distributionFromScore(of, score))).toEqual(Array(5).fill(0.3))
      fillFromScores(of)(scores, 0, 5, out, 0)
      expect([...out]).toEqual(Array(5).fill(0.3))
    }
  })

  test(`rises with the score (seed ${seed})`, () => {
    const score = fc.double({ min: -6, max: 6, noNaN: true })
    fc.assert(
      fc.property(anyDistribution, score, fc.double({ min: 1e-3, max: 1, noNaN: true }), (of, z, step) => {
        expect(distributionFromScore(of, z + step)).toBeGreaterThan(distributionFromScore(of, z))
      }),
      runs,
    )
  })

  test(`turned round it is the same from the other end (seed ${seed})`, () => {
    fc.assert(
      fc.property(ends, fc.double({ min: -7, max: 7, noNaN: true }), ([low, mode, high], z) => {
        for (const shape of ['triangular', 'pert'] as const) {
          const one = distributionFromScore(distribution(shape, low, mode, high), z)
          const other = distributionFromScore(distribution(shape, -high, -mode, -low), -z)
          expectClose(one, -other, 1e-14 * (Math.abs(low) + Math.abs(high)))
        }
      }),
      runs,
    )
  })
})

describe('mean and variance are those of the textbooks', () => {
  // Trapezoidal sums of smooth integrands are exact to rounding; a triangular has a corner at its mode.
  test.each([
    [distribution('normal', 8, 2), 8, 4, 1e-12],
    [distribution('interval', 5, 11), 8, (3 / 1.6448536269514722) ** 2, 1e-12],
    [distribution('lognormal', 100, 20), 100, 400, 1e-10],
    [distribution('uniform', 2, 11), 6.5, 81 / 12, 1e-12],
    [distribution('triangular', 2, 5, 11), 6, 3.5, 1e-4],
    [distribution('triangular', 2, 2, 11), 5, 4.5, 1e-4],
    // (a + 4 mode + b) / 6 and (mean − a)(b − mean) / 7.
    [distribution('pert', 2, 5, 11), 5.5, (3.5 * 5.5) / 7, 1e-12],
    [distribution('pert', 0, 0, 12), 2, 20 / 7, 1e-12],
  ])('%o: %s and %s', (of, mean, variance, tolerance) => {
    expectClose(
      expectation(of, (value) => value),
      mean,
      tolerance,
    )
    expectClose(
      expectation(of, (value) => (value - mean) ** 2),
      variance,
      tolerance,
    )
  })
})

describe('many scores at once', () => {
  test(`give the values of each of them, within 1e-11 of the width (seed ${seed})`, () => {
    // Beyond ±8 too, where there is no table.
    const scores = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(anyDistribution, scores, (of, given) => {
        const out = new Float64Array(given.length)
        fillFromScores(of)(Float64Array.from(given), 0, given.length, out, 0)
        const [low = 0, ...others] = of.parameters
        const isBounded = of.shape !== 'normal' && of.shape !== 'lognormal' && of.shape !== 'interval'
        const tolerance = isBounded ? 1e-11 * ((others.at(-1) ?? 0) - low) : 0
        given.forEach((score, i) => {
          expectClose(out[i] ?? Number.NaN, distributionFromScore(of, score), tolerance)
        })
      }),
      runs,
    )
  })

  test('at every piece of the table of a PERT and of a triangular, at its ends and within', () => {
    const scores = Float64Array.from({ length: 1201 }, (_, k) => (k - 600) / 75)
    const out = new Float64Array(scores.length)
    for (const of of [distribution('pert', 0, 0.07, 1), distribution('triangular', 0, 0.9, 1)]) {
      fillFromScores(of)(scores, 0, scores.length, out, 0)
      scores.forEach((score, i) => {
        expectClose(out[i] ?? Number.NaN, distributionFromScore(of, score), 1e-11)
      })
    }
  })

  test('only the asked part of the output is written, from the asked part of the scores', () => {
    const scores = Float64Array.of(5, 0.5, -0.5, 5)
    for (const shape of ['normal', 'lognormal', 'uniform', 'interval', 'triangular', 'pert'] as const) {
      const of = distribution(shape, ...(shape === 'triangular' || shape === 'pert' ? [1, 2, 4] : [1, 4]))
      const out = new Float64Array(5).fill(-77)
      fillFromScores(of)(scores, 1, 2, out, 2)
      expect([out[0], out[1], out[4]]).toEqual([-77, -77, -77])
      expectClose(out[2] ?? Number.NaN, distributionFromScore(of, 0.5), 1e-10)
      expectClose(out[3] ?? Number.NaN, distributionFromScore(of, -0.5), 1e-10)
    }
  })
})
