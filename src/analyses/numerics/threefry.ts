/**
 * Random numbers by counter: each is a function of a seed and of its own address, so that no number depends on how
 * many were drawn before it, in which order, or on how many threads.
 *
 * @source Salmon, Moraes, Dror & Shaw 2011, Parallel random numbers: as easy as 1, 2, 3 (Threefry-2×32)
 */

const rotations = [13, 15, 26, 6, 17, 29, 16, 24] as const
const parity = 0x1bd11bda

/**
 * Two 32-bit words from a counter and a key of two words each: 20 rounds.
 *
 * @example threefry(0, 0, 0, 0) // [0x6b200159, 0x99ba4efe], as in the authors' known answers
 */
export function threefry(counter0: number, counter1: number, key0: number, key1: number): [number, number] {
  const keys = [key0, key1, parity ^ key0 ^ key1]
  let x0 = (counter0 + key0) | 0
  let x1 = (counter1 + key1) | 0
  for (let round = 0; round < 20; round++) {
    const by = rotations[round % 8] as number
    x0 = (x0 + x1) | 0
    x1 = ((x1 << by) | (x1 >>> (32 - by))) ^ x0
    if (round % 4 !== 3) continue
    const turn = (round + 1) / 4
    x0 = (x0 + (keys[turn % 3] as number)) | 0
    x1 = (x1 + (keys[(turn + 1) % 3] as number) + turn) | 0
  }
  return [x0 >>> 0, x1 >>> 0]
}

/** What opens a stream of words: two 32-bit words. */
export type Key = readonly [number, number]

/**
 * The key of a text under a seed. Other texts and other seeds have keys that are unrelated to it, and 64 bits keep any
 * two from meeting by chance: among a million names they do in one run of 37 million.
 *
 * The text is chained through Threefry four characters at a time, its length first (CBC-MAC: Bellare, Kilian & Rogaway
 * 2000), with the seed as the key.
 *
 * @param seed  a whole number from 0 to 2⁵³ − 1
 */
export function keyOf(seed: number, text: string): Key {
  const low = seed >>> 0
  const high = Math.floor(seed / 2 ** 32)
  let key = threefry(text.length, 0, low, high)
  for (let at = 0; at < text.length; at += 4) {
    // Past the end charCodeAt is NaN, which counts as 0 here; the length tells such texts apart.
    const first = text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16)
    const second = text.charCodeAt(at + 2) | (text.charCodeAt(at + 3) << 16)
    key = threefry(key[0] ^ first, key[1] ^ second, low, high)
  }
  return key
}

/** Words of a key's stream, as `threefryPairs` gives them. */
export type Pairs = (key: Key, first: number, pairs: number, out: Uint32Array, at: number) => void

/**
 * Words of the stream that a key opens, pair by pair: pair n is Threefry of the counter n, in 13 rounds.
 *
 * Why 13: the authors know of no statistical flaw from 13 rounds on (Random123, `threefry.h`, Threefry2x32_R), and
 * these words are most of what a simulation draws; 20 rounds take half as long again (2.5 and 4.0 ns a word in one
 * run). Keys are made with 20. dieharder's default battery passes on what a simulation reads (`bench/stream.mjs`).
 *
 * @param first  the first pair: a whole number below 2⁵²
 * @param out    takes 2 × `pairs` words from index `at` on
 */
export function threefryPairs(key: Key, first: number, pairs: number, out: Uint32Array, at: number): void {
  // As whole numbers of 32 bits: a key comes as doubles, with which V8 would add.
  const key0 = key[0] | 0
  const key1 = key[1] | 0
  const key2 = parity ^ key0 ^ key1
  const add1 = (key2 + 1) | 0
  const add2 = (key0 + 2) | 0
  const add3 = (key1 + 3) | 0
  const start0 = (first + key0) | 0
  const start1 = (Math.floor(first / 2 ** 32) + key1) | 0
  // The counter's low word starts again from 0 at a multiple of 2³², where the high word steps.
  const count = Math.min(pairs, 2 ** 32 - (first % 2 ** 32))
  for (let pair = 0; pair < count; pair++) {
    let x0 = (start0 + pair) | 0
    let x1 = start1
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 15) | (x1 >>> 17)) ^ x0
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 26) | (x1 >>> 6)) ^ x0
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0
    x0 = (x0 + key1) | 0
    x1 = (x1 + add1) | 0
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 17) | (x1 >>> 15)) ^ x0
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 29) | (x1 >>> 3)) ^ x0
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 16) | (x1 >>> 16)) ^ x0
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 24) | (x1 >>> 8)) ^ x0
    x0 = (x0 + key2) | 0
    x1 = (x1 + add2) | 0
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 15) | (x1 >>> 17)) ^ x0
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 26) | (x1 >>> 6)) ^ x0
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0
    x0 = (x0 + key0) | 0
    x1 = (x1 + add3) | 0
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 17) | (x1 >>> 15)) ^ x0
    out[at + 2 * pair] = x0
    out[at + 2 * pair + 1] = x1
  }
  if (count < pairs) threefryPairs(key, first + count, pairs - count, out, at + 2 * count)
}

/**
 * A number from 0 (included) to 1 (excluded), of 53 random bits.
 *
 * @param seed  a whole number from 0 to 2⁵³ − 1
 * @param first, second  the address: whole numbers below 2³²
 */
export function uniform(seed: number, first: number, second: number): number {
  const [high, low] = threefry(first, second, seed >>> 0, Math.floor(seed / 2 ** 32))
  return ((high >>> 5) * 2 ** 26 + (low >>> 6)) / 2 ** 53
}

/**
 * A random order of 0 … size − 1, every order as likely as any other (Fisher & Yates 1938; Durstenfeld 1964).
 *
 * @param draw  which of the orders that the seed gives
 */
export function permutation(seed: number, draw: number, size: number): Int32Array {
  const order = Int32Array.from({ length: size }, (_, index) => index)
  for (let last = size - 1; last > 0; last--) {
    const chosen = Math.floor(uniform(seed, draw, last) * (last + 1))
    const kept = order[last] as number
    order[last] = order[chosen] as number
    order[chosen] = kept
  }
  return order
}
