/** A document for a terminal: light tables that fit its width, every line of a table equally wide. */

import type { Glyphs } from './glyphs.ts'
import { GAP, type Strip, strips, tableWidth } from './layout.ts'
import { withPicture } from './picture.ts'
import { type Cell, cell, type Document, type Row, type Section, type Table, type Tone } from './table.ts'
import { cut, displayWidth, wrapped } from './width.ts'

/** Above so many rows no row takes several lines. */
const MANY_ROWS = 500

export type Paint = (text: string, tone: Tone) => string

export type TextOptions = {
  /** Columns of the terminal. */
  readonly width: number
  readonly glyphs: Glyphs
  readonly paint: Paint
}

/** Draws one strip: a line of text per heading line, a rule, and a line per row. */
type Draw = (table: Table, strip: Strip, options: TextOptions) => string

/** The document as text, an empty line between sections, a line end after the last. */
export async function toText(document: Document, options: TextOptions): Promise<string> {
  const sections = document.map((each) =>
    each.table === null ? each : withPicture(each, options.width, tableWidth(each.table)),
  )
  const drawWrapped = sections.some(({ table }) => table !== null && needsLibrary(table))
    ? await loadDrawer()
    : drawLines
  return sections.map((each) => sectionText(each, options, drawWrapped)).join('\n')
}

/**
 * cli-table3 draws rows of several lines. Rows of one line are ours: it takes as long for a screen of them as everything
 * else in a run together, and time with the square of the rows.
 */
function needsLibrary({ rows, isWrapped }: Table): boolean {
  return isWrapped && rows.length > 0 && rows.length <= MANY_ROWS
}

function sectionText(
  { heading, lead, table, verbatim, notes }: Section,
  options: TextOptions,
  drawWrapped: Draw,
): string {
  const above = heading === null ? '' : lines(heading, options)
  const draw = table !== null && needsLibrary(table) ? drawWrapped : drawLines
  const body = table === null ? '' : tableText(table, options, draw)
  const told = (cells: readonly Cell[]) => cells.map((each) => lines(each, options)).join('')
  const kept = verbatim.map(({ text, tone }) => `${options.paint(text, tone)}\n`).join('')
  return above + told(lead) + body + kept + told(notes)
}

function lines({ text, tone }: Cell, { width, paint }: TextOptions): string {
  return wrapped(text, width)
    .map((line) => `${paint(line, tone)}\n`)
    .join('')
}

function tableText(table: Table, options: TextOptions, draw: Draw): string {
  const parts = strips(table, options.width, options.glyphs.ellipsis)
  return parts.map((strip) => `${draw(table, strip, options)}\n`).join('\n')
}

/** A line a row, by fixed widths: for tables of any length. */
function drawLines(table: Table, strip: Strip, options: TextOptions): string {
  const gap = ' '.repeat(GAP)
  const headings = headingRows(strip).map((row) => alignedCells(table, strip, row, options).join(gap))
  const rule = options.paint(options.glyphs.rule.repeat(widthOf(strip)), 'quiet')
  const rows = table.rows.map((row) => alignedCells(table, strip, cellsOf(strip, row), options).join(gap))
  return [...headings, rule, ...rows].join('\n')
}

function alignedCells(table: Table, strip: Strip, cells: readonly Cell[], { glyphs, paint }: TextOptions): string[] {
  return cells.map(({ text, tone }, i) => {
    const width = strip.widths[i] ?? 0
    const shown = cut(text, width, glyphs.ellipsis)
    const space = ' '.repeat(width - displayWidth(shown))
    return alignOf(table, strip, i) === 'right' ? space + paint(shown, tone) : paint(shown, tone) + space
  })
}

/** Rows of as many lines as their texts need, by cli-table3; for texts that fit, the same lines as `drawLines`. */
async function loadDrawer(): Promise<Draw> {
  const { default: CliTable } = await import('cli-table3')
  return (table, strip, options) => {
    const { glyphs, paint } = options
    const broken = (text: string, i: number) => wrapped(text, Math.max(1, strip.widths[i] ?? 1))
    const shown = (cells: readonly Cell[]) =>
      cells.map(({ text, tone }, i) =>
        broken(text, i)
          .map((line) => paint(line, tone))
          .join('\n'),
      )
    const drawn = new CliTable({
      chars: { ...noBorder, middle: ' '.repeat(GAP) },
      style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
      colWidths: [...strip.widths],
      colAligns: strip.columns.map((_, i) => alignOf(table, strip, i)),
      truncate: glyphs.ellipsis,
    })
    drawn.push(strip.headings.map((heading) => heading.join('\n')))
    for (const [i, each] of table.rows.entries()) {
      const texts = shown(cellsOf(strip, each))
      // cli-table3 draws a line above a row where a cell has one: only the first row has, under the headings.
      drawn.push(i === 0 ? texts.map((content) => ({ content, chars: ruleAbove(glyphs) })) : texts)
    }
    const lines = drawn.toString().split('\n')
    const ruleLine = strip.headings[0]?.length ?? 0
    return lines.map((line, i) => (i === ruleLine ? paint(line, 'quiet') : line)).join('\n')
  }
}

const noBorder = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
}

function ruleAbove({ rule }: Glyphs) {
  return { mid: rule, 'mid-mid': rule.repeat(GAP) }
}

/** The heading of each column, a line at a time. */
function headingRows(strip: Strip): Cell[][] {
  const height = strip.headings[0]?.length ?? 0
  return Array.from({ length: height }, (_, line) => strip.headings.map((heading) => cell(heading[line] ?? '')))
}

function cellsOf({ columns }: Strip, { cells }: Row): Cell[] {
  return columns.map((column) => cells[column] ?? cell(''))
}

function alignOf(table: Table, { columns }: Strip, i: number): 'left' | 'right' {
  return table.columns[columns[i] ?? 0]?.align ?? 'left'
}

function widthOf({ widths }: Strip): number {
  return widths.reduce((sum, width) => sum + width, GAP * Math.max(0, widths.length - 1))
}
