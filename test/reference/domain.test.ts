/**
 * Cases with an exact answer, written as plans and run through the command line.
 *
 * Source: cases/21_domain_projection.json, exact rational arithmetic.
 */

import { describe, expect, test } from 'vitest'
import { root } from '../support/folders.ts'
import { yuce } from '../support/yuce.ts'
import { expectClose, judged, lookUp, projected, referenceCase, valuesIn } from './plans.ts'

type Domain = {
  readonly boundary: readonly {
    readonly base: string
    readonly growth: string
    readonly years: number
    readonly target: string
  }[]
  readonly three_sectors: {
    readonly sectors: Readonly<
      Record<string, { readonly base: number; readonly growth: number; readonly path: readonly number[] }>
    >
    readonly total: readonly number[]
  }
  readonly ramp: {
    readonly capacity: number
    readonly ramp: readonly number[]
    readonly start: number
    readonly by_year: Readonly<Record<string, number>>
    readonly start_delayed_one_year_2027: number
  }
  readonly real_nominal: {
    readonly nominal: number
    readonly price_index_base100: number
    readonly real: number
    readonly real_growth_given_nominal_10pct_inflation_5pct: number
    readonly average_of_chain: Readonly<Record<'nominal' | 'deflator' | 'real', readonly number[]>>
  }
}

const domain = referenceCase<Domain>('21_domain_projection')
const operators = ['>', '>=', '<', '<=']

describe('a value that equals its threshold exactly', () => {
  const percent = (growth: string) => `${Math.round(Number(growth) * 100)}%`
  const rows = domain.boundary.flatMap((row) => [
    { ...row, written: row.growth },
    { ...row, written: percent(row.growth) },
  ])

  test.each(rows)(
    '$base growing $written for $years years is $target: above and below missed, at least and at most met',
    async (row) => {
      const last = 2024 + row.years
      const { results, exit } = await judged({
        'baseline.csv': `year,revenue\n2024,${row.base}\n`,
        'growth.csv': `year,growth\n2025-${last},${row.written}\n`,
        'targets.csv': `target,indicator,year,op,value\n${operators.map((op) => `t${op},total_revenue,${last},${op},${row.target}\n`).join('')}`,
      })
      expect(results.map(({ verdict }) => verdict)).toEqual(['missed', 'met', 'missed', 'met'])
      expect(results.map(({ firstMet }) => firstMet !== null)).toEqual([false, true, true, true])
      expect(exit).toBe(1)
      for (const { value } of results) expectClose(value, Number(row.target))
    },
  )

  test.each([
    ['just above', 1 + 1.1e-9, ['met', 'met', 'missed', 'missed']],
    ['just below', 1 - 1.1e-9, ['missed', 'missed', 'met', 'met']],
    ['above by less than 1e-9', 1 + 0.9e-9, ['missed', 'met', 'missed', 'met']],
    ['below by less than 1e-9', 1 - 0.9e-9, ['missed', 'met', 'missed', 'met']],
  ])('a value %s of its threshold counts as the rule of a relative 1e-9 says', async (_, factor, expected) => {
    for (const threshold of [1331, 0.02, 1e12, -1331]) {
      const above = threshold > 0 ? factor : 2 - factor
      const { results } = await judged({
        'baseline.csv': `variable,year,value\nx,2024,${threshold * above}\n`,
        'targets.csv': `target,indicator,year,op,value\n${operators.map((op) => `t${op},x,2024,${op},${threshold}\n`).join('')}`,
      })
      expect(results.map(({ verdict }) => verdict)).toEqual(expected)
    }
  })
})

describe('three sectors', () => {
  const { sectors, total } = domain.three_sectors
  const years = [2024, 2025, 2026, 2027]
  const files = {
    'baseline.csv': `sector,year,revenue\n${Object.entries(sectors)
      .map(([name, { base }]) => `${name},2024,${base}\n`)
      .join('')}`,
    'growth.csv': `sector,year,growth\n${Object.entries(sectors)
      .map(([name, { growth }]) => `${name},2025-2027,${growth}\n`)
      .join('')}`,
    'targets.csv': 'target,indicator,year,op,value\nrevenue,total_revenue,2027,>,10000\n',
  }

  test('4200, 3100 and 900 growing 8 %, 6 % and 15 % follow their paths to a total of 4140691/400 in 2027', async () => {
    const value = await projected(files)
    for (const [i, year] of years.entries()) {
      for (const [name, { path }] of Object.entries(sectors))
        expectClose(value('base', name, 'revenue', year), path[i]!)
      expectClose(value('base', 'total', 'total_revenue', year), total[i]!)
    }
    expectClose(value('base', 'total', 'total_revenue', 2027), 4140691 / 400)
  })

  test('the target of more than 10000 is met by 351.7275, first in 2027', async () => {
    const { results, exit } = await judged(files)
    expect(results).toMatchObject([
      { scenario: 'base', target: 'revenue', sector: 'total', year: 2027, op: '>', verdict: 'met', firstMet: 2027 },
    ])
    // The gap is a difference of numbers near 10 000, so it keeps their absolute rounding.
    expect(results[0]?.gap).toBeCloseTo(351.7275, 8)
    expect(exit).toBe(0)
  })

  test('the example plan of the same name says the same', async () => {
    const { out } = await yuce(['project', '-p', 'data/examples/three-sectors', '-f', 'json'], { cwd: root })
    expectClose(lookUp(valuesIn(out))('base', 'total', 'total_revenue', 2027), 10351.7275)
  })
})

describe('a project of 100 with the ramp 30 %, 60 %, 90 % from 2025', () => {
  const { capacity, ramp, start, by_year, start_delayed_one_year_2027 } = domain.ramp
  const shares = ramp.map((share) => `${Math.round(share * 100)}%`).join(' ')
  const files = {
    'baseline.csv': 'sector,year,revenue\nplant,2023,0\n',
    'growth.csv': 'year,growth\n2024-2027,0%\n',
    'scenarios.csv': 'scenario,inherits\nannounced,\nlate,announced\nearly,announced\n',
    'projects.csv': `project,sector,scenario,start,ramp,output,delay\nworks,plant,,${start},${shares},${capacity},\nworks,,late,,,,1\nworks,,early,,,,-1\n`,
  }

  test('gives 0, 30, 60 and 90 in 2024–2027', async () => {
    const value = await projected(files)
    for (const [year, level] of Object.entries(by_year)) {
      const actual = value('announced', 'total', 'total_revenue', Number(year))
      if (level === 0) expect(actual).toBe(0)
      else expectClose(actual, level)
    }
  })

  test('gives 60 in 2027 if it starts a year later, and 90 if a year earlier, for the last share holds', async () => {
    const value = await projected(files)
    expectClose(value('late', 'plant', 'revenue', 2027), start_delayed_one_year_2027)
    expectClose(value('early', 'plant', 'revenue', 2024), 30)
    expectClose(value('early', 'plant', 'revenue', 2026), 90)
    expectClose(value('early', 'plant', 'revenue', 2027), 90)
  })

  test('does not grow by itself, and only adds to what its sector has', async () => {
    const value = await projected({
      ...files,
      'baseline.csv': 'sector,year,revenue\nplant,2023,500\nmill,2023,70\n',
    })
    expectClose(value('announced', 'plant', 'revenue', 2027), 590)
    expectClose(value('announced', 'mill', 'revenue', 2027), 70)
  })
})

describe('real and nominal, by equations.csv', () => {
  const { nominal, price_index_base100, real, real_growth_given_nominal_10pct_inflation_5pct, average_of_chain } =
    domain.real_nominal
  const equations = `variable,formula
nominal,lag(nominal) * (1 + nominal_growth)
deflator,lag(deflator) * (1 + inflation)
real,nominal / deflator * 100
real_growth,real / lag(real) - 1
`
  const baseline = 'variable,year,value\nnominal,2024,100\ndeflator,2024,100\n'

  test('110 at prices of 105 is 104.76, and real growth 4.76 %, not the difference of 5 %', async () => {
    const value = await projected({
      'baseline.csv': baseline,
      'equations.csv': equations,
      'assumptions.csv': 'variable,year,value\nnominal_growth,2025,10%\ninflation,2025,5%\n',
    })
    expectClose(value('base', 'all', 'nominal', 2025), nominal)
    expectClose(value('base', 'all', 'deflator', 2025), price_index_base100)
    expectClose(value('base', 'all', 'real', 2025), real)
    // A difference from 1 keeps the rounding of 1: 1e-15 in 0.048.
    expect(value('base', 'all', 'real_growth', 2025)).toBeCloseTo(real_growth_given_nominal_10pct_inflation_5pct, 14)
  })

  test('the chain of two years deflates to 100, 105.77 and 112.96', async () => {
    const value = await projected({
      'baseline.csv': baseline,
      'equations.csv': equations,
      'assumptions.csv': 'variable,2025,2026\nnominal_growth,10%,10%\ninflation,4%,3%\n',
    })
    for (const [i, year] of [2024, 2025, 2026].entries()) {
      for (const name of ['nominal', 'deflator', 'real'] as const) {
        expectClose(value('base', 'all', name, year), average_of_chain[name][i]!)
      }
    }
  })
})
