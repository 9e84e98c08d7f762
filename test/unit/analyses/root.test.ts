import { describe, expect, test } from 'vitest'
import { bestOf, isFlat, nearestTurn, scan } from '../../../src/analyses/root.ts'

const each = (score: (x: number) => number) => (changes: readonly number[]) => changes.map(score)
const isPositive = (score: number) => score >= 0

function smallest(score: (x: number) => number, low: number, high: number) {
  return nearestTurn(scan(each(score), { low, high }), isPositive)
}

describe('the smallest change that turns the answer over', () => {
  test('a straight line: the two neighbours of the root', () => {
    const turn = smallest((x) => 3 * x - 1, -1, 2)
    expect(turn?.after).toBeCloseTo(1 / 3, 15)
    expect(turn?.before).toBeLessThan(turn?.after ?? 0)
    expect((turn?.after ?? 0) - (turn?.before ?? 0)).toBeLessThan(1e-15)
  })

  test('x² − 2 starts short of 0 and has a root on either side: the nearer one is taken', () => {
    expect(smallest((x) => (x - 0.2) ** 2 - 2, -3, 3)?.after).toBeCloseTo(0.2 - Math.SQRT2, 14)
  })

  test('a hill: up to it is nearer than down from it', () => {
    expect(smallest((x) => 0.04 - (x - 0.5) ** 2, -1, 2)?.after).toBeCloseTo(0.3, 14)
  })

  test('a peak between two points of the scan is climbed', () => {
    // Above 0 only within 1e-5 of 1.2345; the scan is a hundred times coarser there.
    const turn = smallest((x) => 1e-5 - Math.abs(x - 1.2345), 0, 2)
    expect(turn?.after).toBeCloseTo(1.2345 - 1e-5, 12)
  })

  test('a step: the first number beyond it, and none in between', () => {
    const turn = smallest((x) => (x > 0.7 ? 5 : -5), 0, 1)
    expect(turn).toMatchObject({ beforeScore: -5, afterScore: 5 })
    expect(turn?.before).toBeLessThanOrEqual(0.7)
    expect(turn?.after).toBeGreaterThan(0.7)
    expect((turn?.after ?? 0) - (turn?.before ?? 0)).toBeLessThan(1e-15)
  })

  test('no value in between does not pass for an answer', () => {
    const turn = smallest((x) => (x > 0.2 && x < 0.4 ? Number.NaN : x - 0.6), 0, 1)
    expect(turn?.after).toBeCloseTo(0.6, 14)
    expect(smallest(() => Number.NaN, -1, 1)).toBeNull()
  })

  test('an answer that is yes turns to no', () => {
    expect(smallest((x) => 1 + 4 * x, -2, 2)?.after).toBeCloseTo(-0.25, 14)
  })

  test('x² + 1 is never 0: no turn, and the best is where it is', () => {
    const scanned = scan(
      each((x) => -(x * x + 1)),
      { low: -3, high: 4 },
    )
    expect(nearestTurn(scanned, isPositive)).toBeNull()
    expect(bestOf(scanned)).toEqual({ change: 0, score: -1 })
  })

  test('bounds away from 0: the search begins at the nearer one', () => {
    expect(smallest((x) => x - 0.5, 0.1, 1)?.after).toBeCloseTo(0.5, 14)
    expect(smallest((x) => x - 0.5, 0.6, 1)).toBeNull()
  })

  test('a very small root is found to its own last digits', () => {
    expect(smallest((x) => x - 1e-9, -1, 100)?.after).toBeCloseTo(1e-9, 24)
  })
})

describe('nothing moves it', () => {
  test('a constant is flat, whatever its size; a slope of 1e-9 is not', () => {
    expect(
      isFlat(
        scan(
          each(() => -7e9),
          { low: -1, high: 1 },
        ),
      ),
    ).toBe(true)
    expect(
      isFlat(
        scan(
          each((x) => -7 + 1e-9 * x),
          { low: -1, high: 1 },
        ),
      ),
    ).toBe(false)
  })

  test('the best of equal scores is the smallest change', () => {
    expect(
      bestOf(
        scan(
          each((x) => Math.min(x, 0.5)),
          { low: 0, high: 1 },
        ),
      )?.change,
    ).toBeLessThan(0.51)
  })
})
