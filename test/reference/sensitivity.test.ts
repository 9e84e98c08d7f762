import { describe, expect, test } from 'vitest'
import type { Estimate } from '../../src/analyses/sensitivity/estimates.ts'
import {
  type Answer,
  type Method,
  type Subject,
  sensitivity,
  subjectOf,
} from '../../src/analyses/sensitivity/sensitivity.ts'
import { root } from '../support/folders.ts'
import { modelOf } from '../support/plan.ts'
import { yuce } from '../support/yuce.ts'
import { referenceCase } from './plans.ts'

type Sobol = {
  readonly mean: number
  readonly variance: number
  readonly S1: readonly number[]
  readonly ST: readonly number[]
  readonly S2: { readonly x1x2: number; readonly x1x3: number; readonly x2x3: number }
}
type Morris = {
  readonly mu: readonly number[]
  readonly mu_star: readonly number[]
  readonly sigma_population: readonly number[]
}
const sobol = referenceCase<{
  readonly expected: Sobol
  readonly read_values: { readonly groups: { readonly S1: readonly number[] } }
}>('01_sobol_ishigami')
const morris = referenceCase<{ readonly expected: Morris }>('04_morris_ishigami_p4')

/** A plan of one sector with one equation, y, and some assumptions of 2026. */
async function subjectFor(
  formula: string,
  inputs: Readonly<Record<string, string>>,
  correlations = '',
): Promise<Subject> {
  const rows = Object.entries(inputs).map(([name, distribution]) => `${name},2026,"${distribution}"\n`)
  const model = await modelOf({
    'baseline.csv': 'variable,year,value\ny,2025,0\n',
    'assumptions.csv': `variable,year,value\n${rows.join('')}`,
    'equations.csv': `variable,formula\ny,"${formula}"\n`,
    ...(correlations === ''
      ? {}
      : { 'correlations.csv': `variable,sector_a,variable_b,sector_b,correlation\n${correlations}` }),
  })
  const indicator = { variable: model.variableByName.get('y') ?? -1, sector: 0, year: 2026 }
  return subjectOf(model, model.plan.defaultScenario, { indicator, target: null }, ['assumption', 'sector'], false)
}

const halfCircle = 'uniform(-3.14159265358979, 3.14159265358979)'
const ishigami = () =>
  subjectFor('sin(x1) + 7*sin(x2)^2 + 0.1*x3^4*sin(x1)', { x1: halfCircle, x2: halfCircle, x3: halfCircle })

/** One statistic of each input, in the order of their names. */
function estimates(answer: Answer, statistic: string): Estimate[] {
  const named = [...answer.inputs].sort((a, b) => (a.input.name < b.input.name ? -1 : 1))
  return named.map((each) => (each as unknown as Record<string, Estimate>)[statistic] as Estimate)
}

/** Within four of the standard errors that yuce itself reports. */
function expectWithin(found: readonly Estimate[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length)
  found.forEach((each, i) => {
    // An effect that is the same everywhere has no error but that of the inputs' tables, 1e-11 of their range.
    expect(Math.abs(each.value - (expected[i] as number))).toBeLessThanOrEqual(4 * each.standardError + 1e-9)
  })
}

const ask = (subject: Subject, method: Method, draws: number, seed = 1, hasPairs = false) =>
  sensitivity(subject, { method, draws, seed, hasPairs })

describe('Ishigami', () => {
  test('sobol: the plan that ships with yuce gives the closed forms, to 0.01 at 2¹⁴ draws (case 01)', async () => {
    const args = [
      'sensitivity',
      '-p',
      'data/examples/ishigami',
      '--method',
      'sobol',
      '--draws',
      '16384',
      '--second-order',
    ]
    const { exit, out } = await yuce([...args, '-f', 'json'], { cwd: root })
    expect(exit).toBe(0)
    const [result] = JSON.parse(out).results
    const { S1, ST, S2, mean, variance } = sobol.expected
    const expectNear = (value: number, error: number, expected: number, most: number) => {
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(4 * error)
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(most)
    }
    expect(result.inputs).toHaveLength(3)
    for (const { input, first, firstError, total, totalError } of result.inputs) {
      const place = Number(input.slice(1)) - 1
      expectNear(first, firstError, S1[place] ?? Number.NaN, 0.01)
      expectNear(total, totalError, ST[place] ?? Number.NaN, 0.01)
    }
    expect(result.pairs).toHaveLength(3)
    for (const { inputs, second, secondError } of result.pairs) {
      expectNear(second, secondError, S2[inputs.join('') as keyof Sobol['S2']], 0.02)
    }
    expectNear(result.mean, result.meanError, mean, 0.01)
    expectNear(result.variance, result.varianceError, variance, 0.1)
    expect(result.runs).toBe(16384 * 8)
  })

  test('morris: four levels give the exact expectations of full enumeration (case 04)', async () => {
    const answer = ask(await ishigami(), 'morris', 4096)
    expectWithin(estimates(answer, 'mu'), morris.expected.mu)
    expectWithin(estimates(answer, 'muStar'), morris.expected.mu_star)
    expectWithin(estimates(answer, 'sigma'), morris.expected.sigma_population)
    // SALib's own test has 7.875 for x2 in every sample: the size of its effects is the same everywhere.
    const [low = 0, high = 0] = estimates(answer, 'muStar')[1]?.interval ?? []
    expect(low).toBeLessThanOrEqual(7.875)
    expect(high).toBeGreaterThanOrEqual(7.875)
    expect(high - low).toBeLessThan(1e-8)
  })

  test('shapley: for independent inputs an interaction of two is shared by halves (Owen 2014)', async () => {
    const { S1, S2 } = sobol.expected
    const half = S2.x1x3 / 2
    expectWithin(estimates(ask(await ishigami(), 'shapley', 4096), 'effect'), [
      (S1[0] ?? 0) + half,
      S1[1] ?? 0,
      (S1[2] ?? 0) + half,
    ])
  })
})

describe('other functions with closed forms', () => {
  test("sobol: the g-function of Saltelli & Sobol' 1995 with a = 0, 0.5, 3, 9, 99", async () => {
    const a = [0, 0.5, 3, 9, 99]
    const formula = a.map((each, i) => `(abs(4*x${i + 1} - 2) + ${each}) / (1 + ${each})`).join(' * ')
    const inputs = Object.fromEntries(a.map((_, i) => [`x${i + 1}`, 'uniform(0, 1)']))
    const answer = ask(await subjectFor(formula, inputs), 'sobol', 4096)
    // Vᵢ = 1 / (3 (1 + aᵢ)²), V = Π (1 + Vᵢ) − 1, Tᵢ = Vᵢ Π over j ≠ i of (1 + Vⱼ) / V
    const parts = a.map((each) => 1 / (3 * (1 + each) ** 2))
    const all = parts.reduce((product, part) => product * (1 + part), 1)
    expectWithin(
      estimates(answer, 'first'),
      parts.map((part) => part / (all - 1)),
    )
    expectWithin(
      estimates(answer, 'total'),
      parts.map((part) => (part * all) / (1 + part) / (all - 1)),
    )
  })

  test('sobol: in a product of lognormals the parts are exp(σ²) − 1', async () => {
    const sd = [0.3, 0.5, 0.2]
    const inputs = Object.fromEntries(sd.map((each, i) => [`x${i + 1}`, `lognormal(1, ${each})`]))
    const answer = ask(await subjectFor('x1 * x2 * x3', inputs), 'sobol', 4096)
    const parts = sd.map((each) => each * each)
    const all = parts.reduce((product, part) => product * (1 + part), 1)
    expectWithin(
      estimates(answer, 'first'),
      parts.map((part) => part / (all - 1)),
    )
    expectWithin(
      estimates(answer, 'total'),
      parts.map((part) => (part * all) / (1 + part) / (all - 1)),
    )
  })

  test('shapley: two correlated normals in a sum (Owen & Prieur 2017; Iooss & Prieur 2019)', async () => {
    const [rho, s1, s2] = [0.7, 1, 2]
    const subject = await subjectFor(
      'x1 + x2',
      { x1: `normal(0, ${s1})`, x2: `normal(0, ${s2})` },
      `x1,*,x2,*,${rho}\n`,
    )
    const variance = s1 ** 2 + s2 ** 2 + 2 * rho * s1 * s2
    const effect = (own: number, other: number) =>
      (own ** 2 * (1 - rho ** 2 / 2) + rho * own * other + (other ** 2 * rho ** 2) / 2) / variance
    expectWithin(estimates(ask(subject, 'shapley', 1024), 'effect'), [effect(s1, s2), effect(s2, s1)])
  })

  test('shapley: an independent input keeps its own variance beside two that are correlated', async () => {
    const [rho, s2, s3] = [-0.8, 1, 2]
    const inputs = { x1: 'normal(3, 1)', x2: `normal(0, ${s2})`, x3: `normal(0, ${s3})` }
    const subject = await subjectFor('x1 + x2 + x3', inputs, `x2,*,x3,*,${rho}\n`)
    const variance = 1 + s2 ** 2 + s3 ** 2 + 2 * rho * s2 * s3
    const effect = (own: number, other: number) =>
      (own ** 2 + rho * own * other + (rho ** 2 / 2) * (other ** 2 - own ** 2)) / variance
    expectWithin(estimates(ask(subject, 'shapley', 1024), 'effect'), [1 / variance, effect(s2, s3), effect(s3, s2)])
  })

  test('shapley: correlation and interaction at once, y = x1 + x1 x2', async () => {
    // With ρ: Var(Y) = 2 + ρ², Var(E[Y | x1]) = 1 + 2ρ², Var(E[Y | x2]) = 3ρ²; an effect is half of what an input adds
    // as the first and half of what it adds as the last.
    const rho = 0.6
    const inputs = { x1: 'normal(0, 1)', x2: 'normal(0, 1)' }
    const subject = await subjectFor('x1 + x1 * x2', inputs, `x1,*,x2,*,${rho}\n`)
    const variance = 2 + rho ** 2
    expectWithin(estimates(ask(subject, 'shapley', 4096), 'effect'), [1.5 / variance, (0.5 + rho ** 2) / variance])
  })
})

describe('a nominal 95 % interval holds the true number in 92 to 98 % of 200 seeds', () => {
  const seeds = Array.from({ length: 200 }, (_, i) => i + 1)

  /** Share of seeds, by input, for each of some statistics. */
  function coverage(
    subject: Subject,
    method: Method,
    draws: number,
    truth: Readonly<Record<string, readonly number[]>>,
  ) {
    const held = Object.entries(truth).flatMap(([statistic, numbers]) =>
      numbers.map((number, input) => ({ statistic, number, input, count: 0 })),
    )
    for (const seed of seeds) {
      const answer = ask(subject, method, draws, seed)
      for (const each of held) {
        const [low = 0, high = 0] = estimates(answer, each.statistic)[each.input]?.interval ?? []
        if (low <= each.number && each.number <= high) each.count++
      }
    }
    return held.map(({ count }) => count / seeds.length)
  }

  /** Together in the band; each by itself within four standard errors of 95 %, √(0.95 × 0.05 / 200) = 1.5 points. */
  function expectCoverage(shares: readonly number[]): void {
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length
    expect(mean).toBeGreaterThanOrEqual(0.92)
    expect(mean).toBeLessThanOrEqual(0.98)
    for (const share of shares) expect(share).toBeGreaterThan(0.95 - 4 * 0.0154)
  }

  test('sobol on Ishigami', async () => {
    const { S1, ST } = sobol.expected
    expectCoverage(coverage(await ishigami(), 'sobol', 512, { first: S1, total: ST }))
  })

  test('morris on Ishigami', async () => {
    const { mu, mu_star } = morris.expected
    expectCoverage(coverage(await ishigami(), 'morris', 128, { mu, muStar: [mu_star[0] ?? 0] }))
  })

  test('shapley on correlated inputs', async () => {
    const rho = 0.6
    const inputs = { x1: 'normal(0, 1)', x2: 'normal(0, 1)' }
    const subject = await subjectFor('x1 + x1 * x2', inputs, `x1,*,x2,*,${rho}\n`)
    const variance = 2 + rho ** 2
    expectCoverage(coverage(subject, 'shapley', 256, { effect: [1.5 / variance, (0.5 + rho ** 2) / variance] }))
  })
})
