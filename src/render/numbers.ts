/**
 * Numbers for people: rounded, grouped, with their unit. The only place where yuce rounds.
 *
 * Printed parts add up to printed totals (`roundedParts`). A printed value stands on the same side of a printed
 * threshold as the value itself (`digitsApart`), so that "9,999.9 against > 10,000, missed" never reads 10,000.
 */

/** Digits after the decimal point, at most. */
const MOST_DIGITS = 9

/** `value` × 10^power, by its shortest decimal form: 1.005 × 10² is 100.5, as a reader of the number expects. */
export function shifted(value: number, power: number): number {
  if (power === 0) return value
  const [mantissa, exponent = '0'] = String(value).split('e')
  return Number(`${mantissa}e${Number(exponent) + power}`)
}

/**
 * To the 15 digits that every double of a decimal number has: 0.016499999999999997, which a sum came to, is 0.0165, and is
 * rounded as what it stands for.
 */
function settled(value: number): number {
  return Number(value.toPrecision(15))
}

/** Rounded to `digits` after the decimal point, halves away from zero. Never −0. */
export function rounded(value: number, digits: number): number {
  const whole = Math.round(shifted(settled(Math.abs(value)), digits))
  const magnitude = shifted(whole, -digits)
  return value < 0 && magnitude !== 0 ? -magnitude : magnitude
}

/**
 * Parts rounded so that they add up to the rounded total: the largest-remainder method (Hamilton 1792; Balinski &
 * Young 1982, ch. 2).
 *
 *     whole = ⌊part × 10^digits⌋      the units still missing from the rounded total go, one each,
 *                                     to the parts with the largest remainder
 *
 * Ties go to the larger part, then to the earlier one. No part moves by a whole unit. A missing part (null) takes no share.
 *
 * @param total  what the parts add up to; null: their sum
 * @returns the rounded parts and the rounded total; each part rounded by itself where the parts do not add up to
 *          `total` (a missing part, or a total that is something else): then nothing is made to fit
 * @example roundedParts([33.333333, 33.333333, 33.333334], 1) // parts [33.3, 33.3, 33.4], total 100
 */
export function roundedParts(
  parts: readonly (number | null)[],
  digits: number,
  total: number | null = null,
): { readonly parts: (number | null)[]; readonly total: number } {
  const scaled = parts.map((part) => (part === null ? null : shifted(settled(part), digits)))
  const sum = scaled.reduce<number>((all, part) => all + (part ?? 0), 0)
  const wanted = total === null ? settled(sum) : shifted(settled(total), digits)
  const goal = Math.sign(wanted) * Math.round(Math.abs(wanted))
  const missing = goal - scaled.reduce<number>((all, part) => all + (part === null ? 0 : Math.floor(part)), 0)
  const fits = Math.abs(sum - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted)) && missing >= 0 && missing <= parts.length
  const raised = fits ? largestRemainders(scaled, missing) : null
  const printed = (part: number, index: number) =>
    raised === null ? Math.sign(part) * Math.round(Math.abs(part)) : Math.floor(part) + (raised.has(index) ? 1 : 0)
  return {
    parts: scaled.map((part, index) => (part === null ? null : shifted(printed(part, index), -digits) + 0)),
    total: shifted(goal, -digits) + 0,
  }
}

/** Indexes of the `count` parts that are rounded up. */
function largestRemainders(parts: readonly (number | null)[], count: number): Set<number> {
  const candidates = parts.flatMap((part, index) =>
    part === null ? [] : [{ index, part, remainder: Number((part - Math.floor(part)).toFixed(6)) }],
  )
  candidates.sort((a, b) => b.remainder - a.remainder || b.part - a.part || a.index - b.index)
  return new Set(candidates.slice(0, count).map(({ index }) => index))
}

/** Digits after the decimal point for a column of levels: four figures of the largest, as far as decimals go. */
export function levelDigits(values: readonly (number | null)[]): number {
  const largest = values.reduce<number>((most, value) => Math.max(most, Math.abs(value ?? 0)), 0)
  if (largest >= 1000 || largest === 0) return 0
  if (largest >= 100) return 1
  if (largest >= 1) return 2
  return Math.min(MOST_DIGITS, 2 - Math.floor(Math.log10(largest)))
}

/** The least digits, from `digits` up, at which `value` and `threshold` do not print alike, unless they are equal. */
export function digitsApart(value: number | null, threshold: number, digits: number): number {
  if (value === null || Math.abs(value - threshold) <= 1e-9 * Math.max(Math.abs(value), Math.abs(threshold)))
    return digits
  let enough = digits
  while (enough < MOST_DIGITS && rounded(value, enough) === rounded(threshold, enough)) enough++
  return enough
}

/** Digits a number is written with, so that a threshold of 62.5 is not printed as 63. */
export function writtenDigits(value: number): number {
  for (let digits = 0; digits < MOST_DIGITS; digits++) {
    if (Math.abs(rounded(value, digits) - value) <= 1e-12 * Math.abs(value)) return digits
  }
  return MOST_DIGITS
}

/** `-1,234.50`: commas between thousands, a point before decimals, in both languages. */
export function formatNumber(value: number, digits: number): string {
  const text = rounded(value, digits).toFixed(digits)
  if (text.includes('e')) return text
  const [whole = '', decimals] = text.split('.')
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',')
  return decimals === undefined ? grouped : `${grouped}.${decimals}`
}

/** A fraction as a percentage: 0.0834 is `8.3%`. */
export function formatPercent(fraction: number, digits: number): string {
  // Beyond what a per cent can be counted in, the fraction itself says more than a sign.
  if (!Number.isFinite(fraction * 100)) return String(fraction)
  return `${formatNumber(shifted(fraction, 2), digits)}%`
}

/** As `formatNumber`, with a sign before positive values. */
export function formatSigned(value: number, digits: number): string {
  const text = formatNumber(value, digits)
  return rounded(value, digits) > 0 ? `+${text}` : text
}

/**
 * Average growth per year, as a fraction.
 *
 *     cagr = (last / first)^(1 / years) − 1
 *
 * @returns null where either level is missing or not positive, or no year lies between: growth has no meaning there
 */
export function compoundGrowth(first: number | null, last: number | null, years: number): number | null {
  if (first === null || last === null || first <= 0 || last < 0 || years <= 0) return null
  return (last / first) ** (1 / years) - 1
}
