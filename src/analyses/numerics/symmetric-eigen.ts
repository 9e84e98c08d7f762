/** Eigenvalues and eigenvectors of symmetric matrices, stored row by row. */

export type Eigen = {
  /** Ascending. */
  readonly values: Float64Array
  /** Row k is the unit eigenvector of value k. */
  readonly vectors: Float64Array
}

/** Off the diagonal, what is below this share of the largest element counts as 0: below any rounding of the values. */
const NEGLIGIBLE = 2 ** -58

/**
 * All eigenvalues of a symmetric matrix, with their vectors, by cyclic Jacobi rotations: element after element is
 * turned to 0 until all off the diagonal are. Errors are some roundings of the largest eigenvalue.
 *
 * @param matrix  symmetric, row by row
 * @source Jacobi 1846; Golub & Van Loan 2013, Matrix Computations, §8.5.3
 * @example symmetricEigen(Float64Array.of(2, 1, 1, 2), 2).values // 1, 3
 */
export function symmetricEigen(matrix: Float64Array, size: number): Eigen {
  const work = Float64Array.from(matrix)
  const vectors = identity(size)
  const negligible = NEGLIGIBLE * work.reduce((most, each) => Math.max(most, Math.abs(each)), 0)
  for (let isDone = false; !isDone; ) {
    isDone = true
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        if (!(Math.abs(work[p * size + q] as number) > negligible)) continue
        rotate(work, vectors, size, p, q)
        isDone = false
      }
    }
  }
  return sorted(work, vectors, size)
}

function identity(size: number): Float64Array {
  const matrix = new Float64Array(size * size)
  for (let i = 0; i < size; i++) matrix[i * (size + 1)] = 1
  return matrix
}

/** Turn rows and columns p and q by the angle that makes element (p, q) 0. */
function rotate(work: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const [atP, atQ] = [p * size, q * size]
  const element = work[atP + q] as number
  const [first, second] = [work[atP + p] as number, work[atQ + q] as number]
  const half = (second - first) / (2 * element)
  const tangent = (half < 0 ? -1 : 1) / (Math.abs(half) + Math.sqrt(half * half + 1))
  const cosine = 1 / Math.sqrt(tangent * tangent + 1)
  const sine = tangent * cosine
  turn(work, atP, atQ, size, cosine, sine)
  turn(vectors, atP, atQ, size, cosine, sine)
  work[atP + p] = first - tangent * element
  work[atQ + q] = second + tangent * element
  work[atP + q] = 0
  work[atQ + p] = 0
  for (let k = 0; k < size; k++) {
    work[k * size + p] = work[atP + k] as number
    work[k * size + q] = work[atQ + k] as number
  }
}

/** Turn two rows, which begin at p and q. */
function turn(rows: Float64Array, p: number, q: number, size: number, cosine: number, sine: number): void {
  for (let k = 0; k < size; k++) {
    const first = rows[p + k] as number
    const second = rows[q + k] as number
    rows[p + k] = cosine * first - sine * second
    rows[q + k] = sine * first + cosine * second
  }
}

function sorted(work: Float64Array, vectors: Float64Array, size: number): Eigen {
  const value = (k: number) => work[k * (size + 1)] as number
  const order = Array.from({ length: size }, (_, k) => k).sort((a, b) => value(a) - value(b))
  const inOrder = new Float64Array(size * size)
  order.forEach((k, place) => {
    inOrder.set(vectors.subarray(k * size, (k + 1) * size), place * size)
  })
  return { values: Float64Array.from(order, value), vectors: inOrder }
}
