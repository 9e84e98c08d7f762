/** The words of `simulate`, in both languages. */

import type { Method } from '../analyses/chance/simulate.ts'
import type { Sampler } from '../analyses/numerics/points.ts'
import { spaced } from './chinese.ts'
import type { BarGlyphs } from './glyphs.ts'
import type { Language } from './messages.ts'
import { formatNumber } from './numbers.ts'

export type SimulateWords = {
  readonly how: (words: {
    readonly draws: string
    readonly sampler: string
    readonly seed: number
    readonly isRepaired: boolean
  }) => string
  readonly samplers: Readonly<Record<Sampler, string>>
  readonly untilPrecise: (words: { readonly draws: string; readonly precision: string }) => string
  readonly notPrecise: (words: { readonly draws: string; readonly precision: string }) => string
  readonly uncertain: (words: {
    readonly factors: number
    readonly correlated: boolean
    readonly persistent: boolean
  }) => string
  readonly nothingUncertain: string
  readonly chanceOf: string
  readonly together: string
  readonly central: (year: number) => string
  readonly chance: string
  readonly interval: string
  readonly whenMissed: string
  readonly certain: string
  readonly never: string
  readonly below: (share: string) => string
  readonly above: (share: string) => string
  readonly quantiles: readonly [string, string, string, string, string]
  readonly mean: string
  readonly spread: string
  readonly inYear: (year: number) => string
  /** How the picture of a fan is read; `thresholds` is empty where there are none. */
  readonly fan: (
    words: Pick<BarGlyphs, 'light' | 'dark' | 'middle' | 'mark'> & {
      readonly thresholds: string
      readonly low: string
      readonly high: string
    },
  ) => string
  readonly against: (scenario: string) => string
  readonly methods: Readonly<Record<Method, string>>
  readonly methodNote: (targets: string, method: string) => string
  readonly failed: (count: string) => string
  readonly undetermined: (target: string, count: string) => string
}

const en: SimulateWords = {
  how: ({ draws, sampler, seed, isRepaired }) =>
    `${draws} draws, ${sampler}, seed ${seed}${isRepaired ? '; in place of correlations that cannot all hold the nearest that can' : ''}`,
  samplers: { sobol: "scrambled Sobol' points", lhs: 'Latin hypercubes', random: 'independent' },
  untilPrecise: ({ draws, precision }) => `${draws} draws were enough for standard errors of at most ${precision}.`,
  notPrecise: ({ draws, precision }) => `After ${draws} draws a standard error is still above ${precision}.`,
  uncertain: ({ factors, correlated, persistent }) =>
    `${formatNumber(factors, 0)} uncertain ${factors === 1 ? 'number' : 'numbers'}, ${persistent ? 'with persistence where the plan gives it, else drawn afresh each year' : 'each drawn afresh every year'}${correlated ? '; correlated as correlations.csv says' : '; none correlated'}.`,
  nothingUncertain: 'Nothing in this scenario is uncertain: the projection is the answer.',
  chanceOf: 'Chance of meeting each target',
  together: 'all together',
  central: (year) => `Projected ${year}`,
  chance: 'Chance',
  interval: '95% interval',
  whenMissed: 'When missed,\nshort by',
  certain: 'certain',
  never: 'no',
  below: (share) => `< ${share}`,
  above: (share) => `> ${share}`,
  quantiles: ['5%', '25%', 'median', '75%', '95%'],
  mean: 'mean',
  spread: 'sd',
  inYear: (year) => `in ${year}`,
  fan: ({ light, dark, middle, mark, thresholds, low, high }) =>
    `From ${low} to ${high}: ${light} 90% of the draws, ${dark} the middle half, ${middle} median${thresholds === '' ? '' : `, ${mark} target ${thresholds}`}.`,
  against: (scenario) => `Chance against ${scenario}, in percentage points ± standard error (the same draws in both)`,
  methods: {
    certain: 'nothing uncertain moves it',
    integrated: 'integrated along a line of each draw',
    scanned: 'integrated along lines on which it turns back',
    counted: 'draws counted',
  },
  methodNote: (targets, method) => `${targets}: ${method}.`,
  failed: (count) => `${count} draws failed: an equation gave no number there. They count as meeting nothing.`,
  undetermined: (target, count) => `${target} has no value in ${count} draws, which count as not met.`,
}

const zh: SimulateWords = {
  how: ({ draws, sampler, seed, isRepaired }) =>
    spaced`抽样 ${draws} 次，${sampler}，种子 ${seed}${isRepaired ? '；相关系数无法同时成立，改用最接近的可行值' : ''}`,
  samplers: { sobol: '加扰 Sobol 点', lhs: '拉丁超立方', random: '独立抽样' },
  untilPrecise: ({ draws, precision }) => spaced`抽样 ${draws} 次，标准误已不超过 ${precision}。`,
  notPrecise: ({ draws, precision }) => spaced`抽样 ${draws} 次后，仍有标准误超过 ${precision}。`,
  uncertain: ({ factors, correlated, persistent }) =>
    spaced`${formatNumber(factors, 0)} 个不确定数，${persistent ? '写明持续性的按其延续，其余每年重新抽取' : '每年重新抽取'}；${correlated ? '按 correlations.csv 相关' : '互不相关'}。`,
  nothingUncertain: '此情景没有不确定的数：预测值即为答案。',
  chanceOf: '达到各目标的概率',
  together: '同时达到',
  central: (year) => spaced`${year} 年预测`,
  chance: '概率',
  interval: '95% 区间',
  whenMissed: '未达到时\n平均缺口',
  certain: '必然',
  never: '不能',
  below: (share) => spaced`< ${share}`,
  above: (share) => spaced`> ${share}`,
  quantiles: ['5%', '25%', '中位数', '75%', '95%'],
  mean: '均值',
  spread: '标准差',
  inYear: (year) => spaced`${year} 年`,
  fan: ({ light, dark, middle, mark, thresholds, low, high }) =>
    spaced`图从 ${low} 到 ${high}：${light} 为 90% 的抽样，${dark} 为居中的一半，${middle} 为中位数${thresholds === '' ? '' : spaced`，${mark} 为目标值 ${thresholds}`}。`,
  against: (scenario) => spaced`与 ${scenario} 相比的概率差，百分点 ± 标准误（两者用同一组抽样）`,
  methods: {
    certain: '不受不确定数影响',
    integrated: '沿每次抽样的一条直线积分',
    scanned: '沿直线积分，指标在其上有回转',
    counted: '按抽样计数',
  },
  methodNote: (targets, method) => spaced`${targets}：${method}。`,
  failed: (count) => spaced`${count} 次抽样失败：方程得不到数值，按各目标均未达到计。`,
  undetermined: (target, count) => spaced`${target}在 ${count} 次抽样中没有数值，按未达到计。`,
}

export const simulateWords: Readonly<Record<Language, SimulateWords>> = { en, zh }
