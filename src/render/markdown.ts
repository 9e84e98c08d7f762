/** A document as Markdown (GitHub's tables). Pure: text in, text out. */

import type { Cell, Document, Section, Table } from './table.ts'
import { clean } from './width.ts'

/** The document as Markdown, a line end after the last line. */
export function toMarkdown(document: Document): string {
  return document.map(sectionMarkdown).join('\n')
}

function sectionMarkdown({ heading, lead, table, notes }: Section): string {
  const parts = [
    ...(heading === null ? [] : [`**${escaped(heading.text)}**\n`]),
    ...lead.map(({ text }) => `${escaped(text)}\n`),
    ...(table === null ? [] : [tableMarkdown(table)]),
    ...notes.map(({ text }) => `${escaped(text)}\n`),
  ]
  return parts.join('\n')
}

function tableMarkdown({ columns, rows }: Table): string {
  const line = (texts: readonly string[]) => `| ${texts.join(' | ')} |\n`
  const rule = columns.map(({ align }) => (align === 'right' ? '---:' : ':---'))
  const body = rows.map(({ cells, isTotal }) => line(columns.map((_, i) => cellMarkdown(cells[i], isTotal))))
  return line(columns.map(({ heading }) => escaped(heading))) + line(rule) + body.join('')
}

function cellMarkdown(cell: Cell | undefined, isTotal: boolean): string {
  const text = escaped(cell?.text.trim() ?? '')
  return isTotal && text !== '' ? `**${text}**` : text
}

/** No text from a plan starts markup, ends a cell or opens a tag. */
function escaped(text: string): string {
  return clean(text).replace(/[\\`*_[\]<>|~#]/g, (each) => (each === '<' ? '&lt;' : `\\${each}`))
}
