/** Points in the unit cube, one dimension a name: what a simulation draws. Each word is a function of its address. */

import { createLatin, HYPERCUBE } from './latin.ts'
import { createRandom, type Fill } from './random.ts'
import { createSobol, RANDOMISATIONS, SOBOL_POINTS } from './sobol.ts'
import type { Pairs } from './threefry.ts'

/** How points are chosen: evenly and scrambled, in Latin hypercubes, or independently. */
export const SAMPLERS = ['sobol', 'lhs', 'random'] as const
export type Sampler = (typeof SAMPLERS)[number]

/**
 * Points of a sampler. A word w stands for (w + 0.5) / 2³², which is never 0 or 1.
 *
 * Any split of the draws into blocks gives the same words. Under `random` and `lhs` a dimension depends on its name and
 * not on the other names; under `sobol` it depends on its position.
 */
export type Points = {
  /**
   * How many independent randomisations the draws fall into; draw i belongs to randomisation `groupOf(i)`. The standard
   * error comes from the spread between them. 0 under `random`: every draw is independent of all others, and the
   * standard error comes from the variance over draws.
   */
  readonly groups: number
  readonly groupOf: (draw: number) => number
  /** Words of dimension `dimension` for the draws first … first + count − 1, written to out[at …]. Allocates nothing. */
  readonly fill: Fill
}

export type How = {
  readonly seed: number
  readonly names: readonly string[]
  readonly draws: number
  readonly pairs?: Pairs
  readonly randomisations?: number
}

/**
 * @param how.seed   a whole number from 0 to 2⁵³ − 1
 * @param how.names  one a dimension; under `sobol` the important ones first
 * @param how.draws  as many as will be asked for, at most 2⁵² (2³² a randomisation under `sobol`)
 * @param how.pairs  what makes the words of `random`; `threefryPairs` if there is nothing quicker
 * @param how.randomisations  of `sobol`: independent scramblings
 * @throws RangeError if `sobol` is to give more draws than it has points: our bug, not the author's
 * @example
 * const words = new Uint32Array(256)
 * createPoints('random', { seed: 0, names: ['growth[displays,2026]'], draws: 1000 }).fill(0, 512, 256, words, 0)
 */
export function createPoints(
  sampler: Sampler,
  { seed, names, draws, pairs, randomisations = RANDOMISATIONS }: How,
): Points {
  switch (sampler) {
    case 'random':
      return {
        groups: 0,
        groupOf: (draw) => draw,
        fill: createRandom(
          seed,
          names.map((name) => `random ${name}`),
          pairs,
        ),
      }
    case 'lhs':
      return {
        groups: Math.ceil(draws / HYPERCUBE),
        groupOf: (draw) => Math.floor(draw / HYPERCUBE),
        fill: createLatin(seed, names),
      }
    case 'sobol':
      if (draws > randomisations * SOBOL_POINTS) throw new RangeError(`${draws} draws are more than Sobol' points`)
      return {
        groups: Math.min(draws, randomisations),
        groupOf: (draw) => draw % randomisations,
        fill: createSobol(seed, names.length, randomisations),
      }
  }
}
