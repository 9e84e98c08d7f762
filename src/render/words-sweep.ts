/** The words of `sweep`, in both languages. */

import { spaced } from './chinese.ts'
import type { Language } from './messages.ts'

export type SweepWords = {
  readonly condition: (words: {
    readonly indicator: string
    readonly condition: string
    readonly year: number
  }) => string
  readonly number: (words: { readonly indicator: string; readonly sector: string; readonly year: number }) => string
  readonly down: string
  readonly across: string
  readonly years: (words: { readonly first: number; readonly last: number }) => string
  readonly operations: { readonly set: string; readonly add: string; readonly scale: string }
  readonly planned: (words: { readonly value: string }) => string
  readonly withoutValue: (count: number) => string
  readonly otherTargets: (words: { readonly names: string }) => string
  readonly otherScenarios: string
  readonly comma: string
}

const en: SweepWords = {
  condition: ({ indicator, condition, year }) => `${indicator} ${condition} in ${year}`,
  number: ({ indicator, sector, year }) => `${indicator} [${sector}] in ${year}`,
  down: 'down',
  across: 'across',
  years: ({ first, last }) => (first === last ? `${first}` : `${first}–${last}`),
  operations: { set: 'in place of its values', add: 'added to its values', scale: 'times its values' },
  planned: ({ value }) => `As planned: ${value}`,
  withoutValue: (count) =>
    `${count} cell${count === 1 ? ' has' : 's have'} no value: an equation gives no number there.`,
  otherTargets: ({ names }) => `Other targets: --target ${names}`,
  otherScenarios: 'Other scenarios: -s NAME',
  comma: ', ',
}

const zh: SweepWords = {
  condition: ({ indicator, condition, year }) => spaced`${year} 年${indicator} ${condition}`,
  number: ({ indicator, sector, year }) => spaced`${year} 年${indicator}（${sector}）`,
  down: '纵向',
  across: '横向',
  years: ({ first, last }) => (first === last ? spaced`${first} 年` : spaced`${first}–${last} 年`),
  operations: { set: '取代原值', add: '加到原值上', scale: '乘以原值' },
  planned: ({ value }) => spaced`按原规划：${value}`,
  withoutValue: (count) => spaced`${count} 格没有数值：方程在该处得不到数值。`,
  otherTargets: ({ names }) => spaced`其他目标：--target ${names}`,
  otherScenarios: '其他情景：-s 名称',
  comma: '，',
}

export const sweepWords: Readonly<Record<Language, SweepWords>> = { en, zh }
