import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compare, type How } from '../../src/analyses/compare.ts'
import { DIMENSIONS } from '../../src/analyses/groups.ts'
import { projectScenario, valueAt } from '../../src/model/project.ts'
import type { Model } from '../../src/model/types.ts'
import { TOTAL } from '../../src/plan/types.ts'
import { modelOf } from '../support/plan.ts'

const seed = 20261123

type Cell = { readonly growth: number; readonly intensity: number }
type Random = {
  readonly levels: readonly number[]
  readonly low: readonly (readonly Cell[])[]
  readonly high: readonly (readonly (Cell | null)[])[]
  readonly plant: number | null
}

const rate = (least: number, most: number) => fc.integer({ min: least * 1000, max: most * 1000 }).map((n) => n / 1000)
const cell = fc.record({ growth: rate(-0.3, 0.5), intensity: rate(0.001, 0.1) })
const years = [2025, 2026] as const

/** One to five sectors, two years, a scenario and another that inherits it and changes some cells, perhaps a project. */
const plans: fc.Arbitrary<Random> = fc.integer({ min: 1, max: 5 }).chain((sectors) => {
  const table = <T>(each: fc.Arbitrary<T>) =>
    fc.array(fc.array(each, { minLength: sectors, maxLength: sectors }), { minLength: 2, maxLength: 2 })
  return fc.record({
    levels: fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: sectors, maxLength: sectors }),
    low: table(cell),
    high: table(fc.option(cell, { freq: 2 })),
    plant: fc.option(fc.integer({ min: 1, max: 300 })),
  })
})

/** The plan as files; `order` says in which order the rows of each file stand. */
function filesOf({ levels, low, high, plant }: Random, order: (rows: string[]) => string[]): Record<string, string> {
  const names = levels.map((_, index) => `S${index}`)
  const rows = [
    ...low.flatMap((cells, t) =>
      cells.map(({ growth, intensity }, s) => `low,${names[s]},${years[t]},${growth},${intensity}`),
    ),
    ...high.flatMap((cells, t) =>
      cells.flatMap((each, s) =>
        each === null ? [] : [`high,${names[s]},${years[t]},${each.growth},${each.intensity}`],
      ),
    ),
  ]
  const file = (heading: string, lines: readonly string[]) => `${[heading, ...order([...lines])].join('\n')}\n`
  return {
    'baseline.csv': file(
      'sector,year,revenue',
      names.map((name, s) => `${name},2024,${levels[s]}`),
    ),
    'scenarios.csv': 'scenario,inherits\nlow,\nhigh,low\ngrowing,low\nintense,low\n',
    'assumptions.csv': file('scenario,sector,year,growth,rd_intensity', rows),
    ...(plant === null
      ? {}
      : {
          'projects.csv': file('project,sector,scenario,start,output,realisation', [
            `plant,S0,,2026,${plant},0.5`,
            'plant,S0,high,,,1',
          ]),
        }),
  }
}

const variables = ['total_revenue', 'total_rd', 'total_rd_intensity'] as const

function comparisonIn(
  model: Model,
  variable: string,
  how: Partial<How>,
  states = ['low', 'high'],
  year = [2026, 2026],
) {
  const index = model.variableByName.get(variable) ?? -1
  const [from, to] = states.map((name, k) => {
    const scenario = model.plan.scenarios.findIndex((each) => each.name === name)
    return { projection: projectScenario(model, scenario), year: year[k] ?? 2026 }
  })
  if (from === undefined || to === undefined) throw new RangeError('two states')
  const valueIn = ({ projection, year: at }: typeof from) => valueAt(projection, index, TOTAL, at) ?? Number.NaN
  const values = { from: valueIn(from), to: valueIn(to) }
  const asked = { method: 'shapley' as const, by: null, draws: 20, seed: 0, ...how }
  const { attribution, difference } = compare({ from, to, variable: index, sector: 0 }, values, asked)
  return { parts: attribution.parts, difference, scale: Math.abs(values.from) + Math.abs(values.to) }
}

const ways: fc.Arbitrary<Partial<How>> = fc.oneof(
  fc.record({ method: fc.constant('shapley' as const), by: fc.option(fc.subarray([...DIMENSIONS], { minLength: 1 })) }),
  fc.record({
    method: fc.constant('lmdi' as const),
    by: fc.option(fc.subarray(['assumption' as const, 'sector' as const], { minLength: 1 })),
  }),
)

const check = (property: fc.IAsyncProperty<unknown>, runs = 100) =>
  fc.assert(property as fc.IAsyncProperty<[unknown]>, { seed, numRuns: runs })

/** In 1e-9 of the largest number on the page: parts may cancel. */
const near = (a: number, b: number, scale: number) =>
  Math.abs(a - b) <= 1e-9 * Math.max(scale, Math.abs(a), Math.abs(b))

/** To 1e-9 of the difference, and no closer than the last bit of the largest part. */
function expectSum(parts: readonly { readonly contribution: number }[], difference: number): void {
  const sum = parts.reduce((all, { contribution }) => all + contribution, 0)
  const largest = Math.max(0, ...parts.map(({ contribution }) => Math.abs(contribution)))
  expect(Math.abs(sum - difference)).toBeLessThanOrEqual(
    Math.max(1e-9 * Math.abs(difference), 2 * Number.EPSILON * largest),
  )
}

describe(`laws of attribution (seed ${seed})`, () => {
  test('law: parts add up to the difference, whatever the plan, the method and the grouping', async () => {
    await check(
      fc.asyncProperty(plans, ways, fc.constantFrom(...variables), async (plan, how, variable) => {
        const model = await modelOf(filesOf(plan, (rows) => rows))
        const { parts, difference } = comparisonIn(model, variable, how)
        expectSum(parts, difference)
      }),
    )
  })

  test('law: parts add up between two years of one scenario', async () => {
    const twoYears: fc.Arbitrary<Partial<How>> = fc.constantFrom(
      { by: null },
      { by: ['assumption'] as const },
      { by: ['sector'] as const },
      { method: 'lmdi' as const },
    )
    await check(
      fc.asyncProperty(plans, twoYears, fc.constantFrom(...variables), async (plan, how, variable) => {
        const files = filesOf(plan, (rows) => rows)
        const base = files['assumptions.csv'] ?? ''
        const model = await modelOf({ ...files, 'assumptions.csv': `${base}low,*,2024,,2%\n` })
        const { parts, difference } = comparisonIn(model, variable, how, ['low', 'low'], [2024, 2026])
        expectSum(parts, difference)
      }),
    )
  })

  test('law: parts do not depend on the order of the rows in the files', async () => {
    const order = fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true }))
    await check(
      fc.asyncProperty(plans, ways, fc.constantFrom(...variables), order, async (plan, how, variable, keys) => {
        const shuffled = (rows: string[]) =>
          rows
            .map((row) => ({ row, key: keys.next().value ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ row }) => row)
        const one = comparisonIn(await modelOf(filesOf(plan, (rows) => rows)), variable, how)
        const other = comparisonIn(await modelOf(filesOf(plan, shuffled)), variable, how)
        expect(other.parts.map(({ name }) => name)).toEqual(one.parts.map(({ name }) => name))
        one.parts.forEach(({ contribution }, k) => {
          expect(near(other.parts[k]?.contribution ?? Number.NaN, contribution, one.scale)).toBe(true)
        })
      }),
    )
  })

  test('law: the way back has the same parts with the other sign', async () => {
    await check(
      fc.asyncProperty(plans, ways, fc.constantFrom(...variables), async (plan, how, variable) => {
        const model = await modelOf(filesOf(plan, (rows) => rows))
        const there = comparisonIn(model, variable, how)
        const back = comparisonIn(model, variable, how, ['high', 'low'])
        expect(back.parts.map(({ name }) => name)).toEqual(there.parts.map(({ name }) => name))
        there.parts.forEach(({ contribution }, k) => {
          expect(near(-(back.parts[k]?.contribution ?? Number.NaN), contribution, there.scale)).toBe(true)
        })
      }),
      50,
    )
  })

  test('law: a coalition is the projection of a scenario that has just those rows', async () => {
    await check(
      fc.asyncProperty(plans, fc.constantFrom(...variables), async (plan, variable) => {
        const files = filesOf({ ...plan, plant: null }, (rows) => rows)
        const rows = (files['assumptions.csv'] ?? '').split('\n').filter((row) => row !== '')
        // What `high` changes, in two halves: its growth alone, and its intensity alone.
        const halves = rows.flatMap((row) => {
          const [scenario, sector, year, growth, intensity] = row.split(',')
          if (scenario !== 'high') return []
          const cells = low(plan, sector ?? '', Number(year))
          return [
            `growing,${sector},${year},${growth},${cells?.intensity}`,
            `intense,${sector},${year},${cells?.growth},${intensity}`,
          ]
        })
        const model = await modelOf({ ...files, 'assumptions.csv': `${[...rows, ...halves].join('\n')}\n` })
        const change = (from: string, to: string) => comparisonIn(model, variable, { by: ['assumption'] }, [from, to])
        const { parts, scale } = change('low', 'high')
        const share = (name: string) => parts.find((part) => part.name === name)?.contribution ?? 0
        const growth = (change('low', 'growing').difference + change('intense', 'high').difference) / 2
        const intensity = (change('low', 'intense').difference + change('growing', 'high').difference) / 2
        expect(near(share('growth'), growth, scale)).toBe(true)
        expect(near(share('rd_intensity'), intensity, scale)).toBe(true)
      }),
      50,
    )
  })
})

function low({ low: cells }: Random, sector: string, year: number): Cell | undefined {
  return cells[year - years[0]]?.[Number(sector.slice(1))]
}
