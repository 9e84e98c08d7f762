/**
 * From a plan to a model: equations parsed, names looked up, variables told by sector from totals, and everything put
 * in an order in which a year can be computed. All problems are found before anything is computed.
 */

import { type Problem, problem, wholeFile } from '../plan/problem.ts'
import { type Place, placeOf } from '../plan/source.ts'
import { suggest } from '../plan/suggest.ts'
import { type CellRef, type Equation, type Plan, type Series, TOTAL } from '../plan/types.ts'
import type { SparseMatrix } from './blocks.ts'
import { defaultEquations, defaultInputs } from './equations.ts'
import { type Expression, operandsOf, references, some } from './expression.ts'
import { isConstant, isFunction } from './functions.ts'
import { cellOf, specificity } from './inputs.ts'
import { componentsOf } from './order.ts'
import { type FormulaFault, type FormulaParser, loadParser, positionOf } from './parse.ts'
import type { Component, Level, Model, ModelVariable } from './types.ts'

export type CompileOptions = {
  /** Last year; else the plan's, else its latest target or dated assumption. */
  readonly horizon?: number
}

export type Compiled = { readonly model: Model | null; readonly problems: readonly Problem[] }

/** @returns the model, or null where a problem is an error; problems in the order of the files */
export async function compileModel(plan: Plan, options: CompileOptions = {}): Promise<Compiled> {
  const problems: Problem[] = []
  const parser = needsParser(plan) ? await loadParser() : null
  const equations = equationsOf(plan, parser, problems)
  const cellFormulas = parseCells(plan, parser, problems)
  const linkages = linkagesOf(plan)
  const variables = variablesOf(plan, equations)
  checkNames(plan, variables, cellFormulas, linkages, problems)
  const years = horizonOf(plan, equations, options, problems)
  if (years === null || problems.some(({ severity }) => severity === 'error')) return { model: null, problems }
  const variableByName = new Map(variables.map(({ name, index }) => [name, index]))
  const formulas = new Map([...cellFormulas].map(([text, { expression }]) => [text, expression]))
  const model: Model = {
    plan,
    variables,
    variableByName,
    results: resultsOf(plan, equations, variableByName),
    ...years,
    components: componentsIn(variables, variableByName, plan, formulas),
    linkages,
    cellFormulas: formulas,
    ...indexRows(plan.assumptions),
    parser,
  }
  problems.push(...checkTargets(model), ...checkUse(model))
  return { model: problems.some(({ severity }) => severity === 'error') ? null : model, problems }
}

function needsParser(plan: Plan): boolean {
  return plan.equations !== null || formulaCells(plan).next().done !== true
}

/** Every cell and setting that holds a formula. */
function* formulaCells({ assumptions, settings }: Plan): Generator<{ text: string; at: CellRef; variable: number }> {
  for (const [row, quantity] of assumptions.quantities) {
    if (quantity.kind !== 'formula') continue
    yield { text: quantity.text, at: cellOf(assumptions, row), variable: assumptions.variable[row] as number }
  }
  for (const setting of settings) {
    if (setting.quantity?.kind !== 'formula' || setting.kind !== 'variable') continue
    yield { text: setting.quantity.text, at: setting.at, variable: setting.variable }
  }
}

type NamedEquation = {
  readonly variable: string
  readonly nameZh: string | null
  readonly nameEn: string | null
  readonly unit: string | null
  readonly formula: string
  readonly expression: Expression
  readonly at: CellRef | null
}

function equationsOf(plan: Plan, parser: FormulaParser | null, problems: Problem[]): NamedEquation[] {
  if (plan.equations === null) return defaultsFor(plan)
  const seen = new Map<string, Equation>()
  const equations: NamedEquation[] = []
  for (const equation of plan.equations) {
    const { variable, nameZh, nameEn, unit, formula, formulaAt } = equation
    const earlier = seen.get(variable)
    if (earlier !== undefined) {
      const where = placeOf(plan.files, earlier.at)
      problems.push(
        problem('duplicate-equation', placeOf(plan.files, equation.at), {
          variable,
          file: where.file,
          line: where.line,
        }),
      )
      continue
    }
    seen.set(variable, equation)
    if (isFunction(variable) || isConstant(variable)) {
      problems.push(problem('reserved-name', placeOf(plan.files, equation.at), { name: variable }))
    }
    const parsed = parser?.(formula)
    if (parsed?.ok === true)
      equations.push({ variable, nameZh, nameEn, unit, formula, expression: parsed.expression, at: formulaAt })
    else if (parsed !== undefined) problems.push(formulaProblem(plan, formulaAt, parsed.fault))
  }
  return equations
}

/** The default equations that this plan can feed: R&D only where there is an intensity, capacity only with projects. */
function defaultsFor(plan: Plan): NamedEquation[] {
  const mentioned = new Set(plan.variables.map(({ name }) => name))
  const feeds = new Set(['revenue', 'total_revenue'])
  if (mentioned.has('rd_intensity')) for (const name of ['rd', 'total_rd', 'total_rd_intensity']) feeds.add(name)
  const hasCapacity = plan.projects.length > 0 || mentioned.has('capacity')
  return defaultEquations
    .filter(({ variable }) => feeds.has(variable))
    .map(({ variable, nameZh, nameEn, formula, expression, unit }) => {
      const bare = variable === 'revenue' && !hasCapacity && expression.kind === 'binary'
      return {
        variable,
        nameZh,
        nameEn,
        unit: unit === 'money' ? plan.unit : unit,
        formula: bare ? formula.replace(' + capacity', '') : formula,
        expression: bare ? expression.left : expression,
        at: null,
      }
    })
}

function formulaProblem(plan: Plan, at: CellRef, fault: FormulaFault): Problem {
  const help = fault.suggestion === null ? undefined : didYouMean(fault.suggestion)
  return problem(fault.code, within(placeOf(plan.files, at), fault.start, fault.length), fault.words, help)
}

function didYouMean(suggestion: string) {
  return { key: 'did-you-mean', words: { suggestion, where: '' } } as const
}

/** The part of a cell that is meant; `start` and `length` in characters of the cell. */
function within(place: Place, start: number, length: number): Place {
  const { excerpt, column } = place
  if (excerpt === null) return place
  return { ...place, column: column + start, excerpt: { ...excerpt, start: excerpt.start + start, length } }
}

type CellFormula = { readonly expression: Expression; readonly at: CellRef }

/** Each different text once, with the first cell it stands in; there it is reported where it is no formula. */
function parseCells(plan: Plan, parser: FormulaParser | null, problems: Problem[]): Map<string, CellFormula> {
  const formulas = new Map<string, CellFormula>()
  const refused = new Set<string>()
  if (parser === null) return formulas
  for (const { text, at } of formulaCells(plan)) {
    if (formulas.has(text) || refused.has(text)) continue
    const parsed = parser(text)
    if (parsed.ok && !isWord(parsed.expression, plan)) formulas.set(text, { expression: parsed.expression, at })
    else {
      refused.add(text)
      problems.push(
        parsed.ok ? problem('not-a-value', placeOf(plan.files, at), { text }) : formulaProblem(plan, at, parsed.fault),
      )
    }
  }
  return formulas
}

/** A single word that names no variable was hardly meant as a formula: `待定`, `tbd`. */
function isWord(expression: Expression, plan: Plan): boolean {
  if (expression.kind !== 'variable') return false
  const names = [...plan.variables.map(({ name }) => name), ...(plan.equations ?? []).map(({ variable }) => variable)]
  return !names.includes(expression.name) && suggest(expression.name, names).length === 0
}

function linkagesOf(plan: Plan): Map<string, SparseMatrix> {
  const linkages = new Map<string, SparseMatrix>()
  for (const name of new Set(plan.linkages.map((linkage) => linkage.name))) {
    const entries = plan.linkages.filter((linkage) => linkage.name === name)
    linkages.set(name, {
      from: Int32Array.from(entries, ({ from }) => from),
      to: Int32Array.from(entries, ({ to }) => to),
      coefficient: Float64Array.from(entries, ({ coefficient }) => coefficient),
    })
  }
  return linkages
}

type GivenLevels = { readonly bySector: ReadonlySet<string>; readonly total: ReadonlySet<string> }

/** Which variables the rows give by sector, and which for the total alone. */
function givenLevels(plan: Plan): GivenLevels {
  const bySector = new Set<string>()
  const total = new Set<string>()
  for (const series of [plan.baseline, plan.assumptions]) {
    for (let row = 0; row < series.length; row++) {
      const name = plan.variables[series.variable[row] as number]?.name ?? ''
      if (series.sector[row] === TOTAL) total.add(name)
      else bySector.add(name)
    }
  }
  for (const name of bySector) total.delete(name)
  return { bySector, total }
}

function variablesOf(plan: Plan, equations: readonly NamedEquation[]): ModelVariable[] {
  const byName = new Map(equations.map((equation) => [equation.variable, equation]))
  const known = new Map(plan.variables.map((variable) => [variable.name, variable]))
  const capacity = plan.projects.length > 0 && !byName.has('capacity') ? ['capacity'] : []
  // The plan's variables first, so that an index into `plan.variables` is one into these.
  const names = [...new Set([...known.keys(), ...byName.keys(), ...capacity])]
  const observed = new Set(Array.from(plan.baseline.variable, (index) => plan.variables[index]?.name ?? ''))
  const assumed = new Set(Array.from(plan.assumptions.variable, (index) => plan.variables[index]?.name ?? ''))
  const levels = levelsOf(plan, names, byName)
  return names.map((name, index) => {
    const equation = byName.get(name)
    const variable = known.get(name)
    const usual =
      plan.equations === null && Object.hasOwn(defaultInputs, name)
        ? defaultInputs[name as keyof typeof defaultInputs]
        : null
    const usualUnit = usual?.unit === 'money' || name === 'capacity' ? plan.unit : (usual?.unit ?? null)
    return {
      name,
      index,
      nameZh: variable?.nameZh ?? equation?.nameZh ?? usual?.nameZh ?? null,
      nameEn: variable?.nameEn ?? equation?.nameEn ?? usual?.nameEn ?? null,
      unit: variable?.unit ?? equation?.unit ?? usualUnit,
      level: levels.get(name) ?? 'sector',
      origin:
        equation !== undefined
          ? 'equation'
          : capacity.includes(name) && !assumed.has(name)
            ? 'projects'
            : assumed.has(name) || !observed.has(name)
              ? 'assumption'
              : 'observed',
      formula: equation?.formula ?? null,
      formulaAt: equation?.at ?? null,
      expression: equation?.expression ?? null,
    }
  })
}

/**
 * A variable is by sector if the rows give it by sector, or if its formula reads one that is without reducing it.
 * Everything starts as a total and is raised until nothing changes, so variables that need each other settle too.
 */
function levelsOf(
  plan: Plan,
  names: readonly string[],
  equations: ReadonlyMap<string, NamedEquation>,
): Map<string, Level> {
  const { bySector, total } = givenLevels(plan)
  const levels = new Map<string, Level>()
  for (const name of names) {
    const open = equations.has(name) ? !bySector.has(name) : total.has(name)
    levels.set(name, open ? 'total' : 'sector')
  }
  for (let changed = true; changed; ) {
    changed = false
    for (const [name, { expression }] of equations) {
      if (levels.get(name) === 'sector' || levelOf(expression, levels) === 'total') continue
      levels.set(name, 'sector')
      changed = true
    }
  }
  return levels
}

export function levelOf(expression: Expression, levels: ReadonlyMap<string, Level>): Level {
  if (expression.kind === 'variable') return levels.get(expression.name) ?? 'sector'
  if (expression.kind === 'linked') return 'sector'
  if (expression.kind === 'call') {
    if (expression.name === 'sum' || expression.name === 'mean') return 'total'
    if (expression.name === 'share') return 'sector'
  }
  return operandsOf(expression).some((operand) => levelOf(operand, levels) === 'sector') ? 'sector' : 'total'
}

/** Every name in a formula must be a variable of the plan, and every linkage one of linkages.csv. */
function checkNames(
  plan: Plan,
  variables: readonly ModelVariable[],
  cellFormulas: ReadonlyMap<string, CellFormula>,
  linkages: ReadonlyMap<string, SparseMatrix>,
  problems: Problem[],
): void {
  const names = new Set(variables.map(({ name }) => name))
  const check = (expression: Expression, text: string, at: CellRef | null) => {
    const unknown = new Set(references(expression).flatMap(({ name }) => (names.has(name) ? [] : [name])))
    const place = at === null ? wholeFile('') : placeOf(plan.files, at)
    for (const name of unknown) {
      const start = positionOf(text, name)
      const nearest = suggest(name, [...names])[0]
      const whole = at === null || start === null ? place : within(place, start, name.length)
      problems.push(problem('unknown-name', whole, { name }, nearest === undefined ? undefined : didYouMean(nearest)))
    }
    some(expression, (part) => {
      if (part.kind === 'linked' && !linkages.has(part.linkage)) {
        const nearest = suggest(part.linkage, [...linkages.keys()])[0]
        problems.push(
          problem(
            'unknown-linkage',
            place,
            { name: part.linkage },
            nearest === undefined ? undefined : didYouMean(nearest),
          ),
        )
      }
      return false
    })
  }
  for (const { expression, formula, formulaAt } of variables) {
    if (expression !== null && formulaAt !== null) check(expression, formula ?? '', formulaAt)
  }
  for (const [text, { expression, at }] of cellFormulas) check(expression, text, at)
}

type Years = Pick<Model, 'baseYear' | 'horizon' | 'years' | 'timeline'>

function horizonOf(
  plan: Plan,
  equations: readonly NamedEquation[],
  options: CompileOptions,
  problems: Problem[],
): Years | null {
  const baseYear = plan.baseYear ?? lastObserved(plan, equations)
  const file = plan.files[0]?.name ?? ''
  if (baseYear === null) {
    problems.push(problem('no-base-year', wholeFile(file)))
    return null
  }
  const horizon = options.horizon ?? plan.horizon ?? latestYear(plan)
  if (horizon === null || horizon < baseYear) {
    problems.push(
      horizon === null
        ? problem('no-horizon', wholeFile(file), { baseYear })
        : problem('horizon-before-base', wholeFile(file), { horizon, baseYear }),
    )
    return null
  }
  if (horizon - baseYear > 1000) {
    problems.push(problem('horizon-too-far', wholeFile(file), { horizon, baseYear }))
    return null
  }
  const looksBack = Math.max(
    0,
    ...equations.flatMap(({ expression }) => references(expression).map(({ years }) => years)),
  )
  const range = (first: number) => Array.from({ length: horizon - first + 1 }, (_, index) => first + index)
  return { baseYear, horizon, years: range(baseYear), timeline: range(baseYear - looksBack) }
}

/** The first year in which every sector has its last observation behind it: the earliest of their last ones. */
function lastObserved({ baseline, variables }: Plan, equations: readonly NamedEquation[]): number | null {
  const carried = new Set(
    equations.flatMap(({ expression }) =>
      references(expression).flatMap(({ name, years }) => (years > 0 ? [name] : [])),
    ),
  )
  const last = new Map<string, number>()
  let latest: number | null = null
  for (let row = 0; row < baseline.length; row++) {
    const year = baseline.lastYear[row] as number
    if (year === 0 || baseline.sector[row] === TOTAL) continue
    latest = Math.max(latest ?? year, year)
    const name = variables[baseline.variable[row] as number]?.name ?? ''
    if (!carried.has(name)) continue
    const key = `${baseline.variable[row]} ${baseline.sector[row]}`
    last.set(key, Math.max(last.get(key) ?? year, year))
  }
  if (last.size > 0) return Math.min(...last.values())
  for (let row = 0; row < baseline.length; row++) {
    const year = baseline.lastYear[row] as number
    if (year !== 0) latest = Math.max(latest ?? year, year)
  }
  return latest
}

function latestYear({ targets, assumptions, projects }: Plan): number | null {
  let latest: number | null = null
  const consider = (year: number | null) => {
    if (year !== null && year !== 0) latest = Math.max(latest ?? year, year)
  }
  for (const { year } of targets) consider(year)
  for (let row = 0; row < assumptions.length; row++) consider(assumptions.lastYear[row] as number)
  if (latest === null) for (const { start, full } of projects) consider(full ?? start)
  return latest
}

function resultsOf(plan: Plan, equations: readonly NamedEquation[], byName: ReadonlyMap<string, number>): number[] {
  const names = [...equations.map(({ variable }) => variable), ...plan.targets.map(({ indicator }) => indicator)]
  return [...new Set(names.flatMap((name) => byName.get(name) ?? []))]
}

function componentsIn(
  variables: readonly ModelVariable[],
  byName: ReadonlyMap<string, number>,
  plan: Plan,
  cellFormulas: ReadonlyMap<string, Expression>,
): Component[] {
  const formulasOf = new Map<number, Set<Expression>>()
  for (const { text, variable } of formulaCells(plan)) {
    const formula = cellFormulas.get(text)
    if (formula !== undefined) formulasOf.set(variable, (formulasOf.get(variable) ?? new Set()).add(formula))
  }
  const thisYear = (expression: Expression): number[] =>
    references(expression).flatMap(({ name, years }) => (years === 0 ? (byName.get(name) ?? []) : []))
  const needs = variables.map(({ index, expression }) => {
    const own = expression === null ? [] : thisYear(expression)
    const cells = [...(formulasOf.get(index) ?? [])].flatMap(thisYear)
    return [...new Set([...own, ...cells])]
  })
  return componentsOf(needs).map((members) => {
    const inside = new Set(members.map((index) => variables[index]?.name ?? ''))
    const simultaneous = members.length > 1 || members.some((index) => needs[index]?.includes(index))
    const coupled = members.some((index) => {
      const { expression } = variables[index] ?? { expression: null }
      return expression !== null && tiesSectors(expression, inside)
    })
    return { variables: members, simultaneous, coupled }
  })
}

/** Does the formula reduce one of these variables over sectors, this year? */
function tiesSectors(expression: Expression, names: ReadonlySet<string>): boolean {
  return some(expression, (part) => {
    const reduces = part.kind === 'linked' || (part.kind === 'call' && ['sum', 'mean', 'share'].includes(part.name))
    return reduces && references(part).some(({ name, years }) => years === 0 && names.has(name))
  })
}

function indexRows(assumptions: Series): Pick<Model, 'rowsByScenario' | 'relativeVariables'> {
  const counts = new Map<number, number>()
  for (let row = 0; row < assumptions.length; row++) {
    const scenario = assumptions.scenario[row] as number
    counts.set(scenario, (counts.get(scenario) ?? 0) + 1)
  }
  const rowsByScenario = new Map([...counts].map(([scenario, count]) => [scenario, new Int32Array(count)]))
  const filled = new Map<number, number>()
  for (let rank = 0; rank <= 5; rank++) {
    for (let row = 0; row < assumptions.length; row++) {
      if (specificity(assumptions, row) !== rank) continue
      const scenario = assumptions.scenario[row] as number
      const position = filled.get(scenario) ?? 0
      const rows = rowsByScenario.get(scenario)
      if (rows !== undefined) rows[position] = row
      filled.set(scenario, position + 1)
    }
  }
  const relativeVariables = new Map<number, Set<number>>()
  for (const [row, { kind }] of assumptions.quantities) {
    if (kind !== 'relative') continue
    const scenario = assumptions.scenario[row] as number
    const set = relativeVariables.get(scenario) ?? new Set()
    relativeVariables.set(scenario, set.add(assumptions.variable[row] as number))
  }
  return { rowsByScenario, relativeVariables }
}

/** A target must name something the model has, where the model has it. */
function checkTargets({ plan, variables, variableByName, baseYear, horizon }: Model): Problem[] {
  return plan.targets.flatMap((target) => {
    const place = placeOf(plan.files, target.indicatorAt)
    const index = variableByName.get(target.indicator)
    if (index === undefined) {
      const nearest = suggest(
        target.indicator,
        variables.map(({ name }) => name),
      )[0]
      const help = nearest === undefined ? undefined : didYouMean(nearest)
      return [problem('unknown-indicator', place, { indicator: target.indicator }, help)]
    }
    const level = variables[index]?.level
    if (level === 'sector' && target.sector === TOTAL && plan.sectors.length > 1) {
      const total = `total_${target.indicator}`
      return [
        problem('target-needs-sector', place, {
          indicator: target.indicator,
          example: variableByName.has(total) ? total : (plan.sectors[0]?.name ?? ''),
        }),
      ]
    }
    if (level === 'total' && target.sector !== TOTAL) {
      return [problem('target-is-total', place, { indicator: target.indicator })]
    }
    if (target.year < baseYear || target.year > horizon) {
      return [
        problem('target-outside-years', placeOf(plan.files, target.yearAt), {
          year: target.year,
          first: baseYear,
          last: horizon,
        }),
      ]
    }
    return []
  })
}

/** Assumptions nobody reads are a mistyped name, or a leftover; equations' variables cannot be assumed. */
function checkUse(model: Model): Problem[] {
  const { plan, variables, variableByName } = model
  const read = new Set<string>(plan.targets.map(({ indicator }) => indicator))
  const collect = (expression: Expression) => {
    for (const { name } of references(expression)) read.add(name)
  }
  for (const { expression } of variables) if (expression !== null) collect(expression)
  for (const expression of model.cellFormulas.values()) collect(expression)
  const problems: Problem[] = []
  const seen = new Set<number>()
  const { assumptions } = plan
  for (let row = 0; row < assumptions.length; row++) {
    const index = assumptions.variable[row] as number
    if (seen.has(index)) continue
    seen.add(index)
    const name = plan.variables[index]?.name ?? ''
    const variable = variables[variableByName.get(name) ?? -1]
    if (variable === undefined) continue
    const place = () => placeOf(plan.files, cellOf(assumptions, row))
    if (variable.origin === 'equation') {
      problems.push(problem('assumed-and-computed', place(), { variable: name, formula: variable.formula ?? '' }))
    } else if (!read.has(name)) {
      const nearest = suggest(name, [...read])[0]
      problems.push(
        nearest === undefined
          ? problem('unused-assumption', place(), { variable: name })
          : problem('unknown-assumption', place(), { variable: name }, didYouMean(nearest)),
      )
    }
  }
  return problems
}
