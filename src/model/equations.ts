/** The equations that hold in a plan without equations.csv. */

import { binary, call, type Expression, number, variable } from './expression.ts'

export type DefaultEquation = {
  readonly variable: string
  readonly nameZh: string
  readonly nameEn: string
  readonly formula: string
  /** The tree of `formula`, written out so that an ordinary run needs no parser; a test holds the two together. */
  readonly expression: Expression
  /** `money` is the plan's own unit. */
  readonly unit: 'money' | '1'
}

export const defaultEquations: readonly DefaultEquation[] = [
  {
    variable: 'revenue',
    nameZh: '营业收入',
    nameEn: 'revenue',
    formula: 'lag(revenue) * (1 + growth) + capacity',
    expression: binary(
      '+',
      binary('*', variable('revenue', 1), binary('+', number(1), variable('growth'))),
      variable('capacity'),
    ),
    unit: 'money',
  },
  {
    variable: 'rd',
    nameZh: '研发投入',
    nameEn: 'R&D spending',
    formula: 'revenue * rd_intensity',
    expression: binary('*', variable('revenue'), variable('rd_intensity')),
    unit: 'money',
  },
  {
    variable: 'total_revenue',
    nameZh: '营业收入合计',
    nameEn: 'total revenue',
    formula: 'sum(revenue)',
    expression: call('sum', variable('revenue')),
    unit: 'money',
  },
  {
    variable: 'total_rd',
    nameZh: '研发投入合计',
    nameEn: 'total R&D spending',
    formula: 'sum(rd)',
    expression: call('sum', variable('rd')),
    unit: 'money',
  },
  {
    variable: 'total_rd_intensity',
    nameZh: '研发强度',
    nameEn: 'R&D intensity',
    formula: 'total_rd / total_revenue',
    expression: binary('/', variable('total_rd'), variable('total_revenue')),
    unit: '1',
  },
]

/** What the default equations read, for plans that do not describe it. */
export const defaultInputs: ReadonlyMap<
  string,
  { readonly nameZh: string; readonly nameEn: string; readonly unit: 'money' | '1' }
> = new Map([
  ['growth', { nameZh: '增速', nameEn: 'growth rate', unit: '1' }],
  ['rd_intensity', { nameZh: '研发强度', nameEn: 'R&D intensity', unit: '1' }],
  ['capacity', { nameZh: '新增产能', nameEn: 'added capacity', unit: 'money' }],
])
