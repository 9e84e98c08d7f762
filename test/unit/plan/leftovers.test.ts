/** What spreadsheets and habits leave in a file, and what the help makes of the author's own text. */

import { describe, expect, test } from 'vitest'
import { planOf, problemsOf, read, rowsOf, type Texts } from './plans.ts'

const baseline = 'sector,year,revenue(亿元)\na,2024,700\n'
const helpOf = (texts: Texts) => read(texts).problems.map(({ code, help }) => [code, help?.words])

describe('empty columns behind the table', () => {
  test('are left out of headings and rows', () => {
    const plan = planOf({ baseline: '行业,2024,,\n电子,100,,\n手机,200\n纺织,350,\n' })
    expect(rowsOf(plan, plan.baseline)).toEqual([
      '* revenue[电子,2024] = 100',
      '* revenue[手机,2024] = 200',
      '* revenue[纺织,2024] = 350',
    ])
  })

  test('a cell beyond, and an empty heading in the middle, are problems', () => {
    expect(problemsOf({ baseline: '行业,2024,,\n电子,100,,7\n' })).toEqual(['baseline.csv:2:9 long-row'])
    expect(problemsOf({ baseline: '行业,2024\n电子,100,\n' })).toEqual(['baseline.csv:2:8 long-row'])
    expect(problemsOf({ baseline: '行业,,2024,\n电子,,100,\n' })).toEqual(['baseline.csv:1:4 empty-heading'])
  })
})

test('Chinese words for the usual variables', () => {
  for (const word of ['增长', '增长速度', '同比增速']) {
    const plan = planOf({ baseline, assumptions: `指标,2025\n${word},8%\n` })
    expect(rowsOf(plan, plan.assumptions)).toEqual(['* growth[*,2025] = 0.08'])
  }
  expect(planOf({ baseline, assumptions: '指标,2025\n研发投入强度,3%\n' }).variables.map(({ name }) => name)).toContain(
    'rd_intensity',
  )
})

test.each(['=0.5 * 8%', '＝ 0.5 * 8%'])('the = before a formula is left out: %s', (cell) => {
  const plan = planOf({ baseline, growth: `year,growth\n2025,${cell}\n` })
  expect([...plan.assumptions.quantities.values()]).toEqual([{ kind: 'formula', text: '0.5 * 8%' }])
})

describe("help in the author's own words", () => {
  const target = (year: string) => `target,indicator,year,op,value\nt,total_revenue,${year},>,800\n`
  const project = (start: string) => `project,sector,start,output\nfab,a,${start},120\n`

  test.each([
    ['a target of a day', { baseline, targets: target('2028-12-31') }, 'one-year-needed', '2028'],
    ['a project of a month', { baseline, projects: project('2026年6月') }, 'one-year-needed', '2026'],
    ['growth of a day', { baseline, growth: 'year,growth\n2027-01-01,8%\n' }, 'not-a-year', '2027'],
    ['years the wrong way round', { baseline, growth: 'year,growth\n2028-2027,8%\n' }, 'year-order', '2027-2028'],
    ['a footnote', { baseline: 'sector,year,revenue\na,2024,100*\n' }, 'not-a-number', '100'],
    ['about', { baseline: 'sector,year,revenue\na,2024,约60\n' }, 'not-a-number', '60'],
    ['a year and a variable', { baseline: '行业,2024年营业收入（亿元）\na,100\n' }, 'unknown-heading', '2024（亿元）'],
  ])('%s', (_, texts, code, example) => {
    expect(helpOf(texts)).toContainEqual([code, expect.objectContaining({ example })])
  })

  test('low and high in the notation of the row, and swapped', () => {
    const growth = (cells: string) => ({ baseline, growth: `year,growth,low,high\n2025,${cells}\n` })
    const { problems } = read(growth('8%,11%,5%'))
    expect(problems[0]?.words).toEqual({ value: '8%', low: '11%', high: '5%' })
    expect(problems[0]?.help).toEqual({ key: 'swap-low-high', words: { low: '5%', high: '11%' } })
    expect(helpOf(growth('20%,5%,11%'))).toEqual([['low-high-order', { low: '5%', high: '11%' }]])
  })

  test('money of another kind is to be converted, not relabelled', () => {
    const { problems } = read({ baseline: `${baseline}b,2024,1320亿美元\n` })
    expect(problems[0]?.help).toEqual({ key: 'convert-unit', words: { own: '亿元', where: ' (baseline.csv:1)' } })
  })
})
