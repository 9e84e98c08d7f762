/** The words of the workbook, in both languages. */

import type { Language } from './messages.ts'

export type WorkbookWords = {
  readonly sheets: {
    readonly readme: string
    readonly baseline: string
    readonly everyScenario: string
    readonly assumptions: (scenario: string) => string
    readonly projects: string
    readonly projection: (scenario: string) => string
    readonly live: string
    readonly targets: string
    readonly comparison: string
    readonly linkages: string
    readonly solver: (scenario: string) => string
    readonly provenance: string
  }
  readonly about: {
    readonly baseline: string
    readonly everyScenario: string
    readonly assumptions: string
    readonly projects: string
    readonly projection: string
    readonly live: string
    readonly targets: string
    readonly comparison: string
    readonly linkages: string
    readonly solver: string
    readonly provenance: string
  }
  readonly howTo: readonly string[]
  readonly units: (unit: string) => string
  readonly rates: string
  readonly sheet: string
  readonly contents: string
  readonly howToUse: string
  readonly sources: string
  readonly scenarios: string
  readonly number: string
  readonly name: string
  readonly description: string
  readonly inherits: string
  readonly colours: string
  readonly inputColour: string
  readonly inheritedColour: string
  readonly computedColour: string
  readonly unit: string
  readonly formula: string
  readonly source: string
  readonly grade: string
  readonly inputs: string
  readonly results: string
  readonly workings: string
  readonly controlTotal: string
  readonly project: string
  readonly everyProject: string
  readonly start: string
  readonly delay: string
  readonly output: string
  readonly realisation: string
  readonly rampYear: (year: number) => string
  readonly condition: string
  readonly choose: string
  readonly unknown: string
  readonly iteration: string
  readonly computed: string
  readonly residual: string
  readonly relative: string
  readonly step: string
  readonly from: string
  readonly to: string
  readonly kind: string
  readonly kinds: Readonly<
    Record<'baseline' | 'assumption' | 'measure' | 'project' | 'linkage' | 'target' | 'setting', string>
  >
  readonly place: string
  readonly written: string
  readonly years: string
  readonly everyYear: string
  readonly everyScenario: string
  readonly everySector: string
  readonly ref: string
  readonly note: string
  readonly measure: string
  readonly settings: (texts: string) => string
  readonly stands: (written: string) => string
}

const en: WorkbookWords = {
  sheets: {
    readme: 'README',
    baseline: 'Baseline',
    everyScenario: 'Assumptions (all)',
    assumptions: (scenario) => `Assumptions ${scenario}`,
    projects: 'Projects',
    projection: (scenario) => `Projection ${scenario}`,
    live: 'Live',
    targets: 'Targets',
    comparison: 'Comparison',
    linkages: 'Linkages',
    solver: (scenario) => `Solver ${scenario}`,
    provenance: 'Provenance',
  },
  about: {
    baseline: 'The observed and estimated levels that every scenario starts from.',
    everyScenario: 'What holds for every scenario that says nothing else.',
    assumptions: 'What a scenario assumes, by sector and year. Green cells follow the scenario it inherits from.',
    projects: 'Investment projects as each scenario sees them, and what they produce each year.',
    projection: 'What follows, year by year: the inputs gathered, then every equation as a live formula.',
    live: 'Choose a scenario in the yellow cell: inputs, projection and verdicts follow.',
    targets: 'Every target under every scenario: value, gap and verdict. Thresholds can be changed.',
    comparison: 'The scenarios side by side.',
    linkages: 'Input–output coefficients.',
    solver: "Equations that need each other in one year, solved by Newton's method, step by step.",
    provenance: 'Every number of the plan: where it stands, how good it is, and where it comes from.',
  },
  howTo: [
    'Change blue numbers on yellow; everything else follows. A cell left empty counts as missing, never as 0.',
    'A missing value is #N/A. What rests on it is #N/A too, and its target is undetermined, never met.',
    'The same column is the same year on every sheet of levels, assumptions and projections.',
    "Within 1e-9 of its threshold (relative to it) a value equals it: '>' is then missed, '>=' met.",
    'A distribution stands here with its central value; its note says how it is written.',
  ],
  units: (unit) => `money in ${unit}`,
  rates: 'Rates and shares are fractions shown in per cent: type 8% or 0.08.',
  sheet: 'Sheet',
  contents: 'Contents',
  howToUse: 'How to use it',
  sources: 'Sources',
  scenarios: 'Scenarios',
  number: 'No.',
  name: 'Name',
  description: 'Description',
  inherits: 'Inherits from',
  colours: 'Colours',
  inputColour: 'a number you may change',
  inheritedColour: 'follows another scenario; may be typed over',
  computedColour: 'computed; leave it',
  unit: 'Unit',
  formula: 'Formula',
  source: 'Source',
  grade: 'Grade',
  inputs: 'Inputs',
  results: 'Results',
  workings: 'Workings',
  controlTotal: 'Control total',
  project: 'Project',
  everyProject: 'every project',
  start: 'Start',
  delay: 'Delay, years',
  output: 'Full output a year',
  realisation: 'Realised share',
  rampYear: (year) => `Ramp, year ${year}`,
  condition: 'Condition',
  choose: 'Scenario:',
  unknown: 'Unknown',
  iteration: 'Step',
  computed: 'Its formula',
  residual: 'Difference',
  relative: 'Relative',
  step: 'Newton step',
  from: 'from',
  to: 'to',
  kind: 'What',
  kinds: {
    baseline: 'level',
    assumption: 'assumption',
    measure: 'other measure',
    project: 'project',
    linkage: 'linkage',
    target: 'target',
    setting: '--set',
  },
  place: 'File and line',
  written: 'Value',
  years: 'Years',
  everyYear: 'every year',
  everyScenario: 'every scenario',
  everySector: 'every sector',
  ref: 'Ref',
  note: 'Note',
  measure: 'Measure',
  settings: (texts) => `Changed on the command line: ${texts}`,
  stands: (written) => `Stands for ${written}`,
}

const zh: WorkbookWords = {
  sheets: {
    readme: '说明',
    baseline: '基期',
    everyScenario: '假设（共用）',
    assumptions: (scenario) => `假设 ${scenario}`,
    projects: '项目',
    projection: (scenario) => `预测 ${scenario}`,
    live: '切换',
    targets: '目标',
    comparison: '比较',
    linkages: '投入产出',
    solver: (scenario) => `求解 ${scenario}`,
    provenance: '数据来源',
  },
  about: {
    baseline: '各情景共同的起点：观测或估计的水平值。',
    everyScenario: '未另作规定的情景一律采用的假设。',
    assumptions: '该情景分行业、分年度的假设。绿色单元格随所继承的情景变动。',
    projects: '各情景下的投资项目及其逐年产出。',
    projection: '逐年推算：先汇集各项输入，再逐个方程计算，均为活公式。',
    live: '在黄色单元格中选择情景，输入、预测和结论随之切换。',
    targets: '各情景下每个目标的预测值、差距和结论。目标值可以修改。',
    comparison: '各情景并列比较。',
    linkages: '投入产出系数。',
    solver: '同一年内互为条件的方程，用牛顿法逐步求解。',
    provenance: '规划中的每个数：所在位置、等级和来源。',
  },
  howTo: [
    '只需修改黄底蓝字的数，其余自动重算。留空的单元格视为缺失，不作 0 处理。',
    '缺失值为 #N/A，依赖它的结果也是 #N/A，相应目标“无法判断”，绝不会算作达到。',
    '基期、假设和预测各表中，同一列即同一年。',
    '数值与目标值相差不到十亿分之一（1e-9，相对值）即视为相等：此时“>”为未达到，“>=”为达到。',
    '概率分布在此取其中心值，批注中写明原来的写法。',
  ],
  units: (unit) => `金额单位：${unit}`,
  rates: '比率和占比以百分数显示，可输入 8% 或 0.08。',
  sheet: '工作表',
  contents: '目录',
  howToUse: '使用方法',
  sources: '来源',
  scenarios: '情景',
  number: '序号',
  name: '名称',
  description: '说明',
  inherits: '继承自',
  colours: '颜色',
  inputColour: '可以修改的数',
  inheritedColour: '随其他情景变动，也可直接改写',
  computedColour: '由公式计算，请勿改动',
  unit: '单位',
  formula: '公式',
  source: '来源',
  grade: '等级',
  inputs: '输入',
  results: '结果',
  workings: '中间计算',
  controlTotal: '控制总数',
  project: '项目',
  everyProject: '全部项目',
  start: '投产年份',
  delay: '推迟（年）',
  output: '达产年产出',
  realisation: '兑现率',
  rampYear: (year) => `第 ${year} 年达产率`,
  condition: '条件',
  choose: '情景：',
  unknown: '未知数',
  iteration: '步数',
  computed: '按公式计算',
  residual: '差',
  relative: '相对差',
  step: '牛顿步长',
  from: '从',
  to: '到',
  kind: '类别',
  kinds: {
    baseline: '水平值',
    assumption: '假设',
    measure: '其他口径',
    project: '项目',
    linkage: '系数',
    target: '目标',
    setting: '--set',
  },
  place: '文件和行',
  written: '数值',
  years: '年份',
  everyYear: '各年',
  everyScenario: '各情景',
  everySector: '各行业',
  ref: '依据',
  note: '备注',
  measure: '口径',
  settings: (texts) => `由命令行改动：${texts}`,
  stands: (written) => `代表 ${written}`,
}

const catalogues: Readonly<Record<Language, WorkbookWords>> = { en, zh }

export function workbookWords(language: Language): WorkbookWords {
  return catalogues[language]
}
