/** What `sensitivity` finds, for programs: as JSON, and as long rows. */

import { type Estimate, isDistinguishable } from '../analyses/sensitivity/estimates.ts'
import type { Answer, Subject } from '../analyses/sensitivity/sensitivity.ts'
import type { Model } from '../model/types.ts'
import { TOTAL } from '../plan/types.ts'
import type { DataCell, DataTable } from './delimited.ts'

/** One scenario, asked and answered. */
export type Analysed = { readonly subject: Subject; readonly answer: Answer }

/** The JSON of one scenario. */
export function analysedRecord({ plan }: Model, { subject, answer }: Analysed) {
  const { scenario, inputs, correlated } = subject
  const names = correlated.map(([a, b]) => [inputs[a]?.name ?? '', inputs[b]?.name ?? ''])
  return { scenario: plan.scenarios[scenario]?.name ?? '', ...answerRecord(answer), correlated: names }
}

function answerRecord(answer: Answer) {
  switch (answer.method) {
    case 'tornado': {
      const inputs = answer.inputs.map(({ input, ...rest }) => ({ input: input.name, ...rest }))
      return { inputs, base: answer.base, runs: answer.runs }
    }
    case 'morris': {
      const inputs = answer.inputs.map(({ input, mu, muStar, sigma }) => ({
        input: input.name,
        ...fields('mu', mu),
        ...fields('muStar', muStar),
        ...fields('sigma', sigma),
        distinguishable: areAnyDistinguishable(muStar),
      }))
      return { inputs, ...drawnRecord(answer) }
    }
    case 'sobol': {
      const inputs = answer.inputs.map(({ input, first, total }) => ({
        input: input.name,
        ...fields('first', first),
        ...fields('total', total),
        distinguishable: areAnyDistinguishable(first, total),
      }))
      const pairs = answer.pairs.map(({ inputs: [a, b], second }) => ({
        inputs: [a.name, b.name],
        ...fields('second', second),
        distinguishable: areAnyDistinguishable(second),
      }))
      return { inputs, pairs, ...momentsRecord(answer), ...drawnRecord(answer) }
    }
    case 'shapley': {
      const inputs = answer.inputs.map(({ input, effect }) => ({
        input: input.name,
        ...fields('effect', effect),
        distinguishable: areAnyDistinguishable(effect),
      }))
      return { inputs, ...momentsRecord(answer), ...drawnRecord(answer), orders: answer.orders }
    }
  }
}

/** `first`, `firstError` and `firstInterval`. */
function fields(name: string, estimate: Estimate | null) {
  return {
    [name]: estimate?.value ?? null,
    [`${name}Error`]: estimate?.standardError ?? null,
    [`${name}Interval`]: estimate?.interval ?? null,
  }
}

function areAnyDistinguishable(...estimates: readonly (Estimate | null)[]): boolean {
  return estimates.some((each) => each !== null && isDistinguishable(each))
}

function momentsRecord({ mean, variance }: Extract<Answer, { method: 'sobol' | 'shapley' }>) {
  return { ...fields('mean', mean), ...fields('variance', variance) }
}

function drawnRecord({ sample, runs, failed, suggested }: Exclude<Answer, { method: 'tornado' }>) {
  return { draws: sample.draws, seed: sample.seed, runs, failed, suggestedDraws: suggested?.draws ?? null }
}

const columns = [
  'scenario',
  'variable',
  'sector',
  'year',
  'method',
  'input',
  'with',
  'measure',
  'value',
  'unit',
  'standard_error',
  'low',
  'high',
  'distinguishable',
] as const

type Row = {
  readonly input: string | null
  readonly with?: string
  readonly measure: string
  readonly value: Estimate | number | null
  /** In the unit of the number unless it says otherwise: a share of the variance, or the variance itself. */
  readonly unit?: '1' | null
}

/** A row for each number. */
export function analysedRows(model: Model, all: readonly Analysed[]): DataTable {
  const rows = all.flatMap(({ subject, answer }) => {
    const { variable, sector, year } = subject.output.indicator
    const { name = '', unit = null } = model.variables[variable] ?? {}
    const where = sector === TOTAL ? 'total' : (model.plan.sectors[sector]?.name ?? '')
    const head = [model.plan.scenarios[subject.scenario]?.name ?? '', name, where, year, answer.method]
    return rowsOf(answer).map((row): DataCell[] => [
      ...head,
      row.input,
      row.with ?? null,
      row.measure,
      ...numbersOf(row.value, row.unit === undefined ? unit : row.unit),
    ])
  })
  return { columns, rows }
}

function numbersOf(value: Estimate | number | null, unit: string | null): DataCell[] {
  if (value === null || typeof value === 'number') return [value, unit, null, null, null, null]
  const [low, high] = value.interval
  return [value.value, unit, value.standardError, low, high, isDistinguishable(value) ? 'yes' : 'no']
}

function rowsOf(answer: Answer): Row[] {
  switch (answer.method) {
    case 'tornado':
      return [
        { input: null, measure: 'base', value: answer.base },
        ...answer.inputs.flatMap(({ input, low, high }): Row[] => [
          { input: input.name, measure: 'low', value: low },
          { input: input.name, measure: 'high', value: high },
        ]),
      ]
    case 'morris':
      return answer.inputs.flatMap(({ input, mu, muStar, sigma }): Row[] => [
        { input: input.name, measure: 'mu', value: mu },
        { input: input.name, measure: 'mu_star', value: muStar },
        { input: input.name, measure: 'sigma', value: sigma },
      ])
    case 'sobol':
      return [
        ...momentRows(answer),
        ...answer.inputs.flatMap(({ input, first, total }): Row[] => [
          { input: input.name, measure: 'first', value: first, unit: '1' },
          { input: input.name, measure: 'total', value: total, unit: '1' },
        ]),
        ...answer.pairs.map(
          ({ inputs: [a, b], second }): Row => ({
            input: a.name,
            with: b.name,
            measure: 'second',
            value: second,
            unit: '1',
          }),
        ),
      ]
    case 'shapley':
      return [
        ...momentRows(answer),
        ...answer.inputs.map(
          ({ input, effect }): Row => ({ input: input.name, measure: 'effect', value: effect, unit: '1' }),
        ),
      ]
  }
}

function momentRows({ mean, variance }: Extract<Answer, { method: 'sobol' | 'shapley' }>): Row[] {
  return [
    { input: null, measure: 'mean', value: mean },
    { input: null, measure: 'variance', value: variance, unit: null },
  ]
}
