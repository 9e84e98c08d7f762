/** The tables of `sensitivity`: a row an input, with a bar of its influence where the terminal has room. */

import { type Estimate, isDistinguishable } from '../analyses/sensitivity/estimates.ts'
import type { Input } from '../analyses/sensitivity/inputs.ts'
import type { Answer, Subject } from '../analyses/sensitivity/sensitivity.ts'
import { type Verdict, verdictOf } from '../analyses/targets.ts'
import type { Model, ModelVariable } from '../model/types.ts'
import { TOTAL } from '../plan/types.ts'
import { barsOf, estimateBar, type Span, withBars } from './bars.ts'
import { messages } from './messages.ts'
import { sectorName, variableName } from './names.ts'
import { formatNumber, formatPercent } from './numbers.ts'
import type { Style } from './projection.ts'
import { type Format, formatDifference, formatValue } from './quantities.ts'
import { type Cell, cell, keyColumn, numberColumn, row, type Table, table } from './table.ts'
import { clean } from './width.ts'
import { sensitivityWords } from './words-sensitivity.ts'

/** @param format  how the number that is asked about is written */
export function influenceTable(model: Model, subject: Subject, answer: Answer, format: Format, style: Style): Table {
  switch (answer.method) {
    case 'tornado':
      return tornadoTable(model, subject, answer, format, style)
    case 'morris':
      return morrisTable(model, answer, format, style)
    case 'sobol':
      return sobolTable(model, answer, style)
    case 'shapley':
      return shapleyTable(model, answer, style)
  }
}

/** The answer of one method. */
export type Only<Kind extends Answer['method']> = Extract<Answer, { method: Kind }>

function tornadoTable(
  model: Model,
  { output: { target } }: Subject,
  { inputs, base }: Only<'tornado'>,
  format: Format,
  style: Style,
): Table {
  const words = sensitivityWords[style.language]
  const end = (value: number | null): Cell => {
    const verdict = target === null ? null : verdictOf(value, target.op, target.threshold)
    const text = formatValue(value, format, style.language)
    return verdict === null ? cell(text) : cell(`${style.glyphs.verdicts[verdict]} ${text}`, tones[verdict])
  }
  const columns = [keyColumn(words.input), ...[words.tenth, words.ninetieth, words.swing].map(numberColumn)]
  const rows = inputs.map(({ input, low, high, swing }) =>
    row([
      cell(inputLabel(model, input, style)),
      end(low),
      end(high),
      cell(formatDifference(swing, format, style.language)),
    ]),
  )
  const middle = base ?? 0
  const ends = inputs.map(({ low, high }): Span[] => [
    { from: middle, to: low ?? middle, sign: 'light' },
    { from: middle, to: high ?? middle, sign: 'dark' },
  ])
  return withBars(table(columns, rows), (width) => barsOf(ends, width, style.glyphs.bars))
}

const tones = { met: 'good', missed: 'bad', undetermined: 'unsure' } as const satisfies Record<Verdict, Cell['tone']>

function morrisTable(model: Model, { inputs }: Only<'morris'>, format: Format, style: Style): Table {
  const { input: heading, interval } = sensitivityWords[style.language]
  const value = (number: number) => spreadText(number, format, style)
  const columns = [keyColumn(heading), ...['μ*', interval, 'μ', interval, 'σ', interval].map(numberColumn)]
  const rows = inputs.map(({ input, mu, muStar, sigma }) =>
    row([
      cell(inputLabel(model, input, style)),
      ...[muStar, mu, sigma].flatMap((estimate) => estimateCells(estimate, value, style)),
    ]),
  )
  return withEstimates(
    table(columns, rows),
    inputs.map(({ muStar }) => muStar),
    style,
  )
}

function sobolTable(model: Model, { inputs }: Only<'sobol'>, style: Style): Table {
  const { input: heading, first, total, interval } = sensitivityWords[style.language]
  const columns = [keyColumn(heading), ...[first, interval, total, interval].map(numberColumn)]
  const rows = inputs.map((each) =>
    row([
      cell(inputLabel(model, each.input, style)),
      ...[each.first, each.total].flatMap((estimate) => estimateCells(estimate, shareText(style), style)),
    ]),
  )
  return withEstimates(
    table(columns, rows),
    inputs.map((each) => each.total),
    style,
  )
}

/** Pairs of inputs, where the second order was asked for. */
export function pairTable(model: Model, { pairs }: Only<'sobol'>, style: Style): Table {
  const { pair, second, interval } = sensitivityWords[style.language]
  const columns = [keyColumn(pair), ...[second, interval].map(numberColumn)]
  const rows = pairs.map(({ inputs, second: estimate }) =>
    row([
      cell(inputs.map((input) => inputLabel(model, input, style)).join(' × ')),
      ...estimateCells(estimate, shareText(style), style),
    ]),
  )
  return withEstimates(
    table(columns, rows),
    pairs.map((each) => each.second),
    style,
  )
}

function shapleyTable(model: Model, { inputs }: Only<'shapley'>, style: Style): Table {
  const { input: heading, effect, interval } = sensitivityWords[style.language]
  const columns = [keyColumn(heading), ...[effect, interval].map(numberColumn)]
  const rows = inputs.map((each) =>
    row([cell(inputLabel(model, each.input, style)), ...estimateCells(each.effect, shareText(style), style)]),
  )
  return withEstimates(
    table(columns, rows),
    inputs.map((each) => each.effect),
    style,
  )
}

/** An index is a share of the variance. */
function shareText({ digits }: Style): (value: number) => string {
  return (value) => formatPercent(value, digits ?? 1)
}

/** A number and its interval; quiet where the interval holds 0. */
function estimateCells(estimate: Estimate | null, text: (value: number) => string, style: Style): Cell[] {
  if (estimate === null) return [cell(messages(style.language).noValue, 'quiet'), cell('')]
  const tone = isDistinguishable(estimate) ? 'plain' : 'quiet'
  return [cell(text(estimate.value), tone), cell(intervalText(estimate, text, style), tone)]
}

export function intervalText(
  { interval: [low, high] }: Estimate,
  text: (value: number) => string,
  style: Style,
): string {
  return sensitivityWords[style.language].range({ low: text(low), high: text(high) })
}

/** A spread, or an effect: of a rate in percentage points. */
export function spreadText(value: number, { isRate, digits }: Format, { language }: Style): string {
  return isRate ? formatNumber(value * 100, digits) + messages(language).points : formatNumber(value, digits)
}

/** `growth · Displays`, `realisation · haichen`, `2026`: what is told apart, in the reader's language. */
export function inputLabel(model: Model, { variable, sector, year, field, project }: Input, style: Style): string {
  const { language, glyphs } = style
  const { plan } = model
  const words = sensitivityWords[language]
  const assumption = field === null ? variableLabel(model, variable, style) : words.fields[field]
  // A total has no sector to be told from, nor has a plan of one sector.
  const isAlone = assumption !== null && (sector === TOTAL || plan.sectors.length === 1)
  const where = project ?? (sector === null || isAlone ? null : sectorName(plan, sector, language))
  const parts = [assumption, where, year].filter((part) => part !== null).map((part) => clean(String(part)))
  return parts.length === 0 ? words.projects : parts.join(glyphs.separator)
}

function variableLabel(model: Model, variable: number | null, { language }: Style): string | null {
  const described: ModelVariable | undefined = model.variables[variable ?? -1]
  return described === undefined ? null : variableName(model, described, language)
}

/** Bars of estimates with their intervals. */
function withEstimates(plain: Table, estimates: readonly (Estimate | null)[], { language, glyphs }: Style): Table {
  const bars = estimates.map((each) => (each === null ? [] : estimateBar(each.value, each.interval)))
  const { full, dark, light } = glyphs.bars
  const note = cell(sensitivityWords[language].bars({ full, dark, light }), 'quiet')
  return withBars(plain, (width) => barsOf(bars, width, glyphs.bars), note)
}
