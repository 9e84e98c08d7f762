/** What explains the difference between two states: Shapley values of groups of changed assumptions. */

import type { Model } from '../model/types.ts'
import { PlanError, problem, wholeFile } from '../plan/problem.ts'
import { TOTAL } from '../plan/types.ts'
import { gameBetween, type Outcome } from './coalitions.ts'
import { type Dimension, type Group, type Grouping, groupName, groupsBetween } from './groups.ts'
import { modelUntil, restsOn } from './needs.ts'
import { oneYearOf, type State } from './one-year.ts'
import { EXACT_PLAYERS, exactShapley, type Game, type ShapleyValues, sampledShapley } from './shapley.ts'

/** What is explained: one number, in two states. */
export type Question = {
  readonly from: State
  readonly to: State
  /** Index into `model.variables`. */
  readonly variable: number
  /** Index into `plan.sectors`; 0 for a total. */
  readonly sector: number
}

/** Scale: the total of a level; structure: its shares; intensity: the one other factor; factor: one of several. */
export type Effect = 'scale' | 'structure' | 'intensity' | 'factor'

/** One part of a difference. What it does not tell apart is null. */
export type Part = {
  readonly name: string
  /** In the unit of the variable. */
  readonly contribution: number
  /** Of a sampled contribution. */
  readonly standardError: number | null
  /** The assumption or factor, as files or formulas write it. */
  readonly assumption: string | null
  readonly effect: Effect | null
  /** Index into `plan.sectors`, or TOTAL. */
  readonly sector: number | null
  readonly year: number | null
}

export type Attribution = {
  readonly method: 'shapley' | 'lmdi'
  readonly by: readonly Dimension[]
  readonly parts: readonly Part[]
  /** Shapley: how many groups of changed assumptions there are; how many orders were drawn, null where all count. */
  readonly groups: number | null
  readonly draws: number | null
  readonly seed: number | null
}

export type Sampling = { readonly draws: number; readonly seed: number }

/**
 * Shapley values of the groups. Two scenarios in one year differ in their assumptions up to that year; in two years, in
 * the leaves of the variable's formula (`oneYearOf`).
 *
 * @param by  null: by assumption, or by sector where only one assumption differs
 * @throws PlanError where a mixture of the two states has no value
 */
export function shapleyAttribution(
  question: Question,
  by: readonly Dimension[] | null,
  sampling: Sampling,
): Attribution {
  const comparison = comparisonOf(question)
  const { dimensions, grouping } = groupedBy(comparison, by)
  const game = gameBetween(comparison.model, comparison.from, comparison.to, grouping, outcomeOf(question))
  const isExact = grouping.groups.length <= EXACT_PLAYERS
  const checked = checkedGame(question, game, grouping, dimensions)
  if (!isExact) refuseTooMany(comparison, grouping, sampling.draws)
  const shares = isExact ? exactShapley(checked) : sampledShapley(checked, sampling.draws, sampling.seed)
  const parts = inOrder(comparison, [
    ...changedParts(comparison.model, grouping, shares),
    ...unchangedParts(comparison, dimensions, grouping),
  ])
  return {
    method: 'shapley',
    by: dimensions,
    parts,
    groups: grouping.groups.length,
    draws: shares.draws,
    seed: isExact ? null : sampling.seed,
  }
}

/** A model that computes the outcome, what it is given in each state, and what can differ. */
type Comparison = {
  readonly model: Model
  readonly from: Inputs
  readonly to: Inputs
  /** Variables that the outcome rests on, in reading order. */
  readonly needed: readonly number[]
}

type Inputs = State['projection']['inputs']

function comparisonOf({ from, to, variable }: Question): Comparison {
  if (from.year !== to.year) {
    const { model, leaves, ...inputs } = oneYearOf(variable, from, to)
    return { model, ...inputs, needed: leaves }
  }
  const inputs = { from: from.projection.inputs, to: to.projection.inputs }
  const needed = restsOn(from.projection.model, variable, [inputs.from, inputs.to])
  return { model: modelUntil(from.projection.model, needed, to.year), ...inputs, needed }
}

function outcomeOf({ variable, sector }: Question): Outcome {
  return { variable, sector }
}

/** One part is no explanation: where nothing is asked and one assumption differs, its sectors are told apart. */
function groupedBy({ model, from, to, needed }: Comparison, by: readonly Dimension[] | null) {
  const grouped = (dimensions: readonly Dimension[]) => ({
    dimensions,
    grouping: groupsBetween(model, from, to, needed, dimensions),
  })
  if (by !== null) return grouped(by)
  const usual = grouped(['assumption'])
  if (usual.grouping.groups.length !== 1) return usual
  const bySector = grouped(['sector'])
  return bySector.grouping.groups.length > 1 ? bySector : usual
}

/** Numbers that may be computed for one attribution: about two minutes. */
const MOST_WORK = 2e10
/** Fewer orders than these say little. */
const FEW_DRAWS = 20

function refuseTooMany({ model, needed }: Comparison, { groups }: Grouping, draws: number): void {
  const ofOneOrder = groups.length * needed.length * model.timeline.length * model.plan.sectors.length
  const possible = Math.floor(MOST_WORK / ofOneOrder)
  if (draws <= possible) return
  const option = possible < FEW_DRAWS ? '--by assumption' : `--draws ${possible}`
  const help = { key: 'give-option', words: { option } } as const
  throw new PlanError([problem('too-many-groups', wholeFile(''), { groups: groups.length, draws }, help)])
}

/** A coalition without a value is a problem that names it, not a number. */
function checkedGame(question: Question, game: Game, { groups }: Grouping, by: readonly Dimension[]): Game {
  return {
    players: game.players,
    values: (count, has) => {
      const values = game.values(count, has)
      const failed = values.findIndex((value) => !Number.isFinite(value))
      if (failed < 0) return values
      const mixed = groups.filter((_, player) => has(failed)(player)).map(({ name }) => name)
      throw new PlanError([mixtureProblem(question, mixed, by)])
    },
  }
}

const MOST_NAMES = 3

/** @param mixed  names of the groups that have the values of the second state */
function mixtureProblem({ from, to, variable }: Question, mixed: readonly string[], by: readonly Dimension[]) {
  const { model } = from.projection
  const more = mixed.length > MOST_NAMES ? ` … (${mixed.length})` : ''
  const words = {
    variable: model.variables[variable]?.name ?? '',
    from: stateName(from, to),
    to: stateName(to, from),
    mixed: mixed.slice(0, MOST_NAMES).join(', ') + more,
  }
  // Groups that have no value apart may have one together.
  const coarser =
    from.year === to.year && !by.includes('year') ? 'year' : by.includes('sector') ? 'assumption' : 'sector'
  const help = { key: 'give-option', words: { option: `--by ${coarser}` } } as const
  return problem('mixture-without-value', wholeFile(''), words, help)
}

/** `trend`, and `trend@2022` where the other state is of another year. */
export function stateName({ projection, year }: State, other: State): string {
  const name = projection.model.plan.scenarios[projection.scenario]?.name ?? ''
  return year === other.year ? name : `${name}@${year}`
}

function changedParts(model: Model, { groups }: Grouping, { values, standardErrors }: ShapleyValues): Part[] {
  return groups.map((group, player) => ({
    ...described(model, group),
    contribution: values[player] as number,
    standardError: standardErrors === null ? null : (standardErrors[player] as number),
  }))
}

/** By assumption alone, those that do not differ are listed too, so that nobody wonders whether they were forgotten. */
function unchangedParts(
  { model, from, to, needed }: Comparison,
  by: readonly Dimension[],
  { groups }: Grouping,
): Part[] {
  if (by.length !== 1 || by[0] !== 'assumption') return []
  const changed = new Set(groups.map(({ variable }) => variable))
  const isInput = (index: number) => {
    const isGiven = (from.given[index] ?? to.given[index] ?? null) !== null
    return isGiven && model.variables[index]?.expression === null && model.variables[index]?.origin !== 'observed'
  }
  return needed
    .filter((index) => !changed.has(index) && isInput(index))
    .map((variable) => {
      const group = { variable, sector: null, year: null }
      const name = groupName(model, group)
      return { ...described(model, { name, ...group }), contribution: 0, standardError: null }
    })
}

function described({ variables }: Model, { name, variable, sector, year }: Group) {
  const assumption = variable === null ? null : (variables[variable]?.name ?? null)
  return { name, assumption, effect: null, sector, year }
}

/** Assumptions in reading order of the formulas, sectors by name, years as they come: no order of rows matters. */
function inOrder({ model, needed }: Comparison, parts: readonly Part[]): Part[] {
  const place = ({ assumption }: Part) =>
    assumption === null ? 0 : needed.indexOf(model.variableByName.get(assumption) ?? 0)
  return [...parts].sort(
    (a, b) => place(a) - place(b) || bySectorName(model, a.sector, b.sector) || (a.year ?? 0) - (b.year ?? 0),
  )
}

/** Sectors by the code points of their names, the total last. */
export function bySectorName({ plan }: Model, a: number | null, b: number | null): number {
  const key = (sector: number | null) => plan.sectors[sector ?? TOTAL]?.name
  const [x, y] = [key(a), key(b)]
  if (x === y) return 0
  return x !== undefined && (y === undefined || x < y) ? -1 : 1
}
