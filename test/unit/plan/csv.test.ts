import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { delimiterOf, forEachRecord } from '../../../src/plan/csv.ts'
import { inWords, planOf, problemsOf, read, rowsOf } from './plans.ts'

function recordsOf(text: string, delimiter = ','): string[][] {
  const records: string[][] = []
  forEachRecord(
    { text, delimiter },
    (cells) => {
      if (cells.some((cell) => cell !== '')) records.push([...cells])
    },
    (error) => {
      throw error
    },
  )
  return records
}

function linesOf(text: string): (readonly [string, number])[] {
  const lines: (readonly [string, number])[] = []
  forEachRecord(
    { text, delimiter: ',' },
    (cells, line) => lines.push([cells[0] ?? '', line]),
    () => undefined,
  )
  return lines
}

describe('RFC 4180, §2', () => {
  test.each([
    [
      '1. each record on a line of its own',
      'aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n',
      [
        ['aaa', 'bbb', 'ccc'],
        ['zzz', 'yyy', 'xxx'],
      ],
    ],
    [
      '2. the last line may lack its end',
      'aaa,bbb,ccc\r\nzzz,yyy,xxx',
      [
        ['aaa', 'bbb', 'ccc'],
        ['zzz', 'yyy', 'xxx'],
      ],
    ],
    [
      '5. cells may be quoted',
      '"aaa","bbb","ccc"\r\nzzz,yyy,xxx',
      [
        ['aaa', 'bbb', 'ccc'],
        ['zzz', 'yyy', 'xxx'],
      ],
    ],
    [
      '6. a quoted cell may hold line ends and commas',
      '"aaa","b\r\nbb","c,cc"\r\nzzz,yyy,xxx',
      [
        ['aaa', 'b\r\nbb', 'c,cc'],
        ['zzz', 'yyy', 'xxx'],
      ],
    ],
    ['7. a quote in a quoted cell is written twice', '"aaa","b""bb","ccc"', [['aaa', 'b"bb', 'ccc']]],
  ])('%s', (_, text, records) => {
    expect(recordsOf(text)).toEqual(records)
  })
})

describe('law: a line that is cut reads as csv-parse reads it', () => {
  const seed = 20_271
  const piece = fc.constantFrom(
    'a',
    '重庆',
    '1.5',
    '',
    ' ',
    '  ',
    '\u3000',
    '"',
    '""',
    ',',
    ',',
    ';',
    '\n',
    '\r\n',
    '\r',
    '"x"',
    '"x,y"',
  )
  test(`any text of cells, quotes, spaces and line ends (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('')
        expect(attempt(() => recordsOf(text))).toEqual(attempt(() => byCsvParse(text)))
      }),
      { seed, numRuns: 3000 },
    )
  })

  /** All of it, or `fault`: what was read before a fault is not compared. */
  function attempt(readAll: () => string[][]): string[][] | 'fault' {
    try {
      return readAll()
    } catch {
      return 'fault'
    }
  }

  function byCsvParse(text: string): string[][] {
    const records = parse(text, {
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as string[][]
    return records.map((cells) => cells.map((cell) => cell.trim())).filter((cells) => cells.some((cell) => cell !== ''))
  }
})

test('lines are counted through empty ones, quoted line ends and every kind of line end', () => {
  const text = 'a\n\nb\r\n"c\r\nc"\rd\r\r"e\n\n\ne"\n"f""\nf"\ng'
  expect(linesOf(text).filter(([cell]) => cell !== '')).toEqual([
    ['a', 1],
    ['b', 3],
    ['c\r\nc', 4],
    ['d', 6],
    ['e\n\n\ne', 8],
    ['f"\nf', 12],
    ['g', 14],
  ])
})

test('lines are counted where most of them go to csv-parse', () => {
  const text = Array.from({ length: 500 }, (_, line) =>
    line % 2 === 0 ? `"${line + 1}""",x\n` : `${line + 1},x\n`,
  ).join('')
  const wrong = linesOf(text).filter(([cell, line]) => Number.parseInt(cell, 10) !== line)
  expect(wrong).toEqual([])
})

test.each([
  ['CRLF', '\r\n'],
  ['CR', '\r'],
])('%s gives the same plan as LF', (_, end) => {
  const texts = { baseline: 'sector,year,revenue\na,2022,700\nb,2022,300\n', growth: 'year,growth\n2023-2027,8%\n' }
  const ended = Object.fromEntries(Object.entries(texts).map(([role, text]) => [role, text.replaceAll('\n', end)]))
  const [one, other] = [planOf(texts), planOf(ended)]
  expect(rowsOf(other, other.baseline)).toEqual(rowsOf(one, one.baseline))
  expect([...other.assumptions.line]).toEqual([...one.assumptions.line])
})

test.each([
  ['comma', 'a,b;c,d', ','],
  ['semicolon', 'sector;revenue (1,000);year', ';'],
  ['tab', 'sector\tyear\trevenue', '\t'],
  ['nothing', 'sector', null],
  ['semicolon, with commas in quotes', '"a,b,c";d', ';'],
])('the delimiter is found in the heading line: %s', (_, text, delimiter) => {
  expect(delimiterOf(`${text}\n1,2,3,4,5\n`)).toBe(delimiter)
})

describe('what is wrong with a table has its place', () => {
  const head = 'sector,year,revenue\n'
  test.each([
    ['a short row', `${head}a,2022\n`, 'baseline.csv:2:1 short-row'],
    ['a long row, at its first cell too many', `${head}a,2022,700,1\n`, 'baseline.csv:2:12 long-row'],
    ['a quote that never ends', `${head}a,2022,700\n"b,2022,300\n`, 'baseline.csv:3:1 unclosed-quote'],
    ['a quote inside a cell', `${head}a,2022,5" screen\n`, 'baseline.csv:2:8 stray-quote'],
    ['an empty heading', 'sector,,revenue\na,2022,700\n', 'baseline.csv:1:8 empty-heading'],
    ['two headings alike', 'sector,year,year,revenue\na,2022,2022,700\n', 'baseline.csv:1:13 duplicate-heading'],
    ['two names of one heading', 'sector,year,revenue,营业收入\na,2022,1,1\n', 'baseline.csv:1:21 duplicate-heading'],
    ['full-width commas', 'sector，year，revenue\na，2022，700\n', 'baseline.csv:1:1 full-width-comma'],
    ['a heading nobody knows', 'sector,year,value,sorce\na,2022,700,x\n', 'baseline.csv:1:19 unknown-heading'],
    ['nothing at all', ' \n\n', 'baseline.csv:0:0 empty-file'],
    ['headings only', head, 'baseline.csv:0:0 no-rows'],
  ])('%s', (_, baseline, problem) => {
    expect(problemsOf({ baseline })).toEqual([problem])
  })

  test('the text shown is the line the author wrote, and the mark is under the cell, in characters', () => {
    const { problems } = read({ baseline: `sector,year,revenue\n"重庆, 一",2022,"重 x"\n` })
    expect(problems[0]).toMatchObject({
      line: 2,
      column: 15,
      excerpt: { text: '"重庆, 一",2022,"重 x"', start: 14, length: 3 },
    })
  })

  test('a cell of several lines is shown on the line it begins', () => {
    const { problems } = read({ baseline: 'sector,note,year,revenue\na,"one\ntwo, three",2022,x\n' })
    expect(problems.map(inWords)).toEqual(['baseline.csv:3:18 not-a-number'])
    expect(problems[0]?.excerpt?.text).toBe('two, three",2022,x')
  })

  test('a long line is cut around the cell that is meant', () => {
    const { problems } = read({ baseline: `sector,note,year,revenue\na,${'n'.repeat(5000)},2022,x\n` })
    expect(problems[0]?.column).toBe(5009)
    expect(problems[0]?.excerpt?.text.length).toBeLessThanOrEqual(200)
  })
})

test('a line of empty cells is an empty line', () => {
  expect(planOf({ baseline: ',,\nsector,year,revenue\n,,,,\na,2022,700\n,,\n' }).baseline.length).toBe(1)
})

test('every problem of every file is told, in the order of the files, then of their lines', () => {
  const problems = problemsOf({
    targets: 'target,indicator,year,op,value\nt,total_revenue,soon,=,x\n',
    growth: 'sector,year,growth\nb,2023,8%\na,23,8%\n',
    baseline: 'sector,year,revenue\na,2022,x\na,2021,y\n',
  })
  expect(problems).toEqual([
    'baseline.csv:2:8 not-a-number',
    'baseline.csv:3:8 not-a-number',
    'growth.csv:2:1 unknown-sector',
    'growth.csv:3:3 not-a-year',
    'targets.csv:2:17 one-year-needed',
    'targets.csv:2:22 unknown-operator',
    'targets.csv:2:24 not-a-number',
  ])
})

test('a thousand problems are told, the rest are counted', () => {
  const { plan, problems } = read({ baseline: `sector,year,revenue\n${'a,2022,x\n'.repeat(1500)}` })
  expect(plan).toBeNull()
  expect(problems).toHaveLength(1001)
  expect(problems.at(-1)).toMatchObject({ code: 'more-problems', severity: 'error', words: { count: 500 } })
})
