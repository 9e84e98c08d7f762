/** Words as shells write them: read up to the cursor, and quoted for an answer. */

export type Quote = '' | "'" | '"'

export type Line = {
  /** The words before the one at the cursor, as the program would get them. */
  readonly words: readonly string[]
  /** The word at the cursor, as far as it is typed: as the program would get it, and as it stands there. */
  readonly current: string
  readonly raw: string
  /** The quote that is still open. */
  readonly quote: Quote
}

/** A line up to the cursor, by the rules that POSIX shells and fish share. */
export function readLine(text: string): Line {
  const words: string[] = []
  let current = ''
  let start = 0
  let quote: Quote = ''
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? ''
    if (quote === '' && /\s/.test(character)) {
      if (i > start) words.push(current)
      current = ''
      start = i + 1
    } else if (isEscape(text, i, quote)) current += text[++i] ?? ''
    else if (character === quote) quote = ''
    else if (quote === '' && (character === "'" || character === '"')) quote = character
    else current += character
  }
  return { words, current, raw: text.slice(start), quote }
}

/** A backslash that stands for the character behind it: within double quotes only before some. */
function isEscape(text: string, at: number, quote: Quote): boolean {
  if (text[at] !== '\\' || quote === "'") return false
  return quote === '' || /["$`\\]/.test(text[at + 1] ?? '')
}

/** A text as bash reads it back, where a quote may be open already. */
export function quoted(text: string, quote: Quote): string {
  if (quote === "'") return text.replaceAll("'", "'\\''")
  if (quote === '"') return text.replace(/["$`\\]/g, '\\$&')
  return text.replace(/[^\p{L}\p{N}_@%+=:,./-]/gu, '\\$&')
}

/**
 * Where the part of a word begins that bash replaces: behind the open quote, else behind the last character that breaks
 * words (COMP_WORDBREAKS).
 */
export function replacedFrom(raw: string, quote: Quote, breaks: string): number {
  if (quote !== '') return openingOf(raw) + 1
  for (let i = raw.length - 1; i >= 0; i--) {
    if (breaks.includes(raw[i] ?? '') && raw[i - 1] !== '\\') return i + 1
  }
  return 0
}

/** Where the quote that is still open at the end begins. */
function openingOf(raw: string): number {
  for (let i = raw.length - 1; i >= 0; i--)
    if (readLine(raw.slice(0, i)).quote === '' && readLine(raw.slice(0, i + 1)).quote !== '') return i
  return -1
}
