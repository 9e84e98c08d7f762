/** Assumptions as instruments: which there are, how far each may be moved, and what counts as one step of it. */

import { type Expression, operandsOf, some } from '../model/expression.ts'
import { isGiven } from '../model/given.ts'
import { type Projection, valueAt } from '../model/project.ts'
import { projectsOf } from '../model/projects.ts'
import type { Model, ModelVariable } from '../model/types.ts'
import type { Address } from '../plan/settings.ts'
import { EVERY_SECTOR, TOTAL } from '../plan/types.ts'
import type { Range } from './root.ts'
import { sectorsCovered, yearsCovered } from './trials.ts'

/** The smallest and the largest of the values an instrument covers. */
export type Span = Range

/** One value an instrument covers; `sector` is TOTAL for a total. Of a project: its name, and no year (0). */
export type CoveredCell = {
  readonly sector: number
  readonly year: number
  readonly value: number
  readonly project?: string
}

/** What an address covers in a projection: the cells that a row gives a value, sector by sector. */
export function cellsOf(projection: Projection, address: Address): CoveredCell[] {
  if (address.project !== null) return projectCells(projection, address.project)
  const { model, inputs } = projection
  const { first, last } = yearsCovered(model, address)
  const given = inputs.given[address.variable] ?? null
  const isTotal = model.variables[address.variable]?.level === 'total'
  const cells: CoveredCell[] = []
  for (const index of sectorsCovered(model, address)) {
    const sector = isTotal ? TOTAL : index
    for (let year = first; year <= last; year++) {
      if (!isGiven(given, year - (model.timeline[0] ?? 0), index)) continue
      const value = valueAt(projection, address.variable, sector, year)
      if (value !== null) cells.push({ sector, year, value })
    }
  }
  return cells
}

function projectCells(
  { model, scenario }: Projection,
  { name, field }: NonNullable<Address['project']>,
): CoveredCell[] {
  return projectsOf(model, scenario).projects.flatMap((project) => {
    const value = project[field]
    if ((name !== '*' && project.name !== name) || value === null || project.output === null) return []
    return [{ sector: project.sector, year: 0, value, project: project.name }]
  })
}

/** null where nothing is covered. */
export function spanOf(cells: readonly CoveredCell[]): Span | null {
  if (cells.length === 0) return null
  return cells.reduce(({ low, high }, { value }) => ({ low: Math.min(low, value), high: Math.max(high, value) }), {
    low: Number.POSITIVE_INFINITY,
    high: Number.NEGATIVE_INFINITY,
  })
}

/** Rates are moved by percentage points: growth rates, and everything else whose unit is a share. */
export function isRate(model: Model, { project, variable }: Address): boolean {
  if (project !== null) return project.field === 'realisation'
  return model.variables[variable]?.unit === '1' || growthVariables(model).includes(variable)
}

/** The unit that amounts of an assumption may be written in; null where it has none. */
export function writtenUnit({ plan, variables }: Model, { project, variable }: Address): string | null {
  if (project === null) return variables[variable]?.unit ?? null
  return project.field === 'realisation' ? '1' : project.field === 'output' ? plan.unit : null
}

/** How far an instrument may be moved when nobody says: rates in fractions, levels in their unit. */
const usual = { fall: -0.5, rise: 2, times: 100, years: 10 } as const

/**
 * Bounds on the change of an instrument: those asked for, else the usual ones. No growth rate is taken below −100 %,
 * where levels would change their sign.
 *
 * @param span  the values it covers; null: none, and nothing can be changed
 */
export function boundsOn(model: Model, address: Address, span: Span | null, asked: Range | null): Range {
  if (span === null) return { low: 0, high: 0 }
  const { low, high } = asked ?? usualBounds(model, address, span)
  if (!growthVariables(model).includes(address.variable)) return { low, high }
  const least = -1 - span.low
  return { low: Math.max(low, least), high: Math.max(high, least) }
}

/**
 * Bounds where nobody asks for others.
 *
 *     growth rates         −50 to +200 percentage points
 *     other rates          the same, and none of them below 0 that is not
 *     levels with a unit   down to 0, and up by 100 times the largest
 *     of projects          what is realised, between nothing and all; their delay, 10 years either way
 *     anything else        down and up by 100 times the largest (at least 1)
 */
function usualBounds(model: Model, address: Address, span: Span): Range {
  const { project, variable } = address
  const toZero = span.low >= 0 ? -span.low : Number.NEGATIVE_INFINITY
  if (project?.field === 'delay') return { low: -usual.years, high: usual.years }
  if (project?.field === 'realisation') return { low: toZero, high: Math.max(0, 1 - span.high) }
  if (growthVariables(model).includes(variable)) return { low: usual.fall, high: usual.rise }
  if (isRate(model, address)) return { low: Math.max(usual.fall, toZero), high: usual.rise }
  const largest = Math.max(Math.abs(span.low), Math.abs(span.high))
  const hasUnit = writtenUnit(model, address) !== null || project !== null
  const high = usual.times * (hasUnit ? largest || 1 : Math.max(1, largest))
  return { low: hasUnit ? Math.max(-high, toZero) : -high, high }
}

/** What counts as a step of 1: a percentage point of a rate, a hundredth of the largest level, or of a year's delay. */
export function unitOf(model: Model, address: Address, span: Span): number {
  if (isRate(model, address) || address.project?.field === 'delay') return 0.01
  return 0.01 * (Math.max(Math.abs(span.low), Math.abs(span.high)) || 1)
}

/** Assumptions x that an equation grows a level by: `lag(level) * (1 + x)`; indexes into `model.variables`. */
export function growthVariables(model: Model): number[] {
  const names = new Set(
    model.variables.flatMap(({ expression }) => (expression === null ? [] : growthNames(expression))),
  )
  return model.variables.flatMap(({ name, index, origin }) =>
    origin !== 'equation' && (names.has(name) || name === 'growth') ? [index] : [],
  )
}

function growthNames(expression: Expression): string[] {
  const factors = factorsOf(expression)
  const isCarried = factors.some((factor) => some(factor, (part) => part.kind === 'variable' && part.years > 0))
  const own = factors.length > 1 && isCarried ? factors.flatMap((factor) => addedToOne(factor) ?? []) : []
  return [...own, ...operandsOf(expression).flatMap(growthNames)]
}

function factorsOf(expression: Expression): Expression[] {
  if (expression.kind !== 'binary' || expression.operator !== '*') return [expression]
  return [...factorsOf(expression.left), ...factorsOf(expression.right)]
}

/** Of `1 + x`, x. */
function addedToOne(expression: Expression): string | null {
  if (expression.kind !== 'binary' || expression.operator !== '+') return null
  const { left, right } = expression
  const isOne = (part: Expression) => part.kind === 'number' && part.value === 1
  const other = isOne(left) ? right : isOne(right) ? left : null
  return other?.kind === 'variable' && other.years === 0 ? other.name : null
}

/** The growth rates of a plan, where there is one variable of them; null where there is none, or no telling which. */
export function growthVariable(model: Model): ModelVariable | null {
  const found = growthVariables(model).flatMap((index) => model.variables[index] ?? [])
  const named = found.find(({ name }) => name === 'growth')
  return named ?? (found.length === 1 ? (found[0] ?? null) : null)
}

/** All growth rates moved alike: one instrument. */
export function uniformGrowth({ name, index }: ModelVariable): Address {
  return { text: `${name}[*,*]`, project: null, variable: index, sector: EVERY_SECTOR, firstYear: 0, lastYear: 0 }
}

/** Growth sector by sector, or year by year where it is that of a total: as many instruments. */
export function growthOneByOne(model: Model, { name, index, level }: ModelVariable): Address[] {
  const own = { project: null, variable: index, firstYear: 0, lastYear: 0 }
  if (level === 'sector') {
    return model.plan.sectors.map((sector, s) => ({ ...own, text: `${name}[${sector.name},*]`, sector: s }))
  }
  const years = model.years.filter((year) => year > model.baseYear)
  return years.map((year) => ({
    ...own,
    text: `${name}[total,${year}]`,
    sector: TOTAL,
    firstYear: year,
    lastYear: year,
  }))
}
