/** Writing to stdout, and what files have in common with it. */

import { PlanError } from '../plan/problem.ts'
import { CHUNK } from '../render/delimited.ts'
import { type Language, messages } from '../render/messages.ts'
import { usageProblem } from './usage.ts'
import { type Piece, systemCode, type World } from './world.ts'

/** Takes the next piece of a result. */
export type WritePiece = (piece: Piece) => Promise<void>

/**
 * Write to stdout. A full disk or a closed descriptor is a problem; a closed pipe goes on to whoever ends the process.
 */
export async function toStdout(
  world: World,
  language: Language,
  produce: (write: WritePiece) => Promise<void>,
): Promise<void> {
  const write = gathered(async (piece) => {
    try {
      await world.stdout.write(piece)
    } catch (error) {
      throw stdoutFailure(error, language)
    }
  })
  await produce(write.write)
  await write.flush()
}

/** Small writes put together; and now and then a turn for the event loop, so that Ctrl-C is heard. */
export function gathered(take: WritePiece): { readonly write: WritePiece; readonly flush: () => Promise<void> } {
  let kept: string[] = []
  let length = 0
  const flush = async () => {
    const text = kept.join('')
    kept = []
    length = 0
    if (text !== '') await take(text)
  }
  return {
    flush,
    write: async (piece) => {
      if (typeof piece === 'string') {
        kept.push(piece)
        length += piece.length
        if (length < CHUNK) return
        await flush()
      } else {
        await flush()
        await take(piece)
      }
      await new Promise(setImmediate)
    },
  }
}

/** As `writeFailure`, of stdout by its name. */
export function stdoutFailure(error: unknown, language: Language): unknown {
  return writeFailure(messages(language).standardOutput, error)
}

/** A closed pipe is no problem of the author's; other failures of the system are. */
export function writeFailure(path: string, error: unknown): unknown {
  const code = systemCode(error)
  return code === null || code === 'EPIPE' ? error : new PlanError([failed(path, code)])
}

export function failed(path: string, code: string) {
  return usageProblem('output-failed', { text: path, reason: code, file: '/tmp/result.csv' })
}
