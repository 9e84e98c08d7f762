/** The words of `diff`, in both languages. */

import type { PartKind } from '../analyses/diff-parts.ts'
import { spaced } from './chinese.ts'
import type { Language } from './messages.ts'

export type DiffWords = {
  readonly title: (before: string, after: string) => string
  readonly same: string
  readonly assumptions: (count: number) => string
  readonly implied: (count: number) => string
  readonly results: (count: number) => string
  readonly tolerance: (rtol: string, atol: string) => string
  readonly more: (count: number) => string
  /** `growth of displays in 2026, scenario trend` */
  readonly cell: (words: {
    readonly variable: string
    /** null: no sector to speak of. */
    readonly sector: string | null
    /** null: every year. */
    readonly years: string | null
    readonly scenario: string | null
  }) => string
  readonly everySector: string
  readonly sectors: (count: number) => string
  readonly grade: (of: string) => string
  readonly part: (kind: PartKind, name: string, field: string | null) => string
  readonly inScenario: (scenario: string) => string
  readonly change: (of: string, before: string, after: string, by: string | null, place: string | null) => string
  readonly added: (of: string, what: string | null, place: string | null) => string
  readonly removed: (of: string, what: string | null, place: string | null) => string
  readonly written: (before: string, after: string) => string
  readonly result: string
  readonly before: string
  readonly after: string
  readonly by: string
}

const en: DiffWords = {
  title: (before, after) => `${before} → ${after}`,
  same: 'no differences',
  assumptions: (count) => `${count} difference${count === 1 ? '' : 's'} in what is assumed`,
  implied: (count) => `and what follows from ${count === 1 ? 'it' : 'them'} elsewhere`,
  results: (count) => `${count} difference${count === 1 ? '' : 's'} in results`,
  tolerance: (rtol, atol) => `Two numbers differ where they are further apart than ${rtol} of the first plus ${atol}.`,
  more: (count) => `… and ${count} more; -f json lists every one`,
  cell: ({ variable, sector, years, scenario }) =>
    variable +
    (sector === null ? '' : ` of ${sector}`) +
    (years === null ? '' : ` in ${years}`) +
    (scenario === null ? '' : `, scenario ${scenario}`),
  everySector: 'every sector',
  sectors: (count) => `${count} sectors`,
  grade: (of) => `grade of ${of}`,
  part: (kind, name, field) => {
    switch (kind) {
      case 'unit':
        return 'unit of money'
      case 'baseYear':
        return 'base year'
      case 'horizon':
        return 'last year projected'
      case 'inherits':
        return `scenario ${name} inherits from`
      case 'equation':
        return `equation of ${name}`
      case 'measure':
        return `observation in another measure ${name}`
      case 'control':
        return `control total ${name}`
      case 'project':
        return field === null ? `project ${name}` : `${field} of project ${name}`
      default:
        return `${kind} ${name}`
    }
  },
  inScenario: (scenario) => `, scenario ${scenario}`,
  change: (of, before, after, by, place) =>
    `${of}: ${before} → ${after}${by === null ? '' : ` (${by})`}${place === null ? '' : `, ${place}`}`,
  added: (of, what, place) => `${of} added${what === null ? '' : `: ${what}`}${place === null ? '' : `, ${place}`}`,
  removed: (of, what, place) => `${of} removed${what === null ? '' : `: ${what}`}${place === null ? '' : `, ${place}`}`,
  written: (before, after) => `${before} → ${after}`,
  result: 'Result',
  before: 'Before',
  after: 'After',
  by: 'Change',
}

const zh: DiffWords = {
  title: (before, after) => spaced`${before} → ${after}`,
  same: '没有差异',
  assumptions: (count) => spaced`假设有 ${count} 处不同`,
  implied: () => '由此带来的变化',
  results: (count) => spaced`结果有 ${count} 处不同`,
  tolerance: (rtol, atol) => spaced`两数之差超过前者的 ${rtol} 倍加 ${atol}，才算不同。`,
  more: (count) => spaced`……另有 ${count} 处；-f json 可列出全部`,
  cell: ({ variable, sector, years, scenario }) =>
    (scenario === null ? '' : spaced`情景 ${scenario}：`) +
    (sector === null ? '' : spaced`${sector} `) +
    (years === null ? '' : spaced`${years} 年`) +
    variable,
  everySector: '各行业',
  sectors: (count) => spaced`${count} 个行业`,
  grade: (of) => spaced`${of}的等级`,
  part: (kind, name, field) => {
    switch (kind) {
      case 'unit':
        return '货币单位'
      case 'baseYear':
        return '基年'
      case 'horizon':
        return '预测末年'
      case 'inherits':
        return spaced`情景 ${name} 继承自`
      case 'equation':
        return spaced`${name} 的方程`
      case 'measure':
        return spaced`其他口径的观测 ${name}`
      case 'control':
        return spaced`控制总数 ${name}`
      case 'sector':
        return spaced`行业 ${name}`
      case 'scenario':
        return spaced`情景 ${name}`
      case 'target':
        return spaced`目标 ${name}`
      case 'project':
        return field === null ? spaced`项目 ${name}` : spaced`项目 ${name} 的${projectFields[field] ?? field}`
      case 'linkage':
        return spaced`投入产出系数 ${name}`
      case 'correlation':
        return spaced`相关系数 ${name}`
    }
  },
  inScenario: (scenario) => spaced`（情景 ${scenario}）`,
  change: (of, before, after, by, place) =>
    spaced`${of}：${before} → ${after}${by === null ? '' : spaced`（${by}）`}${place === null ? '' : spaced`，${place}`}`,
  added: (of, what, place) =>
    spaced`新增${of}${what === null ? '' : spaced`：${what}`}${place === null ? '' : spaced`，${place}`}`,
  removed: (of, what, place) =>
    spaced`删去${of}${what === null ? '' : spaced`：${what}`}${place === null ? '' : spaced`，${place}`}`,
  written: (before, after) => spaced`${before} → ${after}`,
  result: '结果',
  before: '之前',
  after: '之后',
  by: '变化',
}

const projectFields: Readonly<Record<string, string>> = {
  sector: '行业',
  start: '投产年份',
  ramp: '达产进度',
  output: '达产产值',
  realisation: '兑现率',
  delay: '延迟年数',
}

const words: Readonly<Record<Language, DiffWords>> = { en, zh }

export function diffWords(language: Language): DiffWords {
  return words[language]
}
