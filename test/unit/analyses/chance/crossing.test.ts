/** Crossings of functions whose roots are known by solving them by hand. */

import { describe, expect, test } from 'vitest'
import { type Along, createCrossings } from '../../../../src/analyses/chance/crossing.ts'
import { excessOver } from '../../../../src/analyses/chance/excess.ts'

const lanes = 181

/** Roots found by lane, from starts spread over −4.5 … 4.5; `slope` is what a caller guesses. */
function rootsOf(value: (w: number, lane: number) => number, slope = 1) {
  const crossings = createCrossings(lanes)
  const excess = excessOver({ threshold: 0, op: '>' })
  let evaluations = 0
  const along: Along = (w, out, count) => {
    evaluations++
    const values = Float64Array.from({ length: count }, (_, lane) => value(w[lane] as number, lane))
    excess(values, 0, out, count)
  }
  const w = Float64Array.from({ length: lanes }, (_, lane) => (lane - 90) / 20)
  const end = new Float64Array(lanes).fill(Number.POSITIVE_INFINITY)
  const start = { w, excess: new Float64Array(lanes), slope: new Float64Array(lanes).fill(slope), end }
  along(w, start.excess, lanes)
  crossings.find(start, along, lanes)
  return { roots: crossings.roots, evaluations }
}

/** A different root for each lane, from −3.3 to 3.3. */
const rootIn = (lane: number) => (lane - 90) / 27 + 0.01

function expectRoots(roots: Float64Array, tolerance = 1e-8) {
  roots.forEach((root, lane) => {
    expect(Math.abs(root - rootIn(lane)), `lane ${lane}: ${root} for ${rootIn(lane)}`).toBeLessThan(tolerance)
  })
}

// To a hundred-millionth, as errors of chances claim; Φ changes by less than half of that.
describe('roots of functions that only rise', () => {
  test.each<[string, (w: number, root: number) => number]>([
    ['a straight line', (w, root) => 3 * (w - root)],
    ['a slight slope', (w, root) => 1e-5 * (w - root)],
    ['a cubic', (w, root) => (w - root) ** 3 + 0.1 * (w - root)],
    ['a growth factor of several years', (w, root) => (1.1 + 0.1 * w) ** 5 - (1.1 + 0.1 * root) ** 5],
    ['an exponential', (w, root) => Math.exp(w) - Math.exp(root)],
    ['a very steep exponential', (w, root) => Math.exp(6 * w) - Math.exp(6 * root)],
    ['what is flat before it explodes', (w, root) => (1 + Math.exp(5 * w)) ** 4 - (1 + Math.exp(5 * root)) ** 4],
    ['a steep tanh', (w, root) => Math.tanh(50 * (w - root))],
    ['a logarithm', (w, root) => Math.log(w + 9.5) - Math.log(root + 9.5)],
    ['a bend', (w, root) => (w < root ? 0.01 : 5) * (w - root)],
    ['a bend the other way', (w, root) => (w > root ? 0.01 : 5) * (w - root)],
    ['a jump', (w, root) => (w < root ? -1 : 1)],
    ['a jump to far above', (w, root) => (w < root ? -0.001 : 100)],
    ['a jump to little above', (w, root) => (w < root ? -100 : 0.001)],
    ['a jump on a slope', (w, root) => 0.2 * (w - root) + (w < root ? -0.1 : 40)],
    ['a ramp that begins at the threshold', (w, root) => Math.max(0, 2 * (w - root))],
    ['a ramp from a plateau', (w, root) => Math.max(-1, 2 * (w - root))],
    ['a ramp to a plateau near by', (w, root) => Math.min(0.01, 2 * (w - root))],
  ])('%s', (_, value) => {
    expectRoots(rootsOf((w, lane) => value(w, rootIn(lane))).roots)
  })

  test('and of functions that only fall', () => {
    expectRoots(rootsOf((w, lane) => Math.exp(-w) - Math.exp(-rootIn(lane)), -1).roots)
  })

  test('a guess of the slope that is far off does no harm', () => {
    for (const slope of [1e-6, 1e6]) {
      expectRoots(rootsOf((w, lane) => (w - rootIn(lane)) * (2 + Math.sin(w) / 2), slope).roots)
    }
  })
})

test('a straight line takes two evaluations where its slope is known: one to get there, one to see that it is', () => {
  expect(rootsOf((w, lane) => 3 * (w - rootIn(lane)) + 1e-13, 3).evaluations).toBeLessThanOrEqual(3)
})

test('a plateau at the threshold lies below the crossing where the threshold itself does not count', () => {
  // Met above 1 alone: for `>` the plateau at 0 is below.
  const { roots } = rootsOf((w) => Math.max(0, Math.min(w, 1)) + Math.max(0, w - 1))
  for (const root of roots) expect(Math.abs(root)).toBeLessThan(1e-8)
  const capped = rootsOf((w) => Math.min(0, w + 2)).roots
  expect([...new Set(capped)]).toEqual([Number.POSITIVE_INFINITY])
})

test('without a crossing within reach the root is infinite, on the side where it would be', () => {
  expect([...new Set(rootsOf((w) => Math.atan(w) - 2).roots)]).toEqual([Number.POSITIVE_INFINITY])
  expect([...new Set(rootsOf((w) => Math.atan(w) + 2).roots)]).toEqual([Number.NEGATIVE_INFINITY])
  expect([...new Set(rootsOf((w) => 2 - Math.atan(w), -1).roots)]).toEqual([Number.POSITIVE_INFINITY])
})

test('a line on which a draw fails has no root, and leaves the others theirs', () => {
  const { roots } = rootsOf((w, lane) => (lane === 7 ? Number.NaN : w - rootIn(lane)))
  expect(roots[7]).toBeNaN()
  expect(roots[8]).toBeCloseTo(rootIn(8), 8)
})

test('nothing is looked for in a lane that begins with NaN, nor beyond the count', () => {
  const crossings = createCrossings(3)
  const start = { w: new Float64Array(3), excess: Float64Array.of(Number.NaN, -0.7, -0.7), slope: new Float64Array(3) }
  start.slope.fill(1)
  const along: Along = (w, excess) => excess.set(w.map((each) => each - 0.7 + 1e-15))
  crossings.find({ ...start, end: new Float64Array(3).fill(Number.POSITIVE_INFINITY) }, along, 2)
  expect(crossings.roots[0]).toBeNaN()
  expect(crossings.roots[1]).toBeCloseTo(0.7, 12)
  expect(crossings.roots[2]).toBe(0)
})
