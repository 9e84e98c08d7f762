/** The words of `discover`, in both languages. */

import type { ProjectField } from '../plan/types.ts'
import { spaced } from './chinese.ts'
import type { Language } from './messages.ts'

type Shares = { readonly coverage: string; readonly density: string; readonly mass: string }

export type DiscoverWords = {
  /** What is looked for: `revenue is missed`. */
  readonly missed: (targets: readonly string[]) => string
  readonly met: (targets: readonly string[]) => string
  readonly holds: (column: string, condition: string) => string
  /** How often: `revenue is missed in 412 of 10,000 draws (4.1%)`. */
  readonly often: (words: {
    readonly event: string
    readonly ofInterest: string
    readonly cases: string
    readonly share: string
    readonly isDrawn: boolean
  }) => string
  readonly failed: (count: string) => string
  readonly sampled: (words: { readonly sampler: string; readonly seed: number }) => string
  readonly box: (number: number) => string
  /** The sentence to quote. */
  readonly sentence: (
    words: Shares & {
      readonly event: string
      readonly conditions: readonly string[]
      /** Said of what the boxes before leave. */
      readonly isFurther: boolean
      /** In less than half of the box. */
      readonly isRather: boolean
    },
  ) => {
    readonly missed: string
    readonly met: string
    readonly holds: string
  }
  readonly above: (input: string, value: string) => string
  readonly below: (input: string, value: string) => string
  readonly atLeast: (input: string, value: string) => string
  readonly atMost: (input: string, value: string) => string
  readonly between: (input: string, low: string, high: string) => string
  readonly oneOf: (input: string, texts: readonly string[]) => string
  readonly of: (assumption: string, whose: string) => string
  readonly ofYears: (input: string, first: number, last: number) => string
  /** Of all projects, and of one. */
  readonly fields: Readonly<Record<ProjectField, string>>
  readonly fieldNames: Readonly<Record<ProjectField, string>>
  readonly headings: {
    readonly input: string
    readonly condition: string
    readonly range: string
    readonly pValue: string
    readonly coverageWithout: string
    readonly densityWithout: string
    readonly step: string
    readonly coverage: string
    readonly density: string
    readonly mass: string
    readonly cases: string
    readonly inputs: string
    readonly largest: string
  }
  readonly dropped: (limits: readonly string[]) => string
  readonly together: (words: { readonly boxes: number; readonly coverage: string; readonly mass: string }) => string
  readonly nothing: (event: string) => string
  readonly never: string
  readonly always: string
  /** No draw has a value of a target. */
  readonly noValue: string
  /** What draws that all agree leave open. */
  readonly leftOpen: (words: { readonly share: string; readonly cases: string }) => string
  readonly certain: string
  readonly askMet: string
  readonly askMissed: string
  readonly taken: (words: { readonly step: number; readonly last: number }) => string
  readonly others: string
  readonly meaning: string
  readonly means: (first: number, last: number) => string
}

/** `a`, `a and b`, `a, b and c`. */
function listed(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`
}

const en: DiscoverWords = {
  missed: (targets) => `${targets.join(' or ')} is missed`,
  met: (targets) => (targets.length === 1 ? `${targets[0]} is met` : `${targets.join(' and ')} are met`),
  holds: (column, condition) => `'${column}' ${condition}`,
  often: ({ event, ofInterest, cases, share, isDrawn }) =>
    `${event} in ${ofInterest} of ${cases} ${isDrawn ? 'draws' : 'cases'} (${share})`,
  failed: (count) => `${count} draws gave no value of a target and count as missed.`,
  sampled: ({ sampler, seed }) => `${sampler}, seed ${seed}`,
  box: (number) => `Box ${number}`,
  sentence: ({ event, conditions, coverage, density, mass, isFurther, isRather }) => {
    const when = `${isFurther ? 'outside the boxes before, ' : ''}${event} ${isRather ? 'more often ' : ''}when ${listed(conditions)}`
    return {
      missed: `${when}; this covers ${coverage} of the misses, and ${density} of such cases miss (${mass} of all cases).`,
      met: `${when}; this covers ${coverage} of the successes, and ${density} of such cases succeed (${mass} of all cases).`,
      holds: `${when}; this covers ${coverage} of these cases, and it is so in ${density} of the cases described (${mass} of all).`,
    }
  },
  above: (input, value) => `${input} is above ${value}`,
  below: (input, value) => `${input} is below ${value}`,
  atLeast: (input, value) => `${input} is at least ${value}`,
  atMost: (input, value) => `${input} is at most ${value}`,
  between: (input, low, high) => `${input} is between ${low} and ${high}`,
  oneOf: (input, texts) => `${input} is ${texts.map((each) => `'${each}'`).join(' or ')}`,
  of: (assumption, whose) => `${assumption} of ${whose}`,
  ofYears: (input, first, last) => (first === last ? `${input} in ${first}` : `${input}, ${first}–${last}`),
  fields: { output: 'output of projects', realisation: 'realisation of projects', delay: 'delay of projects' },
  fieldNames: { output: 'output', realisation: 'realisation', delay: 'delay' },
  headings: {
    input: 'input',
    condition: 'limit',
    range: 'in all cases',
    pValue: 'quasi-p',
    coverageWithout: 'coverage\nwithout',
    densityWithout: 'density\nwithout',
    step: 'box',
    coverage: 'coverage',
    density: 'density',
    mass: 'mass',
    cases: 'cases',
    inputs: 'inputs',
    largest: 'largest\nquasi-p',
  },
  dropped: (limits) => `Dropped, for they may be chance (quasi-p above 0.05): ${limits.join('; ')}.`,
  together: ({ boxes, coverage, mass }) => `The ${boxes} boxes together: ${coverage} covered, in ${mass} of all cases.`,
  nothing: (event) => `No condition says more of when ${event} than how often it is.`,
  never: 'It never happens, so no condition can tell when.',
  always: 'It always happens, so no condition can tell when.',
  noValue: 'A target has no value in any draw, so that it is neither met nor missed.',
  leftOpen: ({ share, cases }) => `${cases} draws that agree leave up to ${share} open (95 %).`,
  certain: 'Nothing that the target rests on is uncertain in this scenario.',
  askMet: 'It is missed more often than not: ask when it is met (--met).',
  askMissed: 'It is met more often than not: ask when it is missed (without --met).',
  taken: ({ step, last }) => `Box 1 is number ${step} of the boxes on the way, 0 to ${last}.`,
  others: 'All of them: --trajectory; another one: --box N',
  meaning:
    'Coverage: share of the cases in question that are in the box. Density: share of the box that is in question. ' +
    'Mass: share of all cases that are in the box. ' +
    'Quasi-p: how likely so many would be in the box by chance without this limit.',
  means: (first, last) => `An input of several years is their mean: of ${first}–${last} where no years are named.`,
}

const zh: DiscoverWords = {
  missed: (targets) => spaced`${targets.map((each) => spaced`“${each}”`).join('或')}未达标`,
  met: (targets) => spaced`${targets.map((each) => spaced`“${each}”`).join('和')}达标`,
  holds: (column, condition) => spaced`“${column}” ${condition}`,
  often: ({ event, ofInterest, cases, share, isDrawn }) =>
    spaced`${cases} ${isDrawn ? '次抽样' : '例'}中，${event}的有 ${ofInterest} ${isDrawn ? '次' : '例'}（${share}）`,
  failed: (count) => spaced`${count} 次抽样得不到目标的数值，按未达标计。`,
  sampled: ({ sampler, seed }) => spaced`${sampler}，种子 ${seed}`,
  box: (number) => spaced`条件组 ${number}`,
  sentence: ({ event, conditions, coverage, density, mass, isFurther, isRather }) => {
    const when = spaced`${isFurther ? '在前述各组之外，' : ''}当${conditions.map((each, i) => (i === 0 ? each : spaced`且${each}`)).join('，')}时，${event}${isRather ? '的情形更多' : ''}`
    return {
      missed: spaced`${when}；这涵盖 ${coverage} 的未达标情形，此类情形中有 ${density} 未达标（占全部情形的 ${mass}）。`,
      met: spaced`${when}；这涵盖 ${coverage} 的达标情形，此类情形中有 ${density} 达标（占全部情形的 ${mass}）。`,
      holds: spaced`${when}；这涵盖 ${coverage} 的此种情形，所述情形中有 ${density} 如此（占全部情形的 ${mass}）。`,
    }
  },
  above: (input, value) => spaced`${input}高于 ${value}`,
  below: (input, value) => spaced`${input}低于 ${value}`,
  atLeast: (input, value) => spaced`${input}不低于 ${value}`,
  atMost: (input, value) => spaced`${input}不高于 ${value}`,
  between: (input, low, high) => spaced`${input}在 ${low} 与 ${high} 之间`,
  oneOf: (input, texts) => spaced`${input}为${texts.map((each) => spaced`“${each}”`).join('或')}`,
  of: (assumption, whose) => spaced`${whose}${assumption}`,
  ofYears: (input, first, last) => (first === last ? spaced`${first} 年${input}` : spaced`${first}–${last} 年${input}`),
  fields: { output: '项目产出', realisation: '项目兑现率', delay: '项目延迟' },
  fieldNames: { output: '产出', realisation: '兑现率', delay: '延迟' },
  headings: {
    input: '变量',
    condition: '界限',
    range: '全部情形',
    pValue: '准 p 值',
    coverageWithout: '去掉后\n覆盖率',
    densityWithout: '去掉后\n密度',
    step: '序号',
    coverage: '覆盖率',
    density: '密度',
    mass: '占比',
    cases: '例数',
    inputs: '变量数',
    largest: '最大\n准 p 值',
  },
  dropped: (limits) => spaced`可能出于偶然（准 p 值大于 0.05），已去掉：${limits.join('；')}。`,
  together: ({ boxes, coverage, mass }) => spaced`${boxes} 组条件合计：涵盖 ${coverage}，占全部情形的 ${mass}。`,
  nothing: (event) => spaced`没有条件能比总体频率更好地说明何时${event}。`,
  never: '从未发生，无条件可寻。',
  always: '总是发生，没有条件可以区分。',
  noValue: '有目标在任何一次抽样中都没有数值，既不算达标也不算未达标。',
  leftOpen: ({ share, cases }) => spaced`${cases} 次抽样结果一致，仍不排除至多 ${share} 的例外（95% 置信）。`,
  certain: '在此情景下，目标所依据的各项假设都是确定的。',
  askMet: '未达标居多：可改问何时达标（--met）。',
  askMissed: '达标居多：可改问何时未达标（去掉 --met）。',
  taken: ({ step, last }) => spaced`条件组 1 取自途中各组（0 至 ${last}）的第 ${step} 组。`,
  others: '查看全部：--trajectory；另取一组：--box N',
  meaning:
    '覆盖率：所求情形落在条件内的比例。密度：条件内所求情形的比例。占比：条件内的情形占全部情形的比例。准 p 值：去掉此界限后，仅凭偶然达到如此密度的概率。',
  means: (first, last) => spaced`跨多年的变量取各年平均；未写明年份的为 ${first}–${last} 年。`,
}

export const discoverWords: Readonly<Record<Language, DiscoverWords>> = { en, zh }
