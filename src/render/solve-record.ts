/** Solutions for programs: rows of a target and an instrument, and what is to be typed to see them. */

import type { CoveredCell } from '../analyses/instruments.ts'
import { isRate } from '../analyses/instruments.ts'
import type { Judgement, Solution, SolvedInstrument } from '../analyses/solve.ts'
import { sectorsCovered, yearsCovered } from '../analyses/trials.ts'
import type { Model } from '../model/types.ts'
import type { Address } from '../plan/settings.ts'
import type { DataTable } from './delimited.ts'
import type { Language } from './messages.ts'
import { addressText, plainDecimal, pointsText } from './setting.ts'
import { only, type Pair, wholeReason } from './solve-reason.ts'

/** What of a solution is written as JSON; numbers are in the unit of what they count, rates as fractions. */
export function solveRecord(model: Model, { solution, target, instrument }: Pair, language: Language) {
  const { outcome, limit, scenario } = solution
  const { from, to, change, edge, closest, bounds, address } = instrument
  return {
    scenario: model.plan.scenarios[scenario]?.name ?? '',
    target: target.target.name,
    instrument: address.text,
    outcome,
    change,
    from: only(from),
    to: only(to),
    proof: target.proof,
    edge,
    bounds,
    closest: closest === null ? null : { change: closest, value: target.proof?.value ?? null },
    limit,
    words: wholeReason(model, { solution, target, instrument }, language),
    current: target.before,
    requiredGrowth: target.required.value,
    set: settingsOf(model, instrument),
  }
}

/** Solutions whole: every change and every proof once. */
export function solutionRecord(model: Model, { scenario, method, outcome, targets, instruments }: Solution) {
  return {
    scenario: model.plan.scenarios[scenario]?.name ?? '',
    method,
    outcome,
    targets: targets.map(({ target, proof }) => ({ target: target.name, proof })),
    changes: instruments.map(({ address, change }) => ({ instrument: address.text, change })),
  }
}

const solveColumns = [
  'scenario',
  'target',
  'instrument',
  'outcome',
  'change',
  'from',
  'to',
  'value',
  'verdict',
  'edge',
  'low',
  'high',
  'closest',
  'limit',
  'current',
  'required_growth',
] as const

export function solveTable(model: Model, pairs: readonly Pair[]): DataTable {
  const nothing: Judgement = { value: null, verdict: 'undetermined' }
  const rows = pairs.map(({ solution, target, instrument }) => {
    const { change, from, to, edge, bounds, closest, address } = instrument
    const { value, verdict } = target.proof ?? nothing
    const named = [model.plan.scenarios[solution.scenario]?.name ?? '', target.target.name, address.text]
    const numbers = [edge, bounds.low, bounds.high, closest, solution.limit, target.before.value, target.required.value]
    return [
      ...named,
      solution.outcome,
      change,
      only(from),
      only(to),
      value,
      target.proof === null ? null : verdict,
      ...numbers,
    ]
  })
  return { columns: solveColumns, rows }
}

/** So many `--set` options spell out a change of levels; beyond that it is written as one. */
const MOST_SETTINGS = 24

/**
 * `--set` options that make the change. A rate takes one (`+1.25pp`); a level, for which there is no way to write an
 * addition, takes its new value, once for each stretch of years in which it is the same.
 */
export function settingsOf(model: Model, { address, change, cells }: SolvedInstrument): string[] {
  const [first] = cells
  if (change === null || change === 0 || first === undefined) return []
  if (address.project !== null) return projectSettings(model, address, change, cells)
  const { first: firstYear, last: lastYear } = yearsCovered(model, address)
  const whole = { sector: address.sector, firstYear, lastYear }
  const points = [`${addressText(model, address.variable, whole)}=${pointsText(change)}`]
  if (isRate(model, address)) return points
  const isWhole = cells.length === sectorsCovered(model, address).length * (lastYear - firstYear + 1)
  if (isWhole && cells.every(({ value }) => value === first.value)) {
    return [`${addressText(model, address.variable, whole)}=${plainDecimal(first.value + change, 0)}`]
  }
  const stretches = stretchesOf(cells)
  if (stretches.length > MOST_SETTINGS) return points
  return stretches.map(
    (each) => `${addressText(model, address.variable, each)}=${plainDecimal(each.value + change, 0)}`,
  )
}

/** Of projects: the share that is realised takes an addition, their output and delay take new values, one by one. */
function projectSettings(model: Model, address: Address, change: number, cells: readonly CoveredCell[]): string[] {
  const { name, field } = address.project ?? { name: '*', field: 'delay' }
  if (isRate(model, address)) return [`${field}[${name}]=${pointsText(change)}`]
  const [first] = cells
  if (first !== undefined && cells.every(({ value }) => value === first.value)) {
    return [`${field}[${name}]=${plainDecimal(first.value + change, 0)}`]
  }
  return cells.map(({ project = name, value }) => `${field}[${project}]=${plainDecimal(value + change, 0)}`)
}

function stretchesOf(cells: readonly CoveredCell[]) {
  const stretches: { sector: number; firstYear: number; lastYear: number; value: number }[] = []
  for (const { sector, year, value } of cells) {
    const last = stretches.at(-1)
    if (last !== undefined && last.sector === sector && last.lastYear === year - 1 && last.value === value)
      last.lastYear = year
    else stretches.push({ sector, firstYear: year, lastYear: year, value })
  }
  return stretches
}
