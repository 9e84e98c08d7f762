/** Where draws need not be believed: what shows that nothing uncertain moves an indicator, however rarely. */

import { type Expression, references, some } from '../../model/expression.ts'
import { functions } from '../../model/functions.ts'
import { formulasBehind } from '../needs.ts'
import type { Indicator } from '../trials.ts'
import { areReached } from './reach.ts'
import type { Uncertainty } from './uncertainty.ts'

/** Does the indicator rest on no uncertain number at all? */
export function isUnreached({ model, inputs, factors }: Uncertainty, indicator: Indicator): boolean {
  return !areReached(model, inputs, factors, indicator).includes(true)
}

/**
 * Is the indicator an analytic function of what is uncertain? One that stands still on draws then stands still
 * everywhere, such as the ratio of two numbers that grow alike. One with branches may move where no draw has been.
 *
 * @source the identity theorem: Krantz & Parks 2002, A Primer of Real Analytic Functions, §1.2
 */
export function isSmooth({ model, inputs, factors }: Uncertainty, { variable }: Indicator): boolean {
  // What a project has reached bends at whole years.
  if (factors.some(({ project }) => project?.field === 'delay')) return false
  return !formulasBehind(model, variable, inputs).some((formula) => some(formula, isBranch))
}

const BRANCHING = ['<', '<=', '>', '>=', '==', '!=', 'and', 'or']

/** Branches by the calendar alone are the same in every draw. */
function isBranch(part: Expression): boolean {
  const reads = references(part).length > 0
  if (part.kind === 'conditional') return references(part.test).length > 0
  if (part.kind === 'not') return reads
  if (part.kind === 'binary') return reads && BRANCHING.includes(part.operator)
  if (part.kind !== 'call') return false
  return reads && (part.name === 'abs' || part.name === 'ramp' || functions[part.name].kind === 'pick')
}
