/** Year cells: `2026`, `2026-2027`, `2026年`, `*`. */

import { halfWidth } from './cells.ts'

export type Years =
  /** Both 0 for every year. */
  | { readonly ok: true; readonly first: number; readonly last: number }
  | { readonly ok: false; readonly code: 'not-a-year' | 'year-order' }

const EVERY_YEAR: Years = { ok: true, first: 0, last: 0 }
const everyYear: ReadonlySet<string> = new Set(['', '*', '全部', '各年'])

/** The years a cell or a heading means: four digits, or two such years with a dash, `~`, `to` or 至 between them. */
export function parseYears(text: string): Years {
  if (everyYear.has(text)) return EVERY_YEAR
  if (text.length > 32) return { ok: false, code: 'not-a-year' }
  const match = /^([1-9]\d{3})\s*年?(?:\s*(?:-|–|—|~|～|至|to)\s*([1-9]\d{3})\s*年?)?$/.exec(halfWidth(text).trim())
  if (match === null) return halfWidth(text) === '*' ? EVERY_YEAR : { ok: false, code: 'not-a-year' }
  const first = Number(match[1])
  const last = match[2] === undefined ? first : Number(match[2])
  return first <= last ? { ok: true, first, last } : { ok: false, code: 'year-order' }
}
