/** Targets and whether they are met: scenarios × targets as a grid, and one scenario's targets one by one. */

import type { TargetResult, Verdict } from '../analyses/targets.ts'
import type { Model } from '../model/types.ts'
import type { Scenario, Target } from '../plan/types.ts'
import { conditionOf } from './condition.ts'
import type { Glyphs } from './glyphs.ts'
import { type Language, messages } from './messages.ts'
import { indicatorUnit, nameOf, saysMore, targetName } from './names.ts'
import { comparingFormat, type Format, formatDifference, formatValue } from './quantities.ts'
import {
  type Cell,
  type Column,
  cell,
  keyColumn,
  numberColumn,
  row,
  type Table,
  type Tone,
  table,
  textColumn,
  wrappedTable,
} from './table.ts'
import { clean, displayWidth, padded } from './width.ts'

export type Judged = { readonly scenario: Scenario; readonly targets: readonly TargetResult[] }

type Style = { readonly language: Language; readonly digits: number | null; readonly glyphs: Glyphs }

const tones: Readonly<Record<Verdict, Tone>> = { met: 'good', missed: 'bad', undetermined: 'unsure' }

/** Every scenario against every target: the value, and a sign that needs no colour. */
export function verdictGrid(model: Model, judged: readonly Judged[], style: Style): Table {
  const { plan } = model
  const { language, glyphs } = style
  const isNamed = judged.some(({ scenario }) => saysMore(nameOf(scenario, language), scenario.name))
  const sameYear = commonYear(model) !== null
  const formats = plan.targets.map((target, i) =>
    formatIn(
      model,
      target,
      judged.map(({ targets }) => targets[i]),
      style,
    ),
  )
  const columns = [
    keyColumn(messages(language).scenario),
    ...(isNamed ? [keyColumn('')] : []),
    ...plan.targets.map((target) => {
      const year = sameYear ? '' : ` ${target.year}`
      return numberColumn(`${targetName(plan, target, language)}\n${conditionOf(model, target, glyphs)}${year}`)
    }),
  ]
  const texts = plan.targets.map((_, i) =>
    alignedValues(
      judged.map(({ targets }) => targets[i]),
      formats[i],
      language,
    ),
  )
  const rows = judged.map(({ scenario, targets }, j) =>
    row([
      cell(clean(scenario.name)),
      ...(isNamed ? [cell(nameOf(scenario, language))] : []),
      ...targets.map(({ verdict }, i) => cell(`${glyphs.verdicts[verdict]} ${texts[i]?.[j] ?? ''}`, tones[verdict])),
    ]),
  )
  return table(columns, rows)
}

function formatIn(
  model: Model,
  target: Target,
  results: readonly (TargetResult | undefined)[],
  { digits }: Style,
): Format {
  const values = results.map((result) => result?.value ?? null)
  return comparingFormat(indicatorUnit(model, target), values, target.threshold, digits)
}

/** The year of every target; null where they differ. */
function commonYear({ plan }: Model): number | null {
  const years = new Set(plan.targets.map(({ year }) => year))
  return years.size === 1 ? ([...years][0] ?? null) : null
}

/** Values padded to one width, so that the signs before them stand below each other. */
function alignedValues(
  results: readonly (TargetResult | undefined)[],
  format: Format | undefined,
  language: Language,
): string[] {
  if (format === undefined) return []
  const texts = results.map((result) => formatValue(result?.value ?? null, format, language))
  const width = Math.max(...texts.map(displayWidth))
  return texts.map((text) => padded(text, width, 'right'))
}

/** One scenario's targets: value, threshold, gap, first year met, verdict. */
export function targetTable(model: Model, results: readonly TargetResult[], style: Style): Table {
  const words = messages(style.language)
  return table(
    [keyColumn(words.target), ...judgementColumns(model, style.language)],
    results.map((result) =>
      row([cell(targetName(model.plan, result.target, style.language)), ...judgementCells(model, result, style)]),
    ),
  )
}

/** Every scenario's targets below each other, its name beside the first; `decides` marks those that decide the exit code, null if all do. */
export function checkTable(
  model: Model,
  judged: readonly Judged[],
  decides: ((scenario: Scenario, target: Target) => boolean) | null,
  style: Style,
): Table {
  const words = messages(style.language)
  const mark = (scenario: Scenario, target: Target) => cell(decides?.(scenario, target) === true ? words.yes : '')
  return wrappedTable(
    [
      keyColumn(words.scenario),
      keyColumn(words.target),
      ...judgementColumns(model, style.language),
      ...(decides === null ? [] : [textColumn(words.decides)]),
    ],
    judged.flatMap(({ scenario, targets }) =>
      targets.map((result, i) =>
        row([
          cell(i === 0 ? clean(scenario.name) : ''),
          cell(targetName(model.plan, result.target, style.language)),
          ...judgementCells(model, result, style),
          ...(decides === null ? [] : [mark(scenario, result.target)]),
        ]),
      ),
    ),
  )
}

function judgementColumns(model: Model, language: Language): Column[] {
  const { year, value, valueIn, threshold, gap, firstMet, verdict } = messages(language)
  const common = commonYear(model)
  const values = common === null ? [year, value] : [valueIn(common)]
  return [...[...values, threshold, gap, firstMet].map(numberColumn), textColumn(verdict)]
}

/** Where the verdict has no value, a year that met the target would read like a verdict. */
function judgementCells(model: Model, result: TargetResult, style: Style): Cell[] {
  const { language, glyphs } = style
  const { target, value, gap, firstMet, verdict } = result
  const format = formatIn(model, target, [result], style)
  const words = messages(language)
  const tone = tones[verdict]
  return [
    ...(commonYear(model) === null ? [cell(String(target.year))] : []),
    cell(formatValue(value, format, language)),
    cell(conditionOf(model, target, glyphs)),
    cell(formatDifference(gap, format, language), tone),
    cell(value === null ? words.noValue : firstMet === null ? words.never : String(firstMet)),
    cell(`${glyphs.verdicts[verdict]} ${words.verdicts[verdict]}`, tone),
  ]
}
