import { describe, expect, test } from 'vitest'
import { lagOneCorrelation, mean, standardDeviation } from '../../src/analyses/numerics/statistics.ts'
import { referenceCase } from './plans.ts'

type Dataset = {
  readonly n: number
  readonly values?: readonly string[]
  readonly first?: string
  readonly pair?: readonly string[]
  readonly certified: { readonly mean: string; readonly sd: string; readonly r1: string }
}

const { datasets } = referenceCase<{ readonly datasets: Readonly<Record<string, Dataset>> }>('08_nist_strd_univariate')

/** A thousand additions round a thousand times, mostly in both directions. */
const summing = 1e-14

function valuesOf({ n, values, first = '', pair = [] }: Dataset): number[] {
  return (values ?? [first, ...Array.from({ length: (n - 1) / 2 }, () => pair).flat()]).map(Number)
}

/**
 * The certified values hold for the decimal fractions of the data, which few doubles are. So there are two claims: every
 * digit is right for the doubles (`deviation` and `correlation` come from exact rational arithmetic on them), and the
 * certified value is met as closely as rounding the data lets anything: max |x| × 2⁻⁵³, in standard deviations.
 */
describe('cases/08: NIST StRD univariate summary statistics', () => {
  test.each([
    ['Lew', 277.3321680443161, -0.30730480060567944],
    ['Michelso', 0.07901054781905066, 0.5351996686212636],
    ['Mavro', 0.0004291234540030854, 0.9379891834382589],
    ['NumAcc1', 1, -0.5],
    ['NumAcc2', 0.09999999999999998, -0.999],
    ['NumAcc3', 0.1000000000349246, -0.9989999999994185],
    ['NumAcc4', 0.10000000055879354, -0.9989999999906961],
  ])('%s: deviation %s, lag-one correlation %s', (name, deviation, correlation) => {
    const dataset = datasets[name] as Dataset
    const values = valuesOf(dataset)
    expect(values).toHaveLength(dataset.n)
    const certified = {
      mean: Number(dataset.certified.mean),
      sd: Number(dataset.certified.sd),
      r1: Number(dataset.certified.r1),
    }

    expect(mean(values)).toBe(certified.mean)
    expectRelative(standardDeviation(values), deviation, summing)
    // Deviations from the mean are rounded once each: 2⁻⁵³ of the mean, in standard deviations.
    const rounding = (Math.max(...values.map(Math.abs)) * 2 ** -53) / certified.sd
    expectRelative(lagOneCorrelation(values), correlation, summing + rounding)

    expectRelative(standardDeviation(values), certified.sd, summing + rounding)
    expectRelative(lagOneCorrelation(values), certified.r1, summing + rounding)
  })
})

function expectRelative(found: number, expected: number, tolerance: number): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected))
}
