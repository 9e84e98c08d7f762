/** The spread of numbers: of a total year by year with a picture of its fan, of sectors in the last year. */

import type { Fan } from '../analyses/chance/simulate.ts'
import type { Model } from '../model/types.ts'
import { TOTAL } from '../plan/types.ts'
import { type Band, bandsOf, rangeOf, withBars } from './bars.ts'
import { messages } from './messages.ts'
import { sectorName, variableHeading } from './names.ts'
import type { Style } from './projection.ts'
import { type Format, formatOf, formatThreshold, formatValue } from './quantities.ts'
import { type Cell, cell, keyColumn, numberColumn, row, type Section, section, type Table, table } from './table.ts'
import { simulateWords } from './words-simulate.ts'

/** What varies: totals year by year, numbers by sector in the last year. */
export function fanSections(model: Model, fans: readonly Fan[], style: Style): Section[] {
  const variables = [...new Set(fans.map(({ variable }) => variable))]
  return variables.flatMap((variable) => {
    const own = fans.filter((fan) => fan.variable === variable && (fan.sd ?? 0) > 0)
    if (own.length === 0) return []
    return [section(null, own[0]?.sector === TOTAL ? yearTable(model, own, style) : sectorTable(model, own, style))]
  })
}

function yearTable(model: Model, fans: readonly Fan[], style: Style): Table {
  const format = formatFor(model, fans, style)
  const plain = spreadTable(headingOf(model, fans, style), fans, ({ year }) => String(year), format, style)
  const thresholds = thresholdsOf(model, fans)
  const bands = fans.map(bandOf)
  const draw = (width: number) => bandsOf(bands, thresholds, width, style.glyphs.bars)
  return withBars(plain, draw, fanNote(model, fans, bands, thresholds, format, style))
}

function sectorTable(model: Model, fans: readonly Fan[], style: Style): Table {
  const { language } = style
  const last = fans.filter(({ year }) => year === model.horizon)
  const heading = `${headingOf(model, fans, style)} ${simulateWords[language].inYear(model.horizon)}`
  const format = formatFor(model, last, style)
  return spreadTable(heading, last, ({ sector }) => sectorName(model.plan, sector, language), format, style)
}

/** A row a fan: quantiles, the lowest first, then mean and standard deviation. */
function spreadTable(
  heading: string,
  fans: readonly Fan[],
  label: (fan: Fan) => string,
  format: Format,
  { language }: Style,
): Table {
  const { quantiles, mean, spread } = simulateWords[language]
  const columns = [keyColumn(heading), ...[...quantiles, mean, spread].map(numberColumn)]
  const rows = fans.map((fan) => {
    const values = [...quantiles.map((_, k) => fan.quantiles[k] ?? null), fan.mean, fan.sd]
    return row([cell(label(fan)), ...values.map((value) => cell(formatValue(value, format, language)))])
  })
  return table(columns, rows)
}

function headingOf(model: Model, [first]: readonly Fan[], { language }: Style): string {
  const variable = model.variables[first?.variable ?? -1]
  return variable === undefined ? '' : variableHeading(model, variable, language)
}

function formatFor(model: Model, fans: readonly Fan[], { digits }: Style): Format {
  const unit = model.variables[fans[0]?.variable ?? -1]?.unit ?? null
  const values = fans.flatMap(({ quantiles }) => [...quantiles])
  return formatOf(unit, values, digits)
}

function bandOf({ quantiles }: Fan): Band | null {
  const [p5 = null, p25 = null, median = null, p75 = null, p95 = null] = quantiles
  if (p5 === null || p25 === null || median === null || p75 === null || p95 === null) return null
  return { outer: [p5, p95], inner: [p25, p75], median }
}

/** What the plan's targets ask of this total, in whatever year. */
function thresholdsOf({ plan, variables }: Model, [first]: readonly Fan[]): number[] {
  const name = variables[first?.variable ?? -1]?.name
  const own = plan.targets.filter(({ indicator, sector }) => indicator === name && sector === TOTAL)
  return [...new Set(own.map(({ threshold }) => threshold))]
}

function fanNote(
  model: Model,
  [first]: readonly Fan[],
  bands: readonly (Band | null)[],
  thresholds: readonly number[],
  format: Format,
  { language, glyphs }: Style,
): Cell {
  const unit = model.variables[first?.variable ?? -1]?.unit ?? null
  const [low, high] = rangeOf(bands, thresholds).map((end) => formatValue(end, format, language)) as [string, string]
  const marks = thresholds.map((each) => formatThreshold(each, unit)).join(messages(language).listComma)
  const { light, dark, middle, mark } = glyphs.bars
  return cell(simulateWords[language].fan({ light, dark, middle, mark, thresholds: marks, low, high }), 'quiet')
}
