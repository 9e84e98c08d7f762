/** A cell, its variable and its unit: to a number in the plan's unit, or a quantity. */

import { type Cell, type CellFault, centralOf, distributionFault, LONGEST_CELL, type Written } from './cells.ts'
import { placesTo, type VariableSlot } from './names.ts'
import type { Reading } from './reading.ts'
import { write } from './report.ts'
import type { CellRef, Distribution, Quantity } from './types.ts'
import { shiftDecimal, type Unit } from './units.ts'

/** Where a number stands and what it counts. */
export type CellContext = {
  readonly reading: Reading
  readonly slot: VariableSlot
  /** From the heading or the row; null where neither says one. */
  readonly stated: Unit | null
  readonly at: CellRef
  readonly text: string
}

/** The number a cell states, in the unit of its variable; null once its problem is reported. */
export function numberOf(written: Written, context: CellContext): number | null {
  const { reading, slot, stated, at, text } = context
  const { digits } = written
  const unit = written.unit === '' ? stated : reading.unitOf(written.unit)
  // The heading's unit is the variable's, even where the cell has one of its own.
  if (stated !== null && unit !== stated) placesTo(stated, slot, reading.variables, true)
  const places = unit === null ? 0 : placesTo(unit, slot, reading.variables, written.unit === '')
  if (places === null) {
    const own = slot.unit?.text ?? ''
    const words = { unit: unit?.text ?? '', other: own, variable: slot.name }
    const where = slot.at === null ? '' : ` (${reading.report.where(slot.at)})`
    const help = { key: 'convert-unit', words: { own: own === '1' ? '%' : own, where } } as const
    reading.report.cell('unit-mismatch', at, words, help)
    return null
  }
  const value = shiftDecimal(digits, places)
  if (!Number.isFinite(value)) {
    reading.report.cell('number-too-large', at, { text }, write('1e300'))
    return null
  }
  if (unit === null && Math.abs(value) > 1) suspect(slot, at, at.field, value)
  return value === 0 ? 0 : value
}

/** Remembers a bare number beyond ±1, should the variable turn out to be a rate. */
export function suspect(
  slot: VariableSlot,
  { file, line }: Omit<CellRef, 'field'>,
  field: number,
  value: number,
): void {
  if (slot.bareAboveOne.length < 20) slot.bareAboveOne.push({ at: { file, line, field }, value })
}

/** 8 where 8% was meant. */
export function reportBareRates({ report }: Reading, { bareAboveOne }: Pick<VariableSlot, 'bareAboveOne'>): void {
  for (const { at, value } of bareAboveOne) {
    const words = { text: String(value), percent: Number((value * 100).toPrecision(12)) }
    report.cell('rate-without-percent', at, words, write(`${value}%`))
  }
}

/** A distribution with its parameters in the variable's unit; null once its problem is reported. */
export function distributionOf(
  cell: Extract<Cell, { kind: 'distribution' }>,
  persistence: number,
  context: CellContext,
): Distribution | null {
  const parameters: number[] = []
  for (const written of cell.parameters) {
    const parameter = numberOf(written, context)
    if (parameter === null) return null
    parameters.push(parameter)
  }
  const example = distributionFault(cell.shape, parameters)
  if (example !== null) {
    context.reading.report.cell('distribution-order', context.at, { text: context.text }, write(example))
    return null
  }
  return {
    kind: 'distribution',
    shape: cell.shape,
    parameters,
    central: centralOf(cell.shape, parameters),
    persistence,
  }
}

/** A path with its ends in the variable's unit; null once its problem is reported. */
export function pathOf(cell: Extract<Cell, { kind: 'path' }>, context: CellContext): Quantity | null {
  const from = numberOf(cell.from, context)
  const to = numberOf(cell.to, context)
  return from === null || to === null ? null : { kind: 'path', from, to }
}

/** Reports what is wrong with a cell that cannot be read. */
export function reportFault(
  fault: CellFault,
  { reading, at, text }: Pick<CellContext, 'reading' | 'at' | 'text'>,
): void {
  const { report } = reading
  if (fault.code === 'cell-too-long') {
    const words = { length: fault.length, limit: LONGEST_CELL }
    report.cell(fault.code, at, words, { key: 'split-formula', words: {} })
  } else if (fault.code === 'distribution-arguments') {
    const { code, name, example } = fault
    report.cell(code, at, { name }, write(example))
  } else if (fault.code === 'path-arguments') report.cell(fault.code, at, {}, write('linear(6%, 10%)'))
  else report.cell(fault.code, at, { text }, write(fault.either, fault.or))
}
