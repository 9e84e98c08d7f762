/** Markdown: no text from a plan becomes markup. */

import { expect, test } from 'vitest'
import { toMarkdown } from '../../../src/render/markdown.ts'
import { cell, keyColumn, numberColumn, row, section, table, verbatimSection } from '../../../src/render/table.ts'

test('a table in the dialect of GitHub, totals in bold', () => {
  const only = table(
    [keyColumn('Sector'), numberColumn('2027\n> 5')],
    [row([cell('显示'), cell('1')]), row([cell('Total'), cell('1')], true)],
  )
  expect(toMarkdown([section(cell('Title', 'strong'), only, [cell('a note')])])).toBe(`**Title**

| Sector | 2027 > 5 |
| :--- | ---: |
| 显示 | 1 |
| **Total** | **1** |

a note
`)
})

test('bars, backticks, tags, links and line ends in a name stay text', () => {
  const name = 'a|b `c` <script> [x](y) *z*\nnext'
  const text = toMarkdown([section(null, table([keyColumn('S')], [row([cell(name)])]))])
  expect(text.split('\n')[2]).toBe('| a\\|b \\`c\\` &lt;script> \\[x\\](y) \\*z\\* next |')
})

test.each([
  ['what cannot be markup reads as it was written', 'rd_intensity < 2% & R&D > 1', 'rd_intensity < 2% & R&D > 1'],
  ['emphasis by underscores', '_x_ and __y__', '\\_x\\_ and \\_\\_y\\_\\_'],
  ['entities, mathematics, strikethrough', '&lt; &#60; $a$ ~b~', '&amp;lt; &amp;#60; \\$a\\$ \\~b\\~'],
  ['comments and closing tags', '<!-- x --> </td>', '&lt;!-- x --> &lt;/td>'],
  ['a heading', '# x', '\\# x'],
  ['a quotation', '> x', '\\> x'],
  ['lists', '- x', '\\- x'],
  ['a numbered list', '2023. x', '2023\\. x'],
  ['a rule', '---', '\\---'],
  ['a code block', '    x', 'x'],
  ['a number', '-3.5% and +1', '-3.5% and +1'],
])('a note: %s', (_, written, expected) => {
  expect(toMarkdown([section(null, null, [cell(written)])])).toBe(`${expected}\n`)
})

test('a tree stays a tree, in a fence that none of its lines ends', () => {
  const text = toMarkdown([verbatimSection(cell('T'), [cell('a *b*'), cell('└─ ```'), cell('   c')])])
  expect(text).toBe('**T**\n\n````\na *b*\n└─ ```\n   c\n````\n')
})
