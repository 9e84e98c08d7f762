/**
 * A model as text and back: what the page needs to project by itself. JSON, with maps, sets, typed arrays and numbers that
 * JSON has no word for written as objects of one key.
 */

import type { Model } from '../../model/types.ts'
import type { Annotation, Plan, Series } from '../../plan/types.ts'

const arrays = { $int32: Int32Array, $float64: Float64Array, $uint8: Uint8Array } as const

/** For an element `<script type="application/json">`: no `<` in it, so nothing that could end it. */
export function frozen(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => packed(each)).replaceAll('<', '\\u003c')
}

function packed(value: unknown): unknown {
  if (value instanceof Map) return { $map: [...value] }
  if (value instanceof Set) return { $set: [...value] }
  for (const [key, Kind] of Object.entries(arrays))
    if (value instanceof Kind) return { [key]: Array.from(value, exact) }
  return typeof value === 'number' && exact(value) !== value ? { $number: exact(value) } : value
}

/** JSON has neither NaN, nor infinities, nor −0. */
function exact(value: number): number | string {
  return Number.isFinite(value) && !Object.is(value, -0) ? value : Object.is(value, -0) ? '-0' : String(value)
}

/** What `frozen` was given. */
export function thawed(text: string): unknown {
  return JSON.parse(text, (_, value: unknown) => unpacked(value))
}

function unpacked(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const [[key, content] = ['', null], ...others] = Object.entries(value) as [string, unknown][]
  if (others.length > 0) return value
  if (key === '$number') return Number(content)
  if (!Array.isArray(content)) return value
  if (key === '$map') return new Map(content as [unknown, unknown][])
  if (key === '$set') return new Set(content)
  const Kind = Object.hasOwn(arrays, key) ? arrays[key as keyof typeof arrays] : null
  return Kind === null ? value : new Kind(content.map(Number))
}

/** A model without what no projection reads: the files' texts, notes and sources, other measures, correlations. */
export function bare(model: Model): Model {
  const { plan } = model
  const files = plan.files.map(({ name, delimiter }) => ({ name, text: '', delimiter, bytes: new Uint8Array() }))
  const small: Plan = {
    ...plan,
    sectors: plan.sectors.map((sector) => ({ ...sector, ref: null, note: null })),
    scenarios: plan.scenarios.map((scenario) => ({ ...scenario, description: null })),
    baseline: bareSeries(plan.baseline),
    assumptions: bareSeries(plan.assumptions),
    measures: emptied(plan.measures),
    projects: plan.projects.map((row) => ({ ...row, annotation: bareAnnotation(row.annotation) })),
    equations: plan.equations?.map((equation) => ({ ...equation, note: null })) ?? null,
    linkages: [],
    correlations: [],
    files,
  }
  return { ...model, plan: small }
}

function bareSeries(series: Series): Series {
  return { ...series, annotations: series.annotations.map(bareAnnotation) }
}

function bareAnnotation({ status }: Annotation): Annotation {
  return { status, source: null, ref: null, note: null, measure: null }
}

function emptied(series: Series): Series {
  const none = new Int32Array()
  const columns = { scenario: none, variable: none, sector: none, firstYear: none, lastYear: none, annotation: none }
  const places = { file: none, line: none, field: none }
  return {
    ...series,
    ...columns,
    ...places,
    length: 0,
    value: new Float64Array(),
    quantities: new Map(),
    annotations: [],
  }
}
