/** One scenario made ready to be drawn: what is uncertain, what is asked, and how each chance is found. */

import { type Projection, projectScenario, valueAt } from '../../model/project.ts'
import type { Model } from '../../model/types.ts'
import { type Target, TOTAL } from '../../plan/types.ts'
import { createPoints, type Points, type Sampler } from '../numerics/points.ts'
import { targetOutput } from '../sweep.ts'
import { equalityTolerance } from '../targets.ts'
import type { Indicator } from '../trials.ts'
import { type Bins, createBins } from './bins.ts'
import { excessOver } from './excess.ts'
import type { Line, Probe } from './line.ts'
import { drawPilot, modeAlong, scoresAlong, slopesOf } from './pilot.ts'
import { type Rotation, rotationTo } from './rotation.ts'
import { createSimulator, type Simulator } from './simulator.ts'
import { isSmooth, isUnreached } from './stillness.ts'
import { GROUPS } from './sums.ts'
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
  /** Nothing uncertain can move the indicator: every draw has the same answer, that of the projection. */
  | { readonly kind: 'certain' }
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
const RANGE_DRAWS = 256
/** An indicator that hardly moves may move in the tails: it stands still where it does in draws so many times as wide. */
const EXTREME = 4

/**
 * @param draws  at most so many will be asked for
 * @throws PlanError as `projectScenario` and `uncertaintyOf` do
 */
export function experimentOf(question: Question, scenario: number, draws: number): Experiment {
  const { model, targets, fans, sampler, seed, repairsCorrelation } = question
  const projection = projectScenario(model, scenario)
  const indicators = targets.map((target) => targetOutput(model, target).indicator)
  const outcomes = [...indicators, ...fans]
  const repair = { repairsCorrelation }
  const uncertainty = uncertaintyOf(model, projection.inputs, everything(model), repair)
  const simulator = createSimulator(uncertainty, outcomes)
  const pilot: Pilot = { uncertainty, simulator, seed }
  const ranges = outcomesOf(pilot, outcomes.length, 1)
  const extremes = outcomesOf(pilot, targets.length, EXTREME)
  const slopes = sampler === 'sobol' ? slopesOf(uncertainty, simulator, targets.length) : null
  const centralOf = ({ variable, sector, year }: Indicator) => valueAt(projection, variable, sector, year)
  const lines = targets.map((target, k): TargetLine => {
    const indicator = indicators[k] as Indicator
    const own = uncertaintyOf(model, projection.inputs, [indicator], repair)
    const seemsStill = isStill(ranges[k] as Float64Array)
    const standsStill = seemsStill && isStill(extremes[k] as Float64Array)
    if (isUnreached(own, indicator) || (standsStill && isSmooth(own, indicator))) return { kind: 'certain' }
    const slope = slopes?.[k] ?? null
    if (slope === null || seemsStill || !slope.some((each) => each !== 0)) return { kind: 'counted' }
    const probe = probeOf(uncertainty, own, indicator, simulator.lanes)
    return { kind: 'line', line: lineAlong(pilot, probe, target, k, slope, slope) }
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
    joint: jointLines(pilot, targets, lines, slopes),
    order,
    points: createPoints(sampler, { seed, names, draws, randomisations: GROUPS, pairs: simulator.pairs }),
    rotate: directions.length === 0 ? null : rotationTo(directions, order),
    centres: Float64Array.from(fans, (fan) => centralOf(fan) ?? 0),
    bins: ranges.slice(targets.length).map((range) => createBins(range, simulator.memory)),
  }
}

/**
 * All that a projection computes is drawn, whatever is shown of it: what is asked for must not change which numbers are
 * drawn, nor which draws fail.
 */
function everything({ variables, horizon }: Model): Indicator[] {
  return variables.map(({ index }) => ({ variable: index, sector: TOTAL, year: horizon }))
}

type Pilot = { readonly uncertainty: Uncertainty; readonly simulator: Simulator; readonly seed: number }

/** @param own  what is uncertain of the indicator alone */
function probeOf({ factors }: Uncertainty, own: Uncertainty, indicator: Indicator, lanes: number): Probe {
  const places = new Map(factors.map(({ name }, place) => [name, place]))
  return {
    simulator: createSimulator(own, [indicator], lanes),
    sources: Int32Array.from(own.factors, ({ name }) => places.get(name) ?? 0),
  }
}

/**
 * @param along   the way of the lines, of any length but 0
 * @param slopes  how the indicator moves with each latent
 */
function lineAlong(
  { uncertainty, simulator, seed }: Pilot,
  probe: Probe,
  target: Target,
  outcome: number,
  along: Float64Array,
  slopes: Float64Array,
): Line {
  const length = Math.hypot(...along)
  const direction = along.map((each) => each / length)
  const all = scoresAlong(uncertainty, direction)
  const slope = direction.reduce((sum, each, latent) => sum + each * (slopes[latent] as number), 0)
  const scores = Float64Array.from(probe.sources, (source) => all[source] as number)
  const mode = modeAlong(uncertainty, simulator, { probe, scores, slope }, seed)
  const side = target.op === '>' || target.op === '>=' ? 1 : -1
  return { probe, outcome, excess: excessOver(target), side, direction, scores, slope, mode }
}

/**
 * All uncertain targets along the mean of their ways to be met, or, where ways are opposed as those of a band are, along
 * that of one of them; null unless each is monotone along it.
 */
function jointLines(
  pilot: Pilot,
  targets: readonly Target[],
  lines: readonly TargetLine[],
  slopes: readonly Float64Array[] | null,
): Line[] | null {
  const own = lines.flatMap((each) => (each.kind === 'line' ? [each.line] : []))
  if (slopes === null || own.length === 0 || lines.some(({ kind }) => kind === 'counted')) return null
  const mean = new Float64Array(pilot.uncertainty.latents.length)
  for (const { direction, side, slope } of own) {
    for (let latent = 0; latent < mean.length; latent++) {
      mean[latent] = (mean[latent] as number) + side * Math.sign(slope) * (direction[latent] as number)
    }
  }
  const ways = [...(Math.hypot(...mean) > 1e-6 ? [mean] : []), ...own.map(({ direction }) => direction)]
  for (const way of ways) {
    const along = own.map(({ probe, outcome }) =>
      lineAlong(pilot, probe, targets[outcome] as Target, outcome, way, slopes[outcome] as Float64Array),
    )
    if (along.every(({ mode, slope }) => mode === 'monotone' && slope !== 0)) return along
  }
  return null
}

/** Latents that move the targets most come first; equal ones in the order of the plan. */
function importance({ latents }: Uncertainty, directions: readonly Float64Array[]): number[] {
  const weight = latents.map((_, latent) => directions.reduce((sum, each) => sum + (each[latent] as number) ** 2, 0))
  return latents.map((_, latent) => latent).sort((a, b) => (weight[b] as number) - (weight[a] as number) || a - b)
}

/** The outcomes of some draws, with scores `wide` times as far from 0 as usual. */
function outcomesOf({ uncertainty, simulator, seed }: Pilot, count: number, wide: number): Float64Array[] {
  const { lanes, scores, outcomes } = simulator
  const draws = Math.min(RANGE_DRAWS, lanes)
  drawPilot(uncertainty, simulator, seed, draws)
  for (let i = 0; i < scores.length; i++) scores[i] = wide * (scores[i] as number)
  simulator.run(draws)
  return Array.from({ length: count }, (_, k) => outcomes.slice(k * lanes, k * lanes + draws))
}

/** Are all values equal, as near as a threshold tells values apart? Values that are missing are not. */
function isStill(values: Float64Array): boolean {
  const [first = 0] = values
  return values.every((value) => Math.abs(value - first) <= equalityTolerance * Math.abs(first))
}
