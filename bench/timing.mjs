/** Programs timed against each other: interleaved, so that a busy moment of the machine slows all of them alike. */

import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { devNull, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../', import.meta.url))
export const program = join(root, 'bin/yuce.js')

// Node reads the file that this names at every start, which takes longer than the start itself.
const { NODE_EXTRA_CA_CERTS: _, ...env } = { ...process.env, LANG: 'en_US.UTF-8' }

/** A program and its arguments; `expected` is the exit code that means it did its work. */
export const job = (name, command, args, { expected = 0, ...options } = {}) => ({
  name,
  command,
  args,
  expected,
  options,
})

export const nodeAlone = job('node -e 0', process.execPath, ['-e', '0'])

export const yuce = (name, args, options) => job(name, process.execPath, [program, ...args], options)

/** The same work by Python's csv module: read every record, count the cells. */
export function python(name, path) {
  const script =
    'import csv, sys\nwith open(sys.argv[1], encoding="utf-8", newline="") as f: print(sum(map(len, csv.reader(f))))'
  return job(name, 'python3', ['-c', script, path])
}

/** Whether a program can be started at all. */
export const exists = ({ command }) => spawnSync(command, ['--version'], { env }).error === undefined

/** Milliseconds one run takes; its output is thrown away. */
function once({ name, command, args, expected, options }) {
  const out = openSync(devNull, 'w')
  const started = process.hrtime.bigint()
  const { status, stderr, error } = spawnSync(command, args, { env, stdio: ['ignore', out, 'pipe'], ...options })
  const milliseconds = Number(process.hrtime.bigint() - started) / 1e6
  closeSync(out)
  if (error !== undefined || status !== expected) throw new Error(`${name}: ${error ?? `exit ${status}\n${stderr}`}`)
  return milliseconds
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Median milliseconds of each job over `rounds` rounds, after one round that warms the disk's cache. */
export function compare(jobs, rounds) {
  for (const each of jobs) once(each)
  const times = jobs.map(() => [])
  for (let round = 0; round < rounds; round++) {
    for (const [i, each] of jobs.entries()) times[i].push(once(each))
  }
  return jobs.map(({ name }, i) => ({ name, milliseconds: median(times[i]) }))
}

/** Megabytes a run of yuce needs at most. */
export function peakOf(each) {
  return withFolder((folder) => {
    const report = join(folder, 'peak')
    const preload = ['--import', new URL('peak.mjs', import.meta.url).href]
    once({
      ...each,
      args: [...preload, ...each.args],
      options: { ...each.options, env: { ...env, YUCE_PEAK: report } },
    })
    return Number(readFileSync(report, 'utf8')) / 1024
  })
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

/** Prints medians as ratios to the first job, and to others that are named. */
export function report(title, results, others = []) {
  const base = [results[0], ...others.map((name) => results.find((each) => each.name === name))].filter(Boolean)
  const width = Math.max(...results.map(({ name }) => name.length))
  console.log(`\n${title}`)
  for (const { name, milliseconds } of results) {
    const ratios = base.map((each) => `${(milliseconds / each.milliseconds).toFixed(2)} × ${each.name}`)
    console.log(`  ${name.padEnd(width)}  ${milliseconds.toFixed(0).padStart(7)} ms   ${ratios.join('   ')}`)
  }
}
