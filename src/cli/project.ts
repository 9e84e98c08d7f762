/** `yuce project`: what each sector and total becomes, year by year, and which targets are met. */

import { provenanceOf } from '../analyses/provenance.ts'
import type { Projection } from '../model/project.ts'
import { PlanError } from '../plan/problem.ts'
import { dialectOf } from '../render/delimited.ts'
import { checkRecords, jsonHead, jsonText } from '../render/json.ts'
import { type Detailed, inFull, overview } from '../render/projection.ts'
import { countFormulaCells, writeLong, writeProjectionsJson, writeWide } from '../render/series.ts'
import type { Document } from '../render/table.ts'
import type { Judged } from '../render/verdicts.ts'
import { type Context, type Run, tell } from './context.ts'
import { exitCodes } from './exit.ts'
import { type Loaded, loadModel, originOf, tellTime } from './loading.ts'
import { type DataFormat, isRead, type Options, type RawOptions, type ReadFormat } from './options.ts'
import { plotFile, plotInPage } from './plot-option.ts'
import { projector } from './projecting.ts'
import { dataOptions, documentText, formatOf, needDestinations, warnOfFormulas, writeResult } from './result.ts'
import { chosenScenarios, chosenVariables, needTargets } from './selection.ts'
import { type ShardNumber, shardOf } from './shard-option.ts'
import { styleOf } from './style.ts'
import { usageProblem } from './usage.ts'

export const project: Run = async (context, _, raw) => {
  const { options } = context
  const shard = shardOf(raw)
  if (shard !== null) return projectPart(context, raw, shard)
  const format = formatOf(options)
  const picture = plotFile(context, raw)
  if (format === 'html') {
    if (picture !== null) throw new PlanError([plotInPage(picture)])
    return (await import('./report.ts')).report(context, [], {})
  }
  const loaded = await loadModel(context)
  if (picture !== null) await needDestinations(context, loaded.inputs, [picture])
  const scenarios = chosenScenarios(loaded.model.plan, options.scenarios)
  if (options.failOnMiss) needTargets(loaded.model.plan)
  const variables = chosenVariables(loaded.model, options.variables)
  const started = Date.now()
  const run = projector(loaded.model, scenarios)
  if (isRead(format)) await writeTables(context, format, loaded, variables, run)
  else if (format === 'xlsx') await (await import('./export-workbook.ts')).writeWorkbook(context, loaded, run)
  else await writeValues(context, format, loaded, scenarios, variables ?? loaded.model.results, run)
  if (picture !== null) {
    const { projectionPlot, writePlot } = await import('./plot-file.ts')
    await writePlot(context, loaded, picture, projectionPlot(context, loaded.model, scenarios, variables))
  }
  await tellTime(context, 'result', started)
  await tell(context, run.problems())
  const isMissed =
    options.failOnMiss && run.judged.some(({ targets }) => targets.some(({ verdict }) => verdict !== 'met'))
  return isMissed ? exitCodes.no : exitCodes.done
}

/** A part of the rows: only the scenarios that it has series of are projected. */
async function projectPart(context: Context, raw: RawOptions, shard: ShardNumber): Promise<number> {
  const { options } = context
  const others = [options.failOnMiss ? '--fail-on-miss' : [], raw['plot'] === undefined ? [] : '--plot'].flat()
  for (const other of others) {
    throw new PlanError([usageProblem('options-conflict', { option: '--shard', other, choices: `--shard, ${other}` })])
  }
  const { dialectOfPart, partOf, shardFormat, writeProjectShard } = await import('./project-shard.ts')
  const format = shardFormat(context)
  const loaded = await loadModel(context)
  const { model } = loaded
  const started = Date.now()
  const chosen = chosenScenarios(model.plan, options.scenarios)
  const whole = { model, variables: chosenVariables(model, options.variables) ?? model.results }
  const { scenarios, part } = partOf(whole, chosen, shard)
  const selection = { ...whole, part }
  const isLong = options.layout === 'long'
  await warnOfFormulas(context, format, countFormulaCells(selection, scenarios, isLong))
  const dialect = dialectOfPart(dialectOf(format, dataOptions(options)), shard)
  const run = projector(model, scenarios)
  await writeProjectShard(context, loaded, shard, format, (write) =>
    (isLong ? writeLong : writeWide)(run.projections(), selection, dialect, write),
  )
  await tellTime(context, 'result', started)
  await tell(context, run.problems())
  return exitCodes.done
}

type Projector = ReturnType<typeof projector>

async function writeTables(
  context: Context,
  format: ReadFormat,
  { model, inputs }: Loaded,
  variables: readonly number[] | null,
  run: Projector,
): Promise<void> {
  const { options } = context
  const isDetailed = ({ scenario }: Projection) => options.scenarios !== null || scenario === model.plan.defaultScenario
  const detailed: Detailed[] = []
  for (const projection of run.projections()) {
    const judged = run.judged.at(-1)
    if (judged !== undefined && isDetailed(projection)) {
      detailed.push({ ...judged, projection, provenance: provenanceOf(projection) })
    }
  }
  const text = await documentText(context, format, documentOf(model, run.judged, detailed, variables, options))
  await writeResult(context, inputs, (write) => write(text))
}

function documentOf(
  model: Loaded['model'],
  judged: readonly Judged[],
  detailed: readonly Detailed[],
  variables: readonly number[] | null,
  options: Options,
): Document {
  const style = styleOf(options)
  const [main] = detailed
  if (options.scenarios !== null || main === undefined) return inFull(model, detailed, variables, style)
  return overview(model, judged, main, variables, style)
}

async function writeValues(
  context: Context,
  format: Exclude<DataFormat, 'xlsx'>,
  loaded: Loaded,
  scenarios: readonly number[],
  variables: readonly number[],
  run: Projector,
): Promise<void> {
  const { options } = context
  const selection = { model: loaded.model, variables }
  const isLong = options.layout === 'long'
  await warnOfFormulas(context, format, format === 'json' ? 0 : countFormulaCells(selection, scenarios, isLong))
  const dialect = dialectOf(format === 'json' ? 'ndjson' : format, dataOptions(options))
  const origin = format === 'json' ? await originOf(loaded) : null
  await writeResult(context, loaded.inputs, async (write) => {
    if (origin === null) return (isLong ? writeLong : writeWide)(run.projections(), selection, dialect, write)
    await write(`${jsonHead('project', origin)},\n`)
    await writeProjectionsJson(run.projections(), selection, dialect, write)
    await write(`,\n"targets":${jsonText(checkRecords(loaded.model, run.judged), options.digits)}}\n`)
  })
}
