/** `yuce merge FILE…`: the parts of one simulation, wherever they were drawn, as if drawn in one run. */

import { addParts, blockCount, type Run as Draws, type Part, startRun } from '../analyses/chance/simulate.ts'
import { blocksOf } from '../analyses/chance/tally.ts'
import { PlanError } from '../plan/problem.ts'
import type { Run } from './context.ts'
import { type Loaded, loadModel, originOf } from './loading.ts'
import { formatOf } from './result.ts'
import { chosenScenarios } from './selection.ts'
import { notAShard, readShard, type Shard, type ShardFile } from './shard.ts'
import { type Asked, questionOf, writeSimulation } from './simulation.ts'
import { withConditions } from './targeting.ts'
import { usageProblem } from './usage.ts'

export const mergeShards: Run = async (context, words) => {
  const { world, options } = context
  const shards = await Promise.all(words.map((path) => readShard(world.cwd, path)))
  const [first, ...others] = shards
  if (first === undefined) {
    const words = { command: 'yuce merge', argument: '<files>' }
    throw new PlanError([
      usageProblem('argument-missing', words, { key: 'write', words: { example: 'yuce merge shards/*.json' } }),
    ])
  }
  const differing = others.find(({ shard }) => commonText(shard) !== commonText(first.shard))
  if (differing !== undefined) throw unlike(differing.path, first.path)
  const { asked, settings } = first.shard
  const { scenarios, targets, variables } = asked
  const asDrawn = { ...context, options: { ...options, settings: settings ?? [], scenarios, targets, variables } }
  const format = formatOf(options)
  const loaded = await loadModel(withConditions(asDrawn))
  await needSamePlan(loaded, first)
  const how: Asked = { ...asked, precision: null, workers: null, shard: null, showsFans: false, drawsFile: null }
  // A shard follows all that data formats show.
  const question = questionOf(asDrawn, loaded.model, how, 'json')
  const runs = chosenScenarios(loaded.plan, scenarios).map((scenario) => {
    const run = startRun(question, scenario, asked.draws)
    const name = loaded.plan.scenarios[scenario]?.name ?? ''
    return addParts(
      run,
      shards.flatMap((file) => partsOf(file, name, run)),
    )
  })
  needAllBlocks(
    runs,
    asked.draws,
    shards.map(({ shard }) => shard.shard),
  )
  return writeSimulation(asDrawn, format, loaded, how, runs)
}

function commonText({ plan, inputs, version, settings, asked }: Shard): string {
  return JSON.stringify({ plan, inputs, version, settings, asked })
}

function unlike(file: string, other: string): PlanError {
  return new PlanError([usageProblem('shards-differ', { file, other })])
}

/** The same files and the same yuce, so that what is drawn again here is what was drawn there. */
async function needSamePlan(loaded: Loaded, { path, shard }: ShardFile): Promise<void> {
  const { inputs, version } = await originOf(loaded)
  const isSame = JSON.stringify(inputs) === JSON.stringify(shard.inputs) && version === shard.version
  if (!isSame) throw new PlanError([usageProblem('shard-of-another-plan', { file: path, plan: shard.plan })])
}

function partsOf({ path, shard }: ShardFile, scenario: string, { runner, experiment }: Draws): Part[] {
  return shard.runs
    .filter((run) => run.scenario === scenario)
    .map(({ nodes, bins }) => ({
      nodes: nodes.map(({ level, index, sums }) => {
        if (sums.length !== runner.layout.size) throw notAShard(path)
        return { level, index, sums: Float64Array.from(sums) }
      }),
      counts: experiment.bins.map(({ counts }, fan) => {
        const filled = new Uint32Array(counts.length)
        for (const [bin, count] of bins[fan] ?? []) filled[bin] = count
        return filled
      }),
    }))
}

/** Every block once. */
function needAllBlocks(runs: readonly Draws[], draws: number, shards: readonly string[]): void {
  const isWhole = runs.every((run) => {
    let next = 0
    for (const node of run.tally.nodes) {
      const { first, end } = blocksOf(node)
      if (first !== next) return false
      next = end
    }
    return next === blockCount(run, draws)
  })
  if (!isWhole) throw new PlanError([usageProblem('shards-incomplete', { shards: shards.join(', ') })])
}
