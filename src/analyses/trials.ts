/**
 * Changes of assumptions: what would be computed if some cells were moved. Many trials at once, one lane each, and one
 * trial for good, as the settings of a plan (`--set`), which is what a proof re-runs.
 *
 * A change without years covers every year after the base year: what the base year shows has happened.
 */

import { at, type Block, createWorkspace, emptyBlock, fill } from '../model/blocks.ts'
import { type Evaluation, evaluate } from '../model/evaluate.ts'
import type { Inputs } from '../model/given.ts'
import { gradientOf } from '../model/gradient.ts'
import { inputsOf } from '../model/inputs.ts'
import { capacityOf, projectsOf } from '../model/projects.ts'
import type { Variation } from '../model/run.ts'
import type { Model } from '../model/types.ts'
import type { Address } from '../plan/settings.ts'
import { EVERY_SECTOR, type Setting, TOTAL } from '../plan/types.ts'

/** `add` and `scale` change what is there, cell by cell; `set` replaces it. */
export type Operation = 'add' | 'scale' | 'set'
export type Change = { readonly address: Address; readonly operation: Operation }

/** One number of a projection; `sector` is TOTAL for a total. */
export type Indicator = { readonly variable: number; readonly sector: number; readonly year: number }

export type Trial = {
  readonly model: Model
  /** What the rows of the scenario give, unchanged. */
  readonly inputs: Inputs
  readonly changes: readonly Change[]
  readonly indicators: readonly Indicator[]
}

/** First and last year an address covers; empty when last < first. */
export function yearsCovered({ baseYear, horizon }: Model, { firstYear, lastYear }: Address) {
  return {
    first: Math.max(baseYear + 1, firstYear),
    last: lastYear === 0 ? horizon : Math.min(horizon, lastYear),
  }
}

/** The sectors an address covers, as they are counted in a block: a total is its sector 0. */
export function sectorsCovered({ variables, plan }: Model, { project, variable, sector }: Address): number[] {
  if (project !== null) return []
  const width = variables[variable]?.level === 'total' ? 1 : plan.sectors.length
  const isTotal = variables[variable]?.level === 'total'
  if (sector === EVERY_SECTOR || (sector === TOTAL && width === 1)) return Array.from({ length: width }, (_, s) => s)
  return sector === TOTAL || isTotal ? [] : [sector]
}

/** The plan's settings with the changes behind them, so that a projection of the model is one with the changes. */
export function withChanges(model: Model, changes: readonly Change[], amounts: ArrayLike<number>): Model {
  const added = changes.flatMap((change, k) => settingOf(model, change, amounts[k] ?? 0))
  return { ...model, plan: { ...model.plan, settings: [...model.plan.settings, ...added] } }
}

function settingOf(model: Model, { address, operation }: Change, amount: number): Setting[] {
  const { first, last } = yearsCovered(model, address)
  if (last < first || (operation === 'add' && amount === 0)) return []
  const { text, project, variable, sector } = address
  const at = { file: 0, line: 1, field: 0 }
  const said =
    operation === 'set'
      ? { value: amount, quantity: null }
      : { value: Number.NaN, quantity: { kind: 'relative' as const, operation, amount } }
  if (project !== null) return [{ kind: 'project', project: project.name, field: project.field, text, at, ...said }]
  return [{ kind: 'variable', variable, sector, firstYear: first, lastYear: last, text, at, ...said }]
}

/** So many numbers of a variable are computed at once, whatever the number of sectors. */
const CELLS_AT_ONCE = 1 << 17
const MOST_LANES = 256

/** How many trials go into one evaluation. */
function lanesAtOnce({ plan }: Model): number {
  return Math.max(8, Math.min(MOST_LANES, Math.floor(CELLS_AT_ONCE / Math.max(1, plan.sectors.length))))
}

/**
 * The indicators under each of many trials.
 *
 * @param points  by trial: an amount for each change
 * @returns by trial: a value for each indicator; NaN where there is none, and everywhere in a trial in which an equation
 *          gave no number, since a projection with it would stop there
 */
export function respond(trial: Trial, points: readonly Float64Array[]): Float64Array[] {
  if (isHiddenFromLanes(trial)) return points.map((point) => valuesOf(trial, evaluationAt(trial, point), 0))
  const size = lanesAtOnce(trial.model)
  const answers: Float64Array[] = []
  for (let start = 0; start < points.length; start += size) {
    const block = points.slice(start, start + size)
    const evaluation = evaluate(trial.model, trial.inputs, block.length, variationOf(trial, block))
    const failed = new Set(evaluation.failures.map(({ lane }) => lane))
    block.forEach((_, lane) => {
      answers.push(failed.has(lane) ? nothing(trial) : valuesOf(trial, evaluation, lane))
    })
  }
  return answers
}

/** The model computed with the changes as rows of the plan, one lane. */
function evaluationAt({ model, inputs, changes }: Trial, point: Float64Array): Evaluation {
  const changed = withChanges(model, changes, point)
  return evaluate(changed, inputsOf(changed, inputs.scenario))
}

function nothing({ indicators }: Trial): Float64Array {
  return new Float64Array(indicators.length).fill(Number.NaN)
}

function valuesOf(trial: Trial, { blocks, failures, lanes, model }: Evaluation, lane: number): Float64Array {
  if (lanes === 1 && failures.length > 0) return nothing(trial)
  return Float64Array.from(trial.indicators, ({ variable, sector, year }) => {
    const block = blocks[variable]?.[year - (model.timeline[0] ?? 0)]
    const value = block === undefined ? Number.NaN : at(block, Math.max(0, sector), lane)
    return Number.isFinite(value) ? value + 0 : Number.NaN
  })
}

/**
 * What projects add is worked out before there are lanes; and a formula in a cell that is solved together with
 * equations never sees what a lane makes of the cell.
 */
function isHiddenFromLanes({ model, inputs, changes }: Trial): boolean {
  return changes.some(({ address: { project, variable } }) => {
    if (project !== null) return true
    const hasFormulas = (inputs.given[variable]?.formulas.size ?? 0) > 0
    return hasFormulas && model.components.some((each) => each.simultaneous && each.variables.includes(variable))
  })
}

/** One change of a sector's cells, and the years it covers as indexes into the timeline. */
type Part = { readonly change: number; readonly operation: Operation; readonly first: number; readonly last: number }

/** By variable and sector, in the order of the changes, which is that of settings. */
function partsOf({ model, changes }: Trial): Map<number, Part[][]> {
  const parts = new Map<number, Part[][]>()
  const start = model.timeline[0] ?? 0
  changes.forEach(({ address, operation }, change) => {
    const width = model.variables[address.variable]?.level === 'total' ? 1 : model.plan.sectors.length
    const own = parts.get(address.variable) ?? Array.from({ length: width }, () => [])
    parts.set(address.variable, own)
    const { first, last } = yearsCovered(model, address)
    for (const sector of sectorsCovered(model, address)) {
      own[sector]?.push({ change, operation, first: first - start, last: last - start })
    }
  })
  return parts
}

function variationOf(trial: Trial, points: readonly Float64Array[]): Variation {
  const parts = partsOf(trial)
  const lanes = points.length
  return (variable, t, given) => {
    const bySector = parts.get(variable)
    if (bySector === undefined || !bySector.some((own) => own.some((part) => isIn(part, t)))) return given
    const data = new Float64Array(bySector.length * lanes)
    bySector.forEach((own, sector) => {
      const active = own.filter((part) => isIn(part, t))
      for (let lane = 0; lane < lanes; lane++) {
        let value = at(given, sector, lane)
        for (const { change, operation } of active) value = moved(value, operation, points[lane]?.[change] ?? 0)
        data[sector * lanes + lane] = value
      }
    })
    const sectorStride = bySector.length > 1 ? lanes : 0
    return { data, offset: 0, sectorStride, laneStride: lanes > 1 ? 1 : 0, temporary: false }
  }
}

function isIn({ first, last }: Part, t: number): boolean {
  return t >= first && t <= last
}

function moved(value: number, operation: Operation, amount: number): number {
  if (operation === 'set') return amount
  return operation === 'add' ? value + amount : value * amount
}

export type Slopes = {
  readonly values: Float64Array
  /** ∂ indicator i / ∂ amount k at i × changes + k. */
  readonly slopes: Float64Array
}

/**
 * The indicators at one point, and how they move with each amount, exactly (`gradientOf`); null where the model cannot
 * be computed there. For changes that add.
 */
export function slopesAt(trial: Trial, point: Float64Array): Slopes | null {
  const { changes, indicators, model } = trial
  const evaluation = evaluationAt(trial, point)
  const values = valuesOf(trial, evaluation, 0)
  if (evaluation.failures.length > 0 || values.some(Number.isNaN)) return null
  const slopes = new Float64Array(indicators.length * changes.length)
  const parts = partsOf(trial)
  const size = lanesAtOnce(model)
  for (let start = 0; start < changes.length; start += size) {
    const directions = Math.min(size, changes.length - start)
    const gradient = gradientOf(evaluation, directions, seedOf(trial, point, parts, start, directions))
    indicators.forEach(({ variable, sector, year }, i) => {
      const block = gradient[variable]?.[year - (model.timeline[0] ?? 0)] ?? null
      for (let k = 0; k < directions; k++) {
        slopes[i * changes.length + start + k] = block === null ? 0 : at(block, Math.max(0, sector), k)
      }
    })
  }
  return slopes.every(Number.isFinite) ? { values, slopes } : null
}

/** Direction k moves the cells of change `start + k` by 1, or what projects add by as much as their field moves it. */
function seedOf(
  trial: Trial,
  point: Float64Array,
  parts: ReadonlyMap<number, readonly (readonly Part[])[]>,
  start: number,
  directions: number,
): (variable: number, t: number) => Block | null {
  const { model } = trial
  const { length: sectors } = model.plan.sectors
  const workspace = createWorkspace({ sectors, lanes: directions })
  const added = Array.from({ length: directions }, (_, k) => capacitySlope(trial, point, start + k))
  const capacity = model.variableByName.get('capacity')
  return (variable, t) => {
    if (variable === capacity && added.some((each) => each !== null)) {
      const seed = emptyBlock(workspace, sectors > 1, true)
      fill(workspace, seed, (sector, lane) => {
        const own = parts.get(variable)?.[sector]?.some((part) => part.change === start + lane && isIn(part, t)) ? 1 : 0
        return own + (added[lane]?.[t * sectors + sector] ?? 0)
      })
      return seed
    }
    const bySector = parts.get(variable)
    if (bySector === undefined) return null
    const moving = bySector.map((own) => new Set(own.filter((part) => isIn(part, t)).map(({ change }) => change)))
    if (moving.every(({ size }) => size === 0)) return null
    const seed = emptyBlock(workspace, bySector.length > 1, true)
    fill(workspace, seed, (sector, lane) => (moving[sector]?.has(start + lane) ? 1 : 0))
    return seed
  }
}

/**
 * How what projects add moves with an amount, by year and sector; null for a change that is not about projects. Output
 * and realisation are factors, and a delay moves along a line until a project's start reaches a whole year, so that two
 * points on the same line give the slope without an error (to the right, where the line bends).
 */
function capacitySlope({ model, inputs, changes }: Trial, point: Float64Array, k: number): Float64Array | null {
  const project = changes[k]?.address.project ?? null
  if (project === null) return null
  const at = (amounts: Float64Array) => capacityOf(withChanges(model, changes, amounts), inputs.scenario).added
  const step = project.field === 'delay' ? delayStep(withChanges(model, changes, point), inputs.scenario) : 1
  const ahead = point.slice()
  ahead[k] = (point[k] ?? 0) + step
  const here = at(point)
  return at(ahead).map((each, cell) => (each - (here[cell] as number)) / step)
}

/** Half of the way to where the first project's start reaches a whole year. */
function delayStep(model: Model, scenario: number): number {
  const ways = projectsOf(model, scenario).projects.map(({ delay }) => Math.floor(delay) + 1 - delay)
  return Math.min(1, ...ways) / 2
}
