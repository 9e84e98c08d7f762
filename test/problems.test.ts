/** Every problem has a folder that shows it; see support/gallery.ts for what is in one. */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ProblemRecord } from '../src/render/problem.ts'
import { expectFile, withCopy } from './support/folders.ts'
import { codes, folderOf, gallery, lineOf, terminalOf } from './support/gallery.ts'
import { problemsIn, runLine } from './support/yuce.ts'

test('every code of the catalogue has a folder, and every folder is a code', () => {
  expect(gallery).toEqual(codes)
})

describe('problems', () => {
  test.each(gallery)('%s', async (code) => {
    const folder = folderOf(code)
    const line = lineOf(code)
    const runIn = (typed: string, lang: string) =>
      withCopy(folder, (cwd) => runLine(typed, { cwd, env: { LANG: lang, NO_COLOR: '1' }, ...terminalOf(code) }))
    const en = await runIn(line, 'en_US.UTF-8')
    const zh = await runIn(line, 'zh_CN.UTF-8')
    expectFile(join(folder, 'expected.en.txt'), en.out + en.err)
    expectFile(join(folder, 'expected.zh.txt'), zh.out + zh.err)
    expect(zh.exit).toBe(en.exit)
    // Where the command itself asks for a format, there is no JSON to read.
    if (/ (-f|--json|-o) /.test(line)) return

    const json = await runIn(line.replace(/\byuce\b/, 'yuce -f json'), 'en_US.UTF-8')
    const problems = problemsIn(json)
    expect(json.exit).toBe(en.exit)
    const places = problems.map(({ code, severity, file, line, column }) => ({ code, severity, file, line, column }))
    expectFile(join(folder, 'expected.json'), `${JSON.stringify({ exit: json.exit, problems: places }, null, 2)}\n`)
    const own = problems.filter((each) => each.code === code)
    expect(own, 'the folder shows its own code').not.toEqual([])
    for (const each of own) expectWhole(each, existsSync(join(folder, 'whole-file')))
  })
})

/** A problem is told in full: words filled in, a way out, and a place. */
function expectWhole({ message, help, file, line, column }: ProblemRecord, isWholeFile: boolean): void {
  expect(message).not.toMatch(/\{\w+\}|undefined|NaN/)
  expect(help ?? '').not.toMatch(/^$|\{\w+\}|undefined|NaN/)
  if (file === '' || isWholeFile) return
  expect(line).toBeGreaterThan(0)
  expect(column).toBeGreaterThan(0)
}
