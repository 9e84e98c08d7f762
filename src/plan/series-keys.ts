/** The keys and annotations of a row of a series table. */

import { isMissing, readCell } from './cells.ts'
import type { SeriesColumns, SeriesRow } from './columns.ts'
import {
  isVariableName,
  listed,
  scenarioOf,
  sectorOf,
  slotOf,
  UNKNOWN,
  type VariableSlot,
  variableName,
} from './names.ts'
import type { Reading } from './reading.ts'
import { didYouMean, write } from './report.ts'
import type { Layout } from './series-layout.ts'
import { type CellRef, GRADES, type Grade } from './types.ts'
import { shiftDecimal, type Unit } from './units.ts'
import { notAYear, parseYears, yearsMeant } from './years.ts'

/** Everything about the row at hand that its cells share. Reused from row to row. */
export type Row = SeriesRow & { slot: VariableSlot | null; unit: Unit | null; persistence: number }

type Series = { readonly reading: Reading; readonly columns: SeriesColumns; readonly isObserved: boolean }

/** Fills in the row's keys and annotations; false where the row cannot be used. */
export type KeyReader = (cells: readonly string[], row: Row) => boolean

export function keyReaders(series: Series, layout: Layout, file: number): KeyReader {
  const { report, scenarios, sectors, unitOf } = series.reading
  const scenario = memoized((text, at) => scenarioOf(text, at, scenarios, report), file, layout.scenario)
  const sector = memoized((text, at) => sectorOf(text, at, sectors, report), file, layout.sector)
  const years = yearReader(series, layout, file)
  const variable = variableReader(series, layout, file)
  const annotation = annotationReader(series, layout, file)
  const persistence = persistenceReader(series, layout, file)
  return (cells, row) => {
    if (layout.scenario >= 0) row.scenario = scenario(cells, row.line)
    if (layout.sector >= 0) row.sector = sector(cells, row.line)
    let isKnown = row.scenario !== UNKNOWN && row.sector !== UNKNOWN
    if (layout.year >= 0 || layout.baseYear !== 0) isKnown = years(cells, row) && isKnown
    if (layout.variable >= 0) isKnown = variable(cells, row) && isKnown
    if (layout.unit >= 0) row.unit = unitOf(cells[layout.unit] as string)
    row.annotation = annotation(cells, row)
    if (layout.persistence >= 0) row.persistence = persistence(cells, row)
    return isKnown
  }
}

/** Names repeat, so that each is looked up once; a name that is a problem is reported every time. */
function memoized(
  find: (text: string, at: CellRef) => number,
  file: number,
  field: number,
): (cells: readonly string[], line: number) => number {
  const known = new Map<string, number>()
  let lastText: string | null = null
  let last = UNKNOWN
  return (cells, line) => {
    const text = cells[field] as string
    if (text === lastText && last !== UNKNOWN) return last
    lastText = text
    last = known.get(text) ?? UNKNOWN
    if (last === UNKNOWN) {
      last = find(text, { file, line, field })
      if (last !== UNKNOWN) known.set(text, last)
    }
    return last
  }
}

function yearReader(series: Series, layout: Layout, file: number): KeyReader {
  const { report } = series.reading
  const find = (text: string, at: CellRef): number => {
    const years = parseYears(text)
    if (!years.ok) {
      if (years.code === 'not-a-year') report.cell('not-a-year', at, { text }, notAYear(text))
      else report.cell('year-order', at, { text }, write(yearsMeant(text, '2026-2027', false)))
      return UNKNOWN
    }
    const { first, last } = years
    if (!series.isObserved) return first * 10000 + last
    if (first === 0 && layout.baseYear !== 0) return layout.baseYear * 10001
    if (first !== 0 && first === last) return first * 10001
    if (first === 0 && layout.isHistory) report.cell('history-without-years', at, {}, write('2022'))
    else if (first === 0) report.cell('no-base-year', at, { option: '--base-year 2022' })
    else report.cell('one-year-needed', at, { text }, write(yearsMeant(text, '2022', true)))
    return UNKNOWN
  }
  if (layout.year < 0) {
    return (_, row) => {
      row.firstYear = layout.baseYear
      row.lastYear = layout.baseYear
      return true
    }
  }
  const packed = memoized(find, file, layout.year)
  /** By year of four digits; 0: not met before. */
  const single = new Int32Array(10_000)
  return (cells, row) => {
    const year = fourDigits(cells[layout.year] as string)
    const years = year < 0 || single[year] === 0 ? packed(cells, row.line) : (single[year] as number)
    if (years === UNKNOWN) return false
    if (year > 0) single[year] = years
    row.firstYear = Math.floor(years / 10000)
    row.lastYear = years % 10000
    return true
  }
}

/** The number of four digits; −1 for any other text. */
function fourDigits(text: string): number {
  if (text.length !== 4) return -1
  let number = 0
  for (let i = 0; i < 4; i++) {
    const digit = text.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return -1
    number = 10 * number + digit
  }
  return number
}

function variableReader({ reading }: Series, layout: Layout, file: number): KeyReader {
  const { variables, report } = reading
  const find = (text: string, at: CellRef): number => {
    if (isMissing(text)) {
      report.cell('empty-cell', at, { heading: 'variable' }, write('revenue'))
      return UNKNOWN
    }
    const name = variableName(text, variables)
    if (!layout.takesAnyVariable && !isVariableName(name)) {
      report.cell('bad-name', at, { text }, write(usableName(text)))
      return UNKNOWN
    }
    const slot = listed(slotOf(name, variables), variables)
    slot.at ??= at
    return slot.index
  }
  const index = memoized(find, file, layout.variable)
  return (cells, row) => {
    const found = index(cells, row.line)
    if (found === UNKNOWN) return false
    row.slot = variables.listed[found] ?? null
    return true
  }
}

/** A name near to what was written that can stand in a formula. */
export function usableName(text: string): string {
  const usable = text
    .slice(0, 40)
    .replace(/[^\p{L}\p{N}_]+/gu, '_')
    .replace(/^(?=\p{N})/u, '_')
    .replace(/_+$/, '')
  return isVariableName(usable) ? usable : 'revenue'
}

function annotationReader(
  series: Series,
  layout: Layout,
  file: number,
): (cells: readonly string[], row: Row) => number {
  const { columns, reading } = series
  const fields = [layout.status, layout.source, layout.ref, layout.note, layout.measure]
  if (fields.every((field) => field < 0)) {
    let only = -1
    return () => {
      if (only < 0) only = columns.annotate({ status: null, source: null, ref: null, note: null, measure: null })
      return only
    }
  }
  const lastTexts: (string | null)[] = fields.map(() => null)
  let last = -1
  return (cells, row) => {
    let isSame = last >= 0
    for (let i = 0; i < fields.length; i++) {
      const field = fields[i] as number
      if (field < 0 || cells[field] === lastTexts[i]) continue
      lastTexts[i] = cells[field] as string
      isSame = false
    }
    if (isSame) return last
    const [status, source, ref, note, measure] = lastTexts.map((text) => (text === null || text === '' ? null : text))
    const grade = status ? gradeOf(status, { file, line: row.line, field: layout.status }, reading) : null
    last = columns.annotate({
      status: grade,
      source: source ?? null,
      ref: ref ?? null,
      note: note ?? null,
      measure: measure ?? null,
    })
    // A status that is a problem is reported on every row that holds it.
    const used = last
    if (status && grade === null) last = -1
    return used
  }
}

const grades: ReadonlyMap<string, Grade> = new Map([
  ...GRADES.map((grade) => [grade, grade] as const),
  ['官方', 'official'],
  ['报道', 'press'],
  ['媒体', 'press'],
  ['推算', 'derived'],
  ['测算', 'derived'],
  ['假设', 'assumed'],
  ['假定', 'assumed'],
])

/** The grade a status cell gives; null where it is empty, or once its problem is reported. */
export function gradeOf(text: string, at: CellRef, { report }: Reading): Grade | null {
  if (isMissing(text)) return null
  const grade = grades.get(text.toLowerCase())
  if (grade === undefined) report.cell('unknown-status', at, { text }, () => didYouMean(text, GRADES))
  return grade ?? null
}

function persistenceReader({ reading }: Series, { persistence: field }: Layout, file: number) {
  const known = new Map<string, number>()
  return (cells: readonly string[], row: Row): number => {
    const text = cells[field] as string
    const last = known.get(text)
    if (last !== undefined) return last
    const cell = readCell(text)
    const value =
      cell.kind === 'missing'
        ? 0
        : cell.kind === 'number'
          ? shiftDecimal(cell.digits, cell.unit === '%' ? -2 : 0)
          : Number.NaN
    if (value >= 0 && value <= 1) {
      known.set(text, value)
      return value
    }
    reading.report.cell('persistence-range', { file, line: row.line, field }, { text }, write('0.5'))
    return 0
  }
}
