/**
 * PERT distributions: a beta distribution between two ends, with the mode four times as heavy as either end.
 *
 *     x = low + (high − low) · beta(α, β)        α = 1 + 4 (mode − low)/(high − low)        β = 6 − α
 *
 * @source Malcolm, Roseboom, Clark & Fazar 1959, Application of a technique for research and development program
 *   evaluation; Vose 2008, Risk Analysis, §III.7.2
 */

import { normalDensity, normalProbability } from './normal.ts'
import { betaDensity, betaQuantile } from './special.ts'

export type PertShape = { readonly low: number; readonly high: number; readonly alpha: number; readonly beta: number }

export function pertShape(low: number, mode: number, high: number): PertShape {
  const alpha = high > low ? 1 + (4 * (mode - low)) / (high - low) : 1
  return { low, high, alpha, beta: 6 - alpha }
}

/** Value at a score; counted from the nearer end. */
export function pertValue({ low, high, alpha, beta }: PertShape, score: number): number {
  if (!(high > low)) return low
  if (score > 0) return high - (high - low) * betaQuantile(normalProbability(-score), beta, alpha)
  return low + (high - low) * betaQuantile(normalProbability(score), alpha, beta)
}

/** Scores beyond ±8 are worked out one by one: one in 10¹⁵ is. */
const FARTHEST = 8
const PER_UNIT = 16
const NODES = 2 * FARTHEST * PER_UNIT + 1
const STEP = 1 / PER_UNIT

/**
 * The value as a function of the score, from a table: between two nodes the polynomial of degree 5 that has the value
 * and both derivatives there. Nodes are worked out when they are first needed.
 *
 *     x′(z) = φ(z) / g(x)        x″ = −x′ (z + x′ g′(x)/g(x))        g: the density
 */
export function createPertTable(shape: PertShape): (score: number) => number {
  const values = new Float64Array(NODES).fill(Number.NaN)
  const firsts = new Float64Array(NODES)
  const seconds = new Float64Array(NODES)
  const fill = (node: number): void => {
    const score = (node - FARTHEST * PER_UNIT) / PER_UNIT
    const { value, first, second } = derivativesAt(shape, score)
    values[node] = value
    firsts[node] = first * STEP
    seconds[node] = second * STEP * STEP
  }
  return (score) => {
    const place = (score + FARTHEST) * PER_UNIT
    if (!(place >= 0 && place < NODES - 1)) return pertValue(shape, score)
    const node = Math.trunc(place)
    if (Number.isNaN(values[node] as number)) fill(node)
    if (Number.isNaN(values[node + 1] as number)) fill(node + 1)
    return between(values, firsts, seconds, node, place - node)
  }
}

/** Quintic Hermite interpolation on an interval of length 1. */
function between(values: Float64Array, firsts: Float64Array, seconds: Float64Array, node: number, t: number): number {
  const value = values[node] as number
  const first = firsts[node] as number
  const half = (seconds[node] as number) / 2
  // What is left at the right end after the polynomial of degree 2 at the left one.
  const rest = (values[node + 1] as number) - value - first - half
  const restFirst = (firsts[node + 1] as number) - first - 2 * half
  const restSecond = (seconds[node + 1] as number) / 2 - half
  const c3 = 10 * rest - 4 * restFirst + restSecond
  const c4 = -15 * rest + 7 * restFirst - 2 * restSecond
  const c5 = 6 * rest - 3 * restFirst + restSecond
  return value + t * (first + t * (half + t * (c3 + t * (c4 + t * c5))))
}

function derivativesAt(shape: PertShape, score: number): { value: number; first: number; second: number } {
  const { low, high, alpha, beta } = shape
  const width = high - low
  const value = pertValue(shape, score)
  const x = (value - low) / width
  const density = betaDensity(x, alpha, beta)
  const first = density > 0 ? normalDensity(score) / density : 0
  // d ln g / dx, from either end; a term with no power has none.
  const leftPart = alpha === 1 ? 0 : (alpha - 1) / x
  const rightPart = beta === 1 ? 0 : (beta - 1) / ((high - value) / width)
  const second = -first * (score + first * (leftPart - rightPart))
  const isSmooth = Number.isFinite(first) && Number.isFinite(second)
  return { value, first: isSmooth ? width * first : 0, second: isSmooth ? width * second : 0 }
}
