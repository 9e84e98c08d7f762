/** `yuce merge FILE…`: the parts of one simulation or projection, wherever they were made, as if made in one run. */

import { addParts, blockCount, type Run as Draws, type Part, startRun } from '../analyses/chance/simulate.ts'
import { GROUPS, type Layout } from '../analyses/chance/sums.ts'
import { blocksOf } from '../analyses/chance/tally.ts'
import { PlanError } from '../plan/problem.ts'
import type { Run } from './context.ts'
import { rangeOf } from './drawing.ts'
import { exitCodes } from './exit.ts'
import { type Loaded, loadModel, originOf } from './loading.ts'
import { formatOf } from './result.ts'
import { chosenScenarios } from './selection.ts'
import { eachPart, notAShard, readShard, type Shard, type ShardFile } from './shard.ts'
import { type Asked, questionOf, writeSimulation } from './simulation.ts'
import { withConditions } from './targeting.ts'
import { usageProblem } from './usage.ts'

export const mergeShards: Run = async (context, words, raw) => {
  const [path] = words
  if (path === undefined) {
    const words = { command: 'yuce merge', argument: '<files>' }
    throw new PlanError([
      usageProblem('argument-missing', words, { key: 'write', words: { example: 'yuce merge shards/*.json' } }),
    ])
  }
  const { areProjections, mergeProjections } = await import('./project-shard.ts')
  if (!(await areProjections(context.world.cwd, words))) return mergeSimulations(context, words, raw)
  if (raw['fans'] === true) throw notOfRows('--fans', path, 'yuce simulate --fans')
  // Rows say nothing of targets: exit code 0 would pass for a check that nobody made.
  if (context.options.failOnMiss) throw notOfRows('--fail-on-miss', path, 'yuce check')
  await mergeProjections(context, words, raw)
  return exitCodes.done
}

function notOfRows(option: string, other: string, command: string): PlanError {
  const words = { option, other, choices: `${option}, ${other}` }
  return new PlanError([usageProblem('options-conflict', words, { key: 'run', words: { command } })])
}

const mergeSimulations: Run = async (context, words, raw) => {
  const { world, options } = context
  const shards = await eachPart(words, (path) => readShard(world.cwd, path))
  const [first, ...others] = shards
  if (first === undefined) return exitCodes.done
  const differing = others.find(({ shard }) => commonText(shard) !== commonText(first.shard))
  if (differing !== undefined) throw unlike(differing.path, first.path)
  const { asked, settings } = first.shard
  const { scenarios, targets, variables, baseYear, horizon, encoding, delimiter } = asked
  const drawn = { settings: settings ?? [], scenarios, targets, variables, baseYear, horizon, encoding, delimiter }
  const asDrawn = { ...context, options: { ...options, ...drawn } }
  const format = formatOf(options)
  const loaded = await loadModel(withConditions(asDrawn))
  await needSamePlan(loaded, first)
  const showsFans = raw['fans'] === true
  const how: Asked = { ...asked, precision: null, workers: null, shard: null, showsFans, drawsFile: null }
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
  needAllBlocks(runs, asked.draws, shards)
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

function partsOf({ path, shard }: ShardFile, scenario: string, run: Draws): Part[] {
  const { runner, experiment } = run
  return shard.runs
    .filter((each) => each.scenario === scenario)
    .map(({ nodes, bins }) => ({
      nodes: nodes.map(({ level, index, sums }) => {
        const { end } = blocksOf({ level, index })
        if (end > blockCount(run, shard.asked.draws) || !areSums(sums, runner.layout)) throw notAShard(path)
        return { level, index, sums: Float64Array.from(sums) }
      }),
      counts: experiment.bins.map(({ counts }, fan) => {
        const filled = new Uint32Array(counts.length)
        for (const [bin, count] of bins[fan] ?? []) {
          if (bin >= filled.length) throw notAShard(path)
          filled[bin] = count
        }
        return filled
      }),
    }))
}

/** Sums of differences alone may lie below zero. */
function areSums(sums: readonly number[], { size, fans }: Layout): boolean {
  const signed = fans.map(({ differences }) => differences)
  const maySink = (place: number) => signed.some((first) => place >= first && place < first + GROUPS)
  return sums.length === size && sums.every((sum, place) => sum >= 0 || maySink(place))
}

/** Every block once. */
function needAllBlocks(runs: readonly Draws[], draws: number, files: readonly ShardFile[]): void {
  const named = files.map(({ shard }) => shard.shard)
  const shards = named.join(', ')
  const covered = runs.map((run) => run.tally.nodes.map(blocksOf))
  if (covered.some((ranges) => ranges.some(({ first }, k) => first < (ranges[k - 1]?.end ?? 0))))
    throw new PlanError([usageProblem('shards-repeated', { shards })])
  const of = Math.max(...named.map((each) => Number(each.split('/')[1])))
  const missing = Array.from({ length: of }, (_, k) => k + 1).filter((index) =>
    runs.some((run, k) => !covers(covered[k] ?? [], rangeOf(run, draws, { index, of }))),
  )
  if (missing.length === 0) return
  const parts = missing.map((index) => `${index}/${of}`).join(', ')
  throw new PlanError([usageProblem('shards-incomplete', { missing: parts, shards })])
}

type Range = { readonly first: number; readonly end: number }

/** @param ranges  in order, none overlapping another */
function covers(ranges: readonly Range[], { first, end }: Range): boolean {
  const inside = ranges.map((range) => Math.min(range.end, end) - Math.max(range.first, first))
  return inside.reduce((sum, length) => sum + Math.max(0, length), 0) >= end - first
}
