/** What `discover` prints for people: each box as a sentence to quote, its limits, and how sure each of them is. */

import type { Discovery, Found } from '../analyses/discovery/discover.ts'
import type { Source } from '../analyses/discovery/draws.ts'
import { CHANCE, type Dropped } from '../analyses/discovery/drop.ts'
import type { Box, Limit } from '../analyses/discovery/measure.ts'
import type { Extent } from '../analyses/discovery/paste.ts'
import { clopperPearson } from '../analyses/numerics/intervals.ts'
import type { Model } from '../model/types.ts'
import type { CaseColumn } from '../plan/cases.ts'
import { TOTAL } from '../plan/types.ts'
import { type Subject, textsOf } from './discover-record.ts'
import { nameOf, sectorName, targetName, variableName } from './names.ts'
import { formatNumber, formatPercent, writtenDigits } from './numbers.ts'
import { type Style, titleOf } from './projection.ts'
import {
  type Cell,
  cell,
  type Document,
  keyColumn,
  numberColumn,
  row,
  type Section,
  section,
  table,
  textColumn,
} from './table.ts'
import { clean } from './width.ts'
import { discoverWords } from './words-discover.ts'
import { simulateWords } from './words-simulate.ts'

/** More categories of a column are not named beside the limit. */
const MOST_TEXTS = 4

/** @param isWhole  with the boxes on the way */
export function discoverDocument(
  subject: Subject,
  inputs: readonly CaseColumn[],
  discovery: Discovery,
  isWhole: boolean,
  style: Style,
): Document {
  const { found } = discovery
  const said = found.filter(({ isReported }) => isReported)
  const say: Say = { subject, inputs, extents: discovery.extents, style }
  return [
    opening(say, discovery),
    ...said.map((each, i) => boxSection(say, each, i + 1)),
    ...(isWhole ? found.map((each, i) => trajectorySection(each, i + 1, style)) : []),
    closing(say, discovery, said),
  ]
}

/** What a text about limits rests on. */
type Say = {
  readonly subject: Subject
  readonly inputs: readonly CaseColumn[]
  readonly extents: readonly Extent[]
  readonly style: Style
}

function opening(say: Say, { cases, ofInterest }: Discovery): Section {
  const { subject, style } = say
  const words = discoverWords[style.language]
  const isDrawn = subject.kind === 'plan'
  const often = words.often({
    event: eventOf(subject, style),
    ofInterest: formatNumber(ofInterest, 0),
    cases: formatNumber(cases, 0),
    share: share(ofInterest / cases),
    isDrawn,
  })
  if (!isDrawn) return section(cell(clean(subject.file), 'strong'), null, [], [cell(often)])
  const { model, scenario, failed, sampler, seed } = subject
  const named = model.plan.scenarios[scenario]
  const heading = `${named === undefined ? '' : nameOf(named, style.language)}${style.glyphs.separator}${words.sampled({ sampler: simulateWords[style.language].samplers[sampler], seed })}`
  const lost = failed === 0 ? [] : [cell(words.failed(formatNumber(failed, 0)), 'unsure')]
  const said = cases === 0 ? [] : [cell(often)]
  return section(titleOf(model, style), null, [], [cell(heading, 'quiet'), ...said, ...lost])
}

/** `revenue is missed`, `'cost' > 100`. */
function eventOf(subject: Subject, { language, glyphs }: Style): string {
  const words = discoverWords[language]
  if (subject.kind === 'table') {
    const { outcome, condition } = subject
    return words.holds(clean(outcome), `${glyphs.operators[condition.op] ?? condition.op} ${clean(condition.text)}`)
  }
  const { model, targets, isMet } = subject
  const names = targets.map((target) => targetName(model.plan, target, language))
  return isMet ? words.met(names) : words.missed(names)
}

function boxSection(say: Say, { box, dropped }: Found, number: number): Section {
  const { subject, style } = say
  const words = discoverWords[style.language]
  const { headings } = words
  const shares = { coverage: share(box.coverage), density: share(box.density), mass: share(box.mass) }
  const facts = [
    `${headings.coverage} ${shares.coverage}`,
    `${headings.density} ${shares.density}`,
    `${headings.mass} ${shares.mass}`,
  ]
  const sentence = words.sentence({
    ...shares,
    isFurther: number > 1,
    isRather: box.density < 0.5,
    event: eventOf(subject, style),
    conditions: inOrderOf(box.limits).map((limit) => conditionOf(say, limit)),
  })
  const kind = subject.kind === 'table' ? 'holds' : subject.isMet ? 'met' : 'missed'
  const rows = box.limits.map((limit) =>
    row([
      cell(inputLabel(say, limit.input)),
      cell(limitText(say, limit)),
      cell(rangeText(say, limit.input), 'quiet'),
      cell(pText(limit.pValue), limit.pValue > CHANCE ? 'unsure' : 'plain'),
      cell(share(limit.without.coverage)),
      cell(share(limit.without.density)),
    ]),
  )
  const columns = [
    keyColumn(headings.input),
    textColumn(headings.condition),
    textColumn(headings.range),
    ...[headings.pValue, headings.coverageWithout, headings.densityWithout].map(numberColumn),
  ]
  const gone = dropped.map((each) => droppedText(say, each))
  const notes = gone.length === 0 ? [] : [cell(words.dropped(gone), 'quiet')]
  const heading = cell([words.box(number), ...facts].join(style.glyphs.separator), 'strong')
  return section(heading, table(columns, rows), notes, [cell(sentence[kind])])
}

/** In a sentence the limits stand in the order of the inputs. */
function inOrderOf(limits: readonly Limit[]): Limit[] {
  return [...limits].sort((a, b) => a.input - b.input)
}

function trajectorySection({ trajectory, taken }: Found, number: number, style: Style): Section {
  const { headings, box } = discoverWords[style.language]
  const columns = [
    headings.step,
    headings.coverage,
    headings.density,
    headings.mass,
    headings.cases,
    headings.inputs,
    headings.largest,
  ].map(numberColumn)
  const rows = trajectory.map((each: Box, step) => {
    const largest = each.limits.at(-1)?.pValue ?? null
    const texts = [
      String(step),
      share(each.coverage),
      share(each.density),
      share(each.mass),
      formatNumber(each.cases, 0),
      String(each.limits.length),
      largest === null ? '' : pText(largest),
    ]
    return row(
      texts.map((text) => cell(text, step === taken ? 'strong' : 'plain')),
      false,
    )
  })
  return section(cell(box(number), 'strong'), table(columns, rows))
}

function closing(say: Say, discovery: Discovery, said: readonly Found[]): Section {
  const { subject, style } = say
  const words = discoverWords[style.language]
  const quiet = (texts: readonly string[]) => texts.map((text) => cell(text, 'quiet'))
  if (said.length === 0) return section(null, null, whyNothing(say, discovery))
  const sum = (of: (box: Box) => number) => share(said.reduce((total, { box }) => total + of(box), 0))
  const together =
    said.length < 2
      ? []
      : [
          words.together({
            boxes: said.length,
            coverage: sum(({ coverage }) => coverage),
            mass: sum(({ mass }) => mass),
          }),
        ]
  const [first] = discovery.found
  const last = (first?.trajectory.length ?? 1) - 1
  return section(null, null, [
    ...together.map((text) => cell(text)),
    ...quiet([
      words.meaning,
      ...(subject.kind === 'plan' ? yearsNote(subject, style) : []),
      `${words.taken({ step: first?.taken ?? 0, last })} ${words.others}`,
    ]),
  ])
}

/** What stands in place of boxes. */
function whyNothing({ subject, style }: Say, { cases, ofInterest }: Discovery): Cell[] {
  const words = discoverWords[style.language]
  if (cases === 0 && subject.kind === 'plan') return [cell(words.noValue, 'unsure')]
  if (subject.kind === 'plan' && subject.sources.length === 0) return [cell(words.certain)]
  if (ofInterest === 0 || ofInterest === cases) {
    const said = cell(ofInterest === 0 ? words.never : words.always)
    if (subject.kind === 'table') return [said]
    const [, open] = clopperPearson(0, cases)
    return [said, cell(words.leftOpen({ share: share(open), cases: formatNumber(cases, 0) }), 'quiet')]
  }
  const nothing = cell(words.nothing(eventOf(subject, style)))
  if (subject.kind === 'table' || ofInterest <= cases / 2) return [nothing]
  return [nothing, cell(subject.isMet ? words.askMissed : words.askMet, 'quiet')]
}

/** Inputs of several years are their mean; which years, where labels do not say. */
function yearsNote({ model, sources }: Extract<Subject, { kind: 'plan' }>, { language }: Style): string[] {
  const isMean = sources.some(({ years }) => years !== null && years.first < years.last)
  return isMean ? [discoverWords[language].means(model.baseYear + 1, model.horizon)] : []
}

/** `growth of computers is below -2.1%`. */
function conditionOf(say: Say, limit: Limit): string {
  const words = discoverWords[say.style.language]
  const label = inputLabel(say, limit.input)
  const texts = textsOf(say.inputs, limit)
  if (texts !== null) return words.oneOf(label, texts.map(clean))
  const isWhole = say.inputs[limit.input]?.kind === 'whole'
  const { low, high } = limit
  const value = (bound: number) => valueText(say, limit.input, bound)
  if (low !== null && high !== null) return words.between(label, value(low), value(high))
  if (low !== null) return isWhole ? words.atLeast(label, value(low)) : words.above(label, value(low))
  return isWhole ? words.atMost(label, value(high ?? 0)) : words.below(label, value(high ?? 0))
}

/** `> 150`, `150–170`, `a, b`. */
function limitText(say: Say, limit: Limit): string {
  const { low, high, input } = limit
  const texts = textsOf(say.inputs, limit)
  if (texts !== null) return texts.map(clean).join(', ')
  return boundsText(say, input, low, high)
}

function boundsText(say: Say, input: number, low: number | null, high: number | null): string {
  const { operators } = say.style.glyphs
  const isWhole = say.inputs[input]?.kind === 'whole'
  const value = (bound: number) => valueText(say, input, bound)
  if (low !== null && high !== null) return `${value(low)} – ${value(high)}`
  const sign = low !== null ? (isWhole ? '>=' : '>') : isWhole ? '<=' : '<'
  return `${operators[sign] ?? sign} ${value(low ?? high ?? 0)}`
}

function droppedText(say: Say, { input, end, bound, pValue }: Dropped): string {
  const limit =
    end === 'categories'
      ? ''
      : ` ${boundsText(say, input, end === 'low' ? bound : null, end === 'high' ? bound : null)}`
  return `${inputLabel(say, input)}${limit} (${pText(pValue)})`
}

function rangeText(say: Say, input: number): string {
  const column = say.inputs[input]
  if (column?.kind === 'category') return someTexts(column.categories, say.style)
  const { low, high } = say.extents[input] ?? { low: 0, high: 0 }
  return `${valueText(say, input, low)} – ${valueText(say, input, high)}`
}

function someTexts(texts: readonly string[], { glyphs }: Style): string {
  const shown = texts.slice(0, MOST_TEXTS).map(clean).join(', ')
  return texts.length > MOST_TEXTS ? `${shown}, ${glyphs.ellipsis}` : shown
}

/** Rates in per cent; digits so that a thousandth of the input's range is told, or nearly so. */
function valueText({ inputs, extents, style }: Say, input: number, value: number): string {
  const { low, high } = extents[input] ?? { low: 0, high: 0 }
  const isRate = inputs[input]?.isRate === true
  if (inputs[input]?.kind === 'whole') return formatNumber(value, writtenDigits(value))
  const range = (high - low) * (isRate ? 100 : 1)
  const needed = range > 0 ? Math.min(9, Math.max(0, 2 - Math.floor(Math.log10(range)))) : 2
  const digits = style.digits ?? needed
  return isRate ? formatPercent(value, digits) : formatNumber(value, digits)
}

function inputLabel({ subject, inputs, style }: Say, input: number): string {
  const source = subject.kind === 'plan' ? subject.sources[input] : undefined
  if (subject.kind === 'table' || source === undefined) return clean(inputs[input]?.name ?? '')
  return sourceLabel(subject.model, source, style)
}

/** `growth of computers`, with its years where they are not all; `realisation of projects`. */
function sourceLabel(model: Model, source: Source, { language }: Style): string {
  const words = discoverWords[language]
  const { variable, field, sector, project, years } = source
  if (field !== null) {
    const named = model.plan.projects.find((each) => each.project === project)
    return project === null
      ? words.fields[field]
      : words.of(words.fieldNames[field], named === undefined ? project : nameOf({ ...named, name: project }, language))
  }
  const described = model.variables[variable ?? -1]
  const name = described === undefined ? '' : variableName(model, described, language)
  const isAlone =
    sector === null || (sector === TOTAL && described?.level === 'total') || model.plan.sectors.length === 1
  const whose = isAlone ? name : words.of(name, sectorName(model.plan, sector, language))
  const isWhole = years?.first === model.baseYear + 1 && years.last === model.horizon
  return years === null || isWhole ? whose : words.ofYears(whose, years.first, years.last)
}

/** A share of cases. */
function share(value: number): string {
  return formatPercent(value, value > 0 && value < 0.001 ? 2 : 1)
}

function pText(value: number): string {
  if (value >= 0.001) return formatNumber(value, value >= 0.1 ? 2 : 3)
  return '< 0.001'
}
