/** How much a plan may hold: what one machine reads and keeps without running out of memory. docs/limits.md says why. */

/** All files of a plan together. Text and bytes are both kept, for places and hashes. */
export const LARGEST_PLAN_MEGABYTES = 1000

/** Cells with a value in the series tables; each takes 44 bytes, and twice that while a column grows. */
export const MOST_VALUES = 20_000_000

/** Words of `plan-too-large`, which says both. */
export const planLimits = { megabytes: LARGEST_PLAN_MEGABYTES, values: MOST_VALUES } as const
