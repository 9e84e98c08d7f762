/** What `simulate` and `merge` share: what is asked of every scenario, and how the answer is written. */

import type { Question } from '../analyses/chance/experiment.ts'
import { idleCorrelations } from '../analyses/chance/idle.ts'
import { chancesOf, differencesOf, type Run, type ScenarioChances } from '../analyses/chance/simulate.ts'
import type { Indicator } from '../analyses/trials.ts'
import type { Model } from '../model/types.ts'
import type { Problem } from '../plan/problem.ts'
import { type Target, TOTAL } from '../plan/types.ts'
import { jsonResult } from '../render/json.ts'
import { simulationDocument } from '../render/simulate.ts'
import { chanceTable, fanTable, type Simulation, simulationRecord } from '../render/simulate-record.ts'
import { type Context, tell } from './context.ts'
import { exitCodes } from './exit.ts'
import { type Loaded, originOf } from './loading.ts'
import { type Format, isRead } from './options.ts'
import { keyOf } from './projecting.ts'
import { documentText, inFull, writeResult, writeTable } from './result.ts'
import type { Sampling } from './sampling.ts'
import { chosenVariables } from './selection.ts'
import type { ShardNumber } from './shard-option.ts'
import { styleOf } from './style.ts'
import { chosenTargets } from './targeting.ts'

/** More numbers by sector than this are followed only when asked for by name. */
const MOST_SECTOR_FANS = 2000

export type Asked = Sampling & {
  /** The standard error to reach, as a fraction; null: so many draws as are asked for. */
  readonly precision: number | null
  readonly workers: number | null
  readonly shard: ShardNumber | null
  readonly repairsCorrelation: boolean
  readonly showsFans: boolean
  readonly drawsFile: string | null
}

/**
 * What is asked of every scenario: targets, and the numbers whose spread is shown. Which format is written decides how
 * many those are, and nothing else.
 */
export function questionOf(context: Context, model: Model, asked: Asked, format: Format): Question {
  const { options } = context
  const { plan } = model
  const named = plan.targets.length === 0 && options.targets.length === 0 ? [] : chosenTargets(plan, options.targets)
  const targets: readonly Target[] = named ?? plan.targets
  const variables = chosenVariables(model, options.variables)
  const hasTotals = model.results.some((variable) => model.variables[variable]?.level === 'total')
  const isWhole = format === 'json' || asked.showsFans || (targets.length === 0 && !hasTotals)
  const { sampler, seed, repairsCorrelation } = asked
  return { model, targets, fans: fansOf(model, variables, isWhole), sampler, seed, repairsCorrelation }
}

/** Of chances with more numbers followed, those that `questionOf` asks for. */
function limitedTo(results: readonly ScenarioChances[], { fans }: Question): ScenarioChances[] {
  const place = ({ variable, sector, year }: Indicator) => `${variable} ${sector} ${year}`
  const asked = new Set(fans.map(place))
  return results.map((result) => ({ ...result, fans: result.fans.filter((fan) => asked.has(place(fan))) }))
}

/** @param isWhole  numbers by sector too, unless there are too many of them */
function fansOf(model: Model, variables: readonly number[] | null, isWhole: boolean): Indicator[] {
  const { years, plan } = model
  const shown = variables ?? model.results
  const isTotal = (variable: number) => model.variables[variable]?.level === 'total'
  const bySector = shown.filter((variable) => !isTotal(variable)).length * plan.sectors.length * years.length
  const keepsSectors = variables !== null || (isWhole && bySector <= MOST_SECTOR_FANS)
  return shown.flatMap((variable) => {
    if (isTotal(variable)) return years.map((year) => ({ variable, sector: TOTAL, year }))
    if (!keepsSectors) return []
    return plan.sectors.flatMap((_, sector) => years.map((year) => ({ variable, sector, year })))
  })
}

export async function writeSimulation(
  context: Context,
  format: Format,
  loaded: Loaded,
  asked: Asked,
  runs: readonly Run[],
): Promise<number> {
  const { options } = context
  const { model, inputs } = loaded
  const simulation: Simulation = {
    results: limitedTo(runs.map(chancesOf), questionOf(context, model, asked, format)),
    differences: differencesOf(runs),
    sampler: asked.sampler,
    seed: asked.seed,
    precision: asked.precision,
    isRepaired: uncertaintiesOf(runs).some((each) => each.isRepaired),
  }
  if (format === 'json') {
    const record = simulationRecord(model, simulation, options.digits)
    const text = jsonResult('simulate', await originOf(loaded), record, null)
    await writeResult(context, inputs, (put) => put(text))
  } else if (isRead(format)) {
    const text = await documentText(
      context,
      format,
      simulationDocument(model, runs, simulation, options.scenarios !== null, styleOf(options)),
    )
    await writeResult(context, inputs, (put) => put(text))
  } else {
    await (asked.showsFans
      ? writeTable(context, inputs, format, fanTable(model, simulation))
      : writeTable(inFull(context), inputs, format, chanceTable(model, simulation, options.digits)))
  }
  const idle = options.scenarios === null ? idleCorrelations(model, uncertaintiesOf(runs)) : []
  await tell(context, [...warningsOf(runs), ...idle])
  const isUnsure =
    options.failOnMiss &&
    simulation.results.some(({ targets }) => targets.some(({ probability }) => !((probability ?? 0) >= 0.5)))
  return isUnsure ? exitCodes.no : exitCodes.done
}

function uncertaintiesOf(runs: readonly Run[]) {
  return runs.map(({ experiment }) => experiment.uncertainty)
}

/** Warnings of the projections; what several scenarios have in common is said once. */
function warningsOf(runs: readonly Run[]): Problem[] {
  const problems = new Map<string, Problem>()
  for (const each of runs.flatMap(({ experiment }) => experiment.projection.problems)) problems.set(keyOf(each), each)
  return [...problems.values()]
}
