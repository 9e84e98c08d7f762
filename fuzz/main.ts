/** The thread that tries inputs, and the one that watches it; both are this program, which `run.mjs` bundles. */

import { readFileSync } from 'node:fs'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { areUntouched } from './claims.ts'
import { readCorpus } from './corpus.ts'
import { drive } from './drive.ts'
import { randomOf } from './random.ts'
import type { Input, Target } from './target.ts'
import { targets } from './targets.ts'
import { attempt, minimised, signature } from './trial.ts'

/** What a thread is asked to do, one target at a time. */
export type Turn = {
  readonly target: string
  readonly seed: number
  readonly first: number
  readonly milliseconds: number
  readonly most: number
}

export type Failure = {
  readonly target: string
  readonly seed: number
  readonly index: number
  readonly fault: string
  readonly input: Input
}

/** What it says when the turn is over. */
export type Turned = { readonly count: number; readonly seconds: number; readonly failures: readonly Failure[] }

/** Failures of so many kinds end a turn. */
const MOST_KINDS = 10

type Shared = { readonly root: string; readonly progress: Int32Array }

if (isMainThread) await drive(process.argv.slice(2), repeat)
else if (parentPort !== null) {
  const { root, progress } = workerData as Shared
  const corpus = readCorpus(root)
  const known = new Set<string>()
  parentPort.on('message', async (turn: Turn) => {
    parentPort?.postMessage(await take(turn, corpus, known, progress))
  })
}

/** Try inputs until time or number is up. What is at hand stands in `progress`, for whoever finds the thread stuck. */
async function take(
  turn: Turn,
  corpus: ReturnType<typeof readCorpus>,
  known: Set<string>,
  progress: Int32Array,
): Promise<Turned> {
  const target = targetOf(turn.target)
  const failures: Failure[] = []
  const started = performance.now()
  let count = 0
  while (count < turn.most && failures.length < MOST_KINDS) {
    const index = turn.first + count
    progress[0] = index
    progress[1] = (progress[1] ?? 0) + 1
    const input = target.generate(randomOf(turn.seed, target.name, index), corpus)
    const fault = await attempt(target, input)
    count++
    if (fault !== null && !known.has(signature(fault))) {
      known.add(signature(fault))
      failures.push({
        target: target.name,
        seed: turn.seed,
        index,
        fault,
        input: await minimised(target, input, fault),
      })
    }
    if (count % 16 === 0 && performance.now() - started > turn.milliseconds) break
  }
  areUntouched()
  return { count, seconds: (performance.now() - started) / 1000, failures }
}

function targetOf(name: string): Target {
  const found = targets.find((each) => each.name === name)
  if (found === undefined) throw new RangeError(`no target ${name}`)
  return found
}

/** `--repeat FILE`: the input of a failure that was written down. @returns what is wrong; null where it is mended */
async function repeat(file: string): Promise<string | null> {
  const { target, input } = JSON.parse(readFileSync(file, 'utf8')) as Failure
  return attempt(targetOf(target), input)
}
