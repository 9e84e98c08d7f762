/** What `sensitivity` prints for people: a table of inputs, the most influential first, and how surely that is known. */

import { type Estimate, isDistinguishable } from '../analyses/sensitivity/estimates.ts'
import type { Input } from '../analyses/sensitivity/inputs.ts'
import { type Answer, type Subject, type Suggestion, WIDE } from '../analyses/sensitivity/sensitivity.ts'
import type { Model, ModelVariable } from '../model/types.ts'
import { TOTAL } from '../plan/types.ts'
import { conditionOf } from './condition.ts'
import { messages } from './messages.ts'
import { sectorName, targetName, variableHeading } from './names.ts'
import { formatNumber, formatPercent } from './numbers.ts'
import { type Style, titleOf } from './projection.ts'
import { comparingFormat, type Format, formatOf, formatValue } from './quantities.ts'
import type { Analysed } from './sensitivity-record.ts'
import { influenceTable, inputLabel, intervalText, type Only, pairTable, spreadText } from './sensitivity-tables.ts'
import { type Cell, cell, type Document, type Section, section } from './table.ts'
import { clean } from './width.ts'
import { sensitivityWords } from './words-sensitivity.ts'

/** @param isInstead  Sobol indices were asked for, or would be the usual answer, and mislead */
export function sensitivityDocument(
  model: Model,
  all: readonly Analysed[],
  isInstead: boolean,
  style: Style,
): Document {
  return [
    section(titleOf(model, style), null),
    ...all.flatMap((each) => analysedSections(model, each, isInstead, style)),
  ]
}

function analysedSections(model: Model, { subject, answer }: Analysed, isInstead: boolean, style: Style): Section[] {
  const words = sensitivityWords[style.language]
  const format = formatFor(model, subject, answer, style)
  const heading = cell(headingOf(model, subject, answer, style), 'strong')
  const lead = [cell(words.meaning[answer.method], 'quiet')]
  if (subject.inputs.length === 0) return [section(heading, null, [cell(words.nothing)])]
  const table = influenceTable(model, subject, answer, format, style)
  const notes = notesOf(model, subject, answer, format, isInstead, style)
  if (answer.method !== 'sobol' || answer.pairs.length === 0) return [section(heading, table, notes, lead)]
  return [section(heading, table, [], lead), section(null, pairTable(model, answer, style), notes)]
}

/** `R&D, 亿元 in 2027 · Sobol indices · trend`; of a tornado, which tells of verdicts, with the target's condition. */
function headingOf(model: Model, { output, scenario }: Subject, { method }: Answer, style: Style): string {
  const { language, glyphs } = style
  const words = sensitivityWords[language]
  const { indicator, target } = output
  const variable = model.variables[indicator.variable] as ModelVariable
  const isAlone = indicator.sector === TOTAL || model.plan.sectors.length === 1
  const where = isAlone ? '' : ` [${sectorName(model.plan, indicator.sector, language)}]`
  const name = variableHeading(model, variable, language) + where
  const condition = method === 'tornado' && target !== null ? ` ${conditionOf(model, target, glyphs)}` : ''
  const number = words.number({ name: name + condition, year: indicator.year })
  return [number, words.methods[method], clean(model.plan.scenarios[scenario]?.name ?? '')].join(glyphs.separator)
}

/** How the number is written; in a tornado so that no end prints like the threshold unless it equals it. */
function formatFor(
  model: Model,
  { output: { indicator, target } }: Subject,
  answer: Answer,
  { digits }: Style,
): Format {
  const unit = model.variables[indicator.variable]?.unit ?? null
  switch (answer.method) {
    case 'tornado': {
      const ends = [answer.base, ...answer.inputs.flatMap(({ low, high }) => [low, high])]
      return target === null ? formatOf(unit, ends, digits) : comparingFormat(unit, ends, target.threshold, digits)
    }
    case 'morris': {
      const values = answer.inputs.flatMap(({ muStar, sigma }) => [muStar?.value ?? null, sigma?.value ?? null])
      return formatOf(unit, values, digits)
    }
    case 'sobol':
    case 'shapley':
      return formatOf(unit, [answer.mean?.value ?? null, Math.sqrt(answer.variance?.value ?? 0)], digits)
  }
}

function notesOf(
  model: Model,
  subject: Subject,
  answer: Answer,
  format: Format,
  isInstead: boolean,
  style: Style,
): Cell[] {
  const words = sensitivityWords[style.language]
  const correlated = correlatedNote(model, subject, answer, isInstead, style)
  const own =
    answer.method === 'tornado'
      ? [
          cell(words.planned(formatValue(answer.base, format, style.language)), 'quiet'),
          ...flipNotes(model, subject, answer, style),
        ]
      : [...momentNotes(answer, format, style), ...zeroNotes(model, answer, style), ...unsignedNote(answer, style)]
  return [...own, ...correlated, ...runNotes(answer, format, style)]
}

/** Inputs that change the target's verdict by themselves. */
function flipNotes(model: Model, { output }: Subject, { inputs }: Only<'tornado'>, style: Style): Cell[] {
  if (output.target === null) return []
  const words = sensitivityWords[style.language]
  const target = targetName(model.plan, output.target, style.language)
  const names = inputs.filter(({ flips }) => flips).map(({ input }) => inputLabel(model, input, style))
  if (names.length === 0) return [cell(words.flipsNone(target))]
  return [cell(words.flips({ target, names: names.join(messages(style.language).listComma) }))]
}

/** Mean and standard deviation of the number; that it does not vary where it does not. */
function momentNotes(answer: Exclude<Answer, { method: 'tornado' }>, format: Format, style: Style): Cell[] {
  if (answer.method === 'morris') return []
  const { mean, variance } = answer
  if (mean === null || variance === null) return []
  const words = sensitivityWords[style.language]
  const text = (value: number) => formatValue(value, format, style.language)
  if (answer.inputs.every((each) => ('total' in each ? each.total : each.effect) === null)) {
    return [cell(words.constant(text(mean.value)))]
  }
  const range = intervalText(mean, text, style)
  const deviation = spreadText(Math.sqrt(variance.value), format, style)
  return [cell(words.moments({ mean: text(mean.value), range, deviation }), 'quiet')]
}

/** What is not distinguishable from zero, in words. */
function zeroNotes(model: Model, answer: Exclude<Answer, { method: 'tornado' }>, style: Style): Cell[] {
  const words = sensitivityWords[style.language]
  const label = (input: Input) => inputLabel(model, input, style)
  const note = (what: string, estimates: readonly (readonly [string, Estimate | null])[]): Cell[] => {
    const names = estimates.flatMap(([name, each]) => (each === null || isDistinguishable(each) ? [] : [name]))
    return names.length === 0
      ? []
      : [cell(words.notFromZero({ what, names: names.join(messages(style.language).listComma) }))]
  }
  switch (answer.method) {
    case 'morris':
      return note(
        'μ*',
        answer.inputs.map(({ input, muStar }) => [label(input), muStar]),
      )
    case 'sobol':
      return [
        ...note(
          words.first,
          answer.inputs.map(({ input, first }) => [label(input), first]),
        ),
        ...note(
          words.total,
          answer.inputs.map(({ input, total }) => [label(input), total]),
        ),
        ...note(
          words.second,
          answer.pairs.map(({ inputs, second }) => [inputs.map(label).join(' × '), second]),
        ),
      ]
    case 'shapley':
      return note(
        words.effect,
        answer.inputs.map(({ input, effect }) => [label(input), effect]),
      )
  }
}

function unsignedNote(answer: Answer, { language }: Style): Cell[] {
  if (answer.method !== 'morris' || answer.inputs.every(({ input }) => input.factors.length === 1)) return []
  return [cell(sensitivityWords[language].severalNumbers, 'quiet')]
}

function correlatedNote(model: Model, subject: Subject, { method }: Answer, isInstead: boolean, style: Style): Cell[] {
  const words = sensitivityWords[style.language]
  const { correlated, inputs } = subject
  const [pair] = correlated
  if (pair === undefined) return []
  const [first, second] = pair.map((place) => inputLabel(model, inputs[place] as Input, style)) as [string, string]
  const told = { first, second, others: correlated.length - 1 }
  if (method !== 'shapley') return [cell(words.movedAlone(told))]
  return isInstead ? [cell(words.insteadOfSobol(told))] : []
}

/** What it took, and what would be enough. */
function runNotes(answer: Answer, format: Format, style: Style): Cell[] {
  const words = sensitivityWords[style.language]
  const runs = formatNumber(answer.runs, 0)
  if (answer.method === 'tornado') return [cell(words.ran(runs), 'quiet')]
  const { sample, failed, suggested, method } = answer
  const kind = method === 'morris' ? 'trajectories' : 'draws'
  const draws = formatNumber(sample.draws, 0)
  const orders = method !== 'shapley' || answer.orders === null ? null : formatNumber(answer.orders, 0)
  const drawn = words.drawn({ kind, draws, runs, seed: sample.seed, orders })
  return [
    cell(drawn, 'quiet'),
    ...(failed === 0 ? [] : [cell(words.failed({ kind, failed: formatNumber(failed, 0), draws }), 'unsure')]),
    ...(suggested === null ? [] : [cell(suggestionText(suggested, method, format, style))]),
  ]
}

function suggestionText({ draws, reach }: Suggestion, method: Answer['method'], format: Format, style: Style): string {
  const words = sensitivityWords[style.language]
  if (method === 'morris') {
    const wide = words.ofLargest(formatPercent(WIDE, 0))
    return words.suggested({ reach: spreadText(reach, format, style), draws, wide })
  }
  const points = (digits: number) => ({ isRate: true, digits })
  return words.suggested({
    reach: spreadText(reach, points(1), style),
    draws,
    wide: spreadText(WIDE, points(0), style),
  })
}
