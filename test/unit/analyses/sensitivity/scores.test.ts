import { expect, test } from 'vitest'
import { distributionFromScore, fillFromScores } from '../../../../src/analyses/numerics/distribution.ts'
import { centralScore, levelScores } from '../../../../src/analyses/sensitivity/scores.ts'
import type { Distribution } from '../../../../src/plan/types.ts'

const of = (shape: Distribution['shape'], parameters: readonly number[], central: number): Distribution => ({
  kind: 'distribution',
  shape,
  parameters,
  central,
  persistence: 0,
})

test.each([
  of('normal', [0.08, 0.02], 0.08),
  of('lognormal', [3, 2], 3),
  of('uniform', [2, 5], 3.5),
  of('interval', [0.05, 0.11], 0.08),
  of('triangular', [1, 2, 6], 2),
  of('triangular', [1, 1, 6], 1),
  of('triangular', [1, 6, 6], 6),
  of('pert', [1, 2, 6], 2),
  of('pert', [1, 1, 6], 1),
  of('pert', [2, 2, 2], 2),
])('the central score of $shape($parameters) gives $central, which stands for it in a projection', (distribution) => {
  // A PERT's quantile is found to about 1e-11 of its range.
  expect(distributionFromScore(distribution, centralScore(distribution))).toBeCloseTo(distribution.central, 10)
})

test('the four levels of a bounded distribution are its ends and its terciles', () => {
  const uniform = of('uniform', [10, 40], 25)
  const levels = levelScores(uniform).map((score) => distributionFromScore(uniform, score))
  expect(levels[0]).toBe(10)
  expect(levels[1]).toBeCloseTo(20, 12)
  expect(levels[2]).toBeCloseTo(30, 12)
  expect(levels[3]).toBe(40)
  const pert = of('pert', [1, 2, 6], 2)
  const [low = 0, , , high = 0] = levelScores(pert)
  const values = new Float64Array(2)
  fillFromScores(pert)(Float64Array.of(low, high), 0, 2, values, 0)
  expect([...values]).toEqual([1, 6])
})

test('an unbounded distribution is cut at 0.5 % on either side', () => {
  const scores = levelScores(of('normal', [0, 1], 0))
  // Φ⁻¹(0.995) = 2.5758293035489004, and a third of the way from there, Φ⁻¹(0.665) = 0.4261480078412785.
  expect(scores[3]).toBeCloseTo(2.5758293035489004, 12)
  expect(scores[2]).toBeCloseTo(0.4261480078412785, 12)
  expect(scores[0]).toBeCloseTo(-2.5758293035489004, 12)
})
