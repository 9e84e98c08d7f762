/**
 * Lines along which the indicator may turn back: looked at in many places, and every change of side between two of them
 * is a crossing. The target is met on a set of intervals; its chance is what Φ gives them.
 */

import { normalProbability } from '../numerics/normal.ts'
import type { Along } from './crossing.ts'
import type { Line, LineBuffers } from './line.ts'

const STEPS = 48
const FROM = -6
const WIDTH = 12 / STEPS

export type Scan = {
  /** Excess at place k of a lane, at k × lanes + lane. */
  readonly excess: Float64Array
  /** Is a draw's own place within the set that meets the target? */
  readonly isWithin: Uint8Array
}

export function createScan(lanes: number): Scan {
  return { excess: new Float64Array(lanes * (STEPS + 1)), isWithin: new Uint8Array(lanes) }
}

/** @returns draws whose own side is not what the crossings found make it */
export function addScanned(line: Line, buffers: LineBuffers, scan: Scan, move: Along, count: number): number {
  const { chances, excess } = buffers
  const along = missedWhereFailed(move, line)
  lookAlong(buffers, scan, along, count)
  const lanes = chances.length
  for (let lane = 0; lane < count; lane++) {
    chances[lane] = (scan.excess[STEPS * lanes + lane] as number) * line.side > 0 ? 1 : 0
    scan.isWithin[lane] = (scan.excess[lane] as number) * line.side > 0 ? 1 : 0
  }
  for (let k = 0; k < STEPS; k++)
    if (startBetween(k, buffers, scan, count)) addCrossings(k, line, buffers, scan, along, count)
  let contradictions = 0
  for (let lane = 0; lane < count; lane++) {
    const isMet = (excess[lane] as number) * line.side > 0
    if (isMet !== (scan.isWithin[lane] === 1)) contradictions++
  }
  return contradictions
}

/** A draw that fails meets nothing: a line ends to meet the target where it begins to fail. */
function missedWhereFailed(along: Along, { side, slope }: Line): Along {
  const missed = -side * Math.abs(slope)
  return (w, excess, count) => {
    along(w, excess, count)
    for (let lane = 0; lane < count; lane++) if (Number.isNaN(excess[lane] as number)) excess[lane] = missed
  }
}

function lookAlong({ starts, startExcess }: LineBuffers, scan: Scan, along: Along, count: number): void {
  for (let k = 0; k <= STEPS; k++) {
    starts.fill(FROM + k * WIDTH)
    along(starts, startExcess, count)
    scan.excess.set(startExcess, k * startExcess.length)
  }
}

function crosses(before: number, after: number): boolean {
  return before > 0 !== after > 0
}

/** Lanes that change sides between places k and k + 1 start there; the others are at rest. True if there is any. */
function startBetween(k: number, { starts, startExcess, slopes }: LineBuffers, scan: Scan, count: number): boolean {
  const lanes = starts.length
  let isAny = false
  for (let lane = 0; lane < count; lane++) {
    const before = scan.excess[k * lanes + lane] as number
    const after = scan.excess[(k + 1) * lanes + lane] as number
    const isCrossing = crosses(before, after)
    isAny ||= isCrossing
    startExcess[lane] = isCrossing ? before : Number.NaN
    slopes[lane] = (after - before) / WIDTH
  }
  starts.fill(FROM + k * WIDTH)
  return isAny
}

function addCrossings(k: number, line: Line, buffers: LineBuffers, scan: Scan, along: Along, count: number): void {
  const { starts, startExcess, slopes, chances, places, crossings } = buffers
  const lanes = starts.length
  crossings.find({ w: starts, excess: startExcess, slope: slopes, end: FROM + (k + 1) * WIDTH }, along, count)
  for (let lane = 0; lane < count; lane++) {
    const before = scan.excess[k * lanes + lane] as number
    if (!crosses(before, scan.excess[(k + 1) * lanes + lane] as number)) continue
    const root = crossings.roots[lane] as number
    // Left behind where the target was met, reached where it was missed.
    const sign = before * line.side > 0 ? 1 : -1
    chances[lane] = (chances[lane] as number) + sign * normalProbability(root)
    if (root < (places[lane] as number)) scan.isWithin[lane] = 1 - (scan.isWithin[lane] as number)
  }
}
