import { symmetricEigen } from './symmetric-eigen.ts'

/**
 * Correlations that cannot all hold, drawn towards ones that can, no further than needed:
 *
 *     X = alpha T + (1 − alpha) G,   T = weights ∘ G (element by element)
 *
 * with the smallest alpha from 0 to 1 for which no eigenvalue of X lies below `least` times the smallest one of T. Where
 * the weights are 1 the matrix stays as it is.
 *
 * The smallest eigenvalue is concave in alpha, so that Newton's method from 0 climbs to the solution and never beyond.
 *
 * @param matrix  G: symmetric, 1 on the diagonal, row by row
 * @param weights  symmetric, from 0 to 1, 1 on the diagonal
 * @param least  from 0 to below 1
 * @returns null where T is not positive definite, so that it is no target
 * @source Higham, Strabić & Šego 2016, Restoring definiteness via shrinking, with an application to correlation matrices
 *   with a fixed block; as NAG g02ap states it
 */
export function shrunkCorrelation(
  matrix: Float64Array,
  weights: Float64Array,
  size: number,
  least: number,
): { readonly alpha: number; readonly matrix: Float64Array } | null {
  const target = matrix.map((each, cell) => each * (weights[cell] as number))
  const sound = symmetricEigen(target, size).values[0] as number
  if (sound <= 0) return null
  const mixed = (alpha: number) => matrix.map((each, cell) => alpha * (target[cell] as number) + (1 - alpha) * each)
  let alpha = 0
  for (let step = 1; step > 1e-14; ) {
    const { values, vectors } = symmetricEigen(mixed(alpha), size)
    const short = least * sound - (values[0] as number)
    step = short <= 0 ? 0 : short / growth(vectors, matrix, target, size)
    alpha = Math.min(1, alpha + step)
  }
  return { alpha, matrix: mixed(alpha) }
}

/** How fast the smallest eigenvalue grows with alpha: vᵀ (T − G) v. */
function growth(vectors: Float64Array, matrix: Float64Array, target: Float64Array, size: number): number {
  let sum = 0
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const cell = i * size + j
      const change = (target[cell] as number) - (matrix[cell] as number)
      sum += (vectors[i] as number) * change * (vectors[j] as number)
    }
  }
  return sum
}
