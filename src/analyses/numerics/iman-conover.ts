/**
 * Samples made to move together without changing any of them: each column keeps its values, and only their order
 * changes. For people who bring samples of their own; a plan's draws are correlated by a Gaussian copula.
 */

import { cholesky, semidefiniteCholesky } from './cholesky.ts'
import { normalQuantile } from './normal.ts'
import { mean } from './statistics.ts'
import { permutation } from './threefry.ts'

/**
 * Re-order columns so that they correlate as asked: the ranks of each become those of scores whose correlation is
 * exactly `correlation`. The rank correlation (Spearman) of the columns is then close to it, not equal; ties among
 * values or scores are told apart by their place.
 *
 * @param columns  samples of the same size, at least one; they are left as they are
 * @param correlation  what is asked for, row by row; a correlation of 1 or −1 is possible
 * @param scores  one column for each of `columns`, such as `shuffledScores`
 * @returns new columns; null where `correlation` cannot hold, or the scores depend on each other
 * @source Iman & Conover 1982, A distribution-free approach to inducing rank correlation among input variables
 * @example imanConover([first, second], Float64Array.of(1, 0.8, 0.8, 1), shuffledScores(first.length, 2, 1))
 */
export function imanConover(
  columns: readonly ArrayLike<number>[],
  correlation: Float64Array,
  scores: readonly ArrayLike<number>[],
): Float64Array[] | null {
  const targets = correlatedScores(scores, correlation)
  return targets?.map((target, k) => inOrderOf(target, columns[k] ?? [])) ?? null
}

/**
 * Scores mixed so that their correlation is exactly `correlation`. Row by row, with lower triangular roots:
 *
 *     mixed = L · F⁻¹ · row        L Lᵀ = correlation, F Fᵀ = covariance of the scores
 *
 * @returns null where `correlation` cannot hold, or the scores depend on each other
 */
export function correlatedScores(
  scores: readonly ArrayLike<number>[],
  correlation: Float64Array,
): Float64Array[] | null {
  const size = scores.length
  const root = semidefiniteCholesky(correlation, size)
  const own = cholesky(covariance(scores), size)
  if (root === null || own === null) return null
  const rows = scores[0]?.length ?? 0
  const mixed = scores.map(() => new Float64Array(rows))
  const plain = new Float64Array(size)
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < size; k++) {
      let rest = scores[k]?.[row] as number
      for (let j = 0; j < k; j++) rest -= (own[k * size + j] as number) * (plain[j] as number)
      plain[k] = rest / (own[k * size + k] as number)
    }
    mixed.forEach((column, k) => {
      let sum = 0
      for (let j = 0; j <= k; j++) sum += (root[k * size + j] as number) * (plain[j] as number)
      column[row] = sum
    })
  }
  return mixed
}

/** Of a whole population: divided by n. */
function covariance(columns: readonly ArrayLike<number>[]): Float64Array {
  const deviations = columns.map((column) => {
    const centre = mean(column)
    return Float64Array.from(column, (each) => each - centre)
  })
  const pairs = deviations.flatMap((a) => {
    return deviations.map((b) => a.reduce((sum, each, row) => sum + each * (b[row] as number), 0) / a.length)
  })
  return Float64Array.from(pairs)
}

/** The values in the order of the target: the smallest where the target is smallest, and so on. */
function inOrderOf(target: Float64Array, values: ArrayLike<number>): Float64Array {
  const sorted = Float64Array.from(values).sort()
  const places = Array.from(target, (_, place) => place)
  places.sort((a, b) => (target[a] as number) - (target[b] as number) || a - b)
  const reordered = new Float64Array(target.length)
  places.forEach((place, rank) => {
    reordered[place] = sorted[rank] as number
  })
  return reordered
}

/**
 * Normal scores in random order, one column after another: Φ⁻¹(i / (rows + 1)), i = 1 … rows, scaled to variance 1.
 *
 * @param seed  a whole number from 0 to 2⁵³ − 1
 * @source van der Waerden 1952
 */
export function shuffledScores(rows: number, columns: number, seed: number): Float64Array[] {
  const scores = Float64Array.from({ length: rows }, (_, i) => normalQuantile((i + 1) / (rows + 1)))
  const scale = Math.sqrt(scores.reduce((sum, each) => sum + each * each, 0) / rows)
  return Array.from({ length: columns }, (_, column) => {
    const order = permutation(seed, column, rows)
    return Float64Array.from(order, (place) => (scores[place] as number) / scale)
  })
}
