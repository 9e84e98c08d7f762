/** Totals of groups of sectors: columns of sectors.csv, `--group-by`, `--where`, and targets of groups. */

import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expectClose, type Files, judged, runPlan } from './plans.ts'

/** A city and a province of one name, a sector of none, and one whose growth is missing in one scenario. */
const plan: Files = {
  'sectors.csv':
    'sector,city,province,industry\nchengdu-chips,成都,四川,chips\nmianyang-displays,绵阳,四川,displays\n' +
    'chongqing-chips,重庆,重庆,chips\nchongqing-displays,重庆,重庆,displays\nelsewhere,,,chips\n',
  'baseline.csv':
    'sector,year,revenue(亿元),jobs(万人)\nchengdu-chips,2024,100,10\nmianyang-displays,2024,50,5\n' +
    'chongqing-chips,2024,200,20\nchongqing-displays,2024,80,8\nelsewhere,2024,10,1\n',
  'growth.csv': 'scenario,sector,year,growth\nbase,*,2025-2026,10%\nlow,chongqing-chips,*,n/a\n',
  'scenarios.csv': 'scenario,inherits\nbase,\nlow,base\n',
  'equations.csv':
    'variable,formula,unit\nrevenue,lag(revenue) * (1 + growth),亿元\njobs,lag(jobs),万人\n' +
    'total_revenue,sum(revenue),亿元\ntotal_jobs,sum(jobs),万人\nper_head,total_revenue / total_jobs,\n' +
    'usual,mean(revenue),亿元\ntotal_tax,total_revenue * tax_rate,亿元\n',
  'assumptions.csv': 'sector,variable,year,value\ntotal,tax_rate,*,0.1\n',
}

type Row = Readonly<Record<string, string>>

async function rowsOf(files: Files, args: readonly string[]): Promise<Row[]> {
  const { exit, out } = await runPlan(files, ['project', '-f', 'csv', ...args])
  expect(exit).toBe(0)
  // A result of many numbers comes as bytes, a short one as text.
  return parse(out, { columns: true })
}

const find = (rows: readonly Row[], wanted: Row) =>
  rows.filter((row) => Object.entries(wanted).every(([name, value]) => row[name] === value)).map((row) => row['value'])

describe('--group-by', () => {
  test('every level in the order asked, then the nation; by hand: 100 + 50, 200 + 80, 440 in all, 10 % a year', async () => {
    const rows = await rowsOf(plan, ['--group-by', 'city,province', '-s', 'base', '--variable', 'total_revenue'])
    expect(Object.keys(rows[0] ?? {})).toEqual([
      ...['scenario', 'level', 'group', 'variable', 'year', 'value', 'unit', 'status', 'grade'],
    ])
    const ofBaseYear = rows
      .filter(({ year }) => year === '2024')
      .map(({ level, group, value }) => [level, group, value])
    expect(ofBaseYear).toEqual([
      ['city', '成都', '100'],
      ['city', '绵阳', '50'],
      ['city', '重庆', '280'],
      ['province', '四川', '150'],
      ['province', '重庆', '280'],
      ['total', 'total', '440'],
    ])
    expectClose(Number(find(rows, { group: '四川', year: '2026' })[0]), 150 * 1.21)
  })

  test('a ratio of sums is one of sums of the group, a mean one over its sectors', async () => {
    const rows = await rowsOf(plan, ['--group-by', 'province', '-s', 'base', '--variable', 'per_head,usual'])
    expect(find(rows, { group: '四川', variable: 'per_head', year: '2024' })).toEqual(['10'])
    expectClose(Number(find(rows, { group: '重庆', variable: 'per_head', year: '2025' })[0]), (280 * 1.1) / 28)
    expect(find(rows, { group: '四川', variable: 'usual', year: '2024' })).toEqual(['75'])
    expect(find(rows, { level: 'total', variable: 'usual', year: '2024' })).toEqual(['88'])
  })

  test('a missing value voids the groups that hold it, and no other', async () => {
    const rows = await rowsOf(plan, ['--group-by', 'province', '-s', 'low', '--variable', 'total_revenue'])
    expect(find(rows, { group: '重庆', year: '2025' })).toEqual([''])
    expect(find(rows, { level: 'total', year: '2025' })).toEqual([''])
    expectClose(Number(find(rows, { group: '四川', year: '2025' })[0]), 165)
  })

  test.each([[['revenue']], [['total_tax', 'jobs']]])(
    '%j alone, which have no totals of groups, are no empty table',
    async (names) => {
      const ran = await runPlan(plan, ['project', '-f', 'csv', '--group-by', 'city', '--variable', names.join(',')])
      expect(ran).toMatchObject({ exit: 2, out: '' })
      expect(ran.err.match(/(?<=error: ')\w+(?=' has no total by group)/g)).toEqual(names)
    },
  )

  test('what rests on more than sums is left out and said, and so are sectors in no group', async () => {
    const { out, err } = await runPlan(plan, ['project', '--group-by', 'province', '-f', 'csv', '-s', 'base'])
    expect(out).not.toContain('total_tax')
    expect(err).toContain('total_tax left out')
    expect(err).toContain('sectors without province: 1 (elsewhere)')
  })

  test('wide, JSON and NDJSON name level and group too', async () => {
    const how = ['--group-by', 'province', '-s', 'base', '--variable', 'total_jobs']
    const wide = await rowsOf(plan, [...how, '--layout', 'wide'])
    const row = { scenario: 'base', level: 'province', group: '四川', variable: 'total_jobs', unit: '万人' }
    expect(wide[0]).toEqual({ ...row, 2024: '15', 2025: '15', 2026: '15' })
    const json = JSON.parse((await runPlan(plan, ['project', '-f', 'json', ...how])).out)
    const { scenario: _, ...series } = row
    expect(json.projections[0].series[0]).toMatchObject({ ...series, points: [{ year: 2024, value: 15 }, {}, {}] })
    const [line = ''] = (await runPlan(plan, ['project', '-f', 'ndjson', ...how])).out.split('\n')
    expect(JSON.parse(line)).toMatchObject({ ...row, year: 2024, value: 15 })
  })

  test('groups that share out the sectors add up to the total, and one of all of them is the total', async () => {
    const level = fc.integer({ min: 1, max: 10_000 })
    const sector = fc.record({
      level,
      growth: fc.integer({ min: -50, max: 50 }),
      group: fc.integer({ min: 0, max: 3 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(sector, { minLength: 2, maxLength: 12 }), async (sectors) => {
        const lines = (heads: string, line: (each: (typeof sectors)[number], i: number) => string) =>
          `${heads}\n${sectors.map(line).join('\n')}\n`
        const files = {
          'sectors.csv': lines('sector,region,all', ({ group }, i) => `s${i},g${group},one`),
          'baseline.csv': lines('sector,year,revenue', ({ level }, i) => `s${i},2024,${level}`),
          'growth.csv': lines('sector,year,growth', ({ growth }, i) => `s${i},2025-2027,${growth}%`),
        }
        const rows = await rowsOf(files, ['--group-by', 'region,all'])
        for (const year of ['2024', '2027']) {
          const values = (level: string) => find(rows, { level, year, variable: 'total_revenue' }).map(Number)
          const [total = Number.NaN] = values('total')
          expectClose(
            values('region').reduce((sum, value) => sum + value, 0),
            total,
          )
          expect(values('all')).toEqual([total])
        }
      }),
      { seed: 20261126, numRuns: 20 },
    )
  })
})

describe('--where', () => {
  test.each([
    ['sector in chengdu-chips, elsewhere', ['chengdu-chips', 'elsewhere']],
    ['industry = chips and province != 重庆', ['chengdu-chips', 'elsewhere']],
    ["industry ＝ chips and 'city' not in (重庆，成都)", ['elsewhere']],
    ["sector = 'chongqing-displays'", ['chongqing-displays']],
  ])('%s', async (condition, sectors) => {
    const rows = await rowsOf(plan, ['--where', condition, '-s', 'base'])
    expect([...new Set(rows.map(({ sector }) => sector))]).toEqual(sectors)
    expect(new Set(rows.map(({ variable }) => variable))).toEqual(new Set(['revenue', 'jobs']))
  })

  test('first the sectors are chosen, then they are grouped, as in SQL; the whole is not called the total', async () => {
    const how = ['--where', 'industry = chips', '--group-by', 'province', '-s', 'base', '--variable', 'total_revenue']
    const rows = (await rowsOf(plan, how)).filter(({ year }) => year === '2024')
    expect(rows.map(({ level, group, value }) => [level, group, value])).toEqual([
      ['province', '四川', '100'],
      ['province', '重庆', '200'],
      ['chosen', 'chosen', '310'],
    ])
  })
})

describe('a target of a group', () => {
  const targets: Files = {
    ...plan,
    'targets.csv':
      'target,indicator,sector,year,op,value\nsichuan,total_revenue,四川,2026,>=,181.5\n' +
      'city,total_revenue,city=重庆,2026,>,400\nheads,per_head,province=四川,2026,>,12\nall,total_revenue,,2026,>,500\n',
  }

  test('is judged by the sum of its sectors, also where another is missing', async () => {
    const { results } = await judged(targets)
    const verdicts = results.map(({ scenario, target, verdict }) => `${scenario} ${target} ${verdict}`)
    expect(verdicts).toEqual([
      ...['base sichuan met', 'base city missed', 'base heads met', 'base all met'],
      ...['low sichuan met', 'low city undetermined', 'low heads met', 'low all undetermined'],
    ])
    expectClose(results[1]?.value ?? null, 280 * 1.21)
    expectClose(results[2]?.value ?? null, (150 * 1.21) / 15)
  })

  test('may be given as an option, by its name alone where only one group has it', async () => {
    const { results, err } = await judged(plan, ['-s', 'base', '--target', 'total_revenue[绵阳] < 60 @ 2026'])
    expect(results[0]).toMatchObject({ verdict: 'missed', indicator: 'total_revenue[city=绵阳]' })
    expect(err).toBe('')
    const ambiguous = await runPlan(plan, ['check', '--target', 'total_revenue[重庆] > 1 @ 2026'])
    expect(ambiguous.err).toContain("'city=重庆', 'province=重庆'")
  })

  test('has a chance in a simulation: of a normal growth that of the sum, in closed form', async () => {
    const files = {
      'sectors.csv': 'sector,province\na,x\nb,x\nc,y\n',
      'baseline.csv': 'sector,year,revenue\na,2024,100\nb,2024,200\nc,2024,1000\n',
      'growth.csv': 'sector,year,growth\na,2025,"normal(0, 0.03)"\nb,2025,"normal(0, 0.02)"\nc,2025,"normal(0, 0.5)"\n',
      'targets.csv': 'target,indicator,sector,year,op,value\nx,total_revenue,x,2025,>,305\n',
    }
    const { out } = await runPlan(files, ['simulate', '--draws', '4096', '-f', 'json'])
    const [{ targets: chances }] = JSON.parse(out).results
    // a and b add up to a normal around 300 with deviation √(3² + 4²) = 5: one deviation is exceeded by 15.866 %.
    expect(chances[0].probability).toBeCloseTo(0.158655, 3)
  })

  test('is explained by the sectors of the group alone', async () => {
    const { out } = await runPlan(plan, ['explain', 'total_revenue[绵阳,2025]', '-s', 'base', '-f', 'json'])
    const { terms, value } = JSON.parse(out)
    expect(value).toBeCloseTo(55, 12)
    expect(terms.map(({ sector }: { sector: string }) => sector)).toEqual(['mianyang-displays'])
  })
})
