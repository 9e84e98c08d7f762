/** `--target` of commands that ask about targets: a target's name, or a condition, which becomes one. */

import { PlanError } from '../plan/problem.ts'
import { oneOf } from '../plan/report.ts'
import type { Plan, Target } from '../plan/types.ts'
import type { Context } from './context.ts'
import { indexOf, namesOf } from './selection.ts'
import { unknownName, usageProblem } from './usage.ts'

const operator = /[<>≥≤⩾⩽＜＞]/

/** `total_revenue > 10000 @ 2027`; a name may hold a sign, but not this. */
function isCondition(text: string): boolean {
  return operator.test(text) && /[@＠]/.test(text)
}

/** The context that a plan is loaded with: only conditions are targets to add. */
export function withConditions(context: Context): Context {
  const { options } = context
  return { ...context, options: { ...options, targets: options.targets.filter(isCondition) } }
}

/**
 * The targets meant by `--target`, in the order given.
 *
 * @param texts  as typed
 * @returns null where none is named
 * @throws PlanError with every name the plan does not have
 */
export function chosenTargets(plan: Plan, texts: readonly string[]): Target[] | null {
  if (plan.targets.length === 0) {
    throw new PlanError([usageProblem('no-targets', { option: "--target 'total_revenue > 10000 @ 2027'" })])
  }
  if (texts.length === 0) return null
  const added = plan.targets.filter(({ at }) => plan.files[at.file]?.name === '--target')
  let condition = 0
  const found = texts.flatMap((text): (string | Target)[] => {
    if (isCondition(text)) return added.slice(condition, ++condition)
    return indexOf(text, plan.targets) === null ? splitNames(text) : [text]
  })
  const problems = found.flatMap((each) =>
    typeof each === 'string' && indexOf(each, plan.targets) === null ? [unknown(plan, each)] : [],
  )
  if (problems.length > 0) throw new PlanError(problems)
  const targets = found.flatMap((each) =>
    typeof each === 'string' ? (plan.targets[indexOf(each, plan.targets) ?? -1] ?? []) : [each],
  )
  return [...new Set(targets)]
}

function splitNames(text: string): string[] {
  return text.split(/[,，]/).filter((each) => each !== '')
}

function unknown(plan: Plan, text: string) {
  if (!operator.test(text)) return unknownName('unknown-target', text, namesOf(plan.targets))
  return usageProblem('target-syntax', { text }, { key: 'write', words: { example: "'total_revenue > 10000 @ 2027'" } })
}

/**
 * As `chosenTargets`, for a command that needs one: a plan's only target is meant without being named.
 *
 * @throws PlanError with the names there are
 */
export function neededTargets(plan: Plan, texts: readonly string[], command: string): Target[] {
  const chosen = chosenTargets(plan, texts)
  if (chosen !== null) return chosen
  if (plan.targets.length === 1) return [...plan.targets]
  const names = plan.targets.map(({ name }) => `--target ${name}`)
  throw new PlanError([usageProblem('argument-missing', { command, argument: '--target' }, oneOf(names))])
}
