/** The files of a plan as read, and where a cell stands in them. */

import type { CellRef } from './types.ts'

export type SourceFile = {
  /** As it is shown: relative to the plan's folder, `-` for standard input, `--target` for an option. */
  readonly name: string
  /** Decoded, without a byte order mark. */
  readonly text: string
  /** '' where the whole text is one cell. */
  readonly delimiter: string
  /** The bytes as read, for the hash in a result's `inputs`. */
  readonly bytes: Uint8Array
}

/** A stretch of the author's own text: the line (its neighbourhood, if it is long), and the characters meant. */
export type Excerpt = {
  readonly text: string
  /** In characters (code points) from 0, and how many. */
  readonly start: number
  readonly length: number
}

export type Place = {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly excerpt: Excerpt | null
}

/** The field of a `CellRef` that means the whole line. */
export const WHOLE_LINE = -1

/** An excerpt shows at most this many UTF-16 units on either side of where the cell begins. */
const EXCERPT_HALF = 100

/**
 * Where a cell stands: file, line and column (both from 1, in characters) and the text around it.
 * Looks for the line from the beginning of the text, so it is for problems and explanations, not for loops.
 *
 * @param lineStarts  of that file, from `lineStartsOf`, where many places are asked for
 */
export function placeOf(files: readonly SourceFile[], at: CellRef, lineStarts?: Int32Array): Place {
  const file = files[at.file]
  if (file === undefined) throw new RangeError(`no file ${at.file}`)
  const { text, delimiter } = file
  const recordStart = lineStarts === undefined ? startOfLine(text, at.line) : (lineStarts[at.line - 1] ?? text.length)
  const span = at.field === WHOLE_LINE ? lineSpan(text, recordStart) : fieldSpan(text, recordStart, at.field, delimiter)
  const { line, start: lineStart } = lastLineStart(text, recordStart, span.start, at.line)
  return { file: file.name, line, ...excerptOf(text, lineStart, span) }
}

/**
 * Where a part of a cell stands: on its own line, where the cell runs over several.
 *
 * @param formula  what `start` and `length` count in, in UTF-16 units: the cell, or what follows a sign in it
 */
export function placeWithin(
  files: readonly SourceFile[],
  at: CellRef,
  formula: string,
  { start: from, length }: { readonly start: number; readonly length: number },
): Place {
  const file = files[at.file]
  if (file === undefined) throw new RangeError(`no file ${at.file}`)
  const { text, delimiter } = file
  const recordStart = startOfLine(text, at.line)
  const whole = fieldSpan(text, recordStart, at.field, delimiter)
  const before = Math.max(0, text.slice(whole.start, whole.end).indexOf(formula))
  const cell = { start: whole.start + before, end: whole.end }
  const start = offsetIn(text, cell, from)
  const { line, start: lineStart } = lastLineStart(text, recordStart, start, at.line)
  const end = Math.min(offsetIn(text, cell, from + length), lineEnd(text, start))
  return { file: file.name, line, ...excerptOf(text, lineStart, { start, end }) }
}

/** Where the unit number `count` of a cell stands in its file. */
function offsetIn(text: string, { start, end }: Span, count: number): number {
  let offset = start
  // Quotes stand in a cell only doubled.
  for (let i = 0; i < count && offset < end; i++) offset += text.startsWith('""', offset) ? 2 : 1
  return offset
}

/** Offsets at which the lines of a text begin; CRLF, LF and CR all end a line. */
export function lineStartsOf(text: string): Int32Array {
  let starts = new Int32Array(1024)
  let count = 1
  for (let end = lineEnd(text, 0); end < text.length; end = lineEnd(text, starts[count - 1] ?? 0)) {
    if (count === starts.length) {
      const longer = new Int32Array(2 * count)
      longer.set(starts)
      starts = longer
    }
    starts[count++] = afterLineEnd(text, end)
  }
  return starts.slice(0, count)
}

function startOfLine(text: string, number: number): number {
  let start = 0
  for (let line = 1; line < number; line++) {
    const end = lineEnd(text, start)
    if (end === text.length) return text.length
    start = afterLineEnd(text, end)
  }
  return start
}

/** Where the line that holds `from` ends: at a CR, an LF or the end of the text. */
function lineEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 10 || code === 13) return i
  }
  return text.length
}

function afterLineEnd(text: string, end: number): number {
  return text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10 ? end + 2 : end + 1
}

/** A quoted cell may run over several lines: the line on which `offset` stands, and where that line begins. */
function lastLineStart(text: string, from: number, offset: number, line: number): { line: number; start: number } {
  let start = from
  let number = line
  for (let end = lineEnd(text, start); end < offset; end = lineEnd(text, start)) {
    start = afterLineEnd(text, end)
    number++
  }
  return { line: number, start }
}

type Span = { readonly start: number; readonly end: number }

function lineSpan(text: string, start: number): Span {
  return { start, end: Math.max(start, lineEnd(text, start)) }
}

/** Start and end of field `index` of the record that begins at `from`; quotes and surrounding spaces left out. */
function fieldSpan(text: string, from: number, index: number, delimiter: string): Span {
  let start = from
  for (let field = 0; ; field++) {
    const end = fieldEnd(text, start, delimiter)
    if (field === index) return trimmed(text, start, end)
    if (text[end] !== delimiter || delimiter === '') return { start: end, end }
    start = end + 1
  }
}

/** The delimiter or line end after the field that begins at `start`; neither counts inside quotes. */
function fieldEnd(text: string, start: number, delimiter: string): number {
  if (delimiter === '') return lineEnd(text, start)
  let i = start
  while (i < text.length && isSpace(text, i) && text[i] !== delimiter) i++
  let quoted = text[i] === '"'
  if (quoted) i++
  for (; i < text.length; i++) {
    const character = text[i]
    if (quoted) {
      if (character === '"') {
        if (text[i + 1] === '"') i++
        else quoted = false
      }
    } else if (character === delimiter || character === '\n' || character === '\r') {
      return i
    }
  }
  return i
}

function trimmed(text: string, from: number, to: number): Span {
  let start = from
  let end = to
  while (start < end && isSpace(text, start)) start++
  while (end > start && isSpace(text, end - 1)) end--
  if (end - start >= 2 && text[start] === '"' && text[end - 1] === '"') return { start: start + 1, end: end - 1 }
  return { start, end }
}

/** A space, but no line end. */
function isSpace(text: string, index: number): boolean {
  const code = text.charCodeAt(index)
  if (code === 10 || code === 13) return false
  return (
    code === 32 || code === 9 || code === 0xa0 || code === 0x3000 || (code > 0x2000 && /\s/.test(text[index] ?? ''))
  )
}

/** Column and excerpt of a span whose line begins at `lineStart`. A long line is cut around the span. */
function excerptOf(text: string, lineStart: number, span: Span): { column: number; excerpt: Excerpt } {
  const stop = lineEnd(text, span.start)
  const from = span.start - lineStart > EXCERPT_HALF ? whole(text, span.start - EXCERPT_HALF) : lineStart
  const to = stop - span.start > EXCERPT_HALF ? whole(text, span.start + EXCERPT_HALF) : stop
  const column = characters(text, lineStart, span.start) + 1
  const start = characters(text, from, span.start)
  const length = Math.max(1, characters(text, span.start, Math.min(span.end, to)))
  return { column, excerpt: { text: text.slice(from, to), start, length } }
}

/** Not between the two halves of a character. */
function whole(text: string, offset: number): number {
  const code = text.charCodeAt(offset)
  return code >= 0xdc00 && code <= 0xdfff ? offset + 1 : offset
}

function characters(text: string, from: number, to: number): number {
  let count = 0
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i)
    if (code < 0xdc00 || code > 0xdfff) count++
  }
  return count
}
