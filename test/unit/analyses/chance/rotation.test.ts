import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rotationTo } from '../../../../src/analyses/chance/rotation.ts'

const options = { seed: 20261126, numRuns: 100 } as const

/** Directions and draws of a few latents, and an order of them. */
const turns = fc.integer({ min: 1, max: 7 }).chain((size) => {
  const vector = fc.array(
    fc.integer({ min: -300, max: 300 }).map((each) => each / 100),
    { minLength: size, maxLength: size },
  )
  return fc.record({
    size: fc.constant(size),
    directions: fc.array(vector, { minLength: 1, maxLength: 4 }),
    draws: fc.array(vector, { minLength: 2, maxLength: 5 }),
    order: fc.shuffledSubarray([...Array(size).keys()], { minLength: size, maxLength: size }),
  })
})

type Turn = {
  readonly size: number
  readonly directions: readonly (readonly number[])[]
  readonly order: readonly number[]
}

/** The draws after the turn, one after the other. */
function turned({ size, directions, order }: Turn, draws: readonly (readonly number[])[]): number[][] {
  const lanes = draws.length
  const latents = new Float64Array(size * lanes)
  draws.forEach((draw, lane) => {
    draw.forEach((value, latent) => {
      latents[latent * lanes + lane] = value
    })
  })
  rotationTo(
    directions.map((direction) => Float64Array.from(direction)),
    order,
  )(latents, lanes, lanes)
  return draws.map((_, lane) => Array.from({ length: size }, (_, latent) => latents[latent * lanes + lane] as number))
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, each, i) => sum + each * (b[i] as number), 0)
const lengthOf = (a: readonly number[]) => Math.sqrt(dot(a, a))

describe('a turn of the latents', () => {
  test('keeps lengths and angles, so that independent standard normals stay that', () => {
    fc.assert(
      fc.property(turns, ({ draws, ...turn }) => {
        const after = turned(turn, draws)
        draws.forEach((a, i) => {
          draws.forEach((b, j) => {
            expect(dot(after[i] as number[], after[j] as number[])).toBeCloseTo(dot(a, b), 11)
          })
        })
      }),
      options,
    )
  })

  test('lays the first place of the points along the first direction', () => {
    fc.assert(
      fc.property(turns, (turn) => {
        const [direction = []] = turn.directions
        const length = lengthOf(direction)
        fc.pre(length > 1e-3)
        const unit = Array.from({ length: turn.size }, (_, latent) => (latent === turn.order[0] ? 1 : 0))
        const [after = []] = turned(turn, [unit])
        // A reflection may turn it round.
        expect(Math.abs(dot(after, direction)) / length).toBeCloseTo(1, 11)
      }),
      options,
    )
  })

  test('lays the first places within the first directions: what is at right angles to them moves by the others alone', () => {
    fc.assert(
      fc.property(turns, (turn) => {
        const [first = [], second = []] = turn.directions
        fc.pre(turn.size >= 3 && second.length > 0)
        const [a, b] = [lengthOf(first), lengthOf(second)]
        fc.pre(a > 0.1 && b > 0.1 && Math.abs(dot(first, second)) < 0.99 * a * b)
        const third = Array.from({ length: turn.size }, (_, latent) => (latent === turn.order[2] ? 1 : 0))
        const [after = []] = turned(turn, [third])
        expect(dot(after, first)).toBeCloseTo(0, 10)
        expect(dot(after, second)).toBeCloseTo(0, 10)
      }),
      options,
    )
  })

  test('passes over directions of no length, and over more of them than there are latents', () => {
    const size = 2
    const order = [1, 0]
    const directions = [
      [0, 0],
      [3, 4],
      [6, 8],
      [4, -3],
      [1, 1],
    ]
    const [after = []] = turned({ size, directions, order }, [[0, 1]])
    expect(Math.abs(dot(after, [0.6, 0.8]))).toBeCloseTo(1, 14)
  })

  test('touches no lane beyond the count', () => {
    const latents = Float64Array.of(1, 1, 1, 2, 2, 2)
    rotationTo([Float64Array.of(1, 1)], [0, 1])(latents, 3, 2)
    expect([latents[2], latents[5]]).toEqual([1, 2])
    expect(latents[0]).not.toBe(1)
  })
})
