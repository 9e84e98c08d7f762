/**
 * Latin hypercubes of a fixed size: in each, every dimension has one draw in each of 256 equal intervals, in an order of
 * its own. Hypercubes are independent of each other, so the spread between them is an honest standard error.
 *
 * @source McKay, Beckman & Conover 1979, A comparison of three methods for selecting values of input variables
 */

import type { Fill } from './random.ts'
import { type Key, keyOf, threefryPairs } from './threefry.ts'

/** Draws in a hypercube: draw i is in hypercube ⌊i / 256⌋. */
export const HYPERCUBE = 256

/** One dimension a name: what a name draws depends on the seed, the name and the draw's number, on nothing else. */
export function createLatin(seed: number, names: readonly string[]): Fill {
  const keys = names.map((name) => keyOf(seed, `lhs ${name}`))
  const words = new Uint32Array(2 * HYPERCUBE)
  const cube = new Uint32Array(HYPERCUBE)
  return (dimension, first, count, out, at) => {
    const end = first + count
    for (let draw = first; draw < end; ) {
      const start = draw - (draw % HYPERCUBE)
      const stop = Math.min(start + HYPERCUBE, end)
      threefryPairs(keys[dimension] as Key, start, HYPERCUBE, words, 0)
      arrange(words, cube)
      for (; draw < stop; draw++) out[at + draw - first] = cube[draw - start] as number
    }
  }
}

/**
 * A random order of the intervals, and in each a random place: of a draw's pair of words, the first chooses in the
 * shuffle, the upper 24 bits of the second are the place.
 *
 * A shuffle from the inside out (Fisher & Yates 1938; Knuth, TAOCP 2, §3.4.2). A choice among up to 256 by 32 bits is
 * uneven by less than 1 in 16 million.
 */
function arrange(words: Uint32Array, cube: Uint32Array): void {
  for (let last = 0; last < HYPERCUBE; last++) {
    const chosen = Math.floor(((words[2 * last] as number) * (last + 1)) / 2 ** 32)
    cube[last] = cube[chosen] as number
    cube[chosen] = last
  }
  for (let draw = 0; draw < HYPERCUBE; draw++) {
    cube[draw] = ((cube[draw] as number) << 24) | ((words[2 * draw + 1] as number) >>> 8)
  }
}
