/**
 * Scores drawn again, given others. Of a joint draw X some rows are drawn anew from their distribution given the rest,
 * with the help of a second, independent draw Y of all of them:
 *
 *     X' = Y + K (X − Y),  K = Σ(redrawn, kept) Σ(kept, kept)⁻¹        in the rows redrawn;    X' = X in the rows kept
 *
 * which is the conditional distribution, since scores are jointly normal. Where nothing kept is correlated with a row,
 * X' = Y there.
 *
 * @source Journel & Huijbregts 1978, Mining Geostatistics, §VII.A.1 (conditioning by kriging, "Matheron's rule")
 */

/** A row that is redrawn, and how much of each kept row's difference it takes over. */
export type Redrawn = { readonly row: number; readonly kept: Int32Array; readonly weights: Float64Array }

/** Rows that are tied by correlations, directly or through others; single ones too. In order. */
export function tiedRows(correlation: Float64Array, rows: number): number[][] {
  const open = new Set(Array.from({ length: rows }, (_, row) => row))
  const ties: number[][] = []
  for (const first of open) {
    open.delete(first)
    const tied = new Set([first])
    // A set is visited in the order of insertion, what is added meanwhile included.
    for (const row of tied) {
      for (const other of open) {
        if (Math.abs(correlation[row * rows + other] as number) <= NEGLIGIBLE) continue
        open.delete(other)
        tied.add(other)
      }
    }
    ties.push([...tied].sort((x, y) => x - y))
  }
  return ties
}

/** A correlation that is rounding error. */
export const NEGLIGIBLE = 1e-12

/**
 * @param correlation  of all rows, row by row
 * @param ties         as `tiedRows` gives them
 */
export function redrawnRows(
  correlation: Float64Array,
  ties: readonly (readonly number[])[],
  isRedrawn: (row: number) => boolean,
): Redrawn[] {
  return ties.flatMap((tied) => {
    const redrawn = tied.filter(isRedrawn)
    const kept = redrawn.length === 0 ? [] : tied.filter((row) => !isRedrawn(row))
    return regression(correlation, kept, redrawn)
  })
}

/** Each redrawn row on the kept ones, by Cholesky. A kept row that others determine already is passed over. */
function regression(correlation: Float64Array, kept: readonly number[], redrawn: readonly number[]): Redrawn[] {
  const n = Math.sqrt(correlation.length)
  const at = (a: number, b: number) => correlation[a * n + b] as number
  const used: number[] = []
  const factor: Float64Array[] = []
  for (const row of kept) {
    const below = forward(
      factor,
      used.map((other) => at(row, other)),
    )
    const rest = at(row, row) - below.reduce((sum, each) => sum + each * each, 0)
    if (rest <= NEGLIGIBLE) continue
    used.push(row)
    factor.push(Float64Array.of(...below, Math.sqrt(rest)))
  }
  return redrawn.map((row) => {
    const weights = backward(
      factor,
      forward(
        factor,
        used.map((other) => at(row, other)),
      ),
    )
    return { row, kept: Int32Array.from(used), weights }
  })
}

/** L x = b, for a triangle L of rows. */
function forward(factor: readonly Float64Array[], right: readonly number[]): Float64Array {
  const x = Float64Array.from(right)
  factor.forEach((row, i) => {
    let rest = x[i] as number
    for (let k = 0; k < i; k++) rest -= (row[k] as number) * (x[k] as number)
    x[i] = rest / (row[i] as number)
  })
  return x
}

/** Lᵀ x = b. */
function backward(factor: readonly Float64Array[], right: Float64Array): Float64Array {
  const x = right.slice()
  for (let i = x.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < x.length; k++)
      x[i] = (x[i] as number) - ((factor[k] as Float64Array)[i] as number) * (x[k] as number)
    x[i] = (x[i] as number) / ((factor[i] as Float64Array)[i] as number)
  }
  return x
}
