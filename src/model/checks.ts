/** What must hold between the formulas, the assumptions and the targets of a plan before it can be computed. */

import { type Help, type Problem, problem } from '../plan/problem.ts'
import { didYouMean } from '../plan/report.ts'
import { placeOf, placeWithin } from '../plan/source.ts'
import { suggest } from '../plan/suggest.ts'
import { type CellRef, type Correlation, type Plan, PROJECT_FIELDS, type Target, TOTAL } from '../plan/types.ts'
import type { SparseMatrix } from './blocks.ts'
import { type Expression, formatExpression, operandsOf, references, some } from './expression.ts'
import type { CellFormula } from './formulas.ts'
import { cellOf } from './given.ts'
import { positionOf } from './parse.ts'
import type { Model, ModelVariable } from './types.ts'
import { levelOf } from './variables.ts'

/** A formula of the author's own and where it stands. */
type Written = {
  readonly expression: Expression
  readonly text: string
  readonly at: CellRef
  /** The variable it is the equation of; null for a formula in a cell. */
  readonly variable: string | null
}

/** Every name in a formula must be a variable of the plan, every linkage one of linkages.csv, every sum one over sectors. */
export function checkNames(
  plan: Plan,
  variables: readonly ModelVariable[],
  cellFormulas: ReadonlyMap<string, CellFormula>,
  linkages: ReadonlyMap<string, SparseMatrix>,
): Problem[] {
  const written: Written[] = variables.flatMap(({ name, expression, formula, formulaAt }) =>
    expression === null || formulaAt === null
      ? []
      : [{ expression, text: formula ?? '', at: formulaAt, variable: name }],
  )
  for (const [text, { expression, at }] of cellFormulas) written.push({ expression, text, at, variable: null })
  const levels = new Map(variables.map(({ name, level }) => [name, level]))
  return written.flatMap((formula) => [
    ...unknownNames(plan, levels, formula),
    ...unknownLinkages(plan, linkages, formula),
    ...reductionsOfTotals(plan, levels, formula),
    ...selfReading(plan, formula),
  ])
}

/** By the names of all variables. */
type Levels = ReadonlyMap<string, ModelVariable['level']>

function unknownNames(plan: Plan, levels: Levels, { expression, text, at }: Written): Problem[] {
  const unknown = new Set(references(expression).flatMap(({ name }) => (levels.has(name) ? [] : [name])))
  return [...unknown].map((name) => {
    const start = positionOf(text, name)
    const shown =
      start === null ? placeOf(plan.files, at) : placeWithin(plan.files, at, text, { start, length: name.length })
    return problem('unknown-name', shown, { name }, nearest(name, [...levels.keys()]))
  })
}

function unknownLinkages(
  plan: Plan,
  linkages: ReadonlyMap<string, SparseMatrix>,
  { expression, at }: Written,
): Problem[] {
  const problems: Problem[] = []
  some(expression, (part) => {
    if (part.kind === 'linked' && !linkages.has(part.linkage)) {
      const { linkage: name } = part
      problems.push(problem('unknown-linkage', placeOf(plan.files, at), { name }, nearest(name, [...linkages.keys()])))
    }
    return false
  })
  return problems
}

/** `revenue * (1 + growth)` for revenue: solved as it stands, but hardly meant. */
function selfReading(plan: Plan, { expression, text, at, variable }: Written): Problem[] {
  if (variable === null || !readsDirectly(expression, variable)) return []
  const start = positionOf(text, variable)
  const place =
    start === null ? placeOf(plan.files, at) : placeWithin(plan.files, at, text, { start, length: variable.length })
  return [problem('reads-itself', place, { variable })]
}

/** This year's value of the same sector; through a linkage it is that of others. */
function readsDirectly(expression: Expression, name: string): boolean {
  if (expression.kind === 'linked') return false
  if (expression.kind === 'variable') return expression.name === name && expression.years === 0
  return operandsOf(expression).some((operand) => readsDirectly(operand, name))
}

function reductionsOfTotals(plan: Plan, levels: Levels, { expression, at }: Written): Problem[] {
  const problems: Problem[] = []
  some(expression, (part) => {
    const [operand] = part.kind === 'call' ? part.operands : []
    if (part.kind !== 'call' || operand === undefined || !['sum', 'mean', 'share'].includes(part.name)) return false
    if (levelOf(operand, levels) === 'sector' || references(operand).some(({ name }) => !levels.has(name))) return false
    const words = { name: part.name, operand: formatExpression(operand), example: formatExpression(operand) }
    problems.push(problem('reduction-of-total', placeOf(plan.files, at), words))
    return false
  })
  return problems
}

/** "did you mean", where a name is near; else the catalogue's own help. */
function nearest(name: string, names: readonly string[]): Help | undefined {
  return suggest(name, names).length > 0 ? didYouMean(name, names) : undefined
}

/** A target must name something the model has, where the model has it. */
export function checkTargets(model: Model): Problem[] {
  return model.plan.targets.flatMap((target) => checkTarget(model, target) ?? [])
}

function checkTarget({ plan, variables, variableByName, baseYear, horizon }: Model, target: Target): Problem | null {
  const { indicator, sector, year } = target
  const place = placeOf(plan.files, target.indicatorAt)
  const variable = variables[variableByName.get(indicator) ?? -1]
  if (variable === undefined) {
    const names = variables.map(({ name }) => name)
    return problem('unknown-indicator', place, { indicator }, didYouMean(indicator, names))
  }
  if (variable.level === 'sector' && sector === TOTAL && plan.sectors.length > 1) {
    const total = `total_${indicator}`
    const example = variableByName.has(total) ? total : `${indicator}, ${plan.sectors[0]?.name ?? ''}`
    return problem('target-needs-sector', place, { indicator, example })
  }
  if (variable.level === 'total' && sector !== TOTAL) return problem('target-is-total', place, { indicator })
  if (year >= baseYear && year <= horizon) return null
  const option = year > horizon ? `--horizon ${year}` : `--base-year ${year}`
  return problem('target-outside-years', placeOf(plan.files, target.yearAt), {
    year,
    first: baseYear,
    last: horizon,
    option,
  })
}

/**
 * An assumption nobody reads is a mistyped name or a leftover; what an equation computes cannot be assumed; projects
 * that no equation reads add nothing.
 */
export function checkUse(model: Model): Problem[] {
  const read = namesRead(model)
  return [
    ...checkAssumptions(model, read),
    ...checkSettings(model, read),
    ...checkPipeline(model, read),
    ...checkPairs(model),
  ]
}

/** What correlations.csv names must be there to be correlated, and be drawn as often as what it is correlated with. */
function checkPairs(model: Model): Problem[] {
  const { plan, variables } = model
  const names = [...variables.map(({ name }) => name), ...PROJECT_FIELDS]
  return plan.correlations.flatMap((pair) => {
    const { variable, variableAt, variableB, variableBAt } = pair
    const written = [
      // Any variable with one that is named would be every variable with it, of which nothing is drawn.
      { name: variable ?? (variableB === null ? null : '*'), at: variableAt },
      { name: variableB, at: variableBAt },
    ]
    const unknown = written.flatMap(({ name, at }) =>
      name === null || names.includes(name)
        ? []
        : [
            problem(
              'unknown-correlated',
              placeOf(plan.files, at),
              { name, choices: names.join(', ') },
              nearest(name, names),
            ),
          ],
    )
    return unknown.length > 0 ? unknown : drawnApart(model, pair)
  })
}

/** A field of a project has one draw, a variable one a year: no correlation could hold between them. */
function drawnApart({ plan, variableByName }: Model, { variable, variableB, correlation, at }: Correlation): Problem[] {
  if (variable === null || variableB === null || correlation === 0) return []
  const isField = (name: string) => PROJECT_FIELDS.some((field) => field === name) && !variableByName.has(name)
  if (isField(variable) === isField(variableB)) return []
  const [field, yearly] = isField(variable) ? [variable, variableB] : [variableB, variable]
  return [problem('correlated-apart', placeOf(plan.files, at), { field, variable: yearly })]
}

function namesRead({ plan, variables, cellFormulas }: Model): Set<string> {
  const read = new Set<string>(plan.targets.map(({ indicator }) => indicator))
  for (const { expression } of variables) {
    for (const { name } of expression === null ? [] : references(expression)) read.add(name)
  }
  for (const expression of cellFormulas.values()) for (const { name } of references(expression)) read.add(name)
  return read
}

function checkAssumptions({ plan, variables }: Model, read: ReadonlySet<string>): Problem[] {
  const { assumptions } = plan
  const problems: Problem[] = []
  const seen = new Set<number>()
  for (let row = 0; row < assumptions.length; row++) {
    const index = assumptions.variable[row] as number
    if (seen.has(index)) continue
    seen.add(index)
    const variable = variables[index]
    if (variable === undefined) continue
    const { name } = variable
    const place = () => placeOf(plan.files, cellOf(assumptions, row))
    if (variable.origin === 'equation') problems.push(problem('assumed-and-computed', place(), computedWords(variable)))
    else if (!read.has(name)) {
      const near = nearest(name, [...read])
      problems.push(
        problem(near === undefined ? 'unused-assumption' : 'unknown-assumption', place(), { variable: name }, near),
      )
    }
  }
  return problems
}

export function computedWords({ name, formula, expression }: ModelVariable): Record<string, string> {
  const inputs = expression === null ? [] : references(expression).map((reference) => reference.name)
  return { variable: name, formula: formula ?? '', inputs: [...new Set(inputs)].join(', ') }
}

function checkSettings({ plan, variables }: Model, read: ReadonlySet<string>): Problem[] {
  return plan.settings.flatMap((setting) => {
    if (setting.kind !== 'variable') return []
    const variable = variables[setting.variable]
    if (variable === undefined || variable.origin === 'equation' || read.has(variable.name)) return []
    const { name } = variable
    return [problem('setting-unknown', placeOf(plan.files, setting.at), { name }, didYouMean(name, read))]
  })
}

function checkPipeline({ plan }: Model, read: ReadonlySet<string>): Problem[] {
  const [first] = plan.projects
  if (first === undefined || read.has('capacity')) return []
  return [
    problem('unused-projects', placeOf(plan.files, first.at), { example: 'lag(revenue) * (1 + growth) + capacity' }),
  ]
}
