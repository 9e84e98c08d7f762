/** Chinese sentences around texts of either writing, and amounts in them. */

import { expect, test } from 'vitest'
import { spaced } from '../../../src/render/chinese.ts'
import { saidAmount } from '../../../src/render/quantities.ts'

test('a space between Chinese and Latin or numbers, none between Chinese and Chinese', () => {
  const said = (base: string, rate: string) => spaced`由 ${base} 起增长${rate}。`
  expect(said('7,356 亿元', '5%')).toBe('由 7,356 亿元起增长 5%。')
  expect(said('基年', '一成')).toBe('由基年起增长一成。')
  expect(said('2022', 'x')).toBe('由 2022 起增长 x。')
})

test('no space beside punctuation; none where a text is empty; the spaces of a text stay', () => {
  expect(spaced`（ ${'x'} ）“${'y'}”`).toBe('（x）“y”')
  expect(spaced`一${''}二 ${''} 三`).toBe('一二三')
  expect(spaced`${'a'}${' 个百分点'}`).toBe('a 个百分点')
  expect(spaced`${'Computers'}${'增速'}`).toBe('Computers 增速')
  expect(spaced`${'显示'}${'增速'}`).toBe('显示增速')
})

test('separators between texts are kept', () => {
  expect(spaced`${'趋势'} ${'trend'}`).toBe('趋势 trend')
  expect(spaced`${'趋势'} ${'→'} ${'乐观'}，${2027} 年`).toBe('趋势 → 乐观，2027 年')
  expect(spaced`${'趋势'} ${'延续'}`).toBe('趋势 延续')
  expect(spaced`${1} 至 ${2}`).toBe('1 至 2')
})

test.each([
  ['9,999', 9999, '亿元', '9,999 亿元'],
  ['10,000', 10000, '亿元', '1 万亿元'],
  ['10,250', 10250, '亿元', '1.025 万亿元'],
  ['-12,500', -12500, '亿元', '-1.25 万亿元'],
  ['10,003.4', 10003.4, '亿元', '1.00034 万亿元'],
  // 5 × 10¹² 元 are 5 万亿元, three myriads up, and no further.
  ['5,000,000,000,000', 5e12, '元', '5 万亿元'],
  ['123,456,789', 123456789, '万亿元', '123,456,789 万亿元'],
  ['25,000', 25000, '人', '2.5 万人'],
  ['25,000', 25000, '万人', '2.5 亿人'],
  ['25,000', 25000, '千元', '25,000 千元'],
  ['25,000', 25000, 'USD', '25,000 USD'],
  ['2%', 0.02, '1', '2%'],
  ['25,000', 25000, null, '25,000'],
  ['n/a', null, '亿元', 'n/a'],
] as const)('%s %s is said in Chinese: %4$s', (text, value, unit, said) => {
  expect(saidAmount(text, value, unit, 'zh')).toBe(said)
  expect(saidAmount(text, value, unit, 'en')).toBe(text)
})
