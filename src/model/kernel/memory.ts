/** One stretch of memory for all that a simulation works on, so that its loops need no more than places in it. */

import { type AssemblyMemory, createAssemblyMemory } from './assembly.ts'

export type Memory = {
  readonly numbers: Float64Array
  /** The same bytes as words: number i is where words 2i and 2i + 1 are. */
  readonly words: Uint32Array
  /** Room for so many numbers: the place of the first; null where there is no more. It is not given back. */
  readonly allocate: (length: number) => number | null
  /** What WebAssembly knows the memory by; null where there is none. */
  readonly assembly: AssemblyMemory | null
}

/** No more than this is asked for beyond what must be there: 128 MB. */
const MOST_WISHED = 1 << 24

/**
 * @param needed  so many numbers there must be room for
 * @param wished  and for so many more, if that is not too much
 */
export function createMemory(needed: number, wished: number): Memory {
  const bytes = 8 * (needed + Math.min(wished, MOST_WISHED))
  const assembly = createAssemblyMemory(bytes)
  const buffer = assembly?.buffer ?? new ArrayBuffer(bytes)
  const numbers = new Float64Array(buffer)
  let end = 0
  const allocate = (length: number): number | null => {
    const place = end
    // Vectors of two numbers may be read and written up to the end of the last.
    const next = place + length + (length % 2)
    if (next > numbers.length) return null
    end = next
    return place
  }
  return { numbers, words: new Uint32Array(buffer), allocate, assembly }
}

/** Room for what must have it. */
export function reserve(memory: Memory, length: number): number {
  const place = memory.allocate(length)
  if (place === null) throw new RangeError(`no room for ${length} numbers`)
  return place
}

export function numbersIn(memory: Memory, length: number): Float64Array {
  const place = reserve(memory, length)
  return memory.numbers.subarray(place, place + length)
}

/** In the memory as long as there is room, and then elsewhere. */
export function numbersNear(memory: Memory, length: number): Float64Array {
  const place = memory.allocate(length)
  return place === null ? new Float64Array(length) : memory.numbers.subarray(place, place + length)
}

/** Where an array begins that is a part of the memory, in numbers. */
export function placeOf(array: Float64Array): number {
  return array.byteOffset / array.BYTES_PER_ELEMENT
}
