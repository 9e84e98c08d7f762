/** A workbook as the bytes of an .xlsx file. What writes them is loaded when the first one is. */

import type { Workbook } from './book.ts'

export async function workbookBytes(book: Workbook): Promise<Uint8Array> {
  const { writeWorkbook } = await import('./hucre.ts')
  return writeWorkbook(book)
}
