/** Columns of a terminal: ours are those cli-table3 aligns by. */

// @ts-expect-error: an inner module of cli-table3, without types
import { strlen } from 'cli-table3/src/utils.js'
import { describe, expect, test } from 'vitest'
import { clean, cut, displayWidth, padded, wrapped } from '../../../src/render/width.ts'

describe('displayWidth', () => {
  test.each([
    'displays',
    '新型显示',
    '功率半导体及集成电路',
    'ｆｕｌｌ－ｗｉｄｔｈ％',
    '「引号」、顿号。',
    'naïve café',
    'e\u0301',
    '한국어 カナ ｶﾅ',
    '✓ ✗ ≥ … ─ ·',
    '🚀 plan 👍🏽',
    '𠮷野家',
    '',
  ])('agrees with string-width on %j', (text) => {
    expect(displayWidth(text)).toBe(strlen(text))
  })
})

test('what is cut fits, and says so; a wide character is not halved', () => {
  expect(cut('新型显示', 8)).toBe('新型显示')
  expect(cut('新型显示', 7)).toBe('新型显…')
  expect(displayWidth(cut('新型显示', 6))).toBe(5)
  expect(cut('displays', 5, '...')).toBe('di...')
  expect(cut('displays', 1)).toBe('…')
})

test('padding counts columns, not characters', () => {
  expect(padded('显示', 6, 'right')).toBe('  显示')
  expect(padded('显示', 6, 'left')).toBe('显示  ')
})

test('lines break at spaces and between Chinese characters, and keep punctuation with what it closes', () => {
  expect(wrapped('one two three', 7)).toEqual(['one two', 'three'])
  expect(wrapped('数字化企业占比', 8)).toEqual(['数字化企', '业占比'])
  expect(wrapped('格式：table，或按扩展名', 12)).toEqual(['格式：', 'table，或按', '扩展名'])
  expect(wrapped('incomprehensibilities', 10)).toEqual(['incomprehe', 'nsibilitie', 's'])
})

test('nothing that moves a cursor or turns the reading direction is printed', () => {
  expect(clean('a\u001b[31mb\u0000c\u202ed\u200be')).toBe('a[31mbcde')
  expect(clean('two\nlines\tand a tab')).toBe('two lines and a tab')
})
