/** A tornado: the number with one input at a time at its low and at its high end, the widest swing on top. */

import { scaleLinear } from './d3.ts'
import { layRows } from './rows.ts'
import type { Threshold } from './stacked.ts'
import { LINE_HEIGHT, type Plot, rect, segment, textAt, textWidth } from './svg.ts'

export type Swing = {
  readonly label: string
  readonly low: number | null
  readonly high: number | null
  /** `7,059 – 8,974` */
  readonly text: string
}

export type TornadoData = Pick<Plot, 'title' | 'description' | 'width'> & {
  readonly base: number
  readonly baseText: string
  readonly swings: readonly Swing[]
  readonly threshold: Threshold | null
}

const BAR = 14
const TOP = 38

export function tornadoPlot({ base, baseText, swings, threshold, title, description, width }: TornadoData): Plot {
  const rows = layRows(
    swings.map(({ label, text }) => ({ label, value: text })),
    width,
    TOP,
  )
  const ends = swings.flatMap(({ low, high }) => [low ?? base, high ?? base])
  const spread = Math.max(...ends, base) - Math.min(...ends, base) || Math.abs(base) || 1
  // A threshold far away would leave no room for what is to be seen.
  const isNear = threshold !== null && Math.abs(threshold.value - base) < 2 * spread
  const values = [base, ...ends, ...(isNear ? [threshold.value] : [])]
  const x = scaleLinear([Math.min(...values), Math.max(...values)], [rows.left + 2, rows.right - 2])
  const bar = (end: number | null, i: number, name: string) => {
    if (end === null || end === base) return ''
    const [a, b] = [x(base), x(end)]
    return rect(Math.min(a, b), (rows.middles[i] ?? 0) - BAR / 2, Math.max(1, Math.abs(b - a)), BAR, name)
  }
  const body = [
    ...swings.map(({ low, high }, i) => bar(low, i, 'less') + bar(high, i, 'more')),
    mark(x(base), rows.height, baseText, LINE_HEIGHT / 2 + 1, rows, 'axis', ''),
    isNear
      ? mark(x(threshold.value), rows.height, threshold.label, LINE_HEIGHT * 1.5 + 2, rows, 'threshold', 'strong')
      : '',
    rows.body,
  ].join('\n')
  return { width, height: rows.height + 2, title, description, body }
}

/** A line down the rows, with its text above it, inside the plot. */
function mark(
  at: number,
  bottom: number,
  text: string,
  y: number,
  { left, right }: { readonly left: number; readonly right: number },
  name: string,
  textClass: string,
): string {
  const half = textWidth(text) / 2
  const middle = Math.max(left + half, Math.min(right + 60 - half, at))
  const options = { anchor: 'middle', ...(textClass === '' ? {} : { class: textClass }) } as const
  return segment(at, y + LINE_HEIGHT / 2, at, bottom, name) + textAt(middle, y, text, options)
}
