/**
 * The distributions of a plan as functions of a standard normal score z: the value below which a share Φ(z) lies. Draws
 * are made of scores, so that a Gaussian copula ties them together.
 */

import type { Distribution } from '../../plan/types.ts'
import { normalDensity, normalProbability } from './normal.ts'
import { pertAlpha, pertFromEnd, pertTable } from './pert.ts'
import { createScoreTable, type FillValues } from './score-table.ts'

/** The 95 % quantile of the standard normal. */
const NORMAL_95 = 1.6448536269514722

/**
 * Value at a score.
 *
 *     normal(m, s)            m + s z
 *     interval(a, b)          (a + b)/2 + (b − a)/2 · z / 1.645: 5 % of the mass on either side
 *     lognormal(m, s)         m exp(σ z − σ²/2), σ² = ln(1 + s²/m²): mean m and standard deviation s
 *     uniform(a, b)           a + (b − a) Φ(z)
 *     triangular(a, mode, b)  a + √(Φ(z) (b − a)(mode − a)) below the mode, b − √(Φ(−z) (b − a)(b − mode)) above it
 *     pert(a, mode, b)        a + (b − a) × the quantile of a beta distribution, see `pert.ts`
 *
 * What has two ends is counted from the nearer one, so that neither loses digits. Without a spread it is a constant.
 *
 * @source Johnson, Kotz & Balakrishnan 1994 and 1995, Continuous Univariate Distributions, ch. 13, 14, 25 and 26
 * @example distributionFromScore(normal(0.08, 0.02), 1) // 0.1
 */
export function distributionFromScore(distribution: Distribution, score: number): number {
  const { shape } = distribution
  if (shape === 'normal' || shape === 'interval') {
    const { middle, spread } = normalOf(distribution)
    return middle + spread * score
  }
  if (shape === 'lognormal') {
    const { mean, sigma } = lognormalOf(distribution)
    return mean * Math.exp(sigma * (score - sigma / 2))
  }
  const { low, high, width, mode } = boundedOf(distribution)
  return score > 0 ? high - width * fromEnd(shape, 1 - mode, -score) : low + width * fromEnd(shape, mode, score)
}

/**
 * As `distributionFromScore`, for many scores; uniforms, triangulars and PERTs from tables, within 1e-11 of their width.
 * `out` is another array than `scores`. Nothing is allocated once a table is complete.
 */
export function fillFromScores(distribution: Distribution): FillValues {
  switch (distribution.shape) {
    case 'normal':
    case 'interval':
      return normalFiller(distribution)
    case 'lognormal':
      return lognormalFiller(distribution)
    case 'uniform':
      return scaled(normalProbabilities, boundedOf(distribution))
    case 'triangular':
      return triangularFiller(boundedOf(distribution))
    case 'pert': {
      const bounded = boundedOf(distribution)
      return scaled(pertTable(pertAlpha(bounded.mode)), bounded)
    }
  }
}

/** Of a normal or an interval, what its score is multiplied by, and what that is added to. */
export function normalOf({ shape, parameters }: Distribution): { readonly middle: number; readonly spread: number } {
  const [a = 0, b = 0] = parameters
  return shape === 'normal' ? { middle: a, spread: b } : { middle: (a + b) / 2, spread: (b - a) / 2 / NORMAL_95 }
}

function lognormalOf({ parameters }: Distribution): { readonly mean: number; readonly sigma: number } {
  const [mean = 0, deviation = 0] = parameters
  const relative = deviation / mean
  return { mean, sigma: Math.sqrt(Math.log1p(relative * relative)) }
}

/** `mode`: how far along the way from low to high, 0 to 1; of a uniform, which has none, the middle. */
type Bounded = { readonly low: number; readonly high: number; readonly width: number; readonly mode: number }

function boundedOf({ shape, parameters }: Distribution): Bounded {
  const [low = 0, second = 0, third = 0] = parameters
  const high = shape === 'uniform' ? second : third
  const width = high - low
  return { low, high, width, mode: shape === 'uniform' || width === 0 ? 0.5 : (second - low) / width }
}

/** How far from an end, as a share of the width, at a score of at most 0 from there; `mode` counts from that end too. */
function fromEnd(shape: 'uniform' | 'triangular' | 'pert', mode: number, score: number): number {
  if (shape === 'pert') return pertFromEnd(pertAlpha(mode), score)
  const probability = normalProbability(score)
  return shape === 'uniform' ? probability : triangularFromEnd(mode, probability)
}

/** 1 − √((1 − p)(1 − mode)) beyond the mode, without cancellation. */
function triangularFromEnd(mode: number, probability: number): number {
  if (probability < mode) return Math.sqrt(probability * mode)
  const both = mode + probability - mode * probability
  return both / (1 + Math.sqrt(1 - both))
}

const normalProbabilities = createScoreTable((score) => {
  const density = normalDensity(score)
  return { value: normalProbability(score), first: density, second: -score * density }
})

function normalFiller(distribution: Distribution): FillValues {
  const { middle, spread } = normalOf(distribution)
  return (scores, from, count, out, at) => {
    for (let i = 0; i < count; i++) out[at + i] = middle + spread * (scores[from + i] as number)
  }
}

function lognormalFiller(distribution: Distribution): FillValues {
  const { mean, sigma } = lognormalOf(distribution)
  return (scores, from, count, out, at) => {
    for (let i = 0; i < count; i++) out[at + i] = mean * Math.exp(sigma * ((scores[from + i] as number) - sigma / 2))
  }
}

/** From 0 … 1 to low … high. */
function scaled(fill: FillValues, { low, width }: Bounded): FillValues {
  return (scores, from, count, out, at) => {
    fill(scores, from, count, out, at)
    for (let i = at; i < at + count; i++) out[i] = low + width * (out[i] as number)
  }
}

/** Probabilities are those beyond the value on its own side, which keep their digits. */
function triangularFiller({ low, high, width, mode }: Bounded): FillValues {
  return (scores, from, count, out, at) => {
    for (let i = 0; i < count; i++) out[at + i] = -Math.abs(scores[from + i] as number)
    normalProbabilities(out, at, count, out, at)
    for (let i = 0; i < count; i++) {
      const beyond = out[at + i] as number
      const isHigh = (scores[from + i] as number) > 0
      out[at + i] = isHigh
        ? high - width * triangularFromEnd(1 - mode, beyond)
        : low + width * triangularFromEnd(mode, beyond)
    }
  }
}
