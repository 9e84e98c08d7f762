/**
 * How the numbers that two plans assume and observe differ, cell by cell as each scenario sees them.
 *
 * What a scenario sees is compared, not the rows: so a row that is split, reordered or moved to another file is no
 * difference, and a difference can be set: `--set key=after` on the first plan gives what the second one has.
 */

import { formatExpression, references } from '../model/expression.ts'
import { type Given, gradeIndex, type Inputs, NO_ORIGIN, originOf } from '../model/given.ts'
import { inputsOf } from '../model/inputs.ts'
import type { Model } from '../model/types.ts'
import { PlanError } from '../plan/problem.ts'
import { type Distribution, EVERY_SCENARIO, GRADES, type Quantity, type Series, TOTAL } from '../plan/types.ts'

/** A number, a formula or a distribution as it is written in a cell or after `--set`; null: no value. */
export type Said = number | string | null

/** The row of a series that gave a value. */
export type RowOf = { readonly series: 'assumptions' | 'baseline'; readonly row: number }

export type CellDifference = {
  readonly variable: string
  /** A sector's name, `*` for every sector, `total`. */
  readonly sector: string
  /** Both 0 where every year is meant. */
  readonly firstYear: number
  readonly lastYear: number
  readonly before: Said
  readonly after: Said
  /** What differs: the value, or the grade of a value that is the same. */
  readonly of: 'value' | 'grade'
  readonly beforeRow: RowOf | null
  readonly afterRow: RowOf | null
  /** Names of the scenarios that see it, in the order of the second plan. */
  readonly scenarios: readonly string[]
  /** All scenarios that both plans have see it. */
  readonly isEverywhere: boolean
  /** It follows from another difference: by a relative row, or as what is left of a total. */
  readonly isImplied: boolean
  /** `--set` of it on the first plan gives the second plan's value. */
  readonly canBeSet: boolean
}

/** A plan as its scenarios see it. */
export type Side = { readonly model: Model; readonly inputs: ReadonlyMap<string, Inputs> }

/** @throws PlanError where a row of a scenario cannot be used */
export function sideOf(model: Model, scenarios: readonly string[]): Side {
  const inputs = new Map<string, Inputs>()
  for (const name of scenarios) {
    const seen = inputsOf(
      model,
      model.plan.scenarios.findIndex((each) => each.name === name),
    )
    const errors = seen.problems.filter(({ severity }) => severity === 'error')
    if (errors.length > 0) throw new PlanError(errors)
    inputs.set(name, seen)
  }
  return { model, inputs }
}

/** One cell of one scenario. */
type Raw = {
  readonly variable: string
  readonly sector: string
  readonly year: number
  readonly before: Said
  readonly after: Said
  readonly of: 'value' | 'grade'
  readonly beforeRow: number
  readonly afterRow: number
  readonly isImplied: boolean
  readonly canBeSet: boolean
}

type Seen = Raw & { readonly scenarios: string[] }

/** @param scenarios  names of the scenarios that both sides have, parents before those that inherit from them */
export function cellDifferences(before: Side, after: Side, scenarios: readonly string[]): CellDifference[] {
  const merged = new Map<string, Seen>()
  const cellsOf = new Map<string, ReadonlySet<string>>()
  const controls = controlsAlike(before.model, after.model)
  for (const scenario of scenarios) {
    const cells = new Set<string>()
    const parents = parentsOf(after.model, scenario).flatMap((parent) => cellsOf.get(parent) ?? [])
    for (const raw of rawDifferences(before, after, scenario, parents, controls)) {
      cells.add(cellKey(raw))
      const key = JSON.stringify([cellKey(raw), raw.before, raw.after, raw.of, raw.beforeRow, raw.afterRow])
      const known = merged.get(key)
      if (known === undefined) merged.set(key, { ...raw, scenarios: [scenario] })
      else known.scenarios.push(scenario)
    }
    cellsOf.set(scenario, cells)
  }
  const found = joinSectors(before.model, after.model, joinYears(before.model, after.model, [...merged.values()]))
  return found.map((each) => ({
    ...each,
    beforeRow: rowOf(each.beforeRow),
    afterRow: rowOf(each.afterRow),
    isEverywhere: each.scenarios.length === scenarios.length,
  }))
}

function cellKey({ variable, sector, year }: CellName): string {
  return `${variable}\0${sector}\0${year}`
}

/** The scenario itself left out. */
function parentsOf({ plan }: Model, scenario: string): string[] {
  const chain = plan.scenarios.find(({ name }) => name === scenario)?.chain ?? []
  return chain.slice(1).flatMap((index) => plan.scenarios[index]?.name ?? [])
}

function rowOf(packed: number): RowOf | null {
  const origin = originOf(packed)
  if (origin?.kind === 'assumption') return { series: 'assumptions', row: origin.row }
  return origin?.kind === 'baseline' ? { series: 'baseline', row: origin.row } : null
}

function* rawDifferences(
  before: Side,
  after: Side,
  scenario: string,
  parents: readonly ReadonlySet<string>[],
  controls: (variable: string, year: number) => boolean,
): Generator<Raw> {
  const [from, to] = [before.inputs.get(scenario), after.inputs.get(scenario)]
  if (from === undefined || to === undefined) return
  const names = [...after.model.variables, ...before.model.variables].map(({ name }) => name)
  for (const variable of new Set(names)) {
    const looks = { from: lookOf(before.model, from, variable), to: lookOf(after.model, to, variable) }
    if (looks.from.given === null && looks.to.given === null) continue
    const years = comparedYears(before.model, after.model, variable)
    for (const sector of sectorsOf(looks.from, looks.to)) {
      for (const year of years) {
        const raw = rawDifference(looks, { variable, sector, year }, parents, controls)
        if (raw !== null) yield raw
      }
    }
  }
}

type Looks = { readonly from: Look; readonly to: Look }
type CellName = Pick<Raw, 'variable' | 'sector' | 'year'>

function rawDifference(
  { from, to }: Looks,
  cell: CellName,
  parents: readonly ReadonlySet<string>[],
  controls: (variable: string, year: number) => boolean,
): Raw | null {
  const [was, is] = [from.at(cell.sector, cell.year), to.at(cell.sector, cell.year)]
  const difference = differenceOf(from, to, was, is)
  if (difference === null || !(from.isUsed(cell.year) || to.isUsed(cell.year))) return null
  const key = cellKey(cell)
  const isInherited = parents.some((cells) => cells.has(key)) && followsFromParent(from, to, was, is)
  return {
    ...cell,
    ...difference,
    beforeRow: was?.origin ?? NO_ORIGIN,
    afterRow: is?.origin ?? NO_ORIGIN,
    isImplied: isInherited || (isRest(from, to, was, is) && controls(cell.variable, cell.year)),
    canBeSet: difference.of === 'value' && canBeSet(from, was, is),
  }
}

/** One variable as one scenario of one plan sees it. */
type Look = {
  readonly model: Model
  readonly variable: number
  readonly given: Given | null
  readonly sectors: readonly string[]
  readonly at: (sector: string, year: number) => Seeing | null
  /** Whether anything may rest on its value in that year. */
  readonly isUsed: (year: number) => boolean
}

/** What stands in a cell, and the row it comes from. */
type Seeing = { readonly origin: number; readonly said: Said; readonly grade: string }

function lookOf(model: Model, inputs: Inputs, name: string): Look {
  const variable = model.variableByName.get(name) ?? -1
  const own = model.variables[variable]
  const isFromProjects = own?.origin === 'projects'
  const given = isFromProjects ? null : (inputs.given[variable] ?? null)
  const isTotal = own?.level === 'total'
  const sectors = given === null ? [] : isTotal ? ['total'] : model.plan.sectors.map((each) => each.name)
  const indexes = new Map(sectors.map((sector, index) => [sector, index]))
  const start = model.timeline[0] ?? model.baseYear
  return {
    model,
    variable,
    given,
    sectors,
    isUsed: usedYears(model, inputs, name),
    at: (sector, year) => {
      const index = indexes.get(sector)
      const t = year - start
      if (given === null || index === undefined || t < 0 || t >= model.timeline.length) return null
      const cell = t * given.width + index
      const origin = given.origins[cell] as number
      if (origin === NO_ORIGIN) return null
      return { origin, said: saidIn(model, given, cell), grade: gradeIn(model, origin) }
    },
  }
}

/**
 * Up to the base year an assumption counts only where an equation that reads it is computed, not observed: growth in the
 * base year moves nothing.
 */
function usedYears(model: Model, { given }: Inputs, name: string): Look['isUsed'] {
  const own = model.variables[model.variableByName.get(name) ?? -1]
  const isAlways = own?.origin !== 'assumption' || isRead({ ...model, variables: [] }, name)
  const readers = model.variables.filter(({ expression }) => {
    return expression !== null && references(expression).some((each) => each.name === name)
  })
  const isComputed = (year: number) =>
    readers.some(({ index, level, expression }) => {
      const t = year - (model.timeline[0] ?? 0)
      const rows = given[index] ?? null
      const width = level === 'total' ? 1 : model.plan.sectors.length
      const isObserved = rows !== null && !rows.origins.subarray(t * width, (t + 1) * width).includes(NO_ORIGIN)
      const isLagged =
        expression !== null && references(expression).some((each) => each.name === name && each.years > 0)
      return isLagged || !isObserved
    })
  return (year) => isAlways || year > model.baseYear || isComputed(year)
}

/** The value of a cell as `--set` would take it. */
function saidIn(model: Model, given: Given, cell: number): Said {
  const formula = given.formulas.get(cell)
  if (formula !== undefined) return formatExpression(formula)
  const quantity = quantityOf(model, given.origins[cell] as number)
  if (quantity?.kind === 'distribution') return distributionText(quantity)
  const value = given.values[cell] as number
  return Number.isFinite(value) ? value + 0 : null
}

function quantityOf({ plan }: Model, packed: number): Quantity | null {
  const origin = originOf(packed)
  if (origin?.kind === 'setting') return plan.settings[origin.row]?.quantity ?? null
  const row = rowOf(packed)
  return row === null ? null : (plan[row.series].quantities.get(row.row) ?? null)
}

/** `normal(0.08, 0.02)`, `0.05 to 0.11`: as it is read. */
export function distributionText({ shape, parameters, persistence }: Distribution): string {
  const text = shape === 'interval' ? parameters.join(' to ') : `${shape}(${parameters.join(', ')})`
  return persistence === 0 ? text : `${text} persistence ${persistence}`
}

/** The grade that the row itself claims. */
function gradeIn({ plan }: Model, packed: number): string {
  const row = rowOf(packed)
  if (row === null) return 'assumed'
  const series: Series = plan[row.series]
  const { status = null } = series.annotations[series.annotation[row.row] as number] ?? {}
  return GRADES[gradeIndex(status)] ?? 'assumed'
}

function differenceOf(
  from: Look,
  to: Look,
  was: Seeing | null,
  is: Seeing | null,
): Pick<Raw, 'before' | 'after' | 'of'> | null {
  const [before, after] = [was?.said ?? null, is?.said ?? null]
  if (before !== after) return { before, after, of: 'value' }
  const isObserved = (look: Look, seen: Seeing | null) =>
    look.model.variables[look.variable]?.origin === 'equation' && seen !== null
  // An observation without a value still stands in the way of the equation.
  if (before === null && isObserved(from, was) !== isObserved(to, is)) {
    const said = (seen: Seeing | null) => (seen === null ? null : 'n/a')
    return { before: said(was), after: said(is), of: 'value' }
  }
  if (was === null || is === null || was.grade === is.grade) return null
  return { before: was.grade, after: is.grade, of: 'grade' }
}

/** The same relative row in both: what it changes has changed. Where there is nothing to change, it gives nothing. */
function followsFromParent(from: Look, to: Look, was: Seeing | null, is: Seeing | null): boolean {
  const a = was === null ? null : quantityOf(from.model, was.origin)
  const b = is === null ? null : quantityOf(to.model, is.origin)
  if (was === null || is === null) return a?.kind === 'relative' || b?.kind === 'relative'
  return a?.kind === 'relative' && b?.kind === 'relative' && JSON.stringify(a) === JSON.stringify(b)
}

function isRest(from: Look, to: Look, was: Seeing | null, is: Seeing | null): boolean {
  if (was === null || is === null) return false
  return quantityOf(from.model, was.origin)?.kind === 'residual' && quantityOf(to.model, is.origin)?.kind === 'residual'
}

/** Whether two plans have the same control total for a variable and a year. */
function controlsAlike(before: Model, after: Model): (variable: string, year: number) => boolean {
  const [from, to] = [controlTotals(before), controlTotals(after)]
  return (variable, year) => from.get(`${variable} ${year}`) === to.get(`${variable} ${year}`)
}

/** Totals that the baseline gives of variables by sector: `${variable} ${year}`. */
export function controlTotals({ plan, baseYear, variables }: Model): Map<string, number> {
  const { baseline } = plan
  const totals = new Map<string, number>()
  for (let row = 0; row < baseline.length; row++) {
    const variable = baseline.variable[row] as number
    if (baseline.sector[row] !== TOTAL || variables[variable]?.level === 'total') continue
    const year = baseline.firstYear[row] === 0 ? baseYear : (baseline.firstYear[row] as number)
    totals.set(`${variables[variable]?.name ?? ''} ${year}`, baseline.value[row] as number)
  }
  return totals
}

/** What an equation computes can be set only where both plans observe it; anything else where the plan reads it. */
function canBeSet({ model, variable }: Look, was: Seeing | null, is: Seeing | null): boolean {
  const own = model.variables[variable]
  if (own === undefined || is?.said?.toString().includes('persistence') === true) return false
  if (own.origin === 'equation') return was !== null && is !== null
  return isRead(model, own.name)
}

function isRead({ plan, variables, cellFormulas }: Model, name: string): boolean {
  if (plan.targets.some(({ indicator }) => indicator === name)) return true
  const formulas = [...variables.flatMap(({ expression }) => expression ?? []), ...cellFormulas.values()]
  return formulas.some((formula) => references(formula).some((each) => each.name === name))
}

/** Sectors that both have, in the order of the second; of a variable that one of them lacks, all of its own. */
function sectorsOf(from: Look, to: Look): readonly string[] {
  if (from.given === null) return to.sectors
  if (to.given === null) return from.sectors
  const known = new Set(from.sectors)
  const common = to.sectors.filter((name) => known.has(name))
  return common.length > 0 ? common : [...from.sectors, ...to.sectors]
}

/** From the base year on; from the first year computed, where a formula looks back at the variable. */
function comparedYears(before: Model, after: Model, name: string): number[] {
  const looksBack = (model: Model) =>
    [...model.variables.flatMap(({ expression }) => expression ?? []), ...model.cellFormulas.values()].some((formula) =>
      references(formula).some((each) => each.name === name && each.years > 0),
    )
  const isLagged = looksBack(before) || looksBack(after)
  const start = (model: Model) => (isLagged ? (model.timeline[0] ?? model.baseYear) : model.baseYear)
  const first = Math.min(start(before), start(after))
  const last = Math.max(before.horizon, after.horizon)
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

type Joined = Seen & { readonly firstYear: number; readonly lastYear: number }

/** Years that follow each other and say the same by the same rows, as one range; `*` where the rows say so. */
function joinYears(before: Model, after: Model, cells: readonly Seen[]): Joined[] {
  const open = new Map<string, number>()
  const joined: Joined[] = []
  for (const cell of cells) {
    const key = JSON.stringify([cell.variable, cell.sector, ...sameness(cell)])
    const index = open.get(key) ?? -1
    const last = joined[index]
    if (last?.lastYear === cell.year - 1) joined[index] = { ...last, lastYear: cell.year }
    else {
      open.set(key, joined.length)
      joined.push({ ...cell, firstYear: cell.year, lastYear: cell.year })
    }
  }
  return joined.map((each) => {
    const years = comparedYears(before, after, each.variable)
    const isWhole = each.firstYear === years[0] && each.lastYear === years.at(-1)
    return isWhole && isForEveryYear(after, each.afterRow) && isForEveryYear(before, each.beforeRow)
      ? { ...each, firstYear: 0, lastYear: 0 }
      : each
  })
}

function sameness({ before, after, of, beforeRow, afterRow, scenarios, isImplied, canBeSet: settable }: Seen) {
  return [before, after, of, beforeRow, afterRow, scenarios, isImplied, settable]
}

function isForEveryYear({ plan }: Model, packed: number): boolean {
  const row = rowOf(packed)
  return row === null ? packed === NO_ORIGIN : plan[row.series].firstYear[row.row] === 0
}

/** The same said of every sector by the same rows, as `*`. */
function joinSectors(before: Model, after: Model, cells: readonly Joined[]): Joined[] {
  const count = after.plan.sectors.length
  const isAlike = JSON.stringify(before.plan.sectors.map(({ name }) => name).sort())
  const areSame = isAlike === JSON.stringify(after.plan.sectors.map(({ name }) => name).sort())
  const groups = new Map<string, Joined[]>()
  for (const cell of cells) {
    const key = JSON.stringify([cell.variable, cell.firstYear, cell.lastYear, ...sameness(cell)])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [cell])
    else group.push(cell)
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined || first.sector === 'total' || count < 2 || !areSame || group.length < count) return group
    return [{ ...first, sector: '*' }]
  })
}

/** The scenario a row stands for; null where it holds for every one. */
export function scenarioOf({ plan }: Model, { series, row }: RowOf): string | null {
  const index = plan[series].scenario[row] as number
  if (series === 'baseline' || index === EVERY_SCENARIO) return null
  return plan.scenarios[index]?.name ?? null
}
