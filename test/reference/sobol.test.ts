/** Sobol' points before they are scrambled, against published ones. */

import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { reverseBits } from '../../src/analyses/numerics/owen.ts'
import { reversedPoint, sobolDirections } from '../../src/analyses/numerics/sobol.ts'
import { TABLE_DIMENSIONS } from '../../src/analyses/numerics/sobol-directions.ts'
import { referenceCase } from './plans.ts'

const directions = sobolDirections(TABLE_DIMENSIONS)
const coordinate = (dimension: number, point: number) =>
  reverseBits(reversedPoint(directions, dimension, point)) / 2 ** 32

describe('Sobol’ points', () => {
  test('the first ten in three dimensions are those of Joe & Kuo, exactly', () => {
    const { points } = referenceCase<{ points: number[][] }>('17_sobol_sequence_joe_kuo')
    expect(points).toHaveLength(10)
    expect(points.map((_, point) => [0, 1, 2].map((dimension) => coordinate(dimension, point)))).toEqual(points)
  })

  test('the first three in five dimensions are those in the documentation of torch.quasirandom.SobolEngine', () => {
    expect([0, 1, 2].map((point) => [0, 1, 2, 3, 4].map((dimension) => coordinate(dimension, point)))).toEqual([
      [0, 0, 0, 0, 0],
      [0.5, 0.5, 0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25, 0.25, 0.75],
    ])
  })

  test('points 777 and 1000 in dimensions 1 to 1111 are those of SciPy 1.17.1', () => {
    // scipy.stats.qmc.Sobol(1111, scramble=False, bits=32).random(1024)[n, [0, 1, 2, 9, 99, 499, 1110]] * 1024
    const dimensions = [0, 1, 2, 9, 99, 499, 1110]
    const at = (point: number) => dimensions.map((dimension) => coordinate(dimension, point) * 1024)
    expect(at(777)).toEqual([709, 959, 167, 331, 523, 329, 599])
    expect(at(1000)).toEqual([225, 99, 531, 71, 191, 261, 379])
  })
})

describe('direction numbers', () => {
  test('are all 1111 × 32 of them what SciPy 1.17.1 computes from new-joe-kuo-6.21201', () => {
    // hashlib.sha256(numpy.array(scipy.stats.qmc.Sobol(1111, scramble=False, bits=32)._sv, '<u4').tobytes())
    const bytes = Buffer.alloc(4 * directions.length)
    directions.forEach((direction, index) => {
      bytes.writeUInt32LE(reverseBits(direction), 4 * index)
    })
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(
      '86f95f6051991a3f9c2dbccf74cb5f09d393235067937ec1896fb55c003f38e6',
    )
  })

  test('have Sobol’s property A: 2ᵈ points have one in each box that halving d sides of the cube makes (Sobol’ 1976)', () => {
    for (let dimensions = 1; dimensions <= 12; dimensions++) {
      const boxes = Array.from({ length: 2 ** dimensions }, (_, point) =>
        Array.from({ length: dimensions }, (__, dimension) => Math.floor(2 * coordinate(dimension, point))).join(''),
      )
      expect(new Set(boxes).size).toBe(2 ** dimensions)
    }
  })
})
