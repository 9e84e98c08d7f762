/**
 * A tornado: the outcome with one input at a time at its 10th and at its 90th percentile, all others at the central values
 * of a projection. No draws, so no error; and nothing of what inputs do together.
 *
 * An input that is several numbers is moved as one: all of them to the same percentile.
 *
 * @source Howard 1988, Decision analysis: practice and promise, Management Science 34 (the tornado diagram)
 */

import type { Study } from './study.ts'

export type Swing = {
  /** The outcome at the 10th and at the 90th percentile; null where the model gives no number. */
  readonly low: number | null
  readonly high: number | null
}

export type Tornado = {
  /** With every input at its central value. */
  readonly base: number | null
  /** By input. */
  readonly swings: readonly Swing[]
  readonly runs: number
}

/** Score of the 90th percentile; that of the 10th is its negative. */
const NINETIETH = 1.2815515655446004

/** @param central  by factor: the score at which it has its central value */
export function tornado({ simulator, inputs }: Study, central: readonly number[]): Tornado {
  const { lanes, scores, outcomes, run } = simulator
  // Case 0 is the base; then the low and the high end of each input.
  const cases = 1 + 2 * inputs.length
  const found: (number | null)[] = []
  for (let start = 0; start < cases; start += lanes) {
    const count = Math.min(lanes, cases - start)
    central.forEach((score, factor) => {
      scores.fill(score, factor * lanes, factor * lanes + count)
    })
    for (let lane = 0; lane < count; lane++) {
      const moved = start + lane - 1
      const score = moved % 2 === 0 ? -NINETIETH : NINETIETH
      for (const factor of inputs[Math.floor(moved / 2)] ?? []) scores[factor * lanes + lane] = score
    }
    run(count)
    for (const outcome of outcomes.subarray(0, count)) found.push(Number.isFinite(outcome) ? outcome : null)
  }
  const [base = null, ...ends] = found
  const swings = inputs.map((_, i) => ({ low: ends[2 * i] ?? null, high: ends[2 * i + 1] ?? null }))
  return { base, swings, runs: cases }
}
