/**
 * The chance of a target along a line of draws: each draw is moved along one direction of the latents, and counts as
 * the chance of meeting the target anywhere on its line in place of a yes or no.
 */

import type { Crossings } from './crossing.ts'
import type { Excess } from './excess.ts'
import type { Simulator } from './simulator.ts'

/**
 * `monotone`: the indicator rises, or falls, along every line, so that it crosses once. `scanned`: it may turn back;
 * crossings are looked for between 49 places from −6 to 6, and where it turns back.
 */
export type LineMode = 'monotone' | 'scanned'

/** The model as far as one target needs it: much less is computed when lines are followed. */
export type Probe = {
  /** Its only outcome is the target's indicator. */
  readonly simulator: Simulator
  /** The factor of the whole simulator that each of its own is. */
  readonly sources: Int32Array
}

export type Line = {
  readonly probe: Probe
  /** Index into the outcomes of the whole simulator. */
  readonly outcome: number
  /** How far values of the indicator are over the threshold. */
  readonly excess: Excess
  /** Met above the threshold (1) or below it (−1). */
  readonly side: 1 | -1
  /** Of the latents; of length 1. */
  readonly direction: Float64Array
  /** How the scores of the probe's factors move with a step along it. */
  readonly scores: Float64Array
  /** Rise of the indicator along the direction, on average. */
  readonly slope: number
  readonly mode: LineMode
}

/** What was drawn, before any of it is moved. */
export type Drawn = {
  readonly scores: Float64Array
  readonly latents: Float64Array
  readonly outcomes: Float64Array
  readonly count: number
  /** Is each monotone line looked at in one more place? */
  readonly isChecked: boolean
}

/** Numbers of a block of lines, one a lane. */
export type LineBuffers = {
  /** Where each draw stands on its line, and by how much its indicator is over the threshold there. */
  readonly places: Float64Array
  readonly excess: Float64Array
  /** Where crossings are looked for from. */
  readonly starts: Float64Array
  readonly startExcess: Float64Array
  readonly slopes: Float64Array
  /** Places behind which a crossing cannot lie; ∞ if unknown. */
  readonly ends: Float64Array
  /** The result: the chance along the line, and for a monotone line the part of it that meets the target. */
  readonly chances: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
  readonly crossings: Crossings
  /** For scanned lines: how many places have been seen, and whether the draw's own place meets the target. */
  readonly seen: Uint8Array
  readonly isWithin: Uint8Array
}
