/** Every command: what it answers, what it takes, and where it is written. */

import { SHELLS } from './completion/scripts.ts'
import type { Run } from './context.ts'
import { exitCodes } from './exit.ts'
import { exportFormats } from './export-formats.ts'
import { groupOptions } from './groups.ts'
import type { OptionSpec } from './options.ts'
import { plotOption } from './plot-option.ts'
import { fansOption, repairOption, samplingOptions } from './sampling.ts'
import { shardOption } from './shard-option.ts'
import { toleranceOptions } from './tolerance-options.ts'

type ArgumentSpec = {
  readonly name: string
  readonly en: string
  readonly zh: string
  /** Every value there is, where they can be listed. */
  readonly choices?: readonly string[]
}

export type CommandSpec = {
  readonly name: string
  readonly en: string
  readonly zh: string
  readonly arguments: readonly ArgumentSpec[]
  readonly options: readonly OptionSpec[]
  /** Options of every command that would change nothing here, by their long flags: refused, and not in its help. */
  readonly unused?: readonly string[]
  /** Run by the tests. */
  readonly examples: readonly string[]
  /** Loads what the command needs, and only that. */
  readonly run: Run
}

export const commands: readonly CommandSpec[] = [
  {
    name: 'project',
    en: 'what each sector and total becomes, year by year, and which targets are met (the default command)',
    zh: '各行业及合计逐年预测，以及目标是否达到（默认命令）',
    arguments: [],
    options: [
      plotOption(
        "a plot too: the first target's number in every scenario, or the sectors of one scenario",
        '另画图：第一个目标的指标在各情景的走势，或单个情景的分行业图',
      ),
      ...groupOptions,
      shardOption(
        'write part k of n of the rows, as a file for merge: -f csv --shard 2/7 -o 2.part',
        '只写出第 k/n 部分的行，存为供 merge 合并的文件：-f csv --shard 2/7 -o 2.part',
      ),
    ],
    examples: [
      'yuce',
      'yuce project -s trend',
      "yuce project --set 'growth[*,2026]=+1pp' -f csv",
      "yuce project -s trend --where 'sector in displays,phones'",
    ],
    run: async (...call) => (await import('./project.ts')).project(...call),
  },
  {
    name: 'check',
    en: 'are the targets met? exit 0 or 1',
    zh: '目标是否达到？退出码 0 或 1',
    arguments: [],
    options: [
      {
        flags: '--require <scenario:target>',
        takes: 'names',
        en: 'only these decide the exit code; * is every one',
        zh: '只由这些决定退出码；* 表示全部',
      },
    ],
    examples: ['yuce check', "yuce check --require 'trend:*'"],
    run: async (...call) => (await import('./check.ts')).check(...call),
  },
  {
    name: 'validate',
    en: 'is the plan sound? every problem at once, with file, line and column',
    zh: '规划有没有问题？一次列出所有问题及其文件、行、列',
    arguments: [],
    options: [],
    examples: ['yuce validate', 'yuce validate -f json'],
    run: async (...call) => (await import('./validate.ts')).validate(...call),
  },
  {
    name: 'init',
    en: 'start a plan: a small one to change, or a copy of another',
    zh: '新建规划：可改的小样例，或另一规划的副本',
    arguments: [{ name: '<dir>', en: 'the folder to make', zh: '要建的文件夹' }],
    options: [
      {
        flags: '--from [plan]',
        takes: 'value',
        en: 'copy this folder, or this plan that comes with yuce (without a name: the bundled plan)',
        zh: '复制此文件夹，或 yuce 自带的规划（不写名称：自带规划）',
      },
    ],
    examples: ['yuce init my-plan', 'yuce init my-city --from'],
    run: async (...call) => (await import('./init.ts')).init(...call),
  },
  {
    name: 'explain',
    en: 'where a number comes from, down to file, line and source',
    zh: '一个数从何而来：公式、数值，直至文件、行和来源',
    arguments: [
      {
        name: '<number>',
        en: "VARIABLE[SECTOR,YEAR], e.g. 'revenue[displays,2027]' or 'total_revenue[2027]'",
        zh: '指标[行业,年份]，如 revenue[displays,2027] 或 total_revenue[2027]',
      },
    ],
    options: [{ flags: '--depth <n>', takes: 'value', en: 'how many formulas deep', zh: '展开几层公式' }],
    examples: ["yuce explain 'total_revenue[2027]' -s trend"],
    run: async (...call) => (await import('./explain.ts')).explainNumber(...call),
  },
  {
    name: 'solve',
    en: 'what would it take to meet a target? the change of assumptions, proved by projecting again',
    zh: '怎样才能达到目标？求所需的假设改动，并重新预测加以验证',
    arguments: [],
    options: [
      {
        flags: '--vary <assumption>',
        takes: 'texts',
        en: "what may change: 'growth[displays,*]', 'rd_intensity[*,2026-2027]' (default: all growth rates alike)",
        zh: '可改动的假设，如 growth[displays,*]、rd_intensity[*,2026-2027]（默认：全部增速统一加减）',
      },
      {
        flags: '--least',
        takes: 'flag',
        en: "the least change over all of --vary that meets all targets (default: each sector's growth)",
        zh: '在所有 --vary 中求达到全部目标的最小改动（默认：各行业增速）',
      },
      {
        flags: '--bounds <low:high>',
        takes: 'texts',
        en: 'bounds on the change: -5pp:10pp; one for all, or one for each --vary (default: -50pp:200pp for growth)',
        zh: '改动的范围，如 -5pp:10pp；一个通用，或与 --vary 一一对应（增速默认 -50pp:200pp）',
      },
      {
        flags: '--weights <numbers>',
        takes: 'names',
        en: '--least: how much a change of each --vary counts (default: 1,1,…)',
        zh: '--least：各 --vary 改动的权重（默认 1,1,…）',
      },
    ],
    examples: [
      'yuce solve --target revenue -s trend',
      "yuce solve --target revenue -s trend --vary 'growth[displays,2026-2027]' --bounds -10pp:300pp",
      'yuce solve --target revenue,rd -s trend --least',
    ],
    run: async (...given) => (await import('./solve.ts')).solveFor(...given),
  },
  {
    name: 'sweep',
    en: 'a grid over one or two assumptions: value and verdict in every cell',
    zh: '对一两项假设逐格试算：每格的数值与结论',
    arguments: [],
    options: [
      {
        flags: '--over <assumption=values>',
        takes: 'texts',
        en: "from:to:step or a list: 'growth[*,2026]=0%:20%:2%', 'growth[displays,*]=-2pp,0pp,+2pp'; once or twice",
        zh: '起:止:步长，或列表：growth[*,2026]=0%:20%:2%、growth[displays,*]=-2pp,0pp,+2pp；可给一次或两次',
      },
      {
        flags: '--year <year>',
        takes: 'value',
        en: 'of --variable (default: the last one)',
        zh: '--variable 的年份（默认：最后一年）',
      },
    ],
    examples: [
      "yuce sweep --over 'growth[*,2026-2027]=0%:20%:4%' -s trend",
      "yuce sweep --target rd --over 'growth[*,*]=-2pp:+6pp:2pp' 'rd_intensity[*,2027]=1.5%:2.5%:0.25%' -s trend",
    ],
    run: async (...given) => (await import('./sweep.ts')).sweepOver(...given),
  },
  {
    name: 'compare',
    en: 'how do two scenarios differ, and what explains it? parts that add up to the difference',
    zh: '两个情景有何不同，由什么造成？各项贡献之和等于差额',
    arguments: [
      { name: '<from>', en: 'a scenario, or one in a year: trend@2022', zh: '情景，或某年的情景：trend@2022' },
      { name: '<to>', en: 'another, or the same one in another year', zh: '另一情景，或另一年的同一情景' },
    ],
    options: [
      plotOption('the bridge as a plot too', '另画桥图'),
      {
        flags: '--by <parts>',
        takes: 'names',
        choices: ['assumption', 'sector', 'year'],
        en: 'assumption, sector, year, or several: assumption,sector (default: assumption; sector if only one differs)',
        zh: 'assumption、sector、year，或多个：assumption,sector（默认 assumption；只有一项假设不同时为 sector）',
      },
      {
        flags: '--method <method>',
        takes: 'value',
        choices: ['shapley', 'lmdi'],
        en: 'shapley (any formula, default), or lmdi (products: scale, structure, intensity)',
        zh: 'shapley（任何公式，默认）或 lmdi（乘积：规模、结构、强度）',
      },
      {
        flags: '--year <year>',
        takes: 'value',
        en: "year to compare (default: that of the variable's target, else the last)",
        zh: '比较的年份（默认：该指标目标的年份，否则末年）',
      },
      {
        flags: '--draws <n>',
        takes: 'value',
        en: 'random orders, where more than 14 groups differ (default: 1000)',
        zh: '超过 14 组不同时抽取的随机次序数（默认 1000）',
      },
      { flags: '--seed <n>', takes: 'value', en: 'of the random orders (default: 1)', zh: '随机次序的种子（默认 1）' },
    ],
    examples: [
      'yuce compare trend optimistic',
      'yuce compare trend@2022 trend@2027',
      'yuce compare trend optimistic --variable total_rd --method lmdi',
      "yuce compare trend optimistic --variable 'revenue[displays]' --by year",
      'yuce compare trend optimistic --by assumption,sector -f csv',
    ],
    run: async (...given) => (await import('./compare.ts')).compareStates(...given),
  },
  {
    name: 'track',
    en: 'are we on the way? observed growth against the growth each target needs',
    zh: '是否在轨？各目标的实际增速与所需增速对比',
    arguments: [],
    options: [
      {
        flags: '--as-of <year>',
        takes: 'value',
        en: 'look at observations up to this year only',
        zh: '只看这一年及以前的实际值',
      },
    ],
    examples: ['yuce track', 'yuce track --as-of 2025 -f json'],
    run: async (...given) => (await import('./track.ts')).trackProgress(...given),
  },
  {
    name: 'calibrate',
    en: 'what does history say of growth? mean, spread, persistence and correlations with intervals, as assumptions',
    zh: '历史数据说明什么？增速的均值、离散程度、持续性和相关系数及其区间，可直接作为假设',
    arguments: [
      {
        name: '<history>',
        en: 'a table of levels or growth rates by year, in any shape a plan takes (- is stdin)',
        zh: '各年水平值或增速的表，规划接受的形式均可（- 为标准输入）',
      },
    ],
    options: [
      {
        flags: '--correlations',
        takes: 'flag',
        en: 'the correlations, as rows of correlations.csv',
        zh: '只输出相关系数，即 correlations.csv 的各行',
      },
      {
        flags: '--years <years>',
        takes: 'value',
        en: 'years that the assumptions are for: 2026, 2026-2027 (default: * for all)',
        zh: '假设适用的年份，如 2026、2026-2027（默认 *，即所有年份）',
      },
    ],
    unused: ['--plan', '--set', '--target', '--base-year', '--horizon', '--baseline', '--growth', '--fail-on-miss'],
    examples: [
      'yuce calibrate history.csv',
      'yuce calibrate history.csv -s trend --years 2026-2027 -o assumptions/growth.csv',
      'yuce calibrate history.csv --correlations -o correlations.csv',
    ],
    run: async (...given) => (await import('./calibrate.ts')).calibrateHistory(...given),
  },
  {
    name: 'simulate',
    en: 'how surely is each target met? chances with their errors, and the spread of every number',
    zh: '各目标有多大把握达到？概率及其误差，以及各数的分布',
    arguments: [],
    options: [
      plotOption('the fan of the first target as a plot too', '另画第一个目标的扇形图'),
      ...samplingOptions(2048),
      {
        flags: '--precision <error>',
        takes: 'value',
        en: 'draw until every chance has a standard error of at most this, e.g. 0.1pp',
        zh: '抽样至各概率的标准误不超过此值，如 0.1pp',
      },
      {
        flags: '--workers <n>',
        takes: 'value',
        en: 'threads (default: as many as pay); the result is the same for any number',
        zh: '线程数（默认视工作量而定）；结果与线程数无关',
      },
      fansOption,
      {
        flags: '--save-draws <file>',
        takes: 'value',
        en: 'write every draw too, inputs and outcomes: draws.csv, draws.ndjson',
        zh: '另将每次抽样的输入和结果写入文件，如 draws.csv、draws.ndjson',
      },
      shardOption(
        'draw part k of n, as a file for merge: --shard 2/7 -o 2.json',
        '只抽第 k/n 部分，存为供 merge 合并的文件：--shard 2/7 -o 2.json',
      ),
      repairOption,
    ],
    examples: [
      'yuce simulate',
      'yuce simulate -s trend --precision 0.01pp',
      'yuce simulate --sampler random --draws 100000 --seed 7 -f json',
      'yuce simulate -s trend,optimistic --fans -f csv',
    ],
    run: async (...given) => (await import('./simulate.ts')).simulateTargets(...given),
  },
  {
    name: 'merge',
    en: 'join the parts that simulate --shard or project --shard wrote: the same bytes as one run',
    zh: '合并 simulate --shard 或 project --shard 写出的各部分：与一次运行的结果逐字节相同',
    arguments: [{ name: '<files...>', en: 'the parts, each once', zh: '各部分，每个一次' }],
    options: [fansOption],
    unused: [
      ...['--scenario', '--set', '--target', '--variable', '--base-year', '--horizon'],
      ...['--encoding', '--delimiter'],
    ],
    examples: ['yuce merge shards/*.json', 'yuce merge shards/*.json -f csv -o chances.csv'],
    run: async (...given) => (await import('./merge.ts')).mergeShards(...given),
  },
  {
    name: 'sensitivity',
    en: 'which assumptions matter? shares of the variance with their errors, elementary effects, or a tornado',
    zh: '哪些假设最要紧？方差占比及其误差、基本效应或龙卷风图',
    arguments: [],
    options: [
      plotOption('tornado: as a plot too', 'tornado：另画龙卷风图'),
      {
        flags: '--method <method>',
        takes: 'value',
        choices: ['tornado', 'morris', 'sobol', 'shapley'],
        en: 'tornado, morris, sobol or shapley (default: sobol; shapley where inputs are correlated)',
        zh: 'tornado、morris、sobol 或 shapley（默认 sobol；输入相关时为 shapley）',
      },
      {
        flags: '--of <variable>',
        takes: 'value',
        en: "the number to explain: total_rd, 'revenue[displays]' (default: that of --target, or of the first target)",
        zh: '要解释的数，如 total_rd、revenue[displays]（默认：--target 或第一个目标的指标）',
      },
      {
        flags: '--year <year>',
        takes: 'value',
        en: "of --of (default: that of the variable's target, else the last)",
        zh: '--of 的年份（默认：该指标目标的年份，否则末年）',
      },
      {
        flags: '--by <parts>',
        takes: 'names',
        choices: ['assumption', 'sector', 'year'],
        en: 'what is one input: assumption, sector, year, or several (default: assumption,sector)',
        zh: '按什么合为一项输入：assumption、sector、year 或其组合（默认 assumption,sector）',
      },
      {
        flags: '--draws <n>',
        takes: 'value',
        en: 'of the base sample, each run once an input and more; trajectories of morris (default: 256 to 16384, by inputs)',
        zh: '基本样本的抽样次数，每次运行模型的次数随输入增加；morris 为轨迹数（默认 256 至 16384，视输入多少）',
      },
      { flags: '--seed <n>', takes: 'value', en: 'of the random numbers (default: 1)', zh: '随机数种子（默认 1）' },
      {
        flags: '--second-order',
        takes: 'flag',
        en: 'sobol: what each two inputs explain together beyond each alone',
        zh: 'sobol：每两项输入共同解释、超出各自单独解释的部分',
      },
      repairOption,
    ],
    examples: [
      'yuce sensitivity -s trend',
      'yuce sensitivity --method tornado --target rd -s trend',
      'yuce sensitivity --by assumption --second-order -s trend',
      'yuce sensitivity --method morris --of total_rd -f csv',
    ],
    run: async (...given) => (await import('./sensitivity.ts')).analyseSensitivity(...given),
  },
  {
    name: 'discover',
    en: 'under which conditions is a target missed? boxes of inputs that cover the misses (PRIM), of the plan or a table',
    zh: '在什么条件下达不到目标？找出涵盖未达标情形的条件组（PRIM），可用规划或任意表格',
    arguments: [],
    options: [
      { flags: '--met', takes: 'flag', en: 'when are they met instead', zh: '改为寻找达标的条件' },
      {
        flags: '--by <parts>',
        takes: 'names',
        en: 'what is told apart: assumption,sector (default); with year too; cells that are not are one input, their mean',
        zh: '区分到哪一级：assumption,sector（默认），也可加 year；不加区分的合为一个变量，取平均',
      },
      {
        flags: '--from <file>',
        takes: 'value',
        en: 'a table of cases in place of the plan: CSV, one case a row (- is stdin)',
        zh: '用表格代替规划：CSV，一行一例（- 为标准输入）',
      },
      { flags: '--of <column>', takes: 'value', en: "--from: the outcome's column", zh: '--from：结果所在的列' },
      {
        flags: '--where <comparison>',
        takes: 'value',
        en: "--from: what makes a case of interest: '> 0.5', '<= 10%', '== missed'",
        zh: '--from：所求情形的条件，如 > 0.5、<= 10%、== missed',
      },
      {
        flags: '--inputs <inputs>',
        takes: 'names',
        en: 'where conditions are looked for: columns, or growth, growth[displays] … (default: all)',
        zh: '在哪些变量中寻找条件：列名，或 growth、growth[displays] 等（默认：全部）',
      },
      {
        flags: '--peel <fraction>',
        takes: 'value',
        en: 'share of a box that a slice takes off (default: 0.1)',
        zh: '每次剥去的比例（默认 0.1）',
      },
      {
        flags: '--paste <fraction>',
        takes: 'value',
        en: 'share of what lies beyond a limit that comes back (default: 0.05)',
        zh: '每次补回界限外情形的比例（默认 0.05）',
      },
      {
        flags: '--min-mass <fraction>',
        takes: 'value',
        en: 'least share of all cases in a box (default: 0.05)',
        zh: '条件组至少占全部情形的比例（默认 0.05）',
      },
      {
        flags: '--box <n>',
        takes: 'names',
        en: 'take this box on the way, as it is: 21, or 21,3 for the first two (default: best balance, chance limits dropped)',
        zh: '取途中的第几组，原样不改：如 21，或 21,3（前两组）（默认：最均衡的一组，并去掉可能出于偶然的界限）',
      },
      { flags: '--trajectory', takes: 'flag', en: 'every box on the way', zh: '输出途中的每一组' },
      ...samplingOptions(10_000),
      repairOption,
    ],
    examples: [
      'yuce discover -s trend --target revenue',
      "yuce discover --target 'total_revenue > 9000 @ 2027' -s trend --peel 0.05",
      "yuce discover --from cases.csv --of cost --where '> 100' --inputs growth,price",
    ],
    run: async (...given) => (await import('./discover.ts')).discoverConditions(...given),
  },
  {
    name: 'report',
    en: 'one page to read and to pass on: verdict, plots, what they rest on, and sliders to try assumptions with',
    zh: '一页报告：结论、图表、依据，以及可试算的滑块；单个 HTML 文件',
    arguments: [],
    options: [
      {
        flags: '--simulate',
        takes: 'flag',
        en: 'with the chances and the spread of the totals',
        zh: '包括达标概率和合计数的分布',
      },
      ...samplingOptions(2048),
      repairOption,
    ],
    unused: ['--variable', '--layout', '--excel', '--bom', '--ascii'],
    examples: ['yuce report -o report.html', 'yuce report --simulate -s trend,optimistic -o report.html'],
    run: async (...given) => (await import('./report.ts')).report(...given),
  },
  {
    name: 'tables',
    en: 'write every table of every scenario as CSV and Markdown; --check fails where they have drifted',
    zh: '将各情景的每张表写成 CSV 和 Markdown；--check 检查已有的表是否走样',
    arguments: [{ name: '<folder>', en: 'the folder to write to, or to check', zh: '要写入或检查的文件夹' }],
    options: [
      {
        flags: '--check',
        takes: 'flag',
        en: 'write nothing; exit 1 where a file is missing or left over, or a number is not what comes out now',
        zh: '不写文件；缺文件、多文件或数字与现在算出的不同，则退出码为 1',
      },
      ...toleranceOptions,
    ],
    examples: ['yuce tables tables', 'yuce tables tables --check'],
    run: async (...given) => (await import('./tables.ts')).tables(...given),
  },
  {
    name: 'export',
    en: 'the plan and its projections for other programs: a workbook of live formulas, IAMC tables, a data package, Parquet',
    zh: '将规划及预测导出给其他程序：活公式工作簿、IAMC 表、数据包、Parquet 文件',
    arguments: [],
    options: [
      {
        flags: '--to <target>',
        takes: 'value',
        choices: exportFormats,
        en: `${exportFormats.join(', ')} (default: by the extension of -o)`,
        zh: `${exportFormats.join('、')}（默认：按 -o 的扩展名）`,
      },
      {
        flags: '--region <region>',
        takes: 'value',
        en: 'iamc: what the region is called (default: the title of the plan)',
        zh: 'iamc：地区名称（默认：规划标题）',
      },
      {
        flags: '--model <model>',
        takes: 'value',
        en: 'iamc: what the model is called (default: yuce)',
        zh: 'iamc：模型名称（默认：yuce）',
      },
    ],
    examples: [
      'yuce export --to xlsx -o plan.xlsx',
      'yuce export --to iamc --region Chongqing -o chongqing.csv',
      'yuce export --to datapackage -o results',
      'yuce export -o plan.parquet',
    ],
    run: async (...call) => (await import('./export.ts')).exportPlan(...call),
  },
  {
    name: 'diff',
    en: 'how do two plans or two results differ? exit 0 same, 1 different, 2 trouble',
    zh: '两个规划或两份结果有何不同？退出码 0 相同，1 不同，2 有问题',
    arguments: [
      {
        name: '<before>',
        en: 'a plan folder, a result (csv or json of project or check), or either in git: main:plans/x',
        zh: '规划文件夹、结果文件（project 或 check 的 csv、json），或 git 版本中的它们，如 main:plans/x',
      },
      { name: '<after>', en: 'the same, after the change', zh: '改动之后的' },
    ],
    options: toleranceOptions,
    examples: ['yuce diff plans/a plans/b', 'yuce diff main:plans/x plans/x', 'yuce diff old.csv new.csv --rtol 1e-6'],
    run: async (...given) => (await import('./diff.ts')).diff(...given),
  },
  {
    name: 'completion',
    en: 'the script that completes commands, options and the names of your plan in a shell',
    zh: '输出命令行补全脚本：可补全命令、选项和规划中的名称',
    arguments: [{ name: '<shell>', en: 'bash, zsh or fish', zh: 'bash、zsh 或 fish', choices: SHELLS }],
    options: [],
    examples: [
      'yuce completion bash > ~/.local/share/bash-completion/completions/yuce',
      'yuce completion zsh > ~/.zfunc/_yuce',
      'yuce completion fish > ~/.config/fish/completions/yuce.fish',
    ],
    run: async (...given) => (await import('./completion/completion.ts')).completion(...given),
  },
  {
    name: 'help',
    en: 'help on a command or a topic: targets, series-tables, equations, scenarios, settings; man is all of it',
    zh: '命令或专题的帮助：targets、series-tables、equations、scenarios、settings；man 为整本手册',
    arguments: [{ name: '[topic]', en: 'a command, a topic, or man', zh: '命令、专题或 man' }],
    options: [],
    examples: ['yuce help check', 'yuce help targets', 'yuce help man | man -l -'],
    // Said by the program itself, which knows all commands.
    run: async () => exitCodes.done,
  },
]

type Texts = {
  readonly description: string
  readonly version: string
  readonly help: string
  readonly examples: string
  readonly programExamples: readonly string[]
  readonly globalOptions: string
  readonly commands: string
  /** commander's own titles. */
  readonly titles: Readonly<Record<string, string>>
}

const programExamples = [
  'yuce',
  'yuce project -s trend',
  'yuce check',
  'yuce project -o result.csv',
  'yuce init my-plan',
]

export const texts: Readonly<Record<'en' | 'zh', Texts>> = {
  en: {
    description: 'Scenario modelling for economists: a folder of CSV files in, projections and verdicts out.',
    version: 'print the version',
    help: 'this help',
    examples: 'Examples:',
    programExamples,
    globalOptions: 'Options of every command:',
    commands: 'Commands:',
    titles: {},
  },
  zh: {
    description: '经济情景模型：读入一个 CSV 文件夹，给出预测及各目标的结论。',
    version: '显示版本',
    help: '显示此帮助',
    examples: '示例：',
    programExamples,
    globalOptions: '各命令通用选项：',
    commands: '命令：',
    titles: { 'Usage:': '用法：', 'Arguments:': '参数：', 'Options:': '选项：', 'Commands:': '命令：' },
  },
}

export const exitCodeHelp: Readonly<Record<'en' | 'zh', string>> = {
  en: `Exit codes:
  0    yes, or done
  1    the answer is no: a target is missed or undetermined (check, --fail-on-miss), or out of reach (solve)
  2    the command or the plan must be fixed, or the output cannot be written; nothing was damaged
  3    a defect in yuce
  130  interrupted by Ctrl-C
  141  the reader of the pipe went away`,
  zh: `退出码：
  0    是，或已完成
  1    否：有目标未达到或无法判断（check、--fail-on-miss），或无法达到（solve）
  2    命令或规划需要修改，或无法写出结果；未造成任何损坏
  3    yuce 自身的缺陷
  130  被 Ctrl-C 中断
  141  管道另一端已关闭`,
}
