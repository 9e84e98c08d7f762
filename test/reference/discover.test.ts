/** Conditions that are known, written as plans and run through the command line. */

import { expect, test } from 'vitest'
import { runPlan } from './plans.ts'

/** Missed where a < 0.3 and b < 0.5, whatever c is: in 0.3 × 0.5 = 0.15 of all draws. */
const corner = {
  'baseline.csv': 'sector,year,level\ntotal,2024,1\n',
  'assumptions.csv':
    'variable,sector,year,value\na,total,2025,"uniform(0, 1)"\nb,total,2025,"uniform(0, 1)"\nc,total,2025,"normal(0, 1)"\n',
  'equations.csv': 'variable,formula\noutcome,"level + 0 * c + (a < 0.3 and b < 0.5 ? 0 : 1)"\nlevel,lag(level)\n',
  'targets.csv': 'target,indicator,sector,year,op,value\ngoal,outcome,total,2025,>=,2\n',
}

type Limit = { readonly input: string; readonly low: number | null; readonly high: number | null }
type Found = {
  readonly cases: number
  readonly ofInterest: number
  readonly failed: number
  readonly boxes: readonly {
    readonly limits: readonly Limit[]
    readonly coverage: number
    readonly density: number
    readonly mass: number
  }[]
}

async function discovered(files: Readonly<Record<string, string>>, args: readonly string[] = []): Promise<Found> {
  const ran = await runPlan(files, ['discover', '-f', 'json', ...args])
  expect(ran).toMatchObject({ exit: 0, err: '' })
  return JSON.parse(ran.out)
}

test.each(['sobol', 'lhs', 'random'])(
  '%s: a corner of the unit square is found, to within a slice',
  async (sampler) => {
    const { ofInterest, cases, boxes } = await discovered(corner, ['--sampler', sampler, '--peel', '0.02'])
    // 0.15 within four standard errors of independent draws, √(0.15 × 0.85 / 10⁴).
    expect(Math.abs(ofInterest / cases - 0.15)).toBeLessThan(4 * 0.0036)
    const [box] = boxes
    expect(box?.limits.map(({ input, low }) => [input, low]).sort()).toEqual([
      ['a[2025]', null],
      ['b[2025]', null],
    ])
    const high = new Map(box?.limits.map((limit) => [limit.input, limit.high]))
    // A slice is a fiftieth of the box: 0.006 of a and 0.01 of b; two of them either way.
    expect(Math.abs((high.get('a[2025]') ?? 0) - 0.3)).toBeLessThan(0.012)
    expect(Math.abs((high.get('b[2025]') ?? 0) - 0.5)).toBeLessThan(0.02)
    expect(box?.coverage).toBeGreaterThan(0.95)
    expect(box?.density).toBeGreaterThan(0.95)
  },
)

test('when a target is met is asked of the same draws', async () => {
  const missed = await discovered(corner)
  const met = await discovered(corner, ['--met'])
  expect(met.ofInterest + missed.ofInterest).toBe(missed.cases)
})

test('of several targets, any one that is missed counts', async () => {
  const targets = `${corner['targets.csv']}other,a,total,2025,>=,0.9\n`
  const { ofInterest, cases } = await discovered({ ...corner, 'targets.csv': targets }, [
    '--target',
    'goal',
    '--target',
    'other',
  ])
  // Missed unless a ≥ 0.9, which meets both: 0.9 of the draws, within four standard errors.
  expect(Math.abs(ofInterest / cases - 0.9)).toBeLessThan(4 * 0.003)
})

test('draws that give no value are counted, and miss, as simulate has it', async () => {
  const equations = 'variable,formula\noutcome,"level + log(a - 0.1) + 2 * b"\nlevel,lag(level)\n'
  const { 'assumptions.csv': assumptions } = corner
  const files = {
    ...corner,
    'equations.csv': equations,
    'assumptions.csv': assumptions.replace('c,total,2025,"normal(0, 1)"\n', ''),
  }
  const { cases, failed, ofInterest } = await discovered(files)
  expect(cases).toBe(10_000)
  const ran = await runPlan(files, ['simulate', '-f', 'json', '--draws', '10000'])
  const [{ failed: simulated, targets }] = JSON.parse(ran.out).results
  expect(failed).toBe(simulated)
  // Within four standard errors of as many independent draws, at most 0.005 each.
  expect(Math.abs(ofInterest / cases - (1 - targets[0].probability))).toBeLessThan(4 * 0.005)
  expect(await discovered(files, ['--met'])).toMatchObject({ cases, failed, ofInterest: cases - ofInterest })
  // a < 0.1 in a tenth of the draws, within four standard errors.
  expect(Math.abs(failed - 1000)).toBeLessThan(4 * 30)
})

test('a target without a value in any draw has no cases, and it is said', async () => {
  const files = { ...corner, 'equations.csv': 'variable,formula\noutcome,nothing + c\nlevel,lag(level)\n' }
  const assumptions = `${corner['assumptions.csv']}nothing,total,2025,n/a\n`
  const none = { ...files, 'assumptions.csv': assumptions }
  const json = await runPlan(none, ['discover', '-f', 'json', '-q'])
  expect(JSON.parse(json.out)).toMatchObject({ cases: 0, ofInterest: 0, boxes: [] })
  const { out } = await runPlan(none, ['discover', '-q'])
  expect(out).toContain('A target has no value in any draw')
  expect(out).not.toContain('NaN')
})

test('what never happens in draws is not ruled out; a box of few misses says more often', async () => {
  const never = await runPlan({ ...corner, 'targets.csv': corner['targets.csv'].replace('>=,2', '>=,0') }, ['discover'])
  // Clopper and Pearson: 1 − 0.025^(1/10⁴) = 0.037 %.
  expect(never.out).toContain('10,000 draws that agree leave up to 0.04% open')
  const rare = corner['equations.csv'].replace('b < 0.5', 'b < 0.02')
  const { out } = await runPlan({ ...corner, 'equations.csv': rare }, ['discover'])
  expect(out).toContain('is missed more often when')
})

const sectors = {
  'baseline.csv': 'sector,year,revenue\nphones,2024,600\ndisplays,2024,400\n',
  'growth.csv': 'sector,year,growth\nphones,2025-2026,"normal(6%, 4%)"\ndisplays,2025-2026,"normal(6%, 1%)"\n',
  'projects.csv':
    'project,sector,start,output,realisation\n*,,,,"uniform(0, 1)"\nwafers,displays,2025,30,\nmodules,displays,2026,20,\n',
  'correlations.csv': 'variable,sector_a,sector_b,correlation\nrealisation,*,*,1\n',
  'targets.csv': 'target,indicator,year,op,value\ngoal,total_revenue,2026,>,1140\n',
}

async function inputsOf(files: Readonly<Record<string, string>>, args: readonly string[]): Promise<string> {
  const ran = await runPlan(files, ['discover', '--inputs', 'nothing', ...args])
  expect(ran.exit).toBe(2)
  return /one of: (.*)/.exec(ran.err)?.[1] ?? ''
}

test("inputs are a sector's mean over years, and what all projects share is one", async () => {
  expect(await inputsOf(sectors, [])).toBe("'realisation', 'growth', 'growth[phones]', 'growth[displays]'")
  expect(await inputsOf(sectors, ['--by', 'assumption'])).toBe("'realisation', 'growth'")
  expect(await inputsOf(sectors, ['--by', 'assumption,sector,year'])).toBe(
    "'realisation', 'growth', 'growth[phones,2025]', 'growth[displays,2025]', 'growth[phones,2026]', 'growth[displays,2026]'",
  )
  const { 'correlations.csv': _, ...apart } = sectors
  expect(await inputsOf(apart, [])).toBe(
    "'realisation', 'growth', 'realisation[wafers]', 'realisation[modules]', 'growth[phones]', 'growth[displays]'",
  )
})

test('conditions are looked for among the inputs asked for; an assumption means every input of it', async () => {
  const { boxes } = await discovered(sectors, ['--inputs', 'growth'])
  const names = new Set(boxes.flatMap(({ limits }) => limits.map(({ input }) => input)))
  expect([...names].every((name) => name.startsWith('growth['))).toBe(true)
  expect(names).toContain('growth[phones]')
})

test('the same command gives the same bytes, and another seed other draws', async () => {
  const [first, second, other] = await Promise.all(
    [[], [], ['--seed', '0']].map((args) => runPlan(sectors, ['discover', '-f', 'json', ...args])),
  )
  expect(second?.out).toBe(first?.out)
  expect(other?.out).not.toBe(first?.out)
})
