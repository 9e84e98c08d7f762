/** Random numbers that a seed, a target and a place in the run give back: any input can be made again. */

export type Random = {
  /** A whole number from 0, below `count`. */
  readonly below: (count: number) => number
  readonly chance: (share: number) => boolean
  readonly pick: <Item>(items: readonly Item[]) => Item
  /** As many as `count`, each made anew. */
  readonly list: <Item>(count: number, make: () => Item) => Item[]
}

/**
 * Numbers of SplitMix32 (Steele, Lea and Flood 2014, with the finaliser of MurmurHash3): not for statistics, but quick to start.
 *
 * @param index  which input of the target
 */
export function randomOf(seed: number, target: string, index: number): Random {
  let state = mixed(mixed(seed + 0x9e3779b9) ^ hash(target)) ^ mixed(index + 0x85ebca6b)
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0
    return mixed(state) >>> 0
  }
  const below = (count: number) => Math.floor((next() / 2 ** 32) * count)
  return {
    below,
    chance: (share) => next() < share * 2 ** 32,
    pick: (items) => {
      if (items.length === 0) throw new RangeError('nothing to pick from')
      return items[below(items.length)]!
    },
    list: (count, make) => Array.from({ length: count }, make),
  }
}

function mixed(word: number): number {
  let bits = word | 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return bits ^ (bits >>> 16)
}

function hash(text: string): number {
  let bits = 0x811c9dc5
  for (const character of text) bits = Math.imul(bits ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return bits
}
