import { describe, expect, test } from 'vitest'
import { type Files, referenceCase, runPlan } from './plans.ts'

type Row = {
  readonly from: string
  readonly to: string
  readonly difference: number
  readonly shapley: readonly number[]
  readonly lmdi_additive: readonly number[]
}
type Case = {
  readonly factors: readonly string[]
  readonly states: Readonly<Record<string, { readonly values: readonly number[]; readonly product: number }>>
  readonly rows: readonly Row[]
}

const { factors, states, rows } = referenceCase<Case>('13_decomposition_product')

/** Every state is a scenario, every factor an assumption of the total. */
const plan: Files = {
  'baseline.csv': 'variable,sector,year,value\npopulation,total,2015,1\n',
  'assumptions.csv': [
    `scenario,sector,year,${factors.join(',')}`,
    ...Object.entries(states).map(([name, { values }]) => `${name},total,2050,${values.join(',')}`),
    '',
  ].join('\n'),
  'equations.csv': `variable,formula\nemissions,${factors.join(' * ')}\n`,
}

type Part = { readonly name: string; readonly contribution: number }
type Compared = { readonly difference: number; readonly parts: readonly Part[] }

async function compared(files: Files, args: readonly string[]): Promise<Compared> {
  const { exit, out } = await runPlan(files, ['compare', ...args, '--json'])
  expect(exit).toBe(0)
  return JSON.parse(out)
}

/** To 1e-12 of the largest part, as parts of opposite sign may cancel. */
function expectParts(found: Compared, names: readonly string[], expected: readonly number[]): void {
  const scale = Math.max(...expected.map(Math.abs))
  expect(found.parts.map(({ name }) => name)).toEqual(names)
  for (const [k, { contribution }] of found.parts.entries()) {
    expect(Math.abs(contribution - (expected[k] ?? Number.NaN))).toBeLessThanOrEqual(1e-12 * scale)
  }
  expect(found.parts.reduce((sum, { contribution }) => sum + contribution, 0)).toBe(found.difference)
}

describe('cases/13: a product of three factors (inputs from pik-piam/quitte, results by enumeration)', () => {
  test.each(rows)('$from → $to: Shapley', async ({ from, to, difference, shapley }) => {
    const found = await compared(plan, [from, to])
    expect(found.difference).toBe(difference)
    expectParts(found, factors, shapley)
  })

  test.each(rows)('$from → $to: additive LMDI-I', async ({ from, to, lmdi_additive }) => {
    expectParts(await compared(plan, [from, to, '--method', 'lmdi']), factors, lmdi_additive)
  })

  test('the same by sector and assumption, and in a plan whose assumptions stand in rows', async () => {
    const tidy = Object.entries(states).flatMap(([name, { values }]) =>
      factors.map((factor, k) => `${name},${factor},2050,${values[k]}`),
    )
    const files = { ...plan, 'assumptions.csv': ['scenario,variable,year,value', ...tidy.reverse(), ''].join('\n') }
    const [first] = rows
    expectParts(
      await compared(files, ['ref2015', 'ref2050', '--by', 'assumption,sector']),
      factors,
      first?.shapley ?? [],
    )
  })

  test('one scenario in two years: the factors of 2015 against those of 2050', async () => {
    const years = ['ref2015', 'ref2050'].map((name) => states[name]?.values.join(','))
    const files = {
      ...plan,
      'assumptions.csv': `sector,year,${factors.join(',')}\ntotal,2015,${years[0]}\ntotal,2050,${years[1]}\n`,
    }
    const [first] = rows
    expectParts(await compared(files, ['base@2015', 'base@2050']), factors, first?.shapley ?? [])
    expectParts(
      await compared(files, ['base@2015', 'base@2050', '--method', 'lmdi']),
      factors,
      first?.lmdi_additive ?? [],
    )
  })
})

describe('LMDI over sectors: the example of the R package LMDIR (Heun 2018, tests/testthat/test_lmdi.R)', () => {
  const x = {
    1971: { one: [1, 10, 2], two: [4, 5, 3] },
    1972: { one: [4, 5, 3], two: [5, 6, 4] },
    1973: { one: [8, 2, 4], two: [5, 7, 5] },
    1974: { one: [10, 1, 5], two: [6, 8, 6] },
  }
  const lines = Object.entries(x).flatMap(([year, sectors]) =>
    Object.entries(sectors).map(([sector, values]) => `${sector},${year},${values.join(',')}`),
  )
  const files = {
    'baseline.csv': 'sector,variable,year,value\none,size,1971,1\ntwo,size,1971,1\n',
    'assumptions.csv': ['sector,year,a,b,c', ...lines, ''].join('\n'),
    'equations.csv': 'variable,formula\nv,a * b * c\ntotal_v,sum(v)\n',
  }
  const lmdi = (from: number, to: number, by: string) =>
    compared(files, [`base@${from}`, `base@${to}`, '--variable', 'total_v', '--method', 'lmdi', '--by', by])

  // The package prints ten digits; our first factor is a level, so its effect comes in two parts, scale and structure.
  test.each([
    [1971, 1972, [69.79006598, -9.455125793, 39.66505981]],
    [1972, 1973, [42.96021467, -34.31902656, 50.3588119]],
    [1973, 1974, [54.01064234, -9.021284671, 54.01064234]],
  ] as const)('%d to %d: the three factors', async (from, to, expected) => {
    const { parts } = await lmdi(from, to, 'assumption')
    const value = (name: string) => parts.find((part) => part.name === name)?.contribution ?? Number.NaN
    expect(value('scale') + value('structure')).toBeCloseTo(expected[0], 7)
    expect(value('b')).toBeCloseTo(expected[1], 7)
    expect(value('c')).toBeCloseTo(expected[2], 7)
  })

  test('1971 to 1972: every factor in every sector', async () => {
    const { parts } = await lmdi(1971, 1972, 'assumption,sector')
    const value = (name: string) => parts.find((part) => part.name === name)?.contribution ?? Number.NaN
    expect(value('scale[one]') + value('structure[one]')).toBeCloseTo(50.47438029, 7)
    expect(value('scale[two]') + value('structure[two]')).toBeCloseTo(19.31568569, 7)
    const others = ['b[one]', 'c[one]', 'b[two]', 'c[two]'].map(value)
    const expected = [-25.23719014, 14.76280986, 15.78206435, 24.90224996]
    for (const [k, each] of others.entries()) expect(each).toBeCloseTo(expected[k] ?? Number.NaN, 7)
  })
})

describe('LMDI of R&D in the default equations: scale, structure, intensity', () => {
  const files = {
    'baseline.csv': 'sector,year,revenue,rd_intensity\ntrade,2024,10,300%\nheavy,2024,40,50%\n',
    'assumptions.csv':
      'scenario,sector,year,growth,rd_intensity\nlow,*,2025,0%,\nhigh,trade,2025,300%,200%\nhigh,heavy,2025,0%,40%\n' +
      'low,trade,2025,,300%\nlow,heavy,2025,,50%\n',
  }
  const mean = (a: number, b: number) => (a - b) / Math.log(a / b)
  // 50 → 80 in all; trade 10 → 40 at 3 → 2, heavy 40 → 40 at 0.5 → 0.4.
  const trade = mean(80, 30)
  const heavy = mean(16, 20)

  test('a level that is summed splits into its total and its shares', async () => {
    const found = await compared(files, ['low', 'high', '--variable', 'total_rd', '--method', 'lmdi'])
    expectParts(
      found,
      ['scale', 'structure', 'intensity'],
      [
        (trade + heavy) * Math.log(80 / 50),
        trade * Math.log(0.5 / 0.2) + heavy * Math.log(0.5 / 0.8),
        trade * Math.log(2 / 3) + heavy * Math.log(0.4 / 0.5),
      ],
    )
  })

  test('a ratio of two sums has no scale: structure and intensity alone', async () => {
    const found = await compared(files, ['low', 'high', '--variable', 'total_rd_intensity', '--method', 'lmdi'])
    const [one, two] = [mean(80 / 80, 30 / 50), mean(16 / 80, 20 / 50)]
    expectParts(
      found,
      ['structure', 'intensity'],
      [one * Math.log(0.5 / 0.2) + two * Math.log(0.5 / 0.8), one * Math.log(2 / 3) + two * Math.log(0.4 / 0.5)],
    )
  })

  const byLmdi = ['low', 'high', '--variable', 'total_rd', '--method', 'lmdi', '--by', 'sector']

  test('a sector that is 0 in both scenarios contributes nothing', async () => {
    const { parts, difference } = await compared(files, [...byLmdi, '--set', 'growth[heavy,2025]=-100%'])
    expect(parts).toMatchObject([
      { name: 'heavy', contribution: 0 },
      { name: 'trade', contribution: difference },
    ])
  })

  test('a sector that ends has no logarithm: a problem that points to Shapley', async () => {
    const ended = { ...files, 'assumptions.csv': files['assumptions.csv'].replace('heavy,2025,0%', 'heavy,2025,-100%') }
    const { exit, err } = await runPlan(ended, ['compare', ...byLmdi])
    expect(exit).toBe(2)
    expect(err).toContain('share(revenue)[heavy] goes from 0.8 to 0')
    expect(err).toContain('--method shapley')
    expect(
      (
        await compared(
          ended,
          byLmdi.filter((word) => word !== '--method' && word !== 'lmdi'),
        )
      ).parts,
    ).toHaveLength(2)
  })
})
