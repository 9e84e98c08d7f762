/** Correlations of yearly rates, pair by pair, and together. */

import { roundedCholesky } from '../numerics/cholesky.ts'
import type { Interval } from '../numerics/intervals.ts'
import { nearestCorrelation } from '../numerics/nearest-correlation.ts'
import { normalQuantile } from '../numerics/normal.ts'
import { mean } from '../numerics/statistics.ts'
import { isConstant, type RateSeries } from './rates.ts'

export type Pair = {
  /** Indexes into the series given. */
  readonly first: number
  readonly second: number
  /** Years that both have. */
  readonly years: number
  /** null where the years are fewer than three, or one of the two does not vary in them. */
  readonly correlation: number | null
  /** null for fewer than four years. */
  readonly interval: Interval | null
  readonly written: number
}

/**
 * What is written: `told`, 0 unless the interval leaves 0 out; where such zeros contradict the other pairs, all as
 * `estimated`; and where the estimates do, being of different years, the `nearest` that do not.
 */
export type Choice = 'told' | 'estimated' | 'nearest'

/**
 * Every pair's correlation over the years both have, with Fisher's interval, and what to write of them together.
 *
 * @source Higham 2002, Computing the nearest correlation matrix, IMA Journal of Numerical Analysis 22
 */
export function correlationsOf(
  series: readonly RateSeries[],
  level: number,
): { readonly pairs: readonly Pair[]; readonly choice: Choice } {
  const pairs = series.flatMap((a, first) =>
    series.slice(first + 1).map((b, k): Pair => {
      const common = inCommon(a, b)
      const correlation = pearson(common)
      const interval = correlation === null ? null : fisherInterval(correlation, common.length, level)
      const isTold = interval !== null && leavesOutZero(interval)
      const written = isTold ? (correlation ?? 0) : 0
      return { first, second: first + 1 + k, years: common.length, correlation, interval, written }
    }),
  )
  const size = series.length
  if (canHold(matrixOf(pairs, size), size)) return { pairs, choice: 'told' }
  const estimated = pairs.map((pair) => ({ ...pair, written: pair.correlation ?? 0 }))
  const matrix = matrixOf(estimated, size)
  if (canHold(matrix, size)) return { pairs: estimated, choice: 'estimated' }
  const nearest = nearestCorrelation(matrix, size)
  const written = ({ first, second }: Pair) => nearest[first * size + second] as number
  return { pairs: pairs.map((pair) => ({ ...pair, written: written(pair) })), choice: 'nearest' }
}

/** Whether 0 is no likely value. */
export function leavesOutZero([low, high]: Interval): boolean {
  return low > 0 || high < 0
}

/** Whether numbers can be correlated so: no combination of them has a negative variance. */
function canHold(matrix: Float64Array, size: number): boolean {
  return roundedCholesky(matrix, size) !== null
}

type Point = readonly [number, number]

function inCommon(a: RateSeries, b: RateSeries): Point[] {
  const other = new Map(b.years.map((year, i) => [year, b.rates[i] as number]))
  return a.years.flatMap((year, i) => {
    const rate = other.get(year)
    return rate === undefined ? [] : [[a.rates[i] as number, rate] as const]
  })
}

/** Pearson's product-moment correlation; null for fewer than three points, or where one side does not vary. */
function pearson(points: readonly Point[]): number | null {
  if (points.length < 3 || isConstant(points.map(([a]) => a)) || isConstant(points.map(([, b]) => b))) return null
  const [centerA, centerB] = [mean(points.map(([a]) => a)), mean(points.map(([, b]) => b))]
  let [squaresA, squaresB, products] = [0, 0, 0]
  for (const [a, b] of points) {
    squaresA += (a - centerA) * (a - centerA)
    squaresB += (b - centerB) * (b - centerB)
    products += (a - centerA) * (b - centerB)
  }
  return Math.min(1, Math.max(-1, products / (Math.sqrt(squaresA) * Math.sqrt(squaresB))))
}

/**
 * Interval of a correlation.
 *
 *     tanh(artanh(r) ± z/√(n − 3)) = (r ± t)/(1 ± r t),   t = tanh(z/√(n − 3))
 *
 * @returns null for fewer than four points
 * @source Fisher 1921, On the "probable error" of a coefficient of correlation deduced from a small sample, Metron 1
 */
export function fisherInterval(correlation: number, count: number, level: number): Interval | null {
  if (count < 4) return null
  const reach = normalQuantile((1 + level) / 2) / Math.sqrt(count - 3)
  const t = 1 - 2 / (Math.exp(2 * reach) + 1)
  return [(correlation - t) / (1 - correlation * t), (correlation + t) / (1 + correlation * t)]
}

function matrixOf(pairs: readonly Pair[], size: number): Float64Array {
  const matrix = new Float64Array(size * size)
  for (let i = 0; i < size; i++) matrix[i * size + i] = 1
  for (const { first, second, written } of pairs) {
    matrix[first * size + second] = written
    matrix[second * size + first] = written
  }
  return matrix
}
