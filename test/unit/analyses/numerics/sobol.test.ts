import { describe, expect, test } from 'vitest'
import { createSobol, RANDOMISATIONS, sobolDirections } from '../../../../src/analyses/numerics/sobol.ts'
import { TABLE_DIMENSIONS } from '../../../../src/analyses/numerics/sobol-directions.ts'

const directions = sobolDirections(TABLE_DIMENSIONS)

/** Coordinates of the first points of every randomisation: draw i is point ⌊i / 32⌋ of randomisation i mod 32. */
function coordinates(seed: number, dimension: number, points: number): Float64Array {
  const words = new Uint32Array(points * RANDOMISATIONS)
  createSobol(seed, dimension + 1)(dimension, 0, words.length, words, 0)
  return Float64Array.from(words, (word) => (word + 0.5) / 2 ** 32)
}

const pairsOf = (dimensions: readonly number[]) =>
  dimensions.flatMap((one, index) => dimensions.slice(0, index).map((other) => [other, one] as const))

/** The first 50 dimensions with each other, and the last 20 with each other and with the first 10. */
const first = Array.from({ length: 50 }, (_, index) => index)
const last = Array.from({ length: 20 }, (_, index) => TABLE_DIMENSIONS - 20 + index)
const pairs = [
  ...pairsOf(first),
  ...pairsOf(last),
  ...first.slice(0, 10).flatMap((a) => last.map((b) => [a, b] as const)),
]

describe('stratification', () => {
  test('256 points have one in each of 256 equal intervals, in every randomisation, of low and high dimensions', () => {
    for (const dimension of [0, 1, 2, 49, 500, TABLE_DIMENSIONS - 1]) {
      const seen = Array.from({ length: RANDOMISATIONS }, () => new Set<number>())
      coordinates(1, dimension, 256).forEach((each, draw) => {
        seen[draw % RANDOMISATIONS]?.add(Math.floor(each * 256))
      })
      expect(seen.map((intervals) => intervals.size)).toEqual(seen.map(() => 256))
    }
  })

  test('256 points of the first two dimensions have one in each box of area 1/256, of all nine shapes (Sobol’ 1967)', () => {
    const across = coordinates(2, 0, 256)
    const down = coordinates(2, 1, 256)
    for (let shape = 0; shape <= 8; shape++) {
      const boxes = new Set<string>()
      across.forEach((x, draw) => {
        const column = Math.floor(x * 2 ** shape)
        const row = Math.floor((down[draw] as number) * 2 ** (8 - shape))
        boxes.add(`${draw % RANDOMISATIONS} ${column} ${row}`)
      })
      expect(boxes.size).toBe(256 * RANDOMISATIONS)
    }
  })
})

/**
 * The quality parameter t of 2ᵐ points in two dimensions: every box of area 2^(t − m) has 2ᵗ of them, and 0 is best. The
 * first digits of both, as rows of bits, are independent of each other until m − t of them.
 */
function quality(one: number, other: number, m: number): number {
  const row = (dimension: number, digit: number) => {
    let bits = 0
    for (let column = 0; column < m; column++) {
      bits |= (((directions[dimension * 32 + column] as number) >>> digit) & 1) << column
    }
    return bits
  }
  for (let digits = 1; digits <= m; digits++) {
    for (let ofOne = 0; ofOne <= digits; ofOne++) {
      const rows = Array.from({ length: digits }, (_, index) =>
        index < ofOne ? row(one, index) : row(other, index - ofOne),
      )
      if (rank(rows) < digits) return m - digits + 1
    }
  }
  return 0
}

function rank(rows: readonly number[]): number {
  const reduced: number[] = []
  for (const row of rows) {
    const rest = reduced.reduce((left, each) => Math.min(left, left ^ each), row)
    if (rest !== 0) reduced.push(rest)
  }
  return reduced.length
}

/**
 * At most so large is the variance of a standardised product (12 (x − ½) (y − ½)) over scrambled points, times their
 * number; over independent points it is 1. Split by how fine the boxes are, levels j = 2, 3 … of the product have the
 * variance 9 (j − 1) / 4ʲ. Of these a net removes all up to m − t (Owen 1998), and the rest it raises to at most 2^(t + 1)
 * times what it was (Pan & Owen 2023, two dimensions).
 */
function varianceBound(t: number, m: number): number {
  let left = 0
  for (let level = 60; level > Math.max(1, m - t); level--) left += (9 * (level - 1)) / 4 ** level
  return 2 ** (t + 1) * left
}

const dot = (x: Float64Array, y: Float64Array) =>
  x.reduce((sum, each, index) => sum + 12 * (each - 0.5) * ((y[index] as number) - 0.5), 0)

describe('projections on two dimensions', () => {
  test('are as little correlated as the quality of the points promises', () => {
    // Pooled over 32 randomisations: 5 standard deviations, for 1615 pairs.
    const m = 8
    const columns = new Map([...first, ...last].map((dimension) => [dimension, coordinates(3, dimension, 2 ** m)]))
    for (const [one, other] of pairs) {
      const x = columns.get(one) as Float64Array
      const y = columns.get(other) as Float64Array
      const bound = 5 * Math.sqrt(varianceBound(quality(one, other, m), m))
      expect(Math.abs(dot(x, y)) / Math.sqrt(x.length)).toBeLessThan(bound)
    }
  })

  test('are scrambled independently: five points, which unscrambled lie close to a diagonal, have no correlation', () => {
    // 1280 independent scramblings; in each the sum of five products has the mean 0. 5.5 standard errors, for 1615 pairs.
    const points = 5
    const seeds = 40
    const columns = new Map<number, Float64Array>()
    for (const dimension of [...first, ...last])
      columns.set(dimension, new Float64Array(seeds * points * RANDOMISATIONS))
    for (let seed = 0; seed < seeds; seed++) {
      const fill = createSobol(seed, TABLE_DIMENSIONS)
      const words = new Uint32Array(points * RANDOMISATIONS)
      for (const [dimension, column] of columns) {
        fill(dimension, 0, words.length, words, 0)
        words.forEach((word, draw) => {
          column[(seed * RANDOMISATIONS + (draw % RANDOMISATIONS)) * points + Math.floor(draw / RANDOMISATIONS)] =
            (word + 0.5) / 2 ** 32
        })
      }
    }
    for (const [one, other] of pairs) {
      const x = columns.get(one) as Float64Array
      const y = columns.get(other) as Float64Array
      let sum = 0
      let squares = 0
      for (let start = 0; start < x.length; start += points) {
        const product = dot(x.subarray(start, start + points), y.subarray(start, start + points))
        sum += product
        squares += product ** 2
      }
      expect(Math.abs(sum) / Math.sqrt(squares)).toBeLessThan(5.5)
    }
  })
})

test('randomisations are independent of each other: 32 of them, two by two, over 1000 seeds', () => {
  // Means of five points. The 496 squared standardised products have mean 1: 5 standard deviations of their mean.
  const seeds = 1000
  const points = 5
  for (const dimension of [0, 1, 7]) {
    const means = Array.from({ length: RANDOMISATIONS }, () => new Float64Array(seeds))
    for (let seed = 0; seed < seeds; seed++) {
      coordinates(seed, dimension, points).forEach((each, draw) => {
        const own = means[draw % RANDOMISATIONS] as Float64Array
        own[seed] = (own[seed] as number) + (each - 0.5) / points
      })
    }
    const products = pairsOf(means.map((_, index) => index)).map(([one, other]) => {
      const x = means[one] as Float64Array
      const y = means[other] as Float64Array
      const product = x.map((each, seed) => each * (y[seed] as number))
      const sum = product.reduce((all, each) => all + each, 0)
      return sum ** 2 / product.reduce((all, each) => all + each ** 2, 0)
    })
    const mean = products.reduce((all, each) => all + each, 0) / products.length
    expect(Math.abs(mean - 1)).toBeLessThan(5 * Math.sqrt(2 / products.length))
  }
})
