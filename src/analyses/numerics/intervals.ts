/** Intervals for a proportion: which chances agree with so many hits in so many independent trials. */

import { normalQuantile } from './normal.ts'
import { betaQuantile } from './special.ts'

export type Interval = readonly [low: number, high: number]

/**
 * Wilson's interval: the chances p for which the hits lie within z standard errors of n p.
 *
 *     low, high = (p̂ + z²/2n ± z √(p̂ (1 − p̂)/n + z²/4n²)) / (1 + z²/n)
 *
 * It never leaves 0 to 1, and begins at exactly 0 without a hit and ends at exactly 1 without a miss.
 *
 * @param hits  from 0 to `n`; need not be whole
 * @param n  trials, above 0
 * @source Wilson 1927, Probable inference, the law of succession, and statistical inference
 * @example wilson(8, 10) // [0.490…, 0.943…]
 */
export function wilson(hits: number, n: number, level = 0.95): Interval {
  const z = normalQuantile((1 + level) / 2)
  return [wilsonLow(hits, n, z), 1 - wilsonLow(n - hits, n, z)]
}

/** As hits² / (n × what the other end would be): without cancellation near 0. */
function wilsonLow(hits: number, n: number, z: number): number {
  const misses = n - hits
  return (2 * hits * hits) / n / (2 * hits + z * z + z * Math.sqrt((4 * hits * misses) / n + z * z))
}

/**
 * The exact interval of Clopper & Pearson: the chances under which neither so many hits nor so few would have been
 * rarer than (1 − level)/2. It covers at least `level` whatever the chance, and often more.
 *
 * @param hits  whole, from 0 to `n`
 * @param n  trials, whole, above 0
 * @source Clopper & Pearson 1934, The use of confidence or fiducial limits; as beta quantiles in Brown, Cai & DasGupta
 *   2001, Interval estimation for a binomial proportion, §4.2.1
 * @example clopperPearson(8, 10) // [0.444…, 0.975…]
 */
export function clopperPearson(hits: number, n: number, level = 0.95): Interval {
  const beyond = (1 - level) / 2
  return [clopperPearsonLow(hits, n, beyond), 1 - clopperPearsonLow(n - hits, n, beyond)]
}

function clopperPearsonLow(hits: number, n: number, beyond: number): number {
  return hits === 0 ? 0 : betaQuantile(beyond, hits, n - hits + 1)
}
