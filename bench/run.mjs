/**
 * How long things take, as ratios to `node -e 0` and to other programs on the same machine in the same minute: the
 * tables of docs/performance.md.
 *
 *     npm run bench                  all of it
 *     npm run bench -- start         cold start
 *     npm run bench -- report        the page: size, time beside project, a move of a slider
 *     npm run bench -- million       an assumptions file of a million cells
 *     npm run bench -- national      12 000 sectors × 30 years × 20 scenarios, against C, data.table and pandas
 *     npm run bench -- sectors       1, 10 and 100 thousand sectors
 *     npm run bench -- simulate      all of these:
 *     npm run bench -- draws         a million plain draws, against numpy and R
 *     npm run bench -- memory        from a hundred thousand draws to ten million
 *     npm run bench -- accuracy      how far a chance is off, by sampler
 *     npm run bench -- precision     how soon a chance is known to 0.1, 0.01 and 0.001 pp
 *     npm run bench -- growth        what more draws, sectors, years, scenarios and threads cost
 *
 * `--quick` takes fewer draws, and each time once: to see that it works.
 */

import { availableParallelism } from 'node:os'
import { accuracy } from './accuracy.mjs'
import { million, national, sectors } from './large.mjs'
import { report } from './report.mjs'
import { draws, growth, memory, precision } from './simulate.mjs'
import { start } from './start.mjs'

const simulate = { draws, memory, accuracy, precision, growth }
const parts = { start, report, million, national, sectors, ...simulate }

const full = { draws: 1_000_000, rounds: 5, replications: 128 }
const quick = { draws: 100_000, rounds: 1, replications: 16 }

const asked = process.argv.slice(2).filter((word) => word !== '--quick')
const how = process.argv.includes('--quick') ? quick : full
const unknown = asked.find((name) => name !== 'simulate' && !Object.hasOwn(parts, name))
if (unknown !== undefined) {
  console.error(`'${unknown}' is none of: ${Object.keys(parts).join(', ')}, simulate`)
  process.exitCode = 2
} else {
  const wanted = asked.flatMap((name) => (name === 'simulate' ? Object.keys(simulate) : [name]))
  const day = new Date().toISOString().slice(0, 10)
  const machine = `${process.platform} ${process.arch}, ${availableParallelism()} processors`
  console.log(`${day}, Node ${process.versions.node}, ${machine}`)
  for (const [name, part] of Object.entries(parts)) if (asked.length === 0 || wanted.includes(name)) await part(how)
}
