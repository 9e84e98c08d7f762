/** Formulas: text to tree, tree to text, and what a tree is worth. */

import { all, create } from 'mathjs/number'
import { at, createWorkspace, literal } from '../../src/model/blocks.ts'
import { differentiate } from '../../src/model/derivative.ts'
import { type Expression, formatExpression, operandsOf, some } from '../../src/model/expression.ts'
import { interpret, type Scope } from '../../src/model/interpret.ts'
import { type FormulaFault, loadParser } from '../../src/model/parse.ts'
import { claim } from '../claims.ts'
import { bracketed, letters, strangeFormula, treeOf } from '../formulas.ts'
import { type Target, textIn } from '../target.ts'

const parse = await loadParser()
// Comparisons of yuce are exact: a decision that docs/methods.md states, and one that mathjs can be asked for.
const mathjs = create(all ?? {}, { relTol: 1e-300, absTol: 0 })

export const formulas: Target = {
  name: 'formulas',
  share: 2,
  claim:
    'a formula is a tree or a fault inside its text; the tree prints, reads back and has the worth mathjs gives it',
  generate: (random, corpus) => [
    {
      name: 'formula',
      text: random.chance(0.5) ? bracketed(treeOf(random, 4)) : strangeFormula(random, corpus.formulas),
    },
    {
      name: 'values',
      text: letters.map(() => (random.below(2001) - 1000) / random.pick([1, 10, 100, 1000])).join(' '),
    },
  ],
  check: (input) => {
    const text = textIn(input, 'formula')
    const parsed = parse(text)
    if (!parsed.ok) {
      isInside(parsed.fault, text)
      return
    }
    const { expression } = parsed
    // Which linkages there are is for the model to say.
    if (some(expression, ({ kind }) => kind === 'linked')) return
    const values = textIn(input, 'values').split(' ').map(Number)
    const scope = scopeOf(values)
    const value = worth(expression, scope)
    readsBack(expression, value, scope)
    differentiate(expression, scope, (name) => (name === 'a' ? literal(1) : null))
    const isShared = isOfMathjs(expression) && everyPart(expression, (part) => Number.isFinite(worth(part, scope)))
    if (isShared) agreesWithMathjs(expression, value, values)
  },
}

function isInside({ code, start, length, words }: FormulaFault, text: string): void {
  claim(start >= 0 && start <= text.length && length >= 0, `${code} at ${start} of ${text.length}`)
  claim(
    Object.values(words).every((word) => word !== undefined),
    `${code} has its words`,
  )
}

/** Values are of 2025; nothing is known of earlier years, and there is one sector. */
function scopeOf(values: readonly number[]): Scope {
  return {
    workspace: createWorkspace({ sectors: 1, lanes: 1 }),
    year: 2025,
    baseYear: 2022,
    linkages: new Map(),
    value: (name, years) => {
      const index = (letters as readonly string[]).indexOf(name)
      return literal(years > 0 || index < 0 ? Number.NaN : (values[index] ?? Number.NaN))
    },
  }
}

function worth(expression: Expression, scope: Scope): number {
  return at(interpret(expression, scope), 0, 0)
}

function readsBack(expression: Expression, value: number, scope: Scope): void {
  const printed = formatExpression(expression)
  const again = parse(printed)
  if (again.ok) {
    claim(formatExpression(again.expression) === printed, `prints alike: ${printed}`)
    const second = worth(again.expression, scope)
    claim(Object.is(second, value), `${printed} is worth ${value}, and ${second} when read back`)
  } else {
    const isLong = again.fault.code === 'formula-too-long' || again.fault.code === 'formula-too-deep'
    claim(isLong, `what is printed can be read: ${printed}: ${again.fault.code}`)
  }
}

const shared = new Set<string>(['abs', 'exp', 'log', 'sqrt', 'sin', 'cos', 'min', 'max'])

/** Of operations that mathjs has too, over letters. */
function isOfMathjs(expression: Expression): boolean {
  return everyPart(expression, (part) => {
    if (part.kind === 'variable') return part.years === 0 && letters.some((letter) => letter === part.name)
    if (part.kind === 'call') return shared.has(part.name)
    return part.kind !== 'linked' && part.kind !== 'constant'
  })
}

function everyPart(expression: Expression, holds: (part: Expression) => boolean): boolean {
  return holds(expression) && operandsOf(expression).every((operand) => everyPart(operand, holds))
}

/** To 1e-12: both round each operation alike, but pow and exp may differ in the last bit. */
function agreesWithMathjs(expression: Expression, value: number, values: readonly number[]): void {
  const scope = new Map(letters.map((letter, i) => [letter as string, values[i] ?? Number.NaN]))
  const expected = Number(mathjs.evaluate(formatExpression(expression), scope))
  const isClose = Math.abs(value - expected) <= 1e-12 * Math.max(1e-300, Math.abs(expected))
  claim(isClose, `${formatExpression(expression)} is ${value}, and to mathjs ${expected}`)
}
