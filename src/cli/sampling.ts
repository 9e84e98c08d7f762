/** `--draws`, `--seed` and `--sampler`, as every command that draws reads them. */

import { SAMPLERS, type Sampler } from '../analyses/numerics/points.ts'
import { PlanError } from '../plan/problem.ts'
import type { OptionSpec, RawOptions } from './options.ts'
import { badValue, usageProblem } from './usage.ts'

export type Sampling = { readonly draws: number; readonly seed: number; readonly sampler: Sampler }

/** Printed with every result that rests on random numbers. */
export const USUAL_SEED = 1

export function samplingOptions(usualDraws: number | string): readonly OptionSpec[] {
  return [
    {
      flags: '--draws <n>',
      takes: 'value',
      en: `how many draws (default: ${usualDraws})`,
      zh: `抽样次数（默认 ${usualDraws}）`,
    },
    { flags: '--seed <n>', takes: 'value', en: 'of the random numbers (default: 1)', zh: '随机数种子（默认 1）' },
    {
      flags: '--sampler <sampler>',
      takes: 'value',
      choices: SAMPLERS,
      en: 'sobol (default), lhs (Latin hypercubes) or random',
      zh: 'sobol（默认）、lhs（拉丁超立方）或 random',
    },
  ]
}

export const repairOption: OptionSpec = {
  flags: '--repair-correlation',
  takes: 'flag',
  en: 'where the correlations cannot all hold, draw with the nearest that can',
  zh: '相关系数无法同时成立时，用最接近的可行值抽样',
}

export const fansOption: OptionSpec = {
  flags: '--fans',
  takes: 'flag',
  en: 'csv, tsv, ndjson: the spread of every number in place of the chances',
  zh: 'csv、tsv、ndjson：输出各数的分布，而非概率',
}

/** How many may be asked for, and how many are meant where nobody asks. */
export type Range = { readonly least: number; readonly most: number; readonly usual: number }

/** @param draws  of the sampler; fewer than the least say nothing, and there are no more than the most */
export function samplingOf(raw: RawOptions, draws: (sampler: Sampler) => Range): Sampling {
  const sampler = raw['sampler'] ?? 'sobol'
  const known = SAMPLERS.find((each) => each === sampler)
  if (known === undefined) throw new PlanError([badValue('--sampler', String(sampler), SAMPLERS)])
  return { draws: readWhole(raw['draws'], '--draws', draws(known)), seed: readSeed(raw), sampler: known }
}

export function readSeed(raw: RawOptions): number {
  return readWhole(raw['seed'], '--seed', { least: 0, most: Number.MAX_SAFE_INTEGER, usual: USUAL_SEED })
}

/** @throws PlanError for anything but a whole number within the range */
export function readWhole(given: unknown, option: string, { least, most, usual }: Range): number {
  if (typeof given !== 'string') return usual
  const value = /^\d+$/.test(given) ? Number(given) : Number.NaN
  if (value >= least && value <= most) return value
  const words = { option, text: given }
  const help = (example: number) => ({ key: 'write', words: { example: `${option} ${example}` } }) as const
  if (value < least) throw new PlanError([usageProblem('option-too-small', { ...words, least }, help(least))])
  if (value > most) throw new PlanError([usageProblem('option-too-large', { ...words, most }, help(most))])
  throw new PlanError([usageProblem('bad-option-value', words, help(Math.max(least, usual)))])
}
