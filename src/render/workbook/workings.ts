/**
 * Workings: what a formula reduces over sectors, where that is more than a variable. `sum(price * output)` becomes the sum
 * of rows of their own, so that formulas stay short and every step can be read.
 */

import { type Expression, formatExpression, mapOperands, variable } from '../../model/expression.ts'

export type Working = {
  /** Stands for it in formulas; no variable can have such a name. */
  readonly name: string
  readonly expression: Expression
  /** As a formula of the plan. */
  readonly text: string
}

export type Workings = {
  readonly all: readonly Working[]
  /** The formula with its workings in their places. */
  readonly in: (expression: Expression) => Expression
}

/** @param bySector  is the variable one by sector? */
export function workingsOf(expressions: Iterable<Expression>, bySector: (name: string) => boolean): Workings {
  const byText = new Map<string, Working>()
  const whole = new Map<Expression, Expression>()
  const standIn = (operand: Expression): Expression => {
    if (operand.kind === 'variable' && bySector(operand.name)) return operand
    const text = formatExpression(operand)
    const known = byText.get(text)
    if (known !== undefined) return variable(known.name)
    // The workings inside it first: a name is the count of those before it.
    const inside = rewritten(operand)
    const working = { name: `\0${byText.size}`, expression: inside, text }
    byText.set(text, working)
    return variable(working.name)
  }
  const rewritten = (expression: Expression): Expression => {
    if (expression.kind === 'linked') return { ...expression, operand: standIn(expression.operand) }
    const isReduction = expression.kind === 'call' && ['sum', 'mean', 'share'].includes(expression.name)
    return mapOperands(expression, isReduction ? standIn : rewritten)
  }
  for (const expression of expressions) whole.set(expression, rewritten(expression))
  return { all: [...byText.values()], in: (expression) => whole.get(expression) ?? rewritten(expression) }
}
