/**
 * PRIM against published results, and against the rule of the reference implementations.
 *
 * Sources: cases/06_prim_quantile.json (tests of the EMA Workbench and of Project-Platypus/PRIM). The cases of
 * Bryant & Lempert 2010, Thinking inside the box, are columns 3–11 and 16 of `bryant et al 2010 data.csv` in
 * quaquel/EMAworkbench (BSD-3-Clause), shared there with their permission; what PRIM finds in them is printed in the
 * workbench's tutorial "Performing Scenario Discovery in Python" (peel_alpha 0.1).
 */

import { join } from 'node:path'
import { expect, test } from 'vitest'
import { casesWithin, countOfInterest, gatesOf, unlimited } from '../../src/analyses/discovery/box.ts'
import { interestIn } from '../../src/analyses/discovery/interest.ts'
import { paste } from '../../src/analyses/discovery/paste.ts'
import { ascending, peel } from '../../src/analyses/discovery/peel.ts'
import { cutAt } from '../../src/analyses/discovery/quantile.ts'
import { readCondition } from '../../src/plan/condition.ts'
import { loadCases } from '../../src/plan/load.ts'
import { yuce } from '../support/yuce.ts'
import { referenceCase } from './plans.ts'

type Row = { readonly data: readonly number[]; readonly q: number; readonly expected: number }

test.each(referenceCase<{ readonly cases: readonly Row[] }>('06_prim_quantile').cases)(
  'cut of $data at $q: $expected',
  ({ data, q, expected }) => {
    expect(cutAt(Float64Array.from(data).sort(), q)).toBe(expected)
  },
)

const folder = join(import.meta.dirname, 'cases')
const outcome = 'Greater than 90%'
const line = ['discover', '--from', 'bryant-lempert-2010.csv', '--of', outcome, '--where', '> 0.5', '-f', 'json']

type Limit = {
  readonly input: string
  readonly low: number | null
  readonly high: number | null
  readonly pValue: number
  readonly without: { readonly coverage: number; readonly density: number }
}
type Box = {
  readonly box: number
  readonly step: number
  readonly coverage: number
  readonly density: number
  readonly mass: number
  readonly restricted: number
  readonly limits: readonly Limit[]
}
type Found = {
  readonly cases: number
  readonly ofInterest: number
  readonly boxes: readonly (Box & { readonly dropped: readonly { readonly input: string }[] })[]
  readonly trajectory: readonly Box[]
}

async function discovered(...more: readonly string[]): Promise<Found> {
  const ran = await yuce([...line, ...more], { cwd: folder })
  expect(ran).toMatchObject({ exit: 0, err: '' })
  return JSON.parse(ran.out)
}

const found = discovered()

function steps({ trajectory }: Found, box: number): Box[] {
  return trajectory.filter((each) => each.box === box)
}

test('Bryant & Lempert: 89 of 882 cases are of interest, and the last box is dense, with six inputs limited', async () => {
  const { cases, ofInterest, trajectory } = await found
  expect([cases, ofInterest]).toEqual([882, 89])
  const first = steps({ ...(await found), trajectory }, 1)
  expect(first).toHaveLength(28)
  expect(first.at(-1)).toMatchObject({
    coverage: 0.5056179775280899,
    density: 1,
    mass: 0.05102040816326531,
    restricted: 6,
  })
})

test('Bryant & Lempert: box 21 has the published coverage, density, mass, limits and quasi-p values', async () => {
  const box = steps(await found, 1)[21]
  expect(box?.coverage).toBeCloseTo(0.752809, 6)
  expect(box?.density).toBeCloseTo(0.770115, 6)
  expect(box?.mass).toBeCloseTo(0.0986395, 7)
  expect(box?.restricted).toBe(4)
  const limits = new Map(box?.limits.map((each) => [each.input, each]))
  // As printed there: six decimals, and p values to the last digit, where rounding may differ.
  const published = [
    ['Total biomass', null, 755.799988, 4.716968553178765e-6],
    ['Demand elasticity', -0.422, null, 1.1849299115762218e-16],
    ['Biomass backstop price', 150.049995, null, 3.515112530263049e-11],
    ['Cellulosic cost', 72.650002, null, 0.15741333528927348],
  ] as const
  expect(limits.size).toBe(4)
  for (const [input, low, high, pValue] of published) {
    const limit = limits.get(input)
    for (const [bound, expected] of [
      [limit?.low, low],
      [limit?.high, high],
    ] as const) {
      if (expected === null) expect(bound).toBeNull()
      else expect(bound).toBeCloseTo(expected, 6)
    }
    expect(Math.abs((limit?.pValue ?? 0) - pValue)).toBeLessThan(1e-12 * pValue)
  }
})

test('Bryant & Lempert: without the limit that may be chance, box 21 is the published first box', async () => {
  const limit = steps(await found, 1)[21]?.limits.find(({ input }) => input === 'Cellulosic cost')
  expect(limit?.without.coverage).toBeCloseTo(0.764045, 6)
  expect(limit?.without.density).toBeCloseTo(0.715789, 6)
})

test('Bryant & Lempert: the box that is reported limits the three published inputs, and drops the fourth', async () => {
  const [first] = (await found).boxes
  const names = first?.limits.map(({ input }) => input).sort()
  expect(names).toEqual(['Biomass backstop price', 'Demand elasticity', 'Total biomass'])
  expect(first?.dropped.map(({ input }) => input)).toEqual(['Cellulosic cost'])
})

test('Bryant & Lempert: a box that is asked for is reported as it is', async () => {
  const { boxes, trajectory } = await discovered('--box', '21')
  const { limits, coverage, density } = steps({ boxes, trajectory } as Found, 1)[21] as Box
  expect(boxes[0]).toMatchObject({ step: 21, dropped: [], limits, coverage, density })
})

test('Bryant & Lempert: beside the published first box, peeling reaches a density of 0.354, and 21 of 787 cases remain', () => {
  const { table } = loadCases(join(folder, 'bryant-lempert-2010.csv'), { outcome, inputs: null })
  const condition = readCondition('> 0.5')
  if (table === null || condition === null) throw new RangeError('the table is there')
  const { inputs } = table
  const cases = { inputs, isOfInterest: interestIn(table.outcome, condition) ?? new Uint8Array() }
  const everything = Uint32Array.from(cases.isOfInterest, (_, place) => place)
  // The limits as printed, to six decimals; no case lies within a millionth of them but those on them.
  const first = new Map([
    ['Demand elasticity', { ...unlimited, low: -0.4220001 }],
    ['Biomass backstop price', { ...unlimited, low: 150.049995 }],
    ['Total biomass', { ...unlimited, high: 755.799988 }],
  ])
  const ranges = inputs.map(({ name }) => first.get(name) ?? unlimited)
  const inside = new Set(casesWithin(everything, gatesOf(cases, ranges)))
  const left = everything.filter((each) => !inside.has(each))
  expect([left.length, countOfInterest(cases, left)]).toEqual([787, 21])
  const orders = inputs.map(({ values }) => ascending(values))
  const peels = peel(cases, left, orders, { peel: 0.1, leastMass: 0.05 })
  const extents = orders.map(({ values }) => ({ low: values[0] ?? 0, high: values.at(-1) ?? 0 }))
  const last = peels.at(-1)
  if (last === undefined) throw new RangeError('peeling begins with a box')
  const box = paste(cases, left, last, extents, 0.05).at(-1) ?? last
  expect(box.ofInterest / box.count).toBe(0.3541666666666667)
})
