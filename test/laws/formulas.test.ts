import fc from 'fast-check'
import { all, create } from 'mathjs/number'
import { describe, expect, test } from 'vitest'
import { treeOf } from '../../fuzz/formulas.ts'
import { randomOf } from '../../fuzz/random.ts'
import { at, createWorkspace, literal } from '../../src/model/blocks.ts'
import { differentiate } from '../../src/model/derivative.ts'
import {
  binary,
  call,
  type Expression,
  formatExpression,
  number,
  operandsOf,
  variable,
} from '../../src/model/expression.ts'
import { interpret, type Scope } from '../../src/model/interpret.ts'
import { loadParser } from '../../src/model/parse.ts'
import { slopeOf } from '../../src/model/symbolic.ts'

const seed = 20261123
const parse = await loadParser()
// Comparisons of formulas are exact; those of mathjs can be told to be.
const mathjs = create(all ?? {}, { relTol: 1e-300, absTol: 0 })

const names = ['a', 'b', 'c'] as const
type Values = Readonly<Record<(typeof names)[number], number>>

const values: fc.Arbitrary<Values> = fc.record({
  a: fc.double({ min: 0.1, max: 9, noNaN: true }),
  b: fc.double({ min: -9, max: -0.1, noNaN: true }),
  c: fc.double({ min: 0.5, max: 2, noNaN: true }),
})

/** Smooth formulas, for derivatives, and all of arithmetic. */
function formulas(smooth: boolean): fc.Arbitrary<Expression> {
  const { formula } = fc.letrec<{ formula: Expression }>((tie) => ({
    formula: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.constantFrom(...names).map((name) => variable(name)),
      fc.integer({ min: 1, max: 30 }).map((tenths) => number(tenths / 10)),
      fc
        .tuple(fc.constantFrom('+' as const, '-' as const, '*' as const, '/' as const), tie('formula'), tie('formula'))
        .map(([operator, left, right]) => binary(operator, left, right)),
      tie('formula').map((operand): Expression => ({ kind: 'negate', operand })),
      tie('formula').map((operand) => binary('^', operand, number(2))),
      fc
        .constantFrom('sin' as const, 'cos' as const, 'exp' as const)
        .chain((name) => tie('formula').map((operand) => call(name, operand))),
      ...(smooth
        ? []
        : [
            fc
              .tuple(fc.constantFrom('min' as const, 'max' as const), tie('formula'), tie('formula'))
              .map(([name, x, y]) => call(name, x, y)),
            tie('formula').map((operand) => call('abs', operand)),
            fc.tuple(fc.constantFrom('<' as const, '>=' as const), tie('formula'), tie('formula'), tie('formula')).map(
              ([operator, x, y, z]): Expression => ({
                kind: 'conditional',
                test: binary(operator, x, y),
                then: y,
                otherwise: z,
              }),
            ),
          ]),
    ),
  }))
  return formula
}

function scopeOf(given: Values): Scope {
  return {
    workspace: createWorkspace({ sectors: 1, lanes: 1 }),
    year: 2025,
    baseYear: 2022,
    linkages: new Map(),
    value: (name) => literal(given[name as keyof Values]),
  }
}

function partsOf(formula: Expression): Expression[] {
  return [formula, ...operandsOf(formula).flatMap(partsOf)]
}

const worth = (formula: Expression, given: Values) => at(interpret(formula, scopeOf(given)), 0, 0)

describe(`formulas (seed ${seed})`, () => {
  test('law: what is printed reads back as the same value', () => {
    fc.assert(
      fc.property(formulas(false), values, (formula, given) => {
        const parsed = parse(formatExpression(formula))
        if (!parsed.ok) return parsed.fault.code === 'formula-too-long' || parsed.fault.code === 'formula-too-deep'
        return Object.is(worth(parsed.expression, given), worth(formula, given))
      }),
      { seed, numRuns: 500 },
    )
  })

  // Both round each operation alike, so agreement is to the last bits: 1e-12 relative leaves room for pow and exp. Where
  // a part is no number the two differ by decision: missing stays missing here, and is false or NaN there.
  test('law: a formula of any operation is worth what mathjs says it is worth', () => {
    let compared = 0
    for (let index = 0; index < 2000; index++) {
      const random = randomOf(seed, 'worth', index)
      const formula = treeOf(random, 5)
      const given = { a: random.below(90) / 10 + 0.1, b: -random.below(90) / 10, c: random.below(3) }
      if (!partsOf(formula).every((part) => Number.isFinite(worth(part, given)))) continue
      const expected = Number(mathjs.evaluate(formatExpression(formula), { ...given }))
      const actual = worth(formula, given)
      const isClose = Math.abs(actual - expected) <= 1e-12 * Math.abs(expected)
      if (!isClose)
        expect.fail(`${formatExpression(formula)} is ${actual}, to mathjs ${expected}: ${JSON.stringify(given)}`)
      compared++
    }
    expect(compared).toBeGreaterThan(1000)
  })

  // Central differences are good to about the cube root of the rounding unit, hence 1e-4 of the slope's own scale.
  test('law: a derivative agrees with central differences', () => {
    fc.assert(
      fc.property(formulas(true), values, (formula, given) => {
        const h = 1e-5
        const { slope } = differentiate(formula, scopeOf(given), (name) => (name === 'a' ? literal(1) : null))
        const exact = slope === null ? 0 : at(slope, 0, 0)
        const [up, down, mid] = [given.a + h, given.a - h, given.a].map((a) => worth(formula, { ...given, a }))
        if (up === undefined || down === undefined || mid === undefined) return false
        const rough = (up - down) / (2 * h)
        const bend = Math.abs(up - 2 * mid + down) / h
        if (![exact, rough, bend].every(Number.isFinite) || Math.abs(exact) > 1e8 || Math.abs(mid) > 1e8) return true
        return Math.abs(exact - rough) <= 1e-4 * Math.max(1, Math.abs(exact), Math.abs(mid)) + 10 * bend
      }),
      { seed, numRuns: 500 },
    )
  })

  test('law: a slope as a formula is worth the derivative', () => {
    const moving = {
      moves: (name: string) => name === 'a',
      value: (part: Expression) => part,
      sectors: 1,
      linkages: new Map(),
    }
    fc.assert(
      fc.property(formulas(false), values, (formula, given) => {
        const { slope } = differentiate(formula, scopeOf(given), (name) => (name === 'a' ? literal(1) : null))
        const written = slopeOf(formula, 0, moving)
        const [expected, actual] = [slope === null ? 0 : at(slope, 0, 0), written === null ? 0 : worth(written, given)]
        if (!Number.isFinite(expected) || !Number.isFinite(actual)) return true
        return Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected))
      }),
      { seed, numRuns: 500 },
    )
  })
})

describe('slopes over sectors, as formulas', () => {
  const data = Float64Array.of(2, 5)
  const block = { data, offset: 0, sectorStride: 1, laneStride: 0, temporary: false }
  const linkages = new Map([
    ['buys', { from: Int32Array.of(0, 0, 1), to: Int32Array.of(0, 1, 0), coefficient: Float64Array.of(0.1, 0.2, 0.3) }],
  ])
  const workspace = createWorkspace({ sectors: 2, lanes: 1 })
  const scope: Scope = { workspace, year: 2025, baseYear: 2022, linkages, value: () => block }
  test.each([
    'sum(a * a)',
    'mean(a ^ 3)',
    'share(a)',
    'linked(a * a, buys)',
    'a / sum(a) + linked(a, buys)',
    'max(a, 3) * sum(a)',
  ])('%s', (text) => {
    const parsed = parse(text)
    if (!parsed.ok) throw new Error(parsed.fault.code)
    for (const moved of [0, 1]) {
      const seedBlock = { ...block, data: Float64Array.of(moved === 0 ? 1 : 0, moved === 1 ? 1 : 0) }
      const { slope } = differentiate(parsed.expression, scope, () => seedBlock)
      for (const sector of [0, 1]) {
        const parts = new Map<string, number>()
        const value = (part: Expression, where: number): Expression => {
          const name = `part${parts.size}`
          parts.set(name, at(interpret(part, scope), where, 0))
          return variable(name)
        }
        const moves = (_: string, years: number, where: number) => years === 0 && where === moved
        const written = slopeOf(parsed.expression, sector, { moves, value, sectors: 2, linkages })
        const inParts: Scope = { ...scope, value: (name) => literal(parts.get(name) ?? Number.NaN) }
        const actual = written === null ? 0 : at(interpret(written, inParts), 0, 0)
        expect(actual).toBeCloseTo(slope === null ? 0 : at(slope, sector, 0), 12)
      }
    }
  })
})

describe('known derivatives', () => {
  const slopeAt = (text: string, x: number) => {
    const parsed = parse(text)
    if (!parsed.ok) throw new Error(parsed.fault.code)
    const scope = scopeOf({ a: x, b: 2, c: 3 })
    const { slope } = differentiate(parsed.expression, scope, (name) => (name === 'a' ? literal(1) : null))
    return slope === null ? 0 : at(slope, 0, 0)
  }
  test.each([
    ['a ^ 3', 2, 12],
    ['b ^ a', 3, 8 * Math.log(2)],
    ['a / (1 + a)', 1, 0.25],
    ['log(a)', 4, 0.25],
    ['sqrt(a)', 4, 0.25],
    ['max(a, 3) * 2', 5, 2],
    ['max(a, 3) * 2', 1, 0],
    ['clamp(a, 0, 3)', 5, 0],
    ['abs(-a)', 2, 1],
    ['a > 1 ? a ^ 2 : 0', 3, 6],
    ['sum(a * a)', 3, 6],
    ['share(a)', 3, 0],
  ])('d/da of %s at %d is %d', (text, x, expected) => {
    expect(slopeAt(text, x)).toBeCloseTo(expected, 14)
  })
})
