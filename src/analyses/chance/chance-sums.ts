/** What a block adds to the chances along the lines of its draws, for each target and for all together. */

import { normalProbability } from '../numerics/normal.ts'
import type { Experiment } from './experiment.ts'
import type { Drawn, Line } from './line.ts'
import { createLineRunner, type LineRunner } from './line-runner.ts'
import type { Block, JointSums, Layout, TargetSums } from './sums.ts'

/** So many lines show whether the pilot's told enough: what they do not show is rarer than one in a thousand. */
const CHECKED_DRAWS = 4096

export function createChanceSums(experiment: Experiment, layout: Layout): (block: Block) => void {
  const { simulator, lines, joint } = experiment
  if (lines.every(({ kind }) => kind !== 'line')) return () => {}
  const runner = createLineRunner(simulator.lanes)
  const low = new Float64Array(simulator.lanes)
  const high = new Float64Array(simulator.lanes)
  return (block) => {
    const drawn: Drawn = { ...simulator, count: block.count, isChecked: block.first < CHECKED_DRAWS }
    lines.forEach((each, k) => {
      if (each.kind === 'line') addChances(runner, each.line, drawn, layout.targets[k] as TargetSums, block)
    })
    // A single target's own line serves for all of them.
    if (joint !== null && joint.length > 1) addJoint(runner, joint, drawn, layout.joint, { low, high }, block)
  }
}

function addChances(
  runner: LineRunner,
  line: Line,
  drawn: Drawn,
  at: TargetSums,
  { sums, groups, count }: Block,
): void {
  sums[at.contradictions] = (sums[at.contradictions] as number) + runner.run(line, drawn)
  for (let lane = 0; lane < count; lane++) {
    const place = at.chances + (groups[lane] as number)
    sums[place] = (sums[place] as number) + (runner.chances[lane] as number)
  }
}

/** The lines of all targets are the same lines, so that what meets all of them is where they overlap. */
function addJoint(
  runner: LineRunner,
  joint: readonly Line[],
  drawn: Drawn,
  at: JointSums,
  { low, high }: { readonly low: Float64Array; readonly high: Float64Array },
  { sums, groups, count }: Block,
): void {
  low.fill(Number.NEGATIVE_INFINITY)
  high.fill(Number.POSITIVE_INFINITY)
  for (const line of joint) {
    sums[at.contradictions] = (sums[at.contradictions] as number) + runner.run(line, drawn)
    for (let lane = 0; lane < count; lane++) {
      low[lane] = Math.max(low[lane] as number, runner.low[lane] as number)
      high[lane] = Math.min(high[lane] as number, runner.high[lane] as number)
    }
  }
  for (let lane = 0; lane < count; lane++) {
    const place = at.chances + (groups[lane] as number)
    sums[place] = (sums[place] as number) + chanceBetween(low[lane] as number, high[lane] as number)
  }
}

function chanceBetween(low: number, high: number): number {
  if (!(high > low)) return 0
  // From the side on which both are small, so that little is lost.
  return low > 0 ? normalProbability(-low) - normalProbability(-high) : normalProbability(high) - normalProbability(low)
}
