/** Where PRIM cuts. */

/**
 * The cut that parts about a share `share` of the values from the rest, half-way between two different values, so that
 * no group of equal values is cut in two.
 *
 *     i = share × (n − 1), between the values at ⌊i⌋ and ⌈i⌉;
 *     while both are equal, the pair is widened: upwards for a share up to ½, downwards for one above
 *
 * @param sorted  ascending, at least one
 * @returns the value itself where all are equal
 * @source the rule of sdtoolkit (Bryant & Lempert 2010, `pquantile`) and of the EMA Workbench after it
 *   (test/reference/prim.test.ts)
 * @example cutAt(Float64Array.of(1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9), 0.1) // 1.5
 */
export function cutAt(sorted: Float64Array, share: number): number {
  const last = sorted.length - 1
  const place = last * share
  let low = Math.floor(place)
  let high = Math.ceil(place)
  const isSame = () => sorted[low] === sorted[high]
  if (share > 0.5) while (isSame() && low > 0) low--
  else while (isSame() && high < last) high++
  return ((sorted[low] as number) + (sorted[high] as number)) / 2
}
