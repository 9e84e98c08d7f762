/** linkages.csv: input–output coefficients. */

import { readCell } from './cells.ts'
import { namedSectorOf, UNKNOWN } from './names.ts'
import { annotationOf } from './projects.ts'
import type { Reading } from './reading.ts'
import { readRecords, requiredText } from './records.ts'
import { write } from './report.ts'
import type { Linkage } from './types.ts'
import { parseUnit, RATE, shiftDecimal } from './units.ts'

const columns = {
  required: ['linkage', 'from', 'to', 'coefficient'],
  optional: ['status', 'source', 'ref', 'note'],
} as const

export function readLinkages(reading: Reading, file: number): Linkage[] {
  const { sectors, report } = reading
  const linkages = new Map<string, Linkage>()
  readRecords(reading, file, columns, (row) => {
    const name = requiredText(reading, row, 'linkage', 'inputs')
    const from = namedSectorOf(row.text('from'), row.at('from'), sectors, report)
    const to = namedSectorOf(row.text('to'), row.at('to'), sectors, report)
    const coefficient = pureNumber(row.text('coefficient'))
    if (coefficient === null) {
      report.cell('not-a-number', row.at('coefficient'), { text: row.text('coefficient') }, write('0.25', '25%'))
    }
    if (name === null || from === UNKNOWN || to === UNKNOWN || coefficient === null) return
    const key = `${from} ${to} ${name}`
    const first = linkages.get(key)
    if (first === undefined) {
      linkages.set(key, {
        name,
        from,
        to,
        coefficient,
        annotation: annotationOf(reading, row),
        at: row.at('coefficient'),
      })
    } else if (first.coefficient !== coefficient) {
      report.cell('conflicting-rows', row.at('coefficient'), { other: report.where(first.at), variable: name })
    }
  })
  return [...linkages.values()]
}

/** A number without a unit, or a percentage; null for anything else. */
export function pureNumber(text: string): number | null {
  const cell = readCell(text)
  if (cell.kind !== 'number') return null
  const unit = parseUnit(cell.unit)
  const value = shiftDecimal(cell.digits, unit?.exponent ?? 0)
  return (unit === null || unit.base === RATE) && Number.isFinite(value) ? value : null
}
