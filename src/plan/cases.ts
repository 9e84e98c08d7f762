/** A table of cases, one a row, for scenario discovery. It belongs to no plan, and its headings are its author's. */

import { isMissing, plainNumber, readCell } from './cells.ts'
import { type HeadingReader, readTable } from './csv.ts'
import type { Problem } from './problem.ts'
import { type File, isReadable, openFile, type ReadOptions, reportOpening } from './read.ts'
import { didYouMean, newReporter, type Reporter, write } from './report.ts'
import type { SourceFile } from './source.ts'
import type { CellRef } from './types.ts'
import { parseUnit, shiftDecimal } from './units.ts'

/** A column of numbers or of texts. */
export type CaseColumn = {
  readonly name: string
  /** `whole`: no cell is written with decimals. `category`: texts. */
  readonly kind: 'real' | 'whole' | 'category'
  /** Shares and rates, shown in per cent: every cell is written so. */
  readonly isRate: boolean
  /** By case; of a text its place among `categories`. */
  readonly values: Float64Array
  /** In the order of their characters; none for numbers. */
  readonly categories: readonly string[]
}

export type CaseTable = {
  readonly outcome: CaseColumn
  readonly inputs: readonly CaseColumn[]
  /** Rows of the table; those without a value in one of the columns are no cases. */
  readonly rows: number
  readonly incomplete: number
  readonly file: SourceFile
}

/** `table` is null if any of the problems is an error. */
export type LoadedCases = { readonly table: CaseTable | null; readonly problems: readonly Problem[] }

/** Which columns are read, by their headings. */
export type Wanted = {
  readonly outcome: string
  /** null: every column but the outcome that holds a value. */
  readonly inputs: readonly string[] | null
}

const headingsNeeded = { key: 'start-with-headings', words: { example: 'growth,price,missed' } } as const

/** More texts than this in a column are names of its rows, not categories. */
const MOST_CATEGORIES = 100

/**
 * Read a table of cases. It is gone through twice, so that a column's cells are kept as numbers and never as texts.
 */
export function readCases(
  name: string,
  bytes: Uint8Array,
  options: Pick<ReadOptions, 'encoding' | 'delimiter'>,
  wanted: Wanted,
): LoadedCases {
  const file = openFile({ role: 'measures', name, bytes }, options)
  const report = newReporter([file])
  if (file.decoded.ok && file.text.trim() === '') report.file('empty-file', name, { text: name }, headingsNeeded)
  else reportOpening(report, file, 0)
  const table = isReadable(file) ? tableOf(file, report, wanted) : null
  return { table: hasErrors(report) ? null : table, problems: report.finish().problems }
}

function tableOf(file: File, report: Reporter, wanted: Wanted): CaseTable | null {
  const { columns, rows } = survey(file, report, wanted)
  if (hasErrors(report)) return null
  const used = columns.filter(({ isEmpty }, i) => i === 0 || wanted.inputs !== null || !isEmpty)
  for (const each of used) judge(each, used, report)
  if (hasErrors(report)) return null
  const { read, complete } = fill(file, report, used, rows)
  if (complete < rows || rows === 0) {
    const help = write(fullestInputs(used))
    if (complete === 0) report.file('no-complete-case', file.name, { text: file.name, count: rows }, help)
    else report.file('incomplete-cases', file.name, { count: rows - complete, total: rows }, help)
  }
  const [outcome, ...inputs] = read
  if (outcome === undefined || hasErrors(report)) return null
  const { name, text, delimiter, bytes } = file
  return { outcome, inputs, rows, incomplete: rows - complete, file: { name, text, delimiter, bytes } }
}

/** A column is of numbers or of texts, and not of numbers with a slip. */
function judge({ name, numbers, texts, firstText }: Survey, used: readonly Survey[], report: Reporter): void {
  if (firstText === null) return
  const { text, at } = firstText
  const cell = readCell(text)
  // `1,5` would make a text of a number.
  if (cell.kind === 'fault' && cell.fault.code === 'ambiguous-number') {
    report.cell('ambiguous-number', at, { text }, write(cell.fault.either, cell.fault.or))
  } else if (texts <= numbers) {
    report.cell('text-among-numbers', at, { text, name, count: numbers }, write('n/a', otherInputs(used, name)))
  }
}

/** Warnings do not keep a table from being read. */
function hasErrors(report: Reporter): boolean {
  return report.finish().hasErrors
}

/** What to write to have the most cases. */
function fullestInputs([outcome, ...inputs]: readonly Survey[]): string {
  const valuesIn = ({ numbers, texts }: Survey) => numbers + texts
  const most = Math.max(...inputs.map(valuesIn))
  const fullest = inputs.filter((each) => valuesIn(each) === most)
  return otherInputs(outcome === undefined ? fullest : [outcome, ...fullest], '')
}

/** What to write to do without a column: `--inputs` with some of the others. */
function otherInputs(columns: readonly Survey[], without: string): string {
  const others = columns.slice(1).flatMap(({ name }) => (name === without ? [] : [name]))
  const names = others.length === 0 ? ['A', 'B'] : others.slice(0, 3)
  return `--inputs '${names.join(',')}${others.length > 3 ? ',…' : ''}'`
}

/** What a column holds, once every cell has been seen. */
type Survey = {
  readonly name: string
  readonly field: number
  numbers: number
  texts: number
  isEmpty: boolean
  isWhole: boolean
  isRate: boolean
  firstText: { readonly text: string; readonly at: CellRef } | null
}

/** The outcome first, then the inputs in the order of the table, or of the command. */
function survey(file: File, report: Reporter, wanted: Wanted): { columns: readonly Survey[]; rows: number } {
  let columns: readonly Survey[] = []
  let rows = 0
  const readHeadings: HeadingReader = (headings, line) => {
    columns = wantedColumns(headings, line, file.name, report, wanted)
    if (hasErrors(report)) return null
    return (cells, line) => {
      rows++
      for (const column of columns) see(column, cells[column.field] ?? '', line)
    }
  }
  readTable(file, 0, report, readHeadings, { mayBeUnnamed: true })
  return { columns, rows }
}

function wantedColumns(
  headings: readonly string[],
  line: number,
  name: string,
  report: Reporter,
  { outcome, inputs }: Wanted,
): Survey[] {
  const named = headings.filter((each) => each !== '')
  const others = new Set(inputs ?? named)
  others.delete(outcome)
  return [outcome, ...others].map((text) => {
    const field = named.includes(text) ? headings.indexOf(text) : -1
    const second = headings.indexOf(text, field + 1)
    if (field < 0) report.file('unknown-column', name, { text }, () => didYouMean(text, named))
    else if (second >= 0) report.cell('duplicate-heading', { file: 0, line, field: second }, { text, other: text })
    return { name: text, field, numbers: 0, texts: 0, isEmpty: true, isWhole: true, isRate: true, firstText: null }
  })
}

function see(column: Survey, text: string, line: number): void {
  if (isMissing(text)) return
  column.isEmpty = false
  if (Number.isNaN(numberIn(text))) {
    column.texts++
    column.firstText ??= { text, at: { file: 0, line, field: column.field } }
  } else {
    column.numbers++
    if (column.isWhole && !/^[+-]?\d+$/.test(text)) column.isWhole = false
    if (column.isRate && !/[%％]$/.test(text)) column.isRate = false
  }
}

/** The number a cell is, as `8%`, `1.2万` and `1e-3` are; NaN for a text. */
export function numberIn(text: string): number {
  const plain = plainNumber(text)
  if (!Number.isNaN(plain)) return plain
  const isPlain = text.length < 40 && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)
  const cell = isPlain ? null : readCell(text)
  if (cell !== null && cell.kind !== 'number') return Number.NaN
  const value = cell === null ? Number(text) : shiftDecimal(cell.digits, parseUnit(cell.unit)?.exponent ?? 0)
  return Number.isFinite(value) ? value + 0 : Number.NaN
}

/** Read the table again, into columns of the rows that have a value in each of them. */
function fill(file: File, report: Reporter, columns: readonly Survey[], rows: number) {
  const targets = columns.map((column) => ({
    ...column,
    values: new Float64Array(rows),
    places: column.texts > 0 ? new Map<string, number>() : null,
  }))
  let complete = 0
  readTable(
    file,
    0,
    report,
    () => (cells) => {
      if (targets.some(({ field }) => isMissing(cells[field] ?? ''))) return
      for (const { field, values, places } of targets) {
        const text = cells[field] ?? ''
        values[complete] = places === null ? numberIn(text) : placeIn(places, text)
      }
      complete++
    },
    { mayBeUnnamed: true },
  )
  const read = targets.map(({ name, isWhole, isRate, values, places }): CaseColumn => {
    const own = values.subarray(0, complete)
    if (places === null) return { name, kind: isWhole ? 'whole' : 'real', isRate, values: own, categories: [] }
    if (places.size > MOST_CATEGORIES) {
      const words = { name, count: places.size, limit: MOST_CATEGORIES }
      report.file('too-many-categories', file.name, words, write(otherInputs(columns, name)))
    }
    return sortedCategories(name, own, [...places.keys()])
  })
  return { read, complete }
}

function placeIn(places: Map<string, number>, text: string): number {
  const place = places.get(text) ?? places.size
  places.set(text, place)
  return place
}

/** Categories in the order of their characters, whatever the order of the rows. */
function sortedCategories(name: string, values: Float64Array, found: readonly string[]): CaseColumn {
  const categories = [...found].sort()
  const places = new Map(categories.map((each, place) => [each, place]))
  const renumbered = found.map((each) => places.get(each) as number)
  return {
    name,
    kind: 'category',
    isRate: false,
    values: values.map((place) => renumbered[place] as number),
    categories,
  }
}
