/** Large plans, made up the same way every time. */

import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

export const FIRST_YEAR = 2025

/** Growth of a sector in a year under a scenario, in tenths of a per cent: −5.0 to 19.9, without a pattern a reader sees. */
const tenths = (scenario, sector, year) =>
  ((Math.imul(scenario * 7919 + sector * 104729 + year * 1299709, 2654435761) >>> 16) % 250) - 50

const percent = (tenth) => `${(tenth / 10).toFixed(1)}%`
const range = (count) => Array.from({ length: count }, (_, i) => i)

/** A plan whose growth.csv is still to be written, and the path of that file. */
function start(folder, { scenarios, sectors, years, inherits }) {
  mkdirSync(folder)
  const lastYear = FIRST_YEAR + years - 1
  const levels = range(sectors).map(
    (sector) => `s${sector},${FIRST_YEAR - 1},${(1000 + ((sector * 37) % 9000)) / 10}\n`,
  )
  writeFileSync(join(folder, 'baseline.csv'), `sector,year,revenue(亿元)\n${levels.join('')}`)
  const parents = range(scenarios).map((scenario) => `c${scenario},${inherits && scenario > 0 ? 'c0' : ''}\n`)
  writeFileSync(join(folder, 'scenarios.csv'), `scenario,inherits\n${parents.join('')}`)
  writeFileSync(join(folder, 'targets.csv'), `target,indicator,year,op,value\ntotal,total_revenue,${lastYear},>,0\n`)
  return join(folder, 'growth.csv')
}

/** Writes a file piece by piece, for a file of many megabytes is no string to hold. */
function write(path, pieces) {
  const file = openSync(path, 'w')
  for (const piece of pieces) writeSync(file, piece)
  closeSync(file)
  return path
}

/** A cell for each scenario, sector and year, a column per year. */
export function widePlan(folder, size) {
  const years = range(size.years)
  const rows = function* () {
    yield `scenario,sector,${years.map((year) => FIRST_YEAR + year).join(',')}\n`
    for (const scenario of range(size.scenarios)) {
      for (const sector of range(size.sectors)) {
        yield `c${scenario},s${sector},${years.map((year) => percent(tenths(scenario, sector, year))).join(',')}\n`
      }
    }
  }
  return write(start(folder, { ...size, inherits: false }), rows())
}

/** The same cells, a row for each. */
export function tidyPlan(folder, size) {
  const years = range(size.years)
  const rows = function* () {
    yield 'scenario,sector,year,growth\n'
    for (const scenario of range(size.scenarios)) {
      for (const sector of range(size.sectors)) {
        yield years
          .map((year) => `c${scenario},s${sector},${FIRST_YEAR + year},${percent(tenths(scenario, sector, year))}\n`)
          .join('')
      }
    }
  }
  return write(start(folder, { ...size, inherits: false }), rows())
}

/**
 * A national plan: the first scenario says everything, the others inherit it and change every so many cells, until the
 * file has `rows` rows.
 */
export function nationalPlan(folder, { rows, ...size }) {
  const cells = size.sectors * size.years
  const every = Math.max(1, Math.floor((cells * (size.scenarios - 1)) / (rows - cells)))
  const lines = function* () {
    yield 'scenario,sector,year,growth\n'
    for (const scenario of range(size.scenarios)) {
      let piece = ''
      for (let cell = scenario === 0 ? 0 : scenario % every; cell < cells; cell += scenario === 0 ? 1 : every) {
        const sector = Math.floor(cell / size.years)
        const year = cell % size.years
        piece += `c${scenario},s${sector},${FIRST_YEAR + year},${percent(tenths(scenario, sector, year))}\n`
        if (piece.length > 1 << 16) {
          yield piece
          piece = ''
        }
      }
      yield piece
    }
  }
  return write(start(folder, { ...size, inherits: true }), lines())
}

const sectorsOfS = [
  { level: 3200, mean: 0.03, deviation: 0.05 },
  { level: 650, mean: 0.1, deviation: 0.07 },
  { level: 420, mean: 0.16, deviation: 0.09 },
  { level: 380, mean: 0.18, deviation: 0.12 },
  { level: 310, mean: 0.12, deviation: 0.06 },
  { level: 260, mean: 0.2, deviation: 0.1 },
  { level: 340, mean: 0.15, deviation: 0.12 },
  { level: 700, mean: 0.08, deviation: 0.05 },
  { level: 60, mean: 0.25, deviation: 0.15 },
  { level: 30, mean: 0.25, deviation: 0.15 },
]

/**
 * Case S: ten sectors that grow normally for four years, correlated by 0.4, research that takes a share of their revenue
 * with a shock to all in each year, and a target for both. Or more of the same: the sectors again and again, more
 * years, and scenarios that each grow a little faster than the first.
 */
export function caseS(folder, { sectors = 10, years = 4, scenarios = 1, correlation = 0.4 } = {}) {
  mkdirSync(folder)
  const [first, last] = [FIRST_YEAR - 1, FIRST_YEAR + years - 2]
  const all = range(sectors).map((sector) => ({ ...sectorsOfS[sector % 10], name: `s${sector}` }))
  const table = (name, heads, rows) => write(join(folder, name), [`${heads}\n`, ...rows.map((row) => `${row}\n`)])
  table(
    'baseline.csv',
    'sector,year,revenue',
    all.map(({ name, level }) => `${name},${first - 1},${level}`),
  )
  table('growth.csv', 'scenario,sector,year,growth', [
    ...all.map(({ name, mean, deviation }) => `c0,${name},${first}-${last},"normal(${mean}, ${deviation})"`),
    ...range(scenarios)
      .slice(1)
      .map((scenario) => `c${scenario},*,${first}-${last},+${(scenario / 10).toFixed(1)}pp`),
  ])
  const intensity = (year) => 0.016 + (0.004 * year) / (years - 1)
  table(
    'assumptions.csv',
    'sector,variable,year,value',
    range(years).map((year) => `total,rd_intensity,${first + year},"normal(${intensity(year)}, 0.001)"`),
  )
  table(
    'scenarios.csv',
    'scenario,inherits',
    range(scenarios).map((scenario) => `c${scenario},${scenario > 0 ? 'c0' : ''}`),
  )
  if (correlation !== 0) {
    table('correlations.csv', 'variable,sector_a,sector_b,correlation', [`growth,*,*,${correlation}`])
  }
  // So much above what is expected are the targets of case S: 10000 and 200.
  const expected = all.reduce((sum, { level, mean }) => sum + level * (1 + mean) ** years, 0)
  const revenue = Math.round(1.13069 * expected)
  table('targets.csv', 'target,indicator,year,op,value', [
    `revenue,total_revenue,${last},>,${revenue}`,
    `rd,total_rd,${last},>=,${revenue / 50}`,
  ])
  return folder
}
