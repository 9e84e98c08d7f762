/**
 * How surely are the targets met? The chance of each, of all together, how far it falls short, and the spread of every
 * number, for each scenario, with their errors; and by how much the chance differs between scenarios.
 */

import type { Target } from '../../plan/types.ts'
import { normalDensity, normalQuantile } from '../numerics/normal.ts'
import type { Indicator } from '../trials.ts'
import { type Bins, quantileOf } from './bins.ts'
import { type BlockRunner, createBlockRunner } from './block.ts'
import {
  chanceInterval,
  type Estimate,
  groupEstimate,
  type Interval,
  independentError,
  leastError,
  shareInterval,
} from './estimate.ts'
import { type Experiment, experimentOf, type Question } from './experiment.ts'
import { GROUPS, type Layout } from './sums.ts'
import { blocksOf, createTally, type Node, type Tally, totalOf } from './tally.ts'

/**
 * How a chance was found. `certain`: nothing uncertain can move the indicator. `integrated`: in closed form along a line
 * of each draw, on which the indicator crosses once; `scanned`: the same where it may turn back. `counted`: draws that
 * meet the target, of all draws.
 */
export type Method = 'certain' | 'integrated' | 'scanned' | 'counted'

export type Chance = {
  /** null: the indicator has no value, so that it can be neither met nor missed. */
  readonly probability: number | null
  readonly standardError: number
  /** 95 %; null without a probability. */
  readonly interval: Interval | null
  readonly method: Method
}

export type TargetChance = Chance & {
  readonly target: Target
  /** Mean of how far draws fall short of the threshold, those that meet it counting as 0; in the indicator's unit. */
  readonly shortfall: number | null
  /** The same over the draws that miss it; null where none does. */
  readonly shortfallWhenMissed: number | null
  /** Draws in which the indicator has no value: not met. */
  readonly undetermined: number
}

export const FAN_QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95] as const

export type Fan = Indicator & {
  readonly draws: number
  readonly mean: number | null
  readonly meanError: number
  readonly sd: number | null
  /** As FAN_QUANTILES. */
  readonly quantiles: readonly (number | null)[]
  readonly quantileErrors: readonly number[]
}

export type ScenarioChances = {
  readonly scenario: number
  readonly draws: number
  /** Draws in which an equation gave no number: they count, and meet nothing. */
  readonly failed: number
  readonly targets: readonly TargetChance[]
  /** All targets in one draw; null in a plan of fewer than two. */
  readonly joint: Chance | null
  readonly fans: readonly Fan[]
}

/** Chance of a target in one scenario less that in another; `target` null: all together. */
export type Difference = {
  readonly from: number
  readonly to: number
  readonly target: Target | null
  readonly difference: number
  readonly standardError: number
}

/** Draws that are being made. */
export type Run = {
  readonly experiment: Experiment
  readonly runner: BlockRunner
  readonly tally: Tally
}

/** What one worker or one shard made of some blocks. */
export type Part = {
  readonly nodes: readonly Node[]
  /** By fan, of every bin. */
  readonly counts: readonly Uint32Array[]
}

/** @param draws  at most so many will be made */
export function startRun(question: Question, scenario: number, draws: number): Run {
  const experiment = experimentOf(question, scenario, draws)
  return { experiment, runner: createBlockRunner(experiment), tally: createTally() }
}

/** How many blocks so many draws take. */
export function blockCount({ runner }: Run, draws: number): number {
  return Math.ceil(draws / runner.lanes)
}

export function runBlock({ runner, tally }: Run, index: number, draws: number): void {
  runner.run(index, draws, tally)
}

export function partOf({ tally, experiment }: Run): Part {
  return { nodes: tally.nodes, counts: experiment.bins.map(({ counts }) => counts) }
}

/** Take in what others have made. Parts that follow each other without a gap make one. */
export function addParts(run: Run, parts: readonly Part[]): Run {
  const nodes = [...run.tally.nodes, ...parts.flatMap((part) => part.nodes)]
  const inOrder = nodes.sort((a, b) => blocksOf(a).first - blocksOf(b).first)
  for (const { counts } of parts) {
    run.experiment.bins.forEach((bins, fan) => {
      counts[fan]?.forEach((count, bin) => {
        bins.counts[bin] = (bins.counts[bin] as number) + count
      })
    })
  }
  return { ...run, tally: createTally(inOrder) }
}

/** All of it at once, in one thread. */
export function simulate(question: Question, scenarios: readonly number[], draws: number) {
  const runs = scenarios.map((scenario) => {
    const run = startRun(question, scenario, draws)
    for (let block = 0; block < blockCount(run, draws); block++) runBlock(run, block, draws)
    return run
  })
  return { results: runs.map(chancesOf), differences: differencesOf(runs) }
}

export function chancesOf(run: Run): ScenarioChances {
  const { experiment, runner } = run
  const { layout } = runner
  const sums = totalOf(run.tally, layout.size)
  const draws = totalDraws(sums, layout)
  return {
    scenario: experiment.scenario,
    draws,
    failed: sums[layout.failed] as number,
    targets: experiment.question.targets.map((target, k) => targetChance(experiment, layout, sums, target, k)),
    joint: experiment.question.targets.length < 2 ? null : jointChance(experiment, layout, sums),
    fans: experiment.question.fans.map((fan, k) => fanOf(experiment, layout, sums, fan, k)),
  }
}

/** The plan's default scenario, or the first one drawn, against each of the others: draw by draw the same points. */
export function differencesOf(runs: readonly Run[]): Difference[] {
  const summed = runs.map((run) => ({ run, sums: totalOf(run.tally, run.runner.layout.size) }))
  const reference = summed.find(({ run }) => isDefault(run)) ?? summed[0]
  if (reference === undefined) return []
  const { targets } = reference.run.experiment.question
  const asked = [...targets.keys(), ...(targets.length < 2 ? [] : [null])]
  const others = summed.filter((each) => each !== reference)
  return others.flatMap(({ run, sums }) =>
    asked.flatMap((k): Difference[] => {
      const estimate = differenceOf(reference.run, reference.sums, run, sums, k)
      if (estimate === null) return []
      const [from, to] = [reference.run.experiment.scenario, run.experiment.scenario]
      const target = k === null ? null : (targets[k] ?? null)
      return [{ from, to, target, difference: estimate.value, standardError: estimate.standardError }]
    }),
  )
}

function isDefault({ experiment }: Run): boolean {
  return experiment.scenario === experiment.question.model.plan.defaultScenario
}

function totalDraws(sums: Float64Array, { draws }: Layout): number {
  return sumOf(sums, draws)
}

function groupsAt(sums: Float64Array, at: number): Float64Array {
  return sums.subarray(at, at + GROUPS)
}

function sumOf(sums: Float64Array, at: number): number {
  return groupsAt(sums, at).reduce((total, sum) => total + sum, 0)
}

function methodOf({ lines }: Experiment, layout: Layout, sums: Float64Array, k: number): Method {
  const { targets } = layout
  const line = lines[k]
  if (line === undefined || line.kind === 'counted') return 'counted'
  if (line.kind === 'certain') {
    // Draws that fail meet nothing.
    const met = sumOf(sums, targets[k]?.met ?? 0)
    return met > 0 && met < totalDraws(sums, layout) ? 'counted' : 'certain'
  }
  // A draw that contradicts the crossings shows that some were not found.
  if ((sums[targets[k]?.contradictions ?? 0] as number) > 0) return 'counted'
  return line.line.mode === 'monotone' ? 'integrated' : 'scanned'
}

function targetChance(
  experiment: Experiment,
  layout: Layout,
  sums: Float64Array,
  target: Target,
  k: number,
): TargetChance {
  const at = layout.targets[k] as Layout['targets'][number]
  const draws = totalDraws(sums, layout)
  const method = methodOf(experiment, layout, sums, k)
  const undetermined = sums[at.undetermined] as number
  const met = sumOf(sums, at.met)
  const short = sumOf(sums, at.shortfall)
  const missed = draws - met - undetermined - (sums[layout.failed] as number)
  const isUnknown = isWithoutValue(sums, layout, k)
  const spread = {
    target,
    undetermined,
    shortfall: isUnknown ? null : short / draws,
    shortfallWhenMissed: missed > 0 ? short / missed : null,
  }
  if (isUnknown) return { probability: null, standardError: 0, interval: null, method, ...spread }
  return { ...chanceFrom(experiment, layout, sums, targetSums(experiment, layout, sums, k).at, method), ...spread }
}

/** Has the indicator no value in any draw? */
function isWithoutValue(sums: Float64Array, layout: Layout, k: number): boolean {
  return (sums[layout.targets[k]?.undetermined ?? 0] as number) === totalDraws(sums, layout)
}

function jointChance(experiment: Experiment, layout: Layout, sums: Float64Array): Chance {
  const { method, at } = jointSums(experiment, layout, sums)
  if (layout.targets.some((_, k) => isWithoutValue(sums, layout, k))) {
    return { probability: null, standardError: 0, interval: null, method }
  }
  return chanceFrom(experiment, layout, sums, at, method)
}

/** Where the chance of a target is summed. */
function targetSums(experiment: Experiment, layout: Layout, sums: Float64Array, k: number) {
  const method = methodOf(experiment, layout, sums, k)
  const { chances, met } = layout.targets[k] as Layout['targets'][number]
  return { method, at: method === 'integrated' || method === 'scanned' ? chances : met }
}

/** Where the chance of all targets together is summed. */
function jointSums(experiment: Experiment, layout: Layout, sums: Float64Array): { method: Method; at: number } {
  const { lines, joint } = experiment
  const methods = lines.map((_, k) => methodOf(experiment, layout, sums, k))
  const uncertain = methods.flatMap((method, k) => (method === 'certain' ? [] : [k]))
  const [alone] = uncertain
  const isImpossible = lines.some(
    (line, k) => line.kind === 'certain' && sumOf(sums, layout.targets[k]?.met ?? 0) === 0,
  )
  if (alone === undefined || isImpossible) return { method: 'certain', at: layout.joint.met }
  if (uncertain.length === 1) return targetSums(experiment, layout, sums, alone)
  const isFound = joint !== null && (sums[layout.joint.contradictions] as number) === 0
  return isFound ? { method: 'integrated', at: layout.joint.chances } : { method: 'counted', at: layout.joint.met }
}

function chanceFrom(experiment: Experiment, layout: Layout, sums: Float64Array, at: number, method: Method): Chance {
  const draws = totalDraws(sums, layout)
  if (method === 'certain') {
    const probability = sumOf(sums, at) / draws
    return { probability, standardError: 0, interval: [probability, probability], method }
  }
  const share = sumOf(sums, at) / draws
  if (method === 'counted' && experiment.question.sampler === 'random') {
    // Draws that all agree leave about one of them open.
    const standardError = Math.max(independentError(share, draws), leastError(true, share, draws))
    return { probability: share, standardError, interval: shareInterval(sumOf(sums, at), draws), method }
  }
  const grouped = groupEstimate(groupsAt(sums, at), groupsAt(sums, layout.draws))?.standardError ?? null
  const spread = grouped ?? independentError(share, draws)
  const standardError = Math.hypot(spread, leastError(method === 'counted', share, draws))
  return { probability: share, standardError, interval: chanceInterval({ value: share, standardError }, draws), method }
}

function differenceOf(a: Run, sumsA: Float64Array, b: Run, sumsB: Float64Array, k: number | null): Estimate | null {
  const [before, after] = [soughtIn(a, sumsA, k), soughtIn(b, sumsB, k)]
  if (before === null || after === null) return null
  const gaps = after.sums.map((sum, g) => sum - (before.sums[g] as number))
  const estimate = groupEstimate(gaps, groupsAt(sumsA, a.runner.layout.draws))
  if (estimate === null) return null
  const { value, standardError } = estimate
  const spread = standardError ?? Math.hypot(before.independentError, after.independentError)
  return { value, standardError: Math.hypot(spread, before.leastError, after.leastError) }
}

/** The sums by group that give the chance of a target, or of all together; null where there is no chance. */
function soughtIn({ experiment, runner: { layout } }: Run, sums: Float64Array, k: number | null) {
  const draws = totalDraws(sums, layout)
  const asked = k === null ? [...layout.targets.keys()] : [k]
  if (asked.some((each) => isWithoutValue(sums, layout, each))) return null
  const { method, at } = k === null ? jointSums(experiment, layout, sums) : targetSums(experiment, layout, sums, k)
  const share = sumOf(sums, at) / draws
  const isCertain = method === 'certain'
  return {
    sums: groupsAt(sums, at),
    independentError: isCertain ? 0 : independentError(share, draws),
    leastError: isCertain ? 0 : leastError(method === 'counted', share, draws),
  }
}

function fanOf(experiment: Experiment, layout: Layout, sums: Float64Array, fan: Indicator, k: number): Fan {
  const at = layout.fans[k] as Layout['fans'][number]
  const bins = experiment.bins[k] as Bins
  const made = fan.sector >= 0 ? layout.earlyDraws : layout.draws
  const missing = groupsAt(sums, at.missing)
  const counts = groupsAt(sums, made).map((count, g) => count - (missing[g] as number))
  const differences = groupsAt(sums, at.differences)
  const draws = counts.reduce((total, count) => total + count, 0)
  const estimate = groupEstimate(differences, counts)
  if (estimate === null) {
    const none = FAN_QUANTILES.map(() => null)
    return { ...fan, draws, mean: null, meanError: 0, sd: null, quantiles: none, quantileErrors: none.map(() => 0) }
  }
  const variance = Math.max(0, (sums[at.squares] as number) / draws - estimate.value ** 2)
  const isIndependent = experiment.question.sampler === 'random'
  return {
    ...fan,
    draws,
    mean: (experiment.centres[k] as number) + estimate.value,
    meanError: (isIndependent ? null : estimate.standardError) ?? Math.sqrt(variance / draws),
    sd: Math.sqrt(draws > 1 ? (variance * draws) / (draws - 1) : 0),
    quantiles: FAN_QUANTILES.map((p) => quantileOf(bins, p)),
    quantileErrors: FAN_QUANTILES.map((p) => quantileError(bins, p, draws)),
  }
}

/**
 * √(p (1 − p) / n) over the density there, which is 2h over the distance between the quantiles at p ± h. Too large under
 * `sobol` and `lhs`, whose quantiles are closer than those of independent draws.
 */
function quantileError(bins: Bins, p: number, draws: number): number {
  const h = densityWidth(p, draws)
  const around = (quantileOf(bins, p + h) ?? 0) - (quantileOf(bins, p - h) ?? 0)
  return (Math.sqrt((p * (1 - p)) / draws) * around) / (2 * h)
}

/**
 * How far to look on either side for the density at a quantile: h⁵ = 4.5 φ(z)⁴ / ((2z² + 1)² n)
 *
 * @source Bofinger 1975, Estimation of a density function using order statistics; Koenker 2005, Quantile Regression, §3.4.2
 */
function densityWidth(p: number, draws: number): number {
  const z = normalQuantile(p)
  const density = normalDensity(z)
  const bend = 2 * z * z + 1
  const fifth = (4.5 * density * density * density * density) / (bend * bend * draws)
  // Math.pow does not have the same last digit in every version of Node.
  return Math.exp(Math.log(fifth) / 5)
}
