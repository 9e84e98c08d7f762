/** Progress towards each target: a table, what must be known to read it, and observations in other measures beside. */

import type { Estimate, OtherMeasure, Pace, TrackRow, TrackStatus } from '../analyses/track.ts'
import type { Model } from '../model/types.ts'
import { type Grade, TOTAL } from '../plan/types.ts'
import { conditionOf, saidCondition } from './condition.ts'
import type { DataTable } from './delimited.ts'
import { messages } from './messages.ts'
import { indicatorUnit, targetName } from './names.ts'
import { formatNumber, formatPercent, formatSigned, writtenDigits } from './numbers.ts'
import { type Style, titleOf } from './projection.ts'
import { comparingFormat, type Format, formatOf, formatValue, saidAmount } from './quantities.ts'
import {
  type Cell,
  cell,
  type Document,
  keyColumn,
  numberColumn,
  row,
  section,
  type Table,
  type Tone,
  table,
  textColumn,
  wrappedTable,
} from './table.ts'
import { clean } from './width.ts'
import { trackWords } from './words-track.ts'

/** One row of `track -f json`. */
export function trackRecord(model: Model, found: TrackRow) {
  const { target, base, latest, observed, required, requiredFromNow, estimate } = found
  return {
    variable: target.indicator,
    sector: target.sector === TOTAL ? 'total' : (model.plan.sectors[target.sector]?.name ?? ''),
    base: base?.value ?? null,
    latest: latest?.value ?? null,
    observedGrowth: observed?.growth ?? null,
    requiredGrowth: required?.growth ?? null,
    requiredFromNow: requiredFromNow?.growth ?? null,
    ratio: found.ratio,
    status: found.status,
    score: found.score,
    target: target.name,
    op: target.op,
    threshold: target.threshold,
    direction: found.direction,
    unit: indicatorUnit(model, target),
    years: { base: base?.year ?? null, latest: latest?.year ?? null, target: target.year },
    rule: found.rule,
    observedChange: observed?.change ?? null,
    requiredChange: required?.change ?? null,
    requiredChangeFromNow: requiredFromNow?.change ?? null,
    remarks: found.remarks,
    estimate: estimate === null ? null : { ...estimate, requiredGrowth: estimate.required, required: undefined },
    measures: found.measures,
    path: found.path,
  }
}

const trackColumns = [
  'target',
  'variable',
  'sector',
  'op',
  'threshold',
  'unit',
  'baseYear',
  'base',
  'latestYear',
  'latest',
  'targetYear',
  'observedGrowth',
  'requiredGrowth',
  'requiredFromNow',
  'ratio',
  'score',
  'status',
  'rule',
  'remarks',
  'estimateYear',
  'estimateMeasure',
  'estimate',
  'estimateLow',
  'estimateHigh',
  'requiredFromEstimate',
  'requiredFromEstimateLow',
  'requiredFromEstimateHigh',
] as const

export function trackData(model: Model, rows: readonly TrackRow[]): DataTable {
  const cells = rows.map((found) => {
    const record = trackRecord(model, found)
    const { estimate, years } = record
    const values: Readonly<Record<(typeof trackColumns)[number], string | number | null>> = {
      target: record.target,
      variable: record.variable,
      sector: record.sector,
      op: record.op,
      threshold: record.threshold,
      unit: record.unit,
      baseYear: years.base,
      base: record.base,
      latestYear: years.latest,
      latest: record.latest,
      targetYear: years.target,
      observedGrowth: record.observedGrowth,
      requiredGrowth: record.requiredGrowth,
      requiredFromNow: record.requiredFromNow,
      ratio: record.ratio,
      score: record.score,
      status: record.status,
      rule: record.rule,
      remarks: record.remarks.join(' '),
      estimateYear: estimate?.year ?? null,
      estimateMeasure: estimate?.measure ?? null,
      estimate: estimate?.value ?? null,
      estimateLow: estimate?.low ?? null,
      estimateHigh: estimate?.high ?? null,
      requiredFromEstimate: estimate?.requiredGrowth?.value ?? null,
      requiredFromEstimateLow: estimate?.requiredGrowth?.low ?? null,
      requiredFromEstimateHigh: estimate?.requiredGrowth?.high ?? null,
    }
    return trackColumns.map((name) => values[name])
  })
  return { columns: trackColumns, rows: cells }
}

const tones: Readonly<Record<TrackStatus, Tone>> = {
  target_achieved: 'good',
  substantial_progress: 'good',
  moderate_progress: 'unsure',
  limited_progress: 'bad',
  deterioration: 'bad',
  undetermined: 'unsure',
}

/** @param asOf  null: all observations */
export function trackDocument(model: Model, rows: readonly TrackRow[], asOf: number | null, style: Style): Document {
  const words = trackWords(style.language)
  const title = titleOf(model, style)
  const dated = asOf === null ? title : cell(title.text + style.glyphs.separator + words.asOf(asOf), title.tone)
  // The title names the base year of projections, which is the last one observed.
  const isFirst = model.plan.baseYear === null && rows.some(({ base }) => base !== null && base.year !== model.baseYear)
  const counted = isFirst ? [cell(words.firstObserved)] : []
  const notes = [
    ...counted,
    ...remarkNotes(model, rows, style),
    ...rows.flatMap((found) => estimateNotes(model, found, style)),
  ]
  const beside = besideTable(model, rows, style)
  return [
    section(dated, progressTable(model, rows, style)),
    ...(notes.length === 0 ? [] : [section(null, null, notes)]),
    ...(beside === null ? [] : [section(cell(words.otherMeasures, 'strong'), beside, [cell(words.notMixed, 'quiet')])]),
    section(null, null, [cell(words.rule, 'quiet')]),
  ]
}

function progressTable(model: Model, rows: readonly TrackRow[], style: Style): Table {
  const { language, glyphs } = style
  const words = trackWords(language)
  const { noValue, target } = messages(language)
  const years = {
    base: commonYear(rows.map(({ base }) => base?.year ?? null)),
    latest: commonYear(rows.map(({ latest }) => latest?.year ?? null)),
    target: commonYear(rows.map((each) => each.target.year)),
  }
  const dated = (heading: string, year: number | null) => (year === null ? heading : `${heading}\n${year}`)
  const columns = [
    keyColumn(target),
    numberColumn(dated(words.base, years.base)),
    numberColumn(dated(words.latest, years.latest)),
    numberColumn(dated(words.threshold, years.target)),
    numberColumn(words.observedGrowth),
    numberColumn(words.requiredGrowth),
    numberColumn(words.requiredFromNow),
    numberColumn(words.ratio),
    textColumn(words.status),
  ]
  const cells = rows.map((found) => {
    const format = formatFor(model, found, style)
    const inYear = (text: string, year: number, common: number | null) =>
      common === null ? words.inYear(text, year) : text
    const level = (point: TrackRow['base'], common: number | null) =>
      point === null ? noValue : inYear(formatValue(point.value, format, language), point.year, common)
    const pace = (each: Pace | null) => paceText(each, format, style)
    const condition = inYear(conditionOf(model, found.target, glyphs), found.target.year, years.target)
    return row([
      cell(targetName(model.plan, found.target, language)),
      cell(level(found.base, years.base)),
      cell(level(found.latest, years.latest)),
      cell(condition),
      cell(pace(found.observed)),
      cell(pace(found.required)),
      cell(pace(found.requiredFromNow)),
      cell(found.ratio === null ? noValue : formatNumber(found.ratio, 2)),
      cell(`${sign(found.status, glyphs.verdicts)} ${words.statuses[found.status]}`, tones[found.status]),
    ])
  })
  return wrappedTable(columns, cells)
}

/** The year that all rows with one share; null where they do not, so that each says its own. */
function commonYear(years: readonly (number | null)[]): number | null {
  const known = new Set(years.filter((year) => year !== null))
  const [only = null] = known
  return known.size === 1 ? only : null
}

/** A sign beside the words, so that colour never carries a status alone. */
function sign(status: TrackStatus, { met, missed, undetermined }: Style['glyphs']['verdicts']): string {
  if (status === 'undetermined') return undetermined
  return tones[status] === 'good' ? met : tones[status] === 'bad' ? missed : '~'
}

function formatFor(model: Model, { target, base, latest }: TrackRow, { digits }: Style): Format {
  const values = [base?.value ?? null, latest?.value ?? null]
  return comparingFormat(indicatorUnit(model, target), values, target.threshold, digits)
}

/** Growth a year with a sign; a change in the unit of the indicator where growth has no meaning. */
function paceText(pace: Pace | null, { isRate, digits }: Format, { language, digits: asked }: Style): string {
  const { noValue, points } = messages(language)
  if (pace === null) return noValue
  const { growth, change } = pace
  if (growth !== null) return signedPercent(growth, asked ?? 2)
  const text = isRate ? formatSigned(change * 100, Math.max(2, digits)) + points : formatSigned(change, digits + 1)
  return trackWords(language).perYear(text)
}

function signedPercent(fraction: number, digits: number): string {
  const text = formatPercent(fraction, digits)
  return fraction > 0 && /[1-9]/.test(text) ? `+${text}` : text
}

/** What is alike is said once, of all the targets it is true of. */
function remarkNotes(model: Model, rows: readonly TrackRow[], { language }: Style): Cell[] {
  const words = trackWords(language)
  const names = new Map<string, string[]>()
  for (const { target, base, firstObserved, remarks } of rows) {
    const year = base?.year ?? model.plan.baseYear ?? model.baseYear
    const option = `--base-year ${firstObserved ?? year}`
    for (const remark of remarks) {
      const text = words.remark(remark, { year, option })
      names.set(text, [...(names.get(text) ?? []), targetName(model.plan, target, language)])
    }
  }
  return [...names].map(([text, about]) => cell(words.about(about.join(messages(language).listComma), text)))
}

/** How much growth an estimate in another measure leaves, as a band. */
function estimateNotes(model: Model, found: TrackRow, style: Style): Cell[] {
  const { estimate, target } = found
  if (estimate === null) return []
  const { language } = style
  const words = trackWords(language)
  const name = targetName(model.plan, target, language)
  const lines = [words.about(name, words.estimate(estimateWords(model, found, estimate, style)))]
  if (estimate.required !== null) {
    const { value, low, high } = estimate.required
    const text = (growth: number) => formatPercent(growth, style.digits ?? 1)
    const condition = saidCondition(model, target, style.glyphs, language)
    const years = { first: estimate.year + 1, last: target.year }
    lines.push(words.needed({ name, condition, ...years, growth: text(value), low: text(low), high: text(high) }))
  }
  return [cell(lines.join(language === 'zh' ? '' : ' '), 'strong')]
}

function estimateWords(model: Model, { target }: TrackRow, estimate: Estimate, { language, digits }: Style) {
  const { value, low, high, year, measure, status } = estimate
  const unit = indicatorUnit(model, target)
  const format = formatOf(unit, [value, low, high], digits)
  const text = (level: number) => saidAmount(formatValue(level, format, language), level, unit, language)
  const grade = messages(language).grades[(status ?? 'assumed') as Grade]
  return {
    measure: clean(measure ?? estimate.variable),
    grade,
    year,
    value: text(value),
    low: text(low),
    high: text(high),
  }
}

/** Every observation in another measure, once; null where there is none. */
function besideTable(model: Model, rows: readonly TrackRow[], style: Style): Table | null {
  const { language } = style
  const words = trackWords(language)
  const { year, grades, target } = messages(language)
  const body = rows.flatMap((found) =>
    found.measures.map((each) => {
      const level = (number: number | null) => levelText(model, found, number)
      const band = each.low === null ? '' : `${level(each.low)} ${language === 'zh' ? '至' : 'to'} ${level(each.high)}`
      return row([
        cell(targetName(model.plan, found.target, language)),
        cell(clean(each.measure ?? '')),
        cell(String(each.year)),
        cell(level(each.value)),
        cell(band),
        cell(grades[(each.status ?? 'assumed') as Grade]),
      ])
    }),
  )
  if (body.length === 0) return null
  const columns = [
    keyColumn(target),
    textColumn(words.measure),
    numberColumn(year),
    numberColumn(words.level),
    numberColumn(words.band),
    textColumn(words.grade),
  ]
  return table(columns, body)
}

function levelText(model: Model, { target }: TrackRow, value: OtherMeasure['low']): string {
  if (value === null) return ''
  const isRate = indicatorUnit(model, target) === '1'
  return isRate ? formatPercent(value, writtenDigits(value * 100)) : formatNumber(value, writtenDigits(value))
}
