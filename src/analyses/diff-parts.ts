/** How everything else that two plans say differs: targets, equations, scenarios, projects, linkages, measures. */

import { formatExpression } from '../model/expression.ts'
import { projectsOf } from '../model/projects.ts'
import type { Model } from '../model/types.ts'
import {
  type CellRef,
  EVERY_SCENARIO,
  EVERY_SECTOR,
  type Plan,
  type ProjectField,
  type ProjectQuantity,
  type ProjectRow,
  TOTAL,
} from '../plan/types.ts'
import { controlTotals, distributionText, type Said } from './diff-cells.ts'

export type PartKind =
  | 'unit'
  | 'baseYear'
  | 'horizon'
  | 'sector'
  | 'scenario'
  | 'inherits'
  | 'equation'
  | 'target'
  | 'project'
  | 'linkage'
  | 'correlation'
  | 'measure'
  | 'control'

export type PartDifference = {
  readonly kind: PartKind
  /** What it is called: a target, a project, `io[a,b]`. */
  readonly name: string
  /** What of a project; null where the whole of it is meant. */
  readonly field: string | null
  /** null where only one of the plans has it. */
  readonly before: Said
  readonly after: Said
  readonly beforeAt: CellRef | null
  readonly afterAt: CellRef | null
  /** Names of the scenarios it is true of; null: of the plan. */
  readonly scenarios: readonly string[] | null
  readonly isEverywhere: boolean
  readonly isImplied: boolean
  /** `--set` of this on the first plan gives what the second has; null where no setting does. */
  readonly setting: string | null
}

/** A part of a plan by name, as text, and where it stands. */
type Part = { readonly said: Said; readonly at: CellRef | null }
type Parts = ReadonlyMap<string, Part>

const readers: readonly (readonly [PartKind, (model: Model) => Parts])[] = [
  ['unit', ({ plan }) => single(plan.unit)],
  ['baseYear', ({ baseYear }) => single(baseYear)],
  ['horizon', ({ horizon }) => single(horizon)],
  ['sector', ({ plan }) => new Map(plan.sectors.map(({ name, at }) => [name, { said: name, at }]))],
  ['scenario', ({ plan }) => new Map(plan.scenarios.map(({ name, at }) => [name, { said: name, at }]))],
  ['inherits', inheritance],
  ['equation', equations],
  ['target', targets],
  ['linkage', linkages],
  ['correlation', correlations],
  ['measure', measures],
  ['control', controls],
]

function single(said: Said): Parts {
  return new Map([['', { said, at: null }]])
}

function inheritance({ plan }: Model): Parts {
  return new Map(
    plan.scenarios.map(({ name, chain, at }) => [name, { said: plan.scenarios[chain[1] ?? -1]?.name ?? '', at }]),
  )
}

function equations({ variables }: Model): Parts {
  const written = variables.filter(({ expression }) => expression !== null)
  // By its tree, so that spaces and brackets that change nothing are no difference.
  return new Map(
    written.map(({ name, expression, formulaAt }) => [
      name,
      { said: expression === null ? null : formatExpression(expression), at: formulaAt },
    ]),
  )
}

function targets({ plan }: Model): Parts {
  return new Map(
    plan.targets.map(({ name, indicator, sector, year, op, threshold, at }) => {
      const where = sector === TOTAL ? '' : `[${plan.sectors[sector]?.name ?? ''}]`
      return [name, { said: `${indicator}${where} ${op} ${threshold} @ ${year}`, at }]
    }),
  )
}

function sectorName({ sectors }: Plan, sector: number): string {
  if (sector === EVERY_SECTOR) return '*'
  return sector === TOTAL ? 'total' : (sectors[sector]?.name ?? '')
}

function linkages({ plan }: Model): Parts {
  return new Map(
    plan.linkages.map(({ name, from, to, coefficient, at }) => [
      `${name}[${sectorName(plan, from)},${sectorName(plan, to)}]`,
      { said: coefficient, at },
    ]),
  )
}

function correlations({ plan }: Model): Parts {
  return new Map(
    plan.correlations.map(({ variable, sectorA, sectorB, correlation, at }) => [
      `${variable ?? '*'}[${sectorName(plan, sectorA)},${sectorName(plan, sectorB)}]`,
      { said: correlation, at },
    ]),
  )
}

function measures({ plan }: Model): Parts {
  const { measures: series, variables } = plan
  const parts = new Map<string, Part>()
  for (let row = 0; row < series.length; row++) {
    const { measure = null } = series.annotations[series.annotation[row] as number] ?? {}
    const variable = variables[series.variable[row] as number]?.name ?? ''
    const address = `${variable}[${sectorName(plan, series.sector[row] as number)},${series.lastYear[row]}]`
    const quantity = series.quantities.get(row)
    const value = series.value[row] as number
    const said = quantity?.kind === 'distribution' ? distributionText(quantity) : Number.isFinite(value) ? value : null
    const at = {
      file: series.file[row] as number,
      line: series.line[row] as number,
      field: series.field[row] as number,
    }
    parts.set(measure === null ? address : `${address} ${measure}`, { said, at })
  }
  return parts
}

function controls(model: Model): Parts {
  const parts = [...controlTotals(model)].map(([name, value]) => {
    const space = name.lastIndexOf(' ')
    return [`${name.slice(0, space)}[total,${name.slice(space + 1)}]`, { said: value, at: null }] as const
  })
  return new Map(parts)
}

/** @param scenarios  names of the scenarios that both have, parents first */
export function partDifferences(before: Model, after: Model, scenarios: readonly string[]): PartDifference[] {
  const plain = readers.flatMap(([kind, read]) => plainDifferences(kind, read(before), read(after)))
  const kept = plain.filter(({ kind, name }) => kind !== 'inherits' || scenarios.includes(name))
  return [...kept, ...projectDifferences(before, after, scenarios)]
}

function plainDifferences(kind: PartKind, before: Parts, after: Parts): PartDifference[] {
  const names = new Set([...before.keys(), ...after.keys()])
  return [...names].flatMap((name) => {
    const [was, is] = [before.get(name), after.get(name)]
    if (was?.said === is?.said) return []
    return [
      {
        kind,
        name,
        field: null,
        before: was?.said ?? null,
        after: is?.said ?? null,
        beforeAt: was?.at ?? null,
        afterAt: is?.at ?? null,
        scenarios: null,
        isEverywhere: true,
        isImplied: false,
        setting: null,
      },
    ]
  })
}

/** What a scenario sees of one field of one project. */
type Field = {
  readonly project: string
  readonly field: string
  /** The number that counts, or a text. */
  readonly value: Said
  /** What its rows say, so that a distribution with the same central value still differs. */
  readonly rows: string
  /** What the rows of the scenario itself say. */
  readonly own: string
  readonly at: CellRef
}

const settable: ReadonlySet<string> = new Set<ProjectField>(['output', 'realisation', 'delay'])

function fieldsOf(model: Model, scenario: string): Map<string, Field> {
  const { plan } = model
  const index = plan.scenarios.findIndex(({ name }) => name === scenario)
  const fields = new Map<string, Field>()
  for (const project of projectsOf(model, index).projects) {
    const { name, sector, start, ramp, output, realisation, delay, at } = project
    const rows = rowsOf(plan, name, plan.scenarios[index]?.chain ?? [])
    const add = (field: string, value: Said) => {
      const said = (those: readonly ProjectRow[]) => those.map((row) => quantityText(row, field)).join(' ')
      const own = rows.filter((row) => row.scenario === index)
      fields.set(`${name}\0${field}`, { project: name, field, value, rows: said(rows), own: said(own), at })
    }
    add('sector', sectorName(plan, sector))
    add('start', start)
    add('ramp', ramp.join(' '))
    add('output', output)
    add('realisation', realisation)
    add('delay', delay)
  }
  return fields
}

/** The rows that a scenario lays over each other for a project, the farthest first; those for all projects too. */
function rowsOf({ projects }: Plan, name: string, chain: readonly number[]): ProjectRow[] {
  return [EVERY_SCENARIO, ...[...chain].reverse()].flatMap((ancestor) => [
    ...projects.filter((row) => row.scenario === ancestor && row.project === '*'),
    ...projects.filter((row) => row.scenario === ancestor && row.project === name),
  ])
}

function quantityText(row: ProjectRow, field: string): string {
  const quantity: ProjectQuantity | null =
    field === 'output' || field === 'realisation' || field === 'delay' ? row[field] : null
  const value = quantity?.value ?? null
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  if (value.kind === 'distribution') return distributionText(value)
  return value.operation === 'add' ? `+${value.amount}` : `*${value.amount}`
}

function projectDifferences(before: Model, after: Model, scenarios: readonly string[]): PartDifference[] {
  const merged = new Map<string, PartDifference & { readonly scenarios: string[] }>()
  const seenBy = new Map<string, ReadonlySet<string>>()
  for (const scenario of scenarios) {
    const [from, to] = [fieldsOf(before, scenario), fieldsOf(after, scenario)]
    const seen = new Set<string>()
    const chain = after.plan.scenarios.find(({ name }) => name === scenario)?.chain.slice(1) ?? []
    const parents = chain.flatMap((index) => seenBy.get(after.plan.scenarios[index]?.name ?? '') ?? [])
    for (const [key, difference] of fieldDifferences(from, to)) {
      seen.add(key)
      const isOwn = from.get(key)?.own !== to.get(key)?.own
      const isImplied = !isOwn && parents.some((each) => each.has(key))
      const known = merged.get(JSON.stringify([key, difference.before, difference.after]))
      if (known !== undefined) known.scenarios.push(scenario)
      else {
        const fresh = { ...difference, scenarios: [scenario], isImplied }
        merged.set(JSON.stringify([key, difference.before, difference.after]), fresh)
      }
    }
    seenBy.set(scenario, seen)
  }
  return [...merged.values()].map((each) => ({ ...each, isEverywhere: each.scenarios.length === scenarios.length }))
}

type Bare = Omit<PartDifference, 'scenarios' | 'isImplied'>

function fieldDifferences(from: ReadonlyMap<string, Field>, to: ReadonlyMap<string, Field>): [string, Bare][] {
  const changed = [...to].flatMap(([key, is]): [string, Bare][] => {
    const was = from.get(key)
    const isSame = was === undefined || (was.value === is.value && was.rows === is.rows)
    return isSame ? [] : [[key, changedField(was, is)]]
  })
  return [...onlyInOne(from, to), ...changed]
}

/** Projects that only one of the plans has. */
function onlyInOne(from: ReadonlyMap<string, Field>, to: ReadonlyMap<string, Field>): [string, Bare][] {
  const projects = (fields: ReadonlyMap<string, Field>) =>
    new Map([...fields.values()].map((each) => [each.project, each]))
  const [had, has] = [projects(from), projects(to)]
  return [...new Set([...had.keys(), ...has.keys()])].flatMap((name): [string, Bare][] => {
    const [was, is] = [had.get(name), has.get(name)]
    if (was !== undefined && is !== undefined) return []
    return [[name, bare(name, was, is, was === undefined ? null : name, is === undefined ? null : name)]]
  })
}

function changedField(was: Field, is: Field): Bare {
  const isValue = was.value !== is.value
  const address = `${is.field}[${is.project}]`
  const canBeSet = isValue && settable.has(is.field) && typeof is.value === 'number' && isPlain(is.project)
  const [before, after] = isValue ? [was.value, is.value] : [was.rows.trim(), is.rows.trim()]
  const difference = bare(is.project, was, is, before, after)
  return { ...difference, field: is.field, setting: canBeSet ? `${address}=${is.value}` : null }
}

function bare(name: string, was: Field | undefined, is: Field | undefined, before: Said, after: Said): Bare {
  return {
    kind: 'project',
    name,
    field: null,
    before,
    after,
    beforeAt: was?.at ?? null,
    afterAt: is?.at ?? null,
    isEverywhere: true,
    setting: null,
  }
}

/** Whether a name can stand in the brackets of a setting. */
export function isPlain(name: string): boolean {
  return !/[[\]［］=＝]/.test(name) && name === name.trim() && name !== ''
}
