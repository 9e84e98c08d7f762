/** The loops that make draws, over numbers in one memory: words, normals, mixtures of normals, values. */

import type { Memory } from '../../model/kernel/memory.ts'
import { fillNormals } from './normal-words.ts'
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

export function createDraws({ numbers, words }: Memory): Draws {
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
  for (let k = 0; k < count; k++) numbers[out + k] = a * (numbers[x + k] as number) + b * (numbers[y + k] as number)
}

function scale(numbers: Float64Array, out: number, count: number, x: number, factor: number, shift: number): void {
  for (let k = 0; k < count; k++) numbers[out + k] = factor * (numbers[x + k] as number) + shift
}
