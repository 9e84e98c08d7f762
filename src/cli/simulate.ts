/** `yuce simulate`: how surely the targets are met, with errors. */

import { chancesOf, type Run as Draws } from '../analyses/chance/simulate.ts'
import { GROUPS } from '../analyses/chance/sums.ts'
import { HYPERCUBE } from '../analyses/numerics/latin.ts'
import type { Sampler } from '../analyses/numerics/points.ts'
import { SOBOL_POINTS } from '../analyses/numerics/sobol.ts'
import { PlanError } from '../plan/problem.ts'
import { type Context, type Run, tell } from './context.ts'
import { createDrawing, type Drawing } from './drawing.ts'
import { exitCodes } from './exit.ts'
import { loadModel, tellTime } from './loading.ts'
import type { RawOptions } from './options.ts'
import { plotFile } from './plot-option.ts'
import { createProgress, type Progress } from './progress.ts'
import { formatOf, needDestinations, needOtherFile, rowFormat } from './result.ts'
import { type Range, readWhole, type Sampling, samplingOf } from './sampling.ts'
import { chosenScenarios, needTargets } from './selection.ts'
import { shardOf } from './shard-option.ts'
import { type Asked, questionOf, writeSimulation } from './simulation.ts'
import { withConditions } from './targeting.ts'
import { badValue, usageProblem } from './usage.ts'

export const USUAL_DRAWS = 2048
/** Fewer draws have no error to be believed: of scrambled points each of the 16 groups has its share of them. */
const LEAST_DRAWS: Readonly<Record<Sampler, number>> = { sobol: 256, lhs: 64, random: 64 }
/** Where `--precision` begins, and where it gives up. */
const FIRST_DRAWS = 1024
const MOST_DRAWS = 2 ** 28
/** The points of a Sobol' sequence in 16 scramblings. */
const MOST_ASKED = GROUPS * SOBOL_POINTS

export const simulateTargets: Run = async (context, _, raw) => {
  const asked = readAsked(context, raw)
  const picture = plotFile(context, raw)
  const format = asked.shard === null ? formatOf(context.options) : shardFormat(context)
  const loaded = await loadModel(withConditions(context))
  await needDestinations(context, loaded.inputs, [context.options.output, asked.drawsFile, picture])
  if (context.options.failOnMiss) needTargets(loaded.model.plan)
  const started = Date.now()
  await tellRounded(context, raw, asked.draws)
  const question = questionOf(context, loaded.model, asked, format)
  const scenarios = chosenScenarios(loaded.model.plan, context.options.scenarios)
  const progress = createProgress(context)
  const mostDraws = asked.precision === null ? asked.draws : MOST_DRAWS
  const shard = asked.shard ?? { index: 1, of: 1 }
  const drawing = createDrawing(question, scenarios, { workers: asked.workers, mostDraws, shard })
  try {
    await (asked.precision === null
      ? drawing.drawTo(asked.draws, progress.show)
      : drawUntil(drawing, asked.precision, progress))
  } finally {
    await drawing.close()
    await progress.clear()
  }
  await tellTime(context, 'draws', started)
  if (asked.shard !== null) {
    const { writeShard } = await import('./shard.ts')
    await writeShard(context, loaded, asked, drawing.runs())
    return exitCodes.done
  }
  if (picture !== null) await (await import('./plot-file.ts')).writeFan(context, loaded, picture, drawing.runs())
  if (asked.drawsFile !== null) {
    const { writeDraws } = await import('./draws-file.ts')
    await writeDraws(context, loaded, asked.drawsFile, drawing.runs())
  }
  return await writeSimulation(context, format, loaded, asked, drawing.runs())
}

/** Twice as many draws, until no chance has a larger error than wanted. */
async function drawUntil(drawing: Drawing, precision: number, progress: Progress): Promise<void> {
  for (let draws = FIRST_DRAWS; draws <= MOST_DRAWS; draws *= 2) {
    await drawing.drawTo(draws, progress.show)
    if (largestError(drawing.runs()) <= precision) return
  }
}

function largestError(runs: readonly Draws[]): number {
  const chances = runs.map(chancesOf).flatMap(({ targets, joint }) => [...targets, ...(joint === null ? [] : [joint])])
  return Math.max(0, ...chances.map(({ standardError }) => standardError))
}

function readAsked(context: Context, raw: RawOptions): Asked {
  const precision = typeof raw['precision'] === 'string' ? readPrecision(raw['precision']) : null
  const shard = shardOf(raw)
  const drawsFile = typeof raw['saveDraws'] === 'string' ? raw['saveDraws'] : null
  const conflict = (option: string, other: string) =>
    new PlanError([usageProblem('options-conflict', { option, other, choices: `${option}, ${other}` })])
  if (precision !== null && raw['draws'] !== undefined) throw conflict('--precision', '--draws')
  if (precision !== null && shard !== null) throw conflict('--precision', '--shard')
  if (drawsFile !== null && shard !== null) throw conflict('--save-draws', '--shard')
  if (drawsFile !== null) needDrawsFile(context, drawsFile)
  if (raw['plot'] !== undefined && shard !== null) throw conflict('--plot', '--shard')
  return {
    ...simulationSampling(raw),
    precision,
    shard,
    workers:
      raw['workers'] === undefined
        ? null
        : readWhole(raw['workers'], '--workers', { least: 1, most: Number.MAX_SAFE_INTEGER, usual: 2 }),
    repairsCorrelation: raw['repairCorrelation'] === true,
    showsFans: raw['fans'] === true,
    drawsFile,
  }
}

/** Draws are rows, and the result stands in a file of its own. */
function needDrawsFile(context: Context, file: string): void {
  if (rowFormat(file) === null) {
    const help = { key: 'write', words: { example: '--save-draws draws.csv' } } as const
    throw new PlanError([usageProblem('bad-option-value', { option: '--save-draws', text: file }, help)])
  }
  needOtherFile(context, '--save-draws', file)
}

function rangeOf(sampler: Sampler): Range {
  return { least: LEAST_DRAWS[sampler], most: MOST_ASKED, usual: USUAL_DRAWS }
}

/** Whole Latin hypercubes: a part of one is spread worse than independent draws, and has no error of its own. */
export function simulationSampling(raw: RawOptions): Sampling {
  const asked = samplingOf(raw, rangeOf)
  if (asked.sampler !== 'lhs') return asked
  return { ...asked, draws: Math.ceil(asked.draws / HYPERCUBE) * HYPERCUBE }
}

/** Where more are made than were asked for. */
export async function tellRounded(context: Context, raw: RawOptions, draws: number): Promise<void> {
  const asked = raw['draws']
  if (typeof asked !== 'string' || Number(asked) === draws) return
  const help = { key: 'write', words: { example: `--draws ${draws}` } } as const
  await tell(context, [usageProblem('draws-rounded', { size: HYPERCUBE, draws, asked }, help)])
}

/** `0.1pp`, `0.1%`: a share of a hundred, since a bare 0.1 may mean either. */
function readPrecision(text: string): number {
  const [, number] = /^(\d+(?:\.\d+)?)\s*(?:pp|%|％|个百分点)$/i.exec(text.trim()) ?? []
  const precision = number === undefined ? Number.NaN : Number(`${number}e-2`)
  if (precision > 0 && precision < 1) return precision
  const words = { example: '--precision 0.1pp' }
  throw new PlanError([usageProblem('bad-option-value', { option: '--precision', text }, { key: 'write', words })])
}

/** A shard is JSON, whatever its file is called. */
function shardFormat({ options }: Context): 'json' {
  if (options.format === null || options.format === 'json') return 'json'
  throw new PlanError([badValue('--format', options.format, ['json'])])
}
