import { describe, expect, test } from 'vitest'
import { exactShapley, type Game, sampledShapley } from '../../../src/analyses/shapley.ts'

/** A game from the value of a set of players. */
function gameOf(players: number, value: (members: readonly number[]) => number): Game {
  return {
    players,
    values: (count, has) =>
      Float64Array.from({ length: count }, (_, coalition) =>
        value(Array.from({ length: players }, (__, player) => player).filter((player) => has(coalition)(player))),
      ),
  }
}

const product = (factors: readonly (readonly [number, number])[]) =>
  gameOf(factors.length, (members) =>
    factors.reduce((all, [from, to], player) => all * (members.includes(player) ? to : from), 1),
  )

const sum = (values: Iterable<number>) => [...values].reduce((all, each) => all + each, 0)

describe('exact Shapley values', () => {
  test('glove game: one left glove, two right: 2/3, 1/6, 1/6 (Shapley & Shubik 1969)', () => {
    const pairs = gameOf(3, (members) => (members.includes(0) && members.length > 1 ? 1 : 0))
    const { values, standardErrors } = exactShapley(pairs)
    expect(standardErrors).toBeNull()
    for (const [player, expected] of [2 / 3, 1 / 6, 1 / 6].entries()) expect(values[player]).toBeCloseTo(expected, 15)
  })

  test('airport game: each runway metre is shared by those who need it (Littlechild & Owen 1973)', () => {
    const costs = [8, 11, 13, 18]
    const airport = gameOf(4, (members) => Math.max(0, ...members.map((player) => costs[player] ?? 0)))
    // 8 shared by four, 3 by three, 2 by two, and 5 for the last alone.
    expect([...exactShapley(airport).values]).toEqual([2, 3, 4, 9].map((value) => expect.closeTo(value, 13)))
  })

  test('a player who adds nothing gets nothing, and nobody gets anything of nothing', () => {
    expect(
      [
        ...exactShapley(
          product([
            [1, 3],
            [2, 2],
            [5, 4],
          ]),
        ).values,
      ][1],
    ).toBe(0)
    expect([...exactShapley(gameOf(0, () => 7)).values]).toEqual([])
  })

  test('fourteen players: the parts add up to 2¹⁴-fold differences', () => {
    const factors = Array.from({ length: 14 }, (_, player) => [1, 1 + (player + 1) / 100] as const)
    const whole = factors.reduce((all, [, to]) => all * to, 1) - 1
    expect(sum(exactShapley(product(factors)).values)).toBeCloseTo(whole, 12)
  })
})

describe('sampled Shapley values', () => {
  const factors = [
    [4, 25],
    [2, 1.25],
    [1.25, 1.6],
    [3, 2],
    [1, 1.4],
  ] as const

  test('lie within four standard errors of the exact ones, whatever the seed', () => {
    const exact = exactShapley(product(factors)).values
    for (let seed = 0; seed < 20; seed++) {
      const { values, standardErrors } = sampledShapley(product(factors), 400, seed)
      exact.forEach((value, player) => {
        expect(Math.abs((values[player] ?? 0) - value)).toBeLessThanOrEqual(4 * (standardErrors?.[player] ?? 0))
      })
    }
  })

  test('add up to the difference order by order, so also in few draws', () => {
    const { values } = sampledShapley(product(factors), 4, 0)
    expect(sum(values)).toBeCloseTo(25 * 1.25 * 1.6 * 2 * 1.4 - 4 * 2 * 1.25 * 3, 10)
  })

  test('are exact where players interact in pairs only: an order and its reverse cancel', () => {
    const pairs = gameOf(6, (members) => sum(members.flatMap((a) => members.map((b) => (a + 1) * (b + 2)))))
    const exact = exactShapley(pairs).values
    sampledShapley(pairs, 10, 3).values.forEach((value, player) => {
      expect(value).toBeCloseTo(exact[player] ?? 0, 10)
    })
  })

  test('the standard error falls with the square root of the draws', () => {
    const errorAt = (draws: number) => sum(sampledShapley(product(factors), draws, 1).standardErrors ?? [])
    expect(errorAt(200) / errorAt(20000)).toBeGreaterThan(7)
    expect(errorAt(200) / errorAt(20000)).toBeLessThan(14)
  })

  test('seed 0 is a seed: the same numbers again, and others under seed 1', () => {
    const drawn = (seed: number) => [...sampledShapley(product(factors), 20, seed).values]
    expect(drawn(0)).toEqual(drawn(0))
    expect(drawn(0)).not.toEqual(drawn(1))
  })
})
