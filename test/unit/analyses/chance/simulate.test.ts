/** What becomes of draws that fail, of what has no value, and of what is certain; how far draws fall short. */

import { describe, expect, test } from 'vitest'
import { simulate } from '../../../../src/analyses/chance/simulate.ts'
import { normalProbability as Φ, normalDensity as φ } from '../../../../src/analyses/numerics/normal.ts'
import { SAMPLERS } from '../../../../src/analyses/numerics/points.ts'
import { drawn, type Files, questionOf, simulated } from '../../../support/chance.ts'

/** Equations over x, z and u: two standard normals and a rectangular number from 0 to 1. */
function planOf(equations: readonly string[], targets: readonly string[], more: Files = {}): Files {
  return {
    'baseline.csv': 'sector,year,x0\nA,2024,0\n',
    'equations.csv': `variable,formula\n${equations.map((each) => `${each}\n`).join('')}`,
    'assumptions.csv':
      'variable,year,value\nx,2025,"normal(0, 1)"\nz,2025,"normal(0, 1)"\nu,2025,"uniform(0, 1)"\nnothing,2025,n/a\n',
    'targets.csv': `target,indicator,year,op,value\n${targets.map((each) => `${each}\n`).join('')}`,
    ...more,
  }
}

/** Within four of the errors that are reported. */
function expectChance(found: { probability: number | null; standardError: number }, expected: number) {
  expect(found.probability).not.toBeNull()
  expect(Math.abs((found.probability ?? 2) - expected), `${found.probability} for ${expected}`).toBeLessThan(
    4 * found.standardError,
  )
}

describe.each(SAMPLERS)('under %s', (sampler) => {
  const asked = { sampler, draws: 4096 } as const

  test('draws that fail are counted, and meet nothing, whichever equation failed', async () => {
    // log (x + 1) is no number up to x = −1, Φ(−1) of the draws.
    const files = planOf(
      ['y,log(x + 1)', 'other,z'],
      ['above,y,2025,>,0', 'below,y,2025,<,0', 'other,other,2025,>,0', 'always,other,2025,>,-99'],
    )
    const { target, failed, draws, joint, fan } = await simulated(files, asked)
    expect(Math.abs(failed / draws - Φ(-1))).toBeLessThan(4 * Math.sqrt((Φ(-1) * Φ(1)) / draws))
    expectChance(target('above'), 0.5)
    expectChance(target('below'), 0.5 - Φ(-1))
    expectChance(target('other'), Φ(1) / 2)
    expectChance(target('always'), Φ(1))
    expect(joint?.probability).toBe(0)
    expect(fan('y', 'A', 2025).draws).toBe(draws - failed)
    expect(target('above').undetermined).toBe(0)
  })

  test('without a value in some draws a target is not met there, and no draw has failed', async () => {
    const files = planOf(['"y","x > 1 ? nothing : x"'], ['t,y,2025,<,0.5', 'u,y,2025,>,-99'])
    const { target, failed, draws } = await simulated(files, asked)
    expect(failed).toBe(0)
    expect(Math.abs(target('t').undetermined / draws - Φ(-1))).toBeLessThan(4 * Math.sqrt((Φ(-1) * Φ(1)) / draws))
    expectChance(target('t'), Φ(0.5))
    expectChance(target('u'), Φ(1))
  })

  test('without a value in any draw there is no chance, nor one of all targets together', async () => {
    const files = planOf(['y,nothing + 0 * x', 'other,x'], ['t,y,2025,>,0', 'u,other,2025,>,0'])
    const { target, joint, draws } = await simulated(files, asked)
    expect(target('t')).toMatchObject({ probability: null, interval: null, shortfall: null, undetermined: draws })
    expect(joint).toMatchObject({ probability: null, interval: null })
    expectChance(target('u'), 0.5)
  })

  test('the mean shortfall of a normal number is σ (d Φ(d) + φ(d)), d the distance to the threshold in σ', async () => {
    const files = planOf(['y,2 * x + 10'], ['t,y,2025,>,11', 'u,y,2025,<,9'])
    const { target, draws } = await simulated(files, asked)
    const expected = 2 * (0.5 * Φ(0.5) + φ(0.5))
    // The variance of what is short is at most that of y.
    const tolerance = (4 * 2) / Math.sqrt(draws)
    for (const name of ['t', 'u']) {
      expect(Math.abs((target(name).shortfall ?? 0) - expected)).toBeLessThan(tolerance)
      expect(Math.abs((target(name).shortfallWhenMissed ?? 0) - expected / Φ(0.5))).toBeLessThan(2 * tolerance)
    }
  })

  test('what nothing uncertain moves is certain; what moves in the tails alone is not', async () => {
    const files = planOf(
      ['y,3 + 0 * x', 'fixed,7', 'tail,"max(x - 3.5, 0)"'],
      ['met,y,2025,>,2', 'missed,y,2025,>,4', 'fixed,fixed,2025,>=,7', 'tail,tail,2025,>,0'],
    )
    const { target } = await simulated(files, asked)
    expect(target('met')).toMatchObject({ probability: 1, standardError: 0, interval: [1, 1], method: 'certain' })
    expect(target('missed')).toMatchObject({ probability: 0, interval: [0, 0], method: 'certain' })
    expect(target('fixed')).toMatchObject({ probability: 1, method: 'certain' })
    const { method, interval } = target('tail')
    expect(method).toBe('counted')
    // Φ(−3.5) = 0.000233: not ruled out, whether or not one of 4096 draws is there.
    expect(interval?.[0]).toBeLessThan(Φ(-3.5))
    expect(interval?.[1]).toBeGreaterThan(Φ(-3.5))
  })

  test('both ends of a band together have the chance between them', async () => {
    const files = planOf(['y,2 * x + 10'], ['above,y,2025,>,9', 'below,y,2025,<,12'])
    const { joint } = await simulated(files, asked)
    const expected = Φ(1) - Φ(-0.5)
    if (sampler === 'sobol') expect(joint?.probability).toBeCloseTo(expected, 8)
    expect(joint?.method).toBe(sampler === 'sobol' ? 'integrated' : 'counted')
    expect(Math.abs((joint?.probability ?? 0) - expected)).toBeLessThan(4 * (joint?.standardError ?? 0) + 1e-9)
  })

  test('a plan without uncertain numbers is its projection', async () => {
    const files = planOf(['y,w * 2'], ['t,y,2025,>=,6'], { 'assumptions.csv': 'variable,year,value\nw,2025,3\n' })
    const { target, fan } = await simulated(files, { ...asked, draws: 64 })
    expect(target('t')).toMatchObject({
      probability: 1,
      standardError: 0,
      method: 'certain',
      shortfallWhenMissed: null,
    })
    expect(fan('y', 'A', 2025)).toMatchObject({ mean: 6, sd: 0, meanError: 0, quantiles: [6, 6, 6, 6, 6] })
  })

  test('a bound of what is drawn is met always, or never', async () => {
    const targets = ['low,u,2025,>=,0', 'high,u,2025,>,1', 'end,u,2025,<=,1', 'quarter,u,2025,<,0.25']
    const { target } = await simulated(
      planOf(
        ['y,u'],
        targets.map((each) => each.replace(',u,', ',y,')),
      ),
      asked,
    )
    expect(target('low').probability).toBeCloseTo(1, 9)
    expect(target('high').probability).toBeCloseTo(0, 9)
    expect(target('end').probability).toBeCloseTo(1, 9)
    expectChance(target('quarter'), 0.25)
  })

  test('whole numbers: the chance of each of the four comparisons at one of them', async () => {
    const files = planOf(['y,round(2 * x)'], ['gt,y,2025,>,1', 'ge,y,2025,>=,1', 'lt,y,2025,<,1', 'le,y,2025,<=,1'])
    const { target } = await simulated(files, asked)
    expectChance(target('gt'), Φ(-0.75))
    expectChance(target('ge'), Φ(-0.25))
    expectChance(target('lt'), Φ(0.25))
    expectChance(target('le'), Φ(0.75))
  })

  test('a difference of chances is known no better than the draws that were counted', async () => {
    // No draw of 512 is above 40 in either scenario.
    const files = planOf(['y,x + shift'], ['t,y,2025,>,40'], {
      'assumptions.csv': 'scenario,variable,year,value\na,x,2025,"normal(0, 1)"\na,shift,2025,0\nb,shift,2025,0.1\n',
      'scenarios.csv': 'scenario,inherits\na,\nb,a\n',
    })
    const question = await questionOf(files, { sampler })
    const [difference] = simulate(question, [0, 1], 512).differences
    expect(difference?.difference).toBe(0)
    if (sampler !== 'sobol') expect(difference?.standardError).toBeGreaterThanOrEqual(1 / 512)
  })
})

test('a single hypercube has the error of independent draws, which it hardly exceeds', async () => {
  const { target, fan } = await simulated(planOf(['y,x + z'], ['t,y,2025,>,1']), { sampler: 'lhs', draws: 200 })
  const { probability, standardError } = target('t')
  const share = probability ?? 0
  expect(standardError).toBeCloseTo(Math.hypot(Math.sqrt((share * (1 - share)) / 200), 1 / 200), 12)
  const { meanError, sd } = fan('y', 'A', 2025)
  expect(meanError).toBeCloseTo(((sd ?? 0) * Math.sqrt(199 / 200)) / Math.sqrt(200), 12)
})

test('a line that the pilot draws took for monotone falls back on counting where it is not', async () => {
  // Where z is above 2.5, 6 in 1000, more of x is worse; no pilot line of this seed goes there.
  const files = planOf(['y,"z > 2.5 ? 1 - x : x + 0.2 * z"'], ['t,y,2025,>,1'])
  const { target } = await simulated(files, { draws: 4096, seed: 2 })
  expect(target('t').method).toBe('counted')
})

test('what draws and chances rest on is the same: the values of a draw project to its outcomes', async () => {
  const { values, outcomes } = await drawn(planOf(['y,exp(x) + z * u'], []), { draws: 300 })
  outcomes('y[2025]').forEach((value, draw) => {
    const [x, z, u] = ['x[2025]', 'z[2025]', 'u[2025]'].map((name) => values(name)[draw] as number)
    expect(value).toBeCloseTo(Math.exp(x as number) + (z as number) * (u as number), 12)
  })
})
