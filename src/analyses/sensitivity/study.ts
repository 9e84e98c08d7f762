/** What every method works with: a model under many draws, and which of its uncertain numbers make up an input. */

import type { Simulator } from '../chance/simulator.ts'
import { fillNormals } from '../numerics/normal-words.ts'
import { createPoints } from '../numerics/points.ts'

export type Study = {
  /** Of one outcome. */
  readonly simulator: Pick<Simulator, 'lanes' | 'latents' | 'scores' | 'outcomes' | 'mix' | 'run'>
  /** By input: its factors, as rows of the simulator's scores. Each factor belongs to one input. */
  readonly inputs: readonly (readonly number[])[]
}

/** How much is drawn: a base sample of so many draws, and the seed of its randomisations. */
export type Sample = { readonly draws: number; readonly seed: number }

/**
 * Two independent samples of all scores, A and B. Draws are dealt out to replicates in turn: draw i belongs to replicate
 * i mod `replicates`, and replicates are independent of each other.
 */
export type Pairs = {
  readonly a: Float64Array
  readonly b: Float64Array
  readonly replicates: number
  /** Scores of the draws first … first + count − 1, in the lanes from 0 on. */
  readonly fill: (first: number, count: number) => void
}

/** A and B are one sequence of points of twice the dimensions, so that pairs of draws are spread evenly too. */
export function createPairs({ simulator }: Study, { draws, seed }: Sample): Pairs {
  const { lanes, latents, scores, mix } = simulator
  const rows = latents.length / lanes
  const names = Array.from({ length: 2 * rows }, (_, row) => `latent ${row}`)
  const points = createPoints('sobol', { seed, names, draws })
  const words = new Uint32Array(lanes)
  const [a, b] = [new Float64Array(scores.length), new Float64Array(scores.length)]
  const fillSample = (sample: Float64Array, offset: number, first: number, count: number) => {
    for (let row = 0; row < rows; row++) {
      points.fill(offset + row, first, count, words, 0)
      fillNormals(words, 0, count, latents, row * lanes)
    }
    mix(count)
    sample.set(scores)
  }
  return {
    a,
    b,
    replicates: points.groups,
    fill: (first, count) => {
      fillSample(a, 0, first, count)
      fillSample(b, rows, first, count)
    },
  }
}

/** Copy rows of scores from one sample to another. */
export function copyRows(from: Float64Array, to: Float64Array, rows: readonly number[], lanes: number): void {
  for (const row of rows) to.set(from.subarray(row * lanes, (row + 1) * lanes), row * lanes)
}
