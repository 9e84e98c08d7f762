/**
 * The least change over many instruments that meets all targets:
 *
 *     minimise   ½ Σ weight × (change / unit)²
 *     so that    every target is met, every change is within its bounds
 *
 * by sequential quadratic steps: the targets are replaced by their tangents (exact slopes), the small problem that is
 * left is solved whole, and as much of its step is taken as lowers changes and shortfalls together (an exact penalty).
 * The small problem is solved through its dual, which has one unknown a target, however many instruments there are:
 *
 *     change = its share of Σ multiplier × slope, cut off at the bounds        multiplier ≥ 0
 *
 * @source Fletcher 1987, Practical Methods of Optimization, §14.4 (the Sℓ1QP method); Nocedal & Wright 2006, ch. 18;
 *   Bertsekas 1982, Projected Newton methods for optimization problems with simple constraints
 */

import { solveLinear } from '../model/linear.ts'
import { dot, type System, spreadOver, startOf } from './newton.ts'
import type { Slopes } from './trials.ts'

/** A target as a wish: value ≥ goal where `direction` is 1, value ≤ goal where it is −1. */
export type Wish = { readonly goal: number; readonly direction: 1 | -1 }

export type Least = {
  /**
   * `bounded`: instruments are at their bounds and targets still short; `dependent`: none is, so the targets stand
   * against each other, or nothing moves them; `stuck`: no step helps.
   */
  readonly kind: 'found' | 'bounded' | 'dependent' | 'stuck'
  readonly point: Float64Array
  readonly values: Float64Array
}

const limits = { iterations: 300, accepted: 1e-10, starts: 256, tries: 4 } as const

/** @param weights  how much a change of one unit of an instrument counts */
export function leastChange(system: System, wishes: readonly Wish[], weights: Float64Array): Least {
  const task: Task = { system, wishes, scales: system.units.map((unit, k) => unit / Math.sqrt(weights[k] as number)) }
  const first = descend(task, startOf(system.box))
  if (first.kind === 'found') return shortened(task, first)
  const points = spreadOver(system.box, limits.starts)
  const shortfalls = system.values(points).map((values) => sum(shortfallsOf(task, values)))
  const order = points.map((_, i) => i).filter((i) => Number.isFinite(shortfalls[i]))
  order.sort((a, b) => (shortfalls[a] as number) - (shortfalls[b] as number))
  for (const i of order.slice(0, limits.tries)) {
    const other = descend(task, points[i] as Float64Array)
    if (other.kind === 'found') return shortened(task, other)
  }
  return first
}

/**
 * Steps lead to a change that nothing near it shortens. To see farther, changes a thousandth shorter are tried: each
 * instrument alone (the first 256), and directions spread over the box. Where one of them meets the targets, the search
 * goes on there.
 */
function shortened(task: Task, found: Least): Least {
  let best = found
  for (let round = 0; round < limits.tries; round++) {
    const length = lengthOf(task, best.point)
    const states = statesAt(
      task,
      directions(task).map((each) => each.map((share) => share * 0.999 * length)),
    )
    const shorter = states.find(({ point, shortfalls }) => sum(shortfalls) === 0 && isWithin(task, point))
    if (shorter === undefined) return best
    const next = descend(task, inAmounts(task, shorter.point))
    if (next.kind !== 'found' || !(lengthOf(task, next.point) < length)) return best
    best = next
  }
  return best
}

function lengthOf({ scales }: Task, point: Float64Array): number {
  const scaled = point.map((each, k) => each / (scales[k] as number))
  return Math.sqrt(dot(scaled, scaled))
}

/** Of length 1, in scales. */
function directions({ scales }: Task): Float64Array[] {
  const single = Array.from(scales.subarray(0, limits.starts), (_, k) => k)
  const alone = single.flatMap((k) => [1, -1].map((sign) => scales.map((__, i) => (i === k ? sign : 0))))
  const cube = { low: scales.map(() => -1), high: scales.map(() => 1) }
  const spread = spreadOver(cube, limits.starts).map((each) => {
    const length = Math.sqrt(dot(each, each))
    return each.map((part) => part / length)
  })
  return [...alone, ...spread]
}

function isWithin({ system, scales }: Task, point: Float64Array): boolean {
  const { low, high } = system.box
  return point.every((each, k) => {
    const amount = each * (scales[k] as number)
    return amount >= (low[k] as number) && amount <= (high[k] as number)
  })
}

type Task = {
  readonly system: System
  readonly wishes: readonly Wish[]
  /** Changes are counted in these: then the least change is the shortest vector. */
  readonly scales: Float64Array
}

type State = {
  /** In scales. */
  readonly point: Float64Array
  readonly values: Float64Array
  readonly shortfalls: Float64Array
}

function descend(task: Task, start: Float64Array): Least {
  const { system } = task
  const penalties = new Float64Array(task.wishes.length)
  let here = stateAt(
    task,
    start.map((each, k) => each / (task.scales[k] as number)),
  )
  let lastStep = Infinity
  for (let iteration = 0; iteration < limits.iterations; iteration++) {
    const slopes = system.slopes(inAmounts(task, here.point))
    if (slopes === null) break
    const next = nearestOnTangents(task, here, slopes)
    next.multipliers.forEach((each, i) => {
      penalties[i] = Math.max(penalties[i] as number, 2 * each + 1)
    })
    const step = next.point.map((each, k) => each - (here.point[k] as number))
    const length = Math.sqrt(dot(step, step))
    if (length <= 1e-15 * (1 + Math.sqrt(dot(here.point, here.point)))) break
    const taken = bestAlong(task, here, step, penalties, length < lastStep / 2)
    if (taken === null) break
    here = taken
    lastStep = length
  }
  const point = inAmounts(task, here.point)
  return { kind: outcomeOf(task, here, point), point, values: here.values }
}

function outcomeOf({ system }: Task, { shortfalls, point }: State, amounts: Float64Array): Least['kind'] {
  if (shortfalls.every((each) => each <= limits.accepted)) return 'found'
  if (!point.every(Number.isFinite) || shortfalls.some(Number.isNaN)) return 'stuck'
  const { low, high } = system.box
  return amounts.some((each, k) => each <= (low[k] as number) || each >= (high[k] as number)) ? 'bounded' : 'dependent'
}

function stateAt(task: Task, point: Float64Array): State {
  const values = task.system.values([inAmounts(task, point)])[0] ?? new Float64Array(0)
  return { point, values, shortfalls: shortfallsOf(task, values) }
}

/** Amounts within the bounds, whatever rounding did on the way. */
function inAmounts({ system, scales }: Task, point: Float64Array): Float64Array {
  const { low, high } = system.box
  return point.map((each, k) => Math.min(high[k] as number, Math.max(low[k] as number, each * (scales[k] as number))))
}

/** By how much each target is short of its goal, in its size. */
function shortfallsOf({ system, wishes }: Task, values: Float64Array): Float64Array {
  return values.map((value, i) => {
    const { goal, direction } = wishes[i] as Wish
    const short = (direction * (goal - value)) / (system.sizes[i] as number)
    return Number.isNaN(short) ? Infinity : Math.max(0, short)
  })
}

function sum(values: Float64Array): number {
  return values.reduce((all, each) => all + each, 0)
}

const shares = [1, 0.7, 0.5, 0.25, 0.1, 0.03, 0.01, 0.001, 1e-4] as const

/**
 * The best point along a step by size of change and penalised shortfalls together; null where none is better.
 *
 * @param isClosing  steps are getting shorter quickly: then a whole step is right although rounding hides its gain
 */
function bestAlong(
  task: Task,
  here: State,
  step: Float64Array,
  penalties: Float64Array,
  isClosing: boolean,
): State | null {
  const merit = ({ point, shortfalls }: State) => dot(point, point) / 2 + dot(shortfalls, penalties)
  const states = statesAt(
    task,
    shares.map((share) => here.point.map((each, k) => each + share * (step[k] as number))),
  )
  const now = merit(here)
  const [whole] = states
  if (whole !== undefined && isClosing && merit(whole) <= now + 1e-10 * Math.abs(now)) return whole
  let best: State | null = null
  for (const state of states) if (merit(state) < (best === null ? now : merit(best))) best = state
  return best
}

function statesAt(task: Task, points: readonly Float64Array[]): State[] {
  const values = task.system.values(points.map((point) => inAmounts(task, point)))
  return points.map((point, i) => {
    const own = values[i] as Float64Array
    return { point, values: own, shortfalls: shortfallsOf(task, own) }
  })
}

/** The shortest point within the bounds that meets the targets' tangents at `here`, or misses them least. */
function nearestOnTangents({ system, wishes, scales }: Task, here: State, { slopes }: Slopes) {
  const n = scales.length
  const rows = wishes.map(({ direction }, i) =>
    scales.map((scale, k) => (direction * (slopes[i * n + k] as number) * scale) / (system.sizes[i] as number)),
  )
  const lengths = rows.map((row) => Math.sqrt(dot(row, row)))
  const tangents = rows.flatMap((row, i) => {
    const length = lengths[i] as number
    if (length === 0) return []
    const { goal, direction } = wishes[i] as Wish
    const missing = (direction * (goal - (here.values[i] as number))) / (system.sizes[i] as number)
    return [{ target: i, row: row.map((each) => each / length), least: (missing + dot(row, here.point)) / length }]
  })
  const low = system.box.low.map((each, k) => each / (scales[k] as number))
  const high = system.box.high.map((each, k) => each / (scales[k] as number))
  const { point, multipliers } = shortestPoint(tangents, { low, high })
  const byTarget = new Float64Array(wishes.length)
  tangents.forEach(({ target }, j) => {
    byTarget[target] = (multipliers[j] as number) / (lengths[target] as number)
  })
  return { point, multipliers: byTarget }
}

/** row · point ≥ least, where row has length 1. */
export type Tangent = { readonly row: Float64Array; readonly least: number }
type Bounds = { readonly low: Float64Array; readonly high: Float64Array }

/**
 * The shortest point of a box on the right side of every tangent. Where there is none, multipliers run into their
 * limit and the point is the one that misses least.
 *
 * @returns the point, and how much each tangent pulls
 */
export function shortestPoint(tangents: readonly Tangent[], box: Bounds) {
  const reach = box.high.reduce((most, each, k) => Math.max(most, each - (box.low[k] as number)), 1)
  const most = 1e4 * reach * Math.sqrt(box.high.length)
  let multipliers = new Float64Array(tangents.length)
  let dual = dualAt(tangents, box, multipliers)
  for (let iteration = 0; iteration < 200; iteration++) {
    const pulling = tangents.flatMap((_, j) =>
      isSettled(dual.slopes[j] as number, multipliers[j] as number, most) ? [] : [j],
    )
    if (pulling.length === 0) break
    const step = dualStep(tangents, box, dual, pulling, most)
    const next = climb(tangents, box, { multipliers, dual }, step, most)
    if (next === null) break
    multipliers = next.multipliers
    dual = next.dual
  }
  return { point: dual.point, multipliers }
}

function isSettled(slope: number, multiplier: number, most: number): boolean {
  return slope === 0 || (multiplier <= 0 && slope < 0) || (multiplier >= most && slope > 0)
}

type Dual = { readonly point: Float64Array; readonly value: number; readonly slopes: Float64Array }

/** The value of the dual, its slopes, and the point that belongs to these multipliers. */
function dualAt(tangents: readonly Tangent[], { low, high }: Bounds, multipliers: Float64Array): Dual {
  const point = low.map((least, k) => {
    const pull = tangents.reduce((all, { row }, j) => all + (multipliers[j] as number) * (row[k] as number), 0)
    return Math.min(high[k] as number, Math.max(least, pull))
  })
  const slopes = Float64Array.from(tangents, ({ row, least }) => least - dot(row, point))
  return { point, slopes, value: dot(multipliers, slopes) + dot(point, point) / 2 }
}

/** Newton's step of the multipliers that pull; only instruments within their bounds answer to it. */
function dualStep(
  tangents: readonly Tangent[],
  { low, high }: Bounds,
  { point, slopes }: Dual,
  pulling: readonly number[],
  most: number,
): Float64Array {
  const answering = Float64Array.from(point, (each, k) =>
    each > (low[k] as number) && each < (high[k] as number) ? 1 : 0,
  )
  const rows = pulling.map((j) => (tangents[j] as Tangent).row.map((each, k) => each * (answering[k] as number)))
  const n = pulling.length
  const trace = rows.reduce((all, row) => all + dot(row, row), 0)
  const matrix = new Float64Array(n * n)
  rows.forEach((a, i) => {
    rows.forEach((b, j) => {
      matrix[i * n + j] = dot(a, b) + (i === j ? 1e-14 * (trace + 1) : 0)
    })
  })
  const right = Float64Array.from(pulling, (j) => slopes[j] as number)
  const solution = trace === 0 ? null : solveLinear(matrix, right)
  const step = new Float64Array(tangents.length)
  pulling.forEach((j, i) => {
    step[j] = solution?.[i] ?? (slopes[j] as number) * most
  })
  return step
}

type Climb = { readonly multipliers: Float64Array<ArrayBuffer>; readonly dual: Dual }

/** As far along the step as raises the dual; along its steepest way where the step itself does not. */
function climb(tangents: readonly Tangent[], box: Bounds, from: Climb, step: Float64Array, most: number): Climb | null {
  const along = (way: Float64Array, share: number): Climb => {
    const multipliers = from.multipliers.map((each, j) =>
      Math.min(most, Math.max(0, each + share * (way[j] as number))),
    )
    return { multipliers, dual: dualAt(tangents, box, multipliers) }
  }
  const whole = along(step, 1)
  // Near the top the dual is flat to rounding, and the slopes alone show that a whole step is right.
  const isLevel = Math.abs(whole.dual.value - from.dual.value) <= 1e-12 * Math.abs(from.dual.value)
  if (isLevel && unsettled(whole, most) < unsettled(from, most) / 2) return whole
  for (const way of [step, from.dual.slopes]) {
    for (let share = 1; share > 1e-16; share /= 4) {
      const next = along(way, share)
      if (next.dual.value > from.dual.value) return next
    }
  }
  return null
}

/** The largest slope that a multiplier could still follow. */
function unsettled({ multipliers, dual }: Climb, most: number): number {
  return dual.slopes.reduce(
    (largest, slope, j) =>
      isSettled(slope, multipliers[j] as number, most) ? largest : Math.max(largest, Math.abs(slope)),
    0,
  )
}
