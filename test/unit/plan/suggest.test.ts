import { expect, test } from 'vitest'
import { jsonFaultAt } from '../../../src/plan/json-fault.ts'
import { suggest } from '../../../src/plan/suggest.ts'

test.each([
  ['a letter left out', 'displys', ['displays']],
  ['two letters swapped (Damerau 1964)', 'dipslays', ['displays']],
  ['letter case', 'Displays', ['displays']],
  ['one Chinese character of four', '新形显示', ['新型显示']],
  ['a character outside the basic plane counts once', '𠮷林x', ['𠮷林']],
  ['nothing near', 'steel', []],
  ['one character is too few to be near anything', '显', []],
])('%s', (_, text, names) => {
  expect(suggest(text, ['phones', 'displays', '新型显示', '𠮷林', '屏'])).toEqual(names)
})

test('at most three names, nearest first', () => {
  expect(suggest('sector', ['sector_c', 'sectr', 'sectors', 'sector_ab', 'vector'])).toEqual([
    'sectr',
    'sectors',
    'vector',
  ])
})

test.each([
  ['{"a": ,}', 6],
  ['{"a": 1,}', 8],
  ['[1 2]', 3],
  ['{"a": 1', 7],
  ["{'a': 1}", 1],
  ['{"a": 01}', 6],
  ['[] []', 3],
  ['["a\n"]', 1],
])('%j stops being JSON at %d', (text, offset) => {
  expect(jsonFaultAt(text)).toBe(offset)
})
