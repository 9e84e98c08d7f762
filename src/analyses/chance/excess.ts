/** How far values are over a threshold, with the sign of their verdict. */

import type { Target } from '../../plan/types.ts'

/** Excess of `values[at …]`, `count` of them, written to `excess[0 …]`; NaN where there is no value. */
export type Excess = (values: Float64Array, at: number, excess: Float64Array, count: number) => void

/** A value this near to the threshold, relative to it, is the threshold, as far as rounding lets it. */
const ROUNDING = 1e-13
/** The excess of such a value: a side, and no distance. */
export const STANDING = 1e-300

/**
 * A value that is the threshold is over it for `>=` and `<`, under it for `>` and `<=`; never 0. Where an indicator
 * stands still at the threshold (`max`, `round`) its value does not tell how far the crossing is.
 *
 * @example excessOver({ threshold: 10, op: '>=' }) // of 9, 10 and 12: −1, 1e-300 and 2
 */
export function excessOver({ threshold, op }: Pick<Target, 'threshold' | 'op'>): Excess {
  const near = ROUNDING * Math.abs(threshold)
  const standing = op === '>=' || op === '<' ? STANDING : -STANDING
  return (values, at, excess, count) => {
    for (let lane = 0; lane < count; lane++) {
      const over = (values[at + lane] as number) - threshold
      excess[lane] = Math.abs(over) <= near ? standing : over
    }
  }
}
