/** One input tried: does what is claimed hold, and in time? */

import { areClean } from './claims.ts'
import type { Input, Target } from './target.ts'

/** An input that takes more of the processor is a failure, should it do so each time. */
const MOST_MILLISECONDS = 1000

/** @returns what is wrong; null where nothing is */
export async function attempt(target: Target, input: Input): Promise<string | null> {
  const started = performance.now()
  const fault = await faultOf(target, input)
  if (fault !== null) return fault
  if (performance.now() - started <= MOST_MILLISECONDS) return null
  const took = Math.min(await timed(target, input), await timed(target, input))
  return took > MOST_MILLISECONDS ? `takes ${Math.round(took)} ms` : null
}

/** Milliseconds of the processor's time: another program may have had it meanwhile. */
async function timed(target: Target, input: Input): Promise<number> {
  const before = process.cpuUsage()
  await faultOf(target, input)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

async function faultOf(target: Target, input: Input): Promise<string | null> {
  try {
    const pending = target.check(input)
    if (pending !== undefined) await pending
    areClean()
    return null
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
}

/** The same kind of failure: its first line, but for numbers and what is quoted. */
function kindOf(fault: string): string {
  const [first = ''] = fault.split('\n')
  return first.slice(0, 60).replace(/[-\d.]+|["'`].*/gs, '#')
}

/** Faults are told once a kind: the first of them is enough to mend it. */
export function signature(fault: string): string {
  const frame = fault.split('\n').find((line) => /^\s+at /.test(line) && !/claims|\bclaim\b/.test(line)) ?? ''
  return `${kindOf(fault)} ${frame.trim().replace(/\(.*\//, '(')}`
}

/** So many inputs are tried to make one smaller. */
const MOST_TRIALS = 2000

/**
 * An input as small as it gets that fails alike: stretches are left out, the long ones first (Zeller and Hildebrandt
 * 2002, without complements).
 */
export async function minimised(target: Target, input: Input, fault: string): Promise<Input> {
  const kind = kindOf(fault)
  let least = input
  let trials = 0
  const fails = async (smaller: Input) => {
    if (++trials > MOST_TRIALS) return false
    const found = await attempt(target, smaller)
    return found !== null && kindOf(found) === kind
  }
  for (let part = 0; part < input.length; part++) {
    const length = least[part]?.text.length ?? 0
    for (let size = 2 ** Math.floor(Math.log2(Math.max(1, length))); size >= 1; size = Math.floor(size / 2)) {
      for (let at = 0; at < (least[part]?.text.length ?? 0); ) {
        const smaller = without(least, part, at, size)
        if (await fails(smaller)) least = smaller
        else at += size
      }
    }
  }
  return least
}

function without(input: Input, part: number, at: number, size: number): Input {
  return input.map((each, i) =>
    i === part ? { ...each, text: each.text.slice(0, at) + each.text.slice(at + size) } : each,
  )
}
