import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  betaDensity,
  betaProbability,
  betaQuantile,
  chiSquaredQuantile,
  gammaProbability,
  logGamma,
  studentQuantile,
} from '../../../../src/analyses/numerics/special.ts'

const seed = 20261127
const runs = { seed, numRuns: 500 }

/** Within `tolerance` of the expected value, relative to it. */
function expectRelative(found: number, expected: number, tolerance: number): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected))
}

const probability = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true })
/** From 10⁻¹ to 10⁴, as many small as large. */
const parameter = fc.double({ min: -1, max: 4, noNaN: true }).map((exponent) => 10 ** exponent)

// Where no other source is named, expected values were computed with 40 digits (mpmath 1.3: loggamma, gammainc, betainc
// and roots of these).

describe('the logarithm of the gamma function', () => {
  test.each([
    [1e-5, 11.512919692895826],
    [0.5, 0.5723649429247001],
    [1, 0],
    [1.5, -0.12078223763524522],
    [2, 0],
    [3.7, 1.428072326665388],
    [10, 12.801827480081469],
    [100.25, 360.28455963776423],
    [1e6, 12815504.569147611],
  ])('at %s is %s to 2e-15 of itself or of 1', (x, expected) => {
    expect(Math.abs(logGamma(x) - expected)).toBeLessThanOrEqual(2e-15 * Math.max(1, Math.abs(expected)))
  })

  test(`grows by ln x from x to x + 1 (seed ${seed})`, () => {
    fc.assert(
      fc.property(parameter, (x) => {
        const next = logGamma(x + 1)
        expect(Math.abs(next - logGamma(x) - Math.log(x))).toBeLessThanOrEqual(4e-15 * Math.max(1, Math.abs(next)))
      }),
      runs,
    )
  })
})

describe('gamma and chi-squared', () => {
  test.each([
    [0.001, 0.5, 0.03567059172967989],
    [0.5, 0.5, 0.6826894921370859],
    [3, 0.01, 0.9998670286434298],
    [1, 1, 0.6321205588285577],
    [2, 5, 0.05265301734371116],
    [10, 3.5, 0.9944303169270544],
    [80, 100, 0.017108313035133115],
    [130, 100, 0.9972495916326934],
    [9700, 10000, 0.001234175584468492],
    [1e-8, 2, 4.999999966666667e-17],
    [40, 2, 0.9999999999999998],
  ])('P(X ≤ %s) of shape %s is %s to 1e-13 of itself', (x, shape, expected) => {
    expectRelative(gammaProbability(x, shape), expected, 1e-13)
  })

  test('nothing lies below 0', () => {
    expect(gammaProbability(0, 2)).toBe(0)
    expect(gammaProbability(-1, 2)).toBe(0)
  })

  test.each([
    [0.95, 1, 3.8414588206941245],
    [0.025, 1, 0.000982069117175256],
    [0.95, 10, 18.307038053275143],
    [0.05, 10, 3.94029913611906],
    [0.975, 2.5, 8.392295266912964],
    [0.01, 100, 70.0648949253998],
    [0.999, 1000, 1143.9170926196791],
    [1e-10, 4, 2.8284404581659484e-5],
    [0.5, 3, 2.365973884375338],
  ])('the chi-squared quantile at %s with %s degrees is %s to 1e-13 of itself', (p, freedom, expected) => {
    expectRelative(chiSquaredQuantile(p, freedom), expected, 1e-13)
  })

  // Table 26.8 of Abramowitz & Stegun 1964, to the digits printed there.
  test.each([
    [0.975, 5, 12.8325],
    [0.995, 20, 39.9968],
    [0.005, 30, 13.7867],
    [0.9, 100, 118.498],
  ])('the chi-squared quantile at %s with %s degrees is %s, as tabulated', (p, freedom, expected) => {
    expectRelative(chiSquaredQuantile(p, freedom), expected, 5e-6)
  })

  test(`with two degrees it is −2 ln(1 − p) (seed ${seed})`, () => {
    fc.assert(
      fc.property(probability, (p) => expectRelative(chiSquaredQuantile(p, 2), -2 * Math.log1p(-p), 1e-13)),
      runs,
    )
  })

  test(`the probability undoes the quantile (seed ${seed})`, () => {
    fc.assert(
      fc.property(probability, parameter, (p, shape) => {
        // One rounding of x changes the probability by √shape roundings, of itself.
        expectRelative(gammaProbability(chiSquaredQuantile(p, 2 * shape) / 2, shape), p, 1e-13 * (1 + Math.sqrt(shape)))
      }),
      runs,
    )
  })

  test('the ends', () => {
    expect(chiSquaredQuantile(0, 3)).toBe(0)
    expect(chiSquaredQuantile(1, 3)).toBe(Number.POSITIVE_INFINITY)
    expect(() => chiSquaredQuantile(1.5, 3)).toThrow(RangeError)
  })
})

describe('beta', () => {
  test.each([
    [0.3, 2, 5, 0.5798249999999999],
    [0.001, 0.5, 0.5, 0.020135041633377492],
    [0.9, 6, 1, 0.531441],
    [0.02, 0.05, 30, 0.9764099728055183],
    [0.5, 100, 110, 0.7553958894253663],
    [0.4, 1000, 1200, 1.0697860500631464e-7],
    [0.7, 3.5, 0.25, 0.056680117307244426],
    [1e-10, 1.5, 4.5, 7.760698175803626e-15],
  ])('P(X ≤ %s) with a = %s and b = %s is %s to 1e-13 of itself', (x, a, b, expected) => {
    expectRelative(betaProbability(x, a, b), expected, 1e-13)
  })

  test('all lies between 0 and 1', () => {
    expect([-1, 0, 1, 2].map((x) => betaProbability(x, 2, 3))).toEqual([0, 0, 1, 1])
  })

  test('it is the chance of at least a successes in a + b − 1 trials', () => {
    // 20 trials at 0.3: Σ over k ≥ 8 of C(20, k) 0.3^k 0.7^(20−k), the coefficients by Pascal's rule.
    let row = [1]
    for (let n = 0; n < 20; n++) row = [1, ...row.map((each, k) => each + (row[k + 1] ?? 0))]
    const chance = row.reduce((sum, ways, k) => (k < 8 ? sum : sum + ways * 0.3 ** k * 0.7 ** (20 - k)), 0)
    expectRelative(betaProbability(0.3, 8, 13), chance, 1e-13)
  })

  test(`what is below x is above 1 − x with the parameters exchanged (seed ${seed})`, () => {
    // Quarters of 2⁻²⁰, so that 1 − x is exact.
    const x = fc.integer({ min: 1, max: 2 ** 20 - 1 }).map((k) => k / 2 ** 20)
    fc.assert(
      fc.property(x, parameter, parameter, (at, a, b) => {
        expect(betaProbability(at, a, b) + betaProbability(1 - at, b, a)).toBeCloseTo(1, 13)
      }),
      runs,
    )
  })

  test(`its slope is the density (seed ${seed})`, () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        fc.double({ min: 1, max: 5, noNaN: true }),
        (x, a) => {
          const h = 1e-4
          // Fourth-order differences: what is left is of order h⁴.
          const near = betaProbability(x + h, a, 6 - a) - betaProbability(x - h, a, 6 - a)
          const far = betaProbability(x + 2 * h, a, 6 - a) - betaProbability(x - 2 * h, a, 6 - a)
          expectRelative((8 * near - far) / (12 * h), betaDensity(x, a, 6 - a), 1e-9)
        },
      ),
      runs,
    )
  })

  test.each([
    [0.025, 8, 3, 0.44390453769235844],
    [0.975, 9, 2, 0.9747892736731666],
    [0.1, 1.8, 4.2, 0.08990213045924167],
    [0.5, 3, 3, 0.5],
    [0.95, 4.6, 1.4, 0.9700018176764109],
    [1e-12, 2, 4, 3.162278660168933e-7],
    [0.3, 0.05, 0.2, 2.287762471657872e-9],
    [0.025, 500, 501, 0.46854917297179194],
    [0.999, 0.5, 30, 0.16635390218386617],
  ])('the quantile at %s with a = %s and b = %s is %s to 1e-13 of itself', (p, a, b, expected) => {
    expectRelative(betaQuantile(p, a, b), expected, 1e-13)
  })

  test(`with b = 1 it is p^(1/a), and 1 − that with the parameters exchanged (seed ${seed})`, () => {
    fc.assert(
      fc.property(probability, parameter, (p, a) => {
        const expected = p ** (1 / a)
        // A rounding of the probability is 1/a roundings of the quantile.
        expectRelative(betaQuantile(p, a, 1), expected, 1e-14 * (1 + 1 / a))
        expect(Math.abs(betaQuantile(1 - p, 1, a) - (1 - expected))).toBeLessThanOrEqual(1e-14 + 1e-15 / a / p)
      }),
      runs,
    )
  })

  test(`the probability undoes the quantile, from far below the mean to far above (seed ${seed})`, () => {
    fc.assert(
      fc.property(probability, parameter, parameter, (p, a, b) => {
        const x = betaQuantile(p, a, b)
        // Near 1 a double cannot tell x from its neighbours, so the nearer end must be asked for.
        if (x > 0.9) return
        expectRelative(betaProbability(x, a, b), p, 1e-13 * (1 + Math.sqrt(a + b)))
      }),
      runs,
    )
  })

  test('the median of a million against a thousand lies near 1, to its last digits', () => {
    // Median ≈ (a − 1/3) / (a + b − 2/3), to order 1/n² for large parameters (Kerman 2011).
    expectRelative(1 - betaQuantile(0.5, 1e6, 1e3), (1e3 - 1 / 3) / (1e6 + 1e3 - 2 / 3), 1e-6)
  })

  test('the ends', () => {
    expect(betaQuantile(0, 2, 3)).toBe(0)
    expect(betaQuantile(1, 2, 3)).toBe(1)
    expect(() => betaQuantile(-0.1, 2, 3)).toThrow(RangeError)
  })
})

describe("Student's t", () => {
  test.each([
    [0.975, 3, 3.1824463052837086],
    [0.975, 10, 2.2281388519862744],
    [0.95, 29, 1.6991270265334972],
    [0.995, 4.5, 4.272823993011292],
    [0.9, 120, 1.288646233656378],
    [0.6, 7, 0.2631668613520228],
    [0.01, 1.5, -11.197316179568398],
    [1e-10, 20, -11.740060452456985],
    [0.975, 1_000_000, 1.9599663568141066],
  ])('the quantile at %s with %s degrees is %s to 1e-13 of itself', (p, freedom, expected) => {
    expectRelative(studentQuantile(p, freedom), expected, 1e-13)
  })

  test('with 10⁹ degrees it is z + (z³ + z) / 4ν (Abramowitz & Stegun 1964, 26.7.5)', () => {
    const z = 1.959963984540054
    expectRelative(studentQuantile(0.975, 1e9), z + (z ** 3 + z) / 4e9, 1e-14)
  })

  test(`one degree is the tangent, two are an algebraic formula (seed ${seed})`, () => {
    // Down to 10⁻⁴: closer to ½ or to 0 the closed forms themselves lose digits.
    const p = fc.integer({ min: 1, max: 9999 }).map((k) => k / 10_000)
    fc.assert(
      fc.property(p, (at) => {
        expect(studentQuantile(at, 1)).toBeCloseTo(Math.tan(Math.PI * (at - 0.5)), 7)
        expectRelative(studentQuantile(at, 2), ((2 * at - 1) * Math.SQRT2) / Math.sqrt(4 * at * (1 - at)), 1e-13)
      }),
      runs,
    )
  })

  test(`is odd about a half, where it is 0 (seed ${seed})`, () => {
    const p = fc.integer({ min: 1, max: 2 ** 19 - 1 }).map((k) => k / 2 ** 20)
    expect(studentQuantile(0.5, 4)).toBe(0)
    fc.assert(
      fc.property(p, parameter, (at, freedom) => {
        expect(studentQuantile(1 - at, freedom)).toBe(-studentQuantile(at, freedom))
      }),
      runs,
    )
  })

  test('the ends', () => {
    expect(studentQuantile(0, 5)).toBe(Number.NEGATIVE_INFINITY)
    expect(studentQuantile(1, 5)).toBe(Number.POSITIVE_INFINITY)
    expect(() => studentQuantile(Number.NaN, 5)).toThrow(RangeError)
  })
})
