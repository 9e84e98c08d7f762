/**
 * Goals sought, written as plans and run through the command line.
 *
 * Source: cases/14_goal_seek.json: published results of spreadsheets, and closed forms.
 */

import { describe, expect, test } from 'vitest'
import type { Ran } from '../support/yuce.ts'
import { type Files, referenceCase, runPlan } from './plans.ts'

type Row = {
  readonly name: string
  readonly loan?: number
  readonly annual_rate?: number
  readonly monthly_payment?: number
  readonly read?: number
  readonly derived?: number
  readonly monthly_rate?: number
  readonly annual_nominal?: number
  readonly base?: number
  readonly target?: number
  readonly years?: number
}

type Solved = {
  readonly outcome: string
  readonly change: number | null
  readonly to: number | null
  readonly proof: { readonly value: number; readonly verdict: string } | null
  readonly words: string | null
  readonly requiredGrowth: number | null
  readonly set: readonly string[]
}

const { cases } = referenceCase<{ readonly cases: readonly Row[] }>('14_goal_seek')

function rowOf(name: string): Row {
  const row = cases.find((each) => each.name.startsWith(name))
  if (row === undefined) throw new RangeError(`no case ${name}`)
  return row
}

async function solved(files: Files, args: readonly string[] = []): Promise<Ran & { readonly result: Solved }> {
  const ran = await runPlan(files, ['solve', '-f', 'json', ...args])
  expect(ran.err).toBe('')
  return { ...ran, result: JSON.parse(ran.out).results[0] }
}

/** A loan paid back in equal monthly instalments; rate and term are assumptions of the total. */
function loan(amount: number, rate: string, term: string, most: number): Files {
  return {
    'baseline.csv': `variable,sector,year,value\nloan,total,2024,${amount}\n`,
    'equations.csv': 'variable,formula\nloan,lag(loan)\npayment,loan * (rate / 12) / (1 - (1 + rate / 12) ^ (-term))\n',
    'assumptions.csv': `variable,sector,year,value\nrate,total,2025,${rate}\nterm,total,2025,${term}\n`,
    'targets.csv': `target,indicator,year,op,value\npayment,payment,2025,<=,${most}\n`,
  }
}

/** One level that grows at one rate. */
function growing(base: number, growth: string, years: number, target: number): Files {
  return {
    'baseline.csv': `year,revenue\n2024,${base}\n`,
    'growth.csv': `year,growth\n2025-${2024 + years},${growth}\n`,
    'targets.csv': `target,indicator,year,op,value\nlevel,total_revenue,${2024 + years},>=,${target}\n`,
  }
}

describe('goals of cases/14', () => {
  test('loan term: 240,000 at 7 % a year, paid back with 5,000 a month, takes 56.479 months', async () => {
    const { loan: amount = 0, monthly_payment = 0, derived = 0, read = 0 } = rowOf('loan term')
    const files = loan(amount, '7%', '48', monthly_payment)
    const { result, exit } = await solved(files, ['--vary', 'term[total,*]'])
    expect(exit).toBe(0)
    expect(result.outcome).toBe('found')
    // What the payment's own rounding of 1e-16 leaves open is below 1e-12 months.
    expect(Math.abs((result.to ?? 0) - derived)).toBeLessThan(1e-11)
    expect(Math.abs((result.to ?? 0) - read)).toBeLessThan(1e-6)
    expect(result.proof?.verdict).toBe('met')
    expect(Math.abs((result.proof?.value ?? 0) - 5000)).toBeLessThan(1e-9 * 5000)
  })

  test('loan rate: 20,000 over 60 months for 400 a month bears 7.42 % a year, in twelve parts', async () => {
    const { monthly_rate = 0, annual_nominal = 0 } = rowOf('loan rate')
    const { result } = await solved(loan(20000, '10%', '60', 400), ['--vary', 'rate'])
    expect(result.outcome).toBe('found')
    expect(Math.abs((result.to ?? 0) - annual_nominal)).toBeLessThan(1e-13)
    expect(Math.abs((result.to ?? 0) / 12 - monthly_rate)).toBeLessThan(1e-14)
  })

  test.each([
    ['RRI of spreadsheets: 100 to 200 in five periods needs 14.87 % each', 'RRI', 100, 200, 5],
    ['doubling in five years, to the last digits', 'required growth', 100, 200, 5],
  ])('%s', async (_, name, base, target, years) => {
    const { derived = 0 } = rowOf(name)
    const { result } = await solved(growing(base, '3%', years, target))
    expect(result.outcome).toBe('found')
    expect(Math.abs((result.to ?? 0) - derived)).toBeLessThan(1e-14)
    expect(Math.abs((result.requiredGrowth ?? 0) - derived)).toBeLessThan(1e-15)
  })

  test('already above the target: met, and the headroom is the negative required growth', async () => {
    const { base = 0, target = 0, years = 0, derived = 0 } = rowOf('already')
    const { result, exit } = await solved(growing(base, '0%', years, target))
    expect(exit).toBe(0)
    expect(result).toMatchObject({ outcome: 'already-met', proof: { verdict: 'met' } })
    expect(Math.abs((result.change ?? 0) - derived)).toBeLessThan(1e-15)
    expect(Math.abs((result.proof?.value ?? 0) - target)).toBeLessThan(1e-12 * target)
  })

  test.each([
    ['impossible: zero', '0', 'no growth rate leads from 0 to 10'],
    ['impossible: sign', '-5', 'no growth rate leads from -5.00 to 10'],
  ])('%s: out of reach, in words, exit 1', async (name, base, words) => {
    const { target = 0, years = 0 } = rowOf(name)
    for (const bounds of [[], ['--bounds', '-1000pp:1000pp']]) {
      const { result, exit } = await solved(growing(Number(base), '4%', years, target), bounds)
      expect(exit).toBe(1)
      expect(result).toMatchObject({ outcome: 'unreachable', change: null, to: null, requiredGrowth: null, set: [] })
      expect(result.words).toContain(words)
      expect(result.proof?.verdict).toBe('missed')
    }
  })
})

describe('an answer is what can be typed', () => {
  test('the --set options of a solution make the target met', async () => {
    const files = loan(240000, '7%', '48', 5000)
    const { result } = await solved(files, ['--vary', 'term[total,*]'])
    const settings = result.set.flatMap((each) => ['--set', each])
    expect((await runPlan(files, ['check', ...settings])).exit).toBe(0)
    expect((await runPlan(files, ['check'])).exit).toBe(1)
  })
})
