/** The values of projections as a Parquet file: the columns of the long CSV, typed, with what they are in its metadata. */

import { CODES, type Column, columnOf } from '../model/column.ts'
import type { Projection } from '../model/project.ts'
import type { ModelVariable } from '../model/types.ts'
import { decimalsIn, numberText, type Write } from './delimited.ts'
import type { Origin } from './json.ts'
import { planTitle } from './names.ts'
import { baseName, groupOf, type Selection, scenarioOf, sectorOf, seriesIn, unitsOf } from './selection.ts'

/** Rows of a row group: what DuckDB writes itself. As many are in memory at a time. */
const GROUP = 122_880

/**
 * Texts are dictionaries of UTF-8, a year an INT32, a value a DOUBLE that may be null. No date and no path: the same
 * result is the same bytes.
 */
export async function writeParquet(
  projections: Iterable<Projection>,
  selection: Selection,
  origin: Origin,
  digits: number | null,
  write: Write,
): Promise<void> {
  const { ByteWriter, ParquetWriter, schemaFromColumnData } = await import('../plan/hyparquet.ts')
  const columns = newColumns()
  const columnData = columnsOf(columns, selection.byGroup ? ['level', 'group'] : ['sector'])
  const bytes = new ByteWriter()
  const schema = schemaFromColumnData({ columnData })
  const table = new ParquetWriter({
    ...{ writer: bytes, schema, createdBy: `yuce ${origin.version}` },
    kvMetadata: metadataOf(selection, origin),
  })
  const flush = async () => {
    await write(bytes.getBytes())
    // What has been written is not kept; places in the file go on.
    bytes.index = 0
  }
  const writeGroup = async () => {
    if (columns.year.length === 0) return
    await table.write({ columnData, rowGroupSize: columns.year.length })
    for (const data of Object.values(columns)) data.length = 0
    await flush()
  }
  for (const projection of projections) {
    for (const { variable, sectors } of seriesIn(selection, projection.scenario)) {
      const years = projection.years.map((year) => ({ year, column: columnOf(projection, variable.index, year) }))
      for (const sector of sectors) {
        addSeries(columns, projection, namesOf(selection, variable, sector), sector, years, digits)
        if (columns.year.length >= GROUP) await writeGroup()
      }
    }
  }
  await writeGroup()
  await table.finish()
  await flush()
}

type Columns = ReturnType<typeof newColumns>

/** Rows that are still to be written, column by column. */
function newColumns() {
  return {
    scenario: [] as string[],
    sector: [] as string[],
    level: [] as string[],
    group: [] as string[],
    variable: [] as string[],
    year: [] as number[],
    value: [] as (number | null)[],
    unit: [] as (string | null)[],
    status: [] as string[],
    grade: [] as (string | null)[],
  }
}

/** @param place  the columns that say where a series belongs, as in the CSV */
function columnsOf(columns: Columns, place: readonly ('sector' | 'level' | 'group')[]) {
  const text = (name: keyof Columns, nullable: boolean) =>
    ({ name, data: columns[name] as unknown[], type: 'STRING', nullable, encoding: 'RLE_DICTIONARY' }) as const
  return [
    text('scenario', false),
    ...place.map((name) => text(name, false)),
    text('variable', false),
    { name: 'year', data: columns.year as unknown[], type: 'INT32', nullable: false } as const,
    { name: 'value', data: columns.value as unknown[], type: 'DOUBLE', nullable: true } as const,
    text('unit', true),
    text('status', false),
    text('grade', true),
  ]
}

type Names = {
  readonly sector: string
  readonly level: string
  readonly group: string
  readonly variable: string
  readonly unit: string | null
}

function namesOf({ model, byGroup }: Selection, variable: ModelVariable, sector: number): Names {
  const name = byGroup ? baseName(variable) : variable.name
  return { sector: sectorOf(model, sector), ...groupOf(variable), variable: name, unit: variable.unit }
}

function addSeries(
  columns: Columns,
  projection: Projection,
  names: Names,
  sector: number,
  years: readonly { readonly year: number; readonly column: Column }[],
  digits: number | null,
): void {
  const scenario = scenarioOf(projection)
  const s = Math.max(0, sector)
  for (const { year, column } of years) {
    const { block, codes } = column
    const value = block.data[block.offset + s * block.sectorStride] as number
    const { status, grade } = CODES[codes[s] as number] ?? { status: 'projected', grade: null }
    columns.scenario.push(scenario)
    columns.sector.push(names.sector)
    columns.level.push(names.level)
    columns.group.push(names.group)
    columns.variable.push(names.variable)
    columns.year.push(year)
    columns.value.push(shortened(Number.isFinite(value) ? value : null, names.unit, digits))
    columns.unit.push(names.unit)
    columns.status.push(status)
    columns.grade.push(grade)
  }
}

/** As the CSV has it: 0 for −0, and no more digits than asked for. */
function shortened(value: number | null, unit: string | null, digits: number | null): number | null {
  if (value === null || digits === null) return value === null ? null : value + 0
  return Number(numberText(value, decimalsIn(unit, digits)))
}

function metadataOf(selection: Selection, { plan, version, inputs, settings }: Origin) {
  const entry = (key: string, value: unknown) => ({
    key: `yuce:${key}`,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  })
  return [
    entry('schema', 'yuce/project@1'),
    entry('version', version),
    entry('plan', plan),
    entry('title', planTitle(selection.model.plan, 'zh')),
    entry('units', unitsOf(selection)),
    entry('inputs', inputs),
    ...(settings.length === 0 ? [] : [entry('settings', settings)]),
  ]
}
