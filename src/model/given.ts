/** What the rows of a plan give, cell by cell, and which row gave it. Made by `inputs.ts`, read by everyone else. */

import type { Problem } from '../plan/problem.ts'
import {
  type CellRef,
  type Distribution,
  EVERY_SECTOR,
  GRADES,
  type Grade,
  type Plan,
  type Series,
  TOTAL,
} from '../plan/types.ts'
import type { Block } from './blocks.ts'
import type { Expression } from './expression.ts'

/** Which row gave a value: of the assumptions, the baseline, the settings, or the projects. */
export type Origin = { readonly kind: 'assumption' | 'baseline' | 'setting' | 'project'; readonly row: number }

const originKinds = ['assumption', 'baseline', 'setting', 'project'] as const
const BASELINE = originKinds.indexOf('baseline')

/** No row gave a value. */
export const NO_ORIGIN = -1
export function packOrigin(kind: Origin['kind'], row: number): number {
  return row * originKinds.length + originKinds.indexOf(kind)
}

export function originOf(packed: number): Origin | null {
  if (packed === NO_ORIGIN) return null
  const kind = originKinds[packed % originKinds.length] ?? 'assumption'
  return { kind, row: Math.floor(packed / originKinds.length) }
}

/** As `originOf(packed)?.kind === 'baseline'`, for loops. */
export function isBaseline(packed: number): boolean {
  return packed !== NO_ORIGIN && packed % originKinds.length === BASELINE
}

/** An uncertain cell: its value is `scale` × a draw of the distribution + `shift`, which relative rows have changed. */
export type Spread = { readonly distribution: Distribution; readonly scale: number; readonly shift: number }

/** `+2pp` moves a distribution, `*0.9` shrinks its values and all they spread. */
export function changedSpread(spread: Spread, operation: 'add' | 'scale', amount: number): Spread {
  if (operation === 'add') return { ...spread, shift: spread.shift + amount }
  return { ...spread, scale: spread.scale * amount, shift: spread.shift * amount }
}

/** A cell that is what its control total leaves: `total` less the other sectors of year t of the timeline. */
export type Residual = {
  readonly variable: number
  readonly t: number
  readonly sector: number
  readonly total: number
  /** The total's own distribution; null where it is a number. */
  readonly spread: Spread | null
}

/** What the rows give for one variable. Cell of year t (in the timeline) and sector s: t × width + s. */
export type Given = {
  /** Sectors, or 1 for a total. */
  readonly width: number
  readonly values: Float64Array
  readonly origins: Int32Array
  /** Index into GRADES. */
  readonly grades: Uint8Array
  readonly formulas: Map<number, Expression>
  /** Cells that are distributions; `values` holds what stands for them in a projection. */
  readonly spreads: Map<number, Spread>
}

export type Inputs = {
  readonly scenario: number
  /** By variable; null where no row gives anything. */
  readonly given: readonly (Given | null)[]
  readonly residuals: readonly Residual[]
  readonly problems: readonly Problem[]
}

/** The block that the rows of the plan give for a year, without a copy. */
export function givenBlock(given: Given, t: number): Block {
  const sectorStride = given.width > 1 ? 1 : 0
  return { data: given.values, offset: t * given.width, sectorStride, laneStride: 0, temporary: false }
}

/** Is the cell given by a row, so that no equation computes it? */
export function isGiven(given: Given | null, t: number, sector: number): boolean {
  return given !== null && given.origins[t * given.width + sector] !== NO_ORIGIN
}

/** How many grades of `specificity` there are. */
export const RANKS = 6

/** Named sector over `*`; then named year over range over `*`: 0 to 5. */
export function specificity(series: Series, row: number): number {
  const first = series.firstYear[row] as number
  const years = first === 0 ? 0 : first === series.lastYear[row] ? 2 : 1
  return (series.sector[row] === EVERY_SECTOR ? 0 : 3) + years
}

export function cellOf(series: Series, row: number): CellRef {
  return { file: series.file[row] as number, line: series.line[row] as number, field: series.field[row] as number }
}

/** A number nobody graded counts as assumed: nothing better is claimed. */
export function gradeIndex(status: Grade | null): number {
  return GRADES.indexOf(status ?? 'assumed')
}

/** The row with the total that the sectors of a baseline row's variable and year must add up to; null without one. */
export function controlRow({ baseline }: Plan, row: number): number | null {
  const { variable, firstYear, sector } = baseline
  for (let i = 0; i < baseline.length; i++) {
    if (variable[i] === variable[row] && sector[i] === TOTAL && firstYear[i] === firstYear[row]) return i
  }
  return null
}
