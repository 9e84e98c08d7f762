/**
 * The pages tell the truth: docs/problems.md is what the catalogue and the gallery make of it, and every `console` block
 * prints what it shows. A block whose words are `csv baseline.csv` writes that file for the commands of its page; a line
 * `…` stands for lines left out.
 */

import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { expectFile, isUpdate, root, textOf, withCopy } from './support/folders.ts'
import { problemsPage } from './support/gallery.ts'
import { fences, sessions } from './support/markdown.ts'
import { runLine } from './support/yuce.ts'

test('docs/problems.md is up to date (npm run update)', () => {
  expectFile(join(root, 'docs/problems.md'), problemsPage())
})

const docs = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md') && name !== 'problems.md')
const help = ['en', 'zh'].flatMap((language) =>
  readdirSync(join(root, 'data/help', language)).map((name) => `data/help/${language}/${name}`),
)
const pages = ['README.md', ...docs.map((name) => `docs/${name}`), ...help]

describe('commands on a page print what it shows', () => {
  test.each(pages)('%s', async (path) => {
    const page = textOf(join(root, path))
    const printed = await withCopy('page', (cwd) => reprinted(page, cwd, languageOf(path)))
    if (!isUpdate) expect(page).toBe(printed)
    else if (printed !== page) writeFileSync(join(root, path), printed)
  })
})

test('programs in docs/api.md print what stands below them', async () => {
  const path = join(root, 'docs/api.md')
  const page = textOf(path)
  const blocks = fences(page)
  let printed = ''
  let end = 0
  for (const [i, { info, body }] of blocks.entries()) {
    const shown = blocks[i + 1]
    if (info !== 'js' || shown?.info !== 'text') continue
    printed += page.slice(end, shown.start) + outputOf(body)
    end = shown.start + shown.body.length
  }
  printed += page.slice(end)
  if (!isUpdate) expect(page).toBe(printed)
  else if (printed !== page) writeFileSync(path, printed)
})

/** What a program prints that imports yuce by its name, as any other package would. */
function outputOf(program: string): string {
  return execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd: root, encoding: 'utf8' })
}

/** Pages of help are for readers of their language. */
function languageOf(path: string): Readonly<Record<string, string>> {
  return path.startsWith('data/help/zh/') ? { LANG: 'zh_CN.UTF-8' } : {}
}

/** The page with every command's real output below it. */
async function reprinted(page: string, cwd: string, env: Readonly<Record<string, string>>): Promise<string> {
  let printed = ''
  let end = 0
  for (const { info, body, start } of fences(page)) {
    const name = /^(?:csv|json) (\S+)$/.exec(info)?.[1]
    if (name !== undefined) {
      mkdirSync(dirname(join(cwd, name)), { recursive: true })
      writeFileSync(join(cwd, name), body)
    }
    if (info !== 'console') continue
    printed += page.slice(end, start)
    for (const { command, shown } of sessions(body)) {
      const { out, err } = await runLine(command, { cwd, env })
      const now = `${out}${err}`.replaceAll('\r\n', '\n')
      printed += `$ ${command}\n${matches(shown, now) ? shown : now}`
    }
    end = start + body.length
  }
  return printed + page.slice(end)
}

/** Whether the lines shown are those printed; a line `…` stands for any number of lines. */
function matches(shown: string, printed: string): boolean {
  const pieces = shown.split(/^…\n/m)
  if (pieces.length === 1) return shown === printed
  let at = pieces[0]!.length
  if (!printed.startsWith(pieces[0]!)) return false
  for (const piece of pieces.slice(1)) {
    const found = piece === '' ? printed.length : printed.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  return at === printed.length
}
