/** The workbook of a plan: its sheets, put together. */

import type { Projection } from '../../model/project.ts'
import type { Model } from '../../model/types.ts'
import { PlanError, problem, wholeFile } from '../../plan/problem.ts'
import { placeOf } from '../../plan/source.ts'
import { messages } from '../messages.ts'
import { planTitle } from '../names.ts'
import { assumptionCell, assumptionNames, assumptionsSheet, hasAssumptions } from './assumptions-sheet.ts'
import { type Baseline, baselineSheet } from './baseline-sheet.ts'
import type { BookRow, Sheet, Workbook } from './book.ts'
import { textCell } from './book.ts'
import type { Frame } from './cells.ts'
import { comparisonSheet } from './comparison-sheet.ts'
import {
  type Block,
  HEADING,
  type Layout,
  type LayoutOptions,
  layoutOf,
  type Projected,
  YEAR_COLUMN,
} from './layout.ts'
import { linkagesSheet } from './linkages-sheet.ts'
import { liveHeading, liveInput, liveTitles, MOST_CHOICES } from './live-sheet.ts'
import { guarded } from './looks.ts'
import { type System, stepsOf, systemsOf } from './newton.ts'
import { limits } from './places.ts'
import { isSomewhere, projectionSheet, type Sources, type Titles } from './projection-sheet.ts'
import { type Projects, projectsSheet } from './projects-sheet.ts'
import { provenanceSheet } from './provenance-sheet.ts'
import { readmeSheet } from './readme-sheet.ts'
import { alike, type Solved, solverSheet } from './solver-sheet.ts'
import { targetsSheet, thresholdCell } from './targets-sheet.ts'

type Parts = {
  readonly layout: Layout
  readonly frames: readonly Frame[]
  readonly baseline: Baseline | null
  readonly projects: Projects | null
}

/**
 * @param projections  of the scenarios that the workbook holds, at least one
 * @throws PlanError where Excel cannot hold or express what the plan says
 */
export function planBook(model: Model, projections: readonly Projection[], options: LayoutOptions): Workbook {
  const layout = layoutOf(model, projections, options)
  // Before any cell is made: a table that is too long would not fit into the memory either.
  needRoom(layout.sheets.live, endOf(layout), YEAR_COLUMN + layout.years.length)
  const frames = layout.views.map((view) => frameOf(layout, view))
  const parts: Parts = { layout, frames, baseline: baselineSheet(layout), projects: projectsSheet(layout) }
  const { words, views, shared } = layout
  const live = liveFrame(layout)
  const solved = alike([
    ...frames.map((frame) => solvedIn(frame, false)),
    ...(live === null ? [] : [solvedIn(live.frame, true)]),
  ])
  const liveSheets = live === null ? [] : liveSheetsOf(parts, live.frame, live.chosen, solved.at(-1) ?? [])
  const scenarioSheets = frames.flatMap((frame, index) =>
    viewSheets(parts, frame, views[index] as Projected, solved[index] ?? []),
  )
  const sheets: { sheet: Sheet | null; about: string }[] = [
    ...liveSheets.slice(0, 1).map((sheet) => ({ sheet, about: words.about.live })),
    { sheet: targetsSheet(layout, frames), about: words.about.targets },
    { sheet: comparisonSheet(layout, frames), about: words.about.comparison },
    ...scenarioSheets
      .filter(({ kind }) => kind === 'projection')
      .map(({ sheet }) => ({ sheet, about: words.about.projection })),
    {
      sheet:
        shared === null || !hasAssumptions(layout, shared)
          ? null
          : assumptionsSheet(layout, shared, { baseline: parts.baseline, frame: null, solver: null }),
      about: words.about.everyScenario,
    },
    ...scenarioSheets
      .filter(({ kind }) => kind === 'assumptions')
      .map(({ sheet }) => ({ sheet, about: words.about.assumptions })),
    { sheet: parts.baseline?.sheet ?? null, about: words.about.baseline },
    { sheet: parts.projects?.sheet ?? null, about: words.about.projects },
    { sheet: linkagesSheet(layout), about: words.about.linkages },
    ...scenarioSheets
      .filter(({ kind }) => kind === 'solver')
      .map(({ sheet }) => ({ sheet, about: words.about.solver })),
    ...liveSheets.slice(1).map((sheet) => ({ sheet, about: words.about.solver })),
    { sheet: provenanceSheet(layout), about: words.about.provenance },
  ]
  const there = sheets.flatMap(({ sheet, about }) => (sheet === null ? [] : [{ sheet, about }]))
  for (const { sheet } of there) needRoom(sheet.name, sheet.rows.length, sheet.widths.length)
  const readme = readmeSheet(
    layout,
    there.map(({ sheet, about }) => ({ name: sheet.name, text: about })),
  )
  return {
    title: planTitle(model.plan, options.language),
    sheets: [readme, ...there.map(({ sheet }) => sheet)],
    names: namesIn(layout),
    verdicts: messages(options.language).verdicts,
  }
}

/** Rows of a projection sheet. */
function endOf({ blocks }: Layout): number {
  const last = blocks.at(-1)
  return HEADING + (last === undefined ? 0 : last.first + last.width)
}

/** @throws PlanError for a sheet that is longer or wider than Excel allows */
function needRoom(sheet: string, rows: number, columns: number): void {
  if (rows <= limits.rows && columns <= limits.columns) return
  const words = { sheet, rows, columns, command: 'yuce project -f csv -o projection.csv' }
  throw new PlanError([problem('workbook-too-large', wholeFile(''), words)])
}

function frameOf(layout: Layout, { sheets, projection }: Projected): Frame {
  return {
    layout,
    sheet: sheets.projection,
    solver: sheets.solver,
    heading: HEADING,
    evaluation: projection.evaluation,
  }
}

/** With several scenarios there is a sheet that switches between them; it begins with the plan's default. */
function liveFrame(layout: Layout): { frame: Frame; chosen: number } | null {
  const { views, model, sheets } = layout
  if (views.length < 2 || views.length > MOST_CHOICES) return null
  const chosen = Math.max(
    0,
    views.findIndex(({ scenario }) => scenario === model.plan.defaultScenario),
  )
  const { evaluation } = (views[chosen] as Projected).projection
  const frame = { layout, sheet: sheets.live, solver: sheets.liveSolver, heading: liveHeading(layout), evaluation }
  return { frame, chosen }
}

/** @param hasChoice  are formulas of cells another sheet's, so that here they are given? */
function solvedIn({ layout, evaluation }: Frame, hasChoice: boolean): Solved[] {
  const { model, firstTime } = layout
  const isGiven = (variable: number) => hasChoice && model.variables[variable]?.origin !== 'equation'
  return systemsOf(model, evaluation, firstTime, isGiven).map((system) => {
    const steps = stepsOf(model, evaluation, system)
    if (steps === null) throw new PlanError([notSolved(model, system)])
    return { system, steps }
  })
}

function notSolved(model: Model, { unknowns, t }: System) {
  const named = unknowns.map(({ variable }) => model.variables[variable])
  const at = named.find((variable) => variable?.formulaAt !== null)?.formulaAt ?? null
  const words = {
    variables: [...new Set(named.map((variable) => variable?.name ?? ''))].join(', '),
    year: model.timeline[t] ?? model.baseYear,
    command: 'yuce project -f csv --excel -o projection.csv',
  }
  return problem('workbook-not-solved', at === null ? wholeFile('') : placeOf(model.plan.files, at), words)
}

function viewSheets(
  { layout, baseline, projects }: Parts,
  frame: Frame,
  view: Projected,
  solved: readonly Solved[],
): { kind: 'projection' | 'assumptions' | 'solver'; sheet: Sheet }[] {
  const { words } = layout
  const title = words.sheets.projection(view.label)
  const solver = solverSheet(frame, words.sheets.solver(view.label), solved)
  const input = (block: Block, t: number, sector: number): string | null => {
    const { variable } = block
    if (variable === null || !isSomewhere(layout, block, t, sector)) return null
    if (variable.origin === 'assumption') return guarded(assumptionCell(layout, view, variable.index, t, sector))
    if (variable.origin === 'projects') return projects?.capacity(view.scenario, t, sector) ?? '0'
    const cell = baseline?.cell(variable.index, t, sector) ?? null
    return cell === null ? null : guarded(cell)
  }
  const sources: Sources = { inputs: view.inputs, baseline, solver, input }
  const rows: BookRow[] = [[textCell(title, 'title')], [textCell(words.about.projection, 'quiet')], []]
  const above: Titles = { rows, choices: [], verdicts: [] }
  return [
    { kind: 'projection', sheet: projectionSheet(frame, sources, above, view.label) },
    ...(hasAssumptions(layout, view)
      ? [{ kind: 'assumptions' as const, sheet: assumptionsSheet(layout, view, { baseline, frame, solver }) }]
      : []),
    ...(solver === null ? [] : [{ kind: 'solver' as const, sheet: solver.sheet }]),
  ]
}

function liveSheetsOf(
  { layout, frames, baseline }: Parts,
  frame: Frame,
  chosen: number,
  solved: readonly Solved[],
): Sheet[] {
  const { words, views } = layout
  const solver = solverSheet(frame, words.sheets.solver(words.sheets.live), solved)
  const sources: Sources = {
    inputs: (views[chosen] as Projected).inputs,
    baseline,
    solver,
    input: (block, t, sector) => liveInput(layout, frames, block, t, sector),
  }
  const sheet = projectionSheet(frame, sources, liveTitles(layout, frame, chosen), words.sheets.live)
  return solver === null ? [sheet] : [sheet, solver.sheet]
}

/** Named ranges: each row of assumptions, and each threshold. */
function namesIn(layout: Layout): Workbook['names'] {
  const { model, views, shared, nameRange } = layout
  const assumed = [...(shared === null ? [] : [shared]), ...views].flatMap((view) => assumptionNames(layout, view))
  const targets = model.plan.targets.map(({ name }, index) => ({
    name: nameRange('target', name),
    range: thresholdCell(layout, index),
  }))
  return [...assumed, ...targets]
}
