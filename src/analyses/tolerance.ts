/** When two numbers count as the same. */

export type Tolerance = {
  /** Relative to the number before. */
  readonly rtol: number
  readonly atol: number
}

/** Far below what anybody prints, far above what the order of additions changes. */
export const usualTolerance: Tolerance = { rtol: 1e-9, atol: 1e-15 }

/**
 * Does a number differ from what it was?
 *
 *     |after − before| > atol + rtol × |before|
 *
 * A missing value differs from every number, and not from another missing one.
 */
export function differs(before: number | null, after: number | null, { rtol, atol }: Tolerance): boolean {
  if (before === null || after === null) return before !== after
  return !(Math.abs(after - before) <= atol + rtol * Math.abs(before))
}
