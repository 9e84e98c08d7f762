/**
 * The public API: load a plan, compile it, project scenarios, and ask questions of the projections.
 *
 *     const { plan, problems } = loadPlan({ folder: 'my-plan' })
 *     const { model } = await compileModel(plan)
 *     const projection = projectScenario(model, plan.defaultScenario)
 *     checkTargets(projection) // [{ target, value, gap, verdict, firstMet }]
 *
 * Everything is plain, readonly data. Numbers are in the plan's unit; rates and shares are fractions; null is no value.
 */

export type { Attribution, Part, Question as ComparedQuestion } from './analyses/attribution.ts'
export { type Calibration, calibrate } from './analyses/calibration/calibrate.ts'
export type { Question as SimulatedQuestion } from './analyses/chance/experiment.ts'
export { type ScenarioChances, simulate, type TargetChance } from './analyses/chance/simulate.ts'
export { type Comparison, compare, type How as CompareOptions } from './analyses/compare.ts'
export { type Difference, type PlanDifferences, planDifferences } from './analyses/diff.ts'
export type { Cases } from './analyses/discovery/box.ts'
export { type Discovery, discover, type Method as DiscoverMethod } from './analyses/discovery/discover.ts'
export { type DrawnCases, type Draws, drawnCases } from './analyses/discovery/draws.ts'
export { interestIn } from './analyses/discovery/interest.ts'
export { type Explanation, explain, type Question } from './analyses/explain.ts'
export { imanConover } from './analyses/numerics/iman-conover.ts'
export { nearestCorrelation } from './analyses/numerics/nearest-correlation.ts'
export { shrunkCorrelation } from './analyses/numerics/shrunk-correlation.ts'
export { type Observed, observedOf } from './analyses/observed.ts'
export { type Provenance, provenanceOf } from './analyses/provenance.ts'
export {
  type Answer as Influence,
  type How as SensitivityOptions,
  type Subject as SensitivitySubject,
  sensitivity,
  subjectOf,
} from './analyses/sensitivity/sensitivity.ts'
export { type Question as SolveQuestion, type Solution, solve } from './analyses/solve.ts'
export { type Axis, type Output, type Swept, sweep, targetOutput } from './analyses/sweep.ts'
export { checkTargets, type TargetResult, type Verdict, verdictOf } from './analyses/targets.ts'
export { type Tolerance, usualTolerance } from './analyses/tolerance.ts'
export { type TrackRow, type TrackStatus, track } from './analyses/track.ts'
export { type Compiled, type CompileOptions, compileModel } from './model/compile.ts'
export { gradeAt, type Projection, projectScenario, statusAt, valueAt } from './model/project.ts'
export type { Model, ModelVariable, Status } from './model/types.ts'
export type { CaseColumn, CaseTable } from './plan/cases.ts'
export { type Condition, readCondition } from './plan/condition.ts'
export type { History } from './plan/history.ts'
export {
  decodeTables,
  type LoadOptions,
  loadCases,
  loadHistory,
  loadPlan,
  type PlanSource,
  type Tables,
} from './plan/load.ts'
export { PlanError, type Problem } from './plan/problem.ts'
export { type Address, readAddress } from './plan/settings.ts'
export {
  EVERY_SCENARIO,
  EVERY_SECTOR,
  type Grade,
  type Plan,
  type Scenario,
  type Sector,
  type Target,
  TOTAL,
} from './plan/types.ts'
export { type ProblemRecord, problemRecord, problemText } from './render/problem.ts'
export { version } from './version.ts'
