/**
 * Shapley effects: the outcome's variance shared out among inputs that may be correlated. The value of a group J of
 * inputs is the variance that is left when all others are known; an input's effect is its Shapley value in that game, as
 * a share of the variance. Effects add up to 1, whatever the correlations; for independent inputs each lies between the
 * input's first and total Sobol index.
 *
 *     value(J) = E[Var(Y | all but X in J)] = mean of (f(X) − f(X'))² / 2,    X' = X with J drawn anew given the rest
 *
 * All groups of a draw share the pair X, Y that X' is made from, so that differences between them are not blurred. Every
 * replicate is a game of its own, counted over all groups of inputs, or over random orders in which inputs join.
 *
 * @source Song, Nelson & Staum 2016, §4 (the value function and random orders); Owen & Prieur 2017; Broto, Bachoc &
 *   Depecker 2020, §3 (two inner draws, each redrawn from a known one, leave the least error for the same number of runs)
 */

import { keyOf } from '../numerics/threefry.ts'
import { exactShapley, type Game, type Membership, sampledShapley } from '../shapley.ts'
import { type Redrawn, redrawnRows, tiedRows } from './conditional.ts'
import { type Estimate, isConstant, jackknife } from './estimates.ts'
import { createPairs, type Pairs, type Sample, type Study } from './study.ts'

export type ShapleyEffects = {
  readonly mean: Estimate | null
  readonly variance: Estimate | null
  /** By input; null where the outcome does not vary. */
  readonly effects: readonly (Estimate | null)[]
  /** Orders in which inputs joined, in each replicate; null where all groups were counted. */
  readonly orders: number | null
  /** How often the model was run, and on how many draws it failed. */
  readonly runs: number
  readonly failed: number
}

/** Groups of as many inputs (256) are all counted; beyond, inputs join in random orders. */
const ALL_GROUPS = 8
/** Groups whose variance is found for each draw. */
export function coalitionsOf(inputs: number): number {
  return inputs <= ALL_GROUPS ? 2 ** inputs : ORDERS * (inputs - 1) + 2
}

/** Orders for each block of a replicate's draws: two, each with its reverse. */
const ORDERS = 4

/** @param correlation  of the scores, factors × factors, row by row */
export function shapleyEffects(study: Study, correlation: Float64Array, sample: Sample): ShapleyEffects {
  const { lanes } = study.simulator
  const inputs = study.inputs.length
  const isCounted = inputs <= ALL_GROUPS
  const pairs = createPairs(study, sample)
  const redraw = createRedraw(study, correlation)
  const sums = Array.from({ length: pairs.replicates }, () => new Float64Array(HEAD + inputs))
  let [runs, failed] = [0, 0]
  sums.forEach((own, replicate) => {
    const step = pairs.replicates
    for (let first = replicate; first < sample.draws; first += lanes * step) {
      const count = Math.min(lanes, Math.ceil((sample.draws - first) / step))
      pairs.fill(first, count, step)
      const block = startBlock(study, pairs, redraw, count)
      const { values } = isCounted
        ? exactShapley(block.game)
        : sampledShapley(block.game, ORDERS, orderSeed(sample.seed, first))
      addBlock(own, block, values)
      runs += block.runs()
      failed += block.isFailed.reduce((sum, each) => sum + each, 0)
    }
  })
  const used = sums.filter((own) => (own[DRAWS] as number) > 0)
  const [mean = null, variance = null, ...effects] = jackknife(used, effectsFrom)
  return { mean, variance, effects, orders: isCounted ? null : ORDERS, runs, failed }
}

/** Each block of each replicate has orders of its own. */
function orderSeed(seed: number, first: number): number {
  const [high, low] = keyOf(seed, `orders ${first}`)
  return (high >>> 11) * 2 ** 32 + low
}

/** The rows of scores to be drawn anew where so many inputs are. */
type Redraw = (isMember: (input: number) => boolean) => Redrawn[]

function createRedraw({ inputs }: Study, correlation: Float64Array): Redraw {
  const rows = inputs.flat().length
  const ties = tiedRows(correlation, rows)
  const inputOf = new Int32Array(rows)
  inputs.forEach((own, input) => {
    for (const row of own) inputOf[row] = input
  })
  const known = new Map<string, Redrawn[]>()
  return (isMember) => {
    const key = inputs.map((_, input) => (isMember(input) ? '1' : '0')).join('')
    const found = known.get(key) ?? redrawnRows(correlation, ties, (row) => isMember(inputOf[row] as number))
    // Random orders hardly ever meet in a group.
    if (inputs.length <= ALL_GROUPS) known.set(key, found)
    return found
  }
}

/** Draws of one replicate, and the game that is played with them. */
type Block = {
  readonly game: Game
  readonly base: Float64Array
  /** 1 for a draw on which the model has failed. */
  readonly isFailed: Uint8Array
  readonly runs: () => number
}

function startBlock(study: Study, pairs: Pairs, redraw: Redraw, count: number): Block {
  const { scores, outcomes, run } = study.simulator
  scores.set(pairs.a)
  run(count)
  const base = outcomes.slice(0, count)
  const isFailed = Uint8Array.from(base, (outcome) => (Number.isFinite(outcome) ? 0 : 1))
  let runs = count
  const values = (coalitions: number, has: Membership) => {
    const outcomesOf = runCoalitions(study, pairs, count, coalitions, (coalition) => redraw(has(coalition)))
    outcomesOf.forEach((outcome, place) => {
      if (!Number.isFinite(outcome)) isFailed[place % count] = 1
    })
    runs += coalitions * count
    return Float64Array.from({ length: coalitions }, (_, coalition) => {
      const own = outcomesOf.subarray(coalition * count, (coalition + 1) * count)
      return meanOf(
        own.map((outcome, draw) => (outcome - (base[draw] as number)) ** 2 / 2),
        isFailed,
      )
    })
  }
  return { game: { players: study.inputs.length, values }, base, isFailed, runs: () => runs }
}

/** Outcomes of every draw with the rows of each coalition drawn anew: coalition × count + draw. As many at once as fit. */
function runCoalitions(
  { simulator }: Study,
  { a, b }: Pairs,
  count: number,
  coalitions: number,
  redrawn: (coalition: number) => readonly Redrawn[],
): Float64Array {
  const { lanes, scores, outcomes, run } = simulator
  const together = Math.floor(lanes / count)
  const found = new Float64Array(coalitions * count)
  for (let start = 0; start < coalitions; start += together) {
    const here = Math.min(together, coalitions - start)
    for (let slot = 0; slot < here; slot++) {
      for (let row = 0; row < scores.length; row += lanes) {
        scores.set(a.subarray(row, row + count), row + slot * count)
      }
      for (const each of redrawn(start + slot)) drawAnew(each, a, b, scores, slot * count, count, lanes)
    }
    run(here * count)
    found.set(outcomes.subarray(0, here * count), start * count)
  }
  return found
}

function drawAnew(
  { row, kept, weights }: Redrawn,
  a: Float64Array,
  b: Float64Array,
  scores: Float64Array,
  at: number,
  count: number,
  lanes: number,
): void {
  const start = row * lanes
  for (let draw = 0; draw < count; draw++) {
    let score = b[start + draw] as number
    for (let k = 0; k < kept.length; k++) {
      const place = (kept[k] as number) * lanes + draw
      score += (weights[k] as number) * ((a[place] as number) - (b[place] as number))
    }
    scores[start + at + draw] = score
  }
}

function meanOf(values: Float64Array, isLeftOut: Uint8Array): number {
  let [sum, count] = [0, 0]
  values.forEach((value, draw) => {
    if (isLeftOut[draw] === 1) return
    sum += value
    count++
  })
  return count === 0 ? 0 : sum / count
}

/** Sums of a replicate: its draws, their outcomes, and what each input's share of the variance adds up to. */
const DRAWS = 0
const OUTCOMES = 1
const HEAD = 2

function addBlock(sums: Float64Array, { base, isFailed }: Block, shares: Float64Array): void {
  const draws = isFailed.reduce((left, each) => left - each, isFailed.length)
  sums[DRAWS] = (sums[DRAWS] as number) + draws
  sums[OUTCOMES] = (sums[OUTCOMES] as number) + draws * meanOf(base, isFailed)
  shares.forEach((share, input) => {
    sums[HEAD + input] = (sums[HEAD + input] as number) + draws * share
  })
}

/** Mean and variance, then the effects. */
function effectsFrom(sums: Float64Array): Float64Array {
  const draws = sums[DRAWS] as number
  const mean = (sums[OUTCOMES] as number) / draws
  const shares = sums.subarray(HEAD)
  const whole = shares.reduce((sum, share) => sum + share, 0)
  const variance = whole / draws
  return Float64Array.of(
    mean,
    variance,
    ...shares.map((share) => (isConstant(variance, mean) ? Number.NaN : share / whole)),
  )
}
