/** What `project` prints for people: one screen of everything, or scenarios in full. */

import type { Provenance } from '../analyses/provenance.ts'
import type { Projection } from '../model/project.ts'
import type { Model } from '../model/types.ts'
import type { Scenario } from '../plan/types.ts'
import type { Glyphs } from './glyphs.ts'
import { type Shown, sectorTable, shownVariables, totalsTable } from './levels.ts'
import { type Language, messages } from './messages.ts'
import { nameOf, planTitle, saysMore, unitName } from './names.ts'
import { provenanceLine } from './provenance.ts'
import { type Cell, cell, type Document, type Section, section } from './table.ts'
import { type Judged, targetTable, verdictGrid } from './verdicts.ts'
import { clean } from './width.ts'

export type Style = {
  readonly language: Language
  readonly glyphs: Glyphs
  /** `--digits`; null: as many as the values need. */
  readonly digits: number | null
}

export type Detailed = Judged & { readonly projection: Projection; readonly provenance: Provenance }

/**
 * The first screen: every scenario against every target, then one scenario's main variable by sector and its targets.
 *
 * @param variables  indexes into `model.variables`; null: the first variable by sector, or the totals
 */
export function overview(
  model: Model,
  judged: readonly Judged[],
  main: Detailed,
  variables: readonly number[] | null,
  style: Style,
): Document {
  const shown = shownVariables(model, variables ?? model.results)
  const first = shown.bySector[0]
  const chosen: Shown = variables !== null ? shown : first === undefined ? shown : { bySector: [first], alone: [] }
  return [...gridSections(model, judged, style), ...scenarioSections(main, chosen, style)]
}

/**
 * Some scenarios in full: the grid where there are several, then every variable of each.
 *
 * @param sectors  only these, without totals; null: all of them
 */
export function inFull(
  model: Model,
  scenarios: readonly Detailed[],
  variables: readonly number[] | null,
  style: Style,
  sectors: readonly number[] | null = null,
): Document {
  const shown = shownVariables(model, variables ?? model.results, sectors)
  const grid = scenarios.length > 1 ? gridSections(model, scenarios, style) : [section(titleOf(model, style), null)]
  return [...grid, ...scenarios.flatMap((each) => scenarioSections(each, shown, style))]
}

/** The title line, and the grid if the plan has targets. */
function gridSections(model: Model, judged: readonly Judged[], style: Style): Section[] {
  const hasTargets = model.plan.targets.length > 0
  const notes = hasTargets ? [] : [cell(messages(style.language).noTargets, 'quiet')]
  return [section(titleOf(model, style), hasTargets ? verdictGrid(model, judged, style) : null, notes)]
}

/** `Chongqing … · 亿元 (100 million yuan) · base year 2022, projected to 2027` */
export function titleOf({ plan, baseYear, horizon }: Model, { language, glyphs }: Style): Cell {
  const unit = unitName(plan.unit, language)
  const period = messages(language).period(baseYear, horizon)
  const changed = plan.settings.map(({ text }) => `--set ${clean(text)}`)
  return cell(
    [planTitle(plan, language), ...(unit === null ? [] : [unit]), period, ...changed].join(glyphs.separator),
    'strong',
  )
}

function scenarioSections(
  { projection, scenario, targets, provenance }: Detailed,
  shown: Shown,
  style: Style,
): Section[] {
  const { model } = projection
  const tables = [
    ...shown.bySector.map((each) => sectorTable(projection, each, style)),
    ...(shown.alone.length === 0 ? [] : [totalsTable(projection, shown.alone, style)]),
    ...(targets.length === 0 ? [] : [targetTable(model, targets, style)]),
  ]
  const heading = cell(scenarioHeading(scenario, style), 'strong')
  const [first = null, ...rest] = tables
  return [
    section(heading, first, [], descriptionOf(scenario, style)),
    ...rest.map((table) => section(null, table)),
    section(null, null, [provenanceLine(model, provenance, style)]),
  ]
}

/** What the author says of the scenario; of `中文。 / English.` the half in the reader's language. */
function descriptionOf({ description }: Scenario, { language }: Style): Cell[] {
  if (description === null) return []
  const halves = clean(description).split(' / ')
  const own = halves.length === 2 ? halves[language === 'zh' ? 0 : 1] : clean(description)
  return [cell(own ?? '', 'quiet')]
}

/** `趋势延续 trend` */
export function scenarioHeading(scenario: Scenario, { language }: Pick<Style, 'language'>): string {
  const name = nameOf(scenario, language)
  const id = clean(scenario.name)
  return `${messages(language).scenario}${messages(language).colon}${saysMore(name, id) ? `${id} ${name}` : id}`
}
