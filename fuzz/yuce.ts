/** The command line, in this process. */

import { Readable } from 'node:stream'
import { run } from '../src/cli/main.ts'
import type { Sink, World } from '../src/cli/world.ts'

export type Ran = { readonly exit: number; readonly out: string; readonly err: string }

export async function yuce(words: readonly string[], cwd: string, stdin = ''): Promise<Ran> {
  const out: string[] = []
  const err: string[] = []
  const sink = (lines: string[]): Sink => ({
    write: async (text) => {
      lines.push(Buffer.from(text).toString())
    },
    isTerminal: false,
    columns: null,
  })
  const world: World = {
    cwd,
    env: { LANG: 'en_US.UTF-8' },
    stdin: { isTerminal: false, stream: Readable.from([Buffer.from(stdin)]) },
    stdout: sink(out),
    stderr: sink(err),
    onInterrupt: () => () => {},
  }
  const exit = await run([...words], world)
  return { exit, out: out.join(''), err: err.join('') }
}
