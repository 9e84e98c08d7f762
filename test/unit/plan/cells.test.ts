import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { plainNumber, readCell } from '../../../src/plan/cells.ts'
import { parseUnit } from '../../../src/plan/units.ts'
import { parseYears } from '../../../src/plan/years.ts'
import { levelOf, planOf, problemsOf, read, rowsOf } from './plans.ts'

describe('numbers as people write them', () => {
  test.each([
    ['1,234.5', 1234.5],
    ['1,234,567', 1234567],
    ['１２３４．５', 1234.5],
    ['１，２３４', 1234],
    ['-3.5', -3.5],
    ['−3.5', -3.5],
    ['.5', 0.5],
    ['1e3', 1000],
    ['007', 7],
    ['0', 0],
    ['-0', 0],
  ])('%s is %d', (cell, value) => {
    expect(Object.is(levelOf(cell, ''), value)).toBe(true)
  })

  test('0.1 and 7356.55 are the doubles a JavaScript literal gives', () => {
    expect([plainNumber('0.1'), plainNumber('7356.55')]).toEqual([0.1, 7356.55])
  })

  test.each(['', '-', '—', '–', '——', 'n/a', 'N/A', '#N/A', 'NA', '…', '无'])(
    '“%s” is no value, and no row',
    (cell) => {
      expect(planOf({ baseline: `sector;year;revenue\na;2022;1\nb;2022;${cell}\n` }).baseline.length).toBe(1)
    },
  )

  test.each([
    ['1,5', 'ambiguous-number'],
    ['1.234,5', 'ambiguous-number'],
    ['12,34', 'ambiguous-number'],
    ['(123)', 'ambiguous-number'],
    ['5-11%', 'dash-range'],
    ['+2%', 'ambiguous-change'],
    ['+5', 'ambiguous-change'],
    ['1 234', 'not-a-number'],
    ['1_000', 'not-a-number'],
    ['0x10', 'not-a-number'],
    ['Infinity', 'not-a-number'],
    ['1e400', 'number-too-large'],
    ['about 5', 'not-a-number'],
    ['*0.9', 'not-observed'],
    ['linear(1, 2)', 'not-observed'],
  ])('%s is not guessed at: %s', (cell, code) => {
    expect(problemsOf({ baseline: `sector;year;revenue\na;2022;${cell}\n` })).toEqual([`baseline.csv:2:8 ${code}`])
  })
})

describe('units', () => {
  const { checks, definitions } = JSON.parse(
    readFileSync(new URL('../../reference/cases/21_domain_projection.json', import.meta.url), 'utf8'),
  ).units as { checks: [string, string][]; definitions: Record<string, number> }

  /** As case 21 writes them: `1e12 CNY`, `1 tn CNY (short scale)`. */
  const inYuan = (text: string) => levelOf(text.replace(/\s*\(.*\)$/, ''), '元')

  test.each(Object.entries(definitions))('case 21: %s is %d', (word, value) => {
    expect(inYuan(`1${word}元`)).toBe(value)
  })

  test.each(checks.filter(([left]) => left.includes('CNY')))('case 21: %s = %s', (left, right) => {
    expect(inYuan(left)).toBe(inYuan(right))
  })

  test('case 21: 1% = 0.01; 1 pp added is a change, and 1 % added is not guessed at', () => {
    expect(readCell('1%')).toEqual({ kind: 'number', digits: '1', unit: '%' })
    expect(readCell('+1pp')).toEqual({ kind: 'relative', operation: 'add', amount: 0.01 })
    expect(readCell('+1%').kind).toBe('fault')
  })

  test.each([
    ['7356亿元', 7356],
    ['1.2万亿', 12000],
    ['1.2万亿元', 12000],
    ['735600000000 元', 7356],
    ['73,560,000万元', 7356],
    ['735600百万元', 7356],
    ['735.6 bn CNY', 7356],
    ['CNY 735.6 bn', Number.NaN],
    ['0.7356 tn RMB', 7356],
    ['7356', 7356],
  ])('%s in a column of 亿元 is %d', (cell, value) => {
    if (Number.isNaN(value)) expect(() => levelOf(cell)).toThrow('not-a-number')
    else expect(levelOf(cell)).toBe(value)
  })

  test.each([
    ['8%', 0.08],
    ['8％', 0.08],
    ['８％', 0.08],
    ['3‰', 0.003],
    ['7.3 %', 0.073],
    ['50bp', 0.005],
    ['2pp', 0.02],
    ['0.5个百分点', 0.005],
    ['0.08', 0.08],
    ['-2%', -0.02],
    ['14.5%', 0.145],
    ['0.7%', 0.007],
  ])('growth %s is %d, to the last bit', (cell, value) => {
    const plan = planOf({ baseline: 'sector,year,revenue\na,2022,1\n', growth: `year,growth\n2023,${cell}\n` })
    expect(plan.assumptions.value[0]).toBe(value)
  })

  test.each([
    ['亿元', 8, 'CNY'],
    ['人民币亿元', 8, 'CNY'],
    ['千万元', 7, 'CNY'],
    ['百亿', 10, ''],
    ['万亿元', 12, 'CNY'],
    ['million USD', 6, 'USD'],
    ['亿美元', 8, 'USD'],
    ['万户', 4, '户'],
    ['kg', 0, 'kg'],
    ['%', -2, '1'],
  ])('%s: 10^%d of %s', (text, exponent, base) => {
    expect(parseUnit(text)).toEqual({ text, exponent, base })
  })

  test('the unit of a cell is stronger than that of its heading, and that than the row', () => {
    const plan = planOf({ baseline: 'sector,year,revenue(亿元)\na,2022,5\nb,2022,5万亿元\n' })
    expect([...plan.baseline.value]).toEqual([5, 50000])
    const tidy = planOf({
      baseline: 'sector,year,variable,value,unit\na,2022,revenue,5,亿元\nb,2022,revenue,5万元,亿元\n',
    })
    expect([...tidy.baseline.value]).toEqual([5, 0.0005])
  })

  test("the package's unit is the plan's: what is written in another is turned into it", () => {
    const datapackage = '{ "yuce": { "unit": "万元" } }'
    const plan = planOf({ datapackage, baseline: 'sector,year,revenue(亿元)\na,2022,7356\n' })
    expect([plan.unit, plan.baseline.value[0]]).toEqual(['万元', 73560000])
    expect(plan.variables[0]?.unit).toBe('万元')
  })

  test('a bare scale word waits for the unit of the plan, wherever that is said', () => {
    const plan = planOf({ baseline: 'sector,year,revenue\na,2022,1.2万亿\nb,2022,7356亿元\n' })
    expect([...plan.baseline.value]).toEqual([12000, 7356])
  })

  test('where no unit is said at all it is taken as it stands, with a warning', () => {
    const { plan, problems } = read({ baseline: 'sector,year,revenue\na,2022,1.2万亿\n' })
    expect(plan?.baseline.value[0]).toBe(1.2e12)
    expect(problems.map(({ severity, code }) => [severity, code])).toEqual([['warning', 'unit-missing']])
  })

  test('firms are counted in 户, whichever scale they are written in', () => {
    const plan = read({ baseline: 'sector,year,firms(户)\na,2022,639\nb,2022,0.07万户\n' }).plan
    expect([...(plan?.baseline.value ?? [])]).toEqual([639, 700])
  })

  test.each([
    ['dollars in a variable of yuan', 'sector,year,revenue\na,2022,5亿元\nb,2022,5亿美元\n', '3:8'],
    ['a percentage in a variable of yuan', 'sector,year,revenue(亿元)\na,2022,5%\n', '2:8'],
    ['households in a variable of yuan', 'sector,year,revenue(亿元)\na,2022,5户\n', '2:8'],
  ])('%s cannot be turned into its unit', (_, baseline, place) => {
    expect(problemsOf({ baseline })).toEqual([`baseline.csv:${place} unit-mismatch`])
  })

  test('8 where the column says % is 8 %, and 8 where nothing does is a warning', () => {
    const baseline = 'sector,year,revenue\na,2022,1\n'
    expect(planOf({ baseline, growth: 'year,增速(%)\n2023,8\n' }).assumptions.value[0]).toBe(0.08)
    expect(problemsOf({ baseline, growth: 'year,growth\n2023,8\n' })).toEqual(['growth.csv:2:6 rate-without-percent'])
  })
})

describe('quantities', () => {
  const quantityOf = (cell: string) => {
    const plan = planOf({ baseline: 'sector;year;revenue\na;2022;1\n', growth: `year;growth\n2023-2027;${cell}\n` })
    return plan.assumptions.quantities.get(0)
  }

  test.each([
    ['normal(8%, 2%)', 'normal', [0.08, 0.02], 0.08],
    ['lognormal(8%, 2%)', 'lognormal', [0.08, 0.02], 0.08],
    ['uniform(5%, 11%)', 'uniform', [0.05, 0.11], 0.08],
    ['triangular(5%, 6%, 11%)', 'triangular', [0.05, 0.06, 0.11], 0.06],
    ['pert(5%，6%，11%)', 'pert', [0.05, 0.06, 0.11], 0.06],
    ['5% to 11%', 'interval', [0.05, 0.11], 0.08],
  ])('%s: its central value is as written: mean, mode or midpoint', (cell, shape, parameters, central) => {
    expect(quantityOf(cell)).toEqual({ kind: 'distribution', shape, parameters, central, persistence: 0 })
  })

  test.each([
    ['+2pp', 'add', 0.02],
    ['-2pp', 'add', -0.02],
    ['＋0.5个百分点', 'add', 0.005],
    ['-50bp', 'add', -0.005],
    ['*0.9', 'scale', 0.9],
    ['×90%', 'scale', 0.9],
  ])('%s changes what is inherited', (cell, operation, amount) => {
    expect(quantityOf(cell)).toEqual({ kind: 'relative', operation, amount })
  })

  test('a path has two ends, and needs years to run through', () => {
    expect(quantityOf('linear(6%, 10%)')).toEqual({ kind: 'path', from: 0.06, to: 0.1 })
    const texts = { baseline: 'sector,year,revenue\na,2022,1\n', growth: 'year,growth\n2023,"linear(6%, 10%)"\n' }
    expect(problemsOf(texts)).toEqual(['growth.csv:2:7 path-needs-years'])
  })

  test('anything else is a formula, kept for the model with its plain signs', () => {
    expect(quantityOf('0.6 ＊ world + 1％')).toEqual({ kind: 'formula', text: '0.6 * world + 1%' })
  })

  test.each([
    ['normal(8%)', 'distribution-arguments'],
    ['normal(8%, a)', 'distribution-arguments'],
    ['normal(8%, -2%)', 'distribution-order'],
    ['uniform(11%, 5%)', 'distribution-order'],
    ['triangular(5%, 12%, 11%)', 'distribution-order'],
    ['lognormal(-0.1, 0.2)', 'distribution-order'],
    ['linear(6%)', 'path-arguments'],
    ['residual', 'residual-not-here'],
    ['9'.repeat(1001), 'cell-too-long'],
  ])('%s', (cell, code) => {
    const texts = { baseline: 'sector;year;revenue\na;2022;1\n', growth: `year;growth\n2023-2027;${cell}\n` }
    expect(problemsOf(texts)).toEqual([`growth.csv:2:11 ${code}`])
  })

  test('low and high make a PERT of the value between them, in its unit and with its persistence', () => {
    const plan = planOf({
      baseline: 'sector,year,revenue(亿元),low,high,persistence\na,2022,700,0.06万亿元,800,0.5\n',
    })
    expect(plan.baseline.quantities.get(0)).toEqual({
      kind: 'distribution',
      shape: 'pert',
      parameters: [600, 700, 800],
      central: 700,
      persistence: 0.5,
    })
    expect(plan.baseline.value[0]).toBe(700)
  })

  test.each([
    ['700,600,', 'baseline.csv:2:12 low-high-pair'],
    ['700,,800', 'baseline.csv:2:13 low-high-pair'],
    ['900,600,800', 'baseline.csv:2:8 low-high-order'],
    [',600,800', 'baseline.csv:2:8 low-high-without-number'],
    ['residual,600,800', 'baseline.csv:2:8 low-high-without-number'],
  ])('value, low, high: %s', (cells, problem) => {
    expect(problemsOf({ baseline: `sector,year,revenue,low,high\na,2022,${cells}\n` })).toEqual([problem])
  })

  test.each(['1.5', '-0.1', 'high'])('a persistence of %s is none', (cell) => {
    const growth = `year,growth,persistence\n2023,"normal(8%, 2%)",${cell}\n`
    const problems = problemsOf({ baseline: 'sector,year,revenue\na,2022,1\n', growth })
    expect(problems).toEqual(['growth.csv:2:23 persistence-range'])
  })
})

describe('years', () => {
  test.each([
    ['2026', 2026, 2026],
    ['２０２６', 2026, 2026],
    ['2026年', 2026, 2026],
    ['2026-2027', 2026, 2027],
    ['2026–2027', 2026, 2027],
    ['2026 至 2027年', 2026, 2027],
    ['2026~2027', 2026, 2027],
    ['*', 0, 0],
    ['', 0, 0],
    ['全部', 0, 0],
  ])('“%s” is %d to %d', (text, first, last) => {
    expect(parseYears(text)).toEqual({ ok: true, first, last })
  })

  test.each([
    ['26', 'not-a-year'],
    ['2026.0', 'not-a-year'],
    ['2026-27', 'not-a-year'],
    ['next', 'not-a-year'],
    ['2027-2026', 'year-order'],
  ])('%s: %s', (text, code) => {
    expect(parseYears(text)).toEqual({ ok: false, code })
  })
})

test('a cell of a million characters of any kind is answered at once', () => {
  for (const cell of ['9', '1,', '(', '-', 'a', '％', 'linear(', '1 to ', '"'].map((piece) =>
    piece.repeat(1_000_000 / piece.length),
  )) {
    const started = performance.now()
    read({ baseline: `sector;year;revenue\na;2022;1\n`, growth: `year;growth;note\n2023;${cell};\n2024;8%;${cell}\n` })
    // Measured 5 to 60 ms; a quadratic scan of 10⁶ characters would take minutes.
    expect(performance.now() - started).toBeLessThan(5000)
  }
})

test('a plan keeps its rows as written', () => {
  const plan = planOf({
    baseline: 'sector,year,revenue\na,2022,1\n',
    growth: 'year,growth\n*,*0.9\n2023-2025,8%\n2024,9%\n',
  })
  expect(rowsOf(plan, plan.assumptions)).toEqual([
    '* growth[*,*] = {"kind":"relative","operation":"scale","amount":0.9}',
    '* growth[*,2023-2025] = 0.08',
    '* growth[*,2024] = 0.09',
  ])
})
