/**
 * How two plans differ: what they assume, and what comes of it.
 *
 * @see diff-cells.ts for numbers by sector and year, diff-parts.ts for everything else
 */

import { cellOf } from '../model/given.ts'
import { projectScenario } from '../model/project.ts'
import type { Model } from '../model/types.ts'
import { lineStartsOf, type Place, placeOf } from '../plan/source.ts'
import type { CellRef, Plan } from '../plan/types.ts'
import { type CellDifference, cellDifferences, type RowOf, type Said, scenarioOf, sideOf } from './diff-cells.ts'
import { isPlain, type PartDifference, type PartKind, partDifferences } from './diff-parts.ts'
import { addProjection, type ResultDifference, type ResultSet, resultDifferences } from './result-set.ts'
import type { Tolerance } from './tolerance.ts'

export type Difference = {
  readonly kind: 'value' | 'grade' | PartKind
  /** For an assumption, its address: `growth[displays,2026]`; else what it is and its name: `target rd`. */
  readonly key: string
  readonly before: Said
  readonly after: Said
  /** null where only one of the plans has it. */
  readonly about: {
    readonly variable: string
    readonly sector: string
    /** Both 0 for every year. */
    readonly firstYear: number
    readonly lastYear: number
  } | null
  /** Of the variable, or a part's own. */
  readonly name: string
  /** What of a project; null for anything else. */
  readonly field: string | null
  /** The scenario whose row it is; null where it holds for every scenario. */
  readonly scenario: string | null
  /** Names of all scenarios that see it; null: it is about the plan. */
  readonly scenarios: readonly string[] | null
  /** Where it stands in the second plan, or in the first if the second lacks it. */
  readonly place: { readonly file: string; readonly line: number; readonly side: 'before' | 'after' } | null
  /** The cells as written, where they say more than a number: `+3pp`, `linear(1.5%, 2%)`. */
  readonly written: { readonly before: string | null; readonly after: string | null }
  /** The unit of the values: `1` for rates; null where there is none. */
  readonly unit: string | null
  /** What to give to `--set` on the first plan; null where no setting does it. */
  readonly setting: string | null
}

export type PlanDifferences = {
  readonly assumptions: readonly Difference[]
  /** What other scenarios get of those by relative rows, and residuals by control totals. */
  readonly implied: readonly Difference[]
  readonly results: readonly ResultDifference[]
}

/**
 * @param scenarios  names to look at; null: all
 * @throws PlanError where one of the plans cannot be projected
 */
export function planDifferences(
  before: Model,
  after: Model,
  scenarios: readonly string[] | null,
  tolerance: Tolerance,
): PlanDifferences {
  const common = commonScenarios(before.plan, after.plan).filter((name) => scenarios?.includes(name) ?? true)
  const cells = cellDifferences(sideOf(before, common), sideOf(after, common), common)
  const parts = partDifferences(before, after, common)
  const pair: Pair = {
    before: { model: before, place: placer(before.plan) },
    after: { model: after, place: placer(after.plan) },
  }
  const found = [
    ...parts.map((each) => ({ isImplied: each.isImplied, difference: partOf(pair, each) })),
    ...cells.map((each) => ({ isImplied: each.isImplied, difference: cellDifference(pair, each) })),
  ]
  return {
    assumptions: found.flatMap(({ isImplied, difference }) => (isImplied ? [] : [difference])),
    implied: found.flatMap(({ isImplied, difference }) => (isImplied ? [difference] : [])),
    results: resultDifferences(resultsOf(before, common), resultsOf(after, common), tolerance),
  }
}

/** Scenarios of both plans, each after what it inherits from. */
function commonScenarios(before: Plan, after: Plan): string[] {
  const known = new Set(before.scenarios.map(({ name }) => name))
  const depth = new Map(after.scenarios.map(({ name, chain }) => [name, chain.length]))
  const names = after.scenarios.flatMap(({ name }) => (known.has(name) ? [name] : []))
  return names.sort((a, b) => (depth.get(a) ?? 0) - (depth.get(b) ?? 0))
}

function resultsOf(model: Model, scenarios: readonly string[]): ResultSet {
  const set: ResultSet = new Map()
  // In the order of the plan, which is that of its tables.
  for (const [index, { name }] of model.plan.scenarios.entries()) {
    if (scenarios.includes(name)) addProjection(set, projectScenario(model, index))
  }
  return set
}

/** A plan, and where its cells stand. */
type Placed = { readonly model: Model; readonly place: (at: CellRef) => Place }
type Pair = { readonly before: Placed; readonly after: Placed }

/** Looks the lines of each file up once. */
function placer({ files }: Plan): Placed['place'] {
  const starts = new Map<number, Int32Array>()
  return (at) => {
    const known = starts.get(at.file) ?? lineStartsOf(files[at.file]?.text ?? '')
    starts.set(at.file, known)
    return placeOf(files, at, known)
  }
}

function cellDifference(pair: Pair, cell: CellDifference): Difference {
  const { variable, sector, firstYear, lastYear, of, afterRow, beforeRow } = cell
  const years = firstYear === 0 ? '*' : firstYear === lastYear ? String(firstYear) : `${firstYear}-${lastYear}`
  const address = `${variable}[${sector},${years}]`
  const canBeSet = cell.canBeSet && isPlain(variable) && isPlain(sector)
  const refOf = ({ model }: Placed, from: RowOf | null) =>
    from === null ? null : cellOf(model.plan[from.series], from.row)
  return {
    kind: of,
    key: of === 'grade' ? `${address} status` : address,
    before: cell.before,
    after: cell.after,
    about: { variable, sector, firstYear, lastYear },
    name: variable,
    field: null,
    scenario: homeOf(pair, cell),
    scenarios: cell.scenarios,
    place: placeIn(pair, refOf(pair.before, beforeRow), refOf(pair.after, afterRow)),
    written: { before: writtenIn(pair.before, beforeRow), after: writtenIn(pair.after, afterRow) },
    unit: unitOf(pair, variable),
    setting: canBeSet ? `${address}=${cell.after ?? 'n/a'}` : null,
  }
}

/** The scenario that the row stands for, where it is one that sees the difference. */
function homeOf({ before, after }: Pair, { afterRow, beforeRow, scenarios, isEverywhere }: CellDifference) {
  const standsFor = ({ model }: Placed, row: RowOf | null) => (row === null ? null : scenarioOf(model, row))
  const own = afterRow === null ? standsFor(before, beforeRow) : standsFor(after, afterRow)
  if (own !== null && scenarios.includes(own)) return own
  return isEverywhere ? null : (scenarios[0] ?? null)
}

function placeIn({ before, after }: Pair, beforeAt: CellRef | null, afterAt: CellRef | null): Difference['place'] {
  const side = afterAt === null ? 'before' : 'after'
  const at = afterAt ?? beforeAt
  if (at === null) return null
  const { file, line } = (side === 'after' ? after : before).place(at)
  return { file, line, side }
}

/** The text of a row's cell; null where it is the number itself. */
function writtenIn({ model, place }: Placed, from: RowOf | null): string | null {
  if (from === null || !model.plan[from.series].quantities.has(from.row)) return null
  const { excerpt } = place(cellOf(model.plan[from.series], from.row))
  if (excerpt === null) return null
  return [...excerpt.text].slice(excerpt.start, excerpt.start + excerpt.length).join('')
}

function unitOf({ before, after }: Pair, variable: string): string | null {
  const unit = ({ model }: Placed) => model.variables[model.variableByName.get(variable) ?? -1]?.unit ?? null
  return unit(after) ?? unit(before)
}

function partOf(pair: Pair, part: PartDifference): Difference {
  const { kind, name, field, beforeAt, afterAt, scenarios, isEverywhere } = part
  return {
    kind,
    key: partKey(part),
    before: part.before,
    after: part.after,
    about: null,
    name,
    field,
    scenario: isEverywhere ? null : (scenarios?.[0] ?? null),
    scenarios,
    place: placeIn(pair, beforeAt, afterAt),
    written: { before: null, after: null },
    unit: null,
    setting: part.setting,
  }
}

/** The address of what a setting can change, or has the shape of one; else what it is and its name. */
function partKey({ kind, name, field }: PartDifference): string {
  if (kind === 'control') return name
  if (field !== null) return `${field}[${name}]`
  return name === '' ? kind : `${kind} ${name}`
}
