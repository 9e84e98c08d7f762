/** `yuce report`: everything in one page, with sliders that project in the reader's browser. */

import { readFileSync } from 'node:fs'
import { basename, isAbsolute } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chancesOf, differencesOf } from '../analyses/chance/simulate.ts'
import { bySectorOf, compare, levelChanges } from '../analyses/compare.ts'
import { sensitivity, subjectOf } from '../analyses/sensitivity/sensitivity.ts'
import { targetOutput } from '../analyses/sweep.ts'
import { valueAt } from '../model/project.ts'
import type { Model } from '../model/types.ts'
import { PlanError } from '../plan/problem.ts'
import { TOTAL } from '../plan/types.ts'
import type { Compared } from '../render/compare-record.ts'
import type { Outcome } from '../render/report/live.ts'
import { type Report, reportHtml } from '../render/report/report.ts'
import type { Analysed } from '../render/sensitivity-record.ts'
import { version } from '../version.ts'
import { type Context, type Run, tell } from './context.ts'
import { createDrawing } from './drawing.ts'
import { exitCodes } from './exit.ts'
import { loadModel } from './loading.ts'
import type { Options, RawOptions } from './options.ts'
import { createProgress } from './progress.ts'
import { projector } from './projecting.ts'
import { formatOf, needDestinations, writeResult } from './result.ts'
import { type Sampling, USUAL_SEED } from './sampling.ts'
import { chosenScenarios, needTargets } from './selection.ts'
import { simulationSampling, tellRounded } from './simulate.ts'
import { questionOf } from './simulation.ts'
import { indicatorsOf } from './states.ts'
import { styleOf } from './style.ts'
import { badValue, usageProblem } from './usage.ts'

/** The script of the page, from the sources and from the bundle alike. */
const pageScript = fileURLToPath(new URL('../../dist/page/what-if.js', import.meta.url))

export const report: Run = async (context, _, raw) => {
  const { options } = context
  const sampling = samplingIn(raw)
  refuseOtherFormats(options)
  const loaded = await loadModel(context)
  const { model, inputs } = loaded
  await needDestinations(context, inputs, [options.output])
  if (options.failOnMiss) needTargets(model.plan)
  const scenarios = chosenScenarios(model.plan, options.scenarios)
  const run = projector(model, scenarios)
  const outcomes: Outcome[] = []
  for (const projection of run.projections()) {
    const judged = run.judged.at(-1)
    if (judged !== undefined) outcomes.push({ ...judged, projection })
  }
  const main = outcomes.find(({ projection }) => projection.scenario === model.plan.defaultScenario) ?? outcomes[0]
  if (main === undefined) throw new RangeError('a plan has a scenario')
  const html = reportHtml(
    {
      model,
      outcomes,
      main,
      bridges: bridgesOf(model, outcomes, main),
      tornado: tornadoOf(model, main),
      chances: sampling === null ? null : await chancesFor(context, model, scenarios, sampling, raw),
      problems: [...loaded.problems, ...run.problems()],
      words: planWords(options),
      version,
    },
    readFileSync(pageScript, 'utf8'),
    styleOf(options),
  )
  await writeResult(context, inputs, (write) => write(html))
  await tell(context, run.problems())
  const isMissed = run.judged.some(({ targets }) => targets.some(({ verdict }) => verdict !== 'met'))
  return options.failOnMiss && isMissed ? exitCodes.no : exitCodes.done
}

/**
 * How the chances are drawn; null where none are asked for.
 *
 * @throws PlanError for an option of draws where nothing would be drawn
 */
function samplingIn(raw: RawOptions): Sampling | null {
  const sampling = simulationSampling(raw)
  if (raw['simulate'] === true) return sampling
  const options = { draws: '--draws', seed: '--seed', sampler: '--sampler', repairCorrelation: '--repair-correlation' }
  const unused = Object.entries(options).find(([name]) => raw[name] !== undefined)
  if (unused === undefined) return null
  const help = { key: 'write', words: { example: `--simulate ${unused[1]}` } } as const
  throw new PlanError([usageProblem('option-unused', { option: unused[1], command: 'yuce report' }, help)])
}

/** `-f html` may be said; anything else is another command's. */
function refuseOtherFormats(options: Options): void {
  const { format, output } = options
  if (format === null && output === null) return
  const chosen = formatOf(options, 'html')
  if (chosen !== 'html') throw new PlanError([badValue('--format', chosen, ['html'])])
}

/** The options that say which plan is meant, and what of it is changed, as they were typed. */
function planWords({
  plan,
  baseline,
  growth,
  targets,
  baseYear,
  horizon,
  encoding,
  delimiter,
  settings,
}: Options): string[] {
  const option = (name: string, value: string | number | null) => (value === null ? [] : [name, String(value)])
  return [
    // A page that is passed on says nothing of the folders of whoever made it.
    ...option('-p', plan === null ? null : isAbsolute(plan) ? basename(plan) : plan),
    ...option('--baseline', baseline),
    ...option('--growth', growth),
    ...targets.flatMap((target) => ['--target', target]),
    ...option('--base-year', baseYear),
    ...option('--horizon', horizon),
    ...option('--encoding', encoding),
    ...option('--delimiter', delimiter),
    ...settings.flatMap((setting) => ['--set', setting]),
  ]
}

/** The number that the report explains: the first target's, else the first total. */
function subjectIn(model: Model): { variable: number; sector: number; year: number } {
  const [target] = model.plan.targets
  if (target !== undefined) return targetOutput(model, target).indicator
  const [{ variable, sector }] = indicatorsOf(model, null)
  return { variable, sector: model.variables[variable]?.level === 'total' ? TOTAL : sector, year: model.horizon }
}

/** From the main scenario to the one that comes out highest, and to the one that comes out lowest. */
function bridgesOf(model: Model, outcomes: readonly Outcome[], main: Outcome): Compared[] {
  const { variable, sector, year } = subjectIn(model)
  const valueIn = ({ projection }: Outcome) => valueAt(projection, variable, sector, year)
  const from = valueIn(main)
  const others = outcomes.flatMap((outcome) => {
    const value = valueIn(outcome)
    return value === null || value === from ? [] : [{ outcome, value }]
  })
  if (from === null || others.length === 0) return []
  const highest = others.reduce((best, each) => (each.value > best.value ? each : best))
  const lowest = others.reduce((best, each) => (each.value < best.value ? each : best))
  const bySector = bySectorOf(model, variable)
  return [...new Set([highest, lowest])].map(({ outcome, value }): Compared => {
    const question = {
      from: { projection: main.projection, year },
      to: { projection: outcome.projection, year },
      variable,
      sector: Math.max(0, sector),
    }
    const by = model.plan.sectors.length > MOST_BARS ? (['assumption'] as const) : null
    const how = { method: 'shapley', by, draws: ORDERS, seed: USUAL_SEED } as const
    return {
      comparison: compare(question, { from, to: value }, how),
      levels: [],
      sectorLevels: bySector === null ? [] : levelChanges(question, [bySector]),
    }
  })
}

/** Nobody reads a bridge of more sectors. */
const MOST_BARS = 40

/** Random orders, where more groups differ than can all be counted: as `compare` draws. */
const ORDERS = 1000

/** null where the number has no value in the main scenario. */
function tornadoOf(model: Model, { projection }: Outcome): Analysed | null {
  const indicator = subjectIn(model)
  if (valueAt(projection, indicator.variable, indicator.sector, indicator.year) === null) return null
  const output = { indicator, target: model.plan.targets[0] ?? null }
  // One input at a time is moved, whatever it is correlated with.
  const subject = subjectOf(model, projection.scenario, output, ['assumption', 'sector'], true)
  return {
    subject,
    answer: sensitivity(subject, { method: 'tornado', draws: null, seed: USUAL_SEED, hasPairs: false }),
  }
}

async function chancesFor(
  context: Context,
  model: Model,
  scenarios: readonly number[],
  sampling: Sampling,
  raw: RawOptions,
): Promise<Report['chances']> {
  await tellRounded(context, raw, sampling.draws)
  const asked = {
    ...sampling,
    precision: null,
    workers: null,
    shard: null,
    repairsCorrelation: raw['repairCorrelation'] === true,
    showsFans: false,
    drawsFile: null,
  }
  // Every target is asked about, and every total.
  const plain = { ...context, options: { ...context.options, targets: [], variables: null } }
  const progress = createProgress(context)
  const drawing = createDrawing(questionOf(plain, model, asked, 'table'), scenarios, {
    workers: null,
    mostDraws: asked.draws,
    shard: { index: 1, of: 1 },
  })
  try {
    await drawing.drawTo(asked.draws, progress.show)
  } finally {
    await drawing.close()
    await progress.clear()
  }
  const runs = drawing.runs()
  const simulation = {
    results: runs.map(chancesOf),
    differences: differencesOf(runs),
    sampler: asked.sampler,
    seed: asked.seed,
    precision: null,
    isRepaired: runs.some(({ experiment }) => experiment.uncertainty.isRepaired),
  }
  return { simulation, runs }
}
