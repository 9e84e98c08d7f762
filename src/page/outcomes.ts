/** Scenarios projected and judged, as the plan has them and with changes. */

import { checkTargets } from '../analyses/targets.ts'
import { projectScenario } from '../model/project.ts'
import type { Model } from '../model/types.ts'
import type { Outcome } from '../render/report/live.ts'
import { applies, type Moved, settingOf, type Years } from './changes.ts'

/** @throws PlanError as `projectScenario` does */
export function outcomeOf(model: Model, index: number): Outcome {
  const scenario = model.plan.scenarios[index]
  if (scenario === undefined) throw new RangeError(`no scenario ${index}`)
  const projection = projectScenario(model, index)
  return { scenario, projection, targets: checkTargets(projection) }
}

/**
 * The scenario with the changes, as far as they have something to change in it.
 *
 * @throws PlanError as `projectScenario` does
 */
export function changedOutcome(before: Outcome, moved: readonly Moved[], years: Years): Outcome {
  const { model, inputs, scenario } = before.projection
  const own = moved.filter(({ lever }) => applies(model, inputs, lever, years))
  if (own.length === 0) return before
  const settings = [...model.plan.settings, ...own.map((each) => settingOf(each, years))]
  return outcomeOf({ ...model, plan: { ...model.plan, settings } }, scenario)
}
