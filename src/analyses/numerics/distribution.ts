/**
 * The distributions of a plan as functions of a standard normal score z: the value below which a share Φ(z) lies. Draws
 * are made of scores, so that a Gaussian copula ties them together.
 */

import type { Distribution } from '../../plan/types.ts'
import { normalProbability } from './normal.ts'
import { createPertTable, pertShape, pertValue } from './pert.ts'

/** Half of a central 90 % interval of the standard normal. */
const NORMAL_95_PERCENT = 1.6448536269514722

/**
 * Value at a score.
 *
 *     normal(m, s)            m + s z
 *     interval(a, b)          (a + b)/2 + (b − a)/2 · z / 1.645: 5 % of the mass on either side
 *     lognormal(m, s)         exp(μ + σ z), σ² = ln(1 + s²/m²), μ = ln m − σ²/2: mean m and standard deviation s
 *     uniform(a, b)           a + (b − a) Φ(z)
 *     triangular(a, mode, b)  a + √(Φ(z) (b − a)(mode − a)) below the mode, b − √(Φ(−z) (b − a)(b − mode)) above it
 *     pert(a, mode, b)        a + (b − a) × the quantile of a beta distribution, see `pert.ts`
 *
 * Both tails are counted from their own end, so that neither loses digits.
 *
 * @example distributionFromScore(normal(0.08, 0.02), 1) // 0.1
 */
export function distributionFromScore(distribution: Distribution, score: number): number {
  const [a = 0, b = 0, c = 0] = distribution.parameters
  switch (distribution.shape) {
    case 'normal':
    case 'interval':
    case 'lognormal': {
      const { middle, spread } = normalOf(distribution)
      const value = middle + spread * score
      return distribution.shape === 'lognormal' ? Math.exp(value) : value
    }
    case 'uniform':
      return score > 0 ? b - (b - a) * normalProbability(-score) : a + (b - a) * normalProbability(score)
    case 'triangular': {
      const below = normalProbability(score)
      if (below * (c - a) < b - a) return a + Math.sqrt(below * (c - a) * (b - a))
      return c - Math.sqrt(normalProbability(-score) * (c - a) * (c - b))
    }
    case 'pert':
      return pertValue(pertShape(a, b, c), score)
  }
}

/** Values of `scores[from …]`, `count` of them, written to `out[at …]`. Allocates nothing. */
export type FillValues = (scores: Float64Array, from: number, count: number, out: Float64Array, at: number) => void

/**
 * As `distributionFromScore`, for many scores. A PERT is read from a table, within 1e-11 of its range.
 */
export function fillFromScores(distribution: Distribution): FillValues {
  const { shape, parameters } = distribution
  const [a = 0, b = 0, c = 0] = parameters
  if (shape === 'normal' || shape === 'interval') {
    const { middle, spread } = normalOf(distribution)
    return (scores, from, count, out, at) => {
      for (let i = 0; i < count; i++) out[at + i] = middle + spread * (scores[from + i] as number)
    }
  }
  const value =
    shape === 'pert'
      ? createPertTable(pertShape(a, b, c))
      : (score: number) => distributionFromScore(distribution, score)
  return (scores, from, count, out, at) => {
    for (let i = 0; i < count; i++) out[at + i] = value(scores[from + i] as number)
  }
}

/** Mean and standard deviation of the normal behind a normal, an interval or a lognormal. */
function normalOf({ shape, parameters }: Distribution): { readonly middle: number; readonly spread: number } {
  const [a = 0, b = 0] = parameters
  if (shape === 'normal') return { middle: a, spread: b }
  if (shape === 'interval') return { middle: (a + b) / 2, spread: (b - a) / 2 / NORMAL_95_PERCENT }
  const variance = Math.log1p((b / a) ** 2)
  return { middle: Math.log(a) - variance / 2, spread: Math.sqrt(variance) }
}
