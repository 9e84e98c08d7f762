/** One block of draws, from points to sums. */

import { normalProbability } from '../numerics/normal.ts'
import { fillNormals } from '../numerics/normal-words.ts'
import { type Bins, countInto } from './bins.ts'
import type { Experiment } from './experiment.ts'
import { createLineRunner, type Line } from './line.ts'
import { type FanSums, groupOf, type Layout, layoutOf } from './sums.ts'
import { addNode, freshSums, type Tally } from './tally.ts'

/** Numbers by sector are followed over so many draws: their fans need no more, and there are many of them. */
export const SECTOR_FAN_DRAWS = 1 << 16

export type BlockRunner = {
  readonly layout: Layout
  /** How many draws a block has. */
  readonly lanes: number
  /** Draw block `index` of the first `draws` draws, and add its sums to the tally. */
  readonly run: (index: number, draws: number, tally: Tally) => void
  /** The draws of the block as last made: latents mixed, model run, nothing summed. */
  readonly draw: (index: number, draws: number) => number
}

export function createBlockRunner(experiment: Experiment): BlockRunner {
  const { question, uncertainty, simulator, lines, joint, order, points, rotate, centres, bins } = experiment
  const { lanes, outcomes, failed } = simulator
  const { targets, fans, sampler } = question
  const layout = layoutOf(targets.length, fans.length)
  const isOfSector = fans.map(({ sector }) => sector >= 0)
  const words = new Uint32Array(lanes)
  const groups = new Uint8Array(lanes)
  const scores = new Float64Array(simulator.scores.length)
  const own = new Float64Array(targets.length * lanes)
  const metTogether = new Uint8Array(lanes)
  const low = new Float64Array(lanes)
  const high = new Float64Array(lanes)
  const runner = createLineRunner(simulator)

  const draw = (index: number, draws: number): number => {
    const first = index * lanes
    const count = Math.min(lanes, draws - first)
    order.forEach((latent, dimension) => {
      points.fill(dimension, first, count, words, 0)
      fillNormals(words, 0, count, simulator.latents, latent * lanes)
    })
    rotate?.(simulator.latents, lanes, count)
    simulator.mix(count)
    simulator.run(count)
    return count
  }

  const addFans = (sums: Float64Array, first: number, count: number): void => {
    const isEarly = first < SECTOR_FAN_DRAWS
    if (isEarly) addGroups(sums, layout.earlyDraws, count)
    fans.forEach((_, k) => {
      if (isOfSector[k] === true && !isEarly) return
      const at = layout.fans[k] as Layout['fans'][number]
      const start = (targets.length + k) * lanes
      addFan(sums, at, centres[k] as number, start, count)
      countInto(bins[k] as Bins, outcomes, start, count)
    })
  }

  const addFan = (sums: Float64Array, at: FanSums, centre: number, start: number, count: number): void => {
    const { differences, missing, squares } = at
    let square = 0
    for (let lane = 0; lane < count; lane++) {
      const difference = (outcomes[start + lane] as number) - centre
      const group = groups[lane] as number
      if (Number.isNaN(difference)) sums[missing + group] = (sums[missing + group] as number) + 1
      else {
        sums[differences + group] = (sums[differences + group] as number) + difference
        square += difference * difference
      }
    }
    sums[squares] = (sums[squares] as number) + square
  }

  const addGroups = (sums: Float64Array, at: number, count: number): void => {
    for (let lane = 0; lane < count; lane++) {
      const place = at + (groups[lane] as number)
      sums[place] = (sums[place] as number) + 1
    }
  }

  const addTargets = (sums: Float64Array, count: number): void => {
    metTogether.fill(1)
    targets.forEach(({ threshold, op }, k) => {
      const at = layout.targets[k] as Layout['targets'][number]
      const side = op === '>' || op === '>=' ? 1 : -1
      const isStrict = op === '>' || op === '<'
      for (let lane = 0; lane < count; lane++) {
        const value = outcomes[k * lanes + lane] as number
        const excess = (value - threshold) * side
        const slack = 1e-9 * Math.abs(threshold)
        const isMet = isStrict ? excess > slack : excess >= -slack
        const group = groups[lane] as number
        if (isMet) sums[at.met + group] = (sums[at.met + group] as number) + 1
        else {
          metTogether[lane] = 0
          if (excess < 0) sums[at.shortfall + group] = (sums[at.shortfall + group] as number) - excess
          if (Number.isNaN(value) && failed[lane] === 0) sums[at.undetermined] = (sums[at.undetermined] as number) + 1
        }
      }
    })
    for (let lane = 0; lane < count; lane++) {
      const group = groups[lane] as number
      sums[layout.joint.met + group] = (sums[layout.joint.met + group] as number) + (metTogether[lane] as number)
      sums[layout.failed] = (sums[layout.failed] as number) + (failed[lane] as number)
    }
  }

  const addChances = (
    sums: Float64Array,
    at: { chances: number; contradictions: number },
    line: Line,
    count: number,
  ) => {
    const contradictions = runner.run(line, scores, simulator.latents, own, count)
    sums[at.contradictions] = (sums[at.contradictions] as number) + contradictions
    for (let lane = 0; lane < count; lane++) {
      const place = at.chances + (groups[lane] as number)
      sums[place] = (sums[place] as number) + (runner.chances[lane] as number)
    }
  }

  const addJoint = (sums: Float64Array, together: readonly Line[], count: number): void => {
    low.fill(Number.NEGATIVE_INFINITY)
    high.fill(Number.POSITIVE_INFINITY)
    const { chances, contradictions } = layout.joint
    for (const line of together) {
      sums[contradictions] = (sums[contradictions] as number) + runner.run(line, scores, simulator.latents, own, count)
      for (let lane = 0; lane < count; lane++) {
        low[lane] = Math.max(low[lane] as number, runner.low[lane] as number)
        high[lane] = Math.min(high[lane] as number, runner.high[lane] as number)
      }
    }
    for (let lane = 0; lane < count; lane++) {
      const place = chances + (groups[lane] as number)
      sums[place] = (sums[place] as number) + chanceBetween(low[lane] as number, high[lane] as number)
    }
  }

  return {
    layout,
    lanes,
    draw,
    run: (index, draws, tally) => {
      const count = draw(index, draws)
      const first = index * lanes
      for (let lane = 0; lane < count; lane++) groups[lane] = groupOf(sampler, points.groupOf, first + lane)
      const sums = freshSums(tally, layout.size)
      addGroups(sums, layout.draws, count)
      addFans(sums, first, count)
      addTargets(sums, count)
      own.set(outcomes.subarray(0, own.length))
      scores.set(simulator.scores)
      lines.forEach((each, k) => {
        if (each.kind === 'line') addChances(sums, layout.targets[k] as Layout['targets'][number], each.line, count)
      })
      if (joint !== null && joint.length > 1) addJoint(sums, joint, count)
      addNode(tally, { level: 0, index, sums })
    },
  }
}

function chanceBetween(low: number, high: number): number {
  if (!(high > low)) return 0
  // From the side on which both are small, so that little is lost.
  return low > 0 ? normalProbability(-low) - normalProbability(-high) : normalProbability(high) - normalProbability(low)
}
