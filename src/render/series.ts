/**
 * The values of projections as rows for programs. One projection at a time, a piece at a time: a result may be larger
 * than the memory.
 */

import { CODES, type Column, columnOf } from '../model/column.ts'
import { type Projection, valueAt } from '../model/project.ts'
import type { Model, ModelVariable } from '../model/types.ts'
import { TOTAL } from '../plan/types.ts'
import { aroundGaps, CHUNK, type Dialect, GAP, isFormulaLike, type Write } from './delimited.ts'
import { byteRows } from './rows/bytes.ts'
import { type Frame, type Rows, textRows } from './rows/rows.ts'
import { placeColumns, placeOf, type Selection, scenarioOf, seriesCount, seriesIn, seriesName } from './selection.ts'

const longColumns = (selection: Selection) => [
  'scenario',
  ...placeColumns(selection),
  ...['variable', 'year', 'value', 'unit', 'status', 'grade'],
]

/** One row for each scenario, variable, sector and year. */
export async function writeLong(
  projections: Iterable<Projection>,
  selection: Selection,
  dialect: Dialect,
  write: Write,
): Promise<void> {
  const { model, byGroup = false } = selection
  const { years } = model
  await write(dialect.mark + (dialect.header(longColumns(selection)) ?? ''))
  const names = model.plan.sectors.map(({ name }) => dialect.text(name))
  const rows = rowsFor(selection, dialect.digits)
  for (const projection of projections) {
    const scenario = dialect.text(scenarioOf(projection))
    for (const { variable, sectors } of seriesIn(selection, projection.scenario)) {
      rows.frame(longFrame(selection, dialect, scenario, variable))
      const put = seriesInto(rows, projection, variable)
      for (const sector of sectors) {
        put(sector)
        const name = sector === TOTAL ? dialect.text('total') : (names[sector] as string)
        rows.add(byGroup ? '' : name, years.length)
        if (rows.isFull()) await write(rows.take())
      }
    }
  }
  await write(rows.take())
}

/** The texts of the rows of one variable, around the names of its sectors and its numbers. */
function longFrame(selection: Selection, dialect: Dialect, scenario: string, variable: ModelVariable): Frame {
  const { model, byGroup = false } = selection
  const { unit } = variable
  const nothing = dialect.number(null)
  const place = byGroup ? Object.values(placeOf(selection, variable, TOTAL)) : [GAP]
  const cells = [GAP, ...place, seriesName(selection, variable), GAP, GAP, unit ?? '', GAP, GAP]
  // Where groups stand in place of sectors, they are part of the text behind the scenario.
  const texts = aroundGaps(dialect, longColumns(selection), cells).toSpliced(
    byGroup ? 2 : 0,
    0,
    ...(byGroup ? [''] : []),
  )
  const [start, afterScenario, afterSector, afterYear, afterValue, afterStatus, end] = texts
  return {
    head: `${start}${scenario}${afterScenario}`,
    before: model.years.map((year) => `${afterSector}${year}${afterYear}`),
    behind: CODES.map(({ status, grade }) => {
      const gradeText = grade === null ? nothing : dialect.text(grade)
      return `${afterValue}${dialect.text(status)}${afterStatus}${gradeText}${end}`
    }),
    nothing,
    number: (value) => dialect.number(value, unit),
  }
}

/** So many sectors are turned from years into series at a time: few enough to stay near the processor. */
const TURNED = 64

/** Puts the values of a variable and their codes where the next series goes, year by year, for one sector at a time. */
function seriesInto(rows: Rows, projection: Projection, variable: ModelVariable) {
  const columns = projection.years.map((year) => columnOf(projection, variable.index, year))
  const count = columns.length
  const sectors = columns[0]?.codes.length ?? 0
  const values = new Float64Array(TURNED * count)
  const codes = new Uint8Array(TURNED * count)
  let first = -TURNED
  const turn = (from: number): void => {
    first = from
    const end = Math.min(sectors, from + TURNED)
    for (let i = 0; i < count; i++) {
      const { block, codes: all } = columns[i] as Column
      const { data, offset, sectorStride } = block
      for (let s = from, at = i; s < end; s++, at += count) {
        values[at] = data[offset + s * sectorStride] as number
        codes[at] = all[s] as number
      }
    }
  }
  return (sector: number): void => {
    const s = Math.max(0, sector)
    if (s < first || s >= first + TURNED) turn(s - (s % TURNED))
    for (let i = 0, at = (s - first) * count; i < count; i++, at++) {
      rows.values[i] = values[at] as number
      rows.codes[i] = codes[at] as number
    }
  }
}

/** So many numbers of a scenario make it worth while to have them written by WebAssembly. */
const MANY = 20_000

function rowsFor(selection: Selection, digits: number | null): Rows {
  const { model } = selection
  const { plan, years } = model
  if (digits !== null || seriesCount(selection) * years.length < MANY) return textRows(CHUNK, years.length)
  const names = [...plan.scenarios, ...plan.sectors, ...model.variables].map(({ name }) => name.length)
  const units = model.variables.map(({ unit }) => unit?.length ?? 0)
  // A text holds no more than three names and a unit, each character of them as six at most, and the words around them.
  const longest = 6 * (3 * Math.max(...names) + Math.max(...units)) + 256
  return byteRows({ atOnce: CHUNK, rows: years.length, codes: CODES.length, longest }) ?? textRows(CHUNK, years.length)
}

/** One row for each scenario, variable and sector; a column for each year. */
export async function writeWide(
  projections: Iterable<Projection>,
  selection: Selection,
  dialect: Dialect,
  write: Write,
): Promise<void> {
  const { model } = selection
  const columns = ['scenario', ...placeColumns(selection), 'variable', 'unit', ...model.years.map(String)]
  await write(dialect.mark + (dialect.header(columns) ?? ''))
  for (const projection of projections) {
    for (const { variable, sectors } of seriesIn(selection, projection.scenario)) {
      for (const sector of sectors) {
        const values = model.years.map((year) => valueAt(projection, variable.index, sector, year))
        const place = Object.values(placeOf(selection, variable, sector))
        const names = [scenarioOf(projection), ...place, seriesName(selection, variable), variable.unit ?? '']
        await write(dialect.row(columns, [...names, ...values]))
      }
    }
  }
}

/** How many text cells of `writeLong` or `writeWide` a spreadsheet would run as formulas. */
export function countFormulaCells(selection: Selection, scenarios: readonly number[], isLong: boolean): number {
  const { plan, years } = selection.model
  const count = (text: string) => Number(isFormulaLike(text))
  let cells = 0
  for (const scenario of scenarios) {
    const ofScenario = count(plan.scenarios[scenario]?.name ?? '')
    for (const { variable, sectors } of seriesIn(selection, scenario)) {
      cells += sectors.length * (ofScenario + count(variable.name) + count(variable.unit ?? ''))
      for (const sector of sectors)
        for (const text of Object.values(placeOf(selection, variable, sector))) cells += count(text)
    }
  }
  return cells * (isLong ? years.length : 1)
}

/**
 * `"projections": [{scenario, series: [{variable, sector, unit, points: [{year, value, status, grade}]}]}]`, a series a
 * line; of groups of sectors `level` and `group` in place of `sector`.
 */
export async function writeProjectionsJson(
  projections: Iterable<Projection>,
  selection: Selection,
  { number, digits }: Pick<Dialect, 'number' | 'digits'>,
  write: Write,
): Promise<void> {
  const { model } = selection
  const rows = rowsFor(selection, digits)
  rows.text('"projections":[')
  let scenarioComma = ''
  for (const projection of projections) {
    rows.text(`${scenarioComma}\n{"scenario":${JSON.stringify(scenarioOf(projection))},"series":[`)
    scenarioComma = ','
    let comma = ''
    for (const { variable, sectors } of seriesIn(selection, projection.scenario)) {
      rows.frame(jsonFrame(model, number, variable))
      const put = seriesInto(rows, projection, variable)
      for (const sector of sectors) {
        const place = placeOf(selection, variable, sector)
        const head = { variable: seriesName(selection, variable), ...place, unit: variable.unit }
        put(sector)
        rows.text(`${comma}\n${JSON.stringify(head).slice(0, -1)},"points":[`)
        rows.add('', model.years.length)
        rows.text(']}')
        comma = ','
        if (rows.isFull()) await write(rows.take())
      }
    }
    rows.text(']}')
  }
  rows.text(']')
  await write(rows.take())
}

function jsonFrame({ years }: Model, number: Dialect['number'], { unit }: ModelVariable): Frame {
  return {
    head: '',
    before: years.map((year, i) => `${i === 0 ? '' : ','}{"year":${year},"value":`),
    behind: CODES.map(({ status, grade }) => `,"status":"${status}","grade":${JSON.stringify(grade)}}`),
    nothing: number(null),
    number: (value) => number(value, unit),
  }
}
