/**
 * Equations typeset: MathML from the expression tree, which browsers draw by themselves. A further walk over the tree,
 * beside those of the evaluator and of `formatExpression`.
 */

import { type BinaryOperator, type Expression, binding as inFormulas } from '../../model/expression.ts'
import type { Level } from '../../model/types.ts'
import { escaped } from '../html/escape.ts'
import type { Language } from '../messages.ts'
import { reportWords } from '../words-report.ts'

/** What a variable is called, and whether it differs by sector. */
export type Symbols = (name: string) => { readonly label: string; readonly level: Level }

/** As in formulas, but for a fraction, which stands by itself, and a power, whose exponent does. */
const binding: Readonly<Record<BinaryOperator, number>> = { ...inFormulas, '/': 9, '^': 8 }
const NEGATED = 6
const WHOLE = 9

const signs: Readonly<Record<BinaryOperator, string>> = {
  or: '∨',
  and: '∧',
  '==': '=',
  '!=': '≠',
  '<': '&lt;',
  '<=': '≤',
  '>': '&gt;',
  '>=': '≥',
  '+': '+',
  '-': '−',
  '*': '×',
  '/': '/',
  '^': '^',
}

/** `revenue = lag(revenue) * (1 + growth) + capacity`, as a formula in a line of its own. */
export function equationMathml(name: string, expression: Expression, symbols: Symbols, language: Language): string {
  const left = symbolOf(name, 0, symbols)
  return `<math displaystyle="true"><mrow>${left}<mo>=</mo>${typeset(expression, 0, symbols, language)}</mrow></math>`
}

function typeset(part: Expression, least: number, symbols: Symbols, language: Language): string {
  const [written, strength] = format(part, symbols, language)
  return strength < least ? fenced(written) : written
}

function format(part: Expression, symbols: Symbols, language: Language): readonly [string, number] {
  const inside = (operand: Expression, least = 0) => typeset(operand, least, symbols, language)
  switch (part.kind) {
    case 'number':
      return [numberMathml(part.value), part.value < 0 ? NEGATED : WHOLE]
    case 'constant':
      return [part.name === 'year' ? '<mi>t</mi>' : '<msub><mi>t</mi><mn>0</mn></msub>', WHOLE]
    case 'variable':
      return [symbolOf(part.name, part.years, symbols), WHOLE]
    case 'negate':
      return [`<mrow><mo>−</mo>${inside(part.operand, NEGATED + 1)}</mrow>`, NEGATED]
    case 'not':
      return [`<mrow><mo>¬</mo>${inside(part.operand, WHOLE)}</mrow>`, NEGATED]
    case 'binary':
      return binaryMathml(part, inside)
    case 'conditional':
      return [casesMathml(part, inside, language), WHOLE]
    case 'linked':
      return [
        `<mrow><munder><mo>∑</mo><mi>j</mi></munder><msub><mtext>${escaped(part.linkage)}</mtext><mrow><mi>i</mi><mi>j</mi></mrow></msub><mo>×</mo><msub>${fenced(inside(part.operand))}<mi>j</mi></msub></mrow>`,
        5,
      ]
    case 'call':
      return callMathml(part, inside)
  }
}

function binaryMathml(
  { operator, left, right }: Extract<Expression, { kind: 'binary' }>,
  inside: (operand: Expression, least?: number) => string,
): readonly [string, number] {
  const strength = binding[operator]
  if (operator === '/') return [`<mfrac><mrow>${inside(left)}</mrow><mrow>${inside(right)}</mrow></mfrac>`, WHOLE]
  if (operator === '^')
    return [`<msup><mrow>${inside(left, WHOLE)}</mrow><mrow>${inside(right)}</mrow></msup>`, strength]
  // As in formulas, a comparison of a comparison keeps its brackets; and a sum's sign reaches over the factors behind it.
  const least = operator === '*' && isSum(left) ? WHOLE : strength === binding['=='] ? strength + 1 : strength
  return [`<mrow>${inside(left, least)}<mo>${signs[operator]}</mo>${inside(right, strength + 1)}</mrow>`, strength]
}

function isSum(part: Expression): boolean {
  return part.kind === 'linked' || (part.kind === 'call' && part.name === 'sum')
}

function casesMathml(
  { test, then, otherwise }: Extract<Expression, { kind: 'conditional' }>,
  inside: (operand: Expression) => string,
  language: Language,
): string {
  const { ifWord, otherwiseWord } = reportWords[language]
  const first = `<mtr><mtd>${inside(then)}</mtd><mtd><mtext>${ifWord}</mtext>${inside(test)}</mtd></mtr>`
  const second = `<mtr><mtd>${inside(otherwise)}</mtd><mtd><mtext>${otherwiseWord}</mtext></mtd></mtr>`
  return `<mrow><mo>{</mo><mtable columnalign="left left">${first}${second}</mtable></mrow>`
}

function callMathml(
  { name, operands }: Extract<Expression, { kind: 'call' }>,
  inside: (operand: Expression, least?: number) => string,
): readonly [string, number] {
  const [first] = operands
  const one = (least = 0) => (first === undefined ? '' : inside(first, least))
  switch (name) {
    case 'sum':
      return [`<mrow><munder><mo>∑</mo><mi>i</mi></munder>${one(5)}</mrow>`, 5]
    case 'share':
      return [`<mfrac><mrow>${one()}</mrow><mrow><munder><mo>∑</mo><mi>i</mi></munder>${one(5)}</mrow></mfrac>`, WHOLE]
    case 'abs':
      return [`<mrow><mo>|</mo>${one()}<mo>|</mo></mrow>`, WHOLE]
    case 'sqrt':
      return [`<msqrt>${one()}</msqrt>`, WHOLE]
    case 'exp':
      return [`<msup><mi>e</mi><mrow>${one()}</mrow></msup>`, 8]
    default: {
      const list = operands.map((operand) => inside(operand)).join('<mo>,</mo>')
      return [`<mrow><mi mathvariant="normal">${name}</mi>${fenced(list)}</mrow>`, WHOLE]
    }
  }
}

function fenced(inside: string): string {
  return `<mrow><mo>(</mo>${inside}<mo>)</mo></mrow>`
}

/** A name with its indices: i where it differs by sector, and the year. */
function symbolOf(name: string, years: number, symbols: Symbols): string {
  const { label, level } = symbols(name)
  const year = years === 0 ? '<mi>t</mi>' : `<mi>t</mi><mo>−</mo><mn>${years}</mn>`
  const indices = level === 'sector' ? `<mi>i</mi><mo>,</mo>${year}` : year
  return `<msub><mtext>${escaped(label)}</mtext><mrow>${indices}</mrow></msub>`
}

function numberMathml(value: number): string {
  const text = `<mn>${Math.abs(value)}</mn>`
  return value < 0 ? `<mrow><mo>−</mo>${text}</mrow>` : text
}
