/** Programs timed against each other: interleaved, so that a busy moment of the machine slows all of them alike. */

import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { devNull, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../', import.meta.url))
export const program = join(root, 'bin/yuce.js')

// Node reads the file that the first names at every start, which takes longer than the start itself. The others keep
// numpy to one thread, whatever it multiplies matrices with.
const { NODE_EXTRA_CA_CERTS: _, ...given } = process.env
const oneThread = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' }
const env = { ...given, ...oneThread, LANG: 'en_US.UTF-8' }

/** A program and its arguments. */
export const job = (name, command, args, options = {}) => ({ name, command, args, options })

export const nodeAlone = job('node -e 0', process.execPath, ['-e', '0'])

export const yuce = (name, args, options) => job(name, process.execPath, [program, ...args], options)

/** Whether a command can be started and does not fail. */
export const works = (command, ...args) => spawnSync(command, args, { env, stdio: 'ignore' }).status === 0

/**
 * One run, its output thrown away.
 *
 * @param usageFile  where the program writes what it used: Node's are made to, `peers/` do so themselves; null: nowhere
 * @returns milliseconds
 */
function once({ name, command, args, options }, usageFile) {
  const usage = {
    BENCH_USAGE: usageFile,
    NODE_OPTIONS: `--require ${fileURLToPath(new URL('usage.cjs', import.meta.url))}`,
  }
  const out = openSync(devNull, 'w')
  const started = process.hrtime.bigint()
  const { status, stderr, error } = spawnSync(command, args, {
    env: usageFile === null ? env : { ...env, ...usage },
    stdio: ['ignore', out, 'pipe'],
    ...options,
  })
  const milliseconds = Number(process.hrtime.bigint() - started) / 1e6
  closeSync(out)
  if (error !== undefined || status !== 0) throw new Error(`${name}: ${error ?? `exit ${status}\n${stderr}`}`)
  return milliseconds
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Median milliseconds of each job over `rounds` rounds, after one round that warms the disk's cache. */
export function compare(jobs, rounds) {
  for (const each of jobs) once(each, null)
  const runs = interleaved(jobs, rounds, (each) => once(each, null))
  return jobs.map(({ name }, i) => ({ name, wall: median(runs[i]) }))
}

/** As `compare`, with milliseconds of all processors and megabytes at most. */
export function compareUsage(jobs, rounds) {
  return withFolder((folder) => {
    const file = join(folder, 'usage')
    const runs = interleaved(jobs, rounds, (each) => {
      const wall = once(each, file)
      const [seconds, kilobytes] = readFileSync(file, 'utf8').split(' ').map(Number)
      return { wall, cpu: seconds * 1000, peak: kilobytes / 1024 }
    })
    const medianOf = (i, what) => median(runs[i].map((run) => run[what]))
    return jobs.map(({ name }, i) => ({
      name,
      wall: medianOf(i, 'wall'),
      cpu: medianOf(i, 'cpu'),
      peak: medianOf(i, 'peak'),
    }))
  })
}

/** Results of each job, round by round. */
function interleaved(jobs, rounds, run) {
  const results = jobs.map(() => [])
  for (let round = 0; round < rounds; round++) {
    for (const [i, each] of jobs.entries()) results[i].push(run(each))
  }
  return results
}

/** Give `use` an empty folder, and take it away afterwards, Ctrl-C or not. */
export function withFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), 'yuce-bench-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const stop = () => {
    remove()
    process.exit(130)
  }
  process.once('SIGINT', stop)
  try {
    return use(folder)
  } finally {
    process.off('SIGINT', stop)
    remove()
  }
}
