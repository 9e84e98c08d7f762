/**
 * Workbooks as another program sees them: LibreOffice computes the formulas of a file from which every computed value has
 * been taken out, and the result is read back.
 */

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import { unzip, zip } from '../../src/render/workbook/zip.ts'

export type Read = { readonly value: unknown; readonly formula: string | null }

/** Cells by sheet and by name: `book.get('Targets')?.get('J5')`. */
export type ReadBook = ReadonlyMap<string, ReadonlyMap<string, Read>>

/** What is typed into a cell: by sheet, then by the cell's name. */
export type Edits = Readonly<Record<string, Readonly<Record<string, number | string | null>>>>

export async function partsOf(bytes: Uint8Array): Promise<Map<string, string>> {
  const parts = await unzip(bytes)
  return new Map(parts.map(({ path, bytes: part }) => [path, new TextDecoder().decode(part)]))
}

async function packed(parts: ReadonlyMap<string, string>): Promise<Uint8Array> {
  const encoder = new TextEncoder()
  return zip([...parts].map(([path, text]) => ({ path, bytes: encoder.encode(text) })))
}

/** The part that holds a sheet. */
function sheetPart(parts: ReadonlyMap<string, string>, name: string): string {
  const written = name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const names = [...(parts.get('xl/workbook.xml') ?? '').matchAll(/<sheet name="([^"]*)"/g)].map(([, each]) => each)
  const index = names.findIndex((each) => each?.replaceAll('&apos;', "'").replaceAll('&quot;', '"') === written)
  if (index < 0) throw new RangeError(`no sheet ${name} among ${names.join(', ')}`)
  return `xl/worksheets/sheet${index + 1}.xml`
}

/** The workbook with other values in some cells, as if typed. */
async function edited(bytes: Uint8Array, edits: Edits): Promise<Uint8Array> {
  const parts = await partsOf(bytes)
  for (const [sheet, cells] of Object.entries(edits)) {
    const path = sheetPart(parts, sheet)
    for (const [cell, value] of Object.entries(cells)) {
      const found = new RegExp(`<c r="${cell}"( s="\\d+")?[^>]*?(/>|>.*?</c>)`)
      const text = parts.get(path) ?? ''
      if (!found.test(text)) throw new RangeError(`${sheet} has no cell ${cell}`)
      const typed = (style = '') => {
        if (value === null) return `<c r="${cell}"${style}/>`
        if (typeof value === 'number') return `<c r="${cell}"${style}><v>${value}</v></c>`
        return `<c r="${cell}"${style} t="inlineStr"><is><t>${value}</t></is></c>`
      }
      parts.set(
        path,
        text.replace(found, (_, style?: string) => typed(style)),
      )
    }
  }
  return packed(parts)
}

/** The workbook without the values of its formulas, which LibreOffice would show as they stand. */
async function withoutValues(bytes: Uint8Array): Promise<Uint8Array> {
  const parts = await partsOf(bytes)
  for (const [path, text] of parts) {
    if (!path.startsWith('xl/worksheets/')) continue
    const bare = text.replace(/<c ([^<>]*?)(?: t="\w+")?>(<f[^<>]*>[^<]*<\/f>)<v>[^<]*<\/v>/g, '<c $1>$2')
    parts.set(path, bare)
  }
  return packed(parts)
}

let made: string | null = null

/** LibreOffice's settings: made once, since that takes longer than a workbook does. */
function profile(): string {
  made ??= mkdtempSync(join(tmpdir(), 'yuce-soffice-profile-'))
  return made
}

/** What LibreOffice makes of a workbook. */
export async function recalculated(bytes: Uint8Array, edits: Edits = {}): Promise<ReadBook> {
  return opened(await withoutValues(await edited(bytes, edits)), 'book.xlsx')
}

/** A file as LibreOffice opens it, by its name's extension. */
export async function opened(bytes: Uint8Array, name: `book.${string}`): Promise<ReadBook> {
  const folder = mkdtempSync(join(tmpdir(), 'yuce-soffice-'))
  try {
    writeFileSync(join(folder, name), bytes)
    const to = [
      `-env:UserInstallation=file://${profile()}`,
      // UTF-8; what begins like a formula is one.
      ...(name.endsWith('.csv') ? ['--infilter=CSV:44,34,76,1'] : []),
      '--headless',
      '--convert-to',
      'xlsx:Calc MS Excel 2007 XML',
      '--outdir',
      join(folder, 'out'),
    ]
    execFileSync('soffice', [...to, join(folder, name)], { stdio: 'ignore', timeout: 300_000 })
    return await readBook(readFileSync(join(folder, 'out/book.xlsx')))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export async function readBook(bytes: Uint8Array): Promise<ReadBook> {
  const { sheets } = await readXlsx(bytes)
  return new Map(
    sheets.map(({ name, rows, cells }) => {
      const read = new Map<string, Read>()
      rows.forEach((row, r) => {
        row.forEach((value, c) => {
          if (value !== null) read.set(cellName(r, c), { value, formula: cells?.get(`${r},${c}`)?.formula ?? null })
        })
      })
      return [name, read]
    }),
  )
}

function cellName(row: number, column: number): string {
  const letters = (index: number): string =>
    (index < 26 ? '' : letters(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26))
  return letters(column) + (row + 1)
}

/** Rows of a sheet as lists of values, empty cells null. */
export function rowsOf(sheet: ReadonlyMap<string, Read>): unknown[][] {
  const rows: unknown[][] = []
  for (const [name, { value }] of sheet) {
    const [, letters = 'A', digits = '1'] = /^([A-Z]+)(\d+)$/.exec(name) ?? []
    const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
    const row = rows[Number(digits) - 1] ?? []
    row[column] = value
    rows[Number(digits) - 1] = row
  }
  return Array.from(rows, (row) => Array.from(row ?? [], (value) => value ?? null))
}
