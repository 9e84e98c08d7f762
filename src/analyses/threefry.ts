/**
 * Random numbers by counter: each is a function of a seed and of its own address, so that no number depends on how
 * many were drawn before it, in which order, or on how many threads.
 *
 * @source Salmon, Moraes, Dror & Shaw 2011, Parallel random numbers: as easy as 1, 2, 3 (Threefry-2×32, 20 rounds)
 */

const rotations = [13, 15, 26, 6, 17, 29, 16, 24] as const
const parity = 0x1bd11bda

/**
 * Two 32-bit words from a counter and a key of two words each.
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
