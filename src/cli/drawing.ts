/** Draws made in this thread or in several, block by block, with an ear for Ctrl-C and an eye on the clock. */

import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Worker } from 'node:worker_threads'
import type { Question } from '../analyses/chance/experiment.ts'
import { addParts, blockCount, type Part, type Run, runBlock, startRun } from '../analyses/chance/simulate.ts'
import { type ShardNumber, shareOf } from './shard-option.ts'
import type { Task } from './worker.ts'

export type Drawing = {
  /** By scenario, as far as drawn. */
  readonly runs: () => readonly Run[]
  /** Go on to so many draws of each scenario. */
  readonly drawTo: (draws: number, onProgress: (share: number) => Promise<void>) => Promise<void>
  readonly close: () => Promise<void>
}

export type How = {
  /** null: as many as pay. */
  readonly workers: number | null
  /** At most so many draws will be asked for. */
  readonly mostDraws: number
  /** Which part of the blocks is made: all of them is 1 of 1. */
  readonly shard: ShardNumber
}

/** Below so many evaluations of the model a second thread takes longer to start than it saves. */
const PAYS_FROM = 400_000
const MOST_WORKERS = 8
/** As many threads as anyone has processors for; a further one takes memory and gives nothing. */
const MOST_ASKED = 256
/** Blocks between two looks at the event loop. */
const AT_ONCE = 16

export function createDrawing(question: Question, scenarios: readonly number[], how: How): Drawing {
  let runs = scenarios.map((scenario) => startRun(question, scenario, how.mostDraws))
  const done = runs.map(() => 0)
  let pool: Pool | null = null
  return {
    runs: () => runs,
    drawTo: async (draws, onProgress) => {
      const ranges = runs.map((run, k): Range => {
        const { first, end } = rangeOf(run, draws, how.shard)
        return { first: Math.max(first, done[k] as number), end }
      })
      const workers = workersFor(runs, ranges, how.workers)
      if (workers > 1) {
        pool ??= await createPool(question, how.mostDraws)
        const tasks = ranges.flatMap((range, k) => tasksOf(runs[k] as Run, range, draws, workers))
        const parts = await pool.run(tasks, workers, onProgress)
        runs = runs.map((run) => addParts(run, parts.get(run.experiment.scenario) ?? []))
      } else await drawHere(runs, ranges, draws, onProgress)
      ranges.forEach(({ end }, k) => {
        done[k] = end
      })
    },
    close: async () => {
      await pool?.close()
    },
  }
}

type Range = { readonly first: number; readonly end: number }

/** The blocks of a shard. */
export function rangeOf(run: Run, draws: number, shard: ShardNumber): Range {
  return shareOf(blockCount(run, draws), shard)
}

async function drawHere(
  runs: readonly Run[],
  ranges: readonly Range[],
  draws: number,
  onProgress: (share: number) => Promise<void>,
): Promise<void> {
  const total = ranges.reduce((sum, { first, end }) => sum + Math.max(0, end - first), 0)
  let made = 0
  for (const [k, { first, end }] of ranges.entries()) {
    for (let block = first; block < end; block++) {
      runBlock(runs[k] as Run, block, draws)
      if (++made % AT_ONCE !== 0) continue
      await onProgress(made / total)
      await new Promise(setImmediate)
    }
  }
}

function workersFor(runs: readonly Run[], ranges: readonly Range[], asked: number | null): number {
  if (asked !== null) return Math.min(asked, MOST_ASKED)
  const evaluations = runs.reduce((sum, { runner, experiment }, k) => {
    const { first, end } = ranges[k] as Range
    const lines = experiment.lines.filter(({ kind }) => kind === 'line').length + (experiment.joint?.length ?? 0)
    return sum + Math.max(0, end - first) * runner.lanes * (1 + 4 * lines)
  }, 0)
  return evaluations < PAYS_FROM ? 1 : Math.max(1, Math.min(MOST_WORKERS, availableParallelism()))
}

/** A few tasks for each worker, so that none waits long for the last. */
function tasksOf({ experiment }: Run, { first, end }: Range, draws: number, workers: number): Task[] {
  const { scenario } = experiment
  const size = Math.max(1, Math.ceil((end - first) / (4 * workers)))
  const count = Math.max(0, Math.ceil((end - first) / size))
  return Array.from({ length: count }, (_, k) => {
    const start = first + k * size
    return { scenario, first: start, end: Math.min(end, start + size), draws }
  })
}

type Pool = {
  /** In so many threads, and no more than there are tasks. */
  readonly run: (
    tasks: readonly Task[],
    threads: number,
    onProgress: (share: number) => Promise<void>,
  ) => Promise<Map<number, Part[]>>
  readonly close: () => Promise<void>
}

async function createPool(question: Question, mostDraws: number): Promise<Pool> {
  const [{ Worker }, { setFlagsFromString }] = await Promise.all([import('node:worker_threads'), import('node:v8')])
  // Node aborts (node_platform.cc, ForIsolate) where a thread ends while V8 still compiles for it in another one.
  setFlagsFromString('--no-concurrent-recompilation')
  const program = fileURLToPath(new URL('../../bin/worker.js', import.meta.url))
  // The texts of the files stay here: what is drawn needs none of them.
  const { model } = question
  const lean = { ...question, model: { ...model, plan: { ...model.plan, files: [] } } }
  const workers: Worker[] = []
  return {
    run: async (tasks, threads, onProgress) => {
      while (workers.length < Math.min(threads, tasks.length)) {
        workers.push(new Worker(program, { workerData: { question: lean, mostDraws } }))
      }
      const parts = new Map<number, Part[]>()
      let next = 0
      const work = async (worker: Worker): Promise<void> => {
        for (let task = tasks[next++]; task !== undefined; task = tasks[next++]) {
          const part = await askOne(worker, task)
          parts.set(task.scenario, [...(parts.get(task.scenario) ?? []), part])
          await onProgress(Math.min(1, next / tasks.length))
        }
      }
      await Promise.all(workers.map(work))
      return parts
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}

/** @throws what the worker threw, or that it ended without an answer */
function askOne(worker: Worker, task: Task): Promise<Part> {
  return new Promise((resolve, reject) => {
    const settle = (done: () => void): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      done()
    }
    const onMessage = (part: Part): void => settle(() => resolve(part))
    const onError = (error: unknown): void => settle(() => reject(error))
    const onExit = (code: number): void => settle(() => reject(new Error(`a worker ended with ${code}`)))
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
    worker.postMessage(task)
  })
}
