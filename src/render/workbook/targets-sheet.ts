/** The sheet of targets: every one under every scenario, judged by the rule of `analyses/tolerance.ts` in live formulas. */

import { equalityTolerance, verdictOf } from '../../analyses/targets.ts'
import type { Operator, Target } from '../../plan/types.ts'
import { messages } from '../messages.ts'
import { indicatorUnit, nameOf, sectorName, variableName } from '../names.ts'
import {
  type BookCell,
  type BookRow,
  formulaCell,
  type Look,
  numberCell,
  plainSheet,
  type Sheet,
  textCell,
} from './book.ts'
import { type Frame, valueIn } from './cells.ts'
import { HEADING, type Layout } from './layout.ts'
import { guarded, unitText, variableFormat, widthsOf } from './looks.ts'
import { sheetPrefix } from './places.ts'
import { projectedCell } from './projection-sheet.ts'

/** Is a value within the tolerance of the threshold, or beyond it? Without both there is no answer. */
export function verdictFormula(value: string, op: Operator, threshold: string, words: Record<string, string>): string {
  const [met, missed, undetermined] = ['met', 'missed', 'undetermined'].map((verdict) => `"${words[verdict]}"`)
  const [above, below] = op === '>' || op === '>=' ? [met, missed] : [missed, met]
  const equal = op === '>=' || op === '<=' ? met : missed
  const tolerance = equalityTolerance.toString().toUpperCase()
  const isEqual = `ABS(${value}-${threshold})<=${tolerance}*ABS(${threshold})`
  return `IF(COUNT(${value},${threshold})<2,${undetermined},IF(${isEqual},${equal},IF(${value}>${threshold},${above},${below})))`
}

/** Value less threshold, so that less than nothing is short of the target. */
function gapFormula(value: string, op: Operator, threshold: string): string {
  return op === '>' || op === '>=' ? `${value}-${threshold}` : `${threshold}-${value}`
}

const columns = { threshold: 'F', value: 'H', gap: 'I', verdict: 'J' } as const

/** The cell of a target's threshold, from another sheet. */
export function thresholdCell({ sheets, views }: Layout, index: number): string {
  return `${sheetPrefix(sheets.targets)}$${columns.threshold}$${HEADING + 2 + index * views.length}`
}

/** Value, gap and verdict of a target in a projection, in cells that stand side by side. */
export function judgedCells(
  frame: Frame,
  target: Target,
  cells: { value: string; gap: string },
  threshold: string,
): BookCell[] {
  const { layout } = frame
  const words = messages(layout.language).verdicts
  const t = target.year - (layout.model.timeline[0] ?? 0)
  const block = layout.blockOf.get(target.indicator)
  const cell = projectedCell(frame, target.indicator, t, target.sector)
  const value = cell === null || block === undefined ? Number.NaN : valueIn(frame, block, t, Math.max(0, target.sector))
  const format = variableFormat(layout, indicatorUnit(layout.model, target), [value, target.threshold])
  const gap = target.op === '>' || target.op === '>=' ? value - target.threshold : target.threshold - value
  const verdict = words[verdictOf(Number.isFinite(value) ? value : null, target.op, target.threshold)]
  return [
    formulaCell(cell ?? 'NA()', value, 'computed', format),
    formulaCell(gapFormula(cells.value, target.op, threshold), gap, 'computed', format),
    formulaCell(verdictFormula(cells.value, target.op, threshold, words), verdict, 'verdict', null),
  ]
}

export function targetsSheet(layout: Layout, frames: readonly Frame[]): Sheet | null {
  const { model, words, language } = layout
  const { targets } = model.plan
  if (targets.length === 0) return null
  const said = messages(language)
  const heading = (look: Look, ...texts: string[]) => texts.map((text) => textCell(text, look))
  const rows: BookRow[] = [
    [textCell(words.sheets.targets, 'title')],
    [textCell(words.about.targets, 'quiet')],
    [],
    [
      ...heading('heading', said.target, said.indicator, said.sector),
      ...heading('numberHeading', said.year),
      ...heading('asideHeading', words.condition),
      ...heading('numberHeading', said.threshold),
      ...heading('asideHeading', said.scenario),
      ...heading('numberHeading', said.value, said.gap),
      ...heading('asideHeading', said.verdict, words.unit),
    ],
  ]
  targets.forEach((target, index) => {
    frames.forEach((frame, order) => {
      rows.push(targetRow(frame, target, thresholdOf(layout, target, index, order), rows.length + 1, order))
    })
  })
  const last = HEADING + 1 + targets.length * frames.length
  return {
    ...plainSheet,
    name: layout.sheets.targets,
    rows,
    widths: widthsOf(rows, HEADING),
    frozen: { rows: HEADING + 1, columns: 1 },
    heading: HEADING + 1,
    filter: `A${HEADING + 1}:K${last}`,
    verdicts: [`${columns.verdict}${HEADING + 2}:${columns.verdict}${last}`],
  }
}

/** Typed in once, for all scenarios. */
function thresholdOf(layout: Layout, target: Target, index: number, order: number): BookCell {
  const format = variableFormat(layout, indicatorUnit(layout.model, target), [target.threshold])
  if (order === 0) return numberCell(target.threshold, 'input', format)
  const first = `$${columns.threshold}$${HEADING + 2 + index * layout.views.length}`
  return formulaCell(guarded(first), target.threshold, 'computed', format)
}

function targetRow(frame: Frame, target: Target, threshold: BookCell, row: number, order: number): BookRow {
  const { layout } = frame
  const { model, language } = layout
  const variable = model.variables[model.variableByName.get(target.indicator) ?? -1]
  const value = `${columns.value}${row}`
  return [
    textCell(nameOf(target, language), 'label'),
    textCell(variable === undefined ? target.indicator : variableName(model, variable, language), 'label'),
    textCell(sectorName(model.plan, target.sector, language), 'label'),
    numberCell(target.year, 'plain', '0'),
    textCell(target.op, 'aside'),
    threshold,
    textCell(layout.views[order]?.label ?? '', 'aside'),
    ...judgedCells(frame, target, { value, gap: `${columns.gap}${row}` }, `${columns.threshold}${row}`),
    textCell(unitText(layout, indicatorUnit(model, target)), 'aside'),
  ]
}
