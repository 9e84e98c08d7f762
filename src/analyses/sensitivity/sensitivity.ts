/** Which uncertain inputs matter to one number of a projection, and how surely that is known. */

import { type Projection, projectScenario, valueAt } from '../../model/project.ts'
import type { Model } from '../../model/types.ts'
import { PlanError, problem, wholeFile } from '../../plan/problem.ts'
import { areReached } from '../chance/reach.ts'
import { createSimulator } from '../chance/simulator.ts'
import { scoreCorrelation, type Uncertainty, uncertaintyOf } from '../chance/uncertainty.ts'
import type { Dimension } from '../groups.ts'
import { finished, type Steps } from '../steps.ts'
import type { Output } from '../sweep.ts'
import { verdictOf } from '../targets.ts'
import type { Estimate } from './estimates.ts'
import { correlatedInputs, type Input, inputsBy } from './inputs.ts'
import { morrisSteps } from './morris.ts'
import { centralScore, levelScores } from './scores.ts'
import { runsPerDraw, shapleySteps } from './shapley-effects.ts'
import { pairsOf, sobolSteps } from './sobol.ts'
import type { Sample, Study } from './study.ts'
import { tornado } from './tornado.ts'

export const METHODS = ['tornado', 'morris', 'sobol', 'shapley'] as const
export type Method = (typeof METHODS)[number]

/** One number of one scenario, and what moves it. */
export type Subject = {
  readonly scenario: number
  readonly output: Output
  readonly projection: Projection
  readonly uncertainty: Uncertainty
  /** By name; only those the number rests on. */
  readonly inputs: readonly Input[]
  /** Pairs of inputs that are correlated with each other, as places in `inputs`. */
  readonly correlated: readonly (readonly [number, number])[]
}

/** @throws PlanError as `projectScenario` and `uncertaintyOf` do */
export function subjectOf(
  model: Model,
  scenario: number,
  output: Output,
  by: readonly Dimension[],
  repairsCorrelation: boolean,
): Subject {
  const projection = projectScenario(model, scenario)
  const uncertainty = uncertaintyOf(model, projection.inputs, [output.indicator], { repairsCorrelation })
  const isReached = areReached(uncertainty.model, projection.inputs, uncertainty.factors, output.indicator)
  const inputs = inputsBy(model, uncertainty.factors, by).flatMap((input): Input[] => {
    const factors = input.factors.filter((factor) => isReached[factor])
    return factors.length === 0 ? [] : [{ ...input, factors }]
  })
  const correlated = correlatedInputs(inputs, uncertainty.mixing)
  return { scenario, output, projection, uncertainty, inputs, correlated }
}

/** How it is asked. */
export type How = {
  readonly method: Method
  /** null: as many as the method needs for a first answer within a second. */
  readonly draws: number | null
  readonly seed: number
  /** `sobol`: second order too. */
  readonly hasPairs: boolean
}

export type Swung = {
  readonly input: Input
  /** The number with the input at its 10th and at its 90th percentile; null where an equation gives none. */
  readonly low: number | null
  readonly high: number | null
  /** high − low */
  readonly swing: number | null
  /** Does the target's verdict change at one of the ends? Never, where there is no target. */
  readonly flips: boolean
}

export type Screened = {
  readonly input: Input
  /** In the unit of the number, for a move of the input over all of its range; null: see `morrisSteps`. */
  readonly mu: Estimate | null
  readonly muStar: Estimate | null
  readonly sigma: Estimate | null
}

export type Indexed = { readonly input: Input; readonly first: Estimate | null; readonly total: Estimate | null }
export type Paired = { readonly inputs: readonly [Input, Input]; readonly second: Estimate | null }
export type Shared = { readonly input: Input; readonly effect: Estimate | null }

type Drawn = {
  readonly sample: Sample
  readonly runs: number
  /** Draws of the sample (trajectories of `morris`) left out, because an equation gave no number in one of their runs. */
  readonly failed: number
  /** null where intervals are narrow enough. */
  readonly suggested: Suggestion | null
}

/** How far the widest interval reaches from its estimate, and the draws with which that should be `WIDE` at most. */
export type Suggestion = { readonly reach: number; readonly draws: number }

type Moments = { readonly mean: Estimate | null; readonly variance: Estimate | null }

/** Inputs in the order of their influence. */
export type Answer =
  | {
      readonly method: 'tornado'
      readonly base: number | null
      readonly inputs: readonly Swung[]
      readonly runs: number
    }
  | ({ readonly method: 'morris'; readonly inputs: readonly Screened[] } & Drawn)
  | ({ readonly method: 'sobol'; readonly inputs: readonly Indexed[]; readonly pairs: readonly Paired[] } & Moments &
      Drawn)
  /** `orders`: random orders of the inputs that were drawn; null where all groups of inputs were counted. */
  | ({ readonly method: 'shapley'; readonly inputs: readonly Shared[]; readonly orders: number | null } & Moments &
      Drawn)

/** @throws PlanError where there are too many uncertain numbers for Shapley effects */
export function sensitivity(subject: Subject, how: How): Answer {
  return finished(sensitivitySteps(subject, how))
}

/** As `sensitivity`, a part at a time. */
export function* sensitivitySteps(subject: Subject, how: How): Steps<Answer> {
  const { uncertainty, output, inputs } = subject
  const study = {
    simulator: createSimulator(uncertainty, [output.indicator]),
    inputs: inputs.map(({ factors }) => factors),
  }
  const sample = { draws: how.draws ?? usualDraws(how.method, inputs.length, how.hasPairs), seed: how.seed }
  switch (how.method) {
    case 'tornado':
      return swings(subject, study)
    case 'morris':
      return yield* screened(subject, study, sample)
    case 'sobol':
      return yield* indexed(subject, study, sample, how.hasPairs)
    case 'shapley':
      return yield* shared(subject, study, sample)
  }
}

/** Runs of the model that are made unless draws are asked for. */
const USUAL_RUNS = 1 << 16
const MOST_USUAL = 1 << 14
const LEAST_USUAL = 1 << 8

/** A power of two, with which the points fill the cube evenly. */
function usualDraws(method: Method, inputs: number, hasPairs: boolean): number {
  const perDraw = {
    tornado: 1,
    morris: inputs + 1,
    sobol: (hasPairs ? 2 : 1) * inputs + 2,
    shapley: runsPerDraw(inputs),
  }
  const most = Math.max(LEAST_USUAL, Math.min(MOST_USUAL, USUAL_RUNS / perDraw[method]))
  return 2 ** Math.floor(Math.log2(most))
}

function swings({ uncertainty, output, projection, inputs }: Subject, study: Study): Answer {
  const { target, indicator } = output
  const found = tornado(
    study,
    uncertainty.factors.map(({ distribution }) => centralScore(distribution)),
  )
  const base = valueAt(projection, indicator.variable, indicator.sector, indicator.year)
  const verdict = (value: number | null) => (target === null ? null : verdictOf(value, target.op, target.threshold))
  const swung = found.swings.map(({ low, high }, i): Swung => {
    const swing = low === null || high === null ? null : high - low
    const flips = [low, high].some((value) => verdict(value) !== verdict(base))
    return { input: inputs[i] as Input, low, high, swing, flips }
  })
  return { method: 'tornado', base, inputs: byInfluence(swung, ({ swing }) => swing), runs: found.runs }
}

function* screened({ uncertainty, inputs }: Subject, study: Study, sample: Sample): Steps<Answer> {
  const grid = Float64Array.from(uncertainty.factors.flatMap(({ distribution }) => levelScores(distribution)))
  const { mu, muStar, sigma, runs, failed } = yield* morrisSteps(study, grid, sample)
  const found = inputs.map(
    (input, i): Screened => ({ input, mu: mu[i] ?? null, muStar: muStar[i] ?? null, sigma: sigma[i] ?? null }),
  )
  const largest = muStar.reduce((most, each) => Math.max(most, each?.value ?? 0), 0)
  const suggested = suggestionOf(sample, muStar, largest)
  return { method: 'morris', inputs: byInfluence(found, (each) => each.muStar?.value), sample, runs, failed, suggested }
}

function* indexed({ inputs }: Subject, study: Study, sample: Sample, hasPairs: boolean): Steps<Answer> {
  const { first, total, second, ...rest } = yield* sobolSteps(study, sample, hasPairs)
  const found = inputs.map((input, i): Indexed => ({ input, first: first[i] ?? null, total: total[i] ?? null }))
  const pairs = pairsOf(hasPairs ? inputs.length : 0).map(
    ([i, j], place): Paired => ({ inputs: [inputs[i] as Input, inputs[j] as Input], second: second[place] ?? null }),
  )
  return {
    ...rest,
    method: 'sobol',
    inputs: byInfluence(found, (each) => each.total?.value),
    pairs: byInfluence(pairs, (each) => each.second?.value),
    sample,
    suggested: suggestionOf(sample, [...first, ...total, ...second], 1),
  }
}

/** Of so many numbers the correlations are followed pair by pair. */
const MOST_NUMBERS = 1000

function* shared({ inputs, uncertainty }: Subject, study: Study, sample: Sample): Steps<Answer> {
  const count = uncertainty.factors.length
  if (count > MOST_NUMBERS) {
    const help = { key: 'write-or', words: { example: '--by assumption', other: '--method morris' } } as const
    throw new PlanError([problem('too-many-uncertain', wholeFile(''), { count, most: MOST_NUMBERS }, help)])
  }
  const { effects, ...rest } = yield* shapleySteps(study, scoreCorrelation(uncertainty), sample)
  const found = inputs.map((input, i): Shared => ({ input, effect: effects[i] ?? null }))
  return {
    ...rest,
    method: 'shapley',
    inputs: byInfluence(found, (each) => each.effect?.value),
    sample,
    suggested: suggestionOf(sample, effects, 1),
  }
}

/** The largest first; what has no number last; those alike by name. */
function byInfluence<Each>(all: readonly Each[], size: (each: Each) => number | null | undefined): Each[] {
  const sizeOf = (each: Each) => {
    const value = size(each) ?? null
    return value === null ? -1 : Math.abs(value)
  }
  return [...all].sort((a, b) => sizeOf(b) - sizeOf(a))
}

/** An index whose interval reaches further than this from it is not known well; of μ*, as a share of the largest. */
export const WIDE = 0.05

/** A power of two, from the rule that errors fall with the square root of the draws, at the least. */
function suggestionOf({ draws }: Sample, estimates: readonly (Estimate | null)[], scale: number): Suggestion | null {
  const reach = estimates.reduce((most, each) => Math.max(most, each === null ? 0 : each.interval[1] - each.value), 0)
  const excess = scale > 0 ? reach / (WIDE * scale) : 0
  return excess > 1 ? { reach, draws: 2 ** Math.ceil(Math.log2(draws * excess ** 2)) } : null
}
