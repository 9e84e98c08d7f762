/** `--shard k/n`: part k of n of a result. */

import { PlanError } from '../plan/problem.ts'
import type { OptionSpec, RawOptions } from './options.ts'
import { usageProblem } from './usage.ts'

export type ShardNumber = { readonly index: number; readonly of: number }

export function shardOption(en: string, zh: string): OptionSpec {
  return { flags: '--shard <k/n>', takes: 'value', en, zh }
}

const MOST_SHARDS = 100_000

/** @throws PlanError for anything but two numbers, the first from 1 to the second */
export function shardOf(raw: RawOptions): ShardNumber | null {
  const text = raw['shard']
  if (typeof text !== 'string') return null
  const [, first, second] = /^(\d+)\/(\d+)$/.exec(text.trim()) ?? []
  const shard = { index: Number(first), of: Number(second) }
  if (shard.index >= 1 && shard.index <= shard.of && shard.of <= MOST_SHARDS) return shard
  const words = { example: '--shard 2/7' }
  throw new PlanError([usageProblem('bad-option-value', { option: '--shard', text }, { key: 'write', words })])
}

/** Which of so many things a part has: as many as the others, in order, none twice and none left out. */
export function shareOf(count: number, { index, of }: ShardNumber): { readonly first: number; readonly end: number } {
  return { first: Math.floor(((index - 1) * count) / of), end: Math.floor((index * count) / of) }
}
