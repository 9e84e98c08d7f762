/**
 * The workbook against LibreOffice: every value that stands beside a formula is taken out of the file, the formulas are
 * computed there, and what comes out is compared with `yuce project -f csv`, before and after cells are changed.
 */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, type TestContext, test } from 'vitest'
import { compileModel } from '../../src/model/compile.ts'
import { loadPlan } from '../../src/plan/load.ts'
import { type Plan, TOTAL } from '../../src/plan/types.ts'
import { sectorName, variableName } from '../../src/render/names.ts'
import { root } from '../support/folders.ts'
import { hostilePlan } from '../support/hostile-plan.ts'
import { type Edits, type ReadBook, readBook, recalculated, rowsOf } from '../support/spreadsheet.ts'
import { yuce } from '../support/yuce.ts'
import { type Files, withPlan } from './plans.ts'

const HEADING = 3

beforeEach((context: TestContext) => {
  if (spawnSync('soffice', ['--version']).status === 0) return
  if (process.env['REQUIRE_TOOLS'] === '1') throw new Error('soffice is not installed, and REQUIRE_TOOLS=1 asks for it')
  context.skip('soffice is not installed')
})

/** The bytes of a plan's workbook. */
async function written(plan: string, args: readonly string[] = []): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'yuce-book-'))
  try {
    const path = join(folder, 'book.xlsx')
    const ran = await yuce(['export', '--to', 'xlsx', '-p', plan, '-o', path, ...args], { cwd: root })
    expect(ran.exit, ran.err).toBe(0)
    return readFileSync(path)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

type Value = { readonly scenario: string; readonly key: string; readonly year: number; readonly value: number | null }

/** `project -f csv`, by what a workbook in English calls things. */
async function projected(plan: string, args: readonly string[] = []): Promise<Value[]> {
  const { out, exit } = await yuce(['project', '-p', plan, '-f', 'ndjson', ...args], { cwd: root })
  expect(exit).toBe(0)
  return out
    .trim()
    .split('\n')
    .map((line) => {
      const { scenario, sector, variable, year, value } = JSON.parse(line)
      return { scenario, key: `${variable} ${sector}`, year, value }
    })
}

/** The rows of a sheet with years, by the names in its first two columns. */
function byRow(book: ReadBook, name: string, heading: number): Map<string, Map<number, unknown>> {
  const sheet = book.get(name)
  if (sheet === undefined) throw new RangeError(`no sheet ${name} among ${[...book.keys()].join(', ')}`)
  const rows = rowsOf(sheet)
  const years = rows[heading] ?? []
  return new Map(
    rows.slice(heading + 1).map((row) => {
      const values = years.flatMap((year, column) =>
        typeof year === 'number' ? [[year, row[column] ?? null] as const] : [],
      )
      return [`${row[0]} ${row[1]}`, new Map(values)]
    }),
  )
}

const sheetOf = (scenario: string) => `Projection ${scenario}`

/** Holds every projected value of one scenario to a sheet. */
function expectProjected(
  book: ReadBook,
  sheet: string,
  values: readonly Value[],
  names: Names,
  heading = HEADING,
): void {
  const rows = byRow(book, sheet, heading)
  let compared = 0
  for (const { key, year, value } of values) {
    const found = rows.get(names(key))?.get(year)
    const label = `${sheet}: ${key} ${year}`
    if (value === null) expect(found, label).toBe('#N/A')
    else {
      expect(found, label).toBeTypeOf('number')
      expect(Math.abs((found as number) - value), label).toBeLessThanOrEqual(1e-9 * Math.abs(value))
    }
    compared++
  }
  expect(compared).toBeGreaterThan(0)
}

/** From the names that files use to those of the workbook. */
type Names = (key: string) => string

async function namesIn(plan: string): Promise<Names> {
  const { plan: loaded } = loadPlan({ folder: join(root, plan) })
  const { model } = await compileModel(loaded as Plan)
  if (model === null) throw new Error(`${plan} does not compile`)
  return (key) => {
    const [name = '', where = ''] = key.split(' ')
    const variable = model.variables[model.variableByName.get(name) ?? -1]
    const sector = variable?.level === 'total' ? TOTAL : model.plan.sectors.findIndex((each) => each.name === where)
    return `${variable === undefined ? '' : variableName(model, variable, 'en')} ${sectorName(model.plan, sector, 'en')}`
  }
}

const asTheyAre: Names = (key) => key.replace(/ (total|all)$/, ' Total')

/** Every formula of the file has, recalculated, the value that the file says it has. */
function expectUnchanged(before: ReadBook, after: ReadBook): number {
  let count = 0
  for (const [sheet, cells] of before) {
    for (const [cell, { value, formula }] of cells) {
      if (formula === null) continue
      const again = after.get(sheet)?.get(cell)?.value ?? null
      count++
      if (typeof value !== 'number') expect(again, `${sheet}!${cell} ${formula}`).toBe(value)
      // Differences of equal numbers may be 0 in one program and rounding in the other.
      else
        expect(Math.abs((again as number) - value), `${sheet}!${cell} ${formula}`).toBeLessThanOrEqual(
          1e-9 * Math.max(1e-3, Math.abs(value)),
        )
    }
  }
  return count
}

describe('recalculated by LibreOffice, every cell is what yuce projects', () => {
  const plans = [
    ['chongqing-2027', 'data/chongqing-2027', 5000],
    ['lags of two years', 'data/examples/accelerator', 200],
    ['simultaneous, three unknowns', 'data/examples/simultaneous', 500],
    ['simultaneous over sectors', 'data/examples/leontief', 500],
    ['projects with ramps', 'data/examples/ramps', 150],
    ['no targets out of nothing', 'data/examples/real-nominal', 80],
  ] as const
  test.each(plans)(
    '%s',
    async (_, plan, least) => {
      const bytes = await written(plan, ['--lang', 'en'])
      const after = await recalculated(bytes)
      expect(expectUnchanged(await readBook(bytes), after)).toBeGreaterThan(least)
      const values = await projected(plan)
      const { plan: loaded } = loadPlan({ folder: join(root, plan) })
      const names = await namesIn(plan)
      for (const { name, nameEn } of loaded?.scenarios ?? []) {
        const own = values.filter(({ scenario }) => scenario === name)
        expectProjected(after, sheetOf(nameEn ?? name), own, names)
      }
      await expectVerdicts(after, plan)
    },
    300_000,
  )
})

/** The verdicts on the sheet of targets are those of `check`, in their order. */
async function expectVerdicts(
  book: ReadBook,
  plan: string,
  args: readonly string[] = [],
  sheet = 'Targets',
): Promise<void> {
  const { out } = await yuce(['check', '-p', plan, '-f', 'ndjson', ...args], { cwd: root })
  const wanted = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const targets = [...new Set(wanted.map(({ target }) => target))]
  const byTarget = targets.flatMap((target) => wanted.filter((each) => each.target === target))
  const found = rowsOf(book.get(sheet) ?? new Map()).slice(HEADING + 1)
  expect(found.map((row) => row[9])).toEqual(byTarget.map(({ verdict }) => verdict))
}

/** Two scenarios of two sectors; one inherits from the other, with a change of its own. */
const files: Files = {
  'baseline.csv': 'sector,year,revenue\na,2024,100\nb,2024,50\nc,2024,residual\ntotal,2024,170\n',
  'growth.csv':
    'scenario,sector,year,growth\n*,c,*,3%\nlow,a,2025-2027,5%\nlow,b,2025-2027,5%\nhigh,a,2026,+2pp\nhigh,b,2025-2027,*1.5\n',
  'scenarios.csv': 'scenario,inherits\nlow,\nhigh,low\n',
  'projects.csv':
    'project,sector,scenario,start,ramp,output,realisation,delay\n*,,,,,,50%,\nworks,a,,2025,40% 100%,20,,\n' +
    'works,,high,,,,80%,0.5\nmill,b,,2026,,10,,\n',
  'targets.csv': 'target,indicator,year,op,value\nsales,total_revenue,2027,>,210\nless,total_revenue,2027,<=,210\n',
  'equations.csv': [
    'variable,formula,unit',
    'revenue,lag(revenue) * (1 + growth) + capacity,',
    'total_revenue,sum(revenue),',
    'weighted,sum(revenue * growth) / total_revenue,1',
    'share_of,share(revenue),1',
    'score,"round(clamp(mean(revenue), 40, 60), 1) ^ 2 - -2 ^ 2",',
    '',
  ].join('\n'),
}

test('a plan whose every name is hostile opens, and computes what it says', async () => {
  await withPlan(hostilePlan, async ({ folder }) => {
    const bytes = await written(folder, ['--lang', 'en'])
    expect(expectUnchanged(await readBook(bytes), await recalculated(bytes))).toBeGreaterThan(500)
  })
}, 120_000)

test('a cell whose formula waits for a result is solved together with it', async () => {
  const plan: Files = {
    ...files,
    'growth.csv': 'scenario,sector,year,growth\nlow,*,2025-2027,5%\nhigh,a,2026-2027,0.3 - revenue / 1000\n',
  }
  await withPlan(plan, async ({ folder }) => {
    const after = await recalculated(await written(folder, ['--lang', 'en']))
    for (const scenario of ['low', 'high']) {
      expectProjected(after, sheetOf(scenario), await projected(folder, ['-s', scenario]), asTheyAre)
    }
    const again = await recalculated(await written(folder, ['--lang', 'en']), { Live: { B3: 'high' } })
    const heading = rowsOf(again.get('Live') ?? new Map()).findIndex((row) => row[0] === 'Indicator')
    expectProjected(again, 'Live', await projected(folder, ['-s', 'high']), asTheyAre, heading)
  })
}, 120_000)

test('steps that start from something missing are missing where a spreadsheet has them so, too', async () => {
  const plan: Files = {
    'datapackage.json': '{"yuce":{"baseYear":2022,"horizon":2024}}',
    'baseline.csv': 'sector,year,revenue\na,2020,8\na,2021,9\na,2022,10\nb,2022,20\n',
    'growth.csv': 'scenario,sector,year,growth\nbase,a,2023-2024,5%\nbase,b,2023-2024,0.3 - revenue / 1000\n',
  }
  await withPlan(plan, async ({ folder }) => {
    const bytes = await written(folder, ['--lang', 'en'])
    expect(expectUnchanged(await readBook(bytes), await recalculated(bytes))).toBeGreaterThan(50)
  })
}, 120_000)

/** What the two languages write alike and mean differently; the values are worked out by hand. */
const traps: readonly (readonly [formula: string, value: number | null])[] = [
  ['-x ^ 2', -9],
  ['-2 ^ 2', -4],
  ['(-x) ^ 2', 9],
  ['2 ^ 3 ^ 2', 512],
  ['(2 ^ 3) ^ 2', 64],
  ['zero ^ zero', 1],
  ['zero ^ 0', 1],
  ['0 ^ x', 0],
  ['x ^ -1', 1 / 3],
  ['1 - 2 - 3', -4],
  ['1 - (2 - 3)', 2],
  ['8 / 4 / 2', 1],
  ['8 / (4 / 2)', 4],
  ['x * -2', -6],
  ['x - -2', 5],
  ['(x > 2) + (x >= 3) + (x < 3) + (x <= 3) + (x == 3) + (x != 3)', 4],
  ['(x > 2 and zero == 0) * 10 + (x > 5 or zero)', 10],
  ['(not x) + (not zero) * 2 + (not (x > 2)) * 4', 2],
  ['x ? 7 : 8', 7],
  ['x > 2 and not (x > 4) ? 1 : 0', 1],
  ['x > 5 ? lag(x, 9) : 4', 4],
  ['round(2.5) + round(-2.5) * 10', -27],
  ['round(1.005, 2)', 1.01],
  ['round(1234.5, -2)', 1200],
  ['min(x, 5, -1) + max(x, 5) * 10', 49],
  ['min(x)', 3],
  ['clamp(x, 4, 6) + clamp(x, 0, 2) * 10 + clamp(x, 1, 5) * 100', 324],
  ['ramp(2024, 2028)', 0.25],
  ['ramp(2025, 2025) + ramp(2026, 2026) * 10', 1],
  ['year - base_year', 1],
  ['sin(x) ^ 2 + cos(x) ^ 2', 1],
  ['log(exp(x)) + sqrt(x * x) + abs(-x)', 9],
  ['1234567890123456789 / 1e18', 1.2345678901234567],
  ['1e-300 * 1e300', 1],
  ['sum(one) + mean(one) * 10', 18],
  ['mean(x * one)', 4.5],
  ['sum(x ^ one)', 12],
  ['sum(one * sum(x * one))', 27],
  ['mean(one - sum(one / sum(one * one)))', 0.9],
  ['lag(x, 9)', null],
  ['min(x, lag(x, 9))', null],
  ['sum(one) > 0 or lag(x, 9) > 0', null],
]

test('formulas that look alike and mean something else in a spreadsheet', async () => {
  const isBySector = (formula: string) => /\b(one)\b/.test(formula) && !/sum|mean/.test(formula)
  const plan: Files = {
    'baseline.csv': 'variable,sector,year,value\none,a,2024,1\none,b,2024,2\n',
    'assumptions.csv': 'variable,sector,year,value\nx,total,2025,3\nzero,total,2025,0\none,a,2025,1\none,b,2025,2\n',
    'equations.csv': `variable,formula\n${traps.map(([formula], index) => `f${index},"${formula}"`).join('\n')}\n`,
    'datapackage.json': '{"yuce":{"baseYear":2024,"horizon":2025}}',
  }
  await withPlan(plan, async ({ folder }) => {
    const after = await recalculated(await written(folder, ['--lang', 'en']))
    const rows = byRow(after, sheetOf('base'), HEADING)
    const found = traps.map(([formula], index) => [
      formula,
      rows.get(`f${index} ${isBySector(formula) ? 'a' : 'Total'}`)?.get(2025),
    ])
    const wanted = traps.map(([formula, value]) => [formula, value === null ? '#N/A' : expect.closeTo(value, 12)])
    expect(found).toEqual(wanted)
    // And our own projection says the same.
    const values = await projected(folder)
    const own = traps.map(([formula], index) => [
      formula,
      values.find(({ key, year }) => key.startsWith(`f${index} `) && year === 2025)?.value,
    ])
    expect(own).toEqual(traps.map(([formula, value]) => [formula, value === null ? null : expect.closeTo(value, 12)]))
  })
}, 120_000)

describe('a change in the workbook is the same change on the command line', () => {
  type Change = { readonly edits: Edits; readonly args: readonly string[] }
  const changes: readonly (readonly [string, Change])[] = [
    ['none', { edits: {}, args: [] }],
    [
      'a number that another scenario inherits',
      { edits: { 'Assumptions low': { E5: 0.09 } }, args: ['--set', 'growth[a,2025]=0.09'] },
    ],
    [
      'a number that holds for every scenario',
      { edits: { 'Assumptions (all)': { F7: 0.2 } }, args: ['--set', 'growth[c,2026]=0.2'] },
    ],
    [
      'a level, of which another is the rest',
      { edits: { Baseline: { D6: 80 } }, args: ['--set', 'revenue[a,2024]=80'] },
    ],
    ['the output of a project', { edits: { Projects: { F7: 44 } }, args: ['--set', 'output[works]=44'] }],
  ]
  test.each(changes)(
    '%s',
    async (_, { edits, args }) => {
      await withPlan(files, async ({ folder }) => {
        const after = await recalculated(await written(folder, ['--lang', 'en']), edits)
        for (const scenario of ['low', 'high']) {
          const own = await projected(folder, ['-s', scenario, ...args])
          expectProjected(after, sheetOf(scenario), own, asTheyAre)
        }
        await expectVerdicts(after, folder, args)
      })
    },
    120_000,
  )

  test('given by --set, it is in the workbook', async () => {
    const args = ['--set', 'growth[*,2026]=+1pp', '--set', 'realisation[*]=0.3', '--set', 'revenue[a,2024]=*1.1']
    await withPlan(files, async ({ folder }) => {
      const after = await recalculated(await written(folder, ['--lang', 'en', ...args]))
      for (const scenario of ['low', 'high']) {
        expectProjected(after, sheetOf(scenario), await projected(folder, ['-s', scenario, ...args]), asTheyAre)
      }
    })
  }, 120_000)

  test('the switch shows the scenario that is chosen', async () => {
    await withPlan(files, async ({ folder }) => {
      const bytes = await written(folder, ['--lang', 'en'])
      for (const scenario of ['low', 'high']) {
        const after = await recalculated(bytes, { Live: { B3: scenario } })
        const heading = rowsOf(after.get('Live') ?? new Map()).findIndex((row) => row[0] === 'Indicator')
        expectProjected(after, 'Live', await projected(folder, ['-s', scenario]), asTheyAre, heading)
      }
    })
  }, 120_000)

  test('what is emptied is missing, and its target undetermined', async () => {
    await withPlan(files, async ({ folder }) => {
      const bytes = await written(folder, ['--lang', 'en'])
      const after = await recalculated(bytes, { 'Assumptions low': { E5: null } })
      const row = byRow(after, sheetOf('high'), HEADING).get('total_revenue Total')
      expect([row?.get(2024), row?.get(2025)]).toEqual([170, '#N/A'])
      const verdicts = rowsOf(after.get('Targets') ?? new Map())
        .slice(HEADING + 1)
        .map((each) => each[9])
      expect(verdicts).toEqual(['undetermined', 'undetermined', 'undetermined', 'undetermined'])
    })
  }, 120_000)
})
