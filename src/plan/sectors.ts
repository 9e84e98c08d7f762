/** sectors.csv: one row a sector; columns that are called as the author likes put sectors into groups. */

import { isMissing } from './cells.ts'
import { addName, isReserved } from './names.ts'
import type { Reading } from './reading.ts'
import { readRecords, requiredText } from './records.ts'
import { write } from './report.ts'
import type { Grouping } from './types.ts'

export function readSectors(reading: Reading, file: number): void {
  const { sectors, report } = reading
  const others: string[] = []
  const columns = { required: ['sector'], optional: ['name_zh', 'name_en', 'group', 'ref', 'note'], others } as const
  /** What stands in each column, by sector: `group` first, where there is one. */
  const cells: string[][] = []
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
    cells.push([row.text('group'), ...others.map((_, column) => row.other(column))])
  })
  for (const [column, name] of ['group', ...others].entries()) {
    const texts = cells.map((row) => row[column] ?? '')
    if (column > 0 || texts.some((text) => !isMissing(text))) reading.groupings.push(groupingOf(name, texts))
  }
}

function groupingOf(name: string, texts: readonly string[]): Grouping {
  const groups = new Map<string, number>()
  const indexOf = (text: string): number => {
    const index = groups.get(text) ?? groups.size
    groups.set(text, index)
    return index
  }
  const of = Int32Array.from(texts, (text) => (isMissing(text) ? -1 : indexOf(text)))
  return { name, groups: [...groups.keys()], of }
}
