/** A function in place of a model: scores in, one outcome out. */

import type { Study } from '../../src/analyses/sensitivity/study.ts'

/**
 * @param outcome  of the scores of one draw
 * @param factor   lower triangle, scores = factor × latents; null: independent scores
 */
export function studyOf(
  inputs: readonly (readonly number[])[],
  outcome: (scores: readonly number[]) => number,
  factor: readonly (readonly number[])[] | null = null,
  lanes = 128,
): Study {
  const rows = inputs.flat().length
  const [latents, scores] = [new Float64Array(rows * lanes), new Float64Array(rows * lanes)]
  const outcomes = new Float64Array(lanes)
  const mixed = (row: number, lane: number) =>
    factor === null
      ? (latents[row * lanes + lane] as number)
      : (factor[row] ?? []).reduce((sum, weight, k) => sum + weight * (latents[k * lanes + lane] ?? 0), 0)
  return {
    inputs,
    simulator: {
      lanes,
      latents,
      scores,
      outcomes,
      mix: (count) => {
        for (let row = 0; row < rows; row++) {
          for (let lane = 0; lane < count; lane++) scores[row * lanes + lane] = mixed(row, lane)
        }
      },
      run: (count) => {
        for (let lane = 0; lane < count; lane++) {
          outcomes[lane] = outcome(Array.from({ length: rows }, (_, row) => scores[row * lanes + lane] as number))
        }
      },
    },
  }
}

/** One input a number. */
export function eachAlone(count: number): number[][] {
  return Array.from({ length: count }, (_, row) => [row])
}
