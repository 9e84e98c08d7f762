/** A histogram that is filled while draws are made, and the quantiles it gives. */

import type { Memory } from '../../model/kernel/memory.ts'

/**
 * Bins of even width within each segment. Segments lie between quantiles of a sample, so that a bin holds about as many
 * draws as any other, however skewed they are; a value that many of the sample share has a segment of no width.
 */
export type Bins = {
  /** Ends of the segments, ascending. */
  readonly edges: Float64Array
  /** By segment: the last value that counts in it, and its bins per unit; 0 where it has no width. */
  readonly lasts: Float64Array
  readonly perUnit: Float64Array
  /** By cell of an even grid over all of it: the segment that it begins in. */
  readonly starts: Uint8Array
  /** Below the first edge, in each bin, beyond the last edge. */
  readonly counts: Uint32Array
  /** Where all that lies in the memory of a simulator, in this order; null where it lies elsewhere. */
  readonly place: number | null
}

const SEGMENTS = 32
const BINS_EACH = 32
const CELLS = 1024

/** In numbers: where each part begins, and how long all are. `follow.wat` knows them too. */
const places = { edges: 0, lasts: 34, perUnit: 66, starts: 98, counts: 226 } as const
export const BINS_ROOM = 740

/**
 * @param sample  values that tell where draws lie: half as far again as they range is covered on either side, each by
 *   one segment; NaN is passed over
 * @param memory  where the histogram is to lie, if there is room
 */
export function createBins(sample: Float64Array, memory: Memory | null = null): Bins {
  const edges = edgesOf(sample.filter((value) => !Number.isNaN(value)).sort())
  const [first = 0, last = 0] = [edges[0], edges[SEGMENTS]]
  const startOf = (cell: number) => first + (cell / CELLS) * (last - first)
  const bins = emptyBins(memory)
  bins.edges.set(edges)
  for (let segment = 0; segment < SEGMENTS; segment++) {
    const width = (edges[segment + 1] as number) - (edges[segment] as number)
    bins.lasts[segment] = lastIn(edges, segment)
    bins.perUnit[segment] = width > 0 ? Math.min(BINS_EACH / width, Number.MAX_VALUE) : 0
  }
  // A little before the cell, so that no rounding puts a value before its start.
  for (let cell = 0; cell < CELLS; cell++) bins.starts[cell] = segmentAt(edges, startOf(cell - 1e-6))
  return bins
}

function emptyBins(memory: Memory | null): Bins {
  const place = memory?.allocate(BINS_ROOM) ?? null
  const buffer = place === null ? new ArrayBuffer(8 * BINS_ROOM) : (memory as Memory).numbers.buffer
  const at = (part: keyof typeof places) => 8 * ((place ?? 0) + places[part])
  return {
    edges: new Float64Array(buffer, at('edges'), SEGMENTS + 1),
    lasts: new Float64Array(buffer, at('lasts'), SEGMENTS),
    perUnit: new Float64Array(buffer, at('perUnit'), SEGMENTS),
    starts: new Uint8Array(buffer, at('starts'), CELLS),
    counts: new Uint32Array(buffer, at('counts'), SEGMENTS * BINS_EACH + 2),
    place,
  }
}

function segmentAt(edges: Float64Array, value: number): number {
  const segment = edges.findLastIndex((edge) => edge <= value)
  return Math.max(0, Math.min(SEGMENTS - 1, segment))
}

/** A value at which segments meet is in the one before, unless there is one of no width. */
function lastIn(edges: Float64Array, segment: number): number {
  const end = edges[segment + 1] as number
  const isShared = (edges[segment] as number) < end && edges[segment + 2] === end
  return isShared ? end - Number.EPSILON * Math.abs(end) - Number.MIN_VALUE : end
}

function edgesOf(sorted: Float64Array): Float64Array {
  const least = sorted[0] ?? 0
  const most = sorted.at(-1) ?? 0
  const margin = (most - least) / 2
  const inner = Array.from({ length: SEGMENTS - 1 }, (_, k) => {
    return sorted[Math.round((k / (SEGMENTS - 2)) * (sorted.length - 1))] ?? 0
  })
  return Float64Array.of(least - margin, ...inner, most + margin)
}

/** Count the first `count` numbers from `values[at]` on; NaN is not counted. */
export function countInto(bins: Bins, values: Float64Array, at: number, count: number): void {
  const { edges, lasts, perUnit, starts, counts } = bins
  const first = edges[0] as number
  const last = edges[SEGMENTS] as number
  const cellsPerUnit = last > first ? Math.min(CELLS / (last - first), Number.MAX_VALUE) : 0
  // Whole numbers by `| 0`: those of Math.trunc are doubles to V8, with which this loop takes half as long again.
  for (let i = at; i < at + count; i++) {
    const value = values[i] as number
    let bin = 0
    if (value >= first && value <= last) {
      let segment = starts[Math.min(CELLS - 1, ((value - first) * cellsPerUnit) | 0)] as number
      while (value > (lasts[segment] as number)) segment++
      const place = (value - (edges[segment] as number)) * (perUnit[segment] as number)
      bin = 1 + segment * BINS_EACH + Math.min(BINS_EACH - 1, place | 0)
    } else if (value > last) bin = counts.length - 1
    else if (Number.isNaN(value)) continue
    counts[bin] = (counts[bin] as number) + 1
  }
}

/**
 * The value below which the share `p` of what was counted lies, linear within a bin. Beyond the ends the end itself.
 *
 * @returns null where nothing was counted
 */
export function quantileOf({ edges, counts }: Bins, p: number): number | null {
  let total = 0
  for (const count of counts) total += count
  if (total === 0) return null
  const wanted = p * total
  let below = counts[0] as number
  if (below > 0 && wanted <= below) return edges[0] as number
  for (let bin = 1; bin < counts.length - 1; bin++) {
    const count = counts[bin] as number
    if (count > 0 && below + count >= wanted) return valueAt(edges, bin - 1 + (wanted - below) / count)
    below += count
  }
  return edges[SEGMENTS] as number
}

/** The value at a place counted in bins from the first edge on. */
function valueAt(edges: Float64Array, place: number): number {
  const segment = Math.min(SEGMENTS - 1, Math.trunc(place / BINS_EACH))
  const low = edges[segment] as number
  return low + (place / BINS_EACH - segment) * ((edges[segment + 1] as number) - low)
}
