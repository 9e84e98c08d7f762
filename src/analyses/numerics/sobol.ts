/**
 * Sobol' points in independent Owen scramblings. Each scrambling is a sequence of its own whose points fill the cube
 * evenly; the spread of what the scramblings find is an honest standard error (Owen 1997; L'Ecuyer et al. 2023).
 *
 * @source Sobol' 1967; Bratley & Fox 1988, Algorithm 659; Joe & Kuo 2008 (directions and the order of the points)
 */

import { reverseBits, scramble } from './owen.ts'
import { createRandom, type Fill } from './random.ts'
import { PACKED_DIRECTIONS, POLYNOMIALS_BY_DEGREE, TABLE_DIMENSIONS } from './sobol-directions.ts'
import { keyOf, threefryPairs } from './threefry.ts'

/** Independent scramblings, unless otherwise asked for: draw i is point ⌊i / 32⌋ of scrambling i mod 32. */
export const RANDOMISATIONS = 32

/** There are 2³² points of 32 bits in each scrambling; after that they would begin again. */
export const SOBOL_POINTS = 2 ** 32

/**
 * Scrambled Sobol' words. The order of the dimensions counts: the first ones fill the cube best.
 *
 * Dimensions beyond the table are padded with independent words, which is unbiased and no worse in them than plain
 * random draws are (Spanier 1995; Owen 1998, Latin supercube sampling).
 *
 * @param randomisations  few of many points each are nearer the truth, many tell their error better
 */
export function createSobol(seed: number, dimensions: number, randomisations: number = RANDOMISATIONS): Fill {
  const inTable = Math.min(dimensions, TABLE_DIMENSIONS)
  const directions = sobolDirections(inTable)
  const keys = Array.from({ length: inTable }, (_, dimension) => scrambleKeys(seed, dimension, randomisations))
  const beyond = Array.from({ length: dimensions - inTable }, (_, index) => `sobol ${inTable + index}`)
  const pad = createRandom(seed, beyond)
  return (dimension, first, count, out, at) => {
    if (dimension >= inTable) return pad(dimension - inTable, first, count, out, at)
    const ownKeys = keys[dimension] as Int32Array
    let point = Math.floor(first / randomisations)
    let reversed = reversedPoint(directions, dimension, point)
    let from = first % randomisations
    for (let done = 0; done < count; ) {
      const to = Math.min(randomisations, from + count - done)
      scramble(reversed, ownKeys, from, to, out, at + done)
      done += to - from
      from = 0
      point += 1
      // Gray code: the next point differs in one direction, that of the lowest 1 in its number.
      reversed ^= directions[dimension * 32 + 31 - Math.clz32(point & -point)] as number
    }
  }
}

/** Two words a randomisation; multipliers are odd, so that they lose nothing. */
function scrambleKeys(seed: number, dimension: number, randomisations: number): Int32Array {
  const words = new Uint32Array(2 * randomisations)
  threefryPairs(keyOf(seed, `sobol ${dimension}`), 0, randomisations, words, 0)
  const keys = new Int32Array(words.buffer)
  for (let index = 1; index < keys.length; index += 2) keys[index] = (keys[index] as number) | 1
  return keys
}

/** Point `point` before scrambling, in the order of Gray code; its bits are reversed, as those of `directions` are. */
export function reversedPoint(directions: Int32Array, dimension: number, point: number): number {
  let reversed = 0
  for (let rest = point ^ (point >>> 1), bit = 0; rest !== 0; rest >>>= 1, bit++) {
    if ((rest & 1) === 1) reversed ^= directions[dimension * 32 + bit] as number
  }
  return reversed
}

/**
 * Direction numbers of the first dimensions, 32 words each, bits reversed: the first digit after the point is bit 0.
 *
 * @param dimensions  at most `TABLE_DIMENSIONS`
 */
export function sobolDirections(dimensions: number): Int32Array {
  const read = createBitReader(PACKED_DIRECTIONS)
  const directions = new Int32Array(dimensions * 32)
  for (let digit = 0; digit < 32 && dimensions > 0; digit++) directions[digit] = 1 << digit
  let dimension = 1
  POLYNOMIALS_BY_DEGREE.forEach((polynomials, index) => {
    const degree = index + 1
    for (let left = polynomials; left > 0 && dimension < dimensions; left--, dimension++) {
      const own = directions.subarray(dimension * 32, dimension * 32 + 32)
      const inner = read(degree - 1)
      for (let digit = 0; digit < degree; digit++) own[digit] = reverseBits((2 * read(digit) + 1) << (31 - digit))
      extend(own, degree, inner)
    }
  })
  return directions
}

/**
 * The directions after the initial ones, by the recurrence of the polynomial (Joe & Kuo 2008, eq. 2.2): each is the
 * exclusive or of the one `degree` before it, of the same shifted by as many digits, and of those between where the
 * polynomial has a 1.
 */
function extend(directions: Int32Array, degree: number, inner: number): void {
  for (let digit = degree; digit < 32; digit++) {
    const oldest = directions[digit - degree] as number
    let direction = oldest ^ (oldest << degree)
    for (let back = 1; back < degree; back++) {
      if (((inner >>> (degree - 1 - back)) & 1) === 1) direction ^= directions[digit - back] as number
    }
    directions[digit] = direction
  }
}

/** Reads numbers of so many bits, highest bit first, out of a text with six bits a character. */
function createBitReader(text: string): (bits: number) => number {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  let at = 0
  let held = 0
  let available = 0
  return (bits) => {
    while (available < bits) {
      held = (held << 6) | alphabet.indexOf(text[at++] as string)
      available += 6
    }
    available -= bits
    const value = held >>> available
    held &= (1 << available) - 1
    return value
  }
}
