/** A grid over one or two assumptions: what becomes of a target, or of any number, in every cell. */

import { projectScenario, valueAt } from '../model/project.ts'
import type { Model } from '../model/types.ts'
import type { Problem } from '../plan/problem.ts'
import type { Address } from '../plan/settings.ts'
import type { Target } from '../plan/types.ts'
import { type Verdict, verdictOf } from './targets.ts'
import { type Indicator, type Operation, respond } from './trials.ts'

export type Axis = {
  readonly address: Address
  readonly operation: Operation
  /** In the unit of the assumption, rates as fractions; factors where it is scaled. */
  readonly values: readonly number[]
}

/** What is looked at in every cell; `target` is null where it is a number that has none. */
export type Output = { readonly indicator: Indicator; readonly target: Target | null }

export type SweepCell = {
  /** A value of each axis. */
  readonly at: readonly number[]
  /** null where an equation gives no number there, or something is missing. */
  readonly value: number | null
  /** null where there is no target. */
  readonly verdict: Verdict | null
}

export type Swept = {
  readonly scenario: number
  readonly output: Output
  /** Without any change. */
  readonly planned: Omit<SweepCell, 'at'>
  /** The last axis goes through its values first. */
  readonly cells: readonly SweepCell[]
}

export function targetOutput({ variableByName }: Model, target: Target): Output {
  const { indicator, sector, year } = target
  return { indicator: { variable: variableByName.get(indicator) ?? -1, sector, year }, target }
}

/**
 * @param scenario  index into `plan.scenarios`
 * @returns one grid for each output, and the warnings of the scenario as it is
 * @throws PlanError where the scenario cannot be projected as it is
 */
export function sweep(
  model: Model,
  scenario: number,
  axes: readonly Axis[],
  outputs: readonly Output[],
): { readonly swept: readonly Swept[]; readonly problems: readonly Problem[] } {
  const base = projectScenario(model, scenario)
  const points = product(axes.map(({ values }) => values))
  const indicators = outputs.map(({ indicator }) => indicator)
  const answers = respond({ model, inputs: base.inputs, changes: axes, indicators }, points)
  const swept = outputs.map((output, i) => {
    const { variable, sector, year } = output.indicator
    const judged = (value: number | null) => ({ value, verdict: judge(value, output.target) })
    return {
      scenario,
      output,
      planned: judged(valueAt(base, variable, sector, year)),
      cells: points.map((point, p) => {
        const value = answers[p]?.[i] ?? Number.NaN
        return { at: [...point], ...judged(Number.isNaN(value) ? null : value) }
      }),
    }
  })
  return { swept, problems: base.problems }
}

function judge(value: number | null, target: Target | null): Verdict | null {
  return target === null ? null : verdictOf(value, target.op, target.threshold)
}

/** Every choice of one value from each list, the last list fastest. */
function product(lists: readonly (readonly number[])[]): Float64Array[] {
  return lists.reduce<Float64Array[]>(
    (points, values) => points.flatMap((point) => values.map((value) => Float64Array.of(...point, value))),
    [new Float64Array(0)],
  )
}
