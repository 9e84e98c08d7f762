/**
 * Projections in the data format of the Integrated Assessment Modeling Consortium: one row a model, scenario, region,
 * variable and year, or a column a year. A variable is a hierarchy: `Revenue` is the total, `Revenue|Displays` a part.
 *
 * @source pyam, data model: index columns of text, none empty and no row twice; one unit a variable; no empty values
 */

import { type Projection, valueAt } from '../model/project.ts'
import type { Model, ModelVariable } from '../model/types.ts'
import { TOTAL } from '../plan/types.ts'
import { type DataCell, type Dialect, isFormulaLike, type Write } from './delimited.ts'
import { totalOf } from './levels.ts'
import { nameOf, variableName } from './names.ts'

export type IamcLabels = { readonly model: string; readonly region: string }

export type IamcSeries = {
  readonly variable: ModelVariable
  /** Index into the plan's sectors, or TOTAL. */
  readonly sector: number
  /** `Revenue|Displays` */
  readonly name: string
  readonly unit: string
}

const index = ['model', 'scenario', 'region', 'variable', 'unit'] as const
const longColumns = [...index, 'year', 'value'] as const

/** Where nobody has said what a variable is measured in: a cell of the index may not be empty. */
const NO_UNIT = 'unspecified'

/**
 * The series of some variables, by sector and in total. Names are the English ones, else those of the plan's files,
 * whatever the reader's language.
 *
 * @param variables  indexes into `model.variables`
 */
export function iamcSeries(model: Model, variables: readonly number[]): IamcSeries[] {
  const { plan } = model
  const summed = new Map(model.variables.map((variable) => [totalOf(model, variable)?.index, variable]))
  return variables.flatMap((each) => {
    const variable = model.variables[each]
    if (variable === undefined) return []
    const unit = variable.unit ?? NO_UNIT
    const name = levelName(variableName(model, summed.get(each) ?? variable, 'en'))
    if (variable.level === 'total') return [{ variable, sector: TOTAL, name, unit }]
    return plan.sectors.map((sector, i) => ({
      variable,
      sector: i,
      name: `${name}|${levelName(nameOf(sector, 'en'))}`,
      unit,
    }))
  })
}

/** One level of a hierarchy: begins with a capital, and does not hold the sign between levels. */
function levelName(name: string): string {
  const [first = '', ...rest] = name.replaceAll('|', '/')
  return first.toUpperCase() + rest.join('')
}

/** Two series of one name, of which no reader could tell the rows apart; null where there are none. */
export function sameName(series: readonly IamcSeries[]): readonly [IamcSeries, IamcSeries] | null {
  const seen = new Map<string, IamcSeries>()
  for (const each of series) {
    const other = seen.get(each.name)
    if (other !== undefined) return [other, each]
    seen.set(each.name, each)
  }
  return null
}

/**
 * Missing values have no row, or an empty cell where a column is a year.
 *
 * @returns how many cells a spreadsheet would run as formulas
 */
export async function writeIamc(
  projections: Iterable<Projection>,
  series: readonly IamcSeries[],
  labels: IamcLabels,
  isLong: boolean,
  dialect: Dialect,
  write: Write,
): Promise<number> {
  let formulas = 0
  let isFirst = true
  for (const projection of projections) {
    const { model, scenario, years } = projection
    const columns: readonly string[] = isLong ? longColumns : [...index, ...years.map(String)]
    if (isFirst) await write(dialect.mark + (dialect.header(columns) ?? ''))
    isFirst = false
    for (const { variable, sector, name, unit } of series) {
      const keys = [labels.model, model.plan.scenarios[scenario]?.name ?? '', labels.region, name, unit]
      const values = years.map((year) => valueAt(projection, variable.index, sector, year))
      const rows = isLong ? longRows(keys, years, values) : wideRows(keys, values)
      formulas += rows.length * keys.filter(isFormulaLike).length
      await write(rows.map((row) => dialect.row(columns, row)).join(''))
    }
  }
  return formulas
}

function longRows(keys: readonly string[], years: readonly number[], values: readonly (number | null)[]): DataCell[][] {
  return years.flatMap((year, i) => {
    const value = values[i] ?? null
    return value === null ? [] : [[...keys, year, value]]
  })
}

function wideRows(keys: readonly string[], values: readonly (number | null)[]): DataCell[][] {
  return values.every((value) => value === null) ? [] : [[...keys, ...values]]
}
