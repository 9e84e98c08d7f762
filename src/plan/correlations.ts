/**
 * correlations.csv: how the draws of two sectors move together, within a variable, or between two (`variable_b`).
 *
 *     variable,sector_a,sector_b,correlation             variable,sector_a,variable_b,sector_b,correlation
 *     growth,*,*,0.4                                      growth,displays,rd_intensity,displays,-0.2
 */

import { pureNumber } from './linkages.ts'
import { namedSectorOf, sectorOf, UNKNOWN, variableName } from './names.ts'
import type { Reading } from './reading.ts'
import { readRecords, type TableRow } from './records.ts'
import { write } from './report.ts'
import { type CellRef, type Correlation, EVERY_SECTOR, TOTAL } from './types.ts'

const columns = {
  required: ['sector_a', 'sector_b', 'correlation'],
  optional: ['variable', 'variable_b', 'note'],
} as const

export function readCorrelations(reading: Reading, file: number): Correlation[] {
  const { report } = reading
  const correlations = new Map<string, Correlation>()
  readRecords(reading, file, columns, (row) => {
    const pair = readPair(reading, row)
    if (pair === null) return
    const first = correlations.get(keyOf(pair))
    if (first === undefined) correlations.set(keyOf(pair), pair)
    else if (first.correlation !== pair.correlation) {
      report.cell('conflicting-rows', pair.at, { other: report.where(first.at), variable: pair.variable ?? '*' })
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

function readPair(reading: Reading, row: TableRow): Correlation | null {
  const { report, variables, sectors } = reading
  const named = (text: string) => (text === '' || text === '*' ? null : variableName(text, variables))
  const variable = named(row.text('variable'))
  const other = named(row.text('variable_b'))
  const variableB = other === variable ? null : other
  const sectorA = pairSector(reading, row.text('sector_a'), row.at('sector_a'), variableB === null)
  const sectorB = pairSector(reading, row.text('sector_b'), row.at('sector_b'), variableB === null)
  const text = row.text('correlation')
  const at = row.at('correlation')
  const correlation = pureNumber(text)
  if (correlation === null || correlation < -1 || correlation > 1) {
    report.cell('correlation-range', at, { text }, write('0.4'))
    return null
  }
  if (sectorA === UNKNOWN || sectorB === UNKNOWN) return null
  if (variableB === null && sectorA === sectorB && sectorA !== EVERY_SECTOR && correlation !== 1) {
    report.cell('self-correlation', at, { text: sectors.items[sectorA]?.name ?? '' }, write('1'))
    return null
  }
  const places = { variableAt: row.at('variable'), variableBAt: row.at('variable_b'), at }
  return { variable, variableB, sectorA, sectorB, correlation, ...places }
}

/** The pair has no order. */
function keyOf({ variable, variableB, sectorA, sectorB }: Correlation): string {
  return [`${variable ?? '*'} ${sectorA}`, `${variableB ?? variable ?? '*'} ${sectorB}`].sort().join(' ')
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
