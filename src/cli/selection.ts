/** Names on the command line, looked up in the plan. */

import type { Model } from '../model/types.ts'
import { variableAlias } from '../plan/headings.ts'
import { PlanError } from '../plan/problem.ts'
import { type Named, type Plan, TOTAL } from '../plan/types.ts'
import { type UsageProblem, unknownName, usageProblem } from './usage.ts'

/** Index of the item with this name, or with this Chinese or English name if only one has it; null if there is none. */
export function indexOf(text: string, items: readonly Named[]): number | null {
  const exact = items.findIndex(({ name }) => name === text)
  if (exact >= 0) return exact
  const others = items.flatMap(({ nameZh, nameEn }, index) => (nameZh === text || nameEn === text ? [index] : []))
  return others.length === 1 ? (others[0] ?? null) : null
}

/** A problem with a name that none of the items has. */
export function unknownAmong(code: UnknownCode, text: string, items: readonly Named[]): UsageProblem {
  const others = items.flatMap(({ nameZh, nameEn }) => [nameZh, nameEn].filter((each) => each !== null))
  return unknownName(code, text, namesOf(items), others)
}

/** As files use them. */
export function namesOf(items: readonly Named[]): string[] {
  return items.map(({ name }) => name)
}

/**
 * Scenarios by name, in the order of the plan.
 *
 * @param names  null: every scenario
 * @throws PlanError with every name the plan does not have
 */
export function chosenScenarios({ scenarios }: Plan, names: readonly string[] | null): number[] {
  if (names === null) return scenarios.map((_, index) => index)
  return lookUp(names, scenarios, 'unknown-scenario').sort((a, b) => a - b)
}

/** Variables by name, or by a Chinese word for one of the default equations, in the order given. */
export function chosenVariables({ variables }: Model, names: readonly string[] | null): number[] | null {
  if (names === null) return null
  const meant = (name: string) => (indexOf(name, variables) === null ? (variableAlias(name) ?? name) : name)
  const known = names.map((name) => (indexOf(meant(name), variables) === null ? name : meant(name)))
  return lookUp(known, variables, 'unknown-variable')
}

/** A sector as typed: an index, or TOTAL. */
export function chosenSector({ sectors }: Plan, name: string): number {
  if (['total', '合计', '总计'].includes(name) && indexOf(name, sectors) === null) return TOTAL
  return lookUp([name], sectors, 'unknown-sector')[0] ?? TOTAL
}

type UnknownCode = 'unknown-scenario' | 'unknown-variable' | 'unknown-sector' | 'unknown-target'

function lookUp(names: readonly string[], items: readonly Named[], code: UnknownCode): number[] {
  const found = new Set<number>()
  const problems: UsageProblem[] = []
  for (const name of names) {
    const index = indexOf(name, items)
    if (index === null) problems.push(unknownAmong(code, name, items))
    else found.add(index)
  }
  if (problems.length > 0) throw new PlanError(problems)
  return [...found]
}

/**
 * A verdict is asked for, so there must be something to judge.
 *
 * @throws PlanError for a plan without targets
 */
export function needTargets({ targets }: Plan): void {
  if (targets.length > 0) return
  throw new PlanError([usageProblem('no-targets', { option: "--target 'total_revenue > 10000 @ 2027'" })])
}
