/** Differences between two plans or two results, in words and as rows. */

import type { Difference } from '../analyses/diff.ts'
import type { Said } from '../analyses/diff-cells.ts'
import type { ResultDifference } from '../analyses/result-set.ts'
import type { Tolerance } from '../analyses/tolerance.ts'
import type { Grade } from '../plan/types.ts'
import type { DataTable } from './delimited.ts'
import { type Language, messages } from './messages.ts'
import { formatNumber, formatPercent, formatSigned, writtenDigits } from './numbers.ts'
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
} from './table.ts'
import { clean } from './width.ts'
import { diffWords } from './words-diff.ts'

/** What `diff` found; `assumptions` and `implied` are empty where results are compared. */
export type Found = {
  readonly assumptions: readonly Difference[]
  readonly implied: readonly Difference[]
  readonly results: readonly ResultDifference[]
}

/** Names for people: of a variable, or of a sector. */
export type NamesOf = {
  readonly variable: (name: string) => string
  readonly sector: (name: string) => string
  /** How many sectors there are. */
  readonly sectors: number
}

/** More results than this are only counted in a table. */
const MOST_RESULTS = 20
/** More lines about assumptions than this, too. */
const MOST_LINES = 60

/** One difference in words: `growth of displays in 2026, scenario trend: 16% → 14% (-2 pp), growth.csv:12`. */
function differenceText(difference: Difference, names: NamesOf, language: Language): string {
  const words = diffWords(language)
  const { kind, before, after, about, place } = difference
  const where = place === null ? null : clean(`${place.file}:${place.line}`)
  if (about === null) return partText(difference, where, language)
  const scenario = difference.scenario === null ? null : clean(difference.scenario)
  const of = words.cell({
    variable: names.variable(about.variable),
    sector: sectorText(about.sector, names, language),
    years: yearsText(about.firstYear, about.lastYear),
    scenario,
  })
  if (kind === 'grade') {
    const { grades } = messages(language)
    return words.change(words.grade(of), grades[before as Grade], grades[after as Grade], null, where)
  }
  return words.change(
    of,
    valueText(difference, 'before', language),
    valueText(difference, 'after', language),
    byText(difference, language),
    where,
  )
}

function sectorText(sector: string, names: NamesOf, language: Language): string | null {
  if (sector === 'total') return null
  return sector === '*' ? diffWords(language).everySector : names.sector(sector)
}

function yearsText(first: number, last: number): string | null {
  if (first === 0) return null
  return first === last ? String(first) : `${first}–${last}`
}

function partText(difference: Difference, place: string | null, language: Language): string {
  const words = diffWords(language)
  const { kind, name, before, after, scenario } = difference
  if (kind === 'value' || kind === 'grade') return ''
  const of =
    words.part(kind, clean(name), difference.field) + (scenario === null ? '' : words.inScenario(clean(scenario)))
  const text = (said: Said) =>
    typeof said === 'number' ? String(Number(said.toPrecision(12))) : clean(said ?? messages(language).noValue)
  const own = (said: Said) => (said === name ? null : text(said))
  const isField = difference.field !== null
  if (before === null && !isField) return words.added(of, own(after), place)
  if (after === null && !isField) return words.removed(of, own(before), place)
  return words.change(of, before === '' ? '–' : text(before), after === '' ? '–' : text(after), null, place)
}

/** A number with as many digits as it has, up to twelve figures. */
function plainNumber(value: number): string {
  const figures = Number(value.toPrecision(12))
  return formatNumber(figures, writtenDigits(figures))
}

function valueText({ unit, written, ...difference }: Difference, side: 'before' | 'after', language: Language): string {
  const said = difference[side]
  if (said === null) return messages(language).noValue
  if (typeof said === 'string') return clean(written[side] ?? said)
  if (unit !== '1') return plainNumber(said)
  const percent = Number((said * 100).toPrecision(12))
  return formatPercent(Number(said.toPrecision(12)), writtenDigits(percent))
}

/** `-2 pp`, `+5.7%`, and what the cells say where they change an inherited value. */
function byText({ before, after, unit, written }: Difference, language: Language): string | null {
  const parts: string[] = []
  if (typeof before === 'number' && typeof after === 'number') {
    if (unit === '1') {
      const points = Number(((after - before) * 100).toPrecision(9))
      parts.push(formatSigned(points, Math.min(6, writtenDigits(points))) + messages(language).points)
    } else if (before !== 0) {
      const percent = ((after - before) / Math.abs(before)) * 100
      parts.push(`${formatSigned(percent, percentDigits(percent))}%`)
    }
    if (written.before !== null && written.after !== null && written.before !== written.after) {
      parts.push(diffWords(language).written(clean(written.before), clean(written.after)))
    }
  }
  return parts.length === 0 ? null : parts.join(messages(language).listComma)
}

/** Two figures of a small percentage, one decimal of a large one. */
function percentDigits(percent: number): number {
  const size = Math.abs(percent)
  return size >= 1 || size === 0 ? 1 : Math.min(9, 1 - Math.floor(Math.log10(size)))
}

export function differenceRecord(difference: Difference, names: NamesOf, language: Language) {
  const { key, before, after, kind, scenario, scenarios, place, setting } = difference
  const words = differenceText(difference, names, language)
  const at = { file: place?.file ?? null, line: place?.line ?? null }
  return { key, before, after, words, kind, scenario, scenarios, ...at, set: setting }
}

/** Every difference a row. */
export function diffData({ assumptions, implied, results }: Found, names: NamesOf, language: Language): DataTable {
  const about = (part: string, all: readonly Difference[]) =>
    all.map((each) => {
      const { key, before, after, scenario, words } = differenceRecord(each, names, language)
      return [part, key, scenario, before, after, null, words]
    })
  return {
    columns: ['part', 'key', 'scenario', 'before', 'after', 'relative', 'words'],
    rows: [
      ...about('assumption', assumptions),
      ...about('implied', implied),
      ...results.map(({ key, before, after, relative }) => ['result', key, null, before, after, relative, null]),
    ],
  }
}

export function diffDocument(
  title: string,
  found: Found,
  tolerance: Tolerance,
  names: NamesOf,
  language: Language,
): Document {
  const words = diffWords(language)
  const { assumptions, implied, results } = found
  const heading = section(cell(clean(title), 'strong'), null)
  const note = cell(words.tolerance(String(tolerance.rtol), String(tolerance.atol)), 'quiet')
  if (assumptions.length + implied.length + results.length === 0) {
    return [{ ...heading, notes: [cell(words.same)] }, section(null, null, [note])]
  }
  return [
    heading,
    ...lineSection(assumptions, words.assumptions, names, language),
    ...lineSection(implied, () => words.implied(assumptions.length), names, language),
    ...resultSection(results, language),
    section(null, null, [note]),
  ]
}

function lineSection(
  differences: readonly Difference[],
  heading: (count: number) => string,
  names: NamesOf,
  language: Language,
): Section[] {
  if (differences.length === 0) return []
  const lines = groupedTexts(differences, names, language)
  const more = lines.length - MOST_LINES
  const shown = lines.slice(0, MOST_LINES).map((text) => cell(text))
  const rest: Cell[] = more > 0 ? [cell(diffWords(language).more(more), 'quiet')] : []
  return [section(cell(heading(lines.length), 'strong'), null, [...shown, ...rest])]
}

/** One line a row of the plan: a row for several sectors, a relative one or a path changes many numbers at once. */
function groupedTexts(differences: readonly Difference[], names: NamesOf, language: Language): string[] {
  const groups = new Map<string, Difference[]>()
  differences.forEach((each, index) => {
    const { place, written, kind, scenario, name, before, after, about } = each
    const says = written.before !== null && written.after !== null && written.before !== written.after
    const same = says ? [] : [before, after, about?.firstYear, about?.lastYear]
    const key =
      kind === 'value' && place !== null ? JSON.stringify([place, written, scenario, name, same]) : String(index)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [each])
    else group.push(each)
  })
  return [...groups.values()].map((group) => groupText(group, names, language))
}

function groupText(group: readonly Difference[], names: NamesOf, language: Language): string {
  const words = diffWords(language)
  const [first] = group
  if (first === undefined) return ''
  if (group.length === 1) return differenceText(first, names, language)
  const abouts = group.flatMap(({ about }) => about ?? [])
  const sectors = [...new Set(abouts.map(({ sector }) => sector))]
  const of = words.cell({
    variable: names.variable(first.name),
    sector: sectorsText(sectors, names, language),
    years: yearsText(
      Math.min(...abouts.map(({ firstYear }) => firstYear)),
      Math.max(...abouts.map(({ lastYear }) => lastYear)),
    ),
    scenario: first.scenario === null ? null : clean(first.scenario),
  })
  const { written, place } = first
  const where = place === null ? null : clean(`${place.file}:${place.line}`)
  if (written.before !== null && written.after !== null && written.before !== written.after) {
    return words.change(of, clean(written.before), clean(written.after), null, where)
  }
  const [before, after] = (['before', 'after'] as const).map((side) => valueText(first, side, language))
  return words.change(of, before ?? '', after ?? '', byText(first, language), where)
}

/** Up to three sectors by name. */
function sectorsText(sectors: readonly string[], names: NamesOf, language: Language): string | null {
  const texts = sectors.flatMap((sector) => sectorText(sector, names, language) ?? [])
  if (texts.length === 0) return null
  if (texts.length === names.sectors && texts.length > 1) return diffWords(language).everySector
  return texts.length <= 3 ? texts.join(messages(language).listComma) : diffWords(language).sectors(texts.length)
}

function resultSection(results: readonly ResultDifference[], language: Language): Section[] {
  if (results.length === 0) return []
  const words = diffWords(language)
  const ordered = [...results].sort((a, b) => weight(b) - weight(a))
  const shown = ordered.slice(0, MOST_RESULTS)
  const more = results.length - shown.length
  const notes = more > 0 ? [cell(words.more(more), 'quiet')] : []
  return [section(cell(words.results(results.length), 'strong'), resultTable(shown, language), notes)]
}

/** Verdicts first, then totals, each in the order of the plan. */
function weight({ key, before, after }: ResultDifference): number {
  if (typeof before === 'string' || typeof after === 'string') return 2
  return key.includes('[total,') ? 1 : 0
}

function resultTable(results: readonly ResultDifference[], language: Language): Table {
  const words = diffWords(language)
  const columns = [keyColumn(words.result), ...[words.before, words.after, words.by].map(numberColumn)]
  const rows = results.map((each) =>
    row([
      cell(clean(each.key)),
      cell(resultText(each.before, each, language)),
      cell(resultText(each.after, each, language)),
      cell(resultChange(each, language)),
    ]),
  )
  return table(columns, rows)
}

function resultText(value: ResultDifference['before'], { unit }: ResultDifference, language: Language): string {
  const { noValue, verdicts, grades } = messages(language)
  if (value === null) return noValue
  if (typeof value === 'string') {
    const known: Readonly<Record<string, string>> = { ...verdicts, ...grades }
    return clean(Object.hasOwn(known, value) ? (known[value] ?? value) : value)
  }
  const figures = Number(value.toPrecision(7))
  if (unit === '1') return formatPercent(figures, Math.min(6, writtenDigits(Number((figures * 100).toPrecision(7)))))
  return formatNumber(figures, Math.min(6, writtenDigits(figures)))
}

function resultChange({ before, after, unit, relative }: ResultDifference, language: Language): string {
  if (typeof before !== 'number' || typeof after !== 'number') return ''
  if (unit === '1') {
    const points = (after - before) * 100
    return formatSigned(points, percentDigits(points) + 1) + messages(language).points
  }
  return relative === null ? '' : `${formatSigned(relative * 100, percentDigits(relative * 100))}%`
}
