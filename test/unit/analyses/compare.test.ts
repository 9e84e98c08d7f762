import { describe, expect, test } from 'vitest'
import { addingUp, bySectorOf, compare, type How } from '../../../src/analyses/compare.ts'
import { projectScenario, valueAt } from '../../../src/model/project.ts'
import { PlanError } from '../../../src/plan/problem.ts'
import { TOTAL } from '../../../src/plan/types.ts'
import { modelOf } from '../../support/plan.ts'

type Files = Readonly<Record<string, string>>
type Asked = Partial<How> & {
  readonly variable: string
  readonly from?: string
  readonly to?: string
  readonly sector?: string
}

/** `low` and `high` in the last year, unless a state says otherwise: `low@2024`. */
async function compared(files: Files, { variable, from = 'low', to = 'high', sector, ...how }: Asked) {
  const model = await modelOf(files)
  const stateOf = (text: string) => {
    const [name, year] = text.split('@')
    const scenario = model.plan.scenarios.findIndex((each) => each.name === name)
    return { projection: projectScenario(model, scenario), year: year === undefined ? model.horizon : Number(year) }
  }
  const index = model.variableByName.get(variable) ?? -1
  const place = sector === undefined ? 0 : model.plan.sectors.findIndex(({ name }) => name === sector)
  const question = { from: stateOf(from), to: stateOf(to), variable: index, sector: place }
  const isTotal = model.variables[index]?.level === 'total'
  const values = [question.from, question.to].map(
    ({ projection, year }) => valueAt(projection, index, isTotal ? TOTAL : place, year) ?? Number.NaN,
  )
  const asked = { method: 'shapley' as const, by: null, draws: 100, seed: 1, ...how }
  const comparison = compare(question, { from: values[0] as number, to: values[1] as number }, asked)
  const { parts } = comparison.attribution
  return { ...comparison, model, parts, names: parts.map(({ name }) => name), part: partOf(parts) }
}

const partOf = (parts: readonly { name: string; contribution: number }[]) => (name: string) =>
  parts.find((part) => part.name === name)?.contribution ?? Number.NaN

const two = 'sector,year,revenue\nA,2024,100\nB,2024,50\n'

describe('groups of changed assumptions', () => {
  const files = {
    'baseline.csv': two,
    'scenarios.csv': 'scenario,inherits\nlow,\nhigh,low\n',
    'assumptions.csv':
      'scenario,sector,year,growth,rd_intensity\nlow,*,2025-2026,10%,2%\nhigh,A,2025-2026,20%,\nhigh,*,2026,,3%\n',
    'projects.csv': 'project,sector,scenario,start,output,realisation\nplant,B,,2026,40,0.5\nplant,B,high,,,1\n',
  }

  test('by assumption, in the order of the formula; capacity goes by the name of the projects', async () => {
    const { names, part, difference } = await compared(files, { variable: 'total_rd' })
    expect(names).toEqual(['growth', 'projects', 'rd_intensity'])
    // v = (100(1+a)² + 50·1.1² + p) · i, with a 10 % → 20 %, p 20 → 40, i 2 % → 3 %.
    const v = (a: number, p: number, i: number) => (100 * (1 + a) ** 2 + 60.5 + p) * i
    const [a0, a1, p0, p1, i0, i1] = [0.1, 0.2, 20, 40, 0.02, 0.03]
    const growth =
      (v(a1, p0, i0) - v(a0, p0, i0)) / 3 +
      (v(a1, p1, i0) - v(a0, p1, i0)) / 6 +
      (v(a1, p0, i1) - v(a0, p0, i1)) / 6 +
      (v(a1, p1, i1) - v(a0, p1, i1)) / 3
    expect(part('growth')).toBeCloseTo(growth, 12)
    expect(difference).toBeCloseTo(v(a1, p1, i1) - v(a0, p0, i0), 12)
  })

  test('by sector, by year, and by several at once', async () => {
    const by = async (...dimensions: ('assumption' | 'sector' | 'year')[]) =>
      (await compared(files, { variable: 'total_rd', by: dimensions })).names
    expect(await by('sector')).toEqual(['A', 'B'])
    expect(await by('year')).toEqual(['2025', '2026'])
    expect(await by('assumption', 'sector')).toEqual(['growth[A]', 'projects[B]', 'rd_intensity[A]', 'rd_intensity[B]'])
    expect(await by('assumption', 'year')).toEqual([
      'growth[2025]',
      'growth[2026]',
      'projects[2026]',
      'rd_intensity[2026]',
    ])
    expect(await by('sector', 'year')).toEqual(['A,2025', 'A,2026', 'B,2026'])
    expect((await by('assumption', 'sector', 'year'))[0]).toBe('growth[A,2025]')
  })

  test('by assumption, those that are the same are there with 0', async () => {
    const same = { ...files, 'projects.csv': files['projects.csv'].replace('plant,B,high,,,1\n', '') }
    const { names, part } = await compared(same, { variable: 'total_rd' })
    expect(names).toEqual(['growth', 'projects', 'rd_intensity'])
    expect(part('projects')).toBe(0)
  })

  test('without a wish, one changed assumption is told apart by sector', async () => {
    const one = { ...files, 'projects.csv': files['projects.csv'].replace('plant,B,high,,,1\n', '') }
    const { names, attribution } = await compared(one, { variable: 'total_revenue' })
    expect(attribution.by).toEqual(['assumption'])
    expect(names).toEqual(['growth', 'projects'])
    const both = { ...one, 'assumptions.csv': one['assumptions.csv'].replace('high,A,', 'high,*,') }
    expect((await compared(both, { variable: 'total_revenue' })).names).toEqual(['A', 'B'])
  })

  test('what differs without effect on the variable, or after the year, is no group', async () => {
    const { groups } = (await compared(files, { variable: 'total_revenue' })).attribution
    expect(groups).toBe(2)
    const { withoutEffect, model } = await compared(files, { variable: 'total_revenue' })
    expect(withoutEffect.map((index) => model.variables[index]?.name)).toEqual(['rd_intensity'])
    const early = await compared(files, { variable: 'total_rd', from: 'low@2025', to: 'high@2025' })
    expect(early.attribution.groups).toBe(1)
  })

  test('a scenario against itself: no difference, no group', async () => {
    const { difference, attribution } = await compared(files, { variable: 'total_rd', to: 'low' })
    expect(difference).toBe(0)
    expect(attribution.groups).toBe(0)
    expect(attribution.parts.every(({ contribution }) => contribution === 0)).toBe(true)
  })
})

describe('formulas in cells', () => {
  test('a driver that differs is the group, not the cells that read it', async () => {
    const { names, difference, part } = await compared(
      {
        'baseline.csv': two,
        'growth.csv': 'sector,year,growth\n*,2025,0.5 * world + 1%\n',
        'assumptions.csv': 'scenario,variable,sector,year,value\nlow,world,total,2025,2%\nhigh,world,total,2025,4%\n',
      },
      { variable: 'total_revenue', by: ['assumption'] },
    )
    expect(names).toEqual(['growth', 'world'])
    expect(part('world')).toBe(difference)
  })

  test('a formula against a number, with a driver that differs too, is mixed exactly', async () => {
    const { part } = await compared(
      {
        'baseline.csv': 'sector,year,revenue\nA,2024,100\n',
        'growth.csv': 'scenario,sector,year,growth\nlow,A,2025,10%\nhigh,A,2025,2 * world\n',
        'assumptions.csv': 'scenario,variable,sector,year,value\nlow,world,total,2025,2%\nhigh,world,total,2025,4%\n',
      },
      { variable: 'total_revenue' },
    )
    // 110 without growth's formula, whatever the world; 104 or 108 with it.
    expect(part('growth')).toBeCloseTo((104 - 110 + (108 - 110)) / 2, 12)
    expect(part('world')).toBeCloseTo((0 + (108 - 104)) / 2, 12)
  })

  test('also where the cell is solved together with what it feeds', async () => {
    const { part, names } = await compared(
      {
        'baseline.csv': two,
        'scenarios.csv': 'scenario,inherits\nlow,\nhigh,low\n',
        'growth.csv':
          'scenario,sector,year,growth\nlow,*,2025,20% - 0.001 * total_revenue\nhigh,*,2025,20% - drag * total_revenue\n',
        'assumptions.csv':
          'scenario,variable,sector,year,value\nlow,drag,total,2025,0.002\nhigh,drag,total,2025,0.003\n',
      },
      { variable: 'total_revenue' },
    )
    // T = 150 · (1.2 − d·T), so T = 180 / (1 + 150 d); d is 0.001 without the formula.
    const T = (d: number) => 180 / (1 + 150 * d)
    expect(names).toEqual(['growth', 'drag'])
    expect(part('growth')).toBeCloseTo((T(0.002) - T(0.001) + (T(0.003) - T(0.001))) / 2, 9)
    expect(part('drag')).toBeCloseTo((T(0.003) - T(0.002)) / 2, 9)
  })
})

describe('one scenario in two years', () => {
  const files = {
    'baseline.csv': two,
    'scenarios.csv': 'scenario\nlow\nhigh\n',
    'assumptions.csv': 'sector,year,growth,rd_intensity\n*,2024,,2%\nA,2025-2026,10%,3%\nB,2025-2026,0%,2%\n',
  }
  const years = { from: 'low@2024', to: 'low@2026' }

  test('what is carried from year to year is one part, assumptions are others', async () => {
    const { names, part, difference } = await compared(files, { variable: 'total_rd', ...years })
    expect(names).toEqual(['revenue', 'rd_intensity'])
    // A: 100 → 121 at 2 % → 3 %; B: 50 at 2 %.
    expect(part('revenue')).toBeCloseTo((21 * (0.02 + 0.03)) / 2, 13)
    expect(part('rd_intensity')).toBeCloseTo((0.01 * (100 + 121)) / 2, 13)
    expect(difference).toBeCloseTo(121 * 0.03 - 100 * 0.02, 13)
  })

  test('sectors contribute their own change to the growth of a sum', async () => {
    const { names, part } = await compared(files, { variable: 'total_revenue', by: ['sector'], ...years })
    expect(names).toEqual(['A'])
    expect(part('A')).toBeCloseTo(21, 12)
  })

  test('a carried variable itself is taken apart by its own formula', async () => {
    const { names, part } = await compared(files, {
      variable: 'revenue',
      sector: 'A',
      from: 'low@2025',
      to: 'low@2026',
    })
    expect(names).toEqual(['lag(revenue)', 'growth'])
    expect(part('lag(revenue)')).toBeCloseTo(11, 12)
  })

  test('the calendar year is a part where a formula reads it', async () => {
    const plan = {
      'baseline.csv': 'sector,year,size\nA,2024,10\n',
      'assumptions.csv': 'sector,year,price\n*,2024,1\n*,2025-2027,2\n',
      'equations.csv':
        'variable,formula\nworth,size_now * price\nsize_now,"10 + ramp(2024, 2026) * 4 + (year - base_year)"\n',
    }
    const { names, part } = await compared(plan, { variable: 'worth', from: 'base@2024', to: 'base@2027' })
    // Size 10 → 10 + 4 + 3, price 1 → 2.
    expect(names).toEqual(['year', 'price'])
    expect(part('year')).toBeCloseTo((7 * 1 + 7 * 2) / 2, 12)
    expect(part('price')).toBeCloseTo((10 + 17) / 2, 12)
  })

  test('equations that need each other are solved in every mixture: the Keynesian cross', async () => {
    const plan = {
      'baseline.csv': 'variable,sector,year,value\nwages,total,2024,1\n',
      'assumptions.csv':
        'variable,sector,year,value\na,total,*,100\nb,total,2024,0.8\nb,total,2025,0.75\ni,total,2024,200\ni,total,2025,250\n',
      'equations.csv': 'variable,formula\nconsumption,a + b * income\nincome,consumption + i\n',
    }
    const Y = (b: number, i: number) => (100 + i) / (1 - b)
    const { part, names } = await compared(plan, { variable: 'income', from: 'base@2024', to: 'base@2025' })
    expect(names).toEqual(['a', 'b', 'i'])
    expect(part('b')).toBeCloseTo((Y(0.75, 200) - Y(0.8, 200) + Y(0.75, 250) - Y(0.8, 250)) / 2, 8)
    expect(part('a')).toBe(0)
  })

  test('two scenarios in two years are compared the same way', async () => {
    const { names, difference } = await compared(files, { variable: 'total_rd', from: 'low@2024', to: 'high@2026' })
    expect(names).toEqual(['revenue', 'rd_intensity'])
    expect(difference).toBeCloseTo(1.63, 12)
  })
})

describe('many groups', () => {
  const sectors = Array.from({ length: 16 }, (_, index) => `S${index}`)
  const files = {
    'baseline.csv': `sector,year,revenue\n${sectors.map((name, k) => `${name},2024,${k + 1}\n`).join('')}`,
    'assumptions.csv': `scenario,sector,year,growth,rd_intensity\nlow,*,2025,5%,2%\n${sectors
      .map((name, k) => `high,${name},2025,${k + 6}%,3%\n`)
      .join('')}`,
  }

  test('beyond fourteen, orders are sampled; sectors that do not interact have no error', async () => {
    const { attribution, parts } = await compared(files, { variable: 'total_revenue', by: ['sector'] })
    expect(attribution).toMatchObject({ groups: 16, draws: 100, seed: 1 })
    for (const { name, contribution, standardError } of parts) {
      const k = Number(name.slice(1))
      expect(contribution).toBeCloseTo(((k + 1) * (k + 1)) / 100, 10)
      expect(standardError).toBeLessThan(1e-12)
    }
  })

  test('parts by sector stand in the order of their names, whatever the order of the rows', async () => {
    const { names } = await compared(files, { variable: 'total_rd', by: ['sector'] })
    expect(names).toEqual([...sectors].sort())
  })

  test('few lanes at a time give the same values', async () => {
    const wide = Array.from({ length: 700 }, (_, index) => `N${index}`)
    const plan = {
      'baseline.csv': `sector,year,revenue\n${wide.map((name) => `${name},2024,1\n`).join('')}`,
      'assumptions.csv': 'scenario,sector,year,growth,rd_intensity\nlow,*,2025-2054,1%,2%\nhigh,*,2025-2054,2%,3%\n',
    }
    const { part, difference } = await compared(plan, { variable: 'total_rd' })
    const [g, h] = [1.01 ** 30 * 700, 1.02 ** 30 * 700]
    expect(part('growth')).toBeCloseTo(((h - g) * (0.02 + 0.03)) / 2, 8)
    expect(part('growth') + part('rd_intensity')).toBe(difference)
  })
})

describe('where there is nothing to attribute', () => {
  test('a mixture without a value is a problem that names it', async () => {
    const files = {
      'baseline.csv': 'variable,sector,year,value\nx,total,2024,1\n',
      'assumptions.csv': 'scenario,sector,year,a,b\nlow,total,2025,3,-2\nhigh,total,2025,-2,3\n',
      'equations.csv': 'variable,formula\ny,log(a + b)\n',
    }
    await expect(compared(files, { variable: 'y' })).rejects.toThrow(PlanError)
    expect((await compared(files, { variable: 'y', by: ['year'] })).parts).toMatchObject([
      { name: '2025', contribution: 0 },
    ])
  })

  test('parts that miss the difference by more than rounding are a defect', () => {
    const part = {
      name: 'x',
      contribution: 1,
      standardError: null,
      assumption: null,
      effect: null,
      sector: null,
      year: null,
    }
    expect(() => addingUp([part], { from: 0, to: 2 })).toThrow(RangeError)
    expect(addingUp([part], { from: 0, to: 1 + 2 ** -40 })).toEqual([{ ...part, contribution: 1 + 2 ** -40 }])
  })
})

test('the sectors behind a total are those of the variable it is the sum of', async () => {
  const model = await modelOf({ 'baseline.csv': two, 'growth.csv': 'sector,year,growth\n*,2025,1%\n' })
  const index = (name: string) => model.variableByName.get(name) ?? -1
  expect(bySectorOf(model, index('total_revenue'))).toBe(index('revenue'))
  expect(bySectorOf(model, index('revenue'))).toBe(index('revenue'))
})
