/** A comparison for programs: as JSON, and as long rows. */

import { type Part, type Question, stateName } from '../analyses/attribution.ts'
import type { Comparison, LevelChange } from '../analyses/compare.ts'
import type { Model } from '../model/types.ts'
import { TOTAL } from '../plan/types.ts'
import type { DataTable } from './delimited.ts'

export type Compared = {
  readonly comparison: Comparison
  /** The variables that are shown. */
  readonly levels: readonly LevelChange[]
  /** The sectors behind the variable that is explained; empty where there are none. */
  readonly sectorLevels: readonly LevelChange[]
}

/** The JSON of `compare`, without its head. */
export function comparisonRecord(model: Model, { comparison, levels, sectorLevels }: Compared) {
  const { question, attribution, fromValue, toValue, difference } = comparison
  const { from, to, variable } = question
  return {
    from: stateName(from, to),
    to: stateName(to, from),
    variable: model.variables[variable]?.name ?? '',
    year: to.year,
    difference,
    parts: attribution.parts.map((part) => partRecord(model, part, fromValue)),
    method: attribution.method,
    by: attribution.by,
    sector: sectorText(model, sectorOf(model, question)),
    unit: model.variables[variable]?.unit ?? null,
    years: { from: from.year, to: to.year },
    values: { from: fromValue, to: toValue },
    relative: relativeTo(difference, fromValue),
    groups: attribution.groups,
    draws: attribution.draws,
    seed: attribution.seed,
    withoutEffect: comparison.withoutEffect.map((index) => model.variables[index]?.name ?? ''),
    levels: [...levels, ...sectorLevels].map((each) => levelRecord(model, each)),
  }
}

function partRecord(model: Model, { sector, ...part }: Part, fromValue: number) {
  const { name, contribution, standardError, assumption, effect, year } = part
  return {
    name,
    contribution,
    relative: relativeTo(contribution, fromValue),
    standardError,
    assumption,
    effect,
    sector: sector === null ? null : sectorText(model, sector),
    year,
  }
}

function levelRecord(model: Model, { variable, sector, from, to, difference }: LevelChange) {
  const { name, unit } = model.variables[variable] ?? { name: '', unit: null }
  const relative = difference === null || from === null ? null : relativeTo(difference, from)
  return { variable: name, sector: sectorText(model, sector), unit, from, to, difference, relative }
}

/** As a fraction of the first value; null where that is not positive. */
export function relativeTo(difference: number, from: number): number | null {
  return from > 0 ? difference / from : null
}

/** The sector of what is explained, TOTAL for a total. */
export function sectorOf({ variables }: Model, { variable, sector }: Question): number {
  return variables[variable]?.level === 'total' ? TOTAL : sector
}

function sectorText({ plan }: Model, sector: number): string {
  return sector === TOTAL ? 'total' : (plan.sectors[sector]?.name ?? '')
}

const columns = [
  'from',
  'from_year',
  'to',
  'to_year',
  'variable',
  'sector',
  'unit',
  'item',
  'part',
  'value',
  'standard_error',
  'method',
] as const

/** A row for each number: `from`, `to` and `difference` of every level, then the contributions. */
export function comparisonRows(model: Model, { comparison, levels, sectorLevels }: Compared): DataTable {
  const { question, attribution } = comparison
  const states = [question.from, question.to].flatMap(({ projection, year }) => [
    model.plan.scenarios[projection.scenario]?.name ?? '',
    year,
  ])
  const heading = (variable: number, sector: number) => [
    ...states,
    model.variables[variable]?.name ?? '',
    sectorText(model, sector),
    model.variables[variable]?.unit ?? null,
  ]
  const levelRows = [...levels, ...sectorLevels].flatMap((each) =>
    (['from', 'to', 'difference'] as const).map((item) => [
      ...heading(each.variable, each.sector),
      item,
      null,
      each[item],
      null,
      null,
    ]),
  )
  const partRows = attribution.parts.map(({ name, contribution, standardError }) => [
    ...heading(question.variable, sectorOf(model, question)),
    'contribution',
    name,
    contribution,
    standardError,
    attribution.method,
  ])
  return { columns, rows: [...levelRows, ...partRows] }
}
