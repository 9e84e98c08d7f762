/** A condition on a column, as typed: `> 0.5`, `== missed`. */

import { numberIn } from './cases.ts'
import { halfWidth } from './cells.ts'

export type Comparison = '>' | '>=' | '<' | '<=' | '==' | '!='

export type Condition = {
  readonly op: Comparison
  /** What the column is compared with, as typed. */
  readonly text: string
  /** NaN for a text. */
  readonly value: number
}

const comparisons: ReadonlyMap<string, Comparison> = new Map([
  ['>', '>'],
  ['>=', '>='],
  ['≥', '>='],
  ['⩾', '>='],
  ['<', '<'],
  ['<=', '<='],
  ['≤', '<='],
  ['⩽', '<='],
  ['==', '=='],
  ['=', '=='],
  ['!=', '!='],
  ['<>', '!='],
  ['≠', '!='],
])

/**
 * @returns null where there is no comparison, or nothing behind it
 * @example readCondition('> 50%') // { op: '>', text: '50%', value: 0.5 }
 */
export function readCondition(written: string): Condition | null {
  const [, sign = '', text = ''] = /^\s*([<>=!≥≤⩾⩽≠]+)\s*(\S.*?)\s*$/su.exec(halfWidth(written)) ?? []
  const op = comparisons.get(sign)
  return op === undefined ? null : { op, text, value: numberIn(text) }
}
