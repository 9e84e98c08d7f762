/** Texts that are nearly right: real ones, changed in a few places. */

import type { Random } from './random.ts'
import { anyWord } from './words.ts'

type Change = (text: string, random: Random) => string

/** No text grows beyond this, so that an input takes its usual time. */
const LONGEST = 20_000

const changes: readonly Change[] = [
  // A character is another one.
  (text, random) => {
    const at = random.below(text.length)
    const code = text.charCodeAt(at) ^ (1 << random.below(8))
    return text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1)
  },
  // Something is left out.
  (text, random) => {
    const at = random.below(text.length)
    return text.slice(0, at) + text.slice(at + 1 + random.below(random.chance(0.2) ? 200 : 8))
  },
  // A word stands in it.
  (text, random) => {
    const at = random.below(text.length + 1)
    return text.slice(0, at) + random.pick(anyWord) + text.slice(at)
  },
  // A cell, or what stands between two signs, is another word.
  (text, random) => {
    const at = random.below(text.length)
    const start = Math.max(lastSign(text, at) + 1, 0)
    const rest = text.slice(at).search(sign)
    return text.slice(0, start) + random.pick(anyWord) + (rest < 0 ? '' : text.slice(at + rest))
  },
  // A stretch of it comes again, somewhere.
  (text, random) => {
    const from = random.below(text.length)
    const piece = text.slice(from, from + 1 + random.below(60))
    const at = random.below(text.length + 1)
    return text.slice(0, at) + piece.repeat(random.chance(0.05) ? 1 + random.below(200) : 1) + text.slice(at)
  },
  // Two lines change places; one comes twice; one is gone.
  (text, random) => {
    const lines = text.split('\n')
    const [i, j] = [random.below(lines.length), random.below(lines.length)]
    const [one, other] = [lines[i] ?? '', lines[j] ?? '']
    if (random.chance(0.3)) return lines.filter((_, line) => line !== i).join('\n')
    if (random.chance(0.5)) return [...lines.slice(0, i), one, ...lines.slice(i)].join('\n')
    return lines.map((line, at) => (at === i ? other : at === j ? one : line)).join('\n')
  },
  // It breaks off.
  (text, random) => text.slice(0, random.below(text.length + 1)),
  // It goes very deep, or on and on.
  (text, random) => {
    const at = random.below(text.length + 1)
    const [open, close] = random.pick([
      ['(', ')'],
      ['[', ']'],
      ['{"a":', '}'],
      ['"', '"'],
      ['-', ''],
      ['1+', ''],
      ['not ', ''],
      ['a?b:', ''],
    ] as const)
    const depth = random.pick([2, 10, 70, 300])
    return text.slice(0, at) + open.repeat(depth) + text.slice(at, at + 5) + close.repeat(depth) + text.slice(at + 5)
  },
]

const sign = /[,;\t\n\r"()[\]{}:=]/

function lastSign(text: string, from: number): number {
  for (let at = from - 1; at >= 0; at--) if (sign.test(text[at] ?? '')) return at
  return -1
}

/** The text with one change in most cases, a dozen in some, none in a few. */
export function mutated(text: string, random: Random): string {
  const count = random.pick([0, 1, 1, 1, 1, 2, 2, 3, 5, 12])
  let result = text
  for (let i = 0; i < count; i++) {
    result = result === '' ? random.pick(anyWord) : random.pick(changes)(result, random)
  }
  return result.slice(0, LONGEST)
}

/** Bytes that are nearly a text: as `mutated`, with every character below 256. */
export function mutatedBytes(bytes: string, random: Random): string {
  const changed = mutated(bytes, random)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: every byte is meant
  return /^[\u0000-\u00ff]*$/.test(changed) ? changed : Buffer.from(changed, 'utf8').toString('latin1')
}

/** A file with some bytes changed, most of them near its end, where formats say what is in it; or cut off. */
export function changedBytes(bytes: string, random: Random): string {
  const changed = Buffer.from(bytes, 'latin1')
  for (let count = random.below(6); count > 0; count--) {
    const near = random.chance(0.6) ? Math.min(changed.length, 600) : changed.length
    changed[changed.length - 1 - random.below(near)] = random.below(256)
  }
  return changed.toString('latin1', 0, random.chance(0.1) ? random.below(changed.length) : changed.length)
}

/** Words in a row, as nobody would write them. */
export function jumble(random: Random, words: readonly string[], most: number): string {
  return random.list(random.below(most + 1), () => random.pick(words)).join('')
}
