/** One stretch of memory for all that a simulation works on, so that its loops need no more than places in it. */

export type Memory = {
  readonly numbers: Float64Array
  /** The same bytes as words: number i is where words 2i and 2i + 1 are. */
  readonly words: Uint32Array
  /** Room for so many numbers: the place of the first; null where there is no more. It is not given back. */
  readonly allocate: (length: number) => number | null
}

/** No more than this is asked for beyond what must be there: 128 MB. */
const MOST_WISHED = 1 << 24

/**
 * @param needed  so many numbers there must be room for
 * @param wished  and for so many more, if that is not too much
 */
export function createMemory(needed: number, wished: number): Memory {
  return memoryOver(new ArrayBuffer(8 * (needed + Math.min(wished, MOST_WISHED))))
}

function memoryOver(buffer: ArrayBuffer): Memory {
  const numbers = new Float64Array(buffer)
  let end = 0
  return {
    numbers,
    words: new Uint32Array(buffer),
    allocate: (length) => {
      const place = end
      if (place + length > numbers.length) return null
      end += length
      return place
    },
  }
}

/** Room for what must have it. */
export function reserve(memory: Memory, length: number): number {
  const place = memory.allocate(length)
  if (place === null) throw new RangeError(`no room for ${length} numbers`)
  return place
}
