/** Which rows speak about one cell, which of them won, and what it changed or beat on the way. */

import { cellOf, type Origin, specificity } from '../model/given.ts'
import type { Project, ProjectSaid } from '../model/projects.ts'
import type { Model } from '../model/types.ts'
import { placeOf } from '../plan/source.ts'
import {
  type Annotation,
  type CellRef,
  EVERY_SCENARIO,
  EVERY_SECTOR,
  type Grade,
  type Plan,
  type ProjectField,
  type Series,
  type Setting,
  TOTAL,
} from '../plan/types.ts'

export type Question = { readonly variable: number; readonly sector: number; readonly year: number }

export type ExplainedSource = {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly status: Grade | null
  readonly source: string | null
  readonly note: string | null
}

/** One row that speaks about a cell, as the author wrote it. */
export type RuleRow = {
  readonly file: string
  readonly line: number
  /** `*` for every scenario. */
  readonly scenario: string
  /** For an output, a realisation or a delay: the project. */
  readonly sector: string
  readonly years: string
  readonly text: string
}

/** `changed`: a relative row above rests on this one. `beaten`: another row stood in its place. */
export type BeatenRow = RuleRow & { readonly relation: 'changed' | 'beaten' }

export type Rules = { readonly won: RuleRow; readonly beaten: readonly BeatenRow[] }

/** Rows about a cell that were laid over it in one turn: only the first of them counts. */
type Turn = readonly { readonly row: RuleRow; readonly isRelative: boolean }[]

/**
 * The rows about a cell, the last word first: settings, then scenario by scenario. Each row with a `+2pp` or `*0.9`
 * changes the one that won the turn before; the first absolute one ends that.
 *
 * @returns null where no row gave the cell
 */
export function rulesAbout(model: Model, scenario: number, question: Question, origin: Origin): Rules | null {
  if (origin.kind !== 'setting' && origin.kind !== 'assumption') return null
  const settings = origin.kind === 'setting' ? settingTurns(model, question) : []
  const all = [...settings, ...rowTurns(model, scenario, question)]
  const turns = [...all, ...(all.at(-1)?.[0]?.isRelative === true ? baselineTurns(model, question) : [])]
  return rulesOf(turns)
}

/** What gave a project's output, realisation or delay, the last word first. */
export function projectRules(plan: Plan, project: Project, field: ProjectField): Rules | null {
  const turns = project.said[field].map((each) => [
    { row: projectRow(plan, each), isRelative: typeof each.value !== 'number' && each.value.kind === 'relative' },
  ])
  return rulesOf(turns.reverse())
}

function rulesOf(turns: readonly Turn[]): Rules | null {
  const beaten: BeatenRow[] = []
  let won: RuleRow | null = null
  let isResting = true
  for (const [winner, ...losers] of turns) {
    if (winner === undefined) continue
    if (won === null) won = winner.row
    else beaten.push({ ...winner.row, relation: isResting ? 'changed' : 'beaten' })
    isResting &&= winner.isRelative
    for (const { row } of losers) beaten.push({ ...row, relation: 'beaten' })
  }
  return won === null ? null : { won, beaten }
}

function settingTurns({ plan, variables }: Model, { variable, sector, year }: Question): Turn[] {
  const asked = variables[variable]?.level === 'total' ? TOTAL : sector
  return plan.settings
    .filter(
      (each): each is Extract<Setting, { kind: 'variable' }> =>
        each.kind === 'variable' && each.variable === variable && covers(plan, each, asked, year),
    )
    .map((each) => [{ row: settingRow(each), isRelative: each.quantity?.kind === 'relative' }])
    .reverse()
}

function rowTurns(model: Model, scenario: number, question: Question): Turn[] {
  const { assumptions, scenarios } = model.plan
  const chain = [...(scenarios[scenario]?.chain ?? []), EVERY_SCENARIO]
  return chain.map((ancestor) =>
    seriesTurn(model, assumptions, [...(model.rowsByScenario.get(ancestor) ?? [])], question),
  )
}

function baselineTurns(model: Model, question: Question): Turn[] {
  const { baseline } = model.plan
  return [
    seriesTurn(
      model,
      baseline,
      Array.from({ length: baseline.length }, (_, row) => row),
      question,
    ),
  ]
}

/** The rows of a series about a cell, the most entitled first. */
function seriesTurn(model: Model, series: Series, rows: readonly number[], { variable, sector, year }: Question): Turn {
  const asked = model.variables[variable]?.level === 'total' ? TOTAL : sector
  return rows
    .filter((row) => series.variable[row] === variable && covers(model.plan, rangeOf(series, row), asked, year))
    .sort((a, b) => specificity(series, b) - specificity(series, a) || b - a)
    .map((row) => ({
      row: ruleRow(model, series, row),
      isRelative: series.quantities.get(row)?.kind === 'relative',
    }))
}

type Range = { readonly sector: number; readonly firstYear: number; readonly lastYear: number }

function rangeOf(series: Series, row: number): Range {
  return {
    sector: series.sector[row] as number,
    firstYear: series.firstYear[row] as number,
    lastYear: series.lastYear[row] as number,
  }
}

/** A plan's only sector is its total. */
function covers({ sectors }: Plan, range: Range, sector: number, year: number): boolean {
  const isOnly = sectors.length === 1 && range.sector === TOTAL
  return (
    (range.sector === EVERY_SECTOR || range.sector === sector || isOnly) &&
    (range.firstYear === 0 || (year >= range.firstYear && year <= range.lastYear))
  )
}

function settingRow({ text }: Setting): RuleRow {
  return { file: '--set', line: 1, scenario: '*', sector: '', years: '', text }
}

function ruleRow({ plan }: Model, series: Series, row: number): RuleRow {
  const { sector, firstYear: first, lastYear: last } = rangeOf(series, row)
  return {
    ...written(plan, cellOf(series, row)),
    scenario: plan.scenarios[series.scenario[row] as number]?.name ?? '*',
    sector: sector === EVERY_SECTOR ? '*' : sector === TOTAL ? 'total' : (plan.sectors[sector]?.name ?? ''),
    years: first === 0 ? '*' : first === last ? String(first) : `${first}-${last}`,
  }
}

function projectRow(plan: Plan, { row, setting, at }: ProjectSaid): RuleRow {
  if (row === null) return { file: '--set', line: 1, scenario: '*', sector: '', years: '', text: setting?.text ?? '' }
  const scenario = plan.scenarios[row.scenario]?.name ?? '*'
  return { ...written(plan, at), scenario, sector: row.project, years: '*' }
}

function written(plan: Plan, at: CellRef): Pick<RuleRow, 'file' | 'line' | 'text'> {
  const { file, line, excerpt } = placeOf(plan.files, at)
  const text = excerpt === null ? '' : [...excerpt.text].slice(excerpt.start, excerpt.start + excerpt.length).join('')
  return { file, line, text }
}

export function settingSource(text: string): ExplainedSource {
  return { file: '--set', line: 1, column: 1, status: 'assumed', source: null, note: text }
}

export function placed({ files }: Plan, at: CellRef, annotation: Annotation | undefined): ExplainedSource {
  const { file, line, column } = placeOf(files, at)
  const { status = null, source = null, note = null } = annotation ?? {}
  return { file, line, column, status, source, note }
}
