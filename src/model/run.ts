/** What the evaluator and the solver of simultaneous equations share while a scenario is computed. */

import { at, type Block, type Workspace } from './blocks.ts'
import type { Expression } from './expression.ts'
import type { Given, Inputs } from './given.ts'
import type { Scope } from './interpret.ts'
import type { Model } from './types.ts'

export type Run = {
  readonly model: Model
  readonly inputs: Inputs
  readonly workspace: Workspace
  readonly blocks: Block[][]
  readonly failures: Failure[]
  readonly vary: Variation | null
}

/** An equation that gave no number although nothing was missing, or equations that could not be solved. */
export type Failure = {
  readonly kind: 'no-number' | 'infinite' | 'not-solved'
  readonly variable: number
  readonly year: number
  readonly sector: number
  readonly lane: number
  readonly unsolved: Unsolved | null
}

export type Unsolved = {
  /** `singular`: the equations do not determine their variables. */
  readonly reason: 'singular' | 'slow'
  /** The largest |x − f(x)| left, relative to its variable. */
  readonly residual: number
}

/**
 * Changes what the rows give for a variable in a year, lane by lane.
 *
 * @param given what the rows give, formulas in cells computed
 * @param read  the same for the rows of another scenario
 * @returns the values to use: `given` itself where nothing changes
 */
export type Variation = (variable: number, t: number, given: Block, read: (other: Given) => Block) => Block

/** Is any value that the formula reads for this sector and lane missing? */
export function restsOnMissing(expression: Expression, scope: Scope, sector: number, lane: number): boolean {
  switch (expression.kind) {
    case 'number':
    case 'constant':
      return false
    case 'variable':
      return Number.isNaN(at(scope.value(expression.name, expression.years), sector, lane))
    case 'negate':
    case 'not':
      return restsOnMissing(expression.operand, scope, sector, lane)
    case 'binary':
      return (
        restsOnMissing(expression.left, scope, sector, lane) || restsOnMissing(expression.right, scope, sector, lane)
      )
    case 'conditional':
      return [expression.test, expression.then, expression.otherwise].some((part) =>
        restsOnMissing(part, scope, sector, lane),
      )
    case 'linked':
      return anySector(expression.operand, scope, lane)
    case 'call': {
      const { name, operands } = expression
      const reduces = name === 'sum' || name === 'mean' || name === 'share'
      return operands.some((operand) =>
        reduces ? anySector(operand, scope, lane) : restsOnMissing(operand, scope, sector, lane),
      )
    }
  }
}

function anySector(expression: Expression, scope: Scope, lane: number): boolean {
  for (let s = 0; s < scope.workspace.shape.sectors; s++) if (restsOnMissing(expression, scope, s, lane)) return true
  return false
}
