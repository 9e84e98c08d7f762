/**
 * A glance at a plan: the names in it, from the beginnings of its files, whatever is wrong with them. What shell
 * completion offers; nothing is computed from it.
 */

import { forEachRecord } from './csv.ts'
import { type Heading, headingBook, readHeading, variableAlias } from './headings.ts'
import { isReserved, isVariableName } from './names.ts'
import { type Input, openFile } from './read.ts'
import type { Named } from './types.ts'
import { parseYears } from './years.ts'

export type Glance = {
  readonly scenarios: readonly Named[]
  readonly sectors: readonly Named[]
  readonly variables: readonly Named[]
  readonly targets: readonly Named[]
  readonly projects: readonly Named[]
  /** Ascending. */
  readonly years: readonly number[]
}

const NAMED = ['scenario', 'sector', 'variable', 'target', 'project'] as const
type Kind = (typeof NAMED)[number]
type Books = Readonly<Record<Kind, Map<string, Named>>>

const book = headingBook([
  ...NAMED,
  'year',
  'value',
  'low',
  'high',
  'persistence',
  'unit',
  'measure',
  'status',
  'source',
  'ref',
  'note',
  'name_zh',
  'name_en',
])

/** Files whose rows define what they name; elsewhere a name is only used. */
const defining: Readonly<Partial<Record<Input['role'], Kind>>> = {
  sectors: 'sector',
  scenarios: 'scenario',
  targets: 'target',
  projects: 'project',
  equations: 'variable',
}

const series: ReadonlySet<Input['role']> = new Set(['baseline', 'growth', 'assumptions'])

export function glanceAt(inputs: readonly Input[]): Glance {
  const books: Books = {
    scenario: new Map(),
    sector: new Map(),
    variable: new Map(),
    target: new Map(),
    project: new Map(),
  }
  const years = new Set<number>()
  for (const input of inputs) glanceAtTable(input, books, years)
  const named = (kind: Kind) => [...books[kind].values()].filter(({ name }) => !isReserved(name))
  return {
    scenarios: named('scenario'),
    sectors: named('sector'),
    variables: named('variable').filter(({ name }) => isVariableName(name)),
    targets: named('target'),
    projects: named('project'),
    years: [...years].sort((a, b) => a - b),
  }
}

type Column = { readonly kind: Kind | null; readonly heading: Heading | null; readonly field: number }

function glanceAtTable(input: Input, books: Books, years: Set<number>): void {
  const { text, delimiter, role } = openFile(input, { encoding: null, delimiter: null })
  let columns: Column[] | null = null
  const onRecord = (cells: readonly string[]): void => {
    if (columns === null) columns = columnsOf(cells, role, books, years)
    else noteRow(cells, columns, role, books, years)
  }
  // What cannot be read any further has been seen as far as it goes.
  forEachRecord({ text, delimiter }, onRecord, () => {})
}

function columnsOf(headings: readonly string[], role: Input['role'], books: Books, years: Set<number>): Column[] {
  const columns = headings.map((each, field) => ({ ...readHeading(each.trim(), book), field }))
  for (const { firstYear, lastYear } of columns) addYears(years, firstYear, lastYear)
  const isByVariable =
    series.has(role) && columns.every(({ heading, firstYear }) => heading !== 'value' && firstYear === 0)
  if (isByVariable) {
    for (const { name, heading } of columns) {
      if (heading === null) note(books.variable, { name: variableAlias(name) ?? name, nameZh: null, nameEn: null })
    }
  } else if (role === 'growth') note(books.variable, { name: 'growth', nameZh: null, nameEn: null })
  return columns.map(({ heading, field }) => ({ heading, field, kind: NAMED.find((each) => each === heading) ?? null }))
}

function noteRow(
  cells: readonly string[],
  columns: readonly Column[],
  role: Input['role'],
  books: Books,
  years: Set<number>,
): void {
  const cellOf = (wanted: Heading) => {
    const column = columns.find(({ heading }) => heading === wanted)
    return column === undefined ? null : cells[column.field]?.trim() || null
  }
  for (const { kind, heading, field } of columns) {
    const text = cells[field]?.trim() ?? ''
    if (heading === 'year') {
      const read = parseYears(text)
      if (read?.ok === true) addYears(years, read.first, read.last)
    }
    if (kind === null || text === '') continue
    const isDefined = defining[role] === kind
    note(books[kind], {
      name: kind === 'variable' ? (variableAlias(text) ?? text) : text,
      nameZh: isDefined ? cellOf('name_zh') : null,
      nameEn: isDefined ? cellOf('name_en') : null,
    })
  }
}

function note(names: Map<string, Named>, named: Named): void {
  if (named.name !== '' && !names.has(named.name)) names.set(named.name, named)
}

function addYears(years: Set<number>, first: number, last: number): void {
  if (first > 0 && last - first < 200) for (let year = first; year <= last; year++) years.add(year)
}
