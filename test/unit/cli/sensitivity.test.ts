import { describe, expect, test } from 'vitest'
import { runPlan } from '../../reference/plans.ts'

const files = {
  'baseline.csv': 'sector,year,revenue\nchips,2025,900\ndisplays,2025,700\n',
  'growth.csv': 'sector,year,growth\nchips,2026-2028,"normal(8%, 3%)"\ndisplays,2026-2028,"3% to 7%"\n',
  'targets.csv': 'target,indicator,year,op,value\nrevenue,total_revenue,2027,>,1800\nlater,total_revenue,2028,>,2000\n',
  'scenarios.csv': 'scenario,inherits\nbase,\nbold,base\n',
}

async function record(...args: readonly string[]) {
  const { exit, out, err } = await runPlan(files, ['sensitivity', '--draws', '64', '-f', 'json', ...args])
  return { exit, err, found: exit === 0 ? JSON.parse(out) : null }
}

describe('the number that is explained', () => {
  test("is the first target's indicator in its year", async () => {
    const { found } = await record()
    expect(found).toMatchObject({ variable: 'total_revenue', sector: 'total', year: 2027, target: 'revenue' })
  })

  test('or that of the target named', async () => {
    const { found } = await record('--target', 'later')
    expect(found).toMatchObject({ variable: 'total_revenue', year: 2028, target: 'later' })
  })

  test("or any variable, in its target's year, else in the last one; by sector alone it is the total", async () => {
    expect((await record('--of', 'revenue')).found).toMatchObject({
      variable: 'total_revenue',
      year: 2027,
      target: null,
    })
    const { found } = await record('--of', 'revenue[chips]')
    expect(found).toMatchObject({ variable: 'revenue', sector: 'chips', year: 2028 })
    // Other sectors do not touch it.
    expect(found.results[0].inputs.map(({ input }: { input: string }) => input)).toEqual(['growth[chips]'])
  })

  test('or in the year that is written with it', async () => {
    expect((await record('--of', 'revenue[chips,2026]')).found).toMatchObject({ sector: 'chips', year: 2026 })
    expect((await record('--of', 'total_revenue[2026]')).found).toMatchObject({ year: 2026, target: null })
    expect((await record('--of', 'total_revenue[2026]', '--year', '2026')).found).toMatchObject({ year: 2026 })
    const { exit, err } = await record('--of', 'total_revenue[2026]', '--year', '2028')
    expect({ exit, err }).toEqual({ exit: 2, err: expect.stringContaining('--year 2028') })
    expect((await record('--of', 'total_revenue[2031]')).exit).toBe(2)
  })

  test('in another year it is judged by no target', async () => {
    expect((await record('--year', '2026')).found).toMatchObject({ year: 2026, target: null })
  })
})

test('one scenario is the default one; several share a method', async () => {
  const scenarios = async (...args: readonly string[]) =>
    (await record(...args)).found.results.map(({ scenario }: { scenario: string }) => scenario)
  expect(await scenarios()).toEqual(['base'])
  expect(await scenarios('-s', 'base,bold')).toEqual(['base', 'bold'])
})

test('the same seed gives the same bytes, another gives others; 0 is a seed', async () => {
  const at = async (seed: string) => (await record('--seed', seed)).found.results[0].inputs
  expect(await at('0')).toEqual(await at('0'))
  expect(await at('0')).not.toEqual(await at('1'))
})

test('without correlations it is Sobol indices, with them Shapley effects, asked for or not', async () => {
  expect((await record()).found).toMatchObject({ method: 'sobol', insteadOf: null })
  const correlated = { ...files, 'correlations.csv': 'variable,sector_a,sector_b,correlation\ngrowth,*,*,0.5\n' }
  const run = async (...args: readonly string[]) => {
    const { out, err } = await runPlan(correlated, ['sensitivity', '--draws', '64', '-f', 'json', ...args])
    return { found: JSON.parse(out), err }
  }
  const unasked = await run()
  expect(unasked.found).toMatchObject({ method: 'shapley', insteadOf: 'sobol' })
  expect(unasked.found.results[0].correlated).toEqual([['growth[chips]', 'growth[displays]']])
  expect(unasked.err).toBe('')
  const asked = await run('--method', 'sobol')
  expect(asked.found).toEqual(unasked.found)
  expect(JSON.parse(asked.err)).toMatchObject({ code: 'sobol-misleads', severity: 'warning' })
  // One input has nothing outside it to be correlated with.
  expect((await run('--by', 'assumption')).found).toMatchObject({ method: 'sobol', insteadOf: null })
  expect((await run('--method', 'morris')).found).toMatchObject({ method: 'morris', insteadOf: null })
})

test.each([
  [['--method', 'sobel'], 'bad-option-value', "did you mean 'sobol'"],
  [['--by', 'region'], 'bad-option-value', "'assumption', 'sector', 'year'"],
  [['--draws', '3'], 'option-too-small', '--draws'],
  [['--year', '27'], 'bad-option-value', '--year 2028'],
  [['--year', '2040'], 'year-not-projected', '2025–2028'],
  [['--of', 'growht'], 'unknown-variable', 'growth'],
  [['--second-order', '--method', 'morris'], 'options-conflict', '--method sobol'],
  [['--of', 'revenue', '--target', 'later'], 'options-conflict', '--of revenue'],
  [['--target', 'revenue,later'], 'options-conflict', '--target revenue'],
  [['--target', 'later', '--year', '2026'], 'options-conflict', '--year 2028'],
] as const)('%j is refused: %s', async (args, code, help) => {
  const { exit, err } = await record(...args)
  expect(exit).toBe(2)
  const told = JSON.parse(err.trim())
  expect(told.code).toBe(code)
  expect(told.help).toContain(help)
})
