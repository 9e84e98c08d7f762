/** equations.csv: one row an equation. Formulas are not looked into here. */

import { LONGEST_CELL } from './cells.ts'
import { isVariableName, listed, PLAIN_RATE, slotOf } from './names.ts'
import type { Reading } from './reading.ts'
import { readRecords, requiredText, type TableRow } from './records.ts'
import { write } from './report.ts'
import { usableName } from './series-keys.ts'
import type { CellRef, Equation } from './types.ts'
import { isMoney, RATE } from './units.ts'

/** An equation, and where it names its unit. */
export type EquationRow = Equation & { readonly unitAt: CellRef }

const columns = { required: ['variable', 'formula'], optional: ['unit', 'name_zh', 'name_en', 'note'] } as const

export function readEquations(reading: Reading, file: number): EquationRow[] {
  const { report } = reading
  const equations = new Map<string, EquationRow>()
  readRecords(reading, file, columns, (row) => {
    const equation = readEquation(reading, row)
    if (equation === null) return
    const { name: variable, at } = equation
    const first = equations.get(variable)
    if (first !== undefined) report.cell('duplicate-equation', at, { variable, where: report.where(first.at) })
    else {
      equations.set(variable, equation)
      defineVariable(reading, equation)
    }
  })
  return [...equations.values()]
}

function readEquation(reading: Reading, row: TableRow): EquationRow | null {
  const name = requiredText(reading, row, 'variable', 'revenue')
  const formula = requiredText(reading, row, 'formula', 'lag(revenue) * (1 + growth)')?.replace(/^[=＝]\s*/, '') ?? null
  const at = row.at('variable')
  if (name === null || formula === null) return null
  if (!isVariableName(name)) {
    reading.report.cell('bad-name', at, { text: name }, write(usableName(name)))
    return null
  }
  return {
    variable: name,
    name,
    nameZh: row.optional('name_zh'),
    nameEn: row.optional('name_en'),
    formula,
    unit: row.optional('unit'),
    note: row.optional('note'),
    at,
    formulaAt: row.at('formula'),
    unitAt: row.at('unit'),
  }
}

/** Other files may use the equation's names for the variable, and its unit. */
function defineVariable({ variables, unitOf }: Reading, { name, nameZh, nameEn, unit: text, at }: EquationRow): void {
  const slot = listed(slotOf(name, variables), variables)
  slot.nameZh = nameZh
  slot.nameEn = nameEn
  slot.at ??= at
  for (const other of [nameZh, nameEn]) {
    if (other !== null && !variables.otherNames.has(other)) variables.otherNames.set(other, name)
  }
  // A unit that is no money holds for bare numbers of the variable from the start; money waits for the plan's own.
  const unit = unitOf(text ?? '')
  if (unit !== null && !isMoney(unit)) slot.unit = unit.base === RATE ? PLAIN_RATE : unit
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
