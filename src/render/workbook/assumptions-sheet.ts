/**
 * The sheet of what a scenario assumes. A number of its own is a number; what it inherits is a reference to the sheet it
 * inherits from, so that a change there flows down; what is relative is computed from there.
 */

import { formatExpression } from '../../model/expression.ts'
import type { Origin } from '../../model/given.ts'
import type { ModelVariable } from '../../model/types.ts'
import { EVERY_SCENARIO, type Quantity } from '../../plan/types.ts'
import { type Baseline, changed, inputsWithout } from './baseline-sheet.ts'
import {
  type BookCell,
  type BookRow,
  emptyCell,
  formulaCell,
  numberCell,
  plainSheet,
  type Sheet,
  textCell,
} from './book.ts'
import { cellsAt, type Frame } from './cells.ts'
import { exact, excelFormula } from './formula.ts'
import { formulaIn, HEADING, isNeeded, type Layout, originIn, type View, YEAR_COLUMN, yearColumn } from './layout.ts'
import { guarded, labelCells, topRows, variableFormat, widthsOf } from './looks.ts'
import { spreadNote } from './notes.ts'
import { columnName, sheetPrefix } from './places.ts'
import type { Solver } from './solver-sheet.ts'

function assumedVariables({ blocks }: Layout): ModelVariable[] {
  return blocks.flatMap(({ variable }) => (variable?.origin === 'assumption' ? [variable] : []))
}

/** Has the view a sheet of assumptions? What holds for every scenario may be projects only. */
export function hasAssumptions(layout: Layout, { scenario }: View): boolean {
  const { assumptions } = layout.model.plan
  return assumedVariables(layout).length > 0 && (scenario !== EVERY_SCENARIO || assumptions.scenario.includes(scenario))
}

/** The cell of an assumption, from another sheet. */
export function assumptionCell(layout: Layout, view: View, variable: number, t: number, sector: number): string {
  const row = rowOf(layout, variable, sector)
  return `${sheetPrefix(view.sheets.assumptions)}${yearColumn(layout, t)}${row + 1}`
}

/** From 0. */
function rowOf(layout: Layout, variable: number, sector: number): number {
  let row = HEADING + 1
  for (const { index, level } of assumedVariables(layout)) {
    const width = level === 'total' ? 1 : layout.model.plan.sectors.length
    if (index === variable) return row + (width === 1 ? 0 : sector)
    row += width
  }
  throw new RangeError(`variable ${variable} is no assumption`)
}

/** A cell that somebody reads, or that somebody gives. */
function isThere(layout: Layout, view: View, variable: number, t: number, sector: number): boolean {
  return isNeeded(layout, variable, t) || originIn(view.inputs, variable, t, sector) !== null
}

/** Where cells that are no numbers find theirs. */
export type Elsewhere = {
  readonly baseline: Baseline | null
  /** The projection that formulas of cells read; null for the rows that hold for every scenario. */
  readonly frame: Frame | null
  readonly solver: Solver | null
}

export function assumptionsSheet(layout: Layout, view: View, elsewhere: Elsewhere): Sheet {
  const { words } = layout
  const title = view.scenario === EVERY_SCENARIO ? words.sheets.everyScenario : words.sheets.assumptions(view.label)
  const about = view.scenario === EVERY_SCENARIO ? words.about.everyScenario : words.about.assumptions
  const rows = topRows(layout, title, about)
  const name = view.sheets.assumptions
  for (const variable of assumedVariables(layout)) rows.push(...rowsOf(layout, view, variable, elsewhere))
  return {
    ...plainSheet,
    name,
    rows,
    widths: widthsOf(rows, HEADING),
    frozen: { rows: HEADING + 1, columns: YEAR_COLUMN },
    heading: HEADING + 1,
  }
}

/** Each row of assumptions as a named range of its years. */
export function assumptionNames(layout: Layout, view: View): { name: string; range: string }[] {
  if (!hasAssumptions(layout, view)) return []
  const { model, years } = layout
  const scenario = model.plan.scenarios[view.scenario]?.name ?? '*'
  const last = columnName(YEAR_COLUMN + years.length - 1)
  return assumedVariables(layout).flatMap(({ index, name, level }) => {
    const sectors = level === 'total' ? ['total'] : model.plan.sectors.map((sector) => sector.name)
    return sectors.map((sector, s) => {
      const row = rowOf(layout, index, s) + 1
      const range = `${sheetPrefix(view.sheets.assumptions)}$${columnName(YEAR_COLUMN)}$${row}:$${last}$${row}`
      return { name: layout.nameRange(name, sector, scenario), range }
    })
  })
}

function rowsOf(layout: Layout, view: View, variable: ModelVariable, elsewhere: Elsewhere): BookRow[] {
  const given = view.inputs.given[variable.index] ?? null
  const width = variable.level === 'total' ? 1 : layout.model.plan.sectors.length
  const format = variableFormat(layout, variable.unit, [...(given?.values ?? [])])
  return Array.from({ length: width }, (_, sector) => [
    ...labelCells(layout, variable, sector),
    ...layout.years.map((_year, index) =>
      cellOf(layout, view, { variable, t: layout.firstTime + index, sector, format, ...elsewhere }),
    ),
  ])
}

type Place = Elsewhere & {
  readonly variable: ModelVariable
  readonly t: number
  readonly sector: number
  readonly format: string
}

function cellOf(layout: Layout, view: View, place: Place): BookCell {
  const { variable, t, sector, format, frame, baseline, solver } = place
  const given = view.inputs.given[variable.index] ?? null
  const origin = originIn(view.inputs, variable.index, t, sector)
  if (given === null || origin === null) return missingCell(layout, view, place)
  const cell = t * given.width + sector
  const value = given.values[cell] as number
  const note = spreadNote(layout, given, cell)
  const formula = formulaIn(given, t, sector)
  if (formula !== null) {
    if (frame === null) return textCell(formatExpression(formula), 'quiet')
    const cells = cellsAt(frame, t, view.sheets.assumptions)
    const isSolved = solver !== null && solver.found(variable.index, t, sector) !== null
    // What is solved together with results stands beside them.
    const text = isSolved
      ? cells.cell(variable.name, 0, sector)
      : excelFormula(layout.workings.in(formula), sector, cells)
    return formulaCell(
      text,
      frameValue(frame, variable.index, t, sector),
      'computed',
      format,
      formatExpression(formula),
    )
  }
  const bare = bareOrigin(layout, view, place)
  if (view.scenario === EVERY_SCENARIO && bare?.kind !== 'assumption') return emptyCell('unused')
  const observed = baseline?.cell(variable.index, t, sector) ?? null
  if (bare?.kind === 'baseline' && observed !== null)
    return formulaCell(guarded(observed), value, 'inherited', format, note)
  const { parent } = view
  if (parent !== null && !isOwn(layout, view, bare) && isThere(layout, parent, variable.index, t, sector)) {
    return formulaCell(
      guarded(assumptionCell(layout, parent, variable.index, t, sector)),
      value,
      'inherited',
      format,
      note,
    )
  }
  const relative = relativeOf(layout, origin)
  if (relative === null) return numberCell(value, 'input', format, note)
  return formulaCell(relativeFormula(layout, view, place, origin, relative), value, 'input', format, note)
}

/** What nobody gives: of the sheet it would be inherited from, else missing where somebody reads it. */
function missingCell(layout: Layout, { scenario, parent }: View, { variable, t, sector, format }: Place): BookCell {
  if (!isNeeded(layout, variable.index, t) || scenario === EVERY_SCENARIO) return emptyCell('unused')
  if (parent === null || parent.scenario === EVERY_SCENARIO) return numberCell(Number.NaN, 'input', format)
  return formulaCell(
    guarded(assumptionCell(layout, parent, variable.index, t, sector)),
    Number.NaN,
    'inherited',
    format,
  )
}

function frameValue({ evaluation }: Frame, variable: number, t: number, sector: number): number {
  const block = evaluation.blocks[variable]?.[t]
  return block === undefined ? Number.NaN : (block.data[block.offset + sector * block.sectorStride] as number)
}

/** Who gave the cell before the settings. */
function bareOrigin(layout: Layout, view: View, { variable, t, sector }: Place): Origin | null {
  if (layout.model.plan.settings.length === 0) return originIn(view.inputs, variable.index, t, sector)
  return originIn(bareInputs(layout, view, 0), variable.index, t, sector)
}

const bareKnown = new WeakMap<View, Map<number, ReturnType<typeof inputsWithout>>>()

function bareInputs({ model }: Layout, view: View, settings: number): ReturnType<typeof inputsWithout> {
  const known = bareKnown.get(view) ?? new Map<number, ReturnType<typeof inputsWithout>>()
  bareKnown.set(view, known)
  const inputs = known.get(settings) ?? inputsWithout(model, view.scenario, settings)
  known.set(settings, inputs)
  return inputs
}

/** Is the row one of those that stand on the view's own sheet? */
function isOwn({ model }: Layout, { layers }: View, origin: Origin | null): boolean {
  return origin?.kind === 'assumption' && layers.has(model.plan.assumptions.scenario[origin.row] as number)
}

function relativeOf(
  { model: { plan } }: Layout,
  { kind, row }: Origin,
): Extract<Quantity, { kind: 'relative' }> | null {
  const quantity =
    kind === 'setting'
      ? plan.settings[row]?.quantity
      : kind === 'assumption'
        ? plan.assumptions.quantities.get(row)
        : null
  return quantity?.kind === 'relative' ? quantity : null
}

/** The change of a setting, or of a row of the scenario, to what stood there before. */
function relativeFormula(
  layout: Layout,
  view: View,
  { variable, t, sector }: Place,
  origin: Origin,
  relative: Extract<Quantity, { kind: 'relative' }>,
): string {
  const valueIn = (inputs: ReturnType<typeof inputsWithout>) => {
    const given = inputs.given[variable.index] ?? null
    return given === null ? Number.NaN : (given.values[t * given.width + sector] as number)
  }
  if (origin.kind === 'setting') return changed(exact(valueIn(bareInputs(layout, view, origin.row))), relative)
  const { model } = layout
  const owner = model.plan.assumptions.scenario[origin.row] as number
  const chain = [...(model.plan.scenarios[view.scenario]?.chain ?? []), EVERY_SCENARIO]
  const above = chain[chain.indexOf(owner) + 1] ?? EVERY_SCENARIO
  const { parent } = view
  if (parent !== null && !view.layers.has(above)) {
    const cell = assumptionCell(layout, parent, variable.index, t, sector)
    return guarded(cell, changed(cell, relative))
  }
  return changed(exact(valueIn(inputsWithout(model, above, 0))), relative)
}
