/**
 * The project pipeline: what named projects add to their sectors' revenue in each year.
 *
 *     level[t]    = output × realisation × reached(t − start − delay)
 *     capacity[t] = Σ over the sector's projects of level[t] − level[t−1]
 *
 * `reached` is the ramp: its first value in the first year, its last value from then on, 0 before; a delay of half a
 * year lies half-way between two years. What a project already produced in the base year is part of the baseline, so
 * only increments are added.
 */

import { type Problem, problem } from '../plan/problem.ts'
import { placeOf } from '../plan/source.ts'
import {
  type CellRef,
  EVERY_SCENARIO,
  type ProjectField,
  type ProjectQuantity,
  type ProjectRow,
  type Setting,
} from '../plan/types.ts'
import { changedSpread, gradeIndex, type Spread } from './given.ts'
import type { Model } from './types.ts'

/** A project as one scenario sees it: the rows of its chain laid over each other. */
export type Project = {
  readonly name: string
  readonly sector: number
  /** Calendar year of the first output, before any delay. */
  readonly start: number
  readonly ramp: readonly number[]
  /** A year's output at full capacity, as announced. */
  readonly output: number
  readonly realisation: number
  /** In years. */
  readonly delay: number
  /** Index into GRADES: the weakest of the rows used. */
  readonly grade: number
  readonly at: CellRef
  /** What of the three is uncertain; null where it is not. */
  readonly spreads: Readonly<Record<ProjectField, Spread | null>>
  /** Who gave the three, in the order laid over each other: the value is the last absolute one, changed by the rest. */
  readonly said: Readonly<Record<ProjectField, readonly ProjectSaid[]>>
}

/** What one row or one setting says of a project's output, realisation or delay. */
export type ProjectSaid = {
  readonly value: ProjectQuantity['value']
  readonly at: CellRef
} & ({ readonly row: ProjectRow; readonly setting: null } | { readonly row: null; readonly setting: Setting })

export type Capacity = {
  /** Cell of year t (in the timeline) and sector s: t × sectors + s. */
  readonly added: Float64Array
  readonly grades: Uint8Array
  readonly problems: readonly Problem[]
}

export function capacityOf(model: Model, scenario: number): Capacity {
  const { projects, problems } = projectsOf(model, scenario)
  const width = model.plan.sectors.length
  const added = new Float64Array(model.timeline.length * width)
  const grades = new Uint8Array(added.length)
  for (const project of projects) {
    model.timeline.forEach((year, t) => {
      const change = levelIn(project, year) - levelIn(project, year - 1)
      const cell = t * width + project.sector
      added[cell] = (added[cell] as number) + change
      if (change !== 0) grades[cell] = Math.max(grades[cell] as number, project.grade)
    })
  }
  return { added, grades, problems }
}

/** A project's output in a year, in the plan's unit. */
export function levelIn(
  { output, realisation, start, delay, ramp }: Pick<Project, ProjectField | 'start' | 'ramp'>,
  year: number,
): number {
  return output * realisation * reached(ramp, year - start - delay)
}

/** Share of full output `years` after the start, linear between whole years; 0 a year before the first value. */
function reached(ramp: readonly number[], years: number): number {
  const before = Math.floor(years)
  const share = years - before
  const whole = (index: number): number => (index < 0 ? 0 : (ramp[Math.min(index, ramp.length - 1)] ?? 0))
  return share === 0 ? whole(before) : whole(before) * (1 - share) + whole(before + 1) * share
}

/** The projects of a scenario, in the order of projects.csv. */
export function projectsOf(model: Model, scenario: number): { projects: Project[]; problems: Problem[] } {
  const { plan } = model
  const names = [...new Set(plan.projects.map((row) => row.project))].filter((name) => name !== '*')
  const chain = [EVERY_SCENARIO, ...[...(plan.scenarios[scenario]?.chain ?? [])].reverse()]
  const problems: Problem[] = []
  const projects: Project[] = []
  for (const name of names) {
    const rows = chain.flatMap((ancestor) => [
      ...plan.projects.filter((row) => row.scenario === ancestor && row.project === '*'),
      ...plan.projects.filter((row) => row.scenario === ancestor && row.project === name),
    ])
    const project = overlay(model, name, rows, problems)
    if (project !== null) projects.push(project)
  }
  return { projects, problems }
}

/** Each row changes what it fills in; a project that only other scenarios know is none of this one's. */
function overlay({ plan }: Model, name: string, rows: readonly ProjectRow[], problems: Problem[]): Project | null {
  const own = rows.filter((row) => row.project === name)
  const last = own.at(-1)
  if (last === undefined) return null
  const latest = <Field extends keyof ProjectRow>(field: Field): ProjectRow[Field] | null =>
    rows.findLast((row) => row[field] !== null)?.[field] ?? null
  const sector = latest('sector')
  const start = latest('start')
  if (sector === null || start === null || latest('output') === null) {
    const missing = sector === null ? 'sector' : start === null ? 'start' : 'output'
    problems.push(problem('project-incomplete', placeOf(plan.files, last.at), { project: name, missing }))
    return null
  }
  const settings = plan.settings.filter(
    (each): each is Extract<Setting, { kind: 'project' }> =>
      each.kind === 'project' && (each.project === name || each.project === '*'),
  )
  const said = {
    output: saidOf(rows, settings, 'output'),
    realisation: saidOf(rows, settings, 'realisation'),
    delay: saidOf(rows, settings, 'delay'),
  }
  return {
    name,
    sector,
    start,
    ramp: rampOf(rows, start),
    output: stacked(said.output, null) ?? 0,
    realisation: stacked(said.realisation, 1) ?? 1,
    delay: stacked(said.delay, 0) ?? 0,
    grade: Math.max(
      ...rows.map((row) => gradeIndex(row.annotation.status)),
      settings.length > 0 ? gradeIndex('assumed') : 0,
    ),
    at: (own[0] ?? last).at,
    spreads: {
      output: spreadOf(said.output),
      realisation: spreadOf(said.realisation),
      delay: spreadOf(said.delay),
    },
    said,
  }
}

/** Everything said of a field: first the rows, then the settings. */
function saidOf(
  rows: readonly ProjectRow[],
  settings: readonly Extract<Setting, { kind: 'project' }>[],
  field: ProjectField,
): ProjectSaid[] {
  const said: ProjectSaid[] = []
  for (const row of rows) {
    const quantity = row[field]
    if (quantity !== null) said.push({ value: quantity.value, at: quantity.at, row, setting: null })
  }
  for (const setting of settings) {
    if (setting.field !== field) continue
    const { quantity, at } = setting
    const value = quantity?.kind === 'relative' || quantity?.kind === 'distribution' ? quantity : setting.value
    said.push({ value, at, row: null, setting })
  }
  return said
}

/** Absolute values replace, relative ones change what came before. */
function stacked(said: readonly ProjectSaid[], usual: number | null): number | null {
  return said.reduce<number | null>((value, { value: change }) => {
    if (typeof change === 'number') return change
    if (change.kind === 'distribution') return change.central
    if (value === null) return null
    return change.operation === 'add' ? value + change.amount : value * change.amount
  }, usual)
}

/** The last distribution, unless a number replaced it, changed by what is relative behind it. */
function spreadOf(said: readonly ProjectSaid[]): Spread | null {
  return said.reduce<Spread | null>((spread, { value: change }) => {
    if (typeof change === 'number') return null
    if (change.kind === 'distribution') return { distribution: change, scale: 1, shift: 0 }
    return spread === null ? null : changedSpread(spread, change.operation, change.amount)
  }, null)
}

/** The last row that says how output is reached decides: its ramp, or its years to full output, or at once. */
function rampOf(rows: readonly ProjectRow[], start: number): readonly number[] {
  const row = rows.findLast((each) => each.ramp !== null || each.full !== null)
  if (row === undefined) return [1]
  if (row.ramp !== null) return row.ramp
  const years = Math.max(1, (row.full ?? start) - start + 1)
  return Array.from({ length: years }, (_, index) => (index + 1) / years)
}
