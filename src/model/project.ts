/** One scenario, projected: what every variable becomes, year by year. */

import { PlanError, type Problem, problem, wholeFile } from '../plan/problem.ts'
import { placeOf } from '../plan/source.ts'
import { type CellRef, type Grade, TOTAL } from '../plan/types.ts'
import { at, type Workspace } from './blocks.ts'
import { type Evaluation, evaluate } from './evaluate.ts'
import { references } from './expression.ts'
import { cellOf, type Inputs, NO_ORIGIN, originOf } from './given.ts'
import { type Grades, gradeName, gradesOf } from './grades.ts'
import { inputsOf } from './inputs.ts'
import { isCarried, missingValues } from './missing.ts'
import { cycleThrough } from './order.ts'
import type { Failure } from './run.ts'
import type { Model, Status } from './types.ts'

export type Projection = {
  readonly model: Model
  /** Index into `plan.scenarios`. */
  readonly scenario: number
  /** Base year … horizon. */
  readonly years: readonly number[]
  readonly evaluation: Evaluation
  readonly inputs: Inputs
  /** Warnings: values that are missing, and what they leave without a value. */
  readonly problems: readonly Problem[]
}

/**
 * @param scenario   index into `plan.scenarios`
 * @param workspace  buffers that are used again, of one lane: they belong to this projection until `recycle`
 * @throws PlanError where an equation gives no number although nothing is missing, where equations that need each
 *   other cannot be solved, or where a row of the scenario cannot be used
 */
export function projectScenario(model: Model, scenario: number, workspace?: Workspace): Projection {
  const inputs = inputsOf(model, scenario)
  const evaluation = evaluate(model, inputs, 1, null, workspace)
  const errors = [...inputs.problems, ...failureProblems(evaluation)]
  if (errors.some(({ severity }) => severity === 'error')) throw new PlanError(errors)
  return {
    model,
    scenario,
    years: model.years,
    evaluation,
    inputs,
    problems: [...errors, ...missingValues(evaluation)],
  }
}

/** The value of a variable, in its unit; null where there is none. `sector` is TOTAL for a total. */
export function valueAt({ evaluation }: Projection, variable: number, sector: number, year: number): number | null {
  const { model, blocks } = evaluation
  const block = blocks[variable]?.[year - (model.timeline[0] ?? 0)]
  if (block === undefined || !hasSector(model, variable, sector)) return null
  const value = at(block, Math.max(0, sector), 0)
  return Number.isFinite(value) ? value + 0 : null
}

function hasSector(model: Model, variable: number, sector: number): boolean {
  const { level } = model.variables[variable] ?? { level: 'sector' }
  if (level === 'total') return sector === TOTAL
  // With one sector in the plan, its value is the total.
  return sector === TOTAL ? model.plan.sectors.length === 1 : sector >= 0 && sector < model.plan.sectors.length
}

/** `baseline` where the plan observes the value, or where it is computed from nothing but observed ones. */
export function statusAt(projection: Projection, variable: number, sector: number, year: number): Status {
  const { inputs, model } = projection
  const given = inputs.given[variable] ?? null
  const t = year - (model.timeline[0] ?? 0)
  const cell = given === null ? -1 : t * given.width + (given.width === 1 ? 0 : Math.max(0, sector))
  const origin = originOf(given?.origins[cell] ?? NO_ORIGIN)
  if (origin?.kind === 'baseline') return 'baseline'
  if (year > model.baseYear) return 'projected'
  return restsOnObserved(projection, variable) ? 'baseline' : 'projected'
}

const carriedByProjection = new WeakMap<Projection, ReadonlySet<number>>()

/** Does a value of the base year rest on nothing that was carried on from an earlier year? */
export function restsOnObserved(projection: Projection, variable: number): boolean {
  let carried = carriedByProjection.get(projection)
  if (carried === undefined) {
    carried = carriedToBaseYear(projection)
    carriedByProjection.set(projection, carried)
  }
  return !carried.has(variable)
}

/** Variables whose values of the base year were carried on, and those that read one of these, unless they are observed. */
function carriedToBaseYear({ model, inputs }: Projection): ReadonlySet<number> {
  const t = model.baseYear - (model.timeline[0] ?? 0)
  const isObserved = (variable: number) => {
    const given = inputs.given[variable] ?? null
    return given !== null && !given.origins.subarray(t * given.width, (t + 1) * given.width).includes(NO_ORIGIN)
  }
  const open = model.variables.flatMap(({ index }) => (isCarried(model, index) && !isObserved(index) ? [index] : []))
  const readers = readersOf(model)
  const carried = new Set(open)
  for (let variable = open.pop(); variable !== undefined; variable = open.pop()) {
    for (const reader of readers.get(variable) ?? []) {
      if (carried.has(reader) || isObserved(reader)) continue
      carried.add(reader)
      open.push(reader)
    }
  }
  return carried
}

/** By variable, those whose equations read it in the same year. */
function readersOf({ variables, variableByName }: Model): ReadonlyMap<number, readonly number[]> {
  const readers = new Map<number, number[]>()
  for (const { index, expression } of variables) {
    for (const { name, years } of expression === null ? [] : references(expression)) {
      const read = variableByName.get(name)
      if (years > 0 || read === undefined) continue
      const list = readers.get(read)
      if (list === undefined) readers.set(read, [index])
      else list.push(index)
    }
  }
  return readers
}

const gradesByProjection = new WeakMap<Projection, Grades>()

/** The weakest grade the value rests on; null where there is no value. */
export function gradeAt(projection: Projection, variable: number, sector: number, year: number): Grade | null {
  if (valueAt(projection, variable, sector, year) === null) return null
  const block = gradesOfProjection(projection)[variable]?.[year - (projection.model.timeline[0] ?? 0)]
  return block === undefined ? null : gradeName(block[block.length === 1 ? 0 : Math.max(0, sector)] ?? 0)
}

/** Computed once, when first asked for. */
export function gradesOfProjection(projection: Projection): Grades {
  const known = gradesByProjection.get(projection)
  if (known !== undefined) return known
  const grades = gradesOf(projection.model, projection.inputs)
  gradesByProjection.set(projection, grades)
  return grades
}

/** Failures as problems: the first of each equation, with how many more there are. */
function failureProblems(evaluation: Evaluation): Problem[] {
  const byVariable = new Map<number, Failure[]>()
  for (const failure of evaluation.failures) {
    const list = byVariable.get(failure.variable)
    if (list === undefined) byVariable.set(failure.variable, [failure])
    else list.push(failure)
  }
  return [...byVariable.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [failureProblem(evaluation, first, others.length)],
  )
}

function failureProblem(evaluation: Evaluation, failure: Failure, others: number): Problem {
  const { model } = evaluation
  const { kind, variable, year, sector, unsolved } = failure
  const { name, formula, formulaAt, level } = model.variables[variable] ?? {
    name: '',
    formula: '',
    formulaAt: null,
    level: 'total',
  }
  const at = formulaAt ?? cellGiving(evaluation, variable, year, sector)
  const place = at === null ? wholeFile('') : placeOf(model.plan.files, at)
  const where = level === 'total' ? 'total' : (model.plan.sectors[sector]?.name ?? '')
  const words = {
    variable: name,
    formula: formula ?? '',
    sector: where,
    year,
    others,
    inputs: readValues(evaluation, failure),
  }
  if (kind !== 'not-solved') return problem(kind, place, words)
  const path = cyclePath(model, variable).join(' → ')
  const code = unsolved?.reason === 'singular' ? 'equations-singular' : 'equations-not-solved'
  return problem(code, place, { ...words, path, residual: (unsolved?.residual ?? 0).toExponential(1) })
}

/** What the failing formula reads, with the values it found: `total_rd = 0, total_revenue = 0`. */
function readValues({ model, blocks }: Evaluation, { variable, year, sector, lane }: Failure): string {
  const { expression } = model.variables[variable] ?? { expression: null }
  const t = year - (model.timeline[0] ?? 0)
  const read = expression === null ? [] : references(expression)
  const texts = read.map(({ name, years }) => {
    const block = blocks[model.variableByName.get(name) ?? -1]?.[t - years]
    const value = block === undefined ? Number.NaN : at(block, sector, lane)
    return `${years === 0 ? name : `lag(${name})`} = ${Number.isNaN(value) ? 'n/a' : value}`
  })
  return [...new Set(texts)].join(', ')
}

/** The assumption's cell whose formula computes a value; null where no cell does. */
function cellGiving({ model, inputs }: Evaluation, variable: number, year: number, sector: number): CellRef | null {
  const given = inputs.given[variable] ?? null
  if (given === null) return null
  const cell = (year - (model.timeline[0] ?? 0)) * given.width + sector
  const origin = originOf(given.origins[cell] ?? NO_ORIGIN)
  return origin?.kind === 'assumption' ? cellOf(model.plan.assumptions, origin.row) : null
}

function cyclePath(model: Model, variable: number): string[] {
  const component = model.components.find(({ variables }) => variables.includes(variable))
  const needs = model.variables.map(({ expression }) =>
    expression === null
      ? []
      : references(expression).flatMap(({ name, years }) =>
          years === 0 ? (model.variableByName.get(name) ?? []) : [],
        ),
  )
  return cycleThrough(component?.variables ?? [variable], needs).map((index) => model.variables[index]?.name ?? '')
}
