/**
 * Fuzzing by the clock: targets in turns, over one or more threads.
 *
 *     npm run fuzz -- --minutes 10                 all targets
 *     npm run fuzz -- --target cells --seed 7      one of them, other inputs
 *     npm run fuzz -- --target cells --inputs 1e6  so many in place of a time
 *     npm run fuzz -- --repeat fuzz-failures/cells-1-4711.json
 *
 * Ends with 1 where something failed: the input, made smaller, lies in `fuzz-failures/` with how to try it again.
 */

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { readCorpus } from './corpus.ts'
import type { Failure, Turn, Turned } from './main.ts'
import { randomOf } from './random.ts'
import type { Input } from './target.ts'
import { targets } from './targets.ts'

/** A thread that has had so much of the processor for one input will not come back. */
const STUCK_SECONDS = 20
const TURN_MILLISECONDS = 2000

/** Two levels below the root, where the bundle lies. */
const root = fileURLToPath(new URL('../../', import.meta.url))

type Tally = {
  readonly target: string
  readonly share: number
  inputs: number
  seconds: number
  failures: number
  next: number
}

export async function drive(words: readonly string[], repeat: (file: string) => Promise<string | null>): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      minutes: { type: 'string', default: '1' },
      inputs: { type: 'string' },
      seed: { type: 'string', default: '1' },
      target: { type: 'string', multiple: true },
      threads: { type: 'string', default: '1' },
      repeat: { type: 'string' },
      out: { type: 'string', default: 'fuzz-failures' },
    },
  })
  if (values.repeat !== undefined) {
    const fault = await repeat(values.repeat)
    console.log(fault ?? 'holds')
    process.exitCode = fault === null ? 0 : 1
    return
  }
  const unknown = values.target?.find((name) => targets.every((each) => each.name !== name))
  if (unknown !== undefined)
    throw new RangeError(`'${unknown}' is none of: ${targets.map(({ name }) => name).join(', ')}`)
  const tallies = targets
    .filter(({ name }) => values.target?.includes(name) ?? true)
    .map(({ name, share = 1 }): Tally => ({ target: name, share, inputs: 0, seconds: 0, failures: 0, next: 0 }))
  const most = values.inputs === undefined ? Number.POSITIVE_INFINITY : Number(values.inputs)
  const end = values.inputs === undefined ? Date.now() + Number(values.minutes) * 60_000 : Number.POSITIVE_INFINITY
  const started = Date.now()
  const seed = Number(values.seed)
  const queue = turnsOf(tallies, seed, most, end)
  const threads = Array.from({ length: Number(values.threads) }, () => follow(queue, values.out))
  await Promise.all(threads)
  report(tallies, seed, (Date.now() - started) / 1000)
}

type Queue = { readonly next: () => { readonly tally: Tally; readonly turn: Turn } | null }

/** Every target in its turn, the least tried for its share first, none by two threads at once with the same inputs. */
function turnsOf(tallies: readonly Tally[], seed: number, most: number, end: number): Queue {
  const begun = new Map<Tally, number>()
  const next = () => {
    const left = tallies.filter(({ next }) => next < most)
    if (Date.now() >= end || left.length === 0) return null
    const turnsFor = (each: Tally) => (begun.get(each) ?? 0) / each.share
    const tally = left.reduce((least, each) => (turnsFor(each) < turnsFor(least) ? each : least))
    begun.set(tally, (begun.get(tally) ?? 0) + 1)
    const milliseconds = Math.min(TURN_MILLISECONDS, end - Date.now())
    const share = Math.min(most - tally.next, LARGEST_TURN)
    const turn: Turn = { target: tally.target, seed, first: tally.next, milliseconds, most: share }
    tally.next += share
    return { tally, turn }
  }
  return { next }
}

/** Inputs of a turn are numbered from its first; the numbers a turn does not come to are tried by none. */
const LARGEST_TURN = 1_000_000

/** One thread, begun anew whenever it is stuck. */
async function follow(queue: Queue, out: string): Promise<void> {
  for (let thread = newThread(); ; ) {
    const work = queue.next()
    if (work === null) {
      await thread.worker.terminate()
      return
    }
    const { tally, turn } = work
    const turned = await outcome(thread, turn)
    tally.inputs += turned.count
    // Where nobody has begun beyond them, the numbers that time did not reach come next.
    if (tally.next === turn.first + turn.most) tally.next = turn.first + turned.count
    tally.seconds += turned.seconds
    for (const failure of turned.failures) tell(failure, tally, out)
    if (turned.isStuck) thread = newThread()
  }
}

type Thread = { readonly worker: Worker; readonly progress: Int32Array }

function newThread(): Thread {
  const progress = new Int32Array(new SharedArrayBuffer(8))
  const worker = new Worker(fileURLToPath(import.meta.url), {
    workerData: { root, progress },
    execArgv: ['--enable-source-maps'],
  })
  return { worker, progress }
}

function outcome({ worker, progress }: Thread, turn: Turn): Promise<Turned & { readonly isStuck: boolean }> {
  return new Promise((resolve) => {
    let seen = -1
    let since = process.cpuUsage()
    const started = Date.now()
    const stop = (fault: string) => {
      clearInterval(watch)
      void worker.terminate()
      const index = progress[0] ?? 0
      const failure = { target: turn.target, seed: turn.seed, index, fault, input: inputOf(turn, index) }
      resolve({
        count: Math.max(0, index - turn.first + 1),
        seconds: (Date.now() - started) / 1000,
        failures: [failure],
        isStuck: true,
      })
    }
    const watch = setInterval(() => {
      // A thread that has not begun is still reading its sources.
      if (progress[1] !== seen || progress[1] === 0) {
        seen = progress[1] ?? 0
        since = process.cpuUsage()
      } else if (process.cpuUsage(since).user > STUCK_SECONDS * 1e6) stop(`does not end within ${STUCK_SECONDS} s`)
    }, 500)
    worker.removeAllListeners()
    worker.once('message', (turned: Turned) => {
      clearInterval(watch)
      resolve({ ...turned, isStuck: false })
    })
    worker.once('error', (error) => stop(error.stack ?? error.message))
    worker.postMessage(turn)
  })
}

/** Made again: the thread that is stuck cannot say what it was at. */
function inputOf({ target, seed }: Turn, index: number): Input {
  const found = targets.find(({ name }) => name === target)
  return found?.generate(randomOf(seed, target, index), readCorpus(root)) ?? []
}

function tell(failure: Failure, tally: Tally, out: string): void {
  tally.failures++
  mkdirSync(out, { recursive: true })
  const file = join(out, `${failure.target}-${failure.seed}-${failure.index}.json`)
  writeFileSync(file, `${JSON.stringify(failure, null, 2)}\n`)
  console.log(`${failure.target}: ${failure.fault.split('\n').slice(0, 6).join('\n  ')}`)
  console.log(`  npm run fuzz -- --repeat ${file}`)
}

function report(tallies: readonly Tally[], seed: number, seconds: number): void {
  console.log(`${'target'.padEnd(18)}${'inputs'.padStart(12)}${'a second'.padStart(12)}${'failures'.padStart(10)}`)
  for (const { target, inputs, seconds: own, failures } of tallies) {
    const rate = own === 0 ? 0 : Math.round(inputs / own)
    console.log(
      `${target.padEnd(18)}${String(inputs).padStart(12)}${String(rate).padStart(12)}${String(failures).padStart(10)}`,
    )
  }
  const inputs = tallies.reduce((sum, each) => sum + each.inputs, 0)
  const failures = tallies.reduce((sum, each) => sum + each.failures, 0)
  console.log(
    `${inputs} inputs over ${tallies.length} targets in ${Math.round(seconds)} s, seed ${seed}: ${failures} failures`,
  )
  process.exitCode = failures === 0 ? 0 : 1
}
