import { expect, test } from 'vitest'
import { uncertaintyOf } from '../../../../src/analyses/chance/uncertainty.ts'
import type { Dimension } from '../../../../src/analyses/groups.ts'
import { correlatedInputs, inputsBy } from '../../../../src/analyses/sensitivity/inputs.ts'
import { inputsOf } from '../../../../src/model/inputs.ts'
import { TOTAL } from '../../../../src/plan/types.ts'
import { modelOf } from '../../../support/plan.ts'

const files = {
  'baseline.csv': 'sector,year,revenue\nchips,2025,900\ndisplays,2025,"600 to 800"\n',
  'growth.csv':
    'sector,year,growth\nchips,2026,"normal(8%, 3%)"\nchips,2027,"normal(7%, 3%)"\ndisplays,2026-2027,"4% to 6%"\n',
  'projects.csv':
    'project,sector,start,ramp,output,realisation,delay\nfab,chips,2026,100%,90,"uniform(50%, 100%)","uniform(0, 1)"\nline,displays,2026,100%,50,"uniform(50%, 90%)",0\n',
}

async function namesBy(by: readonly Dimension[]): Promise<Record<string, number>> {
  const model = await modelOf(files)
  const outcome = { variable: model.variableByName.get('total_revenue') ?? -1, sector: TOTAL, year: 2027 }
  const { factors } = uncertaintyOf(model, inputsOf(model, model.plan.defaultScenario), [outcome])
  return Object.fromEntries(inputsBy(model, factors, by).map((input) => [input.name, input.factors.length]))
}

test('by assumption and sector a project goes by its own name, and years of a sector are one input', async () => {
  expect(await namesBy(['assumption', 'sector'])).toEqual({
    'delay[fab]': 1,
    'growth[chips]': 2,
    'growth[displays]': 2,
    'realisation[fab]': 1,
    'realisation[line]': 1,
    'revenue[displays]': 1,
  })
})

test('by assumption a field of all projects is one assumption', async () => {
  expect(await namesBy(['assumption'])).toEqual({ delay: 1, growth: 4, realisation: 2, revenue: 1 })
})

test("by sector a project belongs to its sector's input", async () => {
  expect(await namesBy(['sector'])).toEqual({ chips: 4, displays: 4 })
})

test('by year projects are of no year', async () => {
  expect(await namesBy(['year'])).toEqual({ 2025: 1, 2026: 2, 2027: 2, projects: 3 })
  expect(await namesBy(['assumption', 'year'])).toEqual({
    delay: 1,
    'growth[2026]': 2,
    'growth[2027]': 2,
    realisation: 2,
    'revenue[2025]': 1,
  })
})

test('inputs are correlated where any two of their numbers are', () => {
  const input = (name: string, factors: readonly number[]) => ({
    name,
    variable: null,
    sector: null,
    year: null,
    field: null,
    project: null,
    factors,
  })
  // Scores 0 and 1 share latent 0; score 2 shares two latents with score 1 whose parts cancel; score 3 carries score 0 on.
  const part = (latent: number, weight: number) => ({ latent, weight })
  const own = { before: null, carried: 0 }
  const mixing = [
    { ...own, parts: [part(0, 1)] },
    { ...own, parts: [part(0, 0.6), part(1, 0.8)] },
    { ...own, parts: [part(0, 0.8), part(1, -0.6)] },
    { before: 0, carried: 0.5, parts: [part(2, Math.sqrt(0.75))] },
    { ...own, parts: [part(3, 1)] },
  ]
  const apart = ['a', 'b', 'c', 'd', 'e'].map((name, factor) => input(name, [factor]))
  expect(correlatedInputs(apart, mixing)).toEqual([
    [0, 1],
    [0, 2],
    [0, 3],
    [1, 3],
    [2, 3],
  ])
  expect(correlatedInputs([input('all', [0, 1, 2, 3]), input('e', [4])], mixing)).toEqual([])
})
