/** Whether a table that was written down is still the table that comes out, and where not. */

import { delimiterOf, forEachRecord } from '../plan/csv.ts'
import { differs, type Tolerance } from './tolerance.ts'

export type DriftKind =
  /** There is no folder to compare with. */
  | 'folder-missing'
  | 'file-missing'
  | 'file-extra'
  | 'column-missing'
  | 'column-extra'
  | 'column-order'
  | 'row-missing'
  | 'row-extra'
  | 'row-order'
  | 'value'
  | 'text'
  /** Lines of a text whose table has drifted, so that they follow from it. */
  | 'lines'
  /** The tables were written with other options. */
  | 'options'

export type Drift = {
  readonly file: string
  readonly kind: DriftKind
  /** Which row and column, or line: `trend displays revenue 2026 value`; '' where the whole file is meant. */
  readonly key: string
  /** What was written down, and what comes out now. */
  readonly before: string | null
  readonly after: string | null
}

type Bare = Omit<Drift, 'file'>

type Parsed = {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Where quotes cannot be read: a line, from 1. */
  readonly brokenAt: number | null
}

/** The columns that say which row a row is, in the tables yuce writes. */
const keyColumns = ['scenario', 'target', 'sector', 'variable', 'year'] as const

/**
 * Two tables in CSV. Rows are found by their keys and cells by their headings; numbers are compared within tolerance,
 * everything else as it stands. How a cell is quoted and how lines end makes no difference.
 */
export function tableDrift(before: string, after: string, tolerance: Tolerance): Bare[] {
  if (before === after) return []
  const [was, is] = [parse(before), parse(after)]
  if (was.brokenAt !== null) return [{ kind: 'text', key: `line ${was.brokenAt}`, before: '"', after: null }]
  const columns = columnDrift(was.columns, is.columns)
  return [...columns, ...rowDrift(was, is, tolerance)]
}

function parse(text: string): Parsed {
  const records: (readonly string[])[] = []
  let brokenAt: number | null = null
  const source = { text: text.replace(/^\uFEFF/, ''), delimiter: delimiterOf(text) ?? ',' }
  forEachRecord(
    source,
    (cells) => records.push(cells),
    (_, line) => {
      brokenAt = line
    },
  )
  const [columns = [], ...rows] = records
  return { columns, rows, brokenAt }
}

function columnDrift(before: readonly string[], after: readonly string[]): Bare[] {
  const missing = after.filter((name) => !before.includes(name))
  const extra = before.filter((name) => !after.includes(name))
  if (missing.length + extra.length > 0) {
    return [
      ...missing.map((name): Bare => ({ kind: 'column-missing', key: name, before: null, after: name })),
      ...extra.map((name): Bare => ({ kind: 'column-extra', key: name, before: name, after: null })),
    ]
  }
  if (before.join('\0') === after.join('\0')) return []
  return [{ kind: 'column-order', key: '', before: before.join(','), after: after.join(',') }]
}

function rowDrift(was: Parsed, is: Parsed, tolerance: Tolerance): Bare[] {
  const keys = keysFor(was.columns, is.columns)
  const [before, after] = [byKey(was, keys), byKey(is, keys)]
  const found: Bare[] = []
  for (const [key, row] of after) {
    const old = before.get(key)
    if (old === undefined) found.push({ kind: 'row-missing', key, before: null, after: row.join(',') })
    else found.push(...cellDrift(key, was.columns, old, is.columns, row, tolerance))
  }
  for (const [key, row] of before) {
    if (!after.has(key)) found.push({ kind: 'row-extra', key, before: row.join(','), after: null })
  }
  const common = (rows: ReadonlyMap<string, unknown>, others: ReadonlyMap<string, unknown>) =>
    [...rows.keys()].filter((key) => others.has(key))
  const [order, wanted] = [common(before, after), common(after, before)]
  const moved = order.findIndex((key, index) => key !== wanted[index])
  const first = order[moved]
  if (first !== undefined) found.push({ kind: 'row-order', key: first, before: first, after: wanted[moved] ?? null })
  return found
}

/** The key columns both tables have: a target is known by its scenario and name, a value by sector, variable and year. */
function keysFor(before: readonly string[], after: readonly string[]): readonly string[] {
  const common = keyColumns.filter((name) => before.includes(name) && after.includes(name))
  const ofTargets = common.filter((name) => name === 'scenario' || name === 'target')
  return common.includes('target') ? ofTargets : common
}

/** A key that is there twice gets a number, so that no row hides another. */
function byKey({ columns, rows }: Parsed, keys: readonly string[]): Map<string, readonly string[]> {
  const places = keys.map((name) => columns.indexOf(name))
  const found = new Map<string, readonly string[]>()
  rows.forEach((row, index) => {
    const key = places.length === 0 ? String(index + 1) : places.map((place) => row[place] ?? '').join(' ')
    let name = key
    for (let copy = 2; found.has(name); copy++) name = `${key} (${copy})`
    found.set(name, row)
  })
  return found
}

function cellDrift(
  key: string,
  beforeColumns: readonly string[],
  before: readonly string[],
  afterColumns: readonly string[],
  after: readonly string[],
  tolerance: Tolerance,
): Bare[] {
  return afterColumns.flatMap((name, index): Bare[] => {
    const place = beforeColumns.indexOf(name)
    if (place < 0) return []
    const [was, is] = [before[place] ?? '', after[index] ?? '']
    if (was === is) return []
    const [a, b] = [numberOf(was), numberOf(is)]
    if (a !== null && b !== null && !differs(a, b, forColumn(name, afterColumns, after, tolerance))) return []
    const isValue = a !== null || b !== null
    return [{ kind: isValue ? 'value' : 'text', key: `${key} ${name}`, before: was, after: is }]
  })
}

/** A gap is the small difference of large numbers: it is as exact as they are. */
function forColumn(name: string, columns: readonly string[], row: readonly string[], tolerance: Tolerance): Tolerance {
  if (name !== 'gap') return tolerance
  const scale = Math.abs(numberOf(row[columns.indexOf('value')] ?? '') ?? 0)
  return { ...tolerance, atol: tolerance.atol + tolerance.rtol * scale }
}

function numberOf(text: string): number | null {
  if (!/^-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text)) return null
  const value = Number(text)
  return Number.isFinite(value) ? value : null
}

/** What `textDrift` found, as one: the lines of a text follow where its table has drifted. */
export function followingLines(lines: readonly Bare[]): Bare[] {
  if (lines.length === 0) return []
  const numbers = lines.map(({ key }) => key.replace('line ', ''))
  return [{ kind: 'lines', key: numbers.join(', '), before: null, after: null }]
}

/**
 * Two texts made of the same tables: line by line. Where the numbers behind them are the same, so are they; where those
 * differ within tolerance, a printed number may differ by as much, and by one in its last place.
 *
 * @param isSame  the tables behind the texts are the same to the last digit
 */
export function textDrift(before: string, after: string, isSame: boolean, tolerance: Tolerance): Bare[] {
  const lines = (text: string) => text.replace(/\r\n/g, '\n').split('\n')
  const [was, is] = [lines(before), lines(after)]
  const found: Bare[] = []
  for (let index = 0; index < Math.max(was.length, is.length); index++) {
    const [old, fresh] = [was[index] ?? null, is[index] ?? null]
    if (old === fresh || (!isSame && old !== null && fresh !== null && isNear(old, fresh, tolerance))) continue
    found.push({ kind: 'text', key: `line ${index + 1}`, before: old, after: fresh })
  }
  return found
}

const printedNumber = /[-+]?\d[\d,]*(?:\.\d+)?/g

/** The same words with numbers that round alike. */
function isNear(before: string, after: string, tolerance: Tolerance): boolean {
  const [was, is] = [before.match(printedNumber) ?? [], after.match(printedNumber) ?? []]
  if (before.replace(printedNumber, '#') !== after.replace(printedNumber, '#')) return false
  return was.every((text, index) => {
    const other = is[index] ?? ''
    const [a, b] = [printed(text), printed(other)]
    const unit = Math.max(a.unit, b.unit) * (1 + 1e-9)
    return !differs(a.value, b.value, { ...tolerance, atol: tolerance.atol + unit })
  })
}

/** A printed number, and one in its last place. */
function printed(text: string): { readonly value: number; readonly unit: number } {
  const plain = text.replaceAll(',', '')
  const decimals = plain.split('.')[1]?.length ?? 0
  return { value: Number(plain), unit: 10 ** -decimals }
}
