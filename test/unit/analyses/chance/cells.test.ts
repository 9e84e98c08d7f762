/** What is drawn reaches the model as the plan means it: every draw is a projection with these numbers written in. */

import { describe, expect, test } from 'vitest'
import { drawn, type Files, simulated, uncertaintyIn } from '../../../support/chance.ts'

const baseline = (rows: string): Files => ({
  'baseline.csv': `sector,variable,year,value,low,high\n${rows}`,
  'growth.csv': 'sector,year,growth\n*,2025,0%\n',
})

/** Each of the first 200 draws by itself. */
function everyDraw(columns: readonly Float64Array[], check: (...values: number[]) => void) {
  const [first = new Float64Array(0)] = columns
  expect(first.length).toBeGreaterThan(0)
  first.subarray(0, 200).forEach((_, draw) => {
    check(...columns.map((column) => column[draw] as number))
  })
}

/** Within four standard errors of a mean: once in 16 000 a right one is not. */
function expectMean(values: Float64Array, mean: number, sd: number) {
  const found = values.reduce((sum, value) => sum + value, 0) / values.length
  expect(Math.abs(found - mean), `${found} for ${mean}`).toBeLessThan((4 * sd) / Math.sqrt(values.length))
}

const random = { sampler: 'random', draws: 4000 } as const

describe('levels of the baseline', () => {
  test('between low and high are PERT: mean (low + 4 mode + high)/6, within the two ends', async () => {
    const { values, outcomes } = await drawn(baseline('a,revenue,2024,100,90,130\nb,revenue,2024,50,,\n'), random)
    const revenue = values('revenue[a,2024]')
    // The variance of a PERT is (mean − low)(high − mean)/7.
    const mean = (90 + 4 * 100 + 130) / 6
    expectMean(revenue, mean, Math.sqrt(((mean - 90) * (130 - mean)) / 7))
    expect(Math.min(...revenue)).toBeGreaterThan(90)
    expect(Math.max(...revenue)).toBeLessThan(130)
    everyDraw([revenue, outcomes('total_revenue[2024]')], (own, total) => expect(total).toBe(own + 50))
  })

  test('a residual moves against what is drawn beside it: the control total holds in every draw', async () => {
    const files = baseline(
      'a,revenue,2024,"uniform(40, 60)",,\nb,revenue,2024,100,,\nc,revenue,2024,residual,,\ntotal,revenue,2024,250,,\n',
    )
    const { outcomes, names } = await drawn(files, random)
    expect(names).toEqual(['revenue[a,2024]'])
    everyDraw([outcomes('revenue[a,2024]'), outcomes('revenue[c,2024]')], (a, c) => expect(a + c).toBeCloseTo(150, 10))
    everyDraw([outcomes('total_revenue[2024]')], (total) => expect(total).toBeCloseTo(250, 10))
    expectMean(outcomes('revenue[c,2024]'), 100, 20 / Math.sqrt(12))
  })

  test('a control total between low and high is drawn, and the residual takes it up', async () => {
    const files = baseline('a,revenue,2024,100,,\nb,revenue,2024,residual,,\ntotal,revenue,2024,250,240,260\n')
    const { values, outcomes } = await drawn(files, random)
    everyDraw(
      [values('revenue[total,2024]'), outcomes('revenue[b,2024]'), outcomes('total_revenue[2024]')],
      (control, rest, total) => {
        expect(rest).toBeCloseTo(control - 100, 10)
        expect(total).toBeCloseTo(control, 10)
      },
    )
    // Symmetric: (mean − low)(high − mean)/7 = 100/7.
    expectMean(values('revenue[total,2024]'), 250, Math.sqrt(100 / 7))
  })

  test('what is observed after the base year stands, whatever growth is drawn', async () => {
    const files = {
      'baseline.csv': 'sector,year,revenue\na,2023,100\na,2024,110\nb,2023,50\n',
      'growth.csv': 'sector,year,growth\n*,2024-2025,"normal(10%, 5%)"\n',
    }
    const { outcomes, values } = await drawn(files, random)
    everyDraw([outcomes('revenue[a,2024]')], (level) => expect(level).toBe(110))
    everyDraw([outcomes('revenue[a,2025]'), values('growth[a,2025]')], (level, growth) => {
      expect(level).toBeCloseTo(110 * (1 + growth), 10)
    })
    everyDraw([outcomes('revenue[b,2024]'), values('growth[b,2024]')], (level, growth) => {
      expect(level).toBeCloseTo(50 * (1 + growth), 10)
    })
  })
})

describe('assumptions', () => {
  const growth = (rows: string, more: Files = {}): Files => ({
    'baseline.csv': 'sector,year,revenue\na,2024,100\nb,2024,50\n',
    'growth.csv': `scenario,sector,year,growth\n${rows}`,
    'scenarios.csv': 'scenario,inherits\nbase,\nhigh,base\nless,base\nheld,base\n',
    ...more,
  })
  const scenarios = growth(
    'base,*,2025-2026,"normal(5%, 2%)"\nhigh,a,2025-2026,+2pp\nless,*,2026,*0.9\nheld,a,2026,6%\n',
  )

  test('+2pp moves every draw by two points, *0.9 shrinks it, an absolute value ends what is uncertain', async () => {
    const base = await drawn(scenarios, { ...random, scenario: 'base' })
    const high = await drawn(scenarios, { ...random, scenario: 'high' })
    const less = await drawn(scenarios, { ...random, scenario: 'less' })
    const held = await drawn(scenarios, { ...random, scenario: 'held' })
    everyDraw([base.values('growth[a,2025]'), high.values('growth[a,2025]')], (before, after) => {
      expect(after).toBeCloseTo(before + 0.02, 15)
    })
    expect(high.values('growth[b,2025]')).toEqual(base.values('growth[b,2025]'))
    everyDraw([base.values('growth[b,2026]'), less.values('growth[b,2026]')], (before, after) => {
      expect(after).toBeCloseTo(0.9 * before, 15)
    })
    expect(held.names).not.toContain('growth[a,2026]')
    everyDraw([held.outcomes('revenue[a,2026]'), held.outcomes('revenue[a,2025]')], (after, before) => {
      expect(after).toBeCloseTo(1.06 * before, 10)
    })
  })

  test('--set with an absolute value ends it too, with a change keeps it', async () => {
    const plain = await drawn(scenarios, random)
    const fixed = await drawn(scenarios, { ...random, set: ['growth[a,2025]=7%'] })
    const moved = await drawn(scenarios, { ...random, set: ['growth[a,2025]=+1pp', 'growth[a,2026]=*2'] })
    expect(fixed.names).not.toContain('growth[a,2025]')
    everyDraw([fixed.outcomes('revenue[a,2025]')], (level) => expect(level).toBeCloseTo(107, 12))
    expect(fixed.values('growth[b,2025]')).toEqual(plain.values('growth[b,2025]'))
    everyDraw([plain.values('growth[a,2025]'), moved.values('growth[a,2025]')], (before, after) => {
      expect(after).toBeCloseTo(before + 0.01, 15)
    })
    everyDraw([plain.values('growth[a,2026]'), moved.values('growth[a,2026]')], (before, after) => {
      expect(after).toBeCloseTo(2 * before, 15)
    })
  })

  test('a formula in a cell reads what is drawn, and what is drawn beside it stays', async () => {
    const files = growth('base,a,2025-2026,0.6 * world + 1%\nbase,b,2025-2026,"normal(5%, 2%)"\n', {
      'assumptions.csv': 'variable,sector,year,value\nworld,total,2025-2026,"normal(3%, 1%)"\n',
    })
    const { values, outcomes, names } = await drawn(files, random)
    expect(names.sort()).toEqual(['growth[b,2025]', 'growth[b,2026]', 'world[2025]', 'world[2026]'])
    everyDraw([values('world[2025]'), outcomes('revenue[a,2025]')], (world, level) => {
      expect(level).toBeCloseTo(100 * (1 + 0.6 * world + 0.01), 10)
    })
    everyDraw([values('growth[b,2025]'), outcomes('revenue[b,2025]')], (own, level) => {
      expect(level).toBeCloseTo(50 * (1 + own), 10)
    })
  })

  test('what no number asked for rests on is not drawn', async () => {
    const files = growth('base,*,2025,"normal(5%, 2%)"\n', {
      'assumptions.csv': 'variable,sector,year,value\nunread,total,2025,"normal(3%, 1%)"\n',
    })
    const { factors } = await uncertaintyIn(files)
    expect(factors.map(({ name }) => name)).toEqual(['growth[a,2025]', 'growth[b,2025]'])
  })
})

describe('projects', () => {
  const project = (fields: string, more = ''): Files => ({
    'baseline.csv': 'sector,year,revenue\na,2024,1000\nb,2024,500\n',
    'growth.csv': 'sector,year,growth\n*,2025-2027,0%\n',
    'projects.csv': `project,sector,start,ramp,output,realisation,delay\nfab,a,2026,50% 100%,${fields}\n${more}`,
  })

  test('realisation: between 60 and 100 % of the output is as likely in any part', async () => {
    const files = {
      ...project('200,"uniform(60%, 100%)",0'),
      'targets.csv': 'target,indicator,sector,year,op,value\nt,revenue,a,2027,>,1150\nu,revenue,a,2026,<=,1090\n',
    }
    const { values, outcomes } = await drawn(files, random)
    everyDraw(
      [values('realisation[fab]'), outcomes('revenue[a,2026]'), outcomes('revenue[a,2027]')],
      (realised, first, second) => {
        expect(first).toBeCloseTo(1000 + 100 * realised, 10)
        expect(second).toBeCloseTo(1000 + 200 * realised, 10)
      },
    )
    everyDraw([outcomes('revenue[b,2027]')], (level) => expect(level).toBe(500))
    const { target, joint } = await simulated(files)
    // Realised above 75 %, and at most 90 %.
    expect(target('t').probability).toBeCloseTo(25 / 40, 8)
    expect(target('u').probability).toBeCloseTo(30 / 40, 8)
    expect(joint?.probability).toBeCloseTo(15 / 40, 8)
  })

  test('output and realisation together: the mean of a product of two that are drawn apart', async () => {
    const { values, outcomes } = await drawn(project('"normal(200, 20)","uniform(60%, 100%)",0'), random)
    everyDraw(
      [values('output[fab]'), values('realisation[fab]'), outcomes('revenue[a,2027]')],
      (output, share, level) => {
        expect(level).toBeCloseTo(1000 + output * share, 9)
      },
    )
    // Var(XY) = μₓ²σᵧ² + μᵧ²σₓ² + σₓ²σᵧ².
    const [vx, vy] = [400, 0.16 / 12]
    expectMean(outcomes('revenue[a,2027]'), 1160, Math.sqrt(200 ** 2 * vy + 0.8 ** 2 * vx + vx * vy))
  })

  test('delay: a part of a year late is a part of the first step missing, and made up for', async () => {
    const files = {
      'baseline.csv': 'sector,year,revenue\na,2024,1000\n',
      'growth.csv': 'sector,year,growth\n*,2025-2027,0%\n',
      'projects.csv': 'project,sector,start,ramp,output,delay\nfab,a,2026,100%,200,"uniform(0, 1)"\n',
      'targets.csv': 'target,indicator,sector,year,op,value\nt,revenue,a,2026,>=,1130\n',
    }
    const { values, outcomes } = await drawn(files, random)
    everyDraw([values('delay[fab]'), outcomes('revenue[2026]'), outcomes('revenue[2027]')], (delay, first, second) => {
      expect(first).toBeCloseTo(1000 + 200 * (1 - delay), 10)
      expect(second).toBeCloseTo(1200, 10)
    })
    // 200 (1 − d) ≥ 130 for d ≤ 0.35.
    expect((await simulated(files)).target('t').probability).toBeCloseTo(0.35, 8)
  })

  test('two in one sector and a certain one add up; the draws of each are its own', async () => {
    const more = 'line,a,2025,100%,80,"uniform(0%, 100%)",0\nplant,a,2025,100%,30,1,0\n'
    const { values, outcomes } = await drawn(project('200,"uniform(60%, 100%)",0', more), random)
    everyDraw(
      [
        values('realisation[fab]'),
        values('realisation[line]'),
        outcomes('revenue[a,2025]'),
        outcomes('revenue[a,2027]'),
      ],
      (fab, line, first, last) => {
        expect(first).toBeCloseTo(1000 + 80 * line + 30, 10)
        expect(last).toBeCloseTo(1000 + 200 * fab + 80 * line + 30, 10)
      },
    )
    expect(values('realisation[fab]')).toEqual(
      (await drawn(project('200,"uniform(60%, 100%)",0'), random)).values('realisation[fab]'),
    )
  })

  test('--set of a project’s field ends what is uncertain, or moves it', async () => {
    const files = project('200,"uniform(60%, 100%)",0')
    const fixed = await drawn(files, { ...random, set: ['realisation[fab]=0.5'] })
    expect(fixed.names).toEqual([])
    const moved = await drawn(files, { ...random, set: ['realisation[fab]=*0.5'] })
    everyDraw([moved.values('realisation[fab]'), moved.outcomes('revenue[a,2027]')], (share, level) => {
      expect(share).toBeLessThan(0.5)
      expect(level).toBeCloseTo(1000 + 200 * share, 10)
    })
  })
})

test('--set of what projects add changes it draw by draw, and ends what is uncertain only where it is a number', async () => {
  const files = {
    'baseline.csv': 'sector,year,revenue\na,2024,1000\nb,2024,500\n',
    'growth.csv': 'sector,year,growth\n*,2025-2027,0%\n',
    'projects.csv': 'project,sector,start,ramp,output,realisation\nfab,a,2026,50% 100%,200,"uniform(60%, 100%)"\n',
  }
  const columns = ['realisation[fab]', 'revenue[a,2026]', 'revenue[a,2027]'] as const
  const levels = async (...set: string[]) => {
    const { values, outcomes } = await drawn(files, { ...random, set })
    return [values(columns[0]), outcomes(columns[1]), outcomes(columns[2])]
  }
  everyDraw(await levels('capacity[a,2026]=*1.1', 'capacity[*,2027]=+500pp'), (share, first, second) => {
    expect(first).toBeCloseTo(1000 + 1.1 * 100 * share, 10)
    expect(second).toBeCloseTo(1000 + 1.1 * 100 * share + 100 * share + 5, 10)
  })
  everyDraw(await levels('capacity[a,2026]=+500pp', 'capacity[a,2026]=*2', 'capacity[b,*]=7'), (share, first) => {
    expect(first).toBeCloseTo(1000 + 2 * (100 * share + 5), 10)
  })
  everyDraw(await levels('capacity[a,2026]=90', 'capacity[a,2026]=*2'), (share, first, second) => {
    expect(first).toBe(1180)
    expect(second).toBeCloseTo(1180 + 100 * share, 10)
  })
})

describe('equations', () => {
  test('that are solved together are solved in every draw: income = (100 − … ) / (1 − c (1 − t))', async () => {
    const files = {
      'baseline.csv': 'variable,year,value\ninvestment,2025,150\n',
      'assumptions.csv':
        'variable,year,value\nautonomous,*,100\npropensity,2026,"uniform(0.7, 0.8)"\npropensity,2025,0.75\ntax_rate,*,20%\ngovernment,*,150\ninvestment_growth,2026,5%\n',
      'equations.csv': [
        'variable,formula',
        'consumption,autonomous + propensity * (income - tax)',
        'tax,tax_rate * income',
        'investment,lag(investment) * (1 + investment_growth)',
        'income,consumption + investment + government\n',
      ].join('\n'),
      'targets.csv': 'target,indicator,year,op,value\nt,income,2026,>,1000\n',
    }
    const { values, outcomes } = await drawn(files, { sampler: 'random', draws: 256 })
    const spent = 100 + 150 * 1.05 + 150
    everyDraw([values('propensity[2026]'), outcomes('income[2026]')], (propensity, income) => {
      expect(income).toBeCloseTo(spent / (1 - 0.8 * propensity), 7)
    })
    // Above 1000 for a propensity above (1 − 0.4075)/0.8 = 0.740625.
    const { target } = await simulated(files, { draws: 256 })
    expect(target('t').probability).toBeCloseTo((0.8 - (1 - spent / 1000) / 0.8) / 0.1, 7)
  })

  test('that look two years back do so within a draw', async () => {
    const files = {
      'baseline.csv': 'sector,year,level\na,2023,10\na,2024,12\n',
      'equations.csv': 'variable,formula\nlevel,"lag(level) + shock + 0.5 * lag(level, 2)"\n',
      'assumptions.csv': 'variable,year,value\nshock,2025-2027,"normal(1, 1)"\n',
    }
    const { values, outcomes } = await drawn(files, random)
    const levels = [2024, 2025, 2026, 2027].map((year) => outcomes(`level[${year}]`))
    const shocks = [2025, 2026, 2027].map((year) => values(`shock[${year}]`))
    everyDraw([...levels, ...shocks], (l4 = 0, l5 = 0, l6 = 0, l7 = 0, s5 = 0, s6 = 0, s7 = 0) => {
      expect(l5).toBeCloseTo(12 + s5 + 5, 10)
      expect(l6).toBeCloseTo(l5 + s6 + 0.5 * l4, 10)
      expect(l7).toBeCloseTo(l6 + s7 + 0.5 * l5, 10)
    })
  })
})
