/** Cells, ranges, sheets and names as Excel writes them, and the texts it can hold. */

/** Excel's limits. */
export const limits = {
  rows: 1_048_576,
  columns: 16_384,
  text: 32_767,
  formula: 8192,
  depth: 64,
  sheetName: 31,
  name: 255,
} as const

/** `A`, `Z`, `AA`: the letters of a column, from 0. */
export function columnName(column: number): string {
  const rest = Math.floor(column / 26) - 1
  return (rest < 0 ? '' : columnName(rest)) + String.fromCharCode(65 + (column % 26))
}

/** `B3`: row and column from 0. */
export function cellName(row: number, column: number): string {
  return `${columnName(column)}${row + 1}`
}

/** `'Assumptions, trend'!`: before a cell of another sheet. */
export function sheetPrefix(sheet: string): string {
  return `'${sheet.replaceAll("'", "''")}'!`
}

/**
 * A text that a cell can hold: without control characters and halves of characters, and not longer than Excel allows.
 * What Excel would read as an escape (`_x0041_`) stays as written.
 */
export function cellText(text: string): string {
  const shown = text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]|\p{Cs}|[\uFFFE\uFFFF]/gu, '')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  return shown.length <= limits.text ? shown : `${wholeCharacters(shown, limits.text - 1)}…`
}

/** The beginning of a text, no longer than so many code units, without half a character at its end. */
function wholeCharacters(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')
}

/** Makes names of sheets: what Excel allows, none twice (it does not tell capitals from small letters). */
export function sheetNamer(): (wanted: string) => string {
  const taken = new Set<string>()
  return (wanted) => {
    const allowed = wanted
      .replace(/[[\]:*?/\\]/g, ' ')
      .replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\uFFFE\uFFFF]/gu, ' ')
      .replace(/\s+/g, ' ')
      .replace(/^[' ]+|[' ]+$/g, '')
    const base = allowed === '' || allowed.toLowerCase() === 'history' ? `${allowed}_` : allowed
    for (let count = 1; ; count++) {
      const ending = count === 1 ? '' : ` ${count}`
      const name = wholeCharacters(base, limits.sheetName - ending.length).replace(/[' ]+$/, '') + ending
      if (taken.has(name.toLowerCase())) continue
      taken.add(name.toLowerCase())
      return name
    }
  }
}

/**
 * Makes defined names: letters, digits, `_` and dots between the parts, none twice. A dot keeps every name apart from
 * the cells `A1` and `R1C1`.
 */
export function rangeNamer(): (...parts: readonly string[]) => string {
  const taken = new Set<string>()
  return (...parts) => {
    const words = parts.map((part) => part.replace(/[^\p{L}\p{Nd}_]|[^\0-\uFFFF]/gu, '_').slice(0, 60))
    const joined = words.join('.')
    const base = (/^[\p{L}_]/u.test(joined) ? joined : `_${joined}`).slice(0, limits.name - 12)
    for (let count = 1; ; count++) {
      const name = count === 1 ? base : `${base}.${count}`
      if (taken.has(name.toLowerCase())) continue
      taken.add(name.toLowerCase())
      return name
    }
  }
}
