/**
 * Which values of a plan are observations: what baseline.csv gives, and what equations make of nothing else.
 *
 * A projection starts at the base year, so observations before it are outside its timeline. They are computed with the
 * same equations by a model that starts at the first observed year.
 */

import { compileModel } from '../model/compile.ts'
import { evaluate } from '../model/evaluate.ts'
import { type Expression, references, some } from '../model/expression.ts'
import { inputsOf } from '../model/inputs.ts'
import { type Projection, valueAt } from '../model/project.ts'
import type { Model } from '../model/types.ts'
import { PlanError } from '../plan/problem.ts'
import { EVERY_SECTOR, type Plan, type Series, TOTAL } from '../plan/types.ts'

/** A value in a year. */
export type Point = { readonly year: number; readonly value: number }

/** What is observed of a plan, from its first observed year on. */
export type Observed = {
  readonly model: Model
  /** Of any scenario: no assumption enters an observation. */
  readonly projection: Projection
  /** `${variable} ${sector} ${year}` of every cell that a row of the baseline gives; sector 0 where there is one only. */
  readonly cells: ReadonlySet<string>
}

/**
 * Compute every observation of a plan.
 *
 * @throws PlanError where a setting cannot be used
 */
export async function observedOf(model: Model): Promise<Observed> {
  const dated = datedPlan(model)
  const first = firstObserved(dated)
  const early =
    first === null || first >= (model.timeline[0] ?? model.baseYear)
      ? null
      : (await compileModel({ ...dated, baseYear: first }, { horizon: model.horizon })).model
  const used = early ?? model
  const scenario = model.plan.defaultScenario
  const inputs = inputsOf(used, scenario)
  const errors = inputs.problems.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new PlanError(errors)
  const evaluation = evaluate(used, inputs)
  const projection = { model: used, scenario, years: used.timeline, evaluation, inputs, problems: [] }
  return { model: used, projection, cells: observedCells(used) }
}

/** The plan with a year in every row of its baseline: those without one hold for its own base year. */
function datedPlan({ plan, baseYear }: Model): Plan {
  const { baseline } = plan
  const dated = (years: Int32Array) => years.map((year, row) => (baseline.firstYear[row] === 0 ? baseYear : year))
  return {
    ...plan,
    baseline: { ...baseline, firstYear: dated(baseline.firstYear), lastYear: dated(baseline.lastYear) },
  }
}

function firstObserved({ baseline }: Plan): number | null {
  const years = baseline.firstYear.subarray(0, baseline.length)
  return years.length === 0 ? null : years.reduce((least, year) => Math.min(least, year))
}

function observedCells({ plan, variables, baseYear }: Model): Set<string> {
  const { baseline } = plan
  const cells = new Set<string>()
  for (let row = 0; row < baseline.length; row++) {
    const variable = baseline.variable[row] as number
    const width = variables[variable]?.level === 'total' ? 1 : plan.sectors.length
    const hasYear = baseline.firstYear[row] !== 0
    const first = hasYear ? (baseline.firstYear[row] as number) : baseYear
    const last = hasYear ? (baseline.lastYear[row] as number) : baseYear
    for (const sector of sectorsOf(baseline, row, width)) {
      for (let year = first; year <= last; year++) cells.add(keyOf(variable, sector, year))
    }
  }
  return cells
}

/** Sectors a row of the baseline gives values for; a total of sectors only controls them. */
function sectorsOf({ sector }: Series, row: number, width: number): number[] {
  const own = sector[row] as number
  if (width === 1) return [0]
  if (own === EVERY_SECTOR) return Array.from({ length: width }, (_, each) => each)
  return own === TOTAL ? [] : [own]
}

function keyOf(variable: number, sector: number, year: number): string {
  return `${variable} ${sector} ${year}`
}

/**
 * The observations of a variable in a sector (TOTAL for a total), by year.
 *
 * A total that no sectors make up is taken from the baseline's own row for `total`.
 */
export function observations(observed: Observed, variable: number, sector: number): Point[] {
  const { model, projection } = observed
  return model.timeline.flatMap((year) => {
    const isKnown = isObserved(observed, variable, Math.max(0, sector), year, [])
    const value = isKnown ? valueAt(projection, variable, sector, year) : null
    const known = value ?? controlTotal(model, variable, year)
    return known === null ? [] : [{ year, value: known }]
  })
}

/** Is the value given by the baseline, or computed from observations alone? */
function isObserved(
  observed: Observed,
  variable: number,
  sector: number,
  year: number,
  above: readonly number[],
): boolean {
  const { model, cells } = observed
  const { level, expression } = model.variables[variable] ?? { level: 'total', expression: null }
  // What rests on its own past is carried forward, not observed.
  if (above.includes(variable)) return false
  if (cells.has(keyOf(variable, level === 'total' ? 0 : sector, year))) return true
  if (expression === null) return false
  const everySector = level === 'total' || readsEverySector(expression)
  return references(expression).every(({ name, years }) => {
    const read = model.variableByName.get(name) ?? -1
    const width = model.variables[read]?.level === 'total' ? 1 : model.plan.sectors.length
    const sectors = everySector ? Array.from({ length: width }, (_, each) => each) : [sector]
    return sectors.every((each) => isObserved(observed, read, each, year - years, [...above, variable]))
  })
}

function readsEverySector(expression: Expression): boolean {
  return some(
    expression,
    (part) => part.kind === 'linked' || (part.kind === 'call' && ['sum', 'mean', 'share'].includes(part.name)),
  )
}

/** The variable that a total sums over sectors; null where it is something else. */
export function summedBy({ variables, variableByName }: Model, variable: number): number | null {
  const { expression } = variables[variable] ?? { expression: null }
  if (expression?.kind !== 'call' || expression.name !== 'sum') return null
  const [part] = expression.operands
  return part?.kind === 'variable' && part.years === 0 ? (variableByName.get(part.name) ?? null) : null
}

/** What the baseline says of the total of a variable that is otherwise by sector. */
function controlTotal(model: Model, variable: number, year: number): number | null {
  const summed = summedBy(model, variable)
  if (summed === null) return null
  const { baseline } = model.plan
  for (let row = 0; row < baseline.length; row++) {
    const isMeant = baseline.variable[row] === summed && baseline.sector[row] === TOTAL
    if (isMeant && baseline.firstYear[row] === year && Number.isFinite(baseline.value[row])) {
      return baseline.value[row] as number
    }
  }
  return null
}
