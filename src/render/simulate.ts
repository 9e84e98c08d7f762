/** What `simulate` prints for people: chances of every scenario, then one scenario with its errors and its spread. */

import type { Chance, Difference, Run, ScenarioChances, TargetChance } from '../analyses/chance/simulate.ts'
import { valueAt } from '../model/project.ts'
import type { Model } from '../model/types.ts'
import { type Target, TOTAL } from '../plan/types.ts'
import { conditionOf } from './condition.ts'
import { fanSections } from './fans.ts'
import { messages } from './messages.ts'
import { indicatorUnit, nameOf, saysMore, targetName } from './names.ts'
import { formatNumber, formatPercent, formatSigned } from './numbers.ts'
import { type Style, scenarioHeading, titleOf } from './projection.ts'
import { formatOf, formatValue } from './quantities.ts'
import type { Simulation } from './simulate-record.ts'
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
  textColumn,
} from './table.ts'
import { clean } from './width.ts'
import { simulateWords } from './words-simulate.ts'

/**
 * @param runs      what was drawn, in the order of the results
 * @param isChosen  the scenarios were named: then every one is shown in full, and how their chances differ
 */
export function simulationDocument(
  model: Model,
  runs: readonly Run[],
  simulation: Simulation,
  isChosen: boolean,
  style: Style,
): Document {
  const { results, differences } = simulation
  const head = section(titleOf(model, style), null, [], howLines(simulation, style))
  const usual = results.filter(({ scenario }) => isChosen || scenario === model.plan.defaultScenario)
  const detailed = usual.length > 0 ? usual : results.slice(0, 1)
  const sections = detailed.flatMap((result) =>
    scenarioSections(model, runs[results.indexOf(result)], isChosen ? result : inBrief(result), style),
  )
  return [
    head,
    ...(results.length > 1 && hasTargets(results) ? [gridSection(model, results, style)] : []),
    ...sections,
    ...(isChosen && differences.length > 0 ? [differenceSection(model, results, differences, style)] : []),
  ]
}

/** Of the spreads only that of the first total. */
function inBrief(result: ScenarioChances): ScenarioChances {
  const variable = result.fans.find(({ sector, sd }) => sector === TOTAL && (sd ?? 0) > 0)?.variable
  return { ...result, fans: result.fans.filter((fan) => fan.variable === variable) }
}

function hasTargets([first]: readonly ScenarioChances[]): boolean {
  return (first?.targets.length ?? 0) > 0
}

function howLines({ results, sampler, seed, precision, isRepaired }: Simulation, { language }: Style): Cell[] {
  const words = simulateWords[language]
  const draws = formatNumber(results[0]?.draws ?? 0, 0)
  const how = words.how({ draws, sampler: words.samplers[sampler], seed, isRepaired })
  if (precision === null) return [cell(how, 'quiet')]
  const errors = results.flatMap(({ targets, joint }) => [...targets, ...(joint === null ? [] : [joint])])
  const isReached = errors.every(({ standardError }) => standardError <= precision)
  const said = {
    draws,
    precision: `${formatNumber(precision * 100, precisionDigits(precision))}${messages(language).points}`,
  }
  return [
    cell(how, 'quiet'),
    isReached ? cell(words.untilPrecise(said), 'quiet') : cell(words.notPrecise(said), 'unsure'),
  ]
}

/** Digits of a percentage beyond which nobody reads. */
const MOST_PLACES = 4

function precisionDigits(precision: number): number {
  return Math.max(0, Math.ceil(-Math.log10(precision * 100)))
}

/** Every scenario against every target. */
function gridSection(model: Model, results: readonly ScenarioChances[], style: Style): Section {
  const { language, glyphs } = style
  const words = simulateWords[language]
  const scenarios = results.map(({ scenario }) => model.plan.scenarios[scenario])
  const isNamed = scenarios.some((each) => each !== undefined && saysMore(nameOf(each, language), each.name))
  const targets = results[0]?.targets ?? []
  const columns = [
    keyColumn(messages(language).scenario),
    ...(isNamed ? [keyColumn('')] : []),
    ...targets.map(({ target }) =>
      numberColumn(`${targetName(model.plan, target, language)}\n${conditionOf(model, target, glyphs)}`),
    ),
    ...(targets.length < 2 ? [] : [numberColumn(`\n${words.together}`)]),
  ]
  const rows = results.map(({ targets: own, joint }, i) => {
    const scenario = scenarios[i]
    return row([
      cell(clean(scenario?.name ?? '')),
      ...(isNamed ? [cell(scenario === undefined ? '' : nameOf(scenario, language))] : []),
      ...own.map((each) => chanceCell(each, style)),
      ...(joint === null ? [] : [chanceCell(joint, style)]),
    ])
  })
  return section(cell(words.chanceOf, 'strong'), table(columns, rows))
}

/** A chance in per cent; 0 or 100 where it is certain, and else a bound: draws that all agree exclude little. */
function chanceCell({ probability, method, standardError, interval }: Chance, { language, digits }: Style): Cell {
  const words = simulateWords[language]
  if (probability === null) return cell(messages(language).noValue, 'unsure')
  const tone = probability >= 0.5 ? 'good' : 'bad'
  if (method === 'certain' && probability === 1) return cell(words.certain, tone)
  if (method === 'certain' && probability === 0) return cell(words.never, tone)
  const [low, high] = interval ?? [0, 1]
  if (probability === 0) return cell(words.below(boundText(high)), tone)
  if (probability === 1) return cell(words.above(boundText(1 - low, true)), tone)
  const places = digits ?? chanceDigits(standardError)
  return cell(boundedPercent(probability, places, language), tone)
}

/**
 * The share that draws which all agree leave open, rounded up to its first digit.
 *
 * @param isFromTop  as what is left of 100 %
 */
function boundText(share: number, isFromTop = false): string {
  const places = Math.max(1, precisionDigits(share))
  const unit = 10 ** -(places + 2)
  // A little less first, so that what is whole but for rounding is not rounded up.
  const bound = Math.ceil(share / unit - 1e-9) * unit
  return formatPercent(isFromTop ? 1 - bound : bound, places)
}

/** `12.3%`; `< 0.1%` and `> 99.9%` at the ends. */
function boundedPercent(probability: number, places: number, language: Style['language']): string {
  const words = simulateWords[language]
  const least = 10 ** -(places + 2)
  if (probability < least) return words.below(formatPercent(least, places))
  if (probability > 1 - least) return words.above(formatPercent(1 - least, places))
  return formatPercent(probability, places)
}

/** One digit after the point; two where the error leaves the second one standing. */
function chanceDigits(standardError: number): number {
  return standardError < 0.0002 ? 2 : 1
}

function scenarioSections(model: Model, run: Run | undefined, result: ScenarioChances, style: Style): Section[] {
  const { language } = style
  const words = simulateWords[language]
  const scenario = model.plan.scenarios[result.scenario]
  if (scenario === undefined || run === undefined) return []
  const heading = cell(scenarioHeading(scenario, style), 'strong')
  const notes = notesOf(model, result, style)
  const targets = result.targets.length === 0 ? null : targetTable(model, run, result, style)
  const fans = fanSections(model, result.fans, style)
  const said = run.experiment.uncertainty.factors.length === 0 ? words.nothingUncertain : uncertainLine(run, style)
  return [section(heading, targets, notes, [cell(said, 'quiet')]), ...fans]
}

function uncertainLine({ experiment }: Run, { language }: Style): string {
  const { factors, mixing } = experiment.uncertainty
  return simulateWords[language].uncertain({
    factors: factors.length,
    correlated: experiment.question.model.plan.correlations.length > 0,
    persistent: mixing.some(({ before }) => before !== null),
  })
}

function targetTable(model: Model, { experiment }: Run, { targets, joint }: ScenarioChances, style: Style): Table {
  const { language, glyphs } = style
  const words = simulateWords[language]
  const all = messages(language)
  const year = targets[0]?.target.year ?? model.horizon
  const columns = [
    keyColumn(all.target),
    numberColumn(words.central(year)),
    numberColumn(all.threshold),
    numberColumn(words.chance),
    numberColumn(words.interval),
    numberColumn(words.whenMissed),
  ]
  const rows = targets.map((each) => {
    const { target, shortfallWhenMissed } = each
    const variable = model.variableByName.get(target.indicator) ?? -1
    const value = valueAt(experiment.projection, variable, target.sector, target.year)
    const unit = indicatorUnit(model, target)
    const format = formatOf(unit, [value, target.threshold], style.digits)
    const gap = (number: number | null) => {
      if (number === null) return all.noValue
      return format.isRate ? formatNumber(number * 100, 2) + all.points : formatValue(number, format, language)
    }
    const name = targetName(model.plan, target, language)
    return row([
      cell(target.year === year ? name : `${name} ${target.year}`),
      cell(formatValue(value, format, language)),
      cell(conditionOf(model, target, glyphs)),
      chanceCell(each, style),
      cell(intervalText(each, style)),
      cell(shortfallWhenMissed === null ? '' : gap(shortfallWhenMissed)),
    ])
  })
  const together =
    joint === null
      ? []
      : [
          row(
            [
              cell(words.together),
              cell(''),
              cell(''),
              chanceCell(joint, style),
              cell(intervalText(joint, style)),
              cell(''),
            ],
            true,
          ),
        ]
  return table(columns, [...rows, ...together])
}

function intervalText({ interval, method }: Chance, { digits }: Style): string {
  if (interval === null || method === 'certain') return ''
  const [low, high] = interval
  // As many digits as tell the two ends apart, as far as anyone reads.
  const places = digits ?? Math.max(1, Math.min(MOST_PLACES, precisionDigits(high - low)))
  return [...new Set([low, high].map((end) => formatPercent(end, places)))].join(' – ')
}

function notesOf(model: Model, { targets, joint, failed, draws }: ScenarioChances, { language }: Style): Cell[] {
  const words = simulateWords[language]
  const name = ({ target }: TargetChance) => targetName(model.plan, target, language)
  const byMethod = (['integrated', 'scanned', 'counted', 'certain'] as const).flatMap((method) => {
    const own = targets.filter((each) => each.method === method && each.probability !== null).map(name)
    const isJoint = joint !== null && joint.probability !== null && joint.method === method && method !== 'certain'
    const all = isJoint ? [...own, words.together] : own
    return all.length === 0 ? [] : [words.methodNote(all.join(messages(language).listComma), words.methods[method])]
  })
  return [
    ...byMethod.map((text) => cell(text, 'quiet')),
    ...targets.flatMap((each) =>
      each.undetermined === 0 || each.undetermined === draws
        ? []
        : [cell(words.undetermined(name(each), formatNumber(each.undetermined, 0)), 'unsure')],
    ),
    ...(failed === 0 ? [] : [cell(words.failed(formatNumber(failed, 0)), 'unsure')]),
  ]
}

function differenceSection(
  model: Model,
  results: readonly ScenarioChances[],
  differences: readonly Difference[],
  { language }: Style,
): Section {
  const words = simulateWords[language]
  const targets = (results[0]?.targets ?? []).map(({ target }): Target | null => target)
  const asked = targets.length < 2 ? targets : [...targets, null]
  const nameIn = (scenario: number) => clean(model.plan.scenarios[scenario]?.name ?? '')
  const columns = [
    keyColumn(messages(language).scenario),
    ...asked.map((target) => textColumnOf(target === null ? words.together : targetName(model.plan, target, language))),
  ]
  const reference = differences[0]?.from ?? 0
  const rows = results
    .filter(({ scenario }) => scenario !== reference)
    .map(({ scenario }) =>
      row([
        cell(nameIn(scenario)),
        ...asked.map((target) => {
          const found = differences.find((each) => each.to === scenario && each.target === target)
          return cell(found === undefined ? messages(language).noValue : differenceText(found))
        }),
      ]),
    )
  return section(cell(words.against(nameIn(reference)), 'strong'), table(columns, rows))
}

function textColumnOf(heading: string) {
  return { ...textColumn(heading), align: 'right' as const }
}

/** `+1.23 ± 0.02`; nothing behind a difference that has no error. */
function differenceText({ difference, standardError }: Difference): string {
  const places = Math.min(4, Math.max(1, standardError === 0 ? 1 : precisionDigits(standardError)))
  const gap = formatSigned(difference * 100, places)
  return standardError === 0 ? gap : `${gap} ± ${formatNumber(standardError * 100, places)}`
}
