/** Problems of the command line and of what it writes; part of the catalogue. */

export const commandProblems = {
  'unknown-command': {
    severity: 'error',
    en: "'{text}' is not a command of yuce",
    zh: '“{text}”不是 yuce 的命令',
    help: 'one-of',
  },
  'unknown-option': {
    severity: 'error',
    en: "'{text}' is not an option of {command}",
    zh: '“{text}”不是 {command} 的选项',
    help: 'run',
  },
  'option-value-missing': {
    severity: 'error',
    en: '{option} is given without a value',
    zh: '{option} 缺少取值',
    help: 'write',
  },
  'bad-option-value': {
    severity: 'error',
    en: "'{text}' is not a value of {option}",
    zh: '“{text}”不是 {option} 的取值',
    help: 'one-of',
  },
  'argument-missing': {
    severity: 'error',
    en: '{command} needs {argument}',
    zh: '{command} 需要 {argument}',
    help: 'write',
  },
  'extra-argument': {
    severity: 'error',
    en: "{command} has no use for '{text}'",
    zh: '{command} 不需要“{text}”',
    help: 'run',
  },
  'options-conflict': {
    severity: 'error',
    en: '{option} and {other} do not go together',
    zh: '{option} 与 {other} 不能同用',
    help: 'one-of',
  },
  'unknown-format': {
    severity: 'error',
    en: "the name '{text}' does not say in which format to write",
    zh: '从文件名“{text}”看不出要写的格式',
    help: 'give-option',
  },
  'address-syntax': {
    severity: 'error',
    en: "'{text}' is not a number of the plan",
    zh: '“{text}”不是规划中的某个数',
    help: 'write-or',
  },
  'require-syntax': {
    severity: 'error',
    en: "'{text}' does not name a scenario and a target",
    zh: '“{text}”没有写明情景和目标',
    help: 'write',
  },
  'unknown-variable': {
    severity: 'error',
    en: "'{text}' is not a variable of this plan",
    zh: '“{text}”不是本规划的指标',
    help: 'one-of',
  },
  'unknown-target': {
    severity: 'error',
    en: "'{text}' is not a target of this plan",
    zh: '“{text}”不是本规划的目标',
    help: 'one-of',
  },
  'year-not-projected': {
    severity: 'error',
    en: '{year} is not a year of this plan',
    zh: '{year} 年不在本规划的年份内',
    help: 'write',
  },
  'sector-for-total': {
    severity: 'error',
    en: "'{variable}' is a total and has no sector '{text}'",
    zh: '“{variable}”是合计，没有行业“{text}”',
    help: 'write',
  },
  'which-sector': {
    severity: 'error',
    en: "'{variable}' is by sector, and none is named",
    zh: '“{variable}”分行业，请写明行业',
    help: 'one-of',
  },
  'nothing-to-vary': {
    severity: 'error',
    en: "no row of the plan gives '{text}' a value after {year}",
    zh: '规划中没有任何一行给出“{text}”在 {year} 年之后的值',
    help: 'vary-another',
  },
  'targets-and-assumptions': {
    severity: 'error',
    en: '{targets} targets and {assumptions} assumptions: neither as many nor one of either',
    zh: '目标 {targets} 个、假设 {assumptions} 个：既不相等，也没有一方只有一个',
    help: 'give-option',
  },
  'too-many-cells': {
    severity: 'error',
    en: 'the sweep has {count} cells; {limit} are computed',
    zh: '共有 {count} 格，最多计算 {limit} 格',
    help: 'wider-steps',
  },
  'no-targets': {
    severity: 'error',
    en: 'there is no target to check',
    zh: '没有可检查的目标',
    help: 'give-option',
  },
  'no-value-to-compare': {
    severity: 'error',
    en: "'{variable}' has no value in {year} under '{scenario}'",
    zh: '情景“{scenario}”下，“{variable}”在 {year} 年没有数值',
    help: 'run',
  },
  'mixture-without-value': {
    severity: 'error',
    en: "'{variable}' has no value with {mixed} as in {to} and the rest as in {from}",
    zh: '{mixed} 取 {to} 的值、其余取 {from} 的值时，“{variable}”没有数值',
    help: 'give-option',
  },
  'lmdi-undefined': {
    severity: 'error',
    en: 'LMDI has no answer at zero or where the sign changes: {factor} goes from {from} to {to}',
    zh: '遇零或变号时 LMDI 无定义：{factor} 由 {from} 变为 {to}',
    help: 'give-option',
  },
  'lmdi-not-a-product': {
    severity: 'error',
    en: "LMDI takes products apart, and '{variable}' is not one: {formula}",
    zh: 'LMDI 只能分解乘积，“{variable}”不是乘积：{formula}',
    help: 'give-option',
  },
  'plan-unknown': {
    severity: 'error',
    en: "'{text}' is neither a folder nor a plan that comes with yuce",
    zh: '“{text}”既不是文件夹，也不是 yuce 自带的规划',
    help: 'one-of',
  },
  'output-is-input': {
    severity: 'error',
    en: "'{text}' is a file of the plan and would be overwritten",
    zh: '“{text}”是规划的文件，会被覆盖',
    help: 'write',
  },
  'output-exists': {
    severity: 'error',
    en: "'{text}' is already there",
    zh: '“{text}”已存在',
    help: 'another-name',
  },
  'folder-in-use': {
    severity: 'error',
    en: "'{text}' already holds {files}",
    zh: '“{text}”中已有 {files}',
    help: 'run',
  },
  'output-failed': {
    severity: 'error',
    en: "'{text}' cannot be written ({reason})",
    zh: '无法写入“{text}”（{reason}）',
    help: 'free-or-elsewhere',
  },
  'stdin-is-terminal': {
    severity: 'error',
    en: 'nothing is piped into standard input (-)',
    zh: '标准输入（-）没有内容',
    help: 'run',
  },
  'formula-like-text': {
    severity: 'warning',
    en: '{count} text cells begin like a formula, which a spreadsheet would run',
    zh: '{count} 个文本单元格的开头像公式，电子表格会执行',
    help: 'give-option',
  },
} as const

export const commandHelp = {
  'vary-another': {
    en: 'add a row that gives it a value, or name another assumption',
    zh: '请补一行给出它的值，或改用其他假设',
  },
  'wider-steps': {
    en: "take wider steps, e.g. --over 'growth[*,2026]=0%:20%:2%'",
    zh: "请加大步长，例如 --over 'growth[*,2026]=0%:20%:2%'",
  },
  'another-name': {
    en: 'choose another name, or remove the file first: rm {file}',
    zh: '请换一个名字，或先删除该文件：rm {file}',
  },
  'free-or-elsewhere': {
    en: 'make room, or write somewhere else: -o {file}',
    zh: '请腾出空间，或写到别处：-o {file}',
  },
} as const
