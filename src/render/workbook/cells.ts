/** Where the values of formulas stand: on the projection sheet of a scenario, from the sheet that reads them. */

import { at, createWorkspace, type Block as Values } from '../../model/blocks.ts'
import type { Evaluation } from '../../model/evaluate.ts'
import { scopeAt } from '../../model/gradient.ts'
import { interpret, type Scope } from '../../model/interpret.ts'
import type { Cells, Coefficients } from './formula.ts'
import { type Block, type Layout, yearColumn } from './layout.ts'
import { coefficientsOf } from './linkages-sheet.ts'
import { sheetPrefix } from './places.ts'

/** A projection sheet: of a scenario, or the one with the switch. */
export type Frame = {
  readonly layout: Layout
  readonly sheet: string
  readonly solver: string
  /** Row of the heading, from 0. */
  readonly heading: number
  /** What its cells hold. */
  readonly evaluation: Evaluation
}

/** Row of a variable's sector on the sheet, as Excel counts. */
export function rowOf({ heading }: Frame, block: Block, sector: number): number {
  return heading + block.first + (block.width === 1 ? 0 : sector) + 1
}

/** Does the variable have cells in a year? */
export function hasCells({ layout }: Frame, block: Block, t: number): boolean {
  if (t < layout.firstTime) return false
  if (block.variable === null || block.variable.origin === 'projects') return true
  if (block.kind === 'result') return layout.isLive(block.variable.index, t)
  const key = block.variable.index * layout.model.timeline.length + t
  return layout.needed.has(key) || layout.given.has(key)
}

/** The cells that a formula of year t reads, as they are written on the sheet `from`. */
export function cellsAt(frame: Frame, t: number, from: string): Cells {
  const { layout } = frame
  const prefix = from === frame.sheet ? '' : sheetPrefix(frame.sheet)
  const placed = (name: string, years: number): Block | null => {
    const block = layout.blockOf.get(name)
    return block !== undefined && hasCells(frame, block, t - years) ? block : null
  }
  return {
    cell: (name, years, sector) => {
      const block = placed(name, years)
      return block === null ? 'NA()' : `${prefix}${yearColumn(layout, t - years)}${rowOf(frame, block, sector)}`
    },
    range: (name, years) => {
      const block = placed(name, years)
      if (block === null || block.width === 1)
        return block === null && layout.blockOf.get(name)?.width !== 1 ? 'NA()' : null
      const column = yearColumn(layout, t - years)
      return `${prefix}${column}${rowOf(frame, block, 0)}:${column}${rowOf(frame, block, block.width - 1)}`
    },
    year: `${prefix}${yearColumn(layout, t)}$${frame.heading + 1}`,
    baseYear: String(layout.model.baseYear),
    sectors: layout.model.plan.sectors.length,
    coefficients: (linkage, sector): readonly Coefficients[] => coefficientsOf(layout, linkage, sector),
  }
}

/** What the cell of a block holds; NaN where nothing. */
export function valueIn({ layout, evaluation }: Frame, block: Block, t: number, sector: number): number {
  if (block.variable !== null) {
    const values = evaluation.blocks[block.variable.index]?.[t]
    return values === undefined ? Number.NaN : at(values, sector, 0)
  }
  return at(workingBlock(layout, evaluation, block.name, t), sector, 0)
}

const workingBlocks = new WeakMap<Evaluation, Map<string, Values>>()

/** A working in a year, computed once. */
function workingBlock({ workings }: Pick<Layout, 'workings'>, evaluation: Evaluation, name: string, t: number): Values {
  const known = workingBlocks.get(evaluation) ?? new Map<string, Values>()
  workingBlocks.set(evaluation, known)
  const made = known.get(`${name} ${t}`)
  if (made !== undefined) return made
  const working = workings.all.find((each) => each.name === name)
  if (working === undefined) throw new RangeError('rows of neither a variable nor a working')
  const sectors = evaluation.model.plan.sectors.length
  const scope = scopeAt(evaluation, createWorkspace({ sectors, lanes: 1 }), t)
  const isWorking = (each: string) => each.startsWith('\0')
  const value: Scope['value'] = (read, years) =>
    isWorking(read) ? workingBlock({ workings }, evaluation, read, t - years) : scope.value(read, years)
  const result = { ...interpret(working.expression, { ...scope, value }), temporary: false }
  known.set(`${name} ${t}`, result)
  return result
}
