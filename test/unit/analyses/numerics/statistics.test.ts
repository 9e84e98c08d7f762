import { describe, expect, test } from 'vitest'
import {
  endsOf,
  lagOneCorrelation,
  mean,
  quantileSorted,
  standardDeviation,
} from '../../../../src/analyses/numerics/statistics.ts'

describe('quantiles of a sample', () => {
  // R 4: quantile(c(3, 6, 7, 8, 8, 10, 13, 15, 16, 20), type = 7), the sample of Wikipedia's article on quantiles.
  test.each([
    [0, 3],
    [0.25, 7.25],
    [0.5, 9],
    [0.75, 14.5],
    [1, 20],
  ])('type 7 at %s is %s', (share, expected) => {
    expect(quantileSorted([3, 6, 7, 8, 8, 10, 13, 15, 16, 20], share)).toBe(expected)
  })

  test('of one value is that value', () => {
    expect([0, 0.3, 1].map((share) => quantileSorted([4], share))).toEqual([4, 4, 4])
  })
})

describe('mean, deviation and lag-one correlation', () => {
  test('of three numbers, by hand', () => {
    expect(mean([1, 2, 6])).toBe(3)
    expect(standardDeviation([1, 2, 6])).toBe(Math.sqrt(7))
    expect(lagOneCorrelation([1, 3, 2])).toBe(-0.5)
  })

  test('of typed arrays as of lists', () => {
    expect(mean(Float64Array.of(1, 2, 6))).toBe(3)
  })

  test('values that agree in twelve digits keep the last four', () => {
    const values = [1, 2, 3, 4].map((last) => 123456789012 + last / 8)
    expect(mean(values)).toBe(123456789012.3125)
    expect(standardDeviation(values)).toBeCloseTo(Math.sqrt(5 / 3) / 8, 15)
  })
})

test('the ends of more numbers than a call has room for as arguments', () => {
  expect(endsOf(Array.from({ length: 500_000 }, (_, i) => (i * 7919) % 500_000))).toEqual([0, 499_999])
  expect(endsOf([])).toEqual([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
})
