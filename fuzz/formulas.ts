/** Formulas at random: trees that are allowed, and texts that are hardly ever. */

import {
  binary,
  call,
  type Expression,
  formatExpression,
  number,
  operandsOf,
  variable,
} from '../src/model/expression.ts'
import { mutated } from './mutate.ts'
import type { Random } from './random.ts'
import { anyWord, hostileFormulas } from './words.ts'

/** Variables of such formulas. */
export const letters = ['a', 'b', 'c'] as const

const arithmetic = ['+', '-', '*', '/', '^'] as const
const comparisons = ['<', '<=', '>', '>=', '==', '!='] as const

/** Everything that a formula may be, lags and linkages aside. */
export function treeOf(random: Random, depth: number): Expression {
  const below = () => treeOf(random, depth - 1)
  if (depth <= 0 || random.chance(0.2)) {
    return random.chance(0.6) ? variable(random.pick(letters)) : number(random.below(300) / random.pick([1, 10, 100]))
  }
  switch (random.below(9)) {
    case 0:
      return { kind: 'negate', operand: below() }
    case 1:
      return { kind: 'not', operand: below() }
    case 2:
      return { kind: 'conditional', test: comparison(random, below), then: below(), otherwise: below() }
    case 3:
      return call(random.pick(['abs', 'exp', 'log', 'sqrt', 'sin', 'cos']), below())
    case 4:
      return call(random.pick(['min', 'max']), ...random.list(1 + random.below(3), below))
    case 5:
      return binary(random.pick(['and', 'or']), comparison(random, below), comparison(random, below))
    case 6:
      return comparison(random, below)
    default:
      return binary(random.pick(arithmetic), below(), below())
  }
}

function comparison(random: Random, below: () => Expression): Expression {
  return binary(random.pick(comparisons), below(), below())
}

/** A formula with brackets around every part, as nobody writes it and everybody may. */
export function bracketed(part: Expression): string {
  const [first = '', second = '', third = ''] = operandsOf(part).map(bracketed)
  switch (part.kind) {
    case 'negate':
      return `(-${first})`
    case 'not':
      return `(not ${first})`
    case 'binary':
      return `(${first} ${part.operator} ${second})`
    case 'conditional':
      return `(${first} ? ${second} : ${third})`
    case 'call':
      return `${part.name}(${operandsOf(part).map(bracketed).join(', ')})`
    default:
      return formatExpression(part)
  }
}

/** A formula as a stranger might type it. */
export function strangeFormula(random: Random, known: readonly string[]): string {
  const text = random.chance(0.5) ? random.pick(known) : random.pick(hostileFormulas)
  const parts = [mutated(text, random), ...random.list(random.below(3), () => random.pick(anyWord))]
  return parts.join(random.pick(['', ' ', ' + ', ' * ', '(', ')']))
}
