import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normalQuantile } from '../../../../src/analyses/numerics/normal.ts'
import { fillNormals } from '../../../../src/analyses/numerics/normal-words.ts'

const seed = 20261126
const runs = { seed, numRuns: 20_000 }

/** Six terms of a Taylor series leave 2e-14 of a normal at the edge of a piece; rounding adds less. */
const tolerance = 4e-14

function normalOf(...words: number[]): number[] {
  const out = new Float64Array(words.length)
  fillNormals(Uint32Array.from(words), 0, words.length, out, 0)
  return [...out]
}

/** Words of every octave: as many near the ends as in the middle. */
const word = fc
  .tuple(fc.integer({ min: 0, max: 0xffffffff }), fc.integer({ min: 0, max: 31 }), fc.boolean())
  .map(([bits, shift, isUpper]) => (isUpper ? ~(bits >>> shift) >>> 0 : bits >>> shift))

describe('normals from words', () => {
  // Φ⁻¹((word + ½) / 2³²) in 30-digit arithmetic (mpmath 1.3).
  test.each([
    [0, -6.3379577545537895],
    [1, -6.166429517819751],
    [2, -6.085104545783031],
    [1000, -5.0398511259687115],
    [123456789, -1.899573995506065],
    [1073741823, -0.6744897505624251],
    [1073741824, -0.6744897498297384],
    [2147483647, -2.918099372916623e-10],
    [2147483648, 2.918099372916623e-10],
    [3000000000, 0.5200680618488762],
    [4294967295, 6.3379577545537895],
  ])('word %i gives %s', (given, expected) => {
    expect(Math.abs((normalOf(given)[0] ?? Number.NaN) - expected)).toBeLessThanOrEqual(tolerance)
  })

  test(`every word gives the quantile of its probability (seed ${seed})`, () => {
    fc.assert(
      fc.property(word, (given) => {
        const isUpper = given >= 2 ** 31
        // From the nearer end, where the probability is not rounded.
        const distance = normalQuantile(((isUpper ? 0xffffffff - given : given) + 0.5) / 2 ** 32)
        const found = normalOf(given)[0] ?? Number.NaN
        expect(Math.abs(found - (isUpper ? -distance : distance))).toBeLessThanOrEqual(tolerance)
      }),
      runs,
    )
  })

  test(`a word and its complement give opposite numbers, to the bit (seed ${seed})`, () => {
    fc.assert(
      fc.property(word, (given) => {
        const [one = Number.NaN, other = Number.NaN] = normalOf(given, ~given >>> 0)
        expect(one).toBe(-other)
      }),
      runs,
    )
  })

  test(`the next word gives a greater number (seed ${seed})`, () => {
    fc.assert(
      fc.property(word, (given) => {
        if (given === 0xffffffff) return
        const [one = Number.NaN, next = Number.NaN] = normalOf(given, given + 1)
        expect(next).toBeGreaterThan(one)
      }),
      runs,
    )
  })

  test('the next word gives a greater number wherever one piece of the table ends and another begins', () => {
    for (let octave = 5; octave < 32; octave++) {
      for (let piece = 0; piece < 32; piece++) {
        const edge = Math.floor(2 ** octave * (1 + piece / 32)) / 2
        const words = [edge - 2, edge - 1, edge, edge + 1].map(Math.floor)
        const normals = normalOf(...words)
        for (let i = 1; i < normals.length; i++) expect(normals[i]).toBeGreaterThan(normals[i - 1] ?? Number.NaN)
      }
    }
  })

  test('only the asked part of the output is written, from the asked part of the words', () => {
    const out = new Float64Array(6).fill(9)
    fillNormals(Uint32Array.of(5, 7, 11, 13), 1, 2, out, 3)
    expect([...out]).toEqual([9, 9, 9, ...normalOf(7, 11), 9])
  })
})
