/** Pasting: give back a slice at an end that peeling cut too far, as long as that makes the box denser. */

import type { CaseColumn } from '../../plan/cases.ts'
import { type Cases, casesWithin, countOfInterest, gatesOf, isLimited, limitsIn, type Range, unlimited } from './box.ts'
import { cutAt } from './quantile.ts'
import { type Candidate, inOrder, type Step, scoreOf } from './step.ts'

/** Smallest and largest of all cases, by input. */
export type Extent = { readonly low: number; readonly high: number }

/**
 * The boxes after a box, each with one slice more.
 *
 * Beyond each limit lie the cases that only this limit keeps out. The limit moves so far that about a share `paste` of
 * them comes in (`cutAt`); one that reaches the end of the data is gone. A category comes back whole. The slice is
 * given back that raises the share of cases of interest most for each case that enters (ties as in peeling, the lower
 * end before the upper one); it ends where none does.
 *
 * @param left  the cases that no earlier box holds
 * @source Friedman & Fisher 1999, §8.4; as in the EMA Workbench
 */
export function paste(cases: Cases, left: Uint32Array, from: Step, extents: readonly Extent[], share: number): Step[] {
  const steps: Step[] = []
  let step = from
  for (;;) {
    const best = bestPaste(cases, left, step, extents, share)
    if (best === null) return steps
    const { input, range, count, ofInterest } = best
    step = { ranges: step.ranges.with(input, range), count, ofInterest }
    steps.push(step)
  }
}

function bestPaste(
  cases: Cases,
  left: Uint32Array,
  step: Step,
  extents: readonly Extent[],
  share: number,
): Candidate | null {
  const limited = limitsIn(step.ranges)
  let best: (Candidate & { readonly score: number; readonly limited: number }) | null = null
  for (const input of inOrder(cases.inputs)) {
    if (!isLimited(step.ranges[input] as Range)) continue
    for (const each of pastes(cases, left, step, input, extents[input] as Extent, share)) {
      const score = scoreOf(step, each)
      const after = limited - (isLimited(each.range) ? 0 : 1)
      const isBetter = best === null ? score > 0 : score > best.score || (score === best.score && after < best.limited)
      if (isBetter) best = { ...each, score, limited: after }
    }
  }
  return best
}

function pastes(
  cases: Cases,
  left: Uint32Array,
  { ranges }: Step,
  input: number,
  extent: Extent,
  share: number,
): Candidate[] {
  const column = cases.inputs[input] as CaseColumn
  const range = ranges[input] as Range
  const near = casesWithin(left, gatesOf(cases, ranges, input))
  const wider =
    range.categories === null ? widerNumbers(column, near, range, extent, share) : moreCategories(column, range)
  const others = ranges.map(() => unlimited)
  return wider.map((each) => {
    const inside = casesWithin(near, gatesOf(cases, others.with(input, each)))
    return { input, range: each, count: inside.length, ofInterest: countOfInterest(cases, inside) }
  })
}

function widerNumbers(
  { values }: CaseColumn,
  near: Uint32Array,
  { low, high, categories }: Range,
  extent: Extent,
  share: number,
): Range[] {
  const sorted = new Float64Array(near.length)
  near.forEach((each, i) => {
    sorted[i] = values[each] as number
  })
  sorted.sort()
  const wider: Range[] = []
  if (low !== null) {
    const above = sorted.findIndex((value) => value > low)
    const below = sorted.subarray(0, above < 0 ? sorted.length : above)
    const cut = below.length === 0 ? extent.low : cutAt(below, 1 - share)
    wider.push({ low: cut <= extent.low ? null : cut, high, categories })
  }
  if (high !== null) {
    const from = sorted.findIndex((value) => value >= high)
    const above = sorted.subarray(from < 0 ? sorted.length : from)
    const cut = above.length === 0 ? extent.high : cutAt(above, share)
    wider.push({ low, high: cut >= extent.high ? null : cut, categories })
  }
  return wider
}

/** Each category that is not in the box, with those that are. */
function moreCategories({ categories }: CaseColumn, range: Range): Range[] {
  const inside = new Set(range.categories)
  return categories.flatMap((_, place) => {
    if (inside.has(place)) return []
    const all = [...inside, place].sort((a, b) => a - b)
    return [{ ...range, categories: all.length === categories.length ? null : all }]
  })
}
