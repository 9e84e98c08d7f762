/** Draws as values of the plan's cells: what the evaluator reads instead of the central values, lane by lane. */

import { at, type Block } from '../../model/blocks.ts'
import type { Residual } from '../../model/given.ts'
import { type Memory, numbersIn, placeOf } from '../../model/kernel/memory.ts'
import type { Variation } from '../../model/run.ts'
import type { Model } from '../../model/types.ts'
import type { Distribution } from '../../plan/types.ts'
import { fillFromScores, normalOf } from '../numerics/distribution.ts'
import type { Draws } from '../numerics/draws.ts'
import { type Factor, isControl } from './factors.ts'
import { createPipeline } from './pipeline.ts'
import type { Uncertainty } from './uncertainty.ts'

export type Cells = {
  /** Values from scores that lie in memory from a place on, for the first `count` lanes. */
  readonly fill: (scores: number, count: number) => void
  readonly vary: Variation
  /** The values of factor i, one a lane. */
  readonly values: (factor: number) => Float64Array
}

/** A variable in one year with cells that differ from draw to draw: sectors × lanes. */
export type Cell = {
  readonly data: Float64Array
  readonly block: Block
  /** Sectors whose values are drawn, or follow from draws; all others are as given. */
  readonly drawn: Set<number>
}

export type CellBook = {
  readonly lanes: number
  readonly find: (variable: number, t: number) => Cell | undefined
  /** The cell's values in a sector, one a lane, from now on drawn. */
  readonly open: (variable: number, t: number, sector: number) => Float64Array
}

export function createCells(uncertainty: Uncertainty, lanes: number, memory: Memory, draws: Draws): Cells {
  const { model, inputs, factors } = uncertainty
  const book = createBook(model, lanes, memory)
  // Fields of projects and control totals stand in no cell of their own.
  const values = factors.map((factor) => {
    const { variable, year, sector } = factor
    if (variable === null || year === null || isControl(model, factor)) return numbersIn(memory, lanes)
    return book.open(variable, year - (model.timeline[0] ?? 0), Math.max(0, sector))
  })
  const writers = factors.map((factor, i) => writerOf(factor, memory, draws, placeOf(values[i] as Float64Array)))
  const runPipeline = createPipeline(uncertainty, values, book)
  const residuals = inputs.residuals.flatMap((residual) => residualFiller(uncertainty, residual, values, book))
  return {
    values: (factor) => values[factor] ?? new Float64Array(lanes),
    fill: (scores, count) => {
      writers.forEach((write, i) => {
        write(scores + i * lanes, count)
      })
      runPipeline(count)
    },
    vary: (variable, t, given) => {
      const cell = book.find(variable, t)
      if (cell === undefined) return given
      copyOthers(cell, given, lanes)
      for (const fill of residuals) fill(variable, t)
      return cell.block
    },
  }
}

function createBook({ variables, plan }: Model, lanes: number, memory: Memory): CellBook {
  const cells = variables.map((): Cell[] => [])
  const find = (variable: number, t: number) => cells[variable]?.[t]
  return {
    lanes,
    find,
    open: (variable, t, sector) => {
      const width = variables[variable]?.level === 'total' ? 1 : plan.sectors.length
      const cell = find(variable, t) ?? newCell(width, lanes, memory)
      const series = cells[variable]
      if (series !== undefined) series[t] = cell
      cell.drawn.add(sector)
      return cell.data.subarray(sector * lanes, (sector + 1) * lanes)
    },
  }
}

function newCell(width: number, lanes: number, memory: Memory): Cell {
  const data = numbersIn(memory, width * lanes)
  const strides = { sectorStride: width > 1 ? lanes : 0, laneStride: lanes > 1 ? 1 : 0 }
  return {
    data,
    block: { data: memory.numbers, offset: placeOf(data), ...strides, temporary: false },
    drawn: new Set(),
  }
}

/** What is not drawn, as it was given: formulas in cells may read what is drawn, so they are copied each time. */
function copyOthers({ data, drawn }: Cell, given: Block, lanes: number): void {
  const width = data.length / lanes
  if (drawn.size === width) return
  for (let sector = 0; sector < width; sector++) {
    if (drawn.has(sector)) continue
    for (let lane = 0; lane < lanes; lane++) data[sector * lanes + lane] = at(given, sector, lane)
  }
}

type Writer = (scores: number, count: number) => void

/** Writes the values of a factor, from `out` on. */
function writerOf({ distribution, scale, shift }: Factor, { numbers }: Memory, draws: Draws, out: number): Writer {
  const write = drawnFrom(distribution, numbers, draws, out)
  if (scale === 1 && shift === 0) return write
  return (scores, count) => {
    write(scores, count)
    draws.scale(out, count, out, scale, shift)
  }
}

function drawnFrom(distribution: Distribution, numbers: Float64Array, draws: Draws, out: number): Writer {
  if (distribution.shape === 'normal' || distribution.shape === 'interval') {
    const { middle, spread } = normalOf(distribution)
    return (scores, count) => draws.scale(out, count, scores, spread, middle)
  }
  const fill = fillFromScores(distribution)
  return (scores, count) => fill(numbers, scores, count, numbers, out)
}

/** A residual moves against what is drawn beside it. None where nothing it rests on is drawn. */
function residualFiller(
  { model, factors }: Uncertainty,
  { variable, t, sector, total }: Residual,
  values: readonly Float64Array[],
  book: CellBook,
): ((variable: number, t: number) => void)[] {
  const control = factors.findIndex(
    (factor) => isControl(model, factor) && factor.variable === variable && factor.year === model.timeline[t],
  )
  if (control < 0 && book.find(variable, t) === undefined) return []
  const rest = book.open(variable, t, sector)
  const { data } = book.find(variable, t) as Cell
  const totals = values[control] ?? null
  const { lanes } = book
  return [
    (asked, year) => {
      if (asked !== variable || year !== t) return
      for (let lane = 0; lane < lanes; lane++) {
        let left = totals === null ? total : (totals[lane] as number)
        for (let s = 0; s * lanes < data.length; s++) if (s !== sector) left -= data[s * lanes + lane] as number
        rest[lane] = left
      }
    },
  ]
}
