/** From the parts of an input to a plan, a model and projections. */

import { compileModel } from '../src/model/compile.ts'
import { projectScenario } from '../src/model/project.ts'
import { PlanError } from '../src/plan/problem.ts'
import { type Loaded, type ReadOptions, type Role, readPlan } from '../src/plan/read.ts'
import { areProblems, areValues, isAnswer } from './claims.ts'
import { bytesOf, type Input } from './target.ts'

const usualOptions: ReadOptions = {
  encoding: null,
  delimiter: null,
  baseYear: null,
  horizon: null,
  otherFiles: [],
  resourceState: () => 'ok',
}

/** Parts are files, by their names; `--set` and `--target` are options. */
export function planOf(input: Input, options: Partial<ReadOptions> = {}): Loaded {
  const inputs = input.map((part) => ({ role: roleOf(part.name), name: part.name, bytes: bytesOf(part) }))
  return readPlan('fuzz', inputs, { ...usualOptions, ...options })
}

function roleOf(name: string): Role {
  if (name === '--set') return 'setting'
  if (name === '--target') return 'target-option'
  return name.replace(/\.\w+$/, '') as Role
}

/** Scenarios that are projected; the others are read and compiled all the same. */
const MOST_SCENARIOS = 3

/** Values of so many years are looked at: a plan to the year 9999 is refused, one to 3000 is slow to go through. */
const MOST_YEARS = 200

/** Read, compile, project: an answer at every step, and nothing in it but numbers. */
export async function isSoundPlan(input: Input): Promise<void> {
  const loaded = planOf(input)
  isAnswer(loaded)
  if (loaded.plan === null) return
  const { model, problems } = await compileModel(loaded.plan)
  areProblems(problems)
  if (model === null || model.years.length > MOST_YEARS) return
  for (const scenario of loaded.plan.scenarios.keys()) {
    if (scenario >= MOST_SCENARIOS) return
    try {
      const projection = projectScenario(model, scenario)
      areProblems(projection.problems)
      areValues(projection)
    } catch (error) {
      if (!(error instanceof PlanError)) throw error
      areProblems(error.problems)
    }
  }
}
