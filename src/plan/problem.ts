/**
 * A problem is data: a code, a place, the words to fill in, and a way out.
 *
 *     baseline.csv:7:1: error: 'displys' is not a sector of this plan
 *       |
 *     7 | displys,2022,700
 *       | ^^^^^^^
 *       = help: did you mean 'displays' (sectors.csv:4)?
 *
 * The words stand in `catalogue.ts`, in both languages; `render/problem.ts` prints them.
 */

import { type HelpKey, type ProblemCode, problemTexts, type Severity } from './catalogue.ts'
import type { Excerpt, Place } from './source.ts'

export type { Severity }
export type Words = Readonly<Record<string, string | number>>

export type Problem = {
  readonly code: ProblemCode
  readonly severity: Severity
  /** '' for a problem of the command line itself. */
  readonly file: string
  /** From 1; 0 where a whole file is meant. */
  readonly line: number
  readonly column: number
  readonly excerpt: Excerpt | null
  /** Fill the `{names}` of the message. */
  readonly words: Words
  readonly help: Help | null
}

export type Help = { readonly key: HelpKey; readonly words: Words }

/** Where a problem stands when it is not one cell: a whole file, or the command line (''). */
export function wholeFile(file: string): Place {
  return { file, line: 0, column: 0, excerpt: null }
}

/** A problem at a place. Severity comes from the catalogue. `help` replaces the catalogue's own. */
export function problem(code: ProblemCode, at: Place, words: Words = {}, help?: Help): Problem {
  const { file, line, column, excerpt } = at
  const { severity, help: usual } = problemTexts[code]
  const way = help ?? (usual === null ? null : { key: usual, words })
  return { code, severity, file, line, column, excerpt, words, help: way }
}

/** Carries problems out of places that cannot return them; `main` prints them like any other. */
export class PlanError extends Error {
  override readonly name = 'PlanError'
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super(problems.map((each) => `${each.file}:${each.line}: ${each.code}`).join('\n'))
    this.problems = problems
  }
}
