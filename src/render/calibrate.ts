/** What `calibrate` prints for people: a row a sector with its intervals, correlations, and what was not told from zero. */

import { type CalibratedSeries, type Calibration, LEVEL } from '../analyses/calibration/calibrate.ts'
import type { Pair } from '../analyses/calibration/correlations.ts'
import type { Interval } from '../analyses/numerics/intervals.ts'
import type { History } from '../plan/history.ts'
import { EVERY_SECTOR, TOTAL } from '../plan/types.ts'
import {
  fileOf,
  isTold,
  type PersistenceState,
  percentDigits,
  persistenceState,
  rangedNumber,
  rangedPercent,
} from './calibrate-data.ts'
import { messages } from './messages.ts'
import type { Style } from './projection.ts'
import {
  type Cell,
  cell,
  type Document,
  keyColumn,
  numberColumn,
  row,
  type Section,
  section,
  type Table,
  type Tone,
  table,
  textColumn,
} from './table.ts'
import { clean } from './width.ts'
import { calibrateWords, type Ranged } from './words-calibrate.ts'

/** Pairs that are shown; the rest is counted. */
const MOST_PAIRS = 15

export function calibrationDocument(history: History, calibration: Calibration, style: Style): Document {
  const words = calibrateWords[style.language]
  const { series, pairs } = calibration
  const title = section(cell(words.title(clean(fileOf(history))), 'strong'), null)
  const groups = new Map<string, CalibratedSeries[]>()
  for (const each of series) groups.set(`${each.variable}`, [...(groups.get(`${each.variable}`) ?? []), each])
  return [
    title,
    ...[...groups.values()].map((group) => seriesSection(history, group, style)),
    ...(pairs.length === 0 ? [] : [pairSection(history, calibration, style)]),
    closing(history, pairs.length > 0, style),
  ]
}

/** Only the pairs, for `--correlations`. */
export function correlationDocument(history: History, calibration: Calibration, style: Style): Document {
  const title = cell(calibrateWords[style.language].title(clean(fileOf(history))), 'strong')
  return [section(title, null), pairSection(history, calibration, style)]
}

function seriesSection(history: History, group: readonly CalibratedSeries[], style: Style): Section {
  const words = calibrateWords[style.language]
  const [first] = group
  const observed = first === undefined ? '' : (history.variables[first.variable]?.name ?? '')
  const heading = words.from({
    assumption: clean(first?.assumption ?? ''),
    observed: clean(observed),
    isGrowth: first?.kind === 'growth',
    measure: first?.measure === null || first === undefined ? null : clean(first.measure),
  })
  return section(cell(heading, 'strong'), seriesTable(history, group, style), seriesNotes(history, group, style))
}

function seriesTable(history: History, group: readonly CalibratedSeries[], style: Style): Table {
  const words = calibrateWords[style.language]
  const columns = [
    keyColumn(messages(style.language).sector),
    numberColumn(words.rates),
    textColumn(words.years),
    numberColumn(words.mean),
    numberColumn(words.spread),
    numberColumn(words.persistence),
  ]
  const rows = group.map((each) => {
    const { years, rates } = each
    return row([
      cell(sectorText(history, each, style)),
      cell(String(rates.length)),
      cell(words.yearRange(years[0] ?? 0, years.at(-1) ?? 0)),
      ...estimateCells(each, style),
    ])
  })
  return table(columns, rows)
}

/** `6.5% [0.9, 12.0]`, `5.3% [3.3, 13.0]`, `0.10 [-0.6, 0.9]` */
function estimateCells(series: CalibratedSeries, { language, digits }: Style): Cell[] {
  const { mean, spread, persistence } = series
  const places = digits ?? Math.max(1, percentDigits(series) - 1)
  const state = persistenceState(series)
  return [
    cell(rangedText(rangedPercent(mean, places), mean.interval)),
    cell(rangedText(rangedPercent(spread, places), spread.interval), spread.interval === null ? 'unsure' : 'plain'),
    persistence === null
      ? cell(messages(language).noValue, 'unsure')
      : cell(rangedText(rangedNumber(persistence.value, persistence.interval, 1), persistence.interval), toneOf(state)),
  ]
}

/** What cannot be told from zero is printed quietly. */
function toneOf(state: PersistenceState): Tone {
  return state === 'told' || state === 'drift' ? 'plain' : 'quiet'
}

function rangedText({ value, low, high }: Ranged, interval: Interval | null): string {
  const bare = (text: string) => text.replace('%', '')
  return interval === null ? value : `${value} [${bare(low)}, ${bare(high)}]`
}

function sectorText({ sectors }: History, { sector }: CalibratedSeries, { language }: Style): string {
  if (sector === TOTAL) return messages(language).total
  return sector === EVERY_SECTOR ? calibrateWords[language].every : clean(sectors[sector]?.name ?? '')
}

function seriesNotes(history: History, group: readonly CalibratedSeries[], style: Style): Cell[] {
  const words = calibrateWords[style.language]
  const named = (some: readonly CalibratedSeries[]) =>
    some.map((each) => sectorText(history, each, style)).join(words.comma)
  const inState = (state: PersistenceState) =>
    group.filter((each) => each.isWritten && persistenceState(each) === state)
  const lines = [
    { some: inState('untold'), text: words.untoldPersistence },
    { some: inState('negative'), text: words.negativePersistence },
    { some: group.filter(({ isWritten }) => !isWritten), text: words.shownOnly },
  ]
  return lines.flatMap(({ some, text }) => (some.length === 0 ? [] : [cell(text(named(some)))]))
}

function pairSection(history: History, { series, pairs }: Calibration, style: Style): Section {
  const words = calibrateWords[style.language]
  const { noValue } = messages(style.language)
  const written = series.filter(({ isWritten }) => isWritten)
  const isOneVariable = new Set(written.map(({ assumption }) => assumption)).size === 1
  const name = (index: number) => {
    const each = written[index]
    if (each === undefined) return ''
    const sector = sectorText(history, each, style)
    if (isOneVariable) return sector
    return each.sector < 0 ? clean(each.assumption) : `${clean(each.assumption)}[${sector}]`
  }
  const rows = strongestFirst(pairs)
    .slice(0, MOST_PAIRS)
    .map((pair) => {
      const { correlation, interval } = pair
      const shown = correlation === null ? noValue : rangedText(rangedNumber(correlation, interval), interval)
      return row([
        cell(words.pairOf(name(pair.first), name(pair.second))),
        cell(String(pair.years)),
        cell(shown, isTold(pair) ? 'plain' : 'quiet'),
        cell(pair.written === 0 ? '0' : rangedNumber(pair.written, null).value),
      ])
    })
  const columns = [
    keyColumn(words.pair),
    numberColumn(words.years),
    numberColumn(words.correlation),
    numberColumn(words.written),
  ]
  const untold = pairs.filter((pair) => !isTold(pair)).length
  const byChance = Math.round(pairs.length * (1 - LEVEL))
  const notes = [
    ...(pairs.length > MOST_PAIRS ? [words.morePairs(pairs.length - MOST_PAIRS, '--correlations -f csv')] : []),
    ...(untold === 0 ? [] : [words.untoldCorrelations(untold, pairs.length)]),
    ...(byChance === 0 ? [] : [words.byChance(byChance)]),
  ]
  return section(
    cell(words.correlation, 'strong'),
    table(columns, rows),
    notes.map((note) => cell(note)),
  )
}

function strongestFirst(pairs: readonly Pair[]): Pair[] {
  const strength = ({ correlation }: Pair) => Math.abs(correlation ?? 0)
  return [...pairs].sort((a, b) => strength(b) - strength(a) || a.first - b.first || a.second - b.second)
}

function closing(history: History, hasPairs: boolean, { language }: Style): Section {
  const words = calibrateWords[language]
  const command = `yuce calibrate ${clean(fileOf(history))}`
  const commands = [
    `${command} -o assumptions/growth.csv`,
    ...(hasPairs ? [`${command} --correlations -o correlations.csv`] : []),
  ]
  return section(null, null, [
    cell(words.intervals, 'quiet'),
    ...commands.map((each) => cell(words.use(each), 'quiet')),
  ])
}
