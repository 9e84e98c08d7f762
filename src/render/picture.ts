/** A picture put beside its table, where room is left. */

import { GAP } from './layout.ts'
import { cell, row, type Section, type Table, table, textColumn } from './table.ts'
import { displayWidth } from './width.ts'

/**
 * The section with the picture of its table as the last column and its note below; without either where fewer columns
 * are left than the picture can do with. No other column gives way.
 *
 * @param width  columns there are; `taken` of them by the table
 */
export function withPicture(section: Section, width: number, taken: number): Section {
  const plain = section.table
  if (plain === null || plain.picture === null) return section
  const { heading, narrowest, widest, draw, note } = plain.picture
  const room = width - taken - GAP
  if (room < Math.max(narrowest, displayWidth(heading))) return { ...section, table: withoutPicture(plain) }
  const lines = draw(Math.min(room, widest))
  const rows = plain.rows.map(({ cells, isTotal }, i) => row([...cells, cell(lines[i] ?? '')], isTotal))
  return {
    ...section,
    table: { ...table([...plain.columns, textColumn(heading)], rows), isWrapped: plain.isWrapped },
    notes: note === null ? section.notes : [note, ...section.notes],
  }
}

export function withoutPicture(plain: Table): Table {
  return { ...plain, picture: null }
}
