/** A mean over draws with its error, from the sums of groups of draws. */

import { clopperPearson, wilson } from '../numerics/intervals.ts'
import { studentQuantile } from '../numerics/special.ts'

export type Interval = readonly [low: number, high: number]

/** `standardError`: ±1.96 of it make a 95 % interval, also where few groups tell it. */
export type Estimate = { readonly value: number; readonly standardError: number }

/** Without a standard error where a single group tells none. */
export type GroupEstimate = { readonly value: number; readonly standardError: number | null }

const NORMAL_95 = 1.959963984540054

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
 *     se² = G/(G − 1) · Σ (sum[g] − n[g]·m)² / (Σ n[g])²       widened by t(0.975, G − 1) / 1.96
 *
 * @param sums    by group
 * @param counts  how many draws each group has
 * @returns null where nothing was summed
 * @source batch means of independent randomisations: Owen 2023, Practical Quasi-Monte Carlo Integration, §10.6
 */
export function groupEstimate(sums: Float64Array, counts: Float64Array): GroupEstimate | null {
  const draws = counts.reduce((total, count) => total + count, 0)
  if (draws === 0) return null
  const value = sums.reduce((total, sum) => total + sum, 0) / draws
  const groups = counts.filter((count) => count > 0).length
  if (groups < 2) return { value, standardError: null }
  const square = sums.reduce((total, sum, g) => total + (sum - (counts[g] as number) * value) ** 2, 0)
  const standardError = Math.sqrt((groups / (groups - 1)) * square) / draws
  return { value, standardError: standardError * wideningFor(groups) }
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
