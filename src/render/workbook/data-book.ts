/** A table of data as a workbook of one sheet: numbers as numbers, text as text, every value in full. */

import { type DataCell, type DataTable, decimalsIn } from '../delimited.ts'
import { displayWidth } from '../width.ts'
import { type BookCell, numberCell, plainSheet, textCell, type Workbook } from './book.ts'
import { cellName, sheetNamer } from './places.ts'

const WIDEST = 40
/** Rows that are looked at for the width of a column. */
const SAMPLE = 200

/** @param digits  `--digits`: what is shown; the cells hold the values in full */
export function dataBook(name: string, { columns, rows }: DataTable, digits: number | null): Workbook {
  const unitColumn = columns.indexOf('unit')
  const sheet = sheetNamer()(name)
  const cells = rows.map((row) => {
    const unit = row[unitColumn]
    const format = decimalsFormat(decimalsIn(typeof unit === 'string' ? unit : null, digits))
    return row.map((cell, index) => dataCell(cell, columns[index] === 'year' ? '0' : format))
  })
  const widths = columns.map((heading, index) => {
    const texts = rows.slice(0, SAMPLE).map((row) => String(row[index] ?? ''))
    return Math.min(
      WIDEST,
      2 + Math.max(displayWidth(heading), ...texts.map((text) => Math.min(WIDEST, displayWidth(text)))),
    )
  })
  const last = cellName(rows.length, Math.max(0, columns.length - 1))
  const verdict = columns.indexOf('verdict')
  return {
    title: name,
    names: [],
    verdicts: { met: 'met', missed: 'missed', undetermined: 'undetermined' },
    sheets: [
      {
        ...plainSheet,
        name: sheet,
        rows: [columns.map((heading) => textCell(heading, 'heading')), ...cells],
        widths,
        filter: `A1:${last}`,
        verdicts: verdict < 0 || rows.length === 0 ? [] : [`${cellName(1, verdict)}:${cellName(rows.length, verdict)}`],
      },
    ],
  }
}

function decimalsFormat(decimals: number | null): string | null {
  if (decimals === null) return null
  return decimals === 0 ? '0' : `0.${'0'.repeat(decimals)}`
}

function dataCell(cell: DataCell, format: string | null): BookCell | null {
  if (cell === null) return null
  return typeof cell === 'string' ? textCell(cell) : numberCell(cell, 'plain', format)
}
