/** One block of draws, from points to sums. */

import { numbersNear } from '../../model/kernel/memory.ts'
import { createChanceSums } from './chance-sums.ts'
import { addTargets, createCounting } from './count-sums.ts'
import type { Experiment } from './experiment.ts'
import { createFanSums } from './fan-sums.ts'
import { addOnes, type Block, groupOf, type Layout, layoutOf } from './sums.ts'
import { addNode, freshSums, type Tally } from './tally.ts'

export type BlockRunner = {
  readonly layout: Layout
  /** How many draws a block has. */
  readonly lanes: number
  /** Draw block `index` of the first `draws` draws, and add its sums to the tally. */
  readonly run: (index: number, draws: number, tally: Tally) => void
}

export function createBlockRunner(experiment: Experiment): BlockRunner {
  const { question, simulator, points } = experiment
  const { lanes } = simulator
  const layout = layoutOf(question.targets.length, question.fans.length)
  const sums = numbersNear(simulator.memory, layout.size)
  const { buffer, byteOffset } = numbersNear(simulator.memory, lanes / 8)
  const groups = new Uint8Array(buffer, byteOffset, lanes)
  const draw = createDrawing(experiment)
  const counting = createCounting(lanes)
  const addFans = createFanSums(experiment, layout, { sums, groups })
  const addChances = createChanceSums(experiment, layout)
  return {
    layout,
    lanes,
    run: (index, draws, tally) => {
      const first = index * lanes
      const count = draw(index, draws)
      for (let lane = 0; lane < count; lane++) groups[lane] = groupOf(question.sampler, points.groupOf, first + lane)
      const block: Block = { sums: sums.fill(0), groups, first, count }
      addOnes(block, layout.draws)
      addFans(block)
      addTargets(experiment, layout, counting, block)
      addChances(block)
      const kept = freshSums(tally, layout.size)
      kept.set(sums)
      addNode(tally, { level: 0, index, sums: kept })
    },
  }
}

/** Makes the draws of a block in the experiment's simulator, and says how many they are. */
export function createDrawing(experiment: Experiment): (index: number, draws: number) => number {
  const { simulator, order, points, rotate } = experiment
  const { lanes, latents } = simulator
  return (index, draws) => {
    const first = index * lanes
    const count = Math.min(lanes, draws - first)
    simulator.draw(points, order, first, count)
    rotate?.(latents, lanes, count)
    simulator.mix(count)
    simulator.run(count)
    return count
  }
}
