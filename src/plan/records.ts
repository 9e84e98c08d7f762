/** Tables whose columns are all known by name: sectors, scenarios, targets, projects, equations and their like. */

import { isMissing } from './cells.ts'
import { type Heading, headingBook, readHeading } from './headings.ts'
import { type Reading, readFileTable } from './reading.ts'
import { didYouMean, write } from './report.ts'
import { WHOLE_LINE } from './source.ts'
import { suggest } from './suggest.ts'
import type { CellRef } from './types.ts'
import type { Unit } from './units.ts'

/** One row: cells by heading. */
export type TableRow = {
  /** '' where the table has no such column. */
  readonly text: (heading: Heading) => string
  /** null where the cell is empty or missing. */
  readonly optional: (heading: Heading) => string | null
  /** The cell, or the whole line where the table has no such column. */
  readonly at: (heading: Heading) => CellRef
  /** The unit the heading carries. */
  readonly unit: (heading: Heading) => Unit | null
  /** The cell of the n-th column that is called as its author likes. */
  readonly other: (index: number) => string
}

export type TableColumns = {
  readonly required: readonly Heading[]
  readonly optional: readonly Heading[]
  /** Takes the names of columns that may be called anything; without it they are problems. */
  readonly others?: string[]
}

/** Read a table row by row. Unknown and missing headings are problems, and then no row is read. */
export function readRecords(
  reading: Reading,
  file: number,
  columns: TableColumns,
  readRow: (row: TableRow) => void,
): void {
  const book = headingBook([...columns.required, ...columns.optional])
  readFileTable(reading, file, (headings, line) => {
    const { report } = reading
    const fields = new Map<Heading, { readonly field: number; readonly unit: Unit | null }>()
    const others: number[] = []
    const mayBeOther = (name: string) => columns.others !== undefined && !isSlip(name, book.words)
    const wide = headings.findIndex((text) => readHeading(text, book).name.includes('，'))
    if (wide >= 0) {
      report.cell('full-width-comma', { file, line, field: wide }, {})
      return null
    }
    let isSound = true
    headings.forEach((text, field) => {
      const { heading, name, unit } = readHeading(text, book)
      const at = { file, line, field }
      if (heading === null && columns.others?.includes(text)) {
        isSound = false
        report.cell('duplicate-heading', at, { text, other: text })
      } else if (heading === null && mayBeOther(text)) {
        columns.others?.push(text)
        others.push(field)
      } else if (heading === null) {
        isSound = false
        report.cell('unknown-heading', at, { text: name }, () => didYouMean(name, book.words))
      } else if (fields.has(heading)) {
        isSound = false
        const other = headings[fields.get(heading)?.field ?? 0] ?? ''
        report.cell('duplicate-heading', at, { text, other })
      } else fields.set(heading, { field, unit: reading.unitOf(unit) })
    })
    for (const heading of columns.required) {
      if (fields.has(heading)) continue
      isSound = false
      report.cell('missing-column', { file, line, field: WHOLE_LINE }, { heading })
    }
    return isSound ? (cells, line) => readRow(tableRow(fields, others, cells, file, line)) : null
  })
}

/** Of short words nearly every one is a slip away from another. */
const LEAST_SLIP = 4

function isSlip(name: string, words: Iterable<string>): boolean {
  return name.length >= LEAST_SLIP && suggest(name, words).length > 0
}

function tableRow(
  fields: ReadonlyMap<Heading, { readonly field: number; readonly unit: Unit | null }>,
  others: readonly number[],
  cells: readonly string[],
  file: number,
  line: number,
): TableRow {
  const text = (heading: Heading) => cells[fields.get(heading)?.field ?? -1] ?? ''
  return {
    text,
    optional: (heading) => (text(heading) === '' ? null : text(heading)),
    at: (heading) => ({ file, line, field: fields.get(heading)?.field ?? WHOLE_LINE }),
    unit: (heading) => fields.get(heading)?.unit ?? null,
    other: (index) => cells[others[index] ?? -1] ?? '',
  }
}

/** The text of a cell that must not be empty; null once that is reported. */
export function requiredText(reading: Reading, row: TableRow, heading: Heading, example: string): string | null {
  const text = row.text(heading)
  if (!isMissing(text)) return text
  reading.report.cell('empty-cell', row.at(heading), { heading }, write(example))
  return null
}
