/**
 * correlations.csv: how the draws of two sectors move together, within a variable, or between two (`variable_b`).
 *
 *     variable,sector_a,sector_b,correlation             variable,sector_a,variable_b,sector_b,correlation
 *     growth,*,*,0.4                                      growth,displays,rd_intensity,displays,-0.2
 */

import { pureNumber } from './linkages.ts'
import { namedSectorOf, sectorOf, UNKNOWN, variableName } from './names.ts'
import type { Reading } from './reading.ts'
import { readRecords } from './records.ts'
import { write } from './report.ts'
import { type CellRef, type Correlation, EVERY_SECTOR, TOTAL } from './types.ts'

const columns = {
  required: ['sector_a', 'sector_b', 'correlation'],
  optional: ['variable', 'variable_b', 'note'],
} as const

export function readCorrelations(reading: Reading, file: number): Correlation[] {
  const { report, variables, sectors } = reading
  const correlations = new Map<string, Correlation>()
  readRecords(reading, file, columns, (row) => {
    const named = (text: string) => (text === '' || text === '*' ? null : variableName(text, variables))
    const variable = named(row.text('variable'))
    const other = named(row.text('variable_b'))
    const isOneVariable = other === null || other === variable
    const sectorA = pairSector(reading, row.text('sector_a'), row.at('sector_a'), isOneVariable)
    const sectorB = pairSector(reading, row.text('sector_b'), row.at('sector_b'), isOneVariable)
    const text = row.text('correlation')
    const at = row.at('correlation')
    const correlation = pureNumber(text)
    if (correlation === null || correlation < -1 || correlation > 1) {
      report.cell('correlation-range', at, { text }, write('0.4'))
      return
    }
    if (sectorA === UNKNOWN || sectorB === UNKNOWN) return
    if (isOneVariable && sectorA === sectorB && sectorA !== EVERY_SECTOR && correlation !== 1) {
      report.cell('self-correlation', at, { text: sectors.items[sectorA]?.name ?? '' }, write('1'))
      return
    }
    // The pair has no order.
    const ends = [`${variable ?? '*'} ${sectorA}`, `${isOneVariable ? (variable ?? '*') : other} ${sectorB}`]
    const key = ends.sort().join(' ')
    const first = correlations.get(key)
    const variableB = isOneVariable ? null : other
    const names = { variable, variableAt: row.at('variable'), variableB, variableBAt: row.at('variable_b') }
    if (first === undefined) correlations.set(key, { ...names, sectorA, sectorB, correlation, at })
    else if (first.correlation !== correlation) {
      report.cell('conflicting-rows', at, { other: report.where(first.at), variable: variable ?? '*' })
    }
  })
  const rows = [...correlations.values()]
  for (const [index, row] of rows.entries()) {
    const other = rows.slice(0, index).find((each) => areRivals(each, row) && !isSettled(rows, each, row))
    if (other === undefined) continue
    report.cell('conflicting-rows', row.at, { other: report.where(other.at), variable: row.variable ?? '*' })
  }
  return rows
}

/** `A,*` and `B,*` speak of the pair A, B with equal right. */
function areRivals(a: Correlation, b: Correlation): boolean {
  if (a.variable !== b.variable || a.variableB !== b.variableB || a.correlation === b.correlation) return false
  return namedAlone(a) !== null && namedAlone(b) !== null && namedAlone(a) !== namedAlone(b)
}

/** The one sector that is named beside a `*`. */
function namedAlone({ sectorA, sectorB }: Correlation): number | null {
  if ((sectorA === EVERY_SECTOR) === (sectorB === EVERY_SECTOR)) return null
  return sectorA === EVERY_SECTOR ? sectorB : sectorA
}

/** Does a row of its own speak of the pair? */
function isSettled(rows: readonly Correlation[], a: Correlation, b: Correlation): boolean {
  const pair = [namedAlone(a), namedAlone(b)].sort()
  return rows.some(
    ({ variable, variableB, sectorA, sectorB }) =>
      variable === a.variable && variableB === a.variableB && [sectorA, sectorB].sort().join() === pair.join(),
  )
}

/** A sector, or every one. Within a variable the total moves with its sectors; another variable may be a total. */
function pairSector({ sectors, report }: Reading, text: string, at: CellRef, isOneVariable: boolean): number {
  const sector = sectorOf(text, at, { ...sectors, isOpen: false }, report)
  return sector === TOTAL && isOneVariable ? namedSectorOf(text, at, sectors, report) : sector
}
