/** The line that says how far a command has come: for people at a terminal, and gone when it is over. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { finished, forEach, type Steps } from '../../../src/analyses/steps.ts'
import { newContext } from '../../../src/cli/context.ts'
import { readOptions } from '../../../src/cli/options.ts'
import { createProgress, watched } from '../../../src/cli/progress.ts'
import { worldIn } from './world.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
})
afterEach(() => {
  vi.useRealTimers()
})

/** What stands on stderr after each step: at so many milliseconds, so much is done. */
async function shown(
  steps: readonly (readonly [milliseconds: number, share: number])[],
  { isTerminal = true, env = {}, raw = {} }: { isTerminal?: boolean; env?: Record<string, string>; raw?: object } = {},
): Promise<string[]> {
  const written: string[] = []
  const write = async (piece: string | Uint8Array) => {
    written.push(String(piece))
  }
  const stderr = { write, isTerminal, columns: 60 }
  const world = worldIn('/', { stderr, env })
  const progress = createProgress(newContext(world, readOptions({ lang: 'en', ...raw }, env).options))
  for (const [milliseconds, share] of steps) {
    vi.setSystemTime(milliseconds)
    await progress.show(share)
  }
  await progress.clear()
  return written
}

const steps = [
  [100, 0.1],
  [499, 0.4],
  [1000, 0.5],
  [1050, 0.55],
  [1500, 0.75],
] as const

test('it comes after half a second, ten times a second at most, with what is left, and leaves a clean line', async () => {
  const half = '█'.repeat(15) + '░'.repeat(15)
  const most = '█'.repeat(23) + '░'.repeat(7)
  // Half done after one second: one more is left. Three quarters after 1.5: half a second, rounded up.
  expect(await shown(steps)).toEqual([`\r${half} 50% 1 s left\u001b[K`, `\r${most} 75% 1 s left\u001b[K`, '\r\u001b[K'])
})

test('it does not come where it is over soon', async () => {
  expect(
    await shown([
      [100, 0.5],
      [400, 0.9],
    ]),
  ).toEqual([])
})

test.each([
  ['a pipe', { isTerminal: false }],
  ['--quiet', { raw: { quiet: true } }],
  ['CI', { env: { CI: 'true' } }],
  ['TERM=dumb', { env: { TERM: 'dumb' } }],
])('there is none for %s', async (_, given) => {
  expect(await shown(steps, given)).toEqual([])
})

test('--ascii draws it with letters', async () => {
  const [first] = await shown(steps, { raw: { ascii: true } })
  expect(first).toContain(`${'#'.repeat(15)}${'.'.repeat(15)} 50%`)
})

test('work that is watched gives what it gives, shows its share, and lets Ctrl-C be heard between its parts', async () => {
  vi.useRealTimers()
  const world = worldIn('/')
  const heard: string[] = []
  setImmediate(() => heard.push('between'))
  const steps = (function* (): Steps<string> {
    heard.push('first')
    yield 0.5
    heard.push('second')
    return 'done'
  })()
  expect(await watched(newContext(world, readOptions({}, {}).options), steps)).toBe('done')
  expect(heard).toEqual(['first', 'between', 'second'])
})

test('several works are parts of one', () => {
  const work = function* (item: number): Steps<number> {
    yield 0.5
    yield 1
    return item * 2
  }
  const steps = forEach([1, 2], work)
  expect([...steps]).toEqual([0.25, 0.5, 0.75, 1])
  expect(finished(forEach([1, 2], work))).toEqual([2, 4])
})
