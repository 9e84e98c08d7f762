/**
 * What the model makes of a plan.
 *
 *     Plan ─ compileModel ─► Model ─ inputsOf ─► Inputs ─ evaluate ─► Projection
 *
 * A variable in one year is one block, a `Float64Array` of sectors × lanes (sector-major); a total is one of lanes.
 * A projection has one lane. Inside blocks NaN means "no value"; it never leaves this room: `valueAt` returns null.
 */

import type { CellRef, Named, Plan } from '../plan/types.ts'
import type { SparseMatrix } from './blocks.ts'
import type { Expression } from './expression.ts'

export type Level = 'sector' | 'total'

export type ModelVariable = Named & {
  readonly index: number
  /** As in `Variable`: `1` for rates and shares. */
  readonly unit: string | null
  readonly level: Level
  /** How it gets its values: an equation, rows of the plan, or the project pipeline. */
  readonly origin: 'equation' | 'assumption' | 'observed' | 'projects'
  /** The formula as the author (or yuce) wrote it, and its tree; null unless `origin` is `equation`. */
  readonly formula: string | null
  readonly formulaAt: CellRef | null
  readonly expression: Expression | null
  /** The group of sectors that it is the total of, and of which variable. */
  readonly within?: { readonly of: string; readonly level: string; readonly group: string }
}

export type Model = {
  readonly plan: Plan
  readonly variables: readonly ModelVariable[]
  readonly variableByName: ReadonlyMap<string, number>
  /** What a projection prints: every equation's variable and every target's indicator, in the order of the plan. */
  readonly results: readonly number[]
  /** First and last year, both included: base year … horizon. */
  readonly baseYear: number
  readonly horizon: number
  readonly years: readonly number[]
  /** The years that are computed: `years`, and before them as many as the longest lag looks back. */
  readonly timeline: readonly number[]
  /** Indexes into `variables` in the order of computation; those that need each other in one year stand together. */
  readonly components: readonly Component[]
  readonly linkages: ReadonlyMap<string, SparseMatrix>
  /** Formulas that stand in cells of the plan, by their text. */
  readonly cellFormulas: ReadonlyMap<string, Expression>
  /** Rows of `plan.assumptions` by scenario, least specific first. */
  readonly rowsByScenario: ReadonlyMap<number, Int32Array>
  /** Variables that have relative rows, by scenario: what they inherit must be kept while they are painted. */
  readonly relativeVariables: ReadonlyMap<number, ReadonlySet<number>>
  /** Rows of `plan.baseline`, the least specific first. */
  readonly baselineRows: Int32Array
}

export type Component = {
  readonly variables: readonly number[]
  /** The variables need each other (or one needs itself) in the same year: they are solved, not computed. */
  readonly simultaneous: boolean
  /** A sum or a linkage ties the sectors together, so that they must be solved as one system. */
  readonly coupled: boolean
}

/** `baseline`: observed or estimated by the plan, or computed from nothing later than the base year. */
export type Status = 'baseline' | 'projected'
