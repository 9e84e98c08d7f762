/** `--rtol` and `--atol`. */

import { type Tolerance, usualTolerance } from '../analyses/tolerance.ts'
import { PlanError } from '../plan/problem.ts'
import type { OptionSpec, RawOptions } from './options.ts'
import { usageProblem } from './usage.ts'

export const toleranceOptions: readonly OptionSpec[] = [
  {
    flags: '--rtol <number>',
    takes: 'value',
    en: 'numbers differ beyond this share of the first one (default: 1e-9)',
    zh: '相差超过前者的这一比例才算不同（默认：1e-9）',
  },
  {
    flags: '--atol <number>',
    takes: 'value',
    en: 'and beyond this amount (default: 1e-15)',
    zh: '并且相差超过这一数额（默认：1e-15）',
  },
]

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
