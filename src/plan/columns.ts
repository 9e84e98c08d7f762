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

export class SeriesColumns {
  length = 0
  readonly quantities = new Map<number, Quantity>()
  readonly annotations: Annotation[] = []
  private capacity = 64
  private readonly annotationIndex = new Map<string, number>()
  private value = new Float64Array(this.capacity)
  private readonly columns = Object.fromEntries(NUMBERS.map((name) => [name, new Int32Array(this.capacity)])) as Record<
    NumberColumn,
    Int32Array
  >

  /** Append one cell; its row number. */
  push(row: SeriesRow, field: number, value: number): number {
    if (this.length === this.capacity) this.grow()
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
    const [scenario, variable, sector, firstYear, lastYear, annotation, file, line, field] = NUMBERS.map((name) => {
      const cut = columns[name].slice(0, length)
      columns[name] = cut
      return cut
    }) as [Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array]
    const value = this.value.slice(0, length)
    return {
      length,
      scenario,
      variable,
      sector,
      firstYear,
      lastYear,
      value,
      quantities,
      annotation,
      annotations,
      file,
      line,
      field,
    }
  }

  private grow(): void {
    this.capacity *= 2
    for (const name of NUMBERS) {
      const longer = new Int32Array(this.capacity)
      longer.set(this.columns[name])
      this.columns[name] = longer
    }
    const longer = new Float64Array(this.capacity)
    longer.set(this.value)
    this.value = longer
  }
}
