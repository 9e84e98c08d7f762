/** Which cases are of interest. */

import type { CaseColumn } from '../../plan/cases.ts'
import type { Comparison, Condition } from '../../plan/condition.ts'

const compare: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
}

/**
 * By case, 1 where the condition holds. A text is equal to another one or not, but never above it.
 *
 * @returns null where numbers are compared with a text, or texts otherwise than for being equal
 */
export function interestIn(
  { kind, values, categories }: CaseColumn,
  { op, text, value }: Condition,
): Uint8Array | null {
  const isText = kind === 'category'
  if (isText ? op !== '==' && op !== '!=' : Number.isNaN(value)) return null
  const other = isText ? categories.indexOf(text) : value
  return Uint8Array.from(values, (each) => (compare[op](each, other) ? 1 : 0))
}
