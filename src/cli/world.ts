/** Everything yuce reads from outside itself, in one value, so that tests run it in their own process. */

import { fstatSync, writeSync } from 'node:fs'
import type { Readable, Writable } from 'node:stream'
import { exitCodes } from './exit.ts'

/** A piece of a result: text, or bytes of a format that is none. */
export type Piece = string | Uint8Array

/** Somewhere to write to. */
export type Sink = {
  /** Settles when the piece is taken; rejects with the system's error (EPIPE, ENOSPC). */
  readonly write: (piece: Piece) => Promise<void>
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
    cwd: workingFolder(),
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
    stdout: sinkOf(1, () => process.stdout),
    stderr: sinkOf(2, () => process.stderr),
    onInterrupt: (cleanUp) => {
      cleanUps.add(cleanUp)
      return () => cleanUps.delete(cleanUp)
    },
  }
}

/** Where it has been taken away, its name: what is looked for there is then not found. */
function workingFolder(): string {
  try {
    return process.cwd()
  } catch {
    return process.env['PWD'] ?? '/'
  }
}

/**
 * A pipe or a file is written to directly. Opening `process.stdout` would load what Node has for streams and sockets,
 * a fifth of the time of `node -e 0`.
 */
function sinkOf(descriptor: number, open: () => Terminal): Sink {
  const stream = streamSink(open)
  if (mayBeTerminal(descriptor)) return stream
  const write = async (piece: Piece) => {
    const rest = writeAtOnce(descriptor, piece)
    if (rest.length > 0) await stream.write(rest)
  }
  return { write, isTerminal: false, columns: null }
}

function mayBeTerminal(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice()
  } catch {
    return true
  }
}

/**
 * @returns what a pipe that does not wait for its reader did not take
 * @throws what the system says
 */
function writeAtOnce(descriptor: number, piece: Piece): Uint8Array {
  let rest: Uint8Array = typeof piece === 'string' ? Buffer.from(piece) : piece
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest))
  } catch (error) {
    if (systemCode(error) !== 'EAGAIN') throw error
  }
  return rest
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
    write: (piece) =>
      new Promise((resolve, reject) => {
        stream().write(piece, (error) => (error === null || error === undefined ? resolve() : reject(error)))
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
