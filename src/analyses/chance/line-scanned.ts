/**
 * Lines along which the indicator may turn back: looked at in many places, and every change of side between two of them
 * is a crossing. The target is met on a set of intervals; its chance is what Φ gives them.
 */

import { normalProbability } from '../numerics/normal.ts'
import type { Along } from './crossing.ts'
import type { Line, LineBuffers } from './line.ts'
import type { Scan } from './scan.ts'

/** @returns draws whose own side is not what the crossings found make it */
export function addScanned(line: Line, buffers: LineBuffers, scan: Scan, move: Along, count: number): number {
  const { chances, excess, isWithin, seen } = buffers
  const along = missedWhereFailed(move, line)
  scan.look(along, count)
  const lanes = chances.length
  for (let lane = 0; lane < count; lane++) {
    const last = ((scan.counts[lane] as number) - 1) * lanes + lane
    chances[lane] = (scan.excess[last] as number) * line.side > 0 ? 1 : 0
    isWithin[lane] = (scan.excess[lane] as number) * line.side > 0 ? 1 : 0
  }
  seen.fill(0)
  while (startNext(buffers, scan, count)) addCrossings(line, buffers, along, count)
  let contradictions = 0
  for (let lane = 0; lane < count; lane++) {
    const isMet = (excess[lane] as number) * line.side > 0
    if (isMet !== (isWithin[lane] === 1)) contradictions++
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

/** Lanes start before their next change of sides; those without one are at rest. False if all are. */
function startNext({ starts, startExcess, slopes, ends, seen }: LineBuffers, scan: Scan, count: number): boolean {
  const lanes = starts.length
  let isAny = false
  for (let lane = 0; lane < count; lane++) {
    let i = seen[lane] as number
    const last = (scan.counts[lane] as number) - 1
    while (i < last && !changesSide(scan, i, lane, lanes)) i++
    seen[lane] = Math.min(i + 1, last)
    startExcess[lane] = Number.NaN
    if (i >= last) continue
    const [at, after] = [i * lanes + lane, (i + 1) * lanes + lane]
    starts[lane] = scan.places[at] as number
    ends[lane] = scan.places[after] as number
    startExcess[lane] = scan.excess[at] as number
    slopes[lane] =
      ((scan.excess[after] as number) - (scan.excess[at] as number)) /
      ((ends[lane] as number) - (starts[lane] as number))
    isAny = true
  }
  return isAny
}

function changesSide({ excess }: Scan, i: number, lane: number, lanes: number): boolean {
  return (excess[i * lanes + lane] as number) > 0 !== (excess[(i + 1) * lanes + lane] as number) > 0
}

function addCrossings(line: Line, buffers: LineBuffers, along: Along, count: number): void {
  const { starts, startExcess, slopes, ends, chances, places, isWithin, crossings } = buffers
  crossings.find({ w: starts, excess: startExcess, slope: slopes, end: ends }, along, count)
  for (let lane = 0; lane < count; lane++) {
    const before = startExcess[lane] as number
    if (Number.isNaN(before)) continue
    const root = crossings.roots[lane] as number
    // Left behind where the target was met, reached where it was missed.
    const sign = before * line.side > 0 ? 1 : -1
    chances[lane] = (chances[lane] as number) + sign * normalProbability(root)
    if (root < (places[lane] as number)) isWithin[lane] = 1 - (isWithin[lane] as number)
  }
}
