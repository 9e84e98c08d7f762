/** The words of `compare`, in both languages. */

import type { Effect } from '../analyses/attribution.ts'
import type { Dimension } from '../analyses/groups.ts'
import { spaced } from './chinese.ts'
import type { Language } from './messages.ts'

export type CompareWords = {
  /** `trend → optimistic, 2027` */
  readonly scenariosInYear: (words: Labels & { readonly year: number }) => string
  /** `trend, 2022 → 2027` */
  readonly yearsOfScenario: (words: Labels & { readonly scenario: string }) => string
  /** `trend 2025` */
  readonly scenarioInYear: (scenario: string, year: number) => string
  readonly difference: string
  readonly change: string
  readonly contribution: string
  readonly growthPoints: string
  readonly share: string
  readonly standardError: string
  readonly dimensions: Readonly<Record<Dimension, string>>
  readonly effect: string
  readonly effects: Readonly<Record<Exclude<Effect, 'factor'>, (level: string) => string>>
  readonly projects: string
  /** Of assumptions that are of no one sector. */
  readonly acrossSectors: string
  /** What is explained: the variable, by how much it differs, and what its parts are. */
  readonly explained: (words: { readonly name: string; readonly change: string; readonly by: string }) => string
  /** What the players are: groups of changed assumptions, or of inputs of one year's formula. */
  readonly changedAssumptions: (groups: number) => string
  readonly formulaInputs: (groups: number) => string
  readonly exact: (words: { readonly players: string; readonly coalitions: string }) => string
  readonly sampled: (words: { readonly players: string; readonly draws: string; readonly seed: number }) => string
  readonly oneGroup: string
  readonly lmdi: string
  readonly nothingDiffers: string
  readonly unchanged: (names: string) => string
  readonly withoutEffect: (words: { readonly name: string; readonly names: string }) => string
  readonly brokenAxis: (from: string) => string
}

type Labels = { readonly from: string; readonly to: string; readonly arrow: string }

const en: CompareWords = {
  scenariosInYear: ({ from, to, arrow, year }) => `${from} ${arrow} ${to}, ${year}`,
  yearsOfScenario: ({ scenario, from, to, arrow }) => `${scenario}, ${from} ${arrow} ${to}`,
  scenarioInYear: (scenario, year) => `${scenario} ${year}`,
  difference: 'Difference',
  change: 'Change',
  contribution: 'Contribution',
  growthPoints: 'Growth, pp',
  share: 'Share',
  standardError: 'Std. error',
  dimensions: { assumption: 'Assumption', sector: 'Sector', year: 'Year' },
  effect: 'Effect',
  effects: {
    scale: (level) => `scale (total ${level})`,
    structure: (level) => `structure (shares of ${level})`,
    intensity: (factor) => `intensity (${factor})`,
  },
  projects: 'investment projects',
  acrossSectors: 'all sectors alike',
  explained: ({ name, change, by }) => `${name}: ${change}, by ${by.toLowerCase()}`,
  changedAssumptions: (groups) => `${groups} groups of changed assumptions`,
  formulaInputs: (groups) =>
    `${groups} groups of inputs of the year's formula (a level carried on from year to year is one input)`,
  exact: ({ players, coalitions }) =>
    `Shapley values of ${players}, over all ${coalitions} combinations: no order is preferred, and the parts add up.`,
  sampled: ({ players, draws, seed }) =>
    `Shapley values of ${players}, estimated from ${draws} random orders (seed ${seed}). The parts add up; each is uncertain by its standard error.`,
  oneGroup: 'Nothing else differs, so all of the difference is its.',
  lmdi: 'Additive LMDI-I (Ang 2004, 2015): logarithmic means as weights; the parts add up.',
  nothingDiffers: 'Nothing that it rests on differs.',
  unchanged: (names) => `The same on both sides: ${names}.`,
  withoutEffect: ({ name, names }) => `Different too, without effect on ${name}: ${names}.`,
  brokenAxis: (from) => `Bars start at ${from}, not at 0.`,
}

const zh: CompareWords = {
  scenariosInYear: ({ from, to, arrow, year }) => spaced`${from} ${arrow} ${to}，${year} 年`,
  yearsOfScenario: ({ scenario, from, to, arrow }) => spaced`${scenario}，${from} ${arrow} ${to} 年`,
  scenarioInYear: (scenario, year) => spaced`${scenario} ${year}`,
  difference: '差额',
  change: '变动',
  contribution: '贡献',
  growthPoints: '拉动（百分点）',
  share: '贡献率',
  standardError: '标准误',
  dimensions: { assumption: '假设', sector: '行业', year: '年份' },
  effect: '效应',
  effects: {
    scale: (level) => spaced`规模效应（${level}总量）`,
    structure: (level) => spaced`结构效应（${level}占比）`,
    intensity: (factor) => spaced`强度效应（${factor}）`,
  },
  projects: '投资项目',
  acrossSectors: '全行业',
  explained: ({ name, change, by }) => spaced`${name}：${change}，按${by}分解`,
  changedAssumptions: (groups) => spaced`${groups} 组有变化的假设`,
  formulaInputs: (groups) => spaced`该年公式的 ${groups} 组构成项（逐年递推的指标算作一项）`,
  exact: ({ players, coalitions }) =>
    spaced`Shapley 值：${players}，穷举全部 ${coalitions} 种组合，与先后次序无关，各项之和等于差额。`,
  sampled: ({ players, draws, seed }) =>
    spaced`Shapley 值：${players}，由 ${draws} 个随机次序估计（种子 ${seed}）。各项之和等于差额，每项的误差见标准误。`,
  oneGroup: '其他都相同，差额全部由它产生。',
  lmdi: '加法 LMDI-I（Ang 2004、2015）：以对数平均为权重，各项之和等于差额。',
  nothingDiffers: '所依据的各项都相同。',
  unchanged: (names) => spaced`两边相同：${names}。`,
  withoutEffect: ({ name, names }) => spaced`另有不同、但不影响${name}：${names}。`,
  brokenAxis: (from) => spaced`条形从 ${from} 起画，不从 0 起。`,
}

const catalogues: Readonly<Record<Language, CompareWords>> = { en, zh }

export function compareWords(language: Language): CompareWords {
  return catalogues[language]
}
