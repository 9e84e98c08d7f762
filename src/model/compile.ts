/**
 * From a plan to a model: equations parsed, names looked up, variables told by sector from totals, and everything put
 * in an order in which a year can be computed. All problems are found before anything is computed.
 */

import { groupText } from '../plan/groupings.ts'
import { type Problem, problem, wholeFile } from '../plan/problem.ts'
import { placeOf } from '../plan/source.ts'
import { EVERY_SCENARIO, type Grouping, type Plan, type Series } from '../plan/types.ts'
import type { SparseMatrix } from './blocks.ts'
import { checkNames, checkTargets, checkUse } from './checks.ts'
import { type Expression, references, some } from './expression.ts'
import { equationsOf, formulaCells, type NamedEquation, namingParser, needsParser, parseCells } from './formulas.ts'
import { RANKS, specificity } from './given.ts'
import { groupTotals } from './groups.ts'
import { componentsOf } from './order.ts'
import { loadParser } from './parse.ts'
import type { Component, Model, ModelVariable } from './types.ts'
import { variablesOf } from './variables.ts'
import { horizonOf } from './years.ts'

export type CompileOptions = {
  /** Last year; else the plan's, else its latest target or dated assumption. */
  readonly horizon?: number
  /** Groups of sectors whose totals are wanted, beside those that targets name. */
  readonly groupings?: readonly Grouping[]
}

export type Compiled = { readonly model: Model | null; readonly problems: readonly Problem[] }

/** @returns the model, or null where a problem is an error; problems in the order of the files */
export async function compileModel(plan: Plan, options: CompileOptions = {}): Promise<Compiled> {
  const problems: Problem[] = []
  const parser = needsParser(plan) ? namingParser(await loadParser(), plan) : null
  const equations = equationsOf(plan, parser, problems)
  const cellFormulas = parseCells(plan, parser, problems)
  const linkages = linkagesOf(plan)
  const own = variablesOf(plan, equations)
  const totals = totalsOfGroups(plan, own, linkages, options.groupings ?? [], problems)
  const variables = [...own, ...totals]
  problems.push(...checkNames(plan, variables, cellFormulas, linkages))
  const years = horizonOf(plan, equations, options.horizon, problems)
  if (years === null || hasErrors(problems)) return { model: null, problems }
  const large = tooLarge(plan, variables, years.timeline)
  if (large !== null) return { model: null, problems: [...problems, large] }
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
    rowsByScenario: rowsByScenario(plan.assumptions),
    relativeVariables: relativeVariablesOf(plan.assumptions),
    baselineRows: rowsByScenario(plan.baseline).get(EVERY_SCENARIO) ?? new Int32Array(),
  }
  problems.push(...checkTargets(model), ...checkUse(model))
  return { model: hasErrors(problems) ? null : model, problems }
}

/**
 * The totals of groups that targets are about, and of all groups that are asked for. Their sectors become linkages.
 *
 * @returns variables to stand behind the others
 */
function totalsOfGroups(
  plan: Plan,
  variables: readonly ModelVariable[],
  linkages: Map<string, SparseMatrix>,
  asked: readonly Grouping[],
  problems: Problem[],
): readonly ModelVariable[] {
  const groupings = [...plan.groupings, ...asked.filter((each) => !plan.groupings.includes(each))]
  const totals = groupTotals({ groupings, variables })
  for (const { group, indicator, indicatorAt } of plan.targets) {
    if (group === null) continue
    const name = indicator.slice(0, indicator.length - groupText(groupings, group).length - '[]'.length)
    // What is no variable at all is told of like any other.
    const refused = variables.some((each) => each.name === name) ? totals.add(name, group) : null
    if (refused !== null) problems.push(problem('no-group-total', placeOf(plan.files, indicatorAt), refused))
  }
  for (const grouping of asked) {
    for (const { name, level } of variables) {
      if (level !== 'total') continue
      const index = groupings.indexOf(grouping)
      for (const group of grouping.groups.keys()) totals.add(name, { grouping: index, group })
    }
  }
  for (const [name, matrix] of totals.linkages()) linkages.set(name, matrix)
  return totals.variables()
}

/** Numbers of one scenario; each takes some 20 bytes with where it comes from. */
const MOST_NUMBERS = 50_000_000

function tooLarge({ sectors, files }: Plan, variables: readonly ModelVariable[], timeline: readonly number[]) {
  const bySector = variables.filter(({ level }) => level === 'sector').length
  const totals = variables.length - bySector
  const count = timeline.length * (bySector * sectors.length + totals)
  if (count <= MOST_NUMBERS) return null
  const [first = 0] = timeline
  const enough = Math.max(1, Math.floor((MOST_NUMBERS / count) * timeline.length))
  const words = { sectors: sectors.length, variables: variables.length, years: timeline.length }
  return problem('projection-too-large', wholeFile(files[0]?.name ?? ''), {
    ...words,
    ...{ count, limit: MOST_NUMBERS, option: `--horizon ${first + enough - 1}` },
  })
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

function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'error')
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
      const own = [...(expression === null ? [] : [expression]), ...(formulasOf.get(index) ?? [])]
      return own.some((formula) => tiesSectors(formula, inside))
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

/** Rows of each scenario, the least specific first, in two passes over a million of them. */
function rowsByScenario(series: Series): Map<number, Int32Array> {
  const { length, scenario } = series
  const first = scenario.reduce((least, each) => Math.min(least, each), EVERY_SCENARIO)
  const counts: number[] = []
  const ranks = new Uint8Array(length)
  for (let row = 0; row < length; row++) {
    const rank = specificity(series, row)
    ranks[row] = rank
    const at = ((scenario[row] as number) - first) * RANKS + rank
    counts[at] = (counts[at] ?? 0) + 1
  }
  const found = new Map<number, Int32Array>()
  const next: number[] = []
  for (let at = 0; at < counts.length; at += RANKS) {
    let total = 0
    for (let rank = 0; rank < RANKS; rank++) {
      next[at + rank] = total
      total += counts[at + rank] ?? 0
    }
    if (total > 0) found.set(first + at / RANKS, new Int32Array(total))
  }
  for (let row = 0; row < length; row++) {
    const own = scenario[row] as number
    const at = (own - first) * RANKS + (ranks[row] as number)
    const rows = found.get(own)
    if (rows !== undefined) rows[next[at] as number] = row
    next[at] = (next[at] as number) + 1
  }
  return found
}

/** By scenario, the variables with rows that change what is inherited. */
function relativeVariablesOf(assumptions: Series): Map<number, Set<number>> {
  const relativeVariables = new Map<number, Set<number>>()
  for (const [row, { kind }] of assumptions.quantities) {
    if (kind !== 'relative') continue
    const scenario = assumptions.scenario[row] as number
    const set = relativeVariables.get(scenario) ?? new Set()
    relativeVariables.set(scenario, set.add(assumptions.variable[row] as number))
  }
  return relativeVariables
}
