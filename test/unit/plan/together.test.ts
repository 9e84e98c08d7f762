import { describe, expect, test } from 'vitest'
import { planOf, problemsOf, read } from './plans.ts'

const head = 'sector,year,revenue\n'

describe('control totals', () => {
  test.each([
    ['sectors that add up', '700\n', '300\n', '1000'],
    ['a total rounded to ones holds sums within a half', '700.2\n', '300.2\n', '1000'],
    ['floating point does not count: 0.1 + 0.2 is 0.3', '0.1\n', '0.2\n', '0.3'],
    ['a total written in another unit is rounded there', '704亿元\n', '300亿元\n', '0.10万亿元'],
  ])('%s', (_, a, b, total) => {
    expect(problemsOf({ baseline: `${head}a,2022,${a}b,2022,${b}total,2022,${total}\n` })).toEqual([])
  })

  test('a sum outside the stated rounding is told with both numbers', () => {
    const { problems } = read({ baseline: `${head}a,2022,700.3\nb,2022,300.3\ntotal,2022,1000\n` })
    expect(problems[0]).toMatchObject({
      code: 'control-total',
      line: 4,
      words: { sum: 1000.6, total: 1000, year: 2022 },
    })
  })

  test('the same sum is within the rounding of a total of three digits: 1.00 thousand is right to 5', () => {
    expect(problemsOf({ baseline: `${head}a,2022,700.3\nb,2022,300.3\ntotal,2022,1.00 thousand\n` })).not.toContain(
      'control-total',
    )
  })

  test('a residual needs a total, is one sector only, and is not negative', () => {
    expect(problemsOf({ baseline: `${head}a,2022,700\nb,2022,residual\ntotal,2022,1000\n` })).toEqual([])
    expect(problemsOf({ baseline: `${head}a,2022,700\nb,2022,residual\n` })).toEqual([
      'baseline.csv:3:8 residual-without-total',
    ])
    expect(problemsOf({ baseline: `${head}a,2022,residual\nb,2022,residual\ntotal,2022,1\n` })).toEqual([
      'baseline.csv:3:8 two-residuals',
    ])
    expect(problemsOf({ baseline: `${head}a,2022,1700\nb,2022,residual\ntotal,2022,1000\n` })).toEqual([
      'baseline.csv:3:8 negative-residual',
    ])
  })

  test('with a sector missing there is nothing to check: a warning names it', () => {
    const { plan, problems } = read({ baseline: `${head}a,2022,700\nb,2021,300\ntotal,2022,1000\n` })
    expect(plan).not.toBeNull()
    expect(problems.map(({ code, severity, words }) => [code, severity, words['sectors']])).toEqual([
      ['control-incomplete', 'warning', "'b'"],
    ])
  })

  test('a row for every sector counts once for each', () => {
    expect(problemsOf({ baseline: `${head}a,2022,700\nb,2021,1\n*,2022,300\ntotal,2022,1000\n` })).toEqual([])
  })

  test('a rate has no sum, and a variable of the total only no sectors', () => {
    const baseline =
      'sector,variable,year,value\na,rd_intensity,2022,2%\nb,rd_intensity,2022,3%\ntotal,rd_intensity,2022,2.4%\ntotal,firms,2022,639\n'
    const targets = 'target,indicator,year,op,value\nt,firms,2022,>,600\n'
    expect(problemsOf({ baseline, targets })).toEqual([])
  })
})

describe('rows that disagree', () => {
  const texts = (growth: string) => ({
    baseline: `${head}a,2022,700\nb,2022,300\n`,
    growth: `scenario,sector,year,growth\n${growth}`,
  })

  test.each([
    ['one named year', 's,a,2023,8%\ns,a,2023,9%\n'],
    ['every year', 's,a,*,8%\ns,a,,9%\n'],
    ['overlapping ranges', 's,a,2023-2025,8%\ns,a,2025-2027,9%\n'],
    ['a range within a range', 's,a,2023-2027,8%\ns,a,2024-2025,9%\n'],
    ['a number and a change', 's,a,2023,8%\ns,a,2023,+1pp\n'],
    ['two distributions', 's,a,2023,"normal(8%, 2%)"\ns,a,2023,"normal(8%, 1%)"\n'],
  ])('%s', (_, growth) => {
    const { problems } = read(texts(growth))
    expect(problems.map(({ code, line, words }) => [code, line, words['other']])).toEqual([
      ['conflicting-rows', 3, 'growth.csv:2'],
    ])
  })

  test.each([
    ['the same value twice', 's,a,2023,8%\ns,a,2023,0.08\n'],
    ['ranges that meet', 's,a,2023-2024,8%\ns,a,2025-2027,9%\n'],
    ['a year within a range is more specific', 's,a,2023-2027,8%\ns,a,2025,9%\n'],
    ['a range within every year is more specific', 's,a,*,8%\ns,a,2023-2025,9%\n'],
    ['a named sector is more specific than every one', 's,*,2023,8%\ns,a,2023,9%\n'],
    ['another scenario', 's,a,2023,8%\nt,a,2023,9%\n'],
    ['ranges that agree where they overlap', 's,a,2023-2025,8%\ns,a,2024-2027,8%\n'],
  ])('%s is none', (_, growth) => {
    expect(problemsOf(texts(growth))).toEqual([])
  })

  test('across files, the later one is blamed', () => {
    const assumptions = 'scenario,sector,variable,year,value\ns,a,growth,2023,9%\n'
    expect(problemsOf({ ...texts('s,a,2023,8%\n'), assumptions })).toEqual(['assumptions.csv:2:17 conflicting-rows'])
  })

  test('a conflict behind a stretch of agreeing ranges is found', () => {
    const growth = 's,a,2023-2024,8%\ns,a,2026-2027,8%\ns,a,2030-2031,9%\ns,a,2024-2030,8%\n'
    expect(read(texts(growth)).problems.map(({ line, words }) => [line, words['other']])).toEqual([[5, 'growth.csv:4']])
  })

  test('in the baseline too', () => {
    expect(problemsOf({ baseline: `${head}a,2022,1\na,2022,2\n` })).toEqual(['baseline.csv:3:8 conflicting-rows'])
  })
})

test('one variable is one measure: 营业收入 and 产值 are not mixed', () => {
  const baseline = 'sector,year,revenue,measure\na,2022,1,营业收入\nb,2022,2,产值\nc,2022,4,\n'
  const { problems } = read({ baseline })
  expect(problems.map(({ code, line, words }) => [code, line, words['other']])).toEqual([
    ['mixed-measures', 3, 'baseline.csv:2'],
  ])
  const measures = 'sector,variable,year,value,measure\na,output,2022,1,营业收入\na,output,2023,2,产值\n'
  expect(planOf({ baseline: `${head}a,2022,1\n`, measures }).measures.length).toBe(2)
})

test('an assumption is of sectors or of the total', () => {
  const assumptions = 'sector,variable,year,value\na,growth,2023,8%\ntotal,growth,2024,9%\n'
  expect(problemsOf({ baseline: `${head}a,2022,1\n`, assumptions })).toEqual(['assumptions.csv:3:19 mixed-levels'])
})

describe('targets', () => {
  const baseline = `${head}a,2022,1亿元\n`
  const target = (cells: string) => ({ baseline, targets: `target,indicator,sector,year,op,value,unit\n${cells}\n` })

  test('a target without a sector is one of the total, in the unit of its indicator', () => {
    const [read] = planOf(target('big,total_revenue,,2027,＞,1万亿元,')).targets
    expect(read).toMatchObject({
      name: 'big',
      indicator: 'total_revenue',
      sector: -2,
      year: 2027,
      op: '>',
      threshold: 10000,
    })
  })

  test.each([
    ['>', '>'],
    ['≥', '>='],
    ['＞＝', '>='],
    ['<=', '<='],
    ['≤', '<='],
    ['＜', '<'],
  ])('%s is %s', (written, op) => {
    expect(planOf(target(`t,total_revenue,,2027,${written},1,`)).targets[0]?.op).toBe(op)
  })

  test('2 with the unit % is 0.02', () => {
    expect(planOf(target('t,total_rd_intensity,,2027,>=,2,%')).targets[0]?.threshold).toBe(0.02)
  })

  test.each([
    ['t,total_revenue,*,2027,>,1,', '4:17 sector-needed'],
    ['t,total_revenue,b,2027,>,1,', '17 unknown-sector'],
    ['t,total_revenue,,2026-2027,>,1,', '18 one-year-needed'],
    ['t,total_revenue,,2027,is,1,', '23 unknown-operator'],
    ['t,total_revenue,,2027,>,,', '25 empty-cell'],
    ['t,total_revenue,,2027,>,lots,', '25 not-a-number'],
    [',total_revenue,,2027,>,1,', '1 empty-cell'],
  ])('%s', (cells, problem) => {
    expect(problemsOf(target(cells))).toEqual([`targets.csv:2:${problem.replace(/^\d:/, '')}`])
  })

  test.each([
    ['total_revenue > 10000 @ 2027', { name: 'total_revenue', op: '>', threshold: 10000, year: 2027, sector: -2 }],
    ['total_revenue>1万亿元@2027', { op: '>', threshold: 10000 }],
    [
      'rd_intensity[a] >= 5% @ 2027',
      { name: 'rd_intensity[a]', indicator: 'rd_intensity', op: '>=', threshold: 0.05, sector: 0 },
    ],
    ['营业收入[a] ≤ 3 ＠ 2027年', { indicator: 'revenue', op: '<=', year: 2027 }],
  ])('an option: %s', (option, expected) => {
    expect(planOf({ baseline, 'target-option': option }).targets).toMatchObject([expected])
  })

  test.each(['total_revenue', 'total_revenue 10000 @ 2027', '> 5 @ 2027', 'total_revenue > 5', 'revenue[a > 5 @ 2027'])(
    'an option that is no target: %s',
    (option) => {
      expect(problemsOf({ baseline, 'target-option': option })).toEqual(['--target:1:1 target-syntax'])
    },
  )
})

describe('projects', () => {
  const baseline = `${head}a,2022,1亿元\nb,2022,1亿元\n`
  const projects = (rows: string) => ({
    baseline,
    projects: `project,sector,scenario,start,full,ramp,output,realisation,delay\n${rows}\n`,
  })

  test('a project is read with its ramp, realisation and delay', () => {
    const [row] = planOf(projects('fab,a,,2024,,30% 60% 90%,0.012万亿元,80%,"triangular(0, 1, 2)"')).projects
    expect(row).toMatchObject({
      project: 'fab',
      sector: 0,
      start: 2024,
      full: null,
      ramp: [0.3, 0.6, 0.9],
      output: { value: 120 },
      realisation: { value: 0.8 },
    })
    expect(row?.delay?.value).toMatchObject({ shape: 'triangular', parameters: [0, 1, 2], central: 1 })
  })

  test.each([
    ['30%;60%;90%', [0.3, 0.6, 0.9]],
    ['30%/60%/90%', [0.3, 0.6, 0.9]],
    ['0.3 0.6 1', [0.3, 0.6, 1]],
  ])('a ramp may be written %s', (ramp, shares) => {
    expect(planOf(projects(`fab,a,,2024,,${ramp},120,,`)).projects[0]?.ramp).toEqual(shares)
  })

  test('a scenario’s row fills only what it changes; * is every project', () => {
    const plan = planOf(projects('fab,a,,2024,,,120,80%,\nfab,,late,,,,,,+1\n*,,shock,,,,,*0.5,'))
    expect(
      plan.projects.map(({ project, scenario, sector, delay, realisation }) => [
        project,
        scenario,
        sector,
        delay?.value ?? null,
        realisation?.value ?? null,
      ]),
    ).toEqual([
      ['fab', -1, 0, null, 0.8],
      ['fab', 0, null, { kind: 'relative', operation: 'add', amount: 1 }, null],
      ['*', 1, null, null, { kind: 'relative', operation: 'scale', amount: 0.5 }],
    ])
  })

  test.each([
    ['fab,a,,2024,2026,30% 60%,120,,', '13 ramp-and-full'],
    ['fab,a,,2024,2023,,120,,', '13 full-before-start'],
    ['fab,a,,2024,,fast,120,,', '14 bad-ramp'],
    ['fab,a,,2024,,30 60,120,,', '14 bad-ramp'],
    ['fab,total,,2024,,,120,,', '5 sector-needed'],
    ['fab,a,,2024-2025,,,120,,', '8 one-year-needed'],
    ['fab,a,,2024,,,much,,', '15 not-a-number'],
  ])('%s', (row, problem) => {
    expect(problemsOf(projects(row))).toEqual([`projects.csv:2:${problem}`])
  })

  test('a project is described once, and a scenario cannot change what is not there', () => {
    expect(problemsOf(projects('fab,a,,2024,,,120,,\nfab,b,,2024,,,120,,'))).toEqual([
      'projects.csv:3:1 duplicate-name',
    ])
    expect(problemsOf(projects('fab,a,,2024,,,120,,\nfba,,late,,,,,,+1'))).toEqual(['projects.csv:3:1 unknown-project'])
  })
})

describe('correlations and linkages', () => {
  const baseline = `${head}a,2022,1\nb,2022,1\n`
  test.each([
    ['a,b,0.4', []],
    ['*,*,40%', []],
    ['a,b,1.4', ['correlations.csv:2:5 correlation-range']],
    ['a,a,0.4', ['correlations.csv:2:5 self-correlation']],
    ['a,total,0.4', ['correlations.csv:2:3 sector-needed']],
    ['a,b,0.4\nb,a,0.5', ['correlations.csv:3:5 conflicting-rows']],
    ['a,b,0.4\nb,a,0.4', []],
  ])('%s', (rows, problems) => {
    expect(problemsOf({ baseline, correlations: `sector_a,sector_b,correlation\n${rows}\n` })).toEqual(problems)
  })

  test('a linkage goes from a sector to a sector', () => {
    const linkages = 'linkage,from,to,coefficient\ninputs,a,b,25%\n'
    expect(planOf({ baseline, linkages }).linkages).toMatchObject([
      { name: 'inputs', from: 0, to: 1, coefficient: 0.25 },
    ])
    expect(problemsOf({ baseline, linkages: `${linkages}inputs,a,*,1\ninputs,a,b,x\n` })).toEqual([
      'linkages.csv:3:10 sector-needed',
      'linkages.csv:4:12 not-a-number',
    ])
  })
})

describe('settings', () => {
  const baseline = `${head}显示,2022,1亿元\nb,2022,1亿元\n`
  const projects = 'project,sector,start,output,realisation\nfab,b,2024,120,80%\n'
  const setting = (text: string) => planOf({ baseline, growth: 'growth\n8%\n', projects, setting: text }).settings[0]
  test.each([
    [
      'growth[显示,2026]=+1pp',
      {
        kind: 'variable',
        sector: 0,
        firstYear: 2026,
        lastYear: 2026,
        quantity: { kind: 'relative', operation: 'add', amount: 0.01 },
      },
    ],
    [
      'growth[*,2026-2027]=*0.9',
      { sector: -1, firstYear: 2026, lastYear: 2027, quantity: { operation: 'scale', amount: 0.9 } },
    ],
    ['growth=8%', { sector: -1, firstYear: 0, value: 0.08, quantity: null }],
    ['rd_intensity[total,*] = 2%', { sector: -2, firstYear: 0, lastYear: 0, value: 0.02 }],
    ['增速[b]=9%', { sector: 1, value: 0.09 }],
    ['realisation[fab]=30%', { kind: 'project', project: 'fab', field: 'realisation', value: 0.3 }],
    ['delay=+1', { kind: 'project', project: '*', field: 'delay' }],
  ])('%s', (text, expected) => {
    expect(setting(text)).toMatchObject({ text, ...expected })
  })

  test.each([
    ['growth', 'setting-syntax'],
    ['growth[b', 'setting-syntax'],
    ['growth[b,2026]=', 'setting-syntax'],
    ['growth[c,2026]=8%', 'unknown-sector'],
    ['growth[b,soon]=8%', 'not-a-year'],
    ['growth[b,2026]=+1%', 'ambiguous-change'],
    ['realisation[fob]=1', 'setting-unknown'],
  ])('%s', (text, code) => {
    expect(problemsOf({ baseline, growth: 'growth\n8%\n', projects, setting: text })).toEqual([`--set:1:1 ${code}`])
  })
})

describe('datapackage.json', () => {
  const baseline = `${head}a,2022,1\n`
  test('names the plan, its years, its unit and its default scenario', () => {
    const datapackage =
      '{"title":"规划","title_en":"Plan","yuce":{"baseYear":2022,"horizon":2027,"unit":"亿元","defaultScenario":"low"},"other":1}'
    const plan = planOf({ baseline, scenarios: 'scenario\nbase\nlow\n', datapackage })
    expect(plan).toMatchObject({
      title: '规划',
      titleEn: 'Plan',
      baseYear: 2022,
      horizon: 2027,
      unit: '亿元',
      defaultScenario: 1,
    })
  })

  test('an option is stronger than the package', () => {
    const plan = planOf({ baseline, datapackage: '{"yuce":{"baseYear":2022,"horizon":2027}}' }, { horizon: 2030 })
    expect([plan.baseYear, plan.horizon]).toEqual([2022, 2030])
  })

  test.each([
    ['{"yuce":\n{"baseYaer":2022}}', '2:1 unknown-setting'],
    ['{\n"yuce":{"baseYear":"2022"}}', '2:1 package-field'],
    ['{"title":1}', '1:1 package-field'],
    ['[]', '1:1 bad-json'],
    ['{\n"a": ,\n}', '2:1 bad-json'],
    ['{"resources":{}}', '1:1 package-field'],
    ['{"yuce":{"defaultScenario":"lwo"}}', '1:1 unknown-scenario'],
    ['{"__proto__":{"yuce":{"unit":5}},"yuce":{"__proto__":5}}', '1:1 unknown-setting'],
  ])('%s', (datapackage, problem) => {
    expect(problemsOf({ baseline, scenarios: 'scenario\nlow\n', datapackage })).toEqual([`datapackage.json:${problem}`])
  })
})
