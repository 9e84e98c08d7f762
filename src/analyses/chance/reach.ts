/** On which cells of the plan a number rests: what its formula reads, what the formulas of those read, and so on. */

import { type Expression, operandsOf } from '../../model/expression.ts'
import { functions } from '../../model/functions.ts'
import { type Inputs, isGiven } from '../../model/given.ts'
import type { Model } from '../../model/types.ts'
import type { Indicator } from '../trials.ts'
import { type Factor, isControl } from './factors.ts'

/** A variable in a sector (0 for a total) and a year of the timeline. */
type Cell = { readonly variable: number; readonly sector: number; readonly t: number }

/**
 * Which factors an outcome can depend on at all. A cell that the plan gives, by a row or an observation, rests on nothing
 * but its own formula.
 *
 * @returns by factor
 */
export function areReached(model: Model, inputs: Inputs, factors: readonly Factor[], outcome: Indicator): boolean[] {
  const first = model.timeline[0] ?? 0
  const { variable, sector, year } = outcome
  const reached = cellsBehind(model, inputs, { variable, sector: Math.max(0, sector), t: year - first })
  const residuals = inputs.residuals.filter((each) => reached.has(keyOf(each)))
  const capacity = model.variables.find(({ origin }) => origin === 'projects')?.index ?? -1
  return factors.map((factor) => {
    const cellsOf = (of: number) => model.timeline.map((_, t) => ({ variable: of, sector: factor.sector, t }))
    if (factor.variable === null || factor.year === null)
      return cellsOf(capacity).some((cell) => reached.has(keyOf(cell)))
    const cell = { variable: factor.variable, sector: Math.max(0, factor.sector), t: factor.year - first }
    if (isControl(model, factor)) return residuals.some((each) => each.variable === cell.variable && each.t === cell.t)
    return reached.has(keyOf(cell))
  })
}

function keyOf({ variable, sector, t }: Cell): string {
  return `${variable} ${sector} ${t}`
}

function cellsBehind(model: Model, inputs: Inputs, outcome: Cell): Set<string> {
  const reached = new Set<string>()
  const open = [outcome]
  for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
    const key = keyOf(cell)
    if (reached.has(key)) continue
    reached.add(key)
    for (const each of cellsRead(model, inputs, cell)) open.push(each)
  }
  return reached
}

function cellsRead(model: Model, { given, residuals }: Inputs, cell: Cell): Cell[] {
  const { variable, sector, t } = cell
  const own = given[variable] ?? null
  // What a control total leaves rests on all sectors beside it.
  if (residuals.some((each) => keyOf(each) === keyOf(cell))) return everySector(model, variable, t)
  const formula = isGiven(own, t, sector)
    ? (own?.formulas.get(t * own.width + sector) ?? null)
    : (model.variables[variable]?.expression ?? null)
  return formula === null ? [] : cellsIn(model, formula, cell, false)
}

/** @param isReduced  inside a function that reads all sectors */
function cellsIn(model: Model, formula: Expression, cell: Cell, isReduced: boolean): Cell[] {
  if (formula.kind === 'variable') {
    const variable = model.variableByName.get(formula.name) ?? -1
    const t = cell.t - formula.years
    if (t < 0) return []
    if (model.variables[variable]?.level === 'total') return [{ variable, sector: 0, t }]
    return isReduced ? everySector(model, variable, t) : [{ variable, sector: cell.sector, t }]
  }
  const reduces = formula.kind === 'linked' || (formula.kind === 'call' && functions[formula.name].kind === 'reduction')
  return operandsOf(formula).flatMap((operand) => cellsIn(model, operand, cell, isReduced || reduces))
}

function everySector({ plan }: Model, variable: number, t: number): Cell[] {
  return plan.sectors.map((_, sector) => ({ variable, sector, t }))
}
