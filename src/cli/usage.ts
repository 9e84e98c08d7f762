/** Problems of the command line: the same shape as those of a plan, with no file. */

import type { ProblemCode, WordsOf } from '../plan/catalogue.ts'
import { type Help, type Problem, problem, wholeFile } from '../plan/problem.ts'
import { didYouMean, oneOf } from '../plan/report.ts'
import { suggest } from '../plan/suggest.ts'

export type UsageProblem = Problem

export function usageProblem<Code extends ProblemCode>(code: Code, words: WordsOf<Code>, help?: Help): UsageProblem {
  return problem(code, wholeFile(''), words, help)
}

/** A value that is none of the choices: the nearest of them, or all. */
export function badValue(option: string, text: string, choices: readonly string[]): UsageProblem {
  return usageProblem('bad-option-value', { text, option }, didYouMean(text, choices))
}

/**
 * A name the plan does not have: the nearest it has, or some.
 *
 * @param names  as files use them
 * @param others  what they may be called as well
 */
export function unknownName(
  code:
    | 'unknown-scenario'
    | 'unknown-sector'
    | 'unknown-target'
    | 'unknown-variable'
    | 'plan-unknown'
    | 'unknown-shell',
  text: string,
  names: readonly string[],
  others: readonly string[] = [],
): UsageProblem {
  const near = suggest(text, new Set([...names, ...others]))
  return usageProblem(code, { text }, near.length > 0 ? didYouMean(text, near) : oneOf(names))
}

/** An option that is not there: the nearest there is, or where they are listed. */
export function unknownOption(text: string, flags: readonly string[], command: string): UsageProblem {
  const near = suggest(text.replace(/=.*$/s, ''), flags)
  const help =
    near.length > 0 ? didYouMean(text, near) : { key: 'run' as const, words: { command: `${command} --help` } }
  return usageProblem('unknown-option', { text, command }, help)
}
