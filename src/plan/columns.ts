/** Growable columns for a series: a million rows without an object for any of them. */

import type { Annotation, Quantity, Series } from './types.ts'

/** One row of a series, by its indexes. */
export type SeriesRow = {
  scenario: number
  variable: number
  sector: number
  firstYear: number
  lastYear: number
  annotation: number
  file: number
  line: number
}

const NUMBERS = [
  'scenario',
  'variable',
  'sector',
  'firstYear',
  'lastYear',
  'annotation',
  'file',
  'line',
  'field',
] as const
type NumberColumn = (typeof NUMBERS)[number]

type IntegerColumns = Readonly<Record<NumberColumn, Int32Array>>

/** Columns of one length in one allocation: a cold start allocates little. */
function integerColumns(capacity: number): IntegerColumns {
  const memory = new ArrayBuffer(NUMBERS.length * capacity * Int32Array.BYTES_PER_ELEMENT)
  const column = (index: number) => new Int32Array(memory, index * capacity * Int32Array.BYTES_PER_ELEMENT, capacity)
  return Object.fromEntries(NUMBERS.map((name, index) => [name, column(index)])) as IntegerColumns
}

/** A series is cut to its length when it is finished, unless little is over. */
const LITTLE = 25_000

export class SeriesColumns {
  length = 0
  readonly quantities = new Map<number, Quantity>()
  readonly annotations: Annotation[] = []
  private capacity = 256
  private readonly annotationIndex = new Map<string, number>()
  private value = new Float64Array(this.capacity)
  private columns = integerColumns(this.capacity)

  /** Make room for about so many cells more, which spares copying what is there again and again. */
  expect(cells: number): void {
    const needed = this.length + cells
    if (needed > this.capacity) this.grow(needed)
  }

  /** Append one cell; its row number. */
  push(row: SeriesRow, field: number, value: number): number {
    if (this.length === this.capacity) this.grow(2 * this.capacity)
    const i = this.length++
    const { columns } = this
    columns.scenario[i] = row.scenario
    columns.variable[i] = row.variable
    columns.sector[i] = row.sector
    columns.firstYear[i] = row.firstYear
    columns.lastYear[i] = row.lastYear
    columns.annotation[i] = row.annotation
    columns.file[i] = row.file
    columns.line[i] = row.line
    columns.field[i] = field
    this.value[i] = value
    return i
  }

  setValue(row: number, value: number): void {
    this.value[row] = value
  }

  /** The number of an annotation; rows that say the same share one. */
  annotate(annotation: Annotation): number {
    const { status, source, ref, note, measure } = annotation
    const key = [status, source, ref, note, measure].map((each) => each ?? '').join('\u0000')
    const known = this.annotationIndex.get(key)
    if (known !== undefined) return known
    this.annotationIndex.set(key, this.annotations.length)
    return this.annotations.push(annotation) - 1
  }

  finish(): Series {
    const { length, quantities, annotations, columns } = this
    const isTight = this.capacity - length <= Math.max(LITTLE, length / 8)
    const cut = (column: Int32Array) => (isTight ? column.subarray(0, length) : column.slice(0, length))
    const series = {
      length,
      scenario: cut(columns.scenario),
      variable: cut(columns.variable),
      sector: cut(columns.sector),
      firstYear: cut(columns.firstYear),
      lastYear: cut(columns.lastYear),
      value: isTight ? this.value.subarray(0, length) : this.value.slice(0, length),
      quantities,
      annotation: cut(columns.annotation),
      annotations,
      file: cut(columns.file),
      line: cut(columns.line),
      field: cut(columns.field),
    }
    this.columns = integerColumns(0)
    this.value = new Float64Array()
    return series
  }

  private grow(capacity: number): void {
    this.capacity = capacity
    const longer = integerColumns(this.capacity)
    for (const name of NUMBERS) longer[name].set(this.columns[name])
    this.columns = longer
    const value = new Float64Array(this.capacity)
    value.set(this.value)
    this.value = value
  }
}
