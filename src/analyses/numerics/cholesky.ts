/** Triangular square roots of symmetric matrices, stored row by row. */

/**
 * A pivot below this share of its diagonal element is 0. It is the square root of rounding: what rounding leaves of a
 * pivot of 0 after a division by a pivot of this size is no larger.
 */
const ZERO_PIVOT = 1e-8

/**
 * The lower triangular L with L Lᵀ = matrix, for a symmetric matrix that is positive definite.
 *
 * @returns row by row, 0 above the diagonal; null where the matrix is not positive definite
 * @source Golub & Van Loan 2013, Matrix Computations, §4.2.5
 * @example cholesky(Float64Array.of(4, 2, 2, 5), 2) // 2, 0, 1, 2
 */
export function cholesky(matrix: Float64Array, size: number): Float64Array | null {
  const factor = semidefiniteCholesky(matrix, size)
  for (let k = 0; k < size; k++) if (factor?.[k * (size + 1)] === 0) return null
  return factor
}

/**
 * The same for a matrix that is positive semi-definite, such as one with a correlation of exactly 1: where a pivot is 0
 * its column is 0. Row k depends on the first k rows of the matrix alone, to the bit.
 *
 * A pivot counts as 0 below 1e-8 of its diagonal element, and as negative below −1e-8 of it. A column under a pivot of
 * 0 may hold what a semi-definite matrix can hold there, 1e-4 in a correlation matrix, and is set to 0.
 *
 * @returns row by row, 0 above the diagonal; null where the matrix is not positive semi-definite
 * @source Higham 2002, Accuracy and Stability of Numerical Algorithms, §10.3, without exchanging rows
 * @example semidefiniteCholesky(Float64Array.of(1, 1, 1, 1), 2) // 1, 0, 1, 0
 */
export function semidefiniteCholesky(matrix: Float64Array, size: number): Float64Array | null {
  const factor = new Float64Array(size * size)
  for (let row = 0; row < size; row++) {
    const own = matrix[row * (size + 1)] as number
    for (let column = 0; column < row; column++) {
      const rest = remainder(matrix, factor, size, row, column)
      const pivot = factor[column * (size + 1)] as number
      if (pivot > 0) factor[row * size + column] = rest / pivot
      else if (rest * rest > ZERO_PIVOT * own * (matrix[column * (size + 1)] as number)) return null
    }
    const square = remainder(matrix, factor, size, row, row)
    if (!(square >= -ZERO_PIVOT * own)) return null
    factor[row * (size + 1)] = square > ZERO_PIVOT * own ? Math.sqrt(square) : 0
  }
  return factor
}

/** Of each diagonal element: larger than a pivot that is 0, smaller than any correlation that is told apart. */
const RIDGE = 1e-7

/**
 * The same where rounding hides whether the matrix is semi-definite, as it does of the nearest correlation matrix, which
 * has eigenvalues of 0: pivots of about 1e-8 then amplify what rounding left. Such a matrix is factored with everything
 * off its diagonal less by a ten-millionth, which makes every eigenvalue above −1e-7 positive.
 *
 * @returns null where the matrix has a negative eigenvalue beyond rounding
 */
export function roundedCholesky(matrix: Float64Array, size: number): Float64Array | null {
  const factor = semidefiniteCholesky(matrix, size)
  if (factor !== null) return factor
  const isDiagonal = (cell: number) => cell % (size + 1) === 0
  return semidefiniteCholesky(
    matrix.map((each, cell) => (isDiagonal(cell) ? each : (1 - RIDGE) * each)),
    size,
  )
}

/** What the columns before `column` leave of an element. */
function remainder(matrix: Float64Array, factor: Float64Array, size: number, row: number, column: number): number {
  let rest = matrix[row * size + column] as number
  for (let k = 0; k < column; k++) {
    rest -= (factor[row * size + k] as number) * (factor[column * size + k] as number)
  }
  return rest
}
