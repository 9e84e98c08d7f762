/** The text of a cell to what it says; units are kept aside, for they depend on the variable. */

import type { Distribution } from './types.ts'
import { isUnitText, parseUnit, shiftDecimal } from './units.ts'

/** A number as written. */
export type Written = {
  /** A plain decimal: no separators, full-width digits or unit. */
  readonly digits: string
  /** '' for a bare number. */
  readonly unit: string
}

export type Cell =
  | { readonly kind: 'missing' }
  | ({ readonly kind: 'number' } & Written)
  /** A number followed by a word that may be the variable's own unit, or a mistake. */
  | ({ readonly kind: 'measured'; readonly text: string } & Written)
  | { readonly kind: 'distribution'; readonly shape: Distribution['shape']; readonly parameters: readonly Written[] }
  | { readonly kind: 'path'; readonly from: Written; readonly to: Written }
  | { readonly kind: 'relative'; readonly operation: 'add' | 'scale'; readonly amount: number }
  | { readonly kind: 'residual' }
  | { readonly kind: 'formula'; readonly text: string }
  | { readonly kind: 'fault'; readonly fault: CellFault }

export type CellFault =
  | { readonly code: 'cell-too-long'; readonly length: number }
  | {
      readonly code: 'ambiguous-number' | 'ambiguous-change' | 'dash-range'
      readonly either: string
      readonly or: string
    }
  | {
      readonly code: 'distribution-arguments'
      readonly name: string
      readonly example: string
    }
  | { readonly code: 'path-arguments' }

/** What is read of a cell that is not a plain number. */
export const LONGEST_CELL = 1000

/** Powers of ten that a double holds exactly. */
const powers = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`))

/** As many digits make a whole number that a double holds exactly. */
const EXACT_DIGITS = 15

/**
 * The number of a cell that holds nothing but digits, a point and a minus; NaN otherwise.
 * The way nearly every cell of a large table goes.
 *
 * @param places  how far the point moves: −2 makes 8 to 0.08, the double nearest to that
 * @param length  so much of the text counts
 */
export function plainNumber(text: string, places = 0, length = text.length): number {
  if (length === 0 || length > 24) return Number.NaN
  const start = text.charCodeAt(0) === 45 ? 1 : 0
  let whole = 0
  let digits = 0
  let point = -1
  for (let i = start; i < length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 48 && code <= 57) {
      whole = 10 * whole + code - 48
      digits++
    } else if (code === 46 && point < 0) point = i
    else return Number.NaN
  }
  if (digits === 0) return Number.NaN
  const exponent = places - (point < 0 ? 0 : length - 1 - point)
  if (digits > EXACT_DIGITS || exponent > 22 || exponent < -22) return Number(`${text.slice(0, length)}e${places}`) + 0
  // Of two numbers without an error, so that the one rounding is to the nearest.
  const value = exponent < 0 ? whole / (powers[-exponent] as number) : whole * (powers[exponent] as number)
  // −0 is 0.
  return start === 1 ? 0 - value : value
}

const missing: ReadonlySet<string> = new Set([
  '',
  '-',
  '–',
  '—',
  '——',
  '--',
  '…',
  '..',
  'n/a',
  'na',
  '#n/a',
  'nan',
  'null',
  '无',
])
const residuals: ReadonlySet<string> = new Set(['residual', '余项', '残差'])

/** Whether a cell says that there is no value: empty, `n/a`, `—` and their kin. */
export function isMissing(text: string): boolean {
  return text === '' || (text.length <= 4 && missing.has(text.toLowerCase()))
}

/** A year's or a project's change may be written `+1`; in a series it would be mistaken for a value. */
export type CellOptions = { readonly plusAdds: boolean }

/** What a cell says. `text` is trimmed. */
export function readCell(text: string, options: CellOptions = { plusAdds: false }): Cell {
  if (isMissing(text)) return { kind: 'missing' }
  if (text.length > LONGEST_CELL) return longCell(text)
  const half = halfWidth(text).trim()
  return (
    readChange(half, options) ??
    readNumberCell(half) ??
    readCall(half) ??
    readInterval(half) ??
    readDashRange(half) ??
    (residuals.has(half.toLowerCase()) ? { kind: 'residual' } : { kind: 'formula', text: half.replace(/^=\s*/, '') })
  )
}

function fault(fault: CellFault): Cell {
  return { kind: 'fault', fault }
}

function longCell(text: string): Cell {
  return fault({ code: 'cell-too-long', length: text.length })
}

/** `约60`, `100*`, `60左右`: the number that is meant; null where the text is not a number with such a mark. */
export function numberMeant(text: string): string | null {
  if (text.length > 60) return null
  const marks =
    /大?约|将?近|超过?|左右|上下|以上|预计|估计|[*†‡#~≈<>^]+|\((?:e|p|预计|估计)\)|^(?:about|approx|circa|ca)\.?\s/gi
  const bare = halfWidth(text).replace(marks, '').trim()
  return bare !== text && readCell(bare).kind === 'number' ? bare : null
}

/** Full-width digits and signs as their plain forms, one character for one; letters stay, for they make names. */
export function halfWidth(text: string): string {
  if (!/[\u2212\u3000\uff01-\uff5e]/.test(text)) return text
  return text.replace(/[\u2212\u3000\uff05-\uff20\uff3b\uff3d\uff3e\uff5e]/g, (character) => {
    if (character === '\u2212') return '-'
    if (character === '\u3000') return ' '
    return String.fromCharCode(character.charCodeAt(0) - 0xfee0)
  })
}

/** `+2pp`, `-2pp`, `*0.9`; and `+2%`, which is refused. */
function readChange(text: string, { plusAdds }: CellOptions): Cell | null {
  const first = text[0]
  if (first === '*' || first === '×') return readFactor(text.slice(1).trim())
  if (first !== '+' && first !== '-') return null
  const amount = readWritten(text.slice(1).trim())
  if (amount === null) return null
  // One minus is enough: `--2pp` is a slip.
  if (first === '-' && amount.digits.startsWith('-')) return null
  const sign = first === '-' ? '-' : ''
  if (isPoints(amount.unit)) {
    const { exponent } = parseUnit(amount.unit) ?? { exponent: -2 }
    return { kind: 'relative', operation: 'add', amount: shiftDecimal(sign + amount.digits, exponent) }
  }
  if (first === '-') return null
  if (plusAdds && (amount.unit === '' || isPercent(amount.unit))) {
    return { kind: 'relative', operation: 'add', amount: shiftDecimal(amount.digits, amount.unit === '' ? 0 : -2) }
  }
  const plain = `${amount.digits}${amount.unit}`
  return fault({ code: 'ambiguous-change', either: `+${amount.digits}pp`, or: plain })
}

function readFactor(text: string): Cell | null {
  const factor = readWritten(text)
  if (factor === null || (factor.unit !== '' && !isPercent(factor.unit))) return null
  return { kind: 'relative', operation: 'scale', amount: shiftDecimal(factor.digits, factor.unit === '' ? 0 : -2) }
}

function isPoints(unit: string): boolean {
  return /^(?:pp|bps?|个?百分点|个?基点)$/i.test(unit)
}

function isPercent(unit: string): boolean {
  return unit === '%'
}

/** A number and what follows it, where that can be a unit. */
function readNumberCell(text: string): Cell | null {
  const split = splitNumber(text)
  if (split === null) return bracketed(text)
  const { digits, rest } = split
  if (/^[.,\d]/.test(rest) || digits === null) {
    return /^[-\d.,]+\s*\D{0,3}$/.test(text) ? ambiguous(text) : null
  }
  if (rest === '' || isUnitText(rest)) return { kind: 'number', digits, unit: rest }
  if (/^[\p{L}$€£°²³/·]{1,16}$/u.test(rest)) return { kind: 'measured', digits, unit: rest, text }
  return null
}

/** `1,5` and `1.234,5`: the comma of one country is the point of another. */
function ambiguous(text: string): Cell {
  const digits = text.replace(/[^\d-]/g, '')
  const last = Math.max(text.lastIndexOf(','), text.lastIndexOf('.'))
  const decimal = `${text.slice(0, last).replace(/[^\d-]/g, '')}.${text.slice(last + 1).replace(/\D/g, '')}`
  return fault({ code: 'ambiguous-number', either: decimal, or: digits })
}

/** `(123)`: minus 123 to an accountant, 123 to everyone else. */
function bracketed(text: string): Cell | null {
  const inner = /^\(\s*([\d.,]+\s*%?)\s*\)$/.exec(text)?.[1]
  if (inner === undefined) return null
  return fault({ code: 'ambiguous-number', either: `-${inner}`, or: inner })
}

/** A number with a unit that is known or none; null for anything else. */
function readWritten(text: string): Written | null {
  const split = splitNumber(text)
  if (split === null || split.digits === null) return null
  return split.rest === '' || isUnitText(split.rest) ? { digits: split.digits, unit: split.rest } : null
}

/**
 * The decimal at the start of a text, and the rest. `digits` is null where the separators are not those of thousands.
 * One pass, no backtracking.
 */
function splitNumber(text: string): { digits: string | null; rest: string } | null {
  const match = /^(-?)(\d[\d,]*|(?=\.\d))(\.\d*)?([eE][+-]?\d{1,4}(?![A-Za-z\d]))?/.exec(text)
  if (match === null) return null
  const [all, sign = '', whole = '', fraction = '', exponent = ''] = match
  const isGrouped = whole.includes(',')
  const digits =
    isGrouped && !/^\d{1,3}(?:,\d{3})+$/.test(whole)
      ? null
      : `${sign}${whole.replaceAll(',', '')}${fraction}${exponent}`
  return { digits, rest: text.slice(all.length).trim() }
}

const shapes: ReadonlyMap<string, { readonly count: number; readonly example: string }> = new Map([
  ['normal', { count: 2, example: 'normal(8%, 2%)' }],
  ['lognormal', { count: 2, example: 'lognormal(100, 20)' }],
  ['uniform', { count: 2, example: 'uniform(5%, 11%)' }],
  ['triangular', { count: 3, example: 'triangular(5%, 8%, 11%)' }],
  ['pert', { count: 3, example: 'pert(5%, 8%, 11%)' }],
])

/** What a cell may say of an uncertain number, by name. */
export const distributionNames: readonly string[] = [...shapes.keys()]

/** `normal(8%, 2%)`, `linear(6%, 10%)`; any other function makes a formula. */
function readCall(text: string): Cell | null {
  const open = text.indexOf('(')
  if (open < 1 || !text.endsWith(')')) return null
  const name = text.slice(0, open).trim().toLowerCase()
  const shape = shapes.get(name)
  if (shape === undefined && name !== 'linear') return null
  const parameters = text
    .slice(open + 1, -1)
    .split(',')
    .map((each) => readWritten(each.trim()))
  if (shape === undefined) {
    const [from, to] = parameters
    if (parameters.length !== 2 || !from || !to) return fault({ code: 'path-arguments' })
    return { kind: 'path', from, to }
  }
  const numbers = parameters.filter((each) => each !== null)
  if (parameters.length !== shape.count || numbers.length !== shape.count) {
    return fault({ code: 'distribution-arguments', name, example: shape.example })
  }
  return { kind: 'distribution', shape: name as Distribution['shape'], parameters: numbers }
}

/** `5% to 11%`. */
function readInterval(text: string): Cell | null {
  const at = / to |至/i.exec(text)
  if (at === null) return null
  const low = readWritten(text.slice(0, at.index).trim())
  const high = readWritten(text.slice(at.index + at[0].length).trim())
  return low === null || high === null ? null : { kind: 'distribution', shape: 'interval', parameters: [low, high] }
}

/** `5-11%`: a range to a reader, a difference to a formula. */
function readDashRange(text: string): Cell | null {
  const match = /^([\d.,]+%?)[-–—~]([\d.,]+%?)$/.exec(text)
  if (match === null) return null
  const [, low = '', high = ''] = match
  const first = high.endsWith('%') && !low.endsWith('%') ? `${low}%` : low
  return fault({ code: 'dash-range', either: `${first} to ${high}`, or: `${low} - ${high}` })
}

/**
 * Why the parameters of a distribution cannot be, as an example of what can; null where they can be.
 * `a ≤ mode ≤ b`, `a < b`, a standard deviation of at least 0, a mean above 0 for a lognormal.
 */
export function distributionFault(shape: Distribution['shape'], parameters: readonly number[]): string | null {
  const [first = 0, second = 0, third = 0] = parameters
  switch (shape) {
    case 'normal':
      return second >= 0 ? null : 'normal(8%, 2%)'
    case 'lognormal':
      return first > 0 && second >= 0 ? null : 'lognormal(100, 20)'
    case 'uniform':
      return first < second ? null : 'uniform(5%, 11%)'
    case 'interval':
      return first < second ? null : '5% to 11%'
    default:
      return first <= second && second <= third && first < third ? null : `${shape}(5%, 8%, 11%)`
  }
}

/** What stands for a distribution in a projection: mean, mode or midpoint, as the shape has it. */
export function centralOf(shape: Distribution['shape'], parameters: readonly number[]): number {
  const [first = 0, second = 0] = parameters
  if (shape === 'normal' || shape === 'lognormal') return first
  if (shape === 'triangular' || shape === 'pert') return second
  return (first + second) / 2
}

/** Half a unit of the last digit the author wrote, in the number's own unit. */
export function halfLastDigit(digits: string): number {
  const [mantissa = '', exponent = '0'] = digits.toLowerCase().split('e')
  const point = mantissa.indexOf('.')
  const decimals = point < 0 ? 0 : mantissa.length - point - 1
  return shiftDecimal('0.5', Number(exponent) - decimals)
}
