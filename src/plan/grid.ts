/** The values of a sweep: `0%:20%:2%`, or `0%,5%,10%`. */

import { type Amount, amountOf, isAmbiguousChange, readAmount } from './amount.ts'

/** What the values do to an assumption: replace it, add to it, or scale it. */
export type Grid = { readonly operation: 'set' | 'add' | 'scale'; readonly values: readonly number[] }

/**
 * Values as written, from low to high or the other way, both ends included where the steps reach them.
 *
 *     value i = from + i × step      in decimals, so that no rounding adds up
 *
 * @param unit  of the assumption; null where it has none
 * @param most  more values than this are only counted
 * @returns null where the text is neither a range nor a list of numbers of that unit
 * @example readGrid('0%:20%:5%', '1', 100)    // { operation: 'set', values: [0, 0.05, 0.1, 0.15, 0.2] }
 * @example readGrid('-2pp:+2pp:1pp', '1', 100) // { operation: 'add', values: [-0.02, -0.01, 0, 0.01, 0.02] }
 */
export function readGrid(text: string, unit: string | null, most: number): Grid | { readonly count: number } | null {
  const parts = text.split(/[:：]/)
  const written = parts.length === 1 ? text.split(/[,，;；]/) : parts
  const amounts = written.flatMap((each) => readAmount(each, unit) ?? [])
  if (amounts.length !== written.length || (parts.length !== 1 && parts.length !== 3)) return null
  if (amounts.some((each, i) => isAmbiguousChange(written[i] ?? '', each))) return null
  const [from, to, step] = amounts
  if (parts.length === 3 && from !== undefined && to !== undefined && step !== undefined) {
    const operation = operationOf([from, to])
    return operation === null ? null : range(from, to, step, operation, most)
  }
  const operation = operationOf(amounts)
  if (operation === null) return null
  return amounts.length > most ? { count: amounts.length } : { operation, values: amounts.map(amountOf) }
}

/** One sign of a change makes all of them changes (`-1pp,0pp,+1pp`); a factor stands among factors only. */
function operationOf(amounts: readonly Amount[]): Grid['operation'] | null {
  const has = (kind: Amount['kind']) => amounts.some((each) => each.kind === kind)
  if (has('factor')) return has('change') || has('value') ? null : 'scale'
  return has('change') ? 'add' : 'set'
}

function range(
  from: Amount,
  to: Amount,
  step: Amount,
  operation: Grid['operation'],
  most: number,
): Grid | { readonly count: number } | null {
  const decimals = [from, to, step].map(decimalOf)
  const exponent = Math.min(...decimals.map((each) => each.exponent))
  // A plan's numbers have a few dozen digits at most; beyond that a grid is a slip of the pen.
  if (decimals.some((each) => each.exponent - exponent > 400)) return null
  const [first = 0n, last = 0n, wide = 0n] = decimals.map(
    (each) => each.mantissa * 10n ** BigInt(each.exponent - exponent),
  )
  if (wide === 0n || last > first !== wide > 0n) return first === last ? { operation, values: [amountOf(from)] } : null
  const count = Number((last - first) / wide) + 1
  if (count > most) return { count }
  const values = Array.from({ length: count }, (_, i) => Number(`${first + BigInt(i) * wide}e${exponent}`) + 0)
  return { operation, values }
}

/** mantissa × 10^exponent, exactly. */
function decimalOf({ digits, places }: Amount): { mantissa: bigint; exponent: number } {
  const [significant = '', power = '0'] = digits.toLowerCase().split('e')
  const [whole = '', fraction = ''] = significant.split('.')
  return { mantissa: BigInt(`${whole}${fraction}`), exponent: Number(power) + places - fraction.length }
}
