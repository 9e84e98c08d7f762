/** The loops that most of a simulation's time goes into: arithmetic on blocks that lie in one memory. */

import type { Block, Shape } from '../blocks.ts'
import type { BinaryOperator } from '../expression.ts'
import type { Memory } from './memory.ts'

export type ArithmeticOperator = Extract<BinaryOperator, '+' | '-' | '*' | '/'>

/** All blocks lie in `memory.numbers`. A result lies number beside number, lane by lane and sector by sector. */
export type Kernel = {
  readonly memory: Memory
  /** out = a operator b, value by value; `shape` is that of the result. */
  readonly combine: (operator: ArithmeticOperator, out: Block, a: Block, b: Block, shape: Shape) => void
  /** out = Σ over sectors of a, lane by lane, in the order of the sectors. */
  readonly sum: (out: Block, a: Block, shape: Shape) => void
  /** Are the numbers from `place` on all finite? May say no where their sum is not. */
  readonly areFinite: (place: number, count: number) => boolean
}

/** So many numbers of its memory a kernel takes for itself. */
export const KERNEL_ROOM = 4
