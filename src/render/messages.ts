/** Every word yuce says about a result, in both languages. The compiler holds the two catalogues together. */

import type { Verdict } from '../analyses/targets.ts'
import type { Severity } from '../plan/problem.ts'
import type { Distribution, Grade } from '../plan/types.ts'
import { spaced } from './chinese.ts'

export const LANGUAGES = ['zh', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** What stands for a distribution in a projection. */
const centralValue = {
  en: {
    normal: 'mean',
    lognormal: 'mean',
    uniform: 'midpoint',
    triangular: 'mode',
    pert: 'mode',
    interval: 'midpoint',
  },
  zh: { normal: '均值', lognormal: '均值', uniform: '中点', triangular: '众数', pert: '众数', interval: '中点' },
} as const satisfies Record<Language, Record<Distribution['shape'], string>>

export type Messages = {
  readonly colon: string
  readonly listComma: string
  readonly noValue: string
  readonly severity: Readonly<Record<Severity, string>>
  readonly help: string
  readonly moreProblems: (count: number) => string

  readonly verdicts: Readonly<Record<Verdict, string>>
  readonly grades: Readonly<Record<Grade, string>>
  readonly scenario: string
  readonly sector: string
  readonly total: string
  readonly annualGrowth: string
  readonly share: string
  /** Above sparklines. */
  readonly path: string
  readonly indicator: string
  readonly target: string
  readonly year: string
  readonly value: string
  readonly valueIn: (year: number) => string
  readonly threshold: string
  readonly gap: string
  readonly firstMet: string
  readonly verdict: string
  readonly never: string
  readonly points: string
  readonly decides: string
  readonly yes: string
  readonly period: (baseYear: number, horizon: number) => string
  readonly unitGloss: Readonly<Record<string, string>>

  readonly baselineRests: (year: number, variable: string, shares: string) => string
  readonly standsFor: (shape: Distribution['shape'], written: string) => string
  readonly withControl: (total: string, sectors: string) => string
  readonly assumptionsRest: (count: string, counts: string) => string
  readonly nothingAssumed: string
  readonly equalityRule: string
  readonly checkSummary: (met: number, missed: number, undetermined: number) => string
  readonly noTargets: string

  readonly source: string
  readonly note: string
  readonly beats: string
  readonly changes: string
  readonly moreTerms: (count: number, option: string) => string
  readonly setByOption: string
  readonly standardOutput: string

  readonly planIsSound: (name: string) => string
  readonly problemCounts: (errors: number, warnings: number) => string
  readonly wrote: (file: string) => string
  readonly wouldWrite: (file: string) => string
  readonly secondsLeft: (seconds: number) => string
  readonly nextSteps: string
  readonly seeHelp: (command: string) => string
  readonly defect: (version: string) => string
  readonly reportDefect: string
}

const en: Messages = {
  colon: ': ',
  listComma: ', ',
  noValue: 'n/a',
  severity: { error: 'error', warning: 'warning', note: 'note' },
  help: 'help',
  moreProblems: (count) => `… and ${count} more; yuce validate -f json lists them`,

  verdicts: { met: 'met', missed: 'missed', undetermined: 'undetermined' },
  grades: { official: 'official', press: 'press', derived: 'derived', assumed: 'assumed' },
  scenario: 'Scenario',
  sector: 'Sector',
  total: 'Total',
  annualGrowth: 'CAGR',
  share: 'Share',
  path: 'Path',
  indicator: 'Indicator',
  target: 'Target',
  year: 'Year',
  value: 'Value',
  valueIn: (year) => `In ${year}`,
  threshold: 'Threshold',
  gap: 'Gap',
  firstMet: 'First met',
  verdict: 'Verdict',
  never: 'never',
  points: ' pp',
  decides: 'Decides',
  yes: 'yes',
  period: (baseYear, horizon) => `base year ${baseYear}, to ${horizon}`,
  unitGloss: {
    元: 'yuan',
    千元: 'thousand yuan',
    万元: '10 thousand yuan',
    百万元: 'million yuan',
    千万元: '10 million yuan',
    亿元: '100 million yuan',
    十亿元: 'billion yuan',
    百亿元: '10 billion yuan',
    千亿元: '100 billion yuan',
    万亿元: 'trillion yuan',
    户: 'firms',
    家: 'firms',
    台: 'units',
    万台: '10 thousand units',
    人: 'people',
    万人: '10 thousand people',
  },

  baselineRests: (year, variable, shares) => `${year} ${variable}: ${shares}`,
  standsFor: (shape, written) => `${centralValue.en[shape]} of ${written}`,
  withControl: (total, sectors) => `total ${total}, by sector ${sectors}`,
  assumptionsRest: (count, counts) => `${count} assumption${count === '1' ? '' : 's'}: ${counts}`,
  nothingAssumed: 'no assumptions',
  equalityRule: "Within 1e-9 of its threshold a value equals it: '>' is then missed, '>=' met.",
  checkSummary: (met, missed, undetermined) => `${met} met, ${missed} missed, ${undetermined} undetermined`,
  noTargets: 'This plan has no targets.',

  source: 'source',
  note: 'note',
  beats: 'beats',
  changes: 'changes',
  moreTerms: (count, option) => `… ${count} more below; give ${option}`,
  setByOption: 'set on the command line',
  standardOutput: 'standard output',

  planIsSound: (name) => `${name}: no problems`,
  problemCounts: (errors, warnings) =>
    `${errors} error${errors === 1 ? '' : 's'}, ${warnings} warning${warnings === 1 ? '' : 's'}`,
  wrote: (file) => `wrote ${file}`,
  wouldWrite: (file) => `would write ${file}`,
  secondsLeft: (seconds) => `${seconds} s left`,
  nextSteps: 'Next:',
  seeHelp: (command) => `see: ${command} --help`,
  defect: (version) => `yuce ${version} has a defect; your plan and your command are not to blame`,
  reportDefect: 'please report the command, the plan if it can be shared, and these lines',
}

const zh: Messages = {
  colon: '：',
  listComma: '、',
  noValue: 'n/a',
  severity: { error: '错误', warning: '警告', note: '说明' },
  help: '建议',
  moreProblems: (count) => spaced`……另有 ${count} 个问题；可用 yuce validate -f json 列出`,

  verdicts: { met: '达到', missed: '未达到', undetermined: '无法判断' },
  grades: { official: '官方', press: '媒体', derived: '推算', assumed: '设定' },
  scenario: '情景',
  sector: '行业',
  total: '合计',
  annualGrowth: '年均增速',
  share: '占比',
  path: '走势',
  indicator: '指标',
  target: '目标',
  year: '年份',
  value: '预测值',
  valueIn: (year) => spaced`${year} 年`,
  threshold: '目标值',
  gap: '差距',
  firstMet: '首次达到',
  verdict: '结论',
  never: '未达到',
  points: ' 个百分点',
  decides: '决定结果',
  yes: '是',
  period: (baseYear, horizon) => spaced`基年 ${baseYear}，预测至 ${horizon}`,
  unitGloss: {},

  baselineRests: (year, variable, shares) => spaced`${year} 年${variable}：${shares}`,
  standsFor: (shape, written) => spaced`${written} 的${centralValue.zh[shape]}`,
  withControl: (total, sectors) => spaced`合计${total}，分行业${sectors}`,
  assumptionsRest: (count, counts) => spaced`假设 ${count} 项：${counts}`,
  nothingAssumed: '没有假设',
  equalityRule: '数值与目标值相差不到十亿分之一（1e-9）即视为相等：此时“>”为未达到，“>=”为达到。',
  checkSummary: (met, missed, undetermined) => spaced`达到 ${met} 项，未达到 ${missed} 项，无法判断 ${undetermined} 项`,
  noTargets: '本规划没有目标。',

  source: '来源',
  note: '备注',
  beats: '优先于',
  changes: '所改的是',
  moreTerms: (count, option) => spaced`……下面还有 ${count} 项；请加选项 ${option}`,
  setByOption: '由命令行设定',
  standardOutput: '标准输出',

  planIsSound: (name) => spaced`${name}：没有问题`,
  problemCounts: (errors, warnings) => spaced`错误 ${errors} 个，警告 ${warnings} 个`,
  wrote: (file) => spaced`已写入 ${file}`,
  wouldWrite: (file) => spaced`将写入 ${file}`,
  secondsLeft: (seconds) => spaced`还需 ${seconds} 秒`,
  nextSteps: '接下来：',
  seeHelp: (command) => spaced`用法见：${command} --help`,
  defect: (version) => spaced`yuce ${version} 有缺陷；问题不在您的规划或命令`,
  reportDefect: '请将命令、（可以公开的）规划和以下内容一并反馈',
}

const catalogues: Readonly<Record<Language, Messages>> = { en, zh }

export function messages(language: Language): Messages {
  return catalogues[language]
}
