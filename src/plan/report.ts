/** Collects the problems of a plan while it is read, and puts them in file order at the end. */

import type { ProblemCode, WordsOf } from './catalogue.ts'
import { type Help, type Problem, problem, type Words, wholeFile } from './problem.ts'
import { lineStartsOf, type Place, placeOf, type SourceFile } from './source.ts'
import { suggest } from './suggest.ts'
import type { CellRef } from './types.ts'

/** More than this many problems of one plan are only counted. */
const MOST_KEPT = 1000

/** Help is worked out only for a problem that is kept. */
type LateHelp = Help | (() => Help)

export type Reporter = {
  /** A problem of one cell. */
  readonly cell: <Code extends ProblemCode>(code: Code, at: CellRef, words: WordsOf<Code>, help?: LateHelp) => void
  /** A problem of a whole file, or of a name on the command line. */
  readonly file: <Code extends ProblemCode>(code: Code, name: string, words: WordsOf<Code>, help?: LateHelp) => void
  /** `growth.csv:12`, for a message that names another row. */
  readonly where: (at: CellRef) => string
  /** No more problems of this file are kept, so that looking for them is no use. */
  readonly isFull: (file: number) => boolean
  /** Whether a file has had a problem. */
  readonly hasProblem: (file: number) => boolean
  readonly finish: () => { readonly problems: readonly Problem[]; readonly hasErrors: boolean }
}

type Kept = { readonly file: number; readonly problem: Problem }

/** @param files  in the order in which problems are to be shown; may still grow */
export function newReporter(files: readonly SourceFile[]): Reporter {
  const kept: Kept[] = []
  const keptOf = new Map<number, number>()
  const starts = new Map<number, Int32Array>()
  const omitted = { errors: 0, others: 0 }

  const place = (at: CellRef): Place => {
    const known = starts.get(at.file) ?? lineStartsOf(files[at.file]?.text ?? '')
    starts.set(at.file, known)
    return placeOf(files, at, known)
  }
  const keep = (file: number, make: () => Problem, isError: () => boolean) => {
    const count = keptOf.get(file) ?? 0
    if (count < MOST_KEPT) {
      keptOf.set(file, count + 1)
      kept.push({ file, problem: make() })
    } else if (isError()) omitted.errors++
    else omitted.others++
  }
  const isErrorCode = (code: ProblemCode) => problem(code, wholeFile('')).severity === 'error'

  return {
    cell: (code, at, words, help) =>
      keep(
        at.file,
        () => problem(code, place(at), shownWords(words), settle(help)),
        () => isErrorCode(code),
      ),
    file: (code, name, words, help) =>
      keep(
        files.findIndex((each) => each.name === name),
        () => problem(code, wholeFile(name), shownWords(words), settle(help)),
        () => isErrorCode(code),
      ),
    where: (at) => `${files[at.file]?.name ?? ''}:${at.line}`,
    isFull: (file) => (keptOf.get(file) ?? 0) >= MOST_KEPT,
    hasProblem: (file) => keptOf.has(file),
    finish: () => finish(kept, omitted),
  }
}

function settle(help: LateHelp | undefined): Help | undefined {
  const settled = typeof help === 'function' ? help() : help
  return settled && { key: settled.key, words: shownWords(settled.words) }
}

function finish(kept: Kept[], omitted: { errors: number; others: number }) {
  kept.sort((a, b) => a.file - b.file || a.problem.line - b.problem.line || a.problem.column - b.problem.column)
  const all = kept.map((each) => each.problem)
  const problems = all.slice(0, MOST_KEPT)
  const rest = all.slice(MOST_KEPT)
  const errors = omitted.errors + rest.filter((each) => each.severity === 'error').length
  const count = rest.length + omitted.errors + omitted.others
  if (count > 0) {
    const more = problem('more-problems', wholeFile(''), { count, command: 'yuce validate' })
    problems.push({ ...more, severity: errors > 0 ? 'error' : 'warning' })
  }
  return { problems, hasErrors: errors > 0 || problems.some((each) => each.severity === 'error') }
}

/** Text that is quoted in a message: at most `limit` characters, nothing that moves a cursor. */
export function shown(text: string, limit = 60): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const clean = text.slice(0, 4 * limit).replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, ' ')
  const characters = Array.from(clean)
  return characters.length <= limit ? clean : `${characters.slice(0, limit - 1).join('')}…`
}

/** The author's text is cut at 60 characters, lists of names later. */
function shownWords(words: Words): Words {
  const clean = Object.entries(words).map(([name, word]) => {
    if (typeof word === 'number') return [name, word]
    return [name, shown(word, name === 'text' ? 60 : 240)]
  })
  return Object.fromEntries(clean)
}

/** "did you mean", from names near to what was written, or the names there are. */
export function didYouMean(text: string, names: Iterable<string>, where: (name: string) => string = () => ''): Help {
  const known = [...names]
  const near = suggest(text, known)
  const [first] = near
  if (first === undefined) return oneOf(known)
  if (near.length > 1) return { key: 'did-you-mean-one-of', words: { suggestions: list(near) } }
  return { key: 'did-you-mean', words: { suggestion: shown(first), where: where(first) } }
}

/** At most eight of the names that may be written. */
export function oneOf(names: readonly string[]): Help {
  return { key: 'one-of', words: { choices: list(names.slice(0, 8)) + (names.length > 8 ? ', …' : '') } }
}

export function list(names: readonly string[]): string {
  return names.map((name) => `'${shown(name)}'`).join(', ')
}

export function write(example: string, other?: string): Help {
  return other === undefined ? { key: 'write', words: { example } } : { key: 'write-or', words: { example, other } }
}
