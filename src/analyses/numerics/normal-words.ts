/**
 * Standard normal numbers from random words, by inversion: word w becomes Φ⁻¹((w + ½) / 2³²). One word gives one
 * number, and a greater word a greater number, so that words that are spread evenly give normals that are.
 *
 * Only the lower half is tabulated; a word and its complement give opposite numbers. The probability is m / 2³³ with
 * m = 2w + 1. Each octave of m, told by its highest bit, is cut into 32 pieces, and on each piece Φ⁻¹ is its Taylor
 * polynomial of degree 6: a probability of 10⁻⁹ is met as closely as one of ¼.
 */

import { normalDensity, normalQuantile } from './normal.ts'

type Fill = (words: Uint32Array, from: number, count: number, out: Float64Array, at: number) => void

const OCTAVES = 32
const PIECES = 32
/** Seven coefficients a piece and an empty place: a power of two is a shift. */
const STRIDE = 8
export const NORMAL_TABLE_SIZE = OCTAVES * PIECES * STRIDE
const polynomials = new Float64Array(NORMAL_TABLE_SIZE)

/**
 * Fill `out[at …]` with the normals of `words[from …]`, `count` of them. Allocates nothing after the first call.
 *
 *     out = Φ⁻¹((word + ½) / 2³²)
 *
 * Within 4e-14 of the exact number, from −6.34 to 6.34; never 0.
 *
 * The same bits on every machine: besides + − × ÷ the table rests on the square root (exact by IEEE 754), `Math.log`
 * and `Math.exp` (V8 brings its own, fdlibm's, to every platform); the loop itself has + and × alone.
 *
 * @source Lee, Cheung, Villasenor & Luk 2006, Inversion-based hardware Gaussian random number generator (octaves cut
 *   into even pieces)
 * @example fillNormals(Uint32Array.of(0), 0, 1, out, 0) // out[0] is −6.338…
 */
export const fillNormals: Fill = fillerFrom(polynomials)

/** The coefficients by octave, the lowest first, by piece and by power. */
export function normalTable(): Float64Array {
  if (polynomials[0] === 0) fillTable(polynomials)
  return polynomials
}

/**
 * The Taylor polynomials of every piece of every octave, in x from −2³¹ to 2³¹. With z = Φ⁻¹(u) and s = dz/du =
 * 1 / φ(z), the derivatives are s, z s², (2z² + 1) s³, (6z³ + 7z) s⁴, (24z⁴ + 46z² + 7) s⁵ and
 * (120z⁵ + 326z³ + 127z) s⁶.
 *
 * @source Steinbrecher & Shaw 2008, Quantile mechanics, European Journal of Applied Mathematics 19 (derivatives of a
 *   quantile from its differential equation)
 */
function fillTable(table: Float64Array): void {
  for (let octave = 0; octave < OCTAVES; octave++) {
    for (let piece = 0; piece < PIECES; piece++) {
      const width = 2 ** (octave - 38)
      const z = normalQuantile((PIECES + piece + 0.5) * width)
      const s = (width * 2 ** -32) / normalDensity(z)
      const zz = z * z
      const ss = s * s
      const at = (octave * PIECES + piece) * STRIDE
      table[at] = z
      table[at + 1] = s
      table[at + 2] = (z * ss) / 2
      table[at + 3] = ((2 * zz + 1) * ss * s) / 6
      table[at + 4] = ((6 * zz + 7) * z * ss * ss) / 24
      table[at + 5] = (((24 * zz + 46) * zz + 7) * ss * ss * s) / 120
      table[at + 6] = (((120 * zz + 326) * zz + 127) * z * ss * ss * ss) / 720
    }
  }
}

/**
 * Fills from a table that is filled at first use. To the compiler the table is a constant, with an address, because
 * nothing assigns to the parameter; a `const` of the module is a variable once it is bundled, and a tenth slower.
 */
function fillerFrom(table: Float64Array): Fill {
  return (words, from, count, out, at) => {
    if (table[0] === 0) fillTable(table)
    const end = at + count
    // Indices that run, and are not worked out as `at + i`: a quarter less time.
    for (let o = at, i = from; o < end; o++, i++) {
      const word = (words[i] as number) | 0
      const upper = word >> 31
      const odd = ((word ^ upper) << 1) | 1
      const zeros = Math.clz32(odd)
      const digits = odd << zeros
      const piece = ((31 - zeros) << 8) | ((digits >>> 23) & 0xf8)
      // The digits below those of the piece, as a number from −2³¹ to 2³¹: the place within the piece.
      const x = (digits << 6) ^ -0x80000000
      const square = x * x
      const low = (table[piece] as number) + x * (table[piece | 1] as number)
      const middle = (table[piece | 2] as number) + x * (table[piece | 3] as number)
      const high =
        (table[piece | 4] as number) + x * (table[piece | 5] as number) + square * (table[piece | 6] as number)
      out[o] = (low + square * (middle + square * high)) * (upper | 1)
    }
  }
}
