/** A bridge (waterfall): from one level to another, part by part, as bars of text that need no colour. */

import { ascii, type Glyphs } from './glyphs.ts'

/** Signs of a level, of a part that adds and of one that takes away, and of one too small for a column. */
type BarGlyphs = { readonly level: string; readonly up: string; readonly down: string; readonly thin: string }

const blocks: BarGlyphs = { level: '█', up: '▓', down: '░', thin: '▏' }
const letters: BarGlyphs = { level: '#', up: '+', down: '-', thin: '|' }

export type Bridge = {
  /** One for the first level, one for each part, one for the last level. */
  readonly bars: readonly string[]
  /** Where the bars begin: 0, or a round number where the levels are far from 0 and their difference is small. */
  readonly start: number
}

/**
 * @param width  columns of the longest bar
 * @example bridgeOf(4, [2, -1], 5, 6, ascii).bars // ['####', '    ++', '     -', '#####']
 */
export function bridgeOf(from: number, parts: readonly number[], to: number, width: number, glyphs: Glyphs): Bridge {
  const signs = glyphs === ascii ? letters : blocks
  const ends = [from]
  for (const part of parts) ends.push((ends.at(-1) ?? 0) + part)
  const low = Math.min(...ends, to)
  const high = Math.max(...ends, to)
  const start = axisStart(low, high)
  const end = Math.max(high, 0)
  const column = (value: number) => (end === start ? 0 : Math.round(((value - start) / (end - start)) * width))
  const bar = (first: number, last: number, sign: string) => {
    const [left, right] = [column(Math.min(first, last)), column(Math.max(first, last))]
    if (left === right) return ' '.repeat(Math.max(0, Math.min(left, width - 1))) + (first === last ? '' : signs.thin)
    return ' '.repeat(left) + sign.repeat(right - left)
  }
  const zero = Math.max(start, 0)
  const steps = parts.map((part, i) => bar(ends[i] as number, ends[i + 1] as number, part < 0 ? signs.down : signs.up))
  return { bars: [bar(zero, from, signs.level), ...steps, bar(zero, to, signs.level)], start }
}

/** Below this share of the highest level the difference is hard to see on a scale from 0. */
const VISIBLE = 0.5

function axisStart(low: number, high: number): number {
  const range = high - low
  if (low <= 0 || range === 0 || range > VISIBLE * high) return Math.min(0, low)
  const step = 10 ** Math.floor(Math.log10(range))
  return Math.max(0, Math.floor((low - 0.25 * range) / step) * step)
}
