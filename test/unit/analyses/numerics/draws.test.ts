/** What makes draws in WebAssembly agrees with what makes them in JavaScript to the last bit. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDraws, DRAWS_ROOM } from '../../../../src/analyses/numerics/draws.ts'
import type { Key } from '../../../../src/analyses/numerics/threefry.ts'
import { createMemory, reserve } from '../../../../src/model/kernel/memory.ts'

const seed = 20261126
const word = fc.oneof(
  fc.nat(0xffffffff),
  fc.constantFrom(0, 1, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff),
  // Where an octave or a piece begins.
  fc.nat(31).map((bit) => 2 ** bit),
  fc.nat(31).map((bit) => 2 ** bit - 1),
)
const number = fc.oneof(fc.double(), fc.constantFrom(0, -0, Number.NaN, Infinity, 5e-324, 1.7e308))

function both(length: number) {
  const memory = createMemory(DRAWS_ROOM + 8 * (length + 1), 0)
  expect(memory.assembly).not.toBeNull()
  return { memory, plain: createDraws({ ...memory, assembly: null }), vectors: createDraws(memory) }
}

describe(`to the last bit (seed ${seed})`, () => {
  test('normals of words', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 65 }), (words) => {
        const { memory, plain, vectors } = both(words.length)
        const from = 2 * reserve(memory, words.length)
        memory.words.set(words, from)
        const [one, other] = [plain, vectors].map(({ normals }) => {
          const out = reserve(memory, words.length)
          normals(from, words.length, out)
          return memory.numbers.slice(out, out + words.length)
        })
        expect(other).toEqual(one)
      }),
      { seed, numRuns: 500 },
    )
  })

  test('mixtures, and numbers scaled and shifted', () => {
    const numbers = fc.array(number, { minLength: 1, maxLength: 33 })
    fc.assert(
      fc.property(numbers, number, number, (values, a, b) => {
        const { memory, plain, vectors } = both(values.length)
        const [x, y] = [reserve(memory, values.length), reserve(memory, values.length)]
        memory.numbers.set(values, x)
        memory.numbers.set(values.toReversed(), y)
        const [one, other] = [plain, vectors].map(({ blend, scale }) => {
          const out = reserve(memory, values.length)
          const results: Float64Array[] = []
          blend(out, values.length, x, a, y, b)
          results.push(memory.numbers.slice(out, out + values.length))
          scale(out, values.length, x, a, b)
          results.push(memory.numbers.slice(out, out + values.length))
          return results
        })
        expect(other).toEqual(one)
      }),
      { seed, numRuns: 1000 },
    )
  })

  test('words of a stream, in and outside the memory, also where their number passes a multiple of 2³²', () => {
    const key = fc.tuple(fc.nat(0xffffffff), fc.nat(0xffffffff))
    const first = fc.oneof(
      fc.nat(1000),
      fc.maxSafeNat().map((each) => Math.floor(each / 2)),
      fc.tuple(fc.integer({ min: 1, max: 2 ** 19 }), fc.nat(40)).map(([high, low]) => high * 2 ** 32 - low),
    )
    fc.assert(
      fc.property(key, first, fc.nat(37), fc.nat(5), (each, start, count, gap) => {
        const { memory, plain, vectors } = both(count + 4)
        const at = 2 * reserve(memory, count + 4) + gap
        const outside = new Uint32Array(2 * count)
        const within = [plain, vectors].map(({ pairs }) => {
          memory.words.fill(7, at - gap, at + 2 * count + 8)
          pairs(each as Key, start, count, memory.words, at)
          return memory.words.slice(at - gap, at + 2 * count + 3)
        })
        expect(within[1]).toEqual(within[0])
        vectors.pairs(each as Key, start, count, outside, 0)
        expect([...outside]).toEqual([...(within[0] as Uint32Array).subarray(gap, gap + 2 * count)])
      }),
      { seed, numRuns: 1000 },
    )
  })
})
