/** How a table fits a width: which columns stand side by side, how wide each is, and how its heading breaks. */

import type { Table } from './table.ts'
import { cut, displayWidth, wrapped } from './width.ts'

/** Between two columns. */
export const GAP = 2
/** A key column is not cut below this. */
const NARROWEST_KEY = 12

/** A heading takes no more lines than this. */
const MOST_LINES = 3

export type Strip = {
  /** Indexes of the columns that stand side by side. */
  readonly columns: readonly number[]
  /** For each of them: width, and the lines of its heading (the same number for all). */
  readonly widths: readonly number[]
  readonly headings: readonly (readonly string[])[]
}

/**
 * A table as one or more strips of at most `width` columns. In this order, until it fits: headings break into lines, key
 * columns are cut, and what is left over goes to a further strip that repeats the key columns.
 */
export function strips(table: Table, width: number, ellipsis: string): Strip[] {
  const natural = naturalWidths(table)
  if (total(natural) <= width) return [strip(table, natural, everyColumn(table), ellipsis)]
  const broken = table.columns.map((_, index) => brokenWidth(table, index))
  const relaxed = relax(broken, natural, width)
  if (total(relaxed) <= width) return [strip(table, relaxed, everyColumn(table), ellipsis)]
  const keys = everyColumn(table).filter((index) => table.columns[index]?.isKey)
  const others = everyColumn(table).filter((index) => !table.columns[index]?.isKey)
  const narrow = cutKeys(broken, keys, width)
  if (total(narrow) <= width) return [strip(table, narrow, everyColumn(table), ellipsis)]
  return foldedStrips(table, broken, keys, others, width, ellipsis)
}

/** Columns of a terminal that a table takes where there are enough. */
export function tableWidth(table: Table): number {
  return total(naturalWidths(table))
}

function naturalWidths(table: Table): number[] {
  return table.columns.map((_, index) => naturalWidth(table, index))
}

function foldedStrips(
  table: Table,
  widths: readonly number[],
  keys: readonly number[],
  others: readonly number[],
  width: number,
  ellipsis: string,
): Strip[] {
  const widest = Math.max(0, ...others.map((index) => widths[index] ?? 0))
  const room = Math.max(NARROWEST_KEY, width - widest - GAP)
  const fitted = [...widths]
  shrink(fitted, keys, room, 1)
  const keyWidth = total(keys.map((index) => fitted[index] ?? 0))
  const groups: number[][] = [[]]
  let used = keyWidth
  for (const index of others) {
    const needed = GAP + (fitted[index] ?? 0)
    if (used + needed > width && groups.at(-1)?.length !== 0) {
      groups.push([])
      used = keyWidth
    }
    groups.at(-1)?.push(index)
    used += needed
  }
  return groups.map((group) => {
    const columns = [...keys, ...group]
    const fit = [...fitted]
    // A single column wider than the terminal is cut: nothing else would keep the lines equal.
    for (const index of group) fit[index] = Math.min(fit[index] ?? 0, Math.max(1, width - keyWidth - GAP))
    return strip(table, fit, columns, ellipsis)
  })
}

function everyColumn(table: Table): number[] {
  return table.columns.map((_, index) => index)
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, GAP * Math.max(0, widths.length - 1))
}

function cellsWidth(table: Table, index: number): number {
  return table.rows.reduce((most, { cells }) => Math.max(most, displayWidth(cells[index]?.text ?? '')), 0)
}

/** Lines of a heading that its author broke. */
function ownLines(table: Table, index: number): string[] {
  return (table.columns[index]?.heading ?? '').split('\n')
}

function naturalWidth(table: Table, index: number): number {
  return Math.max(cellsWidth(table, index), ...ownLines(table, index).map(displayWidth))
}

/** Of a word: it breaks between Chinese characters, and nowhere else. */
function leastWidth(word: string): number {
  return /^[\x20-\u2e7f]*$/.test(word) ? displayWidth(word) : 2
}

/** Width of a column whose heading breaks into at most two lines, or as it is broken already. */
function brokenWidth(table: Table, index: number): number {
  const lines = ownLines(table, index)
  const [heading = ''] = lines
  if (lines.length > 1) return naturalWidth(table, index)
  let width = Math.max(1, cellsWidth(table, index), ...heading.split(' ').map(leastWidth))
  while (wrapped(heading, width).length > 2) width++
  return width
}

/** Widths between broken and natural: the columns that lose least by it keep their heading in one line. */
function relax(broken: readonly number[], natural: readonly number[], width: number): number[] {
  const relaxed = [...broken]
  const order = broken.map((_, index) => index)
  order.sort((a, b) => (natural[a] ?? 0) - (broken[a] ?? 0) - ((natural[b] ?? 0) - (broken[b] ?? 0)))
  for (const index of order) {
    const wider = (natural[index] ?? 0) - (broken[index] ?? 0)
    if (total(relaxed) + wider <= width) relaxed[index] = natural[index] ?? 0
  }
  return relaxed
}

function cutKeys(widths: readonly number[], keys: readonly number[], width: number): number[] {
  const fitted = [...widths]
  const others = total(widths) - total(keys.map((index) => widths[index] ?? 0))
  shrink(fitted, keys, width - others, NARROWEST_KEY)
  return fitted
}

/** Take columns from the widest key until the keys fit `room` or all are down to `least`. */
function shrink(widths: number[], keys: readonly number[], room: number, least: number): void {
  for (;;) {
    const widest = keys.reduce((a, b) => ((widths[b] ?? 0) > (widths[a] ?? 0) ? b : a), keys[0] ?? 0)
    if (total(keys.map((index) => widths[index] ?? 0)) <= room || (widths[widest] ?? 0) <= least) return
    widths[widest] = (widths[widest] ?? 0) - 1
  }
}

function strip(table: Table, widths: readonly number[], columns: readonly number[], ellipsis: string): Strip {
  const chosen = columns.map((index) => widths[index] ?? 0)
  const lines = columns.map((index, i) => headingLines(table.columns[index]?.heading ?? '', chosen[i] ?? 0, ellipsis))
  const height = Math.max(1, ...lines.map((each) => each.length))
  // Headings stand on the rule: short ones are filled from above.
  const headings = lines.map((each) => [...Array<string>(height - each.length).fill(''), ...each])
  return { columns, widths: chosen, headings }
}

function headingLines(heading: string, width: number, ellipsis: string): string[] {
  const lines = heading.split('\n').flatMap((line) => wrapped(line, width))
  if (lines.length <= MOST_LINES) return lines
  return [...lines.slice(0, MOST_LINES - 1), cut(lines.slice(MOST_LINES - 1).join(''), width, ellipsis)]
}
