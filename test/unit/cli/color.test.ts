/** One decision about colour, as a table. */

import { describe, expect, test } from 'vitest'
import { type ColorChoice, isColored, painter } from '../../../src/cli/color.ts'

type Case = readonly [
  title: string,
  choice: ColorChoice,
  env: Record<string, string>,
  terminal: boolean,
  colored: boolean,
]

const cases: readonly Case[] = [
  ['a terminal is coloured', 'auto', {}, true, true],
  ['a pipe is not', 'auto', {}, false, false],
  ['--color=always beats everything', 'always', { NO_COLOR: '1', TERM: 'dumb' }, false, true],
  ['--color=never beats everything', 'never', { FORCE_COLOR: '1', CLICOLOR_FORCE: '1' }, true, false],
  ['NO_COLOR turns it off', 'auto', { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  ['an empty NO_COLOR is not set', 'auto', { NO_COLOR: '' }, true, true],
  ['FORCE_COLOR=0 turns it off', 'auto', { FORCE_COLOR: '0', CLICOLOR_FORCE: '1' }, true, false],
  ['FORCE_COLOR=false turns it off', 'auto', { FORCE_COLOR: 'false' }, true, false],
  ['FORCE_COLOR turns it on in a pipe', 'auto', { FORCE_COLOR: '1', CLICOLOR: '0' }, false, true],
  ['an empty FORCE_COLOR turns it on', 'auto', { FORCE_COLOR: '' }, false, true],
  ['CLICOLOR_FORCE turns it on in a pipe', 'auto', { CLICOLOR_FORCE: '1', CLICOLOR: '0', TERM: 'dumb' }, false, true],
  ['CLICOLOR_FORCE=0 says nothing', 'auto', { CLICOLOR_FORCE: '0' }, false, false],
  ['CLICOLOR=0 turns it off', 'auto', { CLICOLOR: '0' }, true, false],
  ['TERM=dumb turns it off', 'auto', { TERM: 'dumb' }, true, false],
  ['CLICOLOR=1 leaves it to the terminal', 'auto', { CLICOLOR: '1' }, false, false],
]

describe('isColored', () => {
  test.each(cases)('%s', (_, choice, env, terminal, colored) => {
    expect(isColored(choice, env, terminal)).toBe(colored)
  })
})

test('without colour a text stays as it is; with it, every tone but the plain one is marked', async () => {
  const [off, on] = [await painter(false), await painter(true)]
  expect(off('met', 'good')).toBe('met')
  expect(on('met', 'good')).toBe('\u001b[32mmet\u001b[39m')
  expect(on('met', 'plain')).toBe('met')
})
