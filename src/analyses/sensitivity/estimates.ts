/** Numbers with their errors, from replicates: parts of a sample that were drawn independently of each other. */

import { studentQuantile } from '../numerics/special.ts'

/** A number that was estimated: its standard error, and an interval that holds the true number 19 times out of 20. */
export type Estimate = {
  readonly value: number
  readonly standardError: number
  readonly interval: readonly [low: number, high: number]
}

const CONFIDENCE = 0.95

/**
 * Estimates of what is a function of sums, such as a ratio of two, with the jackknife: each replicate is left out once, and
 * the spread of what the others say is the error.
 *
 *     SE² = (R − 1) / R · Σ over r of (θ without r − mean)²,   interval = θ ± t(R − 1) · SE
 *
 * An interval is not cut off at 0 or 1: that it passes them says how little is known.
 *
 * @param replicates  sums, one array a replicate, the first of them the number of its draws; one without any is left out
 * @param statistics  what is asked for, from the sums of some replicates added up
 * @param rounding    as much of a number as is due to floating-point arithmetic; no interval is narrower on either side
 * @returns null for each statistic that is no number, or with fewer than two replicates
 * @source Efron & Tibshirani 1993, An Introduction to the Bootstrap, ch. 11; the t interval over independent
 *   randomisations is that of L'Ecuyer, Nakayama, Owen & Tuffin 2023, Confidence intervals for randomized quasi-Monte Carlo
 */
export function jackknife(
  replicates: readonly Float64Array[],
  statistics: (sums: Float64Array) => Float64Array,
  rounding = 0,
): (Estimate | null)[] {
  const used = replicates.filter(([draws = 0]) => draws > 0)
  const count = used.length
  const all = new Float64Array(replicates[0]?.length ?? 0)
  for (const each of used) addTo(all, each)
  const values = statistics(all)
  if (count < 2) return Array.from(values, () => null)
  const without = used.map((each) => statistics(all.map((sum, i) => sum - (each[i] as number))))
  const quantile = studentQuantile((1 + CONFIDENCE) / 2, count - 1)
  return Array.from(values, (value, i) => {
    const mean = without.reduce((sum, each) => sum + (each[i] as number), 0) / count
    const squares = without.reduce((sum, each) => sum + ((each[i] as number) - mean) ** 2, 0)
    const standardError = Math.sqrt(((count - 1) / count) * squares)
    if (!Number.isFinite(value) || !Number.isFinite(standardError)) return null
    const reach = Math.max(quantile * standardError, rounding)
    return { value, standardError, interval: [value - reach, value + reach] }
  })
}

function addTo(sums: Float64Array, added: Float64Array): void {
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + (added[i] as number)
}

/** Does the interval leave out 0? */
export function isDistinguishable({ interval: [low, high] }: Estimate): boolean {
  return low > 0 || high < 0
}

/** Is a variance no more than floating-point arithmetic makes of an outcome that never changes? */
export function isConstant(variance: number, mean: number): boolean {
  return variance <= (ROUNDING * mean) ** 2
}

/** Of an outcome's size: so much of a difference between two outcomes may be due to floating-point arithmetic. */
export const ROUNDING = 1e-13
