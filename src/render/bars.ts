/** Bars of text on one scale, that need no colour: of estimates with their intervals, of ends about a middle, of fans. */

import { endsOf } from '../analyses/numerics/statistics.ts'
import type { BarGlyphs } from './glyphs.ts'
import { type Cell, type Picture, pictured, type Table } from './table.ts'

/** What is drawn over what, in one row. */
export type Span = { readonly from: number; readonly to: number; readonly sign: keyof BarGlyphs }

const NARROWEST = 8
const WIDEST = 40

/** @param draw  a line for each row, of at most so many columns */
export function withBars(table: Table, draw: Picture['draw'], note: Cell | null = null): Table {
  return pictured(table, { heading: '', narrowest: NARROWEST, widest: WIDEST, draw, note, isInMarkdown: true })
}

/**
 * Bars from `from` to `to`: both ends on the nearest border of a column, on the scale of all rows. What comes to less
 * than a column is not seen.
 *
 * @example barsOf([[{ from: 0, to: 2, sign: 'full' }], [{ from: 0, to: 1, sign: 'full' }]], 4, ascii.bars) // ['####', '##']
 */
export function barsOf(rows: readonly (readonly Span[])[], width: number, signs: BarGlyphs): string[] {
  const border = scaled(rows.flat(), width)
  return rows.map((spans) => {
    const line = Array.from({ length: width }, () => ' ')
    for (const { from, to, sign } of spans) {
      line.fill(signs[sign], border(Math.min(from, to)), border(Math.max(from, to)))
    }
    return line.join('').trimEnd()
  })
}

/** An estimate with its interval: sure up to the lower end, then to the estimate, then to the upper end. */
export function estimateBar(value: number, [low, high]: readonly [number, number]): Span[] {
  const sure = low > 0 ? low : high < 0 ? high : 0
  return [
    { from: low, to: high, sign: 'light' },
    { from: 0, to: value, sign: 'dark' },
    { from: 0, to: sure, sign: 'full' },
  ]
}

/** Half and nine tenths of what is drawn lie between these. */
export type Band = {
  readonly outer: readonly [number, number]
  readonly inner: readonly [number, number]
  readonly median: number
}

/**
 * Bands of a fan, a line each, on one scale that holds the marks too. Every number lies in a column, so that a band of no
 * width is still seen.
 *
 * @param marks  drawn through every line
 * @example bandsOf([{ outer: [0, 8], inner: [2, 6], median: 4 }], [9], 10, ascii.bars) // ['--++|++--!']
 */
export function bandsOf(
  bands: readonly (Band | null)[],
  marks: readonly number[],
  width: number,
  signs: BarGlyphs,
): string[] {
  const [low, high] = rangeOf(bands, marks)
  const column = (value: number) =>
    high === low ? 0 : Math.min(width - 1, Math.floor(((value - low) / (high - low)) * width))
  return bands.map((band) => {
    const line = Array.from({ length: width }, () => ' ')
    const fill = ([from, to]: readonly [number, number], sign: string) => line.fill(sign, column(from), column(to) + 1)
    if (band !== null) {
      fill(band.outer, signs.light)
      fill(band.inner, signs.dark)
    }
    for (const mark of marks) line[column(mark)] = signs.mark
    if (band !== null) line[column(band.median)] = signs.middle
    return line.join('').trimEnd()
  })
}

/** The least and the largest of all bands and marks. */
export function rangeOf(bands: readonly (Band | null)[], marks: readonly number[]): readonly [number, number] {
  const ends = [...marks, ...bands.flatMap((band) => (band === null ? [] : [...band.outer, band.median]))]
  return endsOf(ends)
}

/** The nearest of the borders 0 to `width`. */
function scaled(spans: readonly Span[], width: number): (value: number) => number {
  const ends = spans.flatMap(({ from, to }) => [from, to])
  const [low, high] = endsOf(ends)
  return (value) => (high === low ? 0 : Math.round(((value - low) / (high - low)) * width))
}
