/** What a block adds to a fan is the same to the last bit, whether WebAssembly adds it or JavaScript. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BINS_ROOM, createBins } from '../../../../src/analyses/chance/bins.ts'
import type { Experiment } from '../../../../src/analyses/chance/experiment.ts'
import { createFanSums } from '../../../../src/analyses/chance/fan-sums.ts'
import { GROUPS, layoutOf } from '../../../../src/analyses/chance/sums.ts'
import { createMemory, numbersNear } from '../../../../src/model/kernel/memory.ts'

const seed = 20261126

/** Sums and counts after two blocks of the values. */
function summed(
  sample: readonly number[],
  values: readonly number[],
  groups: readonly number[],
  centre: number,
  isPlain: boolean,
) {
  const layout = layoutOf(0, 1)
  const memory = createMemory(BINS_ROOM + layout.size + 2 * values.length + 4, 0)
  expect(memory.assembly).not.toBeNull()
  const bins = createBins(Float64Array.from(sample), memory)
  const outcomes = numbersNear(memory, values.length)
  outcomes.set(values)
  const sums = numbersNear(memory, layout.size)
  const bytes = new Uint8Array(sums.buffer, numbersNear(memory, values.length).byteOffset, values.length)
  bytes.set(groups)
  const experiment = {
    question: { targets: [], fans: [{ variable: 0, sector: -1, year: 2027 }] },
    simulator: { memory: isPlain ? { ...memory, assembly: null } : memory, outcomes, lanes: values.length },
    centres: Float64Array.of(centre),
    bins: [bins],
  } as unknown as Experiment
  const addFans = createFanSums(experiment, layout, { sums, groups: bytes })
  for (const first of [0, 1 << 16]) addFans({ sums, groups: bytes, first, count: values.length })
  return { sums: [...sums], counts: [...bins.counts] }
}

test(`for any numbers, missing ones and ones beyond the sample among them (seed ${seed})`, () => {
  const number = fc.oneof(
    { weight: 4, arbitrary: fc.double({ min: -10, max: 10, noNaN: true }) },
    fc.double({ noDefaultInfinity: true }),
    fc.constantFrom(0, -0, 1, 5e-324, -5e-324, 1e300),
  )
  const sample = fc.array(number, { maxLength: 40 })
  const drawn = fc.array(fc.tuple(number, fc.nat(GROUPS - 1)), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(sample, drawn, fc.double({ min: -10, max: 10, noNaN: true }), (first, draws, centre) => {
      // Values of the sample too: where a segment begins and ends.
      const values = [...draws.map(([value]) => value), ...first]
      const groups = values.map((_, i) => draws[i % draws.length]?.[1] ?? 0)
      const plain = summed(first, values, groups, centre, true)
      expect(summed(first, values, groups, centre, false)).toEqual(plain)
      const missing = values.filter(Number.isNaN).length
      expect(plain.counts.reduce((sum, count) => sum + count, 0)).toBe(2 * (values.length - missing))
    }),
    { seed, numRuns: 400 },
  )
})
