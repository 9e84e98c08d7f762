/** Units of numbers: scale words, money, rates. Every conversion moves a decimal point. */

export type Unit = {
  /** As the author wrote it. */
  readonly text: string
  /** The number of this unit times 10^exponent is the number of `base`. */
  readonly exponent: number
  /** A currency code, RATE, '' for a bare scale word (`万亿`), else the author's own word (`户`). */
  readonly base: string
}

/** Base of `%`, `‰`, `pp`, `bp` and `1`: their numbers are fractions. */
export const RATE = '1'

const rates = new Map([
  ['1', 0],
  ['%', -2],
  ['％', -2],
  ['percent', -2],
  ['‰', -3],
  ['pp', -2],
  ['百分点', -2],
  ['个百分点', -2],
  ['bp', -4],
  ['bps', -4],
  ['基点', -4],
  ['个基点', -4],
])

const currencies = new Map([
  ...['元', '人民币', '人民币元', '元人民币', 'cny', 'rmb', 'yuan'].map((name) => [name, 'CNY'] as const),
  ...['美元', 'usd', 'us$', '$', 'dollar', 'dollars'].map((name) => [name, 'USD'] as const),
  ...['欧元', 'eur', '€', 'euro', 'euros'].map((name) => [name, 'EUR'] as const),
  ...['日元', 'jpy'].map((name) => [name, 'JPY'] as const),
  ...['港元', '港币', 'hkd'].map((name) => [name, 'HKD'] as const),
  ...['英镑', 'gbp', '£'].map((name) => [name, 'GBP'] as const),
  ...['韩元', 'krw'].map((name) => [name, 'KRW'] as const),
  ...['新台币', 'twd'].map((name) => [name, 'TWD'] as const),
])
const codes: ReadonlySet<string> = new Set(currencies.values())

/** Short scale, as in economic statistics: a billion is 10⁹, a trillion 10¹². */
const englishScales = new Map([
  ['k', 3],
  ['thousand', 3],
  ['mn', 6],
  ['million', 6],
  ['bn', 9],
  ['billion', 9],
  ['tn', 12],
  ['trillion', 12],
])

const chineseScales = new Map([
  ['十', 1],
  ['百', 2],
  ['千', 3],
  ['万', 4],
  ['亿', 8],
])

/**
 * The unit a text means; null for an empty one. A text that names no known unit is a unit of its own, so that firms
 * may be counted in `户` or `万户`.
 *
 * @example parseUnit('万亿元')  // { text: '万亿元', exponent: 12, base: 'CNY' }
 * @example parseUnit('bn CNY') // { text: 'bn CNY', exponent: 9, base: 'CNY' }
 */
export function parseUnit(written: string): Unit | null {
  const text = written.trim()
  if (text === '') return null
  const plain = text.toLowerCase()
  const rate = rates.get(plain)
  if (rate !== undefined) return { text, exponent: rate, base: RATE }
  return { text, ...scaleAndBase(plain, text) }
}

function scaleAndBase(plain: string, text: string): { exponent: number; base: string } {
  const words = plain.split(/\s+/)
  const [first = '', second] = words
  if (words.length <= 2) {
    // `bn CNY`, `CNY bn`, `million people`
    const scale = englishScales.get(first)
    if (scale !== undefined) return { exponent: scale, base: second === undefined ? '' : baseOf(second) }
    const lastScale = second === undefined ? undefined : englishScales.get(second)
    if (lastScale !== undefined && currencies.has(first)) return { exponent: lastScale, base: baseOf(first) }
  }
  const joined = words.join('')
  const { exponent, rest } = leadingScale(joined)
  if (exponent > 0) return { exponent, base: baseOf(rest) }
  const front = frontCurrency(joined)
  if (front !== null) return front
  return { exponent: 0, base: currencies.get(joined) ?? text }
}

/** `人民币亿元`, `CNY亿`: the currency first. */
function frontCurrency(joined: string): { exponent: number; base: string } | null {
  for (const [name, base] of currencies) {
    if (!joined.startsWith(name) || joined.length === name.length) continue
    const { exponent, rest } = leadingScale(joined.slice(name.length))
    if (exponent > 0 && (rest === '' || currencies.get(rest) === base)) return { exponent, base }
  }
  return null
}

/** The Chinese scale words at the start of a text: `千万` is 7, `百亿` 10, `万亿` 12. */
function leadingScale(text: string): { exponent: number; rest: string } {
  let exponent = 0
  let end = 0
  for (; end < text.length && end < 4; end++) {
    const scale = chineseScales.get(text[end] ?? '')
    if (scale === undefined) break
    exponent += scale
  }
  return { exponent, rest: text.slice(end) }
}

function baseOf(word: string): string {
  return currencies.get(word) ?? word
}

/** Units yuce knows the meaning of, and Chinese words: what may follow a number in its cell. */
export function isUnitText(text: string): boolean {
  if (text.length > 16) return false
  const unit = parseUnit(text)
  return unit !== null && (unit.base === '' || unit.base === RATE || isMoney(unit) || /^\p{Script=Han}+$/u.test(text))
}

export function isMoney(unit: Unit): boolean {
  return codes.has(unit.base)
}

/** Whether numbers of one can be turned into the other. A bare scale word fits everything but a rate. */
export function areAlike(a: Unit, b: Unit): boolean {
  if (a.base === b.base) return true
  return (a.base === '' && b.base !== RATE) || (b.base === '' && a.base !== RATE)
}

/**
 * A decimal number with its point moved: the double nearest to the exact result, where a multiplication might miss it.
 *
 * @param digits  a plain decimal, perhaps with an exponent
 * @example shiftDecimal('8', -2) // 0.08
 */
export function shiftDecimal(digits: string, places: number): number {
  if (places === 0) return Number(digits)
  const at = digits.search(/[eE]/)
  if (at < 0) return Number(`${digits}e${places}`)
  return Number(`${digits.slice(0, at)}e${Number(digits.slice(at + 1)) + places}`)
}
