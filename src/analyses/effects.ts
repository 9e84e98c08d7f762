/** What explains the difference between two states of a product: scale, structure and intensity effects (LMDI). */

import { at, type Block, createWorkspace, literal } from '../model/blocks.ts'
import { evaluate } from '../model/evaluate.ts'
import { variable as named } from '../model/expression.ts'
import type { Inputs } from '../model/given.ts'
import { interpret, type Scope } from '../model/interpret.ts'
import type { Model } from '../model/types.ts'
import { PlanError, problem, wholeFile } from '../plan/problem.ts'
import { type Plan, TOTAL } from '../plan/types.ts'
import { type Attribution, bySectorName, type Effect, type Part, type Question } from './attribution.ts'
import type { Dimension } from './groups.ts'
import { type FactorChange, hasLogarithm, lmdiOfTerm } from './lmdi.ts'
import { oneYearOf } from './one-year.ts'
import { type Factor, type Product, productOf, type Structured, withStructure } from './product.ts'

/**
 * @param by  null: by factor, or by sector where there is only one; years mean nothing to a product
 * @throws PlanError where the variable is no product, or where a factor is zero or changes its sign
 */
export function lmdiAttribution(question: Question, by: readonly Dimension[] | null): Attribution {
  const { model, from, to } = oneYearOf(question.variable, question.from, question.to)
  const { name, level } = model.variables[question.variable] ?? { name: '', level: 'total' }
  const structured = withStructure(model, productOf(model, named(name)))
  const { product } = structured
  if (isBare(product)) throw new PlanError([notAProduct(question)])
  const alone = level === 'total' ? TOTAL : question.sector
  const everySector = model.plan.sectors.map((_, sector) => sector)
  const sectors = product.isSum ? everySector.sort((a, b) => bySectorName(model, a, b)) : [alone]
  const changes = changesIn(model, product, from, to)
  const contributions = sectors.map((sector) => {
    const factors = changes.map((change) => change(Math.max(0, sector)))
    const shares = lmdiOfTerm({ ...termOf(product, factors), factors })
    if (shares === null) throw new PlanError([undefinedAt(question, structured, factors, sector)])
    return shares
  })
  const isAlone = product.factors.length === 1 && sectors.length > 1
  const dimensions = by ?? [isAlone ? 'sector' : 'assumption']
  const parts = partsBy(model, structured, sectors, contributions, dimensions)
  return { method: 'lmdi', by: dimensions, parts, groups: null, draws: null, seed: null }
}

/** Nothing was found to multiply: a constant, or one thing that is no variable. */
function isBare({ factors, isSum }: Product): boolean {
  const [first] = factors
  return first === undefined || (factors.length === 1 && !isSum && first.expression.kind !== 'variable')
}

/** For each factor, its values in both states by sector. */
function changesIn(model: Model, product: Product, from: Inputs, to: Inputs): ((sector: number) => FactorChange)[] {
  const [before, after] = [factorBlocks(model, product, from), factorBlocks(model, product, to)]
  return product.factors.map(({ exponent }, k) => (sector) => ({
    before: at(before[k] as Block, sector, 0),
    after: at(after[k] as Block, sector, 0),
    exponent,
  }))
}

function factorBlocks(model: Model, { factors }: Product, inputs: Inputs): Block[] {
  const { blocks } = evaluate(model, inputs)
  const scope: Scope = {
    workspace: createWorkspace({ sectors: model.plan.sectors.length, lanes: 1 }),
    year: model.timeline[0] ?? model.baseYear,
    baseYear: model.baseYear,
    linkages: model.linkages,
    value: (name) => blocks[model.variableByName.get(name) ?? -1]?.[0] ?? literal(Number.NaN),
  }
  return factors.map(({ expression }) => interpret(expression, scope))
}

function termOf({ coefficient }: Product, factors: readonly FactorChange[]): { before: number; after: number } {
  const product = (state: 'before' | 'after') =>
    factors.reduce((value, factor) => {
      // A division and not a power, so that the term is the number the model has.
      return factor.exponent === -1 ? value / factor[state] : value * factor[state] ** factor.exponent
    }, coefficient)
  return { before: product('before'), after: product('after') }
}

/** Contributions of the same factor, of the same sector, or of both, added together. */
function partsBy(
  model: Model,
  structured: Structured,
  sectors: readonly number[],
  contributions: readonly (readonly number[])[],
  by: readonly Dimension[],
): Part[] {
  const parts = new Map<string, Part>()
  structured.product.factors.forEach((factor, k) => {
    sectors.forEach((sector, place) => {
      const part = emptyPart(model, structured, factor, sector, by)
      const before = parts.get(part.name)?.contribution ?? 0
      parts.set(part.name, { ...part, contribution: before + (contributions[place]?.[k] ?? 0) })
    })
  })
  return [...parts.values()]
}

function emptyPart(
  { plan }: Model,
  structured: Structured,
  factor: Factor,
  place: number,
  by: readonly Dimension[],
): Part {
  const effect = by.includes('assumption') ? effectOf(structured, factor) : null
  const sector = by.includes('sector') ? place : null
  return {
    name: partName(effect === 'factor' ? factor.text : effect, sector === null ? null : sectorText(plan, sector)),
    contribution: 0,
    standardError: null,
    assumption: effect === null ? null : factor.text,
    effect,
    sector,
    year: null,
  }
}

function sectorText({ sectors }: Plan, sector: number): string {
  return sector === TOTAL ? 'total' : (sectors[sector]?.name ?? '')
}

function partName(effect: string | null, sector: string | null): string {
  if (effect === null) return sector ?? ''
  return sector === null || sector === 'total' ? effect : `${effect}[${sector}]`
}

function effectOf({ product, total, shares }: Structured, { text }: Factor): Effect {
  if (text === total) return 'scale'
  if (text === shares) return 'structure'
  const others = product.factors.filter((each) => each.text !== total && each.text !== shares)
  return shares !== null && others.length === 1 ? 'intensity' : 'factor'
}

const shapleyInstead = { key: 'give-option', words: { option: '--method shapley' } } as const

function notAProduct({ from, variable }: Question) {
  const { name, formula } = from.projection.model.variables[variable] ?? { name: '', formula: '' }
  return problem('lmdi-not-a-product', wholeFile(''), { variable: name, formula: formula ?? name }, shapleyInstead)
}

/** Enough of a number to recognise it. */
const short = (value: number): number => Number(value.toPrecision(6))

/** The first factor without a logarithm, in words. */
function undefinedAt({ from }: Question, { product }: Structured, changes: readonly FactorChange[], sector: number) {
  const { model } = from.projection
  const k = Math.max(
    0,
    changes.findIndex((change) => !hasLogarithm(change)),
  )
  const { text = '', isBySector = false } = product.factors[k] ?? {}
  const where = isBySector ? `[${model.plan.sectors[sector]?.name ?? ''}]` : ''
  const { before = Number.NaN, after = Number.NaN } = changes[k] ?? {}
  const words = { factor: `${text}${where}`, from: short(before), to: short(after) }
  return problem('lmdi-undefined', wholeFile(''), words, shapleyInstead)
}
