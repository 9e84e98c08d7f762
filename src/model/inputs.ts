/**
 * The values a scenario gives: which row wins for every variable, sector and year.
 *
 * Rows are painted, the least entitled first: the farthest ancestor before the scenario itself; within one scenario
 * `*` before a named sector, then `*` before a range before a named year; then observations, which beat assumptions;
 * then settings, in the order given. Who painted last has won. The cost is rows × years covered, whatever the chain.
 *
 * A relative row (`+2pp`, `*0.9`) changes what stood there when its scenario's turn came: the inherited value.
 */

import { type Problem, problem } from '../plan/problem.ts'
import { placeOf } from '../plan/source.ts'
import { type CellRef, EVERY_SCENARIO, EVERY_SECTOR, type Quantity, type Series, TOTAL } from '../plan/types.ts'
import { computedWords } from './checks.ts'
import { binary, type Expression, number } from './expression.ts'
import {
  cellOf,
  changedSpread,
  controlRow,
  type Given,
  gradeIndex,
  type Inputs,
  NO_ORIGIN,
  type Origin,
  packOrigin,
  type Residual,
  type Spread,
} from './given.ts'
import { capacityOf } from './projects.ts'
import type { Model } from './types.ts'

type Layer = { given: (Given | null)[]; inherited: Map<number, Given>; problems: Problem[] }

/** One row ready to paint, whichever table it comes from. */
type Row = {
  readonly variable: number
  readonly sector: number
  readonly firstYear: number
  readonly lastYear: number
  readonly value: number
  readonly quantity: Quantity | null
  readonly grade: number
  readonly origin: Origin
  readonly at: CellRef
}

export function inputsOf(model: Model, scenario: number): Inputs {
  const [own = EVERY_SCENARIO, ...ancestors] = [...(model.plan.scenarios[scenario]?.chain ?? []), EVERY_SCENARIO]
  const layer = copyOf(inheritedBy(model, ancestors))
  paintScenario(model, layer, own)
  layer.inherited = new Map()
  paintBaseline(model, layer)
  paintCapacity(model, layer, scenario)
  // Before the settings, so that one may change the residual, and after, so that it stays what the others leave.
  fillResiduals(model, layer)
  for (const index of model.plan.settings.keys()) paintSetting(model, layer, index)
  const residuals = fillResiduals(model, layer)
  return { scenario, given: layer.given, residuals, problems: layer.problems }
}

const inheritedByModel = new WeakMap<Model, { readonly ancestors: string; readonly layer: Layer }>()

/**
 * What these scenarios give together, the nearest first. The last answer is kept: many scenarios of a large plan inherit
 * the same, and it would be painted again for each.
 */
function inheritedBy(model: Model, ancestors: readonly number[]): Layer {
  const known = inheritedByModel.get(model)
  if (known?.ancestors === ancestors.join()) return known.layer
  const layer: Layer = { given: model.variables.map(() => null), inherited: new Map(), problems: [] }
  for (const ancestor of ancestors.toReversed()) paintScenario(model, layer, ancestor)
  inheritedByModel.set(model, { ancestors: ancestors.join(), layer })
  return layer
}

/** A layer that can be painted on. */
function copyOf({ given, problems }: Layer): Layer {
  const copies = given.map((each) => (each === null ? null : copyOfGiven(each)))
  return { given: copies, inherited: new Map(), problems: [...problems] }
}

function copyOfGiven({ width, values, origins, grades, formulas, spreads }: Given): Given {
  return {
    width,
    values: values.slice(),
    origins: origins.slice(),
    grades: grades.slice(),
    formulas: new Map(formulas),
    spreads: new Map(spreads),
  }
}

/** The rows of one scenario over those it inherits. */
function paintScenario(model: Model, layer: Layer, scenario: number): void {
  layer.inherited = new Map()
  for (const variable of model.relativeVariables.get(scenario) ?? []) keepInherited(model, layer, variable)
  const { assumptions } = model.plan
  for (const row of model.rowsByScenario.get(scenario) ?? []) {
    const isPlain = !assumptions.quantities.has(row)
    if (isPlain) paintNumber(model, layer, assumptions, row, 'assumption')
    else paint(model, layer, seriesRow(assumptions, row, 'assumption'))
  }
}

/** What only the baseline gives is the same in every scenario: painted once, and shared as long as nothing is set. */
const observedByModel = new WeakMap<Model, Layer>()

function paintBaseline(model: Model, layer: Layer): void {
  const { baseline, settings } = model.plan
  // A setting or a residual writes into what the baseline gave.
  if (settings.length > 0 || baseline.quantities.size > 0) {
    paintObserved(model, layer)
    return
  }
  const known = observedByModel.get(model)
  const shared = known ?? { given: model.variables.map(() => null), inherited: new Map(), problems: [] }
  if (known === undefined) paintObserved(model, shared)
  observedByModel.set(model, shared)
  const isAlone = layer.given.map((given) => given === null)
  paintObserved(model, layer, (variable) => !isAlone[variable])
  layer.given = layer.given.map((given, variable) => (isAlone[variable] ? (shared.given[variable] ?? null) : given))
}

/** Observations hold for the base year unless they name another; those of the total only check the sectors. */
function paintObserved(model: Model, layer: Layer, isWanted: (variable: number) => boolean = () => true): void {
  const { baseline, sectors } = model.plan
  for (const row of model.baselineRows) {
    const isTotal = baseline.sector[row] === TOTAL && sectors.length > 1
    const variable = baseline.variable[row] as number
    if (!isWanted(variable) || (isTotal && model.variables[variable]?.level !== 'total')) continue
    if (!baseline.quantities.has(row)) paintNumber(model, layer, baseline, row, 'baseline')
    else paint(model, layer, seriesRow(baseline, row, 'baseline', model.baseYear))
  }
}

/** A row with a plain number, as nearly all of a large plan are: without an object for it. */
function paintNumber(model: Model, layer: Layer, series: Series, row: number, kind: 'assumption' | 'baseline'): void {
  const variable = series.variable[row] as number
  const { width, values, origins, grades, formulas, spreads } = givenOf(model, layer, variable)
  const always = kind === 'baseline' ? model.baseYear : 0
  const years = yearsOf(model, (series.firstYear[row] as number) || always, (series.lastYear[row] as number) || always)
  const sectors = sectorsOf(model, variable, series.sector[row] as number, width)
  const value = series.value[row] as number
  const grade = gradeIndex(series.annotations[series.annotation[row] as number]?.status ?? null)
  const origin = packOrigin(kind, row)
  for (let t = years.first; t <= years.last; t++) {
    for (let cell = t * width + sectors.first; cell <= t * width + sectors.last; cell++) {
      values[cell] = value
      origins[cell] = origin
      grades[cell] = grade
      if (formulas.size > 0) formulas.delete(cell)
      if (spreads.size > 0) spreads.delete(cell)
    }
  }
}

/** @param always  the year that a row without years holds for; 0: for every one */
function seriesRow(series: Series, row: number, kind: 'assumption' | 'baseline', always = 0): Row {
  return {
    variable: series.variable[row] as number,
    sector: series.sector[row] as number,
    firstYear: (series.firstYear[row] as number) || always,
    lastYear: (series.lastYear[row] as number) || always,
    value: series.value[row] as number,
    quantity: series.quantities.get(row) ?? null,
    grade: gradeIndex(series.annotations[series.annotation[row] as number]?.status ?? null),
    origin: { kind, row },
    at: cellOf(series, row),
  }
}

function givenOf(model: Model, layer: Layer, variable: number): Given {
  const known = layer.given[variable]
  if (known !== null && known !== undefined) return known
  const width = model.variables[variable]?.level === 'total' ? 1 : model.plan.sectors.length
  const size = model.timeline.length * width
  const fresh: Given = {
    width,
    values: new Float64Array(size).fill(Number.NaN),
    origins: new Int32Array(size).fill(NO_ORIGIN),
    grades: new Uint8Array(size),
    formulas: new Map(),
    spreads: new Map(),
  }
  layer.given[variable] = fresh
  return fresh
}

function keepInherited(model: Model, layer: Layer, variable: number): void {
  layer.inherited.set(variable, copyOfGiven(givenOf(model, layer, variable)))
}

function paintSetting(model: Model, layer: Layer, index: number): void {
  const setting = model.plan.settings[index]
  if (setting === undefined || setting.kind !== 'variable') return
  const { variable } = setting
  layer.inherited = new Map()
  keepInherited(model, layer, variable)
  const row: Row = {
    variable,
    sector: setting.sector,
    firstYear: setting.firstYear,
    lastYear: setting.lastYear,
    value: setting.quantity === null ? setting.value : Number.NaN,
    quantity: setting.quantity,
    grade: gradeIndex('assumed'),
    origin: { kind: 'setting', row: index },
    at: setting.at,
  }
  const described = model.variables[variable]
  const isComputed = described?.origin === 'equation'
  const before = layer.problems.length
  if (paint(model, layer, row, isComputed ? 'observed' : 'all') > 0 || layer.problems.length > before) return
  const place = placeOf(model.plan.files, setting.at)
  // What an equation computes can be set only where the plan observes it, in the base year above all.
  if (isComputed && described !== undefined) {
    const years = setting.firstYear === 0 ? '*' : `${setting.firstYear}`
    layer.problems.push(problem('setting-computed', place, { ...computedWords(described), years }))
  } else {
    const { baseYear, horizon } = model
    const words = { text: setting.text, first: baseYear, last: horizon }
    const sector = described?.level === 'total' ? 'total' : '*'
    const example = `'${described?.name ?? ''}[${sector},${horizon}]=…'`
    layer.problems.push(problem('setting-changes-nothing', place, { ...words, example }))
  }
}

/** First and last cell of the timeline that a row covers; empty when last < first. */
function yearsOf(model: Model, firstYear: number, lastYear: number): { first: number; last: number } {
  const start = model.timeline[0] ?? model.baseYear
  const end = model.timeline.length - 1
  if (firstYear === 0) return { first: 0, last: end }
  return { first: Math.max(0, firstYear - start), last: Math.min(end, lastYear - start) }
}

/** First and last sector that a row covers in a block of this width; empty where it speaks of the other level. */
function sectorsOf(model: Model, variable: number, sector: number, width: number): { first: number; last: number } {
  if (width === 1 && (sector === TOTAL || sector === EVERY_SECTOR)) return { first: 0, last: 0 }
  if (model.variables[variable]?.level === 'total') return { first: 0, last: -1 }
  if (sector === EVERY_SECTOR) return { first: 0, last: width - 1 }
  return sector === TOTAL ? { first: 0, last: -1 } : { first: sector, last: sector }
}

/** @returns how many cells the row was written to */
function paint(model: Model, layer: Layer, row: Row, cells: 'all' | 'observed' = 'all'): number {
  const given = givenOf(model, layer, row.variable)
  const years = yearsOf(model, row.firstYear, row.lastYear)
  const sectors = sectorsOf(model, row.variable, row.sector, given.width)
  const write = brush(model, layer, row, given)
  let painted = 0
  for (let t = years.first; t <= years.last; t++) {
    for (let s = sectors.first; s <= sectors.last; s++) {
      const cell = t * given.width + s
      if (cells === 'observed' && given.origins[cell] === NO_ORIGIN) continue
      if (write(cell, t)) painted++
    }
  }
  const reaches = years.first <= years.last
  if (painted === 0 && reaches && row.quantity?.kind === 'relative') layer.problems.push(nothingInherited(model, row))
  return painted
}

function nothingInherited(model: Model, row: Row): Problem {
  const { plan } = model
  const place = placeOf(plan.files, row.at)
  return problem('nothing-inherited', place, { variable: model.variables[row.variable]?.name ?? '', example: '8%' })
}

/** Writes one cell: its value, and the formula or the distribution that the value is computed from or stands for. */
type Put = (
  cell: number,
  value: number,
  grade: number,
  more?: { readonly formula?: Expression; readonly spread?: Spread },
) => true

/** How a row writes one cell; false where it has nothing to write. */
function brush(model: Model, layer: Layer, row: Row, given: Given): (cell: number, t: number) => boolean {
  const { quantity } = row
  const origin = packOrigin(row.origin.kind, row.origin.row)
  const put: Put = (cell, value, grade, { formula, spread } = {}) => {
    given.values[cell] = value
    given.origins[cell] = origin
    given.grades[cell] = grade
    if (formula !== undefined) given.formulas.set(cell, formula)
    else if (given.formulas.size > 0) given.formulas.delete(cell)
    if (spread !== undefined) given.spreads.set(cell, spread)
    else if (given.spreads.size > 0) given.spreads.delete(cell)
    return true
  }
  if (quantity === null || quantity.kind === 'residual') return (cell) => put(cell, row.value, row.grade)
  switch (quantity.kind) {
    case 'distribution': {
      const spread: Spread = { distribution: quantity, scale: 1, shift: 0 }
      return (cell) => put(cell, quantity.central, row.grade, { spread })
    }
    case 'path': {
      const first = row.firstYear === 0 ? model.baseYear + 1 : row.firstYear
      const last = row.firstYear === 0 ? model.horizon : row.lastYear
      return (cell, t) => {
        const year = model.timeline[t] ?? first
        if (year < first || year > last) return false
        const share = last === first ? 1 : (year - first) / (last - first)
        return put(cell, quantity.from + (quantity.to - quantity.from) * share, row.grade)
      }
    }
    case 'formula': {
      const formula = model.cellFormulas.get(quantity.text)
      return (cell) => formula !== undefined && put(cell, Number.NaN, row.grade, { formula })
    }
    case 'relative':
      return relativeBrush(layer, row, quantity, put)
  }
}

function relativeBrush(
  layer: Layer,
  row: Row,
  { operation, amount }: Extract<Quantity, { kind: 'relative' }>,
  put: Put,
): (cell: number) => boolean {
  const inherited = layer.inherited.get(row.variable)
  // One changed tree for each inherited one, so that cells with the same formula are still computed together.
  const changed = new Map<Expression, Expression>()
  return (cell) => {
    if (inherited === undefined || inherited.origins[cell] === NO_ORIGIN) return false
    const grade = Math.max(row.grade, inherited.grades[cell] as number)
    const formula = inherited.formulas.get(cell)
    if (formula !== undefined) {
      const known = changed.get(formula) ?? binary(operation === 'add' ? '+' : '*', formula, number(amount))
      changed.set(formula, known)
      return put(cell, Number.NaN, grade, { formula: known })
    }
    const value = inherited.values[cell] as number
    const spread = inherited.spreads.get(cell)
    const more = spread === undefined ? {} : { spread: changedSpread(spread, operation, amount) }
    return put(cell, operation === 'add' ? value + amount : value * amount, grade, more)
  }
}

/** Capacity is what the projects of the scenario add in each year; see `projects.ts`. */
function paintCapacity(model: Model, layer: Layer, scenario: number): void {
  const variable = model.variableByName.get('capacity')
  if (variable === undefined || model.variables[variable]?.origin !== 'projects') return
  const given = givenOf(model, layer, variable)
  const { added, grades, problems } = capacityOf(model, scenario)
  given.values.set(added)
  given.grades.set(grades)
  given.origins.fill(packOrigin('project', 0))
  layer.problems.push(...problems)
}

/** `residual`: the control total less all other sectors, after settings, so that it stays the remainder. */
function fillResiduals(model: Model, layer: Layer): Residual[] {
  const { baseline } = model.plan
  return [...baseline.quantities].flatMap(([row, quantity]) =>
    quantity.kind === 'residual' ? fillResidual(model, layer, seriesRow(baseline, row, 'baseline')) : [],
  )
}

/** @returns the residual that was filled; none where another row or a setting has the cell, or outside the timeline */
function fillResidual(model: Model, layer: Layer, row: Row): Residual[] {
  const given = givenOf(model, layer, row.variable)
  const t = (row.firstYear === 0 ? model.baseYear : row.firstYear) - (model.timeline[0] ?? 0)
  const cell = t * given.width + row.sector
  if (t < 0 || t >= model.timeline.length || given.origins[cell] !== packOrigin(row.origin.kind, row.origin.row))
    return []
  const control = controlRow(model.plan, row.origin.row)
  const total = control === null ? null : seriesRow(model.plan.baseline, control, 'baseline')
  let rest = total?.value ?? Number.NaN
  let grade = Math.max(row.grade, total?.grade ?? 0)
  for (let s = 0; s < given.width; s++) {
    if (s === row.sector) continue
    rest -= given.values[t * given.width + s] as number
    grade = Math.max(grade, given.grades[t * given.width + s] as number)
  }
  given.values[cell] = rest
  given.grades[cell] = grade
  const spread = total?.quantity?.kind === 'distribution' ? { distribution: total.quantity, scale: 1, shift: 0 } : null
  return [{ variable: row.variable, t, sector: row.sector, total: total?.value ?? Number.NaN, spread }]
}
