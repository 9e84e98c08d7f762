/** What holds for every solution, over random plans. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Solution, solve } from '../../src/analyses/solve.ts'
import { checkTargets } from '../../src/analyses/targets.ts'
import { withChanges } from '../../src/analyses/trials.ts'
import { projectScenario } from '../../src/model/project.ts'
import type { Model } from '../../src/model/types.ts'
import { type Address, readAddress } from '../../src/plan/settings.ts'
import { settingsOf } from '../../src/render/solve-record.ts'
import { modelOf } from '../support/plan.ts'

const seed = 20261123
const options = { seed, numRuns: 60, verbose: 1 } as const

type Random = {
  readonly sectors: readonly { readonly base: number; readonly growth: number }[]
  readonly years: number
  readonly op: string
  /** Threshold by today's total. */
  readonly factor: number
}

const plans: fc.Arbitrary<Random> = fc.record({
  sectors: fc.array(
    fc.record({ base: fc.integer({ min: 1, max: 5000 }), growth: fc.integer({ min: -150, max: 250 }) }),
    { minLength: 1, maxLength: 5 },
  ),
  years: fc.integer({ min: 1, max: 6 }),
  op: fc.constantFrom('>', '>=', '<', '<='),
  factor: fc.double({ min: 0.2, max: 6, noNaN: true }),
})

function filesOf({ sectors, years, op, factor }: Random): Record<string, string> {
  const last = 2024 + years
  const total = sectors.reduce((sum, { base }) => sum + base, 0)
  return {
    'baseline.csv': `sector,year,revenue\n${sectors.map(({ base }, i) => `s${i},2024,${base}\n`).join('')}`,
    'growth.csv': `sector,year,growth\n${sectors.map(({ growth }, i) => `s${i},2025-${last},${growth / 10}%\n`).join('')}`,
    'targets.csv': `target,indicator,year,op,value\ngoal,total_revenue,${last},${op},${total * factor}\n`,
  }
}

function addresses(model: Model, texts: readonly string[]): Address[] {
  const names = { variables: model.variables, sectors: model.plan.sectors }
  return texts.flatMap((text) => {
    const address = readAddress(names, text)
    return 'code' in address ? [] : [address]
  })
}

function ask(model: Model, vary: readonly string[], isLeast: boolean): Solution {
  const instruments = addresses(model, vary)
  const [solution] = solve(model, 0, {
    targets: model.plan.targets,
    instruments,
    bounds: instruments.map(() => null),
    isLeast,
    weights: instruments.map(() => 1),
  })
  if (solution === undefined) throw new RangeError('no solution')
  return solution
}

/** The plan projected again with what a solution says to type. */
async function retyped(files: Record<string, string>, model: Model, { instruments }: Solution) {
  const set = instruments.flatMap((each) => settingsOf(model, each))
  const [result] = checkTargets(projectScenario(await modelOf(files, { set }), 0))
  return result
}

describe(`laws of solve (seed ${seed})`, () => {
  test('law: a found change, typed as --set, meets its target; with the headroom consumed it is at its edge', async () => {
    const seen = { found: 0, 'already-met': 0 }
    await fc.assert(
      fc.asyncProperty(plans, async (random) => {
        const files = filesOf(random)
        const model = await modelOf(files)
        const solution = ask(model, ['growth[*,*]'], false)
        const again = await retyped(files, model, solution)
        const threshold = model.plan.targets[0]?.threshold ?? 0
        if (solution.outcome === 'found') {
          seen.found++
          expect(again?.verdict).toBe('met')
          expect(again?.value).toBe(solution.targets[0]?.proof?.value)
        } else if (solution.outcome === 'already-met' && solution.instruments[0]?.change !== null) {
          seen['already-met']++
          expect(Math.abs((again?.value ?? 0) - threshold)).toBeLessThanOrEqual(1e-12 * threshold)
        } else expect(['unreachable', 'already-met']).toContain(solution.outcome)
      }),
      options,
    )
    // Both must have been seen for the law to say anything.
    expect(Math.min(seen.found, seen['already-met'])).toBeGreaterThan(5)
  })

  test('law: no smaller change of one assumption does, on either side', async () => {
    await fc.assert(
      fc.asyncProperty(plans, fc.double({ min: -0.999, max: 0.999, noNaN: true }), async (random, share) => {
        const model = await modelOf(filesOf(random))
        const solution = ask(model, ['growth[s0,*]'], false)
        const change = solution.outcome === 'found' ? (solution.instruments[0]?.change ?? 0) : 0
        const changes = addresses(model, ['growth[s0,*]']).map((address) => ({ address, operation: 'add' as const }))
        const less = projectScenario(withChanges(model, changes, [share * change]), 0)
        if (solution.outcome === 'found') expect(checkTargets(less)[0]?.verdict).toBe('missed')
      }),
      options,
    )
  })

  test('law: the least change meets the target, is no larger than the uniform one, and nothing near it is smaller', async () => {
    let found = 0
    await fc.assert(
      fc.asyncProperty(
        plans,
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }),
        async (random, direction) => {
          const files = filesOf(random)
          const model = await modelOf(files)
          const vary = model.plan.sectors.map(({ name }) => `growth[${name},*]`)
          const solution = ask(model, vary, true)
          if (solution.outcome !== 'found') return
          found++
          expect((await retyped(files, model, solution))?.verdict).toBe('met')
          const own = solution.instruments.map(({ change }) => change ?? Number.NaN)
          const uniform = ask(model, ['growth[*,*]'], false)
          const alike = Math.abs(uniform.instruments[0]?.change ?? Number.POSITIVE_INFINITY) * Math.sqrt(own.length)
          const length = Math.hypot(...own)
          // 1e-8: as far as two ways of going just beyond equality differ.
          expect(length).toBeLessThanOrEqual(alike * (1 + 1e-6) + 1e-8)
          const near = own.map((each, k) => each + 0.05 * length * (direction[k] ?? 0))
          const shorter = near.map((each) => (each * length * 0.9999) / (Math.hypot(...near) || 1))
          const changes = addresses(model, vary).map((address) => ({ address, operation: 'add' as const }))
          expect(checkTargets(projectScenario(withChanges(model, changes, shorter), 0))[0]?.verdict).toBe('missed')
        },
      ),
      options,
    )
    expect(found).toBeGreaterThan(20)
  })

  test('law: two targets of two years are both hit by the growth of each year', async () => {
    let found = 0
    const goals = fc.tuple(
      fc.double({ min: 0.8, max: 1.6, noNaN: true }),
      fc.double({ min: 0.8, max: 1.6, noNaN: true }),
    )
    await fc.assert(
      fc.asyncProperty(plans, goals, async (random, [first, second]) => {
        const files = filesOf({ ...random, years: 2 })
        const total = random.sectors.reduce((sum, { base }) => sum + base, 0)
        const rows = [
          `one,total_revenue,2025,>=,${total * first}`,
          `two,total_revenue,2026,>=,${total * first * second}`,
        ]
        const model = await modelOf({ ...files, 'targets.csv': `target,indicator,year,op,value\n${rows.join('\n')}\n` })
        const solution = ask(model, ['growth[*,2025]', 'growth[*,2026]'], false)
        if (solution.outcome === 'found') found++
        else expect(solution.outcome).toBe('already-met')
        for (const { target, proof } of solution.targets) {
          expect(Math.abs((proof?.value ?? 0) - target.threshold)).toBeLessThanOrEqual(1e-12 * target.threshold)
        }
      }),
      options,
    )
    expect(found).toBeGreaterThan(20)
  })
})
