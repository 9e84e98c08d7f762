/** How much of a projection rests on official, press, derived and assumed numbers. */

import { references } from '../model/expression.ts'
import { NO_ORIGIN, originOf } from '../model/given.ts'
import { gradeName } from '../model/grades.ts'
import { gradeAt, type Projection, valueAt } from '../model/project.ts'
import type { Model } from '../model/types.ts'
import { GRADES, type Grade, TOTAL } from '../plan/types.ts'

export type Provenance = {
  /** Of the level the projection starts from, by sector: what share of it is of which grade. */
  readonly baseline: {
    /** Index into `model.variables`. */
    readonly variable: number
    readonly year: number
    readonly shares: Readonly<Record<Grade, number>>
    /** The grade of the total that the sectors are held to; null without a control total. */
    readonly control: Grade | null
  } | null
  /** How many of the assumed cells (a variable in a sector and a year after the base year) are of which grade. */
  readonly assumptions: Readonly<Record<Grade, number>>
}

export function provenanceOf(projection: Projection): Provenance {
  const used = readBy(projection.model)
  return { baseline: baselineShares(projection, used), assumptions: assumptionCounts(projection, used) }
}

/** Variables that the results rest on, the results among them. */
function readBy({ variables, variableByName, results }: Model): Set<number> {
  const used = new Set<number>()
  const open = [...results]
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (used.has(index)) continue
    used.add(index)
    const expression = variables[index]?.expression ?? null
    if (expression === null) continue
    for (const { name } of references(expression)) {
      const next = variableByName.get(name)
      if (next !== undefined) open.push(next)
    }
  }
  return used
}

/** The first level by sector that is carried on from year to year. */
function baselineShares(projection: Projection, used: ReadonlySet<number>): Provenance['baseline'] {
  const { model } = projection
  const carried = model.variables.find(
    ({ index, name, level, expression }) =>
      used.has(index) &&
      level === 'sector' &&
      expression !== null &&
      references(expression).some((reference) => reference.name === name && reference.years > 0),
  )
  if (carried === undefined) return null
  const shares = emptyCounts()
  let total = 0
  model.plan.sectors.forEach((_, sector) => {
    const value = valueAt(projection, carried.index, sector, model.baseYear)
    const grade = gradeAt(projection, carried.index, sector, model.baseYear)
    if (value === null || grade === null) return
    shares[grade] += Math.abs(value)
    total += Math.abs(value)
  })
  if (total === 0) return null
  for (const grade of GRADES) shares[grade] /= total
  return { variable: carried.index, year: model.baseYear, shares, control: controlGrade(model, carried.index) }
}

function controlGrade({ plan, baseYear }: Model, variable: number): Grade | null {
  const { baseline } = plan
  for (let row = 0; row < baseline.length; row++) {
    const year = baseline.firstYear[row] === 0 ? baseYear : baseline.firstYear[row]
    if (baseline.variable[row] !== variable || baseline.sector[row] !== TOTAL || year !== baseYear) continue
    return baseline.annotations[baseline.annotation[row] as number]?.status ?? 'assumed'
  }
  return null
}

function assumptionCounts({ model, inputs }: Projection, used: ReadonlySet<number>): Record<Grade, number> {
  const counts = emptyCounts()
  const start = model.baseYear - (model.timeline[0] ?? 0) + 1
  for (const variable of used) {
    const given = inputs.given[variable] ?? null
    if (given === null || model.variables[variable]?.expression !== null) continue
    for (let cell = start * given.width; cell < given.origins.length; cell++) {
      const origin = originOf(given.origins[cell] ?? NO_ORIGIN)
      if (origin === null || origin.kind === 'baseline' || origin.kind === 'project') continue
      if (Number.isNaN(given.values[cell]) && !given.formulas.has(cell)) continue
      counts[gradeName(given.grades[cell] as number)]++
    }
  }
  return counts
}

function emptyCounts(): Record<Grade, number> {
  return { official: 0, press: 0, derived: 0, assumed: 0 }
}
