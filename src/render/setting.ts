/** Changes as they are typed: `--set` options that project a plan with them. */

import type { Model } from '../model/types.ts'
import { EVERY_SECTOR, TOTAL } from '../plan/types.ts'

/** Neighbouring years of one sector that have the same value. */
export type Stretch = {
  /** EVERY_SECTOR where all of the instrument's sectors have it. */
  readonly sector: number
  readonly firstYear: number
  readonly lastYear: number
  readonly value: number
}

/** `growth[displays,2026-2027]`. */
export function addressText(
  { plan, variables }: Model,
  variable: number,
  { sector, firstYear, lastYear }: Omit<Stretch, 'value'>,
): string {
  const where = sector === EVERY_SECTOR ? '*' : sector === TOTAL ? 'total' : (plan.sectors[sector]?.name ?? '')
  const years = firstYear === lastYear ? String(firstYear) : `${firstYear}-${lastYear}`
  return `${variables[variable]?.name ?? ''}[${where},${years}]`
}

/** A change of a rate: `+1.25pp`, to the last digit. */
export function pointsText(change: number): string {
  return `${change < 0 ? '-' : '+'}${plainDecimal(Math.abs(change), 2)}pp`
}

/**
 * The shortest decimal that reads back as `value`, with its point moved, and without an exponent.
 *
 * @example plainDecimal(0.012389602817942547, 2) // '1.2389602817942547'
 */
export function plainDecimal(value: number, places: number): string {
  const [mantissa = '', exponent = '0'] = String(Math.abs(value)).split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const digits = whole + fraction
  const point = whole.length + Number(exponent) + places
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0')
  const at = Math.max(1, point)
  const text = `${padded.slice(0, at).replace(/^0+(?=\d)/, '')}.${padded.slice(at)}`.replace(/\.?0*$/, '')
  return value < 0 ? `-${text}` : text
}

/** A word of a command line, quoted for a shell where it must be. */
export function shellWord(text: string): string {
  return /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
