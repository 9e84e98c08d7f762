/** Words that programs trip over, beside those that plans are made of. */

export const prototypeNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
  'isPrototypeOf',
  'then',
  'length',
  'name',
] as const

export const numbers = [
  ...['0', '-0', '1', '-1', '0.5', '1e400', '-1e400', '1e-400', '1e308', '1e309', '4.9e-324', '9007199254740993'],
  ...['0x10', '1_000', '1,234.5', '1,5', '１２３', '٣', '½', 'Infinity', 'NaN', '-', '+', '.', '1e', '1e+', '007'],
  ...['8%', '8％', '-2pp', '+1pp', '+2%', '*0.9', '*', '1.2万亿', '7356亿元', '5亿美元', '3‰', '12 GWh', '30% 60%'],
  ...['1e9999%', '1e9999亿', '99999999999999999999', '0.1e-9999', '-1e9999pp', '*1e999'],
  ...['normal(8%, 2%)', 'normal(0, 1e308)', 'lognormal(100, 20)', 'lognormal(1e-300, 1e300)', 'uniform(5%, 11%)'],
  ...['triangular(5%, 8%, 11%)', 'pert(1, 2, 3)', 'pert(-1e308, 0, 1e308)', 'linear(6%, 10%)', 'linear(1e308, -1e308)'],
  ...['5% to 11%', '-1e308 to 1e308', '5-11%', 'residual', 'n/a', '—', '无', '(123)', '约60'],
] as const

export const years = [
  ...[
    '2022',
    '2024',
    '2026',
    '2027',
    '2026-2027',
    '2027-2026',
    '1000-9999',
    '9999',
    '1000',
    '0000',
    '10000',
    '*',
    '2026年',
  ],
  ...['２０２６', '2026~2027', '2026至2027', '-2026', '2026.0', '2e3'],
] as const

export const headings = [
  ...['scenario', 'sector', 'variable', 'year', 'value', 'low', 'high', 'persistence', 'unit', 'measure', 'status'],
  ...[
    'source',
    'ref',
    'note',
    'revenue',
    'growth',
    'rd_intensity',
    '增速(%)',
    '营业收入（亿元）',
    '行业',
    '情景',
    '指标',
  ],
  ...['inherits', 'target', 'indicator', 'op', 'project', 'start', 'full', 'ramp', 'output', 'realisation', 'delay'],
  ...[
    'formula',
    'sector_a',
    'sector_b',
    'variable_b',
    'correlation',
    'linkage',
    'from',
    'to',
    'coefficient',
    'name_zh',
  ],
] as const

export const signs = [
  ...[',', ';', '\t', '|', '"', '""', "'", '\n', '\r\n', '\r', ' ', '\u3000', '\u00a0', '，', '；', '：', '（', '）'],
  ...[
    '[',
    ']',
    '{',
    '}',
    '(',
    ')',
    '=',
    '＝',
    '@',
    '<',
    '>',
    '≥',
    '≤',
    '!',
    '?',
    ':',
    '#',
    '\\',
    '/',
    '%',
    '^',
    '~',
    '`',
  ],
  ...[
    '\u0000',
    '\u001b[31m',
    '\u0007',
    '\ufeff',
    '\u200b',
    '\u202e',
    '\ud800',
    '\udc00',
    '𠮷',
    'é',
    '\u2028',
    '\u0085',
  ],
  ...['<script>', '=cmd|x', '-->', '{0}', '%s', '../', '..\\', '\r\r\n', '"\n"', '",', ',"'],
] as const

/** Constructs by which formula languages have been made to run code, change their host, or hang. */
export const hostileFormulas = [
  ...['import({})', 'config({relTol: 0.5})', 'evaluate("1")', 'parse("1")', 'createUnit("x")', 'f(x) = f(x)', 'x = 1'],
  ...['cos.constructor("return process")()', 'x.constructor', 'x["constructor"]', '__proto__', 'a.b.c', '{a: 1}'],
  ...['{"__proto__": 1}', '[1:1000000000]', 'zeros(1e9)', '1:1e9', 'x[1]', 'x; y', '1 # comment', "x ' y", '`x`', '$x'],
  ...['a ? b', '~x', 'a | b', 'a << 99', '1 in x', 'a to b', '2x', 'a b', '1_000', '0x10', '--1', 'i', 'true', 'null'],
  ...['9^9^9^9', 'exp(exp(exp(9)))', '0/0', '1/0', 'log(-1)', 'sqrt(-1)', 'lag(x, 1e9)', 'lag(x, 100)', 'lag(x, 0)'],
  ...[
    'round(x, 400)',
    'round(x, -400)',
    'ramp(2027, 2024)',
    'ramp(year, year)',
    'clamp(1, 3, 2)',
    'min()',
    'sum(sum(x))',
  ],
  ...['linked(x, nothing)', 'linked(x, 1)', 'share(0 * x)', 'mean(share(x))', 'a < b < c', 'not not a', 'a and b or c'],
] as const

export const names = ['a', 'b', 'displays', '显示', 'total', '*', 'base', 'trend', 'x', 'revenue', 'growth'] as const

export const anyWord: readonly string[] = [
  ...prototypeNames,
  ...numbers,
  ...years,
  ...headings,
  ...signs,
  ...hostileFormulas,
  ...names,
]
