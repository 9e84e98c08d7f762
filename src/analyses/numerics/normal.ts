/**
 * The standard normal distribution, to double precision and without cancellation in the lower tail.
 * For the upper tail ask for the other side: P(Z > z) is `normalProbability(-z)`.
 */

const INVERSE_ROOT_TWO_PI = 0.3989422804014327

/**
 * Density of the standard normal distribution.
 *
 *     φ(z) = exp(−z²/2) / √(2π)
 *
 * @example normalDensity(0) // 0.3989422804014327
 */
export function normalDensity(score: number): number {
  return INVERSE_ROOT_TWO_PI * bell(Math.abs(score))
}

/** exp(−z²/2). The square is taken in two parts, the first of them exact, lest its rounding error be magnified by z². */
function bell(distance: number): number {
  if (distance > 39) return 0
  const coarse = Math.trunc(distance * 16) / 16
  return Math.exp(-coarse * coarse * 0.5) * Math.exp(-(distance - coarse) * (distance + coarse) * 0.5)
}

/** Coefficients from the highest power down, 0 where the degree is below 8. */
type Octic = readonly [number, number, number, number, number, number, number, number, number]

/** Coefficients of Cody's rational functions as doubles. */
const centralTop: Octic = [
  0, 0, 0, 0, 0.06568233791820745, 2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356,
]
const centralBottom: Octic = [
  0, 0, 0, 0, 1, 47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673,
]
const middleTop: Octic = [
  1.0765576773720192e-8, 0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002,
  2494.5375852903726, 6848.190450536283, 11602.65143764735, 9842.714838383978,
]
const middleBottom: Octic = [
  1, 22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097, 34900.95272114598,
  38912.00328609327, 19685.429676859992,
]
const tailTop: Octic = [
  0, 0, 0, 0.023073441764940174, 0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934,
  0.000029112874951168793,
]
const tailBottom: Octic = [
  0, 0, 0, 1, 1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 0.00007297515550839662,
]

/**
 * Probability that a standard normal number is at most `score`: Φ.
 *
 * Relative error below 1e-15 wherever the result is a normal double (score > −37.5); 0 below −39, 1 above 8.3.
 *
 * @source Cody 1969, Rational Chebyshev approximations for the error function, Math. Comp. 23, 631–637; in the form of
 *   Cody 1993, Algorithm 715 (SPECFUN), ANORM
 * @example normalProbability(-1.959963984540054) // 0.025
 */
export function normalProbability(score: number): number {
  const distance = Math.abs(score)
  if (distance <= 0.67448975) {
    const square = distance * distance
    return 0.5 + (score * polynomial(centralTop, square)) / polynomial(centralBottom, square)
  }
  const beyond = bell(distance) * tailRatio(distance)
  return score < 0 ? beyond : 1 - beyond
}

/** (1 − Φ(z)) / exp(−z²/2), for z above 0.67. */
function tailRatio(distance: number): number {
  if (distance <= 5.656854) return polynomial(middleTop, distance) / polynomial(middleBottom, distance)
  const inverse = 1 / (distance * distance)
  const correction = (inverse * polynomial(tailTop, inverse)) / polynomial(tailBottom, inverse)
  return (INVERSE_ROOT_TWO_PI - correction) / distance
}

/** Coefficients of Wichura's rational functions as doubles. */
const nearTop: Octic = [
  0, 2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
  133.14166789178438, 3.3871328727963665,
]
const nearBottom: Octic = [
  0, 5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
  42.31333070160091, 1,
]
const farTop: Octic = [
  0, 0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
]
const farBottom: Octic = [
  0, 1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1,
]
const farthestTop: Octic = [
  0, 2.0103343992922881e-7, 0.000027115555687434876, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
  1.7848265399172913, 5.463784911164114, 6.657904643501103,
]
const farthestBottom: Octic = [
  0, 2.0442631033899397e-15, 1.421511758316446e-7, 0.000018463183175100548, 0.0007868691311456133, 0.014875361290850615,
  0.1369298809227358, 0.599832206555888, 1,
]

/**
 * The score that a standard normal number stays below with the given probability: Φ⁻¹, the inverse of
 * `normalProbability`. Relative error about 1e-16. The upper tail is −normalQuantile(q) of the probability q above.
 *
 * @returns −Infinity at 0, Infinity at 1
 * @throws RangeError if `probability` is not between 0 and 1: our bug, not the author's
 * @source Wichura 1988, Algorithm AS 241 (PPND16), Applied Statistics 37, 477–484; his test values are 0.25 →
 *   −0.6744897501960817, 0.001 → −3.090232306167814, 1e-20 → −9.262340089798408
 * @example normalQuantile(0.975) // 1.959963984540054
 */
export function normalQuantile(probability: number): number {
  if (!(probability >= 0 && probability <= 1)) throw new RangeError(`no probability: ${probability}`)
  const centred = probability - 0.5
  if (Math.abs(centred) <= 0.425) {
    const x = 0.180625 - centred * centred
    return (centred * polynomial(nearTop, x)) / polynomial(nearBottom, x)
  }
  if (probability === 0) return Number.NEGATIVE_INFINITY
  if (probability === 1) return Number.POSITIVE_INFINITY
  const depth = Math.sqrt(-Math.log(centred < 0 ? probability : 1 - probability))
  const distance =
    depth <= 5
      ? polynomial(farTop, depth - 1.6) / polynomial(farBottom, depth - 1.6)
      : polynomial(farthestTop, depth - 5) / polynomial(farthestBottom, depth - 5)
  return centred < 0 ? -distance : distance
}

/** By Horner's rule, coefficients from the highest power down. Written out, as a loop is several times slower cold. */
function polynomial(c: Octic, x: number): number {
  return (((((((c[0] * x + c[1]) * x + c[2]) * x + c[3]) * x + c[4]) * x + c[5]) * x + c[6]) * x + c[7]) * x + c[8]
}
