/**
 * Peeling: from a box that holds every case, take off a thin slice at one end of one input, and again, so that what is
 * left has ever more cases of interest.
 */

import type { CaseColumn } from '../../plan/cases.ts'
import { finished, type Steps } from '../steps.ts'
import { type Cases, countOfInterest, gatesOf, isLimited, limitsIn, passes, type Range, unlimited } from './box.ts'
import { cutAt } from './quantile.ts'
import { type Candidate, inOrder, type Step, scoreOf } from './step.ts'

/** Cases by ascending value of a numeric input. Of a box, only as many as it holds count. */
export type Sorted = { readonly cases: Uint32Array; readonly values: Float64Array }

type Box = Step & {
  /** In their own order. */
  readonly members: Uint32Array
}

export type Peeling = {
  /** Share of the cases in the box that a slice holds. */
  readonly peel: number
  /** Share of all cases that a box must hold. */
  readonly leastMass: number
}

/**
 * The boxes of a peeling, the whole first.
 *
 * A number's slice at either end holds about a share `peel` of the cases in the box (`cutAt`); a category is a slice by
 * itself. The slice is taken that raises the share of cases of interest most for each case it removes:
 *
 *     score = (share after − share before) / (cases before − cases after)
 *
 * Ties: fewer inputs limited, then real numbers before whole ones before texts, then the order of the columns, then the
 * upper end before the lower one. It ends where nothing scores above 0, or where the slice taken would leave less than
 * `leastMass` of all cases.
 *
 * A whole-numbered input is cut at a whole number: the cut without its decimals, which leaves the box together with
 * what lies beyond it only where it is the outermost number.
 *
 * @param left   the cases that no earlier box holds
 * @param order  `ascending` of the numeric inputs, by input
 * @source Friedman & Fisher 1999, Bump hunting in high-dimensional data, §8–9; the score as in the EMA Workbench
 *   (`lenient1`), so that slices of different size can be compared (§14.1); the ends' order and whole numbers likewise
 */
export function peel(cases: Cases, left: Uint32Array, order: readonly (Sorted | null)[], method: Peeling): Step[] {
  return finished(peelSteps(cases, left, order, method))
}

/** As `peel`, a slice at a time, with the share of `left` that is peeled off. */
export function* peelSteps(
  cases: Cases,
  left: Uint32Array,
  order: readonly (Sorted | null)[],
  { peel: share, leastMass }: Peeling,
): Steps<Step[]> {
  const total = cases.isOfInterest.length
  const isInside = new Uint8Array(total)
  for (const each of left) isInside[each] = 1
  const sorted = order.map((all) => (all === null ? null : sortedIn(all, isInside, left.length)))
  const inputs = inOrder(cases.inputs)
  const steps: Step[] = []
  let box: Box | null = wholeBox(cases, left)
  while (box !== null) {
    steps.push({ ranges: box.ranges, count: box.count, ofInterest: box.ofInterest })
    const next: Candidate | null = bestPeel(cases, box, sorted, inputs, share)
    if (next === null || next.count / total < leastMass) break
    box = peeled(cases, box, next, isInside)
    for (const each of sorted) if (each !== null) keepInside(each, steps.at(-1)?.count ?? 0, isInside)
    yield 1 - next.count / left.length
  }
  return steps
}

function wholeBox(cases: Cases, members: Uint32Array): Box {
  const ranges = cases.inputs.map(() => unlimited)
  return { ranges, count: members.length, ofInterest: countOfInterest(cases, members), members }
}

/** A numeric column's cases by ascending value; equal ones in their own order. */
export function ascending(column: Float64Array): Sorted {
  const values = column.slice().sort()
  const cases = new Uint32Array(column.length)
  const taken = new Uint32Array(column.length)
  column.forEach((value, each) => {
    const first = firstAtLeast(values, value)
    const place = taken[first] as number
    cases[first + place] = each
    taken[first] = place + 1
  })
  return { cases, values }
}

/** Index of the first of the sorted values that is not below `value`. */
function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low
}

function sortedIn(all: Sorted, isInside: Uint8Array, count: number): Sorted {
  const inside = { cases: new Uint32Array(count), values: new Float64Array(count) }
  let next = 0
  for (let i = 0; i < all.cases.length; i++) {
    const each = all.cases[i] as number
    if (isInside[each] === 0) continue
    inside.cases[next] = each
    inside.values[next] = all.values[i] as number
    next++
  }
  return inside
}

/** Only what is still in the box, in the same order. */
function keepInside({ cases, values }: Sorted, count: number, isInside: Uint8Array): void {
  let kept = 0
  for (let i = 0; i < count; i++) {
    const each = cases[i] as number
    if (isInside[each] === 0) continue
    cases[kept] = each
    values[kept] = values[i] as number
    kept++
  }
}

function peeled(cases: Cases, box: Box, { input, range, count, ofInterest }: Candidate, isInside: Uint8Array): Box {
  const ranges = box.ranges.with(input, range)
  const members = new Uint32Array(count)
  let kept = 0
  const [gate] = gatesOf(cases, ranges).filter((each) => each.input === input)
  for (const each of box.members) {
    if (gate !== undefined && passes(gate, each)) members[kept++] = each
    else isInside[each] = 0
  }
  return { ranges, count, ofInterest, members }
}

/** The peel of the highest score; null where none is above 0. */
function bestPeel(
  cases: Cases,
  box: Box,
  sorted: readonly (Sorted | null)[],
  inputs: readonly number[],
  share: number,
): Candidate | null {
  const limited = limitsIn(box.ranges)
  let best: (Candidate & { readonly score: number; readonly limited: number }) | null = null
  for (const input of inputs) {
    const own = sorted[input] ?? null
    const peels = own === null ? categoryPeels(cases, box, input) : numberPeels(cases, box, input, own, share)
    const after = limited + (isLimited(box.ranges[input] as Range) ? 0 : 1)
    for (const each of peels) {
      const score = scoreOf(box, each)
      const isBetter = best === null ? score > 0 : score > best.score || (score === best.score && after < best.limited)
      if (isBetter) best = { ...each, score, limited: after }
    }
  }
  return best
}

/** A slice off the upper and off the lower end. */
function numberPeels(cases: Cases, box: Box, input: number, { cases: inside, values }: Sorted, share: number) {
  const { kind } = cases.inputs[input] as CaseColumn
  const { count, ofInterest, ranges } = box
  const range = ranges[input] as Range
  const own = values.subarray(0, count)
  const sumOf = (from: number, to: number) => {
    let sum = 0
    for (let i = from; i < to; i++) sum += cases.isOfInterest[inside[i] as number] as number
    return sum
  }
  const upper = cutAt(own, 1 - share)
  const end = kind === 'whole' ? wholeEnd(own, Math.trunc(upper)) : countUpTo(own, upper)
  const lower = cutAt(own, share)
  const start = kind === 'whole' ? wholeStart(own, Math.trunc(lower)) : countBelow(own, lower)
  const peels: Candidate[] = []
  if (end > 0 && end < count) {
    const high = kind === 'whole' ? (own[end - 1] as number) : upper
    peels.push({ input, range: { ...range, high }, count: end, ofInterest: ofInterest - sumOf(end, count) })
  }
  if (start > 0 && start < count) {
    const low = kind === 'whole' ? (own[start] as number) : lower
    peels.push({ input, range: { ...range, low }, count: count - start, ofInterest: ofInterest - sumOf(0, start) })
  }
  return peels
}

/** How many of the sorted values are at most `cut`. */
function countUpTo(sorted: Float64Array, cut: number): number {
  let count = sorted.length
  while (count > 0 && (sorted[count - 1] as number) > cut) count--
  return count
}

/** How many of the sorted values are below `cut`. */
function countBelow(sorted: Float64Array, cut: number): number {
  let count = 0
  while (count < sorted.length && (sorted[count] as number) < cut) count++
  return count
}

/** How many stay where whole numbers above `cut` go, and `cut` too if it is the highest. */
function wholeEnd(sorted: Float64Array, cut: number): number {
  let count = countUpTo(sorted, cut)
  if (sorted.at(-1) === cut) while (count > 0 && sorted[count - 1] === cut) count--
  return count
}

/** How many go where whole numbers below `cut` go, and `cut` too if it is the lowest. */
function wholeStart(sorted: Float64Array, cut: number): number {
  let count = countBelow(sorted, cut)
  if (sorted[0] === cut) while (count < sorted.length && sorted[count] === cut) count++
  return count
}

/** Each category that is in the box, taken off by itself. */
function categoryPeels({ inputs, isOfInterest }: Cases, box: Box, input: number): Candidate[] {
  const { values, categories } = inputs[input] as CaseColumn
  const range = box.ranges[input] as Range
  const remaining = range.categories ?? categories.map((_, place) => place)
  const counts = new Uint32Array(categories.length)
  const sums = new Uint32Array(categories.length)
  for (const each of box.members) {
    const place = values[each] as number
    counts[place] = (counts[place] as number) + 1
    sums[place] = (sums[place] as number) + (isOfInterest[each] as number)
  }
  return remaining.flatMap((place) => {
    const count = box.count - (counts[place] as number)
    if (count === 0 || count === box.count) return []
    const kept = remaining.filter((each) => each !== place)
    return [
      { input, range: { ...range, categories: kept }, count, ofInterest: box.ofInterest - (sums[place] as number) },
    ]
  })
}
