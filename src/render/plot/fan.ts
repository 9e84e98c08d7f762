/** A fan: between which values a number lies with what probability, year by year, around its median. */

import { apart, type Values, valueAxis, yearLabels } from './axis.ts'
import { area, line, scaleLinear } from './d3.ts'
import { type Threshold, thresholdLine } from './stacked.ts'
import { labelLines, linesAt, type Plot, path, textWidth } from './svg.ts'

export type FanYear = {
  readonly year: number
  /** From the lowest to the highest, an odd number of them. */
  readonly quantiles: readonly number[]
  /** As projected, without draws. */
  readonly central: number | null
}

export type FanData = Pick<Plot, 'title' | 'description' | 'width' | 'height'> & {
  readonly years: readonly FanYear[]
  /** What each quantile is called, beside the last year. */
  readonly names: readonly string[]
  readonly centralName: string
  readonly threshold: Threshold | null
  readonly tickText: Values['text']
}

const TOP = 16
const BOTTOM = 26
const LABEL_GAP = 14

export function fanPlot(data: FanData): Plot {
  const { years, names, threshold, width, height, title, description } = data
  const values = [
    ...years.flatMap(({ quantiles, central }) => [...quantiles, ...(central === null ? [] : [central])]),
    ...(threshold === null ? [] : [threshold.value]),
  ]
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const axis = valueAxis({ low, high, text: data.tickText }, TOP, height - BOTTOM)
  const room = Math.max(...[...names, data.centralName].map(textWidth))
  const right = width - room - LABEL_GAP
  const all = years.map(({ year }) => year)
  const x = scaleLinear([all[0] ?? 0, all.at(-1) ?? 1], [axis.left + 14, right])
  const middle = (names.length - 1) / 2
  const bands = Array.from({ length: middle }, (_, k) =>
    path(bandBetween(years, k, names.length - 1 - k, x, axis.scale), k === 0 ? 'band-outer' : 'band-inner'),
  )
  const pathOf = (value: (each: FanYear) => number | null) =>
    line<FanYear>(
      ({ year }) => x(year),
      (each) => axis.scale(value(each) ?? 0),
    ).defined((each) => value(each) !== null)([...years]) ?? ''
  const body = [
    axis.body(right),
    ...bands,
    path(
      pathOf(({ quantiles }) => quantiles[middle] ?? null),
      'median',
    ),
    path(
      pathOf(({ central }) => central),
      'central',
    ),
    yearLabels(all, x, height - BOTTOM / 2, (right - axis.left) / Math.max(1, all.length)),
    threshold === null ? '' : thresholdLine(threshold, axis.left, right, axis.scale),
    endLabels(data, axis.scale, right + LABEL_GAP, room),
  ].join('\n')
  return { width, height, title, description, body }
}

function bandBetween(
  years: readonly FanYear[],
  low: number,
  high: number,
  x: (value: number) => number,
  y: (value: number) => number,
): string {
  const shape = area<FanYear>(
    ({ year }) => x(year),
    ({ quantiles }) => y(quantiles[low] ?? 0),
    ({ quantiles }) => y(quantiles[high] ?? 0),
  )
  return shape([...years]) ?? ''
}

function endLabels(
  { years, names, centralName, height }: FanData,
  y: (value: number) => number,
  at: number,
  room: number,
) {
  const last = years.at(-1)
  if (last === undefined) return ''
  const wanted = [
    ...names.map((name, k) => ({ y: y(last.quantiles[k] ?? 0), lines: labelLines(name, room, 1) })),
    ...(last.central === null ? [] : [{ y: y(last.central), lines: labelLines(centralName, room, 1) }]),
  ]
  const middles = apart(wanted, 2, height - BOTTOM)
  return wanted.map(({ lines }, k) => linesAt(at, middles[k] ?? 0, lines, { class: 'quiet' })).join('')
}
