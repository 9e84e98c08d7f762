/** The options every command takes: how they are written, what they say, and what they mean once read. */

import { LANGUAGES, type Language } from '../render/messages.ts'
import { COLOR_CHOICES, type ColorChoice } from './color.ts'
import { languageOf } from './language.ts'
import { badValue, type UsageProblem, usageProblem } from './usage.ts'

export const FORMATS = ['table', 'csv', 'tsv', 'json', 'ndjson', 'md', 'html', 'xlsx'] as const
export type Format = (typeof FORMATS)[number]
/** Documents, for people to read. */
export type ReadFormat = Extract<Format, 'table' | 'md' | 'html'>
export type DataFormat = Exclude<Format, ReadFormat>

export function isRead(format: Format): format is ReadFormat {
  return format === 'table' || format === 'md' || format === 'html'
}

const LAYOUTS = ['long', 'wide'] as const
export type Layout = (typeof LAYOUTS)[number]

export type Options = {
  /** `--plan`, as typed; null: look for one. */
  readonly plan: string | null
  /** Names as typed; null: every scenario. */
  readonly scenarios: readonly string[] | null
  readonly settings: readonly string[]
  /** null: the format of the file's extension, or a table. */
  readonly format: Format | null
  readonly output: string | null
  readonly language: Language
  readonly color: ColorChoice
  readonly layout: Layout
  readonly digits: number | null
  readonly encoding: string | null
  readonly delimiter: string | null
  readonly baseline: string | null
  readonly growth: string | null
  readonly targets: readonly string[]
  readonly baseYear: number | null
  readonly horizon: number | null
  readonly variables: readonly string[] | null
  readonly isQuiet: boolean
  readonly isVerbose: boolean
  readonly isDebug: boolean
  readonly isDryRun: boolean
  readonly isAscii: boolean
  readonly forExcel: boolean
  readonly withMark: boolean
  readonly failOnMiss: boolean
  readonly mayOverwrite: boolean
}

export type OptionSpec = {
  readonly flags: string
  /**
   * `flag` takes no value, `value` the last one given, `texts` every one given, `names` every one given, and several
   * in one with commas between them.
   */
  readonly takes: 'flag' | 'value' | 'texts' | 'names'
  /** Every value there is, where they can be listed. */
  readonly choices?: readonly string[]
  readonly en: string
  readonly zh: string
}

export const globalOptions: readonly OptionSpec[] = [
  {
    flags: '-p, --plan <dir>',
    takes: 'value',
    en: 'the plan: a folder with a baseline.csv (default: this folder, else the bundled plan; env: YUCE_PLAN)',
    zh: '规划文件夹，内有 baseline.csv（默认：当前文件夹，否则自带规划；环境变量 YUCE_PLAN）',
  },
  {
    flags: '-s, --scenario <scenario>',
    takes: 'names',
    en: 'scenarios, e.g. trend,shock (default: all)',
    zh: '情景，如 trend,shock（默认：全部）',
  },
  {
    flags: '--set <assumption>',
    takes: 'texts',
    en: "change an assumption, e.g. 'growth[displays,2026]=+1pp'; sector and year may be *",
    zh: '改动一项假设，如 growth[displays,2026]=+1pp；行业、年份可写 *',
  },
  {
    flags: '-f, --format <format>',
    takes: 'value',
    choices: FORMATS,
    en: `${FORMATS.join(', ')} (default: table, or by the extension of -o)`,
    zh: `${FORMATS.join('、')}（默认：table，或按 -o 的扩展名）`,
  },
  { flags: '--json', takes: 'flag', en: 'short for --format json', zh: '即 --format json' },
  {
    flags: '-o, --output <file>',
    takes: 'value',
    en: 'write to a file, whole or not at all; - is stdout',
    zh: '写入文件，要么完整要么不写；- 为标准输出',
  },
  { flags: '--no-clobber', takes: 'flag', en: 'do not overwrite an existing file', zh: '不覆盖已有文件' },
  {
    flags: '-n, --dry-run',
    takes: 'flag',
    en: 'say which files would be written, and write none',
    zh: '只说明将写哪些文件，不写',
  },
  {
    flags: '--variable <variable>',
    takes: 'names',
    en: 'variables to show (default: those of the equations and targets)',
    zh: '要显示的指标（默认：方程和目标所涉及的）',
  },
  {
    flags: '--layout <layout>',
    takes: 'value',
    choices: LAYOUTS,
    en: 'csv, tsv: long (a row per year), or wide (a column per year)',
    zh: 'csv、tsv：long（每年一行）或 wide（每年一列）',
  },
  {
    flags: '--digits <n>',
    takes: 'value',
    en: 'digits after the decimal point, of rates in per cent: 1 keeps 2.5%, in data 0.025 (default: all in data)',
    zh: '小数位数，比率按百分数计：1 保留 2.5%，数据格式中为 0.025（数据格式默认全部保留）',
  },
  {
    flags: '--excel',
    takes: 'flag',
    en: 'CSV for a double-click in Excel or WPS: byte order mark, and no cell runs as a formula',
    zh: '供 Excel、WPS 双击打开的 CSV：带 BOM，单元格不会被当作公式执行',
  },
  { flags: '--bom', takes: 'flag', en: 'begin a CSV file with a byte order mark', zh: 'CSV 文件以 BOM 开头' },
  {
    flags: '--fail-on-miss',
    takes: 'flag',
    en: 'exit 1 when a target is missed or undetermined',
    zh: '有目标未达到或无法判断时退出码为 1',
  },
  {
    flags: '--baseline <file>',
    takes: 'value',
    en: 'quick use without a folder: the levels (- is stdin)',
    zh: '不建文件夹的快速用法：基期数据（- 为标准输入）',
  },
  { flags: '--growth <file>', takes: 'value', en: 'quick use: the growth rates', zh: '快速用法：增速' },
  {
    flags: '--target <condition>',
    takes: 'texts',
    en: "a target beside the plan's: 'total_revenue > 10000 @ 2027'; solve, sweep: or the name of one",
    zh: '另加目标，如 total_revenue > 10000 @ 2027；solve、sweep 也可写目标名',
  },
  {
    flags: '--base-year <year>',
    takes: 'value',
    en: 'where projections start (default: the last observed year)',
    zh: '预测起点（默认：最后一个有数据的年份）',
  },
  { flags: '--horizon <year>', takes: 'value', en: 'the last year projected', zh: '预测末年' },
  {
    flags: '--encoding <name>',
    takes: 'value',
    en: 'of the files read: utf-8, gb18030, utf-16le … (default: found out)',
    zh: '所读文件的编码：utf-8、gb18030、utf-16le 等（默认：自动识别）',
  },
  {
    flags: '--delimiter <char>',
    takes: 'value',
    en: 'of the files read (default: found out)',
    zh: '所读文件的分隔符（默认：自动识别）',
  },
  {
    flags: '--lang <lang>',
    takes: 'value',
    choices: LANGUAGES,
    en: 'zh or en (default: by the locale; env: YUCE_LANG)',
    zh: 'zh 或 en（默认：按系统语言；环境变量 YUCE_LANG）',
  },
  {
    flags: '--color <when>',
    takes: 'value',
    choices: COLOR_CHOICES,
    en: 'auto, always, never',
    zh: 'auto、always、never',
  },
  { flags: '--no-color', takes: 'flag', en: 'short for --color never', zh: '即 --color never' },
  { flags: '--ascii', takes: 'flag', en: 'tables without box characters and signs', zh: '表格只用 ASCII 线条和符号' },
  { flags: '-q, --quiet', takes: 'flag', en: 'only errors on stderr', zh: '标准错误只输出错误' },
  { flags: '-v, --verbose', takes: 'flag', en: 'how long each step takes, on stderr', zh: '在标准错误输出各步用时' },
  { flags: '--debug', takes: 'flag', en: 'stack traces', zh: '输出调用栈' },
]

/** What commander hands over: a value, true, or a list, by the option's name in camel case. */
export type RawOptions = Readonly<Record<string, unknown>>

type Environment = Readonly<Record<string, string | undefined>>

/** Read what commander found; every wrong value is a problem. */
export function readOptions(raw: RawOptions, env: Environment): { options: Options; problems: UsageProblem[] } {
  const problems: UsageProblem[] = []
  const text = (name: string) => (typeof raw[name] === 'string' ? raw[name] : null)
  const isGiven = (name: string) => raw[name] === true
  const list = (name: string) => (Array.isArray(raw[name]) ? (raw[name] as string[]) : null)
  const oneOf = <Choice extends string>(name: string, option: string, choices: readonly Choice[]): Choice | null => {
    const given = text(name)
    if (given === null) return null
    const choice = choices.find((each) => each === given)
    if (choice === undefined) problems.push(badValue(option, given, choices))
    return choice ?? null
  }
  const whole = (name: string, option: string, most: number, example: string): number | null => {
    const given = text(name)
    if (given === null) return null
    const value = /^\d+$/.test(given) ? Number(given) : Number.NaN
    if (value <= most) return value
    problems.push(usageProblem('bad-option-value', { text: given, option }, { key: 'write', words: { example } }))
    return null
  }

  const format = oneOf('format', '--format', FORMATS)
  if (isGiven('json') && format !== null && format !== 'json') {
    const words = { option: '--json', other: `--format ${format}`, choices: '--json, --format' }
    problems.push(usageProblem('options-conflict', words))
  }
  oneOf('lang', '--lang', LANGUAGES)
  const options: Options = {
    plan: text('plan') ?? (env['YUCE_PLAN'] || null),
    scenarios: list('scenario'),
    settings: list('set') ?? [],
    format: isGiven('json') ? 'json' : format,
    output: text('output') === '-' ? null : text('output'),
    language: languageOf(text('lang'), env),
    color: raw['color'] === false ? 'never' : (oneOf('color', '--color', COLOR_CHOICES) ?? 'auto'),
    layout: oneOf('layout', '--layout', LAYOUTS) ?? 'long',
    digits: whole('digits', '--digits', 15, '--digits 2'),
    encoding: text('encoding'),
    delimiter: text('delimiter'),
    baseline: text('baseline'),
    growth: text('growth'),
    targets: list('target') ?? [],
    baseYear: whole('baseYear', '--base-year', 9999, '--base-year 2022'),
    horizon: whole('horizon', '--horizon', 9999, '--horizon 2030'),
    variables: list('variable'),
    isQuiet: isGiven('quiet'),
    isVerbose: isGiven('verbose'),
    isDebug: isGiven('debug'),
    isDryRun: isGiven('dryRun'),
    isAscii: isGiven('ascii'),
    forExcel: isGiven('excel'),
    withMark: isGiven('bom') || isGiven('excel'),
    failOnMiss: isGiven('failOnMiss'),
    mayOverwrite: raw['clobber'] !== false,
  }
  return { options, problems }
}

/** What may stand for a placeholder: `--format <format>` is typed `--format csv`. */
export const placeholders: Readonly<Record<string, string>> = {
  after: 'plans/a plans/b',
  amount: '1e-9',
  assumption: "'growth[*,2026]=+1pp'",
  before: 'plans/a plans/b',
  char: "';'",
  column: 'missed',
  columns: 'group',
  comparison: "'> 0.5'",
  condition: "'total_revenue > 10000 @ 2027'",
  dir: 'my-plan',
  file: 'result.csv',
  folder: 'tables',
  format: 'csv',
  from: 'trend optimistic',
  fraction: '0.1',
  inputs: 'growth',
  lang: 'zh',
  layout: 'wide',
  n: '2',
  name: 'gb18030',
  number: "'total_revenue[2027]'",
  model: 'yuce',
  region: 'Chongqing',
  scenario: 'trend',
  sectors: "'sector in displays,phones'",
  'scenario:target': "'trend:*'",
  to: 'trend optimistic',
  share: '1e-6',
  target: 'xlsx',
  variable: 'total_revenue',
  when: 'never',
  year: '2027',
}

/** Flags of an option as typed: `-p, --plan <dir>` is `-p` and `--plan`. */
export function flagsOf({ flags }: OptionSpec): string[] {
  return flags.split(/,?\s+/).filter((each) => each.startsWith('-'))
}

export function takesValue({ flags }: OptionSpec): boolean {
  return flags.includes('<')
}
