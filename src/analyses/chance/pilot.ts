/**
 * What a few draws tell before the others are made: along which direction of the latents each target moves, whether it
 * only rises or falls along it, and between which values everything lies.
 */

import { createPoints } from '../numerics/points.ts'
import type { Line, LineMode } from './line.ts'
import type { Simulator } from './simulator.ts'
import type { Uncertainty } from './uncertainty.ts'

/** Slopes take two draws a latent: beyond this many, targets are counted draw by draw. */
const MOST_LATENTS = 4096
const PILOT_LINES = 16
/** From −4 to 4 by halves. */
const PILOT_PLACES = 17

/**
 * How each outcome moves with each latent: half the difference between one standard deviation up and one down, the
 * other latents at 0.
 *
 * @returns by outcome, a number for each latent; null where there are too many latents
 */
export function slopesOf({ latents }: Uncertainty, simulator: Simulator, outcomes: number): Float64Array[] | null {
  if (latents.length > MOST_LATENTS) return null
  const { lanes } = simulator
  const slopes = Array.from({ length: outcomes }, () => new Float64Array(latents.length))
  const pairs = lanes / 2
  for (let first = 0; first < latents.length; first += pairs) {
    const count = Math.min(pairs, latents.length - first)
    simulator.latents.fill(0)
    for (let k = 0; k < count; k++) {
      simulator.latents[(first + k) * lanes + 2 * k] = 1
      simulator.latents[(first + k) * lanes + 2 * k + 1] = -1
    }
    simulator.mix(2 * count)
    simulator.run(2 * count)
    slopes.forEach((slope, k) => {
      for (let j = 0; j < count; j++) {
        const place = k * lanes + 2 * j
        const rise = ((simulator.outcomes[place] as number) - (simulator.outcomes[place + 1] as number)) / 2
        slope[first + j] = Number.isFinite(rise) ? rise : 0
      }
    })
  }
  return slopes
}

/** A direction as how the scores move along it. */
export function scoresAlong({ factors, mixing }: Uncertainty, direction: Float64Array): Float64Array {
  const scores = new Float64Array(factors.length)
  mixing.forEach(({ before, carried, parts }, factor) => {
    const own = parts.reduce((sum, { latent, weight }) => sum + weight * (direction[latent] as number), 0)
    scores[factor] = own + (before === null ? 0 : carried * (scores[before] as number))
  })
  return scores
}

/** Random draws of all latents, for the first `count` lanes. */
export function drawPilot({ latents }: Uncertainty, simulator: Simulator, seed: number, count: number): void {
  const names = latents.map((name) => `pilot ${name}`)
  const points = createPoints('random', { seed, names, draws: count, pairs: simulator.pairs })
  simulator.draw(points, [...latents.keys()], 0, count)
  simulator.mix(count)
}

/**
 * Does the outcome only rise, or only fall, along the direction, as far as some lines show?
 *
 * @param simulator  the whole one, which draws where the lines lie
 */
export function modeAlong(
  uncertainty: Uncertainty,
  simulator: Simulator,
  { probe, scores, slope }: Pick<Line, 'probe' | 'scores' | 'slope'>,
  seed: number,
): LineMode {
  const { lanes } = simulator
  const linesAtOnce = Math.min(PILOT_LINES, Math.floor(lanes / PILOT_PLACES))
  drawPilot(uncertainty, simulator, seed, linesAtOnce)
  const count = linesAtOnce * PILOT_PLACES
  probe.sources.forEach((source, factor) => {
    for (let lane = 0; lane < count; lane++) {
      const line = Math.floor(lane / PILOT_PLACES)
      const place = (lane % PILOT_PLACES) / 2 - (PILOT_PLACES - 1) / 4
      probe.simulator.scores[factor * lanes + lane] =
        (simulator.scores[source * lanes + line] as number) + (scores[factor] as number) * place
    }
  })
  probe.simulator.run(count)
  const { outcomes } = probe.simulator
  for (let lane = 0; lane < count; lane++) {
    if (lane % PILOT_PLACES === 0) continue
    const rise = (outcomes[lane] as number) - (outcomes[lane - 1] as number)
    // A hundred-millionth of the usual rise is rounding.
    if (!(rise * Math.sign(slope) >= -1e-8 * Math.abs(slope))) return 'scanned'
  }
  return 'monotone'
}
