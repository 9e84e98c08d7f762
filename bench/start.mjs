/** The everyday run, on the bundled plan. */

import { printRatios } from './tables.mjs'
import { compare, nodeAlone, root, yuce } from './timing.mjs'

/** Goals: --version at most 1.15, project at most 2.0 times `node -e 0`. */
export function start({ rounds }) {
  const jobs = [
    nodeAlone,
    yuce('yuce --version', ['--version']),
    yuce('yuce', [], { cwd: root }),
    yuce('yuce project -f csv', ['project', '-f', 'csv'], { cwd: root }),
    yuce('yuce explain', ['explain', 'total_revenue[2027]', '-s', 'trend'], { cwd: root }),
    yuce('yuce --help', ['--help'], { cwd: root }),
  ]
  printRatios(`Cold start, bundled plan (median of ${3 * rounds})`, compare(jobs, 3 * rounds), [nodeAlone.name])
}
