/**
 * The bytes of a workbook, by hucre; loaded when one is written.
 *
 * hucre leaves two things to us: a formula whose value is an error, and how often strings are used. Both are put right in
 * the parts it wrote (`finished`).
 */

import type { Cell, CellStyle, ConditionalRule, WriteSheet } from 'hucre'
import { writeXlsx } from 'hucre/xlsx'
import { displayWidth } from '../width.ts'
import type { BookCell, BookRow, Chart, Look, Sheet, Workbook } from './book.ts'
import { cellText, sheetPrefix } from './places.ts'
import { unzip, zip } from './zip.ts'

/** The date in the file, always the same, so that the bytes are. */
const DATED = new Date(Date.UTC(2000, 0, 1))

export async function writeWorkbook(book: Workbook): Promise<Uint8Array> {
  const bytes = await writeXlsx({
    sheets: book.sheets.map((sheet) => sheetOf(sheet, book)),
    namedRanges: [...book.names, ...book.sheets.flatMap(printTitles)],
    properties: { title: cellText(book.title), creator: 'yuce', created: DATED, modified: DATED },
    defaultFont: FONT,
  })
  return finished(bytes)
}

const FONT = { name: 'Arial', size: 10 }
const BLUE = { rgb: '1F4E9E' }
const GREY = { rgb: '7F7F7F' }
const line = { style: 'thin', color: { rgb: 'BFBFBF' } } as const
const fill = (rgb: string) => ({ type: 'pattern', pattern: 'solid', fgColor: { rgb } }) as const
const unlocked = { locked: false }

const HEADING: CellStyle = {
  font: { ...FONT, bold: true },
  fill: fill('E7ECF4'),
  border: { bottom: line },
  alignment: { vertical: 'center' },
}

const looks: Readonly<Record<Look, CellStyle>> = {
  title: { font: { ...FONT, size: 16, bold: true } },
  plain: {},
  quiet: { font: { ...FONT, color: GREY } },
  aside: { font: { ...FONT, color: GREY }, alignment: { horizontal: 'left', indent: 1 } },
  wrapped: { alignment: { wrapText: true, vertical: 'top' } },
  heading: HEADING,
  asideHeading: { ...HEADING, alignment: { vertical: 'center', horizontal: 'left', indent: 1 } },
  numberHeading: { ...HEADING, alignment: { vertical: 'center', horizontal: 'right' } },
  group: { font: { ...FONT, bold: true }, border: { bottom: line } },
  label: { alignment: { vertical: 'top' } },
  input: { font: { ...FONT, color: BLUE }, fill: fill('FFFBE6'), protection: unlocked },
  inherited: { font: { ...FONT, color: { rgb: '2E7D4F' } }, protection: unlocked },
  computed: {},
  total: { font: { ...FONT, bold: true }, border: { top: line } },
  unused: { fill: fill('F2F2F2') },
  choice: {
    font: { ...FONT, size: 12, bold: true, color: BLUE },
    fill: fill('FFFBE6'),
    border: { top: line, bottom: line, left: line, right: line },
    protection: unlocked,
  },
  verdict: { font: { ...FONT, bold: true }, alignment: { horizontal: 'center' } },
}

const verdictColours = {
  met: { font: '1B6E34', back: 'DDF2E3' },
  missed: { font: 'A61B1B', back: 'FBE0DE' },
  undetermined: { font: '7A5B00', back: 'FFF1C9' },
} as const

function sheetOf(sheet: Sheet, { verdicts }: Workbook): WriteSheet {
  const cells = new Map<string, Partial<Cell>>()
  sheet.rows.forEach((row, r) => {
    row.forEach((cell, c) => {
      if (cell !== null) cells.set(`${r},${c}`, cellOf(cell))
    })
  })
  const { rows, columns } = sheet.frozen
  return {
    name: sheet.name,
    columns: sheet.widths.map((width) => ({ width })),
    cells,
    ...(rows + columns > 0 ? { freezePane: { rows, columns } } : {}),
    ...(sheet.filter === null ? {} : { autoFilter: { range: sheet.filter } }),
    conditionalRules: sheet.verdicts.flatMap((range, index) => verdictRules(range, verdicts, index)),
    dataValidations: sheet.choices.map(({ cell, from }) => ({
      type: 'list',
      formula1: from,
      range: cell,
      showErrorMessage: true,
    })),
    charts: sheet.charts.map(chartOf),
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
    },
    rowDefs: new Map(sheet.rows.flatMap((row, r) => heightOf(row, sheet.widths, r))),
    ...(sheet.breaks.length === 0 ? {} : { rowBreaks: sheet.breaks.map((row) => row - 1) }),
    headerFooter: { oddFooter: '&L&A&R&P / &N' },
    view: { showGridLines: false },
  }
}

function cellOf({ value, formula, look, format, note, fills }: BookCell): Partial<Cell> {
  const style: CellStyle = format === null ? looks[look] : { ...looks[look], numFmt: format }
  const comment = note === null ? {} : { comment: { text: cellText(note), author: 'yuce' } }
  if (formula !== null) {
    const kind = fills === null ? {} : ({ formulaType: 'array', formulaRef: fills } as const)
    return { formula, formulaResult: typeof value === 'string' ? cellText(value) : value, style, ...kind, ...comment }
  }
  if (typeof value !== 'string') {
    const isMissing = value !== null && !Number.isFinite(value)
    return isMissing ? { formula: 'NA()', formulaResult: value, style, ...comment } : { value, style, ...comment }
  }
  const text = cellText(value)
  // hucre takes a text such as #N/A for the error of that name; as rich text it stays text.
  return text.startsWith('#') ? { richText: [{ text }], style, ...comment } : { value: text, style, ...comment }
}

/** Of a line, in points; and how much more of a proportional font goes into a column than digits. */
const LINE = 13.5
const CROWDED = 1.1

/** A row with text that is broken into lines is as high as they are; Excel finds that out only while it is edited. */
function heightOf(row: BookRow, widths: readonly number[], index: number): [number, { height: number }][] {
  const lines = row.map((cell, column) => {
    if (cell?.look !== 'wrapped' || typeof cell.value !== 'string') return 1
    return Math.ceil(displayWidth(cell.value) / ((widths[column] ?? 1) * CROWDED))
  })
  const most = Math.max(1, ...lines)
  return most > 1 ? [[index, { height: Math.min(400, most * LINE) }]] : []
}

/** A verdict is a word; its colour says the same again. */
function verdictRules(range: string, words: Workbook['verdicts'], index: number): ConditionalRule[] {
  return (['met', 'missed', 'undetermined'] as const).map((verdict, order) => ({
    type: 'cellIs',
    operator: 'equal',
    priority: index * 3 + order + 1,
    formula: `"${words[verdict]}"`,
    range,
    style: {
      font: { color: { rgb: verdictColours[verdict].font } },
      // The colour of a conditional fill is what a cell's own fill calls its background.
      fill: { type: 'pattern', pattern: 'solid', bgColor: { rgb: verdictColours[verdict].back } },
    },
  }))
}

const palette = ['2F6DB5', 'E08A2E', '4B9A5F', 'B8485A', '7B62A8', '8A6D4F', '3FA3A3', 'C6A72F', '6B7785', 'D27BA6']

function chartOf({ title, kind, categories, series, at }: Chart): NonNullable<WriteSheet['charts']>[number] {
  return {
    type: kind === 'stacked' ? 'column' : 'line',
    ...(kind === 'stacked' ? { barGrouping: 'stacked', overlap: 100, gapWidth: 60 } : {}),
    title: cellText(title),
    series: series.map(({ name, values }, index) => ({
      name: cellText(name),
      values,
      categories,
      color: palette[index % palette.length] ?? '2F6DB5',
    })),
    legend: series.length > 1 ? 'right' : false,
    anchor: {
      from: { row: at.row, col: at.column },
      to: { row: at.row + at.rows, col: at.column + at.columns },
    },
  }
}

/** The heading of a table on every page that it is printed on. */
function printTitles({ name, heading }: Sheet): { name: string; range: string; scope: string }[] {
  if (heading === null) return []
  return [{ name: '_xlnm.Print_Titles', range: `${sheetPrefix(name)}$${heading}:$${heading}`, scope: name }]
}

async function finished(bytes: Uint8Array): Promise<Uint8Array> {
  const parts = (await unzip(bytes)).map(({ path, bytes: part }) => ({ path, text: new TextDecoder().decode(part) }))
  const isSheet = (path: string) => path.startsWith('xl/worksheets/sheet')
  const used = parts.reduce(
    (count, { path, text }) => count + (isSheet(path) ? (text.match(/ t="s"/g)?.length ?? 0) : 0),
    0,
  )
  const encoder = new TextEncoder()
  return zip(
    parts.map(({ path, text }) => {
      const right = isSheet(path) ? withErrors(text) : path === 'xl/sharedStrings.xml' ? counted(text, used) : text
      return { path, bytes: encoder.encode(right) }
    }),
  )
}

/** A missing value, which hucre writes as the number NaN, as the error #N/A. */
function withErrors(sheet: string): string {
  return sheet.replace(/<c ([^<>]*)>(<f[^<>]*>[^<]*<\/f>)<v>NaN<\/v>/g, '<c $1 t="e">$2<v>#N/A</v>')
}

function counted(strings: string, used: number): string {
  return strings.replace(/ count="\d+"/, ` count="${used}"`)
}
