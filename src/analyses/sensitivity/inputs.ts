/** The uncertain numbers of a plan, put into the inputs whose influence is told apart. */

import type { Model } from '../../model/types.ts'
import type { ProjectField } from '../../plan/types.ts'
import type { Factor } from '../chance/factors.ts'
import type { Uncertainty } from '../chance/uncertainty.ts'
import { type Dimension, type Group, groupName, PROJECTS } from '../groups.ts'
import { NEGLIGIBLE } from './conditional.ts'

/** What the grouping does not tell apart is null; fields of projects have no variable, and no year. */
export type Input = Group & {
  readonly field: ProjectField | null
  readonly project: string | null
  /** Indexes into `Uncertainty.factors`, ascending. */
  readonly factors: readonly number[]
}

/**
 * By name, an order that the order of rows in files does not touch.
 *
 * A project's field is an assumption of that name; `realisation[haichen]` where sectors are told apart too, the project
 * standing for its sector. Where sectors alone are, it belongs to its sector's input; where only years are, fields of all
 * projects are one input, `projects`.
 */
export function inputsBy(model: Model, factors: readonly Factor[], by: readonly Dimension[]): Input[] {
  const found = new Map<string, Omit<Input, 'factors'> & { factors: number[] }>()
  factors.forEach((factor, index) => {
    const input = inputOf(model, factor, by)
    const known = found.get(input.name) ?? { ...input, factors: [] }
    known.factors.push(index)
    found.set(input.name, known)
  })
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

function inputOf(model: Model, factor: Factor, by: readonly Dimension[]): Omit<Input, 'factors'> {
  const [byAssumption, bySector, byYear] = [by.includes('assumption'), by.includes('sector'), by.includes('year')]
  const { field = null, name: project = null } = factor.project ?? {}
  const isField = byAssumption && field !== null
  const group = {
    variable: byAssumption ? factor.variable : null,
    sector: bySector && !isField ? factor.sector : null,
    year: byYear ? factor.year : null,
  }
  if (!isField) return { ...group, field: null, project: null, name: groupName(model, group) || PROJECTS }
  return { ...group, field, project: bySector ? project : null, name: bySector ? `${field}[${project}]` : field }
}

/**
 * Pairs of inputs with numbers that are correlated with each other, as places in `inputs`. Numbers are correlated only
 * through latents they share, which is quickly seen however many numbers there are.
 */
export function correlatedInputs(inputs: readonly Input[], mixing: Uncertainty['mixing']): [number, number][] {
  const loadings = loadingsOf(mixing)
  const latentsOf = inputs.map(
    ({ factors }) => new Set(factors.flatMap((factor) => [...(loadings[factor] as Loadings).keys()])),
  )
  const areTied = (a: Input, b: Input) =>
    a.factors.some((i) =>
      b.factors.some((j) => Math.abs(product(loadings[i] as Loadings, loadings[j] as Loadings)) > NEGLIGIBLE),
    )
  return inputs.flatMap((a, i) =>
    inputs.slice(i + 1).flatMap((b, k): [number, number][] => {
      const place = i + 1 + k
      const isApart = isDisjoint(latentsOf[i] as Set<number>, latentsOf[place] as Set<number>)
      return isApart || !areTied(a, b) ? [] : [[i, place]]
    }),
  )
}

/** Latent to weight. */
type Loadings = ReadonlyMap<number, number>

/** How much of each latent is in a factor's score, what is carried on from earlier years included. */
function loadingsOf(mixing: Uncertainty['mixing']): Loadings[] {
  const all: Map<number, number>[] = []
  mixing.forEach(({ before, carried, parts }, factor) => {
    const own = new Map<number, number>()
    for (const [latent, weight] of before === null ? [] : (all[before] ?? [])) own.set(latent, carried * weight)
    for (const { latent, weight } of parts) own.set(latent, (own.get(latent) ?? 0) + weight)
    all[factor] = own
  })
  return all
}

function isDisjoint(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  for (const each of a) if (b.has(each)) return false
  return true
}

function product(a: Loadings, b: Loadings): number {
  let sum = 0
  for (const [latent, weight] of a) sum += weight * (b.get(latent) ?? 0)
  return sum
}
