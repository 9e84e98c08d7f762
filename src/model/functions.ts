/**
 * The functions a formula may use: the whitelist, the help text and the arithmetic in one table.
 * Anything that is not here is a problem.
 */

type Described = {
  /** Fewest and most arguments. */
  readonly arity: readonly [least: number, most: number]
  readonly en: string
  readonly zh: string
  readonly example: string
}

/** Value by value: the same for every sector and lane. `slope` is the derivative at x, given y = apply(x). */
type Elementwise = Described & {
  readonly kind: 'elementwise'
  readonly apply: (x: number) => number
  readonly slope: (x: number, y: number) => number
}

/** Handled by the evaluator: over sectors, over years, or of several arguments. */
type Structural = Described & { readonly kind: 'pick' | 'reduction' | 'years' | 'linkage' }

function elementwise(
  en: string,
  zh: string,
  example: string,
  apply: (x: number) => number,
  slope: (x: number, y: number) => number,
): Elementwise {
  return { kind: 'elementwise', arity: [1, 1], en, zh, example, apply, slope }
}

function structural(
  kind: Structural['kind'],
  arity: readonly [number, number],
  en: string,
  zh: string,
  example: string,
): Structural {
  return { kind, arity, en, zh, example }
}

export const functions = {
  lag: structural(
    'years',
    [1, 2],
    'the value one year (or k years) before',
    '上一年（或前 k 年）的值',
    'lag(revenue, 2)',
  ),
  sum: structural('reduction', [1, 1], 'total over sectors', '各行业合计', 'sum(revenue)'),
  mean: structural('reduction', [1, 1], 'mean over sectors', '各行业平均', 'mean(growth)'),
  share: structural('reduction', [1, 1], 'share of the total over sectors', '占各行业合计的比重', 'share(revenue)'),
  min: structural('pick', [1, 16], 'the smallest of its arguments', '最小值', 'min(growth, 10%)'),
  max: structural('pick', [1, 16], 'the largest of its arguments', '最大值', 'max(growth, 0)'),
  clamp: structural('pick', [3, 3], 'x held between low and high', '限制在上下限之间', 'clamp(growth, 0, 20%)'),
  round: structural('pick', [1, 2], 'rounded to k digits, halves away from zero', '四舍五入到 k 位', 'round(firms, 0)'),
  abs: elementwise('absolute value', '绝对值', 'abs(growth)', Math.abs, (x) => Math.sign(x)),
  exp: elementwise('e to the power x', '指数函数', 'exp(0.05)', Math.exp, (_, y) => y),
  log: elementwise('natural logarithm', '自然对数', 'log(revenue)', Math.log, (x) => 1 / x),
  sqrt: elementwise('square root', '平方根', 'sqrt(revenue)', Math.sqrt, (_, y) => 0.5 / y),
  sin: elementwise('sine of x in radians', '正弦（弧度）', 'sin(year)', Math.sin, (x) => Math.cos(x)),
  cos: elementwise('cosine of x in radians', '余弦（弧度）', 'cos(year)', Math.cos, (x) => -Math.sin(x)),
  ramp: structural(
    'years',
    [2, 2],
    '0 until year `from`, 1 from year `to`, linear between',
    '从起始年 0 线性升至终止年 1',
    'ramp(2024, 2027)',
  ),
  linked: structural(
    'linkage',
    [2, 2],
    'Σ over sectors of coefficient × x, by linkages.csv',
    '按投入产出系数加权求和',
    'linked(output, domestic)',
  ),
} as const satisfies Record<string, Elementwise | Structural>

export type FunctionName = keyof typeof functions

/** Names that stand for a number and cannot be variables. */
export const constants = {
  year: { en: 'the calendar year', zh: '年份', example: 'year - 2022' },
  base_year: { en: 'the base year of the plan', zh: '基年', example: 'year - base_year' },
} as const

export type ConstantName = keyof typeof constants

export function isFunction(name: string): name is FunctionName {
  return Object.hasOwn(functions, name)
}

export function isConstant(name: string): name is ConstantName {
  return Object.hasOwn(constants, name)
}
