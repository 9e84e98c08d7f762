/** Years of options. */

import type { Model } from '../model/types.ts'
import { PlanError } from '../plan/problem.ts'
import { usageProblem } from './usage.ts'

/** @throws PlanError for anything but four digits */
export function readYear(given: unknown, option: string, example: number): number | null {
  if (typeof given !== 'string') return null
  if (/^[1-9]\d{3}$/.test(given)) return Number(given)
  const help = { key: 'write', words: { example: `${option} ${example}` } } as const
  throw new PlanError([usageProblem('bad-option-value', { text: given, option }, help)])
}

/** @throws PlanError for a year that the model does not project */
export function checkedYear({ years, baseYear, horizon }: Model, year: number): number {
  if (years.includes(year)) return year
  const help = { key: 'write', words: { example: `${baseYear}–${horizon}` } } as const
  throw new PlanError([usageProblem('year-not-projected', { year }, help)])
}
