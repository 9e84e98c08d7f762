/**
 * Chances, means and quantiles against closed forms, within four of the standard errors that yuce itself reports.
 *
 * Source: cases/19_monte_carlo_closed_forms.json (normal probabilities in 30-digit arithmetic), and for the ten
 * correlated sectors below 2²⁴ points in another implementation, 256 times randomised: 0.081063, 0.108438, 0.059837;
 * their mean of 8844.155233 is exact.
 */

import { describe, expect, test } from 'vitest'
import { type Files, referenceCase, runPlan } from './plans.ts'

type OneYear = {
  readonly name: string
  readonly base: readonly number[]
  readonly growth_mean: readonly number[]
  readonly growth_sd: readonly number[]
  readonly corr: readonly (readonly number[])[]
  readonly mean: number
  readonly sd: number
  readonly targets: readonly { readonly target: number; readonly p_exceed: number }[]
  readonly p05: number
  readonly p95: number
}
type LogGrowth = {
  readonly base: number
  readonly log_growth_mean: number
  readonly log_growth_sd: number
  readonly mean: number
  readonly targets: OneYear['targets']
}
type ClosedForms = {
  readonly cases: readonly [
    OneYear,
    OneYear,
    LogGrowth,
    LogGrowth,
    { readonly expected: Record<'-1' | '0' | '1', number> },
  ]
  readonly four_rectangulars: { readonly shortest_95pct_half_width: number }
}

const { cases, four_rectangulars } = referenceCase<ClosedForms>('19_monte_carlo_closed_forms')
const [independent, correlated, held, yearly, opposites] = cases

const samplers = ['sobol', 'lhs', 'random'] as const

async function simulated(files: Files, args: readonly string[]) {
  const ran = await runPlan(files, ['simulate', '-f', 'json', ...args])
  expect(ran).toMatchObject({ exit: 0, err: '' })
  return JSON.parse(ran.out)
}

type Fan = {
  readonly variable: string
  readonly year: number
  readonly mean: number
  readonly sd: number
  readonly p5: number
  readonly p95: number
  readonly draws: number
  readonly errors: { readonly mean: number; readonly p5: number; readonly p95: number }
}

function fanOf(fans: readonly Fan[], variable: string, year: number): Fan {
  const fan = fans.find((each) => each.variable === variable && each.year === year)
  if (fan === undefined) throw new RangeError(`no fan of ${variable} in ${year}`)
  return fan
}

/** Within four standard errors: once in 16 000 a right one is not. */
function expectNear(value: number, error: number, expected: number, what: string): void {
  expect(error, `${what}: an error is reported`).toBeGreaterThan(0)
  expect(Math.abs(value - expected), `${what}: ${value} ± ${error} for ${expected}`).toBeLessThan(4 * error)
}

const names = 'ABCDEFGHIJ'.split('')

function targetRows(indicator: string, year: number, thresholds: readonly number[]): string {
  const rows = thresholds.map((threshold) => `t${threshold},${indicator},${year},>,${threshold}\n`)
  return `target,indicator,year,op,value\n${rows.join('')}`
}

function oneYear({ base, growth_mean, growth_sd, corr, targets }: OneYear): Files {
  const pairs = corr.flatMap((row, i) => row.slice(0, i).map((value, j) => `growth,${names[i]},${names[j]},${value}\n`))
  return {
    'baseline.csv': `sector,year,revenue\n${base.map((level, i) => `${names[i]},2024,${level}\n`).join('')}`,
    'growth.csv': `sector,year,growth\n${base.map((_, i) => `${names[i]},2025,"normal(${growth_mean[i]}, ${growth_sd[i]})"\n`).join('')}`,
    'correlations.csv': `variable,sector_a,sector_b,correlation\n${pairs.join('')}`,
    'targets.csv': targetRows(
      'total_revenue',
      2025,
      targets.map(({ target }) => target),
    ),
  }
}

describe.each(samplers)('%s', (sampler) => {
  const args = ['--sampler', sampler, '--draws', sampler === 'sobol' ? '2048' : '16384']

  test.each([independent, correlated])('$name: chances, mean, standard deviation and quantiles', async (each) => {
    const { results } = await simulated(oneYear(each), args)
    const [{ targets, fans }] = results
    each.targets.forEach(({ target, p_exceed }, k) => {
      expectNear(targets[k].probability, targets[k].standardError, p_exceed, `P(total > ${target})`)
    })
    const fan = fanOf(fans, 'total_revenue', 2025)
    expectNear(fan.mean, fan.errors.mean, each.mean, 'mean')
    expectNear(fan.p5, fan.errors.p5, each.p05, 'p5')
    expectNear(fan.p95, fan.errors.p95, each.p95, 'p95')
    // The standard deviation of n normal numbers has an error of sd/√(2n).
    expect(Math.abs(fan.sd - each.sd)).toBeLessThan((4 * each.sd) / Math.sqrt(2 * fan.draws))
  })

  const logGrowth = ({ base, log_growth_mean, log_growth_sd, targets }: LogGrowth, persistence: number): Files => ({
    'baseline.csv': `sector,year,level\nA,2024,${base}\n`,
    'equations.csv': 'variable,formula\nlevel,lag(level) * exp(growth)\n',
    'assumptions.csv': `variable,year,value,persistence\ngrowth,2025-2027,"normal(${log_growth_mean}, ${log_growth_sd})",${persistence}\n`,
    'targets.csv': targetRows(
      'level',
      2027,
      targets.map(({ target }) => target),
    ),
  })

  test.each([
    ['one draw held for all years', held, 1],
    ['a draw each year', yearly, 0],
  ] as const)('log growth, %s', async (_, each, persistence) => {
    const { results } = await simulated(logGrowth(each, persistence), args)
    const [{ targets, fans }] = results
    each.targets.forEach(({ target, p_exceed }, k) => {
      expectNear(targets[k].probability, targets[k].standardError, p_exceed, `P(level > ${target})`)
    })
    const fan = fanOf(fans, 'level', 2027)
    expectNear(fan.mean, fan.errors.mean, each.mean, 'mean')
  })

  test('four rectangular numbers: 2.5 % of their sum lies beyond 2√3 (2 − (3/5)^¼)', async () => {
    const bound = four_rectangulars.shortest_95pct_half_width
    const root = Math.sqrt(3)
    const files = {
      'baseline.csv': 'sector,year,x0\nA,2024,0\n',
      'equations.csv': 'variable,formula\ny,x1 + x2 + x3 + x4\n',
      'assumptions.csv': `variable,year,value\n${[1, 2, 3, 4].map((i) => `x${i},2025,"uniform(${-root}, ${root})"\n`).join('')}`,
      'targets.csv': targetRows('y', 2025, [bound]),
    }
    const ran = await runPlan(files, ['simulate', '-f', 'json', ...args])
    const [{ targets }] = JSON.parse(ran.out).results
    expectNear(targets[0].probability, targets[0].standardError, 0.025, 'P(y > bound)')
  })

  test.each([
    ['-1', 0],
    ['0', 14.142135623730951],
    ['1', 20],
  ] as const)('two equal sectors with correlation %s: the total has a standard deviation of %d', async (rho, sd) => {
    expect(opposites.expected[rho]).toBe(sd)
    const files = {
      'baseline.csv': 'sector,year,revenue\nA,2024,100\nB,2024,100\n',
      'growth.csv': 'sector,year,growth\nA,2025,"normal(0, 0.1)"\nB,2025,"normal(0, 0.1)"\n',
      'correlations.csv': `sector_a,sector_b,correlation\nA,B,${rho}\n`,
    }
    const { results } = await simulated(files, args)
    const fan = fanOf(results[0].fans, 'total_revenue', 2025)
    expect(fan.mean).toBeCloseTo(200, sampler === 'random' ? 0 : 1)
    // Correlation −1 leaves rounding alone.
    expect(Math.abs(fan.sd - sd)).toBeLessThan(Math.max(1e-10, (4 * sd) / Math.sqrt(2 * fan.draws)))
  })
})

test('ten correlated sectors over four years: both targets and both together, to 1e-5 from 16384 draws', async () => {
  const base = [3200, 650, 420, 380, 310, 260, 340, 700, 60, 30]
  const mean = [0.03, 0.1, 0.16, 0.18, 0.12, 0.2, 0.15, 0.08, 0.25, 0.25]
  const sd = [0.05, 0.07, 0.09, 0.12, 0.06, 0.1, 0.12, 0.05, 0.15, 0.15]
  const intensity = [0, 1, 2, 3].map(
    (t) => `total,rd_intensity,${2024 + t},"normal(${0.016 + (0.004 * t) / 3}, 0.001)"\n`,
  )
  const files = {
    'baseline.csv': `sector,year,revenue\n${base.map((level, i) => `${names[i]},2023,${level}\n`).join('')}`,
    'growth.csv': `sector,year,growth\n${base.map((_, i) => `${names[i]},2024-2027,"normal(${mean[i]}, ${sd[i]})"\n`).join('')}`,
    'assumptions.csv': `sector,variable,year,value\n${intensity.join('')}`,
    'correlations.csv': 'variable,sector_a,sector_b,correlation\ngrowth,*,*,0.4\n',
    'targets.csv': 'target,indicator,year,op,value\nrevenue,total_revenue,2027,>,10000\nrd,total_rd,2027,>=,200\n',
  }
  const { results } = await simulated(files, ['--draws', '16384', '--workers', '1'])
  const [{ targets, joint, fans }] = results
  const truths = [0.081063, 0.108438, 0.059837]
  ;[...targets, joint].forEach((each, k) => {
    expect(each.method).toBe('integrated')
    expect(each.standardError).toBeLessThan(2e-5)
    expect(Math.abs(each.probability - (truths[k] as number))).toBeLessThan(4 * each.standardError + 1e-6)
  })
  const fan = fanOf(fans, 'total_revenue', 2027)
  expectNear(fan.mean, fan.errors.mean, 8844.155233, 'mean')
})
