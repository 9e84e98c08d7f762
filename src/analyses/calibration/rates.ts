/** The yearly rates in a history: growth of what is a level, and rates as they stand. */

import { cellOf } from '../../plan/controls.ts'
import type { History } from '../../plan/history.ts'
import { type Problem, problem } from '../../plan/problem.ts'
import { write } from '../../plan/report.ts'
import { placeOf } from '../../plan/source.ts'
import { EVERY_SECTOR, type Series, TOTAL } from '../../plan/types.ts'

/** Rates of one variable in one sector, by ascending year. */
export type RateSeries = {
  /** Index into `history.variables`. */
  readonly variable: number
  /** Index into `history.sectors`, EVERY_SECTOR or TOTAL. */
  readonly sector: number
  /** `growth` is computed from levels, `rate` is observed. */
  readonly kind: 'growth' | 'rate'
  readonly years: readonly number[]
  readonly rates: readonly number[]
  /** Rows of the history that the rates were computed from, by ascending year. */
  readonly rows: readonly number[]
}

/**
 * The rates of a history, series by series in the order of the file.
 *
 *     growth[t] = level[t] / level[t−1] − 1        only where the year before is observed
 *
 * A gap is not bridged: growth over several years is an average, and averages vary less than years do.
 *
 * @param variables  indexes into `history.variables`
 * @returns the series, and a problem for every level at or below zero and every gap
 */
export function ratesOf(
  history: History,
  variables: readonly number[],
): { readonly series: readonly RateSeries[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const series = groupedRows(history.observations)
    .filter(({ variable }) => variables.includes(variable))
    .map(({ variable, sector, rows }): RateSeries => {
      const named = { variable, sector, rows: oneAYear(history.observations, rows) }
      const isRate = history.variables[variable]?.unit === '1'
      if (!isRate) problems.push(...levelProblems(history, named))
      problems.push(...slips(history, named, isRate))
      return isRate ? ratesAsObserved(history, named) : growthOf(history, named)
    })
  return { series, problems }
}

/** A rate beyond this is a slip of the pen, and its square would be no number. */
const LARGEST_RATE = 1e9

function slips({ observations, files }: History, { rows }: Rows, isRate: boolean): Problem[] {
  const { value } = observations
  const found = rows.filter((row, i) => {
    const level = value[row] as number
    if (isRate) return Math.abs(level) > LARGEST_RATE
    // A level of zero or less before it is a problem of its own.
    const before = i === 0 ? level : (value[rows[i - 1] as number] as number)
    return before > 0 && Math.abs(level / before - 1) > LARGEST_RATE
  })
  return found.map((row) =>
    problem(
      'number-too-large',
      placeOf(files, cellOf(observations, row)),
      { text: value[row] as number },
      write('n/a'),
    ),
  )
}

type Rows = { readonly variable: number; readonly sector: number; readonly rows: readonly number[] }

function groupedRows({ length, variable, sector }: Series): Rows[] {
  const groups = new Map<string, { variable: number; sector: number; rows: number[] }>()
  for (let row = 0; row < length; row++) {
    const [ofVariable, ofSector] = [variable[row] as number, sector[row] as number]
    const key = `${ofVariable} ${ofSector}`
    const group = groups.get(key) ?? { variable: ofVariable, sector: ofSector, rows: [] }
    groups.set(key, group)
    group.rows.push(row)
  }
  return [...groups.values()]
}

/** By year; of rows that repeat each other the first. */
function oneAYear({ firstYear }: Series, rows: readonly number[]): number[] {
  const byYear = new Map<number, number>()
  for (const row of rows) {
    const year = firstYear[row] as number
    if (!byYear.has(year)) byYear.set(year, row)
  }
  return [...byYear.entries()].sort(([a], [b]) => a - b).map(([, row]) => row)
}

function ratesAsObserved({ observations }: History, named: Rows): RateSeries {
  const { firstYear, value } = observations
  const years = named.rows.map((row) => firstYear[row] as number)
  return { ...named, kind: 'rate', years, rates: named.rows.map((row) => value[row] as number) }
}

function growthOf({ observations }: History, named: Rows): RateSeries {
  const { firstYear, value } = observations
  const steps = named.rows.slice(1).flatMap((row, i) => {
    const before = named.rows[i] as number
    const year = firstYear[row] as number
    if (year - (firstYear[before] as number) > 1) return []
    return [{ year, rate: (value[row] as number) / (value[before] as number) - 1 }]
  })
  return { ...named, kind: 'growth', years: steps.map(({ year }) => year), rates: steps.map(({ rate }) => rate) }
}

function levelProblems(history: History, named: Rows): Problem[] {
  const { observations, files } = history
  const { firstYear, value } = observations
  const name = seriesName(history, named)
  const place = (row: number) => placeOf(files, cellOf(observations, row))
  const notPositive = named.rows.filter((row) => !((value[row] as number) > 0))
  const gaps = named.rows.slice(1).flatMap((row, i) => {
    const [first, last] = [firstYear[named.rows[i] as number] as number, firstYear[row] as number]
    return last - first > 1 ? [{ row, first, last }] : []
  })
  return [
    ...notPositive.map((row) => {
      const help = { key: 'write-or', words: { example: '700', other: 'n/a' } } as const
      return problem('level-without-growth', place(row), { text: value[row] as number }, help)
    }),
    ...gaps.map(({ row, first, last }) =>
      problem('gap-in-history', place(row), { name, first, last, example: exampleRow(history, named, first + 1) }),
    ),
  ]
}

/** Relative to 1 + the rate: by less than this, rates differ only by the rounding of their computation. */
const ROUNDING = 1e-12

export function isConstant(rates: readonly number[]): boolean {
  const [first = 0] = rates
  return rates.every((rate) => Math.abs(rate - first) <= ROUNDING * (1 + Math.abs(first)))
}

/** `revenue[displays]` */
export function seriesName(history: History, { variable, sector }: Pick<Rows, 'variable' | 'sector'>): string {
  return `${history.variables[variable]?.name ?? ''}[${sectorCell(history, sector)}]`
}

/** A sector as a cell of a plan names it. */
export function sectorCell({ sectors }: History, sector: number): string {
  if (sector === TOTAL) return 'total'
  return sector === EVERY_SECTOR ? '*' : (sectors[sector]?.name ?? '')
}

/** A row that somebody who knows the value can complete. */
export function exampleRow(history: History, { sector }: Pick<Rows, 'sector'>, year: number): string {
  return `${sectorCell(history, sector)},${year},…`
}
