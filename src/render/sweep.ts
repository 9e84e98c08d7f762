/** What `sweep` prints for people: a map of verdicts and values, readable without colour. */

import { isRate } from '../analyses/instruments.ts'
import type { Axis, Output, SweepCell, Swept } from '../analyses/sweep.ts'
import { yearsCovered } from '../analyses/trials.ts'
import type { Model } from '../model/types.ts'
import { saidCondition } from './condition.ts'
import { messages } from './messages.ts'
import { indicatorUnit, nameOf, sectorName, targetName } from './names.ts'
import { formatNumber, formatPercent, formatSigned, writtenDigits } from './numbers.ts'
import { type Style, titleOf } from './projection.ts'
import { comparingFormat, type Format, formatOf, formatValue } from './quantities.ts'
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
  table,
} from './table.ts'
import { clean, displayWidth, padded } from './width.ts'
import { sweepWords } from './words-sweep.ts'

/** @param hints  lines to close with */
export function sweepDocument(
  model: Model,
  axes: readonly Axis[],
  swept: readonly Swept[],
  hints: readonly string[],
  style: Style,
): Document {
  const title = section(
    titleOf(model, style),
    null,
    axes.map((axis, i) => cell(axisLine(model, axes, axis, i, style))),
  )
  const maps = swept.map((each) => mapSection(model, axes, each, style))
  return [
    title,
    ...maps,
    ...(hints.length === 0
      ? []
      : [
          section(
            null,
            null,
            hints.map((hint) => cell(hint, 'quiet')),
          ),
        ]),
  ]
}

/** `down: growth[*,2026], in place of its values` */
function axisLine(
  model: Model,
  axes: readonly Axis[],
  { address, operation }: Axis,
  i: number,
  { language }: Style,
): string {
  const words = sweepWords[language]
  const { colon } = messages(language)
  const { first, last } = yearsCovered(model, address)
  // Years that are typed are read in the address.
  const years = address.firstYear === 0 && address.project === null ? [words.years({ first, last })] : []
  const says = [clean(address.text), ...years, words.operations[operation]].join(words.comma)
  return axes.length === 1 ? says : `${i === 0 ? words.down : words.across}${colon}${says}`
}

function mapSection(model: Model, axes: readonly Axis[], swept: Swept, style: Style): Section {
  const { language, glyphs } = style
  const words = sweepWords[language]
  const { scenario, output, planned, cells } = swept
  const format = formatFor(model, output, [...cells, planned], style)
  const name = clean(model.plan.scenarios[scenario]?.name ?? '')
  const heading = cell(`${outputLine(model, output, style)}${glyphs.separator}${name}`, 'strong')
  const missing = cells.filter(({ value }) => value === null).length
  const notes = [
    cell(words.planned({ value: cellText(planned, format, 0, style) }), 'quiet'),
    ...(missing === 0 ? [] : [cell(words.withoutValue(missing), 'unsure')]),
  ]
  return section(heading, mapTable(model, axes, cells, format, style), notes)
}

function formatFor(
  model: Model,
  { indicator, target }: Output,
  cells: readonly Omit<SweepCell, 'at'>[],
  { digits }: Style,
): Format {
  const values = cells.map(({ value }) => value)
  const unit = model.variables[indicator.variable]?.unit ?? null
  if (target === null) return formatOf(unit, values, digits)
  return comparingFormat(indicatorUnit(model, target), values, target.threshold, digits)
}

function outputLine(model: Model, { indicator, target }: Output, { language, glyphs }: Style): string {
  const words = sweepWords[language]
  const { colon } = messages(language)
  const variable = model.variables[indicator.variable]
  const name = variable === undefined ? '' : nameOf(variable, language)
  if (target === null) {
    const sector = sectorName(model.plan, indicator.sector, language)
    return words.number({ indicator: name, sector, year: indicator.year })
  }
  const condition = saidCondition(model, target, glyphs, language)
  return `${targetName(model.plan, target, language)}${colon}${words.condition({ indicator: name, condition, year: target.year })}`
}

/** Rows are the first axis, columns the second; with one axis a row is a cell. */
function mapTable(
  model: Model,
  axes: readonly Axis[],
  cells: readonly SweepCell[],
  format: Format,
  style: Style,
): Table {
  const [down, across] = axes
  if (down === undefined) return table([], [])
  const width = Math.max(...cells.map((each) => displayWidth(formatValue(each.value, format, style.language))))
  const texts = cells.map((each) => cellOf(each, format, width, style))
  const perRow = across?.values.length ?? 1
  const headings =
    across === undefined
      ? [messages(style.language).value]
      : across.values.map((value) => axisText(model, across, value))
  const rows = down.values.map((value, i) =>
    row([cell(axisText(model, down, value)), ...texts.slice(i * perRow, (i + 1) * perRow)]),
  )
  return table([{ ...keyColumn(clean(down.address.text)), align: 'right' }, ...headings.map(numberColumn)], rows)
}

function cellOf(each: SweepCell, format: Format, width: number, style: Style): Cell {
  const tone =
    each.verdict === 'met' ? 'good' : each.verdict === 'missed' ? 'bad' : each.verdict === null ? 'plain' : 'unsure'
  return cell(cellText(each, format, width, style), tone)
}

/** `✓ 10,003`: the sign says the verdict, with or without colour. */
function cellText(
  { value, verdict }: Omit<SweepCell, 'at'>,
  format: Format,
  width: number,
  { language, glyphs }: Style,
): string {
  const text = padded(formatValue(value, format, language), width, 'right')
  return verdict === null ? text : `${glyphs.verdicts[verdict]} ${text}`
}

/** A value of an axis: `8%`, `+1pp`, `×0.9`, `200`. */
function axisText(model: Model, { address, operation, values }: Axis, value: number): string {
  const rate = isRate(model, address)
  const digits = Math.max(...values.map((each) => writtenDigits(rate && operation !== 'scale' ? each * 100 : each)))
  if (operation === 'scale') return `×${formatNumber(value, digits)}`
  if (operation === 'set') return rate ? formatPercent(value, digits) : formatNumber(value, digits)
  return rate ? `${formatSigned(value * 100, digits)}pp` : formatSigned(value, digits)
}
