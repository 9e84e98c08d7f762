import { describe, expect, test } from 'vitest'
import { type Bins, countInto, createBins, quantileOf } from '../../../../src/analyses/chance/bins.ts'
import { normalQuantile } from '../../../../src/analyses/numerics/normal.ts'

/** n values at the middles of n even shares of a distribution. */
function evenly(quantile: (p: number) => number, n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => quantile((i + 0.5) / n))
}

/** The range from 256 of the values, in no order; then all are counted. */
function counted(quantile: (p: number) => number, n = 100_000): Bins {
  const bins = createBins(evenly(quantile, 256).reverse())
  countInto(bins, evenly(quantile, n), 0, n)
  return bins
}

const shares = [0.05, 0.25, 0.5, 0.75, 0.95]

describe('quantiles from bins', () => {
  // A bin holds about 1/1024 of the draws, so that a quantile is that of a share nearer than this.
  const BIN = 1 / 1024

  test.each<[string, (p: number) => number]>([
    ['a uniform', (p) => 3 + 2 * p],
    ['a normal', (p) => 1000 + 50 * normalQuantile(p)],
    ['a skewed one', (p) => Math.exp(normalQuantile(p))],
    ['a lognormal whose quantiles lie five powers of ten apart', (p) => Math.exp(3.5 * normalQuantile(p))],
    ['one skewed the other way', (p) => -Math.exp(-3 * normalQuantile(p))],
    ['a ratio without a mean', (p) => Math.tan(Math.PI * (p - 0.5))],
  ])('of %s lie within a bin', (_, quantile) => {
    const bins = counted(quantile)
    for (const p of shares) {
      const found = quantileOf(bins, p) as number
      expect(found, `p = ${p}`).toBeGreaterThan(quantile(p - BIN))
      expect(found, `p = ${p}`).toBeLessThan(quantile(p + BIN))
    }
  })

  test('of a lottery are its prizes, exactly', () => {
    const bins = counted((p) => (p < 0.6 ? 0 : p < 0.9 ? 10 : 500))
    expect([0.05, 0.5, 0.65, 0.85, 0.95].map((p) => quantileOf(bins, p))).toEqual([0, 0, 10, 10, 500])
  })

  test('of a number that never moves are that number', () => {
    const bins = createBins(new Float64Array(256).fill(7))
    countInto(bins, new Float64Array(10).fill(7), 0, 10)
    expect(shares.map((p) => quantileOf(bins, p))).toEqual([7, 7, 7, 7, 7])
  })

  test('of a number that is mostly 0 and then anything: 0 as far as it goes', () => {
    const bins = counted((p) => Math.max(0, normalQuantile(p)))
    expect(quantileOf(bins, 0.3)).toBe(0)
    expect(quantileOf(bins, 0.95)).toBeCloseTo(normalQuantile(0.95), 2)
  })

  test('beyond what the sample showed are the ends, half as far again as it ranged', () => {
    const bins = createBins(Float64Array.of(10, 20))
    countInto(bins, Float64Array.of(-1000, 12, 1000), 0, 3)
    expect(quantileOf(bins, 0.1)).toBe(5)
    expect(quantileOf(bins, 0.9)).toBe(25)
  })

  test('of nothing is no number', () => {
    const bins = createBins(Float64Array.of(Number.NaN))
    countInto(bins, Float64Array.of(Number.NaN), 0, 1)
    expect(quantileOf(bins, 0.5)).toBeNull()
  })
})

test('each number counts once, in a bin from its lower end up; NaN does not', () => {
  const values = evenly((p) => Math.exp(3 * normalQuantile(p)), 5000)
  values[17] = Number.NaN
  const bins = createBins(values.subarray(100, 356))
  countInto(bins, values, 0, values.length)
  expect(bins.counts.reduce((sum, count) => sum + count, 0)).toBe(4999)
  // The sample's own range has no bin that a value below or above it fell into.
  const [first = 0, last = 0] = [bins.edges[0], bins.edges.at(-1)]
  expect(bins.counts[0]).toBe(values.filter((value) => value < first).length)
  expect(bins.counts.at(-1)).toBe(values.filter((value) => value > last).length)
})

test('counting begins where it is told to', () => {
  const bins = createBins(Float64Array.of(0, 1))
  countInto(bins, Float64Array.of(0.1, 0.2, 0.3, 0.4), 1, 2)
  expect(bins.counts.reduce((sum, count) => sum + count, 0)).toBe(2)
  expect(quantileOf(bins, 0)).toBeGreaterThan(0.1)
  expect(quantileOf(bins, 1)).toBeLessThan(0.4)
})
