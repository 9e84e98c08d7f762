/** A bridge (waterfall): from one level to another, part by part, as bars of text that need no colour. */

import type { BarGlyphs } from './glyphs.ts'

export type Bridge = {
  /** One for the first level, one for each part, one for the last level: full, dark what adds, light what takes away. */
  readonly bars: readonly string[]
  /** Where the bars begin: 0, or a round number where the levels are far from 0 and their difference is small. */
  readonly start: number
}

/**
 * @param width  columns of the longest bar
 * @example bridgeOf(1, [2, -1], 2, 6, ascii.bars).bars // ['##', '  ++++', '    --', '####']
 */
export function bridgeOf(from: number, parts: readonly number[], to: number, width: number, signs: BarGlyphs): Bridge {
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
  const steps = parts.map((part, i) =>
    bar(ends[i] as number, ends[i + 1] as number, part < 0 ? signs.light : signs.dark),
  )
  return { bars: [bar(zero, from, signs.full), ...steps, bar(zero, to, signs.full)], start }
}

/** Below this share of the highest level the difference is hard to see on a scale from 0. */
const VISIBLE = 0.5

/** Where an axis of levels begins: at 0, or at a round number where their differences are small. */
export function axisStart(low: number, high: number): number {
  const range = high - low
  if (low <= 0 || range === 0 || range > VISIBLE * high) return Math.min(0, low)
  const step = 10 ** Math.floor(Math.log10(range))
  return Math.max(0, Math.floor((low - 0.25 * range) / step) * step)
}
