/** A thread that makes some of a simulation's draws: blocks asked for in, their sums out. */

import { parentPort, workerData } from 'node:worker_threads'
import type { Question } from '../analyses/chance/experiment.ts'
import { type Part, partOf, type Run, runBlock, startRun } from '../analyses/chance/simulate.ts'
import { forgoAssembly } from '../model/kernel/assembly.ts'
import { isSet } from './color.ts'

/** Blocks `first` up to, but not including, `end` of a scenario's first `draws` draws. */
export type Task = {
  readonly scenario: number
  readonly first: number
  readonly end: number
  readonly draws: number
}

export type WorkerData = { readonly question: Question; readonly mostDraws: number }

export function answer(): void {
  if (isSet(process.env['YUCE_NO_WASM'])) forgoAssembly()
  const { question, mostDraws } = workerData as WorkerData
  const runs = new Map<number, Run>()
  parentPort?.on('message', ({ scenario, first, end, draws }: Task) => {
    const run = runs.get(scenario) ?? startRun(question, scenario, mostDraws)
    runs.set(scenario, run)
    for (let block = first; block < end; block++) runBlock(run, block, draws)
    parentPort?.postMessage(takeOut(run))
  })
}

/** What was made since the last time, so that the next task starts from nothing. */
function takeOut(run: Run): Part {
  const { nodes, counts } = partOf(run)
  const part = { nodes: [...nodes], counts: counts.map((each) => each.slice()) }
  run.tally.nodes.length = 0
  for (const each of counts) each.fill(0)
  return part
}
