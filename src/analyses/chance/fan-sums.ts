/** What a block adds to the means, spreads and histograms of the numbers that are followed. */

import { type Bins, countInto } from './bins.ts'
import type { Experiment } from './experiment.ts'
import { addOnes, type Block, type FanSums, type Layout } from './sums.ts'

/** Numbers by sector are followed over so many draws: their fans need no more, and there are many of them. */
const SECTOR_FAN_DRAWS = 1 << 16

export function addFans(experiment: Experiment, layout: Layout, block: Block): void {
  const { question, simulator, centres, bins } = experiment
  const isEarly = block.first < SECTOR_FAN_DRAWS
  if (isEarly) addOnes(block, layout.earlyDraws)
  question.fans.forEach(({ sector }, k) => {
    if (sector >= 0 && !isEarly) return
    const start = (question.targets.length + k) * simulator.lanes
    addFan(block, layout.fans[k] as FanSums, simulator.outcomes, start, centres[k] as number)
    countInto(bins[k] as Bins, simulator.outcomes, start, block.count)
  })
}

/** Differences from the centre, so that little is lost where the spread is small. */
function addFan(
  { sums, groups, count }: Block,
  at: FanSums,
  values: Float64Array,
  start: number,
  centre: number,
): void {
  const { differences, missing, squares } = at
  let square = 0
  for (let lane = 0; lane < count; lane++) {
    const difference = (values[start + lane] as number) - centre
    const group = groups[lane] as number
    if (Number.isNaN(difference)) sums[missing + group] = (sums[missing + group] as number) + 1
    else {
      sums[differences + group] = (sums[differences + group] as number) + difference
      square += difference * difference
    }
  }
  sums[squares] = (sums[squares] as number) + square
}
