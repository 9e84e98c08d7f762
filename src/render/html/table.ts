/** A table of texts as HTML: headings with their scope, rows that are totals marked, numbers to the right. */

import type { Cell, Column, Table, Tone } from '../table.ts'
import { attributes, escaped } from './escape.ts'

/**
 * @param caption  what the table is about, for those who do not see what stands around it
 */
export function tableHtml(table: Table, caption: string): string {
  const { picture } = table
  const head = table.columns.map((column) => `<th scope="col"${classOf(column, 'plain')}>${lines(column.heading)}</th>`)
  if (picture !== null) head.push(`<th aria-hidden="true">${escaped(picture.heading)}</th>`)
  const drawn = picture?.draw(Math.min(picture.widest, PICTURE_WIDTH))
  const body = table.rows.map(({ cells, isTotal }, row) => {
    const own = table.columns.map((column, i) => cellHtml(column, cells[i], i === 0))
    if (drawn !== undefined) own.push(pictureHtml(drawn[row] ?? ''))
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
  return isFirst && text !== '' ? `<th scope="row"${own}>${text}</th>` : `<td${own}>${text}</td>`
}

/** Columns of a picture that could have more. */
const PICTURE_WIDTH = 32

/**
 * A line of a picture. It says nothing that the numbers do not say, and would be read out sign by sign. Fonts with Chinese
 * make blocks twice as wide as spaces: a gap is a block that is not seen.
 */
function pictureHtml(line: string): string {
  const isAscii = /^[\x20-\x7e]*$/.test(line)
  const shown = escaped(line).replace(/ +/g, (gap) => (isAscii ? gap : `<i>${'█'.repeat(gap.length)}</i>`))
  return `<td class="picture" aria-hidden="true">${shown}</td>`
}

function classOf({ align }: Column, tone: Tone): string {
  const names = [...(align === 'right' ? ['number'] : []), ...(tone === 'plain' ? [] : [tone])]
  return attributes({ class: names.length === 0 ? null : names.join(' ') })
}

function lines(text: string): string {
  return text.split('\n').map(escaped).join('<br>')
}
