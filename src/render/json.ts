/**
 * Results as JSON. Every object starts the same way: what it is, of which plan, from which files, by which version.
 * Order of keys is fixed; nothing in it depends on the clock, the place or the machine.
 */

import type { TargetResult } from '../analyses/targets.ts'
import type { Model } from '../model/types.ts'
import { type Scenario, TOTAL } from '../plan/types.ts'
import { type DataTable, roundedTo } from './delimited.ts'
import { indicatorUnit } from './names.ts'
import type { Judged } from './verdicts.ts'

export type Origin = {
  /** Name of the plan. */
  readonly plan: string
  readonly inputs: readonly { readonly file: string; readonly sha256: string }[]
  readonly version: string
  /** `--set` options as typed, in order. */
  readonly settings: readonly string[]
}

/** The beginning of the object, without its closing brace: `{"schema":…,"plan":…,"inputs":[…],"version":…` */
export function jsonHead(command: string, { plan, inputs, version, settings }: Origin): string {
  const head = { schema: `yuce/${command}@1`, plan, inputs, version, ...(settings.length > 0 ? { settings } : {}) }
  return JSON.stringify(head).slice(0, -1)
}

/** A result whole: the head, then its own keys; a line end after it. */
export function jsonResult(command: string, origin: Origin, body: object, digits: number | null): string {
  return `${jsonHead(command, origin)},${jsonText(body, digits).slice(1)}\n`
}

/** JSON with numbers as `--digits` wants them, and 0 for −0. An object with a `unit` says it for all numbers in it. */
export function jsonText(value: unknown, digits: number | null): string {
  return JSON.stringify(withDigits(value, digits))
}

/** A value as `jsonText` writes it; for what has shares and rates beside it, which are written in full. */
export function withDigits(value: unknown, digits: number | null, unit: unknown = null): unknown {
  if (typeof value === 'number' && Number.isFinite(value)) {
    return roundedTo(value, unit === '1' ? '1' : null, digits)
  }
  if (Array.isArray(value)) return value.map((each) => withDigits(each, digits, unit))
  if (typeof value !== 'object' || value === null) return value
  const own = 'unit' in value ? value.unit : unit
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withDigits(each, digits, own)]))
}

/** One row of `check`, and of `targets` in `project`. */
export type CheckRecord = {
  readonly scenario: string
  readonly target: string
  readonly indicator: string
  readonly sector: string
  readonly year: number
  readonly op: string
  readonly threshold: number
  readonly value: number | null
  readonly unit: string | null
  readonly gap: number | null
  readonly verdict: string
  readonly firstMet: number | null
}

const checkColumns = [
  'scenario',
  'target',
  'indicator',
  'sector',
  'year',
  'op',
  'threshold',
  'value',
  'unit',
  'gap',
  'verdict',
  'firstMet',
] as const satisfies readonly (keyof CheckRecord)[]

/** The rows of `check`, and the columns of the targets of a table or package. */
export function checkRows(records: readonly CheckRecord[]): DataTable {
  return { columns: checkColumns, rows: records.map((record) => checkColumns.map((column) => record[column])) }
}

export function checkRecords(model: Model, judged: readonly Judged[]): CheckRecord[] {
  return judged.flatMap(({ scenario, targets }) => targets.map((result) => checkRecord(model, scenario, result)))
}

function checkRecord(
  model: Model,
  scenario: Scenario,
  { target, value, gap, verdict, firstMet }: TargetResult,
): CheckRecord {
  return {
    scenario: scenario.name,
    target: target.name,
    indicator: target.indicator,
    sector: target.sector === TOTAL ? 'total' : (model.plan.sectors[target.sector]?.name ?? ''),
    year: target.year,
    op: target.op,
    threshold: target.threshold,
    value,
    unit: indicatorUnit(model, target),
    gap,
    verdict,
    firstMet,
  }
}
