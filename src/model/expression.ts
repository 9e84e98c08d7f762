/**
 * A formula as a tree: the one form of an equation that every backend reads (evaluator, derivatives, grades,
 * explanations, workbook, page). Plain data; made by `parse.ts` or by the builders below.
 */

import type { ConstantName, FunctionName } from './functions.ts'

export type BinaryOperator = '+' | '-' | '*' | '/' | '^' | '<' | '<=' | '>' | '>=' | '==' | '!=' | 'and' | 'or'

export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'constant'; readonly name: ConstantName }
  /** A variable, `years` before this one: 0 is this year. */
  | { readonly kind: 'variable'; readonly name: string; readonly years: number }
  | { readonly kind: 'negate' | 'not'; readonly operand: Expression }
  | {
      readonly kind: 'binary'
      readonly operator: BinaryOperator
      readonly left: Expression
      readonly right: Expression
    }
  | {
      readonly kind: 'conditional'
      readonly test: Expression
      readonly then: Expression
      readonly otherwise: Expression
    }
  | { readonly kind: 'linked'; readonly operand: Expression; readonly linkage: string }
  | {
      readonly kind: 'call'
      readonly name: Exclude<FunctionName, 'lag' | 'linked'>
      readonly operands: readonly Expression[]
    }

export function number(value: number): Expression {
  return { kind: 'number', value }
}

export function variable(name: string, years = 0): Expression {
  return { kind: 'variable', name, years }
}

export function binary(operator: BinaryOperator, left: Expression, right: Expression): Expression {
  return { kind: 'binary', operator, left, right }
}

export function call(name: Exclude<FunctionName, 'lag' | 'linked'>, ...operands: Expression[]): Expression {
  return { kind: 'call', name, operands }
}

export function operandsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'negate':
    case 'not':
    case 'linked':
      return [expression.operand]
    case 'binary':
      return [expression.left, expression.right]
    case 'conditional':
      return [expression.test, expression.then, expression.otherwise]
    case 'call':
      return expression.operands
    default:
      return []
  }
}

/** The tree with each operand replaced by `change(operand)`. */
export function mapOperands(expression: Expression, change: (operand: Expression) => Expression): Expression {
  switch (expression.kind) {
    case 'negate':
    case 'not':
    case 'linked':
      return { ...expression, operand: change(expression.operand) }
    case 'binary':
      return { ...expression, left: change(expression.left), right: change(expression.right) }
    case 'conditional':
      return {
        ...expression,
        test: change(expression.test),
        then: change(expression.then),
        otherwise: change(expression.otherwise),
      }
    case 'call':
      return { ...expression, operands: expression.operands.map(change) }
    default:
      return expression
  }
}

/** Every variable a formula mentions, in reading order, with how many years back. */
export function references(expression: Expression): { readonly name: string; readonly years: number }[] {
  if (expression.kind === 'variable') return [{ name: expression.name, years: expression.years }]
  return operandsOf(expression).flatMap(references)
}

/** Does any part of the tree satisfy `claim`? */
export function some(expression: Expression, claim: (part: Expression) => boolean): boolean {
  return claim(expression) || operandsOf(expression).some((operand) => some(operand, claim))
}

/**
 * What the formula says `years` earlier: `lag(a / b)` is `lag(a) / lag(b)`. The calendar year shifts too, and
 * `ramp` with it.
 */
export function shifted(expression: Expression, years: number): Expression {
  if (expression.kind === 'variable') return { ...expression, years: expression.years + years }
  if (expression.kind === 'constant' && expression.name === 'year') return binary('-', expression, number(years))
  if (expression.kind === 'call' && expression.name === 'ramp') {
    return call('ramp', ...expression.operands.map((bound) => binary('+', shifted(bound, years), number(years))))
  }
  return mapOperands(expression, (operand) => shifted(operand, years))
}

/** How tightly an operator binds: a looser one inside a tighter one needs brackets. */
export const binding: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '^': 7,
}

/**
 * The formula as text, with the fewest brackets. `leaf` says how a variable or number is written, so that the same
 * walk prints names or the values in their place.
 */
export function formatExpression(
  expression: Expression,
  leaf: (part: Expression) => string | null = () => null,
): string {
  const text = (part: Expression, least: number): string => {
    const own = leaf(part)
    if (own !== null) return own
    const [written, strength] = format(part)
    return strength < least ? `(${written})` : written
  }
  const format = (part: Expression): readonly [string, number] => {
    switch (part.kind) {
      case 'number':
        return [String(part.value), part.value < 0 ? 6 : 9]
      case 'constant':
        return [part.name, 9]
      case 'variable':
        return [part.years === 0 ? part.name : `lag(${part.name}${part.years === 1 ? '' : `, ${part.years}`})`, 9]
      case 'negate':
        return [`-${text(part.operand, 7)}`, 6]
      case 'not':
        return [`not ${text(part.operand, 9)}`, 6]
      case 'binary': {
        const strength = binding[part.operator]
        const rightAssociative = part.operator === '^'
        // `a < b < c` would say something else to most readers, and is refused.
        const leftAssociative = !rightAssociative && strength !== binding['==']
        const left = text(part.left, leftAssociative ? strength : strength + 1)
        const right = text(part.right, rightAssociative ? 6 : strength + 1)
        return [`${left} ${part.operator} ${right}`, strength]
      }
      case 'conditional':
        return [`${text(part.test, 1)} ? ${text(part.then, 1)} : ${text(part.otherwise, 0)}`, 0]
      case 'linked':
        return [`linked(${text(part.operand, 0)}, ${part.linkage})`, 9]
      case 'call':
        return [`${part.name}(${part.operands.map((operand) => text(operand, 0)).join(', ')})`, 9]
    }
  }
  return text(expression, 0)
}
