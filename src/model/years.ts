/** From which year to which a plan is projected. */

import { type Problem, problem, wholeFile } from '../plan/problem.ts'
import { type Plan, TOTAL } from '../plan/types.ts'
import { references } from './expression.ts'
import type { NamedEquation } from './formulas.ts'
import type { Model } from './types.ts'

type Years = Pick<Model, 'baseYear' | 'horizon' | 'years' | 'timeline'>

export function horizonOf(
  plan: Plan,
  equations: readonly NamedEquation[],
  chosen: number | undefined,
  problems: Problem[],
): Years | null {
  const baseYear = plan.baseYear ?? lastObserved(plan, equations)
  const file = plan.files[0]?.name ?? ''
  if (baseYear === null) {
    problems.push(problem('no-base-year', wholeFile(file), { option: '--base-year 2024' }))
    return null
  }
  const horizon = chosen ?? plan.horizon ?? latestYear(plan)
  if (horizon === null || horizon < baseYear) {
    problems.push(
      horizon === null
        ? problem('no-horizon', wholeFile(file), { option: `--horizon ${baseYear + 5}` })
        : problem('horizon-before-base', wholeFile(file), { horizon, baseYear, example: `--horizon ${baseYear + 1}` }),
    )
    return null
  }
  if (horizon - baseYear > 1000) {
    problems.push(
      problem('horizon-too-far', wholeFile(file), { horizon, baseYear, option: `--horizon ${baseYear + 30}` }),
    )
    return null
  }
  const lags = equations.flatMap(({ expression }) => references(expression).map(({ years }) => years))
  const looksBack = lags.reduce((most, each) => Math.max(most, each), 0)
  // A sector that was last observed before the base year is carried on from there.
  const first = Math.min(baseYear - looksBack, earliest(lastObservations(plan, equations, baseYear)) ?? baseYear)
  const range = (from: number) => Array.from({ length: horizon - from + 1 }, (_, index) => from + index)
  return { baseYear, horizon, years: range(baseYear), timeline: range(Math.max(first, baseYear - 1000)) }
}

/** Null of none. There may be more than a call takes arguments. */
function earliest(years: readonly number[]): number | null {
  return years.reduce<number | null>((least, year) => (least === null || year < least ? year : least), null)
}

/** Variables that an equation carries on from an earlier year. */
function carriedBy(equations: readonly NamedEquation[]): Set<string> {
  return new Set(
    equations.flatMap(({ expression }) =>
      references(expression).flatMap(({ name, years }) => (years > 0 ? [name] : [])),
    ),
  )
}

/** The last year in which each sector of each carried variable is observed, no later than `until`. */
function lastObservations(
  { baseline, variables }: Plan,
  equations: readonly NamedEquation[],
  until = Number.POSITIVE_INFINITY,
): number[] {
  const carried = carriedBy(equations)
  const last = new Map<string, number>()
  for (let row = 0; row < baseline.length; row++) {
    const year = baseline.lastYear[row] as number
    const name = variables[baseline.variable[row] as number]?.name ?? ''
    if (year === 0 || year > until || baseline.sector[row] === TOTAL || !carried.has(name)) continue
    const key = `${baseline.variable[row]} ${baseline.sector[row]}`
    last.set(key, Math.max(last.get(key) ?? year, year))
  }
  return [...last.values()]
}

/** The first year in which every sector has its last observation behind it: the earliest of their last ones. */
function lastObserved(plan: Plan, equations: readonly NamedEquation[]): number | null {
  const last = lastObservations(plan, equations)
  if (last.length > 0) return earliest(last)
  const { baseline } = plan
  let latest: number | null = null
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
