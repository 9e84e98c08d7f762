/** A box: limits on some of the inputs, and the cases within them. */

import type { CaseColumn } from '../../plan/cases.ts'

export type Cases = {
  readonly inputs: readonly CaseColumn[]
  /** By case, 0 or 1. */
  readonly isOfInterest: Uint8Array
}

/** What a box lets an input be. null: no limit on that side; both ends belong to the box. */
export type Range = {
  readonly low: number | null
  readonly high: number | null
  /** Of a text column: the categories that remain, by their places; null: every one. */
  readonly categories: readonly number[] | null
}

/** By input. */
export type Ranges = readonly Range[]

export const unlimited: Range = { low: null, high: null, categories: null }

export function isLimited({ low, high, categories }: Range): boolean {
  return low !== null || high !== null || categories !== null
}

export function limitsIn(ranges: Ranges): number {
  return ranges.reduce((count, range) => count + (isLimited(range) ? 1 : 0), 0)
}

/** A limited input, ready to be asked case by case. */
export type Gate = {
  readonly input: number
  readonly values: Float64Array
  readonly low: number
  readonly high: number
  /** By category, 1 where it remains; null for numbers. */
  readonly isKept: Uint8Array | null
}

/** @param except  an input whose limits do not count */
export function gatesOf({ inputs }: Cases, ranges: Ranges, except: number | null = null): Gate[] {
  return ranges.flatMap((range, input) => {
    if (!isLimited(range) || input === except) return []
    const { values, categories } = inputs[input] as CaseColumn
    const kept = range.categories
    const isKept = kept === null ? null : Uint8Array.from(categories, (_, place) => (kept.includes(place) ? 1 : 0))
    return [
      {
        input,
        values,
        low: range.low ?? Number.NEGATIVE_INFINITY,
        high: range.high ?? Number.POSITIVE_INFINITY,
        isKept,
      },
    ]
  })
}

export function passes({ values, low, high, isKept }: Gate, each: number): boolean {
  const value = values[each] as number
  return isKept === null ? value >= low && value <= high : isKept[value] === 1
}

/** Index of the first gate from `from` on that a case does not pass; as many as there are gates if it passes all. */
export function firstShut(gates: readonly Gate[], each: number, from = 0): number {
  let gate = from
  while (gate < gates.length && passes(gates[gate] as Gate, each)) gate++
  return gate
}

/** Of some cases, those that pass every gate. */
export function casesWithin(among: Uint32Array, gates: readonly Gate[]): Uint32Array {
  const inside = new Uint32Array(among.length)
  let count = 0
  for (const each of among) if (firstShut(gates, each) === gates.length) inside[count++] = each
  return inside.slice(0, count)
}

export function countOfInterest({ isOfInterest }: Cases, among: Uint32Array): number {
  let count = 0
  for (const each of among) count += isOfInterest[each] as number
  return count
}
