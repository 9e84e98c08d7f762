/** Markdown: no text from a plan becomes markup. */

import { expect, test } from 'vitest'
import { toMarkdown } from '../../../src/render/markdown.ts'
import { cell, keyColumn, numberColumn, row, section, table } from '../../../src/render/table.ts'

test('a table in the dialect of GitHub, totals in bold', () => {
  const only = table(
    [keyColumn('Sector'), numberColumn('2027\n> 5')],
    [row([cell('显示'), cell('1')]), row([cell('Total'), cell('1')], true)],
  )
  expect(toMarkdown([section(cell('Title', 'strong'), only, [cell('a note')])])).toBe(`**Title**

| Sector | 2027 \\> 5 |
| :--- | ---: |
| 显示 | 1 |
| **Total** | **1** |

a note
`)
})

test('bars, backticks, tags, links and line ends in a name stay text', () => {
  const name = 'a|b `c` <script> [x](y) *z*\nnext'
  const text = toMarkdown([section(null, table([keyColumn('S')], [row([cell(name)])]))])
  expect(text.split('\n')[2]).toBe('| a\\|b \\`c\\` &lt;script\\> \\[x\\](y) \\*z\\* next |')
})
