/**
 * How every value of a projection moves with the inputs, exactly: one pass through the years in forward mode, with one
 * lane for each direction. A direction says by how much each assumed or observed value moves.
 *
 * Equations that need each other move together: (I − ∂f/∂x) · dx = df by the implicit function theorem.
 * @source Griewank & Walther 2008, Evaluating Derivatives, ch. 3 and 15
 */

import { at, type Block, createWorkspace, emptyBlock, fill, literal } from './blocks.ts'
import { type Direction, differentiate } from './derivative.ts'
import type { Evaluation } from './evaluate.ts'
import type { Expression } from './expression.ts'
import { isGiven } from './given.ts'
import type { Scope } from './interpret.ts'
import { solveLinear } from './linear.ts'
import { formulaOf } from './simultaneous.ts'
import type { Component, Model } from './types.ts'

/** By how much what the rows give for a variable moves in year t, lane by lane; null: not at all. */
export type Seed = (variable: number, t: number) => Block | null

/** `slopes[variable][t]`, sectors × directions; null where nothing moves. */
export type Gradient = readonly (readonly (Block | null)[])[]

/** @param evaluation a projection: one lane */
export function gradientOf(evaluation: Evaluation, directions: number, seed: Seed): Gradient {
  const { model } = evaluation
  const workspace = createWorkspace({ sectors: model.plan.sectors.length, lanes: directions })
  const slopes: (Block | null)[][] = model.variables.map(() => [])
  for (let t = 0; t < model.timeline.length; t++) {
    const pass: Pass = { evaluation, slopes, seed, t, scope: scopeAt(evaluation, workspace, t) }
    for (const component of model.components) {
      if (component.simultaneous) moveTogether(pass, component)
      else for (const variable of component.variables) set(pass, variable, slopeOf(pass, variable))
    }
  }
  return slopes
}

type Pass = {
  readonly evaluation: Evaluation
  readonly slopes: (Block | null)[][]
  readonly seed: Seed
  readonly t: number
  readonly scope: Scope
}

/** What a formula sees in year t of a projection. */
export function scopeAt({ model, blocks }: Evaluation, workspace: Scope['workspace'], t: number): Scope {
  const missing = literal(Number.NaN)
  return {
    workspace,
    year: model.timeline[t] ?? model.baseYear,
    baseYear: model.baseYear,
    linkages: model.linkages,
    value: (name, years) => blocks[model.variableByName.get(name) ?? -1]?.[t - years] ?? missing,
  }
}

function set({ slopes, t }: Pass, variable: number, slope: Block | null): void {
  const series = slopes[variable]
  if (series !== undefined) series[t] = slope === null ? null : { ...slope, temporary: false }
}

function directionOf({ evaluation, slopes, t }: Pass): Direction {
  return (name, years) => slopes[evaluation.model.variableByName.get(name) ?? -1]?.[t - years] ?? null
}

/** The slope of one variable: of its equation where it is computed, of the seed or the cell's formula where it is given. */
function slopeOf(pass: Pass, variable: number): Block | null {
  const { evaluation, seed, t, scope } = pass
  const { expression } = evaluation.model.variables[variable] ?? { expression: null }
  const given = givenSlope(pass, variable, seed(variable, t))
  if (expression === null) return given
  const computed = differentiate(expression, scope, directionOf(pass)).slope
  return overlaid(pass, variable, computed, given)
}

function givenSlope(pass: Pass, variable: number, moved: Block | null): Block | null {
  const { evaluation, t, scope } = pass
  const given = evaluation.inputs.given[variable] ?? null
  if (given === null || given.formulas.size === 0) return moved
  const out = emptyBlock(scope.workspace, given.width > 1, true)
  fill(scope.workspace, out, (s, l) => (moved === null ? 0 : at(moved, s, l)))
  for (let s = 0; s < given.width; s++) {
    const formula = given.formulas.get(t * given.width + s)
    if (formula === undefined) continue
    const { slope } = differentiate(formula, scope, directionOf(pass))
    if (slope === null) continue
    for (let l = 0; l < scope.workspace.shape.lanes; l++) {
      const cell = out.offset + s * out.sectorStride + l * out.laneStride
      out.data[cell] = (out.data[cell] as number) + at(slope, s, l)
    }
  }
  return out
}

/** Observed cells move with the seed alone; the others with the equation. */
function overlaid(
  { evaluation, t, scope }: Pass,
  variable: number,
  computed: Block | null,
  given: Block | null,
): Block | null {
  const cells = evaluation.inputs.given[variable] ?? null
  if (cells === null) return computed
  if (computed === null && given === null) return null
  const out = emptyBlock(scope.workspace, cells.width > 1, true)
  fill(scope.workspace, out, (s, l) => {
    const source = isGiven(cells, t, s) ? given : computed
    return source === null ? 0 : at(source, s, l)
  })
  return out
}

/** All directions have the same matrix, so each is one more right side. */
function moveTogether(pass: Pass, { variables }: Component): void {
  const { evaluation, scope } = pass
  const { model } = evaluation
  const unknowns = unknownsOf(model, variables)
  // With the group's own slopes at 0, the pass gives what moves it from outside.
  for (const variable of variables) set(pass, variable, null)
  const outside = variables.map((variable) => slopeOf(pass, variable))
  for (const variable of variables) {
    const block = emptyBlock(scope.workspace, model.variables[variable]?.level !== 'total', true)
    block.data.fill(0)
    set(pass, variable, block)
  }
  const matrix = matrixOf(pass, variables, unknowns)
  for (let l = 0; l < scope.workspace.shape.lanes; l++) {
    const right = Float64Array.from(unknowns, ({ variable, sector }) => {
      const block = outside[variables.indexOf(variable)] ?? null
      return block === null ? 0 : at(block, sector, l)
    })
    const solution = solveLinear(matrix, right)
    unknowns.forEach(({ variable, sector }, index) => {
      const block = pass.slopes[variable]?.[pass.t]
      if (block === null || block === undefined) return
      block.data[sector * block.sectorStride + l * block.laneStride] = solution?.[index] ?? Number.NaN
    })
  }
}

type Unknown = { readonly variable: number; readonly sector: number }

function unknownsOf(model: Model, variables: readonly number[]): Unknown[] {
  return variables.flatMap((variable) => {
    return Array.from({ length: widthOf(model, variable) }, (_, sector) => ({ variable, sector }))
  })
}

function widthOf(model: Model, variable: number): number {
  return model.variables[variable]?.level === 'total' ? 1 : model.plan.sectors.length
}

/** I − ∂f/∂x, row by row; a row of an observed value is that of the identity. */
function matrixOf(
  { evaluation, t, scope }: Pass,
  variables: readonly number[],
  unknowns: readonly Unknown[],
): Float64Array {
  const { model } = evaluation
  const n = unknowns.length
  const workspace = createWorkspace({ sectors: scope.workspace.shape.sectors, lanes: n })
  const seeds = new Map<string, Block>()
  for (const variable of variables) {
    const block = emptyBlock(workspace, model.variables[variable]?.level !== 'total', true)
    fill(workspace, block, (s, l) => (unknowns[l]?.variable === variable && unknowns[l]?.sector === s ? 1 : 0))
    seeds.set(model.variables[variable]?.name ?? '', block)
  }
  const matrix = new Float64Array(n * n)
  const wide: Scope = { ...scope, workspace }
  const slopes = new Map<Expression, Block | null>()
  const direction: Direction = (name, years) => (years === 0 ? (seeds.get(name) ?? null) : null)
  for (const variable of variables) {
    for (let sector = 0; sector < widthOf(model, variable); sector++) {
      const expression = formulaOf(evaluation, t, variable, sector)
      if (expression === null || slopes.has(expression)) continue
      slopes.set(expression, differentiate(expression, wide, direction).slope)
    }
  }
  unknowns.forEach(({ variable, sector }, row) => {
    const expression = formulaOf(evaluation, t, variable, sector)
    const slope = expression === null ? null : (slopes.get(expression) ?? null)
    for (let column = 0; column < n; column++) {
      matrix[row * n + column] = (row === column ? 1 : 0) - (slope === null ? 0 : at(slope, sector, column))
    }
  })
  return matrix
}
