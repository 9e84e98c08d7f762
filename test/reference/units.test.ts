/**
 * Units: what a number is worth, and what may not be compared or added.
 *
 * Source: cases/21_domain_projection.json, `units`.
 */

import { describe, expect, test } from 'vitest'
import { expectClose, judged, projected, referenceCase, runPlan } from './plans.ts'

const { units } = referenceCase<{ readonly units: { readonly definitions: Readonly<Record<string, number>> } }>(
  '21_domain_projection',
)

describe('amounts and rates', () => {
  const levels = [
    ['10000亿 CNY', 1e12],
    ['1e12 CNY', 1e12],
    ['1万亿 CNY', 1e12],
    ['1 tn CNY', 1e12],
    ['1,000,000,000,000元', 1e12],
    ['１万亿元', 1e12],
    ['100000000万元', 1e12],
    ['1000000百万元', 1e12],
    ['200亿 CNY', 2e10],
    ['20 bn CNY', 2e10],
    ['20000 million CNY', 2e10],
    ['7356亿元', 7.356e11],
  ] as const

  test.each([
    ['元', 1],
    ['亿元', 1e8],
    ['bn CNY', 1e9],
    ['万亿元', 1e12],
  ])(
    '10000亿, 1万亿 and 1 tn are the same amount, 200亿 and 20 bn are; in a plan that counts in %s',
    async (unit, size) => {
      const value = await projected({
        'datapackage.json': JSON.stringify({ name: 'p', resources: [], yuce: { unit, baseYear: 2024, horizon: 2024 } }),
        'baseline.csv': `sector,year,revenue\n${levels.map(([text], i) => `s${i},2024,"${text}"\n`).join('')}`,
      })
      for (const [i, [, amount]] of levels.entries())
        expectClose(value('base', `s${i}`, 'revenue', 2024), amount / size)
    },
  )

  test('1 % is 0.01; +1pp on 5 % is 6 %; *1.01 on 5 % is 5.05 %', async () => {
    const value = await projected(
      {
        'baseline.csv': 'year,revenue\n2024,100\n',
        'scenarios.csv': 'scenario,inherits\nfive,\none,\nadded,five\nscaled,five\n',
        'growth.csv': 'scenario,year,growth\nfive,2025,5%\none,2025,1%\nadded,2025,+1pp\nscaled,2025,*1.01\n',
      },
      ['--variable', 'growth,revenue'],
    )
    expectClose(value('one', 'all', 'growth', 2025), 0.01)
    expectClose(value('added', 'all', 'growth', 2025), 0.06)
    expectClose(value('scaled', 'all', 'growth', 2025), 0.0505)
    expectClose(value('scaled', 'all', 'revenue', 2025), 105.05)
  })

  test('a percentage in a formula is a literal: 5% + 1% is 6 %, never 5.05 %', async () => {
    const value = await projected(
      {
        'baseline.csv': 'year,revenue\n2024,100\n',
        'growth.csv': 'year,growth\n2025,5% + 1%\n2026,0.6 * pull + 1%\n',
        'assumptions.csv': 'variable,year,value\npull,*,4%\n',
      },
      ['--variable', 'growth'],
    )
    expectClose(value('base', 'all', 'growth', 2025), 0.06)
    expectClose(value('base', 'all', 'growth', 2026), 0.034)
  })

  test('%, ‰, pp, bp and 百分点 are fractions; a threshold in % is one too', async () => {
    const { results } = await judged({
      'baseline.csv':
        'variable,year,value\na,2024,2%\nb,2024,20‰\nc,2024,２％\nd,2024,200bp\ne,2024,2个百分点\nf,2024,0.02\n',
      'targets.csv': `target,indicator,year,op,value,unit\n${['a', 'b', 'c', 'd', 'e'].map((name) => `${name},${name},2024,>=,2,%\n`).join('')}f,f,2024,>=,2%,\n`,
    })
    expect(results).toHaveLength(6)
    for (const { value, threshold, verdict } of results) {
      expectClose(value, 0.02)
      expectClose(threshold, 0.02)
      expect(verdict).toBe('met')
    }
  })
})

test.each(Object.entries(units.definitions))('%s is %d', async (word, size) => {
  const value = await projected({
    'datapackage.json': JSON.stringify({
      name: 'p',
      resources: [],
      yuce: { unit: '元', baseYear: 2024, horizon: 2024 },
    }),
    'baseline.csv': `year,revenue\n2024,3.7${word}元\n`,
  })
  expectClose(value('base', 'all', 'revenue', 2024), 3.7 * size)
})

describe('what is not of one kind', () => {
  const baseline = 'sector,year,revenue(亿元)\na,2024,100\n'
  const growth = 'year,growth\n2025,0%\n'

  // The value 100 is above every number written here, so a target that is judged at all would be met.
  test.each([
    ['in per cent', 'value,unit\nt,total_revenue,,2025,>,1,%\n'],
    ['in per cent, in its cell', 'value\nt,total_revenue,,2025,>,1%\n'],
    ['in dollars', 'value,unit\nt,total_revenue,,2025,>,1,bn USD\n'],
    ['in dollars, in its cell', 'value\nt,total_revenue,,2025,>,1亿美元\n'],
    ['in households', 'value,unit\nt,total_revenue,,2025,>,1,万户\n'],
    ['of one sector, in dollars', 'value,unit\nt,revenue,a,2025,>,1,bn USD\n'],
  ])('a target of a level in yuan written %s is a problem', async (_, target) => {
    const { exit, out } = await runPlan(
      { 'baseline.csv': baseline, 'growth.csv': growth, 'targets.csv': `target,indicator,sector,year,op,${target}` },
      ['check'],
    )
    expect({ exit, out }).toEqual({ exit: 2, out: '' })
  })

  test.each(['5%', '5 bn USD', '5万户'])('a project of %s cannot add to a level in yuan', async (output) => {
    const projects = `project,sector,start,output\np,a,2025,${output}\n`
    const files = { 'baseline.csv': baseline, 'growth.csv': growth, 'projects.csv': projects }
    expect(await runPlan(files, ['project', '-f', 'csv'])).toMatchObject({ exit: 2, out: '' })
  })

  test.each(['5元', '5 USD', '7356亿元', '100万户', '3成', '8个点'])('a growth rate of %s is no rate', async (rate) => {
    const files = { 'baseline.csv': baseline, 'growth.csv': `year,growth\n2025,${rate}\n` }
    expect(await runPlan(files, ['project', '-f', 'csv'])).toMatchObject({ exit: 2, out: '' })
  })

  test.each([
    ['yuan and dollars', 'sector,year,revenue\na,2024,1亿元\nb,2024,1亿美元\n'],
    ['yuan and per cent', 'sector,year,revenue\na,2024,1亿元\nb,2024,1%\n'],
    ['yuan and households', 'sector,year,revenue\na,2024,1亿元\nb,2024,1万户\n'],
  ])('one variable in %s is a problem', async (_, table) => {
    const files = { 'baseline.csv': table, 'growth.csv': growth }
    expect(await runPlan(files, ['project', '-f', 'csv'])).toMatchObject({ exit: 2, out: '' })
  })

  test('levels in dollars are never called yuan, whatever the plan counts in', async () => {
    const files = {
      'datapackage.json': JSON.stringify({ name: 'p', resources: [], yuce: { unit: '亿元' } }),
      'baseline.csv': 'sector,year,revenue\na,2024,100亿美元\n',
      'growth.csv': growth,
    }
    const { out } = await runPlan(files, ['project', '-f', 'csv'])
    expect(out).not.toMatch(/total_revenue,.*,亿元,/)
    expect((await runPlan(files, ['check', '--target', 'total_revenue > 1亿元 @ 2025'])).exit).not.toBe(0)
  })
})
