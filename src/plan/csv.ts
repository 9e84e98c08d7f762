/**
 * One CSV file, row by row, with the lines they stand on.
 *
 * A line without quotes, or with plain ones, is cut at its delimiters; csv-parse reads every other stretch: doubled
 * quotes, cells of several lines, spaces around quotes, and whatever is wrong with quotes. To cut the bundled plan takes
 * 0.7 ms of a cold start where csv-parse takes 13, and a million rows a third of the time; that both read the same is a
 * law (test/unit/plan/csv.test.ts).
 */

import { CsvError, parse } from 'csv-parse/sync'
import { oneOf, type Reporter } from './report.ts'
import { type SourceFile, WHOLE_LINE } from './source.ts'

/** Takes one row: as many cells as there are headings, without the spaces around them. */
export type RowReader = (cells: readonly string[], line: number) => void

/** Takes the headings (all different from '', unless they may be) and gives what reads the rows; null where they cannot be read. */
export type HeadingReader = (headings: readonly string[], line: number) => RowReader | null

/** Ends a reading early. */
class Stop extends Error {}

/**
 * Read a table. Nothing is kept of a row once its reader has returned, so that a million rows cost no memory here.
 *
 * Empty columns behind the last heading are left out. Line ends may be CRLF, LF, CR or mixed; empty lines, and lines of empty cells only, are passed over. A row of the
 * wrong length is a problem and is not passed on. After a fault of quoting the rest of the file is not read, as there
 * is no telling where its cells begin.
 *
 * @param file           index of `source`, for places
 * @param mayBeUnnamed  a column without a heading is no problem: its heading is ''
 */
export function readTable(
  source: SourceFile,
  file: number,
  report: Reporter,
  readHeadings: HeadingReader,
  { mayBeUnnamed = false }: { readonly mayBeUnnamed?: boolean } = {},
): void {
  let headings: readonly string[] = []
  let widest = 0
  let readRow: RowReader | null = null
  const onRecord = (cells: readonly string[], line: number): void => {
    if (cells[0] === '' && isBlank(cells)) return
    if (readRow !== null) {
      if (cells.length === headings.length) readRow(cells, line)
      else if (cells.length <= widest && isBlank(cells.slice(headings.length)) && cells.length > headings.length) {
        readRow(cells.slice(0, headings.length), line)
      } else wrongLength(cells, headings.length, { file, line }, report)
    } else {
      // Spreadsheets leave empty columns behind the last one.
      widest = cells.length
      headings = cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1)
      const areNamed = mayBeUnnamed || hasAllHeadings(headings, { file, line }, report)
      readRow = areNamed ? readHeadings(headings, line) : null
      if (readRow === null) throw new Stop()
    }
  }
  try {
    forEachRecord(source, onRecord, (fault, line) => {
      quoteFault(fault, { file, line }, report)
      throw new Stop()
    })
  } catch (error) {
    if (!(error instanceof Stop)) throw error
  }
}

type OnRecord = (cells: readonly string[], line: number) => void
type OnFault = (fault: QuoteFault, line: number) => void
/** Quotes that are never closed, or that stand within a cell. */
type QuoteFault = { readonly isUnclosed: boolean; readonly field: number }

/** Stretches handed to csv-parse one by one, before it gets all that is left: each costs it a start. */
const MOST_STRETCHES = 100

/**
 * Every record of a text with the line it begins on, from 1; an empty line is a record of one empty cell.
 *
 * @param onFault  where quotes are wrong; what follows is not read
 */
export function forEachRecord(
  { text, delimiter }: Pick<SourceFile, 'text' | 'delimiter'>,
  onRecord: OnRecord,
  onFault: OnFault,
): void {
  const lines = newLineFinder(text)
  const cutter = plainCutter(text, delimiter)
  let line = 1
  let stretches = 0
  for (let start = 0; start < text.length; ) {
    const plain = cutter.cut(start)
    const end = plain === null ? lines.endOf(start) : cutter.end()
    const cells = plain ?? cutLine(text.slice(start, end), delimiter)
    if (cells !== null) {
      onRecord(cells, line++)
      start = lines.after(end)
    } else {
      const stretch = ++stretches > MOST_STRETCHES ? lines.rest(start) : oddStretch(text, start, delimiter, lines)
      parseStretch(text.slice(start, stretch.end), delimiter, line, onRecord, onFault)
      line += stretch.lines
      start = stretch.next
    }
  }
}

/**
 * Cuts lines without quotes, nearly all of a large table, character by character. A cell that says what the cell above it
 * says is the same string, so that whoever looks it up sees at once that nothing has changed.
 */
function plainCutter(text: string, delimiter: string) {
  const between = delimiter.charCodeAt(0)
  /** By character of ASCII: does a cell end there, or is it a quote? */
  const stops = new Uint8Array(128)
  for (const code of [between, FEED, RETURN, QUOTE]) if (code < stops.length) stops[code] = 1
  const isOdd = delimiter.length !== 1 || between >= stops.length
  /** The cells of this line, and behind them those of longer lines above. */
  const cells: string[] = []
  let end = 0
  /** From the end, where cells that differ mostly do. */
  const endsIn = (cell: string, to: number): boolean => {
    for (let i = cell.length - 1, j = to - 1; i >= 0; i--, j--) {
      if (cell.charCodeAt(i) !== text.charCodeAt(j)) return false
    }
    return true
  }
  const takeCell = (field: number, from: number, to: number): void => {
    const above = cells[field]
    if (above !== undefined && above.length === to - from && endsIn(above, to)) return
    const first = text.charCodeAt(from)
    const last = text.charCodeAt(to - 1)
    // Other spaces than the usual one lie beyond ASCII.
    const isBare = first > 32 && first < 127 && last > 32 && last < 127
    cells[field] = isBare ? text.slice(from, to) : text.slice(from, to).trim()
  }
  /** null where there is a quote, or the delimiter is an unusual one */
  const cut = (start: number): string[] | null => {
    if (isOdd) return null
    const { length } = text
    let field = 0
    let from = start
    for (let i = start; i < length; i++) {
      const code = text.charCodeAt(i)
      if (code >= 128 || stops[code] === 0) continue
      if (code === QUOTE) return null
      takeCell(field++, from, i)
      from = i + 1
      end = i
      if (code !== between) return cells.slice(0, field)
    }
    takeCell(field++, from, length)
    end = length
    return cells.slice(0, field)
  }
  return { cut, end: () => end }
}

/** Finds line ends; each kind is looked for once, so that a rare one costs nothing. */
function newLineFinder(text: string) {
  let feed = -1
  let back = -1
  const next = (known: number, character: string, from: number): number => {
    if (known >= from) return known
    const found = text.indexOf(character, from)
    return found < 0 ? text.length : found
  }
  const endOf = (from: number): number => {
    feed = next(feed, '\n', from)
    back = next(back, '\r', from)
    return Math.min(feed, back)
  }
  const after = (end: number): number => (text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1)
  const rest = (start: number): Stretch => ({
    end: text.length,
    next: text.length,
    lines: lineEndsIn(text.slice(start)) + 1,
  })
  return { endOf, after, rest }
}

/** Whole lines handed to csv-parse: where they end, where the next line begins, and how many they are. */
type Stretch = { readonly end: number; readonly next: number; readonly lines: number }

/** From a line that cannot be cut to the first one that can, outside quotes. */
function oddStretch(text: string, from: number, delimiter: string, lines: ReturnType<typeof newLineFinder>): Stretch {
  let start = from
  let isInside = false
  for (let count = 1; ; count++) {
    const end = lines.endOf(start)
    if (text.slice(start, end).split('"').length % 2 === 0) isInside = !isInside
    const next = lines.after(end)
    const isOver =
      next >= text.length || (!isInside && cutLine(text.slice(next, lines.endOf(next)), delimiter) !== null)
    if (isOver) return { end, next, lines: count }
    start = next
  }
}

/** The first quote that is not doubled; −1: none in this line. */
function closingQuote(line: string, from: number): number {
  let close = line.indexOf('"', from)
  while (close >= 0 && line.charCodeAt(close + 1) === QUOTE) close = line.indexOf('"', close + 2)
  return close
}

/**
 * The cells of a line, or null where quotes do more than stand around a cell, doubled inside it.
 * Spaces around a cell are not part of it.
 */
function cutLine(line: string, delimiter: string): string[] | null {
  const cells: string[] = []
  for (let start = 0; ; ) {
    const isQuoted = line.charCodeAt(start) === QUOTE
    const close = isQuoted ? closingQuote(line, start + 1) : -1
    const found = line.indexOf(delimiter, isQuoted ? close + 1 : start)
    const stop = found < 0 ? line.length : found
    if (isQuoted && (close < 0 || stop !== close + 1)) return null
    const cell = isQuoted ? line.slice(start + 1, close).replaceAll('""', '"') : line.slice(start, stop)
    if (!isQuoted && cell.includes('"')) return null
    cells.push(cell.trim())
    if (found < 0) return cells
    start = stop + 1
  }
}

const QUOTE = 34
const FEED = 10
const RETURN = 13

const options = {
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  skip_empty_lines: true,
  trim: true,
}

function parseStretch(text: string, delimiter: string, firstLine: number, onRecord: OnRecord, onFault: OnFault): void {
  let nextLine = firstLine
  let emptyLines = 0
  const on_record = (cells: string[], info: { empty_lines: number }): undefined => {
    nextLine += info.empty_lines - emptyLines
    emptyLines = info.empty_lines
    const line = nextLine
    // csv-parse tells where a record ends, and counts a CRLF inside quotes twice: lines are counted here.
    nextLine += 1 + cells.reduce((sum, cell) => sum + lineEndsIn(cell), 0)
    onRecord(
      cells.map((cell) => cell.trim()),
      line,
    )
  }
  try {
    parse(text, { ...options, delimiter, on_record })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const fault = { isUnclosed: error.code === 'CSV_QUOTE_NOT_CLOSED', field: Number(error['column'] ?? 0) }
    onFault(fault, nextLine + Number(error['empty_lines'] ?? 0) - emptyLines)
  }
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
  if (report.isFull(at.file)) throw new Stop()
  const count = cells.length
  const code = count < expected ? 'short-row' : 'long-row'
  const beyond = cells.findIndex((cell, field) => field >= expected && cell !== '')
  const field = count < expected ? WHOLE_LINE : Math.max(expected, beyond)
  report.cell(code, { ...at, field }, { count, expected })
}

function quoteFault({ isUnclosed, field }: QuoteFault, at: Line, report: Reporter): void {
  if (isUnclosed) report.cell('unclosed-quote', { ...at, field }, {})
  else report.cell('stray-quote', { ...at, field }, { example: '5"" screen' })
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === '')
}

/** Line ends in a text. */
function lineEndsIn(text: string): number {
  if (!text.includes('\n') && !text.includes('\r')) return 0
  return text.match(/\r\n|\n|\r/g)?.length ?? 0
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
