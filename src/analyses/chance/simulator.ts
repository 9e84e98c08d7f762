/**
 * The model under many draws at once, one lane each: scores in, outcomes out. The same interpreter projects a plan with
 * one lane, so what is simulated is what is projected. Nothing is allocated for a draw.
 */

import { at, type Block, createWorkspace, recycle } from '../../model/blocks.ts'
import { evaluate } from '../../model/evaluate.ts'
import type { Indicator } from '../trials.ts'
import { createCells } from './cells.ts'
import type { Mix, Uncertainty } from './uncertainty.ts'

export type Simulator = {
  readonly lanes: number
  /** Independent standard normals: latent j of a draw at j × lanes + lane. */
  readonly latents: Float64Array
  /** Standard normals with the plan's correlations: factor i at i × lanes + lane. */
  readonly scores: Float64Array
  /** Outcome k at k × lanes + lane; NaN where the draw failed, or where there is no value. */
  readonly outcomes: Float64Array
  /** 1 where an equation gave no number although nothing was missing: a projection of that draw would stop there. */
  readonly failed: Uint8Array
  /** Scores from latents, for the first `count` lanes. */
  readonly mix: (count: number) => void
  /** Outcomes from scores, for the first `count` lanes. */
  readonly run: (count: number) => void
  /** The values of factor i as last run, one a lane. */
  readonly values: (factor: number) => Float64Array
}

/** So many numbers a variable has at once, whatever the number of sectors: they stay in the processor's cache. */
const NUMBERS_AT_ONCE = 1 << 15
const MOST_LANES = 256
const LEAST_LANES = 64

/** How many draws a block takes: a function of the plan alone, since sums are formed block by block. */
export function lanesFor({ model, factors }: Uncertainty): number {
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
  const workspace = createWorkspace({ sectors: model.plan.sectors.length, lanes })
  const scores = new Float64Array(factors.length * lanes)
  const normals = new Float64Array(latents.length * lanes)
  const results = new Float64Array(outcomes.length * lanes)
  const failed = new Uint8Array(lanes)
  const cells = createCells(uncertainty, lanes)
  return {
    lanes,
    latents: normals,
    scores,
    outcomes: results,
    failed,
    values: cells.values,
    mix: (count) => {
      mixing.forEach((mix, factor) => mixOne(mix, factor, normals, scores, lanes, count))
    },
    run: (count) => {
      cells.fill(scores, count)
      const { blocks, failures } = evaluate(model, inputs, lanes, cells.vary, workspace)
      outcomes.forEach((outcome, k) => copyOutcome(blocks, model.timeline[0] ?? 0, outcome, results, k, lanes, count))
      failed.fill(0)
      for (const { lane } of failures) {
        failed[lane] = 1
        for (let k = 0; k < outcomes.length; k++) results[k * lanes + lane] = Number.NaN
      }
      recycle(workspace)
    },
  }
}

/** score = carried × the score before + Σ weight × latent */
function mixOne(
  { before, carried, parts }: Mix,
  factor: number,
  latents: Float64Array,
  scores: Float64Array,
  lanes: number,
  count: number,
): void {
  const start = factor * lanes
  const [first, second] = parts
  // Nearly every factor is one latent, or one that all share and one of its own.
  if (before === null && first !== undefined && parts.length <= 2) {
    const weight = first.weight
    const other = second?.weight ?? 0
    const a = first.latent * lanes
    const b = (second ?? first).latent * lanes
    for (let lane = 0; lane < count; lane++) {
      scores[start + lane] = weight * (latents[a + lane] as number) + other * (latents[b + lane] as number)
    }
    return
  }
  if (before === null) scores.fill(0, start, start + count)
  else
    for (let lane = 0; lane < count; lane++) scores[start + lane] = carried * (scores[before * lanes + lane] as number)
  for (const { latent, weight } of parts) {
    const from = latent * lanes
    for (let lane = 0; lane < count; lane++) {
      scores[start + lane] = (scores[start + lane] as number) + weight * (latents[from + lane] as number)
    }
  }
}

function copyOutcome(
  blocks: readonly (readonly Block[])[],
  firstYear: number,
  { variable, sector, year }: Indicator,
  results: Float64Array,
  k: number,
  lanes: number,
  count: number,
): void {
  const block = blocks[variable]?.[year - firstYear]
  for (let lane = 0; lane < count; lane++) {
    const value = block === undefined ? Number.NaN : at(block, Math.max(0, sector), lane)
    results[k * lanes + lane] = Number.isFinite(value) ? value : Number.NaN
  }
}
