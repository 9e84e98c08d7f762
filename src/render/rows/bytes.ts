/**
 * The same rows as bytes, by WebAssembly, where numbers are written as by `String(x)`: several times as fast, and there
 * is nothing to encode afterwards.
 */

import { createAssemblyMemory, instantiate } from '../../model/kernel/assembly.ts'
import type { Frame, Rows } from './rows.ts'
import { base64 } from './rows.wat'

// Where rows.wat expects its tables.
const SMALLEST_POWER = -292
const LARGEST_POWER = 324
const WHOLE_POWERS = 9872
const LARGEST_WHOLE_POWER = 18
const PAIRS = 10024
const TABLES_END = 10240

/** A number has 25 characters at most; and every text is copied in steps of 16 bytes. */
const NUMBER_ROOM = 96

/** More memory than this is not worth it: 64 MB. */
const MOST_ROOM = 1 << 26

/** What there must be room for. */
export type Room = {
  /** Bytes to put together before they are taken. */
  readonly atOnce: number
  /** Rows that are added together, at most. */
  readonly rows: number
  /** Codes of a frame, at most. */
  readonly codes: number
  /** UTF-16 units of any text, at most. */
  readonly longest: number
}

/**
 * Rows whose frames write numbers as `String(x + 0)`.
 *
 * @returns null where there is no WebAssembly with vectors, or no room
 */
export function byteRows({ atOnce, rows, codes, longest }: Room): Rows | null {
  const text = 3 * longest + 16
  const places = layout({
    values: 8 * rows,
    codes: rows,
    before: 8 * rows,
    behind: 8 * (codes + 1),
    texts: (rows + codes + 1) * text,
    head: 2 * text,
    out: atOnce + text + rows * (4 * text + NUMBER_ROOM),
  })
  const memory = places.end > MOST_ROOM ? null : createAssemblyMemory(places.end)
  const machine = instantiate<'rows'>(base64, memory)
  if (machine === null || memory === null) return null
  fillTables(memory.buffer)
  const bytes = new Uint8Array(memory.buffer)
  const words = new Int32Array(memory.buffer)
  const encoder = new TextEncoder()
  const limit = places.out + atOnce
  let end = places.out
  let nameAt = places.head
  /** @returns where the text ends */
  const put = (text: string, at: number): number => {
    if (text.length > longest) throw new RangeError('a text longer than there is room for')
    return at + encoder.encodeInto(text, bytes.subarray(at)).written
  }
  const putList = (texts: readonly string[], list: number, from: number): number => {
    let at = from
    texts.forEach((text, index) => {
      const next = put(text, at)
      words.set([at, next - at], list / 4 + 2 * index)
      at = next
    })
    return at
  }
  return {
    values: new Float64Array(memory.buffer, places.values, rows),
    codes: bytes.subarray(places.codes, places.codes + rows),
    frame: ({ head, before, behind, nothing }: Frame) => {
      if (before.length > rows || behind.length > codes) throw new RangeError('more texts than there is room for')
      nameAt = put(head, places.head)
      putList([nothing, ...behind], places.behind, putList(before, places.before, places.texts))
    },
    add: (name, count) => {
      if (count > rows) throw new RangeError('more rows than there is room for')
      const { values: from, codes: codesAt, head, before, behind } = places
      end = machine.rows(from, codesAt, count, head, put(name, nameAt) - head, before, behind, end)
    },
    text: (text) => {
      end = put(text, end)
    },
    isFull: () => end >= limit,
    take: () => {
      const taken = bytes.subarray(places.out, end)
      end = places.out
      return taken
    },
  }
}

type Sizes = Readonly<Record<'values' | 'codes' | 'before' | 'behind' | 'texts' | 'head' | 'out', number>>

/** One stretch behind the other, from the tables on; each begins at a multiple of 16, so that any number may. */
function layout(sizes: Sizes): Sizes & { readonly end: number } {
  let end = TABLES_END
  const starts = Object.entries(sizes).map(([name, size]) => {
    const start = end
    end += 16 * Math.ceil(size / 16)
    return [name, start] as const
  })
  return { ...(Object.fromEntries(starts) as Sizes), end }
}

const SIXTY_FOUR = 64n
const lower = (1n << SIXTY_FOUR) - 1n

/**
 * Powers of ten in 128 bits, the first of them set: ⌊10^k · 2^(127 − ⌊log₂ 10^k⌋)⌋, and 1 more where that is not exact.
 *
 * @source R. Giulietti, The Schubfach way to render doubles (2020), section 9.8.1
 */
function fillTables(buffer: ArrayBuffer): void {
  const words = new BigUint64Array(buffer, 0, WHOLE_POWERS / 8 + LARGEST_WHOLE_POWER + 1)
  let next = 0
  for (let exponent = SMALLEST_POWER; exponent <= LARGEST_POWER; exponent++) {
    const power = 10n ** BigInt(Math.abs(exponent))
    // As rows.wat has it: good from −1233 to 1233.
    const shift = BigInt(127 - ((exponent * 1741647) >> 19))
    const bits = exponent < 0 ? (1n << shift) / power + 1n : inBits(power, shift)
    words[next++] = bits >> SIXTY_FOUR
    words[next++] = bits & lower
  }
  for (let exponent = 0; exponent <= LARGEST_WHOLE_POWER; exponent++) words[next++] = 10n ** BigInt(exponent)
  const pairs = new Uint8Array(buffer, PAIRS, 200)
  for (let number = 0; number < 100; number++) pairs.set([48 + Math.floor(number / 10), 48 + (number % 10)], 2 * number)
}

function inBits(power: bigint, shift: bigint): bigint {
  return shift >= 0n ? power << shift : (power >> -shift) + 1n
}
