/** targets.csv, and targets given as options. */

import { halfWidth, numberMeant, readCell } from './cells.ts'
import { groupsCalled, groupText, groupTotalName } from './groupings.ts'
import { namedSectorOf, sectorOf, slotOf, UNKNOWN, variableName } from './names.ts'
import { numberOf, reportFault } from './quantities.ts'
import type { Reading } from './reading.ts'
import { readRecords, requiredText } from './records.ts'
import { oneOf, write } from './report.ts'
import { type CellRef, EVERY_SECTOR, type GroupRef, type Operator, type Target, TOTAL } from './types.ts'
import type { Unit } from './units.ts'
import { parseYears, yearsMeant } from './years.ts'

const columns = {
  required: ['target', 'indicator', 'year', 'op', 'value'],
  optional: ['sector', 'unit', 'name_zh', 'name_en', 'ref', 'note'],
} as const

const operators: ReadonlyMap<string, Operator> = new Map([
  ['>', '>'],
  ['>=', '>='],
  ['≥', '>='],
  ['⩾', '>='],
  ['=>', '>='],
  ['<', '<'],
  ['<=', '<='],
  ['≤', '<='],
  ['⩽', '<='],
  ['=<', '<='],
])

/** Where the parts of a target stand: cells of a row, or one option. */
type Parts<Part> = { readonly [Name in 'indicator' | 'sector' | 'year' | 'op' | 'value']: Part }
type Texts = Parts<string>

export function readTargets(reading: Reading, file: number, targets: Map<string, Target>): void {
  readRecords(reading, file, columns, (row) => {
    const name = requiredText(reading, row, 'target', 'revenue_2027')
    const indicator = requiredText(reading, row, 'indicator', 'total_revenue')
    if (name === null || indicator === null) return
    const first = targets.get(name)
    if (first !== undefined) {
      reading.report.cell('duplicate-name', row.at('target'), { text: name, other: reading.report.where(first.at) })
      return
    }
    const texts = {
      indicator,
      sector: row.text('sector'),
      year: row.text('year'),
      op: row.text('op'),
      value: row.text('value'),
    }
    const places = {
      indicator: row.at('indicator'),
      sector: row.at('sector'),
      year: row.at('year'),
      op: row.at('op'),
      value: row.at('value'),
    }
    const unitText = row.text('unit')
    const unit = reading.unitOf(unitText) ?? row.unit('value')
    const read = readParts(reading, texts, places, unit)
    if (read === null) return
    targets.set(name, {
      ...read,
      name,
      nameZh: row.optional('name_zh'),
      nameEn: row.optional('name_en'),
      unit: row.optional('unit') ?? row.unit('value')?.text ?? read.unit,
      ref: row.optional('ref'),
      at: row.at('target'),
    })
  })
}

type ReadParts = Pick<
  Target,
  'indicator' | 'sector' | 'group' | 'year' | 'op' | 'threshold' | 'unit' | 'indicatorAt' | 'yearAt'
>

/** Every part is read, so that all of their problems are told; null if there was one. */
function readParts(reading: Reading, texts: Texts, places: Parts<CellRef>, stated: Unit | null): ReadParts | null {
  const indicator = variableName(texts.indicator, reading.variables)
  const place = targetPlace(reading, texts.sector, places.sector)
  const year = targetYear(reading, texts.year, places.year)
  const op = targetOperator(reading, texts.op, places.op)
  const value = targetValue(reading, indicator, texts.value, places.value, stated)
  if (place === null || year === null || op === null || value === null) return null
  const { threshold, unit } = value
  const { sector, group } = place
  const named = group === null ? indicator : groupTotalName(indicator, reading.groupings, group)
  return {
    indicator: named,
    sector,
    group,
    year,
    op,
    threshold,
    unit,
    indicatorAt: places.indicator,
    yearAt: places.year,
  }
}

type TargetPlace = { readonly sector: number; readonly group: GroupRef | null }

/** A sector, a group of sectors, or the total; null once the problem is reported. */
function targetPlace(reading: Reading, text: string, at: CellRef): TargetPlace | null {
  const { sectors, groupings, report } = reading
  if (text === '') return { sector: TOTAL, group: null }
  const isSector = sectors.byName.has(text) || sectors.byOtherName.has(text)
  const groups = isSector ? [] : groupsCalled(groupings, text)
  const [group = null] = groups
  if (groups.length > 1) {
    report.cell('ambiguous-group', at, { text }, oneOf(groups.map((each) => groupText(groupings, each))))
    return null
  }
  if (group !== null) return { sector: TOTAL, group }
  const found = sectorOf(text, at, { ...sectors, isOpen: false }, report)
  const sector = found === EVERY_SECTOR ? namedSectorOf(text, at, sectors, report) : found
  return sector === UNKNOWN ? null : { sector, group: null }
}

function targetYear({ report }: Reading, text: string, at: CellRef): number | null {
  const years = parseYears(text)
  if (years.ok && years.first !== 0 && years.first === years.last) return years.first
  report.cell('one-year-needed', at, { text }, write(yearsMeant(text, '2027', true)))
  return null
}

function targetOperator({ report }: Reading, text: string, at: CellRef): Operator | null {
  const op = operators.get(halfWidth(text).replace(/\s+/g, ''))
  if (op === undefined) report.cell('unknown-operator', at, { text }, oneOf(['>', '>=', '<', '<=']))
  return op ?? null
}

function targetValue(reading: Reading, indicator: string, text: string, at: CellRef, stated: Unit | null) {
  const slot = slotOf(indicator, reading.variables)
  const cell = readCell(text)
  if (cell.kind === 'number') {
    const threshold = numberOf(cell, { reading, slot, stated, at, text })
    return threshold === null ? null : { threshold, unit: cell.unit === '' ? null : cell.unit }
  }
  if (cell.kind === 'measured') {
    const unit = reading.unitOf(cell.unit)
    if (unit !== null && unit.base === slot.unit?.base) {
      const threshold = numberOf(cell, { reading, slot, stated, at, text })
      return threshold === null ? null : { threshold, unit: cell.unit }
    }
  }
  if (cell.kind === 'missing') reading.report.cell('empty-cell', at, { heading: 'value' }, write('10000'))
  else if (cell.kind === 'fault') reportFault(cell.fault, { reading, at, text })
  else reading.report.cell('not-a-number', at, { text }, write(numberMeant(text) ?? '10000', '65%'))
  return null
}

/**
 * A target given as an option: `indicator[sector] op value @ year`.
 *
 * @param file  index of the option's text among the files
 * @example 'total_revenue > 10000 @ 2027', 'rd_intensity[displays] >= 5% @ 2027'
 */
export function readTargetOption(reading: Reading, file: number, targets: Map<string, Target>): void {
  const text = (reading.files[file]?.text ?? '').trim()
  const at = { file, line: 1, field: 0 }
  const parts = splitTarget(halfWidth(text))
  if (parts === null) {
    reading.report.cell('target-syntax', at, { text }, write("'total_revenue > 10000 @ 2027'"))
    return
  }
  const places = { indicator: at, sector: at, year: at, op: at, value: at }
  const read = readParts(reading, parts, places, null)
  if (read === null) return
  const short = parts.sector === '' ? parts.indicator : `${parts.indicator}[${parts.sector}]`
  const name = targets.has(short) ? text : short
  if (targets.has(name)) {
    reading.report.cell('duplicate-name', at, { text: name, other: '--target' })
    return
  }
  targets.set(name, { ...read, name, nameZh: null, nameEn: null, ref: null, at })
}

/** Splits at the operator, the brackets and the last `@`; no part of it can be ambiguous. */
function splitTarget(text: string): Texts | null {
  if (text.length > 1000) return null
  // `[province=Sichuan]` has a sign of its own.
  const sign = /(?<=^[^[\]]*(?:\[[^\]]*\])?[^[\]]*)[<>=≥≤⩾⩽]+/.exec(text)
  const yearAt = text.lastIndexOf('@')
  if (sign === null || yearAt < sign.index) return null
  const left = text.slice(0, sign.index).trim()
  const open = left.indexOf('[')
  if (open >= 0 && !left.endsWith(']')) return null
  const indicator = open < 0 ? left : left.slice(0, open).trim()
  if (indicator === '') return null
  return {
    indicator,
    sector: open < 0 ? '' : left.slice(open + 1, -1).trim(),
    op: sign[0],
    value: text.slice(sign.index + sign[0].length, yearAt).trim(),
    year: text.slice(yearAt + 1).trim(),
  }
}
