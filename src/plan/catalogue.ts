/**
 * Every problem yuce can find, in the words it is told in. `{names}` are filled from the problem.
 * Adding a code: one entry here, one folder in test/problems/, then `npm run update`.
 */

import { casesProblems } from './catalogue-cases.ts'
import { commandHelp, commandProblems } from './catalogue-command.ts'
import { historyHelp, historyProblems } from './catalogue-history.ts'
import { modelHelp, modelProblems } from './catalogue-model.ts'

type Text = { readonly en: string; readonly zh: string }

/** `note`: nothing to fix, but something was decided that the author should know. */
export type Severity = 'error' | 'warning' | 'note'

type ProblemText = Text & {
  readonly severity: Severity
  /** The usual way out; a problem may carry another. Its words are those of the problem. */
  readonly help: HelpKey | null
}

/** Ways out, shared by several problems. Each is something to type. */
export const helpTexts = {
  ...modelHelp,
  ...commandHelp,
  ...historyHelp,
  'did-you-mean': { en: "did you mean '{suggestion}'{where}?", zh: '是不是“{suggestion}”{where}？' },
  'did-you-mean-one-of': { en: 'did you mean one of {suggestions}?', zh: '是不是其中之一：{suggestions}？' },
  'one-of': { en: 'write one of: {choices}', zh: '可写：{choices}' },
  write: { en: 'write {example}', zh: '请写：{example}' },
  'write-or': { en: 'write {example}, or {other}', zh: '请写：{example}，或 {other}' },
  run: { en: 'run: {command}', zh: '请运行：{command}' },
  'write-parquet-again': {
    en: "write it with Snappy, columns of numbers and texts alone: COPY (FROM '{text}') TO 'new.parquet' (COMPRESSION snappy)",
    zh: "请以 Snappy 压缩、仅含数值列和文本列重新写出：COPY (FROM '{text}') TO 'new.parquet' (COMPRESSION snappy)",
  },
  'give-option': { en: 'give {option}', zh: '请加选项：{option}' },
  'give-encoding': {
    en: 'give --encoding gb18030 (or utf-16le, …), or save the file as UTF-8',
    zh: '请加选项 --encoding gb18030（或 utf-16le 等），或将文件另存为 UTF-8',
  },
  'give-utf-16': {
    en: 'if the file is UTF-16, give --encoding utf-16le',
    zh: '若文件是 UTF-16，请加选项 --encoding utf-16le',
  },
  'copy-into-folder': {
    en: "copy the file into the plan's folder and write its name there",
    zh: '请把文件复制到规划文件夹内，再写其文件名',
  },
  'start-with-headings': {
    en: 'start the file with a line such as {example}',
    zh: '文件首行请写标题，例如：{example}',
  },
  'split-plan': {
    en: 'make several plans of it, or leave out sectors, years or scenarios',
    zh: '请拆成几个规划，或减少行业、年份或情景',
  },
  'add-heading': { en: "add the heading '{heading}'", zh: '请加标题“{heading}”' },
  'quote-cell': {
    en: 'write "{example}" in double quotes, and a quote inside it twice',
    zh: '请用双引号括起："{example}"，其中的引号写两次',
  },
  'close-quote': { en: 'end the cell with a double quote (")', zh: '请在单元格末尾补上双引号（"）' },
  'ascii-comma': {
    en: "write ',' in place of '，', or give --delimiter ，",
    zh: '请把“，”改为“,”，或加选项 --delimiter ，',
  },
  'cells-for-row': {
    en: 'write {expected} cells; an empty one is two delimiters side by side',
    zh: '每行请写 {expected} 格；空格子写成两个连续的分隔符',
  },
  'quote-commas': {
    en: 'write {expected} cells; a cell that holds the delimiter goes in double quotes',
    zh: '每行请写 {expected} 格；含分隔符的格子用双引号括起',
  },
  'rename-or-remove': {
    en: 'give one of the two columns another heading, or remove it',
    zh: '请给其中一列换个标题，或删去一列',
  },
  'remove-row': { en: 'remove one of the two rows, or make them agree', zh: '请删去其中一行，或让两行一致' },
  'remove-columns': { en: 'remove the columns {remove}', zh: '请删去这些列：{remove}' },
  'unit-in-heading': { en: 'write the unit in each heading, e.g. {example}', zh: '请把单位写进标题，例如：{example}' },
  'another-variable': {
    en: 'give one of the two another name, or move it to measures.csv',
    zh: '请给其中一个换个指标名，或移到 measures.csv',
  },
  'one-level': {
    en: "write every row of '{variable}' for sectors (or *), or every row for total",
    zh: '“{variable}”的各行请都写行业（或 *），或都写 total',
  },
  'residual-or-correct': {
    en: "correct a value, or write 'residual' for one sector",
    zh: '请更正数值，或把其中一个行业写成 residual',
  },
  'both-or-neither': { en: "fill in both 'low' and 'high', or neither", zh: '“low”和“high”请都填，或都不填' },
  'number-between': { en: 'write a number from {low} to {high}', zh: '请写 {low} 到 {high} 之间的数' },
  'leave-empty': { en: "leave the cell '{heading}' of '{name}' empty", zh: '请将“{name}”的“{heading}”一格留空' },
  'inherit-nearer': {
    en: "write another scenario under 'inherits', nearer to the first",
    zh: '请在“inherits”下改写更靠近起点的情景',
  },
  'total-at-least': { en: 'write a total of at least {sum}', zh: '合计请写不小于 {sum} 的数' },
  'if-total': {
    en: 'if it is their total, write {example} in its place',
    zh: '若它就是合计，请改写为 {example}',
  },
  'unit-in-cell': {
    en: 'if the two are in different units, write the unit beside the number: {example}',
    zh: '若两者单位不同，请在数字后写明单位：{example}',
  },
  'swap-low-high': {
    en: "swap the two: write {low} under 'low' and {high} under 'high'",
    zh: '请对调两者：“low”写 {low}，“high”写 {high}',
  },
  'convert-unit': {
    en: 'convert it to {own}, or correct the unit{where}',
    zh: '请换算成 {own}，或更正单位{where}',
  },
  'at-least': { en: 'write {low} or more', zh: '请写不小于 {low} 的数' },
  'complete-year': { en: 'add a row: {example}', zh: '请加一行：{example}' },
} as const satisfies Record<string, Text>

export type HelpKey = keyof typeof helpTexts

const problems = {
  ...modelProblems,
  ...commandProblems,
  ...historyProblems,
  ...casesProblems,
  // Files.
  'folder-missing': { severity: 'error', en: "there is no folder '{text}'", zh: '没有文件夹“{text}”', help: 'run' },
  'not-a-folder': {
    severity: 'error',
    en: "'{text}' is a file, and a plan is a folder",
    zh: '“{text}”是文件，而规划是文件夹',
    help: 'give-option',
  },
  'baseline-missing': {
    severity: 'error',
    en: "there is no baseline.csv in '{text}'",
    zh: '“{text}”中没有 baseline.csv',
    help: 'start-with-headings',
  },
  'baseline-not-given': { severity: 'error', en: 'no baseline is given', zh: '没有给出基期数据', help: 'give-option' },
  'file-missing': { severity: 'error', en: "there is no file '{text}'", zh: '没有文件“{text}”', help: 'give-option' },
  'file-unreadable': {
    severity: 'error',
    en: "'{text}' cannot be read ({reason})",
    zh: '无法读取“{text}”（{reason}）',
    help: 'run',
  },
  'not-a-file': { severity: 'error', en: "'{text}' is not an ordinary file", zh: '“{text}”不是普通文件', help: 'run' },
  'file-too-large': {
    severity: 'error',
    en: "'{text}' is larger than {limit} MB",
    zh: '“{text}”超过 {limit} MB',
    help: 'run',
  },
  'parquet-unreadable': {
    severity: 'error',
    en: "'{text}' cannot be read as Parquet: {reason}",
    zh: '无法将“{text}”读作 Parquet：{reason}',
    help: 'write-parquet-again',
  },
  'table-twice': {
    severity: 'error',
    en: "'{text}' and '{other}' are the same table, and only one can hold",
    zh: '“{text}”与“{other}”是同一张表，只能保留一个',
    help: 'run',
  },
  'plan-too-large': {
    severity: 'error',
    en: 'the plan holds more than {megabytes} MB, or more than {values} values',
    zh: '规划超过 {megabytes} MB，或数值超过 {values} 个',
    help: 'split-plan',
  },
  'empty-file': { severity: 'error', en: "'{text}' is empty", zh: '“{text}”是空文件', help: 'start-with-headings' },
  'no-rows': {
    severity: 'error',
    en: "'{text}' holds no values",
    zh: '“{text}”中没有数值',
    help: 'complete-year',
  },
  'outside-folder': {
    severity: 'error',
    en: "'{text}' leads out of the plan's folder",
    zh: '“{text}”指向规划文件夹之外',
    help: 'copy-into-folder',
  },
  'unknown-file': {
    severity: 'warning',
    en: "'{text}' is not a file yuce reads, so it changes nothing",
    zh: '“{text}”不是 yuce 读取的文件，不起作用',
    help: 'one-of',
  },
  'stdin-twice': {
    severity: 'error',
    en: "standard input ('-') is asked for twice",
    zh: '标准输入（-）被用了两次',
    help: 'give-option',
  },
  'wrong-encoding': {
    severity: 'error',
    en: 'these bytes are not {encoding}',
    zh: '此处字节不是 {encoding} 编码',
    help: 'give-encoding',
  },
  'unknown-encoding': {
    severity: 'error',
    en: "'{text}' is not an encoding yuce knows",
    zh: 'yuce 不认识编码“{text}”',
    help: 'one-of',
  },
  'encoding-guessed': {
    severity: 'note',
    en: 'read as {encoding}, for it is not UTF-8',
    zh: '不是 UTF-8，按 {encoding} 读取',
    help: 'give-option',
  },
  'nul-character': {
    severity: 'error',
    en: 'the file holds a NUL character, so it is not plain text',
    zh: '文件含 NUL 字符，不是纯文本',
    help: 'give-utf-16',
  },
  'bad-delimiter': {
    severity: 'error',
    en: "'{text}' cannot be a delimiter",
    zh: '“{text}”不能作分隔符',
    help: 'one-of',
  },

  // The shape of a table.
  'full-width-comma': {
    severity: 'error',
    en: "the headings are separated by a full-width comma '，'",
    zh: '标题以全角逗号“，”分隔',
    help: 'ascii-comma',
  },
  'unclosed-quote': {
    severity: 'error',
    en: 'a quoted cell begins here and never ends',
    zh: '此处引号没有结束',
    help: 'close-quote',
  },
  'stray-quote': {
    severity: 'error',
    en: 'a double quote stands inside a cell',
    zh: '单元格中间出现双引号',
    help: 'quote-cell',
  },
  'short-row': {
    severity: 'error',
    en: 'the row has {count} cells, the headings have {expected}',
    zh: '此行有 {count} 格，标题有 {expected} 格',
    help: 'cells-for-row',
  },
  'long-row': {
    severity: 'error',
    en: 'the row has {count} cells, the headings have {expected}',
    zh: '此行有 {count} 格，标题有 {expected} 格',
    help: 'quote-commas',
  },
  'empty-heading': {
    severity: 'error',
    en: 'column {number} has no heading',
    zh: '第 {number} 列没有标题',
    help: 'one-of',
  },
  'duplicate-heading': {
    severity: 'error',
    en: "'{text}' and '{other}' head the same column",
    zh: '“{text}”与“{other}”是同一列标题',
    help: 'rename-or-remove',
  },
  'unknown-heading': {
    severity: 'error',
    en: "'{text}' is not a heading of this table",
    zh: '“{text}”不是此表的标题',
    help: 'one-of',
  },
  'missing-column': {
    severity: 'error',
    en: "there is no column '{heading}'",
    zh: '缺少列“{heading}”',
    help: 'add-heading',
  },
  'mixed-shapes': {
    severity: 'error',
    en: "'{text}' and '{other}' are two ways of writing values in one table",
    zh: '“{text}”与“{other}”是两种数值写法，不能在同一表中混用',
    help: 'remove-columns',
  },
  'no-values': {
    severity: 'error',
    en: 'the table has no column of values',
    zh: '此表没有数值列',
    help: 'add-heading',
  },
  'no-variable': {
    severity: 'error',
    en: 'the table does not say which variable its values are',
    zh: '此表没有说明数值属于哪个指标',
    help: 'add-heading',
  },
  'unit-for-several': {
    severity: 'error',
    en: "a 'unit' column cannot serve the variables {variables}",
    zh: '“单位”列不能同时用于指标 {variables}',
    help: 'unit-in-heading',
  },
  'low-high-for-several': {
    severity: 'error',
    en: "'{text}' needs a table with one column of values",
    zh: '“{text}”只能用于只有一列数值的表',
    help: 'remove-columns',
  },
  'scenario-not-here': {
    severity: 'error',
    en: 'what is observed does not depend on a scenario',
    zh: '观测值与情景无关',
    help: 'remove-columns',
  },

  // Names.
  'unknown-sector': {
    severity: 'error',
    en: "'{text}' is not a sector of this plan",
    zh: '“{text}”不是本规划的行业',
    help: 'one-of',
  },
  'ambiguous-sector': {
    severity: 'error',
    en: "'{text}' names more than one sector",
    zh: '“{text}”对应多个行业',
    help: 'one-of',
  },
  'ambiguous-group': {
    severity: 'error',
    en: "'{text}' names more than one group of sectors",
    zh: '“{text}”对应多个行业组',
    help: 'one-of',
  },
  'sector-needed': { severity: 'error', en: "'{text}' is not one sector", zh: '“{text}”不是单个行业', help: 'one-of' },
  'unknown-scenario': {
    severity: 'error',
    en: "'{text}' is not a scenario of this plan",
    zh: '“{text}”不是本规划的情景',
    help: 'one-of',
  },
  'ambiguous-scenario': {
    severity: 'error',
    en: "'{text}' names more than one scenario",
    zh: '“{text}”对应多个情景',
    help: 'one-of',
  },
  'scenario-cycle': {
    severity: 'error',
    en: 'the scenario inherits from itself: {path}',
    zh: '情景继承自身：{path}',
    help: 'write',
  },
  'inheritance-too-deep': {
    severity: 'error',
    en: 'the scenario inherits through more than {limit} others',
    zh: '情景的继承层数超过 {limit}',
    help: 'write',
  },
  'unknown-project': {
    severity: 'error',
    en: "'{text}' is not a project of this plan",
    zh: '“{text}”不是本规划的项目',
    help: 'one-of',
  },
  'unknown-status': { severity: 'error', en: "'{text}' is not a status", zh: '“{text}”不是状态等级', help: 'one-of' },
  'duplicate-name': {
    severity: 'error',
    en: "'{text}' is already there ({other})",
    zh: '“{text}”已经有了（{other}）',
    help: 'remove-row',
  },
  'reserved-name': {
    severity: 'error',
    en: "'{text}' has a meaning of its own and cannot be a name",
    zh: '“{text}”另有含义，不能作名称',
    help: 'write',
  },
  'bad-name': {
    severity: 'error',
    en: "'{text}' cannot be the name of a variable",
    zh: '“{text}”不能作指标名',
    help: 'write',
  },
  'unused-variable': {
    severity: 'warning',
    en: "'{text}' is used by no equation, formula or target",
    zh: '没有公式或目标用到“{text}”',
    help: 'one-of',
  },

  // Cells.
  'empty-cell': { severity: 'error', en: "'{heading}' is empty", zh: '“{heading}”为空', help: 'write' },
  'cell-too-long': {
    severity: 'error',
    en: 'the cell has {length} characters; {limit} are read',
    zh: '此格有 {length} 个字符，最多读 {limit} 个',
    help: 'write',
  },
  'not-a-number': { severity: 'error', en: "'{text}' is not a number", zh: '“{text}”不是数值', help: 'write-or' },
  'ambiguous-number': {
    severity: 'error',
    en: "'{text}' can be read in more than one way",
    zh: '“{text}”有歧义',
    help: 'write-or',
  },
  'ambiguous-change': {
    severity: 'error',
    en: "'{text}' can be read as a change or as a value",
    zh: '“{text}”可能是增减，也可能是数值',
    help: 'write-or',
  },
  'number-too-large': {
    severity: 'error',
    en: "'{text}' is too large a number",
    zh: '“{text}”数值过大',
    help: 'write',
  },
  'dash-range': {
    severity: 'error',
    en: "'{text}' can be read as a range or as a difference",
    zh: '“{text}”可能是区间，也可能是相减',
    help: 'write-or',
  },
  'distribution-arguments': {
    severity: 'error',
    en: "'{name}' is given the wrong arguments",
    zh: '“{name}”的参数不对',
    help: 'write',
  },
  'distribution-order': {
    severity: 'error',
    en: "the parameters of '{text}' are out of order",
    zh: '“{text}”的参数次序不对',
    help: 'write',
  },
  'path-arguments': {
    severity: 'error',
    en: "'linear' takes a first and a last value",
    zh: '“linear”的参数是首值和末值',
    help: 'write',
  },
  'path-needs-years': {
    severity: 'error',
    en: "'{text}' needs a range of years",
    zh: '“{text}”需要年份区间',
    help: 'write-or',
  },
  'not-observed': {
    severity: 'error',
    en: "'{text}' is not something observed",
    zh: '“{text}”不是观测值',
    help: 'write',
  },
  'residual-not-here': {
    severity: 'error',
    en: "'{text}' is for the baseline",
    zh: '“{text}”只用于基期',
    help: 'write',
  },
  'not-a-year': { severity: 'error', en: "'{text}' is not a year", zh: '“{text}”不是年份', help: 'write-or' },
  'year-order': {
    severity: 'error',
    en: "'{text}' ends before it begins",
    zh: '“{text}”的末年早于首年',
    help: 'write',
  },
  'one-year-needed': { severity: 'error', en: "'{text}' is not one year", zh: '“{text}”不是单个年份', help: 'write' },
  'unit-mismatch': {
    severity: 'error',
    en: "'{unit}' cannot be turned into '{other}', the unit of '{variable}'",
    zh: '“{unit}”不能换算成“{variable}”的单位“{other}”',
    help: 'write',
  },
  'unit-missing': {
    severity: 'warning',
    en: "'{text}' is read as {value}, for '{variable}' has no unit",
    zh: '“{variable}”没有单位，“{text}”按 {value} 读取',
    help: 'unit-in-heading',
  },
  'rate-without-percent': {
    severity: 'warning',
    en: "'{text}' is read as {percent} %",
    zh: '“{text}”按 {percent}% 读取',
    help: 'write',
  },
  'low-high-pair': {
    severity: 'error',
    en: "'{given}' is given and '{missing}' is not",
    zh: '有“{given}”而没有“{missing}”',
    help: 'write',
  },
  'low-high-order': {
    severity: 'error',
    en: 'the value {value} is not between low {low} and high {high}',
    zh: '数值 {value} 不在下限 {low} 与上限 {high} 之间',
    help: 'write',
  },
  'low-high-without-number': {
    severity: 'error',
    en: "low and high need a number as the value, not '{text}'",
    zh: '有上下限时数值须是一个数，而不是“{text}”',
    help: 'write',
  },
  'persistence-range': {
    severity: 'error',
    en: "'{text}' is not a persistence",
    zh: '“{text}”不是持续性系数',
    help: 'write',
  },

  // What rows say together.
  'conflicting-rows': {
    severity: 'error',
    en: "the row disagrees with {other} on '{variable}'",
    zh: '此行与 {other} 对“{variable}”的取值不一致',
    help: 'remove-row',
  },
  'mixed-measures': {
    severity: 'error',
    en: "'{variable}' is measured as '{text}' here and as '{measure}' in {other}",
    zh: '“{variable}”此处口径为“{text}”，{other} 处为“{measure}”',
    help: 'another-variable',
  },
  'mixed-levels': {
    severity: 'error',
    en: "'{variable}' is given for the total here and by sector in {other}",
    zh: '“{variable}”此处按合计给出，{other} 处按行业给出',
    help: 'one-level',
  },
  'control-total': {
    severity: 'error',
    en: "the sectors' '{variable}' of {year} add up to {sum}, the total is {total}",
    zh: '{year} 年各行业“{variable}”之和为 {sum}，合计为 {total}',
    help: 'residual-or-correct',
  },
  'control-incomplete': {
    severity: 'warning',
    en: "the total '{variable}' of {year} cannot be checked: no value for {sectors}",
    zh: '{year} 年“{variable}”合计无法核对：缺 {sectors}',
    help: 'complete-year',
  },
  'residual-without-total': {
    severity: 'error',
    en: "a residual of '{variable}' needs the total of {year}",
    zh: '“{variable}”的余项需要 {year} 年的合计',
    help: 'complete-year',
  },
  'two-residuals': {
    severity: 'error',
    en: "'{variable}' of {year} already has a residual ({other})",
    zh: '{year} 年“{variable}”已有余项（{other}）',
    help: 'write',
  },
  'looks-like-total': {
    severity: 'error',
    en: "'{text}' is the sum of the other sectors and would be counted again: '{variable}' of {year} is {value}",
    zh: '“{text}”等于其他各行业之和，会重复计算：{year} 年“{variable}”为 {value}',
    help: 'write-or',
  },
  'sum-of-others': {
    severity: 'warning',
    en: "'{text}' is the sum of the other sectors: '{variable}' of {year} is {value}",
    zh: '“{text}”等于其他各行业之和：{year} 年“{variable}”为 {value}',
    help: 'if-total',
  },
  'level-jump': {
    severity: 'warning',
    en: "'{variable}' goes from {before} ({other}) to {value}, by a factor of 1000 or more",
    zh: '“{variable}”由 {before}（{other}）变为 {value}，相差千倍以上',
    help: 'unit-in-cell',
  },
  'below-minus-100': {
    severity: 'warning',
    en: "'{text}' of {percent} % takes away more than there is",
    zh: '“{text}”为 {percent}%，数值将降到零以下',
    help: 'at-least',
  },
  'negative-residual': {
    severity: 'error',
    en: "the sectors' '{variable}' of {year} add up to {sum}, more than the total {total}",
    zh: '{year} 年各行业“{variable}”之和为 {sum}，大于合计 {total}',
    help: 'total-at-least',
  },

  // Targets and options.
  'unknown-operator': {
    severity: 'error',
    en: "'{text}' is not a comparison",
    zh: '“{text}”不是比较符号',
    help: 'one-of',
  },
  'target-syntax': { severity: 'error', en: "'{text}' is not a target", zh: '“{text}”不是目标写法', help: 'write' },
  'setting-syntax': { severity: 'error', en: "'{text}' is not a setting", zh: '“{text}”不是设定写法', help: 'write' },

  // Projects and correlations.
  'bad-ramp': { severity: 'error', en: "'{text}' is not a ramp", zh: '“{text}”不是爬坡比例', help: 'write' },
  'ramp-and-full': {
    severity: 'error',
    en: "a project has 'full' or 'ramp', not both",
    zh: '项目只能有 full 或 ramp 之一',
    help: 'write-or',
  },
  'full-before-start': {
    severity: 'error',
    en: 'full output in {full} is before the start in {start}',
    zh: '达产年份 {full} 早于投产年份 {start}',
    help: 'write',
  },
  'correlation-range': {
    severity: 'error',
    en: "'{text}' is not a correlation",
    zh: '“{text}”不是相关系数',
    help: 'write',
  },
  'self-correlation': {
    severity: 'error',
    en: "the correlation of '{text}' with itself is 1",
    zh: '“{text}”与自身的相关系数是 1',
    help: 'write',
  },

  // datapackage.json.
  'bad-json': {
    severity: 'error',
    en: 'the file is not JSON from here on',
    zh: '文件从此处起不是合法的 JSON',
    help: 'write',
  },
  'package-field': { severity: 'error', en: "'{field}' cannot be {text}", zh: '“{field}”不能是 {text}', help: 'write' },
  'unknown-setting': {
    severity: 'error',
    en: "'{text}' is not a setting of a plan",
    zh: '“{text}”不是规划的设定项',
    help: 'one-of',
  },
  'resource-missing': {
    severity: 'error',
    en: "the package lists '{text}', which is not there",
    zh: '数据包列出了“{text}”，但没有这个文件',
    help: 'write',
  },
  'horizon-before-base': {
    severity: 'error',
    en: 'the horizon {horizon} is before the base year {baseYear}',
    zh: '规划期末 {horizon} 早于基年 {baseYear}',
    help: 'write',
  },

  'more-problems': { severity: 'error', en: '… and {count} more problems', zh: '……另有 {count} 个问题', help: 'run' },
} as const satisfies Record<string, ProblemText>

export type ProblemCode = keyof typeof problems
export const problemTexts: Readonly<Record<ProblemCode, ProblemText>> = problems

type NamesIn<Message extends string> = Message extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never
type Texts = typeof problems

/** The words a problem's message needs; more may be given, for its help. */
export type WordsOf<Code extends ProblemCode> = {
  readonly [Name in NamesIn<Texts[Code]['en']> | NamesIn<Texts[Code]['zh']>]: string | number
} & Readonly<Record<string, string | number>>
