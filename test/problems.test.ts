/** Every problem has a folder that shows it; see support/gallery.ts for what is in one. */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { expectFile, withCopy } from './support/folders.ts'
import { codes, folderOf, gallery, lineOf } from './support/gallery.ts'
import { problemsIn, runLine } from './support/yuce.ts'

test('every code of the catalogue has a folder, and every folder is a code', () => {
  expect(gallery).toEqual(codes)
})

describe('problems', () => {
  test.each(gallery)('%s', async (code) => {
    const folder = folderOf(code)
    await withCopy(folder, async (cwd) => {
      const line = lineOf(code)
      const en = await runLine(line, { cwd })
      const zh = await runLine(line, { cwd, env: { LANG: 'zh_CN.UTF-8' } })
      const json = await runLine(line.replace(/\byuce\b/, 'yuce -f json'), { cwd })
      const problems = problemsIn(json)
      expect(en.exit).toBe(json.exit)
      expect(zh.exit).toBe(json.exit)
      expectFile(join(folder, 'expected.en.txt'), en.out + en.err)
      expectFile(join(folder, 'expected.zh.txt'), zh.out + zh.err)
      const places = problems.map(({ code, severity, file, line, column }) => ({ code, severity, file, line, column }))
      expectFile(join(folder, 'expected.json'), `${JSON.stringify({ exit: json.exit, problems: places }, null, 2)}\n`)

      const own = problems.filter((each) => each.code === code)
      expect(own, 'the folder shows its own code').not.toEqual([])
      for (const each of own) {
        expect(each.message, 'no word of the message is left out').not.toMatch(/\{\w+\}|undefined|NaN/)
        expect(each.help ?? '', 'a way out, in words to type').not.toMatch(/^$|\{\w+\}|undefined|NaN/)
        if (each.file === '' || existsSync(join(folder, 'whole-file'))) continue
        expect(each.line).toBeGreaterThan(0)
        expect(each.column).toBeGreaterThan(0)
      }
    })
  })
})
