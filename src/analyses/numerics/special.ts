/**
 * Gamma, beta, chi-squared and Student distributions: probabilities and their inverses.
 *
 * Prefactors such as x^a (1 − x)^b / B(a, b) are built from how far x lies from the mean and from Stirling's series.
 * Nothing large cancels there, so that counts of 10⁹ lose no digits.
 *
 * @source Loader 2000, Fast and accurate computation of binomial probabilities (the form of the prefactors); Press,
 *   Teukolsky, Vetterling & Flannery 2007, Numerical Recipes, §5.2 and §6.2 (Lentz's method, the gamma functions)
 */

const HALF_LOG_TWO_PI = 0.9189385332046728
const TWO_PI = 6.283185307179586

/** B₂ₖ / (2k (2k − 1)), k = 1, 2, … */
const stirlingSeries = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
] as const

/**
 * What Stirling's formula leaves of the logarithm of the gamma function: Binet's function, for x above 0.
 *
 *     remainder(x) = ln Γ(x) − ((x − ½) ln x − x + ½ ln 2π)
 *
 * @source Abramowitz & Stegun 1964, 6.1.40; below 10 by remainder(x) = remainder(x + 1) + (x + ½) ln(1 + 1/x) − 1
 */
function stirlingRemainder(x: number): number {
  let below = 0
  let y = x
  for (; y < 10; y++) below += (y + 0.5) * Math.log1p(1 / y) - 1
  const inverse = 1 / (y * y)
  let series = 0
  for (let k = stirlingSeries.length - 1; k >= 0; k--) series = series * inverse + (stirlingSeries[k] as number)
  return below + series / y
}

/**
 * Logarithm of the gamma function, for x above 0. The error is some 1e-15 of the result, or of 1 where that is larger.
 *
 * @example logGamma(5) // ln 24 = 3.178…
 */
export function logGamma(x: number): number {
  return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingRemainder(x)
}

/** ln(1 + u) − u where 1 + u is `ratio`: near 0 by the series −u r + 2r³ (1/3 + r²/5 + r⁴/7 + …), r = u / (2 + u). */
function logExcess(ratio: number, u: number): number {
  if (Math.abs(u) > 0.3) return Math.log(ratio) - u
  const r = u / (2 + u)
  const square = r * r
  let series = 0
  for (let denominator = 21; denominator >= 3; denominator -= 2) series = series * square + 1 / denominator
  return r * (2 * square * series - u)
}

/** Where an iteration has converged, as a share: some roundings. */
const CLOSE = 8e-16

/**
 * Probabilities below and above a point, and how fast the first grows with the logarithm of x (gamma) or of x / (1 − x)
 * (beta). In these coordinates the logarithms of both probabilities are concave, whatever the parameters.
 */
type Tails = { readonly lower: number; readonly upper: number; readonly slope: number }

// --- gamma ---------------------------------------------------------------------------------------------------------

/** x^a e^−x / Γ(a): x times the density of the gamma distribution of shape a. */
function gammaPower(x: number, shape: number): number {
  const excess = shape * logExcess(x / shape, (x - shape) / shape)
  return Math.sqrt(shape / TWO_PI) * Math.exp(excess - stirlingRemainder(shape))
}

function gammaTails(x: number, shape: number): Tails {
  const slope = gammaPower(x, shape)
  if (x < shape + 1) {
    const lower = (slope / shape) * gammaSeries(x, shape)
    return { lower, upper: 1 - lower, slope }
  }
  const upper = slope * gammaFraction(x, shape)
  return { lower: 1 - upper, upper, slope }
}

/** 1 + x/(a + 1) + x²/((a + 1)(a + 2)) + … */
function gammaSeries(x: number, shape: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; term > sum * CLOSE; k++) {
    term *= x / (shape + k)
    sum += term
  }
  return sum
}

/** 1/(x + 1 − a − 1(1 − a)/(x + 3 − a − 2(2 − a)/(x + 5 − a − …))), by Lentz's method. */
function gammaFraction(x: number, shape: number): number {
  let bottom = x + 1 - shape
  let c = Number.POSITIVE_INFINITY
  let d = 1 / bottom
  let value = d
  for (let k = 1, change = 0; Math.abs(change - 1) > CLOSE; k++) {
    const top = k * (shape - k)
    bottom += 2
    d = 1 / (bottom + top * d)
    c = bottom + top / c
    change = c * d
    value *= change
  }
  return value
}

/**
 * Probability that a gamma number of this shape and scale 1 is at most x: the regularised lower incomplete gamma
 * function P(shape, x). Error below 1e-14 of the result.
 *
 * @example gammaProbability(1, 1) // 1 − 1/e
 */
export function gammaProbability(x: number, shape: number): number {
  return x <= 0 ? 0 : gammaTails(x, shape).lower
}

/**
 * The value that a chi-squared number stays below with the given probability.
 *
 * @param freedom  degrees of freedom, above 0; need not be whole
 * @example chiSquaredQuantile(0.95, 10) // 18.307…
 */
export function chiSquaredQuantile(probability: number, freedom: number): number {
  requireProbability(probability)
  const shape = freedom / 2
  return 2 * Math.exp(pointOf(probability, 1 - probability, Math.log(shape), (s) => gammaTails(Math.exp(s), shape)))
}

// --- beta ----------------------------------------------------------------------------------------------------------

/**
 * x^a y^b / B(a, b), y = 1 − x: x y times the density of the beta distribution.
 *
 * @param deviation  x b − y a = (a + b) x − a, above 0 where x is above the mean
 */
function betaPower(x: number, y: number, a: number, b: number, deviation: number): number {
  const n = a + b
  const excess = a * logExcess((x * n) / a, deviation / a) + b * logExcess((y * n) / b, -deviation / b)
  const stirling = stirlingRemainder(n) - stirlingRemainder(a) - stirlingRemainder(b)
  return Math.sqrt((a / n) * (b / TWO_PI)) * Math.exp(excess + stirling)
}

function betaTails(x: number, y: number, a: number, b: number): Tails {
  const deviation = x * b - y * a
  const slope = betaPower(x, y, a, b, deviation)
  if (deviation <= 0) {
    const lower = slope * betaFraction(x, y, a, b, -deviation)
    return { lower, upper: 1 - lower, slope }
  }
  const upper = slope * betaFraction(y, x, b, a, deviation)
  return { lower: 1 - upper, upper, slope }
}

/**
 * Iₓ(a, b) B(a, b) / (x^a y^b) for x below the mean, as a continued fraction in how far below, by Lentz's method.
 *
 * @source DiDonato & Morris 1992, Algorithm 708, eq. 9
 */
function betaFraction(x: number, y: number, a: number, b: number, distance: number): number {
  let c = Number.POSITIVE_INFINITY
  let d = (a + 1) / (a * (1 + distance))
  let value = d
  for (let k = 1, change = 0; Math.abs(change - 1) > CLOSE; k++) {
    const odd = a + 2 * k - 1
    const inner = (k * (b - k) * x) / odd
    const top = ((a + k - 1) * (a + b + k - 1) * x * inner) / odd
    const bottom = k + inner + ((a + k) / (odd + 2)) * (1 + distance + k * (1 + y))
    d = 1 / (bottom + top * d)
    c = bottom + top / c
    change = c * d
    value *= change
  }
  return value
}

/**
 * Density of the beta distribution at x, from 0 to 1.
 */
export function betaDensity(x: number, a: number, b: number): number {
  const y = 1 - x
  return betaPower(x, y, a, b, x * b - y * a) / (x * y)
}

/**
 * Probability that a beta number is at most x: the regularised incomplete beta function Iₓ(a, b). Error below 1e-14 of
 * the result, or of what is left to 1.
 *
 * @example betaProbability(0.5, 2, 2) // 0.5
 */
export function betaProbability(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  return betaTails(x, 1 - x, a, b).lower
}

/**
 * The value that a beta number stays below with the given probability.
 *
 * @example betaQuantile(0.5, 2, 2) // 0.5
 */
export function betaQuantile(probability: number, a: number, b: number): number {
  requireProbability(probability)
  return shareOf(betaOdds(probability, 1 - probability, a, b))
}

/** Logarithm of x / (1 − x) where a beta number is below x and above it with the given probabilities. */
function betaOdds(below: number, above: number, a: number, b: number): number {
  return pointOf(below, above, Math.log(a / b), (s) => betaTails(shareOf(s), shareOf(-s), a, b))
}

function shareOf(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds))
}

/**
 * The value that Student's t stays below with the given probability.
 *
 * @param freedom  degrees of freedom, above 0; need not be whole
 * @source t² = ν (1 − x) / x where x is a beta number with a = ν/2, b = ½ (Abramowitz & Stegun 1964, 26.7.1)
 * @example studentQuantile(0.975, 10) // 2.228…
 */
export function studentQuantile(probability: number, freedom: number): number {
  requireProbability(probability)
  const side = probability < 0.5 ? -1 : 1
  const outside = 2 * Math.min(probability, 1 - probability)
  const odds = Math.exp(-betaOdds(outside, Math.abs(2 * probability - 1), freedom / 2, 0.5))
  return side * Math.sqrt(freedom * odds)
}

// --- both ----------------------------------------------------------------------------------------------------------

/**
 * Where the probabilities are `below` and `above` (which add up to 1): Newton's method for the logarithm of the one
 * that is small from the start on, which is concave, so that it can overshoot only once. Bounds close in on the root
 * in case that goes where a double is 0.
 */
function pointOf(below: number, above: number, start: number, tailsAt: (s: number) => Tails): number {
  if (below === 0) return Number.NEGATIVE_INFINITY
  if (above === 0) return Number.POSITIVE_INFINITY
  const isLower = below <= tailsAt(start).lower
  let low = isLower ? Number.NEGATIVE_INFINITY : start
  let high = isLower ? start : Number.POSITIVE_INFINITY
  let s = start
  for (let round = 0; round < 200; round++) {
    const { lower, upper, slope } = tailsAt(s)
    const [tail, aim, inwards] = isLower ? [lower, below, 1] : [upper, above, -1]
    const step = inwards * (tail === 0 ? Number.POSITIVE_INFINITY : (Math.log(aim / tail) * tail) / slope)
    // Convergence is quadratic: what the next step would be is below rounding.
    if (Math.abs(step) <= 1e-9) return s + step
    if (step > 0) low = s
    else high = s
    const next = s + step
    s = next > low && next < high ? next : (low + high) / 2
  }
  return s
}

function requireProbability(probability: number): void {
  if (!(probability >= 0 && probability <= 1)) throw new RangeError(`no probability: ${probability}`)
}
