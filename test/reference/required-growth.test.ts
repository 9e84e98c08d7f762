/**
 * Three sectors of 4200, 3100 and 900 growing 8 %, 6 % and 15 % a year, against 10000 in three years.
 *
 * Source: cases/21_domain_projection.json: required growth in closed form, the changes from exact rational arithmetic.
 */

import { describe, expect, test } from 'vitest'
import { root } from '../support/folders.ts'
import { yuce } from '../support/yuce.ts'
import { referenceCase, runPlan } from './plans.ts'

type Domain = {
  readonly three_sectors: {
    readonly required_total_cagr: number
    readonly uniform_add_to_all_growth_rates: number
    readonly only_one_sector_growth_needed: Readonly<Record<string, number>>
  }
}

const { three_sectors: expected } = referenceCase<Domain>('21_domain_projection')

async function results(args: readonly string[]) {
  const ran = await yuce(['solve', '-p', 'data/examples/three-sectors', '-f', 'json', ...args], { cwd: root })
  expect(ran).toMatchObject({ exit: 0, err: '' })
  return JSON.parse(ran.out).results
}

/** A few roundings of a double. */
const HAIR = 1e-15

describe('three sectors', () => {
  test('required CAGR 6.838729749854222 % and uniform addition −1.2389602817942547 pp', async () => {
    const [result] = await results(['--target', 'revenue'])
    expect(result).toMatchObject({ target: 'revenue', instrument: 'growth[*,*]', outcome: 'already-met', from: null })
    expect(Math.abs(result.requiredGrowth - expected.required_total_cagr)).toBeLessThan(HAIR)
    expect(Math.abs(result.change - expected.uniform_add_to_all_growth_rates)).toBeLessThan(HAIR)
    expect(Math.abs(result.proof.value - 10000)).toBeLessThan(1e-8)
    expect(result.proof.verdict, "at its edge '>' is just missed").toBe('missed')
  })

  test('growth of one sector alone: 5.55 % of A, 2.52 % of B, 4.16 % of C would do', async () => {
    const rows = await results(['--vary', 'growth[A,*]', 'growth[B,*]', 'growth[C,2025-2027]'])
    expect(rows).toHaveLength(3)
    for (const [i, sector] of ['A', 'B', 'C'].entries()) {
      const needed = expected.only_one_sector_growth_needed[sector] ?? Number.NaN
      expect(Math.abs(rows[i].to - needed), sector).toBeLessThan(HAIR)
      expect(Math.abs(rows[i].from + rows[i].change - rows[i].to), sector).toBeLessThan(HAIR)
      expect(Math.abs(rows[i].proof.value - 10000), sector).toBeLessThan(1e-8)
    }
  })

  test('from below: the same growth rates are found from half of them, and proved beyond equality', async () => {
    const files = {
      'baseline.csv': 'sector,year,revenue\nA,2024,4200\nB,2024,3100\nC,2024,900\n',
      'growth.csv': 'sector,year,growth\nA,2025-2027,4%\nB,2025-2027,2%\nC,2025-2027,11%\n',
      'targets.csv': 'target,indicator,year,op,value\nrevenue,total_revenue,2027,>,10000\n',
    }
    const ran = await runPlan(files, ['solve', '-f', 'json'])
    const [result] = JSON.parse(ran.out).results
    const needed = expected.uniform_add_to_all_growth_rates + 0.04
    expect(result).toMatchObject({ outcome: 'found', proof: { verdict: 'met' } })
    expect(Math.abs(result.edge - needed)).toBeLessThan(HAIR)
    // Beyond equality means beyond 1e-9 of 10000, which is worth about 4e-10 of growth.
    expect(result.change).toBeGreaterThan(result.edge)
    expect(result.change - result.edge).toBeLessThan(1e-9)
  })
})

// Income Y = consumption + investment + government; consumption = a + b·Y, solved with Y in each year; government
// grows at rates of its own: G₁ = Y₁·(1 − b) − a − I, g₁ = G₁ / G₀ − 1, and the next year likewise.
describe('two targets, two instruments, two years, equations that need each other', () => {
  const [a, b, investment, government] = [100, 0.75, 150, 100]
  const files = {
    'baseline.csv': `variable,sector,year,value\ngovernment,total,2024,${government}\n`,
    'equations.csv':
      'variable,formula\nconsumption,a + b * income\nincome,consumption + investment + government\ngovernment,lag(government) * (1 + g)\n',
    'assumptions.csv': `variable,sector,year,value\na,total,*,${a}\nb,total,*,${b}\ninvestment,total,*,${investment}\ng,total,2025,2%\ng,total,2026,2%\n`,
    'targets.csv': 'target,indicator,year,op,value\nfirst,income,2025,>=,1500\nsecond,income,2026,>,1650\n',
  }
  const spending = [1500, 1650].map((income) => income * (1 - b) - a - investment)
  const rates = [(spending[0] ?? 0) / government - 1, (spending[1] ?? 0) / (spending[0] ?? 0) - 1]
  const ask = [
    'solve',
    '-f',
    'json',
    '--target',
    'first',
    'second',
    '--vary',
    'g[total,2025]',
    '--vary',
    'g[total,2026]',
  ]

  test('both growth rates, against the closed form', async () => {
    const ran = await runPlan(files, ask)
    const { results: rows, solutions } = JSON.parse(ran.out)
    expect(ran.exit).toBe(0)
    expect(rows.map((each: { target: string; instrument: string }) => [each.target, each.instrument])).toEqual([
      ['first', 'g[total,2025]'],
      ['second', 'g[total,2026]'],
    ])
    for (const [i, threshold] of [1500, 1650].entries()) {
      expect(rows[i]).toMatchObject({ outcome: 'found', proof: { verdict: 'met' } })
      // 1e-9 of its target, and beyond the hair that a strict operator needs.
      expect(Math.abs(rows[i].proof.value - threshold)).toBeLessThan(2e-9 * threshold)
      expect(Math.abs(rows[i].edge + 0.02 - (rates[i] ?? 0)), `rate ${i}`).toBeLessThan(1e-11)
    }
    expect(solutions).toMatchObject([{ method: 'newton', outcome: 'found' }])
    const settings = rows.flatMap((each: { set: string[] }) => each.set.flatMap((text) => ['--set', text]))
    expect((await runPlan(files, ['check', ...settings])).exit).toBe(0)
  })

  test('bounds that do not allow it: out of reach, with what holds it', async () => {
    const ran = await runPlan(files, [...ask, '--bounds', '-5pp:5pp'])
    const { results: rows } = JSON.parse(ran.out)
    expect(ran.exit).toBe(1)
    expect(rows[0]).toMatchObject({ outcome: 'unreachable', limit: 'bounds', change: null })
    expect(rows[0].words).toContain('g[total,2025]')
  })

  test('two instruments that do the same cannot meet two targets', async () => {
    const ran = await runPlan(files, [...ask.slice(0, -4), '--vary', 'a', '--vary', 'investment'])
    const { results: rows } = JSON.parse(ran.out)
    expect(ran.exit).toBe(1)
    expect(rows[0].outcome).toBe('unreachable')
  })
})

// min ½(x² + y²) so that 100·(1 + x) + 50·(1 + y) = 165: x and y are as 100 to 50, 125·x = 15.
test('the least change over two sectors goes with the square of their weight in the total', async () => {
  const files = {
    'baseline.csv': 'sector,year,revenue\nA,2024,100\nB,2024,50\n',
    'growth.csv': 'year,growth\n2025,0%\n',
    'targets.csv': 'target,indicator,year,op,value\nrevenue,total_revenue,2025,>=,165\n',
  }
  const ran = await runPlan(files, ['solve', '--least', '-f', 'json'])
  const { results: rows, solutions } = JSON.parse(ran.out)
  expect(rows.map((each: { instrument: string }) => each.instrument)).toEqual(['growth[A,*]', 'growth[B,*]'])
  expect(Math.abs(rows[0].change - 0.12)).toBeLessThan(1e-12)
  expect(Math.abs(rows[1].change - 0.06)).toBeLessThan(1e-12)
  expect(solutions[0]).toMatchObject({ method: 'least', outcome: 'found', targets: [{ proof: { verdict: 'met' } }] })

  // With A held to +10 pp, B must bring the other 5.
  const held = await runPlan(files, [
    'solve',
    '--least',
    '-f',
    'json',
    '--vary',
    'growth[A]',
    'growth[B]',
    '--bounds',
    '0pp:10pp',
    '0pp:20pp',
  ])
  const [first, second] = JSON.parse(held.out).results
  expect(first.change).toBe(0.1)
  expect(Math.abs(second.change - 0.1)).toBeLessThan(1e-12)

  // A weight of 4 on A makes it move half as much for what it brings: x : y = 100/4 : 50.
  const weighted = await runPlan(files, ['solve', '--least', '-f', 'json', '--weights', '4,1'])
  const [one, two] = JSON.parse(weighted.out).results
  expect(Math.abs(one.change - 0.075)).toBeLessThan(1e-12)
  expect(Math.abs(two.change - 0.15)).toBeLessThan(1e-12)
})
