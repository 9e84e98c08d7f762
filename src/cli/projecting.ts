/** Scenarios projected one after the other, with what is to be remembered of each. */

import { checkTargets } from '../analyses/targets.ts'
import { createWorkspace, recycle } from '../model/blocks.ts'
import { type Projection, projectScenario } from '../model/project.ts'
import type { Model } from '../model/types.ts'
import type { Problem } from '../plan/problem.ts'
import type { Judged } from '../render/verdicts.ts'

/**
 * Projects a scenario when it is asked for, so that one at a time is in memory. Its targets are judged before it is
 * handed on, and kept.
 *
 * @param scenarios  indexes into `plan.scenarios`
 * @param isPassing  nobody looks at a projection any more once the next one is asked for
 */
export function projector(model: Model, scenarios: readonly number[], { isPassing = false } = {}) {
  // Buffers of its own for each projection, unless it is gone when the next one comes.
  const workspace = isPassing ? createWorkspace({ sectors: model.plan.sectors.length, lanes: 1 }) : undefined
  const judged: Judged[] = []
  const problems = new Map<string, Problem>()
  return {
    scenarios,
    judged,
    /** Warnings of all of them; what several scenarios have in common is said once. */
    problems: (): Problem[] => [...problems.values()],
    *projections(): Generator<Projection> {
      for (const index of scenarios) {
        const scenario = model.plan.scenarios[index]
        if (scenario === undefined) continue
        if (workspace !== undefined) recycle(workspace)
        const projection = projectScenario(model, index, workspace)
        judged.push({ scenario, targets: checkTargets(projection) })
        for (const each of projection.problems) problems.set(keyOf(each), each)
        yield projection
      }
    },
  }
}

/** Problems alike in everything they say. */
export function keyOf({ code, file, line, column, words }: Problem): string {
  return JSON.stringify([code, file, line, column, words])
}
