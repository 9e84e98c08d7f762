import { expect, test } from 'vitest'
import { isConstant, isDistinguishable, jackknife } from '../../../../src/analyses/sensitivity/estimates.ts'

const sums = (...values: readonly (readonly number[])[]) => values.map((each) => Float64Array.from(each))
const mean = ([count = 0, sum = 0]: Float64Array) => Float64Array.of(sum / count)

test('of a mean, the jackknife gives the standard error s/√n and the t interval', () => {
  const [estimate] = jackknife(sums([1, 1], [1, 2], [1, 3], [1, 4]), mean)
  // s² = 5/3; t(3) at 97.5 % is 3.182446305284263 in every table.
  const standardError = Math.sqrt(5 / 3) / 2
  expect(estimate?.value).toBe(2.5)
  expect(estimate?.standardError).toBeCloseTo(standardError, 14)
  expect(estimate?.interval[0]).toBeCloseTo(2.5 - 3.182446305284263 * standardError, 12)
  expect(estimate?.interval[1]).toBeCloseTo(2.5 + 3.182446305284263 * standardError, 12)
})

test('replicates of several draws count by their draws', () => {
  const [estimate] = jackknife(sums([3, 30], [1, 2]), mean)
  expect(estimate?.value).toBe(8)
})

test('an interval is never narrower than rounding', () => {
  const [estimate] = jackknife(sums([1, 2], [1, 2], [1, 2]), mean, 0.25)
  expect(estimate).toEqual({ value: 2, standardError: 0, interval: [1.75, 2.25] })
})

test('one replicate tells no error, and no number is no estimate', () => {
  expect(jackknife(sums([1, 2]), mean)).toEqual([null])
  expect(jackknife(sums([1, 2], [1, 3]), () => Float64Array.of(Number.NaN))).toEqual([null])
  expect(jackknife([], mean)).toEqual([null])
})

test.each([
  [[-0.1, 0.2], false],
  [[0, 0], false],
  [[0.1, 0.2], true],
  [[-0.2, -0.1], true],
] as const)('the interval %j is distinguishable from zero: %s', ([low, high], is) => {
  expect(isDistinguishable({ value: (low + high) / 2, standardError: 1, interval: [low, high] })).toBe(is)
})

test('an outcome that only rounding moves does not vary', () => {
  expect(isConstant((1e4 * 2 ** -52) ** 2, 1e4)).toBe(true)
  expect(isConstant(1e-6 ** 2, 1e4)).toBe(false)
  expect(isConstant(0, 0)).toBe(true)
})
