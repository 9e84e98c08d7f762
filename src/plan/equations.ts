/** equations.csv: one row an equation. Formulas are not looked into here. */

import { LONGEST_CELL } from './cells.ts'
import { isVariableName, listed, slotOf } from './names.ts'
import type { Reading } from './reading.ts'
import { readRecords, requiredText } from './records.ts'
import { write } from './report.ts'
import { usableName } from './series-keys.ts'
import type { CellRef, Equation } from './types.ts'
import { isMoney } from './units.ts'

/** An equation, and where it names its unit. */
export type EquationRow = Equation & { readonly unitAt: CellRef }

const columns = { required: ['variable', 'formula'], optional: ['unit', 'name_zh', 'name_en', 'note'] } as const

export function readEquations(reading: Reading, file: number): EquationRow[] {
  const { variables, report } = reading
  const equations = new Map<string, EquationRow>()
  readRecords(reading, file, columns, (row) => {
    const name = requiredText(reading, row, 'variable', 'revenue')
    const formula = requiredText(reading, row, 'formula', 'lag(revenue) * (1 + growth)')
    const at = row.at('variable')
    if (name !== null && !isVariableName(name)) report.cell('bad-name', at, { text: name }, write(usableName(name)))
    if (formula !== null && formula.length > LONGEST_CELL) {
      const words = { length: formula.length, limit: LONGEST_CELL }
      report.cell('cell-too-long', row.at('formula'), words, write('parts of it as equations of their own'))
      return
    }
    if (name === null || formula === null || !isVariableName(name)) return
    const first = equations.get(name)
    if (first !== undefined) {
      report.cell('duplicate-name', at, { text: name, other: report.where(first.at) })
      return
    }
    const nameZh = row.optional('name_zh')
    const nameEn = row.optional('name_en')
    const unit = row.optional('unit')
    equations.set(name, {
      variable: name,
      name,
      nameZh,
      nameEn,
      formula,
      unit,
      note: row.optional('note'),
      at,
      formulaAt: row.at('formula'),
      unitAt: row.at('unit'),
    })
    const slot = listed(slotOf(name, variables), variables)
    slot.nameZh = nameZh
    slot.nameEn = nameEn
    slot.at ??= at
    for (const other of [nameZh, nameEn]) {
      if (other !== null && !variables.otherNames.has(other)) variables.otherNames.set(other, name)
    }
    // A unit that is no money holds for bare numbers of the variable from the start; money waits for the plan's own.
    const parsed = reading.unitOf(unit ?? '')
    if (parsed !== null && !isMoney(parsed))
      slot.unit = parsed.base === '1' ? { ...parsed, text: '1', exponent: 0 } : parsed
  })
  return [...equations.values()]
}

/**
 * Gives money to the variables whose equation says so. A formula computes in the plan's unit, so an equation cannot
 * have another.
 */
export function settleEquationUnits(reading: Reading, equations: readonly EquationRow[]): void {
  const { variables, report, unitOf } = reading
  for (const { name, unit: text, unitAt } of equations) {
    const unit = unitOf(text ?? '')
    if (unit === null || !isMoney(unit)) continue
    variables.money ??= unit
    const slot = slotOf(name, variables)
    const { money } = variables
    const isPlanUnit = unit.exponent === money.exponent && (unit.base === money.base || money.base === '')
    if (isPlanUnit) slot.unit ??= money
    if (unit.base !== money.base && money.base !== '') slot.unit ??= unit
    if (isPlanUnit || slot.unit?.text === unit.text) continue
    const words = { unit: unit.text, other: money.text, variable: name }
    report.cell('unit-mismatch', unitAt, words, write(money.text))
  }
}

/** The names a formula mentions, functions among them. */
export function namesIn(formula: string): readonly string[] {
  return formula.slice(0, LONGEST_CELL).match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []
}
