import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tie } from '../../src/analyses/sensitivity/conditional.ts'
import { shapleyEffects } from '../../src/analyses/sensitivity/shapley-effects.ts'
import { sobolIndices } from '../../src/analyses/sensitivity/sobol.ts'
import { tornado } from '../../src/analyses/sensitivity/tornado.ts'
import { exactShapley } from '../../src/analyses/shapley.ts'
import { solveLinear } from '../../src/model/linear.ts'
import { eachAlone, studyOf } from '../support/study.ts'

const seed = 20261125
const options = { seed, numRuns: 25 }

const weight = fc.integer({ min: -20, max: 20 }).map((n) => n / 10)
const weights = (count: number) => fc.array(weight, { minLength: count, maxLength: count })

/** A linear function of correlated normals: coefficients, and a triangle L with unit rows, so that LLᵀ correlates. */
type Linear = { readonly slopes: readonly number[]; readonly factor: readonly (readonly number[])[] }

const linear = (least: number, most: number): fc.Arbitrary<Linear> =>
  fc.integer({ min: least, max: most }).chain((count) =>
    fc.record({
      slopes: weights(count).filter((slopes) => slopes.some((slope) => Math.abs(slope) > 0.5)),
      factor: fc
        .tuple(...Array.from({ length: count }, (_, row) => weights(row)))
        .map((rows) => rows.map((row) => unit([...row, 1]))),
    }),
  )

function unit(row: readonly number[]): number[] {
  const length = Math.sqrt(row.reduce((sum, each) => sum + each * each, 0))
  return row.map((each) => each / length)
}

function correlationOf(factor: Linear['factor']): Float64Array {
  const n = factor.length
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, each, k) => sum + each * (b[k] ?? 0), 0)
  return Float64Array.from({ length: n * n }, (_, place) =>
    dot(factor[Math.floor(place / n)] ?? [], factor[place % n] ?? []),
  )
}

const sumOf = (slopes: readonly number[]) => (scores: readonly number[]) =>
  slopes.reduce((sum, slope, i) => sum + slope * (scores[i] ?? 0), 0)

/**
 * Var(E[Y | X in J]) of a linear function of normals is c' Σ(J, J)⁻¹ c, with c = Σ(J, all) β; from there by the
 * definition of the Shapley value.
 */
function closedEffects({ slopes, factor }: Linear): number[] {
  const n = slopes.length
  const correlation = correlationOf(factor)
  const explained = (isKnown: (input: number) => boolean): number => {
    const known = slopes.flatMap((_, i) => (isKnown(i) ? [i] : []))
    if (known.length === 0) return 0
    const c = Float64Array.from(known, (i) =>
      slopes.reduce((sum, slope, j) => sum + slope * (correlation[i * n + j] ?? 0), 0),
    )
    const matrix = Float64Array.from(known.flatMap((i) => known.map((j) => correlation[i * n + j] ?? 0)))
    return (solveLinear(matrix, c) ?? c).reduce((sum, each, i) => sum + each * (c[i] ?? 0), 0)
  }
  const whole = explained(() => true)
  const { values } = exactShapley({
    players: n,
    values: (count, has) => Float64Array.from({ length: count }, (_, group) => explained(has(group))),
  })
  return Array.from(values, (each) => each / whole)
}

test('law: Shapley effects add up to 1, and are those of the closed form for any linear function of correlated normals', () => {
  fc.assert(
    fc.property(linear(2, 10), (random) => {
      const { slopes, factor } = random
      const study = studyOf(eachAlone(slopes.length), sumOf(slopes), factor)
      const { effects } = shapleyEffects(study, correlationOf(factor), { draws: 256, seed: 1 })
      const found = effects.map((each) => each?.value ?? Number.NaN)
      expect(found.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 10)
      const expected = closedEffects(random)
      effects.forEach((each, i) => {
        // Beyond six standard errors, on 31 degrees of freedom, lies one in a million.
        expect(Math.abs((each?.value ?? 0) - (expected[i] ?? 0))).toBeLessThan(6 * (each?.standardError ?? 0) + 1e-9)
      })
    }),
    options,
  )
})

test('law: what an outcome is counted in changes no index', () => {
  const scaled = fc.record({
    slopes: weights(3).filter((slopes) => slopes.some((slope) => slope !== 0)),
    scale: fc.integer({ min: 1, max: 1000 }),
    shift: fc.integer({ min: -1000, max: 1000 }),
  })
  fc.assert(
    fc.property(scaled, ({ slopes, scale, shift }) => {
      const outcome = (scores: readonly number[]) => Math.sinh(sumOf(slopes)(scores) / 4)
      const indices = (of: (scores: readonly number[]) => number) =>
        sobolIndices(studyOf(eachAlone(3), of), { draws: 128, seed: 1 }, false)
      const [plain, other] = [indices(outcome), indices((scores) => shift + scale * outcome(scores))]
      plain.total.forEach((each, i) => {
        expect(other.total[i]?.value).toBeCloseTo(each?.value ?? Number.NaN, 8)
        expect(other.first[i]?.value).toBeCloseTo(plain.first[i]?.value ?? Number.NaN, 8)
      })
    }),
    options,
  )
})

test('law: once every number is tied to what is known, nothing is left to vary, in whatever order', () => {
  const ordered = linear(2, 8).chain((random) =>
    fc.record({
      random: fc.constant(random),
      order: fc.shuffledSubarray(
        random.slopes.map((_, i) => i),
        { minLength: random.slopes.length },
      ),
    }),
  )
  fc.assert(
    fc.property(ordered, ({ random: { slopes, factor }, order }) => {
      const covariance = correlationOf(factor)
      const fresh = new Float64Array(slopes.length)
      const known = Float64Array.from(slopes)
      for (const row of order) tie(row, covariance, fresh, known, { from: 0, to: 1, step: 1 })
      expect([...fresh]).toEqual([...known])
      for (const left of covariance) expect(left).toBeCloseTo(0, 14)
    }),
    options,
  )
})

test('law: a tornado of a linear function swings by 2 × 1.2816 × its slope, whatever else there is', () => {
  fc.assert(
    fc.property(weights(6), (slopes) => {
      const { swings } = tornado(studyOf(eachAlone(6), sumOf(slopes), null, 4), new Array(6).fill(0))
      swings.forEach(({ low, high }, i) => {
        expect((high ?? 0) - (low ?? 0)).toBeCloseTo(2 * 1.2815515655446004 * (slopes[i] ?? 0), 12)
      })
    }),
    options,
  )
})
