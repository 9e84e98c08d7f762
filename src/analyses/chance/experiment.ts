/** One scenario made ready to be drawn: what is uncertain, what is asked, and how each chance is found. */

import { type Projection, projectScenario, valueAt } from '../../model/project.ts'
import type { Model } from '../../model/types.ts'
import type { Target } from '../../plan/types.ts'
import { createPoints, type Points, type Sampler } from '../numerics/points.ts'
import { targetOutput } from '../sweep.ts'
import type { Indicator } from '../trials.ts'
import { type Bins, createBins } from './bins.ts'
import type { Line } from './line.ts'
import { drawPilot, modeAlong, scoresAlong, slopesOf } from './pilot.ts'
import { type Rotation, rotationTo } from './rotation.ts'
import { createSimulator, type Simulator } from './simulator.ts'
import { type Uncertainty, uncertaintyOf } from './uncertainty.ts'

export type Question = {
  readonly model: Model
  readonly targets: readonly Target[]
  /** Numbers to show the spread of. */
  readonly fans: readonly Indicator[]
  readonly sampler: Sampler
  readonly seed: number
  readonly repairsCorrelation: boolean
}

/** How the chance of a target is found. */
export type TargetLine =
  /** Nothing uncertain moves the indicator: the projection has the answer. */
  | { readonly kind: 'certain'; readonly value: number | null }
  /** Draws are counted. */
  | { readonly kind: 'counted' }
  /** Along a line, in closed form. */
  | { readonly kind: 'line'; readonly line: Line }

export type Experiment = {
  readonly question: Question
  readonly scenario: number
  readonly projection: Projection
  readonly uncertainty: Uncertainty
  readonly simulator: Simulator
  /** By target. */
  readonly lines: readonly TargetLine[]
  /** The same direction for all targets, so that they can be met together; null where draws are counted. */
  readonly joint: readonly Line[] | null
  /** Latents in the order of the dimensions of the points. */
  readonly order: readonly number[]
  readonly points: Points
  readonly rotate: Rotation | null
  /** What stands for each fan in the projection: sums are formed of differences from it. */
  readonly centres: Float64Array
  readonly bins: readonly Bins[]
}

/** So many draws tell the range of values that the histograms cover. */
const RANGE_DRAWS = 512

/**
 * @param draws  at most so many will be asked for
 * @throws PlanError as `projectScenario` and `uncertaintyOf` do
 */
export function experimentOf(question: Question, scenario: number, draws: number): Experiment {
  const { model, targets, fans, sampler, seed, repairsCorrelation } = question
  const projection = projectScenario(model, scenario)
  const indicators = targets.map((target) => targetOutput(model, target).indicator)
  const outcomes = [...indicators, ...fans]
  const uncertainty = uncertaintyOf(model, projection.inputs, outcomes, { repairsCorrelation })
  const simulator = createSimulator(uncertainty, outcomes)
  const central = outcomes.map(({ variable, sector, year }) => valueAt(projection, variable, sector, year))
  const isMoved = indicators.map(
    (indicator) => uncertaintyOf(model, projection.inputs, [indicator], { repairsCorrelation }).factors.length > 0,
  )
  const slopes = sampler === 'sobol' ? slopesOf(uncertainty, simulator, targets.length) : null
  const lines = targets.map((target, k): TargetLine => {
    if (isMoved[k] === false) return { kind: 'certain', value: central[k] ?? null }
    const line = slopes === null ? null : lineOf(uncertainty, simulator, target, k, slopes[k] as Float64Array, seed)
    return line === null ? { kind: 'counted' } : { kind: 'line', line }
  })
  const directions = lines.flatMap((each) => (each.kind === 'line' ? [each.line.direction] : []))
  const order = importance(uncertainty, directions)
  const names = order.map((latent) => uncertainty.latents[latent] ?? '')
  return {
    question,
    scenario,
    projection,
    uncertainty,
    simulator,
    lines,
    joint: jointLines(uncertainty, simulator, targets, lines, slopes, seed),
    order,
    points: createPoints(sampler, { seed, names, draws }),
    rotate: directions.length === 0 ? null : rotationTo(directions, order),
    centres: Float64Array.from(fans, (_, k) => central[targets.length + k] ?? 0),
    bins: binsOf(uncertainty, simulator, targets.length, fans.length, seed),
  }
}

/** The line of a target along the way its indicator moves most; null where it does not move on average. */
function lineOf(
  uncertainty: Uncertainty,
  simulator: Simulator,
  target: Target,
  outcome: number,
  slopes: Float64Array,
  seed: number,
): Line | null {
  const slope = Math.hypot(...slopes)
  if (!(slope > 0)) return null
  return lineAlong(
    uncertainty,
    simulator,
    target,
    outcome,
    slopes.map((each) => each / slope),
    slope,
    seed,
  )
}

function lineAlong(
  uncertainty: Uncertainty,
  simulator: Simulator,
  { threshold, op }: Target,
  outcome: number,
  direction: Float64Array,
  slope: number,
  seed: number,
): Line {
  const line = { outcome, direction, scores: scoresAlong(uncertainty, direction), slope }
  const mode = modeAlong(uncertainty, simulator, line, seed)
  return { ...line, threshold, side: op === '>' || op === '>=' ? 1 : -1, mode }
}

/** All uncertain targets along the mean of their ways to be met; null unless each is monotone along it. */
function jointLines(
  uncertainty: Uncertainty,
  simulator: Simulator,
  targets: readonly Target[],
  lines: readonly TargetLine[],
  slopes: readonly Float64Array[] | null,
  seed: number,
): Line[] | null {
  const own = lines.flatMap((each) => (each.kind === 'line' ? [each.line] : []))
  if (slopes === null || own.length === 0 || lines.some(({ kind }) => kind === 'counted')) return null
  const sum = new Float64Array(uncertainty.latents.length)
  for (const { direction, side } of own)
    direction.forEach((each, j) => {
      sum[j] = (sum[j] as number) + side * each
    })
  const length = Math.hypot(...sum)
  if (!(length > 1e-6)) return null
  const direction = sum.map((each) => each / length)
  const along = own.map(({ outcome }) => {
    const slope = direction.reduce(
      (total, each, j) => total + each * ((slopes[outcome] as Float64Array)[j] as number),
      0,
    )
    return lineAlong(uncertainty, simulator, targets[outcome] as Target, outcome, direction, slope, seed)
  })
  return along.every(({ mode, slope }) => mode === 'monotone' && slope !== 0) ? along : null
}

/** Latents that move the targets most come first; equal ones in the order of the plan. */
function importance({ latents }: Uncertainty, directions: readonly Float64Array[]): number[] {
  const weight = latents.map((_, j) => directions.reduce((sum, each) => sum + (each[j] as number) ** 2, 0))
  return latents.map((_, j) => j).sort((a, b) => (weight[b] as number) - (weight[a] as number) || a - b)
}

function binsOf(uncertainty: Uncertainty, simulator: Simulator, first: number, count: number, seed: number): Bins[] {
  const { lanes } = simulator
  const draws = Math.min(RANGE_DRAWS, lanes)
  drawPilot(uncertainty, simulator, seed, draws)
  simulator.run(draws)
  return Array.from({ length: count }, (_, k) => {
    const start = (first + k) * lanes
    return createBins(simulator.outcomes.subarray(start, start + draws))
  })
}
