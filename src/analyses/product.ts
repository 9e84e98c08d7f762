/**
 * A variable as a product: its formula, expanded through the equations of one year down to factors. What is a sum over
 * sectors stays one: Σ over sectors of a product.
 *
 *     total_rd             Σ revenue · rd_intensity
 *     total_rd_intensity   Σ revenue · rd_intensity · sum(revenue)⁻¹
 */

import { binary, call, type Expression, formatExpression, number } from '../model/expression.ts'
import type { Model } from '../model/types.ts'
import { levelOf } from '../model/variables.ts'

export type Factor = {
  readonly expression: Expression
  /** As a formula: the name of a leaf, `sum(revenue)`, `1 + growth`. Equal texts are the same factor. */
  readonly text: string
  readonly exponent: number
  readonly isBySector: boolean
}

export type Product = {
  readonly coefficient: number
  readonly factors: readonly Factor[]
  /** Summed over sectors. */
  readonly isSum: boolean
}

/** @param model a model of one year, whose variables without an expression are the leaves; see `oneYearOf` */
export function productOf(model: Model, expression: Expression): Product {
  const expand = (part: Expression): Product => {
    switch (part.kind) {
      case 'number':
        return { coefficient: part.value, factors: [], isSum: false }
      case 'variable': {
        const formula = model.variables[model.variableByName.get(part.name) ?? -1]?.expression ?? null
        return formula === null ? single(model, part) : expand(formula)
      }
      case 'negate': {
        const product = expand(part.operand)
        return { ...product, coefficient: -product.coefficient }
      }
      case 'binary':
        return expandBinary(model, part, expand)
      case 'call':
        return expandCall(model, part, expand)
      default:
        return single(model, part)
    }
  }
  return expand(expression)
}

/** Something that is no product, as the one factor of one. */
function single(model: Model, expression: Expression): Product {
  const levels = new Map(model.variables.map(({ name, level }) => [name, level]))
  const isBySector = levelOf(expression, levels) === 'sector'
  const factor = { expression, text: formatExpression(expression), exponent: 1, isBySector }
  return { coefficient: 1, factors: [factor], isSum: false }
}

type Expand = (part: Expression) => Product

function expandBinary(model: Model, part: Extract<Expression, { kind: 'binary' }>, expand: Expand): Product {
  const { operator, left, right } = part
  if (operator === '*') return times(model, expand(left), expand(right))
  if (operator === '/') return times(model, expand(left), power(closed(model, expand(right)), -1))
  if (operator !== '^' || right.kind !== 'number') return single(model, part)
  const base = closed(model, expand(left))
  return base.coefficient > 0 ? power(base, right.value) : single(model, part)
}

function expandCall(model: Model, part: Extract<Expression, { kind: 'call' }>, expand: Expand): Product {
  const [operand] = part.operands
  if (operand === undefined || !['sum', 'mean', 'share'].includes(part.name)) return single(model, part)
  const inner = closed(model, expand(operand))
  const total = { ...inner, isSum: true }
  if (part.name === 'share') return times(model, inner, power(closed(model, total), -1))
  return part.name === 'sum' ? total : { ...total, coefficient: total.coefficient / model.plan.sectors.length }
}

/** A sum over sectors as one factor: `sum(revenue)`. Other products stand as they are. */
function closed(model: Model, product: Product): Product {
  if (!product.isSum) return product
  const { coefficient, factors } = product
  const summed = single(model, call('sum', formulaOf({ coefficient: 1, factors, isSum: false })))
  return { ...summed, coefficient }
}

/** One sum may stay open, and only if what it is multiplied by is the same for all sectors. */
function times(model: Model, a: Product, b: Product): Product {
  const isOpen = a.isSum && (b.isSum || !hasSectors(b))
  const left = isOpen ? a : closed(model, a)
  const right = left.isSum || hasSectors(left) ? closed(model, b) : b
  return {
    coefficient: left.coefficient * right.coefficient,
    factors: merged([...left.factors, ...right.factors]),
    isSum: left.isSum || right.isSum,
  }
}

function hasSectors({ factors }: Product): boolean {
  return factors.some(({ isBySector }) => isBySector)
}

/** Each factor once; one that is multiplied and divided by drops out. */
function merged(factors: readonly Factor[]): Factor[] {
  const known = new Map<string, Factor>()
  for (const factor of factors) {
    known.set(factor.text, { ...factor, exponent: (known.get(factor.text)?.exponent ?? 0) + factor.exponent })
  }
  return [...known.values()].filter(({ exponent }) => exponent !== 0)
}

function power({ coefficient, factors, isSum }: Product, exponent: number): Product {
  return {
    coefficient: coefficient ** exponent,
    factors: factors.map((factor) => ({ ...factor, exponent: factor.exponent * exponent })),
    isSum,
  }
}

/** The product as a formula again. */
function formulaOf({ factors }: Product): Expression {
  const raised = ({ expression, exponent }: Factor) =>
    exponent === 1 ? expression : binary('^', expression, number(exponent))
  const [first, ...rest] = factors
  if (first === undefined) return number(1)
  return rest.reduce<Expression>((product, factor) => {
    if (factor.exponent === -1) return binary('/', product, factor.expression)
    return binary('*', product, raised(factor))
  }, raised(first))
}

/** The factors of a product whose level is split, and the texts of its total and of its shares. */
export type Structured = { readonly product: Product; readonly total: string | null; readonly shares: string | null }

/**
 * The product with the level that is summed split into its total and the shares of the sectors:
 * revenue = sum(revenue) · share(revenue). Split is the first leaf by sector whose unit is not `1`, as a sum of rates
 * means nothing. With one sector there is no structure, and with one factor alone nothing to tell it from.
 */
export function withStructure(model: Model, product: Product): Structured {
  const isSplit = product.isSum && product.factors.length > 1 && model.plan.sectors.length > 1
  const level = isSplit ? product.factors.find((each) => isLevel(model, each)) : undefined
  if (level === undefined) return { product, total: null, shares: null }
  const parts = (['sum', 'share'] as const).flatMap((name) => single(model, call(name, level.expression)).factors)
  const factors = merged(product.factors.flatMap((each) => (each === level ? parts : [each])))
  const [total, shares] = parts.map(({ text }) => text)
  return { product: { ...product, factors }, total: total ?? null, shares: shares ?? null }
}

function isLevel({ variables, variableByName }: Model, { expression, exponent, isBySector }: Factor): boolean {
  if (exponent !== 1 || !isBySector || expression.kind !== 'variable') return false
  return variables[variableByName.get(expression.name) ?? -1]?.unit !== '1'
}
