/**
 * How two states of a plan differ: two scenarios in one year, one scenario in two years, or both. Levels and
 * differences, and an attribution whose parts add up to the difference.
 */

import { valueAt } from '../model/project.ts'
import type { Model } from '../model/types.ts'
import { TOTAL } from '../plan/types.ts'
import { type Attribution, type Part, type Question, type Sampling, shapleyAttribution } from './attribution.ts'
import { lmdiAttribution } from './effects.ts'
import { changedVariables, type Dimension } from './groups.ts'
import { restsOn } from './needs.ts'

export const METHODS = ['shapley', 'lmdi'] as const
export type Method = (typeof METHODS)[number]

/** One number in both states. */
export type LevelChange = {
  readonly variable: number
  /** Index into `plan.sectors`, or TOTAL. */
  readonly sector: number
  readonly from: number | null
  readonly to: number | null
  readonly difference: number | null
}

export type Comparison = {
  readonly question: Question
  readonly fromValue: number
  readonly toValue: number
  readonly difference: number
  readonly attribution: Attribution
  /** Variables that differ between the two scenarios without any effect on the one explained. */
  readonly withoutEffect: readonly number[]
}

export type How = Sampling & {
  readonly method: Method
  /** null: what tells the parts apart best; see the methods. */
  readonly by: readonly Dimension[] | null
}

/**
 * @throws PlanError where there is nothing to attribute: a mixture of the two states without a value, or a formula that
 *   the method cannot take apart
 */
export function compare(question: Question, values: { from: number; to: number }, how: How): Comparison {
  const difference = values.to - values.from
  const attribution =
    how.method === 'shapley' ? shapleyAttribution(question, how.by, how) : lmdiAttribution(question, how.by)
  return {
    question,
    fromValue: values.from,
    toValue: values.to,
    difference,
    attribution: { ...attribution, parts: addingUp(attribution.parts, values) },
    withoutEffect: withoutEffect(question),
  }
}

/** Of the levels: parts may miss the difference by rounding and by the tolerance of equations that are solved. */
const ROUNDING = 1e-8

/**
 * The parts with their rounding errors (the last bits of a double) given to the largest of them, and what that is too
 * coarse for to the last. So they add up to the difference in the order in which they stand, to its last bit unless
 * parts of both signs are larger than it.
 *
 * @throws RangeError if more than rounding is missing: our bug
 */
export function addingUp(parts: readonly Part[], { from, to }: { from: number; to: number }): Part[] {
  const difference = to - from
  const contributions = parts.map(({ contribution }) => contribution)
  const sizes = contributions.map(Math.abs)
  const scale = sizes.reduce((sum, size) => sum + size, Math.abs(from) + Math.abs(to))
  const rest = () => difference - contributions.reduce((sum, each) => sum + each, 0)
  if (!(Math.abs(rest()) <= ROUNDING * scale)) throw new RangeError(`parts miss ${difference} by ${rest()}`)
  // A part that is 0 is so because nothing changed: it stays.
  const last = sizes.findLastIndex((size) => size > 0)
  for (const place of [sizes.indexOf(Math.max(...sizes)), last, last]) {
    if (rest() !== 0 && place >= 0) contributions[place] = (contributions[place] as number) + rest()
  }
  return parts.map((part, place) => ({ ...part, contribution: contributions[place] as number }))
}

function withoutEffect({ from, to, variable }: Question): number[] {
  const { model, inputs } = from.projection
  if (from.projection.scenario === to.projection.scenario) return []
  const effective = new Set(restsOn(model, variable, [inputs, to.projection.inputs]))
  return changedVariables(model, inputs, to.projection.inputs).filter((index) => !effective.has(index))
}

/** Variables in both states; a variable by sector gives a row for each sector. */
export function levelChanges({ from, to }: Pick<Question, 'from' | 'to'>, variables: readonly number[]): LevelChange[] {
  const { model } = from.projection
  return variables.flatMap((variable) =>
    sectorsOf(model, variable).map((sector): LevelChange => {
      const before = valueAt(from.projection, variable, sector, from.year)
      const after = valueAt(to.projection, variable, sector, to.year)
      const difference = before === null || after === null ? null : after - before
      return { variable, sector, from: before, to: after, difference }
    }),
  )
}

function sectorsOf({ variables, plan }: Model, variable: number): number[] {
  return variables[variable]?.level === 'total' ? [TOTAL] : plan.sectors.map((_, sector) => sector)
}

/** The variable by sector that a total is the sum of; the variable itself where it is by sector; null: none. */
export function bySectorOf({ variables, variableByName, plan }: Model, variable: number): number | null {
  const { level, expression } = variables[variable] ?? { level: 'total', expression: null }
  if (plan.sectors.length === 1) return null
  if (level === 'sector') return variable
  if (expression?.kind !== 'call' || expression.name !== 'sum') return null
  const [summed] = expression.operands
  return summed?.kind === 'variable' && summed.years === 0 ? (variableByName.get(summed.name) ?? null) : null
}
