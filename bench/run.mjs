/**
 * How long things take, as ratios to `node -e 0` and to Python on the same machine in the same minute.
 *
 *     npm run bench                  all of it
 *     npm run bench -- start         cold start
 *     npm run bench -- million       an assumptions file of a million cells
 *     npm run bench -- national      12 000 sectors × 30 years × 20 scenarios
 */

import { statSync } from 'node:fs'
import { join } from 'node:path'
import { nationalPlan, tidyPlan, widePlan } from './plans.mjs'
import { compare, exists, nodeAlone, peakOf, python, report, root, withFolder, yuce } from './timing.mjs'

const parts = { start, million, national }

/** The everyday run, on the bundled plan. Goals: --version at most 1.15, project at most 2.0 times `node -e 0`. */
function start() {
  const jobs = [
    nodeAlone,
    yuce('yuce --version', ['--version']),
    yuce('yuce', [], { cwd: root }),
    yuce('yuce project -f csv', ['project', '-f', 'csv'], { cwd: root }),
    yuce('yuce explain', ['explain', 'total_revenue[2027]', '-s', 'trend'], { cwd: root }),
    yuce('yuce --help', ['--help'], { cwd: root }),
  ]
  report('Cold start, bundled plan (median of 15)', compare(jobs, 15))
}

/** Reading and projecting; `check` prints a line a scenario, so that writing does not count. */
function million() {
  const size = { scenarios: 20, sectors: 1667, years: 30 }
  withFolder((folder) => {
    const wide = widePlan(join(folder, 'wide'), size)
    const tidy = tidyPlan(join(folder, 'tidy'), size)
    for (const [name, path] of Object.entries({ wide, tidy })) {
      const plan = join(folder, name)
      const check = yuce(`yuce check, all ${size.scenarios} scenarios`, ['check', '-p', plan])
      const reading = python("Python's csv, reading only", path)
      const jobs = [
        nodeAlone,
        ...(exists(reading) ? [reading] : []),
        check,
        yuce('yuce project -s c0 -f csv', ['project', '-s', 'c0', '-f', 'csv', '-p', plan]),
      ]
      const cells = size.scenarios * size.sectors * size.years
      const title = `${cells.toLocaleString('en')} cells, ${name}, ${megabytes(path)} MB (median of 5)`
      report(title, compare(jobs, 5), [reading.name])
      console.log(`  yuce check: ${peakOf(check).toFixed(0)} MB at most`)
    }
  })
}

/** Goal: at most 300 MB. */
function national() {
  const size = { scenarios: 20, sectors: 12000, years: 30, rows: 1_000_000 }
  withFolder((folder) => {
    const plan = join(folder, 'national')
    const path = nationalPlan(plan, size)
    const reading = python("Python's csv, reading only", path)
    const project = yuce('yuce project -f csv > /dev/null', ['project', '-f', 'csv', '-p', plan])
    const check = yuce('yuce check', ['check', '-p', plan])
    const jobs = [nodeAlone, ...(exists(reading) ? [reading] : []), check, project]
    const title = `12 000 sectors × 30 years × 20 scenarios, ${megabytes(path)} MB in (median of 3)`
    report(title, compare(jobs, 3), [reading.name])
    for (const each of [check, project]) console.log(`  ${each.name}: ${peakOf(each).toFixed(0)} MB at most`)
  })
}

function megabytes(path) {
  return (statSync(path).size / 1e6).toFixed(0)
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(parts, name))
if (unknown.length > 0) {
  console.error(`'${unknown[0]}' is none of: ${Object.keys(parts).join(', ')}`)
  process.exitCode = 2
} else {
  console.log(`Node ${process.versions.node}, ${process.platform} ${process.arch}`)
  for (const [name, part] of Object.entries(parts)) if (asked.length === 0 || asked.includes(name)) part()
}
