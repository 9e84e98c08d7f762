/**
 * Tables as Parquet: read as the CSV that they would be, so that every rule, problem and place of the text formats holds
 * for them too. The first line is that of the column names, and row n stands on line n + 1.
 */

import { Buffer } from 'node:buffer'
import { MOST_VALUES } from './limits.ts'
import type { Decoded } from './parquet-name.ts'

/** By the name that Parquet has for it; Snappy comes with the reader. */
export type Compressors = Readonly<Record<string, (input: Uint8Array) => Uint8Array>>

/**
 * Numbers are written as the shortest text that reads back as the same number, of the precision that the column has; decimals
 * with all their digits; dates as 2027-01-31; nothing and NaN as empty cells.
 *
 * @param most  bytes of text; more are not made
 */
export async function decodeParquet(bytes: Uint8Array, most: number, compressors: Compressors): Promise<Decoded> {
  try {
    return await read(bytes, most, compressors)
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) }
  }
}

async function read(bytes: Uint8Array, most: number, compressors: Compressors): Promise<Decoded> {
  const { parquetMetadataAsync, parquetRead, parquetSchema } = await import('./hyparquet.ts')
  const file = {
    byteLength: bytes.length,
    slice: (start: number, end = bytes.length) =>
      bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + end) as ArrayBuffer,
  }
  const metadata = await parquetMetadataAsync(file)
  const { children } = parquetSchema(metadata)
  const nested = children.find((each) => each.children.length > 0 || each.element.repetition_type === 'REPEATED')
  if (nested !== undefined) return { ok: false, reason: `column '${nested.element.name}' holds lists or structures` }
  const counted = metadata.row_groups.reduce((sum, { num_rows }) => sum + num_rows, 0n)
  if (counted !== metadata.num_rows || metadata.row_groups.some(({ num_rows }) => num_rows < 0n)) {
    return { ok: false, reason: 'its rows are not as many as it says' }
  }
  if (metadata.num_rows > MOST_VALUES) return { ok: false, reason: `more than ${MOST_VALUES / 1e6} million rows` }
  const writers = children.map(({ element }) => cellWriter(element))
  const pieces = [Buffer.from(`${children.map(({ element }) => quoted(element.name)).join(',')}\n`)]
  let length = 0
  let rowStart = 0
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows)
    // One column after the other: of several at a time, those that fail after the first would fail unheard.
    const columns: unknown[][][] = []
    for (const { element } of children) {
      const onComplete = (rows: unknown[][]) => columns.push(rows)
      await parquetRead({ file, metadata, columns: [element.name], rowStart, rowEnd, compressors, onComplete })
    }
    const piece = Buffer.from(textOf(columns, writers))
    length += piece.length
    if (length > most) return { ok: false, reason: `more than ${most / 1e6} MB as text` }
    pieces.push(piece)
    rowStart = rowEnd
  }
  return { ok: true, text: Buffer.concat(pieces) }
}

/** @param columns  each as rows of one cell */
function textOf(columns: readonly (readonly unknown[][])[], writers: readonly ((cell: unknown) => string)[]): string {
  const [first = []] = columns
  let text = ''
  for (let row = 0; row < first.length; row++) {
    text += `${columns.map((rows, column) => writers[column]?.(rows[row]?.[0]) ?? '').join(',')}\n`
  }
  return text
}

type Element = {
  readonly name: string
  readonly type?: string
  readonly converted_type?: string
  readonly scale?: number
}

function cellWriter({ type, converted_type, scale }: Element): (cell: unknown) => string {
  if (converted_type === 'DECIMAL') {
    return (cell) => (typeof cell === 'number' ? cell.toFixed(scale ?? 0) : cellText(cell))
  }
  if (type === 'FLOAT') return (cell) => (typeof cell === 'number' ? singleText(cell) : cellText(cell))
  return cellText
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined || Number.isNaN(cell)) return ''
  if (cell instanceof Date) return cell.toISOString().replace('T00:00:00.000Z', '')
  if (typeof cell === 'object') return quoted(JSON.stringify(cell))
  return quoted(String(cell))
}

/** The shortest text that reads back as the same number of single precision: 0.08, and not 0.07999999821186066. */
function singleText(value: number): string {
  if (!Number.isFinite(value)) return cellText(value)
  for (let digits = 6; digits < 9; digits++) {
    const shorter = Number(value.toPrecision(digits))
    if (Math.fround(shorter) === value) return String(shorter)
  }
  return String(Number(value.toPrecision(9)))
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
