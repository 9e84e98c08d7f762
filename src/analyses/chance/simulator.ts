/**
 * The model under many draws at once, one lane each: scores in, outcomes out. The same interpreter projects a plan with
 * one lane, so what is simulated is what is projected. Nothing is allocated for a draw.
 */

import { type Block, literal } from '../../model/blocks.ts'
import { createEvaluator } from '../../model/evaluate.ts'
import { KERNEL_ROOM, type Kernel } from '../../model/kernel/kernel.ts'
import { createMemory, type Memory, reserve } from '../../model/kernel/memory.ts'
import { createKernel } from '../../model/kernel/vectors.ts'
import { createDraws, DRAWS_ROOM } from '../numerics/draws.ts'
import type { Points } from '../numerics/points.ts'
import type { Pairs } from '../numerics/threefry.ts'
import type { Indicator } from '../trials.ts'
import { createCells } from './cells.ts'
import type { Mix, Uncertainty } from './uncertainty.ts'

export type Simulator = {
  readonly lanes: number
  /** Where all of it lies, with room for what is summed over draws. */
  readonly memory: Memory
  /** Independent standard normals: latent j of a draw at j × lanes + lane. */
  readonly latents: Float64Array
  /** Standard normals with the plan's correlations: factor i at i × lanes + lane. */
  readonly scores: Float64Array
  /** Outcome k at k × lanes + lane; NaN where the draw failed, or where there is no value. */
  readonly outcomes: Float64Array
  /** 1 where an equation gave no number although nothing was missing: a projection of that draw would stop there. */
  readonly failed: Uint8Array
  /**
   * Latents of the points first … first + count − 1, in the lanes from 0 on.
   *
   * @param order  by dimension of the points, the latent that it gives
   */
  readonly draw: (points: Points, order: readonly number[], first: number, count: number) => void
  /** Scores from latents, for the first `count` lanes. */
  readonly mix: (count: number) => void
  /** Outcomes from scores, for the first `count` lanes. */
  readonly run: (count: number) => void
  /** The values of factor i as last run, one a lane. */
  readonly values: (factor: number) => Float64Array
  /** What `createPoints` takes to draw words straight into the simulator's memory. */
  readonly pairs: Pairs
}

/** So many numbers a variable has at once, whatever the number of sectors: they stay in the processor's cache. */
const NUMBERS_AT_ONCE = 1 << 15
const MOST_LANES = 256
const LEAST_LANES = 64
/** A histogram and sums for each outcome, in numbers. */
const SUMS_ROOM = 1024
/** For intermediate results, at most so many at once in an ordinary formula; where there are more, they lie elsewhere. */
const SPARE_BLOCKS = 32

/** How many draws a block takes: a function of the plan alone, since sums are formed block by block. */
function lanesFor({ model, factors }: Uncertainty): number {
  const wide = Math.max(1, model.plan.sectors.length, factors.length / Math.max(1, model.timeline.length))
  const lanes = 2 ** Math.floor(Math.log2(NUMBERS_AT_ONCE / wide))
  return Math.max(LEAST_LANES, Math.min(MOST_LANES, lanes))
}

export function createSimulator(
  uncertainty: Uncertainty,
  outcomes: readonly Indicator[],
  lanes = lanesFor(uncertainty),
): Simulator {
  const { model, inputs, factors, latents, mixing } = uncertainty
  const memory = memoryFor(uncertainty, outcomes.length, lanes)
  const { numbers, words } = memory
  const kernel = createKernel(memory)
  const draws = createDraws(memory)
  const latentsAt = reserve(memory, latents.length * lanes)
  const scoresAt = reserve(memory, factors.length * lanes)
  const wordsAt = 2 * reserve(memory, lanes / 2)
  const blends = mixing.flatMap((mix, factor) => blendsOf(mix, factor, latentsAt, scoresAt, lanes))
  const outcomesAt = reserve(memory, outcomes.length * lanes)
  const failed = new Uint8Array(lanes)
  const cells = createCells(uncertainty, lanes, memory, draws)
  const evaluateDraws = createEvaluator(model, inputs, lanes, cells.vary, kernel)
  return {
    lanes,
    memory,
    latents: numbers.subarray(latentsAt, latentsAt + latents.length * lanes),
    scores: numbers.subarray(scoresAt, scoresAt + factors.length * lanes),
    outcomes: numbers.subarray(outcomesAt, outcomesAt + outcomes.length * lanes),
    failed,
    values: cells.values,
    pairs: draws.pairs,
    draw: (points, order, first, count) => {
      order.forEach((latent, dimension) => {
        points.fill(dimension, first, count, words, wordsAt)
        draws.normals(wordsAt, count, latentsAt + latent * lanes)
      })
    },
    mix: (count) => {
      for (const { out, x, a, y, b } of blends) draws.blend(out, count, x, a, y, b)
    },
    run: (count) => {
      cells.fill(scoresAt, count)
      const { blocks, failures } = evaluateDraws()
      outcomes.forEach(({ variable, sector, year }, k) => {
        const block = blocks[variable]?.[year - (model.timeline[0] ?? 0)] ?? literal(Number.NaN)
        copyOutcome(kernel, block, Math.max(0, sector), outcomesAt + k * lanes, count)
      })
      failed.fill(0)
      for (const { lane } of failures) {
        failed[lane] = 1
        for (let k = 0; k < outcomes.length; k++) numbers[outcomesAt + k * lanes + lane] = Number.NaN
      }
    },
  }
}

/** Memory for what is drawn and, as far as there may be so much, for what is computed from it. */
function memoryFor({ model, inputs, factors, latents }: Uncertainty, outcomes: number, lanes: number): Memory {
  const years = model.timeline.length
  const block = model.plan.sectors.length * lanes
  const drawn = new Set(factors.map(({ variable, year }) => `${variable} ${year}`)).size
  // What is left of control totals and what projects add follow from draws, and are kept with them.
  const cells = drawn + inputs.residuals.length + years
  const rows = latents.length + 2 * factors.length + outcomes + 1
  return createMemory(
    KERNEL_ROOM + DRAWS_ROOM + rows * lanes + cells * block,
    (model.variables.length * years + SPARE_BLOCKS) * block + (outcomes + 1) * SUMS_ROOM,
  )
}

/** The numbers from `out` on: a × those from `x` on + b × those from `y` on. */
type Blend = {
  readonly out: number
  readonly x: number
  readonly a: number
  readonly y: number
  readonly b: number
}

/** score = carried × the score before + Σ weight × latent, two terms at a time */
function blendsOf(
  { before, carried, parts }: Mix,
  factor: number,
  latents: number,
  scores: number,
  lanes: number,
): Blend[] {
  const out = scores + factor * lanes
  const own = parts.map(({ latent, weight }) => ({ place: latents + latent * lanes, weight }))
  const terms = before === null ? own : [{ place: scores + before * lanes, weight: carried }, ...own]
  const nothing = { place: terms[0]?.place ?? out, weight: 0 }
  const [first = nothing, second = nothing, ...others] = terms
  return [
    { out, x: first.place, a: first.weight, y: second.place, b: second.weight },
    ...others.map(({ place, weight }) => ({ out, x: out, a: 1, y: place, b: weight })),
  ]
}

/** What the evaluation found; nothing but numbers and NaN. */
function copyOutcome({ memory, areFinite }: Kernel, block: Block, sector: number, out: number, count: number): void {
  const { numbers } = memory
  const { data, laneStride } = block
  const from = block.offset + sector * block.sectorStride
  if (data === numbers && laneStride === 1) numbers.copyWithin(out, from, from + count)
  else for (let lane = 0; lane < count; lane++) numbers[out + lane] = data[from + lane * laneStride] as number
  if (areFinite(out, count)) return
  for (let i = out; i < out + count; i++) if (!Number.isFinite(numbers[i])) numbers[i] = Number.NaN
}
