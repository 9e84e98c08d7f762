/** Amounts on the command line, beside the variable they are for: bounds, and the values of a sweep. */

import { halfWidth, readCell } from './cells.ts'
import { areAlike, parseUnit, RATE, shiftDecimal } from './units.ts'

/** A decimal as written, and how far its point moves to the variable's unit. */
export type Amount = {
  readonly digits: string
  readonly places: number
  /** `value` as it is, `change` with a sign and percentage points (`+2pp`), `factor` after a star (`*0.9`). */
  readonly kind: 'value' | 'change' | 'factor'
}

/**
 * @param unit  of the variable; null where it has none
 * @returns null where the text is no number, or one of another unit
 * @example readAmount('-2pp', '1') // { digits: '-2', places: -2, kind: 'change' }
 */
export function readAmount(text: string, unit: string | null): Amount | null {
  const half = halfWidth(text).trim()
  const factor = /^[*×]\s*(.+)$/s.exec(half)?.[1]
  const bare = factor ?? half.replace(/^\+\s*/, '')
  const negative = /^-\s*(.+)$/s.exec(bare)?.[1]
  const cell = readCell(negative ?? bare)
  // One sign is enough: `--5` is a slip.
  if (cell.kind !== 'number' || (negative !== undefined && cell.digits.startsWith('-'))) return null
  const places = placesFor(cell.unit, unit)
  if (places === null) return null
  const digits = `${negative === undefined ? '' : '-'}${cell.digits}`
  if (factor !== undefined) return isPlain(cell.unit) ? { digits, places, kind: 'factor' } : null
  const isChange = half !== bare || negative !== undefined
  return { digits, places, kind: isChange && isPoints(cell.unit) ? 'change' : 'value' }
}

export function amountOf({ digits, places }: Pick<Amount, 'digits' | 'places'>): number {
  return shiftDecimal(digits, places) + 0
}

/** Whether a text adds to what is there without saying so in percentage points: `+5` might be 5 as well. */
export function isAmbiguousChange(text: string, { kind }: Amount): boolean {
  return kind === 'value' && /^\s*[+＋]/.test(text)
}

function isPlain(unit: string): boolean {
  return unit === '' || unit === '%'
}

function isPoints(unit: string): boolean {
  return unit !== '%' && unit !== '‰' && parseUnit(unit)?.base === RATE
}

function placesFor(written: string, unit: string | null): number | null {
  const from = parseUnit(written)
  if (from === null) return 0
  const to = unit === null ? null : parseUnit(unit)
  if (to === null) return from.exponent
  return areAlike(from, to) ? from.exponent - to.exponent : null
}
