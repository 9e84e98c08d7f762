/**
 * Pages of help, written in a little Markdown (`#` headings, paragraphs, `-` lists, fenced blocks), as text for a
 * terminal and as the source of a man page.
 */

import { wrapped } from './width.ts'

type Part =
  | { readonly kind: 'heading' | 'paragraph' | 'item'; readonly text: string }
  | { readonly kind: 'block'; readonly lines: readonly string[] }

/** The parts of a page, in order. */
function partsOf(page: string): Part[] {
  const parts: Part[] = []
  const pattern =
    /^```[^\n]*\n(?<block>.*?)^```$|^#+ (?<heading>[^\n]*)$|^- (?<item>[^\n]*(?:\n {2}\S[^\n]*)*)|^(?<paragraph>[^\n]+(?:\n(?![#`-])[^\n]+)*)/gms
  for (const { groups } of page.matchAll(pattern)) {
    const { block, heading, item, paragraph } = groups ?? {}
    if (block !== undefined) parts.push({ kind: 'block', lines: block.trimEnd().split('\n') })
    else if (heading !== undefined) parts.push({ kind: 'heading', text: heading })
    else if (item !== undefined) parts.push({ kind: 'item', text: joined(item) })
    else if (paragraph !== undefined) parts.push({ kind: 'paragraph', text: joined(paragraph) })
  }
  return parts
}

/** Lines of a paragraph as one; no space where Chinese is folded. */
function joined(text: string): string {
  return text
    .replace(/(?<=[\u3000-\u9fff\uff00-\uffef])\n\s*(?=[\u3000-\u9fff\uff00-\uffef])/g, '')
    .replace(/\n\s*/g, ' ')
}

/** @param width  columns; what is shown in blocks is never folded */
export function pageText(page: string, width: number): string {
  const texts: string[] = []
  let before: Part['kind'] | null = null
  for (const part of partsOf(page)) {
    if (before !== null && !(before === 'item' && part.kind === 'item') && before !== 'heading') texts.push('')
    texts.push(...linesOf(part, width))
    before = part.kind
  }
  return `${texts.join('\n')}\n`
}

function linesOf(part: Part, width: number): string[] {
  switch (part.kind) {
    case 'heading':
      return [part.text]
    case 'block':
      return part.lines.map((line) => (line === '' ? '' : `  ${line}`))
    case 'item':
      return wrapped(plain(part.text), width - 4).map((line, i) => (i === 0 ? `  - ${line}` : `    ${line}`))
    default:
      return wrapped(plain(part.text), width - 2).map((line) => `  ${line}`)
  }
}

/** Without the marks of Markdown. */
function plain(text: string): string {
  return text.replace(/`([^`]*)`/g, '$1')
}

/** A page as roff, its headings one step below those of the manual. */
export function pageRoff(page: string): string {
  const lines = partsOf(page).flatMap((part) => {
    switch (part.kind) {
      case 'heading':
        return [`.SS "${roff(part.text).replaceAll('"', '\\(dq')}"`]
      case 'block':
        return ['.PP', '.RS 2', '.nf', ...part.lines.map((line) => guarded(roff(line))), '.fi', '.RE']
      case 'item':
        return ['.IP \\(bu 2', guarded(bold(part.text))]
      default:
        return ['.PP', guarded(bold(part.text))]
    }
  })
  // A heading begins a paragraph anyway.
  return `${lines.join('\n')}\n`.replace(/^(\.SS .*\n)\.PP\n/gm, '$1')
}

/** Backslashes and dashes as they are. */
export function roff(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-')
}

function bold(text: string): string {
  return roff(text).replace(/`([^`]*)`/g, '\\fB$1\\fR')
}

/** A line that begins like a request is none. */
export function guarded(line: string): string {
  return /^[.']/.test(line) ? `\\&${line}` : line
}
