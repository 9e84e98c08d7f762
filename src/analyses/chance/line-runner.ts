/** Follows the lines of a block of draws: moves the draws, and hands each line to the way of its kind. */

import { type Along, createCrossings } from './crossing.ts'
import type { Drawn, Line, LineBuffers } from './line.ts'
import { addMonotone, contradictionsAlong } from './line-monotone.ts'
import { addScanned } from './line-scanned.ts'
import { createScan, type Scan } from './scan.ts'

export type LineRunner = Pick<LineBuffers, 'chances' | 'low' | 'high'> & {
  /** @returns draws that contradict the crossings found on their line, or that fail somewhere on it */
  readonly run: (line: Line, drawn: Drawn) => number
}

export function createLineRunner(lanes: number): LineRunner {
  const buffer = () => new Float64Array(lanes)
  const buffers: LineBuffers = {
    places: buffer(),
    excess: buffer(),
    starts: buffer(),
    startExcess: buffer(),
    slopes: buffer(),
    ends: buffer(),
    chances: buffer(),
    low: buffer(),
    high: buffer(),
    crossings: createCrossings(lanes),
    seen: new Uint8Array(lanes),
    isWithin: new Uint8Array(lanes),
  }
  let scan: Scan | null = null
  return {
    ...buffers,
    run: (line, drawn) => {
      findPlaces(line, drawn, buffers.places)
      line.excess(drawn.outcomes, line.outcome * lanes, buffers.excess, drawn.count)
      const along = moverOf(line, drawn, buffers.places)
      if (line.mode === 'monotone') {
        const failed = addMonotone(line, buffers, along, drawn.count)
        return failed + (drawn.isChecked ? contradictionsAlong(line, buffers, along, drawn.count) : 0)
      }
      scan ??= createScan(lanes)
      return addScanned(line, buffers, scan, along, drawn.count)
    },
  }
}

/** The place of each draw on its line: its latents along the direction. */
function findPlaces({ direction }: Line, { latents, count }: Drawn, places: Float64Array): void {
  const lanes = places.length
  places.fill(0)
  direction.forEach((weight, latent) => {
    if (weight === 0) return
    for (let lane = 0; lane < count; lane++) {
      places[lane] = (places[lane] as number) + weight * (latents[latent * lanes + lane] as number)
    }
  })
}

/** The model at other places of the lines. */
function moverOf({ probe, scores, excess: excessOf }: Line, drawn: Drawn, places: Float64Array): Along {
  const { simulator, sources } = probe
  const { lanes } = simulator
  return (w, excess, count) => {
    sources.forEach((source, factor) => {
      const weight = scores[factor] as number
      for (let lane = 0, i = factor * lanes, j = source * lanes; lane < count; lane++, i++, j++) {
        simulator.scores[i] = (drawn.scores[j] as number) + weight * ((w[lane] as number) - (places[lane] as number))
      }
    })
    simulator.run(count)
    excessOf(simulator.outcomes, 0, excess, count)
  }
}
