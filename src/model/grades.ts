/**
 * How good each number is: the weakest grade of everything it rests on. The same walk as the interpreter, over
 * grades: every operation takes the weaker of its operands, a sum the weakest of its sectors.
 */

import { GRADES, type Grade } from '../plan/types.ts'
import type { Expression } from './expression.ts'
import { operandsOf } from './expression.ts'
import { type Inputs, NO_ORIGIN } from './given.ts'
import type { Model } from './types.ts'

/** Index into GRADES of every variable in every year of the timeline: `grades[variable][t][sector]`. */
export type Grades = readonly (readonly Uint8Array[])[]

export function gradesOf(model: Model, inputs: Inputs): Grades {
  const sectors = model.plan.sectors.length
  const grades: Uint8Array[][] = model.variables.map(() => [])
  for (let t = 0; t < model.timeline.length; t++) {
    for (const { variables, simultaneous } of model.components) {
      for (const variable of variables) setGrades(model, inputs, grades, t, variable)
      // Equations that are solved together rest on each other's inputs: the weakest of them all.
      if (simultaneous) shareWeakest(variables.map((variable) => grades[variable]?.[t] ?? new Uint8Array(sectors)))
    }
  }
  return grades
}

function setGrades(model: Model, inputs: Inputs, grades: Uint8Array[][], t: number, variable: number): void {
  const width = model.variables[variable]?.level === 'total' ? 1 : model.plan.sectors.length
  const given = inputs.given[variable] ?? null
  const expression = model.variables[variable]?.expression ?? null
  const lookup = (name: string, years: number): Uint8Array | null => {
    const index = model.variableByName.get(name)
    return (index === undefined ? undefined : grades[index]?.[t - years]) ?? null
  }
  const out = new Uint8Array(width)
  for (let s = 0; s < width; s++) {
    const cell = t * width + s
    if (given !== null && given.origins[cell] !== NO_ORIGIN) {
      const formula = given.formulas.get(cell)
      const own = given.grades[cell] as number
      out[s] = formula === undefined ? own : Math.max(own, weakest(formula, lookup, s))
    } else if (expression !== null) out[s] = weakest(expression, lookup, s)
  }
  const series = grades[variable]
  if (series !== undefined) series[t] = out
}

function weakest(
  expression: Expression,
  lookup: (name: string, years: number) => Uint8Array | null,
  sector: number,
): number {
  if (expression.kind === 'variable') {
    const grades = lookup(expression.name, expression.years)
    return grades === null ? 0 : (grades[grades.length === 1 ? 0 : sector] as number)
  }
  const reduces =
    expression.kind === 'linked' || (expression.kind === 'call' && ['sum', 'mean', 'share'].includes(expression.name))
  if (reduces) return Math.max(0, ...operandsOf(expression).map((operand) => weakestOfAll(operand, lookup)))
  let worst = 0
  for (const operand of operandsOf(expression)) worst = Math.max(worst, weakest(operand, lookup, sector))
  return worst
}

function weakestOfAll(expression: Expression, lookup: (name: string, years: number) => Uint8Array | null): number {
  if (expression.kind !== 'variable')
    return Math.max(0, ...operandsOf(expression).map((operand) => weakestOfAll(operand, lookup)))
  let worst = 0
  for (const grade of lookup(expression.name, expression.years) ?? []) worst = Math.max(worst, grade)
  return worst
}

function shareWeakest(blocks: readonly Uint8Array[]): void {
  let worst = 0
  for (const block of blocks) for (const grade of block) worst = Math.max(worst, grade)
  for (const block of blocks) block.fill(worst)
}

export function gradeName(index: number): Grade {
  return GRADES[index] ?? 'assumed'
}
