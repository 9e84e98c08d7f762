/** What only all the rows together can show: conflicts, mixed measures and levels, totals, slips in names. */

import { conflictsIn } from './conflicts.ts'
import { cellOf, checkControls } from './controls.ts'
import { namesIn } from './equations.ts'
import { isRate, isUsualVariable, usualVariables } from './names.ts'
import { reportBareRates } from './quantities.ts'
import type { Reading } from './reading.ts'
import { didYouMean } from './report.ts'
import { seriesHeadings } from './series-layout.ts'
import { checkSlips } from './slips.ts'
import { suggest } from './suggest.ts'
import { EVERY_SECTOR, type Plan, type Series, TOTAL } from './types.ts'

type Names = Pick<Plan, 'variables' | 'sectors'>

/** @param rounding  half a unit of the last digit of each total of the baseline, by row */
export function checkTogether(reading: Reading, plan: Plan, rounding: ReadonlyMap<number, number>): void {
  reportConflicts(reading, plan, plan.baseline)
  reportConflicts(reading, plan, plan.assumptions)
  reportMixedMeasures(reading, plan.baseline)
  reportMixedLevels(reading, plan.assumptions)
  checkControls(reading, plan.baseline, rounding)
  checkSlips(reading, plan)
  for (const slot of reading.variables.slots.values()) if (isRate(slot)) reportBareRates(reading, slot)
  reportUnused(reading, plan)
}

/** Rows that disagree about one cell. */
export function reportConflicts({ report }: Reading, names: Names, series: Series): void {
  for (const { row, earlier } of conflictsIn(series)) {
    const other = report.where(cellOf(series, earlier))
    report.cell('conflicting-rows', cellOf(series, row), { other, variable: cellName(names, series, row) })
  }
}

/** `growth[displays,2026]`, as `--set` and `explain` write it. */
function cellName({ variables, sectors }: Names, series: Series, row: number): string {
  const variable = variables[series.variable[row] as number]?.name ?? ''
  const index = series.sector[row] as number
  const sector = index === EVERY_SECTOR ? '*' : index === TOTAL ? 'total' : (sectors[index]?.name ?? '')
  const [first, last] = [series.firstYear[row] as number, series.lastYear[row] as number]
  const years = first === 0 ? '*' : first === last ? first : `${first}-${last}`
  return `${variable}[${sector},${years}]`
}

/** 营业收入 and 产值 are different things, whatever they are both called. */
export function reportMixedMeasures({ report, variables }: Reading, series: Series): void {
  const first = new Map<number, { readonly measure: string; readonly row: number }>()
  for (let row = 0; row < series.length; row++) {
    const measure = series.annotations[series.annotation[row] as number]?.measure ?? null
    if (measure === null) continue
    const variable = series.variable[row] as number
    const known = first.get(variable)
    if (known === undefined) first.set(variable, { measure, row })
    else if (known.measure !== measure) {
      const other = report.where(cellOf(series, known.row))
      const name = variables.listed[variable]?.name ?? ''
      report.cell('mixed-measures', cellOf(series, row), {
        variable: name,
        text: measure,
        measure: known.measure,
        other,
      })
    }
  }
}

/** An assumption is of sectors or of the total. */
function reportMixedLevels({ report, variables }: Reading, series: Series): void {
  const totals = new Map<number, number>()
  const sectors = new Map<number, number>()
  for (let row = 0; row < series.length; row++) {
    const rows = series.sector[row] === TOTAL ? totals : sectors
    const variable = series.variable[row] as number
    if (!rows.has(variable)) rows.set(variable, row)
  }
  for (const [variable, total] of totals) {
    const sector = sectors.get(variable)
    if (sector === undefined) continue
    const words = { variable: variables.listed[variable]?.name ?? '', other: report.where(cellOf(series, sector)) }
    report.cell('mixed-levels', cellOf(series, total), words)
  }
}

/**
 * A heading near to a known word that nothing uses is a slip; an observed variable that nothing uses is never passed
 * over in silence. Assumptions that nothing uses are for the model to tell, which knows what reads them.
 */
function reportUnused({ report, variables }: Reading, plan: Plan): void {
  const used = usedNames(plan)
  // A name that only a formula mentions may itself be the slip.
  const known = [...usualVariables, ...(plan.equations ?? []).map((equation) => equation.variable)]
  const observed = new Set(plan.baseline.variable)
  for (const { name: text, at, index, isHeading } of variables.listed) {
    if (at === null || used.has(text)) continue
    const words = isHeading ? [...seriesHeadings(), ...known] : [...used]
    if (isHeading && !isUsualVariable(text) && suggest(text, words).length > 0) {
      report.cell('unknown-heading', at, { text }, () => didYouMean(text, words))
    } else if (observed.has(index)) report.cell('unused-variable', at, { text }, () => didYouMean(text, words))
  }
}

/** Names that equations, formulas, targets or correlations mention, or the default equations read. */
function usedNames(plan: Plan): ReadonlySet<string> {
  const used = new Set<string>()
  for (const name of plan.equations === null ? usualVariables : []) used.add(name)
  for (const { variable, formula } of plan.equations ?? [])
    for (const name of [variable, ...namesIn(formula)]) used.add(name)
  for (const quantity of plan.assumptions.quantities.values()) {
    if (quantity.kind === 'formula') for (const name of namesIn(quantity.text)) used.add(name)
  }
  for (const { indicator } of plan.targets) used.add(indicator)
  for (const { variable } of plan.correlations) if (variable !== null) used.add(variable)
  return used
}
