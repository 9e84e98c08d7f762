/**
 * A gauge of one value against one threshold: a bar and a mark. It fills a cell of a table, whatever its width, and has
 * no words: those stand beside it.
 */

import { attributes } from '../html/escape.ts'
import { round } from './svg.ts'

export type GaugeRange = { readonly low: number; readonly high: number }

/** What all gauges of one target have in common: every value, the threshold, and 0. */
export function gaugeRange(values: readonly (number | null)[], threshold: number): GaugeRange {
  const all = [0, threshold, ...values.filter((value) => value !== null)]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  return { low, high: high === low ? low + 1 : high }
}

const HEIGHT = 14

export function gauge(value: number | null, threshold: number, { low, high }: GaugeRange, name: string): string {
  const at = (each: number) => ((each - low) / (high - low)) * 98 + 1
  const [a, b] = [at(0), at(value ?? 0)]
  const bar = { x: round(Math.min(a, b)), y: 3, width: round(Math.abs(b - a)), height: HEIGHT - 6, class: name }
  const x = round(at(threshold))
  const mark = { x1: x, x2: x, y1: 0, y2: HEIGHT, class: 'mark', 'vector-effect': 'non-scaling-stroke' }
  const size = { viewBox: `0 0 100 ${HEIGHT}`, preserveAspectRatio: 'none', class: 'gauge', 'aria-hidden': 'true' }
  return `<svg${attributes(size)}><rect${attributes(bar)}/><line${attributes(mark)}/></svg>`
}
