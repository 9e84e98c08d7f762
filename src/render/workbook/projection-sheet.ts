/** The sheet of a projection: what is assumed, gathered, and what every equation makes of it, as live formulas. */

import type { Expression } from '../../model/expression.ts'
import type { Inputs } from '../../model/given.ts'
import { TOTAL } from '../../plan/types.ts'
import { messages } from '../messages.ts'
import { sectorName } from '../names.ts'
import type { Baseline } from './baseline-sheet.ts'
import {
  type BookCell,
  type BookRow,
  type Chart,
  emptyCell,
  formulaCell,
  numberCell,
  plainSheet,
  type Sheet,
  textCell,
} from './book.ts'
import { cellsAt, type Frame, hasCells, rowOf, valueIn } from './cells.ts'
import { excelFormula } from './formula.ts'
import {
  type Block,
  CHART_ROWS,
  formulaIn,
  isCellGiven,
  type Layout,
  originIn,
  YEAR_COLUMN,
  yearColumn,
} from './layout.ts'
import { needLength } from './length.ts'
import { guarded, labelCells, variableFormat, widthsOf } from './looks.ts'
import { columnName, sheetPrefix } from './places.ts'
import type { Solver } from './solver-sheet.ts'

/** Where a projection takes from what it does not compute. */
export type Sources = {
  readonly inputs: Inputs
  readonly baseline: Baseline | null
  readonly solver: Solver | null
  /** The formula of an input, on this sheet; null where nobody gives it. */
  readonly input: (block: Block, t: number, sector: number) => string | null
}

export type Titles = {
  readonly rows: readonly BookRow[]
  readonly choices: Sheet['choices']
  readonly verdicts: readonly string[]
}

/** @param above  what stands above the heading: `frame.heading` rows */
export function projectionSheet(frame: Frame, sources: Sources, above: Titles, title: string): Sheet {
  const { layout } = frame
  const { words, language, blocks } = layout
  const { indicator, sector } = messages(language)
  const headings = [indicator, sector, words.unit].map((text) => textCell(text, 'heading'))
  const years = layout.years.map((year) => numberCell(year, 'heading', '0'))
  const rows: BookRow[] = [...above.rows, [...headings, ...years, textCell(words.formula, 'asideHeading')]]
  const groups = { input: words.inputs, result: words.results, working: words.workings }
  for (const block of blocks) {
    // A line of its own goes before the first block of each kind.
    while (rows.length < frame.heading + block.first - 1) rows.push([])
    if (rows.length < frame.heading + block.first) rows.push([textCell(groups[block.kind], 'group')])
    rows.push(...blockRows(frame, block, sources))
  }
  const widths = widthsOf(rows, frame.heading)
  return {
    ...plainSheet,
    name: frame.sheet,
    rows,
    widths,
    frozen: { rows: frame.heading + 1, columns: YEAR_COLUMN },
    heading: frame.heading + 1,
    choices: above.choices,
    verdicts: above.verdicts,
    charts: chartsOf(frame, title),
    breaks: breaksOf(frame),
  }
}

function blockRows(frame: Frame, block: Block, sources: Sources): BookRow[] {
  const { layout } = frame
  const times = layout.years.map((_, index) => layout.firstTime + index)
  const sectors = Array.from({ length: block.width }, (_, sector) => sector)
  const values = times.flatMap((t) =>
    hasCells(frame, block, t) ? sectors.map((s) => valueIn(frame, block, t, s)) : [],
  )
  const format = variableFormat(layout, block.variable?.unit ?? null, values)
  const written = block.variable?.formula ?? block.working?.text ?? ''
  return sectors.map((sector) => [
    ...labels(layout, block, sector),
    ...times.map((t) => cellOf(frame, block, t, sector, format, sources)),
    ...(written === '' ? [] : [textCell(written, 'aside')]),
  ])
}

function labels(layout: Layout, { variable, working }: Block, sector: number): BookCell[] {
  if (variable !== null) return labelCells(layout, variable, sector)
  const where = sectorName(layout.model.plan, sector, layout.language)
  return [textCell(working?.text ?? '', 'quiet'), textCell(where, 'label'), textCell('', 'quiet')]
}

function cellOf(frame: Frame, block: Block, t: number, sector: number, format: string, sources: Sources): BookCell {
  if (!hasCells(frame, block, t)) return emptyCell('unused')
  const value = valueIn(frame, block, t, sector)
  const formula = formulaOf(frame, block, t, sector, sources)
  if (formula !== null) needLength(frame.layout, block.variable, formula)
  const look = block.kind === 'result' && block.width === 1 ? 'total' : 'computed'
  return formulaCell(formula ?? 'NA()', value, look, format)
}

function formulaOf(frame: Frame, block: Block, t: number, sector: number, sources: Sources): string | null {
  const { layout } = frame
  const { variable, working } = block
  const formula = (expression: Expression) =>
    excelFormula(layout.workings.in(expression), sector, cellsAt(frame, t, frame.sheet))
  if (variable === null)
    return working === null ? null : excelFormula(working.expression, sector, cellsAt(frame, t, frame.sheet))
  const solved = sources.solver?.found(variable.index, t, sector) ?? null
  if (solved !== null) return solved
  if (block.kind === 'input') return sources.input(block, t, sector)
  if (variable.expression === null) return null
  if (!isCellGiven(sources.inputs, variable.index, t, sector)) return formula(variable.expression)
  const own = formulaIn(sources.inputs.given[variable.index], t, sector)
  if (own !== null) return formula(own)
  const observed = sources.baseline?.cell(variable.index, t, sector) ?? null
  return observed === null ? null : guarded(observed)
}

/** Who gives a cell of an input, for its formula. */
export function isSomewhere({ views }: Layout, { variable }: Block, t: number, sector: number): boolean {
  return variable !== null && views.some(({ inputs }) => originIn(inputs, variable.index, t, sector) !== null)
}

/** Rows that fit on a page before a chart. */
const PAGE_ROWS = 22

/** A chart is not torn in two when printed, and the inputs begin on a page of their own where the results fill one. */
function breaksOf({ layout, heading }: Frame): number[] {
  const last = layout.blocks.findLast(({ kind }) => kind === 'result')
  const end = heading + (last === undefined ? 0 : last.first + last.width)
  return end > PAGE_ROWS ? [end, end + CHART_ROWS + 1] : [end + CHART_ROWS + 1]
}

/** The first level by sector, stacked; or the first level there is. */
function chartsOf(frame: Frame, title: string): Chart[] {
  const { layout } = frame
  const { model, blocks, language } = layout
  const results = blocks.filter(({ kind }) => kind === 'result')
  const levels = results.filter(({ variable }) => variable?.unit !== '1')
  const charted = levels.find(({ width }) => width > 1) ?? levels[0] ?? results[0]
  const last = results.at(-1)
  const base = model.baseYear - (model.timeline[0] ?? 0)
  if (
    charted?.variable === undefined ||
    charted.variable === null ||
    last === undefined ||
    model.horizon === model.baseYear
  )
    return []
  const [from, to] = [yearColumn(layout, base), yearColumn(layout, model.timeline.length - 1)]
  const range = (row: number) => `${sheetPrefix(frame.sheet)}$${from}$${row}:$${to}$${row}`
  const sectors = Array.from({ length: charted.width }, (_, sector) => sector)
  const label = labelCells(layout, charted.variable, 0)
  const name = (sector: number) => sectorName(model.plan, charted.width > 1 ? sector : TOTAL, language)
  return [
    {
      title: `${label[0]?.value ?? ''} – ${title}`,
      kind: charted.width > 1 ? 'stacked' : 'line',
      categories: range(frame.heading + 1),
      series: sectors.map((sector) => ({ name: name(sector), values: range(rowOf(frame, charted, sector)) })),
      at: {
        row: frame.heading + last.first + last.width + 1,
        column: 0,
        rows: CHART_ROWS - 1,
        columns: YEAR_COLUMN + Math.min(8, layout.years.length),
      },
    },
  ]
}

/** The cell of a variable on a projection sheet, from another sheet; null where it has none. */
export function projectedCell(frame: Frame, name: string, t: number, sector: number): string | null {
  const block = frame.layout.blockOf.get(name)
  if (block === undefined || t >= frame.layout.model.timeline.length || !hasCells(frame, block, t)) return null
  const column = columnName(YEAR_COLUMN + t - frame.layout.firstTime)
  return `${sheetPrefix(frame.sheet)}${column}${rowOf(frame, block, Math.max(0, sector))}`
}
