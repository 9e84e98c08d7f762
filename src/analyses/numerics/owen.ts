/**
 * Nested uniform scrambling: at every level of the binary digits, the next digit is flipped or not by a coin that
 * belongs to the digits before it. Each point becomes uniform, and points that fill every interval of length 2⁻ᵏ once
 * still do.
 *
 * The coins come from a hash. In the order of the digits from the last to the first, flips that depend on earlier digits
 * only are what additions and multiplications of integers do, where carries move one way. So a word is scrambled in
 * reversed order of its bits. Of the hashes tried, the one of Laine & Karras tosses coins that are far from independent:
 * the variance of a mean comes out between a quarter and twice what it should be. Vegdahl's passes all that the tests
 * ask; here it is given 64 bits of key, where the original has 32.
 *
 * @source Owen 1995, Randomly permuted (t,m,s)-nets and (t,s)-sequences; Burley 2020, Practical hash-based Owen
 *   scrambling, JCGT 9(4); Vegdahl 2021, Building a better LK hash (the constants)
 */

/** The bits of a word from the last to the first. */
export function reverseBits(word: number): number {
  const pairs = ((word >>> 1) & 0x55555555) | ((word & 0x55555555) << 1)
  const fours = ((pairs >>> 2) & 0x33333333) | ((pairs & 0x33333333) << 2)
  const bytes = ((fours >>> 4) & 0x0f0f0f0f) | ((fours & 0x0f0f0f0f) << 4)
  const halves = ((bytes >>> 8) & 0x00ff00ff) | ((bytes & 0x00ff00ff) << 8)
  return ((halves >>> 16) | (halves << 16)) >>> 0
}

/**
 * One point in several independent scramblings, written to out[at …].
 *
 * @param reversed  the point's word, bits reversed
 * @param keys      two random words a scrambling, the second odd: scrambling i has the words 2i and 2i + 1
 */
export function scramble(
  reversed: number,
  keys: Int32Array,
  from: number,
  to: number,
  out: Uint32Array,
  at: number,
): void {
  const shared = reversed ^ Math.imul(reversed, 0x3d20adea)
  for (let index = from; index < to; index++) {
    let word = (shared + (keys[2 * index] as number)) | 0
    word = Math.imul(word, keys[2 * index + 1] as number)
    word ^= Math.imul(word, 0x05526c56)
    word ^= Math.imul(word, 0x53a22864)
    out[at + index - from] = reverseBits(word)
  }
}
