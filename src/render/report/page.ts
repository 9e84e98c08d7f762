/**
 * A page in one file: its style and its script inside, and a policy that allows nothing else. The policy names both by
 * their hash, so that no text of a plan could run even where an escape were missing.
 */

import { createHash } from 'node:crypto'
import { attributes, escaped } from '../html/escape.ts'
import type { Language } from '../messages.ts'
import { reportWords } from '../words-report.ts'
import { pageStyle } from './styles.ts'

export type PageSection = { readonly id: string; readonly heading: string; readonly html: string }

export type PageParts = {
  readonly language: Language
  readonly title: string
  /** Below the title. */
  readonly subtitle: string
  readonly sections: readonly PageSection[]
  readonly footer: string
  /** Text of an element `<script type="application/json" id="what-if-data">`, and of the script that reads it. */
  readonly script: { readonly data: string; readonly code: string } | null
}

export function pageHtml({ language, title, subtitle, sections, footer, script }: PageParts): string {
  const words = reportWords[language]
  const [first] = sections
  const links = sections.map(({ id, heading }) => `<li><a href="#${id}">${escaped(heading)}</a></li>`)
  const parts = sections.map(
    ({ id, heading, html }) =>
      `<section id="${id}" aria-labelledby="${id}-heading">\n<h2 id="${id}-heading">${escaped(heading)}</h2>\n${html}\n</section>`,
  )
  return `<!doctype html>
<html lang="${words.lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"${attributes({ content: policy(script?.code ?? null) })}>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<a class="skip" href="#${first?.id ?? ''}">${words.skip}</a>
<header>
<h1>${escaped(title)}</h1>
<p class="quiet">${escaped(subtitle)}</p>
<nav aria-label="${words.contents}"><ul>
${links.join('\n')}
</ul></nav>
</header>
<main>
${parts.join('\n')}
</main>
<footer><p>${escaped(footer)}</p></footer>
${script === null ? '' : scripts(script)}</body>
</html>
`
}

function scripts({ data, code }: NonNullable<PageParts['script']>): string {
  return `<script type="application/json" id="what-if-data">${data}</script>\n<script>${code}</script>\n`
}

function policy(code: string | null): string {
  const script = code === null ? "'none'" : sourceOf(code)
  return `default-src 'none'; script-src ${script}; style-src ${sourceOf(pageStyle)}; base-uri 'none'; form-action 'none'`
}

function sourceOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`
}
