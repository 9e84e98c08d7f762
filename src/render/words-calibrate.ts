/** The words of `calibrate`, in both languages. */

import { spaced } from './chinese.ts'
import type { Language } from './messages.ts'

/** An estimate and its interval, as text. */
export type Ranged = { readonly value: string; readonly low: string; readonly high: string }

export type CalibrateWords = {
  readonly title: (file: string) => string
  /** `growth: growth of revenue (产值)` */
  readonly from: (words: {
    readonly assumption: string
    readonly observed: string
    readonly isGrowth: boolean
    readonly measure: string | null
  }) => string
  readonly rates: string
  readonly years: string
  readonly yearRange: (first: number, last: number) => string
  readonly mean: string
  readonly spread: string
  readonly persistence: string
  readonly correlation: string
  readonly pair: string
  readonly written: string
  readonly every: string
  readonly pairOf: (first: string, second: string) => string
  readonly untoldPersistence: (series: string) => string
  readonly negativePersistence: (series: string) => string
  readonly untoldCorrelations: (count: number, of: number) => string
  /** How many of them look told by chance alone. */
  readonly byChance: (count: number) => string
  readonly morePairs: (count: number, option: string) => string
  readonly shownOnly: (series: string) => string
  readonly intervals: string
  readonly use: (command: string) => string
  readonly comma: string

  /** Sentences of the note of an assumption. */
  readonly note: {
    readonly opening: (words: {
      readonly file: string
      readonly observed: string
      readonly isGrowth: boolean
      readonly measure: string | null
      readonly first: number
      readonly last: number
      readonly count: number
    }) => string
    readonly mean: (words: Ranged) => string
    readonly spread: (words: Ranged) => string
    readonly noSpread: string
    readonly noPersistence: string
    readonly persistence: (words: Ranged) => string
    readonly untold: string
    readonly negative: string
    readonly told: string
    readonly drift: string
    readonly join: string
    readonly end: string
  }
  /** The note of a correlation. */
  readonly correlationNote: {
    readonly none: (years: number) => string
    readonly withoutInterval: (words: { readonly value: string; readonly years: number }) => string
    readonly observed: (words: Ranged & { readonly years: number }) => string
    readonly untold: string
    readonly estimated: string
    readonly nearest: string
    readonly join: string
  }
}

const en: CalibrateWords = {
  title: (file) => `Calibration of ${file}`,
  from: ({ assumption, observed, isGrowth, measure }) =>
    `${assumption === observed ? '' : `${assumption}: `}${isGrowth ? 'growth of ' : ''}${observed}${measure === null ? '' : ` (${measure})`}`,
  rates: 'n',
  years: 'Years',
  yearRange: (first, last) => (first === last ? `${first}` : `${first}–${last}`),
  mean: 'Mean',
  spread: 'Spread (sd)',
  persistence: 'Persistence',
  correlation: 'Correlation',
  pair: 'Pair',
  written: 'Written',
  every: 'every sector',
  pairOf: (first, second) => `${first}, ${second}`,
  untoldPersistence: (series) => `Persistence not distinguishable from zero, so written as 0: ${series}`,
  negativePersistence: (series) => `Persistence below zero, which a plan cannot hold, so written as 0: ${series}`,
  untoldCorrelations: (count, of) =>
    `${count} of ${of} correlations ${count === 1 ? 'is' : 'are'} not distinguishable from zero.`,
  byChance: (count) => `By chance alone about ${count} of them would look distinguishable.`,
  morePairs: (count, option) => `… and ${count} more; all of them: ${option}`,
  shownOnly: (series) => `Shown only, since sectors are written: ${series}`,
  intervals:
    '95% intervals: of the mean by Student, of the spread by χ², of the persistence exact for a first-order autoregression, of correlations by Fisher. All suppose normal rates, those of mean and spread also independent years.',
  use: (command) => `To use it: ${command}`,
  comma: ', ',
  note: {
    opening: ({ file, observed, isGrowth, measure, first, last, count }) =>
      `${isGrowth ? 'Growth of ' : ''}${observed}${measure === null ? '' : ` (${measure})`} in ${file}, ${first}–${last}, ${count} years`,
    mean: ({ value, low, high }) => `mean ${value}, 95% interval ${low} to ${high}`,
    spread: ({ value, low, high }) => `standard deviation ${value}, ${low} to ${high}`,
    noSpread: 'the same in every year, which is no measure of a spread',
    noPersistence: 'persistence cannot be told',
    persistence: ({ value, low, high }) => `lag-one autocorrelation ${value}, ${low} to ${high}`,
    untold: 'not distinguishable from zero, so persistence 0',
    negative: 'below zero, which a plan cannot hold, so persistence 0',
    told: 'taken as persistence; the interval of the mean supposes independent years and is too narrow',
    drift: 'taken as persistence, though more than any steady one lets expect in so few years: a drift',
    join: '; ',
    end: '.',
  },
  correlationNote: {
    none: (years) => `${years} common years: no correlation can be told`,
    withoutInterval: ({ value, years }) => `${value} in ${years} common years, too few for an interval`,
    observed: ({ value, low, high, years }) => `${value} in ${years} common years, 95% interval ${low} to ${high}`,
    untold: 'not distinguishable from zero, so 0',
    estimated: 'written as estimated, since 0 here would contradict other pairs',
    nearest: 'written is the nearest correlation matrix (Higham 2002), since the pairs contradict each other',
    join: '; ',
  },
}

const zh: CalibrateWords = {
  title: (file) => spaced`由 ${file} 校准`,
  from: ({ assumption, observed, isGrowth, measure }) =>
    spaced`${assumption === observed ? '' : spaced`${assumption}：`}${observed}${measure === null ? ' ' : spaced`（${measure}）`}${isGrowth ? '的增速' : ''}`.trim(),
  rates: 'n',
  years: '年份',
  yearRange: (first, last) => (first === last ? spaced`${first}` : spaced`${first}–${last}`),
  mean: '均值',
  spread: '标准差',
  persistence: '持续性',
  correlation: '相关系数',
  pair: '一对',
  written: '写出',
  every: '各行业',
  pairOf: (first, second) => spaced`${first}、${second}`,
  untoldPersistence: (series) => spaced`持续性与零无法区分，写作 0：${series}`,
  negativePersistence: (series) => spaced`持续性为负，规划中无法表示，写作 0：${series}`,
  untoldCorrelations: (count, of) => spaced`${of} 个相关系数中，${count} 个与零无法区分。`,
  byChance: (count) => spaced`仅凭偶然，也会有约 ${count} 个看似可区分。`,
  morePairs: (count, option) => spaced`……另有 ${count} 对；列出全部：${option}`,
  shownOnly: (series) => spaced`已写出各行业，以下仅供参考：${series}`,
  intervals:
    '95% 区间：均值按 t 分布，标准差按 χ² 分布，持续性按一阶自回归精确计算，相关系数按费希尔变换。均假定比率服从正态分布，均值和标准差还假定各年相互独立。',
  use: (command) => spaced`写成假设：${command}`,
  comma: '、',
  note: {
    opening: ({ file, observed, isGrowth, measure, first, last, count }) =>
      spaced`${file} 中${observed}${measure === null ? '' : spaced`（${measure}）`}${isGrowth ? '的增速' : ''}，${first}–${last} 年，共 ${count} 年`,
    mean: ({ value, low, high }) => spaced`均值 ${value}，95% 区间 ${low} 至 ${high}`,
    spread: ({ value, low, high }) => spaced`标准差 ${value}，${low} 至 ${high}`,
    noSpread: '各年相同，无从衡量离散程度',
    noPersistence: '持续性无法判断',
    persistence: ({ value, low, high }) => spaced`一阶自相关 ${value}，${low} 至 ${high}`,
    untold: '与零无法区分，持续性取 0',
    negative: '为负，规划中无法表示，持续性取 0',
    told: '取为持续性；均值的区间假定各年独立，因而偏窄',
    drift: '取为持续性，但年份如此之少，任何平稳的持续性都难以解释：更像是趋势变化',
    join: '；',
    end: '。',
  },
  correlationNote: {
    none: (years) => spaced`共同年份 ${years} 个，无法判断`,
    withoutInterval: ({ value, years }) => spaced`${years} 个共同年份中为 ${value}，不足以给出区间`,
    observed: ({ value, low, high, years }) => spaced`${years} 个共同年份中为 ${value}，95% 区间 ${low} 至 ${high}`,
    untold: '与零无法区分，取 0',
    estimated: '此处取 0 会与其他各对矛盾，故按估计值写出',
    nearest: '各对互相矛盾，写出的是最接近的相关矩阵（Higham 2002）',
    join: '；',
  },
}

export const calibrateWords: Readonly<Record<Language, CalibrateWords>> = { en, zh }
