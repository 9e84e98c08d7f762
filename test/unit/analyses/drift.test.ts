import { describe, expect, test } from 'vitest'
import { tableDrift, textDrift } from '../../../src/analyses/drift.ts'
import { usualTolerance } from '../../../src/analyses/tolerance.ts'

const table = `scenario,sector,variable,year,value,unit
base,a,revenue,2026,851.254321,亿元
base,a,revenue,2027,-3.5e-7,亿元
base,"b, c",revenue,2026,,亿元
`
const drift = (before: string, tolerance = usualTolerance) =>
  tableDrift(before, table, tolerance).map(({ kind, key }) => (key === '' ? kind : `${kind} ${key}`))

describe('tables', () => {
  test('a table is itself, however its lines end and its cells are quoted', () => {
    expect(drift(table)).toEqual([])
    expect(drift(table.replaceAll('\n', '\r\n'))).toEqual([])
    expect(drift(`\uFEFF${table.replace('851.254321', '"851.2543210"')}`)).toEqual([])
  })

  test('a digit is found: the sixth, and that of a tiny number', () => {
    expect(drift(table.replace('851.254', '851.255'))).toEqual(['value base a revenue 2026 value'])
    expect(drift(table.replace('-3.5e-7', '-3.50001e-7'))).toEqual(['value base a revenue 2027 value'])
    expect(drift(table.replace('-3.5e-7', '3.5e-7'))).toEqual(['value base a revenue 2027 value'])
  })

  test('tolerances are those given', () => {
    const moved = table.replace('851.254321', '851.254400')
    expect(drift(moved, { rtol: 1e-6, atol: 0 })).toEqual([])
    expect(drift(moved, { rtol: 1e-8, atol: 0 })).toHaveLength(1)
    expect(drift(moved, { rtol: 0, atol: 1e-4 })).toEqual([])
    expect(drift(moved, { rtol: 0, atol: 1e-5 })).toHaveLength(1)
  })

  test('a missing value is no number, and a number no missing value', () => {
    expect(drift(table.replace('revenue,2026,,', 'revenue,2026,0,'))).toEqual(['value base b, c revenue 2026 value'])
    expect(drift(table.replace('851.254321', ''))).toEqual(['value base a revenue 2026 value'])
    expect(drift(table.replace('851.254321', 'n/a'))).toEqual(['value base a revenue 2026 value'])
  })

  test('columns: missing, left over, renamed, in another order', () => {
    const reordered = table
      .split('\n')
      .map((line) => line.replace(/,([^,]*),([^,]*)$/, ',$2,$1'))
      .join('\n')
    expect(drift(reordered)).toEqual(['column-order'])
    expect(drift(table.replace('unit\n', 'einheit\n'))).toEqual(['column-missing unit', 'column-extra einheit'])
  })

  test('rows: missing, left over, twice, another key, in another order', () => {
    const [head = '', first = '', second = '', third = ''] = table.trim().split('\n')
    expect(drift(`${[head, first, third].join('\n')}\n`)).toEqual(['row-missing base a revenue 2027'])
    expect(drift(`${table}base,d,revenue,2026,1,亿元\n`)).toEqual(['row-extra base d revenue 2026'])
    expect(drift(`${table}${first}\n`)).toEqual(['row-extra base a revenue 2026 (2)'])
    expect(drift(table.replace('base,a,revenue,2027', 'base,a,revenue,2028'))).toEqual([
      'row-missing base a revenue 2027',
      'row-extra base a revenue 2028',
    ])
    expect(drift(`${[head, second, first, third].join('\n')}\n`)).toEqual(['row-order base a revenue 2027'])
  })

  test('other cells are compared as they stand', () => {
    expect(drift(table.replace('851.254321,亿元', '851.254321,万元'))).toEqual(['text base a revenue 2026 unit'])
  })

  test('a table that cannot be read has drifted', () => {
    expect(drift(table.replace('"b, c"', '"b, c'))).toHaveLength(1)
    expect(drift('')).not.toEqual([])
  })

  test('a gap is as exact as the numbers it is the difference of', () => {
    const targets = (gap: string) => `scenario,target,threshold,value,gap,verdict\nbase,t,10000,10000,${gap},missed\n`
    expect(tableDrift(targets('0'), targets('2e-12'), usualTolerance)).toEqual([])
    expect(tableDrift(targets('0'), targets('0.1'), usualTolerance)).toHaveLength(1)
  })
})

describe('texts of the same tables', () => {
  const text = '| a | 1,234.5 | 3.1% |\n| b | 10.0 | ✓ met |\n'
  const lines = (before: string, isSame: boolean, rtol = 1e-9) =>
    textDrift(before, text, isSame, { rtol, atol: 0 }).map(({ key }) => key)

  test('are the same to the last sign where the tables are', () => {
    expect(lines(text, true)).toEqual([])
    expect(lines(text.replaceAll('\n', '\r\n'), true)).toEqual([])
    expect(lines(text.replace('1,234.5', '1,234.6'), true)).toEqual(['line 1'])
    expect(lines(text.replace('✓ met', '✗ missed'), true)).toEqual(['line 2'])
  })

  test('may round otherwise where the tables differ within tolerance, and say nothing else', () => {
    expect(lines(text.replace('1,234.5', '1,234.6'), false)).toEqual([])
    expect(lines(text.replace('1,234.5', '1,234.8'), false)).toEqual(['line 1'])
    expect(lines(text.replace('1,234.5', '1,240.0'), false, 0.01)).toEqual([])
    expect(lines(text.replace('✓ met', '✗ missed'), false)).toEqual(['line 2'])
    expect(lines(`${text}more\n`, false)).toEqual(['line 3', 'line 4'])
  })
})
