/**
 * What would it take? The change of assumptions with which a target is met, proved by projecting the plan again with
 * it; or how far they may fall before a target that is met is missed.
 *
 * One instrument and one target: the smallest change, either way (`root.ts`). As many instruments as targets: all
 * targets hit exactly (`newton.ts`). The least change: any number of both, every target met (`least.ts`).
 */

import { type Projection, projectScenario, valueAt } from '../model/project.ts'
import type { Model } from '../model/types.ts'
import { PlanError } from '../plan/problem.ts'
import type { Address } from '../plan/settings.ts'
import type { Target } from '../plan/types.ts'
import { boundsOn, type CoveredCell, cellsOf, type Span, spanOf, unitOf } from './instruments.ts'
import { leastChange, type Wish } from './least.ts'
import { type Solved, type System, solveSquare } from './newton.ts'
import { type RequiredGrowth, requiredGrowth } from './required.ts'
import { bestOf, isFlat, nearestTurn, type Range, type Scan, scan, scoreAtStart, type Turn } from './root.ts'
import { equalityTolerance, type Verdict, verdictOf } from './targets.ts'
import { type Change, respond, slopesAt, type Trial, withChanges } from './trials.ts'

export type Question = {
  readonly targets: readonly Target[]
  readonly instruments: readonly Address[]
  /** Bounds on the change of each instrument; null: the usual ones. */
  readonly bounds: readonly (Range | null)[]
  /** The least change over all instruments, in place of one for each target. */
  readonly isLeast: boolean
  /** How much a step of each instrument counts in the least change. */
  readonly weights: readonly number[]
}

export type Outcome = 'found' | 'already-met' | 'unreachable' | 'not-converged'

/**
 * What stands in the way: the indicator has no value; the scenario gives nothing to vary; nothing changes it; it is
 * nearest at a bound, or at a place inside; several instruments are at their bounds; or they do not move the targets
 * one independently of the other.
 */
export type Limit = 'no-value' | 'nothing-to-vary' | 'no-effect' | 'low' | 'high' | 'inside' | 'bounds' | 'dependent'

export type Judgement = { readonly value: number | null; readonly verdict: Verdict }

export type SolvedTarget = {
  readonly target: Target
  /** Without any change. */
  readonly before: Judgement
  /** Projected again with the change, or with the nearest one where none will do; null where that cannot be. */
  readonly proof: Judgement | null
  readonly required: RequiredGrowth
}

export type SolvedInstrument = {
  readonly address: Address
  readonly bounds: Range
  /** The cells it covers, with their values in the scenario. */
  readonly cells: readonly CoveredCell[]
  /** The smallest and the largest of these values; null where it covers none. */
  readonly from: Span | null
  /** And with the change; null where there is none. */
  readonly to: Span | null
  /** What is added to every value covered; of a target that is met, what may be. Null where no change is known. */
  readonly change: number | null
  /** The change with which value and threshold are equal: short of it by a hair where the operator is strict. */
  readonly edge: number | null
  /** Where the target is out of reach, the change that comes nearest. */
  readonly closest: number | null
}

export type Solution = {
  /** Index into `plan.scenarios`. */
  readonly scenario: number
  readonly method: 'one' | 'newton' | 'least'
  readonly outcome: Outcome
  readonly limit: Limit | null
  readonly targets: readonly SolvedTarget[]
  readonly instruments: readonly SolvedInstrument[]
}

/** Are instruments and targets solved for together, or each target by each instrument alone? */
export function methodOf({ targets, instruments, isLeast }: Question): Solution['method'] {
  if (isLeast) return targets.length === 1 && instruments.length === 1 ? 'one' : 'least'
  return targets.length > 1 && instruments.length === targets.length ? 'newton' : 'one'
}

/**
 * @param scenario  index into `plan.scenarios`
 * @returns one solution where all are solved together, else one for each target and instrument
 * @throws PlanError where the scenario cannot be projected as it is
 */
export function solve(model: Model, scenario: number, question: Question): Solution[] {
  const base = projectScenario(model, scenario)
  const method = methodOf(question)
  if (method === 'newton') return [solveTogether(newTask(base, question), question)]
  if (method === 'least') return [solveLeast(newTask(base, question), question)]
  return question.targets.flatMap((target) =>
    question.instruments.map((instrument, k) => {
      const bounds = [question.bounds[k] ?? null]
      const weights = [1]
      return solveOne(newTask(base, { targets: [target], instruments: [instrument], bounds, isLeast: false, weights }))
    }),
  )
}

type Task = {
  readonly base: Projection
  readonly trial: Trial
  readonly targets: readonly Target[]
  readonly before: readonly Judgement[]
  readonly cells: readonly (readonly CoveredCell[])[]
  readonly spans: readonly (Span | null)[]
  readonly bounds: readonly Range[]
  readonly method: Solution['method']
}

function newTask(base: Projection, question: Question): Task {
  const { model, inputs } = base
  const { targets, instruments } = question
  const cells = instruments.map((address) => cellsOf(base, address))
  const spans = cells.map(spanOf)
  return {
    base,
    trial: {
      model,
      inputs,
      changes: instruments.map((address): Change => ({ address, operation: 'add' })),
      indicators: targets.map((target) => ({ ...target, variable: model.variableByName.get(target.indicator) ?? -1 })),
    },
    targets,
    before: targets.map((target) => judge(base, target)),
    cells,
    spans,
    bounds: instruments.map((address, k) => boundsOn(model, address, spans[k] ?? null, question.bounds[k] ?? null)),
    method: methodOf(question),
  }
}

function judge(projection: Projection, { indicator, sector, year, op, threshold }: Target): Judgement {
  const variable = projection.model.variableByName.get(indicator)
  const value = variable === undefined ? null : valueAt(projection, variable, sector, year)
  return { value, verdict: verdictOf(value, op, threshold) }
}

type Ending = {
  readonly outcome: Outcome
  readonly limit?: Limit | null
  /** By instrument. */
  readonly change?: ArrayLike<number> | null
  readonly edge?: ArrayLike<number> | null
  readonly closest?: ArrayLike<number> | null
}

/** Project again with the change (or the nearest one) and put everything together. */
function finish(task: Task, { outcome, limit = null, change = null, edge = null, closest = null }: Ending): Solution {
  const { base, trial, targets, before, cells, spans, bounds, method } = task
  const proved = change ?? closest
  const again = proved === null ? null : projectedWith(task, proved)
  const proofs = targets.map((target) => (again === null ? null : judge(again, target)))
  const isProved = outcome !== 'found' || proofs.every((proof) => proof?.verdict === 'met')
  return {
    scenario: base.scenario,
    method,
    outcome: isProved ? outcome : 'not-converged',
    limit,
    targets: targets.map((target, i) => ({
      target,
      before: before[i] as Judgement,
      proof: proofs[i] ?? null,
      required: requiredGrowth(base, target),
    })),
    instruments: trial.changes.map(({ address }, k) => ({
      address,
      bounds: bounds[k] as Range,
      cells: cells[k] ?? [],
      from: spans[k] ?? null,
      to: change === null || again === null ? null : spanOf(cellsOf(again, address)),
      change: change?.[k] ?? null,
      edge: edge?.[k] ?? null,
      closest: closest?.[k] ?? null,
    })),
  }
}

/** Null where an equation gives no number with the change. */
function projectedWith({ base, trial }: Task, amounts: ArrayLike<number>): Projection | null {
  try {
    return projectScenario(withChanges(base.model, trial.changes, amounts), base.scenario)
  } catch (error) {
    if (error instanceof PlanError) return null
    throw error
  }
}

/** What makes every search idle: a target without a value, or instruments that cover nothing. */
function obstacle({ before, spans, method }: Task): Limit | null {
  if (before.some(({ verdict }) => verdict === 'undetermined')) return 'no-value'
  const idle = spans.filter((span) => span === null).length
  return idle === spans.length || (idle > 0 && method !== 'least') ? 'nothing-to-vary' : null
}

// One instrument, one target.

/** `>` and `<` need more than equality, which reaches to a relative 1e-9: a thousandth of that beyond it is enough. */
const BEYOND = equalityTolerance * 1.001

function isStrict({ op }: Target): boolean {
  return op === '>' || op === '<'
}

/** 1 where more is better, −1 where less is. */
function directionOf({ op }: Target): 1 | -1 {
  return op === '>' || op === '>=' ? 1 : -1
}

function solveOne(task: Task): Solution {
  const [target] = task.targets
  const [bounds] = task.bounds
  const limit = obstacle(task)
  if (limit !== null || target === undefined || bounds === undefined)
    return finish(task, { outcome: 'unreachable', limit })
  const direction = directionOf(target)
  const scanned = scan((changes) => {
    const values = respond(
      task.trial,
      changes.map((change) => Float64Array.of(change)),
    )
    return values.map(([value = Number.NaN]) => direction * (value - target.threshold))
  }, bounds)
  const tolerance = equalityTolerance * Math.abs(target.threshold)
  const isMet = (score: number) => (isStrict(target) ? score > tolerance : score >= -tolerance)
  return task.before[0]?.verdict === 'met' ? headroom(task, scanned, tolerance) : smallest(task, scanned, target, isMet)
}

/** How far the instrument may be moved before the target is just missed: to where value and threshold are equal. */
function headroom(task: Task, scanned: Scan, tolerance: number): Solution {
  // Without any change the value may already equal the threshold, to rounding.
  const isAtEdge = scanned.start === 0 && scoreAtStart(scanned) <= tolerance
  const turn = isAtEdge ? null : nearestTurn(scanned, (score) => score >= 0)
  const edge = isAtEdge ? 0 : turn === null ? null : edgeOf(turn)
  const amounts = edge === null ? null : [edge]
  return finish(task, { outcome: 'already-met', change: amounts, edge: amounts })
}

/** Of the two neighbours, the one whose value is nearer to the threshold. */
function edgeOf({ before, beforeScore, after, afterScore }: Turn): number {
  return Math.abs(beforeScore) < Math.abs(afterScore) ? before : after
}

function smallest(task: Task, scanned: Scan, target: Target, isMet: (score: number) => boolean): Solution {
  const beyond = BEYOND * Math.abs(target.threshold)
  const equal = nearestTurn(scanned, (score) => score >= 0)
  const edge = equal === null ? null : [edgeOf(equal)]
  const turn = isStrict(target)
    ? nearestTurn(scanned, (score) => isMet(score) && score >= beyond)
    : (equal ?? nearestTurn(scanned, isMet))
  if (turn === null) return outOfReach(task, scanned)
  // Either neighbour meets a target that equality meets; the nearer to equality is the answer.
  const change = !isStrict(target) && isMet(turn.beforeScore) ? edgeOf(turn) : turn.after
  return finish(task, { outcome: 'found', change: [change], edge })
}

function outOfReach(task: Task, scanned: Scan): Solution {
  const best = bestOf(scanned)
  if (best === null) return finish(task, { outcome: 'unreachable', limit: 'no-value' })
  const { low, high } = task.bounds[0] ?? { low: 0, high: 0 }
  const limit = isFlat(scanned) ? 'no-effect' : best.change === high ? 'high' : best.change === low ? 'low' : 'inside'
  return finish(task, { outcome: 'unreachable', limit, closest: [best.change] })
}

// Several at once.

/** Beyond equality by more than what is left of the error of a solution. */
const BEYOND_TOGETHER = equalityTolerance * 1.2

/** Where a target is to be: at its threshold, or just beyond where the operator is strict. */
function goalOf(target: Target, isEdge: boolean): number {
  const { threshold } = target
  return isStrict(target) && !isEdge
    ? threshold + directionOf(target) * BEYOND_TOGETHER * Math.abs(threshold)
    : threshold
}

function goalsOf(targets: readonly Target[], isEdge: boolean): Float64Array {
  return Float64Array.from(targets, (target) => goalOf(target, isEdge))
}

function systemOf({ base, trial, targets, before, spans, bounds }: Task): System {
  return {
    values: (points) => respond(trial, points),
    slopes: (point) => slopesAt(trial, point),
    box: { low: Float64Array.from(bounds, ({ low }) => low), high: Float64Array.from(bounds, ({ high }) => high) },
    units: Float64Array.from(trial.changes, ({ address }, k) =>
      unitOf(base.model, address, spans[k] ?? { low: 0, high: 0 }),
    ),
    sizes: Float64Array.from(
      targets,
      ({ threshold }, i) => Math.max(Math.abs(threshold), Math.abs(before[i]?.value ?? 0)) || 1,
    ),
  }
}

function areAllMet({ before }: Task): boolean {
  return before.every(({ verdict }) => verdict === 'met')
}

/** As many instruments as targets: every target exactly where it is asked to be. */
function solveTogether(task: Task, { targets }: Question): Solution {
  const limit = obstacle(task)
  if (limit !== null) return finish(task, { outcome: 'unreachable', limit })
  const system = systemOf(task)
  const edges = goalsOf(targets, true)
  if (areAllMet(task)) {
    const { kind, point } = solveSquare(system, edges)
    const edge = kind === 'found' ? point : null
    return finish(task, { outcome: 'already-met', change: edge, edge })
  }
  const solved = solveSquare(system, goalsOf(targets, false))
  if (solved.kind !== 'found') return finish(task, failure(solved.kind, solved.point))
  const equal = targets.some(isStrict) ? solveSquare(system, edges, solved.point) : solved
  return finish(task, { outcome: 'found', change: solved.point, edge: equal.kind === 'found' ? equal.point : null })
}

function failure(kind: Exclude<Solved['kind'], 'found'>, closest: Float64Array): Ending {
  if (kind === 'stuck') return { outcome: 'not-converged', closest }
  return { outcome: 'unreachable', limit: kind === 'bounded' ? 'bounds' : 'dependent', closest }
}

/** The least change over all instruments with which every target is met. */
function solveLeast(task: Task, { targets, weights }: Question): Solution {
  const limit = obstacle(task)
  if (limit !== null) return finish(task, { outcome: 'unreachable', limit })
  const nothing = new Float64Array(task.bounds.length)
  if (areAllMet(task)) return finish(task, { outcome: 'already-met', change: nothing, edge: null })
  const system = systemOf(task)
  const wishes = (isEdge: boolean) =>
    targets.map((target): Wish => ({ goal: goalOf(target, isEdge), direction: directionOf(target) }))
  const solved = leastChange(system, wishes(false), Float64Array.from(weights))
  if (solved.kind !== 'found') return finish(task, failure(solved.kind, solved.point))
  const equal = targets.some(isStrict) ? leastChange(system, wishes(true), Float64Array.from(weights)) : solved
  return finish(task, { outcome: 'found', change: solved.point, edge: equal.kind === 'found' ? equal.point : null })
}
