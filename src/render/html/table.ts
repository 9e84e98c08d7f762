/** A table of texts as HTML: headings with their scope, rows that are totals marked, numbers to the right. */

import type { Cell, Column, Table, Tone } from '../table.ts'
import { attributes, escaped } from './escape.ts'

/**
 * @param caption  what the table is about, for those who do not see what stands around it
 */
export function tableHtml(table: Table, caption: string): string {
  const head = table.columns.map((column) => `<th scope="col"${classOf(column, 'plain')}>${lines(column.heading)}</th>`)
  const body = table.rows.map(({ cells, isTotal }) => {
    const own = table.columns.map((column, i) => cellHtml(column, cells[i], i === 0))
    return `<tr${attributes({ class: isTotal ? 'total' : null })}>${own.join('')}</tr>\n`
  })
  return `<table>
<caption>${escaped(caption)}</caption>
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${body.join('')}</tbody>
</table>`
}

function cellHtml(column: Column, cell: Cell | undefined, isFirst: boolean): string {
  const own = classOf(column, cell?.tone ?? 'plain')
  const text = escaped((cell?.text ?? '').trim())
  return isFirst ? `<th scope="row"${own}>${text}</th>` : `<td${own}>${text}</td>`
}

function classOf({ align }: Column, tone: Tone): string {
  const names = [...(align === 'right' ? ['number'] : []), ...(tone === 'plain' ? [] : [tone])]
  return attributes({ class: names.length === 0 ? null : names.join(' ') })
}

function lines(text: string): string {
  return text.split('\n').map(escaped).join('<br>')
}
