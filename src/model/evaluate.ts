/**
 * Year by year, equation by equation, over blocks of sectors × lanes. The same run serves a projection (one lane),
 * a simulation (a few hundred draws), a sweep (one lane a cell) and a national plan (thousands of sectors).
 */

import {
  at,
  type Block,
  copyOf,
  createWorkspace,
  each,
  emptyBlock,
  fill,
  holdsNumbers,
  keep,
  literal,
  perform,
  recycle,
  release,
  type Workspace,
} from './blocks.ts'
import type { Expression } from './expression.ts'
import { type Given, givenBlock, type Inputs, isGiven, NO_ORIGIN } from './given.ts'
import { interpret, type Scope } from './interpret.ts'
import type { Kernel } from './kernel/kernel.ts'
import { type Failure, type Run, restsOnMissing, type Variation } from './run.ts'
import { solveTogether } from './simultaneous.ts'
import type { Model } from './types.ts'

/** Values of every variable in every year of the timeline: `blocks[variable][t]`. */
export type Evaluation = {
  readonly model: Model
  readonly inputs: Inputs
  readonly lanes: number
  readonly blocks: readonly (readonly Block[])[]
  readonly failures: Failure[]
}

/**
 * @param workspace  buffers of an earlier evaluation of so many lanes, given back by `recycle`; else new ones
 */
export function evaluate(
  model: Model,
  inputs: Inputs,
  lanes = 1,
  vary: Variation | null = null,
  workspace: Workspace = createWorkspace({ sectors: model.plan.sectors.length, lanes }),
): Evaluation {
  const blocks: Block[][] = model.variables.map(() => [])
  const failures: Failure[] = []
  const run: Run = { model, inputs, workspace, blocks, failures, vary }
  for (let t = 0; t < model.timeline.length; t++) {
    const scope = scopeOf(run, t)
    for (const { variables, simultaneous, coupled } of model.components) {
      if (simultaneous) {
        const unsolved = solveTogether(run, scope, t, variables, coupled)
        // Years before the base year only feed lags, see checkNumbers.
        if (scope.year >= scope.baseYear) failures.push(...unsolved)
      } else for (const variable of variables) store(run, t, variable, blockOf(run, scope, t, variable))
    }
  }
  return { model, inputs, lanes, blocks, failures }
}

/**
 * Evaluations of one model, again and again, each with what `vary` then gives: of a block of draws, and of the next.
 *
 * All of them do the same to other numbers, as long as no equations are solved together. So the first is remembered,
 * operation by operation, and the others are those operations, without a formula to walk through.
 *
 * @returns evaluates; every result, blocks and failures, is written over by the next one
 */
export function createEvaluator(
  model: Model,
  inputs: Inputs,
  lanes: number,
  vary: Variation,
  kernel: Kernel,
): () => Evaluation {
  const isSame = lanes > 1 && !model.components.some(({ simultaneous }) => simultaneous)
  const tape: (() => void)[] | null = isSame ? [] : null
  const workspace = createWorkspace({ sectors: model.plan.sectors.length, lanes }, kernel, tape)
  let first: Evaluation | null = null
  return () => {
    if (tape === null || first === null) {
      recycle(workspace)
      first = evaluate(model, inputs, lanes, vary, workspace)
      return first
    }
    first.failures.length = 0
    for (const work of tape) work()
    return first
  }
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
  if (series !== undefined) series[t] = keep(run.workspace, block)
}

function blockOf(run: Run, scope: Scope, t: number, variable: number): Block {
  const { expression } = run.model.variables[variable] ?? { expression: null }
  const given = run.inputs.given[variable] ?? null
  const read = (rows: Given) => withFormulas(run, scope, rows, t)
  const rows = given === null ? missing : read(given)
  const observed = varied(run, t, variable, rows, read)
  if (expression === null || (given !== null && isWhole(given, t))) return observed
  const computed = widen(run, variable, copyIfShared(run.workspace, interpret(expression, scope)))
  const before = run.failures.length
  const check = () => checkNumbers(run, scope, t, variable, expression, computed)
  check()
  // A failure that is the same in every lane is one of every evaluation.
  if (computed.laneStride !== 0 || run.failures.length > before) run.workspace.tape?.push(check)
  return given === null ? computed : overlay(run, computed, observed, given, t)
}

function varied(
  { vary, workspace }: Run,
  t: number,
  variable: number,
  rows: Block,
  read: (other: Given) => Block,
): Block {
  if (vary === null) return rows
  const observed = vary(variable, t, rows, read)
  if (observed !== rows) workspace.tape?.push(() => vary(variable, t, rows, read))
  return observed
}

/** Do the rows give every cell of the year? */
function isWhole({ width, origins }: Given, t: number): boolean {
  for (let s = 0; s < width; s++) if (origins[t * width + s] === NO_ORIGIN) return false
  return true
}

/** Do the rows give no cell of the year? */
function isEmpty({ width, origins }: Given, t: number): boolean {
  for (let s = 0; s < width; s++) if (origins[t * width + s] !== NO_ORIGIN) return false
  return true
}

/** A variable's block must be its own: `y = x` may not share the buffer of x. */
function copyIfShared(workspace: Workspace, block: Block): Block {
  return block.temporary ? block : copyOf(workspace, block)
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
    perform(workspace, out, () => {
      for (const s of sectors) {
        for (let l = 0; l < workspace.shape.lanes; l++)
          out.data[out.offset + s * out.sectorStride + l * out.laneStride] = at(computed, s, l)
      }
    })
    release(workspace, computed)
  }
  return out
}

/** Observed cells beat computed ones. */
function overlay({ workspace }: Run, computed: Block, observed: Block, given: Given, t: number): Block {
  if (isEmpty(given, t)) return computed
  const { width, origins } = given
  const byLane = computed.laneStride !== 0 || observed.laneStride !== 0
  const out = emptyBlock(workspace, computed.sectorStride !== 0, byLane)
  fill(workspace, out, (s, l) => at(origins[t * width + s] === NO_ORIGIN ? computed : observed, s, l))
  release(workspace, computed)
  release(workspace, observed)
  return out
}

/** A missing operand makes a missing value; anything else that is no number is a failure of the equation. */
function checkNumbers(run: Run, scope: Scope, t: number, variable: number, expression: Expression, block: Block): void {
  if (block.temporary && holdsNumbers(run.workspace, block)) return
  // Years before the base year only feed lags: what has no number there is missing, whatever the reason.
  if (scope.year < scope.baseYear) {
    dropInfinities(run.workspace, block)
    return
  }
  const given = run.inputs.given[variable] ?? null
  each(run.workspace, block, (sector, lane, cell) => {
    const value = block.data[cell] as number
    if (Number.isFinite(value) || isGiven(given, t, sector)) return
    if (Number.isNaN(value) && restsOnMissing(expression, scope, sector, lane)) return
    const kind = Number.isNaN(value) ? 'no-number' : 'infinite'
    run.failures.push({ kind, variable, year: scope.year, sector, lane, unsolved: null })
    block.data[cell] = Number.NaN
  })
}

function dropInfinities(workspace: Workspace, block: Block): void {
  each(workspace, block, (_, __, cell) => {
    if (!Number.isFinite(block.data[cell] as number)) block.data[cell] = Number.NaN
  })
}
