/** Bytes to text: BOM, then UTF-8, then GB18030; an option overrides. */

import { isUtf8 } from 'node:buffer'

export type Decoded =
  | {
      readonly ok: true
      /** Without its byte order mark. */
      readonly text: string
      readonly encoding: string
      /** Nothing in the bytes or in the options says so. */
      readonly guessed: boolean
    }
  | {
      readonly ok: false
      readonly encoding: string
      /** The first line that holds bytes of another encoding, from 1; 0 where lines cannot be told apart. */
      readonly line: number
    }

/** GBK and GB2312 are parts of GB18030, and what calls itself one of them is often more. */
const superset = new Map([
  ['gbk', 'gb18030'],
  ['gb2312', 'gb18030'],
  ['gb_2312-80', 'gb18030'],
  ['cp936', 'gb18030'],
  ['utf8', 'utf-8'],
  ['utf16', 'utf-16le'],
  ['utf-16', 'utf-16le'],
  ['utf16le', 'utf-16le'],
  ['utf16be', 'utf-16be'],
])

/** The encoding an option means, as `TextDecoder` names it, or null. */
export function encodingName(label: string): string | null {
  const plain = label.trim().toLowerCase()
  const known = superset.get(plain) ?? plain
  try {
    return new TextDecoder(known, { fatal: true }).encoding
  } catch {
    return null
  }
}

/**
 * Decode a file. Without `encoding`, a byte order mark decides; else the bytes are UTF-8 if they can be, else GB18030
 * if they can be. With it, only that is tried.
 *
 * @param encoding  from `encodingName`
 */
export function decode(bytes: Uint8Array, encoding: string | null): Decoded {
  const said = encoding ?? markedEncoding(bytes)
  if (said !== null) return decodeAs(bytes, said, false)
  if (isUtf8(bytes)) return { ok: true, text: decodeUtf8(bytes), encoding: 'utf-8', guessed: false }
  const guess = decodeAs(bytes, 'gb18030', true)
  return guess.ok ? guess : { ok: false, encoding: 'utf-8', line: firstLineNot(bytes, 'utf-8') }
}

/** What a byte order mark says, or null. */
function markedEncoding(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return null
}

function decodeAs(bytes: Uint8Array, encoding: string, guessed: boolean): Decoded {
  try {
    if (encoding === 'utf-8' && !isUtf8(bytes)) throw new TypeError('not UTF-8')
    const text = encoding === 'utf-8' ? decodeUtf8(bytes) : new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return { ok: true, text, encoding, guessed }
  } catch {
    return { ok: false, encoding, line: encoding.startsWith('utf-16') ? 0 : firstLineNot(bytes, encoding) }
  }
}

/** A Buffer decodes UTF-8 several times faster than a TextDecoder; the mark is ours to take off. */
function decodeUtf8(bytes: Uint8Array): string {
  const start = markedEncoding(bytes) === 'utf-8' ? 3 : 0
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, bytes.byteLength - start).toString('utf8')
}

/** In UTF-8 and GB18030 the byte of a line feed is never part of another character, so lines stand alone. */
function firstLineNot(bytes: Uint8Array, encoding: string): number {
  let line = 1
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(10, start)
    const piece = bytes.subarray(start, end < 0 ? bytes.length : end)
    if (!isDecodable(piece, encoding)) return line
    if (end < 0) break
    start = end + 1
  }
  return 0
}

function isDecodable(bytes: Uint8Array, encoding: string): boolean {
  if (encoding === 'utf-8') return isUtf8(bytes)
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
