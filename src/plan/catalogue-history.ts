/** Problems of a history that assumptions are calibrated from; part of the catalogue. */

export const historyProblems = {
  'history-without-years': {
    severity: 'error',
    en: 'a history needs the year of every value',
    zh: '历史数据的每个值都要写明年份',
    help: 'write',
  },
  'not-in-history': {
    severity: 'error',
    en: "'{text}' is not a variable of the history",
    zh: '“{text}”不是历史数据中的指标',
    help: 'one-of',
  },
  'level-without-growth': {
    severity: 'error',
    en: "no rate of growth leads to or from a level of '{text}': levels must be above zero",
    zh: '水平值为“{text}”时没有增速可言：水平值须大于零',
    help: 'write-or',
  },
  'gap-in-history': {
    severity: 'warning',
    en: "'{name}' has no value between {first} and {last}, so no growth is counted here",
    zh: '“{name}”在 {first} 年与 {last} 年之间没有数值，此处不计增速',
    help: 'complete-year',
  },
  'one-observation': {
    severity: 'warning',
    en: "a spread needs two rates, and '{name}' has {count}, so nothing is written for it",
    zh: '离散程度至少需要两个比率，“{name}”只有 {count} 个，故不写出',
    help: 'complete-year',
  },
  'no-spread-observed': {
    severity: 'warning',
    en: "'{name}' is {value} in each of {count} years: a copied or planned number has no spread of its own",
    zh: '“{name}”{count} 年均为 {value}：照抄或计划的数没有自身的离散程度',
    help: 'write',
  },
  'calibrated-twice': {
    severity: 'error',
    en: "'{name}' would come from '{text}' and from '{other}'",
    zh: '“{name}”既来自“{text}”，又来自“{other}”',
    help: 'give-option',
  },
  'nothing-to-calibrate': {
    severity: 'error',
    en: "'{text}' holds no two rates of any sector, so there is nothing to calibrate from",
    zh: '“{text}”中没有任何行业有至少两个比率，无从校准',
    help: 'complete-year',
  },
  'correlations-estimated': {
    severity: 'note',
    en: '0 for correlations that may be 0 would contradict the others, so all are written as estimated',
    zh: '若将可能为零的相关系数写作 0，会与其余各对矛盾，故全部按估计值写出',
    help: 'own-correlations',
  },
  'correlations-nearest': {
    severity: 'warning',
    en: 'the correlations contradict each other, so the nearest that do not are written',
    zh: '各相关系数互相矛盾，已改写为最接近的一组相容值',
    help: 'complete-pairs',
  },
} as const

export const historyHelp = {
  'own-correlations': {
    en: 'or write one for every pair in correlations.csv: growth,*,*,0.5',
    zh: '也可在 correlations.csv 中为各对写同一个数：growth,*,*,0.5',
  },
  'complete-pairs': {
    en: 'sectors observed in different years make them do so; add what is missing, e.g. {example}',
    zh: '原因是各行业观测的年份不同；请补上缺少的行，例如 {example}',
  },
} as const
