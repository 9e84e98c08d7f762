/** A plan's own draws as cases: what was drawn for each assumption, and whether the targets were missed. */

import type { Model } from '../../model/types.ts'
import type { CaseColumn } from '../../plan/cases.ts'
import type { ProjectField, Target } from '../../plan/types.ts'
import { createDrawing } from '../chance/block.ts'
import { type Experiment, experimentOf } from '../chance/experiment.ts'
import type { Factor } from '../chance/factors.ts'
import type { Simulator } from '../chance/simulator.ts'
import { uncertaintyOf } from '../chance/uncertainty.ts'
import { type Dimension, groupName } from '../groups.ts'
import type { Sampler } from '../numerics/points.ts'
import { endsOf } from '../numerics/statistics.ts'
import { finished, type Steps } from '../steps.ts'
import { targetOutput } from '../sweep.ts'
import { type Verdict, verdictOf } from '../targets.ts'
import type { Cases } from './box.ts'

export type Draws = {
  readonly model: Model
  readonly scenario: number
  /** Missed together means that any of them is. */
  readonly targets: readonly Target[]
  /** Of interest are draws that meet all targets, and not those that miss one. */
  readonly isMet: boolean
  /** What is told apart beside the assumption: cells that are not are one input, their mean. */
  readonly by: readonly Dimension[]
  readonly draws: number
  readonly seed: number
  readonly sampler: Sampler
  readonly repairsCorrelation: boolean
}

/** What an input is the mean of. */
export type Source = {
  /** Index into `model.variables`; null for a field of projects. */
  readonly variable: number | null
  readonly field: ProjectField | null
  /** null: of every sector, or of a project. */
  readonly sector: number | null
  /** null: of every project, or of sectors. */
  readonly project: string | null
  /** null for a field of projects. */
  readonly years: { readonly first: number; readonly last: number } | null
}

export type DrawnCases = Cases & {
  /** By input. */
  readonly sources: readonly Source[]
  /** Draws in which a target has no value: missed, as `simulate` counts them. */
  readonly failed: number
}

/** One input while it is drawn. */
type Drawn = { readonly source: Source; readonly factors: readonly number[]; readonly values: Float64Array }

/**
 * Inputs are what the targets rest on: the mean of the drawn values over what `by` does not tell apart, and one that all sectors or projects
 * share, draw by draw, is one input. The points are those of `simulate`. Where no draw has a value of a target there are
 * no cases: it is neither met nor missed.
 *
 * @throws PlanError as `experimentOf` does
 */
export function drawnCases(asked: Draws): DrawnCases {
  return finished(drawingCases(asked))
}

/** As `drawnCases`, a part at a time. */
export function* drawingCases(asked: Draws): Steps<DrawnCases> {
  const { model, scenario, targets, isMet, by, draws, seed, sampler, repairsCorrelation } = asked
  const experiment = experimentOf({ model, targets, fans: [], sampler, seed, repairsCorrelation }, scenario, draws)
  const { uncertainty, simulator } = experiment
  const draw = createDrawing(experiment)
  const drawn = inputsBy(uncertainty.factors, reached(experiment), by, draws)
  const isOfInterest = new Uint8Array(draws)
  const isWithoutValue = targets.map(() => true)
  let failed = 0
  for (let block = 0; block * simulator.lanes < draws; block++) {
    const count = draw(block, draws)
    for (let lane = 0; lane < count; lane++) {
      const verdicts = verdictsOf(simulator, targets, lane)
      verdicts.forEach((verdict, k) => {
        if (verdict !== 'undetermined' || simulator.failed[lane] === 1) isWithoutValue[k] = false
      })
      if (verdicts.includes('undetermined')) failed++
      const draw = block * simulator.lanes + lane
      for (const { factors, values } of drawn) values[draw] = meanOf(simulator, factors, lane)
      isOfInterest[draw] = verdicts.every((verdict) => verdict === 'met') === isMet ? 1 : 0
    }
    yield Math.min(1, ((block + 1) * simulator.lanes) / draws)
  }
  const cases = isWithoutValue.includes(true) ? 0 : draws
  const inputs = shared(drawn.map((each) => ({ ...each, values: each.values.subarray(0, cases) })))
  return {
    inputs: inputs.map((each) => columnOf(uncertainty.model, each)),
    sources: inputs.map(({ source }) => source),
    isOfInterest: isOfInterest.subarray(0, cases),
    failed,
  }
}

/** Of everything that is drawn, what the targets rest on; places among the factors. */
function reached({ question, projection, uncertainty }: Experiment): number[] {
  const { model, targets, repairsCorrelation } = question
  const indicators = targets.map((target) => targetOutput(model, target).indicator)
  const own = uncertaintyOf(model, projection.inputs, indicators, { repairsCorrelation })
  const names = new Set(own.factors.map(({ name }) => name))
  return uncertainty.factors.flatMap(({ name }, place) => (names.has(name) ? [place] : []))
}

function verdictsOf({ outcomes, lanes }: Simulator, targets: readonly Target[], lane: number): Verdict[] {
  return targets.map(({ op, threshold }, k) => verdictOf(outcomes[k * lanes + lane] ?? null, op, threshold))
}

function meanOf(simulator: Simulator, factors: readonly number[], lane: number): number {
  let sum = 0
  for (const factor of factors) sum += simulator.values(factor)[lane] as number
  return sum / factors.length
}

/** Assumptions in the order of the draws; what one input covers is told by its key. */
function inputsBy(
  factors: readonly Factor[],
  asked: readonly number[],
  by: readonly Dimension[],
  draws: number,
): Drawn[] {
  const groups = new Map<string, number[]>()
  for (const factor of asked) {
    const { variable, sector, year, project } = factors[factor] as Factor
    const place = by.includes('sector') ? (project?.name ?? sector) : ''
    const key = JSON.stringify([variable, project?.field, place, by.includes('year') ? year : ''])
    const group = groups.get(key) ?? []
    group.push(factor)
    groups.set(key, group)
  }
  return [...groups.values()].map((group) => {
    const { variable, sector, project } = factors[group[0] as number] as Factor
    const years = group.flatMap((factor) => factors[factor]?.year ?? [])
    const [first, last] = endsOf(years)
    const isAlone = by.includes('sector')
    const source = {
      variable,
      field: project?.field ?? null,
      sector: isAlone && project === null ? sector : null,
      project: isAlone ? (project?.name ?? null) : null,
      years: years.length === 0 ? null : { first, last },
    }
    return { source, factors: group, values: new Float64Array(draws) }
  })
}

/** Where all sectors or all projects have the same values, draw by draw, they are one input. */
function shared(inputs: readonly Drawn[]): Drawn[] {
  const kin = new Map<string, Drawn[]>()
  for (const each of inputs) {
    const { variable, field, years } = each.source
    const key = JSON.stringify([variable, field, years])
    const alike = kin.get(key) ?? []
    alike.push(each)
    kin.set(key, alike)
  }
  return [...kin.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return []
    const isShared = others.length > 0 && others.every(({ values }) => isSame(values, first.values))
    return isShared ? [{ ...first, source: { ...first.source, sector: null, project: null } }] : [first, ...others]
  })
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  return a.every((value, i) => value === b[i])
}

function columnOf(model: Model, { source, values }: Drawn): CaseColumn {
  const { variable, field } = source
  const isRate = field === null ? model.variables[variable ?? -1]?.unit === '1' : field === 'realisation'
  return { name: nameOf(model, source), kind: 'real', isRate, values, categories: [] }
}

/** `growth[computers]`, `growth[computers,2026]` where it is one year's, `realisation[haichen]`, `realisation`. */
function nameOf(model: Model, { variable, field, sector, project, years }: Source): string {
  if (field !== null) return project === null ? field : `${field}[${project}]`
  return groupName(model, { variable, sector, year: years !== null && years.first === years.last ? years.first : null })
}
