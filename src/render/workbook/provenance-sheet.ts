/** The sheet of provenance: every number of the plan as it is written, where it stands, how good it is, where it comes from. */

import { distributionText } from '../../analyses/diff-cells.ts'
import type { Annotation, CellRef, Plan, Quantity, Series } from '../../plan/types.ts'
import { EVERY_SCENARIO, EVERY_SECTOR, PROJECT_FIELDS } from '../../plan/types.ts'
import { messages } from '../messages.ts'
import { sectorName } from '../names.ts'
import { type BookCell, type BookRow, numberCell, plainSheet, type Sheet, textCell } from './book.ts'
import { HEADING, type Layout } from './layout.ts'
import { widthsOf } from './looks.ts'
import { columnName } from './places.ts'

export function provenanceSheet(layout: Layout): Sheet {
  const { words, language, model } = layout
  const said = messages(language)
  const headings = [
    words.kind,
    said.scenario,
    said.indicator,
    said.sector,
    words.years,
    words.written,
    words.unit,
    words.grade,
    words.source,
    words.measure,
    words.ref,
    words.note,
    words.place,
  ]
  const { plan } = model
  const rows: BookRow[] = [
    [textCell(words.sheets.provenance, 'title')],
    [textCell(words.about.provenance, 'quiet')],
    [],
    headings.map((text) => textCell(text, 'heading')),
    ...seriesRows(layout, plan.baseline, 'baseline'),
    ...seriesRows(layout, plan.assumptions, 'assumption'),
    ...projectRows(layout),
    ...linkageRows(layout),
    ...plan.targets.map((target) => {
      const about = {
        variable: target.indicator,
        sector: sectorName(plan, target.sector, language),
        years: String(target.year),
      }
      const threshold = textCell(`${target.op} ${target.threshold}`, 'plain')
      return lineOf(
        layout,
        'target',
        { ...about, scenario: '', unit: target.unit },
        threshold,
        null,
        target.at,
        target.ref,
      )
    }),
    ...seriesRows(layout, plan.measures, 'measure'),
    ...plan.settings.map(({ text, at }) =>
      lineOf(
        layout,
        'setting',
        { scenario: '', variable: '', sector: '', years: '', unit: null },
        textCell(text),
        null,
        at,
      ),
    ),
  ]
  return {
    ...plainSheet,
    name: layout.sheets.provenance,
    rows,
    widths: widthsOf(rows, HEADING),
    frozen: { rows: HEADING + 1, columns: 0 },
    heading: HEADING + 1,
    filter: `A${HEADING + 1}:${columnName(headings.length - 1)}${Math.max(HEADING + 2, rows.length)}`,
  }
}

type About = {
  readonly scenario: string
  readonly variable: string
  readonly sector: string
  readonly years: string
  readonly unit: string | null
}

function lineOf(
  layout: Layout,
  kind: keyof Layout['words']['kinds'],
  about: About,
  written: BookCell,
  annotation: Annotation | null,
  at: CellRef,
  ref: string | null = null,
): BookRow {
  const { words, language, model } = layout
  const text = (value: string | null | undefined) => textCell(value ?? '', 'label')
  const grade = annotation === null ? '' : messages(language).grades[annotation.status ?? 'assumed']
  return [
    text(words.kinds[kind]),
    text(about.scenario),
    text(about.variable),
    text(about.sector),
    text(about.years),
    written,
    text(about.unit === '1' ? '%' : about.unit),
    text(grade),
    textCell(annotation?.source ?? '', 'wrapped'),
    text(annotation?.measure),
    text(annotation?.ref ?? ref),
    textCell(annotation?.note ?? '', 'wrapped'),
    text(placeOf(model.plan, at)),
  ]
}

function placeOf({ files }: Plan, { file, line }: CellRef): string {
  return `${files[file]?.name ?? ''}:${line}`
}

function seriesRows(layout: Layout, series: Series, kind: 'baseline' | 'assumption' | 'measure'): BookRow[] {
  const { model, words, language } = layout
  const { plan } = model
  return Array.from({ length: series.length }, (_, row) => {
    const variable = plan.variables[series.variable[row] as number]
    const sector = series.sector[row] as number
    const scenario = series.scenario[row] as number
    const [first, last] = [series.firstYear[row] as number, series.lastYear[row] as number]
    const about: About = {
      scenario: scenario === EVERY_SCENARIO ? '*' : (plan.scenarios[scenario]?.name ?? ''),
      variable: variable?.name ?? '',
      sector: sector === EVERY_SECTOR ? words.everySector : sectorName(plan, sector, language),
      years: first === 0 ? words.everyYear : first === last ? String(first) : `${first}–${last}`,
      unit: variable?.unit ?? null,
    }
    const quantity = series.quantities.get(row) ?? null
    const format = variable?.unit === '1' ? '0.00%' : '#,##0.####'
    const written =
      quantity === null ? numberCell(series.value[row] as number, 'plain', format) : textCell(quantityText(quantity))
    const at = { file: series.file[row] as number, line: series.line[row] as number, field: 0 }
    return lineOf(layout, kind, about, written, series.annotations[series.annotation[row] as number] ?? null, at)
  })
}

function quantityText(quantity: Quantity): string {
  switch (quantity.kind) {
    case 'distribution':
      return distributionText(quantity)
    case 'path':
      return `linear(${quantity.from}, ${quantity.to})`
    case 'relative':
      return quantity.operation === 'scale' ? `× ${quantity.amount}` : `+ ${quantity.amount}`
    case 'residual':
      return 'residual'
    case 'formula':
      return quantity.text
  }
}

function projectRows(layout: Layout): BookRow[] {
  const { plan } = layout.model
  return plan.projects.map((row) => {
    const parts = PROJECT_FIELDS.flatMap((field) => {
      const value = row[field]?.value
      if (value === undefined) return []
      return [`${field} ${typeof value === 'number' ? value : quantityText(value)}`]
    })
    const about: About = {
      scenario: row.scenario === EVERY_SCENARIO ? '*' : (plan.scenarios[row.scenario]?.name ?? ''),
      variable: row.project,
      sector: row.sector === null ? '' : sectorName(plan, row.sector, layout.language),
      years: row.start === null ? '' : String(row.start),
      unit: plan.unit,
    }
    return lineOf(layout, 'project', about, textCell(parts.join(', ')), row.annotation, row.at)
  })
}

function linkageRows(layout: Layout): BookRow[] {
  const { plan } = layout.model
  return plan.linkages.map(({ name, from, to, coefficient, annotation, at }) => {
    const pair = `${sectorName(plan, from, layout.language)} ← ${sectorName(plan, to, layout.language)}`
    const about = { scenario: '', variable: name, sector: pair, years: '', unit: null }
    return lineOf(layout, 'linkage', about, numberCell(coefficient, 'plain', '0.####'), annotation, at)
  })
}
