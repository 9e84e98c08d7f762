/** One number of a plan, as it is typed. */

import { expect, test } from 'vitest'
import { readAddress } from '../../../src/cli/address.ts'
import { PlanError } from '../../../src/plan/problem.ts'

test.each([
  ['revenue[displays,2027]', 'revenue', 'displays', 2027],
  ['revenue[ displays , 2027 ]', 'revenue', 'displays', 2027],
  ['total_revenue[2027]', 'total_revenue', null, 2027],
  ['revenue[displays]', 'revenue', 'displays', null],
  ['revenue', 'revenue', null, null],
  ['营业收入［新型显示，2027］', '营业收入', '新型显示', 2027],
  ['revenue[food, drink, tobacco,2027]', 'revenue', 'food, drink, tobacco', 2027],
])('%s', (text, variable, sector, year) => {
  expect(readAddress(text)).toEqual({ variable, sector, year })
})

test.each(['', '[displays,2027]', 'revenue[', 'revenue[]', 'revenue]2027['])('%j is no number of a plan', (text) => {
  expect(() => readAddress(text)).toThrow(PlanError)
})
