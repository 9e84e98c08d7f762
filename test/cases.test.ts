/**
 * Transcripts: test/cases/<story>/ holds a plan (or not), `cmd` (one line), and what it must say in `expected.out`,
 * `expected.err` and `expected.exit`. A missing expected file means nothing printed, and exit 0.
 */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'
import { expectFile, foldersOf, root, withCopy } from './support/folders.ts'
import { runLine } from './support/yuce.ts'

test.each(foldersOf('cases'))('case: %s', async (story) => {
  const folder = join(root, 'test/cases', story)
  const line = readFileSync(join(folder, 'cmd'), 'utf8').trim()
  const { exit, out, err } = await withCopy(folder, (cwd) => runLine(line, { cwd }))
  expectFile(join(folder, 'expected.out'), out)
  expectFile(join(folder, 'expected.err'), err)
  expectFile(join(folder, 'expected.exit'), exit === 0 ? '' : `${exit}\n`)
})
