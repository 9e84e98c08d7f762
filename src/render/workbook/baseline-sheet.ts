/** The sheet of levels that are observed: the same for every scenario, with what the settings change in them. */

import { formatExpression } from '../../model/expression.ts'
import { controlRow, type Given, type Inputs, originOf } from '../../model/given.ts'
import { inputsOf } from '../../model/inputs.ts'
import type { Model, ModelVariable } from '../../model/types.ts'
import type { Quantity } from '../../plan/types.ts'
import {
  type BookCell,
  type BookRow,
  emptyCell,
  formulaCell,
  numberCell,
  plainSheet,
  type Sheet,
  textCell,
} from './book.ts'
import { exact } from './formula.ts'
import { formulaIn, HEADING, type Layout, originIn, YEAR_COLUMN, yearColumn } from './layout.ts'
import { labelCells, topRows, variableFormat, widthsOf } from './looks.ts'
import { spreadNote } from './notes.ts'
import { sheetPrefix } from './places.ts'

/** Where the levels stand: rows by variable, with one for the control total of those that have one. */
export type Baseline = {
  readonly sheet: Sheet
  /** The cell of an observed level, from another sheet; null where none is. */
  readonly cell: (variable: number, t: number, sector: number) => string | null
}

type Rows = {
  readonly variable: ModelVariable
  readonly first: number
  readonly hasControl: boolean
  readonly given: Given
}

/** The rows of the plan without `--set`: who is observed. */
export function inputsWithout(model: Model, scenario: number, settings: number): Inputs {
  const { plan } = model
  return inputsOf({ ...model, plan: { ...plan, settings: plan.settings.slice(0, settings) } }, scenario)
}

export function baselineSheet(layout: Layout): Baseline | null {
  const { model, words, views } = layout
  const [first] = views
  if (first === undefined) return null
  const bare = inputsWithout(model, first.scenario, 0)
  const isObserved = (variable: number, t: number, sector: number) =>
    originIn(bare, variable, t, sector)?.kind === 'baseline'
  const observed: Rows[] = []
  let next = HEADING + 1
  for (const variable of model.variables) {
    const given = first.inputs.given[variable.index] ?? null
    if (given === null || !hasBaseline(bare, variable.index)) continue
    const hasControl = residualsOf(model, variable.index).length > 0
    observed.push({ variable, first: next, hasControl, given })
    next += given.width + (hasControl ? 1 : 0)
  }
  const rowOf = ({ first: start, hasControl, given }: Rows, sector: number) =>
    start + (hasControl ? 1 : 0) + (given.width === 1 ? 0 : sector)
  const rows: BookRow[] = topRows(layout, words.sheets.baseline, words.about.baseline)
  for (const each of observed) rows.push(...rowsOf(layout, each, isObserved))
  const name = layout.sheets.baseline
  return {
    sheet: {
      ...plainSheet,
      name,
      rows,
      widths: widthsOf(rows, HEADING),
      frozen: { rows: HEADING + 1, columns: YEAR_COLUMN },
      heading: HEADING + 1,
    },
    cell: (variable, t, sector) => {
      const each = observed.find(({ variable: { index } }) => index === variable)
      if (each === undefined || t < layout.firstTime || !isObserved(variable, t, sector)) return null
      return `${sheetPrefix(name)}${yearColumn(layout, t)}${rowOf(each, sector) + 1}`
    },
  }
}

function hasBaseline({ given }: Inputs, variable: number): boolean {
  return given[variable]?.origins.some((packed) => originOf(packed)?.kind === 'baseline') ?? false
}

/** Rows of the baseline whose value is what the total leaves. */
function residualsOf({ plan: { baseline } }: Model, variable: number): number[] {
  return [...baseline.quantities].flatMap(([row, { kind }]) =>
    kind === 'residual' && baseline.variable[row] === variable ? [row] : [],
  )
}

function rowsOf(
  layout: Layout,
  { variable, first, hasControl, given }: Rows,
  isObserved: (variable: number, t: number, sector: number) => boolean,
): BookRow[] {
  const { model, words } = layout
  const times = layout.years.map((_, index) => layout.firstTime + index)
  const format = variableFormat(layout, variable.unit, [...given.values])
  const start = first + (hasControl ? 1 : 0)
  const control = (t: number): BookCell => {
    const row = residualsOf(model, variable.index).find((each) => yearOf(model, each) === model.timeline[t])
    const total = row === undefined ? null : controlRow(model.plan, row)
    return total === null
      ? emptyCell('unused')
      : numberCell(model.plan.baseline.value[total] as number, 'input', format)
  }
  const cell = (t: number, sector: number): BookCell => {
    if (!isObserved(variable.index, t, sector)) return emptyCell('unused')
    return levelCell(layout, { variable, given, t, sector, format, above: first + 1, start })
  }
  const controls = times.map(control)
  const label = labelCells(layout, variable, 0)
  return [
    ...(hasControl ? [[label[0] ?? null, textCell(words.controlTotal, 'label'), label[2] ?? null, ...controls]] : []),
    ...Array.from({ length: given.width }, (_, sector) => [
      ...labelCells(layout, variable, sector),
      ...times.map((t) => cell(t, sector)),
    ]),
  ]
}

function yearOf({ plan, baseYear }: Model, row: number): number {
  return plan.baseline.firstYear[row] || baseYear
}

type Level = {
  readonly variable: ModelVariable
  readonly given: Given
  readonly t: number
  readonly sector: number
  readonly format: string
  /** Rows as Excel counts: of the control total, and of the first sector less one. */
  readonly above: number
  readonly start: number
}

function levelCell(layout: Layout, { variable, given, t, sector, format, above, start }: Level): BookCell {
  const { model, views } = layout
  const value = given.values[t * given.width + sector] as number
  const formula = formulaIn(given, t, sector)
  if (formula !== null) return textCell(formatExpression(formula), 'quiet')
  const note = spreadNote(layout, given, t * given.width + sector)
  const origin = originIn(
    views[0]?.inputs ?? { scenario: 0, given: [], residuals: [], problems: [] },
    variable.index,
    t,
    sector,
  )
  const quantity = quantityOf(model, origin)
  if (origin?.kind === 'setting' && quantity?.kind === 'relative') {
    const before = inputsWithout(model, views[0]?.scenario ?? 0, origin.row).given[variable.index]?.values[
      t * given.width + sector
    ]
    return formulaCell(changed(exact(before ?? Number.NaN), quantity), value, 'input', format, note)
  }
  if (quantity?.kind !== 'residual') return numberCell(value, 'input', format, note)
  const column = yearColumn(layout, t)
  const total = `${column}${above}`
  const range = (from: number, to: number) =>
    from > to ? [] : [`${column}${start + from + 1}:${column}${start + to + 1}`]
  const others = [...range(0, sector - 1), ...range(sector + 1, given.width - 1)]
  const all = [total, ...others].join(',')
  const left = others.length === 0 ? total : `${total}-SUM(${others.join(',')})`
  return formulaCell(`IF(COUNT(${all})<${given.width},NA(),${left})`, value, 'computed', format, note)
}

function quantityOf({ plan }: Model, origin: ReturnType<typeof originOf>): Quantity | null {
  if (origin?.kind === 'setting') return plan.settings[origin.row]?.quantity ?? null
  return origin?.kind === 'baseline' ? (plan.baseline.quantities.get(origin.row) ?? null) : null
}

/** `+2pp` and `*0.9` of what a cell or a number says. */
export function changed(base: string, { operation, amount }: Extract<Quantity, { kind: 'relative' }>): string {
  if (operation === 'scale') return `${base}*${exact(amount)}`
  return `${base}${amount < 0 ? '-' : '+'}${exact(Math.abs(amount))}`
}
