/** scenarios.csv: one row a scenario, with what it inherits. */

import { addName, isReserved, scenarioOf, suggestName } from './names.ts'
import type { Reading } from './reading.ts'
import { readRecords, requiredText } from './records.ts'
import { shown, write } from './report.ts'
import { type CellRef, EVERY_SCENARIO, type Scenario } from './types.ts'

/** The scenario of a plan that names none. */
const ONLY_SCENARIO = 'base'

/** Scenarios in one chain of inheritance. */
const DEEPEST = 100

/** Where each scenario says what it inherits. */
export type InheritsAt = ReadonlyMap<number, CellRef>

export function readScenarios(reading: Reading, file: number): InheritsAt {
  const { scenarios, report } = reading
  const inheritsAt = new Map<number, CellRef>()
  const columns = {
    required: ['scenario'],
    optional: ['inherits', 'name_zh', 'name_en', 'description', 'note'],
  } as const
  readRecords(reading, file, columns, (row) => {
    const name = requiredText(reading, row, 'scenario', 'base')
    if (name === null) return
    const at = row.at('scenario')
    if (isReserved(name)) {
      report.cell('reserved-name', at, { text: name }, write('base'))
      return
    }
    const first = scenarios.items[scenarios.byName.get(name) ?? -1]
    if (first !== undefined) {
      report.cell('duplicate-name', at, { text: name, other: report.where(first.at) })
      return
    }
    const index = addName(scenarios, {
      name,
      nameZh: row.optional('name_zh'),
      nameEn: row.optional('name_en'),
      description: row.optional('description'),
      inherits: row.text('inherits'),
      at,
    })
    inheritsAt.set(index, row.at('inherits'))
  })
  return inheritsAt
}

/** The scenarios with their chains of inheritance, nearest first. Unknown parents and cycles are reported. */
export function scenariosWithChains(reading: Reading, inheritsAt: InheritsAt): Scenario[] {
  const { scenarios, report } = reading
  if (scenarios.items.length === 0) {
    return [{ name: ONLY_SCENARIO, nameZh: null, nameEn: null, description: null, chain: [0], at: null }]
  }
  const parents = scenarios.items.map(({ inherits, at }, index) => {
    if (inherits === '') return EVERY_SCENARIO
    const place = inheritsAt.get(index) ?? at
    if (scenarios.byName.has(inherits)) return scenarios.byName.get(inherits) ?? EVERY_SCENARIO
    const parent = scenarioOf(inherits, place, { ...scenarios, isOpen: false }, report)
    return parent
  })
  const inCycle = reportCycles(reading, parents, inheritsAt)
  return scenarios.items.map(({ name, nameZh, nameEn, description, at }, index) => {
    const chain = inCycle.has(index) ? [index] : chainOf(index, parents, inCycle)
    if (chain.length > DEEPEST) {
      const place = inheritsAt.get(index) ?? at
      report.cell('inheritance-too-deep', place, { limit: DEEPEST }, { key: 'inherit-nearer', words: {} })
    }
    return { name, nameZh, nameEn, description, chain, at }
  })
}

/** A chain that runs into a cycle stops before it. */
function chainOf(index: number, parents: readonly number[], inCycle: ReadonlySet<number>): number[] {
  const chain: number[] = []
  for (let at = index; at >= 0 && !inCycle.has(at) && chain.length <= DEEPEST; at = parents[at] ?? EVERY_SCENARIO)
    chain.push(at)
  return chain
}

/** Reports each cycle once, at the scenario that comes first in the file; the scenarios that are in one. */
function reportCycles(reading: Reading, parents: readonly number[], inheritsAt: InheritsAt): ReadonlySet<number> {
  const { scenarios, report } = reading
  const inCycle = new Set<number>()
  const seenFrom = new Int32Array(parents.length).fill(-1)
  for (let start = 0; start < parents.length; start++) {
    let at = start
    while (at >= 0 && seenFrom[at] === -1) {
      seenFrom[at] = start
      at = parents[at] ?? EVERY_SCENARIO
    }
    if (at < 0 || seenFrom[at] !== start) continue
    const cycle: number[] = []
    for (let member = at; !inCycle.has(member); member = parents[member] ?? EVERY_SCENARIO) {
      inCycle.add(member)
      cycle.push(member)
    }
    const first = Math.min(...cycle.slice(0, 1000))
    const from = cycle.indexOf(first)
    const ordered = [...cycle.slice(from), ...cycle.slice(0, from), first]
    const names = ordered.slice(0, 8).map((each) => shown(scenarios.items[each]?.name ?? '', 24))
    const path = names.join(' → ') + (ordered.length > 8 ? ' → …' : '')
    const place = inheritsAt.get(first)
    const name = scenarios.items[first]?.name ?? ''
    if (place !== undefined)
      report.cell('scenario-cycle', place, { path }, { key: 'leave-empty', words: { heading: 'inherits', name } })
  }
  return inCycle
}

/** The default scenario a package names; the first one where it names none. */
export function defaultScenarioOf(reading: Reading, name: string | null, place: CellRef | null): number {
  if (name === null) return 0
  const { scenarios, report } = reading
  const index = scenarios.byName.get(name)
  if (index !== undefined) return index
  if (scenarios.items.length === 0 && name === ONLY_SCENARIO) return 0
  if (place !== null) {
    report.cell('unknown-scenario', place, { text: name }, () => suggestName(name, scenarios, report))
  }
  return 0
}
