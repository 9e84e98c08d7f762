import { describe, expect, test } from 'vitest'
import { at, createWorkspace, emptyBlock, fill } from '../../../src/model/blocks.ts'
import { gradientOf } from '../../../src/model/gradient.ts'
import { gradeAt, projectScenario, statusAt } from '../../../src/model/project.ts'
import { PlanError } from '../../../src/plan/problem.ts'
import { codesOf, modelOf, projectionOf, reader } from '../../support/plan.ts'

const two = {
  'baseline.csv': 'sector,year,revenue,status\nA,2024,100,official\nB,2024,50,press\n',
  'scenarios.csv': 'scenario,inherits\nbase,\nhigh,base\nhigher,high\n',
}

describe('which row wins', () => {
  const growth = (rows: string) => ({ ...two, 'growth.csv': `scenario,sector,year,growth\n${rows}` })
  const growthIn = async (rows: string, scenario: string, sector: string, year: number) =>
    reader(await projectionOf(growth(rows), { scenario }))('growth', sector, year)

  test('a named sector beats *', async () => {
    const rows = 'base,A,*,5%\nbase,*,2026,1%\nbase,*,*,2%\n'
    expect(await growthIn(rows, 'base', 'A', 2026)).toBe(0.05)
    expect(await growthIn(rows, 'base', 'B', 2026)).toBe(0.01)
  })

  test('a named year beats a range, a range beats *', async () => {
    const rows = 'base,*,*,1%\nbase,*,2025-2027,2%\nbase,*,2026,3%\n'
    expect(await growthIn(rows, 'base', 'A', 2025)).toBe(0.02)
    expect(await growthIn(rows, 'base', 'A', 2026)).toBe(0.03)
  })

  test('the nearest scenario beats a more specific row of its parent', async () => {
    const rows = 'base,A,2026,5%\nhigh,*,*,9%\n'
    expect(await growthIn(rows, 'high', 'A', 2026)).toBe(0.09)
  })

  test('+2pp adds to the inherited value and *0.5 scales it, through several generations', async () => {
    const rows = 'base,*,2025-2026,8%\nhigh,*,*,+2pp\nhigher,A,2026,*0.5\n'
    expect(await growthIn(rows, 'high', 'A', 2026)).toBeCloseTo(0.1, 15)
    expect(await growthIn(rows, 'higher', 'A', 2026)).toBeCloseTo(0.05, 15)
    expect(await growthIn(rows, 'higher', 'B', 2026)).toBeCloseTo(0.1, 15)
  })

  test('within one scenario the more specific change replaces the other; both change what the parent gives', async () => {
    const rows = 'base,*,2025-2026,8%\nhigh,*,*,+1pp\nhigh,A,*,+2pp\n'
    expect(await growthIn(rows, 'high', 'A', 2026)).toBeCloseTo(0.1, 15)
    expect(await growthIn(rows, 'high', 'B', 2026)).toBeCloseTo(0.09, 15)
  })

  test('a change of nothing is a problem', async () => {
    const model = await modelOf(growth('base,A,2025,8%\nhigh,B,2025,+2pp\n'))
    expect(() => projectScenario(model, 1)).toThrow(PlanError)
  })

  test('a path goes in equal steps from the first year of its range to the last', async () => {
    const rows = 'base,*,2025-2028,"linear(2%, 8%)"\n'
    expect(await growthIn(rows, 'base', 'A', 2025)).toBeCloseTo(0.02, 15)
    expect(await growthIn(rows, 'base', 'A', 2026)).toBeCloseTo(0.04, 15)
    expect(await growthIn(rows, 'base', 'A', 2028)).toBeCloseTo(0.08, 15)
  })

  test.each([
    ['normal(8%, 2%)', 0.08],
    ['lognormal(0.1, 0.02)', 0.1],
    ['uniform(4%, 10%)', 0.07],
    ['triangular(1%, 3%, 8%)', 0.03],
    ['pert(1%, 4%, 8%)', 0.04],
    ['5% to 11%', 0.08],
  ])('%s stands for %d in a projection', async (cell, central) => {
    expect(await growthIn(`base,*,2025,"${cell}"\n`, 'base', 'A', 2025)).toBeCloseTo(central, 15)
  })

  test('a formula over drivers is computed for the sectors of its row only', async () => {
    const rows = 'base,A,*,0.6 * world + 1%\nbase,B,*,2%\n'
    const files = { ...growth(rows), 'assumptions.csv': 'variable,sector,year,value\nworld,total,2025-2026,5%\n' }
    const value = reader(await projectionOf(files))
    expect(value('growth', 'A', 2026)).toBeCloseTo(0.04, 15)
    expect(value('growth', 'B', 2026)).toBe(0.02)
    expect(value('revenue', 'A', 2026)).toBeCloseTo(100 * 1.04 * 1.04, 12)
  })

  test('a formula may use the Chinese names of the usual variables', async () => {
    const files = {
      ...growth('base,*,*,5%\n'),
      'equations.csv': 'variable,formula\nrevenue,lag(营业收入) * (1 + 增速)\nhalf,营业收入 / 2\n',
    }
    expect(reader(await projectionOf(files, { horizon: 2025 }))('half', 'A', 2025)).toBeCloseTo(52.5, 12)
  })

  test('a scenario may change what a formula gives', async () => {
    const rows = 'base,A,*,0.6 * world + 1%\nbase,B,*,2%\nhigh,A,*,+1pp\n'
    const files = { ...growth(rows), 'assumptions.csv': 'variable,sector,year,value\nworld,total,2025-2026,5%\n' }
    expect(reader(await projectionOf(files, { scenario: 'high' }))('growth', 'A', 2026)).toBeCloseTo(0.05, 15)
  })
})

describe('settings are laid over a scenario in the order given', () => {
  const files = { ...two, 'growth.csv': 'sector,year,growth\n*,2025-2026,8%\n' }
  test('one after the other', async () => {
    const value = reader(await projectionOf(files, { set: ['growth[*,*]=+1pp', 'growth[A,2026]=+2pp'] }))
    expect(value('growth', 'A', 2026)).toBeCloseTo(0.11, 15)
    expect(value('growth', 'B', 2026)).toBeCloseTo(0.09, 15)
  })
  test('an observed level can be set, and a later one computed from it', async () => {
    expect(reader(await projectionOf(files, { set: ['revenue[A,2024]=200'] }))('revenue', 'A', 2025)).toBeCloseTo(
      216,
      12,
    )
  })
  test('what an equation computes cannot be set', async () => {
    const model = await modelOf(files, { set: ['revenue[A,2026]=1'] })
    expect(() => projectScenario(model, 0)).toThrow(/setting-computed/)
  })
  test('a name that nothing reads is refused', async () => {
    expect(await codesOf(files, { set: ['grwoth[*,*]=1%'] })).toEqual(['setting-unknown'])
  })
})

describe('observed values', () => {
  test('an actual after the base year replaces the equation and is marked baseline', async () => {
    const projection = await projectionOf(
      {
        'baseline.csv': 'sector,year,revenue\nA,2022,100\nA,2023,120\nB,2022,50\n',
        'growth.csv': 'sector,year,growth\n*,2023-2024,10%\n',
      },
      { baseYear: 2022 },
    )
    const value = reader(projection)
    expect(value('revenue', 'A', 2023)).toBe(120)
    expect(value('revenue', 'A', 2024)).toBeCloseTo(132, 12)
    expect(value('total_revenue', 'total', 2023)).toBeCloseTo(175, 12)
    const revenue = projection.model.variableByName.get('revenue') ?? -1
    expect(statusAt(projection, revenue, 0, 2023)).toBe('baseline')
    expect(statusAt(projection, revenue, 1, 2023)).toBe('projected')
  })

  test('a sector last observed before the base year is carried on from there', async () => {
    const projection = await projectionOf(
      {
        'baseline.csv': 'sector,year,revenue\nA,2022,100\nA,2025,150\nB,2024,200\n',
        'growth.csv': 'year,growth\n*,10%\n',
      },
      { horizon: 2026 },
    )
    const value = reader(projection)
    expect(projection.model.baseYear).toBe(2024)
    expect(value('revenue', 'A', 2024)).toBeCloseTo(121, 12)
    expect(value('total_revenue', 'total', 2024)).toBeCloseTo(321, 12)
    expect(value('revenue', 'A', 2026)).toBeCloseTo(165, 12)
    const status = (name: string, sector: number, year: number) =>
      statusAt(projection, projection.model.variableByName.get(name) ?? -1, sector, year)
    expect(status('revenue', 0, 2024)).toBe('projected')
    expect(status('revenue', 1, 2024)).toBe('baseline')
    expect(status('total_revenue', -2, 2024)).toBe('projected')
    expect(projection.problems).toEqual([])
  })

  test('a sector without a value in the base year is told', async () => {
    const projection = await projectionOf(
      {
        'baseline.csv': 'sector,year,revenue\nA,2022,100\nB,2024,200\n',
        'growth.csv': 'year,growth\n2025,10%\n',
      },
      { baseYear: 2024 },
    )
    expect(projection.problems).toMatchObject([{ code: 'missing-baseline', words: { sectors: 'A' } }])
  })

  test('the residual is the control total less the others, also after a setting', async () => {
    const files = {
      'baseline.csv': 'sector,year,revenue\ntotal,2022,100\nA,2022,60\nB,2022,residual\n',
      'growth.csv': 'sector,year,growth\n*,2023,0\n',
    }
    expect(reader(await projectionOf(files))('revenue', 'B', 2023)).toBe(40)
    expect(reader(await projectionOf(files, { set: ['revenue[A,2022]=70'] }))('revenue', 'B', 2023)).toBe(30)
    expect(reader(await projectionOf(files, { set: ['revenue[B,2022]=*1.5'] }))('revenue', 'B', 2023)).toBe(60)
  })
})

describe('a missing value never reads as an answer', () => {
  test('it makes what rests on it missing, with one warning that names the row to add', async () => {
    const projection = await projectionOf({ ...two, 'growth.csv': 'sector,year,growth\nA,2025-2026,5%\nB,2025,5%\n' })
    const value = reader(projection)
    expect(value('revenue', 'A', 2026)).toBeCloseTo(110.25, 10)
    expect(value('revenue', 'B', 2026)).toBeNull()
    expect(value('total_revenue', 'total', 2026)).toBeNull()
    expect(projection.problems).toMatchObject([
      { code: 'missing-assumption', words: { variable: 'growth', sector: 'B', year: 2026 } },
    ])
  })

  test('n/a in an assumption is no value, and wins as any other row; an empty cell says nothing', async () => {
    const rows = (cell: string) => ({ ...two, 'growth.csv': `sector,year,growth\n*,*,3%\nA,2025,${cell}\n*,2026,3%\n` })
    expect(reader(await projectionOf(rows('n/a')))('revenue', 'A', 2026)).toBeNull()
    expect(reader(await projectionOf(rows('')))('revenue', 'A', 2025)).toBeCloseTo(103, 12)
  })

  test('0/0 is a problem of the equation, not a missing value', async () => {
    const files = {
      'baseline.csv': 'sector,year,variable,value\nA,2024,revenue,0\n',
      'growth.csv': 'sector,year,growth\n*,2025,5%\n',
      'equations.csv': 'variable,formula\nrevenue,lag(revenue) * (1 + growth)\nratio,sum(revenue) / sum(revenue)\n',
    }
    const model = await modelOf(files)
    expect(() => projectScenario(model, 0)).toThrow(/no-number/)
  })

  test('a comparison with a missing value is missing', async () => {
    const files = {
      ...two,
      'growth.csv': 'sector,year,growth\nA,2025,5%\n',
      'equations.csv': 'variable,formula\nrevenue,lag(revenue) * (1 + growth)\nbig,revenue > 10 ? 1 : 0\n',
    }
    const value = reader(await projectionOf(files))
    expect(value('big', 'A', 2025)).toBe(1)
    expect(value('big', 'B', 2025)).toBeNull()
  })
})

describe('grades', () => {
  test('a result carries the weakest grade it rests on', async () => {
    const projection = await projectionOf({
      ...two,
      'growth.csv': 'sector,year,growth,status\nA,2025,5%,derived\nB,2025,5%,official\n',
    })
    const grade = (variable: string, sector: number, year: number) =>
      gradeAt(projection, projection.model.variableByName.get(variable) ?? -1, sector, year)
    expect(grade('revenue', 0, 2024)).toBe('official')
    expect(grade('revenue', 0, 2025)).toBe('derived')
    expect(grade('revenue', 1, 2025)).toBe('press')
    expect(grade('total_revenue', -2, 2025)).toBe('derived')
  })
})

describe('equations that need each other', () => {
  // Keynesian cross: Y = (a + I) / (1 − b), C = a + b·Y.
  test('the Keynesian cross is solved exactly', async () => {
    const value = reader(
      await projectionOf({
        'baseline.csv': 'variable,sector,year,value\ninvestment,total,2024,200\n',
        'assumptions.csv': 'variable,sector,year,value\na,total,*,100\nb,total,*,0.8\ninvestment,total,2025,250\n',
        'equations.csv': 'variable,formula\nconsumption,a + b * income\nincome,consumption + investment\n',
      }),
    )
    expect(value('income', 'total', 2025)).toBeCloseTo(1750, 9)
    expect(value('consumption', 'total', 2025)).toBeCloseTo(1500, 9)
    expect(value('income', 'total', 2024)).toBeCloseTo(1500, 9)
  })

  test('by sector, each sector is solved on its own; x = cos(x) is the Dottie number', async () => {
    const value = reader(
      await projectionOf(
        {
          'baseline.csv': 'sector,year,revenue\nA,2024,1\nB,2024,2\n',
          'equations.csv': 'variable,formula\nx,cos(y) * revenue / revenue\ny,x\n',
        },
        { horizon: 2024 },
      ),
    )
    expect(value('x', 'A', 2024)).toBeCloseTo(0.7390851332151607, 12)
    expect(value('y', 'B', 2024)).toBeCloseTo(0.7390851332151607, 12)
  })

  test('a formula in a cell may need what it feeds: growth that slows as the total grows', async () => {
    const value = reader(
      await projectionOf({
        ...two,
        'growth.csv': 'sector,year,growth\n*,2025,20% - 0.001 * total_revenue\n',
      }),
    )
    // T = 150·(1 + 0.2 − 0.001·T), so T = 180 / 1.15.
    expect(value('total_revenue', 'total', 2025)).toBeCloseTo(180 / 1.15, 9)
  })

  test('equations without one solution are reported, with the way round', async () => {
    const model = await modelOf(
      {
        'baseline.csv': 'variable,sector,year,value\nz,total,2024,1\n',
        'equations.csv': 'variable,formula\nx,y + z\ny,x - z\n',
      },
      { horizon: 2024 },
    )
    expect(() => projectScenario(model, 0)).toThrow(/equations-singular|equations-not-solved/)
  })
})

describe('gradients', () => {
  const seeded = async (files: Record<string, string>, name: string, result: string, year: number) => {
    const projection = await projectionOf(files)
    const { model } = projection
    const moved = model.variableByName.get(name)
    const workspace = createWorkspace({ sectors: model.plan.sectors.length, lanes: 1 })
    const ones = emptyBlock(workspace, model.variables[moved ?? -1]?.level === 'sector', true)
    fill(workspace, ones, () => 1)
    const gradient = gradientOf(projection.evaluation, 1, (variable) => (variable === moved ? ones : null))
    const block = gradient[model.variableByName.get(result) ?? -1]?.[year - (model.timeline[0] ?? 0)]
    return block === null || block === undefined ? null : at(block, 0, 0)
  }
  test('d total / d growth of all years: Σ base · n · (1+g)^(n−1)', async () => {
    const files = { ...two, 'growth.csv': 'sector,year,growth\nA,2025-2027,5%\nB,2025-2027,2%\n' }
    expect(await seeded(files, 'growth', 'total_revenue', 2027)).toBeCloseTo(
      100 * 3 * 1.05 ** 2 + 50 * 3 * 1.02 ** 2,
      9,
    )
  })
  test('through equations solved together: dY/dI = 1 / (1 − b)', async () => {
    const files = {
      'baseline.csv': 'variable,sector,year,value\ninvestment,total,2024,200\n',
      'assumptions.csv': 'variable,sector,year,value\na,total,*,100\nb,total,*,0.8\ninvestment,total,2025,250\n',
      'equations.csv': 'variable,formula\nconsumption,a + b * income\nincome,consumption + investment\n',
    }
    expect(await seeded(files, 'investment', 'income', 2025)).toBeCloseTo(5, 9)
  })
})
