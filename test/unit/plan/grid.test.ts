import { describe, expect, test } from 'vitest'
import { amountOf, readAmount } from '../../../src/plan/amount.ts'
import { readGrid } from '../../../src/plan/grid.ts'
import { readAddress } from '../../../src/plan/settings.ts'
import { EVERY_SECTOR, TOTAL } from '../../../src/plan/types.ts'

describe('values of a sweep', () => {
  test.each([
    ['0%:20%:5%', { operation: 'set', values: [0, 0.05, 0.1, 0.15, 0.2] }],
    ['0:0.3:0.1', { operation: 'set', values: [0, 0.1, 0.2, 0.3] }],
    ['0%:20%:6%', { operation: 'set', values: [0, 0.06, 0.12, 0.18] }],
    ['20%:0%:-10%', { operation: 'set', values: [0.2, 0.1, 0] }],
    ['-2pp:+2pp:1pp', { operation: 'add', values: [-0.02, -0.01, 0, 0.01, 0.02] }],
    ['－2pp：＋2pp：1pp', { operation: 'add', values: [-0.02, -0.01, 0, 0.01, 0.02] }],
    ['*0.9:*1.1:0.1', { operation: 'scale', values: [0.9, 1, 1.1] }],
    ['*0.9,*1,*1.1', { operation: 'scale', values: [0.9, 1, 1.1] }],
    ['0%,5%,10%', { operation: 'set', values: [0, 0.05, 0.1] }],
    ['-1pp,0pp,+1pp', { operation: 'add', values: [-0.01, 0, 0.01] }],
    ['8％；9％', { operation: 'set', values: [0.08, 0.09] }],
    ['5%', { operation: 'set', values: [0.05] }],
    ['3%:3%:1%', { operation: 'set', values: [0.03] }],
    ['0%:20%', null],
    ['0%:20%:0%', null],
    ['0%:20%:-5%', null],
    ['0%,+5%', null],
    ['*0.9,5%', null],
    ['0%:20%:x', null],
    ['', null],
  ])('%s', (text, expected) => {
    const grid = readGrid(text, '1', 1000)
    expect(grid).toEqual(expected)
  })

  test('a factor as a range steps by a factor', () => {
    expect(readGrid('*0.9:*1.1:*0.1', '1', 1000)).toEqual({ operation: 'scale', values: [0.9, 1, 1.1] })
  })

  test('more values than allowed are counted and not made', () => {
    expect(readGrid('0:1:1e-9', null, 1000)).toEqual({ count: 1_000_000_001 })
    expect(readGrid('0:1:1e-300', null, 1000)).toEqual({ count: 1e300 })
  })

  test('levels are turned into the unit of the variable', () => {
    expect(readGrid('1万亿:1.2万亿:1000亿', '亿元', 10)).toEqual({ operation: 'set', values: [10000, 11000, 12000] })
    expect(readGrid('8%', '亿元', 10)).toBeNull()
  })
})

test.each([
  ['-2pp', '1', -0.02, 'change'],
  ['2pp', '1', 0.02, 'value'],
  ['- 5 个百分点', null, -0.05, 'change'],
  ['+1.5%', '1', 0.015, 'value'],
  ['*0.9', null, 0.9, 'factor'],
  ['-3', null, -3, 'value'],
  ['200亿元', '亿元', 200, 'value'],
])('amount %s', (text, unit, value, kind) => {
  const amount = readAmount(text, unit)
  expect(amount?.kind).toBe(kind)
  expect(amount === null ? null : amountOf(amount)).toBe(value)
})

describe('addresses', () => {
  const named = (name: string, nameZh: string | null = null) => ({ name, nameZh, nameEn: null })
  const names = {
    variables: [named('revenue'), named('growth'), named('delay')],
    sectors: [named('displays', '新型显示'), named('a, b')],
  }
  test.each([
    ['growth[displays,2026-2027]', { variable: 1, sector: 0, firstYear: 2026, lastYear: 2027 }],
    ['growth[新型显示]', { variable: 1, sector: 0, firstYear: 0, lastYear: 0 }],
    ['增速［*，2026］', { variable: 1, sector: EVERY_SECTOR, firstYear: 2026, lastYear: 2026 }],
    ['growth[a, b,*]', { variable: 1, sector: 1, firstYear: 0, lastYear: 0 }],
    ['growth[total]', { variable: 1, sector: TOTAL }],
    ['growth[2026]', { variable: 1, sector: EVERY_SECTOR, firstYear: 2026 }],
    ['growth', { variable: 1, sector: EVERY_SECTOR, firstYear: 0 }],
    ['delay[*]', { variable: 2, project: null }],
    ['growht', { code: 'unknown-variable' }],
    ['growth[disp]', { code: 'unknown-sector' }],
    ['growth[*,20x]', { code: 'not-a-year' }],
    ['growth[*,2027-2026]', { code: 'year-order' }],
    ['growth[*', { code: 'address-syntax' }],
  ])('%s', (text, expected) => {
    expect(readAddress(names, text)).toMatchObject(expected)
  })

  test('fields of projects are known where there are projects', () => {
    const projects = { ...names, projects: ['mill'] }
    expect(readAddress(projects, 'delay[*]')).toMatchObject({ project: { name: '*', field: 'delay' } })
    expect(readAddress(projects, 'output[mill]')).toMatchObject({ project: { name: 'mill', field: 'output' } })
    expect(readAddress(projects, 'output[mil]')).toMatchObject({ code: 'unknown-project' })
  })
})
