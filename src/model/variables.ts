/** The variables of a model: what each is called, where its values come from, by sector or a total. */

import { type Plan, TOTAL } from '../plan/types.ts'
import { defaultInputs } from './equations.ts'
import { type Expression, operandsOf } from './expression.ts'
import type { NamedEquation } from './formulas.ts'
import type { Level, ModelVariable } from './types.ts'

type GivenLevels = { readonly bySector: ReadonlySet<string>; readonly total: ReadonlySet<string> }

/** Which variables the rows give by sector, and which for the total alone. */
function givenLevels(plan: Plan): GivenLevels {
  const bySector = new Set<string>()
  const total = new Set<string>()
  for (const series of [plan.baseline, plan.assumptions]) {
    for (let row = 0; row < series.length; row++) {
      const name = plan.variables[series.variable[row] as number]?.name ?? ''
      if (series.sector[row] === TOTAL) total.add(name)
      else bySector.add(name)
    }
  }
  for (const name of bySector) total.delete(name)
  return { bySector, total }
}

export function variablesOf(plan: Plan, equations: readonly NamedEquation[]): ModelVariable[] {
  const byName = new Map(equations.map((equation) => [equation.variable, equation]))
  const known = new Map(plan.variables.map((variable) => [variable.name, variable]))
  const hasPipeline = plan.projects.length > 0 && !byName.has('capacity')
  // The plan's variables first, so that an index into `plan.variables` is one into these.
  const names = [...new Set([...known.keys(), ...byName.keys(), ...(hasPipeline ? ['capacity'] : [])])]
  const assumed = new Set(Array.from(plan.assumptions.variable, (index) => plan.variables[index]?.name ?? ''))
  const observed = new Set(Array.from(plan.baseline.variable, (index) => plan.variables[index]?.name ?? ''))
  const levels = levelsOf(plan, names, byName)
  const originOf = (name: string): ModelVariable['origin'] => {
    if (byName.has(name)) return 'equation'
    if (assumed.has(name)) return 'assumption'
    if (name === 'capacity' && hasPipeline) return 'projects'
    return observed.has(name) ? 'observed' : 'assumption'
  }
  return names.map((name, index) => {
    const equation = byName.get(name)
    const usual = usualInput(plan, name)
    const named = [known.get(name), equation, usual].filter((each) => each !== undefined)
    return {
      name,
      index,
      nameZh: named.find(({ nameZh }) => nameZh !== null)?.nameZh ?? null,
      nameEn: named.find(({ nameEn }) => nameEn !== null)?.nameEn ?? null,
      unit: named.find(({ unit }) => unit !== null)?.unit ?? null,
      level: levels.get(name) ?? 'sector',
      origin: originOf(name),
      formula: equation?.formula ?? null,
      formulaAt: equation?.at ?? null,
      expression: equation?.expression ?? null,
    }
  })
}

/** What the usual equations know of a name that the plan itself does not describe. */
function usualInput(plan: Plan, name: string): { nameZh: string; nameEn: string; unit: string | null } | undefined {
  const usual = defaultInputs.get(name)
  if (usual === undefined || (plan.equations !== null && name !== 'capacity')) return undefined
  return { ...usual, unit: usual.unit === 'money' ? plan.unit : usual.unit }
}

/**
 * A variable is by sector if the rows give it by sector, or if its formula reads one that is without reducing it.
 * Everything starts as a total and is raised until nothing changes, so variables that need each other settle too.
 */
function levelsOf(
  plan: Plan,
  names: readonly string[],
  equations: ReadonlyMap<string, NamedEquation>,
): Map<string, Level> {
  const { bySector, total } = givenLevels(plan)
  const levels = new Map<string, Level>()
  for (const name of names) {
    const open = equations.has(name) ? !bySector.has(name) : total.has(name)
    levels.set(name, open ? 'total' : 'sector')
  }
  for (let changed = true; changed; ) {
    changed = false
    for (const [name, { expression }] of equations) {
      if (levels.get(name) === 'sector' || levelOf(expression, levels) === 'total') continue
      levels.set(name, 'sector')
      changed = true
    }
  }
  return levels
}

export function levelOf(expression: Expression, levels: ReadonlyMap<string, Level>): Level {
  if (expression.kind === 'variable') return levels.get(expression.name) ?? 'sector'
  if (expression.kind === 'linked') return 'sector'
  if (expression.kind === 'call') {
    if (expression.name === 'sum' || expression.name === 'mean') return 'total'
    if (expression.name === 'share') return 'sector'
  }
  return operandsOf(expression).some((operand) => levelOf(operand, levels) === 'sector') ? 'sector' : 'total'
}
