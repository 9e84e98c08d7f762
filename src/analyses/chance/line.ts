/**
 * The chance of a target along a line of draws: each draw is moved along one direction of the latents, and counts as
 * the chance of meeting the target anywhere on its line in place of a yes or no.
 */

import { normalProbability } from '../numerics/normal.ts'
import { createCrossings } from './crossing.ts'
import type { Simulator } from './simulator.ts'

/**
 * `monotone`: the indicator rises, or falls, along every line, so that it crosses once. `scanned`: it may turn back;
 * crossings are looked for between 49 places from −6 to 6.
 */
export type LineMode = 'monotone' | 'scanned'

export type Line = {
  /** Index into the simulator's outcomes. */
  readonly outcome: number
  readonly threshold: number
  /** Met above the threshold (1) or below it (−1). */
  readonly side: 1 | -1
  /** Of length 1. */
  readonly direction: Float64Array
  /** How the scores move with a step along it. */
  readonly scores: Float64Array
  /** Rise of the indicator along the direction, on average. */
  readonly slope: number
  readonly mode: LineMode
}

export type LineRunner = {
  /** Chance of meeting the target along each draw's line. */
  readonly chances: Float64Array
  /**
   * @param scores  of the draws, as mixed: the simulator's are moved
   * @param latents of the draws
   * @returns draws whose own place on the line contradicts the crossings found, or that fail somewhere on it
   */
  readonly run: (line: Line, scores: Float64Array, latents: Float64Array, own: Float64Array, count: number) => number
  /** The part of the line that meets the target, as last run: from `low` to `high` by lane. Of a monotone line. */
  readonly low: Float64Array
  readonly high: Float64Array
}

const SCAN_STEPS = 48
const SCAN_FROM = -6
const SCAN_WIDTH = 12 / SCAN_STEPS

export function createLineRunner(simulator: Simulator): LineRunner {
  const { lanes } = simulator
  const crossings = createCrossings(lanes)
  const places = new Float64Array(lanes)
  const start = { w: new Float64Array(lanes), excess: new Float64Array(lanes), slope: new Float64Array(lanes) }
  const chances = new Float64Array(lanes)
  const low = new Float64Array(lanes)
  const high = new Float64Array(lanes)
  const scan = new Float64Array(lanes * (SCAN_STEPS + 1))

  const placesOf = ({ direction }: Line, latents: Float64Array, count: number): void => {
    places.fill(0)
    direction.forEach((weight, latent) => {
      if (weight === 0) return
      for (let lane = 0, i = latent * lanes; lane < count; lane++, i++) {
        places[lane] = (places[lane] as number) + weight * (latents[i] as number)
      }
    })
  }

  const along =
    (line: Line, scores: Float64Array) =>
    (w: Float64Array, excess: Float64Array, count: number): void => {
      line.scores.forEach((weight, factor) => {
        for (let lane = 0, i = factor * lanes; lane < count; lane++, i++) {
          simulator.scores[i] = (scores[i] as number) + weight * ((w[lane] as number) - (places[lane] as number))
        }
      })
      simulator.run(count)
      excessOf(line, simulator.outcomes, excess, 0, count)
    }

  const runMonotone = (line: Line, scores: Float64Array, own: Float64Array, count: number): number => {
    start.w.set(places)
    excessOf(line, own, start.excess, 0, count)
    start.slope.fill(line.slope)
    crossings.find({ ...start, end: Number.POSITIVE_INFINITY }, along(line, scores), count)
    const isAbove = line.slope * line.side > 0
    let contradictions = 0
    for (let lane = 0; lane < count; lane++) {
      const root = crossings.roots[lane] as number
      low[lane] = isAbove ? root : Number.NEGATIVE_INFINITY
      high[lane] = isAbove ? Number.POSITIVE_INFINITY : root
      chances[lane] = Number.isNaN(root) ? 0 : normalProbability(isAbove ? -root : root)
      const place = places[lane] as number
      const isMet = (start.excess[lane] as number) * line.side > 0
      const isWithin = place > (low[lane] as number) && place < (high[lane] as number)
      if (Number.isNaN(root) || (isMet !== isWithin && Math.abs(place - root) > 1e-6)) contradictions++
    }
    return contradictions
  }

  /** A crossing between places k and k + 1 of the scan, the n-th of its lane; what it adds to the chances. */
  const runScanned = (line: Line, scores: Float64Array, own: Float64Array, count: number): number => {
    const move = along(line, scores)
    const isWithin = new Uint8Array(count)
    let contradictions = 0
    for (let k = 0; k <= SCAN_STEPS; k++) {
      start.w.fill(SCAN_FROM + k * SCAN_WIDTH)
      move(start.w, start.excess, count)
      for (let lane = 0; lane < count; lane++) scan[k * lanes + lane] = start.excess[lane] as number
    }
    for (let lane = 0; lane < count; lane++) {
      chances[lane] = (scan[SCAN_STEPS * lanes + lane] as number) * line.side > 0 ? 1 : 0
      isWithin[lane] = (scan[lane] as number) * line.side > 0 ? 1 : 0
    }
    for (let k = 0; k < SCAN_STEPS; k++) {
      let isAny = false
      for (let lane = 0; lane < count; lane++) {
        const [a, b] = [scan[k * lanes + lane] as number, scan[(k + 1) * lanes + lane] as number]
        const crosses = a * b < 0 || (a !== 0 && b === 0)
        isAny ||= crosses
        start.excess[lane] = crosses ? a : 0
        start.slope[lane] = (b - a) / SCAN_WIDTH
      }
      if (!isAny) continue
      start.w.fill(SCAN_FROM + k * SCAN_WIDTH)
      crossings.find({ ...start, end: SCAN_FROM + (k + 1) * SCAN_WIDTH }, move, count)
      for (let lane = 0; lane < count; lane++) {
        const before = scan[k * lanes + lane] as number
        if (!((before < 0 || before > 0) && before * (scan[(k + 1) * lanes + lane] as number) <= 0)) continue
        const root = crossings.roots[lane] as number
        chances[lane] = (chances[lane] as number) + (before * line.side > 0 ? 1 : -1) * normalProbability(root)
        if (root < (places[lane] as number)) isWithin[lane] = 1 - (isWithin[lane] as number)
      }
    }
    excessOf(line, own, start.excess, 0, count)
    for (let lane = 0; lane < count; lane++) {
      const excess = start.excess[lane] as number
      if (!(excess * line.side > 0 === (isWithin[lane] === 1)) && Math.abs(excess) > 1e-9 * Math.abs(line.threshold))
        contradictions++
      if (Number.isNaN(chances[lane] as number)) chances[lane] = 0
    }
    return contradictions
  }

  return {
    chances,
    low,
    high,
    run: (line, scores, latents, own, count) => {
      placesOf(line, latents, count)
      return line.mode === 'monotone' ? runMonotone(line, scores, own, count) : runScanned(line, scores, own, count)
    },
  }
}

function excessOf(
  { outcome, threshold }: Line,
  outcomes: Float64Array,
  excess: Float64Array,
  at: number,
  count: number,
): void {
  const lanes = excess.length
  for (let lane = 0; lane < count; lane++) excess[at + lane] = (outcomes[outcome * lanes + lane] as number) - threshold
}
