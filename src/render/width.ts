/** How many columns of a terminal a text takes, and text cut or padded to a number of them. */

/** One line of printable text: line ends and tabs become spaces, other control and format characters go. */
export function clean(text: string): string {
  return isPlain.test(text) ? text : cleaned(text)
}

/** What most texts consist of, so that the long patterns below are seldom needed: ASCII, Chinese, signs of our tables. */
const isPlain = /^[\x20-\x7e\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e─·…–−≥≤✓✗│├└]*$/

/** Control and format characters, by the code points that have no width of their own: they never reach a terminal. */
function cleaned(text: string): string {
  return text.replace(/[\t\n\r\u2028\u2029]+/g, ' ').replace(/\p{Cc}|\p{Cf}|\u2028|\u2029|\uFE0E|\uFE0F/gu, '')
}

/** One emoji, of however many code points. */
const EMOJI = '\\p{RGI_Emoji}'
let emoji: RegExp | null = null
/** Signs of our own tables, none of them wide or part of an emoji. */
const signs = '─·…–−≥≤✓✗│├└'

/**
 * Width in columns: East Asian wide and full-width characters and emoji count two, combining marks none. Ambiguous
 * characters count one, as in terminals that are not told otherwise.
 *
 * @source the ranges of the package string-width 4, which cli-table3 aligns by; a test holds the two together
 */
export function displayWidth(text: string): number {
  let width = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 0x20 && code < 0x7f) width++
    else if (code >= 0x3001 && code <= 0x303e) width += 2
    else if (code >= 0x4e00 && code <= 0x9fff) width += 2
    else if (code >= 0xff01 && code <= 0xff60) width += 2
    else if (signs.includes(text.charAt(i))) width++
    else return width + unusualWidth(text.slice(i))
  }
  return width
}

/** As `displayWidth`, for texts that are not ASCII and Chinese alone. */
function unusualWidth(text: string): number {
  const hasPictures = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(text)
  const plain = hasPictures ? text.replace(emojiPattern(), '\u3000') : text
  let width = 0
  for (const character of plain) width += characterWidth(character.codePointAt(0) ?? 0)
  return width
}

/** Made at the first emoji: the pattern is long, and most plans have none. */
function emojiPattern(): RegExp {
  emoji ??= new RegExp(EMOJI, 'gv')
  return emoji
}

function characterWidth(code: number): 0 | 1 | 2 {
  if (code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0x300 && code <= 0x36f)) return 0
  return isWide(code) ? 2 : 1
}

function isWide(code: number): boolean {
  return (
    code >= 0x1100 &&
    (code <= 0x115f ||
      code === 0x2329 ||
      code === 0x232a ||
      (code >= 0x2e80 && code <= 0x3247 && code !== 0x303f) ||
      (code >= 0x3250 && code <= 0x4dbf) ||
      (code >= 0x4e00 && code <= 0xa4c6) ||
      (code >= 0xa960 && code <= 0xa97c) ||
      (code >= 0xac00 && code <= 0xd7a3) ||
      (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0xfe10 && code <= 0xfe19) ||
      (code >= 0xfe30 && code <= 0xfe6b) ||
      (code >= 0xff01 && code <= 0xff60) ||
      (code >= 0xffe0 && code <= 0xffe6) ||
      (code >= 0x1b000 && code <= 0x1b001) ||
      (code >= 0x1f200 && code <= 0x1f251) ||
      (code >= 0x20000 && code <= 0x3fffd))
  )
}

export function padded(text: string, width: number, align: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)))
  return align === 'right' ? space + text : text + space
}

/** The text in at most `width` columns; what is cut is marked by `ellipsis`. */
export function cut(text: string, width: number, ellipsis = '…'): string {
  if (displayWidth(text) <= width) return text
  const room = width - displayWidth(ellipsis)
  if (room <= 0) return ellipsis.slice(0, Math.max(0, width))
  let kept = ''
  let used = 0
  for (const character of text) {
    const next = used + displayWidth(character)
    if (next > room) break
    kept += character
    used = next
  }
  return kept + ellipsis
}

/** The text in lines of at most `width` columns, broken at spaces and between wide characters. */
export function wrapped(text: string, width: number): string[] {
  if (displayWidth(text) <= width) return [text.trimEnd()]
  const lines: string[] = []
  let line = ''
  for (const word of breakable(text)) {
    if (line !== '' && displayWidth((line + word).trimEnd()) > width) {
      lines.push(line.trimEnd())
      line = word.trimStart()
    } else line += word
    while (displayWidth(line.trimEnd()) > width) {
      const head = headOf(line, width)
      lines.push(head)
      line = line.slice(head.length)
    }
  }
  lines.push(line.trimEnd())
  return lines
}

/** The longest beginning that fits, at least one character. */
function headOf(text: string, width: number): string {
  let head = ''
  for (const character of text) {
    if (head !== '' && displayWidth(head + character) > width) break
    head += character
  }
  return head
}

// Written out: a pattern put together from strings is parsed at every start, a literal when it is first used.
const breaks =
  /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60][，。、；：？！”）」》]*\s*|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]+[，。、；：？！”）」》]*\s*|\s+/g

/** Words with the space after them; every wide character by itself, closing punctuation with what it closes. */
function breakable(text: string): string[] {
  return text.match(breaks) ?? []
}
