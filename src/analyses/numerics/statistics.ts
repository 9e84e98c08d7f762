/** Descriptive statistics that lose no digits: deviations are taken from a mean that is itself corrected once. */

/**
 * Arithmetic mean: a first estimate, then the mean of what is left (a second pass), so that values which agree in their
 * first digits keep the last ones.
 *
 * @param values  at least one
 * @source Chan, Golub & LeVeque 1983, Algorithms for computing the sample variance
 * @example mean([1, 2, 6]) // 3
 */
export function mean(values: ArrayLike<number>): number {
  const first = sumOf(values, 0) / values.length
  return first + sumOf(values, first) / values.length
}

/** Σ (value − origin). */
function sumOf(values: ArrayLike<number>, origin: number): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += (values[i] as number) - origin
  return sum
}

/**
 * Standard deviation of a sample, with n − 1 in the denominator.
 *
 *     s = √( Σ (x − mean)² / (n − 1) )
 *
 * @param values  at least two
 * @source the corrected two-pass algorithm of Chan, Golub & LeVeque 1983
 * @example standardDeviation([1, 2, 6]) // √7
 */
export function standardDeviation(values: ArrayLike<number>): number {
  const centre = mean(values)
  let squares = 0
  let rest = 0
  for (let i = 0; i < values.length; i++) {
    const deviation = (values[i] as number) - centre
    squares += deviation * deviation
    rest += deviation
  }
  return Math.sqrt((squares - (rest * rest) / values.length) / (values.length - 1))
}

/**
 * Correlation of each value with the one before it.
 *
 *     r = Σ (x[i] − mean)(x[i+1] − mean) / Σ (x[i] − mean)²
 *
 * @param values  at least two, not all the same
 * @source Box, Jenkins & Reinsel 2008, Time Series Analysis, §2.1.5; NIST StRD certifies it as the autocorrelation
 * @example lagOneCorrelation([1, 3, 2]) // −0.5
 */
export function lagOneCorrelation(values: ArrayLike<number>): number {
  const centre = mean(values)
  let products = 0
  let squares = 0
  let before = 0
  for (let i = 0; i < values.length; i++) {
    const deviation = (values[i] as number) - centre
    products += before * deviation
    squares += deviation * deviation
    before = deviation
  }
  return products / squares
}

/**
 * The value that a share of sorted values lies below, interpolated between the two nearest: type 7 of Hyndman & Fan, as
 * in R, numpy and spreadsheets (PERCENTILE.INC).
 *
 *     h = share × (n − 1);  quantile = x[⌊h⌋] + (h − ⌊h⌋) (x[⌊h⌋ + 1] − x[⌊h⌋])
 *
 * @param sorted  at least one value, ascending
 * @param share  from 0 to 1
 * @source Hyndman & Fan 1996, Sample quantiles in statistical packages
 * @example quantileSorted([1, 2, 4, 8], 0.5) // 3
 */
export function quantileSorted(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1)
  const below = Math.floor(place)
  const low = sorted[below] as number
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number
  return low + (place - below) * (high - low)
}

/** The least and the most of any number of values: as arguments of `Math.min` a hundred thousand overflow the stack. */
export function endsOf(values: Iterable<number>): readonly [least: number, most: number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    if (value < least) least = value
    if (value > most) most = value
  }
  return [least, most]
}
