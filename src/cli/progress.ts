/** A line on stderr that says how far a long command has come: for people at a terminal, after half a second. */

import type { Steps } from '../analyses/steps.ts'
import type { Context } from './context.ts'
import { widthOf } from './context.ts'

export type Progress = {
  /** @param share  done, 0 to 1 */
  readonly show: (share: number) => Promise<void>
  /** Leave a clean line behind. */
  readonly clear: () => Promise<void>
}

const PATIENCE = 500
const BETWEEN = 100
const MOST_COLUMNS = 30

export function createProgress(context: Context): Progress {
  const { world, options, words } = context
  const { stderr, env } = world
  const isWanted = stderr.isTerminal && !options.isQuiet && env['TERM'] !== 'dumb' && (env['CI'] ?? '') === ''
  const started = Date.now()
  let last = started + PATIENCE - BETWEEN
  let isShown = false
  return {
    show: async (share) => {
      const now = Date.now()
      if (!isWanted || now - last < BETWEEN) return
      last = now
      isShown = true
      const columns = Math.min(MOST_COLUMNS, widthOf(world, 'stderr') - 20)
      const done = Math.round(share * columns)
      const bar = (options.isAscii ? '#' : '█').repeat(done) + (options.isAscii ? '.' : '░').repeat(columns - done)
      const left = share > 0 ? Math.ceil(((now - started) * (1 - share)) / share / 1000) : null
      await stderr.write(
        `\r${bar} ${Math.floor(share * 100)}%${left === null ? '' : ` ${words.secondsLeft(left)}`}\u001b[K`,
      )
    },
    clear: async () => {
      if (isShown) await stderr.write('\r\u001b[K')
      isShown = false
    },
  }
}

/** Work with its progress shown, and with a turn for the event loop after each part, so that Ctrl-C is heard. */
export async function watched<Result>(context: Context, steps: Steps<Result>): Promise<Result> {
  const progress = createProgress(context)
  try {
    for (;;) {
      const { done, value } = steps.next()
      if (done === true) return value
      await progress.show(value)
      await new Promise(setImmediate)
    }
  } finally {
    await progress.clear()
  }
}
