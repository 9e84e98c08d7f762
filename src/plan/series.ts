/** One reader for every shape of series table: tidy, one column per variable, one column per year. */

import { type Cell, halfLastDigit, isMissing, numberMeant, plainNumber, readCell } from './cells.ts'
import type { SeriesColumns } from './columns.ts'
import type { RowReader } from './csv.ts'
import { MOST_VALUES, planLimits } from './limits.ts'
import { isMoneyByName, PLAIN_RATE, placesTo, type VariableSlot } from './names.ts'
import { type CellContext, distributionOf, numberOf, pathOf, reportFault, suspect } from './quantities.ts'
import { type Reading, readFileTable } from './reading.ts'
import { write } from './report.ts'
import { keyReaders, type Row } from './series-keys.ts'
import { type Layout, readLayout, refuseGuess, type SeriesRole, type ValueColumn } from './series-layout.ts'
import { WHOLE_LINE } from './source.ts'
import { type CellRef, EVERY_SCENARIO, EVERY_SECTOR, type Quantity, TOTAL } from './types.ts'
import { shiftDecimal, type Unit } from './units.ts'

/** A number such as `1.2万亿` that was read before its variable had a unit. */
type Waiting = {
  readonly row: number
  readonly slot: VariableSlot
  readonly digits: string
  readonly exponent: number
  readonly at: CellRef
  readonly text: string
}

/** One of the plan's three series while its files are read. */
export type SeriesReading = {
  readonly reading: Reading
  readonly columns: SeriesColumns
  /** Baseline and measures hold what is observed: numbers of single years. */
  readonly isObserved: boolean
  /** Half a unit of the last digit of a total, by row: how closely its sectors must add up to it. */
  readonly rounding: Map<number, number>
  readonly waiting: Waiting[]
}

export function newSeriesReading(reading: Reading, columns: SeriesColumns, isObserved: boolean): SeriesReading {
  return { reading, columns, isObserved, rounding: new Map(), waiting: [] }
}

/** Read one series table into the columns. */
export function readSeries(series: SeriesReading, file: number, role: SeriesRole): void {
  readFileTable(series.reading, file, (headings, line) => {
    const layout = readLayout(series.reading, headings, { file, line }, role)
    return layout === null ? null : rowReader(series, layout, file)
  })
}

function rowReader(series: SeriesReading, layout: Layout, file: number): RowReader {
  const keys = keyReaders(series, layout, file)
  const row: Row = {
    scenario: EVERY_SCENARIO,
    variable: 0,
    sector: EVERY_SECTOR,
    firstYear: 0,
    lastYear: 0,
    annotation: 0,
    file,
    line: 0,
    slot: null,
    unit: null,
    persistence: 0,
  }
  const hasRange = layout.low >= 0 || layout.high >= 0
  const { columns, reading } = series
  columns.expect(Math.min(MOST_VALUES, linesIn(reading.files[file]?.text ?? '') * layout.values.length))
  let isFull = false
  return (cells, line) => {
    if (columns.length + layout.values.length > MOST_VALUES) {
      if (!isFull) reading.report.cell('plan-too-large', { file, line, field: WHOLE_LINE }, planLimits)
      isFull = true
      return
    }
    row.line = line
    if (!keys(cells, row)) return
    const { firstYear, lastYear } = row
    for (const column of layout.values) {
      if (column.firstYear !== 0) {
        row.firstYear = column.firstYear
        row.lastYear = column.lastYear
      }
      if (hasRange || !readPlain(series, column, cells, row)) readValue(series, layout, column, cells, row)
    }
    row.firstYear = firstYear
    row.lastYear = lastYear
  }
}

/** About how many lines a long text has, going by its beginning; 0 for a short one. */
function linesIn(text: string): number {
  if (text.length < 16 * BEGINNING) return 0
  const lines = text.slice(0, BEGINNING).split('\n').length
  return Math.ceil((lines * text.length) / BEGINNING)
}

const BEGINNING = 1 << 16

/** The way of nearly every cell: empty, or a number, bare or in per cent. False where there is more to it. */
function readPlain(series: SeriesReading, column: ValueColumn, cells: readonly string[], row: Row): boolean {
  const { field } = column
  const text = cells[field] as string
  if (text === '') return true
  const slot = column.slot ?? (row.slot as VariableSlot)
  const isPercent = text.charCodeAt(text.length - 1) === PERCENT
  if (row.sector === TOTAL || (isPercent && slot.unit !== PLAIN_RATE)) return false
  const unit = column.unit ?? row.unit
  const places = isPercent ? -2 : unit === null ? 0 : placesTo(unit, slot, series.reading.variables, true)
  if (places === null) return false
  const value = plainNumber(text, places, isPercent ? text.length - 1 : text.length)
  if (Number.isNaN(value)) return false
  if (!isPercent && unit === null && (value > 1 || value < -1)) suspect(slot, row, field, value)
  row.variable = slot.index
  series.columns.push(row, field, value)
  return true
}

const PERCENT = 37

/** A cell that is not a bare number, or not only one: units, totals, ranges, distributions, formulas. */
function readValue(
  series: SeriesReading,
  layout: Layout,
  column: ValueColumn,
  cells: readonly string[],
  row: Row,
): void {
  const { columns, reading } = series
  const { field } = column
  const slot = column.slot ?? (row.slot as VariableSlot)
  row.variable = slot.index
  const text = cells[field] as string
  const at = { file: row.file, line: row.line, field }
  const context: CellContext = { reading, slot, stated: column.unit ?? row.unit, at, text }
  if (layout.low >= 0 || layout.high >= 0) {
    const isRange = readRange(series, layout, cells, row, context)
    if (isRange || text === '') return
  }
  const cell = readCell(text)
  if (cell.kind === 'number') {
    const value = numberOf(cell, context)
    if (value === null) return
    const index = columns.push(row, at.field, value)
    if (cell.unit !== '') awaitUnit(series, cell, index, context)
    if (row.sector === TOTAL && series.isObserved) series.rounding.set(index, roundingOf(cell, value))
    return
  }
  // An assumption's row of its own with `n/a` says that there is no value, and wins as any other row. An empty cell, or a
  // dash in a sheet of many columns, says nothing.
  if (cell.kind === 'missing' && text !== '' && layout.values.length === 1 && !series.isObserved) {
    columns.push(row, at.field, Number.NaN)
    return
  }
  const quantity = quantityOf(series, column, cell, row, context)
  if (quantity === null) return
  if (typeof quantity === 'number') columns.push(row, at.field, quantity)
  else pushQuantity(columns, row, at.field, quantity)
}

function pushQuantity(columns: SeriesColumns, row: Row, field: number, quantity: Quantity): void {
  const value = quantity.kind === 'distribution' ? quantity.central : Number.NaN
  columns.quantities.set(columns.push(row, field, value), quantity)
}

/** Half a unit of the last digit, in the variable's unit: 7356 is right to 0.5, 1.2万亿 to 500 亿. */
function roundingOf({ digits }: { readonly digits: string }, value: number): number {
  const half = halfLastDigit(digits)
  const written = Number(digits)
  return written === 0 ? half : half * Math.abs(value / written)
}

/** `1.2万亿` in a variable that has no unit yet: read again when the whole file has been seen. */
function awaitUnit(
  { waiting, reading }: SeriesReading,
  cell: { readonly digits: string; readonly unit: string },
  row: number,
  context: CellContext,
): void {
  const unit = reading.unitOf(cell.unit)
  const { slot, at, text } = context
  if (unit === null || unit.base !== '' || slot.unit !== null) return
  waiting.push({ row, slot, digits: cell.digits, exponent: unit.exponent, at, text })
}

/** Settle the numbers that waited for a unit; a variable without one takes them as they stand, with a warning. */
export function settleWaiting({ waiting, columns, reading }: SeriesReading): void {
  for (const { row, slot, digits, exponent, at, text } of waiting) {
    const unit = slot.unit ?? (isMoneyByName(slot.name) ? reading.variables.money : null)
    const value = shiftDecimal(digits, exponent - (unit?.exponent ?? 0))
    columns.setValue(row, value)
    if (unit !== null) slot.unit = unit
    else
      reading.report.cell(
        'unit-missing',
        at,
        { text, value, variable: slot.name },
        { key: 'unit-in-heading', words: { example: `${slot.name}(亿元)` } },
      )
  }
  waiting.length = 0
}

/** Any other cell; null once its problem is reported, or where it says nothing. */
function quantityOf(
  series: SeriesReading,
  column: ValueColumn,
  cell: Exclude<Cell, { kind: 'number' }>,
  row: Row,
  context: CellContext,
): number | Quantity | null {
  const { reading, at, text } = context
  switch (cell.kind) {
    case 'missing':
      return null
    case 'fault':
      reportFault(cell.fault, context)
      return null
    case 'measured':
      return measured(series, column, cell, context)
    case 'distribution':
      return distributionOf(cell, row.persistence, context)
    case 'residual':
      if (series.isObserved) return cell
      reading.report.cell('residual-not-here', at, { text }, write('8%'))
      return null
    case 'path':
      return path(series, cell, row, context)
    case 'relative':
      if (!series.isObserved) return cell
      reading.report.cell('not-observed', at, { text }, write('700'))
      return null
    case 'formula':
      return formula(series, column, cell, context)
  }
}

/** `12 GWh`: a number where GWh is the variable's unit, else a formula that will not do. */
function measured(
  series: SeriesReading,
  column: ValueColumn,
  cell: { readonly digits: string; readonly unit: string; readonly text: string },
  context: CellContext,
): number | Quantity | null {
  const { reading, slot, stated } = context
  const unit = reading.unitOf(cell.unit)
  const own = slot.unit ?? stated
  if (
    unit !== null &&
    own !== null &&
    placesTo(own, slot, reading.variables, true) !== null &&
    unit.base === own.base
  ) {
    return numberOf(cell, context)
  }
  return formula(series, column, { kind: 'formula', text: cell.text }, context)
}

function path(
  series: SeriesReading,
  cell: Parameters<typeof pathOf>[0],
  row: Row,
  context: CellContext,
): Quantity | null {
  const { reading, at, text } = context
  if (series.isObserved) {
    reading.report.cell('not-observed', at, { text }, write('700'))
    return null
  }
  if (row.firstYear !== 0 && row.firstYear === row.lastYear) {
    reading.report.cell('path-needs-years', at, { text }, write(`${row.firstYear}-${row.firstYear + 2}`, '*'))
    return null
  }
  return pathOf(cell, context)
}

function formula(
  series: SeriesReading,
  column: ValueColumn,
  cell: Extract<Quantity, { kind: 'formula' }>,
  context: CellContext,
): Quantity | null {
  const { reading, at, text } = context
  if (!series.isObserved) return cell
  if (column.isGuess) {
    refuseGuess(reading, column)
    return null
  }
  reading.report.cell('not-a-number', at, { text }, write(numberMeant(text) ?? '1234.5', 'n/a'))
  return null
}

/**
 * `low` and `high` beside a value make a PERT distribution of it.
 * @returns whether the row is done with
 */
function readRange(
  series: SeriesReading,
  layout: Layout,
  cells: readonly string[],
  row: Row,
  context: CellContext,
): boolean {
  const { report } = series.reading
  const { at, text } = context
  const low = layout.low < 0 ? '' : (cells[layout.low] as string)
  const high = layout.high < 0 ? '' : (cells[layout.high] as string)
  if (isMissing(low) && isMissing(high)) return isMissing(text)
  if (isMissing(low) || isMissing(high)) {
    const [given, missing] = isMissing(low) ? (['high', 'low'] as const) : (['low', 'high'] as const)
    report.cell(
      'low-high-pair',
      { ...at, field: layout[given] },
      { given, missing },
      { key: 'both-or-neither', words: {} },
    )
    return true
  }
  const mode = endOf(text, at.field, context)
  if (mode === null) {
    report.cell('low-high-without-number', at, { text }, { key: 'number-between', words: { low, high } })
    return true
  }
  const ends = [
    rangeEnd(low, layout.low, layout.lowUnit, context),
    rangeEnd(high, layout.high, layout.highUnit, context),
  ] as const
  if (!Number.isNaN(ends[0] + mode + ends[1])) pushRange(series, row, context, ends, mode, [low, high])
  return true
}

function pushRange(
  { columns, reading }: SeriesReading,
  row: Row,
  { at, text }: CellContext,
  [low, high]: readonly [number, number],
  mode: number,
  [lowText, highText]: readonly [string, string],
): void {
  if (low > mode || mode > high) {
    const swapped = { low: highText, high: lowText }
    const isSwapped = high <= mode && mode <= low
    const between = low <= high ? { low: lowText, high: highText } : swapped
    reading.report.cell(
      'low-high-order',
      at,
      { value: text, low: lowText, high: highText },
      isSwapped ? { key: 'swap-low-high', words: swapped } : { key: 'number-between', words: between },
    )
  } else if (low === high) columns.push(row, at.field, mode)
  else {
    const parameters = [low, mode, high]
    const { persistence } = row
    pushQuantity(columns, row, at.field, {
      kind: 'distribution',
      shape: 'pert',
      parameters,
      central: mode,
      persistence,
    })
  }
}

/** An end of a range; NaN once its problem is reported. */
function rangeEnd(text: string, field: number, unit: Unit | null, context: CellContext): number {
  const end = endOf(text, field, { ...context, stated: unit ?? context.stated })
  if (end === null) context.reading.report.cell('not-a-number', { ...context.at, field }, { text }, write('700', 'n/a'))
  return end ?? Number.NaN
}

/** A plain number with or without a unit; null for anything else, NaN once its problem is reported. */
function endOf(text: string, field: number, context: CellContext): number | null {
  const cell = readCell(text)
  if (cell.kind !== 'number') return null
  return numberOf(cell, { ...context, text, at: { ...context.at, field } }) ?? Number.NaN
}
