/** `yuce project`: what each sector and total becomes, year by year, and which targets are met. */

import { provenanceOf } from '../analyses/provenance.ts'
import type { Projection } from '../model/project.ts'
import { isParquet } from '../plan/parquet-name.ts'
import { PlanError } from '../plan/problem.ts'
import { dialectOf } from '../render/delimited.ts'
import { checkRecords, jsonHead, jsonText } from '../render/json.ts'
import { type Detailed, inFull, overview } from '../render/projection.ts'
import type { Selection } from '../render/selection.ts'
import { countFormulaCells, writeLong, writeProjectionsJson, writeWide } from '../render/series.ts'
import type { Document } from '../render/table.ts'
import type { Judged } from '../render/verdicts.ts'
import { type Context, type Run, tell } from './context.ts'
import { exitCodes } from './exit.ts'
import { type Groups, groupingsOf, groupSelection, groupsAsked } from './groups.ts'
import { type Loaded, loadModel, originOf, tellTime } from './loading.ts'
import { type DataFormat, type Format, isRead, type Options, type RawOptions, type ReadFormat } from './options.ts'
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
  const format = toParquet(options) ? 'parquet' : formatOf(options)
  if (format !== 'parquet') needRows(format, raw)
  const picture = plotFile(context, raw)
  if (format === 'html') {
    if (picture !== null) throw new PlanError([plotInPage(picture)])
    return (await import('./report.ts')).report(context, [], {})
  }
  const { loaded, shown } = await loadShown(context, raw)
  if (picture !== null) await needDestinations(context, loaded.inputs, [picture])
  const scenarios = chosenScenarios(loaded.model.plan, options.scenarios)
  if (options.failOnMiss) needTargets(loaded.model.plan)
  const started = Date.now()
  const isPassing = format === 'parquet' || (!isRead(format) && format !== 'xlsx')
  const run = projector(loaded.model, scenarios, { isPassing })
  // Without a choice of variables tables are laid out by themselves.
  const variables = options.variables === null && !shown.byGroup ? null : shown.variables
  if (format === 'parquet') await (await import('./export-parquet.ts')).writeParquetRows(context, loaded, shown, run)
  else if (isRead(format)) await writeTables(context, format, loaded, { ...shown, variables }, run)
  else if (format === 'xlsx') await (await import('./export-workbook.ts')).writeWorkbook(context, loaded, run)
  else await writeValues(context, format, loaded, scenarios, shown, run)
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

/**
 * Whether `--output` is the name of a Parquet file, which is asked for by its name alone.
 *
 * @throws PlanError for options that shape texts
 */
function toParquet({ output, format, layout, forExcel, withMark }: Options): boolean {
  if (output === null || !isParquet(output)) return false
  const others = [
    [format !== null, `--format ${format}`],
    [layout !== 'long', `--layout ${layout}`],
    [forExcel, '--excel'],
    [withMark, '--bom'],
  ] as const
  const option = others.find(([isGiven]) => isGiven)?.[1]
  if (option === undefined) return true
  const words = { option, other: `-o ${output}`, choices: `${option}, -o ${output}` }
  throw new PlanError([usageProblem('options-conflict', words)])
}

/** The plan, and what of it is shown: with `--where` some sectors, with `--group-by` the totals of groups. */
async function loadShown(context: Context, raw: RawOptions): Promise<{ loaded: Loaded; shown: Selection }> {
  const { options } = context
  let groups: Groups | null = null
  const loaded = await loadModel(context, (plan) => {
    groups = groupsAsked(plan, raw)
    return groups === null ? {} : { groupings: groupingsOf(groups) }
  })
  const { model } = loaded
  const asked = groups as Groups | null
  if (asked?.isGrouped) {
    const { variables, problems } = groupSelection(model, asked, options.variables)
    await tell(context, problems)
    return { loaded, shown: { model, variables, byGroup: true } }
  }
  const variables = chosenVariables(model, options.variables) ?? model.results
  return { loaded, shown: { model, variables, ...(asked?.sectors ? { sectors: asked.sectors } : {}) } }
}

/** What pages and workbooks show is theirs to say. */
function needRows(format: Format, raw: RawOptions): void {
  const option = ['--group-by', '--where'].find((flag) => raw[camelCase(flag)] !== undefined)
  if (option === undefined || (format !== 'html' && format !== 'xlsx')) return
  const choices = `-f csv, ${option}`
  throw new PlanError([usageProblem('options-conflict', { option, other: `--format ${format}`, choices })])
}

function camelCase(flag: string): string {
  return flag.slice(2).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** A part of the rows: only the scenarios that it has series of are projected. */
async function projectPart(context: Context, raw: RawOptions, shard: ShardNumber): Promise<number> {
  const { options } = context
  // A part of rows under the name of a Parquet file would be taken for one.
  const named = options.output !== null && isParquet(options.output) ? `-o ${options.output}` : []
  const others = [options.failOnMiss ? '--fail-on-miss' : [], raw['plot'] === undefined ? [] : '--plot', named].flat()
  for (const other of others) {
    throw new PlanError([usageProblem('options-conflict', { option: '--shard', other, choices: `--shard, ${other}` })])
  }
  const { dialectOfPart, partOf, shardFormat, writeProjectShard } = await import('./project-shard.ts')
  const format = shardFormat(context)
  const { loaded, shown } = await loadShown(context, raw)
  const { model } = loaded
  const started = Date.now()
  const chosen = chosenScenarios(model.plan, options.scenarios)
  const { scenarios, part } = partOf(shown, chosen, shard)
  const selection = { ...shown, part }
  const isLong = options.layout === 'long'
  await warnOfFormulas(context, format, countFormulaCells(selection, scenarios, isLong))
  const dialect = dialectOfPart(dialectOf(format, dataOptions(options)), shard)
  const run = projector(model, scenarios, { isPassing: true })
  await writeProjectShard(context, loaded, raw, shard, format, (write) =>
    (isLong ? writeLong : writeWide)(run.projections(), selection, dialect, write),
  )
  await tellTime(context, 'result', started)
  await tell(context, run.problems())
  return exitCodes.done
}

type Projector = ReturnType<typeof projector>

/** As a selection; null: the variables that a table usually shows. */
type Tables = Omit<Selection, 'variables'> & { readonly variables: readonly number[] | null }

async function writeTables(
  context: Context,
  format: ReadFormat,
  { model, inputs }: Loaded,
  shown: Tables,
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
  const text = await documentText(context, format, documentOf(model, run.judged, detailed, shown, options))
  await writeResult(context, inputs, (write) => write(text))
}

function documentOf(
  model: Loaded['model'],
  judged: readonly Judged[],
  detailed: readonly Detailed[],
  { variables, sectors, byGroup = false }: Tables,
  options: Options,
): Document {
  const style = styleOf(options)
  const [main] = detailed
  if (options.scenarios !== null || main === undefined || sectors !== undefined || byGroup) {
    return inFull(model, detailed, variables, style, sectors)
  }
  return overview(model, judged, main, variables, style)
}

async function writeValues(
  context: Context,
  format: Exclude<DataFormat, 'xlsx'>,
  loaded: Loaded,
  scenarios: readonly number[],
  selection: Selection,
  run: Projector,
): Promise<void> {
  const { options } = context
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
