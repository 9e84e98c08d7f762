/** Whether Excel can hold a formula: no more than 8192 characters, and no more than 64 functions within each other. */

import type { ModelVariable } from '../../model/types.ts'
import { PlanError, problem, wholeFile } from '../../plan/problem.ts'
import { placeOf } from '../../plan/source.ts'
import type { Layout } from './layout.ts'
import { limits } from './places.ts'

/**
 * @param variable  whose formula it is; null for a part of one that has rows of its own
 * @throws PlanError that names the equation
 */
export function needLength({ model }: Layout, variable: ModelVariable | null, formula: string): void {
  if (formula.length < limits.formula && depthOf(formula) <= limits.depth) return
  const at = variable?.formulaAt ?? null
  const place = at === null ? wholeFile('') : placeOf(model.plan.files, at)
  const words = {
    variable: variable?.name ?? '',
    length: formula.length,
    command: 'yuce project -f csv --excel -o projection.csv',
  }
  throw new PlanError([problem('workbook-formula-too-long', place, words)])
}

/** How many functions stand within each other, brackets counted as if they were. */
function depthOf(formula: string): number {
  if (formula.length < limits.depth * 3) return 0
  let depth = 0
  let most = 0
  // A quoted name of a sheet may hold brackets.
  for (const sign of formula.replace(/'(?:[^']|'')*'/g, '')) {
    if (sign === '(') most = Math.max(most, ++depth)
    else if (sign === ')') depth--
  }
  return most
}
