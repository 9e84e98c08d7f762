/** The plots of projections: sectors on top of each other, and one number in every scenario. */

import { type Projection, valueAt } from '../../model/project.ts'
import type { Model, ModelVariable } from '../../model/types.ts'
import { type Target, TOTAL } from '../../plan/types.ts'
import { type Shown, sectorTable } from '../levels.ts'
import { type Language, messages } from '../messages.ts'
import { nameOf, sectorName, targetName, unitName, variableHeading, variableName } from '../names.ts'
import { type LineSeries, linesPlot } from '../plot/lines.ts'
import { type StackedSeries, stackedPlot, type Threshold } from '../plot/stacked.ts'
import { SERIES_COLOURS } from '../plot/style.ts'
import type { Plot } from '../plot/svg.ts'
import type { Style } from '../projection.ts'
import { formatOf, formatValue } from '../quantities.ts'
import { cell, keyColumn, numberColumn, row, type Table, table } from '../table.ts'
import { reportWords } from '../words-report.ts'
import { type FigureParts, tickText } from './figure.ts'
import { conditionOf } from './verdict.ts'

/** A variable by sector, and the total it adds up to. */
export type Stackable = { readonly variable: ModelVariable; readonly total: ModelVariable }

/** Variables by sector that add up: what can be stacked. */
export function stackable({ bySector }: Shown): Stackable[] {
  return bySector.flatMap(({ variable, total }) =>
    total === null || variable.unit === '1' ? [] : [{ variable, total }],
  )
}

const STACKED_HEIGHT = 380

export function stackedFigure(projection: Projection, { variable, total }: Stackable, style: Style): FigureParts {
  const { model, years } = projection
  const { language } = style
  const words = reportWords[language]
  const totals = years.map((year) => valueAt(projection, total.index, TOTAL, year))
  const format = formatOf(variable.unit, totals, style.digits)
  const text = (value: number | null) => formatValue(value, format, language)
  const series = seriesOf(projection, variable, style)
  const description = words.stackedSaid({
    from: text(totals[0] ?? null),
    to: text(totals.at(-1) ?? null),
    years: words.yearsOnly({ from: model.baseYear, to: model.horizon }),
  })
  const plot = (width: number): Plot =>
    stackedPlot({
      title: words.stackedOf({
        name: variableHeading(model, variable, language),
        scenario: scenarioName(projection, style),
      }),
      description,
      width,
      height: STACKED_HEIGHT,
      years,
      series,
      totals: totals.map((value) => (value === null ? '' : text(value))),
      threshold: thresholdOf(model, total, style),
      tickText: tickText(variable.unit),
      valueText: text,
    })
  const all = model.plan.sectors.length
  const notes = all > SERIES_COLOURS ? [words.mostSectors({ shown: SERIES_COLOURS - 1, all })] : []
  return { plot, notes, table: all > MOST_ROWS ? null : sectorTable(projection, { variable, total }, style) }
}

/** Of a table by sector; of a larger plan the plot and its sentence are enough here. */
export const MOST_ROWS = 200

function scenarioName({ model, scenario }: Projection, { language }: Style): string {
  const named = model.plan.scenarios[scenario]
  return named === undefined ? '' : nameOf(named, language)
}

/** Sectors in the order of the plan; where there are too many, the largest, and all others as one. */
function seriesOf(projection: Projection, variable: ModelVariable, style: Style): StackedSeries[] {
  const { model, years } = projection
  const all = model.plan.sectors.map((_, sector) => ({
    label: sectorName(model.plan, sector, style.language),
    values: years.map((year) => valueAt(projection, variable.index, sector, year)),
  }))
  if (all.length <= SERIES_COLOURS) return all
  const size = ({ values }: StackedSeries) => Math.abs(values.at(-1) ?? 0)
  const largest = new Set([...all].sort((a, b) => size(b) - size(a)).slice(0, SERIES_COLOURS - 1))
  const rest = all.filter((each) => !largest.has(each))
  // Where one is missing there is no sum.
  const sums = years.map((_, i) => rest.reduce((sum, each) => sum + (each.values[i] ?? Number.NaN), 0))
  const values = sums.map((sum) => (Number.isNaN(sum) ? null : sum))
  return [
    ...all.filter((each) => largest.has(each)),
    { label: reportWords[style.language].otherSectors(rest.length), values },
  ]
}

/** The first target on the total as a whole. */
function thresholdOf(model: Model, { name }: ModelVariable, style: Style): Threshold | null {
  const target = model.plan.targets.find(({ indicator, sector }) => indicator === name && sector === TOTAL)
  return target === undefined ? null : thresholdFor(model, target, style)
}

export function thresholdFor(model: Model, target: Target, style: Style): Threshold {
  const year = target.year === model.horizon ? null : target.year
  return {
    value: target.threshold,
    label: reportWords[style.language].thresholdLabel(conditionOf(model, target, style), year),
  }
}

const LINES_HEIGHT = 320

/** A number in every scenario; `sector` is TOTAL for a total. */
type Subject = { readonly variable: number; readonly sector: number }

/** A scenario's line. @param isMain  it is drawn stronger */
export function pathSeries(
  projection: Projection,
  { variable, sector }: Subject,
  isMain: boolean,
  style: Style,
): LineSeries {
  const values = projection.years.map((year) => valueAt(projection, variable, sector, year))
  return { label: scenarioName(projection, style), values, isMain }
}

/** A number in every scenario, with the threshold of the first target on it. */
export function pathsFigure(
  model: Model,
  { variable, sector }: Subject,
  series: readonly LineSeries[],
  style: Style,
): FigureParts {
  const { language, digits } = style
  const { years, plan } = model
  const words = reportWords[language]
  const described = model.variables[variable]
  const unit = described?.unit ?? null
  const target = plan.targets.find((each) => each.indicator === described?.name && each.sector === sector)
  const all = series.flatMap(({ values }) => values)
  const format = formatOf(unit, all, digits)
  const last = series.flatMap(({ values }) => values.at(-1) ?? [])
  const text = (value: number) => formatValue(value, format, language)
  const ends = { low: text(Math.min(...last)), high: text(Math.max(...last)), year: model.horizon }
  const name =
    target === undefined ? numberName(model, described, sector, language) : targetName(plan, target, language)
  const plot = (width: number): Plot =>
    linesPlot({
      title: words.pathsOf(withUnit(model, name, unit, language)),
      description: last.length === 0 ? '' : words.pathsSaid(ends),
      width,
      height: LINES_HEIGHT,
      years,
      series,
      threshold: target === undefined ? null : thresholdFor(model, target, style),
      tickText: tickText(unit),
    })
  return { plot, notes: [], table: pathsTable(years, series, format, style) }
}

function numberName(model: Model, variable: ModelVariable | undefined, sector: number, language: Language): string {
  const name = variable === undefined ? '' : variableName(model, variable, language)
  const isAlone = sector === TOTAL || model.plan.sectors.length === 1
  return isAlone ? name : `${name} [${sectorName(model.plan, sector, language)}]`
}

function withUnit({ plan }: Model, name: string, unit: string | null, language: Language): string {
  const said = unit === plan.unit ? unit : unitName(unit, language)
  if (said === null) return name
  return language === 'zh' ? `${name}（${said}）` : `${name}, ${said}`
}

function pathsTable(
  years: readonly number[],
  series: readonly LineSeries[],
  format: ReturnType<typeof formatOf>,
  { language }: Style,
): Table {
  const columns = [keyColumn(messages(language).scenario), ...years.map((year) => numberColumn(String(year)))]
  const rows = series.map(({ label, values, isMain }) => {
    const tone = isMain ? 'strong' : 'plain'
    return row([cell(label, tone), ...values.map((value) => cell(formatValue(value, format, language), tone))])
  })
  return table(columns, rows)
}
