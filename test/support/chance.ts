/** Plans written in a test, and what is drawn and found of them. */

import { createDrawing } from '../../src/analyses/chance/block.ts'
import { experimentOf, type Question } from '../../src/analyses/chance/experiment.ts'
import { type Fan, simulate } from '../../src/analyses/chance/simulate.ts'
import { type Uncertainty, uncertaintyOf } from '../../src/analyses/chance/uncertainty.ts'
import { groupName } from '../../src/analyses/groups.ts'
import type { Sampler } from '../../src/analyses/numerics/points.ts'
import type { Indicator } from '../../src/analyses/trials.ts'
import { inputsOf } from '../../src/model/inputs.ts'
import type { Model } from '../../src/model/types.ts'
import { TOTAL } from '../../src/plan/types.ts'
import { modelOf } from './plan.ts'

export type Files = Readonly<Record<string, string>>

export type Asked = {
  readonly sampler?: Sampler
  readonly draws?: number
  readonly seed?: number
  readonly set?: readonly string[]
  /** The plan's default without it. */
  readonly scenario?: string
  readonly repairs?: boolean
}

/** Totals and numbers by sector of every year. */
function everyNumber({ years, plan, results, variables }: Model): Indicator[] {
  return results.flatMap((variable) => {
    const sectors = variables[variable]?.level === 'total' ? [TOTAL] : [...plan.sectors.keys()]
    return sectors.flatMap((sector) => years.map((year) => ({ variable, sector, year })))
  })
}

/** What is uncertain in a plan, with everything in it asked for. */
export async function uncertaintyIn(files: Files, { scenario, set = [], repairs = false }: Asked = {}) {
  const model = await modelOf(files, { set })
  const inputs = inputsOf(model, scenarioIn(model, scenario))
  return uncertaintyOf(model, inputs, everyNumber(model), { repairsCorrelation: repairs })
}

function scenarioIn({ plan }: Model, name: string | undefined): number {
  return name === undefined ? plan.defaultScenario : plan.scenarios.findIndex((each) => each.name === name)
}

export async function questionOf(files: Files, { sampler = 'sobol', seed = 1, set = [], repairs = false }: Asked) {
  const model = await modelOf(files, { set })
  const question: Question = {
    model,
    targets: model.plan.targets,
    fans: everyNumber(model),
    sampler,
    seed,
    repairsCorrelation: repairs,
  }
  return question
}

/** Chances of the plan's targets, by their names, and fans by address. */
export async function simulated(files: Files, asked: Asked = {}) {
  const question = await questionOf(files, asked)
  const { model } = question
  const { results } = simulate(question, [scenarioIn(model, asked.scenario)], asked.draws ?? 2048)
  const [result] = results
  if (result === undefined) throw new RangeError('no scenario was drawn')
  const target = (name: string) => {
    const found = result.targets.find((each) => each.target.name === name)
    if (found === undefined) throw new RangeError(`no target ${name}`)
    return found
  }
  return { ...result, target, fan: fanReader(model, result.fans) }
}

function fanReader(model: Model, fans: readonly Fan[]) {
  return (variable: string, sector: string, year: number): Fan => {
    const index = model.variableByName.get(variable)
    const place = sector === 'total' ? TOTAL : model.plan.sectors.findIndex(({ name }) => name === sector)
    const found = fans.find((fan) => fan.variable === index && fan.sector === place && fan.year === year)
    if (found === undefined) throw new RangeError(`no fan of ${variable}[${sector},${year}]`)
    return found
  }
}

/** Values of every uncertain number and of every result, draw by draw, by name. */
export async function drawn(files: Files, asked: Asked = {}) {
  const question = await questionOf(files, asked)
  const { model } = question
  const draws = asked.draws ?? 256
  const experiment = experimentOf(question, scenarioIn(model, asked.scenario), draws)
  const { simulator, uncertainty } = experiment
  const { lanes } = simulator
  const values = new Map(uncertainty.factors.map(({ name }) => [name, new Float64Array(draws)]))
  const outcomes = new Map(question.fans.map((fan) => [groupName(model, fan), new Float64Array(draws)]))
  const failed = new Uint8Array(draws)
  const draw = createDrawing(experiment)
  for (let block = 0; block * lanes < draws; block++) {
    const count = draw(block, draws)
    const at = block * lanes
    uncertainty.factors.forEach(({ name }, i) => {
      values.get(name)?.set(simulator.values(i).subarray(0, count), at)
    })
    question.fans.forEach((fan, k) => {
      const start = (question.targets.length + k) * lanes
      outcomes.get(groupName(model, fan))?.set(simulator.outcomes.subarray(start, start + count), at)
    })
    failed.set(simulator.failed.subarray(0, count), at)
  }
  return { values: reader(values), outcomes: reader(outcomes), names: [...values.keys()], failed, experiment }
}

function reader(columns: ReadonlyMap<string, Float64Array>) {
  return (name: string): Float64Array => {
    const column = columns.get(name)
    if (column === undefined) throw new RangeError(`no ${name} among ${[...columns.keys()].join(' ')}`)
    return column
  }
}

/** Reads a matrix of correlations by the names of what is drawn. */
export function correlationReader({ factors }: Uncertainty, matrix: Float64Array) {
  const place = (name: string): number => {
    const found = factors.findIndex((factor) => factor.name === name)
    if (found < 0) throw new RangeError(`no ${name} among ${factors.map((each) => each.name).join(' ')}`)
    return found
  }
  return (a: string, b: string): number => matrix[place(a) * factors.length + place(b)] as number
}
