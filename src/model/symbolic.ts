/**
 * The slope of a formula as a formula: for one sector, by one value that moves. The twin of `derivative.ts`, for backends
 * that compute elsewhere (the workbook's Newton steps).
 *
 * At a kink (min, max, abs, clamp, a comparison) the slope is that of the branch taken.
 * @source Griewank & Walther 2008, Evaluating Derivatives, ch. 3 (the same rules, on expressions)
 */

import type { SparseMatrix } from './blocks.ts'
import { binary, call, type Expression, number } from './expression.ts'

export type Moving = {
  /** Is this the value that moves? */
  readonly moves: (name: string, years: number, sector: number) => boolean
  /** What stands for the value of a part of the formula, for a sector. */
  readonly value: (part: Expression, sector: number) => Expression
  readonly sectors: number
  readonly linkages: ReadonlyMap<string, SparseMatrix>
}

/** @returns null where the formula does not move */
export function slopeOf(expression: Expression, sector: number, moving: Moving): Expression | null {
  const slope = (part: Expression) => slopeOf(part, sector, moving)
  const value = (part: Expression) => moving.value(part, sector)
  switch (expression.kind) {
    case 'number':
    case 'constant':
    case 'not':
      return null
    case 'variable':
      return moving.moves(expression.name, expression.years, sector) ? number(1) : null
    case 'negate':
      return times(slope(expression.operand), number(-1))
    case 'binary':
      return binarySlope(expression, slope, value)
    case 'conditional':
      return chosen(value(expression.test), slope(expression.then), slope(expression.otherwise))
    case 'linked':
      return linkedSlope(expression, sector, moving)
    case 'call':
      return callSlope(expression, sector, moving)
  }
}

type Slope = Expression | null

function times(slope: Slope, factor: Expression): Slope {
  if (slope === null) return null
  return slope.kind === 'number' && slope.value === 1 ? factor : binary('*', slope, factor)
}

function plus(operator: '+' | '-', a: Slope, b: Slope): Slope {
  if (b === null) return a
  if (a === null) return operator === '+' ? b : times(b, number(-1))
  return binary(operator, a, b)
}

function over(slope: Slope, divisor: Expression): Slope {
  return slope === null ? null : binary('/', slope, divisor)
}

function chosen(test: Expression, a: Slope, b: Slope): Slope {
  if (a === null && b === null) return null
  return { kind: 'conditional', test, then: a ?? number(0), otherwise: b ?? number(0) }
}

function binarySlope(
  { operator, left, right }: Extract<Expression, { kind: 'binary' }>,
  slope: (part: Expression) => Slope,
  value: (part: Expression) => Expression,
): Slope {
  const [a, b] = [slope(left), slope(right)]
  switch (operator) {
    case '+':
    case '-':
      return plus(operator, a, b)
    case '*':
      return plus('+', times(a, value(right)), times(b, value(left)))
    case '/':
      // (a/b)' = (a' − (a/b)·b') / b
      return over(plus('-', a, times(b, value(binary('/', left, right)))), value(right))
    case '^': {
      const lowered = binary('^', value(left), binary('-', value(right), number(1)))
      const byBase = times(a, binary('*', value(right), lowered))
      const byExponent = times(b, binary('*', value(binary('^', left, right)), call('log', value(left))))
      return plus('+', byBase, byExponent)
    }
    default:
      return null
  }
}

function linkedSlope(
  { operand, linkage }: Extract<Expression, { kind: 'linked' }>,
  sector: number,
  moving: Moving,
): Slope {
  const matrix = moving.linkages.get(linkage)
  let total: Slope = null
  for (let k = 0; matrix !== undefined && k < matrix.from.length; k++) {
    if (matrix.from[k] !== sector) continue
    const term = slopeOf(operand, matrix.to[k] as number, moving)
    total = plus('+', total, times(term, number(matrix.coefficient[k] as number)))
  }
  return total
}

function sumSlope(operand: Expression, moving: Moving): Slope {
  let total: Slope = null
  for (let s = 0; s < moving.sectors; s++) total = plus('+', total, slopeOf(operand, s, moving))
  return total
}

function callSlope({ name, operands }: Extract<Expression, { kind: 'call' }>, sector: number, moving: Moving): Slope {
  const value = (part: Expression) => moving.value(part, sector)
  const [first, second, third] = operands
  if (first === undefined) throw new RangeError(`${name} without an argument`)
  const slope = slopeOf(first, sector, moving)
  switch (name) {
    case 'sum':
      return sumSlope(first, moving)
    case 'mean':
      return over(sumSlope(first, moving), number(moving.sectors))
    case 'share': {
      const total = value(call('sum', first))
      return over(plus('-', slope, times(sumSlope(first, moving), value(call('share', first)))), total)
    }
    case 'min':
    case 'max':
      return picked(name === 'min' ? '<=' : '>=', operands, sector, moving)
    case 'clamp':
      if (second === undefined || third === undefined) throw new RangeError('clamp takes three arguments')
      return picked('<=', [call('max', first, second), third], sector, moving)
    case 'round':
    case 'ramp':
      return null
    case 'abs':
      return times(slope, binary('-', binary('>', value(first), number(0)), binary('<', value(first), number(0))))
    case 'exp':
      return times(slope, value(call('exp', first)))
    case 'log':
      return over(slope, value(first))
    case 'sqrt':
      return over(times(slope, number(0.5)), value(call('sqrt', first)))
    case 'sin':
      return times(slope, call('cos', value(first)))
    case 'cos':
      return times(slope, { kind: 'negate', operand: call('sin', value(first)) })
  }
}

/** Of the first operand that no later one goes beyond. */
function picked(operator: '<=' | '>=', operands: readonly Expression[], sector: number, moving: Moving): Slope {
  const [first, ...others] = operands
  if (first === undefined) return null
  let best = first
  let slope = slopeOf(first, sector, moving)
  for (const other of others) {
    const test = binary(operator, moving.value(best, sector), moving.value(other, sector))
    slope = chosen(test, slope, slopeOf(other, sector, moving))
    best = call(operator === '<=' ? 'min' : 'max', best, other)
  }
  return slope
}
