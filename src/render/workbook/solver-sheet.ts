/** The sheet on which equations that need each other are solved: a block for each step of each system of each year. */

import type { Expression } from '../../model/expression.ts'
import { TOTAL } from '../../plan/types.ts'
import { sectorName, variableName } from '../names.ts'
import { type BookCell, type BookRow, formulaCell, numberCell, plainSheet, type Sheet, textCell } from './book.ts'
import { cellsAt, type Frame, rowOf } from './cells.ts'
import { type Cells, excelFormula } from './formula.ts'
import { HEADING, yearColumn } from './layout.ts'
import { needLength } from './length.ts'
import { widthsOf } from './looks.ts'
import { padded, type Step, type System, type Unknown } from './newton.ts'
import { columnName, sheetPrefix } from './places.ts'

const columns = { x: 4, f: 5, difference: 6, relative: 7, step: 8, matrix: 9 } as const

export type Solver = {
  readonly sheet: Sheet
  /** The formula for what an unknown is found to be, on another sheet; null where it is none. */
  readonly found: (variable: number, t: number, sector: number) => string | null
}

export type Solved = { readonly system: System; readonly steps: readonly Step[] }

type Placed = Solved & { readonly first: number }

/** @param title  of the sheet */
export function solverSheet(frame: Frame, title: string, solved: readonly Solved[]): Solver | null {
  if (solved.length === 0) return null
  const { words } = frame.layout
  let next = HEADING + 1
  const placed = solved.map((each): Placed => {
    const first = next
    next += each.steps.length * (each.system.unknowns.length + 1)
    return { ...each, first }
  })
  const widest = Math.max(...solved.map(({ system }) => system.unknowns.length))
  const headings = [
    words.unknown,
    '',
    words.years,
    words.iteration,
    'x',
    words.computed,
    words.residual,
    words.relative,
    words.step,
    ...Array.from({ length: widest }, (_, index) => `∂${index + 1}`),
  ]
  const rows: BookRow[] = [
    [textCell(title, 'title')],
    [textCell(words.about.solver, 'quiet')],
    [],
    headings.map((text) => textCell(text, 'heading')),
    ...placed.flatMap((each) => blockRows(frame, each)),
  ]
  return {
    sheet: {
      ...plainSheet,
      name: frame.solver,
      rows,
      widths: widthsOf(rows, HEADING),
      frozen: { rows: HEADING + 1, columns: 2 },
      heading: HEADING + 1,
    },
    found: (variable, t, sector) => {
      for (const each of placed) {
        if (each.system.t !== t) continue
        const index = each.system.unknowns.findIndex(
          (unknown) => unknown.variable === variable && unknown.sector === sector && unknown.expression !== null,
        )
        if (index >= 0) return foundFormula(frame, each, index)
      }
      return null
    },
  }
}

/** What stands in the last step, if nothing is off by more than a billionth; else missing. */
function foundFormula({ solver }: Frame, { first, steps, system }: Placed, index: number): string {
  const prefix = sheetPrefix(solver)
  const size = system.unknowns.length
  const start = first + (steps.length - 1) * (size + 1)
  const relative = columnName(columns.relative)
  const checked = `${prefix}${relative}${start + 1}:${relative}${start + size}`
  return `IF(MAX(${checked})<=1E-9,${prefix}${columnName(columns.x)}${start + index + 1},NA())`
}

function blockRows(frame: Frame, placed: Placed): BookRow[] {
  const { steps, system } = placed
  return steps.flatMap((_, k) => {
    const rows = system.unknowns.map((unknown, index) => unknownRow(frame, placed, k, unknown, index))
    return [...rows, []]
  })
}

function unknownRow(frame: Frame, placed: Placed, k: number, unknown: Unknown, index: number): BookRow {
  const { layout } = frame
  const { model, language } = layout
  const { system, steps, first } = placed
  const size = system.unknowns.length
  const start = first + k * (size + 1)
  const row = start + index + 1
  const step = steps[k] as Step
  const variable = model.variables[unknown.variable]
  if (variable === undefined) return []
  const cells = cellsWithUnknowns(frame, placed, start)
  const [x, f] = [step.x[index] as number, step.f[index] as number]
  const sizeOf = Math.max(Math.abs(x), Math.abs(f))
  const at = (column: number) => `${columnName(column)}${row}`
  const isLast = k === steps.length - 1
  const moved = isLast ? null : (steps[k + 1]?.x[index] as number)
  const where = variable.level === 'total' ? TOTAL : unknown.sector
  const number = (formula: string, value: number): BookCell => {
    needLength(layout, variable, formula)
    return formulaCell(formula, value, 'computed', 'General')
  }
  const matrix = isLast
    ? []
    : system.matrix[index]?.map((slope, column) =>
        slopeCell(slope, cells, step.matrix[index * size + column] as number, system, number),
      )
  return [
    textCell(variableName(model, variable, language), 'label'),
    textCell(sectorName(model.plan, where, language), 'label'),
    numberCell(model.timeline[system.t] ?? 0, 'quiet', '0'),
    numberCell(k, 'quiet', '0'),
    number(startFormula(frame, placed, k, unknown, index), x),
    number(unknown.expression === null ? at(columns.x) : excelFormula(unknown.expression, unknown.sector, cells), f),
    number(`${at(columns.x)}-${at(columns.f)}`, x - f),
    number(relativeFormula(row, start, size), sizeOf === 0 ? 0 : Math.abs(x - f) / sizeOf),
    ...(isLast ? [] : [number(stepFormula(row, start, size, index), moved === null ? Number.NaN : x - moved)]),
    ...(matrix ?? []),
  ]
}

/** Last year's value, or 1; then the value before less the step. A value that is given is itself. */
function startFormula(frame: Frame, { first, system }: Placed, k: number, unknown: Unknown, index: number): string {
  const size = system.unknowns.length
  const above = first + (k - 1) * (size + 1) + index + 1
  if (k > 0) return `${columnName(columns.x)}${above}-${columnName(columns.step)}${above}`
  const { layout } = frame
  const block = layout.blockOf.get(layout.model.variables[unknown.variable]?.name ?? '')
  if (block === undefined) return 'NA()'
  const cell = (t: number) =>
    `${sheetPrefix(frame.sheet)}${yearColumn(layout, t)}${rowOf(frame, block, unknown.sector)}`
  if (unknown.expression === null) return cell(system.t)
  if (system.t - 1 < layout.firstTime) return '1'
  return `IF(ISNUMBER(${cell(system.t - 1)}),${cell(system.t - 1)},1)`
}

/** By the larger of |x| and |f(x)|, or a billionth of the largest of the system where both are 0. */
function relativeFormula(row: number, start: number, size: number): string {
  const [x, f, difference] = [columns.x, columns.f, columns.difference].map(columnName)
  const all = `${x}$${start + 1}:${f}$${start + size}`
  return `IF(${difference}${row}=0,0,ABS(${difference}${row})/MAX(ABS(${x}${row}),ABS(${f}${row}),1E-9*MAX(MAX(${all}),-MIN(${all}))))`
}

/** The row's part of the inverse of the matrix times the differences. */
function stepFormula(row: number, start: number, size: number, index: number): string {
  const [difference, matrix] = [columns.difference, columns.matrix].map(columnName)
  if (size === 1) return `${difference}${row}/${matrix}${row}`
  const inverse = `MINVERSE($${matrix}$${start + 1}:$${columnName(columns.matrix + size - 1)}$${start + size})`
  return `INDEX(MMULT(${inverse},$${difference}$${start + 1}:$${difference}$${start + size}),${index + 1},1)`
}

function slopeCell(
  slope: Expression | null,
  cells: Cells,
  value: number,
  { parts }: System,
  number: (formula: string, value: number) => BookCell,
): BookCell {
  if (slope === null) return numberCell(0, 'quiet', '0')
  const inParts: Cells = {
    ...cells,
    cell: (name, years, sector) => {
      const part = parts.get(name)
      if (part === undefined) return cells.cell(name, years, sector)
      return `(${excelFormula(part.expression, part.sector, cells)})`
    },
  }
  return number(excelFormula(slope, 0, inParts), value)
}

/** The unknowns of this year stand in this step; everything else on the projection sheet. */
function cellsWithUnknowns(frame: Frame, { system }: Placed, start: number): Cells {
  const { model } = frame.layout
  const outside = cellsAt(frame, system.t, frame.solver)
  const x = columnName(columns.x)
  const indexOf = (name: string, sector: number) =>
    system.unknowns.findIndex((unknown) => {
      const variable = model.variables[unknown.variable]
      return variable?.name === name && (variable.level === 'total' || unknown.sector === sector)
    })
  return {
    ...outside,
    cell: (name, years, sector) => {
      const index = years === 0 ? indexOf(name, sector) : -1
      return index < 0 ? outside.cell(name, years, sector) : `${x}${start + index + 1}`
    },
    range: (name, years) => {
      const index = years === 0 ? indexOf(name, 0) : -1
      if (index < 0) return outside.range(name, years)
      const isTotal = model.variables[model.variableByName.get(name) ?? -1]?.level === 'total'
      return isTotal ? null : `${x}${start + index + 1}:${x}${start + index + model.plan.sectors.length}`
    },
  }
}

/** Steps of the same systems in all scenarios take as many rows. */
export function alike(solved: readonly (readonly Solved[])[]): Solved[][] {
  const most = Math.max(0, ...solved.flat().map(({ steps }) => steps.length))
  return solved.map((all) => all.map((each) => ({ ...each, steps: padded(each.steps, most) })))
}
