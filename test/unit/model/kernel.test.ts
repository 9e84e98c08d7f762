/** The kernel in WebAssembly agrees with the one in JavaScript to the last bit, whatever the numbers are. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Block, Shape } from '../../../src/model/blocks.ts'
import { KERNEL_ROOM } from '../../../src/model/kernel/kernel.ts'
import { createMemory, type Memory, reserve } from '../../../src/model/kernel/memory.ts'
import { createPlainKernel } from '../../../src/model/kernel/plain.ts'
import { createKernel } from '../../../src/model/kernel/vectors.ts'

const seed = 20261126
const special = [0, -0, 1, -1, Number.NaN, Infinity, -Infinity, 5e-324, -5e-324, 1.7e308, -1.7e308, 2 ** -1022]
const value = fc.oneof(fc.double(), fc.constantFrom(...special))
const shape = fc.record({ sectors: fc.integer({ min: 1, max: 5 }), lanes: fc.integer({ min: 1, max: 21 }) })

/** What an operand may look like: all values, the same for every sector, in every lane, or both. */
const layout = fc.record({ bySector: fc.boolean(), byLane: fc.boolean() })

function blockIn(
  memory: Memory,
  { sectors, lanes }: Shape,
  { bySector, byLane }: { bySector: boolean; byLane: boolean },
) {
  const width = byLane ? lanes : 1
  const size = (bySector ? sectors : 1) * width
  const block: Block = {
    data: memory.numbers,
    offset: reserve(memory, size),
    sectorStride: bySector ? width : 0,
    laneStride: width > 1 ? 1 : 0,
    temporary: true,
  }
  return { block, size }
}

function put(memory: Memory, { block, size }: { block: Block; size: number }, values: readonly number[]): void {
  for (let i = 0; i < size; i++) memory.numbers[block.offset + i] = values[i % values.length] ?? 0
}

/** Bit by bit, but that one NaN is as good as another: what bits it has is left to the processor. */
function bitsOf(numbers: Float64Array): string[] {
  const bits = new BigUint64Array(numbers.slice().buffer)
  return [...numbers].map((each, i) => (Number.isNaN(each) ? 'NaN' : `${bits[i]}`))
}

function kernels() {
  const memory = createMemory(KERNEL_ROOM + 1024, 0)
  const plain = createPlainKernel(memory)
  const vectors = createKernel(memory)
  expect(memory.assembly).not.toBeNull()
  return { memory, plain, vectors }
}

describe(`the two kernels agree to the last bit (seed ${seed})`, () => {
  test.each(['+', '-', '*', '/'] as const)('in a %s b, for all layouts, odd numbers of lanes included', (operator) => {
    fc.assert(
      fc.property(
        shape,
        layout,
        layout,
        fc.array(value, { minLength: 1, maxLength: 40 }),
        (size, forA, forB, values) => {
          const { memory, plain, vectors } = kernels()
          const a = blockIn(memory, size, forA)
          const b = blockIn(memory, size, forB)
          put(memory, a, values)
          put(memory, b, values.toReversed())
          const whole = { bySector: forA.bySector || forB.bySector, byLane: forA.byLane || forB.byLane }
          const extent = { sectors: whole.bySector ? size.sectors : 1, lanes: whole.byLane ? size.lanes : 1 }
          const results = [plain, vectors].map((kernel) => {
            const out = blockIn(memory, size, whole)
            kernel.combine(operator, out.block, a.block, b.block, extent)
            return bitsOf(memory.numbers.subarray(out.block.offset, out.block.offset + out.size))
          })
          expect(results[1]).toEqual(results[0])
        },
      ),
      { seed, numRuns: 500 },
    )
  })

  test('in sums over sectors', () => {
    fc.assert(
      fc.property(shape, layout, fc.array(value, { minLength: 1, maxLength: 60 }), (size, forA, values) => {
        const { memory, plain, vectors } = kernels()
        const a = blockIn(memory, size, forA)
        put(memory, a, values)
        const results = [plain, vectors].map((kernel) => {
          const out = blockIn(memory, size, { bySector: false, byLane: forA.byLane })
          kernel.sum(out.block, a.block, { sectors: size.sectors, lanes: forA.byLane ? size.lanes : 1 })
          return bitsOf(memory.numbers.subarray(out.block.offset, out.block.offset + out.size))
        })
        expect(results[1]).toEqual(results[0])
      }),
      { seed, numRuns: 1000 },
    )
  })
})

describe(`a buffer is found finite (seed ${seed})`, () => {
  test('if every number is, as long as their sum is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e300, max: 1e300, noNaN: true }), { minLength: 1, maxLength: 70 }),
        (values) => {
          const { memory, plain, vectors } = kernels()
          const place = reserve(memory, values.length)
          memory.numbers.set(values, place)
          expect([plain, vectors].map((kernel) => kernel.areFinite(place, values.length))).toEqual([true, true])
        },
      ),
      { seed },
    )
  })

  test('and never if one is not, wherever it stands', () => {
    const none = fc.constantFrom(Number.NaN, Infinity, -Infinity)
    fc.assert(
      fc.property(fc.array(value, { maxLength: 40 }), none, fc.array(value, { maxLength: 40 }), (before, x, after) => {
        const { memory, plain, vectors } = kernels()
        const values = [...before, x, ...after]
        const place = reserve(memory, values.length)
        memory.numbers.set(values, place)
        expect([plain, vectors].map((kernel) => kernel.areFinite(place, values.length))).toEqual([false, false])
      }),
      { seed },
    )
  })
})

test('what is written stays within the result, rounded up to a whole vector', () => {
  const { memory, vectors } = kernels()
  const size = { sectors: 3, lanes: 6 }
  const [a, b] = [
    blockIn(memory, size, { bySector: true, byLane: true }),
    blockIn(memory, size, { bySector: false, byLane: false }),
  ]
  const before = reserve(memory, 2)
  const out = blockIn(memory, size, { bySector: true, byLane: true })
  const after = reserve(memory, 2)
  memory.numbers.fill(7, before)
  vectors.combine('*', out.block, a.block, b.block, size)
  vectors.sum({ ...out.block, sectorStride: 0 }, a.block, size)
  expect([...memory.numbers.subarray(before, before + 2), ...memory.numbers.subarray(after, after + 2)]).toEqual([
    7, 7, 7, 7,
  ])
})

describe('memory', () => {
  test('gives each its own room, and none where there is none left', () => {
    const memory = createMemory(10, 0)
    const room = memory.numbers.length
    expect(reserve(memory, 3)).toBe(0)
    // From whole vector to whole vector.
    expect(reserve(memory, 2)).toBe(4)
    expect(memory.allocate(room)).toBeNull()
    expect(() => reserve(memory, room)).toThrow(RangeError)
    expect(reserve(memory, room - 6)).toBe(6)
  })

  test('shows the same bytes as numbers and as words', () => {
    const { numbers, words } = createMemory(4, 0)
    numbers[1] = 2 ** -1074
    expect([...words.subarray(0, 4)]).toEqual([0, 0, 1, 0])
  })
})
