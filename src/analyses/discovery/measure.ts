/** How good a box is, and which of its limits could be there by chance. */

import { betaProbability } from '../numerics/special.ts'
import { type Cases, firstShut, type Gate, gatesOf, type Range } from './box.ts'
import type { Step } from './step.ts'

export type Limit = Range & {
  /** Index into the inputs. */
  readonly input: number
  /** The quasi-p value of the input's limits together. */
  readonly pValue: number
  /** Of each end by itself; null where there is no limit. */
  readonly lowPValue: number | null
  readonly highPValue: number | null
  /** What the box would be without the input's limits. */
  readonly without: { readonly coverage: number; readonly density: number }
}

export type Box = {
  /** Share of all cases of interest that are in the box. */
  readonly coverage: number
  /** Share of the box's cases that are of interest. */
  readonly density: number
  /** Share of all cases that are in the box. */
  readonly mass: number
  readonly cases: number
  readonly ofInterest: number
  /** The least likely to be chance first. */
  readonly limits: readonly Limit[]
}

/**
 * Coverage, density, mass, and a quasi-p value for every limit: how likely a box with as many cases would hold as many
 * of interest, if each case were of interest with the share there is when the limit is left out.
 *
 *     p = P(X ≥ cases of interest in the box),  X binomial: cases in the box, share without the limit
 *
 * It is no p value proper, for the limit was chosen by the same cases (hence "quasi"); above 0.05 or so, nothing says
 * that the limit is more than chance.
 *
 * @param left   the cases that no earlier box holds: those the share is counted in
 * @param total  cases of interest among all
 * @source Bryant & Lempert 2010, Thinking inside the box, appendix; one-sided
 */
export function measure(cases: Cases, left: Uint32Array, { ranges, count, ofInterest }: Step, total: number): Box {
  const gates = gatesOf(cases, ranges)
  const outside = keptOut(cases, left, gates)
  const chance = (sides: readonly Side[]) => {
    const more = sides.reduce((sum, side) => sum + side.count, count)
    const moreOfInterest = sides.reduce((sum, side) => sum + side.ofInterest, ofInterest)
    return { more, moreOfInterest, pValue: binomialTail(ofInterest, count, moreOfInterest / more) }
  }
  const limits = gates.map(({ input }, i): Limit => {
    const range = ranges[input] as Range
    const { below, above } = outside[i] as Outside
    const { more, moreOfInterest, pValue } = chance([below, above])
    const without = { coverage: moreOfInterest / total, density: moreOfInterest / more }
    const lowPValue = range.low === null ? null : chance([below]).pValue
    const highPValue = range.high === null ? null : chance([above]).pValue
    return { input, ...range, pValue, lowPValue, highPValue, without }
  })
  return {
    coverage: ofInterest / total,
    density: ofInterest / count,
    mass: count / cases.isOfInterest.length,
    cases: count,
    ofInterest,
    limits: limits.sort((a, b) => a.pValue - b.pValue || a.input - b.input),
  }
}

type Side = { count: number; ofInterest: number }
/** Cases that only one limit keeps out of the box; those of categories count as above. */
type Outside = { readonly below: Side; readonly above: Side }

function keptOut({ isOfInterest }: Cases, left: Uint32Array, gates: readonly Gate[]): Outside[] {
  const outside = gates.map(() => ({ below: { count: 0, ofInterest: 0 }, above: { count: 0, ofInterest: 0 } }))
  for (const each of left) {
    const shut = firstShut(gates, each)
    if (shut === gates.length || firstShut(gates, each, shut + 1) < gates.length) continue
    const { values, low } = gates[shut] as Gate
    const { below, above } = outside[shut] as Outside
    const side = (values[each] as number) < low ? below : above
    side.count++
    side.ofInterest += isOfInterest[each] as number
  }
  return outside
}

/** P(X ≥ hits) for a binomial X of `trials` trials with the chance `share`: the incomplete beta function of `share`. */
function binomialTail(hits: number, trials: number, share: number): number {
  return hits === 0 || share >= 1 ? 1 : betaProbability(share, hits, trials - hits + 1)
}
