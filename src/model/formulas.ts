/** The formulas of a plan, parsed: its equations (or the usual ones), and those in cells. */

import { variableAlias } from '../plan/headings.ts'
import { type Help, type Problem, problem } from '../plan/problem.ts'
import { write } from '../plan/report.ts'
import { placeOf, placeWithin } from '../plan/source.ts'
import { suggest } from '../plan/suggest.ts'
import type { CellRef, Plan } from '../plan/types.ts'
import { defaultEquations } from './equations.ts'
import { type Expression, mapOperands } from './expression.ts'
import { functions, isConstant, isFunction } from './functions.ts'
import { cellOf } from './given.ts'
import type { FormulaFault, FormulaParser } from './parse.ts'

export function needsParser(plan: Plan): boolean {
  return plan.equations !== null || formulaCells(plan).next().done !== true
}

/** Every cell and setting that holds a formula. */
export function* formulaCells({
  assumptions,
  settings,
}: Plan): Generator<{ text: string; at: CellRef; variable: number }> {
  for (const [row, quantity] of assumptions.quantities) {
    if (quantity.kind !== 'formula') continue
    yield { text: quantity.text, at: cellOf(assumptions, row), variable: assumptions.variable[row] as number }
  }
  for (const setting of settings) {
    if (setting.quantity?.kind !== 'formula' || setting.kind !== 'variable') continue
    yield { text: setting.quantity.text, at: setting.at, variable: setting.variable }
  }
}

export type NamedEquation = {
  readonly variable: string
  readonly nameZh: string | null
  readonly nameEn: string | null
  readonly unit: string | null
  readonly formula: string
  readonly expression: Expression
  readonly at: CellRef | null
}

export function equationsOf(plan: Plan, parser: FormulaParser | null, problems: Problem[]): NamedEquation[] {
  if (plan.equations === null) return defaultsFor(plan)
  const equations: NamedEquation[] = []
  for (const equation of plan.equations) {
    const { variable, nameZh, nameEn, unit, formula, formulaAt } = equation
    if (isFunction(variable) || isConstant(variable)) {
      problems.push(
        problem('reserved-name', placeOf(plan.files, equation.at), { text: variable, example: `${variable}_1` }),
      )
    }
    const parsed = parser?.(formula)
    if (parsed?.ok === true)
      equations.push({ variable, nameZh, nameEn, unit, formula, expression: parsed.expression, at: formulaAt })
    else if (parsed !== undefined) problems.push(formulaProblem(plan, formulaAt, formula, parsed.fault))
  }
  return equations
}

/** The default equations that this plan can feed: R&D only where there is an intensity, capacity only with projects. */
function defaultsFor(plan: Plan): NamedEquation[] {
  const mentioned = new Set(plan.variables.map(({ name }) => name))
  const feeds = new Set(['revenue', 'total_revenue'])
  if (mentioned.has('rd_intensity')) for (const name of ['rd', 'total_rd', 'total_rd_intensity']) feeds.add(name)
  // Whatever is added to revenue or summed from it counts as revenue does.
  const money = plan.variables.find(({ name }) => name === 'revenue')?.unit ?? plan.unit
  const hasCapacity = plan.projects.length > 0 || mentioned.has('capacity')
  return defaultEquations
    .filter(({ variable }) => feeds.has(variable))
    .map(({ variable, nameZh, nameEn, formula, expression, unit }) => {
      const bare = variable === 'revenue' && !hasCapacity && expression.kind === 'binary'
      return {
        variable,
        nameZh,
        nameEn,
        unit: unit === 'money' ? money : unit,
        formula: bare ? formula.replace(' + capacity', '') : formula,
        expression: bare ? expression.left : expression,
        at: null,
      }
    })
}

function formulaProblem(plan: Plan, at: CellRef, text: string, fault: FormulaFault): Problem {
  const { code, words, suggestion } = fault
  const place = placeWithin(plan.files, at, text, fault)
  return problem(
    code,
    place,
    words,
    suggestion === null ? formulaHelp(fault) : { key: 'did-you-mean', words: { suggestion, where: '' } },
  )
}

function formulaHelp({ code, words }: FormulaFault): Help {
  switch (code) {
    case 'formula-syntax':
      return write('lag(revenue) * (1 + growth)')
    case 'formula-product':
      return write('2 * x')
    case 'formula-number':
      return write('1e300')
    case 'formula-lag':
      return write('lag(revenue, 2)')
    case 'formula-arguments':
      return write(String(words.example ?? ''))
    case 'formula-too-long':
    case 'formula-too-deep':
      return { key: 'split-formula', words }
    default:
      return { key: 'formula-parts', words: { functions: Object.keys(functions).join(', ') } }
  }
}

export type CellFormula = { readonly expression: Expression; readonly at: CellRef }

/** Each different text once, with the first cell it stands in; there it is reported where it is no formula. */
export function parseCells(plan: Plan, parser: FormulaParser | null, problems: Problem[]): Map<string, CellFormula> {
  const formulas = new Map<string, CellFormula>()
  const refused = new Set<string>()
  if (parser === null) return formulas
  for (const { text, at } of formulaCells(plan)) {
    if (formulas.has(text) || refused.has(text)) continue
    const parsed = parser(text)
    if (parsed.ok && !isWord(parsed.expression, plan)) formulas.set(text, { expression: parsed.expression, at })
    else {
      refused.add(text)
      problems.push(
        parsed.ok
          ? problem('not-a-value', placeOf(plan.files, at), { text })
          : formulaProblem(plan, at, text, parsed.fault),
      )
    }
  }
  return formulas
}

/** A single word that names no variable was hardly meant as a formula: `待定`, `tbd`. */
function isWord(expression: Expression, plan: Plan): boolean {
  if (expression.kind !== 'variable') return false
  const names = namesOf(plan)
  return !names.includes(expression.name) && suggest(expression.name, names).length === 0
}

/** Every variable a formula may name: the plan's, and those of its equations. */
function namesOf({ variables, equations }: Plan): string[] {
  return [...variables, ...(equations ?? defaultEquations.map((each) => ({ name: each.variable })))].map(
    ({ name }) => name,
  )
}

/** A parser that knows variables by their other names too: 营业收入 is `revenue` where nothing else is called so. */
export function namingParser(parser: FormulaParser, plan: Plan): FormulaParser {
  const names = new Set(namesOf(plan))
  const others = new Map(
    [...plan.variables, ...(plan.equations ?? [])].flatMap(({ name, nameZh, nameEn }) =>
      [nameZh, nameEn].flatMap((other) => (other === null ? [] : [[other, name] as const])),
    ),
  )
  const known = (name: string) => (names.has(name) ? name : (others.get(name) ?? variableAlias(name) ?? name))
  const rename = (part: Expression): Expression =>
    part.kind === 'variable' ? { ...part, name: known(part.name) } : mapOperands(part, rename)
  return (text) => {
    const parsed = parser(text)
    return parsed.ok ? { ok: true, expression: rename(parsed.expression) } : parsed
  }
}
