/** A history: what was observed, year by year, to calibrate assumptions from. It belongs to no plan. */

import { SeriesColumns } from './columns.ts'
import { cellOf } from './controls.ts'
import {
  isRate,
  newNameBook,
  newVariableBook,
  PLAIN_RATE,
  type SectorBook,
  settleUsualUnits,
  unitReader,
  type VariableSlot,
} from './names.ts'
import type { Problem } from './problem.ts'
import { reportBareRates } from './quantities.ts'
import { isReadable, openFile, type ReadOptions, reportOpening } from './read.ts'
import type { Reading } from './reading.ts'
import { newReporter, write } from './report.ts'
import { newSeriesReading, readSeries, settleWaiting } from './series.ts'
import type { SourceFile } from './source.ts'
import { reportConflicts, reportMixedMeasures } from './together.ts'
import type { Sector, Series, Variable } from './types.ts'

export type History = {
  readonly sectors: readonly Sector[]
  /** The unit of a rate is `1`; its values are fractions. */
  readonly variables: readonly Variable[]
  /** Single years, one row an observation. */
  readonly observations: Series
  /** The one file it was read from. */
  readonly files: readonly SourceFile[]
}

/** `history` is null if any of the problems is an error. */
export type LoadedHistory = { readonly history: History | null; readonly problems: readonly Problem[] }

/**
 * Read a history: a series table of observations, in any of the shapes a plan's tables have. Sectors and variables are
 * those it names. One variable has one measure, and one value a sector and a year.
 */
export function readHistory(
  name: string,
  bytes: Uint8Array,
  options: Pick<ReadOptions, 'encoding' | 'delimiter'>,
): LoadedHistory {
  const file = openFile({ role: 'measures', name, bytes }, options)
  const files = [file]
  const report = newReporter(files)
  reportOpening(report, file, 0)
  const reading: Reading = {
    files,
    isReadable: () => isReadable(file),
    report,
    sectors: newNameBook<SectorBook['items'][number]>(true),
    groupings: [],
    scenarios: newNameBook(true),
    variables: newVariableBook(null),
    baseYear: null,
    unitOf: unitReader(),
  }
  settleUsualUnits(reading.variables)
  const history = readObservations(reading)
  const { problems, hasErrors } = report.finish()
  return { history: hasErrors ? null : history, problems }
}

function readObservations(reading: Reading): History {
  const { report, sectors, variables, files } = reading
  const series = newSeriesReading(reading, new SeriesColumns(), true)
  readSeries(series, 0, 'history')
  settleWaiting(series)
  if (series.columns.length === 0 && !report.hasProblem(0)) {
    const name = files[0]?.name ?? ''
    report.file('no-rows', name, { text: name }, { key: 'complete-year', words: { example: 'displays,2022,700' } })
  }
  for (const slot of variables.listed) settleRate(reading, slot)
  const observations = series.columns.finish()
  const named = variables.listed.map(({ name, nameZh, nameEn, unit }) => ({
    name,
    nameZh,
    nameEn,
    unit: unit?.text ?? null,
  }))
  const history = { sectors: sectors.items, variables: named, observations, files }
  reportConflicts(reading, history, observations)
  reportMixedMeasures(reading, observations)
  reportResiduals(reading, observations)
  return history
}

/** A growth rate without a unit is a rate all the same, and 5.2 is told to be 520 %. */
function settleRate(reading: Reading, slot: VariableSlot): void {
  if (slot.unit === null && isGrowthName(slot.name)) slot.unit = PLAIN_RATE
  if (isRate(slot)) reportBareRates(reading, slot)
}

function isGrowthName(name: string): boolean {
  return /(?:^|_)growth$|增速$|增长率$|增长$/i.test(name)
}

/** A residual is no observation: it is what others leave. */
function reportResiduals({ report }: Reading, observations: Series): void {
  for (const [row, { kind }] of observations.quantities) {
    if (kind === 'residual') report.cell('residual-not-here', cellOf(observations, row), { text: kind }, write('700'))
  }
}
