/** What is summed over draws, as one array: sums of 16 groups of draws each, whose spread is the error of the whole. */

import type { Sampler } from '../numerics/points.ts'

/**
 * Under `sobol` the groups are the independent randomisations; under `lhs` they hold whole hypercubes; under `random`
 * any split is one of independent draws.
 */
export const GROUPS = 16

/** Where the sums stand. A group sum is GROUPS numbers long. */
export type Layout = {
  readonly size: number
  readonly failed: number
  /** Group sums: how many draws a group has, in all and among those that numbers by sector are followed over. */
  readonly draws: number
  readonly earlyDraws: number
  readonly targets: readonly TargetSums[]
  readonly joint: JointSums
  readonly fans: readonly FanSums[]
}

export type TargetSums = {
  /** Group sums: draws that meet the target; the chances along their lines; how far draws fall short. */
  readonly met: number
  readonly chances: number
  readonly shortfall: number
  /** Draws without a value, and draws that contradict the crossings found on their lines. */
  readonly undetermined: number
  readonly contradictions: number
}

export type JointSums = { readonly met: number; readonly chances: number; readonly contradictions: number }

export type FanSums = {
  /** Group sums of differences from the centre, and of draws without a value. */
  readonly differences: number
  readonly missing: number
  readonly squares: number
}

export function layoutOf(targets: number, fans: number): Layout {
  let size = 0
  const take = (length: number): number => {
    size += length
    return size - length
  }
  const layout = {
    failed: take(1),
    draws: take(GROUPS),
    earlyDraws: take(GROUPS),
    targets: Array.from({ length: targets }, () => ({
      met: take(GROUPS),
      chances: take(GROUPS),
      shortfall: take(GROUPS),
      undetermined: take(1),
      contradictions: take(1),
    })),
    joint: { met: take(GROUPS), chances: take(GROUPS), contradictions: take(1) },
    fans: Array.from({ length: fans }, () => ({ differences: take(GROUPS), missing: take(GROUPS), squares: take(1) })),
  }
  return { ...layout, size }
}

/** The group of a draw. */
export function groupOf(sampler: Sampler, hypercube: (draw: number) => number, draw: number): number {
  return (sampler === 'lhs' ? hypercube(draw) : draw) % GROUPS
}

/** Draws of a block whose sums are being formed. */
export type Block = {
  readonly sums: Float64Array
  /** The group of each lane. */
  readonly groups: Uint8Array
  /** Number of the first draw, and how many there are. */
  readonly first: number
  readonly count: number
}

/** Add 1 to the group of each draw of a block. */
export function addOnes({ sums, groups, count }: Block, at: number): void {
  for (let lane = 0; lane < count; lane++) {
    const place = at + (groups[lane] as number)
    sums[place] = (sums[place] as number) + 1
  }
}
