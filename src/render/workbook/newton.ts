/**
 * Equations of one year that need each other, as the steps of Newton's method: what the workbook unrolls into cells.
 *
 *     x₀ = last year's values, or 1      xₖ₊₁ = xₖ − (I − ∂f/∂x)⁻¹ · (xₖ − f(xₖ))
 *
 * How many steps it takes is found by taking them. The slopes are formulas (`model/symbolic.ts`), so that the steps follow
 * when an assumption is changed.
 */

import { at, createWorkspace, literal, type Block as Values } from '../../model/blocks.ts'
import type { Evaluation } from '../../model/evaluate.ts'
import type { Expression } from '../../model/expression.ts'
import { scopeAt } from '../../model/gradient.ts'
import { interpret, type Scope } from '../../model/interpret.ts'
import { solveLinear } from '../../model/linear.ts'
import { formulaOf } from '../../model/simultaneous.ts'
import { slopeOf } from '../../model/symbolic.ts'
import type { Component, Model } from '../../model/types.ts'

/** A variable in a sector; `expression` null where the plan gives its value. */
export type Unknown = { readonly variable: number; readonly sector: number; readonly expression: Expression | null }

export type System = {
  readonly component: Component
  readonly t: number
  /** In a system that is coupled, all sectors of a variable stand together. */
  readonly unknowns: readonly Unknown[]
  /** Row by row, 1 where a variable meets itself less the slope of its formula; null: 0. */
  readonly matrix: readonly (readonly (Expression | null)[])[]
  /** What stands in the slopes for values of parts of the formulas. */
  readonly parts: ReadonlyMap<string, { readonly expression: Expression; readonly sector: number }>
}

/** The values of one step: x, f(x) and the matrix, row by row. */
export type Step = { readonly x: Float64Array; readonly f: Float64Array; readonly matrix: Float64Array }

/** The most steps that are unrolled. */
const MOST_STEPS = 30
/** Steps beyond those it took, so that a changed assumption finds its way too. */
const SPARE = 2

/**
 * @param isGiven  does a cell stand for what it is, whatever formula it has?
 * @param from     the first year that is asked for, in the timeline
 */
export function systemsOf(
  model: Model,
  evaluation: Evaluation,
  from: number,
  isGiven: (variable: number) => boolean,
): System[] {
  const times = model.timeline.flatMap((_, t) => (t < from ? [] : [t]))
  return model.components
    .filter(({ simultaneous }) => simultaneous)
    .flatMap((component) => times.flatMap((t) => systemsIn(model, evaluation, component, t, isGiven)))
}

function systemsIn(
  model: Model,
  evaluation: Evaluation,
  component: Component,
  t: number,
  isGiven: (variable: number) => boolean,
): System[] {
  const sectors = model.plan.sectors.length
  const unknownsIn = (sector: number | null): Unknown[] =>
    component.variables.flatMap((variable) => {
      const width = model.variables[variable]?.level === 'total' ? 1 : sectors
      return Array.from({ length: width }, (_, each) => each)
        .filter((each) => sector === null || width === 1 || each === sector)
        .map((each) => ({
          variable,
          sector: each,
          expression: isGiven(variable) ? null : formulaOf(evaluation, t, variable, each),
        }))
    })
  const isTotal = component.variables.every((variable) => model.variables[variable]?.level === 'total')
  const groups =
    component.coupled || isTotal
      ? [unknownsIn(null)]
      : Array.from({ length: sectors }, (_, sector) => unknownsIn(sector))
  return groups
    .filter((unknowns) => unknowns.some(({ expression }) => expression !== null))
    .map((unknowns) => ({ component, t, unknowns, ...slopesOf(model, unknowns) }))
}

function slopesOf(model: Model, unknowns: readonly Unknown[]): Pick<System, 'matrix' | 'parts'> {
  const parts = new Map<string, { expression: Expression; sector: number }>()
  const names = new Map<Expression, Map<number, Expression>>()
  const value = (expression: Expression, sector: number): Expression => {
    if (expression.kind === 'number' || expression.kind === 'constant') return expression
    const known = names.get(expression)?.get(sector)
    if (known !== undefined) return known
    const leaf: Expression = { kind: 'variable', name: `\0part${parts.size}`, years: 0 }
    parts.set(leaf.name, { expression, sector })
    names.set(expression, (names.get(expression) ?? new Map()).set(sector, leaf))
    return leaf
  }
  const matrix = unknowns.map(({ expression, sector }, row) =>
    unknowns.map((moving, column): Expression | null => {
      const variable = model.variables[moving.variable]
      const isTotal = variable?.level === 'total'
      const moves = (name: string, years: number, where: number) =>
        name === variable?.name && years === 0 && (isTotal || where === moving.sector)
      const { linkages } = model
      const slope =
        expression === null
          ? null
          : slopeOf(expression, sector, { moves, value, linkages, sectors: model.plan.sectors.length })
      const own: Expression | null = row === column ? { kind: 'number', value: 1 } : null
      if (slope === null) return own
      if (own === null) return { kind: 'negate', operand: slope }
      return { kind: 'binary', operator: '-', left: own, right: slope }
    }),
  )
  return { matrix, parts }
}

/**
 * The steps that lead to the solution, and the spare ones; null where they do not lead there.
 */
export function stepsOf(model: Model, evaluation: Evaluation, system: System): Step[] | null {
  const { unknowns, t } = system
  const solution = unknowns.map(({ variable, sector }) => valueAt(evaluation, variable, t, sector))
  let x = Float64Array.from(unknowns, (unknown, index) =>
    startOf(evaluation, unknown, t, solution[index] ?? Number.NaN),
  )
  const isMissing = solution.some(Number.isNaN)
  /** Where steps lead that start from something missing. */
  const nowhere = () => stepAt(model, evaluation, system, new Float64Array(x.length).fill(Number.NaN))
  const steps: Step[] = []
  let left = isMissing ? 0 : Number.POSITIVE_INFINITY
  while (steps.length < MOST_STEPS) {
    const step = stepAt(model, evaluation, system, x)
    steps.push(step)
    if (!Number.isFinite(left) && isSolved(step)) left = SPARE
    if (left === 0) break
    left--
    const differences = x.map((each, index) => each - (step.f[index] as number))
    const moved = step.matrix.every(Number.isFinite) ? solveLinear(step.matrix, differences) : null
    if (moved === null) return isMissing ? [...steps, nowhere()] : null
    x = x.map((each, index) => each - (moved[index] as number))
  }
  if (isMissing) return [...steps.slice(0, 1), nowhere()]
  const isFound = x.every(
    (each, index) => Math.abs(each - (solution[index] ?? 0)) <= 1e-9 * Math.max(1e-9, Math.abs(each)),
  )
  return isFound && left === 0 ? steps : null
}

/** Steps that end where others take more: the last one again and again. */
export function padded(steps: readonly Step[], count: number): Step[] {
  const last = steps.at(-1)
  if (last === undefined) return []
  return Array.from({ length: count }, (_, index) => steps[index] ?? last)
}

function startOf({ blocks }: Evaluation, { variable, sector, expression }: Unknown, t: number, given: number): number {
  if (expression === null) return given
  const before = t === 0 ? undefined : blocks[variable]?.[t - 1]
  const value = before === undefined ? 1 : at(before, sector, 0)
  return Number.isNaN(value) ? 1 : value
}

function valueAt({ blocks }: Evaluation, variable: number, t: number, sector: number): number {
  const block = blocks[variable]?.[t]
  return block === undefined ? Number.NaN : at(block, sector, 0)
}

function isSolved({ x, f }: Step): boolean {
  const largest = Math.max(...x.map(Math.abs), ...f.map(Math.abs))
  return x.every((each, index) => {
    const other = f[index] as number
    return Math.abs(each - other) <= 1e-13 * Math.max(Math.abs(each), Math.abs(other), 1e-9 * largest)
  })
}

function stepAt(model: Model, evaluation: Evaluation, system: System, x: Float64Array): Step {
  const { unknowns, matrix, parts } = system
  const scope = scopeWith(model, evaluation, system, x)
  const computed = new Map<Expression, Values>()
  const partValue = (expression: Expression, sector: number): number => {
    const block = computed.get(expression) ?? { ...interpret(expression, scope), temporary: false }
    computed.set(expression, block)
    return at(block, sector, 0)
  }
  const f = Float64Array.from(unknowns, ({ expression, sector }, index) =>
    expression === null ? (x[index] as number) : partValue(expression, sector),
  )
  const partScope: Scope = {
    ...scope,
    value: (name, years) => {
      const part = parts.get(name)
      return part === undefined ? scope.value(name, years) : literal(partValue(part.expression, part.sector))
    },
  }
  const slopes = matrix.flat().map((slope) => (slope === null ? 0 : at(interpret(slope, partScope), 0, 0)))
  return { x, f, matrix: Float64Array.from(slopes) }
}

/** What formulas see with the unknowns at x. */
function scopeWith(model: Model, evaluation: Evaluation, { unknowns, t, component }: System, x: Float64Array): Scope {
  const sectors = model.plan.sectors.length
  const scope = scopeAt(evaluation, createWorkspace({ sectors, lanes: 1 }), t)
  const moved = new Map<string, Values>()
  for (const variable of component.variables) {
    const { name = '', level } = model.variables[variable] ?? {}
    const width = level === 'total' ? 1 : sectors
    const data = Float64Array.from({ length: width }, (_, sector) => valueAt(evaluation, variable, t, sector))
    unknowns.forEach((unknown, index) => {
      if (unknown.variable === variable) data[unknown.sector] = x[index] as number
    })
    moved.set(name, { data, offset: 0, sectorStride: width > 1 ? 1 : 0, laneStride: 0, temporary: false })
  }
  return { ...scope, value: (name, years) => (years === 0 ? moved.get(name) : undefined) ?? scope.value(name, years) }
}
