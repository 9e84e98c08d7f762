/** What fuzzing found that was wrong, each as small as it got; docs/fuzzing.md lists them. */

import { describe, expect, test } from 'vitest'
import { calibrate } from '../../src/analyses/calibration/calibrate.ts'
import { compileModel } from '../../src/model/compile.ts'
import { formatExpression } from '../../src/model/expression.ts'
import { loadParser } from '../../src/model/parse.ts'
import { readAmount } from '../../src/plan/amount.ts'
import { readCell } from '../../src/plan/cells.ts'
import { readGrid } from '../../src/plan/grid.ts'
import { readHistory } from '../../src/plan/history.ts'
import type { Problem } from '../../src/plan/problem.ts'
import { readAddress } from '../../src/plan/settings.ts'
import { problemText } from '../../src/render/problem.ts'
import { read } from './plan/plans.ts'

const parse = await loadParser()

describe('two minus signs are a slip, not NaN', () => {
  test.each(['--0', '--5%', '－-1', '- -2pp'])('the amount %s', (text) => {
    expect(readAmount(text, '1')).toBeNull()
    expect(readGrid(`${text},1`, null, 10)).toBeNull()
  })
  test('the change --2pp is no change but a formula, which is refused', () => {
    expect(readCell('--2pp')).toEqual({ kind: 'formula', text: '--2pp' })
    expect(parse('--2pp')).toMatchObject({ ok: false, fault: { code: 'formula-syntax' } })
  })
})

describe('the caret stands under what is meant', () => {
  async function problemsOf(texts: Parameters<typeof read>[0]): Promise<readonly Problem[]> {
    const { plan, problems } = read({ baseline: 'sector,year,a\nx,2024,1\n', ...texts })
    return plan === null ? problems : (await compileModel(plan)).problems
  }
  test('on the second line of a cell', async () => {
    const [found] = await problemsOf({ equations: 'variable,formula\na,"lag(a) +\n 2 * smu(a)"\n' })
    expect(found).toMatchObject({
      code: 'unknown-function',
      line: 3,
      column: 6,
      excerpt: { text: ' 2 * smu(a)"', start: 5, length: 3 },
    })
  })
  test('behind characters of two units', async () => {
    const [found] = await problemsOf({ equations: 'variable,formula\na,𠮷 + smu(a)\n' })
    expect(found).toMatchObject({ column: 7, excerpt: { start: 6, length: 3 } })
  })
  test('in the value of an option, not in its name', async () => {
    const [found] = await problemsOf({ growth: 'year,growth\n2025,5%\n', setting: 'growth=1 + smu(growth)' })
    expect(found).toMatchObject({
      code: 'unknown-function',
      file: '--set',
      column: 12,
      excerpt: { start: 11, length: 3 },
    })
  })
})

test('an address as long as a page is told in a line or two', () => {
  const found = readAddress({ variables: [], sectors: [] }, 'not '.repeat(5000))
  if (!('code' in found)) throw new Error('no problem')
  const text = problemText(found, { language: 'en', paint: (each) => each, width: null })
  expect(text.length).toBeLessThan(1000)
})

test('growth of 1e308 is too large a number, not an interval from NaN to NaN', () => {
  const table = Buffer.from('sector,2010,2011,2012,2013\na,1,1e308,1,1\n')
  const { history } = readHistory('x.csv', table, { encoding: null, delimiter: null })
  if (history === null) throw new Error('no history')
  const { calibration, problems } = calibrate(history, [0])
  expect(calibration).toBeNull()
  expect(problems).toMatchObject([{ code: 'number-too-large', line: 2, column: 5 }])
})

describe('a comparison of comparisons keeps its brackets', () => {
  test.each([
    ['(a < b) == (b < c)', '(a < b) == (b < c)'],
    ['(a == b) == c', '(a == b) == c'],
    ['a != (b >= c)', 'a != (b >= c)'],
    ['a + b < c', 'a + b < c'],
  ])('%s', (text, expected) => {
    const parsed = parse(text)
    if (!parsed.ok) throw new Error(parsed.fault.code)
    expect(formatExpression(parsed.expression)).toBe(expected)
    expect(parse(expected)).toEqual(parsed)
  })
})
