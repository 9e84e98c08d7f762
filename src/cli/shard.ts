/**
 * A part of a simulation as a file.
 *
 *     {"schema":"yuce/simulate-shard@1", plan, inputs, version, shard: "2/7", asked: {…}, runs: [{scenario, nodes, bins}]}
 *
 * Sums are written with all their digits, so that what is merged has the same bytes as what was drawn in one run.
 */

import { type Run as Draws, partOf } from '../analyses/chance/simulate.ts'
import { SAMPLERS, type Sampler } from '../analyses/numerics/points.ts'
import { PlanError, type Problem } from '../plan/problem.ts'
import { jsonResult } from '../render/json.ts'
import type { Context } from './context.ts'
import { type Loaded, originOf } from './loading.ts'
import { writeResult } from './result.ts'
import type { Asked } from './simulation.ts'
import { usageProblem } from './usage.ts'

const schema = 'yuce/simulate-shard@1'

/** What must be the same in all parts. */
type Common = {
  readonly plan: string
  readonly inputs: readonly { readonly file: string; readonly sha256: string }[]
  readonly version: string
  readonly settings?: readonly string[]
  readonly asked: {
    readonly draws: number
    readonly seed: number
    readonly sampler: Sampler
    readonly repairsCorrelation: boolean
    readonly scenarios: readonly string[] | null
    readonly targets: readonly string[]
    readonly variables: readonly string[] | null
    readonly baseYear: number | null
    readonly horizon: number | null
    readonly encoding: string | null
    readonly delimiter: string | null
  }
}

export type Shard = Common & {
  readonly schema: string
  readonly shard: string
  readonly runs: readonly {
    readonly scenario: string
    readonly nodes: readonly { readonly level: number; readonly index: number; readonly sums: readonly number[] }[]
    /** By fan: bin and count, of bins that are not empty. */
    readonly bins: readonly (readonly (readonly [number, number])[])[]
  }[]
}

export async function writeShard(
  context: Context,
  loaded: Loaded,
  asked: Asked,
  runs: readonly Draws[],
): Promise<void> {
  const { options } = context
  const { draws, seed, sampler, repairsCorrelation, shard } = asked
  const body: Pick<Shard, 'shard' | 'asked' | 'runs'> = {
    shard: `${shard?.index ?? 1}/${shard?.of ?? 1}`,
    asked: {
      ...{ draws, seed, sampler, repairsCorrelation },
      ...{ scenarios: options.scenarios, targets: options.targets, variables: options.variables },
      ...{ baseYear: options.baseYear, horizon: options.horizon },
      ...{ encoding: options.encoding, delimiter: options.delimiter },
    },
    runs: runs.map((run) => runRecord(loaded, run)),
  }
  const text = jsonResult('simulate-shard', await originOf(loaded), body, null)
  await writeResult(context, loaded.inputs, (put) => put(text))
}

function runRecord({ plan }: Loaded, run: Draws): Shard['runs'][number] {
  const { nodes, counts } = partOf(run)
  return {
    scenario: plan.scenarios[run.experiment.scenario]?.name ?? '',
    nodes: nodes.map(({ level, index, sums }) => ({ level, index, sums: [...sums] })),
    bins: counts.map((each) => [...each].flatMap((count, bin) => (count === 0 ? [] : [[bin, count] as const]))),
  }
}

export type ShardFile = { readonly path: string; readonly shard: Shard }

export async function readShard(cwd: string, path: string): Promise<ShardFile> {
  const [{ readFile }, { resolve }] = await Promise.all([import('node:fs/promises'), import('node:path')])
  const text = await readFile(resolve(cwd, path), 'utf8').catch(() => {
    throw new PlanError([usageProblem('shard-unreadable', { file: path })])
  })
  const shard = parsed(text)
  if (shard === null) throw notAShard(path)
  return { path, shard }
}

/**
 * Looks at every part, in the order given.
 *
 * @throws PlanError with what is wrong of all of them, since parts that failed are made again together
 */
export async function eachPart<P, T>(parts: readonly P[], look: (part: P) => Promise<T>): Promise<T[]> {
  const found: T[] = []
  const problems: Problem[] = []
  for (const part of parts) {
    try {
      found.push(await look(part))
    } catch (error) {
      if (!(error instanceof PlanError)) throw error
      problems.push(...error.problems)
    }
  }
  if (problems.length > 0) throw new PlanError(problems)
  return found
}

export function notAShard(file: string): PlanError {
  return new PlanError([usageProblem('not-a-shard', { file, command: 'yuce simulate --shard 1/4 -o 1.json' })])
}

function parsed(text: string): Shard | null {
  try {
    const value: unknown = JSON.parse(text)
    return isShard(value) ? value : null
  } catch {
    return null
  }
}

/** As far as a file that yuce did not write could mislead. */
function isShard(value: unknown): value is Shard {
  if (typeof value !== 'object' || value === null) return false
  const { schema: own, shard, runs, asked } = value as Partial<Shard>
  if (own !== schema || typeof shard !== 'string' || !/^[1-9]\d*\/[1-9]\d*$/.test(shard) || !Array.isArray(runs))
    return false
  return isAsked(asked) && runs.every(isRun)
}

function isAsked(asked: unknown): asked is Shard['asked'] {
  if (typeof asked !== 'object' || asked === null) return false
  const { draws, seed, sampler, repairsCorrelation, scenarios, targets, variables, ...others } = asked as Shard['asked']
  const { baseYear, horizon, encoding, delimiter } = others
  const isSampled = isCount(draws) && draws > 0 && isCount(seed) && SAMPLERS.includes(sampler)
  const areNamed = [scenarios ?? [], targets, variables ?? []].every(isNames)
  const areYears = [baseYear, horizon].every((year) => year === null || isCount(year))
  const areTexts = [encoding, delimiter].every((text) => text === null || typeof text === 'string')
  return isSampled && typeof repairsCorrelation === 'boolean' && areNamed && areYears && areTexts
}

function isNames(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isRun({ scenario, nodes, bins }: Shard['runs'][number]): boolean {
  if (typeof scenario !== 'string' || !Array.isArray(nodes) || !Array.isArray(bins)) return false
  const areBins = bins.every(
    (fan) => Array.isArray(fan) && fan.every((pair) => Array.isArray(pair) && pair.every(isCount)),
  )
  return areBins && nodes.every(isNode)
}

function isNode({ level, index, sums }: Shard['runs'][number]['nodes'][number]): boolean {
  return isCount(level) && level < 40 && isCount(index) && Array.isArray(sums) && sums.every(Number.isFinite)
}
