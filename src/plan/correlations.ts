/** correlations.csv: how the draws of two sectors move together. */

import { pureNumber } from './linkages.ts'
import { namedSectorOf, sectorOf, UNKNOWN, variableName } from './names.ts'
import type { Reading } from './reading.ts'
import { readRecords } from './records.ts'
import { write } from './report.ts'
import { type CellRef, type Correlation, EVERY_SECTOR, TOTAL } from './types.ts'

const columns = { required: ['sector_a', 'sector_b', 'correlation'], optional: ['variable', 'note'] } as const

export function readCorrelations(reading: Reading, file: number): Correlation[] {
  const { report, variables, sectors } = reading
  const correlations = new Map<string, Correlation>()
  readRecords(reading, file, columns, (row) => {
    const sectorA = pairSector(reading, row.text('sector_a'), row.at('sector_a'))
    const sectorB = pairSector(reading, row.text('sector_b'), row.at('sector_b'))
    const text = row.text('correlation')
    const at = row.at('correlation')
    const correlation = pureNumber(text)
    if (correlation === null || correlation < -1 || correlation > 1) {
      report.cell('correlation-range', at, { text }, write('0.4'))
      return
    }
    if (sectorA === UNKNOWN || sectorB === UNKNOWN) return
    if (sectorA === sectorB && sectorA !== EVERY_SECTOR && correlation !== 1) {
      report.cell('self-correlation', at, { text: sectors.items[sectorA]?.name ?? '' }, write('1'))
      return
    }
    const variableText = row.text('variable')
    const variable = variableText === '' || variableText === '*' ? null : variableName(variableText, variables)
    // The pair has no order.
    const key = `${Math.min(sectorA, sectorB)} ${Math.max(sectorA, sectorB)} ${variable ?? '*'}`
    const first = correlations.get(key)
    if (first === undefined) correlations.set(key, { variable, sectorA, sectorB, correlation, at })
    else if (first.correlation !== correlation) {
      report.cell('conflicting-rows', at, { other: report.where(first.at), variable: variable ?? '*' })
    }
  })
  return [...correlations.values()]
}

/** A sector, or every one; the total moves with its sectors and cannot be paired. */
function pairSector({ sectors, report }: Reading, text: string, at: CellRef): number {
  const sector = sectorOf(text, at, { ...sectors, isOpen: false }, report)
  return sector === TOTAL ? namedSectorOf(text, at, sectors, report) : sector
}
