/** What `simulate` says to programs: JSON, and the tables of its CSV. */

import type { Difference } from '../analyses/chance/simulate.ts'
import {
  type Chance,
  FAN_QUANTILES,
  type Fan,
  type ScenarioChances,
  type TargetChance,
} from '../analyses/chance/simulate.ts'
import type { Sampler } from '../analyses/numerics/points.ts'
import type { Model } from '../model/types.ts'
import { TOTAL } from '../plan/types.ts'
import { type DataCell, type DataTable, roundedTo } from './delimited.ts'
import { withDigits } from './json.ts'
import { indicatorUnit } from './names.ts'

export type Simulation = {
  readonly results: readonly ScenarioChances[]
  readonly differences: readonly Difference[]
  readonly sampler: Sampler
  readonly seed: number
  /** Drawn from the nearest correlations that can hold, the plan's own being none. */
  readonly isRepaired: boolean
  /** The standard error asked for; null where draws were. */
  readonly precision: number | null
}

/** @param digits  of what is measured in the plan's units: chances and thresholds are written in full */
export function simulationRecord(model: Model, simulation: Simulation, digits: number | null) {
  const { results, differences, sampler, seed, precision, isRepaired } = simulation
  const scenarioName = (index: number) => model.plan.scenarios[index]?.name ?? ''
  return {
    draws: results[0]?.draws ?? 0,
    seed,
    sampler,
    ...(precision === null ? {} : { precision }),
    ...(isRepaired ? { repairedCorrelation: true } : {}),
    results: results.map((result) => ({
      scenario: scenarioName(result.scenario),
      failed: result.failed,
      targets: result.targets.map((each) => targetRecord(model, each, digits)),
      joint: result.joint === null ? null : chanceRecord(result.joint),
      fans: result.fans.map((fan) => withDigits(fanRecord(model, fan), digits)),
    })),
    differences: differences.map(({ from, to, target, difference, standardError }) => ({
      from: scenarioName(from),
      to: scenarioName(to),
      target: target?.name ?? null,
      difference,
      standardError,
    })),
  }
}

function chanceRecord({ probability, standardError, interval, method }: Chance) {
  return { probability, standardError, interval, method }
}

function targetRecord(model: Model, each: TargetChance, digits: number | null) {
  const { target, undetermined } = each
  const unit = indicatorUnit(model, target)
  return {
    target: target.name,
    indicator: target.indicator,
    sector: sectorOf(model, target.sector),
    year: target.year,
    op: target.op,
    threshold: target.threshold,
    ...chanceRecord(each),
    unit,
    shortfall: withDigits(each.shortfall, digits, unit),
    shortfallWhenMissed: withDigits(each.shortfallWhenMissed, digits, unit),
    undetermined,
  }
}

function fanRecord(
  model: Model,
  { variable, sector, year, draws, mean, meanError, sd, quantiles, quantileErrors }: Fan,
) {
  const [p5, p25, p50, p75, p95] = quantiles
  const errors = Object.fromEntries(FAN_QUANTILES.map((p, k) => [`p${100 * p}`, quantileErrors[k] ?? 0]))
  const { name = '', unit = null } = model.variables[variable] ?? {}
  return {
    variable: name,
    sector: sectorOf(model, sector),
    year,
    unit,
    draws,
    mean,
    sd,
    p5,
    p25,
    p50,
    p75,
    p95,
    errors: { mean: meanError, ...errors },
  }
}

function sectorOf({ plan }: Model, sector: number): string {
  return sector === TOTAL ? 'total' : (plan.sectors[sector]?.name ?? '')
}

/**
 * A row for each target of each scenario, and one for all of them together.
 *
 * @param digits  of what draws fall short; chances and thresholds are written in full
 */
export function chanceTable(model: Model, { results }: Simulation, digits: number | null): DataTable {
  const columns = ['scenario', 'target', 'indicator', 'sector', 'year', 'op', 'threshold', 'unit', 'probability']
  const more = ['standardError', 'low', 'high', 'method', 'shortfall', 'shortfallWhenMissed', 'draws', 'failed']
  const rows = results.flatMap((result): DataCell[][] => {
    const scenario = model.plan.scenarios[result.scenario]?.name ?? ''
    const ends = [result.draws, result.failed]
    const own = result.targets.map((each) => {
      const { target } = each
      const { name, indicator, year, op, threshold } = target
      const unit = indicatorUnit(model, target)
      const short = [each.shortfall, each.shortfallWhenMissed].map((gap) => roundedTo(gap, unit, digits))
      const described = [scenario, name, indicator, sectorOf(model, target.sector), year, op, threshold]
      return [...described, unit, ...chanceCells(each), ...short, ...ends]
    })
    if (result.joint === null) return own
    return [
      ...own,
      [scenario, '*', null, null, null, null, null, null, ...chanceCells(result.joint), null, null, ...ends],
    ]
  })
  return { columns: [...columns, ...more], rows }
}

function chanceCells({ probability, standardError, interval, method }: Chance): DataCell[] {
  return [probability, standardError, interval?.[0] ?? null, interval?.[1] ?? null, method]
}

/** A row for each variable, sector and year of each scenario. */
export function fanTable(model: Model, { results }: Simulation): DataTable {
  const columns = ['scenario', 'variable', 'sector', 'year', 'unit', 'draws', 'mean', 'meanError', 'sd']
  const quantiles = FAN_QUANTILES.map((p) => `p${100 * p}`)
  const rows = results.flatMap((result) =>
    result.fans.map((fan): DataCell[] => {
      const { name = '', unit = null } = model.variables[fan.variable] ?? {}
      const where = [model.plan.scenarios[result.scenario]?.name ?? '', name, sectorOf(model, fan.sector), fan.year]
      return [...where, unit, fan.draws, fan.mean, fan.meanError, fan.sd, ...fan.quantiles]
    }),
  )
  return { columns: [...columns, ...quantiles], rows }
}
