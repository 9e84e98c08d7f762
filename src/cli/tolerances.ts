/** `--rtol` and `--atol`, read. */

import { type Tolerance, usualTolerance } from '../analyses/tolerance.ts'
import { PlanError } from '../plan/problem.ts'
import type { RawOptions } from './options.ts'
import { usageProblem } from './usage.ts'

/** @throws PlanError for what is no number, or below 0 */
export function readTolerance(raw: RawOptions): Tolerance {
  return {
    rtol: readNumber(raw['rtol'], '--rtol') ?? usualTolerance.rtol,
    atol: readNumber(raw['atol'], '--atol') ?? usualTolerance.atol,
  }
}

function readNumber(given: unknown, option: string): number | null {
  if (typeof given !== 'string') return null
  const value = /^\d*\.?\d+(?:[eE][-+]?\d+)?$/.test(given) ? Number(given) : Number.NaN
  if (Number.isFinite(value)) return value
  const help = { key: 'write', words: { example: `${option} 1e-6` } } as const
  throw new PlanError([usageProblem('bad-option-value', { text: given, option }, help)])
}
