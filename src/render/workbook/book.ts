/**
 * A workbook as plain data: what `hucre.ts` turns into the bytes of an .xlsx file.
 *
 * Formulas are Excel's, without the leading `=`, and come with the value they have. Text is always text: nothing that a
 * plan says is ever read as a formula.
 */

/** How a cell looks, which also says what it is: blue is typed in and may be changed, black is computed. */
export type Look =
  | 'title'
  | 'plain'
  | 'quiet'
  | 'aside'
  | 'wrapped'
  | 'heading'
  | 'asideHeading'
  | 'numberHeading'
  | 'group'
  | 'label'
  | 'input'
  | 'inherited'
  | 'computed'
  | 'total'
  | 'unused'
  | 'choice'
  | 'verdict'

export type BookCell = {
  /** Of a formula, what it gives; NaN is #N/A, a value that is missing. */
  readonly value: string | number | null
  readonly formula: string | null
  readonly look: Look
  /** Excel's number format; null: general. */
  readonly format: string | null
  /** A remark that shows when the cell is pointed at. */
  readonly note: string | null
  /** The cells that an array formula fills, this one first. */
  readonly fills: string | null
}

export type BookRow = readonly (BookCell | null)[]

export type Chart = {
  readonly title: string
  readonly kind: 'stacked' | 'line'
  /** Ranges with their sheet. */
  readonly categories: string
  readonly series: readonly { readonly name: string; readonly values: string }[]
  readonly at: { readonly row: number; readonly column: number; readonly rows: number; readonly columns: number }
}

export type Sheet = {
  /** As `sheetNamer` makes it. */
  readonly name: string
  readonly rows: readonly BookRow[]
  /** Of each column, in characters. */
  readonly widths: readonly number[]
  readonly frozen: { readonly rows: number; readonly columns: number }
  /** The row that is repeated on every printed page, from 1; null: none. */
  readonly heading: number | null
  /** Ranges whose words are verdicts, coloured by them. */
  readonly verdicts: readonly string[]
  /** Cells whose value is one of a list: the range it stands in, with its sheet. */
  readonly choices: readonly { readonly cell: string; readonly from: string }[]
  readonly charts: readonly Chart[]
  /** A table that can be filtered. */
  readonly filter: string | null
  /** Rows, from 0, that begin a new page when printed. */
  readonly breaks: readonly number[]
}

export type Workbook = {
  readonly title: string
  readonly sheets: readonly Sheet[]
  readonly names: readonly { readonly name: string; readonly range: string }[]
  /** What a verdict is called, for its colour. */
  readonly verdicts: Readonly<Record<'met' | 'missed' | 'undetermined', string>>
}

const bare = { formula: null, format: null, note: null, fills: null }

export function textCell(value: string, look: Look = 'plain'): BookCell {
  return { ...bare, value, look }
}

export function numberCell(value: number, look: Look, format: string | null, note: string | null = null): BookCell {
  return { ...bare, value, look, format, note }
}

export function formulaCell(
  formula: string,
  value: string | number,
  look: Look,
  format: string | null,
  note: string | null = null,
): BookCell {
  return { ...bare, value, formula, look, format, note }
}

export function emptyCell(look: Look): BookCell {
  return { ...bare, value: null, look }
}

export const plainSheet: Omit<Sheet, 'name' | 'rows' | 'widths'> = {
  frozen: { rows: 1, columns: 0 },
  heading: 1,
  verdicts: [],
  choices: [],
  charts: [],
  filter: null,
  breaks: [],
}
