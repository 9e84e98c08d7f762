/** What a history supports: rates, their means and spreads, what is told from zero, and what is refused. */

import { describe, expect, test } from 'vitest'
import { calibrate } from '../../../../src/analyses/calibration/calibrate.ts'
import { readHistory } from '../../../../src/plan/history.ts'
import { inWords } from '../../plan/plans.ts'

function calibrated(text: string) {
  const { history, problems } = readHistory('history.csv', Buffer.from(text), { encoding: null, delimiter: null })
  if (history === null) throw new Error(problems.map(inWords).join('\n'))
  const found = calibrate(history, [...history.variables.keys()])
  return { ...found, words: found.problems.map(inWords), series: found.calibration?.series ?? [] }
}

/** National growth of revenue in electronics, 2019–2024. */
const national = 'year,growth(%)\n2019,4.5\n2020,8.3\n2021,14.7\n2022,5.5\n2023,-1.5\n2024,7.2\n'

describe('mean, spread and persistence', () => {
  const [series] = calibrated(national).series

  // scipy 1.17: stats.t.interval(0.95, 5, 6.45, 5.2907/√6), 5.2907·√(5/stats.chi2.ppf([0.975, 0.025], 5)).
  test('six years: Student and χ² as scipy has them', () => {
    expect(series?.mean.value).toBeCloseTo(0.0645, 15)
    expect(series?.mean.interval?.map((each) => each * 100)).toEqual([
      expect.closeTo(0.8978010925860653, 10),
      expect.closeTo(12.002198907413934, 10),
    ])
    expect(series?.spread.value).toBeCloseTo(0.05290652133716599, 15)
    expect(series?.spread.interval?.map((each) => each * 100)).toEqual([
      expect.closeTo(3.3024674, 6),
      expect.closeTo(12.97592743, 6),
    ])
  })

  test('an autocorrelation of 0.04 is not told from zero, so persistence 0 is written', () => {
    expect(series?.persistence?.value).toBeCloseTo(0.03863741917044767, 13)
    expect(series?.persistence?.interval?.[0]).toBeLessThan(0)
    expect(series?.writtenPersistence).toBe(0)
  })

  test('a persistence that is told from zero is written as estimated', () => {
    const long = Array.from({ length: 30 }, (_, i) => `${1991 + i},${[9, 8, 7, 5, 2, -1, -2, 0, 3, 6][i % 10]}`)
    const [series] = calibrated(`year,growth(%)\n${long.join('\n')}\n`).series
    expect(series?.persistence?.interval?.[0]).toBeGreaterThan(0)
    expect(series?.writtenPersistence).toBe(series?.persistence?.value)
  })

  test('a persistence below zero cannot be held by a plan: 0', () => {
    const long = Array.from({ length: 20 }, (_, i) => `${2001 + i},${i % 2 === 0 ? 9 + (i % 3) : 1 - (i % 3)}`)
    const [series] = calibrated(`year,growth(%)\n${long.join('\n')}\n`).series
    expect(series?.persistence?.interval?.[1]).toBeLessThan(0)
    expect(series?.writtenPersistence).toBe(0)
  })
})

describe('growth of levels', () => {
  test('is that of neighbouring years, and a gap is not bridged but told', () => {
    const { series, words } = calibrated('year,revenue\n2018,400\n2019,500\n2020,550\n2022,700\n2023,770\n')
    expect(series[0]?.years).toEqual([2019, 2020, 2023])
    expect(series[0]?.rates).toEqual([0.25, expect.closeTo(0.1, 15), expect.closeTo(0.1, 15)])
    expect(words).toEqual(['history.csv:5:6 gap-in-history'])
  })

  test('rows may stand in any order', () => {
    expect(calibrated('year,revenue\n2020,550\n2018,400\n2019,500\n').series[0]?.rates).toEqual([
      0.25,
      expect.closeTo(0.1, 15),
    ])
  })

  test.each(['0', '-5'])('a level of %s has no growth, and its line is named', (level) => {
    const { calibration, words } = calibrated(`year,revenue\n2020,550\n2021,${level}\n2022,600\n`)
    expect(calibration).toBeNull()
    expect(words).toEqual(['history.csv:3:6 level-without-growth'])
  })

  test('the growth of revenue is called growth, that of another variable after it; a rate keeps its name', () => {
    const text = (variable: string, unit: string) => `year,${variable}${unit}\n2020,5\n2021,6\n2022,8\n`
    const assumption = (variable: string, unit = '') => calibrated(text(variable, unit)).series[0]?.assumption
    expect(assumption('revenue', '(亿元)')).toBe('growth')
    expect(assumption('exports', '(亿元)')).toBe('exports_growth')
    expect(assumption('rd_intensity', '(%)')).toBe('rd_intensity')
    expect(assumption('revenue', '(%)')).toBe('growth')
  })
})

describe('too little, or too much alike', () => {
  test('one rate has no spread: a warning, and the other sectors are calibrated', () => {
    const { series, words } = calibrated('sector,year,revenue\na,2020,5\na,2021,6\na,2022,8\nb,2021,5\nb,2022,6\n')
    expect(series).toHaveLength(1)
    expect(words).toEqual(['history.csv:6:8 one-observation'])
  })

  test('no sector with two rates: an error', () => {
    expect(calibrated('year,revenue\n2020,5\n2021,6\n')).toMatchObject({ calibration: null })
  })

  test('the same rate every year, up to the rounding of its computation, has no spread worth a name', () => {
    // 100 × 1.08ⁿ: the quotients of the doubles are not equal.
    const { series, words } = calibrated('year,revenue\n2020,100\n2021,108\n2022,116.64\n2023,125.9712\n')
    expect(series[0]?.spread).toEqual({ value: 0, interval: null })
    expect(series[0]?.persistence).toBeNull()
    expect(words).toEqual(['history.csv:5:6 no-spread-observed'])
  })

  test('one assumption out of two variables is refused, and the way out named', () => {
    const text =
      'variable,year,value\nrevenue,2020,5\nrevenue,2021,6\nrevenue,2022,8\ngrowth,2021,20%\ngrowth,2022,33%\n'
    const { problems } = calibrated(text)
    expect(problems.map(inWords)).toEqual(['history.csv:5:13 calibrated-twice'])
    expect(problems[0]?.help?.words).toMatchObject({ option: '--variable revenue' })
  })
})

describe('what is written', () => {
  const text = 'sector,year,revenue\na,2020,5\na,2021,6\na,2022,8\ntotal,2020,9\ntotal,2021,9.5\ntotal,2022,11\n'

  test('sectors, and not their total, which a plan would refuse beside them', () => {
    expect(calibrated(text).series.map(({ isWritten }) => isWritten)).toEqual([true, false])
  })

  test('the total, where there are no sectors', () => {
    expect(calibrated(text.replaceAll(/^a.*\n/gm, '')).series.map(({ isWritten }) => isWritten)).toEqual([true])
  })

  test('assumed observations make an assumption, all others a derived number', () => {
    const status = (grade: string) => calibrated(`year,revenue,status\n2020,5,\n2021,6,${grade}\n2022,8,official\n`)
    expect(status('assumed').series[0]?.status).toBe('assumed')
    expect(status('press').series[0]?.status).toBe('derived')
  })
})
