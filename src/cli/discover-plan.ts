/** Cases of `yuce discover` without a table: draws of the plan's own uncertainty. */

import { drawingCases } from '../analyses/discovery/draws.ts'
import { PlanError } from '../plan/problem.ts'
import type { Plan, Target } from '../plan/types.ts'
import type { Context } from './context.ts'
import type { Looked } from './discover.ts'
import { groupingOf, inputsAsked } from './discover-options.ts'
import { loadModel, originOf } from './loading.ts'
import type { RawOptions } from './options.ts'
import { watched } from './progress.ts'
import { samplingOf } from './sampling.ts'
import { chosenScenarios } from './selection.ts'
import { chosenTargets, withConditions } from './targeting.ts'
import { badValue, usageProblem } from './usage.ts'

/** So many draws tell the density of a box that holds a twentieth of them within two percentage points. */
const USUAL_DRAWS = 10_000
const LEAST_DRAWS = 100
/** Every draw of every input is kept. */
const MOST_DRAWS = 2 ** 21

/** Draws of the plan's own uncertainty. */
export async function planCases(context: Context, raw: RawOptions): Promise<Looked> {
  for (const name of ['of', 'where']) {
    if (raw[name] === undefined) continue
    const words = { command: `yuce discover --${name}`, argument: '--from' }
    throw new PlanError([
      usageProblem('argument-missing', words, { key: 'write', words: { example: '--from cases.csv' } }),
    ])
  }
  const sampling = samplingOf(raw, () => ({ least: LEAST_DRAWS, most: MOST_DRAWS, usual: USUAL_DRAWS }))
  const by = groupingOf(raw)
  const loaded = await loadModel(withConditions(context))
  const { model } = loaded
  const scenario = oneScenario(model.plan, context.options.scenarios)
  const targets = targetsOf(model.plan, context.options.targets)
  const isMet = raw['met'] === true
  const repairsCorrelation = raw['repairCorrelation'] === true
  const asked = { model, scenario, targets, isMet, by, ...sampling, repairsCorrelation }
  const drawn = await watched(context, drawingCases(asked))
  const chosen = chosenInputs(
    drawn.inputs.map(({ name }) => name),
    inputsAsked(raw),
  )
  const pick = <T>(all: readonly T[]) => chosen.flatMap((place) => all.slice(place, place + 1))
  const { failed, isOfInterest } = drawn
  return {
    subject: { kind: 'plan', model, scenario, targets, isMet, sources: pick(drawn.sources), failed, ...sampling },
    cases: { inputs: pick(drawn.inputs), isOfInterest },
    origin: await originOf(loaded),
    files: loaded.inputs,
  }
}

/** The plan's usual scenario, unless one is named. */
function oneScenario(plan: Plan, names: readonly string[] | null): number {
  if (names === null) return plan.defaultScenario
  const [first = plan.defaultScenario, ...others] = chosenScenarios(plan, names)
  if (others.length === 0) return first
  const help = { key: 'write', words: { example: `-s ${plan.scenarios[first]?.name ?? ''}` } } as const
  const words = { command: 'yuce discover', text: names.join(',') }
  throw new PlanError([usageProblem('one-scenario-needed', words, help)])
}

/** Those named, else the plan's first. */
function targetsOf(plan: Plan, texts: readonly string[]): readonly Target[] {
  return chosenTargets(plan, texts) ?? plan.targets.slice(0, 1)
}

/** Inputs by name, or every input of an assumption by its name alone. */
function chosenInputs(names: readonly string[], asked: readonly string[] | null): number[] {
  if (asked === null) return [...names.keys()]
  const found = asked.map((text) =>
    names.flatMap((name, i) => (name === text || name.startsWith(`${text}[`) ? [i] : [])),
  )
  const unknown = asked.filter((_, i) => found[i]?.length === 0)
  if (unknown.length > 0) {
    const known = [...new Set([...names.map((name) => name.replace(/\[.*/, '')), ...names])]
    throw new PlanError(unknown.map((text) => badValue('--inputs', text, known)))
  }
  return [...new Set(found.flat())].sort((a, b) => a - b)
}
