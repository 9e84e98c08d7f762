/** Large plans: reading them, and projecting them. */

import { statSync } from 'node:fs'
import { join } from 'node:path'
import { nationalPlan, tidyPlan, widePlan } from './plans.mjs'
import { printNote, printRatios } from './tables.mjs'
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

/** Goal: at most 300 MB. */
export function national({ rounds }) {
  const size = { scenarios: 20, sectors: 12000, years: 30, rows: 1_000_000 }
  withFolder((folder) => {
    const plan = join(folder, 'national')
    const path = nationalPlan(plan, size)
    measure('12 000 sectors × 30 years × 20 scenarios', path, Math.min(3, rounds), [
      yuce('yuce check', ['check', '-p', plan]),
      yuce('yuce project -f csv > /dev/null', ['project', '-f', 'csv', '-p', plan]),
    ])
  })
}

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
