/** What is fuzzed: a way to make inputs, and what must hold whatever they are. */

import type { Corpus } from './corpus.ts'
import type { Random } from './random.ts'

/** A file, a cell, an option … by name. */
export type Part = {
  readonly name: string
  readonly text: string
  /** The characters of the text, all below 256, are the bytes of a file. */
  readonly isBytes?: boolean
}

/** Plain data, so that it can be kept in a file, made smaller and tried again. */
export type Input = readonly Part[]

export type Target = {
  readonly name: string
  /** Of the time: what is quick is tried more; 1 where nothing is said. */
  readonly share?: number
  /** What holds of every input, in a line for the docs. */
  readonly claim: string
  readonly generate: (random: Random, corpus: Corpus) => Input
  /** Throws where the claim does not hold. */
  readonly check: (input: Input) => void | Promise<void>
}

export function bytesOf({ text, isBytes }: Part): Uint8Array {
  return Buffer.from(text, isBytes === true ? 'latin1' : 'utf8')
}

export function textIn(input: Input, name: string): string {
  return input.find((part) => part.name === name)?.text ?? ''
}
