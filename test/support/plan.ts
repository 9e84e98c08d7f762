/** Plans written in a test: file names and their texts. */

import { compileModel } from '../../src/model/compile.ts'
import { type Projection, projectScenario, valueAt } from '../../src/model/project.ts'
import type { Model } from '../../src/model/types.ts'
import { type Input, type Loaded, type Role, readPlan } from '../../src/plan/read.ts'
import { TOTAL } from '../../src/plan/types.ts'

type Settings = { readonly set?: readonly string[]; readonly baseYear?: number; readonly horizon?: number }

/** As `yuce` reads a folder with these files; `assumptions/x.csv` counts as assumptions. */
function readPlanOf(files: Readonly<Record<string, string>>, options: Settings = {}): Loaded {
  const inputs: Input[] = Object.entries(files).map(([name, text]) => ({
    role: (name.startsWith('assumptions') ? 'assumptions' : name.replace(/\.\w+$/, '')) as Role,
    name,
    bytes: Buffer.from(text),
  }))
  for (const text of options.set ?? []) inputs.push({ role: 'setting', name: '--set', bytes: Buffer.from(text) })
  return readPlan('test', inputs, {
    encoding: null,
    delimiter: null,
    baseYear: options.baseYear ?? null,
    horizon: options.horizon ?? null,
    otherFiles: [],
    resourceState: () => 'ok',
  })
}

/** The codes of all problems, of reading and compiling alike. */
export async function codesOf(files: Readonly<Record<string, string>>, options: Settings = {}): Promise<string[]> {
  const { plan, problems } = readPlanOf(files, options)
  const compiled = plan === null ? [] : (await compileModel(plan)).problems
  return [...problems, ...compiled].map(({ code }) => code)
}

export async function modelOf(files: Readonly<Record<string, string>>, options: Settings = {}): Promise<Model> {
  const { plan, problems } = readPlanOf(files, options)
  if (plan === null) throw new Error(problems.map((each) => `${each.file}:${each.line} ${each.code}`).join('\n'))
  const compiled = await compileModel(plan)
  if (compiled.model === null) throw new Error(compiled.problems.map(({ code }) => code).join('\n'))
  return compiled.model
}

/** Values by address: `value('revenue', 'displays', 2027)`; without a sector, of the total. */
export function reader(projection: Projection) {
  const { model } = projection
  return (variable: string, sector: string, year: number): number | null => {
    const index = model.variableByName.get(variable)
    if (index === undefined) throw new RangeError(`no variable ${variable}`)
    const where = sector === 'total' ? TOTAL : model.plan.sectors.findIndex(({ name }) => name === sector)
    return valueAt(projection, index, where, year)
  }
}

export async function projectionOf(
  files: Readonly<Record<string, string>>,
  options: Settings & { readonly scenario?: string } = {},
): Promise<Projection> {
  const model = await modelOf(files, options)
  const { scenarios, defaultScenario } = model.plan
  const index =
    options.scenario === undefined ? defaultScenario : scenarios.findIndex(({ name }) => name === options.scenario)
  return projectScenario(model, index)
}
