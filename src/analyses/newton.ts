/**
 * As many instruments as targets: the point in a box where every target has its goal, by Newton's method with exact
 * slopes. Where the Newton step leads out of the box or does not help, a damped one is taken over the instruments that
 * are free to move; all lengths and dampings of a step are tried at once (one lane each) and the best is kept.
 *
 * @source Dennis & Schnabel 1996, ch. 5 and 6 (Newton, backtracking); Nocedal & Wright 2006, §10.3 and 16.7 (damping,
 *   projection onto bounds)
 */

import { solveLinear } from '../model/linear.ts'
import type { Slopes } from './trials.ts'

/** What is solved. Points are amounts, one for each instrument; values are those of the targets. */
export type System = {
  readonly values: (points: readonly Float64Array[]) => readonly Float64Array[]
  /** null where the model cannot be computed. */
  readonly slopes: (point: Float64Array) => Slopes | null
  readonly box: Box
  /** What counts as a step of 1 in each instrument. */
  readonly units: Float64Array
  /** What counts as an error of 1 in each target. */
  readonly sizes: Float64Array
}

export type Box = { readonly low: Float64Array; readonly high: Float64Array }

export type Solved = {
  /**
   * `bounded`: the nearest point has instruments at their bounds; `dependent`: there the instruments do not move the
   * targets one independently of the other; `stuck`: neither, and no step helps.
   */
  readonly kind: 'found' | 'bounded' | 'dependent' | 'stuck'
  readonly point: Float64Array
  readonly values: Float64Array
  /** √Σ ((value − goal) / size)². */
  readonly error: number
}

const limits = { iterations: 100, exact: 1e-14, accepted: 1e-10, starts: 256, tries: 6 } as const

/**
 * @param goals  what each target's value shall be
 * @param start  where to begin; then from the most promising points of the box
 */
export function solveSquare(system: System, goals: Float64Array, start = startOf(system.box)): Solved {
  const first = newtonFrom(system, goals, start)
  if (first.kind === 'found') return first
  let best = first
  for (const other of otherStarts(system, goals)) {
    const next = newtonFrom(system, goals, other)
    if (next.kind === 'found') return next
    if (next.error < best.error) best = next
  }
  return best
}

/** No change, or as little as the box allows. */
export function startOf({ low, high }: Box): Float64Array {
  return low.map((each, i) => Math.min(high[i] as number, Math.max(each, 0)))
}

type Point = { readonly point: Float64Array; readonly values: Float64Array; readonly error: number }

function newtonFrom(system: System, goals: Float64Array, start: Float64Array): Solved {
  let here = best(system, goals, [start])
  if (here === null) return { kind: 'stuck', point: start, values: start.map(() => Number.NaN), error: Infinity }
  for (let iteration = 0; iteration < limits.iterations && here.error > limits.exact; iteration++) {
    const at = system.slopes(here.point)
    if (at === null) break
    const next = best(system, goals, candidates(system, goals, here.point, at))
    if (next === null || !(next.error < here.error)) break
    here = next
  }
  return { ...here, kind: here.error <= limits.accepted ? 'found' : whyNot(system, goals, here.point) }
}

function whyNot(system: System, goals: Float64Array, point: Float64Array): 'bounded' | 'dependent' | 'stuck' {
  const at = system.slopes(point)
  if (at === null) return 'stuck'
  const { matrix, error } = scaled(system, goals, at)
  const free = freeToMove(system, point, matrix, error)
  if (free.length < point.length) return 'bounded'
  const square = matrix.length === error.length ** 2
  return square && !isIllConditioned(matrix, error.length) ? 'stuck' : 'dependent'
}

/** Is a row all but a combination of the others, to a part in 10⁸? */
function isIllConditioned(matrix: Float64Array, n: number): boolean {
  const rows = Array.from({ length: n }, (_, i) => unitLength(matrix.subarray(i * n, (i + 1) * n)))
  for (const [i, row] of rows.entries()) {
    for (const other of rows.slice(0, i)) {
      const along = dot(row, other)
      row.forEach((each, k) => {
        row[k] = each - along * (other[k] as number)
      })
    }
    const length = Math.sqrt(dot(row, row))
    if (!(length > 1e-8)) return true
    rows[i] = unitLength(row)
  }
  return false
}

function unitLength(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector))
  return vector.map((each) => (length === 0 ? 0 : each / length))
}

export function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, each, i) => sum + each * (b[i] as number), 0)
}

/** Slopes and errors in the units of the system: rows of targets, columns of instruments. */
function scaled({ units, sizes }: System, goals: Float64Array, { values, slopes }: Slopes) {
  const n = units.length
  const matrix = slopes.map(
    (slope, cell) => (slope * (units[cell % n] as number)) / (sizes[Math.floor(cell / n)] as number),
  )
  const error = values.map((value, i) => (value - (goals[i] as number)) / (sizes[i] as number))
  return { matrix, error }
}

/** Instruments that are not held at a bound by the direction in which the error falls. */
function freeToMove({ box }: System, point: Float64Array, matrix: Float64Array, error: Float64Array): number[] {
  const n = point.length
  return Array.from(point, (_, k) => k).filter((k) => {
    const uphill = error.reduce((sum, each, i) => sum + each * (matrix[i * n + k] as number), 0)
    const isLow = (point[k] as number) <= (box.low[k] as number)
    const isHigh = (point[k] as number) >= (box.high[k] as number)
    return !((isLow && uphill >= 0) || (isHigh && uphill <= 0))
  })
}

const shares = [1, 0.7, 0.5, 0.25, 0.1, 0.03, 0.01, 0.001] as const
const dampings = [1e-12, 1e-9, 1e-6, 1e-4, 1e-2, 0.1, 1, 10, 100] as const

/** Points to go to from here: the Newton step and parts of it, and damped steps of the free instruments. */
function candidates(system: System, goals: Float64Array, point: Float64Array, at: Slopes): Float64Array[] {
  const { matrix, error } = scaled(system, goals, at)
  const steps: Float64Array[] = []
  const newton = solveLinear(matrix, error)
  if (newton !== null) for (const share of shares) steps.push(newton.map((each) => -each * share))
  const free = freeToMove(system, point, matrix, error)
  for (const damping of dampings) {
    const step = dampedStep(matrix, error, free, damping)
    if (step !== null) steps.push(step)
  }
  return steps.map((step) => movedBy(system, point, step))
}

/** (AᵀA + damping × size) step = −Aᵀerror over the free instruments (Levenberg–Marquardt). */
function dampedStep(
  matrix: Float64Array,
  error: Float64Array,
  free: readonly number[],
  damping: number,
): Float64Array | null {
  const n = matrix.length / error.length
  const column = (k: number) => error.map((_, i) => matrix[i * n + k] as number)
  const columns = free.map(column)
  const size = columns.reduce((most, each) => Math.max(most, dot(each, each)), 0)
  if (size === 0) return null
  const normal = new Float64Array(free.length ** 2)
  columns.forEach((a, i) => {
    columns.forEach((b, j) => {
      normal[i * free.length + j] = dot(a, b) + (i === j ? damping * size : 0)
    })
  })
  const solution = solveLinear(
    normal,
    Float64Array.from(columns, (each) => -dot(each, error)),
  )
  if (solution === null) return null
  const step = new Float64Array(n)
  free.forEach((k, i) => {
    step[k] = solution[i] as number
  })
  return step
}

function movedBy({ box, units }: System, point: Float64Array, step: Float64Array): Float64Array {
  return point.map((each, k) => {
    const to = each + (step[k] as number) * (units[k] as number)
    return Math.min(box.high[k] as number, Math.max(box.low[k] as number, to))
  })
}

/** The point with the smallest error; null where none has values. */
function best(system: System, goals: Float64Array, points: readonly Float64Array[]): Point | null {
  let found: Point | null = null
  system.values(points).forEach((values, i) => {
    const error = errorOf(system, goals, values)
    if (error < (found?.error ?? Infinity)) found = { point: points[i] as Float64Array, values, error }
  })
  return found
}

/** Length of the vector of errors, each in its own size. */
function errorOf({ sizes }: System, goals: Float64Array, values: Float64Array): number {
  const errors = values.map((value, i) => (value - (goals[i] as number)) / (sizes[i] as number))
  const length = Math.sqrt(dot(errors, errors))
  return Number.isNaN(length) ? Infinity : length
}

/** The most promising of 256 points spread evenly over the box. */
function otherStarts(system: System, goals: Float64Array): Float64Array[] {
  const points = spreadOver(system.box, limits.starts)
  const errors = system.values(points).map((values) => errorOf(system, goals, values))
  const order = points.map((_, i) => i).filter((i) => Number.isFinite(errors[i]))
  order.sort((a, b) => (errors[a] as number) - (errors[b] as number))
  return order.slice(0, limits.tries).flatMap((i) => points[i] ?? [])
}

/**
 * Points that fill a box evenly, the same every time: multiples of the golden ratio's kin, modulo 1.
 *
 * @source Roberts 2018, The unreasonable effectiveness of quasirandom sequences (the R sequence)
 */
export function spreadOver({ low, high }: Box, count: number): Float64Array[] {
  let ratio = 2
  for (let i = 0; i < 60; i++) ratio = (1 + ratio) ** (1 / (low.length + 1))
  return Array.from({ length: count }, (_, i) =>
    low.map((each, k) => {
      const share = (0.5 + (i + 1) * ratio ** -(k + 1)) % 1
      return each + ((high[k] as number) - each) * share
    }),
  )
}
