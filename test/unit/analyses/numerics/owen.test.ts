import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reverseBits, scramble } from '../../../../src/analyses/numerics/owen.ts'
import { threefryPairs } from '../../../../src/analyses/numerics/threefry.ts'

const seed = 20261125
const word = fc.integer({ min: 0, max: 2 ** 32 - 1 })

/** Keys of many scramblings. */
function keysOf(scramblings: number, stream: number): Int32Array {
  const words = new Uint32Array(2 * scramblings)
  threefryPairs([stream, 0], 0, scramblings, words, 0)
  return Int32Array.from(words, (each, index) => (index % 2 === 0 ? each : each | 1))
}

/** One word in every scrambling. */
function scrambled(point: number, keys: Int32Array): Uint32Array {
  const out = new Uint32Array(keys.length / 2)
  scramble(reverseBits(point), keys, 0, out.length, out, 0)
  return out
}

/** Σ (observed − expected)² / expected, as standard deviations from its mean where all cells are as likely. */
function unevenness(counts: ArrayLike<number>): number {
  const all = Array.from(counts)
  const expected = all.reduce((sum, each) => sum + each, 0) / all.length
  const freedom = all.length - 1
  const square = all.reduce((sum, each) => sum + (each - expected) ** 2 / expected, 0)
  return (square - freedom) / Math.sqrt(2 * freedom)
}

test('reversing bits puts the last first, and twice is nothing', () => {
  expect(reverseBits(1)).toBe(2 ** 31)
  expect(reverseBits(0x80000001 | 0x10)).toBe(0x88000001)
  fc.assert(
    fc.property(word, (each) => {
      expect(reverseBits(each).toString(2).padStart(32, '0')).toBe(
        [...each.toString(2).padStart(32, '0')].reverse().join(''),
      )
    }),
    { seed, verbose: 1 },
  )
})

describe('a scrambling', () => {
  test('is nested: two words agree in as many leading bits after it as before', () => {
    const keys = keysOf(64, 1)
    const close = fc.tuple(word, word, fc.integer({ min: 0, max: 31 }))
    fc.assert(
      fc.property(close, ([one, other, shift]) => {
        const two = (one ^ (other >>> shift)) >>> 0
        const from = scrambled(one, keys)
        const to = scrambled(two, keys)
        from.forEach((each, index) => {
          expect(Math.clz32(each ^ (to[index] as number))).toBe(Math.clz32(one ^ two))
        })
      }),
      { seed, numRuns: 500, verbose: 1 },
    )
  })

  test('makes every word uniform: all values of its first, middle and last bits are as frequent', () => {
    // 8 words × 4 places of 6 bits, each a chi-square of 63 degrees of freedom over 40 000 scramblings. Above 5 standard
    // deviations of it less than one in 10⁵.
    const keys = keysOf(40_000, 2)
    for (const point of [0, 1, 2 ** 31, 3 * 2 ** 30, 0x55555555, 0xffffffff, 0x12345678, 7]) {
      const words = scrambled(point, keys)
      for (const shift of [26, 18, 9, 0]) {
        const counts = new Uint32Array(64)
        for (const each of words) counts[(each >>> shift) & 63]!++
        expect(unevenness(counts)).toBeLessThan(5)
      }
    }
  })

  test('moves two points independently below the digit in which they part', () => {
    // The three digits after the parting one, of both: 64 pairs of values, and which side each is on: 128 cells.
    const keys = keysOf(40_000, 3)
    for (const shared of [0, 1, 2, 4, 7, 12, 20, 28]) {
      for (const [one, other] of [
        [0, 2 ** (31 - shared)],
        [0x9e3779b9, 0x9e3779b9 ^ (2 ** (31 - shared))],
        [0x9e3779b9, 0x9e3779b9 ^ (2 ** (32 - shared) - 1)],
      ] as const) {
        const counts = new Uint32Array(128)
        const from = scrambled(one, keys)
        const to = scrambled(other, keys)
        const low = 28 - shared
        from.forEach((each, index) => {
          counts[((each >>> low) & 15) * 8 + (((to[index] as number) >>> low) & 7)]!++
        })
        expect(unevenness(counts)).toBeLessThan(5)
      }
    }
  })

  test('tosses coins that are independent of each other at a level: 64 of them, two by two', () => {
    // The sum of the 2016 squared standardised products has mean 2016 and standard deviation √(2 · 2016); 5 of them are
    // 16 % of the mean. The hash of Laine & Karras, which this one replaces, is 1400 times the mean.
    const level = 6
    const keys = keysOf(4000, 4)
    const coins = Array.from({ length: 2 ** level }, (_, node) => {
      const prefix = node * 2 ** (32 - level)
      return Int8Array.from(scrambled(prefix, keys), (each) => ((each >>> (31 - level)) & 1) * 2 - 1)
    })
    let squares = 0
    coins.forEach((one, index) => {
      for (const other of coins.slice(0, index)) {
        const product = one.reduce((sum, coin, scrambling) => sum + coin * (other[scrambling] as number), 0)
        squares += product ** 2 / one.length
      }
    })
    expect(Math.abs(squares / 2016 - 1)).toBeLessThan(5 * Math.sqrt(2 / 2016))
  })

  test.each([1, 2, 4, 16, 256, 1024])(
    'gives the mean of %d equidistant points the variance 1 / (12 n³) (Owen 1997)',
    (n) => {
      // Each point is uniform in an interval of its own, 1 / n wide. A squared normal deviate has the variance 2, and a
      // uniform one less: 5 standard errors.
      const keys = keysOf(Math.min(20_000, 2_000_000 / n), n)
      const sums = new Float64Array(keys.length / 2)
      for (let point = 0; point < n; point++) {
        scrambled((point * 2 ** 32) / n, keys).forEach((each, index) => {
          sums[index] = (sums[index] as number) + (each + 0.5) / 2 ** 32
        })
      }
      const variance = sums.reduce((all, each) => all + (each / n - 0.5) ** 2, 0) / sums.length
      expect(Math.abs(variance * 12 * n ** 3 - 1)).toBeLessThan(5 * Math.sqrt(2 / sums.length))
    },
  )
})
