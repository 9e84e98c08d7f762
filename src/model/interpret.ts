/** The interpreter: a formula, in one year, over blocks. `derivative.ts` is its twin for derivatives. */

import {
  type Block,
  choose,
  combine,
  constant,
  literal,
  map,
  multiplySparse,
  release,
  type SparseMatrix,
  sum,
  sumGroup,
  type Workspace,
  zip,
} from './blocks.ts'
import type { Expression } from './expression.ts'
import { functions } from './functions.ts'

/** What a formula can see. */
export type Scope = {
  readonly workspace: Workspace
  readonly year: number
  readonly baseYear: number
  readonly linkages: ReadonlyMap<string, SparseMatrix>
  /** A variable, so many years before `year`; missing (NaN) before the first year. */
  readonly value: (name: string, years: number) => Block
}

/** The value of a formula for every sector and lane. The caller owns the block if it is temporary. */
export function interpret(expression: Expression, scope: Scope): Block {
  const { workspace } = scope
  switch (expression.kind) {
    case 'number':
      return constant(workspace, expression.value)
    case 'constant':
      return constant(workspace, expression.name === 'year' ? scope.year : scope.baseYear)
    case 'variable':
      return scope.value(expression.name, expression.years)
    case 'negate':
    case 'not': {
      const x = interpret(expression.operand, scope)
      return spent(workspace, map(workspace, x, expression.kind === 'not' ? not : negate), x)
    }
    case 'binary': {
      const x = interpret(expression.left, scope)
      const y = interpret(expression.right, scope)
      return spent(workspace, combine(workspace, expression.operator, x, y), x, y)
    }
    case 'conditional': {
      const test = interpret(expression.test, scope)
      const x = interpret(expression.then, scope)
      const y = interpret(expression.otherwise, scope)
      return spent(workspace, choose(workspace, test, x, y), test, x, y)
    }
    case 'linked': {
      const x = interpret(expression.operand, scope)
      return spent(workspace, multiplySparse(workspace, linkageOf(scope, expression.linkage), x), x)
    }
    case 'call': {
      const [part] = expression.operands
      if (expression.name === 'sum' && part?.kind === 'linked' && linkageOf(scope, part.linkage).isGroup) {
        const x = interpret(part.operand, scope)
        return spent(workspace, sumGroup(workspace, linkageOf(scope, part.linkage), x), x)
      }
      const operands = expression.operands.map((operand) => interpret(operand, scope))
      return spent(workspace, callOf(expression.name, operands, scope), ...operands)
    }
  }
}

function callOf(name: Extract<Expression, { kind: 'call' }>['name'], operands: readonly Block[], scope: Scope): Block {
  const { workspace, year } = scope
  const [first, second] = operands
  if (first === undefined) throw new RangeError(`${name} without an argument`)
  switch (name) {
    case 'sum':
      return sum(workspace, first)
    case 'mean':
      return mean(workspace, first)
    case 'share': {
      const total = sum(workspace, first)
      return spent(workspace, combine(workspace, '/', first, total), total)
    }
    case 'min':
    case 'max':
      return fold(workspace, operands, name === 'min' ? Math.min : Math.max)
    case 'clamp':
      return clamp(workspace, operands)
    case 'round':
      return zip(workspace, first, second ?? literal(0), roundTo)
    case 'ramp':
      return zip(workspace, first, second ?? first, (from, to) => rampAt(year, from, to))
    default:
      return map(workspace, first, functions[name].apply)
  }
}

/** The result, and the buffers of the operands given back. */
function spent(workspace: Workspace, result: Block, ...operands: readonly Block[]): Block {
  for (const operand of operands) if (operand !== result) release(workspace, operand)
  return result
}

export function linkageOf(scope: Scope, name: string): SparseMatrix {
  const linkage = scope.linkages.get(name)
  if (linkage === undefined) throw new RangeError(`no linkage ${name}`)
  return linkage
}

export function mean(workspace: Workspace, block: Block): Block {
  const count = workspace.shape.sectors
  const total = sum(workspace, block)
  return spent(
    workspace,
    map(workspace, total, (x) => x / count),
    total,
  )
}

function fold(workspace: Workspace, operands: readonly Block[], pick: (x: number, y: number) => number): Block {
  return operands.reduce((best, next) => {
    const result = zip(workspace, best, next, pick)
    return best === operands[0] ? result : spent(workspace, result, best)
  })
}

function clamp(workspace: Workspace, [x, low, high]: readonly Block[]): Block {
  if (x === undefined || low === undefined || high === undefined) throw new RangeError('clamp takes three arguments')
  const raised = zip(workspace, x, low, Math.max)
  return spent(workspace, zip(workspace, raised, high, Math.min), raised)
}

const negate = (x: number): number => -x
const not = (x: number): number => (Number.isNaN(x) ? x : x === 0 ? 1 : 0)

/** To `digits` decimals, halves away from zero; the half is found in the decimal text, so 1.005 rounds to 1.01. */
function roundTo(x: number, digits: number): number {
  if (!Number.isFinite(x) || Number.isNaN(digits)) return Number.NaN
  const places = Math.trunc(digits)
  const moved = shifted(Math.abs(x), places)
  if (!Number.isFinite(moved)) return x
  return Math.sign(x) * shifted(Math.round(moved), -places)
}

/** `value` × 10^power in decimal: 1.005 × 10² is 100.5. */
function shifted(value: number, power: number): number {
  const [digits, exponent = '0'] = String(value).split('e')
  return Number(`${digits}e${Number(exponent) + power}`)
}

function rampAt(year: number, from: number, to: number): number {
  if (Number.isNaN(from) || Number.isNaN(to)) return Number.NaN
  if (from === to) return year >= from ? 1 : 0
  return Math.min(1, Math.max(0, (year - from) / (to - from)))
}
