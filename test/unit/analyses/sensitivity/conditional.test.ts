import { expect, test } from 'vitest'
import { tie } from '../../../../src/analyses/sensitivity/conditional.ts'

const all = { from: 0, to: 1, step: 1 }

test('tying one number moves another by their correlation, and leaves 1 − ρ² of its variance', () => {
  const covariance = Float64Array.of(1, 0.6, 0.6, 1)
  const fresh = Float64Array.of(0.5, -1)
  tie(0, covariance, fresh, Float64Array.of(2.5, 9), all)
  expect([...fresh]).toEqual([2.5, -1 + 0.6 * 2])
  expect([...covariance]).toEqual([0, 0, 0, 1 - 0.36])
})

test('tying two numbers regresses the third on both, whatever their order', () => {
  // Regression of row 0 on rows 1 and 2: β₁ = (ρ₀₁ − ρ₀₂ ρ₁₂) / (1 − ρ₁₂²), the other likewise; R² = β·ρ.
  const [a, b, c] = [0.5, 0.2, -0.4]
  const correlation = Float64Array.of(1, a, b, a, 1, c, b, c, 1)
  const [first, second] = [(a - b * c) / (1 - c * c), (b - a * c) / (1 - c * c)]
  for (const rows of [
    [1, 2],
    [2, 1],
  ]) {
    const covariance = correlation.slice()
    const fresh = new Float64Array(3)
    for (const row of rows) tie(row, covariance, fresh, Float64Array.of(0, 3, -2), all)
    expect(fresh[0]).toBeCloseTo(3 * first - 2 * second, 14)
    expect(covariance[0]).toBeCloseTo(1 - first * a - second * b, 14)
  }
})

test('a number that is determined already is what is known of it, and moves nothing', () => {
  const covariance = Float64Array.of(1, 1, 0.3, 1, 1, 0.3, 0.3, 0.3, 1)
  const fresh = Float64Array.of(0, 0, 0)
  const known = Float64Array.of(1, 1, 7)
  tie(0, covariance, fresh, known, all)
  tie(1, covariance, fresh, known, all)
  expect([...fresh]).toEqual([1, 1, 0.3])
  expect(covariance[8]).toBeCloseTo(1 - 0.09, 15)
})

test('only the lanes named are tied', () => {
  const fresh = Float64Array.of(0, 0, 0, 0, 0, 0, 0, 0)
  tie(0, Float64Array.of(1, 0.5, 0.5, 1), fresh, Float64Array.of(1, 2, 3, 4, 0, 0, 0, 0), { from: 1, to: 4, step: 2 })
  expect([...fresh]).toEqual([0, 2, 0, 4, 0, 1, 0, 2])
})
