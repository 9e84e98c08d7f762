/** How fast draws are made, what they cost, and how soon a chance is known well enough. */

import { spawnSync } from 'node:child_process'
import { freemem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { caseS } from './plans.mjs'
import { powerOfTen, printNote, printTable, printUsage, rounded, scientific } from './tables.mjs'
import { compare, compareUsage, job, program, root, withFolder, works, yuce } from './timing.mjs'

const bundled = join(root, 'data/chongqing-2027')

/** P(revenue > 10000) of case S, pre-integrated over 2¹⁶ × 256 draws. */
const CHANCE = 0.081063

/** What `--sampler random` draws, and shows no more of than the peers do. */
const plain = (name, plan, draws, workers) => {
  const how = ['--sampler', 'random', '--draws', String(draws), '--workers', String(workers)]
  return yuce(name, ['simulate', '-p', plan, ...how, '--variable', 'total_revenue'])
}

const peer = (name) => fileURLToPath(new URL(`peers/${name}`, import.meta.url))
const numpy = (name, ...args) => job(name, 'python3', [peer('case-s.py'), ...args.map(String)])
const hasNumpy = () => works('python3', '-c', 'import numpy')

/** Those that are installed; a word about the others. */
function peers(draws) {
  const r = job('R', 'Rscript', ['--vanilla', peer('case-s.R'), String(draws)])
  const found = [
    { jobs: [numpy('numpy', draws), numpy('numpy, 65,536 at once', draws, 65536)], isThere: hasNumpy(), name: 'numpy' },
    { jobs: [r], isThere: works('Rscript', '--version'), name: 'R' },
  ]
  for (const { name, isThere } of found) if (!isThere) printNote(`${name} is not installed: left out.`)
  return found.flatMap(({ jobs, isThere }) => (isThere ? jobs : []))
}

/** Goals, to numpy: 0.30 in JavaScript on one thread, 0.20 with WebAssembly, 0.14 on two. */
export function draws({ draws, rounds }) {
  withFolder((folder) => {
    const plan = caseS(join(folder, 'S'))
    const others = peers(draws)
    const own = [plain('yuce', plan, draws, 1), plain('yuce, 2 threads', plan, draws, 2)]
    const results = compareUsage([...others, ...own], rounds)
    printUsage(`${powerOfTen(draws)} plain draws of case S, whole process (median of ${rounds})`, results)
  })
}

/** Goal: from 10⁵ to 10⁷ draws at most 20 % more. */
export function memory({ draws, rounds }) {
  withFolder((folder) => {
    const plan = caseS(join(folder, 'S'))
    const counts = [draws / 10, draws, draws * 10]
    const jobs = [1, 2].flatMap((workers) => counts.map((count) => plain('', plan, count, workers)))
    const peaks = compareUsage(jobs, Math.min(3, rounds)).map(({ peak }) => peak)
    printTable(
      `Memory, case S: MB at most, and against the first`,
      ['draws', ...counts.map(powerOfTen)],
      ['1 thread', '2 threads'].map((name, k) => {
        const own = peaks.slice(3 * k, 3 * k + 3)
        return [name, ...own.map((peak) => `${peak.toFixed(0)} (× ${rounded(peak / own[0])})`)]
      }),
    )
  })
}

/**
 * Goals: at most twice as long as `yuce project` to 0.01 pp of every chance; to 0.001 pp 1000 times sooner than numpy's
 * plain draws.
 */
export function precision({ draws, rounds }) {
  withFolder((folder) => {
    const plan = caseS(join(folder, 'S'))
    const single = ['--target', 'revenue']
    untilPrecise('The bundled plan, all scenarios', bundled, rounds, [
      ['every chance to 0.1 pp', '0.1pp'],
      ['every chance to 0.01 pp', '0.01pp'],
    ])
    const own = untilPrecise('Case S', plan, rounds, [
      ['one chance to 0.1 pp', '0.1pp', ...single],
      ['one chance to 0.01 pp', '0.01pp', ...single],
      ['one chance to 0.001 pp', '0.001pp', ...single],
      ['both and together to 0.1 pp', '0.1pp'],
      ['both and together to 0.01 pp', '0.01pp'],
      ['both and together to 0.001 pp', '0.001pp'],
    ])
    againstPlain(own, draws, rounds)
  })
}

/** @returns milliseconds of each, and of `yuce project` first */
function untilPrecise(title, plan, rounds, asked) {
  const project = yuce('yuce project', ['project', '-p', plan])
  const jobs = asked.map(([name, error, ...more]) =>
    yuce(name, ['simulate', '-p', plan, '--precision', error, ...more]),
  )
  const results = compare([project, ...jobs], rounds)
  const [base, ...others] = results
  printTable(
    `${title}: time to a standard error (median of ${rounds})`,
    ['', '× yuce project', 'draws of each scenario', 'largest standard error'],
    others.map(({ name, wall }, k) => {
      const { draws, largest } = outcomeOf(jobs[k])
      return [name, rounded(wall / base.wall), draws.toLocaleString('en'), scientific(largest)]
    }),
  )
  return results
}

/** How many draws it took, and the largest standard error then. */
function outcomeOf({ args }) {
  const { stdout } = spawnSync(process.execPath, [program, ...args.slice(1), '-f', 'json'], { maxBuffer: 1 << 30 })
  const { draws, results } = JSON.parse(stdout)
  const chances = results.flatMap(({ targets, joint }) => [...targets, ...(joint === null ? [] : [joint])])
  return { draws, largest: Math.max(...chances.map(({ standardError }) => standardError)) }
}

/** numpy's plain draws to 0.001 pp, as if it had the memory, by what further draws cost it. */
function againstPlain(own, draws, rounds) {
  const [few, many] = [draws, draws * 10]
  if (!hasNumpy()) return printNote('numpy is not installed: plain draws are left out.')
  // The largest arrays of all draws at once: some 350 bytes a draw.
  if (freemem() < 450 * many) return printNote('Too little memory for as many of numpy’s draws: left out.')
  const sooner = own.find(({ name }) => name === 'one chance to 0.001 pp')
  const [first, second] = compareUsage([numpy('few', few), numpy('many', many)], rounds)
  const needed = (CHANCE * (1 - CHANCE)) / 1e-5 ** 2
  const whole = first.wall + ((second.wall - first.wall) / (many - few)) * (needed - few)
  printNote(
    `To 0.001 pp numpy would take ${scientific(needed)} plain draws: ${rounded(whole / sooner.wall)} times as long as ` +
      `yuce (${powerOfTen(few)} to ${powerOfTen(many)} draws, extrapolated).`,
  )
}

/** What more of everything costs, the start and the reading of the plan left out. */
export function growth({ draws, rounds }) {
  withFolder((folder) => {
    const made = (name, size) => caseS(join(folder, name), size)
    const S = made('S')
    const independent = made('independent', { correlation: 0 })
    const axes = [
      { name: 'draws', from: { plan: S }, to: { plan: S, more: 10 } },
      {
        name: 'sectors, independent, 10 to 100',
        from: { plan: independent },
        to: { plan: made('many-independent', { correlation: 0, sectors: 100 }) },
      },
      {
        name: 'sectors, each correlated with all, 10 to 100',
        from: { plan: S },
        to: { plan: made('many', { sectors: 100 }) },
      },
      { name: 'years, 4 to 40', from: { plan: S }, to: { plan: made('long', { years: 40 }) } },
      { name: 'scenarios, 1 to 10', from: { plan: S }, to: { plan: made('ten', { scenarios: 10 }) } },
    ]
    const samplers = [
      { sampler: 'random', draws: draws / 10 },
      { sampler: 'sobol', draws: draws / 40 },
    ]
    const costs = samplers.map((how) => costsOf(axes, how, rounds))
    const errors = samplers.map((how) => errorsOf(axes, how))
    printTable(
      `Ten times as much: processor time, the exponent that makes it so, and the standard error (median of ${rounds})`,
      ['', ...samplers.flatMap(({ sampler }) => [`${sampler}: time ×`, 'exponent', 'error ×'])],
      axes.map(({ name }, k) => [
        name,
        ...samplers.flatMap((_, n) => [
          rounded(costs[n][k]),
          Math.log10(costs[n][k]).toFixed(2),
          rounded(errors[n][k]),
        ]),
      ]),
    )
    threads(S, samplers, Math.min(3, rounds))
  })
}

/** How many times as long `to` takes as `from`, for each axis: what the last three quarters of the draws take. */
function costsOf(axes, { sampler, draws }, rounds) {
  const sides = axes.flatMap(({ from, to }) => [from, to])
  const jobs = sides.flatMap(({ plan, more = 1 }) =>
    [draws * more, (draws * more) / 4].map((count) => sampled(plan, sampler, count, 1)),
  )
  const used = compareUsage(jobs, rounds).map(({ cpu }) => cpu)
  const net = sides.map((_, k) => used[2 * k] - used[2 * k + 1])
  return axes.map((_, k) => net[2 * k + 1] / net[2 * k])
}

/** How many times as large the largest standard error of a chance is. */
function errorsOf(axes, { sampler, draws }) {
  const largest = ({ plan, more = 1 }) => outcomeOf(sampled(plan, sampler, draws * more, 1)).largest
  return axes.map(({ from, to }) => largest(to) / largest(from))
}

/** Where a second thread begins to pay. */
function threads(plan, samplers, rounds) {
  const sizes = samplers.flatMap(({ sampler, draws }) => [1, 10, 100].map((more) => ({ sampler, draws: draws * more })))
  const jobs = sizes.flatMap(({ sampler, draws }) => [1, 2].map((count) => sampled(plan, sampler, draws, count)))
  const used = compareUsage(jobs, rounds)
  printTable(
    `Two threads, case S, whole process: times as fast as one, and their processor time (median of ${rounds})`,
    ['draws', 'times as fast', 'processor time ×'],
    sizes.map(({ sampler, draws }, k) => [
      `${sampler}, ${draws.toLocaleString('en')}`,
      rounded(used[2 * k].wall / used[2 * k + 1].wall),
      rounded(used[2 * k + 1].cpu / used[2 * k].cpu),
    ]),
  )
}

function sampled(plan, sampler, draws, workers) {
  const how = ['--sampler', sampler, '--draws', String(draws), '--workers', String(workers)]
  return yuce(`${sampler} ${draws} ${workers}`, ['simulate', '-p', plan, ...how])
}
