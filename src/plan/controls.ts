/** Control totals: the sectors of a year must add up to its total, or one of them is what is left. */

import { isRate } from './names.ts'
import type { Reading } from './reading.ts'
import { list } from './report.ts'
import { type CellRef, EVERY_SECTOR, type Series, TOTAL } from './types.ts'

/** What the baseline says of one variable in one year. Rows of the series. */
type YearOfVariable = {
  total: number | null
  residual: number | null
  /** More than one sector is the residual, so that none can be. */
  hasTwo: boolean
  every: number | null
  readonly sectors: Map<number, number>
}

/** A total as computed may miss the written one by this much of it, for the arithmetic. */
const RELATIVE_SLACK = 1e-9

/** @param rounding  half a unit of the last digit of each total, by row */
export function checkControls(reading: Reading, series: Series, rounding: ReadonlyMap<number, number>): void {
  const years = yearsWithTotals(reading, series)
  const hasSectors = new Set<number>()
  for (let row = 0; row < series.length; row++) {
    if (series.sector[row] !== TOTAL) hasSectors.add(series.variable[row] as number)
  }
  for (const year of years.values()) checkYear(reading, series, rounding, year, hasSectors)
}

/** Variables and years that have a total or a residual, with the rows of their sectors. */
function yearsWithTotals(reading: Reading, series: Series): ReadonlyMap<number, YearOfVariable> {
  const { sector, quantities, length } = series
  const years = new Map<number, YearOfVariable>()
  const key = (row: number) => (series.variable[row] as number) * 10000 + (series.firstYear[row] as number)
  const isResidual = (row: number) => quantities.get(row)?.kind === 'residual'
  for (let row = 0; row < length; row++) {
    if (sector[row] !== TOTAL && !isResidual(row)) continue
    const year = years.get(key(row)) ?? { total: null, residual: null, hasTwo: false, every: null, sectors: new Map() }
    years.set(key(row), year)
    if (sector[row] === TOTAL) year.total ??= row
    else addResidual(reading, series, year, row)
  }
  for (let row = 0; row < length; row++) {
    const year = sector[row] === TOTAL || isResidual(row) ? undefined : years.get(key(row))
    if (year === undefined) continue
    if (sector[row] === EVERY_SECTOR) year.every ??= row
    else if (!year.sectors.has(sector[row] as number)) year.sectors.set(sector[row] as number, row)
  }
  return years
}

function addResidual(reading: Reading, series: Series, year: YearOfVariable, row: number): void {
  year.residual ??= row
  if (series.sector[row] === series.sector[year.residual]) return
  year.hasTwo = true
  reportTwo(reading, series, year.residual, row)
}

function reportTwo({ report, variables }: Reading, series: Series, first: number, second: number): void {
  const variable = variables.listed[series.variable[second] as number]?.name ?? ''
  const words = { variable, year: series.firstYear[second] as number, other: report.where(cellOf(series, first)) }
  report.cell('two-residuals', cellOf(series, second), words, { key: 'write', words: { example: '300' } })
}

export function cellOf({ file, line, field }: Series, row: number): CellRef {
  return { file: file[row] as number, line: line[row] as number, field: field[row] as number }
}

function checkYear(
  reading: Reading,
  series: Series,
  rounding: ReadonlyMap<number, number>,
  found: YearOfVariable,
  hasSectors: ReadonlySet<number>,
): void {
  const { report, variables, sectors } = reading
  const row = found.total ?? found.residual
  if (row === null) return
  const variable = series.variable[row] as number
  const slot = variables.listed[variable]
  const year = series.firstYear[row] as number
  if (slot === undefined || found.hasTwo || !hasSectors.has(variable)) return
  const words = { variable: slot.name, year }
  if (found.total === null) {
    const example = `total,${year},…`
    report.cell('residual-without-total', cellOf(series, row), words, { key: 'complete-year', words: { example } })
    return
  }
  if (found.residual === null && isRate(slot)) return
  const missing = missingSectors(reading, series, found)
  if (missing.length > 0) {
    const help = { key: 'complete-year', words: { example: `${missing[0]},${year},…` } } as const
    report.cell('control-incomplete', cellOf(series, found.total), { ...words, sectors: list(missing) }, help)
    return
  }
  const named = [...found.sectors.values()].reduce((sum, each) => sum + (series.value[each] as number), 0)
  const unnamed = sectors.items.length - found.sectors.size - (found.residual === null ? 0 : 1)
  const sum = named + (found.every === null ? 0 : unnamed * (series.value[found.every] as number))
  compare(reading, series, found, found.total, { ...words, sum }, rounding)
}

/** The first few sectors without a value in the year. */
function missingSectors(
  { sectors }: Reading,
  series: Series,
  { every, residual, sectors: known }: YearOfVariable,
): string[] {
  if (every !== null) return []
  const residualSector = residual === null ? null : (series.sector[residual] as number)
  const missing: string[] = []
  for (let sector = 0; sector < sectors.items.length && missing.length < 3; sector++) {
    if (!known.has(sector) && sector !== residualSector) missing.push(sectors.items[sector]?.name ?? '')
  }
  return missing
}

function compare(
  { report }: Reading,
  series: Series,
  { residual }: YearOfVariable,
  totalRow: number,
  words: { readonly variable: string; readonly year: number; readonly sum: number },
  rounding: ReadonlyMap<number, number>,
): void {
  const total = series.value[totalRow] as number
  const slack = (rounding.get(totalRow) ?? 0) + RELATIVE_SLACK * Math.abs(total)
  const readable = { ...words, sum: Number(words.sum.toPrecision(12)), total: Number(total.toPrecision(12)) }
  if (residual !== null) {
    if (words.sum > total + slack) report.cell('negative-residual', cellOf(series, residual), readable)
  } else if (Math.abs(words.sum - total) > slack) report.cell('control-total', cellOf(series, totalRow), readable)
}
