/**
 * One year of a model by itself: what a variable is made of in that year, down to its leaves. A leaf is a variable
 * without an equation, one that is carried from year to year by `lag()`, one that the plan observes, or a value of an
 * earlier year. So two years, of one scenario or of two, can be compared like two scenarios.
 */

import type { Block } from '../model/blocks.ts'
import { at } from '../model/blocks.ts'
import { binary, call, type Expression, mapOperands, number, references, variable } from '../model/expression.ts'
import { type Given, type Inputs, isGiven, packOrigin } from '../model/given.ts'
import type { Projection } from '../model/project.ts'
import type { Model, ModelVariable } from '../model/types.ts'

/** A projection, looked at in one year. */
export type State = { readonly projection: Projection; readonly year: number }

export type OneYear = {
  /** One year long. Variables keep their index; `lag(x)` and `year` follow as variables of their own. */
  readonly model: Model
  /** What the leaves are in each state. */
  readonly from: Inputs
  readonly to: Inputs
  /** Indexes of the leaves, in reading order. */
  readonly leaves: readonly number[]
}

/** What the formulas of one year name: a variable so many years back, or the calendar year. */
type Leaf = { readonly name: string; readonly variable: number | null; readonly years: number }

/** @param root the variable to take apart; it is a leaf only where it has no formula or is observed */
export function oneYearOf(root: number, from: State, to: State): OneYear {
  const { model } = from.projection
  const isLeaf = leafTest(root, from, to)
  const leaves = new Map<string, Leaf>()
  const formulas = new Map<number, Expression>()
  const visit = (index: number): void => {
    const { expression, name } = model.variables[index] ?? { expression: null, name: '' }
    if (expression === null || isLeaf(index)) {
      leaves.set(name, { name, variable: index, years: 0 })
      return
    }
    if (formulas.has(index)) return
    const standing = withoutYears(expression)
    formulas.set(index, standing)
    for (const { name: named } of references(standing)) {
      const known = model.variableByName.get(named)
      if (known !== undefined) visit(known)
      else leaves.set(named, leafNamed(model, expression, named))
    }
  }
  visit(root)
  return assembled(model, [...leaves.values()], formulas, from, to)
}

/** Which variables are not taken apart. */
function leafTest(root: number, from: State, to: State): (variable: number) => boolean {
  const { model } = from.projection
  const carried = new Map<number, boolean>()
  return (index) => {
    const { expression } = model.variables[index] ?? { expression: null }
    if (expression === null || isObserved(from, index) || isObserved(to, index)) return true
    if (index === root) return false
    const known = carried.get(index) ?? isCarried(model, index)
    carried.set(index, known)
    return known
  }
}

function isObserved({ projection, year }: State, index: number): boolean {
  const { model, inputs } = projection
  const given = inputs.given[index] ?? null
  const t = year - (model.timeline[0] ?? 0)
  return given !== null && Array.from({ length: given.width }, (_, s) => isGiven(given, t, s)).some(Boolean)
}

/** Does the variable rest on itself in an earlier year? */
function isCarried({ variables, variableByName }: Model, index: number): boolean {
  const seen = new Set<string>()
  const open = [{ index, isEarlier: false }]
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    const { expression } = variables[each.index] ?? { expression: null }
    for (const { name, years } of expression === null ? [] : references(expression)) {
      const next = variableByName.get(name)
      if (next === undefined) continue
      const isEarlier = each.isEarlier || years > 0
      if (next === index && isEarlier) return true
      if (seen.has(`${next} ${isEarlier}`)) continue
      seen.add(`${next} ${isEarlier}`)
      open.push({ index: next, isEarlier })
    }
  }
  return false
}

const YEAR = 'year'

function lagName(name: string, years: number): string {
  return years === 1 ? `lag(${name})` : `lag(${name}, ${years})`
}

/** Earlier values and the calendar year as variables of their own, so that they may differ between the states. */
function withoutYears(expression: Expression): Expression {
  if (expression.kind === 'variable' && expression.years > 0) {
    return variable(lagName(expression.name, expression.years))
  }
  if (expression.kind === 'constant' && expression.name === 'year') return variable(YEAR)
  if (expression.kind === 'call' && expression.name === 'ramp') return rampFormula(expression.operands)
  return mapOperands(expression, withoutYears)
}

/** `ramp(from, to)` in terms of the year: 0 until `from`, 1 from `to`, linear between; a step where they are one. */
function rampFormula(operands: readonly Expression[]): Expression {
  const [first = number(0), last = first] = operands.map(withoutYears)
  const share = binary('/', binary('-', variable(YEAR), first), binary('-', last, first))
  return {
    kind: 'conditional',
    test: binary('==', first, last),
    then: binary('>=', variable(YEAR), first),
    otherwise: call('clamp', share, number(0), number(1)),
  }
}

function leafNamed({ variableByName }: Model, expression: Expression, name: string): Leaf {
  const reference = references(expression).find(({ name: each, years }) => years > 0 && lagName(each, years) === name)
  if (reference === undefined) return { name: YEAR, variable: null, years: 0 }
  return { name, variable: variableByName.get(reference.name) ?? null, years: reference.years }
}

function assembled(
  model: Model,
  leaves: readonly Leaf[],
  formulas: ReadonlyMap<number, Expression>,
  from: State,
  to: State,
): OneYear {
  const added = leaves.filter(({ name }) => !model.variableByName.has(name))
  const variables: ModelVariable[] = [
    ...model.variables.map((each) => ({ ...each, expression: formulas.get(each.index) ?? null })),
    ...added.map((leaf, place) => addedVariable(model, leaf, model.variables.length + place)),
  ]
  const variableByName = new Map(variables.map(({ name, index }) => [name, index]))
  const indexes = leaves.map(({ name }) => variableByName.get(name) ?? 0)
  const isNeeded = new Set([...indexes, ...formulas.keys()])
  const oneYear: Model = {
    ...model,
    variables,
    variableByName,
    timeline: [to.year],
    components: [
      ...added.map(({ name }) => ({
        variables: [variableByName.get(name) ?? 0],
        simultaneous: false,
        coupled: false,
      })),
      ...model.components.filter((component) => component.variables.some((index) => isNeeded.has(index))),
    ],
  }
  const inputsIn = (state: State): Inputs => {
    const given: (Given | null)[] = variables.map(() => null)
    leaves.forEach((leaf, place) => {
      const index = indexes[place] as number
      given[index] = leafValues(state, leaf, variables[index]?.level === 'total' ? 1 : model.plan.sectors.length)
    })
    return { scenario: state.projection.scenario, given, residuals: [], problems: [] }
  }
  return { model: oneYear, from: inputsIn(from), to: inputsIn(to), leaves: indexes }
}

function addedVariable({ variables }: Model, { name, variable: of }: Leaf, index: number): ModelVariable {
  const plain = { origin: 'observed', formula: null, formulaAt: null, expression: null } as const
  const lagged = of === null ? undefined : variables[of]
  if (lagged !== undefined) return { ...lagged, ...plain, name, index }
  return { ...plain, name, index, nameZh: null, nameEn: null, unit: null, level: 'total' }
}

function leafValues({ projection, year }: State, { variable: index, years }: Leaf, width: number): Given {
  const { model, evaluation } = projection
  const t = year - (model.timeline[0] ?? 0) - years
  const block: Block | undefined = index === null ? undefined : evaluation.blocks[index]?.[t]
  const value = (sector: number) => (block === undefined ? Number.NaN : at(block, sector, 0))
  return {
    width,
    values: Float64Array.from({ length: width }, (_, sector) => (index === null ? year : value(sector))),
    origins: new Int32Array(width).fill(packOrigin('assumption', 0)),
    grades: new Uint8Array(width),
    formulas: new Map(),
    spreads: new Map(),
  }
}
