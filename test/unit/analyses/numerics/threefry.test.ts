import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keyOf, permutation, threefry, threefryPairs, uniform } from '../../../../src/analyses/numerics/threefry.ts'

const seed = 20261125
const sum = (values: Iterable<number>) => [...values].reduce((all, each) => all + each, 0)

describe('numbers by counter', () => {
  // Random123, tests/kat_vectors: threefry2x32, 20 rounds.
  test.each([
    [
      [0, 0, 0, 0],
      [0x6b200159, 0x99ba4efe],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0x1cb996fc, 0xbb002be7],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xc4923a9c, 0x483df7a0],
    ],
  ] as const)('Threefry-2×32-20 of %j is the published answer', ([a, b, c, d], expected) => {
    expect(threefry(a, b, c, d)).toEqual(expected)
  })

  test('uniform numbers are in [0, 1) and have the mean and the variance of such', () => {
    const drawn = Array.from({ length: 20000 }, (_, index) => uniform(7, index, 0))
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...drawn)).toBeLessThan(1)
    const mean = sum(drawn) / drawn.length
    // Four standard errors: 4 · √(1/12 / 20000), and for the variance 4 · √(1/180 / 20000).
    expect(Math.abs(mean - 1 / 2)).toBeLessThan(0.0082)
    expect(Math.abs(sum(drawn.map((x) => (x - mean) ** 2)) / drawn.length - 1 / 12)).toBeLessThan(0.0022)
  })

  test('every order of three is as frequent as any other', () => {
    const counts = new Map<string, number>()
    for (let draw = 0; draw < 6000; draw++) {
      const order = permutation(5, draw, 3).join('')
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    expect(counts.size).toBe(6)
    // Four standard deviations of a count: 4 · √(6000 · 1/6 · 5/6).
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(116)
  })

  test('a large seed counts to its last digit', () => {
    expect(uniform(2 ** 53 - 1, 0, 0)).not.toBe(uniform(2 ** 53 - 2, 0, 0))
    expect(uniform(2 ** 40, 0, 0)).not.toBe(uniform(0, 0, 0))
  })
})

/** Threefry-2×32 as Salmon et al. 2011 state it, for any number of rounds and in whole numbers without end. */
function stated(rounds: number, counter: readonly number[], key: readonly number[]): number[] {
  const word = (value: bigint) => value & 0xffffffffn
  const [key0 = 0n, key1 = 0n] = key.map(BigInt)
  const keys = [key0, key1, key0 ^ key1 ^ 0x1bd11bdan]
  let [x = 0n, y = 0n] = counter.map((each, index) => word(BigInt(each) + BigInt(key[index] as number)))
  for (let round = 0; round < rounds; round++) {
    const by = [13n, 15n, 26n, 6n, 17n, 29n, 16n, 24n][round % 8] as bigint
    x = word(x + y)
    y = word((y << by) | (y >> (32n - by))) ^ x
    if (round % 4 < 3) continue
    const turn = (round + 1) / 4
    x = word(x + (keys[turn % 3] as bigint))
    y = word(y + (keys[(turn + 1) % 3] as bigint) + BigInt(turn))
  }
  return [Number(x), Number(y)]
}

function pairs(key: readonly [number, number], first: number, count: number): number[] {
  const out = new Uint32Array(2 * count)
  threefryPairs(key, first, count, out, 0)
  return [...out]
}

describe('words in blocks', () => {
  // Random123, tests/kat_vectors: threefry2x32, 13 rounds.
  test.each([
    [
      [0, 0],
      [0, 0],
      [0x9d1c5ec6, 0x8bd50731],
    ],
    [
      [0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0xfd36d048, 0x2d17272c],
    ],
    [
      [0x243f6a88, 0x85a308d3],
      [0x13198a2e, 0x03707344],
      [0xba3e4725, 0xf27d669e],
    ],
  ])('Threefry-2×32-13 of %j as stated in this file is the published answer', (counter, key, expected) => {
    expect(stated(13, counter, key)).toEqual(expected)
  })

  test('every pair is Threefry-2×32-13 of its number, also where the number passes a multiple of 2³²', () => {
    const word = fc.integer({ min: 0, max: 2 ** 32 - 1 })
    const near = fc.tuple(fc.integer({ min: 1, max: 2 ** 20 - 1 }), fc.integer({ min: -20, max: 20 }))
    const first = fc.oneof(
      fc.integer({ min: 0, max: 2 ** 52 - 50 }),
      near.map(([high, by]) => high * 2 ** 32 + by),
    )
    fc.assert(
      fc.property(word, word, first, (key0, key1, from) => {
        const expected = Array.from({ length: 40 }, (_, pair) => {
          const counter = from + pair
          return stated(13, [counter % 2 ** 32, Math.floor(counter / 2 ** 32)], [key0, key1])
        })
        expect(pairs([key0, key1], from, 40)).toEqual(expected.flat())
      }),
      { seed, numRuns: 200, verbose: 1 },
    )
  })
})

describe('the key of a text', () => {
  test('differs by text and by seed, in every part that they have', () => {
    const texts = [
      '',
      'a',
      'a\0',
      'a\0\0\0',
      '\0\0\0a',
      'ab',
      'ba',
      'abcd',
      'abcde',
      '增速',
      '速增',
      'growth[a,2026]',
      'growth[b,2026]',
    ]
    const seeds = [0, 1, 2 ** 32 - 1, 2 ** 32, 2 ** 52, 2 ** 53 - 1]
    const keys = seeds.flatMap((each) => texts.map((text) => keyOf(each, text)))
    for (const part of [0, 1] as const) expect(new Set(keys.map((key) => key[part])).size).toBe(keys.length)
  })

  test('is as even over neighbouring texts as random words are', () => {
    // Each of 64 bits is set in half of 4096 keys: within 5 standard deviations, 5 · √(4096 / 4); 64 bits, so 4 in 10⁵.
    const keys = Array.from({ length: 4096 }, (_, index) => keyOf(0, `growth[s${index},2026]`))
    for (let bit = 0; bit < 64; bit++) {
      const set = keys.filter((key) => (((key[bit >> 5] as number) >>> (bit & 31)) & 1) === 1).length
      expect(Math.abs(set - 2048)).toBeLessThan(160)
    }
  })
})
