/** Peeling, pasting and dropping on cases few enough to count by hand. */

import { describe, expect, test } from 'vitest'
import { type Cases, unlimited } from '../../../../src/analyses/discovery/box.ts'
import { balanced, discover } from '../../../../src/analyses/discovery/discover.ts'
import { interestIn } from '../../../../src/analyses/discovery/interest.ts'
import { measure } from '../../../../src/analyses/discovery/measure.ts'
import { paste } from '../../../../src/analyses/discovery/paste.ts'
import { ascending, peel } from '../../../../src/analyses/discovery/peel.ts'
import type { CaseColumn } from '../../../../src/plan/cases.ts'
import { readCondition } from '../../../../src/plan/condition.ts'

function numbers(name: string, values: readonly number[], kind: 'real' | 'whole' = 'real'): CaseColumn {
  return { name, kind, isRate: false, values: Float64Array.from(values), categories: [] }
}

function texts(name: string, values: readonly string[]): CaseColumn {
  const categories = [...new Set(values)].sort()
  const places = Float64Array.from(values, (each) => categories.indexOf(each))
  return { name, kind: 'category', isRate: false, values: places, categories }
}

function casesOf(inputs: readonly CaseColumn[], ofInterest: (place: number) => boolean): Cases {
  const count = inputs[0]?.values.length ?? 0
  return { inputs, isOfInterest: Uint8Array.from({ length: count }, (_, place) => (ofInterest(place) ? 1 : 0)) }
}

function peeled(cases: Cases, share: number, leastMass = 0.05) {
  const left = Uint32Array.from(cases.isOfInterest, (_, place) => place)
  const orders = cases.inputs.map(({ kind, values }) => (kind === 'category' ? null : ascending(values)))
  return peel(cases, left, orders, { peel: share, leastMass })
}

const digits = Array.from({ length: 10 }, (_, place) => place)

describe('peeling', () => {
  test('takes a tenth off the end with no case of interest, until every case left is of interest', () => {
    const steps = peeled(
      casesOf([numbers('x', digits)], (place) => place >= 5),
      0.1,
    )
    expect(steps.map(({ count, ofInterest }) => [count, ofInterest])).toEqual([
      [10, 5],
      [9, 5],
      [8, 5],
      [7, 5],
      [6, 5],
      [5, 5],
    ])
    expect(steps.map(({ ranges }) => ranges[0]?.low)).toEqual([null, 0.5, 1.5, 2.5, 3.5, 4.5])
  })

  test('ends before a box would hold less than the least mass', () => {
    const steps = peeled(
      casesOf([numbers('x', digits)], (place) => place >= 5),
      0.1,
      0.75,
    )
    expect(steps.at(-1)?.count).toBe(8)
  })

  test('never parts equal values: the cut lies between the next two that differ', () => {
    // A tenth of ten cases is one of the three zeros, so all three go.
    const values = [0, 0, 0, 1, 1, 1, 2, 2, 2, 2]
    const steps = peeled(
      casesOf([numbers('x', values)], (place) => place >= 6),
      0.1,
    )
    expect(steps.map(({ count, ranges }) => [count, ranges[0]?.low])).toEqual([
      [10, null],
      [7, 0.5],
      [4, 1.5],
    ])
  })

  test('limits a whole-numbered input at whole numbers', () => {
    const values = [0, 0, 0, 1, 1, 1, 2, 2, 2, 2]
    const steps = peeled(
      casesOf([numbers('x', values, 'whole')], (place) => place >= 6),
      0.1,
    )
    expect(steps.map(({ count, ranges }) => [count, ranges[0]?.low])).toEqual([
      [10, null],
      [7, 1],
      [4, 2],
    ])
  })

  test('takes a category off whole, and never the last one', () => {
    const steps = peeled(
      casesOf([texts('region', ['b', 'a', 'c', 'a', 'c', 'c'])], (place) => place === 1),
      0.1,
    )
    // Without c 1 of 3 are of interest in place of 1 of 6: 1/18 for each case gone. Without b 1 of 5: 1/30.
    expect(steps.map(({ count, ranges }) => [count, ranges[0]?.categories])).toEqual([
      [6, null],
      [3, [0, 1]],
      [2, [0]],
    ])
  })

  test('weighs slices of different size by what each case gone brings', () => {
    // Without the three of group g: 2/7 − 2/10 for three cases, 0.029 each; without the lowest x: 2/9 − 2/10, 0.022.
    const group = texts('group', ['g', 'g', 'g', 'h', 'h', 'h', 'h', 'h', 'h', 'h'])
    const steps = peeled(
      casesOf([numbers('x', [5, 6, 7, 0, 1, 2, 3, 4, 8, 9]), group], (place) => place >= 8),
      0.1,
    )
    expect(steps[1]?.ranges[1]?.categories).toEqual([1])
  })

  test('of equal scores takes the upper end, and the input named first', () => {
    const steps = peeled(
      casesOf([numbers('a', digits), numbers('b', digits)], (place) => place === 4 || place === 5),
      0.1,
    )
    expect(steps[1]?.ranges).toEqual([{ ...unlimited, high: 8.5 }, unlimited])
  })

  test('of equal scores takes the box that limits fewer inputs', () => {
    // First b, alone in telling case 9; then a and b both shed case 0, and b is limited already.
    const a = numbers('a', digits)
    const b = numbers('b', [0, 1, 2, 3, 4, 5, 6, 7, 9, 8])
    const steps = peeled(
      casesOf([a, b], (place) => place >= 4 && place <= 7),
      0.1,
    )
    expect(steps[1]?.ranges).toEqual([{ ...unlimited, high: 8.5 }, unlimited])
    expect(steps[2]?.ranges[1]).toEqual(unlimited)
  })
})

test('pasting moves a limit back while that makes the box denser', () => {
  const cases = casesOf([numbers('x', digits)], (place) => [3, 4, 5, 6, 8].includes(place))
  const left = Uint32Array.from(digits)
  const from = { ranges: [{ ...unlimited, low: 5.5 }], count: 4, ofInterest: 2 }
  const steps = paste(cases, left, from, [{ low: 0, high: 9 }], 0.05)
  expect(steps.map(({ count, ofInterest, ranges }) => [count, ofInterest, ranges[0]?.low])).toEqual([
    [5, 3, 4.5],
    [6, 4, 3.5],
    [7, 5, 2.5],
  ])
})

test('a limit that pasting moves to the end of the data is gone', () => {
  const cases = casesOf([numbers('x', [0, 1, 2])], (place) => place < 2)
  const [first, ...others] = paste(
    cases,
    Uint32Array.from([0, 1, 2]),
    { ranges: [{ ...unlimited, low: 0.5 }], count: 2, ofInterest: 1 },
    [{ low: 0, high: 2 }],
    0.05,
  )
  expect(first).toEqual({ ranges: [unlimited], count: 3, ofInterest: 2 })
  expect(others).toEqual([])
})

test('a category comes back whole, where it makes the box denser', () => {
  const cases = casesOf([texts('region', ['a', 'a', 'b', 'b', 'c'])], (place) => [0, 2, 3].includes(place))
  const from = { ranges: [{ ...unlimited, categories: [0] }], count: 2, ofInterest: 1 }
  const steps = paste(cases, Uint32Array.from([0, 1, 2, 3, 4]), from, [{ low: 0, high: 0 }], 0.05)
  expect(steps).toEqual([{ ranges: [{ ...unlimited, categories: [0, 1] }], count: 4, ofInterest: 3 }])
})

describe('how sure a limit is', () => {
  const cases = casesOf([numbers('x', digits)], (place) => place >= 6)
  const left = Uint32Array.from(digits)

  test('the quasi-p value is the chance of as many by the share without the limit', () => {
    // Four of four where four of ten are: 0.4^4.
    const box = measure(cases, left, { ranges: [{ ...unlimited, low: 5.5 }], count: 4, ofInterest: 4 }, 4)
    expect(box).toMatchObject({ coverage: 1, density: 1, mass: 0.4, cases: 4, ofInterest: 4 })
    expect(box.limits[0]?.pValue).toBeCloseTo(0.4 ** 4, 14)
    expect(box.limits[0]).toMatchObject({ without: { coverage: 1, density: 0.4 }, highPValue: null })
  })

  test('each end has its own, and both together another', () => {
    // 3 of 4 between 4.5 and 8.5. Without the lower end 3 of 9, without the upper 4 of 5, without both 4 of 10.
    const box = measure(cases, left, { ranges: [{ ...unlimited, low: 4.5, high: 8.5 }], count: 4, ofInterest: 3 }, 4)
    const tail = (p: number) => 4 * p ** 3 * (1 - p) + p ** 4
    const [limit] = box.limits
    expect(limit?.lowPValue).toBeCloseTo(tail(3 / 9), 14)
    expect(limit?.highPValue).toBeCloseTo(tail(4 / 5), 14)
    expect(limit?.pValue).toBeCloseTo(tail(4 / 10), 14)
  })
})

describe('what is reported', () => {
  test('the box of the best balance: the highest harmonic mean of coverage and density', () => {
    const box = (cases: number, ofInterest: number) => ({
      ...{ coverage: ofInterest / 20, density: ofInterest / cases, mass: cases / 100, cases, ofInterest, limits: [] },
    })
    // Harmonic means: 20/60 = 0.33, 36/50 = 0.72, 30/40 = 0.75, 20/30 = 0.67.
    expect(balanced([box(100, 20), box(30, 18), box(20, 15), box(10, 10)])).toBe(2)
  })

  test('nothing where no input has to do with it', () => {
    const values = Array.from({ length: 200 }, (_, place) => (place * 37) % 200)
    const { found } = discover(
      casesOf([numbers('x', values)], (place) => place % 2 === 0),
      {
        peel: 0.1,
        paste: 0.05,
        leastMass: 0.05,
      },
    )
    expect(found.map(({ isReported }) => isReported)).toEqual([false])
  })

  test('boxes one after the other, where cases of interest lie in two corners', () => {
    const cells = Array.from({ length: 400 }, (_, place) => ({ x: place % 20, y: Math.floor(place / 20) }))
    const inputs = [
      numbers(
        'x',
        cells.map(({ x }) => x),
      ),
      numbers(
        'y',
        cells.map(({ y }) => y),
      ),
    ]
    const isOfInterest = (place: number) => {
      const { x = 0, y = 0 } = cells[place] ?? {}
      return (x < 8 && y < 8) || (x >= 17 && y >= 17)
    }
    const { found, ofInterest } = discover(casesOf(inputs, isOfInterest), { peel: 0.05, paste: 0.05, leastMass: 0.05 })
    // The smaller corner holds 9, three columns by three rows. No box may hold fewer than 20 of the 400, so rows are
    // peeled off until seven are left, for with six they would be 18.
    expect(ofInterest).toBe(73)
    expect(found.filter(({ isReported }) => isReported).map(({ box }) => box)).toMatchObject([
      { coverage: 64 / 73, density: 1, mass: 0.16 },
      { coverage: 9 / 73, density: 9 / 21, mass: 21 / 400 },
    ])
  })
})

describe('which cases are of interest', () => {
  test.each([
    ['> 1', [0, 0, 1]],
    ['>= 1', [0, 1, 1]],
    ['≥1', [0, 1, 1]],
    ['< 100%', [1, 0, 0]],
    ['<= 1', [1, 1, 0]],
    ['== 2', [0, 0, 1]],
    ['= 2', [0, 0, 1]],
    ['!= 2', [1, 1, 0]],
    ['≠2', [1, 1, 0]],
    ['＞１', [0, 0, 1]],
  ])('numbers %s', (text, expected) => {
    const condition = readCondition(text)
    expect(condition && Array.from(interestIn(numbers('x', [0, 1, 2]), condition) ?? [])).toEqual(expected)
  })

  test('texts are equal or not, and nothing else', () => {
    const column = texts('x', ['met', 'missed', 'met'])
    const of = (text: string) => {
      const condition = readCondition(text)
      return condition && interestIn(column, condition)
    }
    expect(Array.from(of('== missed') ?? [])).toEqual([0, 1, 0])
    expect(Array.from(of('!= missed') ?? [])).toEqual([1, 0, 1])
    expect(Array.from(of('== lost') ?? [])).toEqual([0, 0, 0])
    expect(of('> 0.5')).toBeNull()
  })

  test.each(['0.5', '>', '', '=> 1', '> '])('%s is no condition', (text) => {
    expect(readCondition(text)).toBeNull()
  })
})
