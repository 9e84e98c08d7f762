/** The values of projections as a Parquet file: the columns of the long CSV, typed, with what they are in its metadata. */

import { CODES, type Column, columnOf } from '../model/column.ts'
import type { Projection } from '../model/project.ts'
import type { ModelVariable } from '../model/types.ts'
import { decimalsIn, numberText, type Write } from './delimited.ts'
import type { Origin } from './json.ts'
import { planTitle } from './names.ts'
import { placeColumns, placeOf, type Selection, scenarioOf, seriesIn, seriesName, unitsOf } from './selection.ts'

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
  const columns = newColumns(placeColumns(selection).length)
  const columnData = columnsOf(columns, placeColumns(selection))
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
    for (const { data } of columnData) data.length = 0
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
function newColumns(places: number) {
  return {
    scenario: [] as string[],
    places: Array.from({ length: places }, () => [] as string[]),
    variable: [] as string[],
    year: [] as number[],
    value: [] as (number | null)[],
    unit: [] as (string | null)[],
    status: [] as string[],
    grade: [] as (string | null)[],
  }
}

function columnsOf(columns: Columns, places: readonly string[]) {
  const text = (name: string, data: unknown[], nullable: boolean) =>
    ({ name, data, type: 'STRING', nullable, encoding: 'RLE_DICTIONARY' }) as const
  return [
    text('scenario', columns.scenario, false),
    ...columns.places.map((data, i) => text(places[i] ?? '', data, false)),
    text('variable', columns.variable, false),
    { name: 'year', data: columns.year as unknown[], type: 'INT32', nullable: false } as const,
    { name: 'value', data: columns.value as unknown[], type: 'DOUBLE', nullable: true } as const,
    text('unit', columns.unit, true),
    text('status', columns.status, false),
    text('grade', columns.grade, true),
  ]
}

type Names = { readonly places: readonly string[]; readonly variable: string; readonly unit: string | null }

function namesOf(selection: Selection, variable: ModelVariable, sector: number): Names {
  const places = Object.values(placeOf(selection, variable, sector))
  return { places, variable: seriesName(selection, variable), unit: variable.unit }
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
    for (let i = 0; i < names.places.length; i++) columns.places[i]?.push(names.places[i] as string)
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
