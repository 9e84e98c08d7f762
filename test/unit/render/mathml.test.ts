/** Equations as they are typeset: brackets stand where a reader would otherwise take them for another formula. */

import { expect, test } from 'vitest'
import { loadParser } from '../../../src/model/parse.ts'
import { equationMathml } from '../../../src/render/report/mathml.ts'

const parse = await loadParser()

/** The right side as a line of text, without indices. */
function typeset(formula: string): string {
  const parsed = parse(formula)
  if (!parsed.ok) throw new Error(formula)
  const math = equationMathml('y', parsed.expression, (name) => ({ label: name, level: 'sector' }), 'en')
  const bare = math.replace(/<msub><mtext>(\w+)<\/mtext><mrow>.*?<\/mrow><\/msub>/g, '$1').replace(/<mi>i<\/mi>/g, '')
  return bare.replace(/<[^>]*>/g, '').replace(/^y=/, '')
}

test.each([
  ['sum(a * b)', '∑a×b'],
  ['sum(a) * b', '(∑a)×b'],
  ['a * sum(b)', 'a×(∑b)'],
  ['a + sum(b)', 'a+∑b'],
  ['sum(a + b)', '∑(a+b)'],
  ['(-a) ^ 2', '(−a)2'],
  ['-a ^ 2', '−a2'],
  ['a - (b - c)', 'a−(b−c)'],
])('%s', (formula, shown) => {
  expect(typeset(formula)).toBe(shown)
})
