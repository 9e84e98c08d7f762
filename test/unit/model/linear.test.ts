import { expect, test } from 'vitest'
import { solveLinear } from '../../../src/model/linear.ts'

test('a system with a zero on the diagonal is solved by exchanging rows', () => {
  expect([...(solveLinear(Float64Array.of(0, 2, 1, 0), Float64Array.of(4, 3)) ?? [])]).toEqual([3, 2])
})

// Hilbert matrix of order 4, right side of ones: the solution is −4, 60, −180, 140 (Forsythe & Moler 1967, §19).
test('the Hilbert matrix of order 4 gives −4, 60, −180, 140', () => {
  const hilbert = Float64Array.from({ length: 16 }, (_, k) => 1 / (Math.floor(k / 4) + (k % 4) + 1))
  const x = solveLinear(hilbert, Float64Array.of(1, 1, 1, 1)) ?? new Float64Array()
  // Condition number 15514: about 4 of 16 digits are lost.
  ;[-4, 60, -180, 140].forEach((expected, index) => {
    expect(x[index]).toBeCloseTo(expected, 8)
  })
})

test.each([
  ['two equal rows', [1, 2, 1, 2], [1, 1]],
  ['a row of zeros', [1, 2, 0, 0], [1, 1]],
  ['a value that is no number', [1, Number.NaN, 0, 1], [1, 1]],
])('%s: no solution is made up', (_, matrix, right) => {
  expect(solveLinear(Float64Array.from(matrix), Float64Array.from(right))).toBeNull()
})
