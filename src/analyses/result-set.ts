/** The numbers of a result by name, from a projection or read from a file, and how two results differ. */

import { type Projection, valueAt } from '../model/project.ts'
import { TOTAL } from '../plan/types.ts'
import { checkTargets } from './targets.ts'
import { differs, type Tolerance } from './tolerance.ts'

/** One number of a result, and what is said of it: grade, verdict. */
export type ResultEntry = {
  readonly value: number | null
  /** `1` for rates; null where there is none or nobody said. */
  readonly unit: string | null
  readonly said: Readonly<Record<string, string | number | null>>
}

/** By name: `trend:revenue[displays,2027]`, `trend:target rd`. */
export type ResultSet = Map<string, ResultEntry>

export type ResultDifference = {
  readonly key: string
  readonly before: number | string | null
  readonly after: number | string | null
  /** (after − before) / |before|; null where that has no meaning. */
  readonly relative: number | null
  readonly unit: string | null
}

export function valueKey(scenario: string, variable: string, sector: string, year: number): string {
  return `${scenario}:${variable}[${sector},${year}]`
}

export function targetKey(scenario: string, target: string): string {
  return `${scenario}:target ${target}`
}

/** Add a projection's results (every equation's variable, every indicator) and verdicts. */
export function addProjection(set: ResultSet, projection: Projection): void {
  const { model, scenario: index, years } = projection
  const scenario = model.plan.scenarios[index]?.name ?? ''
  for (const variable of model.results) {
    const { name, level, unit } = model.variables[variable] ?? { name: '', level: 'total', unit: null }
    const sectors = level === 'total' ? [TOTAL] : model.plan.sectors.map((_, sector) => sector)
    for (const sector of sectors) {
      const where = sector === TOTAL ? 'total' : (model.plan.sectors[sector]?.name ?? '')
      for (const year of years) {
        const value = valueAt(projection, variable, sector, year)
        set.set(valueKey(scenario, name, where, year), { value, unit, said: {} })
      }
    }
  }
  for (const { target, verdict } of checkTargets(projection)) {
    set.set(targetKey(scenario, target.name), { value: null, unit: null, said: { verdict } })
  }
}

/**
 * Everything that differs, in the order of `before`, then what only `after` has.
 * A number that is in one of them only differs, whatever the tolerance.
 */
export function resultDifferences(before: ResultSet, after: ResultSet, tolerance: Tolerance): ResultDifference[] {
  const found: ResultDifference[] = []
  for (const [key, was] of before) {
    const is = after.get(key)
    if (is === undefined) found.push(...onlyIn(key, was, 'before'))
    else found.push(...changes(key, was, is, tolerance))
  }
  for (const [key, is] of after) if (!before.has(key)) found.push(...onlyIn(key, is, 'after'))
  return found
}

/**
 * Two results without what one of them does not hold at all: `project -f csv` has no verdicts, `check` nothing else.
 */
export function comparable(before: ResultSet, after: ResultSet): readonly [ResultSet, ResultSet] {
  const isTarget = ({ said }: ResultEntry) => 'verdict' in said
  const kinds = [before, after].map((set) => new Set([...set.values()].map(isTarget)))
  const kept = (set: ResultSet) =>
    new Map([...set].filter(([, each]) => kinds.every((kind) => kind.has(isTarget(each)))))
  const [from, to] = [kept(before), kept(after)]
  // With nothing in common they differ in everything.
  return from.size === 0 && to.size === 0 ? [before, after] : [from, to]
}

function onlyIn(key: string, { value, unit, said }: ResultEntry, side: 'before' | 'after'): ResultDifference[] {
  const shown = value ?? said['verdict'] ?? 'n/a'
  return [{ key, before: null, after: null, relative: null, unit, [side]: shown }]
}

function changes(key: string, was: ResultEntry, is: ResultEntry, tolerance: Tolerance): ResultDifference[] {
  const found: ResultDifference[] = []
  if (differs(was.value, is.value, tolerance)) {
    const { value: before } = was
    const { value: after } = is
    const relative = before === null || after === null || before === 0 ? null : (after - before) / Math.abs(before)
    found.push({ key, before, after, relative, unit: is.unit })
  }
  for (const name of new Set([...Object.keys(was.said), ...Object.keys(is.said)])) {
    const [before, after] = [was.said[name] ?? null, is.said[name] ?? null]
    const isChanged =
      typeof before === 'number' && typeof after === 'number' ? differs(before, after, tolerance) : before !== after
    if (isChanged)
      found.push({ key: name === 'verdict' ? key : `${key} ${name}`, before, after, relative: null, unit: null })
  }
  return found
}
