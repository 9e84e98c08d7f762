/** A bridge (waterfall): from one level over its parts to another. Each part begins where the last one ended. */

import { axisStart } from '../bridge.ts'
import { scaleLinear } from './d3.ts'
import { layRows } from './rows.ts'
import { type Plot, rect, segment, textAt } from './svg.ts'

export type BridgeStep = {
  readonly label: string
  /** The level, or what the part adds. */
  readonly amount: number
  readonly text: string
}

export type BridgeData = Pick<Plot, 'title' | 'description' | 'width'> & {
  readonly from: BridgeStep
  readonly parts: readonly BridgeStep[]
  readonly to: BridgeStep
  /** Said where the bars do not begin at 0; null where they do. */
  readonly axisNote: (start: number) => string
}

const BAR = 14
const TOP = 22

export function bridgePlot({ from, parts, to, title, description, width, axisNote }: BridgeData): Plot {
  const ends = [from.amount]
  for (const { amount } of parts) ends.push((ends.at(-1) ?? 0) + amount)
  const [low, high] = [Math.min(...ends, to.amount), Math.max(...ends, to.amount)]
  const start = axisStart(low, high)
  const items = [from, ...parts, to]
  const rows = layRows(
    items.map(({ label, text }, i) => ({ label, value: text, isStrong: i === 0 || i === items.length - 1 })),
    width,
    start > 0 ? TOP : 2,
  )
  const x = scaleLinear([Math.min(start, low), Math.max(high, 0)], [rows.left, rows.right])
  const zero = x(Math.max(start, 0))
  const bar = (a: number, b: number, i: number, name: string) =>
    rect(Math.min(a, b), (rows.middles[i] ?? 0) - BAR / 2, Math.max(1, Math.abs(b - a)), BAR, name)
  const joint = (at: number, i: number) =>
    segment(x(at), (rows.middles[i] ?? 0) - BAR / 2, x(at), (rows.middles[i + 1] ?? 0) + BAR / 2, 'leader')
  const bars = parts.map(({ amount }, i) =>
    bar(x(ends[i] ?? 0), x(ends[i + 1] ?? 0), i + 1, amount < 0 ? 'less' : 'more'),
  )
  const body = [
    start > 0 ? textAt(rows.left, TOP / 2, axisNote(start), { class: 'quiet' }) : '',
    segment(zero, start > 0 ? TOP : 0, zero, rows.height, 'axis'),
    ...ends.map((end, i) => joint(end, i)),
    bar(zero, x(from.amount), 0, 'level'),
    ...bars,
    bar(zero, x(to.amount), items.length - 1, 'level'),
    rows.body,
  ].join('\n')
  return { width, height: rows.height + 2, title, description, body }
}
