/** Rounding for people: what is printed adds up, and never contradicts a verdict. */

import { describe, expect, test } from 'vitest'
import {
  compoundGrowth,
  digitsApart,
  formatNumber,
  formatPercent,
  formatSigned,
  levelDigits,
  rounded,
  roundedParts,
  writtenDigits,
} from '../../../src/render/numbers.ts'

describe('rounded', () => {
  test('halves go away from zero, by the decimal text: 1.005 is 1.01, though its double is below', () => {
    expect([rounded(1.005, 2), rounded(2.5, 0), rounded(-2.5, 0), rounded(0.5, 0)]).toEqual([1.01, 3, -3, 1])
  })

  test('never gives −0', () => {
    expect(Object.is(rounded(-0.2, 0), 0)).toBe(true)
    expect(formatNumber(-0.04, 1)).toBe('0.0')
  })

  test('numbers written with an exponent', () => {
    expect([rounded(1e-7, 7), rounded(1.5e21, 2), rounded(4e-9, 3)]).toEqual([1e-7, 1.5e21, 0])
  })
})

describe('roundedParts', () => {
  test('thirds of a hundred: 33.3, 33.3, 33.4 (largest remainder)', () => {
    expect(roundedParts([33.333333, 33.333333, 33.333334], 1)).toEqual({ parts: [33.3, 33.3, 33.4], total: 100 })
  })

  test('equal remainders: the larger part is raised first, then the earlier', () => {
    expect(roundedParts([0.5, 1.5, 2.5], 0)).toEqual({ parts: [0, 2, 3], total: 5 })
    expect(roundedParts([1.5, 1.5], 0)).toEqual({ parts: [2, 1], total: 3 })
  })

  /** As printed by Tax-Calculator (PSLmodels, docs/guide/cli.md at 78f3574c), where they add up to something else. */
  const printedColumns = {
    Returns: [21.49, 21.49, 21.49, 21.49, 21.49, 21.49, 21.49, 21.49, 21.49, 21.49],
    ExpInc: [46.8, 371.0, 696.8, 934.8, 1177.8, 1486.0, 1893.5, 2465.2, 3392.4, 8037.6],
    IncTax: [-1.0, -11.5, -12.3, -1.9, 4.8, 15.3, 32.0, 74.8, 176.0, 1313.1],
    PayTax: [3.6, 31.8, 49.9, 55.4, 78.4, 105.4, 136.6, 194.6, 295.6, 558.6],
    AllTax: [2.6, 20.4, 37.6, 53.5, 83.2, 120.6, 168.7, 269.4, 471.6, 1871.7],
    diff_IncTax: [0.0, -2.1, -8.3, -10.0, -14.5, -22.4, -33.0, -45.0, -74.3, -121.7],
  }

  test.each(Object.entries(printedColumns))('%s: rounded parts add up to the rounded total', (_, parts) => {
    for (const digits of [0, 1]) expectToAddUp(parts, digits)
  })

  test('no part moves by a whole unit, and negative parts add up too', () => {
    const parts = [-1.26, -11.51, 4.83, 15.34, 0.05]
    const { parts: printed } = roundedParts(parts, 1)
    for (const [i, part] of parts.entries()) expect(Math.abs((printed[i] ?? 0) - part)).toBeLessThan(0.1)
    expectToAddUp(parts, 1)
  })

  test('the float noise of a sum does not undo it: 0.1 + 0.2 against 0.3', () => {
    expect(roundedParts([0.1, 0.2], 1, 0.3)).toEqual({ parts: [0.1, 0.2], total: 0.3 })
    expect(roundedParts([0.29, 0.71], 2, 1)).toEqual({ parts: [0.29, 0.71], total: 1 })
  })

  test('parts of something else are not made to fit: each is rounded by itself', () => {
    expect(roundedParts([10.4, 20.4], 0, 100)).toEqual({ parts: [10, 20], total: 100 })
  })

  test('a part without a value stays without one', () => {
    expect(roundedParts([1.4, null, 2.6], 0)).toEqual({ parts: [1, null, 3], total: 4 })
  })

  function expectToAddUp(parts: readonly number[], digits: number) {
    const { parts: printed, total } = roundedParts(parts, digits)
    const unit = 10 ** digits
    const sum = printed.reduce<number>((all, part) => all + Math.round((part ?? 0) * unit), 0)
    expect(sum).toBe(Math.round(total * unit))
  }
})

describe('digits', () => {
  test('levels show about four figures', () => {
    expect([
      levelDigits([7356]),
      levelDigits([147.12]),
      levelDigits([12.3]),
      levelDigits([0.05]),
      levelDigits([]),
    ]).toEqual([0, 1, 2, 4, 0])
  })

  test('a value short of its threshold never prints like it: 9,999.97 against 10,000 takes two digits', () => {
    expect(digitsApart(9999.97, 10000, 0)).toBe(2)
    expect(formatNumber(9999.97, 2)).toBe('9,999.97')
  })

  test('equal within 1e-9, they may print alike', () => {
    expect(digitsApart(1331.0000000000005, 1331, 0)).toBe(0)
    expect(digitsApart(null, 1331, 1)).toBe(1)
  })

  test('a threshold is written with its own digits', () => {
    expect([writtenDigits(10000), writtenDigits(62.5), writtenDigits(0.07 * 100)]).toEqual([0, 1, 0])
  })
})

test('thousands have commas, decimals none', () => {
  expect([formatNumber(1234567.891, 2), formatNumber(-999, 0), formatNumber(-1000, 0)]).toEqual([
    '1,234,567.89',
    '-999',
    '-1,000',
  ])
  expect([formatPercent(0.0834, 1), formatSigned(3, 0), formatSigned(-3, 0), formatSigned(0.01, 0)]).toEqual([
    '8.3%',
    '+3',
    '-3',
    '0',
  ])
})

test('growth per year: 1000 to 1331 in three years is 10 %; none from nothing or from below', () => {
  expect(compoundGrowth(1000, 1331, 3)).toBeCloseTo(0.1, 15)
  expect([
    compoundGrowth(0, 10, 3),
    compoundGrowth(-5, 10, 3),
    compoundGrowth(5, null, 3),
    compoundGrowth(5, 6, 0),
  ]).toEqual([null, null, null, null])
})
