/** A world for tests: a folder, and writers that remember. */

import { Readable } from 'node:stream'
import type { Sink, World } from '../../../src/cli/world.ts'

export function worldIn(cwd: string, given: Partial<World> = {}): World {
  return {
    cwd,
    env: {},
    stdin: { isTerminal: true, stream: Readable.from([]) },
    stdout: silent,
    stderr: silent,
    onInterrupt: () => () => {},
    ...given,
  }
}

const silent: Sink = { write: async () => {}, isTerminal: false, columns: null }

/** A sink that fails like the system does. */
export function failingSink(code: string): Sink {
  const error = Object.assign(new Error(code), { code, syscall: 'write' })
  return { write: () => Promise.reject(error), isTerminal: false, columns: null }
}
