/** Lines along which the indicator only rises or only falls: one crossing, and the chance beyond it in closed form. */

import { normalProbability } from '../numerics/normal.ts'
import type { Along } from './crossing.ts'
import type { Line, LineBuffers } from './line.ts'

/** A draw this near to the crossing is on either side of it. */
const NEAR = 1e-6

/** @returns draws that stand on the wrong side of the crossing found on their line, or whose line fails somewhere */
export function addMonotone(line: Line, buffers: LineBuffers, along: Along, count: number): number {
  const { places, excess, slopes, chances, low, high, crossings } = buffers
  slopes.fill(line.slope)
  crossings.find({ w: places, excess, slope: slopes, end: Number.POSITIVE_INFINITY }, along, count)
  const isMetAbove = line.slope * line.side > 0
  let contradictions = 0
  for (let lane = 0; lane < count; lane++) {
    const root = crossings.roots[lane] as number
    const place = places[lane] as number
    low[lane] = isMetAbove ? root : Number.NEGATIVE_INFINITY
    high[lane] = isMetAbove ? Number.POSITIVE_INFINITY : root
    chances[lane] = normalProbability(isMetAbove ? -root : root)
    const isMet = (excess[lane] as number) * line.side > 0
    // False for a root that is NaN too.
    const isAsFound = isMet === (isMetAbove ? place > root : place < root) || Math.abs(place - root) < NEAR
    if (!isAsFound || Number.isNaN(root)) {
      contradictions++
      if (Number.isNaN(root)) chances[lane] = 0
    }
  }
  return contradictions
}
