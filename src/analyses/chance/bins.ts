/** A histogram that is filled while draws are made, and the quantiles it gives. */

/** Bins of equal width between two ends, and one beyond each. */
export type Bins = { readonly low: number; readonly width: number; readonly counts: Uint32Array }

const BINS = 1024

/** @param sample  values that tell the range: half as far again on either side is covered; NaN is passed over */
export function createBins(sample: Float64Array): Bins {
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (const value of sample) {
    if (value < least) least = value
    if (value > most) most = value
  }
  if (!(most > least)) return { low: Number.isFinite(least) ? least : 0, width: 0, counts: new Uint32Array(BINS + 2) }
  const range = most - least
  return { low: least - range / 2, width: (2 * range) / BINS, counts: new Uint32Array(BINS + 2) }
}

/** Count the first `count` numbers from `values[at]` on; NaN is not counted. */
export function countInto({ low, width, counts }: Bins, values: Float64Array, at: number, count: number): void {
  // Without a width everything is expected at the low end, and the first bin is that end.
  const perUnit = width === 0 ? Number.MAX_VALUE : 1 / width
  for (let i = at; i < at + count; i++) {
    const place = ((values[i] as number) - low) * perUnit
    if (Number.isNaN(place)) continue
    const bin = place < 0 ? 0 : place < BINS ? 1 + Math.trunc(place) : BINS + 1
    counts[bin] = (counts[bin] as number) + 1
  }
}

/**
 * The value below which the share `p` of what was counted lies, linear within a bin. Beyond the ends the end itself.
 *
 * @returns null where nothing was counted
 */
export function quantileOf({ low, width, counts }: Bins, p: number): number | null {
  let total = 0
  for (const count of counts) total += count
  if (total === 0) return null
  if (width === 0) return low
  const wanted = p * total
  let below = counts[0] as number
  if (wanted <= below) return low
  for (let bin = 1; bin <= BINS; bin++) {
    const count = counts[bin] as number
    if (below + count >= wanted) return low + (bin - 1 + (count === 0 ? 0 : (wanted - below) / count)) * width
    below += count
  }
  return low + BINS * width
}
