/** The words of a command line, before commander reads them. */

import { expect, test } from 'vitest'
import { glimpse, withCommand } from '../../../src/cli/words.ts'

test('without a command the words are for project', () => {
  expect(withCommand([])).toEqual(['project'])
  expect(withCommand(['-s', 'trend'])).toEqual(['project', '-s', 'trend'])
  expect(withCommand(['-f', 'csv', '--plan=x'])).toEqual(['project', '-f', 'csv', '--plan=x'])
  expect(withCommand(['-o', '-'])).toEqual(['project', '-o', '-'])
})

test('a command is found behind options, and a value is not taken for one', () => {
  for (const words of [['check'], ['-p', 'x', 'check'], ['--plan=x', '-q', 'validate'], ['-p', 'check', 'check']]) {
    expect(withCommand(words)).toEqual(words)
  }
  expect(withCommand(['-p', 'check'])).toEqual(['project', '-p', 'check'])
})

test('help and version are about yuce itself', () => {
  for (const words of [['-h'], ['--help'], ['-V'], ['-q', '--version']]) expect(withCommand(words)).toEqual(words)
})

test('how problems are told is seen in words that cannot be read otherwise', () => {
  expect(glimpse(['--oops', '--lang=zh', '-fjson', '-q'])).toEqual({ lang: 'zh', format: 'json', quiet: true })
  expect(glimpse(['--format', 'csv', '--no-color', '--json'])).toEqual({ format: 'csv', color: false, json: true })
})
