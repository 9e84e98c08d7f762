/**
 * Problems in words, with the author's own text and the place in it.
 *
 *     baseline.csv:7:1: error: 'displys' is not a sector of this plan
 *       |
 *     7 | displys,2022,700
 *       | ^^^^^^^
 *       = help: did you mean 'displays' (sectors.csv:4)?
 */

import { helpTexts, problemTexts } from '../plan/catalogue.ts'
import type { Problem, Words } from '../plan/problem.ts'
import { shown } from '../plan/report.ts'
import type { Excerpt } from '../plan/source.ts'
import { type Language, messages } from './messages.ts'
import type { Tone } from './table.ts'
import { clean, displayWidth, wrapped } from './width.ts'

/** So many problems are shown at once; then how many more there are. */
export const MOST_SHOWN = 20
/** So many characters of the author's text stand in a line. */
const MOST_QUOTED = 60
/** Lines are not folded to less, however narrow the terminal is. */
const NARROWEST = 24

type Paint = (text: string, tone: Tone) => string

export type ProblemStyle = {
  readonly language: Language
  readonly paint: Paint
  /** Columns to fill; without it lines are as long as they are. */
  readonly width?: number | null
}

/** A problem for programs: `validate -f json`, and stderr wherever JSON is asked for. */
export type ProblemRecord = {
  readonly code: string
  readonly severity: string
  /** '' for the command line. */
  readonly file: string
  /** From 1; 0 where a whole file is meant. */
  readonly line: number
  readonly column: number
  readonly message: string
  readonly help: string | null
}

export function problemRecord(problem: Problem, language: Language): ProblemRecord {
  const { code, severity, file, line, column } = problem
  return { code, severity, file, line, column, message: messageOf(problem, language), help: helpOf(problem, language) }
}

/** What is wrong, with the problem's words filled in. */
export function messageOf({ code, words }: Problem, language: Language): string {
  return fill(problemTexts[code][language], words)
}

/** What to type; null where there is nothing to. */
function helpOf({ help }: Problem, language: Language): string | null {
  return help === null ? null : fill(helpTexts[help.key][language], help.words)
}

/** So many characters of a word stand in a message; readers of files quote less. */
const LONGEST_WORD = 600

/** `{name}` replaced by the word of that name. */
function fill(template: string, words: Words): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const word = Object.hasOwn(words, name) ? words[name] : undefined
    return word === undefined ? whole : clean(shown(String(word), LONGEST_WORD))
  })
}

/**
 * Problems as they are printed: all in the order given if there are few; else the errors before the rest, kinds
 * together, some of every kind.
 */
export function problemsText(problems: readonly Problem[], style: ProblemStyle): string {
  // Those a reader only counted are part of the same closing line.
  const known = problems.filter(({ code }) => code !== 'more-problems')
  const counted = problems.filter(({ code }) => code === 'more-problems').map(({ words }) => Number(words['count']))
  const told = known.length <= MOST_SHOWN ? known : selected(known)
  const texts = told.map((each) => problemText(each, style))
  const rest = counted.reduce((sum, count) => sum + count, known.length - told.length)
  if (rest > 0) texts.push(`${messages(style.language).moreProblems(rest)}\n`)
  return texts.join('\n')
}

function selected(problems: readonly Problem[]): Problem[] {
  const kinds = new Map<string, Problem[]>()
  const inOrder = [...problems].sort((a, b) => Number(a.severity !== 'error') - Number(b.severity !== 'error'))
  for (const each of inOrder) {
    const kind = kinds.get(each.code)
    if (kind === undefined) kinds.set(each.code, [each])
    else kind.push(each)
  }
  const counts = shares([...kinds.values()].map((kind) => kind.length))
  return [...kinds.values()].flatMap((kind, i) => kind.slice(0, counts[i] ?? 0))
}

/** How many of each kind are shown: one each in turn, until there is no more room. */
function shares(sizes: readonly number[]): number[] {
  const counts = sizes.map(() => 0)
  let room = MOST_SHOWN
  while (room > 0) {
    const before = room
    for (const [i, size] of sizes.entries()) {
      if (room === 0 || (counts[i] ?? 0) >= size) continue
      counts[i] = (counts[i] ?? 0) + 1
      room--
    }
    if (room === before) break
  }
  return counts
}

/** One problem, with a line end after its last line. */
export function problemText(problem: Problem, { language, paint, width = null }: ProblemStyle): string {
  const { file, line, column, severity, excerpt } = problem
  const words = messages(language)
  const tone: Tone = severity === 'error' ? 'bad' : severity === 'warning' ? 'unsure' : 'quiet'
  const place = clean(file === '' ? 'yuce' : line === 0 ? file : `${file}:${line}:${column}`)
  const label = paint(words.severity[severity], tone)
  const [first = '', ...more] = folded(
    messageOf(problem, language),
    `${place}: ${words.severity[severity]}${words.colon}`,
    '  ',
    width,
  )
  const lines = [
    first.replace(`${place}: ${words.severity[severity]}`, () => `${paint(`${place}:`, 'strong')} ${label}`),
    ...more,
  ]
  const number = line === 0 ? '' : String(line)
  const margin = ' '.repeat(number.length)
  if (excerpt !== null) {
    const { text, before, marked } = quotedIn(
      excerpt,
      width === null ? null : Math.max(NARROWEST, width - margin.length - 3),
    )
    lines.push(paint(`${margin} |`, 'quiet'))
    lines.push(`${paint(`${number} |`, 'quiet')} ${text}`)
    lines.push(`${paint(`${margin} |`, 'quiet')} ${' '.repeat(before)}${paint('^'.repeat(marked), tone)}`)
  }
  const help = helpOf(problem, language)
  if (help !== null) {
    const sign = `${margin || ' '} = `
    lines.push(...folded(help, `${sign}${words.help}${words.colon}`, ' '.repeat(sign.length), width))
  }
  return `${lines.join('\n')}\n`
}

/** A head and what it says in lines that fit, the later ones indented. */
function folded(text: string, head: string, indent: string, width: number | null): string[] {
  if (width === null) return [head + text]
  const [first = '', ...rest] = wrapped(head + text, Math.max(NARROWEST, width))
  if (rest.length === 0) return [first]
  // A head that was itself broken keeps its spaces.
  const begin = first.startsWith(head.trimEnd()) ? first : head.trimEnd()
  const left = (head + text).slice(begin.length).trimStart()
  return [begin, ...wrapped(left, Math.max(NARROWEST, width - indent.length)).map((line) => indent + line)]
}

/** As `quoted`, in at most so many columns: Chinese takes two for a character. */
function quotedIn(excerpt: Excerpt, room: number | null): ReturnType<typeof quoted> {
  const most = room === null ? MOST_QUOTED : Math.min(MOST_QUOTED, room - 2)
  const found = quoted(excerpt, most)
  return room === null || displayWidth(found.text) <= room ? found : quoted(excerpt, Math.floor(most / 2))
}

/**
 * The author's line, short enough and printable, and where the marks stand below it, in columns of the terminal: a
 * Chinese character takes two.
 */
function quoted({ text, start, length }: Excerpt, most: number): { text: string; before: number; marked: number } {
  const characters = Array.from(text)
  const from = characters.length <= most ? 0 : windowStart(characters.length, start, length, most)
  const to = Math.min(characters.length, from + most)
  const part = (a: number, b: number) =>
    characters
      .slice(Math.max(a, from), Math.max(a, from, Math.min(b, to)))
      .map((each) => (each === '\t' ? ' ' : clean(each)))
      .join('')
  const head = from > 0 ? '…' : ''
  const tail = to < characters.length ? '…' : ''
  const before = displayWidth(head + part(0, start))
  const marked = Math.max(1, displayWidth(part(start, start + length)))
  return { text: (head + part(0, characters.length) + tail).trimEnd(), before, marked }
}

/** Where to begin, so that the marked characters are in view with some of what stands before them. */
function windowStart(length: number, start: number, marked: number, most: number): number {
  const wanted = start - Math.max(0, Math.floor((most - marked) / 2))
  return Math.max(0, Math.min(wanted, start, length - most))
}
