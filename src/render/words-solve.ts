/** The words of `solve`, in both languages. */

import type { RequiredGrowth } from '../analyses/required.ts'
import type { Limit, Outcome } from '../analyses/solve.ts'
import { spaced } from './chinese.ts'
import type { Language } from './messages.ts'

export type SolveWords = {
  readonly outcomes: Readonly<Record<Outcome, string>>
  readonly outcome: string
  readonly instrument: string
  readonly now: string
  readonly change: string
  readonly from: string
  readonly to: string
  readonly proof: string
  readonly bounds: string
  /** `total_revenue > 10,000 in 2027` */
  readonly condition: (words: {
    readonly indicator: string
    readonly condition: string
    readonly year: number
  }) => string
  readonly required: (words: { readonly rate: string; readonly from: number; readonly base: string }) => string
  readonly noRequired: Readonly<
    Record<
      NonNullable<RequiredGrowth['reason']>,
      (words: { readonly base: string; readonly threshold: string }) => string
    >
  >
  readonly added: (words: { readonly years: string }) => string
  readonly addedToProjects: string
  readonly between: (words: { readonly low: string; readonly high: string }) => string
  readonly isUsual: string
  readonly limits: Readonly<Record<Limit, (words: LimitWords) => string>>
  readonly unconfirmed: (words: LimitWords) => string
  readonly noEdge: (words: LimitWords) => string
  readonly headroom: string
  readonly strict: string
  readonly strictEdge: (words: { readonly edge: string }) => string
  readonly comma: string
  readonly semicolon: string
  readonly together: string
  readonly least: (words: { readonly unit: string; readonly isWeighted: boolean }) => string
  readonly units: { readonly rate: string; readonly level: string; readonly both: string }
  readonly tryIt: string
}

type LimitWords = {
  readonly indicator: string
  readonly instrument: string
  readonly value: string
  readonly change: string
  readonly year: number
}

const en: SolveWords = {
  outcomes: {
    found: 'found',
    'already-met': 'already met',
    unreachable: 'out of reach',
    'not-converged': 'not converged',
  },
  outcome: 'Outcome',
  instrument: 'Assumption',
  now: 'Now',
  change: 'Change',
  from: 'From',
  to: 'To',
  proof: 'With it',
  bounds: 'Bounds',
  condition: ({ indicator, condition, year }) => `${indicator} ${condition} in ${year}`,
  required: ({ rate, from, base }) => `from ${base} in ${from} that is ${rate} a year`,
  noRequired: {
    'no-base': () => 'it has no value in the base year to grow from',
    'zero-base': ({ threshold }) => `it starts from 0, and no growth rate leads from 0 to ${threshold}`,
    'sign-change': ({ base, threshold }) => `no growth rate leads from ${base} to ${threshold}`,
    'no-years': () => 'no year lies between the base year and the target',
  },
  added: ({ years }) => `added to every value of ${years}`,
  addedToProjects: 'added for every project named',
  between: ({ low, high }) => `between ${low} and ${high}`,
  isUsual: 'unless --bounds says otherwise',
  limits: {
    'no-value': ({ indicator, year }) => `${indicator} has no value in ${year}`,
    'nothing-to-vary': ({ instrument }) => `this scenario gives ${instrument} no value that could be changed`,
    'no-effect': ({ indicator, instrument, value }) => `${instrument} does not move ${indicator}: it stays at ${value}`,
    low: ({ indicator, value, change }) =>
      `at the lower bound of ${change}, ${indicator} comes to ${value} and no nearer`,
    high: ({ indicator, value, change }) =>
      `at the upper bound of ${change}, ${indicator} comes to ${value} and no nearer`,
    inside: ({ indicator, value, change }) => `${indicator} comes nearest with ${change}, at ${value}`,
    bounds: ({ indicator, value, instrument }) =>
      `with ${instrument} at the bounds, ${indicator} comes to ${value} and no nearer`,
    dependent: ({ indicator, value }) =>
      `these assumptions cannot move the targets one independently of the other; ${indicator} comes to ${value}`,
  },
  unconfirmed: ({ indicator, value }) => `the search did not settle; the nearest it came is ${indicator} at ${value}`,
  noEdge: ({ indicator, instrument }) =>
    `no change of ${instrument} within the bounds makes ${indicator} miss the target`,
  headroom: 'Already met: the change is how far it may go before the target is just missed.',
  strict: "'>' and '<' need more than equality (1e-9): each change goes that little beyond it; -f json gives both.",
  strictEdge: ({ edge }) => `'>' and '<' need more than equality (1e-9); value and threshold are equal at ${edge}.`,
  comma: ', ',
  semicolon: '; ',
  together: 'All targets are brought exactly to their thresholds at once, one assumption for each.',
  least: ({ unit, isWeighted }) =>
    `The least change that meets all targets: the smallest sum of squared changes${isWeighted ? ', weighted by --weights' : ''}, counted in ${unit}.`,
  units: {
    rate: 'percentage points',
    level: 'hundredths of the largest level',
    both: 'percentage points, and hundredths of the largest level',
  },
  tryIt: 'Try it:',
}

const zh: SolveWords = {
  outcomes: { found: '已找到', 'already-met': '已达到', unreachable: '无法达到', 'not-converged': '未收敛' },
  outcome: '结果',
  instrument: '假设',
  now: '现值',
  change: '改动',
  from: '由',
  to: '到',
  proof: '改动后',
  bounds: '范围',
  condition: ({ indicator, condition, year }) => spaced`${year} 年${indicator} ${condition}`,
  required: ({ rate, from, base }) => spaced`由 ${from} 年的 ${base} 起，年均增长 ${rate}`,
  noRequired: {
    'no-base': () => '基年没有数值，无从计算增速',
    'zero-base': ({ threshold }) => spaced`起点为 0，任何增速都不能由 0 到 ${threshold}`,
    'sign-change': ({ base, threshold }) => spaced`任何增速都不能由 ${base} 到 ${threshold}`,
    'no-years': () => '基年与目标年之间没有年份',
  },
  added: ({ years }) => spaced`加到 ${years} 的每个数值上`,
  addedToProjects: '加到所指各项目上',
  between: ({ low, high }) => spaced`范围 ${low} 至 ${high}`,
  isUsual: '可用 --bounds 另定',
  limits: {
    'no-value': ({ indicator, year }) => spaced`${indicator}在 ${year} 年没有数值`,
    'nothing-to-vary': ({ instrument }) => spaced`此情景没有给出可改动的 ${instrument}`,
    'no-effect': ({ indicator, instrument, value }) => spaced`${instrument} 对${indicator}没有影响：始终为 ${value}`,
    low: ({ indicator, value, change }) => spaced`改动到下限 ${change}时，${indicator}为 ${value}，不能再接近`,
    high: ({ indicator, value, change }) => spaced`改动到上限 ${change}时，${indicator}为 ${value}，不能再接近`,
    inside: ({ indicator, value, change }) => spaced`改动 ${change}时${indicator}最接近目标，为 ${value}`,
    bounds: ({ indicator, value, instrument }) => spaced`${instrument} 已到界限，${indicator}为 ${value}，不能再接近`,
    dependent: ({ indicator, value }) => spaced`这些假设不能使各目标各自独立变动；${indicator}为 ${value}`,
  },
  unconfirmed: ({ indicator, value }) => spaced`搜索未能收敛；最接近时${indicator}为 ${value}`,
  noEdge: ({ indicator, instrument }) => spaced`在范围内无论怎样改动 ${instrument}，${indicator}都不会未达目标`,
  headroom: '已达到：改动表示在刚好未达到之前还可变动多少。',
  strict: '“>”“<”要求超过相等（1e-9）：各项改动略微越过相等之处；-f json 两者都给出。',
  strictEdge: ({ edge }) => spaced`“>”“<”要求超过相等（1e-9）；改动 ${edge} 时数值与目标值相等。`,
  comma: '，',
  semicolon: '；',
  together: '各目标同时恰好达到目标值，每个目标对应一项假设。',
  least: ({ unit, isWeighted }) =>
    spaced`达到全部目标的最小改动：改动的平方和最小${isWeighted ? '（按 --weights 加权）' : ''}，以${unit}为单位。`,
  units: { rate: '百分点', level: '最大数值的 1%', both: '百分点及最大数值的 1%' },
  tryIt: '试一试：',
}

export const solveWords: Readonly<Record<Language, SolveWords>> = { en, zh }
