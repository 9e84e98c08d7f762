/**
 * The sheet of projects: a block a scenario, with what it changes in blue and the rest taken from the scenario it inherits
 * from; and what each project makes every year, as `model/projects.ts` has it:
 *
 *     level = output × realisation × reached(year − start − delay)
 */

import type { Spread } from '../../model/given.ts'
import { levelIn, type Project, type ProjectSaid, projectsOf } from '../../model/projects.ts'
import { GRADES, type ProjectField } from '../../plan/types.ts'
import { messages } from '../messages.ts'
import { nameOf, sectorName } from '../names.ts'
import { changed } from './baseline-sheet.ts'
import {
  type BookCell,
  type BookRow,
  emptyCell,
  formulaCell,
  numberCell,
  plainSheet,
  type Sheet,
  textCell,
} from './book.ts'
import { HEADING, type Layout, type View } from './layout.ts'
import { guarded, variableFormat, widthsOf } from './looks.ts'
import { spreadText } from './notes.ts'
import { columnName, sheetPrefix } from './places.ts'

/** Columns: name, sector, its number, then these, the ramp, and the years. */
const SECTOR = 2
const fields: readonly ('start' | ProjectField)[] = ['start', 'delay', 'output', 'realisation']
const RAMP = SECTOR + 1 + fields.length

type BlockOfProjects = {
  readonly view: View
  readonly projects: readonly Project[]
  /** Row of the first project, from 0. */
  readonly first: number
  /** Row of what holds for every project; null where the scenario says nothing of all. */
  readonly every: number | null
}

export type Projects = {
  readonly sheet: Sheet
  /** The formula for what the projects of a sector add in a year, on another sheet. */
  readonly capacity: (scenario: number, t: number, sector: number) => string
}

export function projectsSheet(layout: Layout): Projects | null {
  const { model } = layout
  if (model.plan.projects.length === 0) return null
  const views: View[] = [...(layout.shared === null ? [] : [layout.shared]), ...layout.views]
  const blocks: BlockOfProjects[] = []
  let next = HEADING + 1
  for (const view of views) {
    const { projects } = projectsOf(model, view.scenario)
    const every = fields.some((field) => field !== 'start' && starOf(layout, view, field) !== null) ? next + 1 : null
    const first = next + 1 + (every === null ? 0 : 1)
    blocks.push({ view, projects, first, every })
    next = first + projects.length
  }
  const ramp = Math.max(1, ...blocks.flatMap(({ projects }) => projects.map((project) => project.ramp.length)))
  const table: Table = { layout, blocks, ramp }
  return { sheet: sheetOf(table), capacity: (scenario, t, sector) => capacityFormula(table, scenario, t, sector) }
}

type Table = { readonly layout: Layout; readonly blocks: readonly BlockOfProjects[]; readonly ramp: number }

/** Years with a column: one more than elsewhere, since capacity is what a year has over the one before. */
function levelYears({ layout }: Table): number[] {
  const [first = layout.model.baseYear] = layout.years
  return [first - 1, ...layout.years]
}

function levelColumn({ layout, ramp }: Table, year: number): string {
  return columnName(RAMP + ramp + year - (layout.years[0] ?? 0) + 1)
}

/** By the sector's number, so that no name is taken for a pattern. */
function capacityFormula(table: Table, scenario: number, t: number, sector: number): string {
  const block = table.blocks.find(({ view }) => view.scenario === scenario)
  if (block === undefined || block.projects.length === 0) return '0'
  const prefix = sheetPrefix(table.layout.sheets.projects)
  const rows = (column: string) =>
    `${prefix}$${column}$${block.first + 1}:$${column}$${block.first + block.projects.length}`
  const year = table.layout.model.timeline[t] ?? 0
  const inYear = (each: number) => `SUMIF(${rows(columnName(SECTOR))},${sector + 1},${rows(levelColumn(table, each))})`
  return `${inYear(year)}-${inYear(year - 1)}`
}

function sheetOf(table: Table): Sheet {
  const { layout, blocks, ramp } = table
  const { words, language, model } = layout
  const headings = [
    words.project,
    messages(language).sector,
    words.number,
    words.start,
    words.delay,
    `${words.output}${unitSuffix(layout)}`,
    words.realisation,
    ...Array.from({ length: ramp }, (_, index) => words.rampYear(index + 1)),
  ]
  const years = levelYears(table).map((year) => numberCell(year, 'heading', '0'))
  const rows: BookRow[] = [
    [textCell(words.sheets.projects, 'title')],
    [textCell(words.about.projects, 'quiet')],
    [],
    [
      ...headings.map((text, index) => textCell(text, index < SECTOR ? 'heading' : 'numberHeading')),
      ...years,
      textCell(words.grade, 'asideHeading'),
    ],
  ]
  const levels = blocks.flatMap(({ projects }) => projects.map(({ output }) => output))
  const format = variableFormat(layout, model.plan.unit, levels)
  for (const block of blocks) {
    rows.push([textCell(block.view.label, 'group')])
    if (block.every !== null) rows.push(everyRow(table, block, format))
    block.projects.forEach((project, index) => {
      rows.push(projectRow(table, block, project, block.first + index, format))
    })
  }
  const widths = widthsOf(rows, HEADING)
  return {
    ...plainSheet,
    name: layout.sheets.projects,
    rows,
    widths,
    frozen: { rows: HEADING + 1, columns: 1 },
    heading: HEADING + 1,
  }
}

function unitSuffix({ model, language }: Layout): string {
  const { unit } = model.plan
  if (unit === null) return ''
  return language === 'zh' ? `（${unit}）` : `, ${unit}`
}

function fieldFormat(field: 'start' | ProjectField, output: string): string {
  if (field === 'start') return '0'
  if (field === 'delay') return '0.##'
  return field === 'output' ? output : '0.0%'
}

function isOwn({ layers }: View, { row }: ProjectSaid): boolean {
  return row !== null && layers.has(row.scenario)
}

/** What the scenario's own rows say of every project: a number, if they say just one. */
function starOf(
  { model }: Layout,
  { layers }: View,
  field: ProjectField,
): { value: number; note: Spread | null } | null {
  const said = model.plan.projects.flatMap((row) =>
    row.project === '*' && layers.has(row.scenario) ? (row[field] ?? []) : [],
  )
  const [only] = said
  if (only === undefined || said.length > 1) return null
  if (typeof only.value === 'number') return { value: only.value, note: null }
  if (only.value.kind === 'relative') return null
  return { value: only.value.central, note: { distribution: only.value, scale: 1, shift: 0 } }
}

function everyRow({ layout, ramp }: Table, { view }: BlockOfProjects, format: string): BookRow {
  const cells = fields.map((field) => {
    const star = field === 'start' ? null : starOf(layout, view, field)
    if (star === null) return emptyCell('unused')
    const note = star.note === null ? null : spreadText(layout, star.note)
    return numberCell(star.value, 'input', fieldFormat(field, format), note)
  })
  const rest = Array.from({ length: ramp }, () => emptyCell('unused'))
  return [
    textCell(layout.words.everyProject, 'label'),
    textCell(layout.words.everySector, 'quiet'),
    null,
    ...cells,
    ...rest,
  ]
}

function projectRow(table: Table, block: BlockOfProjects, project: Project, row: number, format: string): BookRow {
  const { layout, ramp } = table
  const { plan } = layout.model
  const named = plan.projects.findLast((each) => each.project === project.name && (each.nameZh ?? each.nameEn) !== null)
  const name = nameOf(
    { name: project.name, nameZh: named?.nameZh ?? null, nameEn: named?.nameEn ?? null },
    layout.language,
  )
  const above = parentRow(table, block, project)
  const shares = Array.from({ length: ramp }, (_, index) => rampCell(project, above, index))
  const levels = levelYears(table).map((year) =>
    formulaCell(levelFormula(table, row, year), levelIn(project, year), 'computed', format),
  )
  return [
    textCell(name, 'label'),
    textCell(sectorName(plan, project.sector, layout.language), 'label'),
    numberCell(project.sector + 1, 'quiet', '0'),
    ...fields.map((field, index) => fieldCell(table, block, project, above, field, SECTOR + 1 + index, format)),
    ...shares,
    ...levels,
    textCell(messages(layout.language).grades[GRADES[project.grade] ?? 'assumed'], 'aside'),
  ]
}

type Above = { readonly project: Project; readonly row: number }

/** The same project in the block that this scenario inherits from. */
function parentRow({ blocks }: Table, { view }: BlockOfProjects, { name }: Project): Above | null {
  const block = blocks.find((each) => each.view === view.parent)
  const index = block?.projects.findIndex((each) => each.name === name) ?? -1
  const project = block?.projects[index]
  return block === undefined || project === undefined ? null : { project, row: block.first + index }
}

function rampCell({ ramp }: Project, above: Above | null, index: number): BookCell {
  const share = ramp[index]
  if (share === undefined) return emptyCell('unused')
  const isSame = above !== null && above.project.ramp.join() === ramp.join()
  if (!isSame) return numberCell(share, 'input', '0%')
  return formulaCell(guarded(`${columnName(RAMP + index)}${above.row + 1}`), share, 'inherited', '0%')
}

function fieldCell(
  { layout }: Table,
  block: BlockOfProjects,
  project: Project,
  above: Above | null,
  field: 'start' | ProjectField,
  column: number,
  output: string,
): BookCell {
  const format = fieldFormat(field, output)
  const value = project[field]
  const parent = above === null ? null : `${columnName(column)}${above.row + 1}`
  if (field === 'start') {
    if (parent !== null && above?.project.start === value)
      return formulaCell(guarded(parent), value, 'inherited', format)
    return numberCell(value, 'input', format)
  }
  const spread = project.spreads[field]
  const note = spread === null ? null : spreadText(layout, spread)
  const said = project.said[field]
  const own = said.filter((each) => isOwn(block.view, each))
  if (own.length === 0 && parent !== null) return formulaCell(guarded(parent), value, 'inherited', format, note)
  const isSet = said.some(({ row }) => row === null)
  if (isSet) return numberCell(value, 'input', format, note)
  const star =
    block.every === null || starOf(layout, block.view, field) === null
      ? null
      : `${columnName(column)}${block.every + 1}`
  const { text, cell } = own.reduce<Told>((told, each) => tell(told, each, star), { text: parent, cell: parent })
  if (cell === null || text === null) return numberCell(value, 'input', format, note)
  const look = text === cell ? 'inherited' : 'input'
  return formulaCell(guarded(cell, text), value, look, format, note)
}

/** What is said so far as a formula, and the cell that it rests on; null where it is a number. */
type Told = { readonly text: string | null; readonly cell: string | null }

function tell({ text, cell }: Told, { value, row }: ProjectSaid, star: string | null): Told {
  if (typeof value === 'number' || value.kind === 'distribution') {
    const isStar = row?.project === '*' && star !== null
    return isStar ? { text: star, cell: star } : { text: null, cell: null }
  }
  return text === null ? { text: null, cell: null } : { text: changed(text, value), cell }
}

function levelFormula(table: Table, row: number, year: number): string {
  const at = (column: number) => `$${columnName(column)}${row + 1}`
  const [start = '', delay = '', output = '', realisation = ''] = fields.map((_, index) => at(SECTOR + 1 + index))
  const shares = `${at(RAMP)}:${at(RAMP + table.ramp - 1)}`
  const years = `(${levelColumn(table, year)}$${HEADING + 1}-${start}-${delay})`
  const whole = (ahead: number) =>
    `IF(INT${years}<${-ahead},0,INDEX(${shares},1,MIN(INT${years}+${ahead + 1},COUNT(${shares}))))`
  const reached = `${whole(0)}*(1-${years}+INT${years})+${whole(1)}*(${years}-INT${years})`
  return `IF(COUNT(${start}:${realisation})<${fields.length},NA(),${output}*${realisation}*(${reached}))`
}
