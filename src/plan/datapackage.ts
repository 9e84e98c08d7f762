/** datapackage.json: what the plan is called, its years and its unit. */

import { jsonFaultAt } from './json-fault.ts'
import type { Reading } from './reading.ts'
import { didYouMean, shown, write } from './report.ts'
import { lineStartsOf } from './source.ts'
import type { CellRef } from './types.ts'

export type PackageSettings = {
  readonly title: string | null
  readonly titleEn: string | null
  readonly baseYear: number | null
  readonly horizon: number | null
  readonly unit: string | null
  readonly defaultScenario: string | null
  readonly defaultScenarioAt: CellRef | null
  /** Paths of the resources the package lists, as written. */
  readonly resources: readonly string[]
}

export const noPackage: PackageSettings = {
  title: null,
  titleEn: null,
  baseYear: null,
  horizon: null,
  unit: null,
  defaultScenario: null,
  defaultScenarioAt: null,
  resources: [],
}

/** What a path of a resource leads to; asked of whoever can see the folder. */
export type ResourceState = (path: string) => 'ok' | 'missing' | 'outside'

type Context = Pick<Reading, 'report' | 'files'> & {
  readonly file: number
  /** Where its lines begin. */
  readonly lines: Int32Array
}

const settings = ['baseYear', 'horizon', 'unit', 'defaultScenario'] as const

export function readPackage(
  reading: Pick<Reading, 'report' | 'files'>,
  file: number,
  stateOf: ResourceState,
): PackageSettings {
  const text = reading.files[file]?.text ?? ''
  const context = { ...reading, file, lines: lineStartsOf(text) }
  const root = parseObject(context, text)
  if (root === null) return noPackage
  const yuce = root.get('yuce')
  const own = yuce === undefined ? new Map<string, unknown>() : asMap(yuce)
  if (own === null) misfit(context, 'yuce', yuce, '"yuce": { "baseYear": 2022 }')
  for (const key of own?.keys() ?? []) {
    if (settings.some((each) => each === key)) continue
    reading.report.cell('unknown-setting', placeOfKey(context, key), { text: key }, () => didYouMean(key, settings))
  }
  const field = <Value>(
    map: ReadonlyMap<string, unknown> | null,
    key: string,
    read: (value: unknown) => Value | null,
    example: string,
  ) => {
    const value = map?.get(key)
    if (value === undefined || value === null) return null
    const good = read(value)
    if (good === null) misfit(context, key, value, `"${key}": ${example}`)
    return good
  }
  return {
    title: field(root, 'title', asText, '"…"'),
    titleEn: field(root, 'title_en', asText, '"…"'),
    baseYear: field(own, 'baseYear', asYear, '2022'),
    horizon: field(own, 'horizon', asYear, '2027'),
    unit: field(own, 'unit', asText, '"亿元"'),
    defaultScenario: field(own, 'defaultScenario', asText, '"base"'),
    defaultScenarioAt: placeOfKey(context, 'defaultScenario'),
    resources: readResources(context, root.get('resources'), stateOf),
  }
}

function parseObject(context: Context, text: string): ReadonlyMap<string, unknown> | null {
  const example = write('{ "title": "…", "yuce": { "baseYear": 2022, "horizon": 2027 } }')
  try {
    const root = asMap(JSON.parse(text))
    if (root === null) context.report.cell('bad-json', atLine(context, 1), {}, example)
    return root
  } catch {
    context.report.cell('bad-json', atOffset(context, jsonFaultAt(text)), {}, example)
    return null
  }
}

function readResources(context: Context, value: unknown, stateOf: ResourceState): string[] {
  if (value === undefined) return []
  const example = '"resources": [{ "name": "baseline", "path": "baseline.csv" }]'
  if (!Array.isArray(value)) {
    misfit(context, 'resources', value, example)
    return []
  }
  const paths: string[] = []
  for (const resource of value as unknown[]) {
    const map = asMap(resource)
    if (map === null) misfit(context, 'resources', resource, example)
    const path = map?.get('path')
    const listed = path === undefined ? [] : Array.isArray(path) ? (path as unknown[]) : [path]
    for (const each of listed) {
      if (typeof each === 'string') paths.push(each)
      else misfit(context, 'path', each, '"path": "baseline.csv"')
    }
  }
  let wrong = 0
  for (const path of paths) if (wrong < MOST_RESOURCES && !isResource(context, path, stateOf)) wrong++
  return paths
}

/** So many resources that are not there are told; each is looked for in the text. */
const MOST_RESOURCES = 100

/** Whether a path is a file of the folder; if not, that is reported. */
function isResource(context: Context, path: string, stateOf: ResourceState): boolean {
  const { report } = context
  const state = stateOf(path)
  if (state === 'ok') return true
  const at = placeOfText(context, JSON.stringify(path))
  if (state === 'outside') report.cell('outside-folder', at, { text: path })
  else report.cell('resource-missing', at, { text: path }, write('"path": "baseline.csv"'))
  return false
}

function misfit(context: Context, field: string, value: unknown, example: string): void {
  if (context.report.isFull(context.file)) return
  const text = shown(beginningOf(value))
  context.report.cell('package-field', placeOfKey(context, field), { field, text }, write(example))
}

/** A value as JSON writes it, as far as a message quotes it; not of an array or object, which may be as deep as it likes. */
function beginningOf(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : '[…]'
  if (typeof value === 'object' && value !== null) return '{…}'
  return JSON.stringify(value)?.slice(0, 100) ?? ''
}

function asMap(value: unknown): ReadonlyMap<string, unknown> | null {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? new Map(Object.entries(value)) : null
}

function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function asYear(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1000 && value <= 9999 ? value : null
}

/** The line a key stands on; the first such key after `yuce`, where it is one of ours. */
function placeOfKey(context: Context, key: string): CellRef {
  const text = context.files[context.file]?.text ?? ''
  const from = settings.some((each) => each === key) ? Math.max(0, text.indexOf('"yuce"')) : 0
  return placeOfText(context, JSON.stringify(key), from)
}

function placeOfText(context: Context, quoted: string, from = 0): CellRef {
  const text = context.files[context.file]?.text ?? ''
  return atOffset(context, Math.max(0, text.indexOf(quoted, from)))
}

function atOffset(context: Context, offset: number): CellRef {
  let [first, end] = [0, context.lines.length]
  while (end - first > 1) {
    const middle = (first + end) >> 1
    if ((context.lines[middle] as number) <= offset) first = middle
    else end = middle
  }
  return atLine(context, first + 1)
}

function atLine({ file }: Context, line: number): CellRef {
  return { file, line, field: 0 }
}
