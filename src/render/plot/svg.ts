/**
 * A plot as SVG text. Shapes have classes, no style of their own: the page colours them by its style sheet, light or
 * dark; a file of its own carries the light colours with it. Lengths are pixels at the plot's own width.
 */

import { attributes, escaped } from '../html/escape.ts'
import type { Language } from '../messages.ts'
import { cut, displayWidth, wrapped } from '../width.ts'
import { lightColours, plotStyle } from './style.ts'

export type Plot = {
  readonly width: number
  readonly height: number
  /** What it shows, in a few words, and what there is to see. */
  readonly title: string
  readonly description: string
  readonly body: string
}

/** Of a text, by its font. */
const FONT_SIZE = 12
export const LINE_HEIGHT = 15

/**
 * At most how wide a text is: as in DejaVu Sans, the widest of the usual fonts, with a Chinese character a square. Fonts
 * differ, and nothing may be cut.
 */
export function textWidth(text: string): number {
  let width = 0
  for (const character of text) width += characterWidth(character)
  return Math.ceil(width)
}

function characterWidth(character: string): number {
  if (/[\d+−<>=≥≤~]/.test(character)) return 8
  if (/[ijlI.,:;'|!() /\u00a0·-]/.test(character)) return 5
  if (/[mwMW%@…—]/.test(character)) return 12
  if (/[A-Z&]/.test(character)) return 9
  return displayWidth(character) === 2 ? FONT_SIZE : 7.5
}

/** A label in lines that fit, at most so many; what is cut ends in an ellipsis. */
export function labelLines(label: string, width: number, most = 3): string[] {
  const own = textWidth(label)
  if (own <= width) return [label]
  const columns = Math.max(4, Math.floor((displayWidth(label) * width) / own))
  // What no plot could hold need not be broken into lines.
  const lines = wrapped(cut(label, columns * (most + 2)), columns)
  if (lines.length <= most) return lines
  return [...lines.slice(0, most - 1), cut(lines.slice(most - 1).join(''), columns)]
}

type Anchor = 'start' | 'middle' | 'end'
type TextOptions = { readonly anchor?: Anchor; readonly class?: string }

/** A line of text, its middle at y. */
export function textAt(x: number, y: number, text: string, options: TextOptions = {}): string {
  const { anchor = 'start' } = options
  const place = { x: round(x), y: round(y), dy: '0.35em', 'text-anchor': anchor === 'start' ? null : anchor }
  return `<text${attributes({ ...place, class: options.class ?? null })}>${escaped(text)}</text>`
}

/** Lines of text around y. */
export function linesAt(x: number, y: number, lines: readonly string[], options: TextOptions = {}): string {
  const first = y - ((lines.length - 1) * LINE_HEIGHT) / 2
  return lines.map((line, i) => textAt(x, first + i * LINE_HEIGHT, line, options)).join('')
}

export function rect(x: number, y: number, width: number, height: number, name: string, title?: string): string {
  const place = { x: round(x), y: round(y), width: round(Math.max(0, width)), height: round(Math.max(0, height)) }
  const open = `<rect${attributes({ ...place, class: name })}`
  return title === undefined ? `${open}/>` : `${open}><title>${escaped(title)}</title></rect>`
}

export function segment(x1: number, y1: number, x2: number, y2: number, name: string): string {
  return `<line${attributes({ x1: round(x1), y1: round(y1), x2: round(x2), y2: round(y2), class: name })}/>`
}

export function path(d: string, name: string): string {
  return `<path${attributes({ d: d.replace(/\d+\.\d{3,}/g, (each) => String(round(Number(each)))), class: name })}/>`
}

/** To a hundredth of a pixel: no more is seen, and the same on every machine. */
export function round(length: number): number {
  return Math.round(length * 100) / 100 + 0
}

/** In a page, which says below or beside it what there is to say. */
export function inlineSvg({ width, height, title, body }: Plot, name: string): string {
  const size = { viewBox: `0 0 ${round(width)} ${round(height)}`, width: round(width), height: round(height) }
  return `<svg${attributes({ class: `plot ${name}`, ...size, role: 'img', 'aria-label': title })}>${body}</svg>`
}

const MARGIN = 16
const HEAD = 34

/** A file of its own: with its title above it, its colours, and a description for those who do not see it. */
export function svgFile({ width, height, title, description, body }: Plot, language: Language): string {
  const lines = labelLines(title, width, 3)
  const head = HEAD + (lines.length - 1) * LINE_HEIGHT
  const [wide, high] = [round(width + 2 * MARGIN), round(height + head + MARGIN)]
  const size = { width: wide, height: high, viewBox: `0 0 ${wide} ${high}` }
  const names = { role: 'img', 'aria-labelledby': 'title desc', 'xml:lang': language === 'zh' ? 'zh-CN' : 'en' }
  return `<svg${attributes({ xmlns: 'http://www.w3.org/2000/svg', ...size, ...names })}>
<title id="title">${escaped(title)}</title>
<desc id="desc">${escaped(description)}</desc>
<style>${plotStyle(lightColours)}</style>
<rect class="background" width="${wide}" height="${high}"/>
${linesAt(MARGIN, HEAD / 2 + ((lines.length - 1) * LINE_HEIGHT) / 2, lines, { class: 'title' })}
<g transform="translate(${MARGIN} ${head})">${body}</g>
</svg>
`
}
