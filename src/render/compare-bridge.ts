/** The bridge of a comparison: from the first level over its parts to the last, as a table with bars. */

import type { Part } from '../analyses/attribution.ts'
import { PROJECTS } from '../analyses/groups.ts'
import type { Model, ModelVariable } from '../model/types.ts'
import { TOTAL } from '../plan/types.ts'
import { withBars } from './bars.ts'
import { bridgeOf } from './bridge.ts'
import { apportioned, formatOfCompared, type Labels, labelsOf, printedChange } from './compare-levels.ts'
import { type Compared, relativeTo } from './compare-record.ts'
import { messages } from './messages.ts'
import { sectorName, variableName } from './names.ts'
import { formatNumber, formatPercent, formatSigned, levelDigits } from './numbers.ts'
import type { Style } from './projection.ts'
import { type Format, formatDifference, formatThreshold, formatValue } from './quantities.ts'
import { cell, keyColumn, numberColumn, row, type Table, table } from './table.ts'
import { clean } from './width.ts'
import { compareWords } from './words-compare.ts'

export function bridgeTable(model: Model, compared: Compared, format: Format, labels: Labels, style: Style): Table {
  const { attribution } = compared.comparison
  const parts = inPlanOrder(attribution.parts.filter(({ contribution }) => contribution !== 0))
  const keys = keyHeadings(compared, style)
  const numbers = [contributions(compared, parts, format, style), ...extras(compared, parts, format, style)]
  const columns = [...keys.map(keyColumn), ...numbers.map(({ heading }) => numberColumn(heading))]
  const names = [[labels.from], ...parts.map((part) => partLabels(model, part, style)), [labels.to]]
  const rows = names.map((texts, i) => {
    const isLevel = i === 0 || i === names.length - 1
    const filled = [...keys.map((_, k) => texts[k] ?? ''), ...numbers.map(({ texts: column }) => column[i] ?? '')]
    return row(
      filled.map((text) => cell(text, isLevel ? 'strong' : 'plain')),
      isLevel,
    )
  })
  return withBridge(table(columns, rows), compared, parts, model, style)
}

/** The bridge as steps, each with its name and its number as the table has them. */
export function bridgeSteps(model: Model, compared: Compared, style: Style) {
  const { attribution, question, fromValue, toValue } = compared.comparison
  const parts = inPlanOrder(attribution.parts.filter(({ contribution }) => contribution !== 0))
  const labels = labelsOf(question, style)
  const { texts } = contributions(compared, parts, formatOfCompared(model, compared, style.digits), style)
  const between = { zh: '，', en: ', ' }[style.language]
  return {
    from: { label: labels.from, amount: fromValue, text: texts[0] ?? '' },
    parts: parts.map((part, i) => ({
      label: partLabels(model, part, style).join(between),
      amount: part.contribution,
      text: texts[i + 1] ?? '',
    })),
    to: { label: labels.to, amount: toValue, text: texts.at(-1) ?? '' },
  }
}

/** As the tables above have them: sectors in the order of the plan, the total last. */
function inPlanOrder(parts: readonly Part[]): Part[] {
  const assumptions = [...new Set(parts.map(({ assumption }) => assumption))]
  const place = ({ sector }: Part) => (sector === null || sector >= 0 ? (sector ?? 0) : Number.MAX_SAFE_INTEGER)
  return [...parts].sort(
    (a, b) =>
      assumptions.indexOf(a.assumption) - assumptions.indexOf(b.assumption) ||
      place(a) - place(b) ||
      (a.year ?? 0) - (b.year ?? 0),
  )
}

/** What the parts are told apart by. */
export function keyHeadings({ comparison }: Compared, { language }: Style): string[] {
  const { dimensions, effect } = compareWords(language)
  const { by, method } = comparison.attribution
  return by.map((each) => (each === 'assumption' && method === 'lmdi' ? effect : dimensions[each]))
}

/** A column of the bridge: a text for the first level, for each part, and for the last level. */
type Numbers = { readonly heading: string; readonly texts: readonly string[] }

function contributions({ comparison }: Compared, parts: readonly Part[], format: Format, { language }: Style): Numbers {
  const whole = printedChange({ from: comparison.fromValue, to: comparison.toValue }, format)
  const shown = apportioned(
    parts.map(({ contribution }) => contribution),
    whole.difference,
    format,
  )
  return {
    heading: compareWords(language).contribution,
    texts: [
      formatValue(whole.from, format, language),
      ...shown.map((each) => formatDifference(each, format, language)),
      formatValue(whole.to, format, language),
    ],
  }
}

/** Standard errors where orders were sampled, points of growth between two years, and shares where they mean something. */
function extras({ comparison }: Compared, parts: readonly Part[], format: Format, { language }: Style): Numbers[] {
  const { question, attribution, fromValue, difference } = comparison
  const words = compareWords(language)
  const columns: Numbers[] = []
  if (attribution.draws !== null) {
    const finer = { ...format, digits: format.digits + 1 }
    const texts = parts.map(({ standardError }) => errorText(standardError, finer))
    columns.push({ heading: words.standardError, texts: ['', ...texts, ''] })
  }
  const growth = relativeTo(difference, fromValue)
  if (question.from.year !== question.to.year && growth !== null && !format.isRate) {
    const digits = Math.max(1, Math.min(2, levelDigits([growth * 100])))
    const points = apportioned(
      parts.map(({ contribution }) => (contribution / fromValue) * 100),
      null,
      { isRate: false, digits },
    )
    const texts = points.map((each) => formatSigned(each ?? 0, digits))
    columns.push({ heading: words.growthPoints, texts: ['', ...texts, formatSigned(growth * 100, digits)] })
  }
  const shares = parts.map(({ contribution }) => contribution / difference)
  if (shares.length > 1 && shares.every((share) => Math.abs(share) <= MOST_SHARE)) {
    const texts = apportioned(shares, 1, { isRate: true, digits: 1 }).map((share) => formatPercent(share ?? 0, 1))
    columns.push({ heading: words.share, texts: ['', ...texts, formatPercent(1, 1)] })
  }
  return columns
}

/** Parts many times the difference cancel each other: shares of it say nothing. */
const MOST_SHARE = 10

/** An error too small for its digits is not printed as none. */
function errorText(standardError: number | null, { isRate, digits }: Format): string {
  if (standardError === null) return ''
  const points = standardError * (isRate ? 100 : 1)
  const least = 10 ** -digits
  return points < least / 2 ? `<${formatNumber(least, digits)}` : `±${formatNumber(points, digits)}`
}

/** One text for each dimension. */
function partLabels(model: Model, part: Part, { language }: Style): string[] {
  const assumption = part.assumption === null ? [] : [assumptionLabel(model, part, language)]
  const sector = part.sector === null ? [] : [sectorLabel(model, part.sector, language)]
  return [...assumption, ...sector, ...(part.year === null ? [] : [String(part.year)])]
}

/** An assumption of the total is no sector's, and no sum of sectors either. */
function sectorLabel({ plan }: Model, sector: number, language: Style['language']): string {
  return sector === TOTAL ? compareWords(language).acrossSectors : sectorName(plan, sector, language)
}

function assumptionLabel(model: Model, { assumption, effect }: Part, language: Style['language']): string {
  const words = compareWords(language)
  const text = assumption ?? ''
  if (effect === null || effect === 'factor') return inputLabel(model, text, language)
  const level = /^(?:sum|share)\((.*)\)$/.exec(text)?.[1] ?? text
  return words.effects[effect](inputLabel(model, level, language))
}

/** A variable by its name; a formula (`lag(revenue)`, `1 + growth`) as it is. */
function inputLabel(model: Model, text: string, language: Style['language']): string {
  const variable = model.variables[model.variableByName.get(text) ?? -1] as ModelVariable | undefined
  if (variable?.origin === 'projects' || text === PROJECTS) return compareWords(language).projects
  return variable === undefined ? clean(text) : variableName(model, variable, language)
}

/** The bridge as bars; a note where they do not begin at 0. */
function withBridge(plain: Table, { comparison }: Compared, parts: readonly Part[], model: Model, style: Style): Table {
  if (parts.length === 0) return plain
  const { fromValue, toValue, question } = comparison
  const { unit } = model.variables[question.variable] as ModelVariable
  const steps = parts.map(({ contribution }) => contribution)
  const bridge = (width: number) => bridgeOf(fromValue, steps, toValue, width, style.glyphs.bars)
  const { start } = bridge(1)
  const { brokenAxis } = compareWords(style.language)
  const note = start > 0 ? cell(brokenAxis(formatThreshold(start, unit)), 'quiet') : null
  return withBars(plain, (width) => bridge(width).bars, note)
}

/** Names in a note: `growth rate, R&D intensity`. */
export function namesText(model: Model, names: readonly string[], language: Style['language']): string {
  return names.map((name) => inputLabel(model, name, language)).join(messages(language).listComma)
}
