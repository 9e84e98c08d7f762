/**
 * Morris screening: how much the outcome changes when one input moves, averaged over where the others are.
 *
 * Every number's probability u stands on four levels: 0, 1/3, 2/3 and 1. A trajectory starts at a random point of that
 * grid and moves each input once, in a random order, by 2/3 up or down, whichever stays on the grid. The change of the
 * outcome per unit of u is an elementary effect of the input:
 *
 *     effect = (f(u + 2/3) − f(u)) / (2/3),    μ, σ = mean and standard deviation of the effects,    μ* = mean of |effect|
 *
 * Of an input that is several numbers each is moved its own way, so that an effect has no sign: there is μ* alone.
 *
 * @source Morris 1991, Factorial sampling plans for preliminary computational experiments (p = 4, Δ = 2/3); Campolongo,
 *   Cariboni & Saltelli 2007 (μ*, groups)
 */

import { createPoints } from '../numerics/points.ts'
import { permutation } from '../numerics/threefry.ts'
import { finished, type Steps } from '../steps.ts'
import { type Estimate, jackknife, ROUNDING } from './estimates.ts'
import type { Sample, Study } from './study.ts'

export type ElementaryEffects = {
  /** By input; `mu` and `sigma` are null for an input of several numbers. */
  readonly mu: readonly (Estimate | null)[]
  readonly muStar: readonly (Estimate | null)[]
  readonly sigma: readonly (Estimate | null)[]
  /** How often the model was run, and on how many trajectories it failed. */
  readonly runs: number
  readonly failed: number
}

export const LEVELS = 4
const STEP = 2 / 3
/** Trajectories are independent of each other: they are dealt out to so many, whose spread is the error. */
const REPLICATES = 32

/**
 * @param grid    the score of each factor on each level: factor × 4 + level
 * @param sample  `draws` is the number of trajectories
 */
export function elementaryEffects(study: Study, grid: Float64Array, sample: Sample): ElementaryEffects {
  return finished(morrisSteps(study, grid, sample))
}

/** As `elementaryEffects`, a part at a time. */
export function* morrisSteps(study: Study, grid: Float64Array, sample: Sample): Steps<ElementaryEffects> {
  const { simulator, inputs } = study
  const { lanes } = simulator
  const starts = createStarts(grid.length / LEVELS, lanes, sample)
  const walked: Walked = { effects: new Float64Array(inputs.length * lanes), largest: 0, steepest: 0 }
  const sums = Array.from(
    { length: Math.min(REPLICATES, sample.draws) },
    () => new Float64Array(1 + EACH * inputs.length),
  )
  // Spreads are summed from one of the effects, so that an effect that never changes has none.
  const centres = new Float64Array(inputs.length)
  let failed = 0
  for (let first = 0; first < sample.draws; first += lanes) {
    const count = Math.min(lanes, sample.draws - first)
    const orders = Array.from({ length: count }, (_, lane) => permutation(sample.seed, first + lane, inputs.length))
    starts.fill(first, count)
    walk(study, grid, starts.levels, orders, walked)
    for (let lane = 0; lane < count; lane++) {
      const own = inputs.map((_, i) => walked.effects[i * lanes + lane] as number)
      if (!own.every(Number.isFinite)) failed++
      else {
        if (first + lane === failed) centres.set(own)
        addTrajectory(sums[(first + lane) % sums.length] as Float64Array, own, centres)
      }
    }
    yield (first + count) / sample.draws
  }
  const statistics = jackknife(sums, (each) => statisticsOf(each, centres), roundingOf(walked))
  const signed = (estimate: Estimate | null, i: number) => (inputs[i]?.length === 1 ? estimate : null)
  return {
    mu: inputs.map((_, i) => signed(statistics[EACH * i] ?? null, i)),
    muStar: inputs.map((_, i) => statistics[EACH * i + 1] ?? null),
    sigma: inputs.map((_, i) => signed(statistics[EACH * i + 2] ?? null, i)),
    runs: sample.draws * (1 + inputs.length),
    failed,
  }
}

/** The effect of each input along each trajectory, input × lanes + lane; the largest outcome and effect of all so far. */
type Walked = { readonly effects: Float64Array; largest: number; steepest: number }

/** What effects may be wrong by: outcomes by their last digits, and the inputs behind them by those of their tables. */
function roundingOf({ largest, steepest }: Walked): number {
  return (2 * ROUNDING * largest) / STEP + TABLES * steepest
}

/** Of the width of a distribution: values are read from tables to 1e-11 (`distribution.ts`), here with room to spare. */
const TABLES = 1e-10

/** Where trajectories start, independently of each other: the level of factor i at i × lanes + lane. */
function createStarts(factors: number, lanes: number, { draws, seed }: Sample) {
  const names = Array.from({ length: factors }, (_, factor) => `level ${factor}`)
  const points = createPoints('random', { seed, names, draws })
  const words = new Uint32Array(lanes)
  const levels = new Uint8Array(factors * lanes)
  return {
    levels,
    fill: (first: number, count: number) => {
      for (let factor = 0; factor < factors; factor++) {
        points.fill(factor, first, count, words, 0)
        for (let lane = 0; lane < count; lane++) levels[factor * lanes + lane] = (words[lane] as number) >>> 30
      }
    },
  }
}

/** From each start along its order. `levels` is where the trajectories end. */
function walk(
  { simulator, inputs }: Study,
  grid: Float64Array,
  levels: Uint8Array,
  orders: readonly Int32Array[],
  walked: Walked,
): void {
  const { lanes, scores, outcomes, run } = simulator
  const place = (cell: number) => {
    scores[cell] = grid[Math.floor(cell / lanes) * LEVELS + (levels[cell] as number)] as number
  }
  for (let cell = 0; cell < levels.length; cell++) place(cell)
  run(orders.length)
  const before = outcomes.slice(0, orders.length)
  for (let step = 0; step < inputs.length; step++) {
    orders.forEach((order, lane) => {
      for (const factor of inputs[order[step] as number] ?? []) {
        // Two levels up from the lower half, down from the upper one.
        levels[factor * lanes + lane] = (levels[factor * lanes + lane] as number) ^ 2
        place(factor * lanes + lane)
      }
    })
    run(orders.length)
    orders.forEach((order, lane) => {
      const input = order[step] as number
      const [factor = 0, ...others] = inputs[input] ?? []
      const change = ((outcomes[lane] as number) - (before[lane] as number)) / STEP
      const isUp = (levels[factor * lanes + lane] as number) >= LEVELS / 2
      walked.effects[input * lanes + lane] = others.length > 0 ? Math.abs(change) : isUp ? change : -change
      if (!Number.isFinite(change)) return
      walked.largest = Math.max(walked.largest, Math.abs(outcomes[lane] as number))
      walked.steepest = Math.max(walked.steepest, Math.abs(change))
    })
    before.set(outcomes.subarray(0, orders.length))
  }
}

/** Sums of a replicate: its trajectories, then for each input of effects, of their absolute values and of their squares. */
const EACH = 3

function addTrajectory(sums: Float64Array, effects: readonly number[], centres: Float64Array): void {
  sums[0] = (sums[0] as number) + 1
  effects.forEach((effect, i) => {
    const distance = effect - (centres[i] as number)
    const at = 1 + EACH * i
    sums[at] = (sums[at] as number) + distance
    sums[at + 1] = (sums[at + 1] as number) + Math.abs(effect)
    sums[at + 2] = (sums[at + 2] as number) + distance * distance
  })
}

/** μ, μ* and σ of each input. */
function statisticsOf(sums: Float64Array, centres: Float64Array): Float64Array {
  const [trajectories = 0] = sums
  const statistics = sums.subarray(1).map((sum) => sum / trajectories)
  centres.forEach((centre, i) => {
    const distance = statistics[EACH * i] as number
    statistics[EACH * i] = centre + distance
    statistics[EACH * i + 2] = Math.sqrt(Math.max(0, (statistics[EACH * i + 2] as number) - distance * distance))
  })
  return statistics
}
