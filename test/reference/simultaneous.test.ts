/** Equations that need each other, against solutions found on paper or in print. */

import { describe, expect, test } from 'vitest'
import { compileModel } from '../../src/model/compile.ts'
import { type Projection, projectScenario } from '../../src/model/project.ts'
import { loadPlan } from '../../src/plan/load.ts'
import { projectionOf, reader } from '../support/plan.ts'

async function example(name: string, scenario: string): Promise<Projection> {
  const { plan } = loadPlan({ folder: `data/examples/${name}` })
  if (plan === null) throw new Error(`${name} does not load`)
  const { model } = await compileModel(plan)
  if (model === null) throw new Error(`${name} does not compile`)
  return projectScenario(
    model,
    plan.scenarios.findIndex((each) => each.name === scenario),
  )
}

// Miller & Blair 2009, Input-Output Analysis, ch. 2: Z = [[150, 500], [200, 100]], x = (1000, 2000), f = (350, 1700).
// The inverse of I − A has the determinant 0.85·0.95 − 0.25·0.20 = 0.7575, from which the exact values follow.
describe('Leontief: gross output = A · gross output + final demand', () => {
  test('the published first year: 1000 and 2000', async () => {
    const value = reader(await example('leontief', 'base'))
    expect(value('output', 'components', 2025)).toBeCloseTo(1000, 9)
    expect(value('output', 'assembly', 2025)).toBeCloseTo(2000, 9)
  })

  test('final demand of 600 and 1500 needs 1247.52 and 1841.58', async () => {
    const value = reader(await example('leontief', 'new-demand'))
    expect(value('output', 'components', 2025)).toBeCloseTo((0.95 * 600 + 0.25 * 1500) / 0.7575, 9)
    expect(value('output', 'assembly', 2025)).toBeCloseTo((0.2 * 600 + 0.85 * 1500) / 0.7575, 9)
  })

  test('output multipliers are the column sums of the inverse: 1.5182 and 1.4521', async () => {
    const value = reader(await example('leontief', 'base'))
    expect(value('multiplier', 'components', 2025)).toBeCloseTo((0.95 + 0.2) / 0.7575, 12)
    expect(value('multiplier', 'assembly', 2025)).toBeCloseTo((0.25 + 0.85) / 0.7575, 12)
  })
})

// Y = (a + I + G) / (1 − c·(1 − t)).
test('income, consumption and tax: 1000, 1018.75 and 1038.4375', async () => {
  const value = reader(await example('simultaneous', 'steady'))
  ;[1000, 1018.75, 1038.4375].forEach((income, index) => {
    expect(value('income', 'all', 2025 + index)).toBeCloseTo(income, 9)
  })
})

// Klein 1950, Economic Fluctuations in the United States, Model I in two-stage least squares form as printed in Greene 2012,
// Econometric Analysis, §10.6 (coefficients); the solution is checked by putting it back, which needs no other solver.
describe("Klein's Model I: six equations, all of one year", () => {
  const klein = {
    'datapackage.json': '{"yuce": {"baseYear": 1920, "horizon": 1925}}',
    'baseline.csv': [
      'variable,sector,year,value',
      'capital,total,1920,182.8',
      'profits,total,1920,12.7',
      'product,total,1920,44.9',
    ].join('\n'),
    'assumptions.csv': [
      'variable,sector,year,value',
      'government,total,*,5',
      'taxes,total,*,7',
      'public_wages,total,*,3',
    ].join('\n'),
    'equations.csv': [
      'variable,formula',
      'consumption,16.55 + 0.017 * profits + 0.216 * lag(profits) + 0.81 * (wages + public_wages)',
      'investment,20.28 + 0.15 * profits + 0.616 * lag(profits) - 0.158 * lag(capital)',
      'wages,1.5 + 0.439 * product + 0.147 * lag(product) + 0.13 * (year - 1931)',
      'product,consumption + investment + government',
      'profits,product - taxes - wages',
      'capital,lag(capital) + investment',
    ].join('\n'),
  }

  test('every equation holds to 1e-9 in every year', async () => {
    const value = reader(await projectionOf(klein))
    const get = (name: string, year: number) => value(name, 'total', year) ?? Number.NaN
    for (let year = 1921; year <= 1925; year++) {
      const wages = get('wages', year)
      const consumption = 16.55 + 0.017 * get('profits', year) + 0.216 * get('profits', year - 1) + 0.81 * (wages + 3)
      const investment =
        20.28 + 0.15 * get('profits', year) + 0.616 * get('profits', year - 1) - 0.158 * get('capital', year - 1)
      expect(get('consumption', year)).toBeCloseTo(consumption, 9)
      expect(get('investment', year)).toBeCloseTo(investment, 9)
      expect(wages).toBeCloseTo(
        1.5 + 0.439 * get('product', year) + 0.147 * get('product', year - 1) + 0.13 * (year - 1931),
        9,
      )
      expect(get('product', year)).toBeCloseTo(consumption + investment + 5, 9)
      expect(get('profits', year)).toBeCloseTo(get('product', year) - 7 - wages, 9)
      expect(get('capital', year)).toBeCloseTo(get('capital', year - 1) + investment, 9)
    }
  })
})
