/** What a block adds to the counts: draws that meet each target, and all of them; how far the others fall short. */

import type { Target } from '../../plan/types.ts'
import { verdictOf } from '../targets.ts'
import type { Experiment } from './experiment.ts'
import type { Block, Layout, TargetSums } from './sums.ts'

/** By lane: did the draw meet all targets so far? */
export type Counting = { readonly metTogether: Uint8Array }

export function createCounting(lanes: number): Counting {
  return { metTogether: new Uint8Array(lanes) }
}

export function addTargets(experiment: Experiment, layout: Layout, { metTogether }: Counting, block: Block): void {
  const { question, simulator } = experiment
  const { sums, groups, count } = block
  metTogether.fill(1)
  question.targets.forEach((target, k) => {
    addTarget(target, layout.targets[k] as TargetSums, simulator, k, metTogether, block)
  })
  for (let lane = 0; lane < count; lane++) {
    const place = layout.joint.met + (groups[lane] as number)
    sums[place] = (sums[place] as number) + (metTogether[lane] as number)
    sums[layout.failed] = (sums[layout.failed] as number) + (simulator.failed[lane] as number)
  }
}

function addTarget(
  { op, threshold }: Target,
  at: TargetSums,
  { outcomes, failed, lanes }: Experiment['simulator'],
  k: number,
  metTogether: Uint8Array,
  { sums, groups, count }: Block,
): void {
  const side = op === '>' || op === '>=' ? 1 : -1
  for (let lane = 0; lane < count; lane++) {
    const value = outcomes[k * lanes + lane] as number
    const group = groups[lane] as number
    if (verdictOf(value, op, threshold) === 'met') {
      sums[at.met + group] = (sums[at.met + group] as number) + 1
      continue
    }
    metTogether[lane] = 0
    const short = (threshold - value) * side
    if (short > 0) sums[at.shortfall + group] = (sums[at.shortfall + group] as number) + short
    if (Number.isNaN(value) && failed[lane] === 0) sums[at.undetermined] = (sums[at.undetermined] as number) + 1
  }
}
