/** Rows for programs: RFC 4180 to the letter, full precision, and nothing a spreadsheet runs. */

import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import {
  aroundGaps,
  countFormulaLike,
  type DataTable,
  dialectOf,
  GAP,
  isFormulaLike,
  numberText,
  textOf,
  writeData,
} from '../../../src/render/delimited.ts'

const plain = { digits: null, excel: false, mark: false }
const excel = { digits: null, excel: true, mark: true }

const table: DataTable = {
  columns: ['name', 'value'],
  rows: [
    ['plain', 0.1],
    ['a,b', -0],
    ['say "hi"', null],
    ['two\nlines', Number.NaN],
    ['新型显示', 1e21],
    ['=1+1', -3.5],
  ],
}

async function written(format: 'csv' | 'tsv' | 'ndjson', options = plain): Promise<string> {
  return textOf((write) => writeData(table, dialectOf(format, options), write))
}

describe('csv', () => {
  test('CRLF ends every line, quotes stand only where needed and are doubled inside (RFC 4180, 2)', async () => {
    expect(await written('csv')).toBe(
      'name,value\r\nplain,0.1\r\n"a,b",0\r\n"say ""hi""",\r\n"two\nlines",\r\n新型显示,1e+21\r\n=1+1,-3.5\r\n',
    )
  })

  test('csv-parse reads back what was written', async () => {
    const rows: string[][] = parse(await written('csv'), { record_delimiter: '\r\n' })
    expect(rows.slice(1).map(([name]) => name)).toEqual(table.rows.map(([name]) => name))
  })

  test('--excel: a byte order mark, and text that begins like a formula made text; numbers stay numbers', async () => {
    const text = await written('csv', excel)
    expect(text.startsWith('\uFEFFname,value\r\n')).toBe(true)
    expect(text.endsWith("'=1+1,-3.5\r\n")).toBe(true)
  })
})

test.each(['=1', '+1', '-1', '@x', '\tx', '\rx', '\nx', '＝1', '＋1', '－1', '＠x'])(
  '%j begins like a formula',
  (text) => {
    expect(isFormulaLike(text)).toBe(true)
  },
)

test('only the beginning counts', () => {
  expect(['a=1', ' =1', '1-1', ''].some(isFormulaLike)).toBe(false)
  expect(countFormulaLike(table)).toBe(1)
})

test('tsv: no tab or line end inside a cell, so that a line is a row', async () => {
  expect(await written('tsv')).toContain('two\\nlines\t\n')
})

test('ndjson: one object a line, null for no value', async () => {
  const lines = (await written('ndjson')).trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line).value)).toEqual([0.1, 0, null, null, 1e21, -3.5])
})

test('numbers read back as themselves, or with as many digits as are asked for', () => {
  for (const value of [0.1 + 0.2, 1 / 3, 5e-324, 1.7976931348623157e308, 7356])
    expect(Number(numberText(value, null))).toBe(value)
  expect([numberText(10351.7275, 2), numberText(-0.001, 2), numberText(5, 2), numberText(1e21, 2)]).toEqual([
    '10351.73',
    '0',
    '5',
    '1e+21',
  ])
})

test('a row with gaps, filled, is the row', () => {
  for (const format of ['csv', 'tsv', 'ndjson'] as const) {
    const dialect = dialectOf(format, plain)
    const columns = ['a', 'b', 'c']
    const [head, tail] = aroundGaps(dialect, columns, ['x,y', GAP, 'z'])
    expect(`${head}${dialect.number(2.5)}${tail}`).toBe(dialect.row(columns, ['x,y', 2.5, 'z']))
  }
})
