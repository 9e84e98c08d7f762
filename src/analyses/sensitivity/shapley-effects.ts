/**
 * Shapley effects: the outcome's variance shared out among inputs that may be correlated. The value of a group J of
 * inputs is the variance that is left when all others are known; an input's effect is its Shapley value in that game, as
 * a share of the variance. Effects add up to 1, whatever the correlations; for independent inputs each lies between the
 * input's first and total Sobol index.
 *
 *     value(J) = E[Var(Y | all but X in J)] = mean of (f(X) − f(X'))² / 2,    X' = X with J drawn anew given the rest
 *
 * All groups of a draw use the same fresh draw, so that differences between them are not blurred. Every replicate is a
 * game of its own, counted over all groups of inputs, or over random orders in which inputs join, each with its reverse.
 *
 * @source Song, Nelson & Staum 2016 (the value of a group, random orders); Owen & Prieur 2017 (correlated inputs);
 *   Broto, Bachoc & Depecker 2020 (two draws given the rest, one of them shared, leave the least error for the runs)
 */

import { RANDOMISATIONS } from '../numerics/sobol.ts'
import { keyOf, permutation } from '../numerics/threefry.ts'
import { exactShapley } from '../shapley.ts'
import { finished, type Steps } from '../steps.ts'
import { tie } from './conditional.ts'
import { type Estimate, isConstant, jackknife } from './estimates.ts'
import { createPairs, type Pairs, type Sample, type Study } from './study.ts'

export type ShapleyEffects = {
  readonly mean: Estimate | null
  readonly variance: Estimate | null
  /** By input; null where the outcome does not vary. */
  readonly effects: readonly (Estimate | null)[]
  /** Random orders in which inputs joined; null where all groups were counted. */
  readonly orders: number | null
  /** How often the model was run, and on how many draws it failed. */
  readonly runs: number
  readonly failed: number
}

/** Groups of as many inputs (256) are all counted; beyond, inputs join in random orders. */
const ALL_GROUPS = 8
/** Orders that a draw goes along: a random one and its reverse. More draws tell more than more orders of each. */
const ORDERS = 2
/** So many draws of a replicate, at least, go along the same orders: what few draws have to themselves costs time. */
const TOGETHER = 4
/** Operations that a block may spend on ties: an order of n numbers takes about n³. */
const MOST_WORK = 2 ** 28

/** How often the model is run for each draw. */
export function runsPerDraw(inputs: number): number {
  return inputs <= ALL_GROUPS ? 2 ** inputs : 2 + ORDERS * Math.max(0, inputs - 1)
}

/** @param correlation  of the scores, factors × factors, row by row */
export function shapleyEffects(study: Study, correlation: Float64Array, sample: Sample): ShapleyEffects {
  return finished(shapleySteps(study, correlation, sample))
}

/** As `shapleyEffects`, a part at a time. */
export function* shapleySteps(study: Study, correlation: Float64Array, sample: Sample): Steps<ShapleyEffects> {
  const { lanes } = study.simulator
  const inputs = study.inputs.length
  const pairs = createPairs(study, sample)
  const sums = Array.from({ length: pairs.replicates }, () => new Float64Array(HEAD + inputs))
  const isCounted = inputs <= ALL_GROUPS
  let [failed, orders] = [0, 0]
  for (let start = 0; start < sample.draws; start += lanes) {
    const count = Math.min(lanes, sample.draws - start)
    pairs.fill(start, count)
    const block = startBlock(study, correlation, pairs, count)
    const teams = pairs.replicates * teamsPerReplicate(count / pairs.replicates, Math.sqrt(correlation.length))
    const shares = isCounted ? overGroups(block) : overOrders(block, drawOrders(sample.seed, orders, teams, inputs))
    if (!isCounted) orders += ORDERS * teams
    for (let draw = 0; draw < count; draw++) {
      const own = shares.map((each) => each[draw] as number)
      const outcome = block.base[draw] as number
      if (Number.isFinite(outcome) && own.every(Number.isFinite))
        addDraw(sums[draw % pairs.replicates] as Float64Array, outcome, own)
      else failed++
    }
    yield (start + count) / sample.draws
  }
  const [mean = null, variance = null, ...effects] = jackknife(sums, effectsFrom)
  const runs = sample.draws * runsPerDraw(inputs)
  return { mean, variance, effects, orders: isCounted ? null : orders, runs, failed }
}

/** Draws of a team go along the same orders. */
function teamsPerReplicate(draws: number, numbers: number): number {
  const affordable = MOST_WORK / (RANDOMISATIONS * numbers ** 3)
  return Math.max(1, Math.floor(Math.min(draws / TOGETHER, affordable)))
}

/** Some draws, a lane each; lane i belongs to replicate i mod `replicates`. */
type Block = {
  readonly study: Study
  readonly correlation: Float64Array
  readonly pairs: Pairs
  readonly count: number
  /** The outcome of each draw. */
  readonly base: Float64Array
  /** Half the square of what the outcome differs by with the scores as they stand, by draw. */
  readonly halfSquares: () => Float64Array
}

function startBlock(study: Study, correlation: Float64Array, pairs: Pairs, count: number): Block {
  const { scores, outcomes, run } = study.simulator
  scores.set(pairs.a)
  run(count)
  const base = outcomes.slice(0, count)
  const halfSquares = () => {
    run(count)
    return base.map((outcome, draw) => ((outcomes[draw] as number) - outcome) ** 2 / 2)
  }
  return { study, correlation, pairs, count, base, halfSquares }
}

/** Shares by input and draw: each draw is a game, in which every group of inputs is valued. */
function overGroups({ study, correlation, pairs, count, halfSquares }: Block): Float64Array[] {
  const { simulator, inputs } = study
  const { scores } = simulator
  const all = { from: 0, to: count, step: 1 }
  const worth = Array.from({ length: 2 ** inputs.length }, (_, group) => {
    if (group === 0) return new Float64Array(count)
    scores.set(pairs.b)
    const covariance = correlation.slice()
    inputs.forEach((rows, input) => {
      if (((group >>> input) & 1) === 0) for (const row of rows) tie(row, covariance, scores, pairs.a, all)
    })
    return halfSquares()
  })
  const shares = inputs.map(() => new Float64Array(count))
  for (let draw = 0; draw < count; draw++) {
    const values = () => Float64Array.from(worth, (each) => each[draw] as number)
    exactShapley({ players: inputs.length, values }).values.forEach((share, input) => {
      ;(shares[input] as Float64Array)[draw] = share
    })
  }
  return shares
}

/**
 * Shares by input and draw, as means over orders in which inputs join: what each adds when it does. Starting from all of
 * them, the last to join is the first to be tied to what is known.
 *
 * @param orders  some for each team; draw i is in team i mod teams
 */
function overOrders(
  { study, correlation, pairs, count, halfSquares }: Block,
  orders: readonly (readonly Int32Array[])[],
): Float64Array[] {
  const { simulator, inputs } = study
  const { scores } = simulator
  scores.set(pairs.b)
  const everybody = halfSquares()
  const shares = inputs.map(() => new Float64Array(count))
  for (const ofTeams of orders) {
    scores.set(pairs.b)
    const covariances = ofTeams.map(() => correlation.slice())
    const left = everybody.slice()
    for (let place = inputs.length - 1; place >= 0; place--) {
      ofTeams.forEach((order, team) => {
        for (const row of inputs[order[place] as number] ?? []) {
          const lanes = { from: team, to: count, step: ofTeams.length }
          tie(row, covariances[team] as Float64Array, scores, pairs.a, lanes)
        }
      })
      // Without anybody the outcome is what it was.
      const without = place === 0 ? new Float64Array(count) : halfSquares()
      for (let draw = 0; draw < count; draw++) {
        const share = shares[ofTeams[draw % ofTeams.length]?.[place] as number] as Float64Array
        share[draw] = (share[draw] as number) + ((left[draw] as number) - (without[draw] as number)) / orders.length
        left[draw] = without[draw] as number
      }
    }
  }
  return shares
}

/** A random order for each team, and the reverse of each. */
function drawOrders(seed: number, drawn: number, teams: number, inputs: number): Int32Array[][] {
  const [high, low] = keyOf(seed, 'orders of inputs')
  const ownSeed = (high >>> 11) * 2 ** 32 + low
  const orders = Array.from({ length: teams }, (_, team) => permutation(ownSeed, drawn / ORDERS + team, inputs))
  return [orders, orders.map((order) => order.toReversed())]
}

/** Sums of a replicate: its draws, their outcomes, and what each input's share of the variance adds up to. */
const DRAWS = 0
const OUTCOMES = 1
const HEAD = 2

function addDraw(sums: Float64Array, outcome: number, shares: readonly number[]): void {
  sums[DRAWS] = (sums[DRAWS] as number) + 1
  sums[OUTCOMES] = (sums[OUTCOMES] as number) + outcome
  shares.forEach((share, input) => {
    sums[HEAD + input] = (sums[HEAD + input] as number) + share
  })
}

/** Mean and variance, then the effects. */
function effectsFrom(sums: Float64Array): Float64Array {
  const draws = sums[DRAWS] as number
  const mean = (sums[OUTCOMES] as number) / draws
  const shares = sums.subarray(HEAD)
  const whole = shares.reduce((sum, share) => sum + share, 0)
  const variance = whole / draws
  const scale = isConstant(variance, mean) ? Number.NaN : whole
  return Float64Array.of(mean, variance, ...shares.map((share) => share / scale))
}
