/** A history is read like any table of a plan, and refused where it mixes what cannot be compared. */

import { describe, expect, test } from 'vitest'
import { readHistory } from '../../../src/plan/history.ts'
import { inWords } from './plans.ts'

function read(text: string) {
  return readHistory('history.csv', Buffer.from(text), { encoding: null, delimiter: null })
}

function problemsIn(text: string): string[] {
  return read(text).problems.map(inWords)
}

/** Each observation as `revenue[displays,2022] = 700`, sorted. */
function observed(text: string): string[] {
  const { history, problems } = read(text)
  if (history === null || problems.length > 0) throw new Error(problems.map(inWords).join('\n'))
  const { observations, variables, sectors } = history
  return Array.from(observations.value, (value, row) => {
    const variable = variables[observations.variable[row] as number]?.name
    const sector = sectors[observations.sector[row] as number]?.name ?? '*'
    return `${variable}[${sector},${observations.firstYear[row]}] = ${value}`
  }).sort()
}

/** One history in three hands; equal by construction of the texts. */
const shapes = {
  tidy: '行业,指标,年份,数值,单位\n新型显示,营业收入,2021,620,亿元\n新型显示,营业收入,2022,0.07,万亿元\n手机,营业收入,2021,1000,亿元\n手机,营业收入,2022,1100,亿元\n',
  'one column a variable':
    'sector,year,revenue(亿元)\n新型显示,2021,620\n新型显示,2022,700\n手机,2021,"1,000"\n手机,2022,1100\n',
  'one column a year, and nothing that names the variable': 'sector,2021,2022\n新型显示,620,700\n手机,1000,1100\n',
}

describe('the same history, whatever the shape of its table', () => {
  test.each(Object.entries(shapes))('%s', (_, text) => {
    expect(observed(text)).toEqual([
      'revenue[手机,2021] = 1000',
      'revenue[手机,2022] = 1100',
      'revenue[新型显示,2021] = 620',
      'revenue[新型显示,2022] = 700',
    ])
  })
})

describe('rates', () => {
  test('growth in per cent is a fraction, under its Chinese name too', () => {
    expect(observed('年份,增速(%)\n2021,8\n2022,-1.5\n')).toEqual(['growth[*,2021] = 0.08', 'growth[*,2022] = -0.015'])
  })

  test('a variable that is called growth is a rate without a unit, and 8 is told to be 800 %', () => {
    const { history, problems } = read('year,va_growth\n2021,0.08\n2022,8\n')
    expect(problems.map(inWords)).toEqual(['history.csv:3:6 rate-without-percent'])
    expect(history?.variables.map(({ name, unit }) => ({ name, unit }))).toEqual([{ name: 'va_growth', unit: '1' }])
  })
})

describe('what is refused', () => {
  test('two measures under one name, naming both lines', () => {
    const text = 'year,revenue,measure\n2020,500,营业收入\n2021,620,营业收入\n2022,700,产值\n'
    expect(problemsIn(text)).toEqual(['history.csv:4:6 mixed-measures'])
    expect(read(text).problems[0]?.words).toMatchObject({ text: '产值', measure: '营业收入', other: 'history.csv:2' })
  })

  test('two values of one year that disagree, but not two that agree', () => {
    expect(problemsIn('year,revenue\n2021,620\n2021,640\n')).toEqual(['history.csv:3:6 conflicting-rows'])
    expect(problemsIn('year,revenue\n2021,620\n2021,620\n')).toEqual([])
  })

  test('a value without a year of its own', () => {
    expect(problemsIn('sector,revenue\ndisplays,620\n')).toEqual(['history.csv:1:1 history-without-years'])
    expect(problemsIn('year,revenue\n*,620\n')).toEqual(['history.csv:2:1 history-without-years'])
    expect(problemsIn('year,revenue\n2021-2022,620\n')).toEqual(['history.csv:2:1 one-year-needed'])
  })

  test('a residual, a scenario, a formula, an empty table', () => {
    expect(problemsIn('year,revenue\n2021,residual\n')).toEqual(['history.csv:2:6 residual-not-here'])
    expect(problemsIn('scenario,year,revenue\nbase,2021,620\n')).toEqual(['history.csv:1:1 scenario-not-here'])
    expect(problemsIn('year,revenue\n2021,0.6 * gdp\n')).toEqual(['history.csv:2:6 not-a-number'])
    expect(problemsIn('year,revenue\n')).toEqual(['history.csv:0:0 no-rows'])
  })
})
