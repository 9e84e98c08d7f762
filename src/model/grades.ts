/**
 * How good each number is: the weakest grade of everything it rests on. The same walk as the interpreter, over
 * grades: every operation takes the weaker of its operands, a sum the weakest of its sectors.
 */

import { GRADES, type Grade } from '../plan/types.ts'
import { type Expression, operandsOf } from './expression.ts'
import { type Given, type Inputs, NO_ORIGIN } from './given.ts'
import type { Model } from './types.ts'

/** Index into GRADES of every variable in every year of the timeline: `grades[variable][t][sector]`. */
export type Grades = readonly (readonly Uint8Array[])[]

/** What the walk looks up. */
type Lookup = {
  /** Grades of a variable in an earlier or this year; null before the first. */
  readonly grades: (name: string, years: number) => Uint8Array | null
  readonly sectors: number
  /** The sectors of a group; null for a linkage between sectors. */
  readonly group: (linkage: string) => Int32Array | null
}

export function gradesOf(model: Model, inputs: Inputs): Grades {
  const { linkages } = model
  const grades: Uint8Array[][] = model.variables.map(() => [])
  for (let t = 0; t < model.timeline.length; t++) {
    const lookup: Lookup = {
      grades: (name, years) => grades[model.variableByName.get(name) ?? -1]?.[t - years] ?? null,
      sectors: model.plan.sectors.length,
      group: (linkage) => (linkages.get(linkage)?.isGroup ? (linkages.get(linkage)?.to ?? null) : null),
    }
    for (const { variables, simultaneous } of model.components) {
      for (const variable of variables) {
        const series = grades[variable]
        if (series !== undefined) series[t] = gradesIn(model, inputs, lookup, t, variable)
      }
      // Equations that are solved together rest on each other's inputs: the weakest of them all.
      if (simultaneous) shareWeakest(variables.flatMap((variable) => grades[variable]?.[t] ?? []))
    }
  }
  return grades
}

function gradesIn(model: Model, inputs: Inputs, lookup: Lookup, t: number, variable: number): Uint8Array {
  const { level, expression } = model.variables[variable] ?? { level: 'sector', expression: null }
  const out = new Uint8Array(level === 'total' ? 1 : model.plan.sectors.length)
  const given = inputs.given[variable] ?? null
  if (given === null) {
    if (expression !== null) weaken(out, expression, lookup)
    return out
  }
  const first = t * given.width
  const grades = given.grades.subarray(first, first + given.width)
  const isWhole = !given.origins.subarray(first, first + given.width).includes(NO_ORIGIN)
  if (isWhole && given.formulas.size === 0) return given.grades.slice(first, first + out.length)
  if (!isWhole && expression !== null) weaken(out, expression, lookup)
  for (let s = 0; s < out.length; s++) if (given.origins[first + s] !== NO_ORIGIN) out[s] = grades[s] as number
  if (given.formulas.size > 0) weakenFormulas(out, given, first, lookup)
  return out
}

/** Cells with formulas rest on what these read as well. */
function weakenFormulas(out: Uint8Array, given: Given, first: number, lookup: Lookup): void {
  const read = new Map<Expression, Uint8Array>()
  for (let s = 0; s < out.length; s++) {
    const formula = given.formulas.get(first + s)
    if (formula === undefined) continue
    const grades = read.get(formula) ?? weaken(new Uint8Array(out.length), formula, lookup)
    read.set(formula, grades)
    out[s] = Math.max(out[s] as number, grades[s] as number)
  }
}

/** Lower `out` to the weakest grade of what the formula reads, sector by sector. */
function weaken(out: Uint8Array, expression: Expression, lookup: Lookup): Uint8Array {
  if (expression.kind === 'variable') {
    const grades = lookup.grades(expression.name, expression.years)
    if (grades !== null) weakenBy(out, grades, out.length === 1 || grades.length === 1)
    return out
  }
  const reduces =
    expression.kind === 'linked' || (expression.kind === 'call' && ['sum', 'mean', 'share'].includes(expression.name))
  if (!reduces) {
    for (const operand of operandsOf(expression)) weaken(out, operand, lookup)
    return out
  }
  const sectors = expression.kind === 'linked' ? lookup.group(expression.linkage) : null
  if (expression.kind === 'linked' && sectors !== null) {
    const { operand } = expression
    const known = operand.kind === 'variable' ? lookup.grades(operand.name, operand.years) : null
    const all = known ?? weaken(new Uint8Array(lookup.sectors), operand, lookup)
    const worst = sectors.reduce((worst, sector) => Math.max(worst, all[all.length === 1 ? 0 : sector] ?? 0), 0)
    weakenBy(out, Uint8Array.of(worst), true)
    return out
  }
  const worst = new Uint8Array(1)
  for (const operand of operandsOf(expression)) weaken(worst, operand, lookup)
  weakenBy(out, worst, true)
  return out
}

/** @param all every sector rests on every one of `grades`, not only on its own */
function weakenBy(out: Uint8Array, grades: Uint8Array, all: boolean): void {
  const worst = all ? worstOf(grades) : 0
  for (let s = 0; s < out.length; s++) {
    const grade = all ? worst : (grades[s] as number)
    if (grade > (out[s] as number)) out[s] = grade
  }
}

function worstOf(grades: Uint8Array): number {
  let worst = 0
  for (let s = 0; s < grades.length; s++) if ((grades[s] as number) > worst) worst = grades[s] as number
  return worst
}

function shareWeakest(blocks: readonly Uint8Array[]): void {
  const worst = Math.max(0, ...blocks.map(worstOf))
  for (const block of blocks) block.fill(worst)
}

export function gradeName(index: number): Grade {
  return GRADES[index] ?? 'assumed'
}
