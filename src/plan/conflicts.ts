/** Rows that say different things about the same cell. */

import type { Quantity, Series } from './types.ts'

/** A row, and the earlier one it disagrees with. */
export type Conflict = { readonly row: number; readonly earlier: number }

/** Nobody reads more of them. */
const MOST_CONFLICTS = 2000

/**
 * Equally specific rows that disagree: same scenario, variable and sector; the same named year, overlapping ranges, or
 * both for every year. Rows that agree are fine.
 *
 * One pass over a hash table in typed arrays; ranges of one cell are merged into disjoint stretches as long as they
 * agree, so that a million of them take no longer than their sorting.
 */
export function conflictsIn(series: Series): Conflict[] {
  const { length, firstYear, lastYear } = series
  if (areApart(series)) return []
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * length + 2))).fill(-1)
  const stretches = new Map<number, Stretch[]>()
  const conflicts: Conflict[] = []
  for (let row = 0; row < length && conflicts.length < MOST_CONFLICTS; row++) {
    const isRange = firstYear[row] !== lastYear[row]
    const first = findOrPut(series, slots, row, isRange)
    if (isRange) {
      const earlier = addRange(series, stretches, first, row)
      if (earlier !== null) conflicts.push({ row, earlier })
    } else if (first !== row && !agree(series, first, row)) conflicts.push({ row, earlier: first })
  }
  return conflicts
}

/**
 * Whether it is plain that no two rows speak of one cell: a bit for every cell there may be, as long as that is not much
 * more than there are rows. The way of nearly every large plan, and easier on the memory than the hash table.
 */
function areApart(series: Series): boolean {
  const { length, scenario, variable, sector, firstYear, lastYear } = series
  const scenarios = extentOf(scenario, length)
  const variables = extentOf(variable, length)
  const sectors = extentOf(sector, length)
  const years = extentOf(firstYear, length)
  const cells = scenarios.count * variables.count * sectors.count * years.count
  if (cells > 64 * length) return false
  const taken = new Int32Array(Math.ceil(cells / 32))
  for (let row = 0; row < length; row++) {
    if (firstYear[row] !== lastYear[row]) return false
    const inScenario = ((scenario[row] as number) - scenarios.first) * variables.count
    const inVariable = (inScenario + (variable[row] as number) - variables.first) * sectors.count
    const inSector = (inVariable + (sector[row] as number) - sectors.first) * years.count
    const cell = inSector + (firstYear[row] as number) - years.first
    const bit = 1 << (cell % 32)
    const at = Math.floor(cell / 32)
    if (((taken[at] as number) & bit) !== 0) return false
    taken[at] = (taken[at] as number) | bit
  }
  return true
}

/** The smallest number of a column, and how many there are up to its largest. */
function extentOf(column: Int32Array, length: number): { readonly first: number; readonly count: number } {
  let first = column[0] ?? 0
  let last = first
  for (let row = 0; row < length; row++) {
    const each = column[row] as number
    if (each < first) first = each
    if (each > last) last = each
  }
  return { first, count: last - first + 1 }
}

/** The first row of the same cell; puts the row there if it is the first. */
function findOrPut(series: Series, slots: Int32Array, row: number, isRange: boolean): number {
  const { scenario, variable, sector, firstYear, lastYear } = series
  const year = isRange ? -1 : (firstYear[row] as number)
  let hash = Math.imul((scenario[row] as number) + 7, 0x9e3779b1)
  hash = Math.imul(hash ^ (variable[row] as number), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 15) ^ (sector[row] as number), 0xc2b2ae35)
  hash = Math.imul(hash ^ (hash >>> 13) ^ year, 0x27d4eb2f)
  const mask = slots.length - 1
  for (let at = (hash ^ (hash >>> 16)) & mask; ; at = (at + 1) & mask) {
    const other = slots[at] as number
    if (other < 0) {
      slots[at] = row
      return row
    }
    const otherIsRange = firstYear[other] !== lastYear[other]
    if (
      scenario[other] === scenario[row] &&
      variable[other] === variable[row] &&
      sector[other] === sector[row] &&
      otherIsRange === isRange &&
      (isRange || firstYear[other] === year)
    ) {
      return other
    }
  }
}

/** Years covered by rows that agree, and the first of those rows. */
type Stretch = { first: number; last: number; row: number }

/** Adds a range to the stretches of its cell; the row it disagrees with, if there is one. */
function addRange(series: Series, all: Map<number, Stretch[]>, cell: number, row: number): number | null {
  const { firstYear, lastYear } = series
  const added = { first: firstYear[row] as number, last: lastYear[row] as number, row }
  const stretches = all.get(cell)
  if (stretches === undefined) {
    all.set(cell, [added])
    return null
  }
  // Sorted and disjoint: those that overlap the added one stand together.
  const from = firstEndingFrom(stretches, added.first)
  let to = from
  for (; to < stretches.length && (stretches[to] as Stretch).first <= added.last; to++) {
    const earlier = (stretches[to] as Stretch).row
    if (!agree(series, earlier, row)) return earlier
  }
  const overlapped = stretches.slice(from, to)
  const merged = overlapped.reduce(
    (sum, each) => ({
      first: Math.min(sum.first, each.first),
      last: Math.max(sum.last, each.last),
      row: Math.min(each.row, sum.row),
    }),
    added,
  )
  stretches.splice(from, to - from, merged)
  return null
}

/** The first stretch that ends in `year` or later; their number if there is none. */
function firstEndingFrom(stretches: readonly Stretch[], year: number): number {
  let low = 0
  let high = stretches.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((stretches[middle] as Stretch).last < year) low = middle + 1
    else high = middle
  }
  return low
}

/** Whether two rows hold the same number or quantity. */
function agree({ value, quantities }: Series, a: number, b: number): boolean {
  const first = quantities.get(a)
  const second = quantities.get(b)
  if (first === undefined && second === undefined) return value[a] === value[b]
  return first !== undefined && second !== undefined && isSame(first, second)
}

function isSame(a: Quantity, b: Quantity): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
