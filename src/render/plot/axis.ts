/** What plots over years have in common: the scale of values with its lines, the years below, labels kept apart. */

import { scaleLinear } from './d3.ts'
import { LINE_HEIGHT, segment, textAt, textWidth } from './svg.ts'

export type Scale = (value: number) => number

/** Values and how their ticks are written. */
export type Values = {
  readonly low: number
  readonly high: number
  readonly text: (value: number, step: number) => string
}

/** Values from below, with a line across at every tick. `left` is where the plot begins: ticks are written before it. */
export type ValueAxis = { readonly scale: Scale; readonly left: number; readonly body: (right: number) => string }

const TICK_GAP = 8

export function valueAxis({ low, high, text }: Values, top: number, bottom: number): ValueAxis {
  const room = Math.max(2, Math.floor((bottom - top) / 56))
  const scale = scaleLinear([low, high === low ? low + 1 : high], [bottom, top]).nice(room)
  const ticks = scale.ticks(room)
  const step = (ticks[1] ?? 1) - (ticks[0] ?? 0)
  const texts = ticks.map((tick) => text(tick, step))
  const left = Math.max(...texts.map(textWidth), 0) + TICK_GAP
  const body = (right: number) =>
    ticks
      .map((tick, i) => {
        const y = scale(tick)
        const label = textAt(left - TICK_GAP, y, texts[i] ?? '', { anchor: 'end', class: 'quiet' })
        return segment(left, y, right, y, tick === 0 ? 'axis' : 'grid') + label
      })
      .join('')
  return { scale, left, body }
}

/** Years below the plot; as many as have room, the last one always. */
export function yearLabels(years: readonly number[], x: Scale, y: number, room: number): string {
  const every = Math.max(1, Math.ceil((textWidth('2000') + 8) / Math.max(1, room)))
  return years
    .map((year, i) =>
      (years.length - 1 - i) % every === 0
        ? textAt(x(year), y, String(year), { anchor: 'middle', class: 'quiet' })
        : '',
    )
    .join('')
}

/** A label of so many lines that wants to stand at y. */
export type Placed = { readonly y: number; readonly lines: readonly string[] }

/** The middles of labels that want to stand at their y, moved as little as keeps them apart, between top and bottom. */
export function apart(labels: readonly Placed[], top: number, bottom: number): number[] {
  const order = labels.map((_, i) => i).sort((a, b) => (labels[a] as Placed).y - (labels[b] as Placed).y || a - b)
  const half = (i: number) => ((labels[i] as Placed).lines.length * LINE_HEIGHT) / 2
  const middles = labels.map(({ y }) => y)
  let free = top
  for (const i of order) {
    middles[i] = Math.max(middles[i] as number, free + half(i))
    free = (middles[i] as number) + half(i)
  }
  let end = bottom
  for (const i of order.reverse()) {
    middles[i] = Math.min(middles[i] as number, end - half(i))
    end = (middles[i] as number) - half(i)
  }
  return middles
}
