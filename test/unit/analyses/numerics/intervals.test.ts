import { describe, expect, test } from 'vitest'
import { clopperPearson, wilson } from '../../../../src/analyses/numerics/intervals.ts'
import { betaProbability } from '../../../../src/analyses/numerics/special.ts'

describe('intervals for a proportion', () => {
  test.each([wilson, clopperPearson])('%o: no hit begins at exactly 0, no miss ends at exactly 1', (interval) => {
    expect(interval(0, 50)[0]).toBe(0)
    expect(interval(0, 50)[1]).toBeGreaterThan(0)
    expect(interval(50, 50)[1]).toBe(1)
    expect(interval(50, 50)[0]).toBeLessThan(1)
  })

  test.each([wilson, clopperPearson])('%o: hits and misses exchanged turn it round', (interval) => {
    const [low, high] = interval(3, 40)
    const turned = interval(37, 40)
    expect(turned[0]).toBeCloseTo(1 - high, 15)
    expect(turned[1]).toBeCloseTo(1 - low, 15)
  })

  test("Wilson's ends are where the hits lie z standard errors from what is expected", () => {
    const [low, high] = wilson(7, 30, 0.9)
    for (const p of [low, high]) {
      expect(Math.abs(7 - 30 * p) / Math.sqrt(30 * p * (1 - p))).toBeCloseTo(1.6448536269514722, 12)
    }
  })

  test("Clopper and Pearson's ends are where as many hits, or as few, have a chance of 5 %", () => {
    const [low, high] = clopperPearson(7, 30, 0.9)
    expect(betaProbability(low, 7, 24)).toBeCloseTo(0.05, 13)
    expect(1 - betaProbability(high, 8, 23)).toBeCloseTo(0.05, 13)
  })

  test('no hit in n: the exact interval ends at 1 − (α/2)^(1/n), the rule of three and a bit', () => {
    expect(clopperPearson(0, 100)[1]).toBeCloseTo(1 - 0.025 ** (1 / 100), 14)
  })

  test('a billion trials lose no digits', () => {
    // Half of them: ½ ± ½ z / √(n + z²), and the exact interval is wider by 1/(2n) at each end to first order.
    const half = (0.5 * 1.959963984540054) / Math.sqrt(1e9 + 1.959963984540054 ** 2)
    expect(wilson(5e8, 1e9)[1] - 0.5).toBeCloseTo(half, 15)
    expect(clopperPearson(5e8, 1e9)[1] - 0.5).toBeCloseTo(half + 0.5e-9, 12)
  })
})
