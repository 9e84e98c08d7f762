/** Tables of cases, in the shapes people have. */

import { expect, test } from 'vitest'
import { type LoadedCases, readCases } from '../../../src/plan/cases.ts'

const plain = { encoding: null, delimiter: null }

function read(text: string, outcome: string, inputs: readonly string[] | null = null): LoadedCases {
  return readCases('cases.csv', Buffer.from(text), plain, { outcome, inputs })
}

/** Columns as name, kind and what each case holds. */
function columnsOf({ table, problems }: LoadedCases) {
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  return table?.inputs.map(({ name, kind, values, categories }) => [
    name,
    kind,
    kind === 'category' ? Array.from(values, (place) => categories[place]) : Array.from(values),
  ])
}

function codesOf({ problems }: LoadedCases): string[] {
  return problems.map(({ code }) => code)
}

test('a column is of whole numbers, of real ones, or of texts, as its cells are written', () => {
  const text = 'n,x,region,y\n1,1.0,b,0\n-2,2.5,a,1\n+3,1e-3,b,1\n'
  expect(columnsOf(read(text, 'y'))).toEqual([
    ['n', 'whole', [1, -2, 3]],
    ['x', 'real', [1, 2.5, 0.001]],
    ['region', 'category', ['b', 'a', 'b']],
  ])
})

test('numbers are understood as in a plan: per cents, thousands, full-width digits, scale words', () => {
  const text = 'a,b,c,d,y\n8%,"1,234.5",１２,1.2万,0\n-5％,"2,000",1.5,3亿,1\n'
  expect(columnsOf(read(text, 'y'))).toEqual([
    ['a', 'real', [0.08, -0.05]],
    ['b', 'real', [1234.5, 2000]],
    ['c', 'real', [12, 1.5]],
    ['d', 'real', [12_000, 300_000_000]],
  ])
})

test('a column whose every cell is a per cent is one of rates', () => {
  const inputs = read('a,b,y\n8%,8%,0\n-5％,0.5,1\n', 'y').table?.inputs
  expect(inputs?.map(({ isRate }) => isRate)).toEqual([true, false])
})

test('categories are in the order of their characters, not of the rows', () => {
  expect(read('r,y\nz,0\na,1\nm,0\n', 'y').table?.inputs[0]?.categories).toEqual(['a', 'm', 'z'])
})

test('texts that hold figures too stay texts', () => {
  expect(columnsOf(read('code,y\nA1,0\n2,1\nB,0\n', 'y'))).toEqual([['code', 'category', ['A1', '2', 'B']]])
})

test('columns are those named, in the order named, each once; the outcome is never an input', () => {
  expect(columnsOf(read('a,b,c,y\n1,2,3,0\n4,5,6,1\n', 'y', ['c', 'a', 'c', 'y']))).toEqual([
    ['c', 'whole', [3, 6]],
    ['a', 'whole', [1, 4]],
  ])
})

test('a column without a heading, as of row numbers, is left out', () => {
  expect(columnsOf(read(',a,y\n0,1.5,0\n1,2.5,1\n', 'y'))).toEqual([['a', 'real', [1.5, 2.5]]])
})

test('a column without a value is left out, unless it is named', () => {
  const text = 'a,b,y\n1,,0\n2,n/a,1\n'
  expect(columnsOf(read(text, 'y'))).toEqual([['a', 'whole', [1, 2]]])
  expect(codesOf(read(text, 'y', ['a', 'b']))).toEqual(['no-complete-case'])
})

test('rows without a value in a column used are counted, and are no cases', () => {
  const loaded = read('a,b,y\n1,2,0\n,3,1\n4,—,1\n5,6,\n7,8,1\n', 'y')
  expect(columnsOf(loaded)).toEqual([
    ['a', 'whole', [1, 7]],
    ['b', 'whole', [2, 8]],
  ])
  expect(loaded.table).toMatchObject({ rows: 5, incomplete: 3 })
  expect(loaded.problems.map(({ code, severity, words }) => [code, severity, words])).toEqual([
    ['incomplete-cases', 'warning', { count: 3, total: 5 }],
  ])
  // Only b is asked for, so that a may be empty.
  expect(read('a,b,y\n1,2,0\n,3,1\n', 'y', ['b']).table).toMatchObject({ rows: 2, incomplete: 0 })
})

test.each([
  ['an unknown outcome', 'a,y\n1,0\n', 'z', null, ['unknown-column']],
  ['unknown inputs, each', 'a,y\n1,0\n', 'y', ['b', 'c'], ['unknown-column', 'unknown-column']],
  ['two columns of one name', 'a,a,y\n1,2,0\n', 'y', null, ['duplicate-heading']],
  ['a row that is too short', 'a,b,y\n1,2,0\n3,4\n', 'y', null, ['short-row']],
  ['no rows', 'a,y\n', 'y', null, ['no-complete-case']],
  ['no text at all', '', 'y', null, ['empty-file']],
  ['one text among numbers', 'a,y\n1,0\n2,1\nlow,1\n', 'y', null, ['text-among-numbers']],
  ['a comma that may be a point', 'a;y\n1,5;0\n2,5;1\n', 'y', null, ['ambiguous-number']],
  ['one text among numbers of the outcome', 'a,y\n1,0\n2,1\n3,yes\n', 'y', null, ['text-among-numbers']],
])('refused: %s', (_, text, outcome, inputs, codes) => {
  const loaded = read(text, outcome, inputs)
  expect(codesOf(loaded)).toEqual(codes)
  expect(loaded.table).toBeNull()
})

test('two columns of one name that nobody asks for are no problem', () => {
  expect(columnsOf(read('a,a,b,y\n1,2,3,0\n4,5,6,1\n', 'y', ['b']))).toEqual([['b', 'whole', [3, 6]]])
})

test('GB18030 and semicolons are found out', () => {
  const bytes = Buffer.from([0xd4, 0xf6, 0xcb, 0xd9, ...Buffer.from(';y\n1.5;0\n2.5;1\n')])
  const loaded = readCases('cases.csv', bytes, plain, { outcome: 'y', inputs: null })
  expect(codesOf(loaded)).toContain('encoding-guessed')
  expect(loaded.table?.inputs[0]?.name).toBe('增速')
})
