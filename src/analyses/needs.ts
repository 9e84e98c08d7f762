/** What a variable rests on, and the part of a model that computes it. */

import { type Expression, formatExpression, references } from '../model/expression.ts'
import type { Inputs } from '../model/given.ts'
import type { Model } from '../model/types.ts'

/**
 * The variable and everything it rests on, in any year, in reading order: a formula before what it names, from left to
 * right. Formulas in cells of the inputs count too.
 *
 * @returns indexes into `model.variables`
 */
export function restsOn(model: Model, variable: number, inputs: readonly Inputs[]): number[] {
  const seen = new Set<number>()
  const open = [variable]
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (seen.has(index)) continue
    seen.add(index)
    // The last one pushed is the first one visited.
    for (const { name } of formulasOf(model, index, inputs).flatMap(references).reverse()) {
      const next = model.variableByName.get(name)
      if (next !== undefined) open.push(next)
    }
  }
  return [...seen]
}

/** Every formula behind a variable, in the equations and in cells of the inputs. */
export function formulasBehind(model: Model, variable: number, inputs: Inputs): Expression[] {
  return restsOn(model, variable, [inputs]).flatMap((index) => formulasOf(model, index, [inputs]))
}

/** The equation, then the formulas in cells by their texts, so that the order of rows does not show. */
function formulasOf({ variables }: Model, index: number, inputs: readonly Inputs[]): Expression[] {
  const { expression } = variables[index] ?? { expression: null }
  const cells = new Map<string, Expression>()
  for (const { given } of inputs) {
    for (const formula of new Set(given[index]?.formulas.values() ?? [])) cells.set(formatExpression(formula), formula)
  }
  const sorted = [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, formula]) => formula)
  return expression === null ? sorted : [expression, ...sorted]
}

/** The model without what the variables do not need, and without the years after `year`. */
export function modelUntil(model: Model, needed: readonly number[], year: number): Model {
  const isNeeded = new Set(needed)
  return {
    ...model,
    timeline: model.timeline.filter((each) => each <= year),
    components: model.components.filter(({ variables }) => variables.some((index) => isNeeded.has(index))),
  }
}
