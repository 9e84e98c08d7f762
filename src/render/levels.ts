/** One projection as tables: each variable by sector with its total, and the totals that stand alone. */

import { type Projection, valueAt } from '../model/project.ts'
import type { Model, ModelVariable } from '../model/types.ts'
import { TOTAL } from '../plan/types.ts'
import type { Glyphs } from './glyphs.ts'
import { type Language, messages } from './messages.ts'
import { sectorName, variableHeading } from './names.ts'
import { compoundGrowth, formatPercent, roundedParts } from './numbers.ts'
import { formatOf, formatValue } from './quantities.ts'
import { sparklines } from './spark.ts'
import {
  type Cell,
  type Column,
  cell,
  keyColumn,
  numberColumn,
  pictured,
  type Row,
  row,
  type Table,
  table,
} from './table.ts'

type Style = {
  readonly language: Language
  readonly glyphs: Pick<Glyphs, 'levels'>
  /** `--digits`; null: as many as the values need. */
  readonly digits: number | null
}

/** Which variables are shown: by sector (with the variable that is their total, if any), and totals by themselves. */
export type Shown = {
  readonly bySector: readonly {
    readonly variable: ModelVariable
    readonly total: ModelVariable | null
    /** Indexes into `plan.sectors`; null: all of them. */
    readonly sectors?: readonly number[] | null
  }[]
  readonly alone: readonly ModelVariable[]
}

/**
 * @param variables  indexes into `model.variables`, in the order in which they are to be shown
 * @param sectors    only these, and no totals; null: all of them
 */
export function shownVariables(
  model: Model,
  variables: readonly number[],
  sectors: readonly number[] | null = null,
): Shown {
  const chosen = variables.flatMap((index) => model.variables[index] ?? [])
  const withTotals = chosen
    .filter(({ level }) => level === 'sector')
    .map((variable) => ({ variable, total: sectors === null ? totalOf(model, variable) : null, sectors }))
  if (sectors !== null) return { bySector: withTotals, alone: [] }
  const carried = new Set(withTotals.map(({ total }) => total?.index))
  const others = chosen.filter(({ index }) => !carried.has(index))
  // Of one sector there is no table by sector: its values are the totals.
  if (model.plan.sectors.length === 1) return { bySector: [], alone: others }
  return { bySector: withTotals, alone: others.filter(({ level }) => level === 'total') }
}

/** The total of a variable by sector: the one whose equation is its sum. */
export function totalOf({ variables }: Model, { name }: ModelVariable): ModelVariable | null {
  const isSum = ({ expression }: ModelVariable) => {
    if (expression?.kind !== 'call' || expression.name !== 'sum') return false
    const [summed] = expression.operands
    return summed?.kind === 'variable' && summed.name === name && summed.years === 0
  }
  return variables.find(isSum) ?? null
}

type Years = { readonly first: number; readonly last: number; readonly all: readonly number[] }

/**
 * A variable by sector: its level in each year, growth per year over the horizon, and the share of the total in the last
 * year. Printed sectors add up to the printed total, and printed shares to 100 %.
 */
export function sectorTable(
  projection: Projection,
  { variable, total, sectors: only = null }: Shown['bySector'][number],
  style: Style,
): Table {
  const { language, digits } = style
  const years = yearsOf(projection)
  const sectors = only ?? projection.model.plan.sectors.map((_, index) => index)
  const places = sectors.map((_, place) => place)
  const columns = years.all.map((year) => sectors.map((sector) => valueAt(projection, variable.index, sector, year)))
  const totals = years.all.map((year) => (total === null ? null : valueAt(projection, total.index, TOTAL, year)))
  const format = formatOf(variable.unit, [...columns.flat(), ...totals], digits)
  const printed = columns.map((values, i) => {
    if (total === null || format.isRate) return values.map((value) => formatValue(value, format, language))
    const parts = roundedParts(values, format.digits, totals[i] ?? null).parts
    return parts.map((value) => formatValue(value, format, language))
  })
  const isSummed = total !== null && sectors.length > 1
  const growth = format.isRate ? null : places.map((place) => growthOf(columns, place, years))
  const shares = isSummed ? sharesOf(columns.at(-1) ?? [], totals.at(-1) ?? null) : null
  const rows: Row[] = sectors.map((sector, place) =>
    row([
      cell(sectorName(projection.model.plan, sector, language)),
      ...printed.map((texts) => cell(texts[place] ?? '')),
      ...(growth === null ? [] : [percentCell(growth[place] ?? null, language)]),
      ...(shares === null ? [] : [percentCell(shares.parts[place] ?? null, language)]),
    ]),
  )
  if (isSummed)
    rows.push(totalRow(totals, growthBetween(totals[0] ?? null, totals.at(-1) ?? null, years), shares !== null))
  const paths = places.map((place) => columns.map((values) => values[place] ?? null))
  return pictured(
    table(
      headings(
        variableHeading(projection.model, variable, language),
        years,
        language,
        growth !== null,
        shares !== null,
      ),
      rows,
    ),
    sparklines(messages(language).path, isSummed ? [...paths, totals] : paths, style.glyphs),
  )

  function totalRow(values: readonly (number | null)[], cagr: number | null, hasShares: boolean): Row {
    const texts = values.map((value) => formatValue(value, format, language))
    const cells = [messages(language).total, ...texts, percentText(cagr, language)]
    if (hasShares) cells.push(percentText(hasParts(values.at(-1) ?? null) ? 1 : null, language))
    return row(
      cells.map((text) => cell(text, 'strong')),
      true,
    )
  }
}

function headings(first: string, years: Years, language: Language, hasGrowth: boolean, hasShares: boolean): Column[] {
  const { annualGrowth, share } = messages(language)
  return [
    keyColumn(first),
    ...years.all.map((year) => numberColumn(String(year))),
    ...(hasGrowth ? [numberColumn(annualGrowth)] : []),
    ...(hasShares ? [numberColumn(share)] : []),
  ]
}

/** Name of the only sector of a plan that names none. */
const IMPLICIT_SECTOR = 'all'

/** Totals that no table by sector carries, one a row, each in its own unit; those of one unit with the same digits. */
export function totalsTable(projection: Projection, variables: readonly ModelVariable[], style: Style): Table {
  const { language, digits } = style
  const years = yearsOf(projection)
  const values = variables.map(({ index }) => years.all.map((year) => valueAt(projection, index, TOTAL, year)))
  const isRate = (variable: ModelVariable) => variable.unit === '1'
  const hasGrowth = !variables.every(isRate)
  const rows = variables.map((variable, i) => {
    const own = values[i] ?? []
    const alike = variables.flatMap(({ unit }, j) => (unit === variable.unit ? (values[j] ?? []) : []))
    const format = formatOf(variable.unit, alike, digits)
    const cagr = isRate(variable)
      ? cell('')
      : percentCell(growthBetween(own[0] ?? null, own.at(-1) ?? null, years), language)
    const texts = own.map((value) => cell(formatValue(value, format, language)))
    return row([cell(variableHeading(projection.model, variable, language)), ...texts, ...(hasGrowth ? [cagr] : [])])
  })
  const { plan } = projection.model
  const isOfOne = plan.sectors.length === 1 && plan.sectors[0]?.name !== IMPLICIT_SECTOR
  const first = isOfOne ? sectorName(plan, 0, language) : messages(language).indicator
  return pictured(
    table(headings(first, years, language, hasGrowth, false), rows),
    sparklines(messages(language).path, values, style.glyphs),
  )
}

function yearsOf({ years, model }: Projection): Years {
  return { first: model.baseYear, last: model.horizon, all: years }
}

function growthOf(columns: readonly (readonly (number | null)[])[], sector: number, years: Years): number | null {
  return growthBetween(columns[0]?.[sector] ?? null, columns.at(-1)?.[sector] ?? null, years)
}

function growthBetween(first: number | null, last: number | null, years: Years): number | null {
  return compoundGrowth(first, last, years.last - years.first)
}

/** Of nothing, as of 0, there are no shares. */
function hasParts(total: number | null): total is number {
  return total !== null && total !== 0
}

/** Shares of the total, rounded to a tenth of a per cent so that they add up; null where there is no total. */
function sharesOf(values: readonly (number | null)[], total: number | null) {
  if (!hasParts(total)) return { parts: values.map(() => null) }
  return roundedParts(
    values.map((value) => (value === null ? null : value / total)),
    3,
    1,
  )
}

function percentText(fraction: number | null, language: Language): string {
  return fraction === null ? messages(language).noValue : formatPercent(fraction, 1)
}

function percentCell(fraction: number | null, language: Language): Cell {
  return cell(percentText(fraction, language))
}
