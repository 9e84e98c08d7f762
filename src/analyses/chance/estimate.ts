/** A mean over draws with its error, from the sums of groups of draws. */

import { clopperPearson, wilson } from '../numerics/intervals.ts'
import { studentQuantile } from '../numerics/special.ts'

export type Interval = readonly [low: number, high: number]

/** `standardError`: ±1.96 of it make a 95 % interval, also where few groups tell it. */
export type Estimate = { readonly value: number; readonly standardError: number }

/** Without a standard error where a single group tells none. */
export type GroupEstimate = { readonly value: number; readonly standardError: number | null }

const NORMAL_95 = 1.959963984540054
const NORMAL_SQUARE = NORMAL_95 * NORMAL_95
/** (z⁴ + 2z² − 3)/18, see below. */
const SKEWNESS_95 = (NORMAL_SQUARE * NORMAL_SQUARE + 2 * NORMAL_SQUARE - 3) / 18

/** Student's t for the groups, as a multiple of the normal: the spread of a few groups is itself an estimate. */
const widening = new Map<number, number>()
function wideningFor(groups: number): number {
  const known = widening.get(groups) ?? studentQuantile(0.975, groups - 1) / NORMAL_95
  widening.set(groups, known)
  return known
}

/**
 * The mean of what was summed, with the error that the groups' spread shows:
 *
 *     m = Σ sum[g] / Σ n[g]
 *     se² = G/(G − 1) · Σ (sum[g] − n[g]·m)² / (Σ n[g])²
 *
 * widened by t(0.975, G − 1) / 1.96, since a few groups tell their spread only roughly, and by 1 + γ² (z⁴ + 2z² − 3) / 18G
 * with z = 1.96, since ± t holds the mean of skewed groups less often: γ is their skewness.
 *
 * @param sums    by group
 * @param counts  how many draws each group has
 * @returns null where nothing was summed
 * @source batch means of independent randomisations: Owen 2023, Practical Quasi-Monte Carlo Integration, §10.6; what
 *   skewness costs: Hall 1988, Theoretical comparison of bootstrap confidence intervals, Table 1, and Owen 2025, Coverage
 *   errors for Student's t confidence intervals comparable to those in Hall (1988)
 */
export function groupEstimate(sums: Float64Array, counts: Float64Array): GroupEstimate | null {
  const draws = counts.reduce((total, count) => total + count, 0)
  if (draws === 0) return null
  const value = sums.reduce((total, sum) => total + sum, 0) / draws
  const groups = counts.filter((count) => count > 0).length
  if (groups < 2) return { value, standardError: null }
  const deviations = sums.map((sum, g) => sum - (counts[g] as number) * value)
  const square = deviations.reduce((total, each) => total + each * each, 0)
  const standardError = Math.sqrt((groups / (groups - 1)) * square) / draws
  const skewness = skewnessOf(deviations, square, groups)
  const skewWidening = 1 + (skewness * skewness * SKEWNESS_95) / groups
  return { value, standardError: standardError * wideningFor(groups) * skewWidening }
}

/** Σ x³/n over (Σ x²/n)^1.5, times √(n (n − 1)) / (n − 2); 0 for fewer than three or without any spread. */
function skewnessOf(deviations: Float64Array, square: number, n: number): number {
  if (n < 3 || square === 0) return 0
  const cube = deviations.reduce((total, each) => total + each * each * each, 0)
  return ((cube / square) * Math.sqrt(n / square) * Math.sqrt(n * (n - 1))) / (n - 2)
}

/** √(p (1 − p) / n): of a share of independent draws; of draws that are spread evenly hardly ever more. */
export function independentError(share: number, draws: number): number {
  return Math.sqrt((share * (1 - share)) / draws)
}

/** Of a share of independent draws: Wilson's, and where all draws say the same Clopper and Pearson's. */
export function shareInterval(hits: number, draws: number): Interval {
  return hits === 0 || hits === draws ? clopperPearson(hits, draws) : wilson(hits, draws)
}

/**
 * Below this no error is claimed: of draws that are counted one draw, of chances along lines a hundred-millionth, to
 * which crossings and the normal distribution are found.
 */
export function leastError(isCounted: boolean, chance: number, draws: number): number {
  return isCounted ? 1 / draws : 1e-8 * chance * (1 - chance)
}

/**
 * A 95 % interval of a chance that stays between 0 and 1: ± 1.96 standard errors of its log odds. Where every draw says
 * the same, Clopper and Pearson's for as many independent draws.
 */
export function chanceInterval({ value, standardError }: Estimate, draws: number): Interval {
  if (value === 0 || value === 1 || standardError === 0) return clopperPearson(Math.round(value * draws), draws)
  const factor = Math.exp((NORMAL_95 * standardError) / (value * (1 - value)))
  const odds = value / (1 - value)
  const at = (each: number) => (each === Number.POSITIVE_INFINITY ? 1 : each / (1 + each))
  return [at(odds / factor), at(odds * factor)]
}
