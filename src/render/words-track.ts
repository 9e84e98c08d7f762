/** The words of `track`, in both languages. */

import type { TrackRemark, TrackStatus } from '../analyses/track.ts'
import { spaced } from './chinese.ts'
import type { Language } from './messages.ts'

export type TrackWords = {
  readonly base: string
  readonly latest: string
  readonly threshold: string
  readonly observedGrowth: string
  readonly requiredGrowth: string
  readonly requiredFromNow: string
  readonly ratio: string
  readonly status: string
  readonly statuses: Readonly<Record<TrackStatus, string>>
  /** A level and its year. */
  readonly inYear: (value: string, year: number) => string
  /** A change a year, where growth has no meaning. */
  readonly perYear: (change: string) => string
  readonly asOf: (year: number) => string
  readonly remark: (remark: TrackRemark, words: { readonly year: number; readonly option: string }) => string
  /** `name: text` */
  readonly about: (name: string, text: string) => string
  readonly estimate: (words: {
    readonly measure: string
    readonly grade: string
    readonly year: number
    readonly value: string
    readonly low: string
    readonly high: string
  }) => string
  readonly needed: (words: {
    readonly name: string
    readonly condition: string
    readonly first: number
    readonly last: number
    readonly growth: string
    readonly low: string
    readonly high: string
  }) => string
  readonly firstObserved: string
  readonly otherMeasures: string
  readonly measure: string
  readonly level: string
  readonly grade: string
  readonly band: string
  readonly notMixed: string
  readonly rule: string
}

const en: TrackWords = {
  base: 'Base',
  latest: 'Latest',
  threshold: 'Target',
  observedGrowth: 'Observed per year',
  requiredGrowth: 'Required per year',
  requiredFromNow: 'Required from now',
  ratio: 'Ratio',
  status: 'Status',
  statuses: {
    target_achieved: 'target achieved',
    substantial_progress: 'substantial progress',
    moderate_progress: 'moderate progress',
    limited_progress: 'limited progress',
    deterioration: 'deterioration',
    undetermined: 'undetermined',
  },
  inYear: (value, year) => `${value} (${year})`,
  perYear: (change) => `${change} a year`,
  asOf: (year) => `observations up to ${year}`,
  remark: (remark, { year, option }) => {
    switch (remark) {
      case 'no-observation':
        return 'nothing is observed; give a level in baseline.csv'
      case 'base-not-observed':
        return `the base year ${year} is not observed, and no other year takes its place; choose one that is: ${option}`
      case 'one-observation':
        return `only the base year ${year} is observed, so no growth is observed yet`
      case 'earlier-observations':
        return `earlier years are observed too; to count from there: ${option}`
      case 'met-in-base-year':
        return `the target was met in the base year ${year} already, so no growth was required and there is no ratio`
      case 'nothing-required':
        return `the level of ${year} equals the target and does not meet it, so no growth is required and there is no ratio`
      case 'linear':
        return 'a level or the target is not above 0, where a growth rate has no meaning: changes a year are compared instead'
      case 'no-time':
        return `the target is for the base year ${year}, so no time is left to grow`
    }
  },
  about: (name, text) => `${name}: ${text}.`,
  estimate: ({ measure, grade, year, value, low, high }) =>
    `estimate for ${year} in another measure (${measure}, ${grade}), not an observation: ${value}, between ${low} and ${high}`,
  needed: ({ name, condition, first, last, growth, low, high }) => {
    const years = first === last ? `in ${first}` : `in ${first}–${last}`
    return `Were that its level, ${name} ${condition} would need ${growth} a year ${years} (${low} to ${high}).`
  },
  firstObserved: 'The plan states no base year, so progress is counted from the first year observed.',
  otherMeasures: 'In other measures',
  measure: 'Measure',
  level: 'Level',
  grade: 'Grade',
  band: 'Band',
  notMixed: 'From measures.csv: shown beside, never mixed with the observations above.',
  rule:
    'Ratio: observed growth over required growth, towards the target. From 0.95 substantial, from 0.6 moderate, from 0 limited ' +
    'progress; below 0 deterioration (the rule of open-sdg).',
}

const zh: TrackWords = {
  base: '基期',
  latest: '最新',
  threshold: '目标',
  observedGrowth: '实际年增速',
  requiredGrowth: '所需年增速',
  requiredFromNow: '今后所需年增速',
  ratio: '比值',
  status: '进展',
  statuses: {
    target_achieved: '已达标',
    substantial_progress: '进展良好',
    moderate_progress: '进展一般',
    limited_progress: '进展有限',
    deterioration: '倒退',
    undetermined: '无法判断',
  },
  inYear: (value, year) => spaced`${value}（${year}）`,
  perYear: (change) => spaced`每年 ${change}`,
  asOf: (year) => spaced`只看 ${year} 年及以前的实际值`,
  remark: (remark, { year, option }) => {
    switch (remark) {
      case 'no-observation':
        return '没有实际值；请在 baseline.csv 中给出'
      case 'base-not-observed':
        return spaced`基年 ${year} 没有实际值，也不以其他年份代替；可另选有实际值的年份：${option}`
      case 'one-observation':
        return spaced`只有基年 ${year} 有实际值，尚无实际增速`
      case 'earlier-observations':
        return spaced`更早的年份也有实际值；如从那时算起：${option}`
      case 'met-in-base-year':
        return spaced`基年 ${year} 已达到目标，不需要增长，因此没有比值`
      case 'nothing-required':
        return spaced`${year} 年的水平等于目标值但未达到目标，不需要增长，因此没有比值`
      case 'linear':
        return '有水平值或目标值不大于 0，增速没有意义，改为比较每年的变化量'
      case 'no-time':
        return spaced`目标年份就是基年 ${year}，没有增长的时间`
    }
  },
  about: (name, text) => spaced`${name}：${text}。`,
  estimate: ({ measure, grade, year, value, low, high }) =>
    spaced`${year} 年另一口径（${measure}，${grade}）的估计值，并非实际值：${value}，区间 ${low} 至 ${high}`,
  needed: ({ name, condition, first, last, growth, low, high }) => {
    const years = first === last ? spaced`${first} 年` : spaced`${first}—${last} 年每年`
    return spaced`若以此为起点，要使${name} ${condition}，${years}需增长 ${growth}（${low} 至 ${high}）。`
  },
  firstObserved: '规划没有写明基年，因此从最早有实际值的年份算起。',
  otherMeasures: '其他口径',
  measure: '口径',
  level: '数值',
  grade: '等级',
  band: '区间',
  notMixed: '取自 measures.csv：仅供对照，不与上面的实际值混用。',
  rule: '比值＝朝目标方向的实际增速÷所需增速：0.95 及以上进展良好，0.6 及以上进展一般，0 及以上进展有限，低于 0 为倒退（open-sdg 规则）。',
}

const words: Readonly<Record<Language, TrackWords>> = { en, zh }

export function trackWords(language: Language): TrackWords {
  return words[language]
}
