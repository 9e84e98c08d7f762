/** docs/conventions.md names tests that are there, and the environment is read under yuce's own names. */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root, textOf } from '../support/folders.ts'

const page = textOf(join(root, 'docs/conventions.md'))

test('every convention is there once, and every test it names', () => {
  const rows = [...page.matchAll(/^\| C(\d+) \|/gm)].map(([, number]) => Number(number))
  expect(rows).toEqual(Array.from({ length: 60 }, (_, i) => i + 1))
  const named = [...page.matchAll(/`(test\/[\w/.-]+)`/g)].map(([, path = '']) => path)
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([])
})

const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name: name.replaceAll('\\', '/'), text: readFileSync(join(root, 'src', name), 'utf8') }))

test('nothing reaches the network, and only git is ever started', () => {
  const imports = sources.flatMap(({ name, text }) =>
    [...text.matchAll(/\bfrom '(node:[\w/]+)'|import\('(node:[\w/]+)'\)/g)].map((match) => ({
      name,
      module: match[1] ?? match[2],
    })),
  )
  expect(imports.map(({ module }) => module)).toContain('node:fs')
  const reaching = /^node:(?:http2?|https|net|tls|dgram|dns|inspector|cluster)\b/
  expect(imports.filter(({ module = '' }) => reaching.test(module))).toEqual([])
  expect(sources.filter(({ text }) => /\bfetch\(|XMLHttpRequest|WebSocket/.test(text))).toEqual([])
  expect(imports.filter(({ module }) => module === 'node:child_process').map(({ name }) => name)).toEqual([
    'cli/git.ts',
  ])
})

test('the environment is read under names of ours, or of everyone', () => {
  const everyones = /^(?:LANG|LC_ALL|LC_MESSAGES|NO_COLOR|FORCE_COLOR|CLICOLOR|CLICOLOR_FORCE|TERM|COLUMNS|CI|PWD)$/
  const read = sources.flatMap(({ text }) =>
    [...text.matchAll(/\benv(?:\.|\[')([\w]+)/g)].map(([, variable = '']) => variable),
  )
  expect(read.length).toBeGreaterThan(5)
  for (const variable of read) expect(variable).toMatch(/^YUCE_[A-Z0-9_]+$|^[A-Z_]+$/)
  for (const variable of read.filter((each) => !each.startsWith('YUCE_'))) expect(variable).toMatch(everyones)
})
