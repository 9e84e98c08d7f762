/**
 * What the economist wrote, as plain data.
 *
 *     Plan ─┬─ sectors, scenarios, variables      the names everything else refers to, by index
 *           ├─ baseline     Series                observed or estimated levels
 *           ├─ assumptions  Series                growth rates, shares, drivers, by scenario
 *           ├─ measures     Series                observations in other measures; never used as levels
 *           ├─ targets, projects, equations, linkages, correlations
 *           └─ files                              the texts themselves, for places and hashes
 *
 * Numbers are already in the plan's unit, rates and shares as fractions. Every number keeps the file, line and
 * column it stands in.
 */

import type { SourceFile } from './source.ts'

/** How good a number is, best first. A result carries the weakest grade it rests on. */
export const GRADES = ['official', 'press', 'derived', 'assumed'] as const
export type Grade = (typeof GRADES)[number]

/** One cell of one file. Lines count from 1; fields count from 0. The column is found when a problem is shown. */
export type CellRef = { readonly file: number; readonly line: number; readonly field: number }

/** Names in both languages, where the author gave them; `name` is what files and options use. */
export type Named = { readonly name: string; readonly nameZh: string | null; readonly nameEn: string | null }

export type Sector = Named & {
  readonly group: string | null
  readonly ref: string | null
  readonly note: string | null
  readonly at: CellRef
}

export type Scenario = Named & {
  readonly description: string | null
  /** Indexes into `Plan.scenarios`: this scenario, then what it inherits, nearest first. */
  readonly chain: readonly number[]
  readonly at: CellRef | null
}

/** A variable the plan mentions: an assumption, an observed level, or the left side of an equation. */
export type Variable = Named & {
  /** The unit of every value of the variable: `1` for rates and shares, null where nobody said. */
  readonly unit: string | null
}

/** Sector index of a row that holds for every sector, and of a row for the total. */
export const EVERY_SECTOR = -1
export const TOTAL = -2
/** Scenario index of a row that holds for every scenario. */
export const EVERY_SCENARIO = -1

/** A cell that is not a plain number. */
export type Quantity =
  | Distribution
  /** `linear(6%, 10%)`: from the first year of the row to its last, in equal steps. */
  | { readonly kind: 'path'; readonly from: number; readonly to: number }
  /** `+2pp` adds to the inherited value, `*0.9` scales it. */
  | { readonly kind: 'relative'; readonly operation: 'add' | 'scale'; readonly amount: number }
  /** `residual`: the total less the other sectors; in the baseline only. */
  | { readonly kind: 'residual' }
  /** Anything else: a formula over the plan's drivers, or a mistake; the model decides. */
  | { readonly kind: 'formula'; readonly text: string }

/**
 * A distribution, by its parameters:
 * normal(mean, sd) · lognormal(mean, sd) · uniform(a, b) · triangular(a, mode, b) · pert(a, mode, b) ·
 * interval(a, b): normal, with 90 % of the mass between a and b.
 */
export type Distribution = {
  readonly kind: 'distribution'
  readonly shape: 'normal' | 'lognormal' | 'uniform' | 'triangular' | 'pert' | 'interval'
  readonly parameters: readonly number[]
  /** What stands for it in a projection: mean, mode or midpoint, as the shape has it. */
  readonly central: number
  /** Correlation of the draws of one year with the next, 0 to 1. */
  readonly persistence: number
}

/** What a row says about its numbers. Shared by all cells of the row, and by rows that say the same. */
export type Annotation = {
  /** null where the author gave none: then it counts as `assumed`. */
  readonly status: Grade | null
  readonly source: string | null
  readonly ref: string | null
  readonly note: string | null
  readonly measure: string | null
}

/**
 * A table of values by scenario, sector, variable and years: one array a column, so that a million cells stay cheap.
 * Row i holds one cell of the file. An empty cell, `n/a` or `—` says nothing and makes no row.
 */
export type Series = {
  readonly length: number
  /** Index into `Plan.scenarios`, or EVERY_SCENARIO. */
  readonly scenario: Int32Array
  /** Index into `Plan.variables`. */
  readonly variable: Int32Array
  /** Index into `Plan.sectors`, EVERY_SECTOR or TOTAL. */
  readonly sector: Int32Array
  /** Both included; both 0 where the row holds for every year. */
  readonly firstYear: Int32Array
  readonly lastYear: Int32Array
  /** The number, or the central value of a distribution; NaN for the other quantities. */
  readonly value: Float64Array
  /** What is not a plain number, by row. */
  readonly quantities: ReadonlyMap<number, Quantity>
  readonly annotation: Int32Array
  readonly annotations: readonly Annotation[]
  readonly file: Int32Array
  readonly line: Int32Array
  readonly field: Int32Array
}

/** A column of sectors.csv that puts sectors into groups: their city, province or industry. */
export type Grouping = {
  /** As the column is headed. */
  readonly name: string
  /** What results call it, where that is not its name. */
  readonly level?: string
  /** In the order in which they are first named. */
  readonly groups: readonly string[]
  /** Index into `groups`, by sector; −1: in none. */
  readonly of: Int32Array
}

/** One group: indexes into `Plan.groupings` and its `groups`. */
export type GroupRef = { readonly grouping: number; readonly group: number }

export type Operator = '>' | '>=' | '<' | '<='

export type Target = Named & {
  /** The name of a variable; whether it exists is for the model to say. */
  readonly indicator: string
  /** Index into `Plan.sectors`, or TOTAL. */
  readonly sector: number
  /** The group of sectors whose total it is about; then `indicator` is the name of that total. */
  readonly group: GroupRef | null
  readonly year: number
  readonly op: Operator
  /** In the unit of the indicator. */
  readonly threshold: number
  readonly unit: string | null
  readonly ref: string | null
  readonly at: CellRef
  /** Where the indicator's name stands. */
  readonly indicatorAt: CellRef
  readonly yearAt: CellRef
}

/**
 * One row of projects.csv. In a scenario's row an empty cell (null) is inherited, and `project` may be `*`.
 * Years are calendar years; `output` is a year's output at full capacity, in the plan's unit.
 */
export type ProjectRow = {
  /** Project name, or `*`. */
  readonly project: string
  /** null: inherited from the row without a scenario. */
  readonly sector: number | null
  /** Index into `Plan.scenarios`, or EVERY_SCENARIO. */
  readonly scenario: number
  readonly start: number | null
  readonly full: number | null
  /** Share of full output reached in the first, second … year; the last one holds. */
  readonly ramp: readonly number[] | null
  readonly output: ProjectQuantity | null
  /** Share of the announced output that becomes revenue. */
  readonly realisation: ProjectQuantity | null
  /** Years by which production starts later than `start`; negative is earlier. */
  readonly delay: ProjectQuantity | null
  readonly nameZh: string | null
  readonly nameEn: string | null
  readonly annotation: Annotation
  readonly at: CellRef
}

export type ProjectQuantity = {
  readonly value: number | Distribution | Extract<Quantity, { kind: 'relative' }>
  readonly at: CellRef
}

/** One row of equations.csv. The formula is parsed and checked by the model. */
export type Equation = Named & {
  readonly variable: string
  readonly formula: string
  readonly unit: string | null
  readonly note: string | null
  readonly at: CellRef
  readonly formulaAt: CellRef
}

/** `linked(x, NAME)` is Σ over `to` of coefficient × x[to], by sector `from`. */
export type Linkage = {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly coefficient: number
  readonly annotation: Annotation
  readonly at: CellRef
}

export type Correlation = {
  /** null: every variable. */
  readonly variable: string | null
  readonly variableAt: CellRef
  /** The variable that sector B is of, where it is another one. */
  readonly variableB: string | null
  readonly variableBAt: CellRef
  /** Index into `Plan.sectors`, EVERY_SECTOR, or (between two variables) TOTAL. */
  readonly sectorA: number
  readonly sectorB: number
  readonly correlation: number
  readonly at: CellRef
}

/**
 * One `--set` option. Settings are laid over a scenario in the order given, each over the one before; they stand in
 * the file `--set`, one a line.
 */
export type Setting = {
  /** As typed, for messages and manifests. */
  readonly text: string
  /** The number, or the central value of a distribution; NaN for the other quantities. */
  readonly value: number
  readonly quantity: Quantity | null
  readonly at: CellRef
} & (
  | {
      readonly kind: 'variable'
      /** Index into `Plan.variables`. */
      readonly variable: number
      /** Index into `Plan.sectors`, EVERY_SECTOR or TOTAL. */
      readonly sector: number
      /** Both 0 for every year. */
      readonly firstYear: number
      readonly lastYear: number
    }
  /** `realisation[haichen]=0.3`; `*` for every project. */
  | { readonly kind: 'project'; readonly project: string; readonly field: ProjectField }
)

/** What of a project a setting may change. */
export const PROJECT_FIELDS = ['output', 'realisation', 'delay'] as const
export type ProjectField = (typeof PROJECT_FIELDS)[number]

export type Plan = {
  /** The folder's name, or `quick` for a plan given by options. */
  readonly name: string
  readonly title: string | null
  readonly titleEn: string | null
  /** The unit of money, as the author writes it: `亿元`; null where nobody said. */
  readonly unit: string | null
  readonly baseYear: number | null
  readonly horizon: number | null
  /** Index into `scenarios`. */
  readonly defaultScenario: number
  readonly sectors: readonly Sector[]
  readonly groupings: readonly Grouping[]
  readonly scenarios: readonly Scenario[]
  readonly variables: readonly Variable[]
  readonly baseline: Series
  readonly assumptions: Series
  readonly measures: Series
  readonly targets: readonly Target[]
  readonly projects: readonly ProjectRow[]
  readonly settings: readonly Setting[]
  /** null: no equations.csv, so the model's own equations hold. */
  readonly equations: readonly Equation[] | null
  readonly linkages: readonly Linkage[]
  readonly correlations: readonly Correlation[]
  readonly files: readonly SourceFile[]
}
