import { describe, expect, test } from 'vitest'
import { correlatedScores, imanConover, shuffledScores } from '../../src/analyses/numerics/iman-conover.ts'
import { referenceCase } from './plans.ts'

type Table = readonly (readonly number[])[]
type Case = {
  readonly X: Table
  readonly S: Table
  readonly M: Table
  readonly expected: { readonly T_first3rows: Table; readonly Y: Table }
  readonly derived: { readonly linear_corr_Y: Table; readonly spearman_Y: Table }
}

const { X, S, M, expected, derived } = referenceCase<Case>('09_iman_conover')

const columnsOf = (rows: Table): Float64Array[] =>
  (rows[0] ?? []).map((_, column) => Float64Array.from(rows, (row) => row[column] ?? Number.NaN))
const target = Float64Array.from(S.flat())

function correlation(columns: readonly Float64Array[]): number[][] {
  const deviations = columns.map((column) => {
    const centre = column.reduce((sum, each) => sum + each, 0) / column.length
    return column.map((each) => each - centre)
  })
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, each, row) => sum + each * (b[row] ?? 0), 0)
  return deviations.map((a) => deviations.map((b) => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))))
}

/** From 1; equal values share the middle of their places. */
const ranks = (column: Float64Array): Float64Array =>
  column.map((each) => {
    const below = column.filter((other) => other < each).length
    return below + (column.filter((other) => other === each).length + 1) / 2
  })

function expectTable(found: readonly (readonly number[])[], table: Table, tolerance: number): void {
  expect(found).toHaveLength(table.length)
  for (const [i, row] of table.entries()) {
    for (const [j, each] of row.entries()) {
      expect(Math.abs((found[i]?.[j] ?? Number.NaN) - each)).toBeLessThanOrEqual(tolerance)
    }
  }
}

describe('cases/09: the worked example of Mildenhall (mynl/aggregate)', () => {
  const scores = columnsOf(M)
  const found = imanConover(columnsOf(X), target, scores) ?? []

  test('every value stands where it is printed', () => {
    expect(found.map((column) => [...column])).toEqual(columnsOf(expected.Y).map((column) => [...column]))
  })

  test('the mixed scores begin as printed', () => {
    const mixed = correlatedScores(scores, target) ?? []
    // The scores are given to five digits, and mixed by factors up to 1.2.
    expectTable(
      expected.T_first3rows.map((_, row) => mixed.map((column) => column[row] ?? 0)),
      expected.T_first3rows,
      2e-5,
    )
  })

  test('the correlation of the mixed scores is exactly what is asked for', () => {
    expectTable(correlation(correlatedScores(scores, target) ?? []), S, 1e-14)
  })

  test('the correlations of the result, linear and of ranks, to six digits', () => {
    expectTable(correlation(found), derived.linear_corr_Y, 5.1e-7)
    expectTable(correlation(found.map(ranks)), derived.spearman_Y, 5.1e-7)
  })
})

describe('columns in another order', () => {
  const first = Float64Array.of(5, 3, 3, 9, 1, 7, 3, 8)
  const second = Float64Array.of(2, 4, 6, 8, 10, 12, 14, 16)
  const sorted = (column: Float64Array) => [...column].sort((a, b) => a - b)

  test('keep their values, ties included, and the columns given are untouched', () => {
    const before = [...first]
    const found = imanConover([first, second], Float64Array.of(1, -0.6, -0.6, 1), shuffledScores(8, 2, 0)) ?? []
    expect(found.map(sorted)).toEqual([sorted(first), sorted(second)])
    expect([...first]).toEqual(before)
  })

  test('a correlation of 1 puts both in the same order, −1 in opposite ones', () => {
    const scores = shuffledScores(8, 2, 3)
    const distinct = first.map((each, row) => each + row / 100)
    const [a, b] = imanConover([distinct, second], Float64Array.of(1, 1, 1, 1), scores) ?? []
    expect(ranks(a ?? first)).toEqual(ranks(b ?? first))
    const [c, d] = imanConover([distinct, second], Float64Array.of(1, -1, -1, 1), scores) ?? []
    expect(ranks(c ?? first)).toEqual(ranks(d ?? first).map((rank) => 9 - rank))
  })

  test('come out within a few hundredths of the rank correlation, for a thousand values', () => {
    const columns = shuffledScores(1000, 3, 11).map((column) => column.map(Math.exp))
    const found = imanConover(
      columns,
      Float64Array.of(1, 0.7, 0, 0.7, 1, -0.3, 0, -0.3, 1),
      shuffledScores(1000, 3, 12),
    )
    // Rank correlation of a normal copula: 6/π asin(ρ/2) = 0.6829, 0, −0.2876; its sampling error is 0.03 or less.
    const table = correlation((found ?? []).map(ranks))
    for (const [i, j, value] of [
      [0, 1, 0.6829],
      [0, 2, 0],
      [1, 2, -0.2876],
    ] as const) {
      expect(Math.abs((table[i]?.[j] ?? Number.NaN) - value)).toBeLessThanOrEqual(0.03)
    }
  })

  test('are not found for correlations that cannot hold, or from scores that depend on each other', () => {
    const scores = shuffledScores(8, 2, 1)
    expect(imanConover([first, second], Float64Array.of(1, 1.5, 1.5, 1), scores)).toBeNull()
    const same = [scores[0] ?? first, scores[0] ?? first]
    expect(imanConover([first, second], Float64Array.of(1, 0, 0, 1), same)).toBeNull()
  })

  test('scores have mean 0 and variance 1; another seed is another order, also 0', () => {
    const [column = first] = shuffledScores(20, 1, 0)
    expect(column.reduce((sum, each) => sum + each, 0)).toBeCloseTo(0, 13)
    expect(column.reduce((sum, each) => sum + each * each, 0)).toBeCloseTo(20, 12)
    // The largest score of twenty, as the case gives it.
    expect(Math.max(...column)).toBeCloseTo(1.92062, 5)
    expect(shuffledScores(20, 1, 1)).not.toEqual([column])
  })
})
