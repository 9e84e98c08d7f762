/**
 * hyparquet with three lines put right: a damaged file may say that a page holds a thousand million values, less than
 * none, or not say how many, and would be believed until the memory or the patience is at an end.
 */

import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'

/** More rows than this are refused before a page is looked at. */
const MOST_ROWS = 20_000_000

const edits = {
  'encoding.js': [
    ['const count = header >>> 1\n', 'const count = Math.min(header >>> 1, output.length - seen)\n'],
    ['let count = header >> 1 << 3 ', 'let count = Math.min((header >>> 1) * 8, (output.length - seen + 7) & ~7) '],
  ],
  'column.js': [
    [
      'const header = parquetHeader(reader)\n',
      `const header = parquetHeader(reader)
    const page = header.data_page_header ?? header.data_page_header_v2 ?? header.dictionary_page_header
    const sizes = [page?.num_values, header.compressed_page_size, header.uncompressed_page_size]
    if (page === header.data_page_header_v2) {
      sizes.push(page?.definition_levels_byte_length, page?.repetition_levels_byte_length)
    }
    if (!sizes.every((size) => size >= 0) || page.num_values > ${MOST_ROWS}) throw new Error('parquet page of no known size')
`,
    ],
  ],
}

const files = /[\\/]hyparquet[\\/]src[\\/](encoding|column)\.js$/

/** @throws Error where the package is not what it was */
function edited(path, text) {
  let contents = text
  for (const [written, put] of edits[basename(path)]) {
    if (!contents.includes(written)) throw new Error(`${path} is not what it was: does it still need this?`)
    contents = contents.replace(written, put)
  }
  return contents
}

export const esbuildHyparquet = {
  name: 'hyparquet',
  setup({ onLoad }) {
    onLoad({ filter: files }, async ({ path }) => ({
      contents: edited(path, await readFile(path, 'utf8')),
      loader: 'js',
    }))
  },
}

export const viteHyparquet = {
  name: 'hyparquet',
  transform(text, id) {
    const [path = ''] = id.split('?')
    return files.test(path) ? edited(path, text) : null
  },
}
