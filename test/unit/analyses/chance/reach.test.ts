import { describe, expect, test } from 'vitest'
import { areReached } from '../../../../src/analyses/chance/reach.ts'
import { createSimulator } from '../../../../src/analyses/chance/simulator.ts'
import { uncertaintyOf } from '../../../../src/analyses/chance/uncertainty.ts'
import { inputsOf } from '../../../../src/model/inputs.ts'
import { TOTAL } from '../../../../src/plan/types.ts'
import { modelOf } from '../../../support/plan.ts'

const files = {
  'baseline.csv': [
    'sector,variable,year,value',
    'a,revenue,2025,100',
    'b,revenue,2025,50 to 70',
    'b,revenue,2026,80',
    'total,stock,2025,"normal(300, 5)"',
    'a,stock,2025,"normal(100, 3)"',
    'b,stock,2025,residual',
  ].join('\n'),
  'assumptions.csv': [
    'sector,variable,year,value',
    '*,growth,2026-2027,"normal(5%, 1%)"',
    'a,margin,2026-2027,"0.5 * driver"',
    'b,margin,2026-2027,"uniform(5%, 15%)"',
    'total,driver,2026-2027,"uniform(10%, 30%)"',
  ].join('\n'),
  'equations.csv': [
    'variable,formula',
    'revenue,lag(revenue) * (1 + growth) + capacity',
    'profit,revenue * margin',
    'part,share(revenue)',
    'held,lag(stock)',
    'all_profit,sum(profit)',
  ].join('\n'),
  'projects.csv': 'project,sector,start,ramp,output,realisation\nfab,a,2026,100%,20,"uniform(50%, 100%)"\n',
}

async function reachedBy(variable: string, sector: number, year: number) {
  const model = await modelOf(files)
  const inputs = inputsOf(model, model.plan.defaultScenario)
  const outcome = { variable: model.variableByName.get(variable) ?? -1, sector, year }
  const uncertainty = uncertaintyOf(model, inputs, [outcome])
  const isReached = areReached(uncertainty.model, inputs, uncertainty.factors, outcome)
  const names = uncertainty.factors.filter((_, i) => isReached[i]).map(({ name }) => name)
  return { names, uncertainty, outcome, isReached }
}

const outcomes = [
  ['revenue', 0, 2027, ['realisation[fab]', 'growth[a,2026]', 'growth[a,2027]']],
  // What is observed in 2026 ends what came before.
  ['revenue', 1, 2027, ['growth[b,2027]']],
  ['profit', 0, 2026, ['realisation[fab]', 'driver[2026]', 'growth[a,2026]']],
  ['profit', 1, 2026, ['margin[b,2026]']],
  ['part', 0, 2026, ['realisation[fab]', 'growth[a,2026]']],
  ['all_profit', TOTAL, 2026, ['realisation[fab]', 'driver[2026]', 'growth[a,2026]', 'margin[b,2026]']],
  // What a control total leaves moves against the sectors beside it.
  ['held', 0, 2026, ['stock[a,2025]']],
  ['held', 1, 2026, ['stock[a,2025]', 'stock[total,2025]']],
] as const

describe('an outcome rests on', () => {
  test.each(outcomes)('%s of sector %i in %i: %j', async (variable, sector, year, expected) => {
    const { names } = await reachedBy(variable, sector, year)
    expect([...names].sort()).toEqual([...expected].sort())
  })

  test.each(outcomes)(
    '%s of sector %i in %i: nothing else moves it, and each of these does',
    async (variable, sector, year) => {
      const { uncertainty, outcome, isReached } = await reachedBy(variable, sector, year)
      const { lanes, scores, outcomes: found, run } = createSimulator(uncertainty, [outcome])
      // Lane 0 is the plan; in each other lane one factor is moved.
      scores.fill(0)
      isReached.forEach((_, factor) => {
        scores[factor * lanes + 1 + factor] = 1.5
      })
      run(1 + isReached.length)
      isReached.forEach((is, factor) => {
        expect(found[1 + factor] !== found[0]).toBe(is)
      })
    },
  )
})
