/** What can never pass: `check` and `--fail-on-miss` exit 0 only where every target they judge is met. */

import { describe, expect, test } from 'vitest'
import { type Files, runPlan, withPlan } from './plans.ts'

const baseline = 'sector,year,revenue\na,2024,100\nb,2024,100\n'
const growth = 'sector,year,growth\n*,2025-2026,10%\n'
const target = (row: string) => `target,indicator,sector,year,op,value\n${row}\n`
/** Met by anything: 242 in 2026 against more than 1. */
const easy = target('t,total_revenue,,2026,>,1')
const plan = { 'baseline.csv': baseline, 'growth.csv': growth, 'targets.csv': easy }

test('the plan below is met, so that what follows fails for its own reason', async () => {
  expect(await runPlan(plan, ['check'])).toMatchObject({ exit: 0, err: '' })
  expect(await runPlan(plan, ['project', '--fail-on-miss'])).toMatchObject({ exit: 0, err: '' })
})

describe('never exit 0:', () => {
  const unknown: readonly (readonly [string, number, Files])[] = [
    ['an unknown indicator', 2, { ...plan, 'targets.csv': target('t,total_revenu,,2026,>,1') }],
    ['an unknown sector', 2, { ...plan, 'targets.csv': target('t,revenue,c,2026,>,1') }],
    ['an indicator of another kind of plan', 2, { ...plan, 'targets.csv': target('t,total_rd,,2026,>=,0') }],
    ['a variable by sector without a sector', 2, { ...plan, 'targets.csv': target('t,revenue,,2026,>,1') }],
    ['no threshold', 2, { ...plan, 'targets.csv': target('t,total_revenue,,2026,>,') }],
    ['a threshold that is no number', 2, { ...plan, 'targets.csv': target('t,total_revenue,,2026,>,some') }],
    ['an infinite threshold', 2, { ...plan, 'targets.csv': target('t,total_revenue,,2026,>,-1e400') }],
    ['an unknown comparison', 2, { ...plan, 'targets.csv': target('t,total_revenue,,2026,=,242') }],
    ['no year', 2, { ...plan, 'targets.csv': target('t,total_revenue,,,>,1') }],
    ['a year before the base year', 1, { ...plan, 'targets.csv': target('t,total_revenue,,2020,>,1') }],
    ['a year no growth rate reaches', 1, { ...plan, 'targets.csv': target('t,total_revenue,,2027,>,1') }],
    ['targets.csv without a row', 2, { ...plan, 'targets.csv': 'target,indicator,year,op,value\n' }],
    ['no targets.csv', 2, { 'baseline.csv': baseline, 'growth.csv': growth }],
    ['no growth.csv', 1, { 'baseline.csv': baseline, 'targets.csv': easy }],
    [
      'no growth rate for one sector',
      1,
      { ...plan, 'growth.csv': 'sector,year,growth\na,2025-2026,10%\nb,2025,10%\n' },
    ],
    ['n/a for one growth rate', 1, { ...plan, 'growth.csv': `${growth}b,2026,n/a\nb,2025,—\n`.replace('*,', 'a,') }],
    ['no level for one sector', 1, { ...plan, 'baseline.csv': 'sector,year,revenue\na,2024,100\nb,2024,n/a\n' }],
  ]

  test.each(unknown)('%s (exit %i)', async (_, exit, files) => {
    expect(await runPlan(files, ['check'])).toMatchObject({ exit })
  })

  test.each([
    ['a horizon before the year of the target', ['--horizon', '2025'], 1],
    [
      'a base year after the year of the target',
      ['--base-year', '2025', '--horizon', '2026', '--target', 'total_revenue > 1 @ 2020'],
      1,
    ],
    ['an unknown scenario', ['-s', 'bse'], 2],
    ['an empty scenario', ['-s', ''], 2],
    ['a list of no scenarios', ['-s', ','], 2],
    ['an unknown scenario among known ones', ['-s', 'base,bse'], 2],
    ['an unknown setting', ['--set', 'grwth[a,2025]=9%'], 2],
    ['a growth rate taken away', ['--set', 'growth[a,2025]=n/a'], 1],
    ['an empty target', ['--target', ''], 2],
    ['a target without a year', ['--target', 'total_revenue > 1'], 2],
    ['a target that is missed beside one that is met', ['--target', 'total_revenue > 1000 @ 2026'], 1],
  ])('%s', async (_, options, exit) => {
    expect(await runPlan(plan, ['check', ...options])).toMatchObject({ exit })
    expect(await runPlan(plan, ['project', '--fail-on-miss', ...options])).toMatchObject({ exit })
  })

  test.each([
    ['an unknown scenario to require', 'bse:t'],
    ['an unknown target to require', 'base:u'],
    ['no target to require', 'base:'],
    ['no scenario to require', ':t'],
    ['neither', ':'],
    ['no colon', 'base'],
    ['nothing to require', ''],
    ['a list of nothing to require', ','],
  ])('%s', async (_, text) => {
    expect(await runPlan(plan, ['check', '--require', text])).toMatchObject({ exit: 2 })
  })
})

describe('a value that is missing', () => {
  const files = {
    ...plan,
    'growth.csv': 'sector,year,growth\na,2025-2026,10%\nb,2025,10%\n',
    'targets.csv': `target,indicator,sector,year,op,value\n${['>', '>=', '<', '<='].map((op) => `t${op},total_revenue,,2026,${op},0\n`).join('')}`,
  }

  test('is undetermined under every comparison, with no value and no gap', async () => {
    const { out, err, exit } = await runPlan(files, ['check', '-f', 'json'])
    const { results } = JSON.parse(out)
    expect(results).toHaveLength(4)
    for (const each of results) expect(each).toMatchObject({ value: null, gap: null, verdict: 'undetermined' })
    expect(exit).toBe(1)
    // One warning that names the row to add.
    expect(err.match(/"code":"missing-assumption"/g)).toHaveLength(1)
    expect(err).toMatch(/growth.*b.*2026/)
  })

  test.each(['table', 'md', 'csv', 'tsv', 'json', 'ndjson'])('decides the exit code in -f %s too', async (format) => {
    expect((await runPlan(files, ['check', '-f', format])).exit).toBe(1)
    expect((await runPlan(files, ['project', '--fail-on-miss', '-f', format])).exit).toBe(1)
    expect((await runPlan(files, ['project', '-f', format])).exit).toBe(0)
  })

  test('is told where a plan has no growth rates at all', async () => {
    const { err } = await runPlan({ 'baseline.csv': baseline, 'targets.csv': easy }, ['check'])
    expect(err).toMatch(/warning.*growth/)
  })
})

test('a formula that gives no number ends in a problem, and in no verdict', async () => {
  const files = {
    ...plan,
    'equations.csv': 'variable,formula\nrevenue,lag(revenue) * (1 + growth)\nodd,sum(revenue) * 0 / 0\n',
    'targets.csv': target('t,odd,,2026,>=,0'),
  }
  const { exit, out, err } = await runPlan(files, ['check'])
  expect({ exit, out }).toEqual({ exit: 2, out: '' })
  expect(err).toMatch(/odd/)
})

test('--require narrows to what it names, and only that', async () => {
  const files = {
    'baseline.csv': baseline,
    'growth.csv': 'scenario,year,growth\nfast,2025-2026,10%\nslow,2025-2026,1%\n',
    'targets.csv': 'target,indicator,year,op,value\nlow,total_revenue,2026,>,200\nhigh,total_revenue,2026,>,230\n',
  }
  await withPlan(files, async ({ run }) => {
    const exit = async (...texts: string[]) =>
      (await run(['check', ...texts.flatMap((text) => ['--require', text])])).exit
    expect((await run(['check'])).exit).toBe(1)
    expect(await exit('fast:*')).toBe(0)
    expect(await exit('*:low')).toBe(0)
    expect(await exit('slow:low', 'fast:high')).toBe(0)
    expect(await exit('slow:*')).toBe(1)
    expect(await exit('*:high')).toBe(1)
    expect(await exit('fast:*', 'slow:high')).toBe(1)
    // -s leaves a scenario out of the table, never out of what is required.
    expect((await run(['check', '-s', 'fast', '--require', 'slow:high'])).exit).toBe(1)
  })
})
