/** The growth a target asks for, whatever the plan assumes. */

import { type Projection, valueAt } from '../model/project.ts'
import type { Target } from '../plan/types.ts'

export type RequiredGrowth = {
  /** Per year, as a fraction; null where no rate leads from one level to the other. */
  readonly value: number | null
  /** The level in the base year; null where there is none. */
  readonly base: number | null
  readonly years: number
  /** Why there is no rate. */
  readonly reason: 'no-base' | 'zero-base' | 'sign-change' | 'no-years' | null
}

/**
 * Compound annual growth of the indicator from the base year to its threshold in the target's year.
 *
 *     rate = (threshold / base)^(1 / years) − 1
 *
 * @example from 100 to 200 in five years: 0.1486983549970351 (as RRI of spreadsheets)
 */
export function requiredGrowth(projection: Projection, target: Target): RequiredGrowth {
  const { model } = projection
  const variable = model.variableByName.get(target.indicator)
  const base = variable === undefined ? null : valueAt(projection, variable, target.sector, model.baseYear)
  const years = target.year - model.baseYear
  const reason = reasonAgainst(base, target.threshold, years)
  const value = reason === null && base !== null ? (target.threshold / base) ** (1 / years) - 1 : null
  return { value, base, years, reason }
}

function reasonAgainst(base: number | null, threshold: number, years: number): RequiredGrowth['reason'] {
  if (base === null) return 'no-base'
  if (years <= 0) return 'no-years'
  if (base === 0) return 'zero-base'
  return threshold / base < 0 ? 'sign-change' : null
}
