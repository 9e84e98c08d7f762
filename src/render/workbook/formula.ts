/**
 * A formula of the plan as one of Excel's: a walk over the tree, for one sector and one year.
 *
 * Where the two languages differ, ours holds: Excel's `-2^2` is 4 and its `2^3^2` is 64, so powers and minus signs stand in
 * brackets; `0^0` is an error there and 1 here; a comparison is TRUE there and 1 here; a literal keeps 15 digits there and 17
 * here. A missing value is #N/A, which every function used here hands on.
 */

import type { BinaryOperator, Expression } from '../../model/expression.ts'

/** Where the values of a formula stand. */
export type Cells = {
  /** The cell of a variable, so many years before; `NA()` where there is none. A total has the same for every sector. */
  readonly cell: (name: string, years: number, sector: number) => string
  /** The cells of a variable's sectors, from the first to the last; null for a total. */
  readonly range: (name: string, years: number) => string | null
  /** The calendar year, and the base year. */
  readonly year: string
  readonly baseYear: string
  readonly sectors: number
  /** Coefficients of a linkage for a sector. */
  readonly coefficients: (linkage: string, sector: number) => readonly Coefficients[]
}

/** Of sectors that follow each other, from first to last: as one range, and cell by cell. */
export type Coefficients = {
  readonly first: number
  readonly last: number
  readonly range: string
  readonly each: readonly string[]
}

/** How tightly Excel's operators bind; a minus sign binds tighter than ^ there, and is bracketed as if it were a sum. */
const strengths = { comparison: 1, sum: 3, product: 4, power: 5, whole: 9 } as const

type Written = readonly [text: string, strength: number]

const signs: Readonly<Record<BinaryOperator, string>> = {
  '+': '+',
  '-': '-',
  '*': '*',
  '/': '/',
  '^': '^',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  '==': '=',
  '!=': '<>',
  and: 'AND',
  or: 'OR',
}

const names: Readonly<Record<string, string>> = {
  abs: 'ABS',
  exp: 'EXP',
  log: 'LN',
  sqrt: 'SQRT',
  sin: 'SIN',
  cos: 'COS',
  min: 'MIN',
  max: 'MAX',
}

type At = { readonly sector: number; readonly cells: Cells }

/** The formula for one sector (any, for a total), without the leading `=`. */
export function excelFormula(expression: Expression, sector: number, cells: Cells): string {
  return text(expression, 0, { sector, cells })
}

/** In brackets where it binds less tightly than its place asks for. */
function text(part: Expression, least: number, at: At): string {
  const [written, strength] = write(part, at)
  return strength < least ? `(${written})` : written
}

function write(part: Expression, at: At): Written {
  const { cells, sector } = at
  switch (part.kind) {
    case 'number':
      return numberText(part.value)
    case 'constant':
      return whole(part.name === 'year' ? cells.year : cells.baseYear)
    case 'variable':
      return whole(cells.cell(part.name, part.years, sector))
    case 'negate':
      return [`-${text(part.operand, strengths.whole, at)}`, strengths.sum]
    case 'not':
      return whole(`IF(${claim(part, at)},1,0)`)
    case 'binary':
      return binaryText(part, at)
    case 'conditional':
      return whole(`IF(${claim(part.test, at)},${text(part.then, 0, at)},${text(part.otherwise, 0, at)})`)
    case 'linked':
      return linkedText(part.operand, part.linkage, at)
    case 'call':
      return callText(part, at)
  }
}

/** A condition, as Excel has them. */
function claim(part: Expression, at: At): string {
  if (part.kind === 'not') return `NOT(${claim(part.operand, at)})`
  if (part.kind !== 'binary' || isArithmetic(part.operator)) return `${text(part, strengths.sum, at)}<>0`
  const { operator, left, right } = part
  if (operator === 'and' || operator === 'or') return `${signs[operator]}(${claim(left, at)},${claim(right, at)})`
  return text(left, strengths.sum, at) + signs[operator] + text(right, strengths.sum, at)
}

function binaryText(part: Extract<Expression, { kind: 'binary' }>, at: At): Written {
  const { operator, left, right } = part
  if (!isArithmetic(operator)) return whole(`IF(${claim(part, at)},1,0)`)
  if (operator === '^') return powerText(left, right, at)
  const strength = operator === '+' || operator === '-' ? strengths.sum : strengths.product
  return [text(left, strength, at) + operator + text(right, strength + 1, at), strength]
}

function powerText(base: Expression, exponent: Expression, at: At): Written {
  const [x, y] = [text(base, strengths.whole, at), text(exponent, strengths.whole, at)]
  const isNotZero = (part: Expression) => part.kind === 'number' && part.value !== 0
  if (isNotZero(base) || isNotZero(exponent)) return [`${x}^${y}`, strengths.power]
  return whole(`IF(AND(${x}=0,${y}=0),1,${x}^${y})`)
}

function linkedText(operand: Expression, linkage: string, { cells, sector }: At): Written {
  const isRange = operand.kind === 'variable' && cells.range(operand.name, operand.years) !== null
  const terms = cells.coefficients(linkage, sector).flatMap(({ first, last, range, each }) => {
    if (!isRange || first === last) {
      return each.map((cell, index) => `${cell}*${bracketed(excelFormula(operand, first + index, cells))}`)
    }
    const [from = '', to = ''] = [first, last].map((end) => cells.cell(operand.name, operand.years, end))
    return from === 'NA()' ? from : `SUMPRODUCT(${range},${from}:${bareCell(to)})`
  })
  return terms.length === 0 ? whole('0') : [terms.join('+'), strengths.sum]
}

/** Over sectors: of a variable the sum of its cells, of anything else the sum of what it is for each sector. */
function sumText(operand: Expression, { cells }: At): string {
  const range = operand.kind === 'variable' ? cells.range(operand.name, operand.years) : null
  if (range !== null) return range === 'NA()' ? range : `SUM(${range})`
  const each = Array.from({ length: cells.sectors }, (_, index) => bracketed(excelFormula(operand, index, cells)))
  return operand.kind === 'variable' ? `(${cells.sectors}*${each[0]})` : `(${each.join('+')})`
}

function callText({ name, operands }: Extract<Expression, { kind: 'call' }>, at: At): Written {
  const [first, second = first, third = second] = operands
  if (first === undefined || second === undefined || third === undefined) throw new RangeError(`${name} of nothing`)
  const argument = (part: Expression) => text(part, 0, at)
  switch (name) {
    case 'sum':
      return whole(sumText(first, at))
    case 'mean':
      return [`${sumText(first, at)}/${at.cells.sectors}`, strengths.product]
    case 'share':
      return [`${text(first, strengths.product, at)}/${sumText(first, at)}`, strengths.product]
    case 'clamp':
      return whole(`MIN(MAX(${argument(first)},${argument(second)}),${argument(third)})`)
    case 'round':
      return whole(`ROUND(${argument(first)},${operands.length > 1 ? argument(second) : '0'})`)
    case 'ramp': {
      const [from, to] = [text(first, strengths.product, at), text(second, strengths.product, at)]
      return whole(rampText(from, to, at.cells.year))
    }
    default:
      return whole(`${names[name]}(${operands.map(argument).join(',')})`)
  }
}

function whole(text: string): Written {
  return [text, strengths.whole]
}

function bracketed(text: string): string {
  return /^[\w$:.!']+$/.test(text) ? text : `(${text})`
}

/** The cell without its sheet, as the end of a range is written. */
function bareCell(cell: string): string {
  return cell.slice(cell.lastIndexOf('!') + 1)
}

function isArithmetic(operator: BinaryOperator): boolean {
  return ['+', '-', '*', '/', '^'].includes(operator)
}

/** 0 until `from`, 1 from `to`, linear between; a step where the two are one year. */
function rampText(from: string, to: string, year: string): string {
  return `IF(${from}=${to},IF(${year}>=${from},1,0),MIN(1,MAX(0,(${year}-${from})/(${to}-${from}))))`
}

/** Excel keeps 15 digits of a number in a formula: what is lost is added as a number of its own. */
function numberText(value: number): Written {
  const kept = Number(value.toPrecision(15))
  if (kept === value) return [literal(value), value < 0 ? strengths.sum : strengths.whole]
  const rest = value - kept
  return [`${literal(kept)}${rest < 0 ? '-' : '+'}${literal(Math.abs(Number(rest.toPrecision(15))))}`, strengths.sum]
}

/** A number in a formula, in brackets where it is more than a literal. */
export function exact(value: number): string {
  const [written, strength] = numberText(value)
  return strength < strengths.whole ? `(${written})` : written
}

/** `1E+21` and `4E-17` where JavaScript writes `1e+21` and `4e-17`. */
function literal(value: number): string {
  return String(value + 0).toUpperCase()
}
