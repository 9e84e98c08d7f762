/**
 * Scores drawn anew, given others. A fresh, independent draw of all of them is tied to a known one row by row: what a
 * known row differs by from the fresh one moves all rows that are still free by as much as they are correlated with it,
 *
 *     fresh[other] += Σ[other, row] / Σ[row, row] · (known[row] − fresh[row]),        fresh[row] = known[row]
 *     Σ[a, b] −= Σ[a, row] Σ[row, b] / Σ[row, row]
 *
 * where Σ is the covariance of the free rows given those that are tied. Scores are jointly normal, so that the free rows
 * then have their distribution given the tied ones.
 *
 * @source Journel & Huijbregts 1978, Mining Geostatistics, §VII.A.1 (conditional simulation); the update of Σ is a step of
 *   Gaussian elimination
 */

/** A variance or a correlation that is rounding error. */
export const NEGLIGIBLE = 1e-12

/** Which lanes: `from`, `from + step` … below `to`. */
export type Lanes = { readonly from: number; readonly to: number; readonly step: number }

/**
 * Tie one row to what is known of it.
 *
 * @param covariance  of the free rows, rows × rows; becomes that given this row too
 * @param fresh       row × width + lane
 * @param known       likewise
 */
export function tie(
  row: number,
  covariance: Float64Array,
  fresh: Float64Array,
  known: Float64Array,
  { from, to, step }: Lanes,
): void {
  const rows = Math.sqrt(covariance.length)
  const width = fresh.length / rows
  const own = row * width
  const variance = covariance[row * rows + row] as number
  for (let other = 0; other < rows; other++) {
    const shared = covariance[other * rows + row] as number
    // Nothing is learnt from a row that the tied ones determine already.
    if (other === row || Math.abs(shared) <= NEGLIGIBLE || variance <= NEGLIGIBLE) continue
    const slope = shared / variance
    const at = other * width
    for (let lane = from; lane < to; lane += step) {
      const surprise = (known[own + lane] as number) - (fresh[own + lane] as number)
      fresh[at + lane] = (fresh[at + lane] as number) + slope * surprise
    }
    learn(covariance, rows, other, row, slope)
  }
  for (let lane = from; lane < to; lane += step) fresh[own + lane] = known[own + lane] as number
  // A tied row moves no more.
  for (let each = 0; each < rows; each++) covariance[each * rows + row] = covariance[row * rows + each] = 0
}

/** What row `other` still varies by, with all rows, once `row` is known. */
function learn(covariance: Float64Array, rows: number, other: number, row: number, slope: number): void {
  const [to, from] = [other * rows, row * rows]
  for (let each = 0; each < rows; each++) {
    covariance[to + each] = (covariance[to + each] as number) - slope * (covariance[from + each] as number)
  }
}
