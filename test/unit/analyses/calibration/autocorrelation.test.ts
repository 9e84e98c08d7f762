/** The lag-one autocorrelation and its interval: against exact moments, closed forms and draws from elsewhere. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  lagOneAutocorrelation,
  persistenceInterval,
  probabilityBelow,
} from '../../../../src/analyses/calibration/autocorrelation.ts'
import { normalQuantile } from '../../../../src/analyses/numerics/normal.ts'

const consecutive = (count: number) => Array.from({ length: count }, (_, i) => 2001 + i)

describe('the estimate', () => {
  test('years that are missing: as R 4 gives it, acf(c(1, 3, 2, NA, 5, 4, 6, 8), lag.max = 1, na.action = na.pass)', () => {
    // By R's definition: mean 29/7, five pairs; Σ products / (5 + 1) over Σ squares / 7, in rational arithmetic.
    const dated = { years: [2001, 2002, 2003, 2005, 2006, 2007, 2008], values: [1, 3, 2, 5, 4, 6, 8] }
    const squares = 1708 / 49
    const products = (22 * 8 + 8 * 15 + 6 * -1 + -1 * 13 + 13 * 27) / 49
    expect(lagOneAutocorrelation(dated)).toBeCloseTo(products / 6 / (squares / 7), 13)
  })

  test('the example of the docstring', () => {
    expect(lagOneAutocorrelation({ years: consecutive(5), values: [1, 3, 2, 3, 1] })).toBe(-0.5)
  })

  test('fewer than four pairs of neighbouring years say nothing', () => {
    expect(lagOneAutocorrelation({ years: [2001, 2002, 2003, 2004], values: [1, 3, 2, 5] })).toBeNull()
    expect(lagOneAutocorrelation({ years: [2001, 2003, 2005, 2007, 2009], values: [1, 3, 2, 5, 4] })).toBeNull()
  })
})

describe('the distribution of the estimate', () => {
  // With three years d₂(d₁ + d₃) = −d₂², and the plane of the deviations is round: P(r ≤ c) = 2/π · arccos √(−3c/2).
  test.each([-0.6, -0.5, -0.3, -0.1])('three independent years: the arc of a circle, at %d', (c) => {
    const exact = (2 / Math.PI) * Math.acos(Math.sqrt(-1.5 * c))
    // Under three years the integrand falls slowest, and far out its determinant has lost half its digits.
    expect(probabilityBelow(consecutive(3), c, 0)).toBeCloseTo(exact, 8)
  })

  /** E r^k by the trapezoid rule on P: r lies between −1 and 1. */
  function moment(years: readonly number[], power: 1 | 2): number {
    const steps = 250
    let sum = 0
    for (let i = 0; i < steps; i++) {
      const c = -1 + (2 * (i + 0.5)) / steps
      sum += power * c ** (power - 1) * (1 - probabilityBelow(years, c, 0)) * (2 / steps)
    }
    return sum + (-1) ** power
  }

  // Moran 1948, Some theorems on time series II, Biometrika 35: for independent normal years, exactly.
  test.each([5, 8])('%d independent years: mean −1/n and variance (n − 2)²/(n²(n − 1)) (Moran 1948)', (n) => {
    const mean = moment(consecutive(n), 1)
    const variance = moment(consecutive(n), 2) - mean * mean
    // The rule's error is about steps⁻², at the bends of P.
    expect(mean).toBeCloseTo(-1 / n, 4)
    expect(variance).toBeCloseTo((n - 2) ** 2 / (n * n * (n - 1)), 4)
  })

  // Shares of 2,000,000 series drawn with numpy 2.4 (PCG64, seed 1); 4 standard errors are at most 0.0015.
  test.each([
    { n: 10, persistence: 0.9, shares: [0.0019, 0.025, 0.0819, 0.2091, 0.5942] },
    { n: 6, persistence: 0.5, shares: [0.0502, 0.2317, 0.4306, 0.6708, 0.9586] },
    { n: 10, persistence: -0.9, shares: [0.8718, 0.9779, 0.9945, 0.9989, 1] },
  ])('$n years at persistence $persistence: as often as drawn elsewhere', ({ n, persistence, shares }) => {
    const found = [-0.5, -0.2, 0, 0.2, 0.5].map((c) => probabilityBelow(consecutive(n), c, persistence))
    found.forEach((each, i) => {
      expect(Math.abs(each - (shares[i] as number))).toBeLessThan(0.0015)
    })
  })

  test('law: the more persistent the series, the less likely a small estimate; also with years missing', () => {
    const seed = 31
    const years = fc
      .uniqueArray(fc.integer({ min: 2001, max: 2012 }), { minLength: 7, maxLength: 12 })
      .map((each) => each.sort((a, b) => a - b))
      .filter((each) => each.filter((year, i) => each[i + 1] === year + 1).length >= 4)
    const persistence = fc.double({ min: -0.99, max: 0.99, noNaN: true })
    fc.assert(
      fc.property(years, fc.double({ min: -0.9, max: 0.9, noNaN: true }), persistence, persistence, (each, c, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)]
        // 1e-9: rounding near the edge of stationarity.
        expect(probabilityBelow(each, c, more)).toBeLessThanOrEqual(probabilityBelow(each, c, less) + 1e-9)
      }),
      { seed, numRuns: 100 },
    )
  })
})

describe('the interval', () => {
  test('its ends are where an estimate as large, or as small, has a chance of 2.5 %', () => {
    const [low, high] = persistenceInterval(consecutive(20), 0, 0.95)
    expect(probabilityBelow(consecutive(20), 0, low)).toBeCloseTo(0.975, 10)
    expect(probabilityBelow(consecutive(20), 0, high)).toBeCloseTo(0.025, 10)
  })

  test('holds the persistence of 95 % of autoregressions, also of eight years and at 0.9 (seed 7)', () => {
    const draws = 400
    for (const persistence of [0, 0.5, 0.9]) {
      const covered = Array.from({ length: draws }, (_, draw) => {
        const r = lagOneAutocorrelation({ years: consecutive(8), values: autoregression(8, persistence, draw) })
        const below = probabilityBelow(consecutive(8), r as number, persistence)
        return below >= 0.025 && below <= 0.975
      }).filter(Boolean).length
      // 4 standard errors of a share of 0.95.
      expect(Math.abs(covered / draws - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / draws))
    }
  })

  test('ends at 1 where even a random walk shows as much, and is nothing but 1 where not even that does', () => {
    expect(persistenceInterval(consecutive(6), 0, 0.95)[1]).toBe(1)
    expect(persistenceInterval(consecutive(10), 0.8, 0.95)).toEqual([1, 1])
  })
})

/** A stationary series of innovations from a multiplicative generator (Lehmer 1951, 48271 modulo 2³¹ − 1). */
function autoregression(count: number, persistence: number, draw: number): number[] {
  let state = 7_000_003 + 7919 * draw
  const normal = () => {
    state = (state * 48271) % 2147483647
    return normalQuantile(state / 2147483647)
  }
  // The first numbers of neighbouring seeds are alike.
  for (let i = 0; i < 10; i++) normal()
  const values = [normal() / Math.sqrt(1 - persistence * persistence)]
  for (let i = 1; i < count; i++) values.push(persistence * (values[i - 1] as number) + normal())
  return values
}
