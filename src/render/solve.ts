/** What `solve` prints for people. */

import { isRate } from '../analyses/instruments.ts'
import type { Solution, SolvedInstrument, SolvedTarget } from '../analyses/solve.ts'
import { yearsCovered } from '../analyses/trials.ts'
import type { Model } from '../model/types.ts'
import type { Address } from '../plan/settings.ts'
import { saidCondition } from './condition.ts'
import { messages } from './messages.ts'
import { indicatorUnit, targetName } from './names.ts'
import { formatPercent, formatSigned } from './numbers.ts'
import type { Style } from './projection.ts'
import { titleOf } from './projection.ts'
import { comparingFormat, formatDifference, formatOf, formatThreshold, formatValue, saidAmount } from './quantities.ts'
import { changeText, figures, indicatorName, only, type Pair, pairsOf, reasonText } from './solve-reason.ts'
import {
  type Cell,
  cell,
  type Document,
  keyColumn,
  numberColumn,
  row,
  section,
  type Table,
  table,
  textColumn,
} from './table.ts'
import { clean } from './width.ts'
import { solveWords } from './words-solve.ts'

/** How a command was asked, as far as it is told again. */
export type Asked = { readonly hasBounds: boolean; readonly hasWeights: boolean }

export function solveDocument(model: Model, solutions: readonly Solution[], asked: Asked, style: Style): Document {
  const [first] = solutions
  if (first === undefined) return []
  const title = section(titleOf(model, style), null, askedLines(model, solutions, asked, style))
  if (first.method !== 'one') return [title, ...solutions.flatMap((each) => jointSections(model, each, style))]
  const pairs = solutions.flatMap(pairsOf)
  return [title, section(null, pairTable(model, pairs, style), pairNotes(model, pairs, style))]
}

// What is asked: targets, assumptions, and the method where it is not plain.

function askedLines(model: Model, solutions: readonly Solution[], asked: Asked, style: Style): Cell[] {
  const targets = distinct(
    solutions.flatMap((each) => each.targets),
    ({ target }) => target.name,
  )
  const instruments = distinct(
    solutions.flatMap((each) => each.instruments),
    ({ address }) => address.text,
  )
  const words = solveWords[style.language]
  const method = solutions[0]?.method
  const rates = instruments.filter(({ address }) => isRate(model, address)).length
  const { rate, level, both } = words.units
  const unit = rates === instruments.length ? rate : rates === 0 ? level : both
  return [
    ...targets.map((each) => cell(targetLine(model, each, style))),
    ...boundsLines(model, solutions, instruments, asked, style).map((line) => cell(line)),
    ...(method === 'newton' ? [cell(words.together, 'quiet')] : []),
    ...(method === 'least' ? [cell(words.least({ unit, isWeighted: asked.hasWeights }), 'quiet')] : []),
  ]
}

function distinct<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...new Map(items.map((each) => [keyOf(each), each] as const).reverse()).values()].reverse()
}

/** `revenue: total revenue > 10,000 in 2027; from 7,356 in 2022 that is 6.33% a year` */
function targetLine(model: Model, { target, required }: SolvedTarget, { language, glyphs }: Style): string {
  const words = solveWords[language]
  const unit = indicatorUnit(model, target)
  const threshold = saidAmount(formatThreshold(target.threshold, unit), target.threshold, unit, language)
  const condition = saidCondition(model, target, glyphs, language)
  const indicator = indicatorName(model, target, language)
  const says = words.condition({ indicator, condition, year: target.year })
  const printed = formatValue(required.base, formatOf(unit, [required.base], null), language)
  const base = saidAmount(printed, required.base, unit, language)
  const needs =
    required.reason !== null
      ? words.noRequired[required.reason]({ base, threshold })
      : words.required({ rate: formatPercent(required.value ?? 0, 2), from: target.year - required.years, base })
  const { colon } = messages(language)
  return `${targetName(model.plan, target, language)}${colon}${says}${words.semicolon}${needs}`
}

/** One line for each assumption, or one for all where they have the same years and bounds. */
function boundsLines(
  model: Model,
  solutions: readonly Solution[],
  instruments: readonly SolvedInstrument[],
  { hasBounds }: Asked,
  style: Style,
): string[] {
  const words = solveWords[style.language]
  const { listComma, colon } = messages(style.language)
  const says = (instrument: SolvedInstrument) => {
    const { first, last } = yearsCovered(model, instrument.address)
    const years = first === last ? String(first) : `${first}–${last}`
    const ranges = distinct(rangesOf(solutions, instrument, model, style), (text) => text)
    const added = instrument.address.project === null ? words.added({ years }) : words.addedToProjects
    return [added, ...ranges, ...(hasBounds ? [] : [words.isUsual])].join(words.comma)
  }
  const lines = new Map<string, string[]>()
  for (const each of instruments) {
    const text = says(each)
    lines.set(text, [...(lines.get(text) ?? []), clean(each.address.text)])
  }
  return [...lines].map(([text, names]) => `${names.join(listComma)}${colon}${text}`)
}

function rangesOf(solutions: readonly Solution[], { address }: SolvedInstrument, model: Model, style: Style): string[] {
  const own = solutions.flatMap((each) => each.instruments).filter((each) => each.address.text === address.text)
  const covering = own.filter(({ from }) => from !== null)
  return covering.map(({ bounds }) => {
    const high = changeText(model, address, bounds.high, 0, style.language)
    return solveWords[style.language].between({ low: lowerBoundText(model, address, bounds.low), high })
  })
}

/** Without its unit, which follows with the upper bound. */
function lowerBoundText(model: Model, address: Address, low: number): string {
  const shown = isRate(model, address) ? low * 100 : low
  return formatSigned(shown, figures([shown], 0))
}

// One target and one assumption a row.

function pairTable(model: Model, pairs: readonly Pair[], style: Style): Table {
  const { language } = style
  const words = solveWords[language]
  const all = messages(language)
  const hasTargets = new Set(pairs.map(({ target }) => target.target.name)).size > 1
  const hasInstruments = new Set(pairs.map(({ instrument }) => instrument.address.text)).size > 1
  // Ranges would take the room that the answer needs.
  const hasValues = pairs.every(({ instrument: { from } }) => from === null || only(from) !== null)
  const columns = [
    keyColumn(all.scenario),
    ...(hasTargets ? [keyColumn(all.target)] : []),
    ...(hasInstruments ? [keyColumn(words.instrument)] : []),
    numberColumn(words.now),
    numberColumn(words.change),
    ...(hasValues ? [numberColumn(words.from), numberColumn(words.to)] : []),
    numberColumn(words.proof),
    textColumn(words.outcome),
  ]
  const rows = pairs.map((pair) => {
    const { solution, target, instrument } = pair
    return row([
      cell(clean(model.plan.scenarios[solution.scenario]?.name ?? '')),
      ...(hasTargets ? [cell(targetName(model.plan, target.target, language))] : []),
      ...(hasInstruments ? [cell(clean(instrument.address.text))] : []),
      judgementCell(model, target, target.before, style),
      ...changeCells(
        model,
        instrument,
        pairs.map((each) => each.instrument),
        hasValues,
        style,
      ),
      judgementCell(model, target, target.proof, style),
      outcomeCell(solution, style),
    ])
  })
  return table(columns, rows)
}

function judgementCell(
  model: Model,
  { target }: SolvedTarget,
  shown: SolvedTarget['proof'],
  { language, glyphs, digits }: Style,
): Cell {
  if (shown === null) return cell(messages(language).noValue, 'quiet')
  const format = comparingFormat(indicatorUnit(model, target), [shown.value], target.threshold, digits)
  const tone = shown.verdict === 'met' ? 'good' : shown.verdict === 'missed' ? 'bad' : 'unsure'
  return cell(`${glyphs.verdicts[shown.verdict]} ${formatValue(shown.value, format, language)}`, tone)
}

/** The change, and the value before and after: the smallest and the largest where the cells differ. */
function changeCells(
  model: Model,
  { address, change, from, to }: SolvedInstrument,
  beside: readonly SolvedInstrument[],
  hasValues: boolean,
  { language, digits, glyphs }: Style,
): Cell[] {
  const rate = isRate(model, address)
  const alike = beside.filter((each) => isRate(model, each.address) === rate)
  const changes = alike.map((each) => (each.change === null ? null : each.change * (rate ? 100 : 1)))
  const format = { isRate: rate, digits: digits ?? Math.min(4, figures(changes, 2)) }
  const spans = [from, to].map((span) => {
    const { low = null, high = null } = span ?? {}
    const least = formatValue(low, format, language)
    return cell(low === high ? least : `${least}${glyphs.ellipsis}${formatValue(high, format, language)}`)
  })
  return [cell(formatDifference(change, format, language), 'strong'), ...(hasValues ? spans : [])]
}

function outcomeCell({ outcome }: Solution, { language, glyphs }: Style): Cell {
  const isGood = outcome === 'found' || outcome === 'already-met'
  const verdict = isGood ? 'met' : outcome === 'unreachable' ? 'missed' : 'undetermined'
  const text = `${glyphs.verdicts[verdict]} ${solveWords[language].outcomes[outcome]}`
  return cell(text, isGood ? 'good' : outcome === 'unreachable' ? 'bad' : 'unsure')
}

function pairNotes(model: Model, pairs: readonly Pair[], style: Style): Cell[] {
  const { language } = style
  const words = solveWords[language]
  const { colon } = messages(language)
  const several = pairs.length > 1
  const reasons = pairs.flatMap((pair) => {
    const reason = reasonText(model, pair, language)
    const name = clean(model.plan.scenarios[pair.solution.scenario]?.name ?? '')
    return reason === null ? [] : [cell(several ? `${name}${colon}${reason}` : reason)]
  })
  const hasHeadroom = pairs.some(
    ({ solution, instrument }) => solution.outcome === 'already-met' && instrument.change !== null,
  )
  return [...reasons, ...strictNotes(model, pairs, style), ...(hasHeadroom ? [cell(words.headroom, 'quiet')] : [])]
}

/** Where the operator is strict, the exact edge beside the change that is proved. */
function strictNotes(model: Model, pairs: readonly Pair[], { language }: Style): Cell[] {
  const apart = pairs.filter(({ solution, instrument: { change, edge } }) => {
    return solution.outcome === 'found' && change !== null && edge !== null && change !== edge
  })
  const [first] = apart
  if (first === undefined) return []
  const { strict, strictEdge } = solveWords[language]
  const { address, edge } = first.instrument
  const text = formatDifference(edge, { isRate: isRate(model, address), digits: 9 }, language)
  return [cell(apart.length > 1 ? strict : strictEdge({ edge: text }), 'quiet')]
}

// Several targets or assumptions at once.

function jointSections(model: Model, solution: Solution, style: Style): Document {
  const { language, glyphs } = style
  const words = solveWords[language]
  const all = messages(language)
  const { outcome, instruments, targets, scenario } = solution
  const name = clean(model.plan.scenarios[scenario]?.name ?? '')
  const mark = outcomeCell(solution, style)
  const heading = cell(`${all.scenario}${all.colon}${name}${glyphs.separator}${mark.text}`, 'strong')
  const hasValues = instruments.some(({ from }) => from !== null)
  const changes = table(
    [
      keyColumn(words.instrument),
      numberColumn(words.change),
      ...(hasValues ? [numberColumn(words.from), numberColumn(words.to)] : []),
    ],
    instruments.map((each) =>
      row([cell(clean(each.address.text)), ...changeCells(model, each, instruments, hasValues, style)]),
    ),
  )
  const proofs = table(
    [keyColumn(all.target), numberColumn(words.now), numberColumn(words.proof)],
    targets.map((each) =>
      row([
        cell(targetName(model.plan, each.target, language)),
        judgementCell(model, each, each.before, style),
        judgementCell(model, each, each.proof, style),
      ]),
    ),
  )
  const isDone = outcome === 'found' || outcome === 'already-met'
  const reasons = distinct(
    isDone ? [] : pairsOf(solution).flatMap((pair) => reasonText(model, pair, language) ?? []),
    (text) => text,
  )
  return [
    section(heading, changes),
    section(
      null,
      proofs,
      reasons.map((text) => cell(text)),
    ),
  ]
}
