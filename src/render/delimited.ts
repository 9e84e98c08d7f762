/**
 * Rows of text and numbers as CSV, TSV or NDJSON: full precision, the same bytes for the same rows. Written in pieces,
 * so that the length of a result is bounded by the disk and not by the memory.
 */

export type DataCell = string | number | null

/** Rows for programs: the headings are part of the contract and are never translated. */
export type DataTable = { readonly columns: readonly string[]; readonly rows: readonly (readonly DataCell[])[] }

/** Takes the next piece; bytes are done with once it is taken. */
export type Write = (piece: string | Uint8Array) => Promise<void>

/** Everything that is written, as one text. */
export async function textOf(produce: (write: Write) => Promise<void>): Promise<string> {
  const pieces: string[] = []
  await produce(async (piece) => {
    // Pieces are whole rows: no character is divided between two of them.
    pieces.push(typeof piece === 'string' ? piece : Buffer.from(piece).toString('utf8'))
  })
  return pieces.join('')
}

export type DataOptions = {
  /** `--digits`; null: the shortest text that reads back as the same number. */
  readonly digits: number | null
  /** For a spreadsheet: CRLF, and text cells that it would run as formulas made text. */
  readonly excel: boolean
  /** Begin with a byte order mark. */
  readonly mark: boolean
}

/** How one of the formats writes a row. */
export type Dialect = {
  /** Before the first line. */
  readonly mark: string
  /** The first line; null where rows name their fields. */
  readonly header: (columns: readonly string[]) => string | null
  readonly row: (columns: readonly string[], cells: readonly DataCell[]) => string
  /** A text cell, as it stands in a row. */
  readonly text: (text: string) => string
  /** @param unit  what the value is measured in: a rate keeps two decimals more (`decimalsIn`) */
  readonly number: (value: number | null, unit?: string | null) => string
  /** `--digits`, as in DataOptions. */
  readonly digits: number | null
}

/** A cell that is filled in later. No text of a plan holds this character: a file with one is refused. */
export const GAP = '\0'

/** The text of a row before, between and after its gaps, so that rows that differ only there are quickly written. */
export function aroundGaps({ row, text }: Dialect, columns: readonly string[], cells: readonly DataCell[]): string[] {
  return row(columns, cells).split(text(GAP))
}

export type DataFormat = 'csv' | 'tsv' | 'ndjson'

/** About what a pipe takes at once. */
export const CHUNK = 1 << 16

/**
 * Text that a spreadsheet would run.
 *
 * @source OWASP, CSV Injection: a cell that begins with = + - @, a tab or a line end; and their full-width forms
 */
const formula = /^[=+\-@\t\r\n＝＋－＠]/

export function isFormulaLike(text: string): boolean {
  return formula.test(text)
}

/** The shortest decimal text that reads back as the same number; 0 for −0, nothing for no value. */
export function numberText(value: number | null, digits: number | null): string {
  if (value === null || !Number.isFinite(value)) return ''
  if (digits === null || Number.isInteger(value)) return String(value + 0)
  return String(Number(value.toFixed(digits)) + 0)
}

/**
 * Decimals that `--digits` leaves. It counts those of what tables show, and there a rate or share (unit `1`) stands in
 * per cent: 2.5 % with one decimal is 0.025.
 */
export function decimalsIn(unit: string | null | undefined, digits: number | null): number | null {
  return digits !== null && unit === '1' ? digits + 2 : digits
}

/** A number as `--digits` leaves it. */
export function roundedTo(value: number | null, unit: string | null, digits: number | null): number | null {
  return value === null ? null : Number(numberText(value, decimalsIn(unit, digits)))
}

/** The unit that a row gives for its numbers. */
function unitOf(columns: readonly string[], cells: readonly DataCell[]): string | null {
  const unit = cells[columns.indexOf('unit')]
  return typeof unit === 'string' ? unit : null
}

export function dialectOf(format: DataFormat, options: DataOptions): Dialect {
  if (format === 'csv') return csv(options)
  return format === 'tsv' ? tsv(options) : ndjson(options)
}

/**
 * Comma-separated values. Quotes only where a cell needs them; every line ends in CRLF, the last one too.
 *
 * @source RFC 4180, section 2
 */
function csv({ digits, excel, mark }: DataOptions): Dialect {
  const text = (cell: string) => quoted(excel && isFormulaLike(cell) ? `'${cell}` : cell)
  return separated(',', '\r\n', text, digits, mark)
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** Tab-separated values: tabs, line ends and backslashes inside a cell are written \t, \n, \r and \\, as by Miller. */
function tsv({ digits, excel, mark }: DataOptions): Dialect {
  const text = (cell: string) => withoutTabs(excel && isFormulaLike(cell) ? `'${cell}` : cell)
  return separated('\t', excel ? '\r\n' : '\n', text, digits, mark)
}

function withoutTabs(cell: string): string {
  const names: Record<string, string> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '\\': '\\\\' }
  return /[\t\n\r\\]/.test(cell) ? cell.replace(/[\t\n\r\\]/g, (each) => names[each] ?? each) : cell
}

function separated(
  delimiter: string,
  end: string,
  text: (cell: string) => string,
  digits: number | null,
  mark: boolean,
): Dialect {
  const number: Dialect['number'] = (value, unit) => numberText(value, decimalsIn(unit, digits))
  const written = (each: DataCell, unit: string | null) => (typeof each === 'string' ? text(each) : number(each, unit))
  return {
    mark: mark ? '\uFEFF' : '',
    header: (columns) => columns.map(text).join(delimiter) + end,
    row: (columns, cells) => {
      const unit = unitOf(columns, cells)
      return cells.map((each) => written(each, unit)).join(delimiter) + end
    },
    text,
    number,
    digits,
  }
}

/** One JSON object per line. */
function ndjson({ digits }: DataOptions): Dialect {
  const number: Dialect['number'] = (value, unit) => numberText(value, decimalsIn(unit, digits)) || 'null'
  const written = (each: DataCell, unit: string | null) =>
    typeof each === 'string' ? JSON.stringify(each) : number(each, unit)
  return {
    mark: '',
    header: () => null,
    row: (columns, cells) => {
      const unit = unitOf(columns, cells)
      const fields = columns.map((name, i) => `${JSON.stringify(name)}:${written(cells[i] ?? null, unit)}`)
      return `{${fields.join(',')}}\n`
    },
    text: (cell) => JSON.stringify(cell),
    number,
    digits,
  }
}

/** Write a small table whole. */
export async function writeData({ columns, rows }: DataTable, dialect: Dialect, write: Write): Promise<void> {
  const lines = rows.map((row) => dialect.row(columns, row))
  await write(dialect.mark + (dialect.header(columns) ?? '') + lines.join(''))
}

/** How many text cells of a table a spreadsheet would run as formulas. */
export function countFormulaLike({ columns, rows }: DataTable): number {
  const inRow = (row: readonly DataCell[]) =>
    row.filter((each) => typeof each === 'string' && isFormulaLike(each)).length
  return rows.reduce((count, row) => count + inRow(row), columns.filter(isFormulaLike).length)
}
