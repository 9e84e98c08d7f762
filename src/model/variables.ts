/** The variables of a model: what each is called, where its values come from, by sector or a total. */

import { type Plan, type Series, TOTAL } from '../plan/types.ts'
import { defaultInputs } from './equations.ts'
import { type Expression, operandsOf, references } from './expression.ts'
import type { NamedEquation } from './formulas.ts'
import type { Level, ModelVariable } from './types.ts'

type GivenLevels = {
  /** Variables that rows give for sectors, `*` or named, and for the total: indexes into `plan.variables`. */
  readonly bySector: ReadonlySet<number>
  readonly total: ReadonlySet<number>
}

function givenLevels(plan: Plan): GivenLevels {
  const bySector = new Set<number>()
  const total = new Set<number>()
  for (const { length, variable, sector } of [plan.baseline, plan.assumptions]) {
    for (let row = 0; row < length; row++) (sector[row] === TOTAL ? total : bySector).add(variable[row] as number)
  }
  return { bySector, total }
}

function namesIn(plan: Plan, series: Series): Set<string> {
  const indexes = new Set(series.variable.subarray(0, series.length))
  return new Set([...indexes].map((index) => plan.variables[index]?.name ?? ''))
}

export function variablesOf(plan: Plan, equations: readonly NamedEquation[]): ModelVariable[] {
  const byName = new Map(equations.map((equation) => [equation.variable, equation]))
  const known = new Map(plan.variables.map((variable) => [variable.name, variable]))
  const hasPipeline = plan.projects.length > 0 && !byName.has('capacity')
  // The plan's variables first, so that an index into `plan.variables` is one into these.
  const read = plan.equations === null ? equations.flatMap(({ expression }) => references(expression)) : []
  const names = [
    ...new Set([
      ...known.keys(),
      ...byName.keys(),
      ...(hasPipeline ? ['capacity'] : []),
      // A plan without growth rates must be told so, not left without an answer.
      ...read.map(({ name }) => name),
    ]),
  ]
  const assumed = namesIn(plan, plan.assumptions)
  const observed = namesIn(plan, plan.baseline)
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
  names.forEach((name, index) => {
    const isOpen = !bySector.has(index) && (equations.has(name) || total.has(index))
    levels.set(name, isOpen ? 'total' : 'sector')
  })
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
