/** What is written of projections: which series, in which order, and what they are called. */

import type { Projection } from '../model/project.ts'
import type { Model, ModelVariable } from '../model/types.ts'
import { TOTAL } from '../plan/types.ts'

export type Selection = {
  readonly model: Model
  /** Indexes into `model.variables`. */
  readonly variables: readonly number[]
  /** Indexes into `plan.sectors`: only these are written, and no totals. */
  readonly sectors?: readonly number[]
  /** The variables are totals of groups of sectors, and are written as such. */
  readonly byGroup?: boolean
  /** For a part of a result: which of a scenario's series, by their place in their order. Else all of them. */
  readonly part?: (scenario: number) => Range
}

export type Range = { readonly first: number; readonly end: number }

/** The series of a variable that are written, sector after sector: indexes into `plan.sectors`, or TOTAL. */
export type Stretch = { readonly variable: ModelVariable; readonly sectors: readonly number[] }

/** @param scenario  index into `plan.scenarios` */
export function seriesIn(selection: Selection, scenario: number): Stretch[] {
  const all = allSeries(selection)
  if (selection.part === undefined) return all
  const { first, end } = selection.part(scenario)
  let from = 0
  return all.flatMap(({ variable, sectors }) => {
    const kept = sectors.slice(Math.max(0, first - from), Math.max(0, end - from))
    from += sectors.length
    return kept.length === 0 ? [] : [{ variable, sectors: kept }]
  })
}

/** How many series there are of each scenario. */
export function seriesCount(selection: Selection): number {
  return allSeries(selection).reduce((sum, { sectors }) => sum + sectors.length, 0)
}

function allSeries({ model, variables, sectors }: Selection): Stretch[] {
  const every = sectors ?? model.plan.sectors.map((_, index) => index)
  return chosen(model, variables).flatMap((variable) => {
    if (variable.level === 'sector') return [{ variable, sectors: every }]
    return sectors === undefined ? [{ variable, sectors: [TOTAL] }] : []
  })
}

/** Level and group of a total: `province` and `Sichuan`; that of the plan is `total` in both. */
function groupOf({ within }: ModelVariable): { readonly level: string; readonly group: string } {
  return within ?? { level: 'total', group: 'total' }
}

/** What a variable is a group's total of; its own name where it is none. */
function baseName({ name, within }: ModelVariable): string {
  return within?.of ?? name
}

/** The columns that say where a series belongs. */
export function placeColumns({ byGroup = false }: Selection): readonly string[] {
  return byGroup ? ['level', 'group'] : ['sector']
}

/** By `placeColumns`: a sector, or a group and of which level that is. */
export function placeOf(
  { model, byGroup = false }: Selection,
  variable: ModelVariable,
  sector: number,
): Readonly<Record<string, string>> {
  const { level, group } = groupOf(variable)
  return byGroup ? { level, group } : { sector: sectorOf(model, sector) }
}

/** What a series is called beside its place. */
export function seriesName({ byGroup = false }: Selection, variable: ModelVariable): string {
  return byGroup ? baseName(variable) : variable.name
}

/** Unit of each variable by its name; null where none is given. */
export function unitsOf({ model, variables }: Selection): Record<string, string | null> {
  return Object.fromEntries(chosen(model, variables).map(({ name, unit }) => [name, unit]))
}

function chosen(model: Model, variables: readonly number[]): ModelVariable[] {
  return variables.flatMap((index) => model.variables[index] ?? [])
}

function sectorOf({ plan }: Model, sector: number): string {
  return sector === TOTAL ? 'total' : (plan.sectors[sector]?.name ?? '')
}

export function scenarioOf({ model, scenario }: Projection): string {
  return model.plan.scenarios[scenario]?.name ?? ''
}
