/** What is calibrated, as rows of a plan's tables and as JSON. */

import { type CalibratedSeries, type Calibration, type Estimate, LEVEL } from '../analyses/calibration/calibrate.ts'
import { type Choice, leavesOutZero, type Pair } from '../analyses/calibration/correlations.ts'
import { sectorCell } from '../analyses/calibration/rates.ts'
import type { Interval } from '../analyses/numerics/intervals.ts'
import type { History } from '../plan/history.ts'
import type { DataCell, DataTable } from './delimited.ts'
import type { Language } from './messages.ts'
import { levelDigits, rounded, writtenDigits } from './numbers.ts'
import { type CalibrateWords, calibrateWords, type Ranged } from './words-calibrate.ts'

/** How rows are stamped. */
export type Stamp = {
  /** Names for the scenario column; null: no such column. */
  readonly scenarios: readonly string[] | null
  /** Of the year column: `*`, `2026`, `2026-2027`. */
  readonly years: string
  /** `--digits`; null: three figures of the spread. */
  readonly digits: number | null
  readonly language: Language
}

const columns = ['sector', 'variable', 'year', 'value', 'persistence', 'status', 'source', 'note'] as const

/** Rows that a plan takes as assumptions: `displays,growth,*,"normal(5.22%, 3.10%)",0,derived,…` */
export function assumptionTable(history: History, { series }: Calibration, stamp: Stamp): DataTable {
  const { scenarios, years } = stamp
  const rows = series
    .filter(({ isWritten }) => isWritten)
    .map((each): DataCell[] => [
      sectorCell(history, each.sector),
      each.assumption,
      years,
      distributionText(each, stamp.digits),
      each.writtenPersistence,
      each.status,
      each.sources.join('; ') || fileOf(history),
      noteOf(history, each, stamp),
    ])
  if (scenarios === null) return { columns, rows }
  return {
    columns: ['scenario', ...columns],
    rows: scenarios.flatMap((scenario) => rows.map((row) => [scenario, ...row])),
  }
}

/** The name that leads to the history, or what stands for standard input. */
export function fileOf({ files }: History): string {
  return files[0]?.name ?? ''
}

/** `normal(5.22%, 3.10%)`; of rates that never vary the rate itself. */
function distributionText(series: CalibratedSeries, digits: number | null): string {
  const { mean, spread } = series
  const places = digits ?? percentDigits(series)
  const text = (fraction: number) => percentText(fraction, places)
  return spread.value === 0 ? text(mean.value) : `normal(${text(mean.value)}, ${text(spread.value)})`
}

/** Three figures of the spread, of which an interval leaves one at most. */
export function percentDigits({ mean, spread }: CalibratedSeries): number {
  return spread.value === 0 ? writtenDigits(mean.value * 100) : levelDigits([spread.value * 100])
}

/** As a plan reads it: no commas between thousands. */
function percentText(fraction: number, digits: number): string {
  return `${rounded(fraction * 100, digits).toFixed(digits)}%`
}

/** An estimate of a rate in words; without an interval its ends are the estimate. */
export function rangedPercent({ value, interval }: Estimate, digits: number): Ranged {
  const text = (fraction: number) => percentText(fraction, digits)
  const [low, high] = interval ?? [value, value]
  return { value: text(value), low: text(low), high: text(high) }
}

/** A correlation in words, its interval with as many digits as asked. */
export function rangedNumber(value: number, interval: Interval | null, digits = 2): Ranged {
  const end = (each: number) => rounded(each, digits).toFixed(digits)
  const [low, high] = interval ?? [value, value]
  return { value: rounded(value, 2).toFixed(2), low: end(low), high: end(high) }
}

export type PersistenceState = 'none' | 'untold' | 'negative' | 'told' | 'drift'

/** What can be said of a persistence, and so what is written. */
export function persistenceState({ persistence }: CalibratedSeries): PersistenceState {
  const interval = persistence?.interval ?? null
  if (interval === null) return 'none'
  const [low, high] = interval
  if (low >= 1) return 'drift'
  if (low > 0) return 'told'
  return high < 0 ? 'negative' : 'untold'
}

function noteOf(history: History, series: CalibratedSeries, { language, digits }: Stamp): string {
  const { note } = calibrateWords[language]
  const { years, rates, variable, kind, measure, mean, spread } = series
  const places = digits ?? percentDigits(series)
  const opening = note.opening({
    file: fileOf(history),
    observed: history.variables[variable]?.name ?? '',
    isGrowth: kind === 'growth',
    measure,
    first: years[0] ?? 0,
    last: years.at(-1) ?? 0,
    count: rates.length,
  })
  if (spread.value === 0) return [opening, note.noSpread].join(note.join) + note.end
  const spoken = [note.mean(rangedPercent(mean, places)), note.spread(rangedPercent(spread, places))]
  return [opening, ...spoken, ...persistenceWords(series, note)].join(note.join) + note.end
}

function persistenceWords(series: CalibratedSeries, note: CalibrateWords['note']): string[] {
  const { persistence } = series
  const state = persistenceState(series)
  if (persistence === null || state === 'none') return [note.noPersistence]
  return [note.persistence(rangedNumber(persistence.value, persistence.interval)), note[state]]
}

/** Rows of correlations.csv, within a variable and between two. */
export function correlationTable(history: History, calibration: Calibration, { language }: Stamp): DataTable {
  const { pairs, choice } = calibration
  const written = calibration.series.filter(({ isWritten }) => isWritten)
  const sides = pairs.map((pair) => ({ pair, a: written[pair.first], b: written[pair.second] }))
  const isOneVariable = sides.every(({ a, b }) => a?.assumption === b?.assumption)
  const rows = sides.flatMap(({ pair, a, b }) => {
    if (a === undefined || b === undefined) return []
    const [first, second] = [sectorCell(history, a.sector), sectorCell(history, b.sector)]
    const names = isOneVariable ? [a.assumption, first, second] : [a.assumption, first, b.assumption, second]
    return [[...names, pair.written, pairNote(pair, choice, language)]]
  })
  const named = isOneVariable
    ? ['variable', 'sector_a', 'sector_b']
    : ['variable', 'sector_a', 'variable_b', 'sector_b']
  return { columns: [...named, 'correlation', 'note'], rows }
}

/** Whether the interval leaves 0 out. */
export function isTold({ interval }: Pair): boolean {
  return interval !== null && leavesOutZero(interval)
}

function pairNote(pair: Pair, choice: Choice, language: Language): string {
  const words = calibrateWords[language].correlationNote
  const { correlation, interval, years } = pair
  if (correlation === null) return words.none(years)
  const ranged = { ...rangedNumber(correlation, interval), years }
  const observed = interval === null ? words.withoutInterval(ranged) : words.observed(ranged)
  if (choice === 'nearest') return [observed, words.nearest].join(words.join)
  if (isTold(pair)) return observed
  return [observed, choice === 'told' ? words.untold : words.estimated].join(words.join)
}

/** The body of `calibrate -f json`; every number in full. */
export function calibrationRecord(history: History, { series, pairs, choice }: Calibration) {
  const written = series.filter(({ isWritten }) => isWritten)
  const observed = (each: CalibratedSeries) => history.variables[each.variable]?.name ?? ''
  return {
    level: LEVEL,
    series: series.map((each) => ({
      variable: each.assumption,
      sector: sectorCell(history, each.sector),
      observed: observed(each),
      kind: each.kind,
      measure: each.measure,
      years: each.years,
      rates: each.rates,
      mean: each.mean,
      sd: each.spread,
      lagOne: each.persistence,
      persistence: each.writtenPersistence,
      status: each.status,
      written: each.isWritten,
    })),
    correlations: pairs.map((pair) => ({
      variableA: written[pair.first]?.assumption ?? '',
      sectorA: sectorCell(history, written[pair.first]?.sector ?? 0),
      variableB: written[pair.second]?.assumption ?? '',
      sectorB: sectorCell(history, written[pair.second]?.sector ?? 0),
      years: pair.years,
      estimate: pair.correlation,
      interval: pair.interval,
      correlation: pair.written,
    })),
    choice,
  }
}
