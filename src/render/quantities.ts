/** A value with its unit, in words: rates as percentages, levels as grouped numbers, no value as n/a. */

import { type Language, messages } from './messages.ts'
import {
  digitsApart,
  formatNumber,
  formatPercent,
  formatSigned,
  levelDigits,
  shifted,
  writtenDigits,
} from './numbers.ts'
import { clean } from './width.ts'

/** How the values of one variable are written, the same in a whole column. */
export type Format = {
  /** The unit is `1`: a share or a rate, shown in per cent. */
  readonly isRate: boolean
  /** After the decimal point of what is shown: of 8.3 %, one. */
  readonly digits: number
}

/** @param digits  `--digits`; null: as many as the values need */
export function formatOf(unit: string | null, values: readonly (number | null)[], digits: number | null): Format {
  const isRate = unit === '1'
  return { isRate, digits: digits ?? (isRate ? rateDigits(values) : levelDigits(values)) }
}

/** Of per cents: three figures of the largest, at most two after the point. */
function rateDigits(values: readonly (number | null)[]): number {
  return values.some((value) => value !== null && Math.abs(value) >= 0.1) ? 1 : 2
}

/** A format in which no value prints like its threshold unless it equals it, and the threshold is not cut. */
export function comparingFormat(
  unit: string | null,
  values: readonly (number | null)[],
  threshold: number,
  digits: number | null,
): Format {
  const format = formatOf(unit, [...values, threshold], digits)
  if (digits !== null) return format
  const scale = format.isRate ? 100 : 1
  const enough = values.map((value) =>
    digitsApart(value === null ? null : value * scale, threshold * scale, format.digits),
  )
  return { ...format, digits: Math.max(format.digits, ...enough) }
}

export function formatValue(value: number | null, { isRate, digits }: Format, language: Language): string {
  if (value === null) return messages(language).noValue
  return isRate ? formatPercent(value, digits) : formatNumber(value, digits)
}

/** With no more digits than it was written with: a threshold of 65 % is not 65.0 %. */
export function formatThreshold(value: number, unit: string | null): string {
  const isRate = unit === '1'
  return isRate ? formatPercent(value, writtenDigits(value * 100)) : formatNumber(value, writtenDigits(value))
}

/** Chinese counts in myriads. */
const myriads = ['', '万', '亿', '万亿']

/**
 * An amount in a sentence. In Chinese with its unit, and from ten thousand of it on in the next larger one, the same digits
 * with the point moved: 10,250 亿元 is `1.025 万亿元`. Tables keep one unit, and other languages that of the plan.
 *
 * @param text  as it is printed elsewhere
 */
export function saidAmount(text: string, value: number | null, unit: string | null, language: Language): string {
  if (language !== 'zh' || value === null || unit === null || unit === '1') return text
  const [, scale = '', counted = ''] = /^(万亿|亿|万)?(\p{Script=Han}+)$/u.exec(unit) ?? []
  if (counted === '' || /^[十百千]/.test(counted)) return `${text} ${clean(unit)}`
  const printed = Number(text.replaceAll(',', ''))
  const first = myriads.indexOf(scale)
  let steps = 0
  while (first + steps < myriads.length - 1 && Math.abs(printed) >= 10_000 ** (steps + 1)) steps++
  const moved = shifted(printed, -4 * steps)
  return `${formatNumber(moved, writtenDigits(moved))} ${myriads[first + steps]}${counted}`
}

/** A difference: of two rates in percentage points. */
export function formatDifference(value: number | null, { isRate, digits }: Format, language: Language): string {
  const { noValue, points } = messages(language)
  if (value === null) return noValue
  return isRate ? formatSigned(value * 100, digits) + points : formatSigned(value, digits)
}
