/** Which row wins: chains of inheritance, named over `*`, relative changes, and `--set`. */

import { describe, expect, test } from 'vitest'
import { expectClose, projected, runPlan } from './plans.ts'

const baseline = 'sector,year,revenue\na,2024,100\nb,2024,50\n'

describe('inheritance', () => {
  test('ten changes on one another apply from the root to the leaf', async () => {
    const chain = Array.from({ length: 11 }, (_, i) => `s${i},${i === 0 ? '' : `s${i - 1}`}\n`)
    const changes = ['10%', '+1pp', '*0.5', '+1pp', '', '+1pp', '-0.5pp', '', '*2', '', '+1pp']
    const value = await projected(
      {
        'baseline.csv': baseline,
        'scenarios.csv': `scenario,inherits\n${chain.join('')}`,
        'growth.csv': `scenario,year,growth\n${changes
          .flatMap((change, i) => (change === '' ? [] : [`s${i},2025,${change}\n`]))
          .reverse()
          .join('')}`,
      },
      ['--variable', 'growth'],
    )
    // ((10 % + 1) × 0.5 + 1 + 1 − 0.5) × 2 + 1, in percentage points
    expectClose(value('s10', 'a', 'growth', 2025), 0.15)
    expectClose(value('s9', 'a', 'growth', 2025), 0.14)
    expectClose(value('s4', 'b', 'growth', 2025), 0.065)
    expectClose(value('s0', 'a', 'growth', 2025), 0.1)
  })

  test.each([
    ['a,c\nb,a\nc,b\n', /a.*→.*a/],
    ['a,a\n', /a → a/],
  ])('a circle is a problem that shows the way round', async (rows, path) => {
    const files = {
      'baseline.csv': baseline,
      'scenarios.csv': `scenario,inherits\n${rows}`,
      'growth.csv': 'scenario,year,growth\na,2025,1%\n',
    }
    const { exit, err } = await runPlan(files, ['project'])
    expect(exit).toBe(2)
    expect(err).toMatch(path)
  })

  test('the nearest scenario wins, then a named sector, then a named year over a range over *', async () => {
    const files = {
      'baseline.csv': 'sector,year,revenue\na,2024,1\nb,2024,1\nc,2024,1\nd,2024,1\n',
      'scenarios.csv': 'scenario,inherits\nparent,\nchild,parent\n',
      'growth.csv': `scenario,sector,year,growth
*,*,*,10%
*,d,2025-2026,9%
child,c,2026,7%
child,c,*,6%
child,*,2026,5%
parent,b,2025,4%
parent,b,2025-2026,3%
parent,*,*,2%
parent,a,2025,1%
`,
    }
    const value = await projected(files, ['--variable', 'growth', '--horizon', '2026'])
    const rates = (scenario: string) =>
      ['a', 'b', 'c', 'd'].map((sector) => [2025, 2026].map((year) => value(scenario, sector, 'growth', year)))
    expect(rates('parent')).toEqual([
      [0.01, 0.02],
      [0.04, 0.03],
      [0.02, 0.02],
      [0.02, 0.02],
    ])
    expect(rates('child')).toEqual([
      [0.01, 0.05],
      [0.04, 0.05],
      [0.06, 0.07],
      [0.02, 0.05],
    ])
  })

  test('an empty cell is no row: it beats nothing', async () => {
    const files = {
      'baseline.csv': baseline,
      'scenarios.csv': 'scenario,inherits\nparent,\nchild,parent\n',
      'growth.csv': 'scenario,sector,2025,2026\nparent,*,5%,5%\nchild,*,3%,\nchild,a,,4%\n',
    }
    const value = await projected(files, ['--variable', 'growth'])
    expect(value('child', 'a', 'growth', 2025)).toBe(0.03)
    expect(value('child', 'a', 'growth', 2026)).toBe(0.04)
    expect(value('child', 'b', 'growth', 2026)).toBe(0.05)
  })

  test('two equally specific rows that disagree are a problem that names both lines; two that agree are none', async () => {
    const files = (second: string) => ({
      'baseline.csv': baseline,
      'growth.csv': `sector,year,growth\na,2025,10%\n*,2025,1%\na,2025,${second}\n`,
    })
    expect((await runPlan(files('0.1'), ['validate'])).exit).toBe(0)
    const { exit, out } = await runPlan(files('11%'), ['validate'])
    expect(exit).toBe(2)
    expect(out).toMatch(/growth\.csv:4:.*growth\.csv:2/)
  })

  test('a change of nothing is a problem', async () => {
    const files = { 'baseline.csv': baseline, 'growth.csv': 'year,growth\n2025,+1pp\n' }
    expect((await runPlan(files, ['project'])).exit).toBe(2)
  })
})

describe('--set', () => {
  const files = {
    'sectors.csv': 'sector,name_zh\na,甲\nb,乙\n',
    'baseline.csv': baseline,
    'growth.csv': 'sector,year,growth\na,2025,5%\na,2026,6%\nb,2025-2026,driver\n',
    'assumptions.csv': 'variable,year,value\ndriver,*,4%\n',
  }

  test.each([
    ['growth[a,2025]=7%', [0.07, 0.06, 0.04, 0.04]],
    ['growth[甲,2025]=７％', [0.07, 0.06, 0.04, 0.04]],
    ['growth[a,2025]=0', [0, 0.06, 0.04, 0.04]],
    ['growth[a,2025]=-2%', [-0.02, 0.06, 0.04, 0.04]],
    ['growth[a,2025]=+1pp', [0.06, 0.06, 0.04, 0.04]],
    ['growth[a,2025]=-1pp', [0.04, 0.06, 0.04, 0.04]],
    ['growth[*,*]=-1pp', [0.04, 0.05, 0.03, 0.03]],
    ['growth=-1pp', [0.04, 0.05, 0.03, 0.03]],
    ['growth[2025]=3%', [0.03, 0.06, 0.03, 0.04]],
    ['growth[a]=3%', [0.03, 0.03, 0.04, 0.04]],
    ['growth[*,2025]=*0.5', [0.025, 0.06, 0.02, 0.04]],
    ['growth[a,2025-2026]=linear(1%,3%)', [0.01, 0.03, 0.04, 0.04]],
    ['growth[a,2025]=normal(3%,1%)', [0.03, 0.06, 0.04, 0.04]],
    ['growth[a,2025]=triangular(1%, 2%, 6%)', [0.02, 0.06, 0.04, 0.04]],
    ['growth[a,2025]=2% to 4%', [0.03, 0.06, 0.04, 0.04]],
    ['growth[a,2025]=0.5 * driver + 1%', [0.03, 0.06, 0.04, 0.04]],
    ['growth[a,2025]=n/a', [null, 0.06, 0.04, 0.04]],
    ['driver[*,2026]=+2pp', [0.05, 0.06, 0.04, 0.06]],
  ])('%s', async (setting, expected) => {
    const value = await projected(files, ['--variable', 'growth', '--set', setting])
    const actual = ['a', 'b'].flatMap((sector) => [2025, 2026].map((year) => value('base', sector, 'growth', year)))
    for (const [i, each] of expected.entries()) {
      if (each === null || each === 0) expect(actual[i]).toBe(each)
      else expectClose(actual[i] ?? null, each)
    }
  })

  test('several apply in the order given', async () => {
    const settings = ['--set', 'growth[a,2025]=3%', '--set', 'growth[a,2025]=+1pp', '--set', 'growth[a,2025]=*2']
    const value = await projected(files, ['--variable', 'growth', ...settings])
    expectClose(value('base', 'a', 'growth', 2025), 0.08)
  })

  test('an observed level may be set too', async () => {
    const value = await projected(files, ['--set', 'revenue[a,2024]=200', '--set', 'growth[a,*]=0%'])
    expect(value('base', 'a', 'revenue', 2026)).toBe(200)
  })

  test.each([
    'nonsense',
    'growth[a,2025]=',
    'growth[a,2025]=+2%',
    'growth[a,2025]=some',
    'growth[nope,2025]=3%',
    'grwth[a,2025]=3%',
    'growth[a,20x5]=3%',
    'total_revenue[2025]=5',
    'revenue[a,2025]=200',
    'growth[a,2025]=linear(1%)',
  ])('%s is a problem', async (setting) => {
    expect(await runPlan(files, ['project', '--set', setting])).toMatchObject({ exit: 2, out: '' })
  })

  test.each(['growth[a,2040]=3%', 'driver[total,2025]=6%'])(
    '%s would change nothing, and that is said',
    async (setting) => {
      const { exit, err } = await runPlan(files, ['project', '-f', 'csv', '--set', setting])
      expect({ silent: exit === 0 && err === '' }).toEqual({ silent: false })
    },
  )
})
