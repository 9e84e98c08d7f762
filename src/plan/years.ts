/** Year cells: `2026`, `2026-2027`, `2026年`, `*`. */

import { halfWidth } from './cells.ts'
import type { Help } from './problem.ts'
import { write } from './report.ts'

export type Years =
  /** Both 0 for every year. */
  | { readonly ok: true; readonly first: number; readonly last: number }
  | { readonly ok: false; readonly code: 'not-a-year' | 'year-order' }

const EVERY_YEAR: Years = { ok: true, first: 0, last: 0 }
const everyYear: ReadonlySet<string> = new Set(['', '*', '全部', '各年'])

/**
 * What a cell that is no year, or not one year, was meant to be: the years that stand in it.
 *
 * @param usual  where none does
 * @example yearsMeant('2026年6月', '2025') // '2026'
 * @example yearsMeant('2028-2027', '2026-2027') // '2027-2028'
 */
export function yearsMeant(text: string, usual: string, isOne: boolean): string {
  const found = halfWidth(text.slice(0, 100)).match(/(?<!\d)[12]\d{3}(?!\d)/g) ?? []
  const [first, second] = found
  if (first === undefined) return usual
  if (isOne || second === undefined || first === second) return first
  return first < second ? `${first}-${second}` : `${second}-${first}`
}

/** The way out of a cell that holds no years. */
export function notAYear(text: string): Help {
  const meant = yearsMeant(text, '', false)
  return meant === '' ? write('2026', '2026-2027') : write(meant)
}

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
