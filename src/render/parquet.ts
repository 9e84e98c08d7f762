/** The values of projections as a Parquet file: the columns of the long CSV, typed, with what they are in its metadata. */

import { gradeAt, type Projection, statusAt, valueAt } from '../model/project.ts'
import { decimalsIn, numberText } from './delimited.ts'
import type { Origin } from './json.ts'
import { planTitle } from './names.ts'
import { chosenSeries, type Selection, scenarioOf, sectorOf, unitsOf } from './series.ts'

type Columns = {
  readonly scenario: string[]
  readonly sector: string[]
  readonly variable: string[]
  readonly year: number[]
  readonly value: (number | null)[]
  readonly unit: (string | null)[]
  readonly status: string[]
  readonly grade: (string | null)[]
}

/**
 * Texts are dictionaries of UTF-8, a year an INT32, a value a DOUBLE that may be null. No date and no path: the same
 * result is the same bytes.
 */
export async function parquetBytes(
  projections: Iterable<Projection>,
  selection: Selection,
  origin: Origin,
  digits: number | null,
): Promise<Uint8Array> {
  const { ByteWriter, parquetWrite } = await import('./hyparquet.ts')
  const columns = columnsOf(projections, selection, digits)
  const text = (name: keyof Columns, nullable: boolean) =>
    ({ name, data: columns[name], type: 'STRING', nullable, encoding: 'RLE_DICTIONARY' }) as const
  const writer = new ByteWriter()
  parquetWrite({
    writer,
    columnData: [
      text('scenario', false),
      text('sector', false),
      text('variable', false),
      { name: 'year', data: columns.year, type: 'INT32', nullable: false },
      { name: 'value', data: columns.value, type: 'DOUBLE', nullable: true },
      text('unit', true),
      text('status', false),
      text('grade', true),
    ],
    createdBy: `yuce ${origin.version}`,
    kvMetadata: metadataOf(selection, origin),
  })
  return writer.getBytes()
}

function columnsOf(projections: Iterable<Projection>, { model, variables }: Selection, digits: number | null): Columns {
  const columns: Columns = {
    scenario: [],
    sector: [],
    variable: [],
    year: [],
    value: [],
    unit: [],
    status: [],
    grade: [],
  }
  for (const projection of projections) {
    for (const { variable, sector } of chosenSeries(model, variables)) {
      for (const year of projection.years) {
        columns.scenario.push(scenarioOf(projection))
        columns.sector.push(sectorOf(model, sector))
        columns.variable.push(variable.name)
        columns.year.push(year)
        columns.value.push(shortened(valueAt(projection, variable.index, sector, year), variable.unit, digits))
        columns.unit.push(variable.unit)
        columns.status.push(statusAt(projection, variable.index, sector, year))
        columns.grade.push(gradeAt(projection, variable.index, sector, year))
      }
    }
  }
  return columns
}

/** As the CSV has it: 0 for −0, and no more digits than asked for. */
function shortened(value: number | null, unit: string | null, digits: number | null): number | null {
  return value === null ? null : Number(numberText(value, decimalsIn(unit, digits)))
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
