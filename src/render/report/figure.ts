/** A plot with its caption and the table behind it, wide and narrow: which one is seen is for the style sheet to say. */

import { attributes, escaped } from '../html/escape.ts'
import { tableHtml } from '../html/table.ts'
import { formatNumber, formatPercent, writtenDigits } from '../numbers.ts'
import { inlineSvg, type Plot } from '../plot/svg.ts'
import type { Style } from '../projection.ts'
import type { Table } from '../table.ts'
import { reportWords } from '../words-report.ts'

/** Widths at which plots are drawn: alone on a desk, two side by side, and on a telephone of 360 pixels. */
export const WIDE = 760
const PAIRED = 470
export const NARROW = 330

export type FigureParts = {
  readonly plot: (width: number) => Plot
  /** Below the plot. */
  readonly notes: readonly string[]
  /** What the plot shows; null where the page has it elsewhere. */
  readonly table: Table | null
}

export function figureHtml({ plot, notes, table }: FigureParts, style: Pick<Style, 'language'>, width = WIDE): string {
  const wide = plot(width)
  const said = [wide.description, ...notes]
    .filter((line) => line !== '')
    .map(escaped)
    .join('<br>')
  return `<figure>
<figcaption>${escaped(wide.title)}</figcaption>
${inlineSvg(wide, 'wide')}
${inlineSvg(plot(NARROW), 'narrow')}
${said === '' ? '' : `<p class="quiet">${said}</p>`}
${table === null ? '' : detailsHtml(table, wide.title, style)}
</figure>`
}

/** Figures two by two where there is room; one alone takes all of it. */
export function figuresHtml(figures: readonly FigureParts[], style: Pick<Style, 'language'>): string {
  if (figures.length === 0) return ''
  if (figures.length === 1) return figures.map((figure) => figureHtml(figure, style)).join('')
  return `<div class="pairs">\n${figures.map((figure) => figureHtml(figure, style, PAIRED)).join('\n')}\n</div>`
}

/** A table that opens when it is asked for, and is printed whether or not it is. */
export function detailsHtml(table: Table, what: string, { language }: Pick<Style, 'language'>): string {
  const summary = reportWords[language].tableOf(what)
  return `<details><summary>${escaped(summary)}</summary>${scrollable(table, what)}</details>`
}

/** A table that scrolls by itself where it is wider than the page, by keyboard too. Its picture would be a plot twice. */
export function scrollable(table: Table, caption: string): string {
  return `<div${attributes({ class: 'scroll', role: 'region', tabindex: 0, 'aria-label': caption })}>${tableHtml({ ...table, picture: null }, caption)}</div>`
}

/** How the ticks of an axis are written: as many digits as their step has. */
export function tickText(unit: string | null): (value: number, step: number) => string {
  return unit === '1'
    ? (value, step) => formatPercent(value, writtenDigits(step * 100))
    : (value, step) => formatNumber(value, writtenDigits(step))
}
