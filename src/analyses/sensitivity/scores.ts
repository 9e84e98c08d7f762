/** Scores at which a distribution has a value that is asked for: its central one, and those of Morris's levels. */

import type { Distribution } from '../../plan/types.ts'
import { normalQuantile } from '../numerics/normal.ts'
import { betaProbability } from '../numerics/special.ts'
import { LEVELS } from './morris.ts'

/** The score at which a draw is what stands for the distribution in a projection. */
export function centralScore({ shape, parameters }: Distribution): number {
  const [low = 0, middle = 0, high = 0] = parameters
  switch (shape) {
    case 'normal':
    case 'uniform':
    case 'interval':
      return 0
    case 'lognormal':
      // The mean of exp(μ + σ z) is exp(μ + σ² / 2).
      return Math.sqrt(Math.log1p((middle / low) ** 2)) / 2
    case 'triangular':
      return high > low ? scoreOf((middle - low) / (high - low)) : 0
    case 'pert': {
      if (high === low) return 0
      const mode = (middle - low) / (high - low)
      return scoreOf(betaProbability(mode, 1 + 4 * mode, 5 - 4 * mode))
    }
  }
}

/** An unbounded distribution has no ends to stand on: its levels span the middle 99 % (0.5 % to 99.5 %). */
const CUT = 0.005

/** Scores of the levels 0, 1/3, 2/3 and 1. */
export function levelScores({ shape }: Distribution): number[] {
  const isBounded = shape === 'uniform' || shape === 'triangular' || shape === 'pert'
  const cut = isBounded ? 0 : CUT
  return Array.from({ length: LEVELS }, (_, level) => scoreOf(cut + ((1 - 2 * cut) * level) / (LEVELS - 1)))
}

/** Beyond it the probability is that of an end, 0 or 1, to the last bit. */
const END = 40

/** A number at both ends too. */
function scoreOf(probability: number): number {
  return Math.max(-END, Math.min(END, normalQuantile(probability)))
}
