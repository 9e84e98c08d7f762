/** What a variable rests on, and the part of a model that computes it. */

import { references } from '../model/expression.ts'
import type { Inputs } from '../model/given.ts'
import type { Model } from '../model/types.ts'

/**
 * The variable and everything it rests on, in any year, in reading order: a formula before what it names, from left to
 * right. Formulas in cells of the inputs count too.
 *
 * @returns indexes into `model.variables`
 */
export function restsOn({ variables, variableByName }: Model, variable: number, inputs: readonly Inputs[]): number[] {
  const seen = new Set<number>()
  const visit = (index: number): void => {
    if (seen.has(index)) return
    seen.add(index)
    const { expression } = variables[index] ?? { expression: null }
    const cells = inputs.flatMap(({ given }) => [...new Set(given[index]?.formulas.values() ?? [])])
    for (const formula of [...(expression === null ? [] : [expression]), ...cells]) {
      for (const { name } of references(formula)) {
        const next = variableByName.get(name)
        if (next !== undefined) visit(next)
      }
    }
  }
  visit(variable)
  return [...seen]
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
