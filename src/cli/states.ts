/** What `compare` is asked about: two states, as typed, and the number in which they are compared. */

import type { Question } from '../analyses/attribution.ts'
import type { State } from '../analyses/one-year.ts'
import { type Projection, projectScenario, valueAt } from '../model/project.ts'
import type { Model } from '../model/types.ts'
import { PlanError } from '../plan/problem.ts'
import { TOTAL } from '../plan/types.ts'
import { readAddress } from './address.ts'
import { chosenSector, chosenVariables, indexOf, unknownAmong } from './selection.ts'
import { usageProblem } from './usage.ts'
import { checkedYear } from './years.ts'

type Asked = { readonly scenario: number; readonly year: number | null }

export type Indicator = Pick<Question, 'variable' | 'sector'>

/**
 * The two states and the number compared.
 *
 * @param words  `trend`, or `trend@2022`
 * @param year  of `--year`, for states that name none; null: the year of the indicator's target, else the last one
 * @throws PlanError with every name and year the plan does not have
 */
export function questionOf(
  model: Model,
  words: readonly string[],
  indicator: Indicator,
  year: number | null,
): Question {
  const { name } = model.variables[indicator.variable] ?? { name: '' }
  const usual = year ?? model.plan.targets.find((target) => target.indicator === name)?.year ?? model.horizon
  const projections = new Map<number, Projection>()
  const [from, to] = readStates(model, words).map((each): State => {
    const projection = projections.get(each.scenario) ?? projectScenario(model, each.scenario)
    projections.set(each.scenario, projection)
    return { projection, year: checkedYear(model, each.year ?? usual) }
  })
  if (from === undefined || to === undefined) throw new RangeError('compare takes two states')
  return { from, to, ...indicator }
}

function readStates(model: Model, words: readonly string[]): Asked[] {
  const read = words.map(
    (text) => readState(model, text) ?? unknownAmong('unknown-scenario', nameIn(text), model.plan.scenarios),
  )
  const problems = read.flatMap((each) => ('code' in each ? [each] : []))
  if (problems.length > 0) throw new PlanError(problems)
  return read.flatMap((each) => ('code' in each ? [] : [each]))
}

const dated = /^(.*)[@＠]\s*(\d{4})\s*$/su

/** A scenario whose own name holds an @ is found by its whole name. */
function readState({ plan }: Model, text: string): Asked | null {
  const whole = indexOf(text, plan.scenarios)
  if (whole !== null) return { scenario: whole, year: null }
  const scenario = indexOf(nameIn(text), plan.scenarios)
  const year = dated.exec(text)?.[2]
  return scenario === null || year === undefined ? null : { scenario, year: Number(year) }
}

function nameIn(text: string): string {
  return (dated.exec(text)?.[1] ?? text).trim()
}

/**
 * The numbers to compare: as asked, else the first target's indicator, else the first result of the total.
 *
 * @param names  `total_rd`, or `revenue[displays]`; a variable by sector alone stands for its total, where it has one
 */
export function indicatorsOf(model: Model, names: readonly string[] | null): [Indicator, ...Indicator[]] {
  const [first, ...others] = (names ?? []).map((name) => readIndicator(model, name))
  if (first !== undefined) return [first, ...others]
  const [target] = model.plan.targets
  const indicator = target === undefined ? undefined : model.variableByName.get(target.indicator)
  if (target !== undefined && indicator !== undefined) {
    return [{ variable: indicator, sector: Math.max(0, target.sector) }]
  }
  const [result] = totalResults(model)
  const [any = 0] = model.results
  return [
    result === undefined ? readIndicator(model, model.variables[any]?.name ?? '') : { variable: result, sector: 0 },
  ]
}

/** Results of the total; in a plan of one sector, every result. */
export function totalResults({ results, variables, plan }: Model): number[] {
  return results.filter((index) => variables[index]?.level === 'total' || plan.sectors.length === 1)
}

function readIndicator(model: Model, text: string): Indicator {
  const { variable: name, sector: sectorName } = readAddress(text)
  const variable = chosenVariables(model, [name])?.[0] ?? 0
  const sector = sectorName === null ? TOTAL : chosenSector(model.plan, sectorName)
  if (model.variables[variable]?.level === 'total') {
    if (sector === TOTAL) return { variable, sector: 0 }
    const help = { key: 'write', words: { example: `--variable ${name}` } } as const
    throw new PlanError([usageProblem('sector-for-total', { variable: name, text: sectorName ?? '' }, help)])
  }
  if (sector !== TOTAL) return { variable, sector }
  if (model.plan.sectors.length === 1) return { variable, sector: 0 }
  const total = totalOf(model, variable)
  if (total !== null) return { variable: total, sector: 0 }
  const choices = model.plan.sectors.slice(0, 8).map((each) => `'${name}[${each.name}]'`)
  const help = { key: 'one-of', words: { choices: choices.join(', ') } } as const
  throw new PlanError([usageProblem('which-sector', { variable: name }, help)])
}

/** The variable whose equation is the sum of this one. */
function totalOf({ variables }: Model, variable: number): number | null {
  const total = variables.findIndex(({ expression }) => {
    const [summed] = expression?.kind === 'call' && expression.name === 'sum' ? expression.operands : []
    return summed?.kind === 'variable' && summed.years === 0 && summed.name === variables[variable]?.name
  })
  return total < 0 ? null : total
}

/**
 * The number in one of the states.
 *
 * @throws PlanError where there is none, with the warnings that say why
 */
export function valueIn({ variable, sector }: Indicator, { projection, year }: State): number {
  const { model, scenario } = projection
  const { level, name } = model.variables[variable] ?? { level: 'total', name: '' }
  const value = valueAt(projection, variable, level === 'total' ? TOTAL : sector, year)
  if (value !== null) return value
  const words = { variable: name, year, scenario: model.plan.scenarios[scenario]?.name ?? '' }
  const where = level === 'total' ? `${year}` : `${model.plan.sectors[sector]?.name ?? ''},${year}`
  const help = { key: 'run', words: { command: `yuce explain '${name}[${where}]' -s ${words.scenario}` } } as const
  throw new PlanError([...projection.problems, usageProblem('no-value-to-compare', words, help)])
}
