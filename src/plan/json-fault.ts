/** Where a text stops being JSON: the engine's own messages differ from version to version, and some say no place. */

/** What may stand next. `end`: nothing. */
type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or ]' | ', or }' | 'end'

type Bracket = '[' | '{'

const closing: Readonly<Partial<Record<Expected, string>>> = {
  'value or ]': ']',
  ', or ]': ']',
  'key or }': '}',
  ', or }': '}',
}

/**
 * The offset of the first token that cannot stand where it does; the end of the text if it is cut short.
 * Meant for texts that JSON.parse refuses.
 *
 * @example jsonFaultAt('{"a": ,}') // 6
 */
export function jsonFaultAt(text: string): number {
  const open: Bracket[] = []
  let expected: Expected = 'value'
  for (let at = skipSpace(text, 0); at < text.length; ) {
    const end = tokenEnd(text, at)
    const next = step(expected, text.slice(at, end), open)
    if (next === null) return at
    expected = next
    at = skipSpace(text, end)
  }
  return text.length
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && ' \t\n\r'.includes(text[at] as string)) at++
  return at
}

function tokenEnd(text: string, start: number): number {
  const first = text[start] as string
  let at = start + 1
  if ('{}[],:'.includes(first)) return at
  if (first !== '"') {
    while (at < text.length && !'{}[],:" \t\n\r'.includes(text[at] as string)) at++
    return at
  }
  while (at < text.length && text[at] !== '"' && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1
  return Math.min(at + 1, text.length)
}

/** What may follow a token; null where it may not stand. Keeps the list of open brackets. */
function step(expected: Expected, token: string, open: Bracket[]): Expected | null {
  if (token === closing[expected]) {
    open.pop()
    return after(open)
  }
  if (token === ',') return expected === ', or ]' ? 'value' : expected === ', or }' ? 'key' : null
  if (token === ':') return expected === ':' ? 'value' : null
  if (expected.startsWith('key')) return token.startsWith('"') && isScalar(token) ? ':' : null
  if (!expected.startsWith('value')) return null
  if (token === '[' || token === '{') {
    open.push(token)
    return token === '[' ? 'value or ]' : 'key or }'
  }
  return isScalar(token) ? after(open) : null
}

function after(open: readonly Bracket[]): Expected {
  const last = open.at(-1)
  if (last === undefined) return 'end'
  return last === '[' ? ', or ]' : ', or }'
}

function isScalar(token: string): boolean {
  try {
    JSON.parse(token)
    return true
  } catch {
    return false
  }
}
