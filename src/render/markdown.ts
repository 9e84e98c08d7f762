/** A document as Markdown (GitHub's tables). Pure: text in, text out. */

import type { Cell, Document, Section, Table } from './table.ts'
import { clean } from './width.ts'

/** The document as Markdown, a line end after the last line. */
export function toMarkdown(document: Document): string {
  return document.map(sectionMarkdown).join('\n')
}

function sectionMarkdown({ heading, lead, table, verbatim, notes }: Section): string {
  const picture = table?.picture?.isInMarkdown === true ? table.picture : null
  const parts = [
    ...(heading === null ? [] : [`**${escaped(heading.text)}**\n`]),
    ...lead.map(({ text }) => `${paragraph(text)}\n`),
    ...(table === null ? [] : [tableMarkdown({ ...table, picture })]),
    ...(verbatim.length === 0 ? [] : [fenced(verbatim)]),
    ...[...(picture?.note ? [picture.note] : []), ...notes].map(({ text }) => `${paragraph(text)}\n`),
  ]
  return parts.join('\n')
}

/** Columns of a picture that could have more. */
const PICTURE_WIDTH = 24

function tableMarkdown({ columns, rows, picture }: Table): string {
  const line = (texts: readonly string[]) => `| ${texts.join(' | ')} |\n`
  const rule = columns.map(({ align }) => (align === 'right' ? '---:' : ':---'))
  const lines = picture?.draw(Math.min(picture.widest, PICTURE_WIDTH)) ?? []
  const drawn = (row: number) => (picture === null ? [] : [pictureMarkdown(lines[row] ?? '')])
  const body = rows.map(({ cells, isTotal }, row) =>
    line([...columns.map((_, i) => cellMarkdown(cells[i], isTotal)), ...drawn(row)]),
  )
  const headings = columns.map(({ heading }) => escaped(heading))
  if (picture === null) return line(headings) + line(rule) + body.join('')
  return line([...headings, escaped(picture.heading)]) + line([...rule, ':---']) + body.join('')
}

/** As code, whose characters are all of one width; with spaces that no browser puts together. */
function pictureMarkdown(line: string): string {
  return line === '' ? '' : `\`${line.replaceAll(' ', '\u00a0').replaceAll('|', '\\|')}\``
}

/** A block of code that no line of it ends. */
function fenced(lines: readonly Cell[]): string {
  const text = lines.map((line) => `${clean(line.text)}\n`).join('')
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}${fence}\n`
}

function cellMarkdown(cell: Cell | undefined, isTotal: boolean): string {
  const text = escaped(cell?.text.trim() ?? '')
  return isTotal && text !== '' ? `**${text}**` : text
}

/** A paragraph: nor is it a heading, a quotation, a list or a rule. */
function paragraph(text: string): string {
  return escaped(text)
    .replace(/^(?:[#>]|[-+](?=\s|-|$)|=+$)/, '\\$&')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')
}

/**
 * No text from a plan starts markup, ends a cell or opens a tag. What cannot is left as it is, so that the source reads well:
 * `rd_intensity`, `a < b`.
 */
function escaped(text: string): string {
  return clean(text)
    .trim()
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replace(/[\\`*[\]|~$]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/<(?=[a-z/!?])/gi, '&lt;')
}
