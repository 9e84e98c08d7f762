/** The first sheet: what the workbook is, its scenarios, its sheets, and how to work with it. */

import { EVERY_SCENARIO, type Plan } from '../../plan/types.ts'
import { messages } from '../messages.ts'
import { nameOf, planTitle } from '../names.ts'
import { type BookRow, numberCell, plainSheet, type Sheet, textCell } from './book.ts'
import type { Layout } from './layout.ts'
import { unitText } from './looks.ts'
import { sheetPrefix } from './places.ts'

/** Rows above the first scenario. */
const ABOVE = 6

/** The numbers and the names of the scenarios, from another sheet. */
export function scenarioRanges({ sheets, views }: Layout): { numbers: string; names: string } {
  const rows = (column: string) =>
    `${sheetPrefix(sheets.readme)}$${column}$${ABOVE + 1}:$${column}$${ABOVE + views.length}`
  return { numbers: rows('A'), names: rows('B') }
}

/** @param about  what each of the other sheets is, in their order */
export function readmeSheet(layout: Layout, about: readonly { readonly name: string; readonly text: string }[]): Sheet {
  const { model, words, language, views } = layout
  const { plan, baseYear, horizon } = model
  const said = messages(language)
  const heading = (...texts: string[]): BookRow => texts.map((text) => textCell(text, 'heading'))
  const unit = plan.unit === null ? [] : [words.units(unitText(layout, plan.unit))]
  const settings = plan.settings.length === 0 ? [] : [words.settings(plan.settings.map(({ text }) => text).join('  '))]
  const sources = sourcesOf(plan)
  const rows: BookRow[] = [
    [textCell(planTitle(plan, language), 'title')],
    [textCell([said.period(baseYear, horizon), ...unit].join(language === 'zh' ? '；' : '; '), 'plain')],
    [textCell(settings.join(''), 'quiet')],
    [],
    [textCell(words.scenarios, 'group')],
    heading(words.number, words.name, words.description, words.inherits),
    ...views.map(
      ({ label, scenario, parent }, index): BookRow => [
        numberCell(index + 1, 'label', '0'),
        textCell(label, 'label'),
        textCell(plan.scenarios[scenario]?.description ?? '', 'wrapped'),
        textCell(parent === null || parent.scenario === EVERY_SCENARIO ? '' : parent.label, 'label'),
      ],
    ),
    [],
    [textCell(words.howToUse, 'group')],
    ...[...words.howTo, words.rates].map((text): BookRow => [textCell('•', 'quiet'), textCell(text, 'plain')]),
    [],
    [textCell(words.colours, 'group')],
    [null, textCell('123', 'input'), textCell(words.inputColour, 'plain')],
    [null, textCell('123', 'inherited'), textCell(words.inheritedColour, 'plain')],
    [null, textCell('123', 'computed'), textCell(words.computedColour, 'plain')],
    [],
    [textCell(words.contents, 'group')],
    heading('', words.sheet, words.description),
    ...about.map(({ name, text }): BookRow => [null, textCell(name, 'label'), textCell(text, 'wrapped')]),
    ...(sources.length === 0 ? [] : [[], [textCell(words.sources, 'group')]]),
    ...sources.map((text): BookRow => [null, textCell(text, 'plain')]),
    [],
    [textCell(nameOf({ name: plan.name, nameZh: null, nameEn: null }, language), 'quiet')],
  ]
  return {
    ...plainSheet,
    name: layout.sheets.readme,
    rows,
    widths: [6, 34, 84, 20],
    frozen: { rows: 0, columns: 0 },
    heading: null,
  }
}

/** What the data package names as its sources: their titles and where they are. */
function sourcesOf({ files }: Plan): string[] {
  const text = files.find(({ name }) => name === 'datapackage.json')?.text
  const { sources }: { sources?: unknown } = text === undefined ? {} : JSON.parse(text)
  if (!Array.isArray(sources)) return []
  return sources.flatMap((source) => {
    const said = [source?.title, source?.path].filter((each): each is string => typeof each === 'string' && each !== '')
    return said.length === 0 ? [] : [said.join(' – ')]
  })
}
