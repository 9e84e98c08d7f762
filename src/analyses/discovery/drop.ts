/** Dropping: a box without the limits that may be there by chance. */

import { type Cases, casesWithin, countOfInterest, gatesOf, type Range, unlimited } from './box.ts'
import { type Box, type Limit, measure } from './measure.ts'
import type { Step } from './step.ts'

/** Above this, a quasi-p value says that a limit may well be chance. */
export const CHANCE = 0.05

/** One end of a number, or the categories of a text. */
export type Dropped = {
  readonly input: number
  readonly end: End
  /** Where the limit was; null for categories. */
  readonly bound: number | null
  readonly pValue: number
}
type End = 'low' | 'high' | 'categories'

export type Kept = { readonly step: Step; readonly box: Box; readonly dropped: readonly Dropped[] }

/**
 * The box without limits whose quasi-p value is above 0.05: the one most likely to be chance is dropped, then those
 * that are left are judged anew. Dropping lets cases in: coverage rises and density mostly falls.
 *
 * @source Bryant & Lempert 2010 drop such limits by hand, as the tutorial of the EMA Workbench does
 *   (test/reference/prim.test.ts)
 */
export function withoutChance(cases: Cases, left: Uint32Array, from: Step, total: number): Kept {
  const dropped: Dropped[] = []
  let step = from
  for (;;) {
    const box = measure(cases, left, step, total)
    const worst = box.limits.flatMap(endsOf).reduce<Dropped | null>(laterOf, null)
    if (worst === null || worst.pValue <= CHANCE) return { step, box, dropped }
    dropped.push(worst)
    const ranges = step.ranges.with(worst.input, opened(step.ranges[worst.input] ?? unlimited, worst.end))
    const inside = casesWithin(left, gatesOf(cases, ranges))
    step = { ranges, count: inside.length, ofInterest: countOfInterest(cases, inside) }
  }
}

function endsOf({ input, low: least, high: most, pValue, lowPValue, highPValue, categories }: Limit): Dropped[] {
  if (categories !== null) return [{ input, end: 'categories', bound: null, pValue }]
  const low = lowPValue === null ? [] : [{ input, end: 'low', bound: least, pValue: lowPValue } as const]
  const high = highPValue === null ? [] : [{ input, end: 'high', bound: most, pValue: highPValue } as const]
  return [...low, ...high]
}

/** The likelier to be chance; of equal ones the first. */
function laterOf(worst: Dropped | null, each: Dropped): Dropped {
  return worst === null || each.pValue > worst.pValue ? each : worst
}

function opened(range: Range, end: End): Range {
  return { ...range, [end]: null }
}
