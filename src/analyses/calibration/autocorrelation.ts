/**
 * Lag-one autocorrelation of a yearly series, with an exact interval: with six or ten years no approximation by large
 * samples holds, and the estimate itself falls short of the truth by about (1 + 4ρ)/n (Marriott & Pope 1954).
 */

import { add, type Complex, divide, modulus, multiply, rootOfUnit, subtract } from '../numerics/complex.ts'
import type { Interval } from '../numerics/intervals.ts'
import { lagOneCorrelation, mean } from '../numerics/statistics.ts'

/** Pairs of neighbouring years below which nothing is said of persistence: one pair alike would already look like some. */
const FEWEST_PAIRS = 4

/** By ascending year; years may be missing. */
export type Dated = { readonly years: readonly number[]; readonly values: readonly number[] }

/**
 * Lag-one autocorrelation, years that are missing allowed: where a year is, the mean stands for it, which adds nothing
 * to either sum, and the sums become means.
 *
 *     r = [ Σ over pairs of (x[t] − m)(x[t+1] − m) / (pairs + 1) ]  /  [ Σ (x[t] − m)² / n ]
 *
 * Without a gap that is NIST's: pairs + 1 is n.
 *
 * @param values  not all the same
 * @returns null for fewer than four pairs of neighbouring years
 * @source Parzen 1963, On spectral analysis with missing observations, Sankhyā A 25; R's acf(na.action = na.pass)
 * @example lagOneAutocorrelation({ years: [2020, 2021, 2022, 2023, 2024], values: [1, 3, 2, 3, 1] }) // −0.5
 */
export function lagOneAutocorrelation({ years, values }: Dated): number | null {
  const pairs = neighbours(years).length
  if (pairs < FEWEST_PAIRS) return null
  const center = mean(values)
  const filled: number[] = []
  years.forEach((year, i) => {
    if (i > 0 && year - (years[i - 1] as number) > 1) filled.push(center)
    filled.push(values[i] as number)
  })
  return lagOneCorrelation(filled) * (values.length / (pairs + 1))
}

/** Positions of the values that are followed by the next year's. */
function neighbours(years: readonly number[]): number[] {
  return years.flatMap((year, i) => (years[i + 1] === year + 1 ? [i] : []))
}

/**
 * The persistences of a stationary first-order autoregression under which an autocorrelation as far out as `observed`
 * is not unlikely: an equal-tailed interval with exact coverage at normal innovations, whatever the number of years.
 *
 *     low:  P(r ≥ observed | ρ) = (1 − level)/2          high:  P(r ≤ observed | ρ) = (1 − level)/2
 *
 * @param years  of the series, ascending
 * @source Andrews 1993, Exactly Median-Unbiased Estimation of First Order Autoregressive/Unit Root Models,
 *   Econometrica 61, §2 and §4 (the interval, for another estimator of ρ)
 */
export function persistenceInterval(years: readonly number[], observed: number, level: number): Interval {
  const tail = (1 - level) / 2
  const below = (persistence: number) => probabilityBelow(years, observed, persistence)
  return [fallingRoot((each) => below(each) - (1 - tail)), fallingRoot((each) => below(each) - tail)]
}

/** Just inside the open interval in which an autoregression is stationary. */
const EDGE = 1 - 1e-6
const ROUNDS = 100
const FINE = 1e-12

/**
 * Where a falling function of the persistence is 0; ±1 where it never is.
 *
 * @source Dowell & Jarratt 1971, A modified regula falsi method (the Illinois algorithm), BIT 11
 */
function fallingRoot(value: (persistence: number) => number): number {
  let [low, high] = [-EDGE, EDGE]
  let [atLow, atHigh] = [value(low), value(high)]
  if (atLow <= 0) return -1
  if (atHigh >= 0) return 1
  let last = 0
  let middle = 0
  for (let round = 0; round < ROUNDS && high - low > FINE; round++) {
    middle = low + (high - low) * (atLow / (atLow - atHigh))
    const found = value(middle)
    if (Math.abs(found) <= FINE) return middle
    if (found > 0) {
      ;[low, atLow] = [middle, found]
      if (last > 0) atHigh /= 2
    } else {
      ;[high, atHigh] = [middle, found]
      if (last < 0) atLow /= 2
    }
    last = found
  }
  return middle
}

/** Step of the trapezoid rule on the logarithm of u: its error is about e^(−π²/step), 5e-15. */
const STEP = 0.3
/** e^0.3: no function of the engine is used here, so that every engine prints the same digits. */
const FACTOR = 1.3498588075760032
/** e^−36: below it the integrand, which begins like u, adds nothing to a double. */
const SMALLEST = 2.3195228302435696e-16
/** Nor does it where it has fallen to this, and further out the determinant would lose its digits. */
const NEGLIGIBLE = 1e-14

/**
 * P(r ≤ observed) when the series is a stationary first-order autoregression with normal innovations. r ≤ c says that
 * a quadratic form in the deviations d from the mean is not positive,
 *
 *     Q = Σ over pairs of d[i] d[i+1]  −  c (pairs + 1)/n · Σ d²
 *
 * and with D(u) the determinant of I − iu times the matrix of Q times the covariances of the years
 *
 *     P(Q ≤ 0) = 1/2 + 1/π ∫ Im √(D/|D|) / (u √|D|) du        from 0 to ∞
 *
 * With u = e^v the integrand is analytic around the real line and falls exponentially on both sides, so that the
 * trapezoid rule is exact to rounding.
 *
 * @source Imhof 1961, Computing the distribution of quadratic forms in normal variables, Biometrika 48, (3.2)
 */
export function probabilityBelow(years: readonly number[], observed: number, persistence: number): number {
  const form = formOf(years, observed)
  const precision = precisionOf(years, persistence)
  let sum = 0
  let height = 1
  for (let u = SMALLEST; height > NEGLIGIBLE; u *= FACTOR) {
    const integrand = integrandAt(form, precision, u)
    height = integrand.height
    sum += integrand.sine * height
  }
  return Math.min(1, Math.max(0, 0.5 + (sum * STEP) / Math.PI))
}

/** A symmetric matrix that is zero but on the diagonal and beside it: element i of `beside` ties i and i + 1. */
type Tridiagonal = { readonly diagonal: readonly number[]; readonly beside: readonly number[] }

/** Q as a matrix: tridiagonal in the values, less what the mean takes away, 1·shiftᵀ + shift·1ᵀ. */
type Form = Tridiagonal & { readonly shift: readonly number[] }

function formOf(years: readonly number[], observed: number): Form {
  const n = years.length
  const pairs = new Set(neighbours(years))
  const diagonal = years.map(() => (-observed * (pairs.size + 1)) / n)
  const beside = years.slice(1).map((_, i) => (pairs.has(i) ? 0.5 : 0))
  const sums = diagonal.map((each, i) => each + (beside[i - 1] ?? 0) + (beside[i] ?? 0))
  const half = sums.reduce((sum, each) => sum + each, 0) / (2 * n * n)
  return { diagonal, beside, shift: sums.map((each) => each / n - half) }
}

/** The inverse of the covariances of the years, at innovations of variance 1, and the pivots of its determinant. */
type Precision = Tridiagonal & { readonly pivots: readonly number[] }

/** Tridiagonal also with years missing: what is remembered of the past is in the last year known. */
function precisionOf(years: readonly number[], persistence: number): Precision {
  const one = 1 - persistence * persistence
  const steps = years.slice(1).map((year, i) => {
    const carried = power(persistence, year - (years[i] as number))
    return { carried, inverse: one / (1 - carried * carried) }
  })
  const diagonal = years.map((_, i) => {
    const next = steps[i]
    return (steps[i - 1]?.inverse ?? one) + (next === undefined ? 0 : next.carried * next.carried * next.inverse)
  })
  const beside = steps.map(({ carried, inverse }) => -carried * inverse)
  const pivots: number[] = []
  diagonal.forEach((each, i) => {
    const tie = beside[i - 1] ?? 0
    pivots.push(each - (tie * tie) / (pivots[i - 1] ?? 1))
  })
  return { diagonal, beside, pivots }
}

function power(base: number, exponent: number): number {
  let result = 1
  for (let i = 0; i < exponent; i++) result *= base
  return result
}

const ZERO: Complex = [0, 0]

/**
 * Im √(D/|D|) and 1/√|D|, where D is the determinant of precision − iu · form over that of the precision.
 *
 * It is that of the tridiagonal part K, pivot by pivot, times what the two vectors of the mean add:
 *
 *     (1 + iu · 1ᵀK⁻¹s)² + u² · 1ᵀK⁻¹1 · sᵀK⁻¹s          s = shift
 *
 * The square root that continues 1 from u = 0 is the product of principal ones: every pivot has a positive real part,
 * since the precision is positive definite, and the eigenvalues with the mean taken away interlace those without.
 */
function integrandAt(form: Form, precision: Precision, u: number): { readonly sine: number; readonly height: number } {
  let root: Complex = [1, 0]
  let square = 1
  let pivot: Complex = [1, 0]
  let [one, shift]: [Complex, Complex] = [ZERO, ZERO]
  let [ones, mixed, shifts]: [Complex, Complex, Complex] = [ZERO, ZERO, ZERO]
  const take = (factor: Complex, atZero: number) => {
    const size = modulus(factor)
    square *= atZero / size
    root = multiply(root, rootOfUnit([factor[0] / size, factor[1] / size]))
  }
  form.diagonal.forEach((each, i) => {
    const beside: Complex = [precision.beside[i - 1] ?? 0, -u * (form.beside[i - 1] ?? 0)]
    const ratio = divide(beside, pivot)
    pivot = subtract([precision.diagonal[i] as number, -u * each], multiply(ratio, beside))
    one = subtract([1, 0], multiply(ratio, one))
    shift = subtract([form.shift[i] as number, 0], multiply(ratio, shift))
    ones = add(ones, divide(multiply(one, one), pivot))
    mixed = add(mixed, divide(multiply(one, shift), pivot))
    shifts = add(shifts, divide(multiply(shift, shift), pivot))
    take(pivot, precision.pivots[i] as number)
  })
  const outer: Complex = [1 - u * mixed[1], u * mixed[0]]
  const inner = multiply(ones, shifts)
  take(add(multiply(outer, outer), [u * u * inner[0], u * u * inner[1]]), 1)
  return { sine: root[1], height: Math.sqrt(square) }
}
