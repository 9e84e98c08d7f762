/** Scenario discovery: under which conditions cases of interest are many (PRIM). */

import { finished, type Steps } from '../steps.ts'
import { type Cases, countOfInterest, firstShut, gatesOf } from './box.ts'
import { type Dropped, withoutChance } from './drop.ts'
import { type Box, measure } from './measure.ts'
import { type Extent, paste } from './paste.ts'
import { ascending, type Peeling, peelSteps, type Sorted } from './peel.ts'
import type { Step } from './step.ts'

export type Method = Peeling & {
  /** Share of the cases beyond a limit that a slice given back holds. */
  readonly paste: number
}

export type Found = {
  /** The boxes of peeling, then of pasting; the first one has no limits. */
  readonly trajectory: readonly Box[]
  /** Index of the one that was taken. */
  readonly taken: number
  /** What it is once limits that may be chance are dropped. */
  readonly box: Box
  readonly dropped: readonly Dropped[]
  /** false: it says nothing, and no search came after it. */
  readonly isReported: boolean
}

export type Discovery = {
  readonly cases: number
  readonly ofInterest: number
  /** By input. */
  readonly extents: readonly Extent[]
  readonly found: readonly Found[]
}

/**
 * A box of a trajectory that is wanted as it is; null: the best by the rule.
 *
 * @param round  of covering, from 0
 */
export type Choice = (trajectory: readonly Box[], round: number) => number | null

/**
 * Boxes, one after the other, each among the cases that no box before it holds (covering).
 *
 * Of each trajectory the box with the best balance is taken, without the limits that may be chance. It is reported, and
 * another one looked for, if limits remain and it holds a larger share of cases of interest than all cases do. A search
 * needs `leastMass` of all cases to be left, and a case of interest among them. Coverage and mass are shares of all
 * cases, so that they add up over boxes.
 *
 * @source Friedman & Fisher 1999 (peeling, pasting, covering); Bryant & Lempert 2010 (coverage, density, quasi-p)
 */
export function discover(cases: Cases, method: Method, choice: Choice = () => null): Discovery {
  return finished(discoverSteps(cases, method, choice))
}

/** As `discover`, a part at a time. */
export function* discoverSteps(cases: Cases, method: Method, choice: Choice): Steps<Discovery> {
  const total = cases.isOfInterest.length
  const everything = Uint32Array.from(cases.isOfInterest, (_, place) => place)
  const ofInterest = countOfInterest(cases, everything)
  const orders: (Sorted | null)[] = []
  for (const { kind, values } of cases.inputs) {
    orders.push(kind === 'category' ? null : ascending(values))
    yield 0
  }
  const extents = orders.map(extentOf)
  const found: Found[] = []
  let left = everything
  while (left.length / total >= method.leastMass && countOfInterest(cases, left) > 0) {
    const peels = yield* peelSteps(cases, left, orders, method)
    const pastes = paste(cases, left, peels.at(-1) as Step, extents, method.paste)
    const steps = [...peels, ...pastes]
    const trajectory: Box[] = []
    for (const step of steps) {
      trajectory.push(measure(cases, left, step, ofInterest))
      yield 1
    }
    const wanted = choice(trajectory, found.length)
    const taken = wanted ?? balanced(trajectory)
    const step = steps[taken] as Step
    const kept =
      wanted === null
        ? withoutChance(cases, left, step, ofInterest)
        : { step, box: trajectory[taken] as Box, dropped: [] }
    const { box, dropped } = kept
    const isReported = box.limits.length > 0 && (wanted !== null || box.density > ofInterest / total)
    found.push({ trajectory, taken, box, dropped, isReported })
    if (!isReported) break
    const gates = gatesOf(cases, kept.step.ranges)
    left = left.filter((each) => firstShut(gates, each) < gates.length)
  }
  return { cases: total, ofInterest, extents, found }
}

/**
 * The box with the highest harmonic mean of coverage and density, the first of equal ones.
 *
 *     2 / (1 / coverage + 1 / density) = 2 × cases of interest in the box / (cases in the box + cases of interest)
 *
 * Coverage is counted among the cases the trajectory began with. It weighs that a box should hold many of the cases of
 * interest against that it should hold few others; a box without limits wins where no limit says anything.
 */
export function balanced(trajectory: readonly Box[]): number {
  const among = trajectory[0]?.ofInterest ?? 0
  const meanOf = ({ cases, ofInterest }: Box) => ofInterest / (cases + among)
  return trajectory.reduce((best, box, i) => (meanOf(box) > meanOf(trajectory[best] as Box) ? i : best), 0)
}

function extentOf(order: Sorted | null): Extent {
  return { low: order?.values[0] ?? 0, high: order?.values.at(-1) ?? 0 }
}
