/**
 * What is printed, before anyone decides how: a document of sections, each with a heading, a table and notes. Every
 * human format walks the same document. Texts are finished: rounded, with their unit, in one language.
 */

/** What a text means, for colour; colour never carries it alone. */
export type Tone = 'plain' | 'strong' | 'quiet' | 'good' | 'bad' | 'unsure'

export type Cell = { readonly text: string; readonly tone: Tone }

export type Column = {
  /** A line end in it is kept. */
  readonly heading: string
  readonly align: 'left' | 'right'
  /** Says what the row is about: repeated where a table is folded, and cut before any number is. */
  readonly isKey: boolean
}

export type Row = {
  readonly cells: readonly Cell[]
  readonly isTotal: boolean
}

export type Table = {
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  /** Texts that are too long break into lines, so that a row may take several; else they are cut. */
  readonly isWrapped: boolean
  readonly picture: Picture | null
}

/** Drawn beside the rows where room is left. It shows nothing that the row does not say in numbers. */
export type Picture = {
  readonly heading: string
  /** How many columns of a terminal it can do with, and how many it takes where there are enough. */
  readonly narrowest: number
  readonly widest: number
  /** A line for each row, at most so many columns wide. */
  readonly draw: (width: number) => readonly string[]
  /** How to read it, below the table. */
  readonly note: Cell | null
  /** In Markdown too, where its signs are read as source and kept under version control. */
  readonly isInMarkdown: boolean
}

export type Section = {
  readonly heading: Cell | null
  /** Lines between the heading and the table. */
  readonly lead: readonly Cell[]
  readonly table: Table | null
  /** Lines that stay as they are: a tree, commands to type. */
  readonly verbatim: readonly Cell[]
  /** Lines below the table. */
  readonly notes: readonly Cell[]
}

export type Document = readonly Section[]

export function cell(text: string, tone: Tone = 'plain'): Cell {
  return { text, tone }
}

export function keyColumn(heading: string): Column {
  return { heading, align: 'left', isKey: true }
}

export function numberColumn(heading: string): Column {
  return { heading, align: 'right', isKey: false }
}

export function textColumn(heading: string): Column {
  return { heading, align: 'left', isKey: false }
}

export function row(cells: readonly Cell[], isTotal = false): Row {
  return { cells, isTotal }
}

export function table(columns: readonly Column[], rows: readonly Row[]): Table {
  return { columns, rows, isWrapped: false, picture: null }
}

export function wrappedTable(columns: readonly Column[], rows: readonly Row[]): Table {
  return { ...table(columns, rows), isWrapped: true }
}

export function pictured(table: Table, picture: Picture): Table {
  return { ...table, picture }
}

export function section(
  heading: Cell | null,
  table: Table | null,
  notes: readonly Cell[] = [],
  lead: readonly Cell[] = [],
): Section {
  return { heading, lead, table, verbatim: [], notes }
}

export function verbatimSection(heading: Cell, lines: readonly Cell[]): Section {
  return { heading, lead: [], table: null, verbatim: lines, notes: [] }
}
