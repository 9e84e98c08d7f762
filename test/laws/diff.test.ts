/** Laws of `diff`: nothing differs from itself, and what is reported can be set. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Difference, planDifferences } from '../../src/analyses/diff.ts'
import { addProjection, type ResultSet, resultDifferences } from '../../src/analyses/result-set.ts'
import { usualTolerance } from '../../src/analyses/tolerance.ts'
import { projectScenario } from '../../src/model/project.ts'
import type { Model } from '../../src/model/types.ts'
import { modelOf } from '../support/plan.ts'

const seed = 20270
const sectors = ['a', 'b, c', '显示']
const scenarios = ['base', 'low', 'high', 'apart']

type Files = Readonly<Record<string, string>>

const percent = fc.integer({ min: -300, max: 300 }).map((tenths) => `${tenths / 10}%`)
const change = fc.oneof(
  fc.integer({ min: 1, max: 50 }).map((tenths) => `+${tenths / 10}pp`),
  fc.integer({ min: 1, max: 50 }).map((tenths) => `-${tenths / 10}pp`),
  fc.integer({ min: 50, max: 150 }).map((percent) => `*${percent / 100}`),
)
const spread = fc.tuple(fc.integer({ min: -5, max: 9 }), fc.integer({ min: 1, max: 4 }))
const cell = fc.oneof(
  { weight: 4, arbitrary: percent },
  { weight: 2, arbitrary: spread.map(([mean, sd]) => `"normal(${mean}%, ${sd}%)"`) },
  { weight: 1, arbitrary: fc.constant('0.5 * driver + 1%') },
)
const ranges = ['2023', '2024', '2023-2024', '2024-2025', '*']
const quoted = (text: string) => (text.includes(',') ? `"${text}"` : text)

/** Rows of one scenario, each cell of the key once, so that no two rows of one rank disagree. */
function rowsOf(scenario: string, value: fc.Arbitrary<string>): fc.Arbitrary<string[]> {
  const row = fc.record({ sector: fc.constantFrom('*', ...sectors), year: fc.constantFrom(...ranges), value })
  return fc
    .uniqueArray(row, { maxLength: 5, selector: ({ sector, year }) => `${sector} ${year.includes('-') ? '-' : year}` })
    .map((rows) => rows.map((each) => [scenario, quoted(each.sector), each.year, each.value].join(',')))
}

const growth = fc
  .tuple(rowsOf('base', cell), rowsOf('low', fc.oneof(percent, change)), rowsOf('high', change), rowsOf('apart', cell))
  .map((parts) => ['base,*,*,4%', 'apart,*,*,2%', ...parts.flat()].filter(unlikeFirst))

/** The first rows stand for every cell. */
function unlikeFirst(row: string, index: number): boolean {
  return index < 2 || !/^(?:base|apart),\*,\*,/.test(row)
}

const level = fc.integer({ min: 1, max: 9000 }).map((tenths) => tenths / 10)

/** A plan of three sectors, inherited scenarios with relative rows, a residual, drivers and a project. */
const plans = fc
  .record({
    growth,
    levels: fc.tuple(level, level),
    total: fc.integer({ min: 2000, max: 3000 }),
    driver: percent,
    intensity: fc.tuple(percent, percent),
    output: level,
    delay: fc.constantFrom('', '1', '+1'),
    realisation: fc.constantFrom('', '50%', '*0.8'),
    reversed: fc.boolean(),
  })
  .map(({ growth: rows, levels, total, driver, intensity, output, delay, realisation, reversed }): Files => {
    const order = reversed ? [...rows].reverse() : rows
    return {
      'baseline.csv': `sector,year,revenue
a,2022,${levels[0]}
"b, c",2022,${levels[1]}
显示,2022,residual
total,2022,${total}
`,
      'scenarios.csv': 'scenario,inherits\nbase,\nlow,base\nhigh,low\napart,\n',
      'growth.csv': `scenario,sector,year,growth\n${order.join('\n')}\n`,
      'assumptions.csv': `scenario,sector,variable,year,value
,total,driver,*,${driver}
,*,rd_intensity,2022-2024,"linear(${intensity[0]}, ${intensity[1]})"
,*,rd_intensity,2025,2%
`,
      'projects.csv': `project,sector,scenario,start,full,output,realisation,delay
fab,a,,2023,,${output},90%,
fab,,low,,,,${realisation},${delay}
`,
      'targets.csv': 'target,indicator,year,op,value\nsum,total_revenue,2025,>,3000\nlead,driver,2025,>,0\n',
    }
  })

function differences(before: Model, after: Model) {
  return planDifferences(before, after, null, usualTolerance)
}

function resultsOf(model: Model, scenario: string): ResultSet {
  const set: ResultSet = new Map()
  addProjection(
    set,
    projectScenario(
      model,
      model.plan.scenarios.findIndex(({ name }) => name === scenario),
    ),
  )
  return set
}

/** What `--set` needs to be told for one scenario. */
function settingsFor(scenario: string, all: readonly Difference[]): string[] {
  return all.flatMap(({ scenarios: seen, setting }) =>
    setting !== null && (seen === null || seen.includes(scenario)) ? [setting] : [],
  )
}

describe(`laws of diff (seed ${seed})`, () => {
  test('law: a plan does not differ from itself, nor from itself with its rows in another order', async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (files) => {
        const [head = '', ...rows] = (files['growth.csv'] ?? '').trimEnd().split('\n')
        const shuffled = { ...files, 'growth.csv': `${[head, ...rows.reverse()].join('\n')}\n` }
        const [model, other] = [await modelOf(files), await modelOf(shuffled)]
        expect(differences(model, model)).toEqual({ assumptions: [], implied: [], results: [] })
        expect(differences(model, other)).toEqual({ assumptions: [], implied: [], results: [] })
      }),
      { seed, numRuns: 40 },
    )
  })

  test("law: what diff reports, set on the first plan, gives the second plan's projection", async () => {
    await fc.assert(
      fc.asyncProperty(plans, plans, async (first, second) => {
        const [before, after] = [await modelOf(first), await modelOf(second)]
        const { assumptions, implied } = differences(before, after)
        for (const scenario of scenarios) {
          const set = settingsFor(scenario, [...assumptions, ...implied])
          const changed = await modelOf(first, { set })
          const left = resultDifferences(resultsOf(changed, scenario), resultsOf(after, scenario), usualTolerance)
          expect(left, `${scenario}: ${set.join(' ')}`).toEqual([])
        }
      }),
      { seed, numRuns: 60 },
    )
  })

  test('law: for a scenario that inherits from none, the assumptions are enough: nothing is implied', async () => {
    await fc.assert(
      fc.asyncProperty(plans, plans, async (first, second) => {
        const [before, after] = [await modelOf(first), await modelOf(second)]
        const { assumptions } = differences(before, after)
        for (const scenario of ['base', 'apart']) {
          const changed = await modelOf(first, { set: settingsFor(scenario, assumptions) })
          const left = resultDifferences(resultsOf(changed, scenario), resultsOf(after, scenario), usualTolerance)
          expect(left).toEqual([])
        }
      }),
      { seed, numRuns: 30 },
    )
  })
})
