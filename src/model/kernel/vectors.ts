/** The kernel in WebAssembly: two numbers at a time, in the order of the loops in plain.ts, and to the same bits. */

import { instantiate } from './assembly.ts'
import { KERNEL_ROOM, type Kernel } from './kernel.ts'
import { base64 } from './loops.wat'
import { type Memory, reserve } from './memory.ts'
import { createPlainKernel } from './plain.ts'

const operators = { '+': 0, '-': 1, '*': 2, '/': 3 } as const

/**
 * The kernel in vectors, or, where there is no WebAssembly, the plain one; to which rows are left that are no whole number
 * of vectors long.
 */
export function createKernel(memory: Memory): Kernel {
  const plain = createPlainKernel(memory)
  const loops = instantiate<'combine' | 'sum' | 'areFinite'>(base64, memory.assembly)
  if (loops === null) return plain
  const { combine, sum, areFinite } = loops
  const spare = reserve(memory, KERNEL_ROOM)
  return {
    memory,
    combine: (operator, out, a, b, shape) => {
      const { sectors, lanes } = shape
      if (lanes % 2 !== 0) {
        plain.combine(operator, out, a, b, shape)
        return
      }
      combine(
        operators[operator],
        spare,
        sectors,
        lanes,
        out.offset,
        a.offset,
        a.sectorStride,
        a.laneStride,
        b.offset,
        b.sectorStride,
        b.laneStride,
      )
    },
    sum: (out, a, shape) => {
      const { sectors, lanes } = shape
      if (lanes % 2 !== 0) plain.sum(out, a, shape)
      else sum(spare, sectors, lanes, out.offset, a.offset, a.sectorStride)
    },
    areFinite: (place, count) => (count % 4 !== 0 ? plain.areFinite(place, count) : areFinite(place, count) === 1),
  }
}
