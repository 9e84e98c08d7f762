/** Correlations that cannot all hold, repaired: matrices with a negative eigenvalue, stored row by row. */

import { type Eigen, symmetricEigen } from './symmetric-eigen.ts'

/** Deviation of the diagonal from 1, for each row, that is taken for rounding. */
const CLOSE = 1e-14

/**
 * The correlation matrix nearest to a symmetric matrix: of all matrices without negative eigenvalues and with ones on
 * the diagonal, the one with the least sum of squared differences. There is exactly one.
 *
 * It is the positive part of matrix + Diag(y), where y makes its diagonal 1; y is found by Newton's method. Symmetry
 * and the diagonal hold to the bit, the rest to about 1e-13.
 *
 * @param matrix  symmetric; its diagonal does not matter
 * @source Higham 2002, Computing the nearest correlation matrix (the problem); Qi & Sun 2006, A quadratically convergent
 *   Newton method for computing the nearest correlation matrix
 * @example nearestCorrelation(Float64Array.of(1, 1, 0, 1, 1, 1, 0, 1, 1), 3) // 1, 0.7607, 0.1573, 0.7607, 1, …
 */
export function nearestCorrelation(matrix: Float64Array, size: number): Float64Array {
  let state = stateAt(
    matrix,
    Float64Array.from({ length: size }, (_, i) => 1 - (matrix[i * (size + 1)] as number)),
  )
  while (state.distance > CLOSE * size) {
    const next = better(matrix, state, newtonStep(state))
    if (next === null) break
    state = next
  }
  return withUnitDiagonal(state.part, size)
}

/** For one y: the positive part of matrix + Diag(y), how far its diagonal is from 1, and the norm of that. */
type State = {
  readonly y: Float64Array
  readonly eigen: Eigen
  readonly part: Float64Array
  readonly gap: Float64Array
  readonly distance: number
}

function stateAt(matrix: Float64Array, y: Float64Array): State {
  const size = y.length
  const shifted = Float64Array.from(matrix)
  for (let i = 0; i < size; i++) shifted[i * (size + 1)] = (shifted[i * (size + 1)] as number) + (y[i] as number)
  const eigen = symmetricEigen(shifted, size)
  const part = positivePart(eigen, size)
  const gap = Float64Array.from(y, (_, i) => 1 - (part[i * (size + 1)] as number))
  return { y, eigen, part, gap, distance: Math.sqrt(dot(gap, gap)) }
}

/**
 * The whole step, or a half, a quarter … of it: the first that brings the diagonal nearer to 1. Close to the solution
 * the whole step does, or rounding is all that is left.
 */
function better(matrix: Float64Array, state: State, step: Float64Array): State | null {
  const least = state.distance < 1e-6 ? 1 : 1e-6
  for (let share = 1; share >= least; share /= 2) {
    const next = stateAt(
      matrix,
      state.y.map((each, i) => each + share * (step[i] as number)),
    )
    if (next.distance < (1 - share / 1e4) * state.distance) return next
  }
  return null
}

/** Σ value × vector vectorᵀ over the positive eigenvalues. */
function positivePart({ values, vectors }: Eigen, size: number): Float64Array {
  const part = new Float64Array(size * size)
  values.forEach((value, k) => {
    if (value <= 0) return
    const vector = vectors.subarray(k * size, (k + 1) * size)
    for (let i = 0; i < size; i++) {
      const scaled = value * (vector[i] as number)
      for (let j = 0; j < size; j++)
        part[i * size + j] = (part[i * size + j] as number) + scaled * (vector[j] as number)
    }
  })
  return part
}

/** How much y must move for the diagonal to be 1, to first order: conjugate gradients on slope × step = gap. */
function newtonStep({ eigen, gap, distance }: State): Float64Array {
  const step = new Float64Array(gap.length)
  const rest = Float64Array.from(gap)
  const direction = Float64Array.from(gap)
  let square = dot(rest, rest)
  const enough = distance * Math.min(1e-2, distance)
  for (let round = 0; round < 2 * gap.length && Math.sqrt(square) > enough; round++) {
    const image = slope(eigen, direction)
    const length = square / dot(direction, image)
    addTo(step, length, direction)
    addTo(rest, -length, image)
    const next = dot(rest, rest)
    for (let i = 0; i < direction.length; i++) {
      direction[i] = (rest[i] as number) + (next / square) * (direction[i] as number)
    }
    square = next
  }
  return step
}

/**
 * How the diagonal of the positive part moves when y moves in a direction h:
 *
 *     diag( Σ over k, l of  w[k, l] (v[k]ᵀ Diag(h) v[l])  v[k] v[l]ᵀ )
 *
 * w is 1 for two positive eigenvalues, 0 for two others, and a / (a − b) for a positive a and another b.
 */
function slope({ values, vectors }: Eigen, h: Float64Array): Float64Array {
  const size = h.length
  const moved = new Float64Array(size)
  for (let k = 0; k < size; k++) {
    const vector = vectors.subarray(k * size, (k + 1) * size)
    const scaled = vector.map((each, i) => each * (h[i] as number))
    const sum = new Float64Array(size)
    for (let l = 0; l < size; l++) {
      const weight = weightOf(values[k] as number, values[l] as number)
      if (weight === 0) continue
      const other = vectors.subarray(l * size, (l + 1) * size)
      addTo(sum, weight * dot(scaled, other), other)
    }
    for (let i = 0; i < size; i++) moved[i] = (moved[i] as number) + (vector[i] as number) * (sum[i] as number)
  }
  return moved
}

function weightOf(a: number, b: number): number {
  if (a > 0) return b > 0 ? 1 : a / (a - b)
  return b > 0 ? b / (b - a) : 0
}

function withUnitDiagonal(part: Float64Array, size: number): Float64Array {
  const scale = Float64Array.from({ length: size }, (_, i) => 1 / Math.sqrt(part[i * (size + 1)] as number))
  return part.map((_, cell) => {
    const [row, column] = [Math.floor(cell / size), cell % size]
    if (row === column) return 1
    const [low, high] = row < column ? [row, column] : [column, row]
    const value = (part[low * size + high] as number) * (scale[low] as number) * (scale[high] as number)
    return Math.max(-1, Math.min(1, value))
  })
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}

function addTo(target: Float64Array, factor: number, source: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] as number) + factor * (source[i] as number)
}
