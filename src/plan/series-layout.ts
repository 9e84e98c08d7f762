/** The headings of a series table: which columns are keys, which hold values, and of what. */

import { type Heading, headingBook, type ReadHeading, readHeading, variableWords } from './headings.ts'
import { isUsualVariable, isVariableName, listed, slotOf, type VariableSlot, variableName } from './names.ts'
import type { Reading } from './reading.ts'
import { didYouMean, write } from './report.ts'
import { WHOLE_LINE } from './source.ts'
import type { CellRef } from './types.ts'
import type { Unit } from './units.ts'

/** Which file the table is: it decides what values are when no column says so. */
export type SeriesRole = 'baseline' | 'growth' | 'assumptions' | 'measures' | 'history'

export type ValueColumn = {
  readonly field: number
  readonly headingAt: CellRef
  /** null: the row says which variable. */
  readonly slot: VariableSlot | null
  /** Both 0: the row says which years. */
  readonly firstYear: number
  readonly lastYear: number
  readonly unit: Unit | null
  /** Nothing but this heading knows the variable: perhaps it is a slip. */
  readonly isGuess: boolean
  /** The heading has been reported; its cells are not read. */
  isRefused: boolean
}

/** Fields of the keys and annotations, −1 where the table has no such column. */
type Fields = { readonly [Name in (typeof FIELDS)[number]]: number }

export type Layout = Fields & {
  readonly values: readonly ValueColumn[]
  readonly lowUnit: Unit | null
  readonly highUnit: Unit | null
  /** The year of what is observed in a table without years; 0 where there are years, or where every year is meant. */
  readonly baseYear: number
  /** Names of measures need not fit into formulas. */
  readonly takesAnyVariable: boolean
  /** No plan stands behind it that could give a base year. */
  readonly isHistory: boolean
}

const FIELDS = [
  'scenario',
  'sector',
  'variable',
  'year',
  'low',
  'high',
  'persistence',
  'unit',
  'measure',
  'status',
  'source',
  'ref',
  'note',
] as const satisfies readonly Heading[]

const book = headingBook([...FIELDS, 'value'])

type Column = ReadHeading & { readonly field: number }
type Line = { readonly file: number; readonly line: number }
type Shape = { readonly values: readonly Column[]; readonly isByVariable: boolean }

/** The layout the headings mean; null once their problems are reported. */
export function readLayout(reading: Reading, headings: readonly string[], line: Line, role: SeriesRole): Layout | null {
  const columns = headings.map((text, field) => ({ ...readHeading(text, book), field }))
  const isObserved = role === 'baseline' || role === 'measures' || role === 'history'
  const wide = columns.find((column) => column.name.includes('，'))
  if (wide !== undefined) {
    reading.report.cell('full-width-comma', { ...line, field: wide.field }, {})
    return null
  }
  const shape = shapeOf(reading, columns, line)
  const isSound = [
    shape !== null,
    areDistinct(reading, columns, line),
    shape === null || areCompatible(reading, columns, shape, line),
    !isObserved || isObservable(reading, columns, line, role),
  ].every(Boolean)
  if (shape === null || !isSound) return null
  const values = valueColumns(reading, columns, shape, line, role)
  if (values === null) return null
  const fieldOf = (name: Heading) => columns.find((column) => column.heading === name)?.field ?? -1
  const unitOf = (name: Heading) => reading.unitOf(columns.find((column) => column.heading === name)?.unit ?? '')
  return {
    ...(Object.fromEntries(FIELDS.map((name) => [name, fieldOf(name)])) as Fields),
    values,
    lowUnit: unitOf('low'),
    highUnit: unitOf('high'),
    baseYear: isObserved ? (reading.baseYear ?? 0) : 0,
    takesAnyVariable: role === 'measures' || role === 'history',
    isHistory: role === 'history',
  }
}

/** Tidy, by variable or by year; null where the headings are of no shape or of two. */
function shapeOf(reading: Reading, columns: readonly Column[], line: Line): Shape | null {
  const { report } = reading
  const value = columns.find((column) => column.heading === 'value')
  const years = columns.filter((column) => column.firstYear !== 0)
  const others = columns.filter((column) => column.heading === null && column.firstYear === 0)
  const [firstYear] = years
  const yearKey = columns.find((column) => column.heading === 'year')
  const rival = value ?? yearKey
  if (firstYear !== undefined && rival !== undefined) {
    mixed(reading, firstYear, rival, line)
    return null
  }
  if (value !== undefined || firstYear !== undefined) {
    for (const other of others) unknownHeading(reading, other, line)
    return others.length > 0 ? null : { values: value === undefined ? years : [value], isByVariable: false }
  }
  const slips = columns.some((column) => column.heading === 'variable')
    ? others.filter((each) => !isKnown(reading, each))
    : []
  if (slips.length > 0) {
    for (const slip of slips) unknownHeading(reading, slip, line)
    return null
  }
  if (others.length === 0) {
    report.cell('no-values', { ...line, field: WHOLE_LINE }, {}, { key: 'add-heading', words: { heading: 'value' } })
    return null
  }
  return { values: others, isByVariable: true }
}

/** Whether a column is named after a variable the plan knows without it. */
function isKnown({ variables }: Reading, { name }: Column): boolean {
  const variable = variableName(name, variables)
  return variables.slots.has(variable) || isUsualVariable(variable)
}

function mixed({ report }: Reading, one: Column, other: Column, line: Line): void {
  const [first, second] = one.field < other.field ? [one, other] : [other, one]
  const words = { text: second.name, other: first.name }
  const help = { key: 'remove-columns', words: { remove: `'${second.name}', …` } } as const
  report.cell('mixed-shapes', { ...line, field: second.field }, words, help)
}

function unknownHeading({ report, variables }: Reading, column: Column, line: Line): void {
  const at = { ...line, field: column.field }
  const words = [...book.words, ...variableWords, ...variables.slots.keys()]
  const yearOnly = yearHeading(column)
  const help = () => (yearOnly === null ? didYouMean(column.name, words) : write(yearOnly))
  report.cell('unknown-heading', at, { text: column.name }, help)
}

/** `2024年营业收入（亿元）` says its year and its variable at once: `2024（亿元）`. */
function yearHeading({ name, unit }: Column): string | null {
  const match = /^([12]\d{3})(?:\s*年度?)?\s*(\p{L}+)$/u.exec(name) ?? /^(\p{L}+?)([12]\d{3})年?$/u.exec(name)
  if (match === null) return null
  const [, one = '', other = ''] = match
  const [year, word] = /^\d/.test(one) ? [one, other] : [other, one]
  if (unit === '') return year
  return /\p{Script=Han}/u.test(word) ? `${year}（${unit}）` : `${year}(${unit})`
}

/** Such a heading is told for what it is; a year is not missing as well. */
function isYearAndName(column: Column): boolean {
  return column.heading === null && yearHeading(column) !== null
}

/** Words stand under a heading nothing else knows: the heading is what is wrong, and saying so once is enough. */
export function refuseGuess({ report, variables }: Reading, column: ValueColumn): void {
  const text = column.slot?.name ?? ''
  const words = [...book.words, ...variableWords, ...variables.slots.keys()]
  if (!column.isRefused) report.cell('unknown-heading', column.headingAt, { text }, () => didYouMean(text, words))
  column.isRefused = true
}

/** No two columns of one meaning. */
function areDistinct(reading: Reading, columns: readonly Column[], line: Line): boolean {
  let isSound = true
  const seen = new Map<string, Column>()
  for (const column of columns) {
    const key = column.heading ?? meaning(reading, column)
    const first = seen.get(key)
    seen.set(key, first ?? column)
    if (first === undefined) continue
    reading.report.cell('duplicate-heading', { ...line, field: column.field }, { text: column.name, other: first.name })
    isSound = false
  }
  return isSound
}

function meaning({ variables }: Reading, column: Column): string {
  if (column.firstYear !== 0) return `${column.firstYear}-${column.lastYear}`
  return `variable ${variableName(column.name, variables)}`
}

/** `unit`, `low` and `high` serve one column of values; a variable column does not go with one column per variable. */
function areCompatible(
  reading: Reading,
  columns: readonly Column[],
  { values, isByVariable }: Shape,
  line: Line,
): boolean {
  const { report } = reading
  let isSound = true
  for (const column of columns) {
    const at = { ...line, field: column.field }
    const first = values[0]
    if (column.heading === 'variable' && isByVariable && first !== undefined) {
      mixed(reading, column, first, line)
      isSound = false
    }
    if (values.length < 2) continue
    if (column.heading === 'unit' && isByVariable) {
      const variables = values.map((each) => each.name).join(', ')
      report.cell(
        'unit-for-several',
        at,
        { variables },
        { key: 'unit-in-heading', words: { example: `${first?.name}(亿元)` } },
      )
      isSound = false
    }
    if (column.heading === 'low' || column.heading === 'high') {
      const words = {
        remove: values
          .slice(1)
          .map((each) => `'${each.name}'`)
          .join(', '),
      }
      report.cell('low-high-for-several', at, { text: column.name }, { key: 'remove-columns', words })
      isSound = false
    }
  }
  return isSound
}

/** What is observed has a year of its own and no scenario. */
function isObservable(
  { report, baseYear }: Reading,
  columns: readonly Column[],
  line: Line,
  role: SeriesRole,
): boolean {
  let isSound = true
  for (const column of columns) {
    const at = { ...line, field: column.field }
    if (column.heading === 'scenario') {
      report.cell('scenario-not-here', at, {}, { key: 'remove-columns', words: { remove: `'${column.name}'` } })
      isSound = false
    }
    if (column.firstYear !== column.lastYear) {
      report.cell(
        'one-year-needed',
        at,
        { text: column.name },
        { key: 'write', words: { example: String(column.lastYear) } },
      )
      isSound = false
    }
  }
  const hasYear = columns.some((column) => column.heading === 'year' || column.firstYear !== 0 || isYearAndName(column))
  if (hasYear || baseYear !== null) return isSound
  const at = { ...line, field: WHOLE_LINE }
  if (role !== 'history') report.cell('no-base-year', at, { option: '--base-year 2022' })
  else report.cell('history-without-years', at, {}, { key: 'add-heading', words: { heading: 'year' } })
  return false
}

function valueColumns(
  reading: Reading,
  columns: readonly Column[],
  shape: Shape,
  line: Line,
  role: SeriesRole,
): readonly ValueColumn[] | null {
  const { variables, unitOf } = reading
  if (shape.isByVariable) {
    const values = shape.values.map((column) => variableColumn(reading, column, line))
    return values.every((each) => each !== null) ? values : null
  }
  const fromRow = columns.some((column) => column.heading === 'variable')
  const usual = role === 'baseline' || role === 'history' ? 'revenue' : role === 'growth' ? 'growth' : null
  const [first] = shape.values
  if (!fromRow && usual === null) {
    const at = { ...line, field: first?.field ?? WHOLE_LINE }
    reading.report.cell('no-variable', at, {}, { key: 'add-heading', words: { heading: 'variable' } })
    return null
  }
  const slot = fromRow || usual === null ? null : listed(slotOf(usual, variables), variables)
  return shape.values.map(({ field, unit, firstYear, lastYear }) => {
    const headingAt = { ...line, field }
    if (slot !== null) slot.at ??= headingAt
    return { field, headingAt, slot, firstYear, lastYear, unit: unitOf(unit), isGuess: false, isRefused: false }
  })
}

function variableColumn(reading: Reading, column: Column, line: Line): ValueColumn | null {
  const { variables, unitOf } = reading
  const name = variableName(column.name, variables)
  if (!isVariableName(name)) {
    unknownHeading(reading, column, line)
    return null
  }
  const isGuess = !isKnown(reading, column)
  const slot = listed(slotOf(name, variables), variables)
  const headingAt = { ...line, field: column.field }
  if (slot.at === null) {
    slot.at = headingAt
    slot.isHeading = true
  }
  // `revenue(营业收入)` is one heading in two languages, not a unit.
  const isTranslation = column.unit !== '' && variableName(column.unit, variables) === name
  const unit = isTranslation ? null : unitOf(column.unit)
  return { field: column.field, headingAt, slot, firstYear: 0, lastYear: 0, unit, isGuess, isRefused: false }
}

/** Headings of a series table, to suggest from. */
export function seriesHeadings(): readonly string[] {
  return book.words
}
