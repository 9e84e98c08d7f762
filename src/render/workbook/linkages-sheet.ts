/** The sheet of linkages: a block a linkage, with a column for each sector it is read for and a row for each it reads. */

import type { SparseMatrix } from '../../model/blocks.ts'
import { sectorName } from '../names.ts'
import { type BookCell, type BookRow, emptyCell, numberCell, plainSheet, type Sheet, textCell } from './book.ts'
import type { Coefficients } from './formula.ts'
import type { Layout } from './layout.ts'
import { columnName, sheetPrefix } from './places.ts'

/** Rows above the first block: the title, what it is, an empty one. */
const ABOVE = 3

/** Row of the first coefficient of a linkage, from 0. */
function firstRow({ model }: Layout, linkage: string): number {
  const index = [...model.linkages.keys()].indexOf(linkage)
  return ABOVE + index * (model.plan.sectors.length + 2) + 1
}

function columnOf(sector: number): string {
  return columnName(1 + sector)
}

/**
 * The coefficients that `linked` uses for a sector. Only entries that are there, so that a missing value elsewhere does
 * not matter; neighbours stand together as one range.
 */
export function coefficientsOf(layout: Layout, linkage: string, sector: number): Coefficients[] {
  const matrix = layout.model.linkages.get(linkage)
  if (matrix === undefined) return []
  const top = firstRow(layout, linkage)
  const prefix = sheetPrefix(layout.sheets.linkages)
  const cell = (to: number) => `$${columnOf(sector)}$${top + to + 1}`
  const runs: { first: number; last: number }[] = []
  for (const to of readBy(matrix, sector)) {
    const run = runs.at(-1)
    if (run !== undefined && run.last === to - 1) run.last = to
    else runs.push({ first: to, last: to })
  }
  return runs.map(({ first, last }) => ({
    first,
    last,
    range: prefix + cell(first) + (first === last ? '' : `:${cell(last)}`),
    each: Array.from({ length: last - first + 1 }, (_, index) => prefix + cell(first + index)),
  }))
}

function readBy({ from, to }: SparseMatrix, sector: number): number[] {
  const read = new Set<number>()
  from.forEach((each, k) => {
    if (each === sector) read.add(to[k] as number)
  })
  return [...read].sort((a, b) => a - b)
}

/** The sum of what linkages.csv says of a pair; null where it says nothing. */
function coefficient({ from, to, coefficient: values }: SparseMatrix, row: number, column: number): number | null {
  let sum: number | null = null
  from.forEach((each, k) => {
    if (each === column && to[k] === row) sum = (sum ?? 0) + (values[k] as number)
  })
  return sum
}

export function linkagesSheet(layout: Layout): Sheet | null {
  const { model, words, language } = layout
  const { plan, linkages } = model
  if (linkages.size === 0) return null
  const sectors = plan.sectors.map((_, index) => index)
  const named = sectors.map((sector) => sectorName(plan, sector, language))
  const rows: BookRow[] = [[textCell(words.sheets.linkages, 'title')], [textCell(words.about.linkages, 'quiet')], []]
  for (const [name, matrix] of linkages) {
    const corner = `${name}: ${words.to} ↓ ${words.from} →`
    rows.push([corner, ...named].map((text) => textCell(text, 'heading')))
    for (const to of sectors) {
      const cells = sectors.map((from): BookCell => {
        const value = coefficient(matrix, to, from)
        return value === null ? emptyCell('unused') : numberCell(value, 'input', '0.0000')
      })
      rows.push([textCell(named[to] ?? '', 'label'), ...cells])
    }
    rows.push([])
  }
  return {
    ...plainSheet,
    name: layout.sheets.linkages,
    rows,
    widths: [36, ...sectors.map(() => 16)],
    frozen: { rows: ABOVE, columns: 1 },
    heading: null,
  }
}
