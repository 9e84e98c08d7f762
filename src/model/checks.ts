/** What must hold between the formulas, the assumptions and the targets of a plan before it can be computed. */

import { type Problem, problem, wholeFile } from '../plan/problem.ts'
import { placeOf } from '../plan/source.ts'
import { suggest } from '../plan/suggest.ts'
import { type CellRef, type Plan, TOTAL } from '../plan/types.ts'
import type { SparseMatrix } from './blocks.ts'
import { type Expression, references, some } from './expression.ts'
import { type CellFormula, didYouMean, within } from './formulas.ts'
import { cellOf } from './given.ts'
import { positionOf } from './parse.ts'
import type { Model, ModelVariable } from './types.ts'

/** Every name in a formula must be a variable of the plan, and every linkage one of linkages.csv. */
export function checkNames(
  plan: Plan,
  variables: readonly ModelVariable[],
  cellFormulas: ReadonlyMap<string, CellFormula>,
  linkages: ReadonlyMap<string, SparseMatrix>,
  problems: Problem[],
): void {
  const names = new Set(variables.map(({ name }) => name))
  const check = (expression: Expression, text: string, at: CellRef | null) => {
    const unknown = new Set(references(expression).flatMap(({ name }) => (names.has(name) ? [] : [name])))
    const place = at === null ? wholeFile('') : placeOf(plan.files, at)
    for (const name of unknown) {
      const start = positionOf(text, name)
      const nearest = suggest(name, [...names])[0]
      const whole = at === null || start === null ? place : within(place, start, name.length)
      problems.push(problem('unknown-name', whole, { name }, nearest === undefined ? undefined : didYouMean(nearest)))
    }
    some(expression, (part) => {
      if (part.kind === 'linked' && !linkages.has(part.linkage)) {
        const nearest = suggest(part.linkage, [...linkages.keys()])[0]
        problems.push(
          problem(
            'unknown-linkage',
            place,
            { name: part.linkage },
            nearest === undefined ? undefined : didYouMean(nearest),
          ),
        )
      }
      return false
    })
  }
  for (const { expression, formula, formulaAt } of variables) {
    if (expression !== null && formulaAt !== null) check(expression, formula ?? '', formulaAt)
  }
  for (const [text, { expression, at }] of cellFormulas) check(expression, text, at)
}

/** A target must name something the model has, where the model has it. */
export function checkTargets({ plan, variables, variableByName, baseYear, horizon }: Model): Problem[] {
  return plan.targets.flatMap((target) => {
    const place = placeOf(plan.files, target.indicatorAt)
    const index = variableByName.get(target.indicator)
    if (index === undefined) {
      const nearest = suggest(
        target.indicator,
        variables.map(({ name }) => name),
      )[0]
      const help = nearest === undefined ? undefined : didYouMean(nearest)
      return [problem('unknown-indicator', place, { indicator: target.indicator }, help)]
    }
    const level = variables[index]?.level
    if (level === 'sector' && target.sector === TOTAL && plan.sectors.length > 1) {
      const total = `total_${target.indicator}`
      return [
        problem('target-needs-sector', place, {
          indicator: target.indicator,
          example: variableByName.has(total) ? total : (plan.sectors[0]?.name ?? ''),
        }),
      ]
    }
    if (level === 'total' && target.sector !== TOTAL) {
      return [problem('target-is-total', place, { indicator: target.indicator })]
    }
    if (target.year < baseYear || target.year > horizon) {
      return [
        problem('target-outside-years', placeOf(plan.files, target.yearAt), {
          year: target.year,
          first: baseYear,
          last: horizon,
        }),
      ]
    }
    return []
  })
}

/** Assumptions nobody reads are a mistyped name, or a leftover; equations' variables cannot be assumed. */
export function checkUse(model: Model): Problem[] {
  const { plan, variables, variableByName } = model
  const read = new Set<string>(plan.targets.map(({ indicator }) => indicator))
  const collect = (expression: Expression) => {
    for (const { name } of references(expression)) read.add(name)
  }
  for (const { expression } of variables) if (expression !== null) collect(expression)
  for (const expression of model.cellFormulas.values()) collect(expression)
  const problems: Problem[] = []
  const seen = new Set<number>()
  const { assumptions } = plan
  for (let row = 0; row < assumptions.length; row++) {
    const index = assumptions.variable[row] as number
    if (seen.has(index)) continue
    seen.add(index)
    const name = plan.variables[index]?.name ?? ''
    const variable = variables[variableByName.get(name) ?? -1]
    if (variable === undefined) continue
    const place = () => placeOf(plan.files, cellOf(assumptions, row))
    if (variable.origin === 'equation') {
      problems.push(problem('assumed-and-computed', place(), { variable: name, formula: variable.formula ?? '' }))
    } else if (!read.has(name)) {
      const nearest = suggest(name, [...read])[0]
      problems.push(
        nearest === undefined
          ? problem('unused-assumption', place(), { variable: name })
          : problem('unknown-assumption', place(), { variable: name }, didYouMean(nearest)),
      )
    }
  }
  return problems
}
