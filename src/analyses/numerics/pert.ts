/**
 * PERT distributions: a beta distribution between two ends, with the mode four times as heavy as either end.
 *
 *     x = low + (high − low) · beta(α, β)        α = 1 + 4 (mode − low)/(high − low)        β = 6 − α
 *
 * Here the ends are 0 and 1, so that α is all there is to know.
 *
 * @source Malcolm, Roseboom, Clark & Fazar 1959, Application of a technique for research and development program
 *   evaluation; Vose 2008, Risk Analysis, §III.7.2
 */

import { normalDensity, normalProbability } from './normal.ts'
import { createScoreTable, type FillValues, type Jet } from './score-table.ts'
import { betaDensity, betaQuantile } from './special.ts'

/** @param mode  from 0 to 1 */
export function pertAlpha(mode: number): number {
  return 1 + 4 * mode
}

/** Value at a score of at most 0, counted from 0. For a score above 0 ask for the other end: β instead of α, −score. */
export function pertFromEnd(alpha: number, score: number): number {
  return betaQuantile(normalProbability(score), alpha, 6 - alpha)
}

const tables = new Map<number, FillValues>()

/** Values between 0 and 1 at many scores, within 1e-11. What shares its α shares a table: low, mode and high evenly apart. */
export function pertTable(alpha: number): FillValues {
  const table = tables.get(alpha) ?? createScoreTable((score) => jetAt(alpha, score))
  tables.set(alpha, table)
  return table
}

function jetAt(alpha: number, score: number): Jet {
  if (score <= 0) return jetFromEnd(alpha, score)
  const { value, first, second } = jetFromEnd(6 - alpha, -score)
  return { value: 1 - value, first, second: -second }
}

/**
 * With the density g, x′(z) = φ(z) / g(x) and x″ = −x′ (z + x′ · d ln g/dx).
 */
function jetFromEnd(alpha: number, score: number): Jet {
  const value = pertFromEnd(alpha, score)
  const density = betaDensity(value, alpha, 6 - alpha)
  const first = density > 0 ? normalDensity(score) / density : 0
  const bend = (alpha - 1) / value - (5 - alpha) / (1 - value)
  return { value, first, second: first > 0 ? -first * (score + first * bend) : 0 }
}
