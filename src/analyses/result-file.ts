/** Results that were written to a file: what `project` and `check` print as csv, tsv, json or ndjson, read back. */

import { delimiterOf, forEachRecord } from '../plan/csv.ts'
import { type ResultEntry, type ResultSet, targetKey, valueKey } from './result-set.ts'

/** `line` is 0 where the whole file is meant. */
export type ReadResult =
  | { readonly ok: true; readonly results: ResultSet; readonly plan: string | null }
  | { readonly ok: false; readonly fault: ResultFault; readonly line: number; readonly text: string }

/** Why a file is no result: not the right headings or fields, a cell that is no number, a row that is there twice. */
export type ResultFault = 'result-unknown' | 'result-number' | 'result-twice'

class Fault extends Error {
  readonly fault: ResultFault
  readonly line: number
  readonly text: string
  constructor(fault: ResultFault, line: number, text: string) {
    super(fault)
    this.fault = fault
    this.line = line
    this.text = text
  }
}

export function readResult(text: string): ReadResult {
  const results: ResultSet = new Map()
  try {
    const plan = text.trimStart().startsWith('{') ? readObjects(text, results) : readRows(text, results)
    return { ok: true, results, plan }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { ok: false, fault: error.fault, line: error.line, text: error.text }
  }
}

type Fields = ReadonlyMap<string, unknown>
type AddRow = (row: Fields, line: number) => void

function add(results: ResultSet, key: string, entry: ResultEntry, line: number): void {
  if (results.has(key)) throw new Fault('result-twice', line, key)
  results.set(key, entry)
}

function readRows(text: string, results: ResultSet): null {
  let headings: readonly string[] | null = null
  let addRow: AddRow = () => {}
  const delimiter = delimiterOf(text) ?? ','
  forEachRecord(
    { text: text.replace(/^\uFEFF/, ''), delimiter },
    (cells, line) => {
      if (headings !== null) {
        const names = headings
        if (cells.length !== names.length) throw new Fault('result-unknown', line, '')
        addRow(new Map(names.map((name, i) => [name, cells[i]])), line)
      } else {
        headings = cells
        addRow = rowReader(cells, results)
      }
    },
    (_, line) => {
      throw new Fault('result-unknown', line, '')
    },
  )
  if (headings === null) throw new Fault('result-unknown', 0, '')
  return null
}

/** What the headings say a row is. */
function rowReader(headings: readonly string[], results: ResultSet): AddRow {
  const has = (...names: string[]) => names.every((name) => headings.includes(name))
  if (has('scenario', 'sector', 'variable', 'year', 'value')) return (row, line) => addValue(results, row, line)
  if (has('scenario', 'target', 'verdict')) return (row, line) => addTarget(results, row, line, true)
  const years = headings.filter((heading) => /^\d{4}$/.test(heading))
  if (!has('scenario', 'sector', 'variable') || years.length === 0) throw new Fault('result-unknown', 1, '')
  return (row, line) => {
    for (const year of years) addValue(results, new Map([...row, ['year', year], ['value', row.get(year)]]), line)
  }
}

const valueFields = ['unit', 'status', 'grade'] as const
const targetFields = ['indicator', 'sector', 'year', 'op', 'threshold', 'unit', 'verdict'] as const

function addValue(results: ResultSet, row: Fields, line: number): void {
  const key = valueKey(textIn(row, 'scenario'), textIn(row, 'variable'), textIn(row, 'sector'), yearIn(row, line))
  const unit = textIn(row, 'unit') === '' ? null : textIn(row, 'unit')
  add(results, key, { value: numberIn(row, 'value', line), unit, said: saidIn(row, valueFields) }, line)
}

/** @param isAlone  whether nothing else in the file holds the target's value */
function addTarget(results: ResultSet, row: Fields, line: number, isAlone: boolean): void {
  const key = targetKey(textIn(row, 'scenario'), textIn(row, 'target'))
  const value = isAlone ? numberIn(row, 'value', line) : null
  const threshold = numberIn(row, 'threshold', line)
  const unit = textIn(row, 'unit') === '' ? null : textIn(row, 'unit')
  add(results, key, { value, unit, said: { ...saidIn(row, targetFields), threshold } }, line)
}

function textIn(row: Fields, name: string): string {
  const value = row.get(name)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function saidIn(row: Fields, names: readonly string[]): Record<string, string | null> {
  const present = names.filter((name) => row.has(name))
  return Object.fromEntries(present.map((name) => [name, textIn(row, name) === '' ? null : textIn(row, name)]))
}

function yearIn(row: Fields, line: number): number {
  const text = textIn(row, 'year')
  if (!/^\d{4}$/.test(text)) throw new Fault('result-number', line, text)
  return Number(text)
}

function numberIn(row: Fields, name: string, line: number): number | null {
  const value = row.get(name)
  if (value === null || value === undefined || value === '') return null
  const number = typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : Number.NaN
  if (!Number.isFinite(number)) throw new Fault('result-number', line, String(value))
  return number
}

/** One object, or one a line. @returns the name of the plan, where it is said */
function readObjects(text: string, results: ResultSet): string | null {
  const whole = parsed(text)
  if (whole !== null) return readObject(whole, results)
  let addRow: AddRow | null = null
  text.split(/\r?\n/).forEach((each, index) => {
    if (each.trim() === '') return
    const row = parsed(each)
    if (row === null) throw new Fault('result-unknown', index + 1, '')
    addRow ??= rowReader([...row.keys()], results)
    addRow(row, index + 1)
  })
  return null
}

function parsed(text: string): Fields | null {
  try {
    return fieldsOf(JSON.parse(text))
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function fieldsOf(value: unknown): Fields | null {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? new Map(Object.entries(value)) : null
}

function readObject(root: Fields, results: ResultSet): string | null {
  const schema = root.get('schema')
  if (schema === 'yuce/check@1') for (const row of listIn(root, 'results')) addTarget(results, row, 0, true)
  else if (schema === 'yuce/project@1') readProjections(root, results)
  else rowReader([...root.keys()], results)(root, 1)
  const plan = root.get('plan')
  return typeof plan === 'string' ? plan : null
}

function readProjections(root: Fields, results: ResultSet): void {
  for (const projection of listIn(root, 'projections')) {
    for (const series of listIn(projection, 'series')) {
      for (const point of listIn(series, 'points')) {
        addValue(results, new Map([...series, ...point, ['scenario', projection.get('scenario')]]), 0)
      }
    }
  }
  for (const row of listIn(root, 'targets')) addTarget(results, row, 0, false)
}

function listIn(fields: Fields, name: string): Fields[] {
  const list = fields.get(name)
  if (!Array.isArray(list)) throw new Fault('result-unknown', 0, '')
  return list.map((each: unknown) => {
    const item = fieldsOf(each)
    if (item === null) throw new Fault('result-unknown', 0, '')
    return item
  })
}
