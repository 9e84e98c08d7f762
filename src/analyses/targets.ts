/** Do projections meet the plan's targets? */

import { type Projection, valueAt } from '../model/project.ts'
import type { Operator, Target } from '../plan/types.ts'

/** `undetermined`: the projection has no value there, so the answer is neither yes nor no. */
export type Verdict = 'met' | 'missed' | 'undetermined'

export type TargetResult = {
  readonly target: Target
  /** In the unit of the indicator. */
  readonly value: number | null
  /** value − threshold, signed so that negative is short of the target. */
  readonly gap: number | null
  readonly verdict: Verdict
  /** The first year from the base year on in which the indicator meets the threshold. */
  readonly firstMet: number | null
}

/** Judge each target against one projection, in the order of targets.csv. */
export function checkTargets(projection: Projection): TargetResult[] {
  const { model } = projection
  return model.plan.targets.map((target) => {
    const variable = model.variableByName.get(target.indicator)
    const valueIn = (year: number) =>
      variable === undefined ? null : valueAt(projection, variable, target.sector, year)
    const value = valueIn(target.year)
    return {
      target,
      value,
      gap: value === null ? null : gapOf(value, target),
      verdict: verdictOf(value, target.op, target.threshold),
      firstMet:
        projection.years.find((year) => verdictOf(valueIn(year), target.op, target.threshold) === 'met') ?? null,
    }
  })
}

function gapOf(value: number, { op, threshold }: Target): number {
  return (op === '>' || op === '>=' ? value - threshold : threshold - value) + 0
}

/** Values closer to a threshold than this, relative to it, equal it: 1000 × 1.1³ is not above 1331. */
export const equalityTolerance = 1e-9

/**
 * The verdict on one value. Without a value it is undetermined, never met.
 * @example verdictOf(1331.0000000000005, '>', 1331) // 'missed': equal within 1e-9
 */
export function verdictOf(value: number | null, op: Operator, threshold: number): Verdict {
  if (value === null || !Number.isFinite(value)) return 'undetermined'
  const equal = Math.abs(value - threshold) <= equalityTolerance * Math.abs(threshold)
  if (equal) return op === '>=' || op === '<=' ? 'met' : 'missed'
  const above = value > threshold
  return above === (op === '>' || op === '>=') ? 'met' : 'missed'
}
