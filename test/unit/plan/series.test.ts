import { describe, expect, test } from 'vitest'
import { planOf, problemsOf, read, rowsOf, type Texts } from './plans.ts'

const baseline = 'sector,year,revenue\ndisplays,2022,700\nphones,2022,900\n'

/** One plan in three hands. The numbers are the same by construction of the texts. */
const shapes: Record<string, Texts> = {
  tidy: {
    baseline:
      'sector,variable,year,value,unit\n新型显示,revenue,2022,700,亿元\n手机,revenue,2022,900,亿元\n新型显示,rd_intensity,2022,2,%\n手机,rd_intensity,2022,1.5,%\n',
    assumptions:
      'scenario,sector,variable,year,value\n基准,新型显示,growth,2023,8%\n基准,新型显示,growth,2024-2027,10%\n基准,手机,growth,2023,-2%\n基准,手机,growth,2024-2027,3.5%\n',
  },
  'one column a variable, in English': {
    baseline: 'sector,year,revenue(亿元),rd_intensity\n新型显示,2022,700,2%\n手机,2022,"900",1.5%\n',
    growth:
      'scenario,sector,year,growth\n基准,新型显示,2023,0.08\n基准,新型显示,2024-2027,0.1\n基准,手机,2023,-0.02\n基准,手机,2024-2027,0.035\n',
  },
  'one column a year, with Chinese headings': {
    baseline:
      '行业,指标,2022年,单位\n新型显示,营业收入,７００,亿元\n手机,营业收入,0.09,万亿元\n新型显示,研发强度,2,%\n手机,研发强度,15,‰\n',
    growth: '情景,板块,2023,2024-2027\n基准,新型显示,8％,10％\n基准,手机,-2％,3.5％\n',
  },
}

describe('the same plan, whatever the shape of its tables', () => {
  const seen = Object.entries(shapes).map(([name, texts]) => {
    const plan = planOf(texts)
    return [name, [...rowsOf(plan, plan.baseline), ...rowsOf(plan, plan.assumptions)].sort(), plan] as const
  })
  const [[, tidy, plan]] = seen as [(typeof seen)[0]]

  test('tidy', () => {
    expect(tidy).toEqual(
      [
        '* rd_intensity[手机,2022] = 0.015',
        '* rd_intensity[新型显示,2022] = 0.02',
        '* revenue[手机,2022] = 900',
        '* revenue[新型显示,2022] = 700',
        '基准 growth[手机,2023] = -0.02',
        '基准 growth[手机,2024-2027] = 0.035',
        '基准 growth[新型显示,2023] = 0.08',
        '基准 growth[新型显示,2024-2027] = 0.1',
      ].sort(),
    )
    expect([plan.unit, plan.scenarios.map(({ name }) => name)]).toEqual(['亿元', ['基准']])
  })

  test.each(seen)('%s', (_, rows, other) => {
    expect(rows).toEqual(tidy)
    expect(other.sectors.map(({ name }) => name)).toEqual(plan.sectors.map(({ name }) => name))
    expect(other.unit).toBe('亿元')
  })

  test('in GB18030 with CRLF, tabs and a quoted cell', () => {
    // TextEncoder writes UTF-8 only; the table maps the characters of the plan to GB18030 (GB 2312, zones 16–87).
    const codes = new Map(
      Object.entries({
        新: 'd0c2',
        型: 'd0cd',
        显: 'cfd4',
        示: 'cabe',
        手: 'cad6',
        机: 'bbfa',
        亿: 'd2da',
        元: 'd4aa',
        基: 'bbf9',
        准: 'd7bc',
      }),
    )
    const encode = (text: string) =>
      Buffer.concat([...text].map((each) => Buffer.from(codes.get(each) ?? Buffer.from(each).toString('hex'), 'hex')))
    const texts = Object.fromEntries(
      Object.entries(shapes['one column a variable, in English'] ?? {}).map(([role, text]) => [
        role,
        encode(String(text).replaceAll(',', '\t').replaceAll('\n', '\r\n')),
      ]),
    )
    const { plan: other, problems } = read(texts)
    expect(problems.map(({ code }) => code)).toEqual(['encoding-guessed', 'encoding-guessed'])
    if (other === null) throw new Error('no plan')
    expect([...rowsOf(other, other.baseline), ...rowsOf(other, other.assumptions)].sort()).toEqual(tidy)
  })
})

describe('keys', () => {
  test('a missing key column, an empty cell and * mean all', () => {
    const assumptions = 'scenario,sector,variable,year,value\n,,growth,,1%\n*,全部,rd_intensity,*,2%\n'
    const plan = planOf({
      baseline,
      growth: 'growth\n8%\n',
      assumptions: assumptions.replace('growth,,1%', 'rd_intensity,2023,1%'),
    })
    expect(rowsOf(plan, plan.assumptions)).toEqual([
      '* growth[*,*] = 0.08',
      '* rd_intensity[*,2023] = 0.01',
      '* rd_intensity[*,*] = 0.02',
    ])
  })

  test.each(['total', '合计', '总计'])('%s is the total', (word) => {
    const plan = planOf({ baseline: `${baseline}${word},2022,1600\n` })
    expect(rowsOf(plan, plan.baseline).at(-1)).toBe('* revenue[total,2022] = 1600')
  })

  test('sectors and scenarios answer to their Chinese and English names', () => {
    const plan = planOf({
      baseline: 'sector,year,revenue\ndisplays,2022,700\n手机,2022,900\n',
      sectors: 'sector,name_zh,name_en\ndisplays,新型显示,Displays\nphones,手机,Phones\n',
      scenarios: 'scenario,inherits,name_zh\nbase,,基准\nlow,base,悲观\n',
      growth: '情景,行业,增速\n基准,新型显示,8%\n悲观,Phones,*0.5\n',
    })
    expect(rowsOf(plan, plan.assumptions)).toEqual([
      'base growth[displays,*] = 0.08',
      'low growth[phones,*] = {"kind":"relative","operation":"scale","amount":0.5}',
    ])
  })

  test('variables answer to the names equations.csv gives them', () => {
    const plan = planOf({
      baseline: 'sector,variable,year,value\na,产量,2022,5\n',
      equations: 'variable,formula,name_zh\noutput,lag(output) * 1.1,产量\n',
    })
    expect(rowsOf(plan, plan.baseline)).toEqual(['* output[a,2022] = 5'])
  })

  test('a name that two sectors bear is refused, and one that is a sector itself is not', () => {
    const sectors = 'sector,name_zh\na,显示\nb,显示\n显示器,\n'
    expect(problemsOf({ sectors, baseline: 'sector,year,revenue\n显示,2022,1\n显示器,2022,1\n' })).toEqual([
      'baseline.csv:2:1 ambiguous-sector',
    ])
  })

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s is an ordinary name', (name) => {
    const plan = planOf({
      sectors: `sector\n${name}\n`,
      baseline: `sector,variable,year,value\n${name},${name},2022,5\n`,
      growth: `scenario,sector,growth\n${name},${name},8%\n`,
      targets: `target,indicator,sector,year,op,value\n${name},${name},${name},2027,>,1\n`,
      equations: `variable,formula\n${name},lag(${name}) * (1 + growth)\n`,
    })
    expect(rowsOf(plan, plan.baseline)).toEqual([`* ${name}[${name},2022] = 5`])
    expect(rowsOf(plan, plan.assumptions)).toEqual([`${name} growth[${name},*] = 0.08`])
    expect(plan.targets[0]).toMatchObject({ name, indicator: name, sector: 0 })
  })

  test.each(['__proto__', 'constructor'])('%s is an unknown heading like any other', (heading) => {
    expect(problemsOf({ baseline: `sector,year,value,${heading}\na,2022,1,x\n` })).toEqual([
      'baseline.csv:1:19 unknown-heading',
    ])
  })
})

describe('a plan without sectors has one', () => {
  test.each([
    ['the total', 'sector,year,revenue\ntotal,2022,7356\n', 'all'],
    ['a row without a sector', 'year,revenue\n2022,7356\n', '*'],
  ])('%s is its level', (_, text, sector) => {
    const plan = planOf({ baseline: text, growth: 'year,growth\n2023,8%\n' })
    expect(plan.sectors.map(({ name }) => name)).toEqual(['all'])
    expect(rowsOf(plan, plan.baseline)).toEqual([`* revenue[${sector},2022] = 7356`])
  })

  test('an assumption for the total of what is observed is the sector’s, any other stays a total', () => {
    const plan = planOf({
      baseline: 'sector,variable,year,value\ntotal,revenue,2022,7356\ntotal,rd_intensity,2022,2%\n',
      assumptions: 'sector,variable,year,value\ntotal,rd_intensity,2023,3%\ntotal,growth,2023,8%\n',
    })
    expect(rowsOf(plan, plan.assumptions)).toEqual(['* rd_intensity[all,2023] = 0.03', '* growth[total,2023] = 0.08'])
  })
})

describe('scenarios', () => {
  test('a plan that names none has one, called base', () => {
    expect(planOf({ baseline }).scenarios.map(({ name, chain }) => [name, chain])).toEqual([['base', [0]]])
  })

  test('without scenarios.csv they come from the assumptions and the projects, in order', () => {
    const plan = planOf({
      baseline,
      growth: 'scenario,growth\nlow,2%\nhigh,8%\n',
      projects: 'project,sector,scenario,start,output\nfab,phones,delay,2024,5\n',
    })
    expect(plan.scenarios.map(({ name }) => name)).toEqual(['low', 'high', 'delay'])
  })

  test('a chain is the scenario and what it inherits, nearest first', () => {
    const plan = planOf({ baseline, scenarios: 'scenario,inherits\nc,b\nb,a\na,\n' })
    expect(plan.scenarios.map(({ chain }) => chain)).toEqual([[0, 1, 2], [1, 2], [2]])
  })

  test('a cycle is told once, as a path, and what hangs on it is no cycle', () => {
    const { problems } = read({ baseline, scenarios: 'scenario,inherits\nx,a\na,b\nb,c\nc,a\nself,self\n' })
    expect(problems.map(({ code, line, words }) => [code, line, words['path']])).toEqual([
      ['scenario-cycle', 3, 'a → b → c → a'],
      ['scenario-cycle', 6, 'self → self'],
    ])
  })

  test('a chain of ten thousand is refused and not walked', () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => `s${index},${index === 0 ? '' : `s${index - 1}`}`)
    const { problems } = read({ baseline, scenarios: `scenario,inherits\n${rows.join('\n')}\n` })
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['inheritance-too-deep', 'more-problems']))
  })

  test('an unknown scenario is met with the names near to it', () => {
    const { problems } = read({ baseline, scenarios: 'scenario\nbase\n', growth: 'scenario,growth\nbsae,8%\n' })
    expect(problems[0]).toMatchObject({
      code: 'unknown-scenario',
      help: { key: 'did-you-mean', words: { suggestion: 'base', where: ' (scenarios.csv:2)' } },
    })
  })
})

describe('the shape of a table', () => {
  const texts = (assumptions: string): Texts => ({ baseline, assumptions })
  test.each([
    ['values and years', 'variable,value,2023\ngrowth,1%,2%\n', 'assumptions.csv:1:16 mixed-shapes'],
    ['a year column and years', 'variable,year,2023\ngrowth,2023,2%\n', 'assumptions.csv:1:15 mixed-shapes'],
    ['a variable column and variables', 'variable,year,growth\nx,2023,2%\n', 'assumptions.csv:1:15 mixed-shapes'],
    ['no values', 'scenario,sector,year\nbase,phones,2023\n', 'assumptions.csv:1:1 no-values'],
    ['values of nothing', 'year,value\n2023,2%\n', 'assumptions.csv:1:6 no-variable'],
    [
      'a unit for two variables',
      'year,growth,rd_intensity,unit\n2023,8,2,%\n',
      'assumptions.csv:1:26 unit-for-several',
    ],
    [
      'ends for two values',
      'year,growth,rd_intensity,low\n2023,8%,2%,1%\n',
      'assumptions.csv:1:26 low-high-for-several',
    ],
    ['a slip in a heading', 'yaer,growth\n2023,8%\n', 'assumptions.csv:1:1 unknown-heading'],
    ['a slip in a Chinese heading', '年分,增速\n2023,8%\n', 'assumptions.csv:1:1 unknown-heading'],
    ['a name no formula can use', 'year,variable,value\n2023,R&D,1\n', 'assumptions.csv:2:6 bad-name'],
  ])('%s', (_, text, problem) => {
    expect(problemsOf(texts(text))).toContain(problem)
  })

  test('a slip in a heading is met with the heading that is meant', () => {
    const { problems } = read(texts('year,variable,vlaue\n2023,growth,8%\n'))
    expect(problems[0]).toMatchObject({ code: 'unknown-heading', help: { words: { suggestion: 'value' } } })
  })

  test('words under a heading nobody knows are blamed on the heading, once', () => {
    const { problems } = read({ baseline: 'sector,year,revenue,remrak\na,2022,1,one\nb,2022,2,two\n' })
    expect(problems.map(({ code, line, column }) => [code, line, column])).toEqual([['unknown-heading', 1, 21]])
  })

  test('a column of numbers under a new heading is a variable, and a warning if nothing uses it', () => {
    const text = 'sector,year,revenue,firms\na,2022,1,639\n'
    expect(problemsOf({ baseline: text })).toEqual(['baseline.csv:1:21 unused-variable'])
    const targets = 'target,indicator,sector,year,op,value\nt,firms,a,2022,>,600\n'
    expect(problemsOf({ baseline: text, targets })).toEqual([])
  })

  test('what is observed has a year and no scenario', () => {
    expect(problemsOf({ baseline: 'sector,revenue\na,1\n' })).toEqual(['baseline.csv:1:1 no-base-year'])
    expect(problemsOf({ baseline: 'sector,year,revenue\na,2020-2022,1\n' })).toEqual([
      'baseline.csv:2:3 one-year-needed',
    ])
    expect(problemsOf({ baseline: 'scenario,sector,year,revenue\nx,a,2022,1\n' })).toEqual([
      'baseline.csv:1:1 scenario-not-here',
    ])
    const plan = planOf({ baseline: 'sector,revenue\na,1\n' }, { baseYear: 2022 })
    expect(rowsOf(plan, plan.baseline)).toEqual(['* revenue[a,2022] = 1'])
  })
})

test('annotations are shared by rows that say the same, and graded', () => {
  const plan = planOf({
    baseline:
      'sector,year,revenue,status,source\na,2022,1,official,x\nb,2022,2,official,x\nc,2022,3,官方,x\nd,2022,4,,\n',
  })
  expect([...plan.baseline.annotation]).toEqual([0, 0, 0, 1])
  expect(plan.baseline.annotations.map(({ status, source }) => [status, source])).toEqual([
    ['official', 'x'],
    [null, null],
  ])
  expect(problemsOf({ baseline: 'sector,year,revenue,status\na,2022,1,offical\n' })).toEqual([
    'baseline.csv:2:10 unknown-status',
  ])
})

test('every value knows its file, line and field', () => {
  const plan = planOf({ baseline, growth: '\ngrowth,sector,year\n8%,phones,2023\n' })
  const { file, line, field } = plan.assumptions
  expect([plan.files[file[0] as number]?.name, line[0], field[0]]).toEqual(['growth.csv', 3, 0])
})
