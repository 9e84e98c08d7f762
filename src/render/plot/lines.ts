/** One number in several scenarios, year by year, each named beside its last year; with the target's threshold. */

import { apart, type Values, valueAxis, yearLabels } from './axis.ts'
import { line, scaleLinear } from './d3.ts'
import { type Threshold, thresholdLine } from './stacked.ts'
import { labelLines, linesAt, type Plot, path, round, textWidth } from './svg.ts'

export type LineSeries = {
  readonly label: string
  readonly values: readonly (number | null)[]
  /** Drawn above the others, and stronger. */
  readonly isMain: boolean
}

export type LinesData = Pick<Plot, 'title' | 'description' | 'width' | 'height'> & {
  readonly years: readonly number[]
  readonly series: readonly LineSeries[]
  readonly threshold: Threshold | null
  readonly tickText: Values['text']
}

const TOP = 20
const BOTTOM = 26
const LABEL_GAP = 18

export function linesPlot(data: LinesData): Plot {
  const { years, series, threshold, width, height, title, description } = data
  const all = series.flatMap(({ values }) => values.filter((value) => value !== null))
  const values = [...all, ...(threshold === null ? [] : [threshold.value])]
  const [low, high] = values.length === 0 ? [0, 1] : [Math.min(...values), Math.max(...values)]
  const axis = valueAxis({ low, high, text: data.tickText }, TOP, height - BOTTOM)
  const room = Math.min(width * 0.4, Math.max(...series.map(({ label }) => textWidth(label)), 0) + 4)
  const right = width - room - LABEL_GAP
  const x = scaleLinear([years[0] ?? 0, years.at(-1) ?? 1], [axis.left + 14, right])
  const inOrder = [...series].sort((a, b) => Number(a.isMain) - Number(b.isMain))
  const shapes = inOrder.map(({ values: own, isMain }) => {
    const shape = line<number | null>(
      (_, i) => x(years[i] ?? 0),
      (value) => axis.scale(value ?? 0),
    ).defined((value) => value !== null)
    return path(shape([...own]) ?? '', isMain ? 'path-main' : 'path')
  })
  const body = [
    axis.body(right),
    ...shapes,
    yearLabels(years, x, height - BOTTOM / 2, (right - axis.left) / Math.max(1, years.length)),
    threshold === null ? '' : thresholdLine(threshold, axis.left, right, axis.scale),
    endLabels(data, axis.scale, right, right + LABEL_GAP, room),
  ].join('\n')
  return { width, height, title, description, body }
}

function endLabels(
  { series, height }: LinesData,
  y: (value: number) => number,
  from: number,
  to: number,
  room: number,
) {
  const shown = series.flatMap(({ values, label, isMain }) => {
    const last = values.at(-1) ?? null
    return last === null ? [] : [{ y: y(last), lines: labelLines(label, room, 2), isMain }]
  })
  const middles = apart(shown, 2, height - 4)
  return shown
    .map(({ y: own, lines, isMain }, i) => {
      const at = middles[i] ?? own
      const dot = `<circle cx="${round(from)}" cy="${round(own)}" r="${isMain ? 4 : 2.5}" class="${isMain ? 'dot-main' : 'dot'}"/>`
      const joint = path(`M${from + 4} ${own}L${to - 6} ${at}L${to - 2} ${at}`, 'leader')
      return dot + joint + linesAt(to, at, lines, isMain ? { class: 'strong' } : {})
    })
    .join('')
}
