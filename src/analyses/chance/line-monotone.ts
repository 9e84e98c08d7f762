/** Lines along which the indicator only rises or only falls: one crossing, and the chance beyond it in closed form. */

import { normalProbability } from '../numerics/normal.ts'
import type { Along } from './crossing.ts'
import type { Line, LineBuffers } from './line.ts'

/** A place this near to the crossing is on either side of it. */
const NEAR = 1e-6

/** @returns draws whose line fails somewhere */
export function addMonotone(line: Line, buffers: LineBuffers, along: Along, count: number): number {
  const { places, excess, slopes, ends, chances, low, high, crossings } = buffers
  slopes.fill(line.slope)
  ends.fill(Number.POSITIVE_INFINITY)
  crossings.find({ w: places, excess, slope: slopes, end: ends }, along, count)
  const isMetAbove = line.slope * line.side > 0
  let failed = 0
  for (let lane = 0; lane < count; lane++) {
    const root = crossings.roots[lane] as number
    low[lane] = isMetAbove ? root : Number.NEGATIVE_INFINITY
    high[lane] = isMetAbove ? Number.POSITIVE_INFINITY : root
    chances[lane] = Number.isNaN(root) ? 0 : normalProbability(isMetAbove ? -root : root)
    if (Number.isNaN(root)) failed++
  }
  return failed
}

/**
 * Each line at a place that its crossing was not found from: the place of the next draw on its own line, which is as
 * likely as any.
 *
 * @returns lines that are met there though they should be missed, or the other way round
 */
export function contradictionsAlong(line: Line, buffers: LineBuffers, along: Along, count: number): number {
  const { places, starts, startExcess, low, high } = buffers
  for (let lane = 0; lane < count; lane++) starts[lane] = places[(lane + 1) % count] as number
  along(starts, startExcess, count)
  let contradictions = 0
  for (let lane = 0; lane < count; lane++) {
    const place = starts[lane] as number
    const isMet = (startExcess[lane] as number) * line.side > 0
    const [from, to] = [low[lane] as number, high[lane] as number]
    if (isMet ? place < from - NEAR || place > to + NEAR : place > from + NEAR && place < to - NEAR) contradictions++
  }
  return contradictions
}
