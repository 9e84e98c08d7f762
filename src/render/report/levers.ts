/** What the what-if panel can move: assumptions that the results rest on, as the model has them. */

import { growthVariables } from '../../analyses/instruments.ts'
import { restsOn } from '../../analyses/needs.ts'
import { isGiven } from '../../model/given.ts'
import { type Projection, valueAt } from '../../model/project.ts'
import type { Model, ModelVariable } from '../../model/types.ts'
import { readAddress } from '../../plan/settings.ts'
import { EVERY_SECTOR, TOTAL } from '../../plan/types.ts'
import type { Language } from '../messages.ts'
import { sectorName, variableName } from '../names.ts'
import { reportWords } from '../words-report.ts'

export const LEVER_GROUPS = ['growth', 'rates', 'levels', 'projects'] as const

export type Lever = {
  readonly group: (typeof LEVER_GROUPS)[number]
  readonly label: string
  /** Percentage points are added to rates, levels are scaled by per cents, delays are longer by years. */
  readonly change: 'points' | 'percent' | 'years'
  /** In points, per cents or years. */
  readonly low: number
  readonly high: number
  readonly step: number
  /** What a setting says on its left side, before the years. */
  readonly name: string
  readonly where: string
  /** Index into the variables, and into the sectors, EVERY_SECTOR or TOTAL; null for projects. */
  readonly cells: { readonly variable: number; readonly sector: number } | null
}

/** More sectors than this are not told apart: nobody moves a hundred sliders. */
const MOST_SECTORS = 16

/** @param projections  one of each scenario that is shown */
export function leversOf(projections: readonly Projection[], language: Language): Lever[] {
  const [first] = projections
  if (first === undefined) return []
  const { model } = first
  const growth = new Set(growthVariables(model))
  const used = new Set(
    projections.flatMap(({ inputs }) => model.results.flatMap((each) => restsOn(model, each, [inputs]))),
  )
  const assumptions = model.variables.filter(
    ({ index, origin }) =>
      origin === 'assumption' && used.has(index) && projections.some((each) => givesLater(each, index)),
  )
  const all = assumptions.flatMap((variable) =>
    growth.has(variable.index)
      ? growthLevers(model, variable, language)
      : [levelLever(projections, variable, language)],
  )
  const found = [...all, ...projectLevers(model, language)].filter((lever) => isAddressable(model, lever))
  return LEVER_GROUPS.flatMap((group) => found.filter((lever) => lever.group === group))
}

/** Do rows give the variable a value in a projected year? */
function givesLater({ model, inputs }: Projection, variable: number): boolean {
  const given = inputs.given[variable] ?? null
  const first = model.baseYear + 1 - (model.timeline[0] ?? 0)
  const sectors = Array.from({ length: given?.width ?? 0 }, (_, sector) => sector)
  return model.timeline.some((_, t) => t >= first && sectors.some((sector) => isGiven(given, t, sector)))
}

function growthLevers(model: Model, variable: ModelVariable, language: Language): Lever[] {
  const name = variableName(model, variable, language)
  const range = { group: 'growth', change: 'points', low: -10, high: 10, step: 0.5, name: variable.name } as const
  const lever = (label: string, where: string, sector: number): Lever => {
    return { ...range, label, where, cells: { variable: variable.index, sector } }
  }
  const { sectors } = model.plan
  if (variable.level === 'total' || sectors.length === 1) {
    const sector = variable.level === 'total' ? TOTAL : 0
    return [lever(name, '*', sector === TOTAL ? TOTAL : EVERY_SECTOR)]
  }
  const every = lever(reportWords[language].everySector(name), '*', EVERY_SECTOR)
  if (sectors.length > MOST_SECTORS) return [every]
  return [every, ...sectors.map((sector, s) => lever(sectorName(model.plan, s, language), sector.name, s))]
}

/** Other rates by points, about half of what they are either way; levels by half. */
function levelLever(projections: readonly Projection[], variable: ModelVariable, language: Language): Lever {
  const model = (projections[0] as Projection).model
  const own = {
    label: variableName(model, variable, language),
    name: variable.name,
    where: '*',
    cells: { variable: variable.index, sector: variable.level === 'total' ? TOTAL : EVERY_SECTOR },
  }
  if (variable.unit !== '1') return { ...own, group: 'levels', change: 'percent', low: -50, high: 50, step: 1 }
  const sectors = variable.level === 'total' ? [TOTAL] : model.plan.sectors.map((_, sector) => sector)
  const largest = projections.reduce((most, projection) => {
    const values = sectors.flatMap((sector) =>
      projection.years.map((year) => Math.abs(valueAt(projection, variable.index, sector, year) ?? 0)),
    )
    return Math.max(most, ...values)
  }, 0)
  const reach = niceBelow(largest === 0 ? 10 : largest * 50)
  return { ...own, group: 'rates', change: 'points', low: -reach, high: reach, step: reach / 20 }
}

/** The largest of 1, 2 and 5 times a power of ten that is not above `value`. */
function niceBelow(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9)
  return power * ([5, 2].find((each) => each * power <= value * (1 + 1e-9)) ?? 1)
}

/**
 * Later only: `delay[*]=-1` is a delay of −1, not a year less. The range of what is realised depends on the scenario: the page sets it, see
 * `realisationRange`.
 */
function projectLevers({ plan }: Model, language: Language): Lever[] {
  if (plan.projects.length === 0) return []
  const { fields, everyProject } = reportWords[language]
  const own = { group: 'projects', where: '*', cells: null } as const
  const label = (field: string) => `${field}${language === 'zh' ? '，' : ', '}${everyProject}`
  return [
    { ...own, name: 'realisation', label: label(fields.realisation), change: 'points', low: -100, high: 100, step: 1 },
    { ...own, name: 'delay', label: label(fields.delay), change: 'years', low: 0, high: 4, step: 0.5 },
  ]
}

/** A name with brackets in it, or one that means something else, cannot stand in a setting. */
function isAddressable(model: Model, { name, where, cells }: Lever): boolean {
  if (cells === null) return true
  const found = readAddress(
    { variables: model.variables, sectors: model.plan.sectors },
    `${name}[${where},${model.horizon}]`,
  )
  if ('code' in found) return false
  return found.variable === cells.variable && (cells.sector < 0 || found.sector === cells.sector)
}
