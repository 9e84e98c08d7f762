/** The words of `sensitivity`, in both languages. */

import type { Method } from '../analyses/sensitivity/sensitivity.ts'
import type { ProjectField } from '../plan/types.ts'
import { spaced } from './chinese.ts'
import type { Language } from './messages.ts'

/** What a draw is called: a draw, or a trajectory of Morris. */
type Drawn = 'draws' | 'trajectories'
/** Two inputs that are correlated, and how many pairs more. */
type Correlated = { readonly first: string; readonly second: string; readonly others: number }

export type SensitivityWords = {
  readonly methods: Readonly<Record<Method, string>>
  readonly meaning: Readonly<Record<Method, string>>
  readonly number: (words: { readonly name: string; readonly year: number }) => string
  readonly input: string
  readonly pair: string
  readonly fields: Readonly<Record<ProjectField, string>>
  readonly projects: string
  readonly tenth: string
  readonly ninetieth: string
  readonly swing: string
  readonly first: string
  readonly total: string
  readonly second: string
  readonly effect: string
  readonly interval: string
  readonly range: (words: { readonly low: string; readonly high: string }) => string
  /** Of bars: up to the lower end of an interval, on to the estimate, on to the upper end. */
  readonly bars: (signs: { readonly full: string; readonly dark: string; readonly light: string }) => string
  readonly planned: (value: string) => string
  readonly flips: (words: { readonly target: string; readonly names: string }) => string
  readonly flipsNone: (target: string) => string
  readonly moments: (words: { readonly mean: string; readonly range: string; readonly deviation: string }) => string
  readonly notFromZero: (words: { readonly what: string; readonly names: string }) => string
  readonly drawn: (words: {
    readonly kind: Drawn
    readonly draws: string
    readonly runs: string
    readonly seed: number
    /** Random orders of the inputs; null where there are none. */
    readonly orders: string | null
  }) => string
  readonly ran: (runs: string) => string
  readonly failed: (words: { readonly kind: Drawn; readonly failed: string; readonly draws: string }) => string
  readonly suggested: (words: { readonly reach: string; readonly draws: number; readonly wide: string }) => string
  readonly ofLargest: (share: string) => string
  readonly nothing: string
  readonly constant: (value: string) => string
  readonly insteadOfSobol: (words: Correlated) => string
  readonly movedAlone: (words: Correlated) => string
  readonly severalNumbers: string
}

const en: SensitivityWords = {
  methods: { tornado: 'tornado', morris: 'Morris screening', sobol: 'Sobol indices', shapley: 'Shapley effects' },
  meaning: {
    tornado: 'One input at a time at its 10th and 90th percentile, the others at their central values.',
    morris:
      'How much the number changes when an input moves over its range: mean size μ*, mean μ, and spread σ, which tells of interaction or curvature.',
    sobol:
      'Share of the variance that an input explains alone (first order), and with everything it takes part in (total order).',
    shapley:
      'Share of the variance that an input accounts for, correlation and interaction included; the shares add up to 100%.',
  },
  number: ({ name, year }) => `${name} in ${year}`,
  input: 'Input',
  pair: 'Two inputs',
  fields: { output: 'output', realisation: 'realisation', delay: 'delay' },
  projects: 'projects',
  tenth: '10th',
  ninetieth: '90th',
  swing: 'Swing',
  first: 'First order',
  total: 'Total order',
  second: 'Second order',
  effect: 'Share',
  interval: '95% interval',
  range: ({ low, high }) => `${low} to ${high}`,
  bars: ({ full, dark, light }) =>
    `Bars: ${full} to the lower end of the interval, ${dark} to the estimate, ${light} to the upper end.`,
  planned: (value) => `As planned: ${value}`,
  flips: ({ target, names }) => `Alone enough to change the verdict on ${target}: ${names}`,
  flipsNone: (target) => `No input alone changes the verdict on ${target}.`,
  moments: ({ mean, range, deviation }) => `Mean ${mean} (95% interval ${range}), standard deviation ${deviation}`,
  notFromZero: ({ what, names }) => `${what}, not distinguishable from zero: ${names}`,
  drawn: ({ kind, draws, runs, seed, orders }) =>
    [
      `${draws} ${kind}`,
      ...(orders === null ? [] : [`${orders} random orders of the inputs`]),
      `${runs} runs of the model`,
      `seed ${seed}`,
    ].join(', '),
  ran: (runs) => `${runs} runs of the model`,
  failed: ({ kind, failed, draws }) =>
    `${failed} of ${draws} ${kind} are left out: an equation gave no number in one of their runs.`,
  suggested: ({ reach, draws, wide }) =>
    `The widest interval reaches ${reach} to either side; --draws ${draws} should bring it within ${wide}.`,
  ofLargest: (share) => `${share} of the largest μ*`,
  nothing: 'Nothing uncertain moves it: no distribution of the plan stands behind this number.',
  constant: (value) => `It does not vary: every draw gives ${value}, so there is nothing to explain.`,
  insteadOfSobol: ({ first, second, others }) =>
    `${first} and ${second}${more(others)} are correlated, where Sobol indices mislead: Shapley effects instead.`,
  movedAlone: ({ first, second, others }) =>
    `${first} and ${second}${more(others)} are correlated; here each is moved alone all the same.`,
  severalNumbers: 'μ and σ mean nothing for an input of several numbers: each of them moves its own way.',
}

function more(others: number): string {
  return others === 0 ? '' : ` (and ${others} pair${others === 1 ? '' : 's'} more)`
}

const zh: SensitivityWords = {
  methods: { tornado: '龙卷风图', morris: 'Morris 筛选', sobol: 'Sobol 指数', shapley: 'Shapley 效应' },
  meaning: {
    tornado: '每次只将一项输入放到第 10 和第 90 百分位，其余取中心值。',
    morris: '输入在其范围内变动时结果的变化：平均幅度 μ*，平均值 μ，离散程度 σ（反映交互或非线性）。',
    sobol: '输入单独解释的方差占比（一阶），以及连同其参与的一切交互（总阶）。',
    shapley: '各输入应担的方差占比，含相关与交互；各占比之和为 100%。',
  },
  number: ({ name, year }) => spaced`${year} 年${name}`,
  input: '输入',
  pair: '两项输入',
  fields: { output: '产出', realisation: '兑现率', delay: '推迟' },
  projects: '项目',
  tenth: '第 10 百分位',
  ninetieth: '第 90 百分位',
  swing: '幅度',
  first: '一阶',
  total: '总阶',
  second: '二阶',
  effect: '占比',
  interval: '95% 区间',
  range: ({ low, high }) => spaced`${low} 至 ${high}`,
  bars: ({ full, dark, light }) => spaced`条形：${full} 至区间下限，${dark} 至估计值，${light} 至区间上限。`,
  planned: (value) => spaced`按原规划：${value}`,
  flips: ({ target, names }) => spaced`单独即可改变“${target}”结论的输入：${names}`,
  flipsNone: (target) => spaced`没有任何一项输入能单独改变“${target}”的结论。`,
  moments: ({ mean, range, deviation }) => spaced`均值 ${mean}（95% 区间 ${range}），标准差 ${deviation}`,
  notFromZero: ({ what, names }) => spaced`${what}与零无法区分：${names}`,
  drawn: ({ kind, draws, runs, seed, orders }) =>
    [
      kind === 'draws' ? spaced`抽样 ${draws} 次` : spaced`轨迹 ${draws} 条`,
      ...(orders === null ? [] : [spaced`输入的随机次序 ${orders} 种`]),
      spaced`模型运行 ${runs} 次`,
      spaced`种子 ${seed}`,
    ].join('，'),
  ran: (runs) => spaced`模型运行 ${runs} 次`,
  failed: ({ kind, failed, draws }) =>
    spaced`${draws} ${kind === 'draws' ? '次抽样' : '条轨迹'}中有 ${failed} ${kind === 'draws' ? '次' : '条'}未计入：其中有方程得不到数值。`,
  suggested: ({ reach, draws, wide }) =>
    spaced`最宽的区间向两侧各伸 ${reach}；用 --draws ${draws} 应可使其不超过${wide}。`,
  ofLargest: (share) => spaced`最大 μ* 的 ${share}`,
  nothing: '没有任何不确定因素影响它：规划中没有分布与此数有关。',
  constant: (value) => spaced`它没有变动：每次抽样都得 ${value}，没有可解释的方差。`,
  insteadOfSobol: ({ first, second, others }) =>
    spaced`${first} 与 ${second}${andOthers(others)}相关，此时 Sobol 指数会误导，改用 Shapley 效应。`,
  movedAlone: ({ first, second, others }) =>
    spaced`${first} 与 ${second}${andOthers(others)}相关；这里仍逐项单独变动。`,
  severalNumbers: '由多个数组成的输入没有 μ 和 σ：其中各数变动方向不一。',
}

function andOthers(others: number): string {
  return others === 0 ? '' : `（及另外 ${others} 对）`
}

export const sensitivityWords: Readonly<Record<Language, SensitivityWords>> = { en, zh }
