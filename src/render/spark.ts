/** Sparklines: a row of numbers as one line of small columns. */

import type { Glyphs } from './glyphs.ts'
import type { Picture } from './table.ts'

/**
 * Heights are true to the numbers: the scale runs from 0 to the largest of the row, and from the least where that is
 * negative. A missing value leaves a gap.
 *
 * @example sparkline([2, 4, null, 8], unicode) // '▃▅ █'
 */
export function sparkline(values: readonly (number | null)[], { levels }: Pick<Glyphs, 'levels'>): string {
  const low = values.reduce<number>((least, value) => Math.min(least, value ?? 0), 0)
  const high = values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0)
  const steps = levels.length - 1
  // Halves, whose difference is finite for every two numbers.
  const height = high / 2 - low / 2
  const level = (value: number) => (height === 0 ? 0 : Math.round(((value / 2 - low / 2) / height) * steps))
  return values.map((value) => (value === null ? ' ' : levels.charAt(level(value)))).join('')
}

/** @param rows  the values of each row of the table, a column each */
export function sparklines(
  heading: string,
  rows: readonly (readonly (number | null)[])[],
  glyphs: Pick<Glyphs, 'levels'>,
): Picture {
  const width = rows.reduce((most, { length }) => Math.max(most, length), 0)
  return {
    heading,
    narrowest: width,
    widest: width,
    draw: () => rows.map((values) => sparkline(values, glyphs).trimEnd()),
    note: null,
    isInMarkdown: false,
  }
}
