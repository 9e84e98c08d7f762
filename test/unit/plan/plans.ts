/** Plans made of texts, and what has been read of them in words. */

import type { Problem } from '../../../src/plan/problem.ts'
import { type Input, type Loaded, type ReadOptions, type Role, readPlan } from '../../../src/plan/read.ts'
import { EVERY_SCENARIO, EVERY_SECTOR, type Plan, type Series, TOTAL } from '../../../src/plan/types.ts'

const usualOptions: ReadOptions = {
  encoding: null,
  delimiter: null,
  baseYear: null,
  horizon: null,
  otherFiles: [],
  resourceState: () => 'ok',
}

/** Contents by role; the file's name is the role's. */
export type Texts = Partial<Record<Role, string | Uint8Array>>

export function read(texts: Texts, options: Partial<ReadOptions> = {}): Loaded {
  const inputs = Object.entries(texts).map(([role, content]): Input => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    const name =
      role === 'datapackage'
        ? 'datapackage.json'
        : role === 'target-option'
          ? '--target'
          : role === 'setting'
            ? '--set'
            : `${role}.csv`
    return { role: role as Role, name, bytes }
  })
  return readPlan('test', inputs, { ...usualOptions, ...options })
}

/** The plan of texts without a problem. */
export function planOf(texts: Texts, options: Partial<ReadOptions> = {}): Plan {
  const { plan, problems } = read(texts, options)
  if (plan === null || problems.length > 0) throw new Error(problems.map(inWords).join('\n'))
  return plan
}

/** `baseline.csv:7:1 unknown-sector` */
export function inWords({ file, line, column, code }: Problem): string {
  return `${file}:${line}:${column} ${code}`
}

export function problemsOf(texts: Texts, options: Partial<ReadOptions> = {}): string[] {
  return read(texts, options).problems.map(inWords)
}

/** Each row as `base growth[displays,2026-2027] = 0.08`; other quantities as JSON. */
export function rowsOf(plan: Plan, series: Series): string[] {
  return Array.from({ length: series.length }, (_, row) => {
    const scenario = series.scenario[row] as number
    const first = series.firstYear[row] as number
    const last = series.lastYear[row] as number
    const years = first === 0 ? '*' : first === last ? `${first}` : `${first}-${last}`
    const sector = sectorName(plan, series.sector[row] as number)
    const name = `${plan.variables[series.variable[row] as number]?.name}[${sector},${years}]`
    const quantity = series.quantities.get(row)
    const value = quantity === undefined ? series.value[row] : JSON.stringify(quantity)
    return `${scenario === EVERY_SCENARIO ? '*' : plan.scenarios[scenario]?.name} ${name} = ${value}`
  })
}

function sectorName({ sectors }: Plan, index: number): string {
  if (index === EVERY_SECTOR) return '*'
  return index === TOTAL ? 'total' : (sectors[index]?.name ?? '?')
}

/** The value of a one-cell baseline: `revenue` of sector a in 2022, in the unit of the heading. */
export function levelOf(cell: string, unit = '亿元'): number {
  const plan = planOf({ baseline: `sector;year;revenue${unit === '' ? '' : `(${unit})`}\na;2022;${cell}\n` })
  return plan.baseline.value[0] as number
}
