/** `yuce check`: are the targets met? */

import { type Provenance, provenanceOf } from '../analyses/provenance.ts'
import { PlanError } from '../plan/problem.ts'
import type { Plan, Scenario, Target } from '../plan/types.ts'
import { checkRecords, checkRows, jsonResult } from '../render/json.ts'
import { messages } from '../render/messages.ts'
import { titleOf } from '../render/projection.ts'
import { combined, provenanceLine } from '../render/provenance.ts'
import { cell, type Document, section } from '../render/table.ts'
import { checkTable, type Judged } from '../render/verdicts.ts'
import { type Context, type Run, tell } from './context.ts'
import { exitCodes } from './exit.ts'
import { type Loaded, loadModel, originOf } from './loading.ts'
import { isRead } from './options.ts'
import { projector } from './projecting.ts'
import { documentText, formatOf, writeResult, writeTable } from './result.ts'
import { chosenScenarios, indexOf, needTargets, unknownAmong } from './selection.ts'
import { styleOf } from './style.ts'
import { usageProblem } from './usage.ts'

export const check: Run = async (context, _, raw) => {
  const { options } = context
  const format = formatOf(options)
  const loaded = await loadModel(context)
  const { plan } = loaded.model
  needTargets(plan)
  const required = requirements(plan, Array.isArray(raw['require']) ? (raw['require'] as string[]) : null)
  const run = projector(loaded.model, scenariosOf(plan, options.scenarios, required))
  const provenance: Provenance[] = []
  for (const projection of run.projections()) provenance.push(provenanceOf(projection))
  const records = checkRecords(loaded.model, run.judged)
  if (format === 'json') {
    const text = jsonResult('check', await originOf(loaded), { results: records }, options.digits)
    await writeResult(context, loaded.inputs, (write) => write(text))
  } else if (isRead(format)) {
    const document = documentOf(context, loaded, run.judged, required, combined(provenance))
    const text = await documentText(context, format, document)
    await writeResult(context, loaded.inputs, (write) => write(text))
  } else await writeTable(context, loaded.inputs, format, checkRows(records))
  await tell(context, run.problems())
  const deciding = run.judged.flatMap(({ scenario, targets }) =>
    targets.filter(({ target }) => required === null || required(scenario, target)),
  )
  return deciding.every(({ verdict }) => verdict === 'met') ? exitCodes.done : exitCodes.no
}

type Required = (scenario: Scenario, target: Target) => boolean

/**
 * `--require SCENARIO:TARGET…`: which verdicts decide. Either side may be `*`.
 *
 * @throws PlanError for a name that is not there, so that a slip of the pen never passes
 */
function requirements(plan: Plan, texts: readonly string[] | null): Required | null {
  if (texts === null) return null
  const pairs = texts.map((text) => requirement(plan, text))
  const problems = pairs.flatMap((pair) => ('code' in pair ? [pair] : []))
  if (problems.length > 0) throw new PlanError(problems)
  const asked = pairs.flatMap((pair) => ('code' in pair ? [] : [pair]))
  return (scenario, target) =>
    asked.some(
      (pair) =>
        (pair.scenario === null || plan.scenarios[pair.scenario] === scenario) &&
        (pair.target === null || plan.targets[pair.target] === target),
    )
}

/** One pair, by index; null is every one. A name may hold a colon, so every colon is tried. */
function requirement({ scenarios, targets }: Plan, text: string) {
  const colons = [...text.matchAll(/[:：]/g)].map(({ index }) => index)
  const [first = -1] = colons
  if (first < 0) {
    const example = `--require '${scenarios[0]?.name ?? '*'}:${targets[0]?.name ?? '*'}'`
    return usageProblem('require-syntax', { text }, { key: 'write', words: { example } })
  }
  for (const colon of colons) {
    const scenario = found(text.slice(0, colon), scenarios)
    const target = found(text.slice(colon + 1), targets)
    if (scenario !== undefined && target !== undefined) return { scenario, target }
  }
  const scenario = text.slice(0, first)
  return found(scenario, scenarios) === undefined
    ? unknownAmong('unknown-scenario', scenario, scenarios)
    : unknownAmong('unknown-target', text.slice(first + 1), targets)
}

/** Index of a name, null for `*`, undefined where there is no such name. */
function found(name: string, items: Plan['scenarios'] | Plan['targets']): number | null | undefined {
  if (name === '*' || name === '＊') return null
  return indexOf(name, items) ?? undefined
}

/** The scenarios asked for, and those that are required. */
function scenariosOf(plan: Plan, names: readonly string[] | null, required: Required | null): number[] {
  const asked = new Set(chosenScenarios(plan, names))
  const isNeeded = (scenario: Scenario) =>
    required !== null && plan.targets.some((target) => required(scenario, target))
  return plan.scenarios.flatMap((scenario, index) => (asked.has(index) || isNeeded(scenario) ? [index] : []))
}

function documentOf(
  { options }: Context,
  { model }: Loaded,
  judged: readonly Judged[],
  required: Required | null,
  provenance: Provenance,
): Document {
  const style = styleOf(options)
  const words = messages(options.language)
  const count = (wanted: string) =>
    judged.reduce((sum, { targets }) => sum + targets.filter(({ verdict }) => verdict === wanted).length, 0)
  const summary = words.checkSummary(count('met'), count('missed'), count('undetermined'))
  return [
    section(titleOf(model, style), checkTable(model, judged, required, style)),
    section(null, null, [
      cell(summary, 'strong'),
      cell(words.equalityRule, 'quiet'),
      provenanceLine(model, provenance, style),
    ]),
  ]
}
