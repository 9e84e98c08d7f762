/** From a history to the assumptions it supports: means, spreads, persistence and correlations, each with its interval. */

import { cellOf } from '../../plan/controls.ts'
import type { History } from '../../plan/history.ts'
import { type Problem, problem, wholeFile } from '../../plan/problem.ts'
import { placeOf } from '../../plan/source.ts'
import type { Grade } from '../../plan/types.ts'
import type { Interval } from '../numerics/intervals.ts'
import { chiSquaredQuantile, studentQuantile } from '../numerics/special.ts'
import { mean, standardDeviation } from '../numerics/statistics.ts'
import { lagOneAutocorrelation, persistenceInterval } from './autocorrelation.ts'
import { type Choice, correlationsOf, type Pair } from './correlations.ts'
import { exampleRow, isConstant, type RateSeries, ratesOf, seriesName } from './rates.ts'

/** Chance that an interval holds what it is about. */
export const LEVEL = 0.95

/** An interval is null where the rates leave none to compute. */
export type Estimate = { readonly value: number; readonly interval: Interval | null }

export type CalibratedSeries = RateSeries & {
  /** The variable that an assumption is written for: `growth` for the growth of `revenue`, `x_growth` for that of `x`. */
  readonly assumption: string
  readonly measure: string | null
  /** Of the rows used, in their order, without repeats. */
  readonly sources: readonly string[]
  /** `derived`, unless a row says that it is itself assumed. */
  readonly status: Grade
  /** Interval by Student's t. */
  readonly mean: Estimate
  /** Standard deviation with n − 1; interval by χ². */
  readonly spread: Estimate
  /** Lag-one autocorrelation; null where there is none to compute. */
  readonly persistence: Estimate | null
  /** The persistence that is written: 0 unless the interval lies above 0. */
  readonly writtenPersistence: number
  /** The total of sectors that are written themselves is shown only. */
  readonly isWritten: boolean
}

export type Calibration = {
  readonly series: readonly CalibratedSeries[]
  /** Of the series written, each with each. */
  readonly pairs: readonly Pair[]
  readonly choice: Choice
}

/**
 * @param variables  indexes into `history.variables`
 * @returns no calibration where a problem is an error, or nothing is left to calibrate
 */
export function calibrate(
  history: History,
  variables: readonly number[],
): { readonly calibration: Calibration | null; readonly problems: readonly Problem[] } {
  const { series: all, problems: inLevels } = ratesOf(history, variables)
  const enough = all.filter(({ rates }) => rates.length >= 2)
  const problems = [
    ...inLevels,
    ...all.flatMap((each) => seriesProblem(history, each) ?? []),
    ...repeats(history, enough),
    ...(enough.length > 0 ? [] : [nothingToCalibrate(history, all)]),
  ]
  if (problems.some(({ severity }) => severity === 'error')) return { calibration: null, problems }
  const written = writtenSeries(enough)
  const series = enough.map((each) => calibratedSeries(history, each, written.has(each)))
  const { pairs, choice } = correlationsOf(
    series.filter(({ isWritten }) => isWritten),
    LEVEL,
  )
  if (choice !== 'told') problems.push(contradiction(history, series, choice))
  return { calibration: { series, pairs, choice }, problems }
}

function calibratedSeries(history: History, series: RateSeries, isWritten: boolean): CalibratedSeries {
  const { observations } = history
  const said = series.rows.flatMap((row) => observations.annotations[observations.annotation[row] as number] ?? [])
  const sources = said.flatMap(({ source }) => source ?? [])
  const persistence = persistenceOf(series)
  return {
    ...series,
    assumption: assumptionOf(history, series),
    measure: said.find(({ measure }) => measure !== null)?.measure ?? null,
    sources: [...new Set(sources)],
    status: said.some(({ status }) => status === 'assumed') ? 'assumed' : 'derived',
    mean: meanOf(series.rates),
    spread: spreadOf(series.rates),
    persistence,
    writtenPersistence: (persistence?.interval?.[0] ?? 0) > 0 ? Math.min(1, persistence?.value ?? 0) : 0,
    isWritten,
  }
}

/**
 * Mean with its interval.
 *
 *     m ± t · s/√n        t: the quantile of Student's distribution with n − 1 degrees of freedom
 *
 * @source NIST/SEMATECH e-Handbook, §1.3.5.2
 */
function meanOf(rates: readonly number[]): Estimate {
  const n = rates.length
  const value = mean(rates)
  if (isConstant(rates)) return { value, interval: null }
  const reach = (studentQuantile((1 + LEVEL) / 2, n - 1) * standardDeviation(rates)) / Math.sqrt(n)
  return { value, interval: [value - reach, value + reach] }
}

/**
 * Standard deviation with its interval.
 *
 *     s √((n − 1)/χ²)        χ²: the upper and the lower quantile with n − 1 degrees of freedom
 *
 * @source NIST/SEMATECH e-Handbook, §1.3.5.8
 */
function spreadOf(rates: readonly number[]): Estimate {
  const freedom = rates.length - 1
  if (isConstant(rates)) return { value: 0, interval: null }
  const value = standardDeviation(rates)
  const end = (probability: number) => value * Math.sqrt(freedom / chiSquaredQuantile(probability, freedom))
  return { value, interval: [end((1 + LEVEL) / 2), end((1 - LEVEL) / 2)] }
}

function persistenceOf({ years, rates }: RateSeries): Estimate | null {
  if (isConstant(rates)) return null
  const value = lagOneAutocorrelation({ years, values: rates })
  return value === null ? null : { value, interval: persistenceInterval(years, value, LEVEL) }
}

/** A plan's own growth is called `growth`, whether the history gives revenue or its rates. */
function assumptionOf({ variables }: History, { variable, kind }: RateSeries): string {
  const name = variables[variable]?.name ?? ''
  if (name === 'revenue') return 'growth'
  return kind === 'growth' ? `${name}_growth` : name
}

/** Sectors are written; the total, or a series of no sector, only where there are none. */
function writtenSeries(series: readonly RateSeries[]): ReadonlySet<RateSeries> {
  const hasSectors = new Set(series.filter(({ sector }) => sector >= 0).map(({ variable }) => variable))
  return new Set(series.filter(({ variable, sector }) => sector >= 0 || !hasSectors.has(variable)))
}

function seriesProblem(history: History, series: RateSeries): Problem | null {
  const { rates, rows, years } = series
  const { observations, files } = history
  const last = rows.at(-1) as number
  const place = placeOf(files, cellOf(observations, last))
  const name = seriesName(history, series)
  const count = rates.length
  if (count < 2) {
    const next = (observations.firstYear[last] as number) + 1
    return problem('one-observation', place, { name, count, example: exampleRow(history, series, next) })
  }
  if (!isConstant(rates)) return null
  const percent = Number(((rates[0] as number) * 100).toPrecision(12))
  const words = { name, value: `${percent}%`, count, first: years[0] as number, example: `normal(${percent}%, …)` }
  return problem('no-spread-observed', place, words)
}

/** Two variables of the history that would be written as one assumption. */
function repeats(history: History, series: readonly RateSeries[]): Problem[] {
  const first = new Map<string, RateSeries>()
  return series.flatMap((each) => {
    const assumption = assumptionOf(history, each)
    const key = `${assumption} ${each.sector}`
    const other = first.get(key)
    if (other === undefined) {
      first.set(key, each)
      return []
    }
    const name = (variable: number) => history.variables[variable]?.name ?? ''
    const place = placeOf(history.files, cellOf(history.observations, each.rows[0] as number))
    const words = { name: assumption, text: name(each.variable), other: name(other.variable) }
    return [problem('calibrated-twice', place, { ...words, option: `--variable ${name(other.variable)}` })]
  })
}

function nothingToCalibrate(history: History, series: readonly RateSeries[]): Problem {
  const text = history.files[0]?.name ?? ''
  const { observations } = history
  const [first] = series
  const next = first === undefined ? 2025 : (observations.firstYear[first.rows.at(-1) as number] as number) + 1
  const example = exampleRow(history, first ?? { sector: 0 }, next)
  return problem('nothing-to-calibrate', wholeFile(text), { text, example })
}

/** Where years are missing, the shortest of the series is the one to complete. */
function contradiction(
  history: History,
  series: readonly CalibratedSeries[],
  choice: Exclude<Choice, 'told'>,
): Problem {
  if (choice === 'estimated') return problem('correlations-estimated', wholeFile(history.files[0]?.name ?? ''))
  const shortest = series.reduce((least, each) => (each.rates.length < least.rates.length ? each : least))
  const last = shortest.rows.at(-1) as number
  const place = placeOf(history.files, cellOf(history.observations, last))
  const next = (history.observations.firstYear[last] as number) + 1
  return problem('correlations-nearest', place, { example: exampleRow(history, shortest, next) })
}
