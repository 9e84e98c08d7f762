/**
 * The tables of a plan as files: what each is called, and what stands in it. The same bytes on every machine: no date,
 * no path, no language of the reader's.
 *
 *     targets.csv  targets.en.md …          every scenario against every target
 *     trend/revenue.csv  …                  a variable by sector with its total
 *     trend/totals.csv  trend/targets.csv   totals that stand alone, and the scenario's targets
 *     manifest.json                         from what and how they were made
 */

import type { Drift } from '../analyses/drift.ts'
import { provenanceOf } from '../analyses/provenance.ts'
import type { Tolerance } from '../analyses/tolerance.ts'
import type { Projection } from '../model/project.ts'
import type { Model } from '../model/types.ts'
import type { Scenario } from '../plan/types.ts'
import { type DataTable, type Dialect, textOf, writeData } from './delimited.ts'
import type { Glyphs } from './glyphs.ts'
import { checkRecords, checkRows } from './json.ts'
import { sectorTable, shownVariables, totalsTable } from './levels.ts'
import { toMarkdown } from './markdown.ts'
import type { Language } from './messages.ts'
import { formatSigned } from './numbers.ts'
import { withoutPicture } from './picture.ts'
import { type Style, scenarioHeading, titleOf } from './projection.ts'
import { provenanceLine } from './provenance.ts'
import type { Selection } from './selection.ts'
import { writeLong, writeWide } from './series.ts'
import { type Cell, cell, type Document, section, type Table } from './table.ts'
import { type Judged, targetTable, verdictGrid } from './verdicts.ts'
import { clean } from './width.ts'
import { tablesWords } from './words-tables.ts'

export type TableOptions = {
  readonly languages: readonly Language[]
  readonly glyphs: Glyphs
  readonly digits: number | null
  readonly dialect: Dialect
  readonly isLong: boolean
  /** Indexes into `model.variables`. */
  readonly variables: readonly number[]
}

/** One table: its CSV, and the same for people in each language. `path` is relative, with `/`, without an extension. */
export type TableFile = {
  readonly path: string
  readonly csv: string
  readonly markdown: ReadonlyMap<Language, string>
}

/** The tables of one scenario. */
export async function* scenarioTables(
  projection: Projection,
  judged: Judged,
  folder: string,
  options: TableOptions,
): AsyncGenerator<TableFile> {
  const { model } = projection
  const shown = shownVariables(model, options.variables)
  const nameFor = namer()
  const make = async (name: string, csv: string, table: (style: Style) => Table): Promise<TableFile> => ({
    path: `${folder}/${nameFor(name)}`,
    csv,
    markdown: inLanguages(options, (style) => scenarioDocument(projection, judged.scenario, table(style), style)),
  })
  for (const each of shown.bySector) {
    const { variable, total } = each
    const variables = [variable.index, ...(total === null ? [] : [total.index])]
    yield make(variable.name, await valuesText(projection, { model, variables }, options), (style) =>
      sectorTable(projection, each, style),
    )
  }
  if (shown.alone.length > 0) {
    const variables = shown.alone.map(({ index }) => index)
    yield make('totals', await valuesText(projection, { model, variables }, options), (style) =>
      totalsTable(projection, shown.alone, style),
    )
  }
  if (judged.targets.length > 0) {
    const csv = await dataText(checkRows(checkRecords(model, [judged])), options)
    yield make('targets', csv, (style) => targetTable(model, judged.targets, style))
  }
}

/** Every scenario against every target; null in a plan without targets. */
export async function targetsFile(
  model: Model,
  judged: readonly Judged[],
  options: TableOptions,
): Promise<TableFile | null> {
  if (model.plan.targets.length === 0) return null
  const csv = await dataText(checkRows(checkRecords(model, judged)), options)
  const markdown = inLanguages(options, (style) => [section(titleOf(model, style), verdictGrid(model, judged, style))])
  return { path: 'targets', csv, markdown }
}

function inLanguages(
  { languages, glyphs, digits }: TableOptions,
  document: (style: Style) => Document,
): ReadonlyMap<Language, string> {
  return new Map(languages.map((language) => [language, toMarkdown(document({ language, glyphs, digits }))]))
}

function scenarioDocument(projection: Projection, scenario: Scenario, table: Table, style: Style): Document {
  const { model } = projection
  return [
    section(titleOf(model, style), null),
    section(cell(scenarioHeading(scenario, style), 'strong'), withoutPicture(table)),
    section(null, null, [provenanceLine(model, provenanceOf(projection), style)]),
  ]
}

async function valuesText(projection: Projection, selection: Selection, options: TableOptions): Promise<string> {
  const { isLong, dialect } = options
  return textOf((write) => (isLong ? writeLong : writeWide)([projection], selection, dialect, write))
}

function dataText(table: DataTable, { dialect }: TableOptions): Promise<string> {
  return textOf((write) => writeData(table, dialect, write))
}

/** Names for files in one folder: none taken twice, on file systems that ignore case either. */
export function namer(): (name: string) => string {
  const taken = new Set<string>()
  return (name) => {
    const safe = fileName(name)
    let chosen = safe
    for (let copy = 2; taken.has(chosen.toLowerCase()); copy++) chosen = `${safe}~${copy}`
    taken.add(chosen.toLowerCase())
    return chosen
  }
}

/** Names that Windows keeps to itself. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i
/** Bytes of a file name that every file system takes, less an extension. */
const LONGEST_NAME = 200

/** A name as every file system takes it: letters, digits and a few signs stay, the rest is written %XX. */
function fileName(name: string): string {
  const encoded = [...name.normalize('NFC')].map((character, index) => {
    const isPlain = /[\p{L}\p{N}_-]/u.test(character) || (character === '.' && index > 0)
    return isPlain ? character : percentEncoded(character)
  })
  let length = 0
  const kept = encoded.filter((part) => {
    length += Buffer.byteLength(part)
    return length <= LONGEST_NAME
  })
  const text = kept.join('').replace(/\.+$/, (dots) => '%2E'.repeat(dots.length))
  return devices.test(text) ? `${text}_` : text === '' ? '%' : text
}

function percentEncoded(character: string): string {
  return [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
}

/** More lines than this are only counted. */
const MOST_LINES = 60

/** What `tables --check` says. */
export type DriftReport = {
  readonly folder: string
  readonly files: number
  readonly drifts: readonly Drift[]
  /** Inputs that are not those the tables were made from. */
  readonly changedInputs: readonly string[]
  readonly versions: { readonly before: string | null; readonly after: string }
  /** What writes the tables anew. */
  readonly command: string
}

export function driftDocument(report: DriftReport, tolerance: Tolerance, language: Language): Document {
  const words = tablesWords(language)
  const { drifts, folder, files, changedInputs, versions, command } = report
  const name = clean(folder)
  const notes: Cell[] = []
  if (changedInputs.length > 0) notes.push(cell(words.changedInputs(changedInputs.map(clean).join(', '))))
  if (versions.before !== null && versions.before !== versions.after) {
    notes.push(cell(words.otherVersion(clean(versions.before), versions.after)))
  }
  if (drifts.length === 0) return [section(null, null, [cell(words.upToDate(files, name)), ...notes])]
  const count = new Set(drifts.map(({ file }) => file)).size
  const lines = drifts.slice(0, MOST_LINES).map((each) => cell(driftText(each, language)))
  const more = drifts.length > MOST_LINES ? [cell(words.more(drifts.length - MOST_LINES), 'quiet')] : []
  return [
    section(cell(words.drifted(drifts.length, count, name), 'strong'), null, [...lines, ...more]),
    section(null, null, [
      ...notes,
      cell(words.writeAnew(command)),
      cell(words.tolerance(String(tolerance.rtol), String(tolerance.atol)), 'quiet'),
    ]),
  ]
}

export function driftText(drift: Drift, language: Language): string {
  const { before, after, kind } = drift
  const by = kind === 'value' ? relativeText(Number(before), Number(after), before === '' || after === '') : null
  const short = (text: string | null) => (text === null || text.length <= 120 ? text : `${text.slice(0, 119)}…`)
  const shown = { ...drift, key: clean(drift.key), before: short(before), after: short(after) }
  return clean(tablesWords(language).drift(shown, by))
}

/** `+0.012%`, with as many digits as tell. */
function relativeText(before: number, after: number, isEmpty: boolean): string | null {
  const percent = ((after - before) / Math.abs(before)) * 100
  // Beyond that a share says nothing, as of a gap that changes its sign.
  if (isEmpty || !(Math.abs(percent) < 1000)) return null
  const digits = Math.abs(percent) >= 1 ? 1 : Math.min(9, 1 - Math.floor(Math.log10(Math.abs(percent))))
  return `${formatSigned(percent, digits)}%`
}
