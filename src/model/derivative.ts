/**
 * Forward-mode derivatives of formulas over blocks: the value and its slope along one direction, together.
 *
 * The direction is a block for each variable of this year that moves; lagged values stand still unless the scope of
 * the slopes says otherwise. Exact to rounding: no step size is chosen. At a kink (min, max, abs, clamp, a comparison)
 * the slope is that of the branch taken.
 * @source Griewank & Walther 2008, Evaluating Derivatives, ch. 3 (forward mode)
 */

import { type Block, choose, combine, literal, map, multiplySparse, sum, zip } from './blocks.ts'
import type { BinaryOperator, Expression } from './expression.ts'
import { functions } from './functions.ts'
import { interpret, linkageOf, mean, type Scope } from './interpret.ts'

/** `slope` null: does not move. */
export type Dual = { readonly value: Block; readonly slope: Block | null }

/** The slope of a variable along the direction, so many years before this one; null where it does not move. */
export type Direction = (name: string, years: number) => Block | null

export function differentiate(expression: Expression, scope: Scope, direction: Direction): Dual {
  const visit = (part: Expression): Dual => differentiate(part, scope, direction)
  const { workspace } = scope
  switch (expression.kind) {
    case 'number':
    case 'constant':
      return { value: interpret(expression, scope), slope: null }
    case 'variable':
      return { value: interpret(expression, scope), slope: direction(expression.name, expression.years) }
    case 'not':
      return { value: interpret(expression, scope), slope: null }
    case 'negate':
      return times(scope, visit(expression.operand), literal(-1))
    case 'binary':
      return binarySlope(expression.operator, visit(expression.left), visit(expression.right), scope)
    case 'conditional': {
      const test = visit(expression.test).value
      const [then, otherwise] = [visit(expression.then), visit(expression.otherwise)]
      return {
        value: choose(workspace, test, then.value, otherwise.value),
        slope: chosen(scope, test, then, otherwise),
      }
    }
    case 'linked': {
      const matrix = linkageOf(scope, expression.linkage)
      const { value, slope } = visit(expression.operand)
      return {
        value: multiplySparse(workspace, matrix, value),
        slope: slope === null ? null : multiplySparse(workspace, matrix, slope),
      }
    }
    case 'call':
      return callSlope(expression, scope, visit)
  }
}

function times({ workspace }: Scope, { value, slope }: Dual, factor: Block): Dual {
  return {
    value: combine(workspace, '*', value, factor),
    slope: slope === null ? null : combine(workspace, '*', slope, factor),
  }
}

function plus({ workspace }: Scope, operator: '+' | '-', a: Block | null, b: Block | null): Block | null {
  if (b === null) return a
  if (a === null) return operator === '+' ? b : map(workspace, b, (x) => -x)
  return combine(workspace, operator, a, b)
}

function scaled({ workspace }: Scope, slope: Block | null, by: Block): Block | null {
  return slope === null ? null : combine(workspace, '*', slope, by)
}

function chosen(scope: Scope, test: Block, a: Dual, b: Dual): Block | null {
  if (a.slope === null && b.slope === null) return null
  return choose(scope.workspace, test, a.slope ?? literal(0), b.slope ?? literal(0))
}

function binarySlope(operator: BinaryOperator, a: Dual, b: Dual, scope: Scope): Dual {
  const { workspace } = scope
  const value = combine(workspace, operator, a.value, b.value)
  switch (operator) {
    case '+':
    case '-':
      return { value, slope: plus(scope, operator, a.slope, b.slope) }
    case '*':
      return { value, slope: plus(scope, '+', scaled(scope, a.slope, b.value), scaled(scope, b.slope, a.value)) }
    case '/': {
      // (a/b)' = (a' − (a/b)·b') / b
      const rise = plus(scope, '-', a.slope, scaled(scope, b.slope, value))
      return { value, slope: rise === null ? null : combine(workspace, '/', rise, b.value) }
    }
    case '^': {
      // b·a^(b−1)·a' + a^b·ln(a)·b'; the second part only where the exponent moves, so a negative base is allowed.
      const byBase =
        a.slope &&
        combine(
          workspace,
          '*',
          zip(workspace, a.value, b.value, (x, y) => y * x ** (y - 1)),
          a.slope,
        )
      const byExponent =
        b.slope &&
        combine(
          workspace,
          '*',
          zip(workspace, a.value, value, (x, z) => z * Math.log(x)),
          b.slope,
        )
      return { value, slope: plus(scope, '+', byBase, byExponent) }
    }
    default:
      return { value, slope: null }
  }
}

function callSlope(
  expression: Extract<Expression, { kind: 'call' }>,
  scope: Scope,
  visit: (part: Expression) => Dual,
): Dual {
  const { workspace } = scope
  const operands = expression.operands.map(visit)
  const [first] = operands
  if (first === undefined) throw new RangeError(`${expression.name} without an argument`)
  const { value: x, slope } = first
  switch (expression.name) {
    case 'sum':
      return { value: sum(workspace, x), slope: slope === null ? null : sum(workspace, slope) }
    case 'mean':
      return { value: mean(workspace, x), slope: slope === null ? null : mean(workspace, slope) }
    case 'share': {
      const total: Dual = { value: sum(workspace, x), slope: slope && sum(workspace, slope) }
      return binarySlope('/', first, total, scope)
    }
    case 'min':
    case 'max':
      return operands.reduce((a, b) => pick(scope, expression.name === 'min' ? '<=' : '>=', a, b))
    case 'clamp': {
      const [, low, high] = operands
      if (low === undefined || high === undefined) throw new RangeError('clamp takes three arguments')
      return pick(scope, '<=', pick(scope, '>=', first, low), high)
    }
    case 'round':
    case 'ramp':
      return { value: interpret(expression, scope), slope: null }
    default: {
      const { apply, slope: rate } = functions[expression.name]
      const value = map(workspace, x, apply)
      return { value, slope: slope && combine(workspace, '*', zip(workspace, x, value, rate), slope) }
    }
  }
}

function pick(scope: Scope, operator: '<=' | '>=', a: Dual, b: Dual): Dual {
  const first = combine(scope.workspace, operator, a.value, b.value)
  return { value: choose(scope.workspace, first, a.value, b.value), slope: chosen(scope, first, a, b) }
}
