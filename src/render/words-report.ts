/** The words of `report` and of its what-if panel, in both languages. */

import type { Language } from './messages.ts'

/** How many targets are met, missed, and neither. */
export type Counts = { readonly met: number; readonly missed: number; readonly undetermined: number }

export type ReportWords = {
  readonly lang: string
  readonly madeBy: (version: string) => string
  readonly skip: string
  readonly contents: string
  readonly sections: {
    readonly verdict: string
    readonly targets: string
    readonly paths: string
    readonly sectors: string
    readonly bridges: string
    readonly tornado: string
    readonly chance: string
    readonly provenance: string
    readonly problems: string
    readonly equations: string
    readonly sources: string
    readonly whatIf: string
  }

  /** `4 项目标均未达到`, as the end of a sentence about a scenario. */
  readonly counted: (counts: Counts) => string
  /** `year` is that of all targets; null where they differ. */
  readonly inScenario: (words: {
    readonly scenario: string
    readonly isMain: boolean
    readonly year: number | null
    readonly said: string
  }) => string
  readonly clause: (words: { readonly name: string; readonly value: string; readonly gap: string }) => string
  readonly against: (words: { readonly condition: string; readonly gap: string }) => string
  readonly inYear: (year: number) => string
  readonly short: (gap: string) => string
  readonly beyond: (gap: string) => string
  readonly over: (gap: string) => string
  readonly under: (gap: string) => string
  readonly exactlyMet: string
  readonly exactlyMissed: string
  readonly noNumber: string
  readonly clauseComma: string
  readonly nameComma: string
  readonly percentOf: (amount: string, percent: string) => string
  readonly end: string
  readonly otherwise: (groups: string) => string
  readonly group: (words: { readonly scenarios: string; readonly said: string }) => string
  readonly theSame: (count: number, isAllOthers: boolean) => string
  readonly allMet: string
  readonly someMet: (names: string) => string
  readonly noTargets: string

  readonly targetIn: (words: { readonly name: string; readonly condition: string; readonly year: number }) => string
  readonly gauge: string
  readonly gaugesOf: (target: string) => string
  readonly mainNote: (scenario: string) => string
  readonly tableOf: (what: string) => string
  readonly thresholdLabel: (condition: string, year: number | null) => string
  readonly pathsOf: (name: string) => string
  readonly pathsSaid: (words: { readonly low: string; readonly high: string; readonly year: number }) => string
  readonly stackedOf: (words: { readonly name: string; readonly scenario: string }) => string
  readonly stackedSaid: (words: { readonly from: string; readonly to: string; readonly years: string }) => string
  readonly otherSectors: (count: number) => string
  readonly mostSectors: (words: { readonly shown: number; readonly all: number }) => string
  readonly barsStart: (from: string) => string
  readonly bridgeOf: (words: { readonly name: string; readonly from: string; readonly to: string }) => string
  readonly tornadoOf: (words: { readonly name: string; readonly year: number; readonly scenario: string }) => string
  readonly planned: (value: string) => string
  readonly ends: (words: { readonly low: string; readonly high: string }) => string
  readonly moreInputs: (count: number) => string
  readonly fanOf: (words: { readonly name: string; readonly scenario: string }) => string
  readonly fanSaid: string
  readonly central: string

  readonly grade: string
  readonly shareOf: (name: string, year: number) => string
  readonly countOf: string
  readonly inputs: string
  readonly cells: string
  readonly noProblems: string
  readonly formula: string
  readonly unit: string
  readonly note: string
  readonly bySectorNote: string
  readonly otherwiseWord: string
  readonly ifWord: string
  readonly noSources: string
  readonly ofPlan: string
  readonly ofRows: string
  readonly rowCount: (count: number) => string

  readonly whatIfLead: string
  readonly noScript: string
  readonly scenario: string
  readonly years: string
  readonly yearsOnly: (words: { readonly from: number; readonly to: number }) => string
  readonly reset: string
  readonly levers: {
    readonly growth: string
    readonly rates: string
    readonly levels: string
    readonly projects: string
  }
  readonly everySector: (name: string) => string
  readonly everyProject: string
  readonly fields: { readonly realisation: string; readonly delay: string }
  readonly change: {
    readonly points: (text: string) => string
    readonly percent: (text: string) => string
    readonly years: (text: string) => string
  }
  readonly unchanged: string
  readonly notHere: string
  readonly command: string
  readonly copy: string
  readonly copied: string
  readonly notCopied: string
  readonly asPlanned: string
  readonly withChanges: string
  readonly everyScenario: string
  readonly failed: string
}

const en: ReportWords = {
  lang: 'en',
  madeBy: (version) => `Made by yuce ${version}. This file is complete in itself and asks nothing of the network.`,
  skip: 'Skip to the verdict',
  contents: 'Contents',
  sections: {
    verdict: 'Verdict',
    targets: 'Targets, scenario by scenario',
    paths: 'The way there',
    sectors: 'By sector',
    bridges: 'What makes scenarios differ',
    tornado: 'Which assumptions matter',
    chance: 'How surely',
    provenance: 'What it rests on',
    problems: 'Warnings',
    equations: 'Equations',
    sources: 'Sources',
    whatIf: 'What if',
  },
  counted: ({ met, missed, undetermined }) => {
    const all = met + missed + undetermined
    if (all === 1) return `the target is ${met === 1 ? 'met' : missed === 1 ? 'missed' : 'undetermined'}`
    if (met === all) return `all ${all} targets are met`
    if (missed === all) return all === 2 ? 'neither target is met' : `none of the ${all} targets is met`
    if (undetermined === all) return `all ${all} targets are undetermined`
    const parts = [
      ...(met > 0 ? [`${met} met`] : []),
      ...(missed > 0 ? [`${missed} missed`] : []),
      ...(undetermined > 0 ? [`${undetermined} undetermined`] : []),
    ]
    return `of ${all} targets, ${parts.join(', ')}`
  },
  inScenario: ({ scenario, isMain, year, said }) => {
    const where = isMain ? `in the main scenario, ${scenario},` : `in the scenario ${scenario},`
    return year === null ? `I${where.slice(1)} ${said}` : `In ${year}, ${where} ${said}`
  },
  clause: ({ name, value, gap }) => `${name} ${value}, ${gap}`,
  against: ({ condition, gap }) => `${gap} (target ${condition})`,
  inYear: (year) => ` in ${year}`,
  short: (gap) => `short by ${gap}`,
  beyond: (gap) => `ahead by ${gap}`,
  over: (gap) => `too high by ${gap}`,
  under: (gap) => `below the limit by ${gap}`,
  exactlyMet: 'exactly as required',
  exactlyMissed: 'equal to the threshold, not beyond it',
  noNumber: 'no value, so neither met nor missed',
  clauseComma: '; ',
  nameComma: ', ',
  percentOf: (amount, percent) => `${amount}, or ${percent}`,
  end: '.',
  otherwise: (groups) => `It looks otherwise in: ${groups}.`,
  group: ({ scenarios, said }) => `${scenarios} (${said})`,
  theSame: (count, isAllOthers) =>
    isAllOthers
      ? count === 1
        ? 'The other scenario comes to the same verdicts.'
        : `All ${count} other scenarios come to the same verdicts.`
      : count === 1
        ? 'One other scenario comes to the same verdicts.'
        : `The other ${count} scenarios come to the same verdicts.`,
  allMet: 'all met',
  someMet: (names) => `met: ${names}`,
  noTargets: 'This plan has no targets: there is nothing to judge.',

  targetIn: ({ name, condition, year }) => `${name} ${condition} in ${year}`,
  gauge: 'Value against threshold',
  gaugesOf: (target) => `${target}: value, gap and verdict in every scenario`,
  mainNote: (scenario) =>
    `The line in each bar is the threshold; the main scenario, ${scenario}, is in bold type. Gaps: negative is short of the target.`,
  tableOf: (what) => `Table: ${what}`,
  thresholdLabel: (condition, year) => (year === null ? `target ${condition}` : `target ${condition} in ${year}`),
  pathsOf: (name) => `${name} in every scenario`,
  pathsSaid: ({ low, high, year }) =>
    low === high ? `In ${year} it is ${low}.` : `In ${year} it lies between ${low} and ${high}.`,
  stackedOf: ({ name, scenario }) => `${name} by sector · ${scenario}`,
  stackedSaid: ({ from, to, years }) => `Total from ${from} to ${to}, ${years}.`,
  otherSectors: (count) => `${count} smaller sectors`,
  mostSectors: ({ shown, all }) =>
    `The ${shown} largest of ${all} sectors are told apart; yuce project -f csv gives every one.`,
  barsStart: (from) => `bars start at ${from}, not at 0`,
  bridgeOf: ({ name, from, to }) => `${name}: from ${from} to ${to}`,
  tornadoOf: ({ name, year, scenario }) => `${name} in ${year}: what one assumption at a time does to it · ${scenario}`,
  planned: (value) => `as planned ${value}`,
  ends: ({ low, high }) => `${low} – ${high}`,
  moreInputs: (count) => `${count} more with less influence: see the table.`,
  fanOf: ({ name, scenario }) => `${name}, with its spread · ${scenario}`,
  fanSaid: 'Bands hold 50 % and 90 % of the draws, the line is the median; dotted is the projection.',
  central: 'projection',

  grade: 'Grade',
  shareOf: (name, year) => `Share of ${year} ${name}`,
  countOf: 'Assumed numbers',
  inputs: 'Input',
  cells: 'Numbers',
  noProblems: 'The plan gives no cause for warnings.',
  formula: 'Formula',
  unit: 'Unit',
  note: 'Note',
  bySectorNote: 'i is a sector, t a year.',
  otherwiseWord: 'otherwise',
  ifWord: 'if ',
  noSources: 'The plan names no sources.',
  ofPlan: 'Of the plan',
  ofRows: 'Of single numbers',
  rowCount: (count) => `${count} row${count === 1 ? '' : 's'}`,

  whatIfLead:
    'Move an assumption and see what becomes of the targets. The numbers are computed in this page by the same evaluator as on the command line; the plan stays as it is.',
  noScript: 'The what-if panel needs JavaScript. Everything else on this page is here without it.',
  scenario: 'Scenario',
  years: 'Years changed',
  yearsOnly: ({ from, to }) => (from === to ? `${from} only` : `${from}–${to}`),
  reset: 'Reset',
  levers: {
    growth: 'Growth, per year',
    rates: 'Other rates',
    levels: 'Levels',
    projects: 'Projects',
  },
  everySector: (name) => `${name}, every sector`,
  everyProject: 'every project',
  fields: { realisation: 'realised share of announced output', delay: 'delay' },
  change: {
    points: (text) => `${text} pp`,
    percent: (text) => `${text}%`,
    years: (text) => `${text} years`,
  },
  unchanged: 'as planned',
  notHere: 'not in this scenario',
  command: 'The same on the command line',
  copy: 'Copy the command',
  copied: 'Copied.',
  notCopied: 'Select the command and copy it by hand.',
  asPlanned: 'Planned',
  withChanges: 'Changed',
  everyScenario: 'Every scenario with the changes',
  failed: 'With these changes the model gives no numbers:',
}

const zh: ReportWords = {
  lang: 'zh-CN',
  madeBy: (version) => `由 yuce ${version} 生成。本文件内容完整，不访问网络。`,
  skip: '跳到结论',
  contents: '目录',
  sections: {
    verdict: '结论',
    targets: '各情景的目标完成情况',
    paths: '逐年走势',
    sectors: '分行业',
    bridges: '情景差异的来源',
    tornado: '哪些假设最要紧',
    chance: '有多大把握',
    provenance: '数据依据',
    problems: '提示',
    equations: '方程',
    sources: '资料来源',
    whatIf: '调整假设试算',
  },
  counted: ({ met, missed, undetermined }) => {
    const all = met + missed + undetermined
    if (all === 1) return `目标${met === 1 ? '达到' : missed === 1 ? '未达到' : '无法判断'}`
    if (met === all) return `${all} 项目标全部达到`
    if (missed === all) return `${all} 项目标均未达到`
    if (undetermined === all) return `${all} 项目标均无法判断`
    const parts = [
      ...(met > 0 ? [`达到 ${met} 项`] : []),
      ...(missed > 0 ? [`未达到 ${missed} 项`] : []),
      ...(undetermined > 0 ? [`无法判断 ${undetermined} 项`] : []),
    ]
    return `${all} 项目标中${parts.join('、')}`
  },
  inScenario: ({ scenario, isMain, year, said }) => {
    const where = `${isMain ? '主情景' : '情景'}“${scenario}”下，${said}`
    return year === null ? `在${where}` : `到 ${year} 年，在${where}`
  },
  clause: ({ name, value, gap }) => `${name} ${value}，${gap}`,
  against: ({ condition, gap }) => `${gap}（目标 ${condition}）`,
  inYear: (year) => ` ${year} 年`,
  short: (gap) => `差 ${gap}`,
  beyond: (gap) => `超出 ${gap}`,
  over: (gap) => `高出上限 ${gap}`,
  under: (gap) => `低于上限 ${gap}`,
  exactlyMet: '恰好达到',
  exactlyMissed: '与目标值相等，未超过',
  noNumber: '没有数值，无法判断',
  clauseComma: '；',
  nameComma: '、',
  percentOf: (amount, percent) => `${amount}，即 ${percent}`,
  end: '。',
  otherwise: (groups) => `结论不同的情景：${groups}。`,
  group: ({ scenarios, said }) => `${scenarios}（${said}）`,
  theSame: (count, isAllOthers) =>
    isAllOthers ? `其他 ${count} 个情景的结论相同。` : `其余 ${count} 个情景的结论相同。`,
  allMet: '全部达到',
  someMet: (names) => `达到${names}`,
  noTargets: '本规划没有目标，无从判断。',

  targetIn: ({ name, condition, year }) => `${year} 年${name} ${condition}`,
  gauge: '预测值与目标值',
  gaugesOf: (target) => `${target}：各情景的预测值、差距和结论`,
  mainNote: (scenario) => `条形中的竖线为目标值；主情景“${scenario}”用粗体。差距为负表示未达到目标。`,
  tableOf: (what) => `数据表：${what}`,
  thresholdLabel: (condition, year) => (year === null ? `目标 ${condition}` : `${year} 年目标 ${condition}`),
  pathsOf: (name) => `${name}：各情景`,
  pathsSaid: ({ low, high, year }) =>
    low === high ? `${year} 年为 ${low}。` : `${year} 年在 ${low} 与 ${high} 之间。`,
  stackedOf: ({ name, scenario }) => `${name}，分行业 · ${scenario}`,
  stackedSaid: ({ from, to, years }) => `合计由 ${from} 到 ${to}，${years}。`,
  otherSectors: (count) => `其余 ${count} 个行业`,
  mostSectors: ({ shown, all }) => `${all} 个行业中分列最大的 ${shown} 个；全部数据见 yuce project -f csv。`,
  barsStart: (from) => `条形从 ${from} 起画，不从 0 起`,
  bridgeOf: ({ name, from, to }) => `${name}：由${from}到${to}`,
  tornadoOf: ({ name, year, scenario }) => `${year} 年${name}：单项假设变动的影响 · ${scenario}`,
  planned: (value) => `按原规划 ${value}`,
  ends: ({ low, high }) => `${low} – ${high}`,
  moreInputs: (count) => `另有 ${count} 项影响更小，见数据表。`,
  fanOf: ({ name, scenario }) => `${name}的分布 · ${scenario}`,
  fanSaid: '色带分别包含 50% 和 90% 的抽样，实线为中位数，虚线为预测值。',
  central: '预测值',

  grade: '等级',
  shareOf: (name, year) => `占 ${year} 年${name}`,
  countOf: '假设的个数',
  inputs: '输入',
  cells: '个数',
  noProblems: '规划没有需要提示的问题。',
  formula: '公式',
  unit: '单位',
  note: '备注',
  bySectorNote: 'i 为行业，t 为年份。',
  otherwiseWord: '其他情形',
  ifWord: '若 ',
  noSources: '规划没有注明来源。',
  ofPlan: '规划的来源',
  ofRows: '各项数据的来源',
  rowCount: (count) => `${count} 行`,

  whatIfLead: '移动滑块，看目标结果如何变化。数值由本页用与命令行相同的计算程序算出，规划本身不变。',
  noScript: '试算需要 JavaScript；本页其余内容无需脚本。',
  scenario: '情景',
  years: '改动的年份',
  yearsOnly: ({ from, to }) => (from === to ? `仅 ${from} 年` : `${from}—${to} 年`),
  reset: '复原',
  levers: { growth: '年增速', rates: '其他比率', levels: '水平值', projects: '投资项目' },
  everySector: (name) => `${name}，全部行业`,
  everyProject: '全部项目',
  fields: { realisation: '兑现率', delay: '推迟' },
  change: {
    points: (text) => `${text} 个百分点`,
    percent: (text) => `${text}%`,
    years: (text) => `${text} 年`,
  },
  unchanged: '按原规划',
  notHere: '本情景没有此项',
  command: '等价的命令',
  copy: '复制命令',
  copied: '已复制。',
  notCopied: '请选中命令手动复制。',
  asPlanned: '原规划',
  withChanges: '调整后',
  everyScenario: '调整后的各情景',
  failed: '按此调整，模型得不到数值：',
}

export const reportWords: Readonly<Record<Language, ReportWords>> = { en, zh }
