/**
 * `track` against open-sdg/sdg-build's rule (cases/15), through the program: its seven rows to 1e-12, and a test for
 * each of its traps.
 */

import { describe, expect, test } from 'vitest'
import { root } from '../support/folders.ts'
import { yuce } from '../support/yuce.ts'
import { expectClose, type Files, referenceCase, runPlan } from './plans.ts'

type Row = {
  readonly base: number
  readonly current: number
  readonly base_year: number
  readonly current_year: number
  readonly target_year: number
  readonly target: number
  readonly direction: 1 | -1
  readonly cagr_observed: number
  readonly cagr_required_from_base: number
  readonly cagr_required_from_now: number
  readonly ratio: number
  readonly status: string
  readonly score: number
}

type Tracked = {
  readonly variable: string
  readonly sector: string
  readonly base: number | null
  readonly latest: number | null
  readonly observedGrowth: number | null
  readonly requiredGrowth: number | null
  readonly requiredFromNow: number | null
  readonly ratio: number | null
  readonly status: string
  readonly score: number | null
  readonly direction: number
  readonly rule: string | null
  readonly remarks: readonly string[]
  readonly years: { readonly base: number | null; readonly latest: number | null; readonly target: number }
  readonly estimate: null | {
    readonly year: number
    readonly measure: string
    readonly value: number
    readonly low: number
    readonly high: number
    readonly requiredGrowth: { readonly value: number; readonly low: number; readonly high: number }
  }
  readonly measures: readonly { readonly measure: string; readonly year: number }[]
}

const { rows } = referenceCase<{ readonly rows: readonly Row[] }>('15_progress_tracking')

/** A plan of one indicator: observations by year, and a target. */
function planOf(observed: Readonly<Record<number, number | string>>, target: string, baseYear?: number): Files {
  const levels = Object.entries(observed).map(([year, value]) => `rate,total,${year},${value}\n`)
  const settings = baseYear === undefined ? {} : { 'datapackage.json': JSON.stringify({ yuce: { baseYear } }) }
  return {
    ...settings,
    'baseline.csv': `variable,sector,year,value\n${levels.join('')}`,
    'targets.csv': `target,indicator,year,op,value\ngoal,rate,${target}\n`,
  }
}

async function tracked(files: Files, args: readonly string[] = []): Promise<Tracked[]> {
  const ran = await runPlan(files, ['track', '-f', 'json', ...args])
  expect(ran.err).toBe('')
  expect(ran.exit).toBe(0)
  return JSON.parse(ran.out).rows
}

async function only(files: Files, args: readonly string[] = []): Promise<Tracked> {
  const [row, ...others] = await tracked(files, args)
  expect(others).toEqual([])
  return row as Tracked
}

describe('the seven rows of open-sdg', () => {
  test.each(rows.map((row, index) => [index + 1, row] as const))('row %i', async (_, row) => {
    const op = row.direction === 1 ? '>=' : '<='
    const levels = { [row.base_year]: row.base, [row.current_year]: row.current }
    const target = `${row.target_year},${op},${row.target}`
    for (const files of [planOf(levels, target), planOf(levels, target, row.base_year)]) {
      const found = await only(files)
      expectClose(found.observedGrowth, row.cagr_observed)
      expectClose(found.requiredGrowth, row.cagr_required_from_base)
      expectClose(found.requiredFromNow, row.cagr_required_from_now)
      expectClose(found.ratio, row.ratio)
      expectClose(found.score, row.score)
      expect(found).toMatchObject({
        status: row.status,
        direction: row.direction,
        base: row.base,
        latest: row.current,
        years: { base: row.base_year, latest: row.current_year, target: row.target_year },
        rule: 'cagr',
        remarks: [],
      })
    }
  })
})

describe('the traps of that rule', () => {
  test('the direction is that of the operator: the same path is progress for >= and none for <=', async () => {
    const levels = { 2015: 100, 2020: 110 }
    expect(await only(planOf(levels, '2030,>=,150'))).toMatchObject({ direction: 1, status: 'moderate_progress' })
    expect(await only(planOf(levels, '2030,>,150'))).toMatchObject({ direction: 1, status: 'moderate_progress' })
    expect(await only(planOf(levels, '2030,<=,50'))).toMatchObject({ direction: -1, status: 'deterioration' })
    expect(await only(planOf(levels, '2030,<,50'))).toMatchObject({ direction: -1, status: 'deterioration' })
  })

  test('a target of 0 is 0: changes a year are compared, as no growth rate reaches 0', async () => {
    const found = await only(planOf({ 2015: 1.55, 2019: 1.82 }, '2030,<=,0'))
    expect(found).toMatchObject({ requiredGrowth: null, requiredFromNow: null, observedGrowth: null, rule: 'linear' })
    expect(found).toMatchObject({ remarks: ['linear'], status: 'deterioration' })
    // −(0.27 / 4) / (1.55 / 15), by hand.
    expectClose(found.ratio, -(0.27 / 4) / (1.55 / 15))
  })

  test('a target of 0 that is half-way after half the time is on its way', async () => {
    const found = await only(planOf({ 2020: 10, 2025: 5 }, '2030,<=,0'))
    expect(found).toMatchObject({ ratio: 1, status: 'substantial_progress', rule: 'linear' })
  })

  test('a target of 0 that is reached is achieved, strict operators honoured', async () => {
    expect(await only(planOf({ 2020: 10, 2025: 0 }, '2030,<=,0'))).toMatchObject({ status: 'target_achieved' })
    expect(await only(planOf({ 2020: 10, 2025: 0 }, '2030,<,0'))).toMatchObject({ status: 'substantial_progress' })
  })

  test('a base year that is not observed is not replaced by another', async () => {
    for (const found of [
      await only(planOf({ 2016: 100, 2020: 110 }, '2030,>=,150', 2015)),
      await only(planOf({ 2016: 100, 2020: 110 }, '2030,>=,150'), ['--base-year', '2015']),
    ]) {
      expect(found).toMatchObject({ base: null, ratio: null, status: 'undetermined', remarks: ['base-not-observed'] })
      expect(found.years.base).toBeNull()
    }
  })

  test('it is said in words, with a year that would do', async () => {
    const files = planOf({ 2016: 100, 2020: 110 }, '2030,>=,150', 2015)
    const en = await runPlan(files, ['track', '--lang', 'en'])
    expect(en.out).toContain('the base year 2015 is not observed, and no other year takes its place')
    expect(en.out.replace(/\s+/g, ' ')).toContain('--base-year 2016')
    const zh = await runPlan(files, ['track', '--lang', 'zh'])
    expect(zh.out).toContain('基年 2015 没有实际值')
  })

  test('|required| hides nothing: a target met in the base year and lost since is no progress', async () => {
    const found = await only(planOf({ 2015: 100, 2020: 70 }, '2030,>=,80'))
    expect(found).toMatchObject({ ratio: null, score: null, status: 'deterioration', remarks: ['met-in-base-year'] })
    // By the formula alone a level that rises towards nothing it needs would score: 100 → 110 against 80.
    const met = await only(planOf({ 2015: 100, 2020: 110 }, '2030,>=,80'))
    expect(met).toMatchObject({ ratio: null, score: 5, status: 'target_achieved', remarks: ['met-in-base-year'] })
    // And one that falls away from a floor it is above would count as 152 % of the way.
    const falling = await only(planOf({ 2015: 100, 2020: 70 }, '2030,>=,50'))
    expect(falling).toMatchObject({ ratio: null, status: 'target_achieved', remarks: ['met-in-base-year'] })
  })

  test('a level that equals a strict target does not meet it, and nothing is divided by 0', async () => {
    const found = await only(planOf({ 2015: 100, 2020: 100 }, '2030,>,100'))
    expect(found).toMatchObject({ ratio: null, status: 'limited_progress', remarks: ['nothing-required'] })
  })
})

describe('observations', () => {
  test('one observation shows no growth, and is no progress', async () => {
    const found = await only(planOf({ 2022: 7356 }, '2027,>,10000'))
    expect(found).toMatchObject({ observedGrowth: null, ratio: null, status: 'undetermined' })
    expect(found.remarks).toEqual(['one-observation'])
    expectClose(found.requiredGrowth, (10000 / 7356) ** (1 / 5) - 1)
  })

  test('--as-of leaves out what came later, and counts from there', async () => {
    const files = planOf({ 2015: 100, 2018: 120, 2020: 110 }, '2030,>=,150')
    expect(await only(files)).toMatchObject({ latest: 110, years: { latest: 2020 } })
    const then = await only(files, ['--as-of', '2018'])
    expect(then).toMatchObject({ latest: 120, years: { latest: 2018 } })
    expectClose(then.requiredFromNow, (150 / 120) ** (1 / 12) - 1)
    expect(await only(files, ['--as-of', '2019'])).toMatchObject({ latest: 120 })
    expect(await only(files, ['--as-of', '2014'])).toMatchObject({
      status: 'undetermined',
      remarks: ['no-observation'],
    })
  })

  test('an observation after the target has fallen due does not count', async () => {
    const found = await only(planOf({ 2015: 100, 2020: 110, 2025: 300 }, '2022,>=,150', 2015))
    expect(found).toMatchObject({ latest: 110, years: { latest: 2020 } })
  })

  test('a history before the stated base year is not counted from, and that is said', async () => {
    const found = await only(planOf({ 2015: 100, 2020: 110 }, '2030,>=,150', 2020))
    expect(found.remarks).toEqual(['one-observation', 'earlier-observations'])
    expect(await only(planOf({ 2015: 100, 2020: 110 }, '2030,>=,150', 2020), ['--base-year', '2015'])).toMatchObject({
      status: 'moderate_progress',
    })
  })

  test('totals and ratios are observed where all they rest on is; per sector where a target asks for it', async () => {
    const files: Files = {
      'baseline.csv': `sector,year,revenue,rd_intensity
a,2020,100,1%
b,2020,50,2%
a,2022,121,1.5%
b,2022,60,2%
a,2023,130,
`,
      'growth.csv': 'sector,year,growth\n*,2021-2030,5%\n',
      'assumptions.csv': 'sector,variable,year,value\n*,rd_intensity,2023-2030,2%\n',
      'targets.csv': `target,indicator,sector,year,op,value
sum,total_revenue,,2030,>,300
ratio,total_rd_intensity,,2030,>=,2%
one,revenue,a,2030,>=,200
other,revenue,b,2030,<,55
`,
    }
    const [sum, ratio, one, other] = await tracked(files)
    // 2023 is observed for one sector only, so it makes no total.
    expect(sum).toMatchObject({ base: 150, latest: 181, years: { base: 2020, latest: 2022, target: 2030 } })
    expectClose(ratio?.base ?? null, 2 / 150)
    expectClose(ratio?.latest ?? null, (1.815 + 1.2) / 181)
    expect(one).toMatchObject({ sector: 'a', base: 100, latest: 130, years: { latest: 2023 } })
    expect(other).toMatchObject({ sector: 'b', direction: -1, status: 'deterioration', years: { latest: 2022 } })
  })

  test('an assumption is no observation, nor is what rests on its own past', async () => {
    const files: Files = {
      'baseline.csv': 'variable,sector,year,value\nstock,total,2020,100\n',
      'equations.csv': 'variable,formula\nstock,lag(stock)\n',
      'targets.csv': 'target,indicator,year,op,value\ngoal,stock,2030,>,120\n',
    }
    expect(await only(files)).toMatchObject({ latest: 100, years: { latest: 2020 } })
  })

  test('a total that the baseline gives without sectors is observed', async () => {
    const files: Files = {
      'baseline.csv': 'sector,year,revenue\ntotal,2019,80\na,2022,60\nb,2022,40\n',
      'growth.csv': 'sector,year,growth\n*,2023-2027,5%\n',
      'targets.csv': 'target,indicator,year,op,value\ngoal,total_revenue,2027,>,150\n',
    }
    const ran = await runPlan(files, ['track', '-f', 'json', '-q'])
    expect(JSON.parse(ran.out).rows[0]).toMatchObject({ base: 80, latest: 100, years: { base: 2019, latest: 2022 } })
  })
})

describe('other measures', () => {
  const files: Files = {
    'baseline.csv': 'sector,year,revenue(亿元),measure\ntotal,2022,7356,营业收入\n',
    'measures.csv': `variable,sector,year,value,low,high,unit,measure,status
revenue,total,2024,7300,,,亿元,产值,press
revenue,total,2025,7450,6670,8140,亿元,产值,derived
exports,total,2025,1500,1400,1600,亿元,海关出口,press
`,
    'growth.csv': 'sector,year,growth\n*,2023-2027,5%\n',
    'targets.csv': 'target,indicator,year,op,value,unit\ngoal,total_revenue,2027,>,10000,亿元\n',
  }

  test('stand beside, labelled, and are never the latest observation', async () => {
    const found = await only(files)
    expect(found).toMatchObject({ latest: 7356, years: { latest: 2022 } })
    expect(found.measures.map(({ year, measure }) => [year, measure])).toEqual([
      [2024, '产值'],
      [2025, '产值'],
    ])
  })

  test('an estimate with a band says what growth it leaves, as a band', async () => {
    const { estimate } = await only(files)
    expect(estimate).toMatchObject({ year: 2025, measure: '产值', value: 7450, low: 6670, high: 8140 })
    expectClose(estimate?.requiredGrowth.value ?? null, Math.sqrt(10000 / 7450) - 1)
    expectClose(estimate?.requiredGrowth.low ?? null, Math.sqrt(10000 / 8140) - 1)
    expectClose(estimate?.requiredGrowth.high ?? null, Math.sqrt(10000 / 6670) - 1)
    expect((await only(files, ['--as-of', '2024'])).estimate).toBeNull()
  })

  test('the bundled plan: 16 % a year in 2026–2027 from the estimate of 2025, 10.8 % to 22.4 % (facts §8)', async () => {
    const en = await yuce(['track', '--as-of', '2025', '--lang', 'en'], { cwd: root })
    expect(en.out.replace(/\s+/g, ' ')).toContain('would need 15.9% a year in 2026–2027 (10.8% to 22.4%)')
    const zh = await yuce(['track', '--lang', 'zh'], { cwd: root })
    expect(zh.out.replace(/\s+/g, '')).toContain('2026—2027年每年需增长15.9%（10.8%至22.4%）')
    const json = JSON.parse((await yuce(['track', '-f', 'json'], { cwd: root })).out)
    expect(json.rows[0]).toMatchObject({ latest: 7356, estimate: { year: 2025, low: 6670, high: 8140 } })
    expect(json.rows.map(({ status }: Tracked) => status)).toEqual(Array(4).fill('undetermined'))
  })
})

test('a plan that states no base year is counted from its first observation, and that is said', async () => {
  const said = async (baseYear?: number) =>
    (await runPlan(planOf({ 2015: 100, 2020: 110 }, '2030,>=,150', baseYear), ['track'])).out
  expect(await said()).toContain('counted from the first year')
  expect(await said(2015)).not.toContain('counted from the first year')
})

test('--fail-on-miss: 1 unless every target is on its way', async () => {
  const run = async (current: number) =>
    (await runPlan(planOf({ 2015: 100, 2020: current }, '2030,>=,150'), ['track', '--fail-on-miss'])).exit
  expect(await run(115)).toBe(0)
  expect(await run(110)).toBe(1)
})

test('rows for a spreadsheet', async () => {
  const ran = await runPlan(planOf({ 2015: 100, 2020: 110 }, '2030,>=,150'), ['track', '-f', 'csv'])
  const [head, row] = ran.out.split('\r\n')
  expect(head?.split(',').slice(0, 4)).toEqual(['target', 'variable', 'sector', 'op'])
  expect(row).toContain('goal,rate,total,>=,150,,2015,100,2020,110,2030,')
})
