import { expect, test } from 'vitest'
import { componentsOf, cycleThrough } from '../../../src/model/order.ts'

test('what is needed comes before what needs it', () => {
  expect(componentsOf([[1], [2], []])).toEqual([[2], [1], [0]])
})

test('two that need each other stand together, after what both need', () => {
  expect(componentsOf([[1, 2], [0], []])).toEqual([[2], [0, 1]])
})

test('a chain of 100 000 equations is no deeper than any other', () => {
  const chain = Array.from({ length: 100_000 }, (_, index) => (index === 0 ? [] : [index - 1]))
  expect(componentsOf(chain)).toHaveLength(100_000)
})

test('a cycle is shown as a path back to its start', () => {
  const needs = [[1], [2], [0]]
  expect(cycleThrough([0, 1, 2], needs)).toEqual([0, 1, 2, 0])
})

test('an equation that needs itself is a cycle of one', () => {
  expect(cycleThrough([0], [[0]])).toEqual([0, 0])
})
