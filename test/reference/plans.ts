/** Plans and reference cases of these tests: written to a folder, run by the program, read back. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import type { CheckRecord } from '../../src/render/json.ts'
import { type Ran, type Surroundings, yuce } from '../support/yuce.ts'

export type Files = Readonly<Record<string, string | Uint8Array>>

/** A plan on disk, and the program run in its folder. */
export type PlanFolder = {
  readonly folder: string
  readonly run: (args: readonly string[], given?: Partial<Surroundings>) => Promise<Ran>
}

/** One value of `project -f json`. */
export type Value = {
  readonly scenario: string
  readonly sector: string
  readonly variable: string
  readonly year: number
  readonly value: number | null
  readonly unit: string | null
  readonly status: string
  readonly grade: string | null
}

/** Published and derived numbers; `test/reference/cases/README` is the `source` inside each file. */
export function referenceCase<Shape>(name: string): Shape {
  return JSON.parse(readFileSync(new URL(`cases/${name}.json`, import.meta.url), 'utf8'))
}

/** Give `use` a folder called `plan` that holds these files, and nothing afterwards. */
export async function withPlan<T>(files: Files, use: (plan: PlanFolder) => Promise<T>): Promise<T> {
  const parent = mkdtempSync(join(tmpdir(), 'yuce-reference-'))
  const folder = join(parent, 'plan')
  try {
    mkdirSync(folder)
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    return await use({ folder, run: (args, given) => yuce(args, { cwd: folder, ...given }) })
  } finally {
    rmSync(parent, { recursive: true, force: true })
  }
}

/** One command in a folder with these files. */
export function runPlan(files: Files, args: readonly string[], given?: Partial<Surroundings>): Promise<Ran> {
  return withPlan(files, ({ run }) => run(args, given))
}

/** Values of `project -f json`, by address: `value('trend', 'displays', 'revenue', 2027)`. */
export async function projected(files: Files, args: readonly string[] = []) {
  const ran = await runPlan(files, ['project', '-f', 'json', ...args])
  expect(ran).toMatchObject({ exit: 0 })
  return lookUp(valuesIn(ran.out))
}

export function lookUp(values: readonly Value[]) {
  const byKey = new Map(values.map((each) => [keyOf(each.scenario, each.sector, each.variable, each.year), each.value]))
  return (scenario: string, sector: string, variable: string, year: number): number | null => {
    const value = byKey.get(keyOf(scenario, sector, variable, year))
    if (value === undefined) throw new RangeError(`no ${variable} of ${sector} in ${year} under ${scenario}`)
    return value
  }
}

function keyOf(...parts: readonly (string | number)[]): string {
  return JSON.stringify(parts)
}

type Point = Pick<Value, 'year' | 'value' | 'status' | 'grade'>
type Series = Pick<Value, 'variable' | 'sector' | 'unit'> & { readonly points: readonly Point[] }

/** Every value of a JSON projection, in its order. */
export function valuesIn(json: string): Value[] {
  const { projections } = JSON.parse(json) as {
    projections: readonly { readonly scenario: string; readonly series: readonly Series[] }[]
  }
  return projections.flatMap(({ scenario, series }) =>
    series.flatMap(({ variable, sector, unit, points }) =>
      points.map((point) => ({ scenario, sector, variable, unit, ...point })),
    ),
  )
}

/** Rows of `check -f json`, with its exit code. */
export async function judged(files: Files, args: readonly string[] = []) {
  const ran = await runPlan(files, ['check', '-f', 'json', ...args])
  return { ...ran, results: resultsIn(ran.out) }
}

/** Verdicts in the JSON of `check`; none where it printed nothing. */
function resultsIn(json: string): readonly CheckRecord[] {
  return json === '' ? [] : JSON.parse(json).results
}

/** Equal to within 1e-12 of the expected value: a few roundings of a double, and no error of ours. */
export function expectClose(actual: number | null, expected: number): void {
  expect(actual).not.toBeNull()
  expect(Math.abs((actual ?? 0) - expected), `${actual} for ${expected}`).toBeLessThanOrEqual(
    1e-12 * Math.abs(expected),
  )
}
