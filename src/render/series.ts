/**
 * The values of projections as rows for programs. One projection at a time, a piece at a time: a result may be larger
 * than the memory.
 */

import { gradeAt, type Projection, statusAt, valueAt } from '../model/project.ts'
import type { Model, ModelVariable } from '../model/types.ts'
import { TOTAL } from '../plan/types.ts'
import { aroundGaps, type Dialect, GAP, isFormulaLike, type Write } from './delimited.ts'

const longColumns = ['scenario', 'sector', 'variable', 'year', 'value', 'unit', 'status', 'grade'] as const

/** What is written of each projection: indexes into `model.variables`. */
export type Selection = { readonly model: Model; readonly variables: readonly number[] }

/** One row for each scenario, variable, sector and year. */
export async function writeLong(
  projections: Iterable<Projection>,
  { model, variables }: Selection,
  dialect: Dialect,
  write: Write,
): Promise<void> {
  await write(dialect.mark + (dialect.header(longColumns) ?? ''))
  const nothing = dialect.number(null)
  const words = new Map(
    ['baseline', 'projected', 'official', 'press', 'derived', 'assumed'].map((word) => [word, dialect.text(word)]),
  )
  for (const projection of projections) {
    for (const variable of chosen(model, variables)) {
      for (const sector of sectorsOf(model, variable)) {
        const cells = [
          scenarioOf(projection),
          sectorOf(model, sector),
          variable.name,
          GAP,
          GAP,
          variable.unit ?? '',
          GAP,
          GAP,
        ]
        const [head, beforeValue, beforeStatus, beforeGrade, end] = aroundGaps(dialect, longColumns, cells)
        let rows = ''
        for (const year of projection.years) {
          const value = dialect.number(valueAt(projection, variable.index, sector, year), variable.unit)
          const status = words.get(statusAt(projection, variable.index, sector, year))
          const grade = words.get(gradeAt(projection, variable.index, sector, year) ?? '') ?? nothing
          rows += head + String(year) + beforeValue + value + beforeStatus + status + beforeGrade + grade + end
        }
        await write(rows)
      }
    }
  }
}

/** One row for each scenario, variable and sector; a column for each year. */
export async function writeWide(
  projections: Iterable<Projection>,
  { model, variables }: Selection,
  dialect: Dialect,
  write: Write,
): Promise<void> {
  const columns = ['scenario', 'sector', 'variable', 'unit', ...model.years.map(String)]
  await write(dialect.mark + (dialect.header(columns) ?? ''))
  for (const projection of projections) {
    for (const variable of chosen(model, variables)) {
      for (const sector of sectorsOf(model, variable)) {
        const values = model.years.map((year) => valueAt(projection, variable.index, sector, year))
        const names = [scenarioOf(projection), sectorOf(model, sector), variable.name, variable.unit ?? '']
        await write(dialect.row(columns, [...names, ...values]))
      }
    }
  }
}

/** How many text cells of `writeLong` or `writeWide` a spreadsheet would run as formulas. */
export function countFormulaCells(
  { model, variables }: Selection,
  scenarios: readonly number[],
  isLong: boolean,
): number {
  const { plan, years } = model
  const ofScenarios = scenarios.filter((index) => isFormulaLike(plan.scenarios[index]?.name ?? '')).length
  const inScenario = chosen(model, variables).reduce(
    (count, variable) => {
      const sectors = sectorsOf(model, variable)
      const fixed = Number(isFormulaLike(variable.name)) + Number(isFormulaLike(variable.unit ?? ''))
      const inSectors = sectors.filter((sector) => isFormulaLike(sectorOf(model, sector))).length
      return { rows: count.rows + sectors.length, cells: count.cells + fixed * sectors.length + inSectors }
    },
    { rows: 0, cells: 0 },
  )
  const once = inScenario.cells * scenarios.length + ofScenarios * inScenario.rows
  return once * (isLong ? years.length : 1)
}

/**
 * `"projections": [{scenario, series: [{variable, sector, unit, points: [{year, value, status, grade}]}]}]`, a series a
 * line.
 */
export async function writeProjectionsJson(
  projections: Iterable<Projection>,
  { model, variables }: Selection,
  number: Dialect['number'],
  write: Write,
): Promise<void> {
  await write('"projections":[')
  let isFirst = true
  for (const projection of projections) {
    await write(`${isFirst ? '' : ','}\n{"scenario":${JSON.stringify(scenarioOf(projection))},"series":[`)
    isFirst = false
    let comma = ''
    for (const variable of chosen(model, variables)) {
      for (const sector of sectorsOf(model, variable)) {
        const points = projection.years.map((year) => {
          const value = number(valueAt(projection, variable.index, sector, year), variable.unit)
          const status = statusAt(projection, variable.index, sector, year)
          const grade = gradeAt(projection, variable.index, sector, year)
          return `{"year":${year},"value":${value},"status":"${status}","grade":${JSON.stringify(grade)}}`
        })
        const names = [variable.name, sectorOf(model, sector), variable.unit].map((name) => JSON.stringify(name))
        await write(
          `${comma}\n{"variable":${names[0]},"sector":${names[1]},"unit":${names[2]},"points":[${points.join(',')}]}`,
        )
        comma = ','
      }
    }
    await write(']}')
  }
  await write(']')
}

/** The series of a selection, in the order in which they are written. */
export function chosenSeries(
  model: Model,
  variables: readonly number[],
): { readonly variable: ModelVariable; readonly sector: number }[] {
  return chosen(model, variables).flatMap((variable) =>
    sectorsOf(model, variable).map((sector) => ({ variable, sector })),
  )
}

/** Unit of each variable by its name; null where none is given. */
export function unitsOf({ model, variables }: Selection): Record<string, string | null> {
  return Object.fromEntries(chosen(model, variables).map(({ name, unit }) => [name, unit]))
}

function chosen(model: Model, variables: readonly number[]): ModelVariable[] {
  return variables.flatMap((index) => model.variables[index] ?? [])
}

function sectorsOf({ plan }: Model, { level }: ModelVariable): number[] {
  return level === 'total' ? [TOTAL] : plan.sectors.map((_, index) => index)
}

export function sectorOf({ plan }: Model, sector: number): string {
  return sector === TOTAL ? 'total' : (plan.sectors[sector]?.name ?? '')
}

export function scenarioOf({ model, scenario }: Projection): string {
  return model.plan.scenarios[scenario]?.name ?? ''
}
