/** `yuce compare A B`: how two scenarios differ, or one scenario in two years, and what explains it. */

import type { Question } from '../analyses/attribution.ts'
import { bySectorOf, compare, type How, levelChanges, METHODS } from '../analyses/compare.ts'
import { PlanError, type Problem } from '../plan/problem.ts'
import { comparisonDocument } from '../render/compare.ts'
import { type Compared, comparisonRecord, comparisonRows } from '../render/compare-record.ts'
import { jsonResult } from '../render/json.ts'
import { type Context, type Run, tell } from './context.ts'
import { readDimensions } from './dimensions.ts'
import { exitCodes } from './exit.ts'
import { type Loaded, loadModel, originOf } from './loading.ts'
import { type Format, isRead, type Options, type RawOptions } from './options.ts'
import { plotFile } from './plot-option.ts'
import { keyOf } from './projecting.ts'
import { documentText, formatOf, needDestinations, writeResult, writeTable } from './result.ts'
import { readSeed, readWhole } from './sampling.ts'
import { indicatorsOf, questionOf, totalResults, valueIn } from './states.ts'
import { styleOf } from './style.ts'
import { badValue, usageProblem } from './usage.ts'
import { readYear } from './years.ts'

export const compareStates: Run = async (context, words, raw) => {
  const { options } = context
  const format = formatOf(options)
  const how = readHow(raw)
  const picture = plotFile(context, raw)
  const year = readYear(raw['year'], '--year', 2027)
  refuseScenarios(options)
  const loaded = await loadModel(context)
  const { model } = loaded
  if (picture !== null) await needDestinations(context, loaded.inputs, [picture])
  const indicators = indicatorsOf(model, options.variables)
  const question = questionOf(model, words.slice(0, 2), indicators[0], year)
  refuseYears(question, how)
  const values = { from: valueIn(question, question.from), to: valueIn(question, question.to) }
  const shown = options.variables === null ? totalResults(model) : indicators.map(({ variable }) => variable)
  const bySector = bySectorOf(model, question.variable)
  const compared: Compared = {
    comparison: compare(question, values, how),
    levels: levelChanges(
      question,
      shown.filter((index) => index !== bySector),
    ),
    sectorLevels: bySector === null ? [] : levelChanges(question, [bySector]),
  }
  await writeComparison(context, loaded, compared, format)
  if (picture !== null) await (await import('./plot-file.ts')).writeBridge(context, loaded, picture, compared)
  await tell(context, warningsOf(question))
  return exitCodes.done
}

/** The scenarios are the arguments; others would have nothing to do. */
function refuseScenarios({ scenarios }: Options): void {
  if (scenarios === null) return
  const words = { option: '--scenario', other: 'compare', choices: 'yuce compare A B, yuce project -s A,B' }
  throw new PlanError([usageProblem('options-conflict', words)])
}

const usualDraws = 1000

function readHow(raw: RawOptions): How {
  const asked = typeof raw['method'] === 'string' ? raw['method'] : 'shapley'
  const method = METHODS.find((each) => each === asked)
  if (method === undefined) throw new PlanError([badValue('--method', asked, METHODS)])
  const by = readDimensions(raw['by'])
  if (method === 'lmdi' && by?.includes('year') === true) {
    const words = { option: '--method lmdi', other: '--by year', choices: '--by assumption, --by sector' }
    throw new PlanError([usageProblem('options-conflict', words)])
  }
  const draws = readWhole(raw['draws'], '--draws', { least: 4, most: Number.MAX_SAFE_INTEGER, usual: usualDraws })
  return { method, by, draws, seed: readSeed(raw) }
}

/** Between two years, the years of the assumptions are no parts: what is taken apart is one formula. */
function refuseYears({ from, to }: Question, { by }: How): void {
  if (from.year === to.year || by?.includes('year') !== true) return
  const words = { option: '--by year', other: `@${from.year} @${to.year}`, choices: '--by assumption, --by sector' }
  throw new PlanError([usageProblem('options-conflict', words)])
}

/** Warnings of both scenarios; what they have in common is said once. */
function warningsOf({ from, to }: Question): Problem[] {
  const problems = new Map<string, Problem>()
  for (const { projection } of [from, to]) for (const each of projection.problems) problems.set(keyOf(each), each)
  return [...problems.values()]
}

async function writeComparison(context: Context, loaded: Loaded, compared: Compared, format: Format): Promise<void> {
  const { options } = context
  const { model, inputs } = loaded
  if (format === 'json') {
    const text = jsonResult('compare', await originOf(loaded), comparisonRecord(model, compared), options.digits)
    await writeResult(context, inputs, (write) => write(text))
  } else if (isRead(format)) {
    const text = await documentText(context, format, comparisonDocument(model, compared, styleOf(options)))
    await writeResult(context, inputs, (write) => write(text))
  } else await writeTable(context, inputs, format, comparisonRows(model, compared))
}
