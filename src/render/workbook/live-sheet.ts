/** The sheet with the switch: a scenario is chosen in one cell, and inputs, projection and verdicts follow. */

import { unicode } from '../glyphs.ts'
import { messages } from '../messages.ts'
import { nameOf } from '../names.ts'
import { type BookRow, formulaCell, textCell } from './book.ts'
import { type Frame, rowOf } from './cells.ts'
import { type Block, HEADING, type Layout, yearColumn } from './layout.ts'
import { sheetPrefix } from './places.ts'
import type { Titles } from './projection-sheet.ts'
import { scenarioRanges } from './readme-sheet.ts'
import { judgedCells, thresholdCell } from './targets-sheet.ts'

/** CHOOSE takes no more, and a formula no more than so many names of sheets. */
export const MOST_CHOICES = 100

const SWITCH = '$B$3'
const NUMBER = '$C$3'

/** Row of the heading, below the switch and a line a target. */
export function liveHeading({ model }: Layout): number {
  const { length } = model.plan.targets
  return HEADING + (length === 0 ? 0 : length + 2)
}

/** What stands above the heading. */
export function liveTitles(layout: Layout, frame: Frame, chosen: number): Titles {
  const { model, words, language, views } = layout
  const said = messages(language)
  const { targets } = model.plan
  const { numbers, names } = scenarioRanges(layout)
  const label = views[chosen]?.label ?? ''
  const number = `SUMPRODUCT(EXACT(${names},${SWITCH})*${numbers})`
  const rows: BookRow[] = [
    [textCell(words.sheets.live, 'title')],
    [textCell(words.about.live, 'quiet')],
    [textCell(words.choose, 'label'), textCell(label, 'choice'), formulaCell(number, chosen + 1, 'quiet', '0')],
  ]
  if (targets.length > 0) {
    const headings = [said.threshold, said.value, said.gap].map((text) => textCell(text, 'numberHeading'))
    const texts = [said.target, words.condition].map((text) => textCell(text, 'heading'))
    rows.push([...texts, ...headings, textCell(said.verdict, 'asideHeading')])
    targets.forEach((target, index) => {
      const row = rows.length + 1
      const threshold = thresholdCell(layout, index)
      const [value, gap, verdict] = judgedCells(frame, target, { value: `D${row}`, gap: `E${row}` }, `C${row}`)
      rows.push([
        textCell(nameOf(target, language), 'label'),
        textCell(`${unicode.operators[target.op] ?? target.op} · ${target.year}`, 'plain'),
        formulaCell(`IF(ISBLANK(${threshold}),NA(),${threshold})`, target.threshold, 'computed', value?.format ?? null),
        value ?? null,
        gap ?? null,
        verdict ?? null,
      ])
    })
    rows.push([])
  }
  const last = HEADING + 1 + targets.length
  return {
    rows,
    choices: [{ cell: 'B3', from: names }],
    verdicts: targets.length === 0 ? [] : [`F${HEADING + 2}:F${last}`],
  }
}

/** The input of the scenario that is chosen: the same cell of each scenario's own projection. */
export function liveInput(layout: Layout, frames: readonly Frame[], block: Block, t: number, sector: number): string {
  const cells = frames.map(
    (frame) => `${sheetPrefix(frame.sheet)}${yearColumn(layout, t)}${rowOf(frame, block, sector)}`,
  )
  return `CHOOSE(${NUMBER},${cells.join(',')})`
}
