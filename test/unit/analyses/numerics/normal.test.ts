import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normalDensity, normalProbability, normalQuantile } from '../../../../src/analyses/numerics/normal.ts'

const seed = 20261125
const runs = { seed, numRuns: 2000 }

/** Within `tolerance` of the expected value, relative to it. */
function expectRelative(found: number, expected: number, tolerance: number): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected))
}

describe('the normal probability', () => {
  // In 40-digit arithmetic (mpmath 1.3, ncdf). Below −37.5 the result has no 53 bits left.
  test.each([
    [-37, 5.725571222524577e-300],
    [-30, 4.906713927148187e-198],
    [-20, 2.7536241186062337e-89],
    [-10, 7.619853024160525e-24],
    [-8, 6.220960574271784e-16],
    [-6, 9.86587645037698e-10],
    [-5.65, 8.022391850663497e-9],
    [-5, 2.866515718791939e-7],
    [-3, 0.0013498980316300946],
    [-2, 0.02275013194817921],
    [-1, 0.15865525393145705],
    [-0.7, 0.24196365222307303],
    [-0.6, 0.2742531177500736],
    [-0.25, 0.4012936743170763],
    [-1e-10, 0.49999999996010575],
    [0, 0.5],
    [0.3, 0.6179114221889527],
    [1, 0.8413447460685429],
    [2, 0.9772498680518208],
    [5, 0.9999997133484281],
    [8, 0.9999999999999993],
  ])('at %s is %s to 1e-15 of itself', (score, expected) => {
    expectRelative(normalProbability(score), expected, 1e-15)
  })

  test('at −38 is 2.885428360e-316, as far as a double so small can say; at −40 it is 0 and at 40 it is 1', () => {
    expectRelative(normalProbability(-38), 2.88542835e-316, 1e-7)
    expect(normalProbability(-40)).toBe(0)
    expect(normalProbability(40)).toBe(1)
    expect(normalProbability(Number.NEGATIVE_INFINITY)).toBe(0)
    expect(normalProbability(Number.POSITIVE_INFINITY)).toBe(1)
  })

  test(`never falls (seed ${seed})`, () => {
    const score = fc.double({ min: -39, max: 9, noNaN: true })
    fc.assert(
      fc.property(score, fc.double({ min: 1e-6, max: 1, noNaN: true }), (z, step) => {
        expect(normalProbability(z + step)).toBeGreaterThanOrEqual(normalProbability(z))
      }),
      runs,
    )
  })

  test(`its slope is the density: (Φ(z+h) − Φ(z−h)) / 2h, less h²/6·φ″ (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), (z) => {
        const h = 1e-3
        // On the lower side, where differences lose nothing; φ″ = (z² − 1)φ, and what is left is of order h⁴z⁴.
        const low = -Math.abs(z)
        const slope = (normalProbability(low + h) - normalProbability(low - h)) / (2 * h)
        expectRelative(slope, normalDensity(z) * (1 + ((z * z - 1) * h * h) / 6), 1e-9)
      }),
      runs,
    )
  })
})

describe('the normal quantile', () => {
  // Wichura 1988, p. 483.
  test.each([
    [0.25, -0.6744897501960817],
    [0.001, -3.090232306167814],
    [1e-20, -9.262340089798409],
  ])('at %s is %s (Wichura 1988)', (probability, expected) => {
    expectRelative(normalQuantile(probability), expected, 4e-16)
  })

  // The root of Φ(z) = p in 40-digit arithmetic (mpmath 1.3), p being the double nearest to what is written.
  test.each([
    [1e-300, -37.0470962993612],
    [1e-100, -21.273453560965326],
    [1e-10, -6.361340902404057],
    [1e-5, -4.264890793922825],
    [0.01, -2.326347874040841],
    [0.025, -1.9599639845400543],
    [0.05, -1.6448536269514726],
    [0.075, -1.439531470938456],
    [0.1, -1.2815515655446004],
    [0.4, -0.2533471031357997],
    [0.49, -0.025068908258711057],
    [0.500000001, 2.5066282037387115e-9],
    [0.75, 0.6744897501960817],
    [0.9, 1.2815515655446006],
    [0.99, 2.3263478740408408],
    [0.999999, 4.753424308817087],
  ])('at %s is %s to 1e-15 of itself', (probability, expected) => {
    expectRelative(normalQuantile(probability), expected, 1e-15)
  })

  test('has no end at 0 and 1, and nothing beyond', () => {
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY)
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY)
    expect(normalQuantile(0.5)).toBe(0)
    expect(() => normalQuantile(1.000001)).toThrow(RangeError)
    expect(() => normalQuantile(-1e-9)).toThrow(RangeError)
    expect(() => normalQuantile(Number.NaN)).toThrow(RangeError)
  })

  test(`is undone by the probability (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.double({ min: -300, max: Math.log10(0.5), noNaN: true }), (exponent) => {
        const probability = 10 ** exponent
        const score = normalQuantile(probability)
        // An error of ε in the score is one of |z|² ε in the probability.
        expectRelative(normalProbability(score), probability, 1e-15 * (2 + score * score))
      }),
      runs,
    )
  })
})
