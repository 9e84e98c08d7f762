/** Levels in two states, their difference and their change, a row each. */

import type { Question } from '../analyses/attribution.ts'
import type { LevelChange } from '../analyses/compare.ts'
import type { State } from '../analyses/one-year.ts'
import type { Model, ModelVariable } from '../model/types.ts'
import { TOTAL } from '../plan/types.ts'
import { type Compared, relativeTo } from './compare-record.ts'
import { messages } from './messages.ts'
import { nameOf, sectorName, variableHeading } from './names.ts'
import { formatSigned, levelDigits, rounded, roundedParts } from './numbers.ts'
import type { Style } from './projection.ts'
import { type Format, formatDifference, formatValue } from './quantities.ts'
import { type Cell, type Column, cell, keyColumn, numberColumn, row, type Table, table } from './table.ts'
import { compareWords } from './words-compare.ts'

/** What the two states are called in a table. */
export type Labels = { readonly from: string; readonly to: string }

/** What tells the two states apart: their scenarios, their years, or both. */
export function labelsOf({ from, to }: Question, { language }: Pick<Style, 'language'>): Labels {
  const label = (state: State, other: State) => {
    const scenario = scenarioName(state, language)
    if (state.year === other.year) return scenario
    const isSame = state.projection.scenario === other.projection.scenario
    return isSame ? String(state.year) : compareWords(language).scenarioInYear(scenario, state.year)
  }
  return { from: label(from, to), to: label(to, from) }
}

export function scenarioName({ projection }: State, language: Style['language']): string {
  const scenario = projection.model.plan.scenarios[projection.scenario]
  return scenario === undefined ? '' : nameOf(scenario, language)
}

/** How the number that is explained is written, the same in every table: one digit more where its parts are small. */
export function formatOfCompared(model: Model, { comparison, sectorLevels }: Compared, digits: number | null): Format {
  const { question, fromValue, toValue, difference, attribution } = comparison
  const { unit } = model.variables[question.variable] ?? { unit: null }
  const alike = sectorLevels.filter(({ variable }) => model.variables[variable]?.unit === unit)
  const differences = [
    difference,
    ...alike.map((each) => each.difference),
    ...attribution.parts.map(({ contribution }) => contribution),
  ]
  return formatOfChanges(
    unit,
    [fromValue, toValue, ...alike.flatMap(({ from, to }) => [from, to])],
    differences,
    digits,
  )
}

function formatOfChanges(
  unit: string | null,
  levels: readonly (number | null)[],
  differences: readonly (number | null)[],
  digits: number | null,
): Format {
  const isRate = unit === '1'
  if (digits !== null) return { isRate, digits }
  // Points: two figures of the largest difference, so that 1.75 % and 2 % are 0.25 points apart.
  if (isRate) {
    const largest = Math.max(...differences.map((value) => Math.abs(value ?? 0) * 100))
    return { isRate, digits: largest === 0 ? 2 : Math.max(1, Math.min(3, 1 - Math.floor(Math.log10(largest)))) }
  }
  const coarse = levelDigits(levels)
  return { isRate, digits: Math.max(coarse, Math.min(levelDigits(differences), coarse + 1)) }
}

/** @param own  how the variable that is explained is written */
export function levelTable(model: Model, { comparison, levels }: Compared, own: Format, labels: Labels, style: Style) {
  const rows = levels.map((each) => {
    const variable = model.variables[each.variable] as ModelVariable
    const isOwn = each.variable === comparison.question.variable
    const format = isOwn ? own : formatOfChanges(variable.unit, [each.from, each.to], [each.difference], style.digits)
    const name = variableHeading(model, variable, style.language)
    return row([
      cell(name + sectorSuffix(model, each.sector, style)),
      ...changeCells(each, printedChange(each, format), format, style),
    ])
  })
  return table(changeColumns(messages(style.language).indicator, labels, style), rows)
}

/** ` [displays]`; nothing for a total, nor where there is only one sector. */
export function sectorSuffix({ plan }: Model, sector: number, { language }: Style): string {
  return sector === TOTAL || plan.sectors.length === 1 ? '' : ` [${sectorName(plan, sector, language)}]`
}

function changeColumns(heading: string, { from, to }: Labels, { language }: Style): Column[] {
  const { difference, change } = compareWords(language)
  return [keyColumn(heading), ...[from, to, difference, change].map(numberColumn)]
}

type Printed = Pick<LevelChange, 'from' | 'to' | 'difference'>

/** Rounded; the difference is that of the rounded levels. */
export function printedChange({ from, to }: Pick<LevelChange, 'from' | 'to'>, format: Format): Printed {
  const decimals = decimalsOf(format)
  const [before, after] = [from, to].map((value) => (value === null ? null : rounded(value, decimals)))
  const hasBoth = before !== null && before !== undefined && after !== null && after !== undefined
  return { from: before ?? null, to: after ?? null, difference: hasBoth ? rounded(after - before, decimals) : null }
}

/** Digits of the number itself: per cents have two of them before their point. */
function decimalsOf({ isRate, digits }: Format): number {
  return isRate ? digits + 2 : digits
}

function changeCells({ from, difference }: LevelChange, printed: Printed, format: Format, { language }: Style): Cell[] {
  const relative = difference === null || from === null ? null : relativeTo(difference, from)
  const change = relative === null ? messages(language).noValue : percentChange(relative)
  return [
    cell(formatValue(printed.from, format, language)),
    cell(formatValue(printed.to, format, language)),
    cell(formatDifference(printed.difference, format, language)),
    cell(format.isRate ? '' : change),
  ]
}

export function percentChange(fraction: number): string {
  return `${formatSigned(fraction * 100, 1)}%`
}

/**
 * The sectors behind what is explained. Each column of printed sectors adds up to its printed total; so a printed
 * difference may be off the printed levels beside it by one in the last digit.
 */
export function sectorTable(model: Model, compared: Compared, own: Format, labels: Labels, style: Style): Table {
  const { sectorLevels } = compared
  const variable = model.variables[sectorLevels[0]?.variable ?? 0] as ModelVariable
  const total = totalChange(compared)
  const whole = total === null ? null : printedChange(total, own)
  const printed =
    whole === null ? sectorLevels.map((each) => printedChange(each, own)) : addedUp(sectorLevels, whole, own)
  const rows = sectorLevels.map((each, i) => {
    const name = cell(sectorName(model.plan, each.sector, style.language))
    return row([name, ...changeCells(each, printed[i] as Printed, own, style)])
  })
  if (total !== null && whole !== null) {
    const cells = [cell(messages(style.language).total), ...changeCells(total, whole, own, style)]
    const strong = cells.map(({ text }) => cell(text, 'strong'))
    rows.push(row(strong, true))
  }
  return table(changeColumns(variableHeading(model, variable, style.language), labels, style), rows)
}

/** The total that the sectors add up to: what is explained, unless that is one of them. */
function totalChange({ comparison, sectorLevels }: Compared): LevelChange | null {
  const { question, fromValue, toValue, difference } = comparison
  if (sectorLevels.some(({ variable }) => variable === question.variable)) return null
  return { variable: question.variable, sector: TOTAL, from: fromValue, to: toValue, difference }
}

function addedUp(levels: readonly LevelChange[], whole: Printed, format: Format): Printed[] {
  const column = (name: keyof Printed) =>
    apportioned(
      levels.map((each) => each[name]),
      whole[name],
      format,
    )
  const [from, to, difference] = [column('from'), column('to'), column('difference')]
  return levels.map((_, i) => ({ from: from[i] ?? null, to: to[i] ?? null, difference: difference[i] ?? null }))
}

/**
 * Parts rounded so that they add up to a printed total, which may be off their sum by a rounding of its own: that
 * goes to the largest part.
 */
export function apportioned(
  parts: readonly (number | null)[],
  total: number | null,
  format: Format,
): (number | null)[] {
  const sum = parts.reduce<number>((all, part) => all + (part ?? 0), 0)
  const largest = parts.reduce<number>((best, part, i) => {
    return Math.abs(part ?? 0) > Math.abs(parts[best] ?? 0) ? i : best
  }, 0)
  const moved = parts.map((part, i) => (part === null || i !== largest ? part : part + ((total ?? sum) - sum)))
  return roundedParts(moved, decimalsOf(format), total).parts
}
