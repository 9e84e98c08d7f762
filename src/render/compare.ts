/** What `compare` prints for people: levels and differences, then the bridge from one state to the other. */

import type { Question } from '../analyses/attribution.ts'
import type { Model, ModelVariable } from '../model/types.ts'
import { bridgeTable, keyHeadings, namesText } from './compare-bridge.ts'
import {
  formatOfCompared,
  type Labels,
  labelsOf,
  levelTable,
  percentChange,
  printedChange,
  scenarioName,
  sectorSuffix,
  sectorTable,
} from './compare-levels.ts'
import { type Compared, relativeTo, sectorOf } from './compare-record.ts'
import { ascii } from './glyphs.ts'
import { messages } from './messages.ts'
import { variableHeading, variableName } from './names.ts'
import { formatNumber } from './numbers.ts'
import { type Style, titleOf } from './projection.ts'
import { type Format, formatDifference } from './quantities.ts'
import { type Cell, cell, type Document, type Section, section } from './table.ts'
import { compareWords } from './words-compare.ts'

export function comparisonDocument(model: Model, compared: Compared, style: Style): Document {
  const { question } = compared.comparison
  const labels = labelsOf(question, style)
  const format = formatOfCompared(model, compared, style.digits)
  const heading = cell(headingOf(question, labels, style), 'strong')
  const tables = [
    ...(compared.levels.length > 0 ? [levelTable(model, compared, format, labels, style)] : []),
    ...(compared.sectorLevels.length > 0 ? [sectorTable(model, compared, format, labels, style)] : []),
  ]
  return [
    section(titleOf(model, style), null),
    ...tables.map((table, i) => section(i === 0 ? heading : null, table)),
    bridgeSection(model, compared, format, labels, style),
  ]
}

function headingOf({ from, to }: Question, labels: Labels, { language, glyphs }: Style): string {
  const { scenario: word, colon } = messages(language)
  const words = compareWords(language)
  const arrow = glyphs === ascii ? '->' : '→'
  const scenario = scenarioName(from, language)
  const isOneScenario = from.projection.scenario === to.projection.scenario
  if (from.year === to.year) return word + colon + words.scenariosInYear({ ...labels, arrow, year: to.year })
  if (isOneScenario) return word + colon + words.yearsOfScenario({ ...labels, arrow, scenario })
  return `${word}${colon}${labels.from} ${arrow} ${labels.to}`
}

function bridgeSection(model: Model, compared: Compared, format: Format, labels: Labels, style: Style): Section {
  const { explained } = compareWords(style.language)
  const notes = [...methodNotes(compared, style), ...otherNotes(model, compared, style)]
  const heading = explained({
    name: explainedName(model, compared, style),
    change: changeText(compared, format, style),
    by: keyHeadings(compared, style).join(messages(style.language).listComma),
  })
  return section(
    cell(heading, 'strong'),
    bridgeTable(model, compared, format, labels, style),
    notes.map((text): Cell => cell(text, 'quiet')),
  )
}

function explainedName(model: Model, { comparison }: Compared, style: Style): string {
  const { question } = comparison
  const variable = model.variables[question.variable] as ModelVariable
  return variableHeading(model, variable, style.language) + sectorSuffix(model, sectorOf(model, question), style)
}

/** `+2,062 (+25.9%)` */
function changeText({ comparison }: Compared, format: Format, { language }: Style): string {
  const { fromValue, toValue, difference } = comparison
  const printed = printedChange({ from: fromValue, to: toValue }, format)
  const relative = format.isRate ? null : relativeTo(difference, fromValue)
  const percent =
    relative === null ? '' : language === 'zh' ? `（${percentChange(relative)}）` : ` (${percentChange(relative)})`
  return formatDifference(printed.difference, format, language) + percent
}

function methodNotes({ comparison }: Compared, { language }: Style): string[] {
  const { attribution, question } = comparison
  const words = compareWords(language)
  const groups = attribution.groups ?? 0
  if (attribution.method === 'lmdi') return [words.lmdi]
  if (groups === 0) return [words.nothingDiffers]
  if (groups === 1) return [words.oneGroup]
  const isOverTime = question.from.year !== question.to.year
  const players = isOverTime ? words.formulaInputs(groups) : words.changedAssumptions(groups)
  const { draws, seed } = attribution
  if (draws === null || seed === null) return [words.exact({ players, coalitions: formatNumber(2 ** groups, 0) })]
  return [words.sampled({ players, draws: formatNumber(draws, 0), seed })]
}

/** What is the same on both sides, and what differs without any effect. */
function otherNotes(model: Model, { comparison }: Compared, { language }: Style): string[] {
  const { attribution, question, withoutEffect } = comparison
  const words = compareWords(language)
  const same = attribution.parts.filter(({ contribution }) => contribution === 0)
  const variable = model.variables[question.variable] as ModelVariable
  const others = withoutEffect.map((index) => model.variables[index]?.name ?? '')
  return [
    ...(same.length === 0
      ? []
      : [
          words.unchanged(
            namesText(
              model,
              same.map(({ assumption, name }) => assumption ?? name),
              language,
            ),
          ),
        ]),
    ...(others.length === 0
      ? []
      : [
          words.withoutEffect({
            name: variableName(model, variable, language),
            names: namesText(model, others, language),
          }),
        ]),
  ]
}
