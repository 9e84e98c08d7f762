/** Levels that are trouble: control totals, residuals, zero, minus, missing, and names that mean something in JavaScript. */

import { describe, expect, test } from 'vitest'
import { expectClose, judged, projected, runPlan, valuesIn } from './plans.ts'

const growth = 'year,growth\n2025-2026,10%\n'
const levels = (...rows: string[]) => ({
  'baseline.csv': `sector,year,revenue,status\n${rows.join('\n')}\n`,
  'growth.csv': growth,
})

describe('control totals', () => {
  test.each([
    ['exactly', '40', '100'],
    ['within the rounding of a whole number', '40.4', '100'],
    ['within the rounding of a tenth', '40.04', '100.0'],
    ['in another unit', '40', '0.01万'],
  ])('sectors that add up %s are taken as they are', async (_, last, total) => {
    const value = await projected(levels('a,2024,30,', 'b,2024,30,', `c,2024,${last},`, `total,2024,${total},`))
    expectClose(value('base', 'c', 'revenue', 2024), Number(last))
    expectClose(value('base', 'total', 'total_revenue', 2024), 60 + Number(last))
  })

  test.each([
    ['100', '40.6'],
    ['100.0', '40.06'],
    ['100.00', '40.4'],
  ])('a total of %s is not one of 60 and %s', async (total, last) => {
    const files = levels('a,2024,30,', 'b,2024,30,', `c,2024,${last},`, `total,2024,${total},`)
    const { exit, err } = await runPlan(files, ['project'])
    expect(exit).toBe(2)
    expect(err).toMatch(/baseline\.csv:5:/)
  })

  test('a residual is the total less the others, and no better known than the worst of them', async () => {
    const files = levels('a,2024,30,official', 'b,2024,30,press', 'c,2024,residual,derived', 'total,2024,100,official')
    const { out } = await runPlan(files, ['project', '-f', 'json'])
    const found = valuesIn(out).find(({ sector, year }) => sector === 'c' && year === 2024)
    expect(found).toMatchObject({ value: 40, status: 'baseline', grade: 'derived' })
  })

  test('explain shows what a residual is taken from: the total and the other sectors, with their lines', async () => {
    const files = levels('a,2024,30,official', 'b,2024,30,press', 'c,2024,residual,derived', 'total,2024,100,official')
    const { out } = await runPlan(files, ['explain', 'revenue[c,2024]'])
    for (const line of ['baseline.csv:2', 'baseline.csv:3', 'baseline.csv:4', 'baseline.csv:5'])
      expect(out).toContain(line)
  })

  test.each([
    ['is below zero', ['a,2024,80,', 'b,2024,30,', 'c,2024,residual,', 'total,2024,100,']],
    ['has no total', ['a,2024,80,', 'b,2024,10,', 'c,2024,residual,']],
    ['is one of two', ['a,2024,80,', 'b,2024,residual,', 'c,2024,residual,', 'total,2024,100,']],
  ])('a residual that %s is a problem', async (_, rows) => {
    expect(await runPlan(levels(...rows), ['project'])).toMatchObject({ exit: 2, out: '' })
  })

  test('a residual beside a level that is missing is missing', async () => {
    const value = await projected(levels('a,2024,n/a,', 'b,2024,30,', 'c,2024,residual,', 'total,2024,100,'))
    for (const sector of ['a', 'c']) expect(value('base', sector, 'revenue', 2024)).toBeNull()
    expect(value('base', 'total', 'total_revenue', 2025)).toBeNull()
  })
})

describe('zero and minus', () => {
  const files = {
    'baseline.csv': 'sector,year,revenue\nnothing,2024,0\nloss,2024,-50\nends,2024,100\nturns,2024,100\n',
    'growth.csv':
      'sector,year,growth\nnothing,2025-2026,10%\nloss,2025-2026,10%\nends,2025-2026,-100%\nturns,2025-2026,-150%\n',
  }

  test('a level of 0 stays 0, one below 0 grows downwards, −100 % ends a sector', async () => {
    const value = await projected(files)
    expect(value('base', 'nothing', 'revenue', 2026)).toBe(0)
    expectClose(value('base', 'loss', 'revenue', 2026), -60.5)
    expect(value('base', 'ends', 'revenue', 2026)).toBe(0)
    expect(value('base', 'turns', 'revenue', 2026)).toBe(25)
  })

  test('0 is a value: not above 0, not below it, and at least 0', async () => {
    const ops = ['>', '>=', '<', '<=']
    const { results } = await judged({
      ...files,
      'targets.csv': `target,indicator,sector,year,op,value\n${ops.map((op) => `t${op},revenue,nothing,2026,${op},0\n`).join('')}`,
    })
    expect(results.map(({ verdict }) => verdict)).toEqual(['missed', 'met', 'missed', 'met'])
  })

  test('a growth rate of 0 is a growth rate', async () => {
    for (const zero of ['0', '0%', '０％', '-0', '0.0']) {
      const value = await projected({
        'baseline.csv': 'year,revenue\n2024,7\n',
        'growth.csv': `year,growth\n2025,${zero}\n`,
      })
      expect(value('base', 'all', 'revenue', 2025)).toBe(7)
    }
  })

  test('compound growth that is undefined prints as n/a, and no NaN or Infinity is ever printed', async () => {
    for (const format of ['table', 'md', 'csv', 'json']) {
      const { exit, out } = await runPlan(files, ['project', '-f', format])
      expect(exit).toBe(0)
      expect(out).not.toMatch(/NaN|Infinity|null,null/)
    }
    expect((await runPlan(files, ['project', '-f', 'md'])).out).toMatch(/\| nothing \|.*\| n\/a \|/)
  })

  test('shares of a total of 0 are n/a, its own too', async () => {
    const { out } = await runPlan(levels('a,2024,100,', 'b,2024,-100,'), ['project', '-f', 'md'])
    expect(out).not.toContain('100.0%')
  })
})

describe('names that mean something in JavaScript', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty']
  const files = {
    'baseline.csv': `sector,year,__proto__\n${names.map((name, i) => `${name},2024,${i + 1}\n`).join('')}`,
    'equations.csv': 'variable,formula\n__proto__,lag(__proto__) * (1 + constructor)\nvalueOf,sum(__proto__)\n',
    'assumptions.csv': `scenario,sector,variable,year,value\n${names.map((name, i) => `${name},*,constructor,2025,${i + 1}%\n`).join('')}`,
    'scenarios.csv': `scenario,inherits\n${names.map((name, i) => `${name},${names[i - 1] ?? ''}\n`).join('')}`,
    'targets.csv':
      'target,indicator,sector,year,op,value\n__proto__,valueOf,,2025,>,10\nconstructor,__proto__,toString,2025,>,3\n',
  }

  test('are ordinary names of sectors, scenarios, variables and targets', async () => {
    const value = await projected(files)
    for (const [i, scenario] of names.entries()) {
      for (const [j, sector] of names.entries()) {
        expectClose(value(scenario, sector, '__proto__', 2025), (j + 1) * (1 + (i + 1) / 100))
      }
      expectClose(value(scenario, 'total', 'valueOf', 2025), 10 * (1 + (i + 1) / 100))
    }
    const { results, exit } = await judged(files, ['-s', '__proto__,constructor'])
    expect(results.map(({ target, verdict }) => `${target} ${verdict}`)).toEqual([
      '__proto__ met',
      'constructor met',
      '__proto__ met',
      'constructor met',
    ])
    expect(exit).toBe(0)
  })

  test('can be set, explained and chosen', async () => {
    const set = await projected(files, ['-s', 'constructor', '--set', 'constructor[toString,2025]=7%'])
    expectClose(set('constructor', 'toString', '__proto__', 2025), 3.21)
    const { exit, out } = await runPlan(files, ['explain', '__proto__[constructor,2025]', '-s', 'toString'])
    expect(exit).toBe(0)
    expect(out).toContain('2.06')
  })

  test('are unknown where they are not names', async () => {
    const plain = levels('a,2024,100,')
    for (const args of [
      ['-s', '__proto__'],
      ['--variable', 'constructor'],
      ['--set', 'toString[a,2025]=1%'],
    ]) {
      expect((await runPlan(plain, ['project', ...args])).exit).toBe(2)
    }
    expect((await runPlan({ ...plain, 'growth.csv': '__proto__,growth\n2025,1%\n' }, ['project'])).exit).toBe(2)
  })

  test('two sectors of one name are a problem, and so is a name two sectors share', async () => {
    const sectors = (rows: string) => ({
      ...levels('a,2024,1,', '甲,2024,1,'),
      'sectors.csv': `sector,name_zh\n${rows}`,
    })
    expect((await runPlan(sectors('a,乙\na,甲\n'), ['project'])).exit).toBe(2)
    expect((await runPlan(sectors('a,甲\nb,甲\n'), ['project'])).exit).toBe(2)
  })
})

describe('persistence', () => {
  const withPersistence = (text: string) => ({
    'baseline.csv': 'year,revenue\n2024,100\n',
    'growth.csv': `year,growth,persistence\n2025,"normal(5%, 2%)",${text}\n`,
  })

  test.each(['', '0', '1', '0.5', '50%'])(
    "'%s' changes no projection: the mean stands for the distribution",
    async (text) => {
      const value = await projected(withPersistence(text))
      expectClose(value('base', 'all', 'revenue', 2025), 105)
    },
  )

  test.each(['1.5', '-0.1', 'some', '150%'])("'%s' is a problem", async (text) => {
    expect((await runPlan(withPersistence(text), ['project'])).exit).toBe(2)
  })
})

describe('--lang zh', () => {
  const files = {
    ...levels('a,2024,100,official', 'b,2024,100,press'),
    'targets.csv': 'target,indicator,year,op,value\nt,total_revenue,2026,>,1000\n',
  }

  test('changes no byte of data and no exit code', async () => {
    for (const format of ['csv', 'tsv', 'json', 'ndjson']) {
      for (const command of ['project', 'check']) {
        const english = await runPlan(files, [command, '-f', format, '--lang', 'en'])
        const chinese = await runPlan(files, [command, '-f', format, '--lang', 'zh'])
        expect(chinese.out).toBe(english.out)
        expect(chinese.exit).toBe(english.exit)
      }
    }
  })

  test('prints Chinese headings, and the same numbers', async () => {
    const [english, chinese] = await Promise.all(
      ['en', 'zh'].map((lang) => runPlan(files, ['project', '--lang', lang])),
    )
    const numbers = (text = '') => text.match(/\d(?:[\d,.]*\d)?%?/g)
    expect(numbers(chinese?.out)).toEqual(numbers(english?.out))
    expect(chinese?.out).toMatch(/合计/)
    expect(chinese?.out).not.toMatch(/Total|Share|missed|Scenario/)
  })

  test('tells problems without a word of English around the names', async () => {
    const circle = { ...files, 'scenarios.csv': 'scenario,inherits\na,b\nb,a\n' }
    const { out } = await runPlan(circle, ['validate', '--lang', 'zh'])
    expect(out).toMatch(/错误：/)
    expect(out).not.toMatch(/\b(an|empty|for|write|of)\b/)
  })
})

describe('what is said of a plan that is not whole', () => {
  test.each(['start', 'sector', 'output'])('a project without its %s is a problem', async (column) => {
    const cells: Record<string, string> = { project: 'p', sector: 'a', start: '2025', output: '7', [column]: '' }
    const table = `${Object.keys(cells).join(',')}\n${Object.values(cells).join(',')}\n`
    const { exit, err } = await runPlan({ ...levels('a,2024,100,'), 'projects.csv': table }, ['project'])
    expect(exit).toBe(2)
    expect(err).toMatch(/projects\.csv:2:/)
  })

  test('a warning that several scenarios share is told once', async () => {
    const files = {
      'baseline.csv': 'sector,year,x\na,2024,1\n',
      'equations.csv': 'variable,formula\nz,x + w\n',
      'assumptions.csv': 'scenario,variable,year,value\ns1,w,*,1\ns2,w,*,1\n',
    }
    const { err } = await runPlan(files, ['project', '-f', 'csv', '--horizon', '2025'])
    const lines = err.split('\n').filter((line) => line.includes('warning'))
    expect(lines).toEqual([...new Set(lines)])
  })

  test('a name that means something in formulas is quoted in the problem', async () => {
    const files = { ...levels('a,2024,100,'), 'equations.csv': 'variable,formula\nyear,5\nsum,6\n' }
    const { exit, out } = await runPlan(files, ['validate'])
    expect(exit).toBe(2)
    expect(out).toContain("'year'")
    expect(out).not.toMatch(/\{\w+\}/)
  })

  test('a growth rate that needs itself is told with its file and line', async () => {
    const files = { ...levels('a,2024,100,'), 'growth.csv': 'year,growth\n2025,5%\n2026,growth + 1%\n' }
    const { exit, err } = await runPlan(files, ['project'])
    expect(exit).toBe(2)
    expect(err).toMatch(/growth\.csv:3:/)
  })
})
