/** `yuce sensitivity`: which uncertain inputs matter to a number, and how surely that is known. */

import {
  type How,
  METHODS,
  type Method,
  type Subject,
  sensitivitySteps,
  subjectOf,
} from '../analyses/sensitivity/sensitivity.ts'
import { forEach } from '../analyses/steps.ts'
import { type Output, targetOutput } from '../analyses/sweep.ts'
import type { Model } from '../model/types.ts'
import { PlanError, type Problem } from '../plan/problem.ts'
import { TOTAL } from '../plan/types.ts'
import { jsonResult } from '../render/json.ts'
import { sensitivityDocument } from '../render/sensitivity.ts'
import { type Analysed, analysedRecord, analysedRows } from '../render/sensitivity-record.ts'

import { readAddress } from './address.ts'
import { type Context, type Run, tell } from './context.ts'
import { readDimensions } from './dimensions.ts'

import { exitCodes } from './exit.ts'
import { type Loaded, loadModel, originOf } from './loading.ts'
import { type Format, isRead, type RawOptions } from './options.ts'
import { plotFile } from './plot-option.ts'
import { watched } from './progress.ts'
import { keyOf } from './projecting.ts'
import { documentText, formatOf, needDestinations, writeResult, writeTable } from './result.ts'
import { readSeed, readWhole } from './sampling.ts'
import { chosenScenarios } from './selection.ts'
import { indicatorsOf, valueIn } from './states.ts'
import { styleOf } from './style.ts'
import { neededTargets, withConditions } from './targeting.ts'
import { badValue, usageProblem } from './usage.ts'
import { checkedYear, readYear } from './years.ts'

/** A base sample of fewer draws says nothing of its error. */
const LEAST_DRAWS = 4
const MOST_DRAWS = 2 ** 32
const usualBy = ['assumption', 'sector'] as const

/** What was found, and how: the same method for every scenario. */
type Found = {
  readonly method: Method
  /** Sobol indices were asked for, or would have been given, and mislead. */
  readonly isInstead: boolean
  readonly by: readonly string[]
  readonly output: Output
  readonly analysed: readonly Analysed[]
}

export const analyseSensitivity: Run = async (context, _, raw) => {
  const { options } = context
  const format = formatOf(options)
  const asked = readAsked(raw)
  const picture = plotOfTornado(context, raw, asked.method)
  const loaded = await loadModel(withConditions(context))
  const { model } = loaded
  await needDestinations(context, loaded.inputs, [options.output, picture])
  const { plan } = model
  const output = outputOf(context, model, raw)
  const scenarios = options.scenarios === null ? [plan.defaultScenario] : chosenScenarios(plan, options.scenarios)
  const by = asked.by ?? usualBy
  const subjects = scenarios.map((scenario) => {
    const subject = subjectOf(model, scenario, output, by, raw['repairCorrelation'] === true)
    // What has no value cannot vary: the problem says what is missing.
    valueIn(output.indicator, { projection: subject.projection, year: output.indicator.year })
    return subject
  })
  const correlated = subjects.find((each) => each.correlated.length > 0)
  const wouldBeSobol = asked.method === null || asked.method === 'sobol'
  const isInstead = wouldBeSobol && correlated !== undefined
  const method = isInstead ? 'shapley' : (asked.method ?? 'sobol')
  const how: How = { ...asked, method }
  const answers = await watched(
    context,
    forEach(subjects, (subject) => sensitivitySteps(subject, how)),
  )
  const analysed = answers.map((answer, i): Analysed => ({ subject: subjects[i] as Subject, answer }))
  await write(context, format, loaded, { method, isInstead, by, output, analysed })
  const [first] = analysed
  if (picture !== null && first !== undefined) {
    await (await import('./plot-file.ts')).writeTornado(context, loaded, picture, first)
  }
  const misleading = isInstead && asked.method === 'sobol' ? [sobolMisleads(correlated)] : []
  await tell(context, [...warningsOf(subjects), ...misleading])
  return exitCodes.done
}

/** @throws PlanError for a method that is no plot */
function plotOfTornado(context: Context, raw: RawOptions, method: Method | null): string | null {
  const file = plotFile(context, raw)
  if (file === null || method === 'tornado') return file
  const words = { option: `--plot ${file}`, other: `--method ${method ?? 'sobol'}`, choices: '--method tornado' }
  throw new PlanError([usageProblem('options-conflict', words)])
}

function readAsked(raw: RawOptions) {
  const method = raw['method'] === undefined ? null : METHODS.find((each) => each === raw['method'])
  if (method === undefined) throw new PlanError([badValue('--method', String(raw['method']), METHODS)])
  const hasPairs = raw['secondOrder'] === true
  if (hasPairs && method !== null && method !== 'sobol') {
    const words = { option: '--second-order', other: `--method ${method}`, choices: '--method sobol' }
    throw new PlanError([usageProblem('options-conflict', words)])
  }
  const draws =
    raw['draws'] === undefined
      ? null
      : readWhole(raw['draws'], '--draws', { least: LEAST_DRAWS, most: MOST_DRAWS, usual: 1024 })
  return {
    method,
    by: readDimensions(raw['by']),
    draws,
    seed: readSeed(raw),
    hasPairs,
  }
}

/** `--of`, or `--target`; without either the plan's first target, or its first result. */
function outputOf({ options }: Context, model: Model, raw: RawOptions): Output {
  const { plan, horizon } = model
  const of = typeof raw['of'] === 'string' ? raw['of'] : null
  const asked = yearAsked(of, readYear(raw['year'], '--year', horizon))
  const year = asked === null ? null : checkedYear(model, asked)
  if (options.targets.length > 0) return targetAsked(model, options.targets, of, year)
  const [first] = plan.targets
  if (of === null && first !== undefined && (year ?? first.year) === first.year) return targetOutput(model, first)
  const [{ variable, sector }] = indicatorsOf(model, of === null ? null : [of])
  const described = model.variables[variable]
  const usual = plan.targets.find(({ indicator }) => indicator === described?.name)?.year ?? horizon
  const where = described?.level === 'total' ? TOTAL : sector
  return { indicator: { variable, sector: where, year: year ?? usual }, target: null }
}

/** `--year`, or that of `--of 'revenue[displays,2027]'`. */
function yearAsked(of: string | null, year: number | null): number | null {
  const named = of === null ? null : readAddress(of).year
  if (named === null || year === null || named === year) return named ?? year
  const words = { option: `--of '${of}'`, other: `--year ${year}`, choices: `--year ${named}, --year ${year}` }
  throw new PlanError([usageProblem('options-conflict', words)])
}

function targetAsked(model: Model, texts: readonly string[], of: string | null, year: number | null): Output {
  const [target, another] = neededTargets(model.plan, texts, 'yuce sensitivity')
  if (target === undefined) throw new RangeError('a target that is asked for is found or a problem')
  const other = of !== null ? `--of ${of}` : another !== undefined ? `--target ${another.name}` : null
  const isOtherYear = year !== null && year !== target.year
  if (other === null && !isOtherYear) return targetOutput(model, target)
  const option = `--target ${target.name}`
  const words = {
    option,
    other: other ?? `--year ${year}`,
    choices: [option, other ?? `--year ${target.year}`].join(', '),
  }
  throw new PlanError([usageProblem('options-conflict', words)])
}

function sobolMisleads({ inputs, correlated }: Subject): Problem {
  const [first = '', second = ''] = (correlated[0] ?? []).map((place) => inputs[place]?.name ?? '')
  return usageProblem('sobol-misleads', { first, second }, { key: 'write', words: { example: '--method shapley' } })
}

/** Warnings of all scenarios; what several have in common is said once. */
function warningsOf(subjects: readonly Subject[]): Problem[] {
  const problems = new Map<string, Problem>()
  for (const each of subjects.flatMap(({ projection }) => projection.problems)) problems.set(keyOf(each), each)
  return [...problems.values()]
}

async function write(context: Context, format: Format, loaded: Loaded, found: Found): Promise<void> {
  const { options } = context
  const { model, inputs } = loaded
  if (format === 'json') {
    const text = jsonResult('sensitivity', await originOf(loaded), recordOf(model, found), options.digits)
    await writeResult(context, inputs, (put) => put(text))
  } else if (isRead(format)) {
    const text = await documentText(
      context,
      format,
      sensitivityDocument(model, found.analysed, found.isInstead, styleOf(options)),
    )
    await writeResult(context, inputs, (put) => put(text))
  } else await writeTable(context, inputs, format, analysedRows(model, found.analysed))
}

function recordOf(model: Model, { method, isInstead, by, output, analysed }: Found) {
  const { plan, variables } = model
  const { variable, sector, year } = output.indicator
  return {
    method,
    insteadOf: isInstead ? 'sobol' : null,
    variable: variables[variable]?.name ?? '',
    sector: sector === TOTAL ? 'total' : (plan.sectors[sector]?.name ?? ''),
    year,
    unit: variables[variable]?.unit ?? null,
    target: output.target?.name ?? null,
    by,
    results: analysed.map((each) => analysedRecord(model, each)),
  }
}
