/** What the sheets of a workbook have in common: headings, formats, guards. */

import type { ModelVariable } from '../../model/types.ts'
import { TOTAL } from '../../plan/types.ts'
import { messages } from '../messages.ts'
import { sectorName, unitName, variableName } from '../names.ts'
import { type Format, formatOf } from '../quantities.ts'
import { displayWidth } from '../width.ts'
import { type BookCell, type BookRow, numberCell, textCell } from './book.ts'
import type { Layout } from './layout.ts'

/**
 * A cell that may have been emptied: Excel counts an empty one as 0, here it is missing.
 *
 * @param then  what is made of it
 */
export function guarded(cell: string, then: string = cell): string {
  return `IF(ISBLANK(${cell}),NA(),${then})`
}

/** Excel's format of a number: rates in per cent, levels with commas between thousands. */
function excelFormat({ isRate, digits }: Format): string {
  const decimals = digits === 0 ? '' : `.${'0'.repeat(digits)}`
  return isRate ? `0${decimals}%` : `#,##0${decimals}`
}

export function variableFormat({ digits }: Layout, unit: string | null, values: readonly number[]): string {
  return excelFormat(formatOf(unit, values.filter(Number.isFinite), digits))
}

/** `亿元 (100 million yuan)`, or `%`. */
export function unitText({ language }: Layout, unit: string | null): string {
  return unit === '1' ? '%' : (unitName(unit, language) ?? '')
}

/** The name, the sector and the unit before the years. */
export function labelCells(layout: Layout, variable: ModelVariable, sector: number): BookCell[] {
  const { model, language } = layout
  const where = variable.level === 'total' ? TOTAL : sector
  return [
    textCell(variableName(model, variable, language), 'label'),
    textCell(sectorName(model.plan, where, language), 'label'),
    textCell(unitText(layout, variable.unit), 'quiet'),
  ]
}

/** The first rows of a sheet: what it is, what to know of it, and the years. */
export function topRows(layout: Layout, title: string, about: string, more: readonly string[] = []): BookRow[] {
  const { indicator, sector } = messages(layout.language)
  const headings = [indicator, sector, layout.words.unit].map((text) => textCell(text, 'heading'))
  const years = layout.years.map((year) => numberCell(year, 'heading', '0'))
  const last = more.map((text) => textCell(text, 'heading'))
  return [[textCell(title, 'title')], [textCell(about, 'quiet')], [], [...headings, ...years, ...last]]
}

const WIDEST = 44
const NARROWEST = 8

/** Widths of columns that fit what stands below the heading; a Chinese character takes two. */
export function widthsOf(rows: readonly BookRow[], heading: number): number[] {
  const columns = Math.max(0, ...rows.slice(heading).map((row) => row.length))
  return Array.from({ length: columns }, (_, column) => {
    const shown = rows.slice(heading).flatMap((row) => shownWidth(row[column] ?? null))
    return Math.min(WIDEST, Math.max(NARROWEST, ...shown))
  })
}

function shownWidth(cell: BookCell | null): number[] {
  if (cell === null || cell.value === null || cell.look === 'group' || cell.look === 'title') return []
  if (typeof cell.value === 'string') return [displayWidth(cell.value.slice(0, 200)) + 2]
  const whole = Math.trunc(Math.abs(cell.value)).toString().length
  const decimals = cell.format?.split('.')[1]?.length ?? 0
  return [Number.isFinite(cell.value) ? Math.min(24, whole + Math.floor(whole / 3) + decimals + 3) : NARROWEST]
}
