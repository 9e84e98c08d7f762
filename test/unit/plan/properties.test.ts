/** Whatever is fed to the reader, it answers with a plan or with problems: never an exception, never a hang. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isAnswer } from '../../../fuzz/claims.ts'
import type { Role } from '../../../src/plan/read.ts'
import { read } from './plans.ts'

const seed = 424_242
const roles = [
  'datapackage',
  'sectors',
  'baseline',
  'growth',
  'assumptions',
  'scenarios',
  'targets',
  'projects',
  'equations',
  'correlations',
  'linkages',
  'measures',
  'target-option',
  'setting',
] as const satisfies readonly Role[]

test(`arbitrary bytes in every file (seed ${seed})`, () => {
  const files = fc.record(Object.fromEntries(roles.map((role) => [role, fc.uint8Array({ maxLength: 200 })])), {
    requiredKeys: ['baseline'],
  })
  fc.assert(
    fc.property(files, (texts) => {
      isAnswer(read(texts))
    }),
    { seed, numRuns: 500 },
  )
})

const words = [
  'sector',
  'scenario',
  'variable',
  'year',
  'value',
  'low',
  'high',
  'unit',
  'measure',
  'status',
  'persistence',
  'revenue',
  'growth',
  '增速(%)',
  '行业',
  '2024',
  '2024年',
  '2026-2027',
  'inherits',
  'target',
  'indicator',
  'op',
  'project',
  'start',
  'full',
  'ramp',
  'output',
  'realisation',
  'delay',
  'formula',
  'sector_a',
  'sector_b',
  'correlation',
  'linkage',
  'from',
  'to',
  'coefficient',
  'a',
  'b',
  'base',
  'total',
  '*',
  '',
  'residual',
  '1',
  '8%',
  '-2pp',
  '+1',
  '+2%',
  '*0.9',
  '1.2万亿',
  '7356亿元',
  '5亿美元',
  '1,5',
  '"1,234.5"',
  'normal(8%; 2%)',
  '"normal(8%, 2%)"',
  '"linear(1, 2)"',
  '5% to 11%',
  '2022',
  '2022-2023',
  '2023-2022',
  '>',
  '>=',
  '30% 60%',
  'official',
  '营业收入',
  '产值',
  '0.5',
  '1e400',
  '—',
  'n/a',
  '__proto__',
  'constructor',
  '"',
  '""',
  'x\ty',
  '\u001b[31m',
  '𠮷',
  '\u0000',
  'lag(revenue) * 1.1',
] as const

test(`arbitrary tables of likely words (seed ${seed})`, () => {
  const cell = fc.constantFrom(...words)
  const line = fc.array(cell, { minLength: 1, maxLength: 7 }).map((cells) => cells.join(','))
  const table = fc
    .tuple(fc.array(line, { maxLength: 7 }), fc.constantFrom('\n', '\r\n', '\r'))
    .map(([lines, end]) => lines.join(end))
  const files = fc.record(Object.fromEntries(roles.map((role) => [role, table])), { requiredKeys: ['baseline'] })
  fc.assert(
    fc.property(files, (texts) => {
      isAnswer(read(texts))
    }),
    { seed, numRuns: 1000 },
  )
})

/** The headings each table needs, so that its rows are read. */
const headings: Readonly<Partial<Record<Role, string>>> = {
  sectors: 'sector,name_zh',
  baseline: 'sector,variable,year,value,low,high,unit,measure',
  growth: 'scenario,sector,year,growth,persistence,status',
  assumptions: 'scenario,sector,variable,2023,2024-2027,unit',
  scenarios: 'scenario,inherits',
  targets: 'target,indicator,sector,year,op,value,unit',
  projects: 'project,sector,scenario,start,full,ramp,output,realisation,delay',
  equations: 'variable,formula,unit',
  correlations: 'sector_a,sector_b,correlation',
  linkages: 'linkage,from,to,coefficient',
  measures: 'sector,variable,year,value,unit',
}

test(`arbitrary cells under the right headings (seed ${seed})`, () => {
  const cell = fc.constantFrom(...words.filter((word) => !['"', '""', '\u0000'].includes(word)))
  const tables = Object.entries(headings).map(([role, heading]) => {
    const width = heading.split(',').length
    const row = fc.array(cell, { minLength: width, maxLength: width }).map((cells) => cells.join(','))
    return [role, fc.array(row, { maxLength: 6 }).map((rows) => [heading, ...rows].join('\n'))] as const
  })
  fc.assert(
    fc.property(fc.record(Object.fromEntries(tables), { requiredKeys: ['baseline'] }), (texts) => {
      isAnswer(read(texts))
    }),
    { seed, numRuns: 1000 },
  )
})

test(`arbitrary text in options (seed ${seed})`, () => {
  const piece = fc.constantFrom(
    'growth',
    'total_revenue',
    '[',
    ']',
    'a',
    ',',
    '=',
    '>',
    '≥',
    '@',
    '2027',
    '8%',
    '+1pp',
    ' ',
    '*',
    '"',
    '\n',
    '＝',
    '𠮷',
    '\u0000',
  )
  const option = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join('')),
  )
  fc.assert(
    fc.property(option, option, (target, setting) => {
      isAnswer(read({ baseline: 'sector,year,revenue\na,2022,1\n', 'target-option': target, setting }))
    }),
    { seed, numRuns: 1000 },
  )
})

test('a million rows that conflict, repeat or are wrong are answered in seconds', () => {
  const rows = (row: (index: number) => string) => Array.from({ length: 200_000 }, (_, index) => row(index)).join('\n')
  const baseline = 'sector,year,revenue\na,2022,1\n'
  const tables = [
    rows((index) => `a,2023,${index % 7}%`),
    rows(() => 'nobody,2023,8%'),
    rows((index) => `a,${2023 + (index % 50)}-${2100 + (index % 900)},8%`),
    rows((index) => `a,${1000 + ((index * 2) % 8990)}-${1001 + ((index * 2) % 8990)},${index % 8990 < 4000 ? 8 : 9}%`),
    rows((index) => `s${index},2023,8%`),
  ]
  for (const table of tables) {
    const started = performance.now()
    isAnswer(read({ baseline, growth: `sector,year,growth\n${table}\n` }))
    // Measured 0.1 to 0.6 s; comparing pairs would take hours.
    expect(performance.now() - started).toBeLessThan(10_000)
  }
})
