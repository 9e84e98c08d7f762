/** The sheet that shows the scenarios side by side: each target's indicator and each total, a row a scenario. */

import { TOTAL } from '../../plan/types.ts'
import { messages } from '../messages.ts'
import { sectorName, variableName } from '../names.ts'
import {
  type BookRow,
  type Chart,
  emptyCell,
  formulaCell,
  numberCell,
  plainSheet,
  type Sheet,
  textCell,
} from './book.ts'
import { type Frame, hasCells, valueIn } from './cells.ts'
import { type Block, HEADING, type Layout, YEAR_COLUMN, yearColumn } from './layout.ts'
import { unitText, variableFormat, widthsOf } from './looks.ts'
import { sheetPrefix } from './places.ts'
import { projectedCell } from './projection-sheet.ts'

/** Rows that fit on a page before a chart. */
const PAGE_ROWS = 14

type Shown = { readonly block: Block; readonly sector: number }

export function comparisonSheet(layout: Layout, frames: readonly Frame[]): Sheet | null {
  const { model, words, language, views } = layout
  const said = messages(language)
  const shown = shownIn(layout)
  if (shown.length === 0) return null
  const headings = [said.indicator, said.sector, words.unit].map((text) => textCell(text, 'heading'))
  const years = layout.years.map((year) => numberCell(year, 'heading', '0'))
  const rows: BookRow[] = [
    [textCell(words.sheets.comparison, 'title')],
    [textCell(words.about.comparison, 'quiet')],
    [],
    [textCell(said.scenario, 'heading'), ...headings.slice(0, 2), ...years, textCell(words.unit, 'asideHeading')],
  ]
  for (const each of shown) {
    rows.push(...frames.map((frame, index) => rowFor(layout, frame, views[index]?.label ?? '', each)), [])
  }
  return {
    ...plainSheet,
    name: layout.sheets.comparison,
    rows,
    widths: widthsOf(rows, HEADING),
    frozen: { rows: HEADING + 1, columns: YEAR_COLUMN },
    heading: HEADING + 1,
    breaks: rows.length > PAGE_ROWS ? [rows.length] : [],
    charts: views.length > 1 && model.horizon > model.baseYear ? [chartOf(layout, shown[0], rows.length)] : [],
  }
}

/** Targets' indicators first, then the other totals that equations give. */
function shownIn({ model, blocks, blockOf }: Layout): Shown[] {
  const wanted = new Map<string, Shown>()
  for (const { indicator, sector } of model.plan.targets) {
    const block = blockOf.get(indicator)
    if (block !== undefined) wanted.set(`${indicator} ${sector}`, { block, sector })
  }
  for (const block of blocks) {
    const key = `${block.name} ${TOTAL}`
    if (block.kind === 'result' && block.width === 1 && !wanted.has(key)) wanted.set(key, { block, sector: TOTAL })
  }
  return [...wanted.values()]
}

function rowFor(layout: Layout, frame: Frame, label: string, { block, sector }: Shown): BookRow {
  const { model, language } = layout
  const { variable } = block
  if (variable === null) return []
  const times = layout.years.map((_, index) => layout.firstTime + index)
  const at = Math.max(0, sector)
  const values = times.map((t) => (hasCells(frame, block, t) ? valueIn(frame, block, t, at) : Number.NaN))
  const format = variableFormat(layout, variable.unit, values)
  return [
    textCell(label, 'label'),
    textCell(variableName(model, variable, language), 'label'),
    textCell(sectorName(model.plan, variable.level === 'total' ? TOTAL : sector, language), 'label'),
    ...times.map((t, index) => {
      const cell = projectedCell(frame, block.name, t, at)
      return cell === null ? emptyCell('unused') : formulaCell(cell, values[index] ?? Number.NaN, 'computed', format)
    }),
    textCell(unitText(layout, variable.unit), 'aside'),
  ]
}

/** The first of them, a line a scenario. */
function chartOf(layout: Layout, first: Shown | undefined, below: number): Chart {
  const { model, language, views, sheets } = layout
  const base = model.baseYear - (model.timeline[0] ?? 0)
  const [from, to] = [yearColumn(layout, base), yearColumn(layout, model.timeline.length - 1)]
  const range = (row: number) => `${sheetPrefix(sheets.comparison)}$${from}$${row}:$${to}$${row}`
  const variable = first?.block.variable ?? null
  const unit = unitText(layout, variable?.unit ?? null)
  const name = variable === null ? '' : variableName(model, variable, language)
  return {
    title: unit === '' ? name : `${name} (${unit})`,
    kind: 'line',
    categories: range(HEADING + 1),
    series: views.map(({ label }, index) => ({ name: label, values: range(HEADING + 2 + index) })),
    at: { row: below + 1, column: 0, rows: 20, columns: Math.min(10, YEAR_COLUMN + layout.years.length) },
  }
}
