/**
 * An explanation as a tree: the number, its formula with names and with values, and below it what it is computed
 * from, down to file, line, source and grade.
 */

import type { Explanation } from '../analyses/explain.ts'
import type { ExplainedSource, RuleRow } from '../analyses/explain-rules.ts'
import type { DataTable } from './delimited.ts'
import type { Glyphs } from './glyphs.ts'
import { type Language, messages } from './messages.ts'
import { formatNumber, formatPercent, writtenDigits } from './numbers.ts'
import { type Cell, cell, type Tone } from './table.ts'
import { clean, displayWidth, wrapped } from './width.ts'

export type TreeStyle = {
  readonly language: Language
  readonly glyphs: Glyphs
  readonly digits: number | null
  /** Formulas shown below each other; null: as many as fit `MOST_LINES`. */
  readonly depth: number | null
  /** Columns to fill. */
  readonly width: number
}

/** About one screen and a half: deeper levels than fit are counted instead. */
const MOST_LINES = 60

type Line = { readonly text: string; readonly tone: Tone }

/** Rows whose source and note have been told: many years may rest on one. */
type Told = Set<string>

/** The tree as lines. */
export function explanationTree(explanation: Explanation, style: TreeStyle): Cell[] {
  const depth = style.depth ?? fittingDepth(explanation, style)
  return treeLines(explanation, style, depth, new Set(), '', '').map(({ text, tone }) => cell(text, tone))
}

/** The deepest tree that fits; at least the formula's own terms. */
function fittingDepth(explanation: Explanation, style: TreeStyle): number {
  let depth = 1
  for (let deeper = 2; deeper <= heightOf(explanation); deeper++) {
    if (treeLines(explanation, style, deeper, new Set(), '', '').length > MOST_LINES) break
    depth = deeper
  }
  return depth
}

function heightOf({ terms }: Explanation): number {
  return terms.reduce((most, term) => Math.max(most, 1 + heightOf(term)), 0)
}

function treeLines(
  explanation: Explanation,
  style: TreeStyle,
  depth: number,
  told: Told,
  first: string,
  rest: string,
): Line[] {
  const { glyphs, language } = style
  const { terms } = explanation
  const shown = depth > 0 ? terms : []
  const margin = rest + (shown.length > 0 ? glyphs.trunk : glyphs.noTrunk)
  const room = Math.max(20, style.width - displayWidth(margin))
  const [head = '', ...more] = wrapped(headline(explanation, style), room)
  const lines: Line[] = [first + head, ...more.map((text) => margin + text)].map((text) => ({ text, tone: 'plain' }))
  for (const detail of detailsOf(explanation, style, told).flatMap((text) => wrapped(text, room))) {
    lines.push({ text: margin + detail, tone: 'quiet' })
  }
  if (depth <= 0 && terms.length > 0) {
    lines.push({ text: margin + messages(language).moreTerms(countOf(terms), '--depth'), tone: 'quiet' })
  }
  for (const [i, term] of shown.entries()) {
    const isLast = i === shown.length - 1
    const branch = rest + (isLast ? glyphs.lastBranch : glyphs.branch)
    lines.push(...treeLines(term, style, depth - 1, told, branch, rest + (isLast ? glyphs.noTrunk : glyphs.trunk)))
  }
  return lines
}

function countOf(terms: readonly Explanation[]): number {
  return terms.reduce((count, term) => count + 1 + countOf(term.terms), 0)
}

/** `revenue[displays,2027] = 1,234.5 亿元 · assumed` */
function headline(explanation: Explanation, { language, glyphs, digits }: TreeStyle): string {
  const { value, unit, grade } = explanation
  const words = messages(language)
  const parts = [`${addressOf(explanation)} = ${valueText(value, unit, digits, words.noValue)}`]
  if (grade !== null) parts.push(words.grades[grade])
  return parts.join(glyphs.separator)
}

/** As it is typed: `revenue[displays,2027]`, `total_revenue[2027]`, `realisation[fab]`. */
export function addressOf({ variable, sector, year }: Pick<Explanation, 'variable' | 'sector' | 'year'>): string {
  if (year === null) return clean(`${variable}[${sector}]`)
  if (sector !== 'total') return clean(`${variable}[${sector},${year}]`)
  // The total of a group has its group in the brackets.
  return clean(variable.endsWith(']') ? `${variable.slice(0, -1)},${year}]` : `${variable}[${year}]`)
}

/** About six figures; `--digits` says otherwise. */
function valueText(value: number | null, unit: string | null, digits: number | null, noValue: string): string {
  if (value === null) return noValue
  const figures = Number(value.toPrecision(6))
  const suffix = unit === null || unit === '1' ? '' : ` ${clean(unit)}`
  if (unit === '1') return formatPercent(figures, digits ?? writtenDigits(Number((figures * 100).toPrecision(6))))
  return formatNumber(figures, digits ?? writtenDigits(figures)) + suffix
}

function detailsOf(explanation: Explanation, style: TreeStyle, told: Told): string[] {
  const { formula, valued, distribution, source, rules } = explanation
  const words = messages(style.language)
  const lines: string[] = []
  if (formula !== null) lines.push(`= ${clean(formula)}`)
  if (valued !== null && valued !== formula) lines.push(`= ${clean(valued)}`)
  if (distribution !== null) {
    const { shape, parameters } = distribution
    const written = parameters.map((each) => valueText(each, explanation.unit === '1' ? '1' : null, null, ''))
    lines.push(words.standsFor(shape, `${shape}(${written.join(', ')})`))
  }
  if (source !== null) lines.push(...sourceLines(source, rules?.won ?? null, style, told))
  for (const row of rules?.beaten ?? []) {
    // A relative row takes nothing away from the one it stands on.
    lines.push(`${row.relation === 'changed' ? words.changes : words.beats} ${ruleText(row)}`)
  }
  return lines
}

function sourceLines(
  { file, line, column, source, note }: ExplainedSource,
  won: RuleRow | null,
  style: TreeStyle,
  told: Told,
): string[] {
  const words = messages(style.language)
  const place = file === '--set' ? words.setByOption : `${clean(file)}:${line}:${column}`
  const row = won === null || file === '--set' ? '' : ` ${rowText(won)}`
  const lines = [place + row]
  const key = `${file}:${line}`
  if (told.has(key)) return lines
  told.add(key)
  if (source !== null) lines.push(`${words.source}${words.colon}${clean(source)}`)
  if (note !== null) lines.push(`${words.note}${words.colon}${clean(note)}`)
  return lines
}

function ruleText(row: RuleRow): string {
  return row.file === '--set' ? `--set ${clean(row.text)}` : `${clean(row.file)}:${row.line} ${rowText(row)}`
}

/** `[trend, *, 2026-2027] 8%` */
function rowText({ scenario, sector, years, text }: RuleRow): string {
  return clean(`[${[scenario, sector, years].join(', ')}] ${text}`)
}

/** The tree flattened, a node a row, parents before their terms. */
export function explanationRows(explanation: Explanation): DataTable {
  const columns = [
    'depth',
    'variable',
    'sector',
    'year',
    'value',
    'unit',
    'grade',
    'formula',
    'file',
    'line',
    'status',
    'source',
    'note',
  ]
  const rowsOf = (node: Explanation, depth: number): DataTable['rows'] => {
    const { variable, sector, year, value, unit, grade, formula, source, terms } = node
    const origin = [
      source?.file ?? null,
      source?.line ?? null,
      source?.status ?? null,
      source?.source ?? null,
      source?.note ?? null,
    ]
    const own = [depth, variable, sector, year, value, unit, grade, formula, ...origin]
    return [own, ...terms.flatMap((term) => rowsOf(term, depth + 1))]
  }
  return { columns, rows: rowsOf(explanation, 0) }
}
