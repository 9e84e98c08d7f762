import { describe, expect, test } from 'vitest'
import { planOf, problemsOf, read, rowsOf } from './plans.ts'

const head = '行业,2023,2024\n电子,700,750\n手机,900,950\n'

describe('a total among the sectors', () => {
  test.each(['合 计', '合　计', '总　计', ' 总 计 ', 'TOTAL'])('%s is the total', (word) => {
    const plan = planOf({ baseline: `${head}${word},1600,1700\n` })
    expect(plan.sectors.map(({ name }) => name)).toEqual(['电子', '手机'])
    expect(rowsOf(plan, plan.baseline)).toContain('* revenue[total,2024] = 1700')
  })

  test.each(['小计', 'Grand total', 'sum total', '全部行业'])('%s is told as what it is', (word) => {
    expect(problemsOf({ baseline: `${head}${word},1600,1700\n` })).toEqual(['baseline.csv:4:1 looks-like-total'])
  })

  test('by its numbers alone it is a warning, also where they are rounded', () => {
    expect(problemsOf({ baseline: `${head}制造业,1601,1700\n` })).toEqual(['baseline.csv:4:1 sum-of-others'])
  })

  test.each([
    ['one year in which it is no sum', `${head}制造业,1600,1800\n`],
    ['two sectors of one size', '行业,2023\n电子,700\n手机,700\n'],
    ['a name with the letters of a total', '行业,2023\nalloys,700\nmetallurgy,900\n合成,1650\n'],
    ['rates', '行业,指标,2023\n电子,研发强度,1%\n手机,研发强度,2%\n全部平均,研发强度,3%\n'],
  ])('%s is none', (_, baseline) => {
    expect(problemsOf({ baseline })).toEqual([])
  })
})

test('a level that jumps a thousandfold names both cells', () => {
  const { problems } = read({ baseline: '行业,2022,2023,2024\n电子,0.5,,520\n手机,900,950,1\n' })
  expect(
    problems.map(({ code, line, words }) => [code, line, words['before'], words['value'], words['other']]),
  ).toEqual([['level-jump', 2, 0.5, 520, 'baseline.csv:2']])
})

test('growth below −100 % is told under the default equations', () => {
  const baseline = 'sector,year,revenue\na,2024,700\n'
  const growth = 'year,growth\n2025,-100%\n2026,-101%\n2027,"normal(-120%, 1%)"\n'
  expect(problemsOf({ baseline, growth })).toEqual(['growth.csv:3:6 below-minus-100', 'growth.csv:4:7 below-minus-100'])
  expect(problemsOf({ baseline, growth: 'year,growth\n2025,-120\n' })).toEqual(['growth.csv:2:6 rate-without-percent'])
})

describe('what projects realise', () => {
  const baseline = 'sector,year,revenue(亿元)\na,2024,700\n'
  const projects = (cell: string) => `project,sector,start,output,realisation\nfab,a,2025,120,${cell}\n`

  test('80 in place of 80% is told, in the table and in a setting', () => {
    expect(problemsOf({ baseline, projects: projects('80') })).toEqual(['projects.csv:2:16 rate-without-percent'])
    expect(problemsOf({ baseline, projects: projects('80%') })).toEqual([])
    expect(problemsOf({ baseline, projects: projects('1'), setting: 'realisation[fab]=80' })).toEqual([
      '--set:1:1 rate-without-percent',
    ])
  })

  test('an output is set with its unit', () => {
    const set = (setting: string) => read({ baseline, projects: projects('1'), setting })
    expect(set('output[fab]=240亿元').plan?.settings[0]?.value).toBe(240)
    expect(set('output[fab]=0.1万亿元').plan?.settings[0]?.value).toBe(1000)
    expect(set('output[fab]=*80%').problems).toEqual([])
    for (const value of ['+10pp', '80%', '+5%']) {
      expect(set(`output[fab]=${value}`).problems.map(({ code }) => code)).toEqual(['setting-syntax'])
    }
  })
})
