/** What a block adds to the means, spreads and histograms of the numbers that are followed. */

import { instantiate } from '../../model/kernel/assembly.ts'
import { placeOf } from '../../model/kernel/memory.ts'
import { type Bins, countInto } from './bins.ts'
import type { Experiment } from './experiment.ts'
import { base64 } from './follow.wat'
import { addOnes, type Block, type FanSums, type Layout } from './sums.ts'

/** Numbers by sector are followed over so many draws: their fans need no more, and there are many of them. */
const SECTOR_FAN_DRAWS = 1 << 16

/** Adds the values from `start` on, in the simulator's outcomes. */
type Follow = (block: Block, at: FanSums, start: number, centre: number, bins: Bins) => void

/** @param where  the sums and groups of every block */
export function createFanSums(
  { question, simulator, centres, bins }: Experiment,
  layout: Layout,
  where: Pick<Block, 'sums' | 'groups'>,
): (block: Block) => void {
  const follow = createFollow(simulator, where)
  return (block) => {
    const isEarly = block.first < SECTOR_FAN_DRAWS
    if (isEarly) addOnes(block, layout.earlyDraws)
    question.fans.forEach(({ sector }, k) => {
      if (sector >= 0 && !isEarly) return
      const start = (question.targets.length + k) * simulator.lanes
      follow(block, layout.fans[k] as FanSums, start, centres[k] as number, bins[k] as Bins)
    })
  }
}

/** In WebAssembly, where there is that and all lies in the simulator's memory. */
function createFollow(
  { memory, outcomes }: Experiment['simulator'],
  { sums, groups }: Pick<Block, 'sums' | 'groups'>,
): Follow {
  const plain: Follow = (block, at, start, centre, bins) => {
    addFan(block, at, outcomes, start, centre)
    countInto(bins, outcomes, start, block.count)
  }
  const { buffer } = memory.numbers
  const loops = instantiate<'follow'>(base64, memory.assembly)
  if (loops === null || sums.buffer !== buffer || groups.buffer !== buffer) return plain
  const [valuesAt, sumsAt] = [placeOf(outcomes), placeOf(sums)]
  return (block, at, start, centre, bins) => {
    if (bins.place === null) {
      plain(block, at, start, centre, bins)
      return
    }
    const { differences, missing, squares } = at
    loops.follow(
      valuesAt + start,
      block.count,
      groups.byteOffset,
      centre,
      sumsAt + differences,
      sumsAt + missing,
      sumsAt + squares,
      bins.place,
    )
  }
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
