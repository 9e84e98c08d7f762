/** One CSV file, row by row: csv-parse reads, this counts lines and turns what is wrong into problems. */

import { CsvError, parse } from 'csv-parse/sync'
import { oneOf, type Reporter } from './report.ts'
import { type SourceFile, WHOLE_LINE } from './source.ts'

/** Takes one row: as many cells as there are headings, without the spaces around them. */
export type RowReader = (cells: readonly string[], line: number) => void

/** Takes the headings (all different from '') and gives what reads the rows; null where they cannot be read. */
export type HeadingReader = (headings: readonly string[], line: number) => RowReader | null

/** Ends a reading early. */
class Stop extends Error {}

/**
 * Read a table. Nothing is kept of a row once its reader has returned, so that a million rows cost no memory here.
 *
 * Line ends may be CRLF, LF, CR or mixed; empty lines, and lines of empty cells only, are passed over. A row of the
 * wrong length is a problem and is not passed on. After a fault of quoting the rest of the file is not read, as there
 * is no telling where its cells begin.
 *
 * @param file  index of `source`, for places
 */
export function readTable(source: SourceFile, file: number, report: Reporter, readHeadings: HeadingReader): void {
  const { text, delimiter } = source
  const hasQuotes = text.includes('"')
  let headings: readonly string[] = []
  let readRow: RowReader | null = null
  let records = 0
  let extraLines = 0
  const onRecord = (cells: readonly string[], emptyLines: number): void => {
    records++
    const line = records + emptyLines + extraLines
    if (hasQuotes) extraLines += lineEndsIn(cells)
    if (readRow !== null) {
      if (cells.length === headings.length) readRow(cells, line)
      else wrongLength(cells, headings.length, { file, line }, report)
    } else if (!isBlank(cells)) {
      headings = cells
      readRow = hasAllHeadings(cells, { file, line }, report) ? readHeadings(cells, line) : null
      if (readRow === null) throw new Stop()
    }
  }
  try {
    if (hasQuotes || hasEmptyLines(text)) parseWhole(text, delimiter, onRecord)
    else parseInPieces(text, delimiter, onRecord)
  } catch (error) {
    if (error instanceof Stop) return
    if (!(error instanceof CsvError)) throw error
    quoteFault(error, { file, line: records + Number(error['empty_lines'] ?? 0) + extraLines + 1 }, report)
  }
}

const options = { record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, trim: true }

type OnRecord = (cells: readonly string[], emptyLines: number) => void

function parseWhole(text: string, delimiter: string, onRecord: OnRecord): void {
  const on_record = (cells: string[], { empty_lines }: { empty_lines: number }): undefined => {
    onRecord(cells, empty_lines)
  }
  parse(text, { ...options, delimiter, skip_empty_lines: true, on_record })
}

const PIECE = 1 << 19

/**
 * Where no cell is quoted, every line end ends a row, so that the text can be parsed a piece at a time. csv-parse
 * describes every record to `on_record`, which takes as long as reading it; pieces do without.
 */
function parseInPieces(text: string, delimiter: string, onRecord: OnRecord): void {
  const lineEnd = text.includes('\n') ? '\n' : '\r'
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf(lineEnd, start + PIECE)
    const end = found < 0 ? text.length : found + 1
    for (const cells of parse(text.slice(start, end), { ...options, delimiter })) onRecord(cells, 0)
    start = end
  }
}

function hasEmptyLines(text: string): boolean {
  return /^[\r\n]/.test(text) || text.includes('\n\n') || text.includes('\n\r') || text.includes('\r\r')
}

type Line = { readonly file: number; readonly line: number }

function hasAllHeadings(cells: readonly string[], at: Line, report: Reporter): boolean {
  let complete = true
  cells.forEach((cell, field) => {
    if (cell !== '') return
    complete = false
    report.cell('empty-heading', { ...at, field }, { number: field + 1 }, oneOf(['sector', 'year', 'value', 'note']))
  })
  return complete
}

function wrongLength(cells: readonly string[], expected: number, at: Line, report: Reporter): void {
  if (isBlank(cells)) return
  if (report.isFull(at.file)) throw new Stop()
  const count = cells.length
  const code = count < expected ? 'short-row' : 'long-row'
  report.cell(code, { ...at, field: count < expected ? WHOLE_LINE : expected }, { count, expected })
}

function quoteFault(error: CsvError, at: Line, report: Reporter): void {
  const field = Number(error['column'] ?? 0)
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') report.cell('unclosed-quote', { ...at, field }, {})
  else report.cell('stray-quote', { ...at, field }, { example: '5"" screen' })
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === '')
}

/** Line ends inside quoted cells. */
function lineEndsIn(cells: readonly string[]): number {
  let count = 0
  for (const cell of cells) {
    if (cell.includes('\n') || cell.includes('\r')) count += cell.match(/\r\n|\n|\r/g)?.length ?? 0
  }
  return count
}

/** The delimiter of a table: the commonest of comma, semicolon and tab in its first line, outside quotes; or null. */
export function delimiterOf(text: string): string | null {
  const counts = new Map([
    [',', 0],
    [';', 0],
    ['\t', 0],
  ])
  let quoted = false
  let bracketed = 0
  const start = text.search(/[^\r\n ]/)
  for (let i = Math.max(0, start); i < text.length; i++) {
    const character = text[i] ?? ''
    if (character === '"') quoted = !quoted
    if (quoted) continue
    if (character === '\n' || character === '\r') break
    if (character === '(' || character === '（') bracketed++
    if (character === ')' || character === '）') bracketed--
    const count = counts.get(character)
    if (count !== undefined && bracketed <= 0) counts.set(character, count + 1)
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1])
  return best === undefined || best[1] === 0 ? null : best[0]
}
