/** The loops that make draws, over numbers in one memory: words, normals, mixtures of normals, values. */

import { instantiate } from '../../model/kernel/assembly.ts'
import { type Memory, reserve } from '../../model/kernel/memory.ts'
import { base64 } from './draws.wat'
import { fillNormals, NORMAL_TABLE_SIZE, normalTable } from './normal-words.ts'
import { type Pairs, threefryPairs } from './threefry.ts'

/** Places are those of `memory.numbers`. */
export type Draws = {
  /** Normals of `count` words from `memory.words[from]` on. */
  readonly normals: (from: number, count: number, out: number) => void
  /** out = a × x + b × y */
  readonly blend: (out: number, count: number, x: number, a: number, y: number, b: number) => void
  /** out = scale × x + shift */
  readonly scale: (out: number, count: number, x: number, scale: number, shift: number) => void
  /** As `threefryPairs`, into any array. */
  readonly pairs: Pairs
}

/** So many numbers of its memory they take for themselves. */
export const DRAWS_ROOM = NORMAL_TABLE_SIZE

/** In WebAssembly where there is that. */
export function createDraws(memory: Memory): Draws {
  return vectorDraws(memory) ?? plainDraws(memory)
}

function plainDraws({ numbers, words }: Memory): Draws {
  return {
    normals: (from, count, out) => {
      fillNormals(words, from, count, numbers, out)
    },
    blend: (out, count, x, a, y, b) => {
      blend(numbers, out, count, x, a, y, b)
    },
    scale: (out, count, x, factor, shift) => {
      scale(numbers, out, count, x, factor, shift)
    },
    pairs: threefryPairs,
  }
}

function blend(numbers: Float64Array, out: number, count: number, x: number, a: number, y: number, b: number): void {
  const end = out + count
  for (let o = out, i = x, j = y; o < end; o++, i++, j++) {
    numbers[o] = a * (numbers[i] as number) + b * (numbers[j] as number)
  }
}

function scale(numbers: Float64Array, out: number, count: number, x: number, factor: number, shift: number): void {
  const end = out + count
  for (let o = out, i = x; o < end; o++, i++) numbers[o] = factor * (numbers[i] as number) + shift
}

/** Vectors of two numbers, the last of which may go beyond `count`. */
function vectorDraws(memory: Memory): Draws | null {
  const loops = instantiate<'normals' | 'blend' | 'scale' | 'pairs'>(base64, memory.assembly)
  if (loops === null) return null
  const { normals, blend, scale, pairs } = loops
  const table = reserve(memory, NORMAL_TABLE_SIZE)
  memory.numbers.set(normalTable(), table)
  return {
    normals: (from, count, out) => {
      normals(table, from, count, out)
    },
    blend,
    scale,
    pairs: (key, first, count, out, at) => {
      // Four at a time, as long as the low word of the counter does not begin again.
      const low = first >>> 0
      const whole = out === memory.words && low + count <= 2 ** 32 ? count - (count % 4) : 0
      if (whole > 0) pairs(key[0], key[1], low, Math.floor(first / 2 ** 32), whole, at)
      if (whole < count) threefryPairs(key, first + whole, count - whole, out, at + 2 * whole)
    },
  }
}
