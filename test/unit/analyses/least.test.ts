import { describe, expect, test } from 'vitest'
import { leastChange, shortestPoint } from '../../../src/analyses/least.ts'
import { type System, solveSquare } from '../../../src/analyses/newton.ts'

const numbers = (...values: number[]) => Float64Array.from(values)

/** Values and slopes of a function of a few amounts. */
function system(
  values: (x: Float64Array) => number[],
  slopes: (x: Float64Array) => number[],
  low: number[],
  high: number[],
): System {
  return {
    values: (points) => points.map((x) => Float64Array.from(values(x))),
    slopes: (x) => ({ values: Float64Array.from(values(x)), slopes: Float64Array.from(slopes(x)) }),
    box: { low: Float64Array.from(low), high: Float64Array.from(high) },
    units: Float64Array.from(low, () => 1),
    sizes: Float64Array.from(values(Float64Array.from(low, () => 0)), () => 1),
  }
}

describe('the shortest point', () => {
  const box = { low: numbers(-10, -10), high: numbers(10, 10) }

  test('on one line: the foot of the perpendicular, and how much it pulls', () => {
    const { point, multipliers } = shortestPoint([{ row: numbers(0.6, 0.8), least: 5 }], box)
    expect([...point]).toEqual([expect.closeTo(3, 12), expect.closeTo(4, 12)])
    expect(multipliers[0]).toBeCloseTo(5, 12)
  })

  test('a line that holds already does not pull', () => {
    expect([...shortestPoint([{ row: numbers(1, 0), least: -1 }], box).point]).toEqual([0, 0])
  })

  test('two lines: their corner, where both pull', () => {
    const tangents = [
      { row: numbers(1, 0), least: 2 },
      { row: numbers(0, 1), least: 3 },
    ]
    expect([...shortestPoint(tangents, box).point]).toEqual([expect.closeTo(2, 12), expect.closeTo(3, 12)])
  })

  test('a bound cuts one off, the other brings the rest', () => {
    const { point } = shortestPoint([{ row: numbers(0.6, 0.8), least: 5 }], { ...box, high: numbers(10, 2) })
    expect([...point]).toEqual([expect.closeTo((5 - 1.6) / 0.6, 10), 2])
  })

  test('no point of the box will do: the one that misses least', () => {
    const { point } = shortestPoint([{ row: numbers(0.6, 0.8), least: 50 }], box)
    expect([...point]).toEqual([10, 10])
  })
})

describe('the least change', () => {
  test('on a circle of targets the nearest point lies on the ray to the goal', () => {
    // exp(x) + exp(y) ≥ 4, by symmetry at x = y = log 2.
    const curve = system(
      ([x = 0, y = 0]) => [Math.exp(x) + Math.exp(y)],
      ([x = 0, y = 0]) => [Math.exp(x), Math.exp(y)],
      [-5, -5],
      [5, 5],
    )
    const { kind, point } = leastChange(curve, [{ goal: 2.2, direction: 1 }], numbers(1, 1))
    expect(kind).toBe('found')
    expect([...point]).toEqual([expect.closeTo(Math.log(1.1), 9), expect.closeTo(Math.log(1.1), 9)])
  })

  test('a shorter change far from the first one found is looked for', () => {
    // x + y alone needs (1, 1), of length 1.41; the hump of z brings it at once, at z = 1.
    const hump = system(
      ([x = 0, y = 0, z = 0]) => [x + y + 2 * z ** 8],
      ([, , z = 0]) => [1, 1, 16 * z ** 7],
      [-5, -5, -5],
      [5, 5, 5],
    )
    const { kind, point } = leastChange(hump, [{ goal: 2, direction: 1 }], numbers(1, 1, 1))
    expect(kind).toBe('found')
    expect(Math.hypot(...point)).toBeLessThan(1.001)
  })

  test('targets that stand against each other are not found', () => {
    const same = system(
      ([x = 0]) => [x, x],
      () => [1, 1],
      [-1],
      [1],
    )
    const wishes = [
      { goal: 0.5, direction: 1 },
      { goal: 0.2, direction: -1 },
    ] as const
    expect(leastChange(same, wishes, numbers(1)).kind).toBe('dependent')
    const short = [{ goal: 3, direction: 1 } as const, { goal: 3, direction: 1 } as const]
    expect(leastChange(same, short, numbers(1)).kind).toBe('bounded')
  })
})

describe('as many instruments as targets', () => {
  test('Rosenbrock: a curved valley, from where the whole Newton step overshoots', () => {
    const valley = system(
      ([x = 0, y = 0]) => [10 * (y - x * x), 1 - x],
      ([x = 0]) => [-20 * x, 10, -1, 0],
      [-5, -5],
      [5, 5],
    )
    const { kind, point } = solveSquare(valley, numbers(0, 0), numbers(-1.2, 1))
    expect(kind).toBe('found')
    expect([...point]).toEqual([expect.closeTo(1, 12), expect.closeTo(1, 12)])
  })

  test('several solutions outside the bounds, one inside: that one', () => {
    const circle = system(
      ([x = 0, y = 0]) => [x * x + y * y, x - y],
      ([x = 0, y = 0]) => [2 * x, 2 * y, 1, -1],
      [0.1, -9],
      [9, 9],
    )
    const { kind, point } = solveSquare(circle, numbers(2, 0))
    expect(kind).toBe('found')
    expect([...point]).toEqual([expect.closeTo(1, 12), expect.closeTo(1, 12)])
  })

  test('says what stands in the way: a bound, or instruments that do the same', () => {
    const line = (high: number) =>
      system(
        ([x = 0, y = 0]) => [x + y, x - y],
        () => [1, 1, 1, -1],
        [-high, -high],
        [high, high],
      )
    expect(solveSquare(line(9), numbers(4, 2))).toMatchObject({ kind: 'found' })
    expect(solveSquare(line(2), numbers(4, 2))).toMatchObject({ kind: 'bounded' })
    const same = system(
      ([x = 0, y = 0]) => [x + y, 2 * x + 2 * y],
      () => [1, 1, 2, 2],
      [-9, -9],
      [9, 9],
    )
    expect(solveSquare(same, numbers(1, 1))).toMatchObject({ kind: 'dependent' })
  })
})
