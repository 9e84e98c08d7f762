/** Graphs of scenarios: cycles, chains, parents that are not there; and which row wins, found a second way. */

import { compileModel } from '../../src/model/compile.ts'
import { projectScenario, valueAt } from '../../src/model/project.ts'
import { EVERY_SCENARIO, EVERY_SECTOR, type Plan } from '../../src/plan/types.ts'
import { claim, isAnswer } from '../claims.ts'
import { planOf } from '../plans.ts'
import { type Input, type Target, textIn } from '../target.ts'
import { prototypeNames } from '../words.ts'

const sectors = ['a', 'constructor', '__proto__'] as const

export const scenarios: Target = {
  name: 'scenarios',
  claim:
    'a chain of inheritance ends or is a problem; the row that wins is the one the rules of docs/plan-format.md name',
  generate: (random) => {
    const count = 1 + random.below(random.pick([3, 8, 120]))
    const names = random
      .list(count, () => random.pick([...prototypeNames, 'base', 's']))
      .map((name, i) => `${name}${i}`)
    if (random.chance(0.3)) names[0] = random.pick(prototypeNames)
    const isChain = random.chance(0.2)
    const parent = (i: number) =>
      random.chance(0.02) ? 'nobody' : isChain ? (names[i - 1] ?? '') : random.chance(0.6) ? random.pick(names) : ''
    const span = () => random.pick(['*', '2025', '2026', '2027', '2025-2026', '2026-2027', '2025-2027'])
    const rows = random.list(random.below(20), () =>
      [
        random.chance(0.1) ? '*' : random.pick(names),
        random.pick(['*', ...sectors]),
        span(),
        `${random.below(9)}%`,
      ].join(),
    )
    return [
      { name: 'baseline.csv', text: ['sector,year,revenue', ...sectors.map((each) => `${each},2024,100`)].join('\n') },
      {
        name: 'scenarios.csv',
        text: ['scenario,inherits', ...names.map((name, i) => `${name},${parent(i)}`)].join('\n'),
      },
      { name: 'growth.csv', text: ['scenario,sector,year,growth', '*,*,*,1%', ...rows].join('\n') },
    ]
  },
  check: async (input) => {
    const loaded = planOf(input)
    isAnswer(loaded)
    if (loaded.plan === null) return
    hasChains(loaded.plan, input)
    const { model } = await compileModel(loaded.plan, { horizon: 2027 })
    const growth = model?.variableByName.get('growth')
    if (model === null || growth === undefined) return
    for (const scenario of [0, loaded.plan.scenarios.length - 1]) {
      const projection = projectScenario(model, scenario)
      for (const sector of loaded.plan.sectors.keys()) {
        for (const year of [2025, 2026, 2027]) {
          const expected = winner(loaded.plan, scenario, sector, year)
          const value = valueAt(projection, growth, sector, year)
          claim(Object.is(value, expected), `growth of ${sector} in ${year} is ${expected}, not ${value}`)
        }
      }
    }
  },
}

/** Each chain begins with its scenario, repeats none, and follows `inherits` as written. */
function hasChains({ scenarios: all }: Plan, input: Input): void {
  const parents = new Map(
    textIn(input, 'scenarios.csv')
      .split('\n')
      .slice(1)
      .map((line) => line.split(',') as [string, string]),
  )
  all.forEach(({ name, chain }, index) => {
    claim(chain[0] === index && new Set(chain).size === chain.length, `a chain of its own for ${name}`)
    const names = chain.map((each) => all[each]?.name ?? '')
    // A table with one column has no parents.
    if (parents.size === all.length && !textIn(input, 'scenarios.csv').includes('"')) {
      claim(
        names.every((each, i) => (parents.get(each)?.trim() ?? '') === (names[i + 1] ?? '')),
        `${names} as written`,
      )
    }
  })
}

/** The nearest scenario of the chain; in it a named sector over `*`; then a year over a range over `*`. */
function winner(plan: Plan, scenario: number, sector: number, year: number): number | null {
  const { assumptions, scenarios: all } = plan
  const chain = [...(all[scenario]?.chain ?? []), EVERY_SCENARIO]
  let best: { readonly rank: number; readonly value: number } | null = null
  for (let row = 0; row < assumptions.length; row++) {
    const [first, last] = [assumptions.firstYear[row] as number, assumptions.lastYear[row] as number]
    const place = assumptions.sector[row] as number
    const distance = chain.indexOf(assumptions.scenario[row] as number)
    const covers =
      distance >= 0 && (place === EVERY_SECTOR || place === sector) && (first === 0 || (first <= year && year <= last))
    if (!covers) continue
    const years = first === 0 ? 0 : first === last ? 2 : 1
    const rank = (chain.length - distance) * 10 + (place === EVERY_SECTOR ? 0 : 5) + years
    if (best === null || rank > best.rank) best = { rank, value: assumptions.value[row] as number }
  }
  return best?.value ?? null
}
