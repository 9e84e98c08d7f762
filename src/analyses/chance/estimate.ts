/** A mean over draws with its error, from the sums of groups of draws. */

import { clopperPearson, wilson } from '../numerics/intervals.ts'
import { studentQuantile } from '../numerics/special.ts'

export type Interval = readonly [low: number, high: number]

/** `standardError`: ±1.96 of it make a 95 % interval, also where few groups tell it. */
export type Estimate = { readonly value: number; readonly standardError: number }

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
export function groupEstimate(sums: Float64Array, counts: Float64Array): Estimate | null {
  const draws = counts.reduce((total, count) => total + count, 0)
  if (draws === 0) return null
  const value = sums.reduce((total, sum) => total + sum, 0) / draws
  const groups = counts.filter((count) => count > 0).length
  if (groups < 2) return { value, standardError: 0 }
  const square = sums.reduce((total, sum, g) => total + (sum - (counts[g] as number) * value) ** 2, 0)
  const standardError = Math.sqrt((groups / (groups - 1)) * square) / draws
  return { value, standardError: standardError * wideningFor(groups) }
}

/** A share of independent draws: √(p (1 − p) / n), and Wilson's interval. */
export function countedShare(hits: number, draws: number): Estimate & { readonly interval: Interval } {
  const value = hits / draws
  const interval = hits === 0 || hits === draws ? clopperPearson(hits, draws) : wilson(hits, draws)
  return { value, standardError: Math.sqrt((value * (1 - value)) / draws), interval }
}

/** A mean of yes and no of draws that are spread evenly: none is claimed to be nearer than one draw. */
export function evenShare({ value, standardError }: Estimate, draws: number): Estimate {
  return { value, standardError: Math.hypot(standardError, 1 / draws) }
}

/** Crossings and the normal distribution are found to a hundred-millionth: no error is claimed to be smaller. */
const NUMERICAL_ERROR = 1e-8

/** A mean of chances along lines. */
export function integratedShare(estimate: Estimate): Estimate {
  const { value, standardError } = estimate
  return { value, standardError: Math.hypot(standardError, NUMERICAL_ERROR * value * (1 - value)) }
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
