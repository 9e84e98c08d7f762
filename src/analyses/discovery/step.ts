/** A step on the way to a box, and what makes one better than another. */

import type { CaseColumn } from '../../plan/cases.ts'
import type { Range, Ranges } from './box.ts'

export type Step = {
  readonly ranges: Ranges
  /** Cases in the box. */
  readonly count: number
  readonly ofInterest: number
}

/** What a step may lead to: another range of one input. */
export type Candidate = {
  readonly input: number
  readonly range: Range
  readonly count: number
  readonly ofInterest: number
}

type Counts = Pick<Step, 'count' | 'ofInterest'>

/**
 * How much the share of cases of interest changes for each case that leaves or enters the box; 0 where it does not.
 *
 *     score = (share after − share before) / |cases after − cases before|
 */
export function scoreOf(before: Counts, after: Counts): number {
  const change = after.ofInterest / after.count - before.ofInterest / before.count
  return change === 0 ? 0 : change / Math.abs(after.count - before.count)
}

const kinds: readonly CaseColumn['kind'][] = ['real', 'whole', 'category']

/** The inputs in the order in which the first of equally good ones wins. */
export function inOrder(inputs: readonly CaseColumn[]): number[] {
  return kinds.flatMap((kind) => inputs.flatMap((input, place) => (input.kind === kind ? [place] : [])))
}
