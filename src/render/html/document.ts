/**
 * A document as one HTML page that needs nothing else: no script, no font, no address is loaded, and a policy says so.
 * Pure: text in, text out.
 */

import type { Language } from '../messages.ts'
import type { Cell, Document, Section } from '../table.ts'
import { attributes, escaped } from './escape.ts'
import { tableHtml } from './table.ts'

const languageTags: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' }

/** Of the page's own style, which is the only one that may apply; a test computes it anew. */
const STYLE_HASH = 'sha256-i3E+bmWM0N/Id4OLPEdNOB3bRI+KrNeu+aKBtJMq0cA='

const style = `
:root{color-scheme:light dark;--ink:#1a1a1a;--quiet:#595959;--line:#c8c8c8;--good:#0b6b2d;--bad:#a3161b;--unsure:#7a5300;--paper:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#e8e8e8;--quiet:#a8a8a8;--line:#4a4a4a;--good:#6fce8f;--bad:#ff9a94;--unsure:#e8b64c;--paper:#161616}}
body{margin:2rem auto;max-width:75rem;padding:0 1rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
h1{font-size:1.35rem}
h2{font-size:1.1rem;margin:2rem 0 .5rem}
p{margin:.25rem 0;max-width:60rem}
.wide{overflow-x:auto;margin:.75rem 0}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{padding:.2rem .75rem;text-align:left;vertical-align:top;font-weight:inherit}
th:first-child,td:first-child{padding-left:0}
thead th{border-bottom:1px solid var(--line);vertical-align:bottom;color:var(--quiet)}
tr.total>*{border-top:1px solid var(--line)}
.total,.strong{font-weight:600}
.number{text-align:right;white-space:nowrap}
.picture,pre{font-family:ui-monospace,Menlo,Consolas,"DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace}
.picture{white-space:pre;font-size:.75rem;line-height:1;vertical-align:middle;user-select:none}
.picture i{visibility:hidden}
pre{white-space:pre-wrap;line-height:1.4}
.quiet{color:var(--quiet)}
.good{color:var(--good)}
.bad{color:var(--bad)}
.unsure{color:var(--unsure)}
@media print{:root{color-scheme:light;--ink:#000;--quiet:#444;--line:#999;--good:#000;--bad:#000;--unsure:#000;--paper:#fff}body{margin:0;max-width:none;font-size:10pt}.wide{overflow:visible}tr{break-inside:avoid}h1,h2{break-after:avoid}}
`

/** The document as a page; its first heading is the title. */
export function documentHtml(document: Document, language: Language): string {
  const title = document.find(({ heading }) => heading !== null)?.heading?.text ?? 'yuce'
  const policy = `default-src 'none'; style-src '${STYLE_HASH}'; base-uri 'none'; form-action 'none'`
  let caption = title
  const body = document.map((section, i) => {
    caption = section.heading?.text ?? caption
    return sectionHtml(section, i === 0 ? 'h1' : 'h2', caption)
  })
  return `<!doctype html>
<html lang="${languageTags[language]}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${body.join('')}</main>
</body>
</html>
`
}

/** @param caption  what the table is called for those who do not see the heading above it */
function sectionHtml({ heading, lead, table, verbatim, notes }: Section, level: 'h1' | 'h2', caption: string): string {
  const note = table?.picture?.note ?? null
  const below = note === null ? notes : [note, ...notes]
  return [
    heading === null ? '' : `<${level}>${escaped(heading.text)}</${level}>\n`,
    ...lead.map(paragraph),
    // A table that is wider than the page is scrolled, by the keyboard too.
    table === null
      ? ''
      : `<div class="wide" role="group"${attributes({ 'aria-label': caption })} tabindex="0">\n${tableHtml(table, caption)}\n</div>\n`,
    verbatim.length === 0 ? '' : `<pre>${verbatim.map(({ text }) => escaped(text)).join('\n')}</pre>\n`,
    ...below.map(paragraph),
  ].join('')
}

function paragraph({ text, tone }: Cell): string {
  return `<p${attributes({ class: tone === 'plain' ? null : tone })}>${escaped(text)}</p>\n`
}
