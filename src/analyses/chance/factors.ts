/** What is uncertain in a scenario: every cell that is a distribution, and every field of a project that is one. */

import type { Inputs, Spread } from '../../model/given.ts'
import { type Project, projectsOf } from '../../model/projects.ts'
import type { Model } from '../../model/types.ts'
import { PROJECT_FIELDS, type ProjectField, TOTAL } from '../../plan/types.ts'
import { groupName } from '../groups.ts'

/** One uncertain number: a cell of a variable, or a field of a project. Its value is `scale` × draw + `shift`. */
export type Factor = {
  /** `growth[displays,2026]`, `x[2026]` for a total, `realisation[haichen]`. */
  readonly name: string
  /** Index into `model.variables`; null for a field of a project. */
  readonly variable: number | null
  /** Index into `plan.sectors`; TOTAL for a total, or for the control total that leaves a residual. */
  readonly sector: number
  /** null for a field of a project. */
  readonly year: number | null
  readonly project: { readonly name: string; readonly field: ProjectField } | null
} & Spread

/** @param needed  variables that matter, by index into `model.variables` */
export function factorsOf(model: Model, inputs: Inputs, needed: ReadonlySet<number>): Factor[] {
  return [...projectFactors(model, inputs, needed), ...cellFactors(model, inputs, needed)]
}

/** Is the factor a control total, which is seen only in the residual that it leaves? */
export function isControl({ variables }: Model, { variable, sector }: Factor): boolean {
  return variable !== null && sector === TOTAL && variables[variable]?.level === 'sector'
}

/** Year by year, and in a year in the order of the plan. */
function cellFactors(model: Model, inputs: Inputs, needed: ReadonlySet<number>): Factor[] {
  const inOrder = model.variables.filter(({ index }) => needed.has(index) && isUncertain(inputs, index))
  return model.timeline.flatMap((year, t) => inOrder.flatMap(({ index }) => factorsIn(model, inputs, index, t, year)))
}

function isUncertain({ given, residuals }: Inputs, variable: number): boolean {
  return (given[variable]?.spreads.size ?? 0) > 0 || residuals.some((each) => each.variable === variable)
}

function factorsIn(model: Model, { given, residuals }: Inputs, variable: number, t: number, year: number): Factor[] {
  const { width = 0, spreads = null } = given[variable] ?? {}
  const isTotal = model.variables[variable]?.level === 'total'
  const cells = Array.from({ length: width }, (_, s): Factor[] => {
    const spread = spreads?.get(t * width + s)
    if (spread === undefined) return []
    const sector = isTotal ? TOTAL : s
    const name = groupName(model, { variable, sector, year })
    return [{ name, variable, sector, year, project: null, ...spread }]
  }).flat()
  const control = residuals.find((each) => each.variable === variable && each.t === t)?.spread ?? null
  if (control === null) return cells
  const name = `${model.variables[variable]?.name ?? ''}[total,${year}]`
  return [...cells, { name, variable, sector: TOTAL, year, project: null, ...control }]
}

function projectFactors(model: Model, { scenario }: Inputs, needed: ReadonlySet<number>): Factor[] {
  const capacity = model.variables.find(({ origin }) => origin === 'projects')
  if (capacity === undefined || !needed.has(capacity.index)) return []
  return projectsOf(model, scenario).projects.flatMap((project) =>
    PROJECT_FIELDS.flatMap((field) => fieldFactor(project, field)),
  )
}

function fieldFactor({ name, sector, spreads }: Project, field: ProjectField): Factor[] {
  const spread = spreads[field]
  const project = { name, field }
  return spread === null ? [] : [{ name: `${field}[${name}]`, variable: null, sector, year: null, project, ...spread }]
}
