import { describe, expect, test } from 'vitest'
import { createLatin, HYPERCUBE } from '../../../../src/analyses/numerics/latin.ts'

function wordsOf(seed: number, names: readonly string[], dimension: number, draws: number): Uint32Array {
  const words = new Uint32Array(draws)
  createLatin(seed, names)(dimension, 0, draws, words, 0)
  return words
}

/** Σ (observed − expected)² / expected, as standard deviations from its mean where all cells are as likely. */
function unevenness(counts: Uint32Array): number {
  const expected = counts.reduce((sum, each) => sum + each, 0) / counts.length
  const square = counts.reduce((sum, each) => sum + (each - expected) ** 2 / expected, 0)
  return (square - (counts.length - 1)) / Math.sqrt(2 * (counts.length - 1))
}

describe('Latin hypercubes', () => {
  test('every 256 draws of a name have one in each of 256 equal intervals', () => {
    const words = wordsOf(3, ['a', 'b'], 1, 8 * HYPERCUBE)
    for (let start = 0; start < words.length; start += HYPERCUBE) {
      const intervals = words.slice(start, start + HYPERCUBE).map((word) => word >>> 24)
      expect([...intervals.sort()]).toEqual(Array.from({ length: HYPERCUBE }, (_, index) => index))
    }
  })

  test('each draw is in each interval as often, first, middle and last in its hypercube', () => {
    // 25 600 hypercubes: 100 a cell. 5 standard deviations of a chi-square of 255 degrees of freedom.
    const words = wordsOf(4, ['a'], 0, 25_600 * HYPERCUBE)
    for (const place of [0, 1, 127, 254, 255]) {
      const counts = new Uint32Array(256)
      for (let draw = place; draw < words.length; draw += HYPERCUBE) counts[(words[draw] as number) >>> 24]!++
      expect(Math.abs(unevenness(counts))).toBeLessThan(5)
    }
  })

  test('two draws of a hypercube are in different intervals, each pair as often', () => {
    // How many intervals on from the first the second is, around the end: 1 … 255 as often, and never 0.
    const words = wordsOf(5, ['a'], 0, 25_500 * HYPERCUBE)
    for (const [one, other] of [
      [0, 1],
      [254, 255],
      [3, 200],
    ] as const) {
      const counts = new Uint32Array(256)
      for (let start = 0; start < words.length; start += HYPERCUBE) {
        counts[(((words[start + other] as number) >>> 24) - ((words[start + one] as number) >>> 24)) & 255]!++
      }
      expect(counts[0]).toBe(0)
      expect(Math.abs(unevenness(counts.slice(1)))).toBeLessThan(5)
    }
  })

  test('a draw is anywhere in its interval, whichever that is', () => {
    const counts = new Uint32Array(4096)
    for (const word of wordsOf(6, ['a'], 0, 1600 * HYPERCUBE))
      counts[((word >>> 24) & 15) * 256 + ((word >>> 16) & 255)]!++
    expect(Math.abs(unevenness(counts))).toBeLessThan(5)
  })

  test('where a draw is in its interval says nothing of where the last interval is', () => {
    // The last draw's word could do both: it decides which draw gets the last interval. 16 × 16 cells, 100 a cell.
    const words = wordsOf(9, ['a'], 0, 25_600 * HYPERCUBE)
    const counts = new Uint32Array(256)
    for (let start = 0; start < words.length; start += HYPERCUBE) {
      const cube = words.subarray(start, start + HYPERCUBE)
      const holder = cube.findIndex((word) => word >>> 24 === 255)
      counts[(holder >>> 4) * 16 + (((cube[255] as number) >>> 20) & 15)]!++
    }
    expect(Math.abs(unevenness(counts))).toBeLessThan(5)
  })

  test('the mean of a hypercube has the variance 1 / (12 · 256³): each interval has one draw, uniform in it', () => {
    // 4000 hypercubes: the variance of a variance is 2 of 4000 for normal means, and these are nearly that.
    const words = wordsOf(7, ['a'], 0, 4000 * HYPERCUBE)
    let squares = 0
    for (let start = 0; start < words.length; start += HYPERCUBE) {
      let sum = 0
      for (let draw = start; draw < start + HYPERCUBE; draw++) sum += ((words[draw] as number) + 0.5) / 2 ** 32 - 0.5
      squares += (sum / HYPERCUBE) ** 2
    }
    expect(Math.abs((squares / 4000) * 12 * HYPERCUBE ** 3 - 1)).toBeLessThan(5 * Math.sqrt(2 / 4000))
  })

  test('names, hypercubes and neighbouring draws are independent of each other', () => {
    // Correlations over all draws, times the root of their number: 5 standard deviations.
    const draws = 400 * HYPERCUBE
    const names = ['growth[a,2026]', 'growth[b,2026]', 'growth[a,2027]']
    const columns = names.map((_, dimension) => wordsOf(8, names, dimension, draws))
    const correlation = (x: Uint32Array, y: Uint32Array) =>
      x.reduce((sum, each, draw) => sum + 12 * (each / 2 ** 32 - 0.5) * ((y[draw] as number) / 2 ** 32 - 0.5), 0) /
      Math.sqrt(x.length)
    const [a, b, c] = columns as [Uint32Array, Uint32Array, Uint32Array]
    const later = (column: Uint32Array, lag: number) => column.slice(lag)
    const cut = (column: Uint32Array, lag: number) => column.slice(0, draws - lag)
    for (const [x, y] of [
      [a, b],
      [a, c],
      [b, c],
      [cut(a, HYPERCUBE), later(a, HYPERCUBE)],
      [cut(a, 1), later(b, 1)],
    ] as const) {
      expect(Math.abs(correlation(x, y))).toBeLessThan(5)
    }
  })
})
