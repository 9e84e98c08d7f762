/** Sectors on top of each other, year by year, named beside the last year; with the target's threshold. */

import { apart, type Values, valueAxis, yearLabels } from './axis.ts'
import { scaleBand, stack, stackOffsetDiverging } from './d3.ts'
import { SERIES_COLOURS } from './style.ts'
import { LINE_HEIGHT, labelLines, linesAt, type Plot, path, rect, segment, textAt, textWidth } from './svg.ts'

export type StackedSeries = { readonly label: string; readonly values: readonly (number | null)[] }

export type Threshold = { readonly value: number; readonly label: string }

export type Stacked = Pick<Plot, 'title' | 'description' | 'width' | 'height'> & {
  readonly years: readonly number[]
  /** The first one lies at the bottom. */
  readonly series: readonly StackedSeries[]
  /** Written above each year; '' for nothing. */
  readonly totals: readonly string[]
  readonly threshold: Threshold | null
  readonly tickText: Values['text']
  readonly valueText: (value: number | null) => string
}

const TOP = 24
const BOTTOM = 26
const LABEL_GAP = 18

export function stackedPlot(data: Stacked): Plot {
  const { width, height, years, series, title, description } = data
  const layers = layersOf(series, years.length)
  const ends = layers.flat(2)
  const values = [0, ...ends, ...(data.threshold === null ? [] : [data.threshold.value])]
  const [top, bottom] = [TOP, height - BOTTOM]
  const axis = valueAxis({ low: Math.min(...values), high: Math.max(...values), text: data.tickText }, top, bottom)
  const labelRoom = Math.min(width * 0.4, Math.max(...series.map(({ label }) => textWidth(label)), 0) + 4)
  const right = width - labelRoom - LABEL_GAP
  const band = scaleBand(years, [axis.left + 4, right])
    .paddingInner(0.28)
    .paddingOuter(0.1)
  const x = (year: number) => band(year) ?? 0
  const bars = layers.map((layer, s) =>
    layer
      .map(([from, to], i) => {
        const year = years[i] as number
        const said = `${series[s]?.label ?? ''} · ${year} · ${data.valueText(series[s]?.values[i] ?? null)}`
        const [y1, y2] = [axis.scale(Math.max(from, to)), axis.scale(Math.min(from, to))]
        return from === to ? '' : rect(x(year), y1, band.bandwidth(), y2 - y1, `s${s % SERIES_COLOURS} gap`, said)
      })
      .join(''),
  )
  const middle = (year: number) => x(year) + band.bandwidth() / 2
  const body = [
    axis.body(right),
    ...bars,
    totalLabels(data, layers, axis.scale, middle, band.step()),
    yearLabels(years, middle, height - BOTTOM / 2, band.step()),
    data.threshold === null ? '' : thresholdLine(data.threshold, axis.left, right, axis.scale),
    seriesLabels(series, layers, axis.scale, x(years.at(-1) ?? 0) + band.bandwidth(), right + LABEL_GAP, labelRoom, [
      4,
      height - 4,
    ]),
  ].join('\n')
  return { width, height, title, description, body }
}

/** By series and year: from where to where it reaches. A missing value has no height. */
function layersOf(series: readonly StackedSeries[], count: number): [number, number][][] {
  const rows = Array.from({ length: count }, (_, i) => series.map(({ values }) => values[i] ?? 0))
  const stacked = stack<readonly number[], number>()
    .keys(series.map((_, s) => s))
    .value((row, s) => row[s] ?? 0)
    .offset(stackOffsetDiverging)(rows)
  return stacked.map((layer) => layer.map(([from, to]): [number, number] => [from, to]))
}

function totalLabels(
  { years, totals }: Stacked,
  layers: readonly (readonly [number, number][])[],
  y: (value: number) => number,
  middle: (year: number) => number,
  room: number,
): string {
  const widest = Math.max(...totals.map(textWidth), 1)
  const every = Math.max(1, Math.ceil(widest / Math.max(1, room)))
  return years
    .map((year, i) => {
      const highest = Math.max(0, ...layers.map((layer) => Math.max(...(layer[i] ?? [0]))))
      const isShown = (years.length - 1 - i) % every === 0
      return isShown
        ? textAt(middle(year), y(highest) - LINE_HEIGHT / 2 - 1, totals[i] ?? '', { anchor: 'middle', class: 'strong' })
        : ''
    })
    .join('')
}

export function thresholdLine({ value, label }: Threshold, left: number, right: number, y: (value: number) => number) {
  const text = textAt(left + 4, y(value) - LINE_HEIGHT / 2 - 1, label, { class: 'threshold-text' })
  return segment(left, y(value), right, y(value), 'threshold') + text
}

/** Each series by its name beside the last year, joined to its part where the name had to move. */
function seriesLabels(
  series: readonly StackedSeries[],
  layers: readonly (readonly [number, number][])[],
  y: (value: number) => number,
  from: number,
  to: number,
  room: number,
  [top, bottom]: readonly [number, number],
): string {
  const wanted = series.map(({ label }, s) => {
    const [low, high] = layers[s]?.at(-1) ?? [0, 0]
    return { y: (y(low) + y(high)) / 2, lines: labelLines(label, room, 2) }
  })
  const middles = apart(wanted, top, bottom)
  return wanted
    .map(({ y: own, lines }, s) => {
      const at = middles[s] ?? own
      return `${path(`M${from + 1} ${own}L${from + 6} ${own}L${to - 6} ${at}L${to - 2} ${at}`, 'leader')}${linesAt(to, at, lines)}`
    })
    .join('')
}
