/** Plots of one row an item: a name, bars on a common scale, a number. Names are never cut for want of room. */

import { LINE_HEIGHT, labelLines, linesAt, textAt, textWidth } from './svg.ts'

export type Named = { readonly label: string; readonly value: string; readonly isStrong?: boolean }

export type RowsLayout = {
  readonly left: number
  readonly right: number
  readonly height: number
  /** The middle of each row. */
  readonly middles: readonly number[]
  /** Names and numbers. */
  readonly body: string
}

const GAP = 10
const ROW = 22

export function layRows(items: readonly Named[], width: number, top: number): RowsLayout {
  const valueWidth = Math.max(...items.map(({ value }) => textWidth(value)), 0)
  const room = Math.min(width * 0.38, Math.max(...items.map(({ label }) => textWidth(label)), 0))
  const lines = items.map(({ label }) => labelLines(label, room))
  const heights = lines.map((each) => Math.max(ROW, each.length * LINE_HEIGHT + 6))
  let end = top
  const middles = heights.map((height) => {
    end += height
    return end - height / 2
  })
  const body = items.map(({ value, isStrong }, i) => {
    const name = isStrong === true ? { class: 'strong' } : {}
    const y = middles[i] ?? 0
    return linesAt(0, y, lines[i] ?? [], name) + textAt(width, y, value, { anchor: 'end', ...name })
  })
  return { left: room + GAP, right: width - valueWidth - GAP, height: end, middles, body: body.join('\n') }
}
