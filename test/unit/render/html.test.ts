/** A document as a page: nothing of a plan becomes markup, and nothing else is loaded. */

import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { withBars } from '../../../src/render/bars.ts'
import { documentHtml } from '../../../src/render/html/document.ts'
import { cell, keyColumn, numberColumn, row, section, table, verbatimSection } from '../../../src/render/table.ts'

const name = `a|b <script>alert(1)</script> "q" 'r' \`s\` & &lt; \u202e\nnext`
const rows = [row([cell(name, 'bad'), cell('1', 'good')]), row([cell('Total'), cell('1')], true)]
const plain = table([keyColumn(name), numberColumn('2027\n> 5')], rows)
const page = documentHtml(
  [
    section(
      cell(name, 'strong'),
      withBars(plain, () => ['  ▓│', '##'], cell(name)),
      [cell(name, 'unsure')],
      [cell(name)],
    ),
    verbatimSection(cell('tree'), [cell(`├─ ${name}`), cell('   x')]),
  ],
  'zh',
)

test('texts of a plan stay text, on one line, without marks that turn its direction', () => {
  expect(page.match(/<script|\u202e|alert\(1\)<(?!\/)/g)).toBeNull()
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &quot;q&quot; &#39;r&#39; &#96;s&#96; &amp; &amp;lt; ')
  // The title, two headings, a caption, a label, a cell, a column, the picture's note, a lead, a note and a line of the tree.
  expect(page.split('&lt;script&gt;')).toHaveLength(1 + 10)
})

test('its policy lets its own style through and nothing else', () => {
  const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? ''
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]
  const hash = createHash('sha256').update(style).digest('base64')
  expect(policy).toBe(`default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`)
  expect(page.match(/\b(?:src|href|style|on\w+)=|url\(|@import|<(?:link|img|iframe|object)/g)).toBeNull()
})

test('it says its language, has one main heading, and headings that name what they stand over', () => {
  expect(page).toMatch(/^<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">/)
  expect(page.match(/<h1>/g)).toHaveLength(1)
  expect(page).toContain('<h2>tree</h2>\n<pre>├─ ')
  expect(page).toContain('<th scope="col" class="number">2027<br>&gt; 5</th>')
  expect(page).toContain('<tr class="total"><th scope="row">Total</th>')
})

test('a picture is for the eye alone, and its gaps are as wide as its blocks', () => {
  expect(page).toContain('<td class="picture" aria-hidden="true"><i>██</i>▓│</td>')
  expect(page).toContain('<td class="picture" aria-hidden="true">##</td>')
})
