/**
 * Text to tree. mathjs parses; the tree is then rebuilt node by node from the whitelist, so that nothing but
 * arithmetic over the plan's own names can come out. mathjs never evaluates anything.
 *
 * What mathjs would read differently is settled before it sees the text: `5%` is the literal 0.05 (to mathjs it is a
 * remainder), full-width signs are plain ones, a line break is a space.
 */

import type { MathNode } from 'mathjs'
import { distributionNames } from '../plan/cells.ts'
import { suggest } from '../plan/suggest.ts'
import type { BinaryOperator, Expression } from './expression.ts'
import { shifted } from './expression.ts'
import { constants, functions, isConstant, isFunction } from './functions.ts'

const formulaLimits = { characters: 1000, depth: 64, nodes: 500 } as const

/** Why a formula is refused; `start` and `length` are characters of the text, for the caret. */
export type FormulaFault = {
  readonly code:
    | 'formula-too-long'
    | 'formula-too-deep'
    | 'formula-syntax'
    | 'formula-construct'
    | 'formula-product'
    | 'formula-number'
    | 'formula-arguments'
    | 'formula-lag'
    | 'unknown-function'
  readonly words: Readonly<Record<string, string | number>>
  readonly suggestion: string | null
  readonly start: number
  readonly length: number
}

export type ParsedFormula =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly fault: FormulaFault }

export type FormulaParser = (text: string) => ParsedFormula

/** Loads mathjs, once, and only when a plan holds a formula of its own. */
export async function loadParser(): Promise<FormulaParser> {
  const { create, parseDependencies } = await import('./mathjs.ts')
  const { parse } = create({ parseDependencies })
  const isAlpha = parse.isAlpha
  // Chinese variable names: every letter of every script may stand in a name, those of two UTF-16 units too.
  parse.isAlpha = (character, previous, next) =>
    isAlpha(character, previous, next) ||
    (character !== undefined &&
      [character, character + next, previous + character].some((each) => oneLetter.test(each)))
  return (text) => parseWith((prepared) => parse(prepared) as MathNode, text)
}

const oneLetter = /^\p{L}$/u

class Refused extends Error {
  readonly fault: Omit<FormulaFault, 'start' | 'length'> & { readonly near: string | null }
  constructor(
    code: FormulaFault['code'],
    words: FormulaFault['words'],
    near: string | null,
    suggestion: string | null,
  ) {
    super(code)
    this.fault = { code, words, near, suggestion }
  }
}

function refuse(
  code: FormulaFault['code'],
  words: FormulaFault['words'],
  near: string | null = null,
  suggestion: string | null = null,
): never {
  throw new Refused(code, words, near, suggestion)
}

function parseWith(parse: (prepared: string) => MathNode, text: string): ParsedFormula {
  const whole = { suggestion: null, start: 0, length: text.length }
  const { characters, depth } = formulaLimits
  if (text.length > characters) {
    return {
      ok: false,
      fault: { code: 'formula-too-long', words: { characters: text.length, limit: characters }, ...whole },
    }
  }
  if (bracketDepth(text) > depth) {
    return { ok: false, fault: { code: 'formula-too-deep', words: { limit: depth }, ...whole } }
  }
  const prepared = prepare(text)
  const unusual = /\b0[xXbBoO]|(?:^|[(,])\s*-\s*-/.exec(prepared.text)
  if (unusual !== null) {
    const start = prepared.origin[unusual.index] ?? 0
    const words = { text: text.slice(start) }
    return { ok: false, fault: { code: 'formula-syntax', words, suggestion: null, start, length: 2 } }
  }
  const odd = notInFormulas.exec(prepared.text)
  if (odd !== null) {
    const start = prepared.origin[odd.index] ?? 0
    const [construct] = odd
    return {
      ok: false,
      fault: { code: 'formula-construct', words: { construct }, suggestion: null, start, length: construct.length },
    }
  }
  try {
    return { ok: true, expression: rebuild(parse(prepared.text)) }
  } catch (error) {
    if (error instanceof Refused) {
      const { near, ...fault } = error.fault
      const found = near === null ? null : positionOf(text, near)
      return {
        ok: false,
        fault: { ...fault, start: found ?? 0, length: found === null ? text.length : (near ?? '').length },
      }
    }
    return { ok: false, fault: syntaxFault(error, text, prepared.origin) }
  }
}

/** A sign that means nothing here, or a word that is a number to mathjs and none to anyone else. */
const notInFormulas = /[^\p{L}\p{N}_\s.,()+\-*/^<>=!?:]|(?<![\p{L}\p{N}_])(?:NaN|Infinity)(?![\p{L}\p{N}_])/u

/** What an author would call the parts of mathjs's grammar that are no part of ours. */
const constructs: Readonly<Record<string, string>> = {
  AccessorNode: '.',
  AssignmentNode: '=',
  FunctionAssignmentNode: '=',
  RangeNode: ':',
}

function syntaxFault(error: unknown, text: string, origin: readonly number[]): FormulaFault {
  const at = error instanceof SyntaxError && 'char' in error && typeof error.char === 'number' ? error.char - 1 : 0
  const start = Math.min(origin[at] ?? text.length, Math.max(0, text.length - 1))
  const rest = text.slice(start).trim()
  return { code: 'formula-syntax', words: { text: rest === '' ? text : rest }, suggestion: null, start, length: 1 }
}

/** Where a name stands in the text as a word of its own, or null. */
export function positionOf(text: string, name: string): number | null {
  const letter = /[\p{L}\p{N}_]/u
  for (let from = 0; ; ) {
    const found = text.indexOf(name, from)
    if (found < 0) return null
    const before = text[found - 1] ?? ' '
    const after = text[found + name.length] ?? ' '
    if (!letter.test(name) || !(letter.test(before) || letter.test(after))) return found
    from = found + 1
  }
}

function bracketDepth(text: string): number {
  let depth = 0
  let deepest = 0
  for (const character of text) {
    if (character === '(' || character === '（') deepest = Math.max(deepest, ++depth)
    if (character === ')' || character === '）') depth--
  }
  return deepest
}

const plain: Readonly<Record<string, string>> = {
  '×': '*',
  '·': '*',
  '÷': '/',
  '−': '-',
  '≥': '>=',
  '≤': '<=',
  '≠': '!=',
  '\n': ' ',
  '\r': ' ',
  '\t': ' ',
}

/** The text as mathjs may read it, and for each of its characters the one it came from. */
function prepare(text: string): { text: string; origin: readonly number[] } {
  const rate = /((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(?:(%|pp(?![\p{L}\p{N}_])|百分点)|(‰))/uy
  const half = halfWidth(text)
  let out = ''
  const origin: number[] = []
  const push = (piece: string, at: number) => {
    for (let i = 0; i < piece.length; i++) origin.push(at)
    out += piece
  }
  for (let i = 0; i < half.length; ) {
    rate.lastIndex = i
    const previous = half[i - 1] ?? ' '
    const match = /[\p{L}\p{N}_.]/u.test(previous) ? null : rate.exec(half)
    if (match === null) {
      push(plain[half[i] ?? ''] ?? half[i] ?? '', i)
      i++
    } else {
      push(shiftDecimal(match[1] ?? '', match[3] === undefined ? -2 : -3), i)
      i = rate.lastIndex
    }
  }
  return { text: out, origin }
}

/** `5` and −2 give `5e-2`: the decimal is moved in the text, so that 8 % is the double 0.08 and nothing beside it. */
function shiftDecimal(digits: string, places: number): string {
  const [mantissa = '', exponent = '0'] = digits.toLowerCase().split('e')
  return `${mantissa}e${Number(exponent) + places}`
}

/** Full-width ASCII (！ to ～) as plain ASCII, one character for one. */
function halfWidth(text: string): string {
  return text
    .replace(/[！-～]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/　/g, ' ')
}

const operators = new Map<string, BinaryOperator>(
  (['+', '-', '*', '/', '^', '<', '<=', '>', '>=', '==', '!=', 'and', 'or'] as const).map((each) => [each, each]),
)

/** The same tree in our own nodes; whatever is not on the whitelist is refused by name. */
function rebuild(root: MathNode): Expression {
  let nodes = 0
  const visit = (node: MathNode, depth: number): Expression => {
    nodes++
    if (depth > formulaLimits.depth || nodes > formulaLimits.nodes)
      refuse('formula-too-deep', { limit: formulaLimits.depth })
    return visitNode(node as TypedNode, (child) => visit(child, depth + 1))
  }
  return visit(root, 1)
}

/** The parts of mathjs nodes that are read here; its own types are wider than what the number parser makes. */
type TypedNode = {
  readonly type: string
  readonly value?: unknown
  readonly name?: string
  readonly op?: string
  readonly fn?: { readonly name?: string } | string
  readonly args?: readonly MathNode[]
  readonly implicit?: boolean
  readonly content?: MathNode
  readonly condition?: MathNode
  readonly trueExpr?: MathNode
  readonly falseExpr?: MathNode
}

function visitNode(node: TypedNode, visit: (child: MathNode) => Expression): Expression {
  switch (node.type) {
    case 'ParenthesisNode':
      return visit(node.content as MathNode)
    case 'ConstantNode':
      if (typeof node.value !== 'number')
        refuse('formula-construct', { construct: String(node.value) }, String(node.value))
      if (!Number.isFinite(node.value)) refuse('formula-number', {})
      return { kind: 'number', value: node.value }
    case 'SymbolNode':
      return symbol(node.name ?? '')
    case 'OperatorNode':
      return operator(node, visit)
    case 'ConditionalNode':
      return {
        kind: 'conditional',
        test: visit(node.condition as MathNode),
        then: visit(node.trueExpr as MathNode),
        otherwise: visit(node.falseExpr as MathNode),
      }
    case 'FunctionNode':
      return functionCall(node, visit)
    case 'RelationalNode':
      return refuse('formula-construct', { construct: 'a < b < c' })
    case 'BlockNode':
      return refuse('formula-construct', { construct: ';' }, ';')
    default: {
      const sign = constructs[node.type] ?? null
      return refuse('formula-construct', { construct: sign ?? node.type.replace(/Node$/, '').toLowerCase() }, sign)
    }
  }
}

function symbol(name: string): Expression {
  if (isConstant(name)) return { kind: 'constant', name }
  if (isFunction(name)) refuse('formula-arguments', { name, example: functions[name].example }, name)
  return { kind: 'variable', name, years: 0 }
}

function operator(node: TypedNode, visit: (child: MathNode) => Expression): Expression {
  const [first, second] = node.args ?? []
  const op = node.op ?? ''
  if (node.implicit === true) refuse('formula-product', {})
  if (first !== undefined && second === undefined) {
    if (op === '-') return { kind: 'negate', operand: visit(first) }
    if (op === '+') return visit(first)
    if (op === 'not') return { kind: 'not', operand: visit(first) }
  }
  const known = operators.get(op)
  if (known === undefined || first === undefined || second === undefined)
    return refuse('formula-construct', { construct: op }, op)
  return { kind: 'binary', operator: known, left: visit(first), right: visit(second) }
}

function functionCall(node: TypedNode, visit: (child: MathNode) => Expression): Expression {
  const name = typeof node.fn === 'string' ? node.fn : (node.fn?.name ?? '')
  if (!isFunction(name)) {
    const names = [...Object.keys(functions), ...Object.keys(constants), ...distributionNames]
    return refuse('unknown-function', { name }, name, suggest(name, names)[0] ?? null)
  }
  const { arity, example } = functions[name]
  const given = node.args ?? []
  if (given.length < arity[0] || given.length > arity[1]) refuse('formula-arguments', { name, example }, name)
  if (name === 'lag') return lag(given, visit)
  if (name === 'linked') return linked(given, visit)
  return { kind: 'call', name, operands: given.map(visit) }
}

function lag(given: readonly MathNode[], visit: (child: MathNode) => Expression): Expression {
  const operand = visit(given[0] as MathNode)
  const years = given[1] === undefined ? ({ kind: 'number', value: 1 } as const) : visit(given[1])
  if (years.kind !== 'number' || !Number.isInteger(years.value) || years.value < 1 || years.value > 100) {
    return refuse('formula-lag', {}, 'lag')
  }
  return shifted(operand, years.value)
}

function linked(given: readonly MathNode[], visit: (child: MathNode) => Expression): Expression {
  const linkage = visit(given[1] as MathNode)
  if (linkage.kind !== 'variable')
    return refuse('formula-arguments', { name: 'linked', example: functions.linked.example }, 'linked')
  return { kind: 'linked', operand: visit(given[0] as MathNode), linkage: linkage.name }
}
