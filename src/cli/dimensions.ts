/** `--by`: what is told apart. */

import { DIMENSIONS, type Dimension } from '../analyses/groups.ts'
import { PlanError } from '../plan/problem.ts'
import { badValue } from './usage.ts'

/**
 * In one order, whatever the order typed; null where nothing was.
 *
 * @throws PlanError for a name that is no dimension
 */
export function readDimensions(given: unknown): Dimension[] | null {
  if (!Array.isArray(given)) return null
  const names = given.map((text) => String(text).trim())
  const unknown = names.find((name) => !DIMENSIONS.some((dimension) => dimension === name))
  if (unknown !== undefined) throw new PlanError([badValue('--by', unknown, DIMENSIONS)])
  return DIMENSIONS.filter((dimension) => names.includes(dimension))
}
