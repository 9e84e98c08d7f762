/** Numbers that are each possible and together are a slip: totals among the sectors, wrong units, growth below −100 %. */

import { halfLastDigit } from './cells.ts'
import { cellOf } from './controls.ts'
import { isRate } from './names.ts'
import type { Reading } from './reading.ts'
import { write } from './report.ts'
import type { Plan, Series } from './types.ts'

export function checkSlips(reading: Reading, plan: Plan): void {
  const levels = levelRows(reading, plan.baseline)
  reportTotals(reading, plan.baseline, levels)
  reportJumps(reading, plan.baseline, levels)
  if (plan.equations === null) reportBelowMinusOne(reading, plan.assumptions)
}

/** Rows that hold a number other than 0 of a variable that is no rate. */
function levelRows({ variables }: Reading, { length, variable, value }: Series): number[] {
  const isLevel = variables.listed.map((slot) => !isRate(slot))
  const rows: number[] = []
  for (let row = 0; row < length; row++) {
    const number = value[row] as number
    if (isLevel[variable[row] as number] === true && Number.isFinite(number) && number !== 0) rows.push(row)
  }
  return rows
}

/** The sectors of one variable in one year. */
type Year = { sum: number; count: number; largest: number }

function reportTotals(reading: Reading, series: Series, levels: readonly number[]): void {
  const { sector, variable, firstYear, value } = series
  const rows = levels.filter((row) => (sector[row] as number) >= 0)
  const years = new Map<number, Year>()
  const yearKey = (row: number) => (variable[row] as number) * 10_000 + (firstYear[row] as number)
  for (const row of rows) {
    const year = years.get(yearKey(row)) ?? { sum: 0, count: 0, largest: row }
    year.sum += value[row] as number
    year.count++
    if ((value[row] as number) > (value[year.largest] as number)) year.largest = row
    years.set(yearKey(row), year)
  }
  const seriesKey = (row: number) => (variable[row] as number) * sectorsOf(reading) + (sector[row] as number)
  const totals = new Map<number, number>()
  for (const year of years.values()) if (isSumOfOthers(series, year)) totals.set(seriesKey(year.largest), year.largest)
  // One year in which it is no sum is enough to make it a sector.
  if (totals.size === 0) return
  for (const row of rows) {
    const year = years.get(yearKey(row))
    if (year === undefined || year.largest !== row || !isSumOfOthers(series, year)) totals.delete(seriesKey(row))
  }
  const seen = new Set<number>()
  for (const row of totals.values()) {
    if (!seen.has(sector[row] as number)) reportTotal(reading, series, row)
    seen.add(sector[row] as number)
  }
}

function sectorsOf({ sectors }: Reading): number {
  return sectors.items.length
}

/** Half a unit of the last digit for each of the sectors, but no more than this share of the sum. */
const LARGEST_SLACK = 1e-3
const RELATIVE_SLACK = 1e-9

function isSumOfOthers({ value }: Series, { sum, count, largest }: Year): boolean {
  const total = value[largest] as number
  const rounding = Math.min(count * halfLastDigit(String(total)), LARGEST_SLACK * total)
  return count >= 3 && Math.abs(sum - 2 * total) <= Math.max(rounding, RELATIVE_SLACK * total)
}

const totalName = /[总總合全共]|小计|小計|(?<![a-z])(?:sub)?(?:total|sum|all)s?(?![a-z])/i

function reportTotal({ report, sectors, variables }: Reading, series: Series, row: number): void {
  const item = sectors.items[series.sector[row] as number]
  if (item === undefined) return
  const cell = cellOf(series, row)
  const at = item.at.file === cell.file ? item.at : cell
  const words = {
    text: item.name,
    variable: variables.listed[series.variable[row] as number]?.name ?? '',
    year: series.firstYear[row] as number,
    value: Number((series.value[row] as number).toPrecision(12)),
  }
  const isNamedSo = [item.name, item.nameZh, item.nameEn].some((name) => name !== null && totalName.test(name))
  if (isNamedSo) report.cell('looks-like-total', at, words, write('total', '合计'))
  else report.cell('sum-of-others', at, words, { key: 'if-total', words: { example: 'total' } })
}

/** No sector grows a thousandfold between two observations; 万元 beside 亿元 do. */
const JUMP = 1000

function reportJumps(reading: Reading, series: Series, levels: readonly number[]): void {
  const { sector, variable, value } = series
  const key = (row: number) => (variable[row] as number) * (sectorsOf(reading) + 2) + (sector[row] as number) + 2
  const extremes = new Map<number, { least: number; most: number }>()
  for (const row of levels) {
    const size = Math.abs(value[row] as number)
    const known = extremes.get(key(row))
    if (known === undefined) extremes.set(key(row), { least: size, most: size })
    else if (size < known.least) known.least = size
    else if (size > known.most) known.most = size
  }
  const wide = new Map<number, number[]>()
  for (const [each, { least, most }] of extremes) if (most / least >= JUMP) wide.set(each, [])
  if (wide.size === 0) return
  for (const row of levels) wide.get(key(row))?.push(row)
  for (const rows of wide.values()) reportJumpsIn(reading, series, rows)
}

function reportJumpsIn({ report, variables }: Reading, series: Series, rows: readonly number[]): void {
  const { firstYear, value } = series
  const sorted = [...rows].sort((a, b) => (firstYear[a] as number) - (firstYear[b] as number))
  sorted.slice(1).forEach((row, i) => {
    const earlier = sorted[i] as number
    const [before, now] = [value[earlier] as number, value[row] as number]
    const ratio = Math.abs(now / before)
    if (firstYear[row] === firstYear[earlier] || (ratio < JUMP && ratio > 1 / JUMP)) return
    const slot = variables.listed[series.variable[row] as number]
    const readable = Number(now.toPrecision(12))
    const words = {
      variable: slot?.name ?? '',
      before: Number(before.toPrecision(12)),
      other: report.where(cellOf(series, earlier)),
      value: readable,
    }
    const example = `${readable}${ratio > 1 ? '万元' : '亿元'}`
    report.cell('level-jump', cellOf(series, row), words, { key: 'unit-in-cell', words: { example } })
  })
}

/** A growth rate below −1 turns a level negative. */
function reportBelowMinusOne({ report, variables }: Reading, series: Series): void {
  const slot = variables.slots.get('growth')
  if (slot === undefined || slot.index < 0) return
  const isSuspect = (row: number) =>
    slot.bareAboveOne.some(({ at }) => at.line === series.line[row] && at.file === series.file[row])
  for (let row = 0; row < series.length; row++) {
    const value = series.value[row] as number
    if (series.variable[row] !== slot.index || !(value < -1) || isSuspect(row)) continue
    const words = { text: slot.name, percent: Number((value * 100).toPrecision(12)) }
    report.cell('below-minus-100', cellOf(series, row), words, { key: 'at-least', words: { low: '-100%' } })
  }
}
