/** Large plans: reading them, and projecting them. */

import { statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nationalPlan, tidyPlan, widePlan } from './plans.mjs'
import { printNote, printRatios, printTable, printUsage, rounded } from './tables.mjs'
import { compare, compareUsage, job, nodeAlone, withFolder, works, yuce } from './timing.mjs'

/** Reading and projecting; `check` prints a line a scenario, so that writing does not count. */
export function million({ rounds }) {
  const size = { scenarios: 20, sectors: 1667, years: 30 }
  withFolder((folder) => {
    const wide = widePlan(join(folder, 'wide'), size)
    const tidy = tidyPlan(join(folder, 'tidy'), size)
    for (const [name, path] of Object.entries({ wide, tidy })) {
      const plan = join(folder, name)
      const cells = size.scenarios * size.sectors * size.years
      measure(`${cells.toLocaleString('en')} cells, ${name}`, path, rounds, [
        yuce(`yuce check, all ${size.scenarios} scenarios`, ['check', '-p', plan]),
        yuce('yuce project -s c0 -f csv', ['project', '-s', 'c0', '-f', 'csv', '-p', plan]),
      ])
    }
  })
}

/**
 * Case B, against C, data.table and pandas. Goals: 10 times the time of C with readers from libraries, 5 where our own
 * writer and lanes allow it; at most 300 MB. The others write four columns and four decimals, yuce eight and all digits.
 */
export function national({ rounds }) {
  const size = { scenarios: 20, sectors: 12000, years: 30, rows: 1_000_000 }
  withFolder((folder) => {
    const plan = join(folder, 'national')
    const path = nationalPlan(plan, size)
    const megabytes = (statSync(path).size / 1e6).toFixed(0)
    const others = peersOf(folder, plan)
    const own = [
      yuce('yuce project -f csv', ['project', '-f', 'csv', '-p', plan]),
      yuce('yuce project -f ndjson', ['project', '-f', 'ndjson', '-p', plan]),
      yuce('yuce check', ['check', '-p', plan]),
    ]
    printUsage(
      `12 000 sectors × 30 years × 20 scenarios, ${megabytes} MB in (median of ${Math.min(3, rounds)})`,
      compareUsage([...others, ...own], Math.min(3, rounds)),
    )
  })
}

/** The others that are installed, C first: what it takes is 1. */
function peersOf(folder, plan) {
  const peer = (name) => fileURLToPath(new URL(`peers/${name}`, import.meta.url))
  const compiled = join(folder, 'case-b')
  const found = [
    {
      job: job('C -O3', compiled, [plan]),
      isThere: works('cc', '-O3', '-o', compiled, peer('case-b.c')),
      name: 'a C compiler',
    },
    {
      job: job('data.table, 1 thread', 'Rscript', ['--vanilla', peer('case-b.R'), plan]),
      isThere: works('Rscript', '-e', 'library(data.table)'),
      name: 'data.table',
    },
    {
      job: job('pandas', 'python3', [peer('case-b.py'), plan]),
      isThere: works('python3', '-c', 'import pandas'),
      name: 'pandas',
    },
  ]
  for (const { name, isThere } of found) if (!isThere) printNote(`${name} is not installed: left out.`)
  return found.flatMap(({ job, isThere }) => (isThere ? [job] : []))
}

/** What more sectors cost: ten times as many, and again. */
export function sectors({ rounds }) {
  withFolder((folder) => {
    const jobs = [1_000, 10_000, 100_000].map((sectors) => {
      const plan = join(folder, String(sectors))
      nationalPlan(plan, { scenarios: 3, sectors, years: 30, rows: sectors * 40 })
      return yuce(`${sectors.toLocaleString('en')} sectors`, ['project', '-f', 'csv', '-p', plan])
    })
    const [start, ...results] = compareUsage([nodeAlone, ...jobs], Math.min(3, rounds))
    printTable(
      `30 years × 3 scenarios, 40 rows a sector in, 90 out (median of ${Math.min(3, rounds)})`,
      ['', `time × ${start.name}`, 'peak MB'],
      results.map(({ name, wall, peak }) => [name, rounded(wall / start.wall), peak.toFixed(0)]),
    )
    const [first, second] = [slope(results[0], results[1], 9_000), slope(results[1], results[2], 90_000)]
    printNote(
      `A further sector, from 10 to 100 thousand: ${rounded(second.wall / first.wall)} × the time of one from 1 to 10 ` +
        `thousand; ${rounded(second.peak)} kB against ${rounded(first.peak)}.`,
    )
  })
}

/** What each of so many further sectors costs, in milliseconds and kilobytes. */
const slope = (from, to, count) => ({
  wall: (to.wall - from.wall) / count,
  peak: (1024 * (to.peak - from.peak)) / count,
})

function measure(title, path, rounds, own) {
  const megabytes = (statSync(path).size / 1e6).toFixed(0)
  const reading = csvReader("Python's csv, reading only", path)
  const jobs = [nodeAlone, ...(works('python3', '--version') ? [reading] : []), ...own]
  printRatios(`${title}, ${megabytes} MB in (median of ${rounds})`, compare(jobs, rounds), [
    nodeAlone.name,
    reading.name,
  ])
  for (const { name, peak } of compareUsage(own, 1)) printNote(`${name}: ${peak.toFixed(0)} MB at most`)
}

/** The same work by Python's csv module: read every record, count the cells. */
function csvReader(name, path) {
  const script =
    'import csv, sys\nwith open(sys.argv[1], encoding="utf-8", newline="") as f: print(sum(map(len, csv.reader(f))))'
  return job(name, 'python3', ['-c', script, path])
}
