/** Independent words: what a name draws depends on the seed, the name and the draw's number, on nothing else. */

import { type Key, keyOf, type Pairs, threefryPairs } from './threefry.ts'

/** Words of dimension `dimension` for the draws first … first + count − 1, written to out[at …]. */
export type Fill = (dimension: number, first: number, count: number, out: Uint32Array, at: number) => void

/**
 * One dimension a text; the same text opens the same stream wherever it stands.
 *
 * @param fillPairs  gives the same words as `threefryPairs`, sooner for arrays it knows
 */
export function createRandom(seed: number, texts: readonly string[], fillPairs: Pairs = threefryPairs): Fill {
  const keys = texts.map((text) => keyOf(seed, text))
  const spare = new Uint32Array(2)
  return (dimension, first, count, out, at) => {
    const key = keys[dimension] as Key
    let done = 0
    if (first % 2 === 1 && count > 0) {
      fillPairs(key, (first - 1) / 2, 1, spare, 0)
      out[at] = spare[1] as number
      done = 1
    }
    const pairs = Math.floor((count - done) / 2)
    fillPairs(key, (first + done) / 2, pairs, out, at + done)
    done += 2 * pairs
    if (done === count) return
    fillPairs(key, (first + done) / 2, 1, spare, 0)
    out[at + done] = spare[0] as number
  }
}
