import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cholesky, roundedCholesky, semidefiniteCholesky } from '../../../../src/analyses/numerics/cholesky.ts'
import { nearestCorrelation } from '../../../../src/analyses/numerics/nearest-correlation.ts'
import { shrunkCorrelation } from '../../../../src/analyses/numerics/shrunk-correlation.ts'
import { symmetricEigen } from '../../../../src/analyses/numerics/symmetric-eigen.ts'

const seed = 20261128
const runs = { seed, numRuns: 200 }

type Square = { readonly size: number; readonly matrix: Float64Array }

/** Correlations to two digits, as a table would have them: they may or may not be able to hold. */
const table: fc.Arbitrary<Square> = fc.integer({ min: 1, max: 9 }).chain((size) =>
  fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 81, maxLength: 81 }).map((hundredths) => {
    const matrix = new Float64Array(size * size)
    for (let i = 0; i < size; i++) {
      matrix[i * (size + 1)] = 1
      for (let j = 0; j < i; j++) {
        matrix[i * size + j] = (hundredths[i * 9 + j] ?? 0) / 100
        matrix[j * size + i] = matrix[i * size + j] ?? 0
      }
    }
    return { size, matrix }
  }),
)

/** A Aᵀ of a tall A of small whole numbers: positive semi-definite, of any rank, and exact. */
const gram: fc.Arbitrary<Square> = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
  .chain(([size, rank]) =>
    fc.array(fc.integer({ min: -3, max: 3 }), { minLength: size * rank, maxLength: size * rank }).map((cells) => ({
      size,
      matrix: product(Float64Array.from(cells), size, rank),
    })),
  )

/** A Aᵀ, A being size × width. */
function product(factor: Float64Array, size: number, width: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, cell) => {
    const [row, column] = [Math.floor(cell / size), cell % size]
    let sum = 0
    for (let k = 0; k < width; k++) sum += (factor[row * width + k] ?? 0) * (factor[column * width + k] ?? 0)
    return sum
  })
}

function largestDifference(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, each, cell) => Math.max(most, Math.abs(each - (b[cell] ?? Number.NaN))), 0)
}

describe('eigenvalues of a symmetric matrix', () => {
  test('the second difference matrix has 2 − 2 cos(kπ/(n + 1))', () => {
    const n = 12
    const matrix = Float64Array.from({ length: n * n }, (_, cell) => {
      const gap = Math.abs(Math.floor(cell / n) - (cell % n))
      return gap === 0 ? 2 : gap === 1 ? -1 : 0
    })
    const { values } = symmetricEigen(matrix, n)
    for (let k = 0; k < n; k++) expect(values[k]).toBeCloseTo(2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)), 14)
  })

  test('no matrix, one number, a diagonal', () => {
    expect([...symmetricEigen(new Float64Array(0), 0).values]).toEqual([])
    expect([...symmetricEigen(Float64Array.of(-3), 1).values]).toEqual([-3])
    const { values, vectors } = symmetricEigen(Float64Array.of(5, 0, 0, 2), 2)
    expect([...values]).toEqual([2, 5])
    expect([...vectors]).toEqual([0, 1, 1, 0])
  })

  test(`the vectors are orthonormal and put the matrix together again (seed ${seed})`, () => {
    fc.assert(
      fc.property(table, ({ size, matrix }) => {
        const { values, vectors } = symmetricEigen(matrix, size)
        const identity = Float64Array.from(matrix, (_, cell) => (cell % (size + 1) === 0 ? 1 : 0))
        expect(largestDifference(product(vectors, size, size), identity)).toBeLessThanOrEqual(1e-14)
        const again = Float64Array.from(matrix, (_, cell) => {
          const [i, j] = [Math.floor(cell / size), cell % size]
          return values.reduce(
            (sum, value, k) => sum + value * (vectors[k * size + i] ?? 0) * (vectors[k * size + j] ?? 0),
            0,
          )
        })
        // Some roundings of the largest eigenvalue, which is at most the size.
        expect(largestDifference(again, matrix)).toBeLessThanOrEqual(2e-15 * size)
        expect([...values]).toEqual([...values].sort((a, b) => a - b))
      }),
      runs,
    )
  })
})

describe('Cholesky', () => {
  test('of a positive definite matrix, by hand', () => {
    expect([...(cholesky(Float64Array.of(4, 2, 2, 5), 2) ?? [])]).toEqual([2, 0, 1, 2])
  })

  test('a correlation of exactly 1 or −1 has a column of zeros, and no plain factor', () => {
    const one = Float64Array.of(1, 1, 0.3, 1, 1, 0.3, 0.3, 0.3, 1)
    expect([...(semidefiniteCholesky(one, 3) ?? [])]).toEqual([1, 0, 0, 1, 0, 0, 0.3, 0, Math.sqrt(1 - 0.3 * 0.3)])
    expect([...(semidefiniteCholesky(Float64Array.of(1, -1, -1, 1), 2) ?? [])]).toEqual([1, 0, -1, 0])
    expect(cholesky(one, 3)).toBeNull()
  })

  test('a variance of 0 is a row of zeros', () => {
    expect([...(semidefiniteCholesky(Float64Array.of(0, 0, 0, 4), 2) ?? [])]).toEqual([0, 0, 0, 2])
  })

  test('correlations that cannot hold have no factor', () => {
    // A moves with B and B with C, but A does not with C.
    expect(semidefiniteCholesky(Float64Array.of(1, 1, 0, 1, 1, 1, 0, 1, 1), 3)).toBeNull()
    expect(semidefiniteCholesky(Float64Array.of(1, 1.1, 1.1, 1), 2)).toBeNull()
    expect(semidefiniteCholesky(Float64Array.of(0, 1, 1, 4), 2)).toBeNull()
    expect(semidefiniteCholesky(Float64Array.of(1, Number.NaN, Number.NaN, 1), 2)).toBeNull()
  })

  test(`of any positive semi-definite matrix: lower, not negative on the diagonal, and its square (seed ${seed})`, () => {
    fc.assert(
      fc.property(gram, ({ size, matrix }) => {
        const factor = semidefiniteCholesky(matrix, size)
        if (factor === null) throw new Error('a square has no root')
        factor.forEach((each, cell) => {
          if (cell % size > Math.floor(cell / size)) expect(each).toBe(0)
          if (cell % (size + 1) === 0) expect(each).toBeGreaterThanOrEqual(0)
        })
        // Elements up to 81, pivots of whole-number matrices far from the threshold of 0.
        expect(largestDifference(product(factor, size, size), matrix)).toBeLessThanOrEqual(1e-11)
      }),
      runs,
    )
  })

  test(`refuses exactly the tables with a negative eigenvalue (seed ${seed})`, () => {
    fc.assert(
      fc.property(table, ({ size, matrix }) => {
        const smallest = symmetricEigen(matrix, size).values[0] ?? 0
        // Between the two thresholds either answer is right.
        if (smallest > -1e-7 && smallest < -1e-12) return
        expect(semidefiniteCholesky(matrix, size) === null).toBe(smallest < -1e-12)
      }),
      runs,
    )
  })

  test(`a further row changes no bit of the rows before it (seed ${seed})`, () => {
    fc.assert(
      fc.property(gram, ({ size, matrix }) => {
        const less = size - 1
        const block = Float64Array.from({ length: less * less }, (_, cell) => {
          return matrix[Math.floor(cell / less) * size + (cell % less)] ?? 0
        })
        const whole = semidefiniteCholesky(matrix, size)
        semidefiniteCholesky(block, less)?.forEach((each, cell) => {
          expect(each).toBe(whole?.[Math.floor(cell / less) * size + (cell % less)])
        })
      }),
      runs,
    )
  })
})

describe('the nearest correlation matrix', () => {
  test(`is one: symmetric, 1 on the diagonal, without negative eigenvalues, with a factor (seed ${seed})`, () => {
    fc.assert(
      fc.property(table, ({ size, matrix }) => {
        const found = nearestCorrelation(matrix, size)
        found.forEach((each, cell) => {
          expect(each).toBe(found[(cell % size) * size + Math.floor(cell / size)])
          expect(Math.abs(each)).toBeLessThanOrEqual(1)
          if (cell % (size + 1) === 0) expect(each).toBe(1)
        })
        expect(symmetricEigen(found, size).values[0]).toBeGreaterThanOrEqual(-1e-13)
        expect(semidefiniteCholesky(found, size)).not.toBeNull()
      }),
      runs,
    )
  })

  test(`leaves correlations that can hold as they are (seed ${seed})`, () => {
    fc.assert(
      fc.property(table, ({ size, matrix }) => {
        // Half the correlations, or fewer: always positive definite when each row adds up to less than 1.
        const small = matrix.map((each, cell) => (cell % (size + 1) === 0 ? 1 : each / size))
        expect(largestDifference(nearestCorrelation(small, size), small)).toBeLessThanOrEqual(1e-13)
      }),
      runs,
    )
  })

  test(`is the nearest: no step towards another correlation matrix brings it closer (seed ${seed})`, () => {
    fc.assert(
      fc.property(table, table, ({ size, matrix }, other) => {
        if (other.size !== size) return
        const found = nearestCorrelation(matrix, size)
        const elsewhere = nearestCorrelation(other.matrix, size)
        // Projection onto a convex set: (matrix − found) · (elsewhere − found) ≤ 0 off the diagonal.
        const product = found.reduce((sum, each, cell) => {
          return sum + ((matrix[cell] ?? 0) - each) * ((elsewhere[cell] ?? 0) - each)
        }, 0)
        expect(product).toBeLessThanOrEqual(1e-11)
      }),
      { seed, numRuns: 2000 },
    )
  })

  test('of three that all oppose each other is −½ for every pair', () => {
    const found = nearestCorrelation(Float64Array.of(1, -1, -1, -1, 1, -1, -1, -1, 1), 3)
    for (const cell of [1, 2, 5]) expect(found[cell]).toBeCloseTo(-0.5, 13)
  })

  test('does not depend on the diagonal that is given', () => {
    const [one, nine] = [1, 9].map((own) => nearestCorrelation(Float64Array.of(own, 1, 0, 1, own, 1, 0, 1, own), 3))
    expect(largestDifference(one ?? new Float64Array(9), nine ?? new Float64Array(9))).toBeLessThanOrEqual(1e-13)
  })
})

describe('a shrunk correlation matrix', () => {
  test('that can hold is not shrunk', () => {
    const matrix = Float64Array.of(1, 0.5, 0.5, 1)
    expect(shrunkCorrelation(matrix, Float64Array.of(1, 0, 0, 1), 2, 0)).toEqual({ alpha: 0, matrix })
  })

  test('towards independence is shrunk to (λ + alpha (1 − λ)) = 0', () => {
    // Three that all oppose each other: λ = −1, so that alpha is ½ and every correlation −½.
    const matrix = Float64Array.of(1, -1, -1, -1, 1, -1, -1, -1, 1)
    const found = shrunkCorrelation(matrix, Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1), 3, 0)
    expect(found?.alpha).toBeCloseTo(0.5, 14)
    expect(found?.matrix[1]).toBeCloseTo(-0.5, 14)
  })

  test('has no solution where the target cannot hold either', () => {
    const matrix = Float64Array.of(1, 1, 0, 1, 1, 1, 0, 1, 1)
    expect(shrunkCorrelation(matrix, new Float64Array(9).fill(1), 3, 0.1)).toBeNull()
  })
})

test('every nearest correlation matrix of 4000 extreme ones is factored, to 1e-4; by plain Cholesky some are not', () => {
  // Numerical Recipes' quick and dirty generator; its upper 24 bits.
  let state = 12345
  const random = () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return (state >>> 8) / 2 ** 24
  }
  const extremes = [-1, -1, -1, 1, 1, 1, 0.999, 0.999, 0.99999, 0.99999]
  let plainFailures = 0
  for (let k = 0; k < 4000; k++) {
    const size = 3 + Math.floor(random() * 4)
    const matrix = new Float64Array(size * size)
    for (let row = 0; row < size; row++) {
      matrix[row * (size + 1)] = 1
      for (let column = 0; column < row; column++) {
        const value = extremes[Math.floor(random() * 10)] as number
        matrix[row * size + column] = value
        matrix[column * size + row] = value
      }
    }
    const nearest = nearestCorrelation(matrix, size)
    if (semidefiniteCholesky(nearest, size) === null) plainFailures++
    const factor = roundedCholesky(nearest, size)
    if (factor === null) throw new Error(`matrix ${k} cannot be factored`)
    const product = nearest.map((_, cell) => {
      const [row, column] = [Math.floor(cell / size), cell % size]
      return Array.from(
        { length: size },
        (_each, j) => (factor[row * size + j] as number) * (factor[column * size + j] as number),
      ).reduce((a, b) => a + b, 0)
    })
    expect(Math.max(...product.map((each, cell) => Math.abs(each - (nearest[cell] as number))))).toBeLessThan(1e-4)
  }
  expect(plainFailures).toBeGreaterThan(0)
})

test('a matrix with a negative eigenvalue is not factored', () => {
  // Eigenvalues 1 ± 1.414: displays with phones and phones with computers, but not displays with computers.
  expect(roundedCholesky(Float64Array.of(1, 1, 0, 1, 1, 1, 0, 1, 1), 3)).toBeNull()
})
