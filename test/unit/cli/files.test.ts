/** A file appears whole or not at all. */

import {
  chmodSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { toFile } from '../../../src/cli/files.ts'
import { PlanError } from '../../../src/plan/problem.ts'
import { worldIn } from './world.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuce-files-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const rules = { inputs: [], mayOverwrite: true }
const text = (name: string) => readFileSync(join(folder, name), 'utf8')

async function codeOf(result: Promise<void>): Promise<string | undefined> {
  const error = await result.then(
    () => null,
    (each: unknown) => each,
  )
  if (!(error instanceof PlanError)) throw error
  return error.problems[0]?.code
}

test('the file holds what was written, and nothing is left beside it', async () => {
  await toFile('a.csv', worldIn(folder), rules, async (write) => {
    await write('one\n')
    await write('two\n')
  })
  expect(text('a.csv')).toBe('one\ntwo\n')
  expect(readdirSync(folder)).toEqual(['a.csv'])
})

test('a failure in the middle leaves the old file, and no other', async () => {
  writeFileSync(join(folder, 'a.csv'), 'old')
  const failing = toFile('a.csv', worldIn(folder), rules, async (write) => {
    await write('x'.repeat(200_000))
    throw new Error('in the middle')
  })
  await expect(failing).rejects.toThrow('in the middle')
  expect(text('a.csv')).toBe('old')
  expect(readdirSync(folder)).toEqual(['a.csv'])
})

test('its mode is kept', async () => {
  writeFileSync(join(folder, 'a.csv'), 'old')
  chmodSync(join(folder, 'a.csv'), 0o640)
  await toFile('a.csv', worldIn(folder), rules, (write) => write('new'))
  expect(statSync(join(folder, 'a.csv')).mode & 0o777).toBe(0o640)
})

test('a symbolic link is followed, not replaced', async () => {
  symlinkSync('real.csv', join(folder, 'link.csv'))
  await toFile('link.csv', worldIn(folder), rules, (write) => write('new'))
  expect(text('real.csv')).toBe('new')
  expect(
    readdirSync(folder, { withFileTypes: true })
      .find(({ name }) => name === 'link.csv')
      ?.isSymbolicLink(),
  ).toBe(true)
})

describe('refused', () => {
  test('an input, by another spelling, a symbolic or a hard link', async () => {
    const input = join(folder, 'baseline.csv')
    writeFileSync(input, 'data')
    symlinkSync('baseline.csv', join(folder, 'soft.csv'))
    linkSync(input, join(folder, 'hard.csv'))
    for (const name of ['baseline.csv', './x/../baseline.csv', 'soft.csv', 'hard.csv']) {
      const result = toFile(name, worldIn(folder), { ...rules, inputs: [input] }, (write) => write('gone'))
      expect(await codeOf(result)).toBe('output-is-input')
    }
    expect(text('baseline.csv')).toBe('data')
  })

  test('an existing file with --no-clobber', async () => {
    writeFileSync(join(folder, 'a.csv'), 'old')
    const result = toFile('a.csv', worldIn(folder), { ...rules, mayOverwrite: false }, (write) => write('new'))
    expect(await codeOf(result)).toBe('output-exists')
    expect(text('a.csv')).toBe('old')
  })

  test('a folder, a folder that is not there, a full device', async () => {
    writeFileSync(join(folder, 'file'), '')
    const codes = {
      '.': 'output-is-folder',
      'nowhere/a.csv': 'folder-missing',
      'file/a.csv': 'folder-missing',
      '/dev/full': 'output-failed',
    }
    for (const [name, code] of Object.entries(codes)) {
      expect(await codeOf(toFile(name, worldIn(folder), rules, (write) => write('x'))), name).toBe(code)
    }
  })
})

test('after Ctrl-C no temporary file is left', async () => {
  const cleanUps: (() => void)[] = []
  const onInterrupt = (cleanUp: () => void) => {
    cleanUps.push(cleanUp)
    return () => {}
  }
  const world = { ...worldIn(folder), onInterrupt }
  const interrupted = toFile('a.csv', world, rules, async () => {
    expect(readdirSync(folder)).toHaveLength(1)
    for (const cleanUp of cleanUps) cleanUp()
    expect(readdirSync(folder)).toEqual([])
    throw new Error('ends here')
  })
  await expect(interrupted).rejects.toThrow('ends here')
})
