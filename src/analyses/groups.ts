/** The cells in which the inputs of two states differ, put into groups: the players of an attribution. */

import { formatExpression } from '../model/expression.ts'
import { type Given, type Inputs, NO_ORIGIN } from '../model/given.ts'
import type { Model } from '../model/types.ts'
import { TOTAL } from '../plan/types.ts'

/** By what cells are grouped. */
export const DIMENSIONS = ['assumption', 'sector', 'year'] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** Cells that change together. What the grouping does not tell apart is null. */
export type Group = {
  /** As files and options write it: `growth`, `computers`, `growth[computers]`, `projects`, `2026`. */
  readonly name: string
  /** Index into `model.variables`. */
  readonly variable: number | null
  /** Index into `plan.sectors`, or TOTAL for an assumption of the total. */
  readonly sector: number | null
  readonly year: number | null
}

export type Grouping = {
  /** By name, an order that the order of rows in files does not touch. */
  readonly groups: readonly Group[]
  /** By variable: the group of each cell (t × width + sector), −1 where nothing differs. */
  readonly groupOf: ReadonlyMap<number, Int32Array>
}

/** @param variables those that matter; cells of years after the model's timeline do not */
export function groupsBetween(
  model: Model,
  from: Inputs,
  to: Inputs,
  variables: readonly number[],
  by: readonly Dimension[],
): Grouping {
  const found = new Map<string, Group>()
  const namesOf = new Map<number, (string | null)[]>()
  for (const variable of variables) {
    const names = changedCells(model, from.given[variable] ?? null, to.given[variable] ?? null, (t, sector) => {
      const group = groupAt(model, variable, t, sector, by)
      if (!found.has(group.name)) found.set(group.name, group)
      return group.name
    })
    if (names.some((name) => name !== null)) namesOf.set(variable, names)
  }
  const groups = [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  const places = new Map(groups.map(({ name }, index) => [name, index]))
  const groupOf = new Map(
    [...namesOf].map(([variable, names]) => [
      variable,
      Int32Array.from(names, (name) => (name === null ? -1 : (places.get(name) ?? -1))),
    ]),
  )
  return { groups, groupOf }
}

/** The variables whose inputs differ between two states, anywhere on the timeline. */
export function changedVariables(model: Model, from: Inputs, to: Inputs): number[] {
  return model.variables.flatMap(({ index }) => {
    const names = changedCells(model, from.given[index] ?? null, to.given[index] ?? null, () => '')
    return names.some((name) => name !== null) ? [index] : []
  })
}

/** Names of the cells that differ; null for the others. */
function changedCells(
  { timeline }: Model,
  a: Given | null,
  b: Given | null,
  name: (t: number, sector: number) => string,
): (string | null)[] {
  const width = (a ?? b)?.width ?? 0
  return Array.from({ length: timeline.length * width }, (_, cell) =>
    isSame(a, b, cell) ? null : name(Math.floor(cell / width), cell % width),
  )
}

/** A cell that neither gives, that both give as the same number, or as the same formula. */
function isSame(a: Given | null, b: Given | null, cell: number): boolean {
  const isInA = a !== null && a.origins[cell] !== NO_ORIGIN
  const isInB = b !== null && b.origins[cell] !== NO_ORIGIN
  if (!isInA || !isInB) return isInA === isInB
  const [before, after] = [a.formulas.get(cell), b.formulas.get(cell)]
  if (before !== undefined && after !== undefined) {
    return before === after || formatExpression(before) === formatExpression(after)
  }
  if (before !== undefined || after !== undefined) return false
  const [x, y] = [a.values[cell] as number, b.values[cell] as number]
  return x === y || (Number.isNaN(x) && Number.isNaN(y))
}

function groupAt(model: Model, variable: number, t: number, sector: number, by: readonly Dimension[]): Group {
  const isTotal = model.variables[variable]?.level === 'total'
  const group = {
    variable: by.includes('assumption') ? variable : null,
    sector: by.includes('sector') ? (isTotal ? TOTAL : sector) : null,
    year: by.includes('year') ? (model.timeline[t] ?? null) : null,
  }
  return { name: groupName(model, group), ...group }
}

/** What the capacity of projects goes by: nobody assumed it under a name of its own. */
export const PROJECTS = 'projects'

export function groupName({ variables, plan }: Model, { variable, sector, year }: Omit<Group, 'name'>): string {
  const described = variable === null ? undefined : variables[variable]
  const where = sector === null ? null : sector === TOTAL ? 'total' : (plan.sectors[sector]?.name ?? '')
  if (described === undefined) return [where, year].filter((part) => part !== null).join(',')
  const assumption = described.origin === 'projects' ? PROJECTS : described.name
  // A total has no sector to be told from, nor has a plan of one sector.
  const isAlone = sector === TOTAL || plan.sectors.length === 1
  const inside = [isAlone ? null : where, year].filter((part) => part !== null)
  return inside.length === 0 ? assumption : `${assumption}[${inside.join(',')}]`
}
