/** `yuce help`: every command and topic has a page in both languages, and the man page is sound roff. */

import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commands } from '../../../src/cli/commands.ts'
import { helpTopics, manPage } from '../../../src/cli/manual.ts'
import { pageText } from '../../../src/render/manual.ts'
import { root } from '../../support/folders.ts'
import { yuce } from '../../support/yuce.ts'

const languages = ['en', 'zh'] as const
const pagesIn = (language: string) => readdirSync(join(root, 'data/help', language)).sort()
const shown = commands.filter(({ name }) => name !== 'help')

describe('pages of help', () => {
  it('are the same in both languages', () => {
    expect(pagesIn('zh')).toEqual(pagesIn('en'))
  })

  it.each(shown.map(({ name }) => name))('%s: help shows a run of it', async (name) => {
    for (const lang of languages) {
      const { exit, out, err } = await yuce(['help', name, '--lang', lang], { cwd: root })
      expect({ exit, err }).toEqual({ exit: 0, err: '' })
      expect(out).toMatch(new RegExp(`^ {2}\\$ .*\\byuce ${name}\\b.*\\n {2}\\S`, 'm'))
      expect((await yuce([name, '--help', '--lang', lang], { cwd: root })).out).toBe(out)
    }
  })

  it.each(helpTopics())('%s is a topic', async (topic) => {
    for (const lang of languages) {
      const { exit, out } = await yuce(['help', topic, '--lang', lang], { cwd: root })
      expect(exit).toBe(0)
      expect(out.split('\n').length).toBeGreaterThan(10)
      expect(out).not.toMatch(/^```|`/m)
    }
  })

  it('suggest a topic for one that is misspelt', async () => {
    const { exit, err } = await yuce(['help', 'targts'], { cwd: root })
    expect(exit).toBe(2)
    expect(err).toContain("did you mean 'targets'?")
  })

  it('name no file outside their folder', async () => {
    for (const name of ['../en/targets', '/etc/passwd', '..%2f', '__proto__', '']) {
      expect((await yuce(['help', name], { cwd: root })).exit).toBe(2)
    }
  })
})

describe('a page on a terminal', () => {
  it('folds paragraphs and lists, and leaves what is shown as it is', () => {
    const page =
      '# A title\n\nSome `code` in a paragraph\nthat goes on.\n\n- one\n- two\n  words\n\n```console\n$ yuce a very long line\n```\n'
    expect(pageText(page, 24)).toBe(
      'A title\n  Some code in a\n  paragraph that goes\n  on.\n\n  - one\n  - two words\n\n  $ yuce a very long line\n',
    )
  })
})

describe('the man page', () => {
  const has = spawnSync('mandoc', ['-h']).error === undefined
  if (!has && process.env['REQUIRE_TOOLS'] === '1') throw new Error('mandoc is needed')

  it.skipIf(!has).each(languages)('%s is sound roff', (language) => {
    const { stdout, stderr } = spawnSync('mandoc', ['-T', 'lint', '-W', 'warning'], { input: manPage(language) })
    // A date would change with every build.
    expect(`${stdout}${stderr}`.replace(/^.*missing date.*\n/m, '')).toBe('')
  })

  it.skipIf(!has)('has every command and option', () => {
    const printed = spawnSync('mandoc', ['-T', 'utf8'], { input: manPage('en'), encoding: 'utf8' }).stdout
    // Letters struck twice are bold.
    const text = printed.replaceAll(new RegExp(`.${String.fromCharCode(8)}`, 'g'), '')
    for (const { name, options } of commands) {
      expect(text).toContain(`yuce ${name}`)
      for (const { flags } of options) expect(text).toContain(flags)
    }
  })
})
