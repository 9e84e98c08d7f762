/** sectors.csv: one row a sector. */

import { addName, isReserved } from './names.ts'
import type { Reading } from './reading.ts'
import { readRecords, requiredText } from './records.ts'
import { write } from './report.ts'

export function readSectors(reading: Reading, file: number): void {
  const { sectors, report } = reading
  const columns = { required: ['sector'], optional: ['name_zh', 'name_en', 'group', 'ref', 'note'] } as const
  readRecords(reading, file, columns, (row) => {
    const name = requiredText(reading, row, 'sector', 'displays')
    if (name === null) return
    const at = row.at('sector')
    if (isReserved(name)) {
      report.cell('reserved-name', at, { text: name }, write('all_sectors'))
      return
    }
    const first = sectors.items[sectors.byName.get(name) ?? -1]
    if (first !== undefined) {
      report.cell('duplicate-name', at, { text: name, other: report.where(first.at) })
      return
    }
    addName(sectors, {
      name,
      nameZh: row.optional('name_zh'),
      nameEn: row.optional('name_en'),
      group: row.optional('group'),
      ref: row.optional('ref'),
      note: row.optional('note'),
      at,
    })
  })
}
