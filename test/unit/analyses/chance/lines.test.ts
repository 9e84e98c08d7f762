/** Chances along lines of known functions, in closed form: what Φ gives the set of places that meets the target. */

import { describe, expect, test } from 'vitest'
import { excessOver } from '../../../../src/analyses/chance/excess.ts'
import type { Line, LineMode } from '../../../../src/analyses/chance/line.ts'
import { createLineRunner } from '../../../../src/analyses/chance/line-runner.ts'
import type { Simulator } from '../../../../src/analyses/chance/simulator.ts'
import { normalProbability as Φ } from '../../../../src/analyses/numerics/normal.ts'
import type { Operator } from '../../../../src/plan/types.ts'

const lanes = 64

type Setting = {
  readonly op?: Operator
  readonly threshold: number
  readonly mode: LineMode
  /** For the first step. */
  readonly slope?: number
}

/**
 * One uncertain number w, and beside it `other`, which the line does not move; draws stand at places from −3.15 to 3.15,
 * `other` at 0.3 for the even ones and at −0.2 for the odd ones.
 */
function alongLine(value: (w: number, other: number) => number, { op = '>', threshold, mode, slope = 1 }: Setting) {
  const scores = new Float64Array(2 * lanes)
  const outcomes = new Float64Array(lanes)
  const run = (count: number) => {
    for (let i = 0; i < count; i++) outcomes[i] = value(scores[i] as number, scores[lanes + i] as number)
  }
  const simulator = { lanes, scores, outcomes, run } as unknown as Simulator
  const line: Line = {
    probe: { simulator, sources: Int32Array.of(0, 1) },
    outcome: 0,
    excess: excessOver({ op, threshold }),
    side: op === '>' || op === '>=' ? 1 : -1,
    direction: Float64Array.of(1, 0),
    scores: Float64Array.of(1, 0),
    slope,
    mode,
  }
  const latents = Float64Array.from({ length: 2 * lanes }, (_, i) =>
    i < lanes ? (i - 31.5) / 10 : i % 2 === 0 ? 0.3 : -0.2,
  )
  const drawn = {
    latents,
    scores: latents,
    outcomes: Float64Array.from({ length: lanes }, (_, i) => value(latents[i] as number, latents[lanes + i] as number)),
    count: lanes,
    isChecked: true,
  }
  const runner = createLineRunner(lanes)
  const contradictions = runner.run(line, drawn)
  return { contradictions, chances: runner.chances, low: runner.low, high: runner.high }
}

const other = (lane: number) => (lane % 2 === 0 ? 0.3 : -0.2)

/** Crossings are found to a hundred-millionth. */
function expectChances(found: ReturnType<typeof alongLine>, expected: (other: number) => number) {
  expect(found.contradictions).toBe(0)
  found.chances.forEach((chance, lane) => {
    expect(Math.abs(chance - expected(other(lane))), `lane ${lane}`).toBeLessThan(1e-8)
  })
}

describe('a line on which the indicator only rises or falls', () => {
  test('meets the target beyond one place, wherever on the line the draw stands', () => {
    const found = alongLine((w, v) => Math.exp(0.5 * w + v), { threshold: 1.2, mode: 'monotone', slope: 0.5 })
    expectChances(found, (v) => Φ(-2 * (Math.log(1.2) - v)))
    expect(found.low[0]).toBeCloseTo(2 * (Math.log(1.2) - 0.3), 8)
    expect(found.high[0]).toBe(Number.POSITIVE_INFINITY)
  })

  test('below it, where it must not exceed the threshold, and where it falls', () => {
    const below = alongLine((w, v) => 2 * w + v, { op: '<', threshold: 1, mode: 'monotone', slope: 2 })
    expectChances(below, (v) => Φ((1 - v) / 2))
    const falling = alongLine((w, v) => v - 2 * w, { threshold: 1, mode: 'monotone', slope: -2 })
    expectChances(falling, (v) => Φ((v - 1) / 2))
    expect(falling.low[0]).toBe(Number.NEGATIVE_INFINITY)
  })

  test.each<[Operator, number]>([
    ['>', 0],
    ['>=', 1 - Φ(0.5)],
    ['<', Φ(0.5)],
    ['<=', 1],
  ])('a plateau at the threshold counts for %s as the threshold does', (op, chance) => {
    expectChances(
      alongLine((w) => Math.min(w, 0.5), { op, threshold: 0.5, mode: 'monotone' }),
      () => chance,
    )
  })

  test.each<[Operator, number]>([
    ['>', 1 - Φ(1.5)],
    ['>=', 1 - Φ(0.5)],
    ['<', Φ(0.5)],
    ['<=', Φ(1.5)],
  ])('and so do steps of whole numbers: %s 1', (op, chance) => {
    expectChances(
      alongLine((w) => Math.floor(w + 0.5), { op, threshold: 1, mode: 'monotone' }),
      () => chance,
    )
  })

  test('lines that are met where they should be missed are told, each by the place of the next draw', () => {
    // Taken for rising, they are met on the left too, where 12 of the 64 draws stand in a row: from there they seem met
    // everywhere, from the others above 1 alone. The row ends, and the last draw is followed by its first.
    const found = alongLine((w) => (w < -2 ? 5 : w), { threshold: 1, mode: 'monotone' })
    expect(found.contradictions).toBe(2)
  })

  test('a line that fails somewhere tells nothing', () => {
    const found = alongLine((w) => (w > 1 ? Number.NaN : w), { threshold: 2, mode: 'monotone' })
    expect(found.contradictions).toBe(lanes)
  })
})

describe('a line on which the indicator turns back', () => {
  test('is met on both sides of a square', () => {
    const found = alongLine((w) => w * w, { threshold: 2, mode: 'scanned' })
    expectChances(found, () => 2 * Φ(-Math.sqrt(2)))
    expectChances(
      alongLine((w) => w * w, { op: '<=', threshold: 2, mode: 'scanned' }),
      () => 1 - 2 * Φ(-Math.sqrt(2)),
    )
  })

  test('between the roots of a cubic, w (w² − 1) > 0', () => {
    const found = alongLine((w) => w * (w * w - 1), { threshold: 0, mode: 'scanned' })
    expectChances(found, () => Φ(0) - Φ(-1) + Φ(-1))
    const shifted = alongLine((w, v) => (w - v) * ((w - v) ** 2 - 1), { threshold: 0, mode: 'scanned' })
    expectChances(shifted, (v) => Φ(v) - Φ(v - 1) + Φ(-v - 1))
  })

  test('on every hump of a sine', () => {
    // sin 3w > 1/2 from (π/6 + 2kπ)/3 to (5π/6 + 2kπ)/3.
    const humps = [-3, -2, -1, 0, 1, 2].map(
      (k) => Φ(((5 / 6 + 2 * k) * Math.PI) / 3) - Φ(((1 / 6 + 2 * k) * Math.PI) / 3),
    )
    const found = alongLine((w) => Math.sin(3 * w), { threshold: 0.5, mode: 'scanned' })
    expectChances(found, () => humps.reduce((sum, hump) => sum + hump, 0))
  })

  test('a jump up and down again', () => {
    const found = alongLine((w) => (w > 0.31 && w < 1.77 ? 3 : -100), { threshold: 2, mode: 'scanned' })
    expectChances(found, () => Φ(1.77) - Φ(0.31))
  })

  test.each<[Operator, number]>([
    ['>', 0],
    ['>=', 2 * Φ(-1)],
    ['<', 1 - 2 * Φ(-1)],
    ['<=', 1],
  ])('a plateau at the threshold counts for %s as the threshold does', (op, chance) => {
    expectChances(
      alongLine((w) => Math.min(Math.abs(w), 1), { op, threshold: 1, mode: 'scanned' }),
      () => chance,
    )
  })

  test('ends to meet the target where the draw begins to fail', () => {
    // log (w + 1) > −1 from 1/e − 1 on; not a number up to −1.
    const log = (w: number) => (w <= -1 ? Number.NaN : Math.log(w + 1))
    expectChances(alongLine(log, { threshold: -1, mode: 'scanned' }), () => 1 - Φ(1 / Math.E - 1))
    expectChances(alongLine(log, { op: '<', threshold: -1, mode: 'scanned' }), () => Φ(1 / Math.E - 1) - Φ(-1))
  })

  test('never met, always met: no crossing at all', () => {
    expectChances(
      alongLine((w) => Math.cos(w), { threshold: 2, mode: 'scanned' }),
      () => 0,
    )
    expectChances(
      alongLine((w) => Math.cos(w), { threshold: -2, mode: 'scanned' }),
      () => 1,
    )
  })

  test.each([0.2, 0.02, 0.001])(
    'that comes over the threshold for %d only, between two places that are looked at',
    (width) => {
      for (const middle of [-0.9, 0.11, 0.131, 1.249]) {
        const expected = () => Φ(middle + width / 2) - Φ(middle - width / 2)
        const peak = alongLine((w) => 1 - Math.abs(w - middle), { threshold: 1 - width / 2, mode: 'scanned' })
        expectChances(peak, expected)
        const dome = alongLine((w) => 1 - (w - middle) ** 2, { threshold: 1 - width ** 2 / 4, mode: 'scanned' })
        expectChances(dome, expected)
        const dip = alongLine((w) => Math.exp((w - middle) ** 2), {
          op: '<',
          threshold: Math.exp(width ** 2 / 4),
          mode: 'scanned',
        })
        expectChances(dip, expected)
      }
    },
  )

  test('a hump that nothing leads up to is told by the draws that stand on it', () => {
    const found = alongLine((w) => (Math.abs(w - 0.15) < 0.09 ? 1 : 0), { threshold: 0.5, mode: 'scanned' })
    expect(found.contradictions).toBe(1)
  })
})
