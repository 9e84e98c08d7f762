import { describe, expect, test } from 'vitest'
import { lmdiOfTerm, logarithmicMean } from '../../../src/analyses/lmdi.ts'

describe('the logarithmic mean', () => {
  test('of 50 and 10 is 40 / ln 5', () => {
    expect(logarithmicMean(50, 10)).toBeCloseTo(40 / Math.log(5), 13)
  })

  test('lies between the geometric and the arithmetic mean (Carlson 1972), and does not care about the order', () => {
    for (const [a, b] of [
      [1, 2],
      [3, 700],
      [0.001, 12],
      [5, 5.0001],
    ] as const) {
      expect(logarithmicMean(a, b)).toBeGreaterThan(Math.sqrt(a * b))
      expect(logarithmicMean(a, b)).toBeLessThan((a + b) / 2)
      expect(logarithmicMean(a, b)).toBeCloseTo(logarithmicMean(b, a), 12)
    }
  })

  test('of equal numbers is that number, and nearly so of numbers that are nearly equal', () => {
    expect(logarithmicMean(7, 7)).toBe(7)
    // L(b(1 + e), b) = b(1 + e/2 − e²/12 + …); a plain (a − b) / (ln a − ln b) keeps four digits here.
    expect(logarithmicMean(7 * (1 + 2 ** -40), 7) / 7).toBeCloseTo(1 + 2 ** -41, 15)
  })

  test('of two negative numbers is negative', () => {
    expect(logarithmicMean(-50, -10)).toBeCloseTo(-40 / Math.log(5), 13)
  })
})

describe('LMDI of one term', () => {
  const factor = (before: number, after: number, exponent = 1) => ({ before, after, exponent })

  test('a divisor counts against: 100 / 4 to 100 / 5', () => {
    const parts = lmdiOfTerm({ before: 25, after: 20, factors: [factor(100, 100), factor(4, 5, -1)] })
    expect(parts?.[0]).toBe(0)
    expect(parts?.[1]).toBeCloseTo(-5, 13)
  })

  test('two negative factors have logarithms', () => {
    const parts = lmdiOfTerm({ before: 6, after: 20, factors: [factor(-2, -4), factor(-3, -5)] })
    expect((parts?.[0] ?? 0) + (parts?.[1] ?? 0)).toBeCloseTo(14, 12)
  })

  test('a term that is 0 in both states contributes nothing, whatever its factors do', () => {
    expect(lmdiOfTerm({ before: 0, after: 0, factors: [factor(0, 0), factor(2, 3)] })).toEqual([0, 0])
    expect(lmdiOfTerm({ before: 0, after: 0, factors: [factor(0, 5), factor(2, 0)] })).toEqual([0, 0])
  })

  test('a factor that becomes 0, appears, or changes its sign has none', () => {
    expect(lmdiOfTerm({ before: 6, after: 0, factors: [factor(2, 0), factor(3, 3)] })).toBeNull()
    expect(lmdiOfTerm({ before: 0, after: 6, factors: [factor(0, 2), factor(3, 3)] })).toBeNull()
    expect(lmdiOfTerm({ before: 6, after: 6, factors: [factor(-2, 2), factor(-3, 3)] })).toBeNull()
  })
})
