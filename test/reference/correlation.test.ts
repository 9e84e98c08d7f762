import { describe, expect, test } from 'vitest'
import { semidefiniteCholesky } from '../../src/analyses/numerics/cholesky.ts'
import { nearestCorrelation } from '../../src/analyses/numerics/nearest-correlation.ts'
import { shrunkCorrelation } from '../../src/analyses/numerics/shrunk-correlation.ts'
import { symmetricEigen } from '../../src/analyses/numerics/symmetric-eigen.ts'
import { referenceCase } from './plans.ts'

type Matrix = readonly (readonly number[])[]
type Nearest = {
  readonly input: Matrix
  readonly derived_output: Matrix
  readonly derived_frobenius_distance: number
  readonly input_eigenvalues?: readonly number[]
  readonly read_output?: Matrix
}
type Shrunk = {
  readonly G: Matrix
  readonly H: Matrix
  readonly theta: number
  readonly G_eigenvalues: readonly number[]
  readonly read: {
    readonly alpha: number
    readonly X_first_row: readonly number[]
    readonly eigenvalues: readonly number[]
  }
  readonly derived: { readonly alpha: number; readonly X: Matrix; readonly eigenvalues: readonly number[] }
  readonly nearest_correlation_of_G: { readonly derived: Matrix; readonly frobenius: number }
}

const { cases } = referenceCase<{ readonly cases: readonly [Nearest, Nearest, Shrunk] }>('10_nearest_correlation')
const [nag, three, shrinking] = cases

const flat = (matrix: Matrix): Float64Array => Float64Array.from(matrix.flat())

/** Half a unit of the last digit given. */
function expectDigits(found: ArrayLike<number>, expected: ArrayLike<number>, digits: number): void {
  expect(found.length).toBe(expected.length)
  for (let i = 0; i < found.length; i++) {
    expect(Math.abs((found[i] as number) - (expected[i] as number))).toBeLessThanOrEqual(0.5001 * 10 ** -digits)
  }
}

function distance(a: Float64Array, b: Float64Array): number {
  return Math.sqrt(a.reduce((sum, each, cell) => sum + (each - (b[cell] as number)) ** 2, 0))
}

describe('cases/10: the nearest correlation matrix', () => {
  const rows = [
    {
      name: 'the example of NAG g02aa',
      input: nag.input,
      output: nag.derived_output,
      far: nag.derived_frobenius_distance,
    },
    {
      name: 'three, of which two pairs agree',
      input: three.input,
      output: three.derived_output,
      far: three.derived_frobenius_distance,
    },
    {
      name: 'the example of NAG g02ap',
      input: shrinking.G,
      output: shrinking.nearest_correlation_of_G.derived,
      far: shrinking.nearest_correlation_of_G.frobenius,
    },
  ]

  test.each(rows)('$name: all ten digits, and its distance', ({ input, output, far }) => {
    const found = nearestCorrelation(flat(input), input.length)
    expectDigits(found, flat(output), 10)
    // The distance is at its least there: an error of ε in the matrix is one of ε² in it.
    expect(Math.abs(distance(found, flat(input)) - far)).toBeLessThanOrEqual(1e-12)
    expect(semidefiniteCholesky(found, input.length)).not.toBeNull()
  })

  test('the example of NAG g02aa, as NAG prints it', () => {
    expectDigits(nearestCorrelation(flat(nag.input), 4), flat(nag.read_output ?? []), 5)
  })

  test.each(rows)('$name: what is given cannot hold', ({ input }) => {
    const unit = flat(input).map((each, cell) => (cell % (input.length + 1) === 0 ? 1 : each))
    expect(semidefiniteCholesky(unit, input.length)).toBeNull()
  })
})

describe('cases/10: eigenvalues', () => {
  test.each([
    [three.input, three.input_eigenvalues ?? []],
    [shrinking.G, shrinking.G_eigenvalues],
  ])('to 1e-14', (input, expected) => {
    const { values } = symmetricEigen(flat(input), input.length)
    for (const [k, each] of expected.entries())
      expect(Math.abs((values[k] as number) - each)).toBeLessThanOrEqual(1e-14)
  })
})

describe('cases/10: shrinking with a fixed block, the example of NAG g02ap', () => {
  const found = shrunkCorrelation(flat(shrinking.G), flat(shrinking.H), 5, shrinking.theta)

  test('alpha, the matrix and its eigenvalues', () => {
    expect(Math.abs((found?.alpha ?? Number.NaN) - shrinking.derived.alpha)).toBeLessThanOrEqual(1e-13)
    expectDigits(found?.matrix ?? [], flat(shrinking.derived.X), 10)
    const { values } = symmetricEigen(found?.matrix ?? new Float64Array(25), 5)
    for (const [k, each] of shrinking.derived.eigenvalues.entries()) {
      expect(Math.abs((values[k] as number) - each)).toBeLessThanOrEqual(1e-13)
    }
  })

  test('as NAG prints them', () => {
    expect(found?.alpha).toBeCloseTo(shrinking.read.alpha, 4)
    expectDigits(found?.matrix.subarray(0, 5) ?? [], shrinking.read.X_first_row, 4)
    expectDigits(symmetricEigen(found?.matrix ?? new Float64Array(25), 5).values, shrinking.read.eigenvalues, 4)
  })

  test('the block of weights 1 is untouched', () => {
    expect(found?.matrix[1]).toBe(-0.0991)
  })
})
