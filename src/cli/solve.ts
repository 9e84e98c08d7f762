/** `yuce solve`: what would it take to meet a target? */

import { growthOneByOne, growthVariable, uniformGrowth, writtenUnit } from '../analyses/instruments.ts'
import type { Range } from '../analyses/root.ts'
import { methodOf, type Question, type Solution, solve } from '../analyses/solve.ts'
import type { Model } from '../model/types.ts'
import { amountOf, readAmount } from '../plan/amount.ts'
import { PlanError } from '../plan/problem.ts'
import type { Address } from '../plan/settings.ts'
import { jsonResult } from '../render/json.ts'
import { shellWord } from '../render/setting.ts'
import { solveDocument } from '../render/solve.ts'
import { pairsOf } from '../render/solve-reason.ts'
import { settingsOf, solutionRecord, solveRecord, solveTable } from '../render/solve-record.ts'
import { cell, type Document, verbatimSection } from '../render/table.ts'
import { solveWords } from '../render/words-solve.ts'
import { bareRates, chosenAssumptions } from './assumptions.ts'
import { type Context, type Run, tell } from './context.ts'
import { exitCodes } from './exit.ts'
import { type Loaded, loadModel, originOf } from './loading.ts'
import { type Format, isRead, type RawOptions } from './options.ts'
import { documentText, formatOf, writeResult, writeTable } from './result.ts'
import { chosenScenarios } from './selection.ts'
import { styleOf } from './style.ts'
import { neededTargets, withConditions } from './targeting.ts'
import { usageProblem } from './usage.ts'

export const solveFor: Run = async (context, _, raw) => {
  const format = formatOf(context.options)
  const loaded = await loadModel(withConditions(context))
  const { model } = loaded
  const question = questionOf(context, model, raw)
  await tell(context, boundsWarnings(model, question, listOf(raw, 'bounds')))
  const scenarios = chosenScenarios(model.plan, context.options.scenarios)
  const solutions = scenarios.flatMap((scenario) => solve(model, scenario, question))
  refuseIdle(model, question, solutions)
  await write(context, format, loaded, solutions, raw)
  const isReached = solutions.every(({ outcome }) => outcome === 'found' || outcome === 'already-met')
  return isReached ? exitCodes.done : exitCodes.no
}

function listOf(raw: RawOptions, name: string): readonly string[] {
  const given = raw[name]
  return Array.isArray(given) ? (given as string[]) : []
}

/** The model is computed as often as there are instruments, for each of them: so many take half a minute. */
const MOST_INSTRUMENTS = 2000

/** @throws PlanError for anything on the line that does not fit the plan */
function questionOf({ options }: Context, model: Model, raw: RawOptions): Question {
  const targets = neededTargets(model.plan, options.targets, 'yuce solve')
  const isLeast = raw['least'] === true
  const texts = listOf(raw, 'vary')
  const instruments = texts.length > 0 ? chosenAssumptions(model, texts) : usualInstruments(model, isLeast)
  if (instruments.length > MOST_INSTRUMENTS) {
    const words = { count: instruments.length, limit: MOST_INSTRUMENTS }
    throw new PlanError([usageProblem('too-many-instruments', words)])
  }
  const question: Question = {
    targets,
    instruments,
    bounds: boundsOf(model, instruments, listOf(raw, 'bounds')),
    isLeast,
    weights: weightsOf(instruments, listOf(raw, 'weights')),
  }
  const isUneven = targets.length > 1 && instruments.length > 1 && instruments.length !== targets.length
  if (isUneven && methodOf(question) === 'one') {
    const words = { targets: targets.length, assumptions: instruments.length, option: '--least' }
    throw new PlanError([usageProblem('targets-and-assumptions', words)])
  }
  return question
}

/** All growth rates alike; for the least change, each sector's. */
function usualInstruments(model: Model, isLeast: boolean): Address[] {
  const growth = growthVariable(model)
  if (growth === null) {
    const assumed = model.variables.filter(({ origin }) => origin === 'assumption').map(({ name }) => name)
    const example = `--vary '${assumed[0] ?? 'growth'}[*,*]'`
    const words = { command: 'yuce solve', argument: '--vary' }
    throw new PlanError([usageProblem('argument-missing', words, { key: 'write', words: { example } })])
  }
  return isLeast ? growthOneByOne(model, growth) : [uniformGrowth(growth)]
}

/** `--bounds low:high`: one for all assumptions, or one for each in the order of `--vary`. */
function boundsOf(model: Model, instruments: readonly Address[], texts: readonly string[]): (Range | null)[] {
  if (texts.length === 0) return instruments.map(() => null)
  if (texts.length !== 1 && texts.length !== instruments.length)
    throw wrongValue('--bounds', texts.join(' '), '--bounds -5pp:5pp')
  return instruments.map((address, k) => {
    const text = texts[texts.length === 1 ? 0 : k] ?? ''
    return rangeOf(text, writtenUnit(model, address))
  })
}

/** Bounds on a change: in percentage points where the assumption is a rate, in its unit where it is a level. */
function rangeOf(text: string, unit: string | null): Range {
  const [low = null, high = null, ...rest] = text.split(/[:：]/).map((part) => {
    const amount = readAmount(part, unit)
    return amount === null || amount.kind === 'factor' ? null : amountOf(amount)
  })
  if (low === null || high === null || rest.length > 0 || low > high)
    throw wrongValue('--bounds', text, '--bounds -5pp:5pp')
  return { low, high }
}

function boundsWarnings(model: Model, { instruments, bounds }: Question, texts: readonly string[]) {
  const warnings = instruments.flatMap((address, k) => {
    const { low = 0, high = 0 } = bounds[k] ?? {}
    return bareRates(model, address, texts[texts.length === 1 ? 0 : k] ?? '', [low, high])
  })
  return texts.length === 1 ? warnings.slice(0, 1) : warnings
}

function weightsOf(instruments: readonly Address[], texts: readonly string[]): number[] {
  if (texts.length === 0) return instruments.map(() => 1)
  const weights = texts.map(Number)
  const fits = weights.length === instruments.length && weights.every((each) => each > 0 && Number.isFinite(each))
  if (!fits) throw wrongValue('--weights', texts.join(','), `--weights ${instruments.map(() => 1).join(',')}`)
  return weights
}

function wrongValue(option: string, text: string, example: string): PlanError {
  return new PlanError([usageProblem('bad-option-value', { option, text }, { key: 'write', words: { example } })])
}

/** An assumption that no scenario gives is a slip of the pen, not a goal out of reach. */
function refuseIdle({ baseYear, horizon }: Model, { instruments }: Question, solutions: readonly Solution[]): void {
  const covered = new Set(
    solutions.flatMap((each) =>
      each.instruments.filter(({ from }) => from !== null).map(({ address }) => address.text),
    ),
  )
  const idle = instruments.filter(({ text }) => !covered.has(text))
  if (idle.length === 0 || (idle.length < instruments.length && solutions[0]?.method === 'least')) return
  throw new PlanError(
    idle.map(({ text }) => usageProblem('nothing-to-vary', { text, first: baseYear + 1, last: horizon })),
  )
}

async function write(
  context: Context,
  format: Format,
  loaded: Loaded,
  solutions: readonly Solution[],
  raw: RawOptions,
): Promise<void> {
  const { options } = context
  const { model, inputs } = loaded
  const pairs = solutions.flatMap(pairsOf)
  if (format === 'json') {
    const results = pairs.map((pair) => solveRecord(model, pair, options.language))
    const body = { results, solutions: solutions.map((each) => solutionRecord(model, each)) }
    const text = jsonResult('solve', await originOf(loaded), body, options.digits)
    return writeResult(context, inputs, (put) => put(text))
  }
  if (!isRead(format)) return writeTable(context, inputs, format, solveTable(model, pairs))
  const asked = { hasBounds: listOf(raw, 'bounds').length > 0, hasWeights: listOf(raw, 'weights').length > 0 }
  const document = solveDocument(model, solutions, asked, styleOf(options))
  const text = await documentText(context, format, [...document, ...linesToTry(context, model, solutions)])
  return writeResult(context, inputs, (put) => put(text))
}

/** The commands that show each change at work; of a target that is met already it would only fail. Not wrapped: a line that is broken is another line to a shell. */
function linesToTry(context: Context, model: Model, solutions: readonly Solution[]): Document {
  const lines = solutions.flatMap((solution) => {
    const settings = solution.instruments.flatMap((each) => settingsOf(model, each))
    if (settings.length === 0 || solution.outcome === 'already-met') return []
    const name = model.plan.scenarios[solution.scenario]?.name ?? ''
    const words = [...planWords(context), ...(model.plan.scenarios.length > 1 ? ['-s', name] : [])]
    for (const each of [...context.options.settings, ...settings]) words.push('--set', each)
    return [`yuce project ${words.map(shellWord).join(' ')}`]
  })
  if (lines.length === 0) return []
  const { tryIt } = solveWords[context.options.language]
  const commands = lines.map((line) => cell(line))
  return [verbatimSection(cell(tryIt), commands)]
}

/** The options that say which plan is meant, and the targets that are not its own. */
function planWords(context: Context): string[] {
  const { plan, baseline, growth, baseYear, horizon, targets } = withConditions(context).options
  const pairs: (readonly [string, string | number | null])[] = [
    ['-p', plan],
    ['--baseline', baseline],
    ['--growth', growth],
    ['--base-year', baseYear],
    ['--horizon', horizon],
    ...targets.map((text) => ['--target', text] as const),
  ]
  return pairs.flatMap(([option, value]) => (value === null ? [] : [option, String(value)]))
}
