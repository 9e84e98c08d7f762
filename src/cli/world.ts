/** Everything yuce reads from outside itself, in one value, so that tests run it in their own process. */

import type { Readable, Writable } from 'node:stream'
import { exitCodes } from './exit.ts'

/** Somewhere to write text. */
export type Sink = {
  /** Settles when the text is taken; rejects with the system's error (EPIPE, ENOSPC). */
  readonly write: (text: string) => Promise<void>
  readonly isTerminal: boolean
  /** Width of the terminal; null where it has none. */
  readonly columns: number | null
}

export type World = {
  /** Absolute. */
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin: { readonly isTerminal: boolean; readonly stream: Readable }
  readonly stdout: Sink
  readonly stderr: Sink
  /** What to do should the reader press Ctrl-C, until the function that comes back is called. */
  readonly onInterrupt: (cleanUp: () => void) => () => void
}

/** The world of this process. Ctrl-C cleans up, says so and ends with 130. */
export function processWorld(): World {
  const cleanUps = new Set<() => void>()
  process.once('SIGINT', () => {
    for (const cleanUp of cleanUps) cleanUp()
    process.stderr.write('yuce: interrupted, 已中断\n')
    process.exit(exitCodes.interrupted)
  })
  return {
    cwd: process.cwd(),
    env: process.env,
    stdin: {
      // Opened only when asked for: an open terminal keeps the process alive.
      get isTerminal() {
        return process.stdin.isTTY === true
      },
      get stream() {
        return process.stdin
      },
    },
    stdout: streamSink(() => process.stdout),
    stderr: streamSink(() => process.stderr),
    onInterrupt: (cleanUp) => {
      cleanUps.add(cleanUp)
      return () => cleanUps.delete(cleanUp)
    },
  }
}

type Terminal = Writable & { readonly isTTY?: boolean; readonly columns?: number }

/** A stream is opened when it is first used: that takes time, and most runs have nothing to say on stderr. */
function streamSink(open: () => Terminal): Sink {
  let opened: Terminal | null = null
  const stream = (): Terminal => {
    // Without a listener a closed pipe ends the process with a stack; the failure reaches us by the callback of write.
    opened ??= open().on('error', () => {})
    return opened
  }
  return {
    write: (text) =>
      new Promise((resolve, reject) => {
        stream().write(text, (error) => (error === null || error === undefined ? resolve() : reject(error)))
      }),
    get isTerminal() {
      return stream().isTTY === true
    },
    get columns() {
      return stream().columns ?? null
    },
  }
}

/** Code of an error of the operating system: `EPIPE`, `ENOENT`; null for any other. */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}
