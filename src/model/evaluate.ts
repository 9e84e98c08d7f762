/**
 * Year by year, equation by equation, over blocks of sectors × lanes. The same run serves a projection (one lane),
 * a simulation (a few hundred draws), a sweep (one lane a cell) and a national plan (thousands of sectors).
 */

import { at, type Block, createWorkspace, emptyBlock, literal, release, type Workspace } from './blocks.ts'
import type { Expression } from './expression.ts'
import { type Given, type Inputs, NO_ORIGIN } from './inputs.ts'
import { interpret, type Scope } from './interpret.ts'
import { solveTogether, type Unsolved } from './simultaneous.ts'
import type { Model } from './types.ts'

/** Values of every variable in every year of the timeline: `blocks[variable][t]`. */
export type Evaluation = {
  readonly model: Model
  readonly inputs: Inputs
  readonly lanes: number
  readonly blocks: readonly (readonly Block[])[]
  readonly failures: readonly Failure[]
}

/** An equation that gave no number although nothing was missing, or equations that could not be solved. */
export type Failure = {
  readonly kind: 'not-a-number' | 'infinite' | 'not-solved'
  readonly variable: number
  readonly year: number
  readonly sector: number
  readonly lane: number
  readonly unsolved: Unsolved | null
}

/** Replaces what the rows give for a variable in a year, lane by lane; null leaves it as it is. */
export type Variation = (variable: number, t: number) => Block | null

export function evaluate(model: Model, inputs: Inputs, lanes = 1, vary: Variation | null = null): Evaluation {
  const workspace = createWorkspace({ sectors: model.plan.sectors.length, lanes })
  const blocks: Block[][] = model.variables.map(() => [])
  const failures: Failure[] = []
  const run: Run = { model, inputs, workspace, blocks, failures, vary }
  for (let t = 0; t < model.timeline.length; t++) {
    const scope = scopeOf(run, t)
    for (const { variables, simultaneous, coupled } of model.components) {
      if (simultaneous) failures.push(...solveTogether(run, scope, t, variables, coupled))
      else for (const variable of variables) store(run, t, variable, valueOf(run, scope, t, variable))
    }
  }
  return { model, inputs, lanes, blocks, failures }
}

export type Run = {
  readonly model: Model
  readonly inputs: Inputs
  readonly workspace: Workspace
  readonly blocks: Block[][]
  readonly failures: Failure[]
  readonly vary: Variation | null
}

const missing = literal(Number.NaN)

function scopeOf({ model, workspace, blocks }: Run, t: number): Scope {
  return {
    workspace,
    year: model.timeline[t] ?? model.baseYear,
    baseYear: model.baseYear,
    linkages: model.linkages,
    value: (name, years) => {
      const variable = model.variableByName.get(name)
      return (variable === undefined ? undefined : blocks[variable]?.[t - years]) ?? missing
    },
  }
}

function store(run: Run, t: number, variable: number, block: Block): void {
  const series = run.blocks[variable]
  if (series !== undefined) series[t] = { ...block, temporary: false }
}

/** The block that the rows of the plan give for a year, without a copy. */
export function givenBlock(given: Given, t: number): Block {
  const sectorStride = given.width > 1 ? 1 : 0
  return { data: given.values, offset: t * given.width, sectorStride, laneStride: 0, temporary: false }
}

function valueOf(run: Run, scope: Scope, t: number, variable: number): Block {
  const { expression } = run.model.variables[variable] ?? { expression: null }
  const given = run.inputs.given[variable] ?? null
  const varied = run.vary?.(variable, t) ?? null
  const observed = varied ?? (given === null ? missing : withFormulas(run, scope, given, t))
  if (expression === null || (given !== null && isWhole(given, t))) return observed
  const computed = widen(run, variable, copyIfShared(run.workspace, interpret(expression, scope)))
  checkNumbers(run, scope, t, variable, expression, computed)
  return given === null ? computed : overlay(run, computed, observed, given, t)
}

/** Do the rows give every cell of the year? */
function isWhole({ width, origins }: Given, t: number): boolean {
  for (let s = 0; s < width; s++) if (origins[t * width + s] === NO_ORIGIN) return false
  return true
}

/** A variable's block must be its own: `y = x` may not share the buffer of x. */
function copyIfShared(workspace: Workspace, block: Block): Block {
  if (block.temporary) return block
  const copy = emptyBlock(workspace, block.sectorStride !== 0, block.laneStride !== 0)
  fill(workspace, copy, (s, l) => at(block, s, l))
  return copy
}

/** A variable by sector has a value for each, also where its formula is the same for all. */
function widen({ model, workspace }: Run, variable: number, block: Block): Block {
  if (model.variables[variable]?.level === 'total' || block.sectorStride !== 0 || workspace.shape.sectors === 1)
    return block
  const wide = emptyBlock(workspace, true, block.laneStride !== 0)
  fill(workspace, wide, (s, l) => at(block, s, l))
  release(workspace, block)
  return wide
}

export function fill({ shape }: Workspace, block: Block, value: (sector: number, lane: number) => number): void {
  const sectors = block.sectorStride === 0 ? 1 : shape.sectors
  const lanes = block.laneStride === 0 ? 1 : shape.lanes
  for (let s = 0; s < sectors; s++) {
    for (let l = 0; l < lanes; l++)
      block.data[block.offset + s * block.sectorStride + l * block.laneStride] = value(s, l)
  }
}

/** Given cells with the formulas among them computed, one interpretation for each different formula. */
function withFormulas(run: Run, scope: Scope, given: Given, t: number): Block {
  const plain = givenBlock(given, t)
  if (given.formulas.size === 0) return plain
  const cells = new Map<Expression, number[]>()
  for (let s = 0; s < given.width; s++) {
    const formula = given.formulas.get(t * given.width + s)
    if (formula === undefined) continue
    const sectors = cells.get(formula)
    if (sectors === undefined) cells.set(formula, [s])
    else sectors.push(s)
  }
  if (cells.size === 0) return plain
  const { workspace } = run
  const out = emptyBlock(workspace, given.width > 1, workspace.shape.lanes > 1)
  fill(workspace, out, (s, l) => at(plain, s, l))
  for (const [formula, sectors] of cells) {
    const computed = interpret(formula, scope)
    for (const s of sectors) {
      for (let l = 0; l < workspace.shape.lanes; l++)
        out.data[s * out.sectorStride + l * out.laneStride] = at(computed, s, l)
    }
    release(workspace, computed)
  }
  return out
}

/** Observed cells beat computed ones. */
export function overlay(
  { workspace }: Run,
  computed: Block,
  observed: Block,
  { width, origins }: Given,
  t: number,
): Block {
  const anywhere = origins.subarray(t * width, (t + 1) * width).some((origin) => origin !== NO_ORIGIN)
  if (!anywhere) return computed
  const byLane = computed.laneStride !== 0 || observed.laneStride !== 0
  const out = emptyBlock(workspace, computed.sectorStride !== 0, byLane)
  fill(workspace, out, (s, l) => at(origins[t * width + s] === NO_ORIGIN ? computed : observed, s, l))
  release(workspace, computed)
  return out
}

/** A missing operand makes a missing value; anything else that is no number is a failure of the equation. */
export function checkNumbers(
  run: Run,
  scope: Scope,
  t: number,
  variable: number,
  expression: Expression,
  block: Block,
): void {
  const { sectors, lanes } = run.workspace.shape
  const given = run.inputs.given[variable] ?? null
  for (let s = 0; s < (block.sectorStride === 0 ? 1 : sectors); s++) {
    if (given !== null && given.origins[t * given.width + s] !== NO_ORIGIN) continue
    for (let l = 0; l < (block.laneStride === 0 ? 1 : lanes); l++) {
      const index = s * block.sectorStride + l * block.laneStride
      const value = block.data[index] as number
      if (Number.isFinite(value)) continue
      if (Number.isNaN(value) && restsOnMissing(expression, scope, s, l)) continue
      const kind = Number.isNaN(value) ? 'not-a-number' : 'infinite'
      run.failures.push({ kind, variable, year: scope.year, sector: s, lane: l, unsolved: null })
      block.data[index] = Number.NaN
    }
  }
}

/** Is any value that the formula reads for this sector and lane missing? */
export function restsOnMissing(expression: Expression, scope: Scope, sector: number, lane: number): boolean {
  switch (expression.kind) {
    case 'number':
    case 'constant':
      return false
    case 'variable':
      return Number.isNaN(at(scope.value(expression.name, expression.years), sector, lane))
    case 'negate':
    case 'not':
      return restsOnMissing(expression.operand, scope, sector, lane)
    case 'binary':
      return (
        restsOnMissing(expression.left, scope, sector, lane) || restsOnMissing(expression.right, scope, sector, lane)
      )
    case 'conditional':
      return [expression.test, expression.then, expression.otherwise].some((part) =>
        restsOnMissing(part, scope, sector, lane),
      )
    case 'linked':
      return anySector(expression.operand, scope, lane)
    case 'call': {
      const { name, operands } = expression
      const reduces = name === 'sum' || name === 'mean' || name === 'share'
      return operands.some((operand) =>
        reduces ? anySector(operand, scope, lane) : restsOnMissing(operand, scope, sector, lane),
      )
    }
  }
}

function anySector(expression: Expression, scope: Scope, lane: number): boolean {
  for (let s = 0; s < scope.workspace.shape.sectors; s++) if (restsOnMissing(expression, scope, s, lane)) return true
  return false
}
