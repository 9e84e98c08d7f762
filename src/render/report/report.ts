/** The report: the verdict first, then what it looks like, why, how surely, and on what it rests. */

import type { Run } from '../../analyses/chance/simulate.ts'
import type { Projection } from '../../model/project.ts'
import type { Model } from '../../model/types.ts'
import type { Problem } from '../../plan/problem.ts'
import { TOTAL } from '../../plan/types.ts'
import type { Compared } from '../compare-record.ts'
import { escaped } from '../html/escape.ts'
import { sectorTable, shownVariables, totalsTable } from '../levels.ts'
import { messages } from '../messages.ts'
import { nameOf, planTitle, unitName, variableHeading } from '../names.ts'
import type { Style } from '../projection.ts'
import type { Analysed } from '../sensitivity-record.ts'
import type { Simulation } from '../simulate-record.ts'
import { clean } from '../width.ts'
import { reportWords } from '../words-report.ts'
import { bridgeFigure, chanceHtml, tornadoFigure } from './answers.ts'
import { equationsHtml, problemsHtml, provenanceHtml, sourcesHtml } from './evidence.ts'
import { detailsHtml, figureHtml, figuresHtml } from './figure.ts'
import { MOST_ROWS, pathSeries, pathsFigure, stackable, stackedFigure } from './figures.ts'
import { cardsHtml, gaugeCards } from './gauges.ts'
import type { Outcome } from './live.ts'
import { type PageSection, pageHtml } from './page.ts'
import { type Panel, panelOf } from './panel.ts'
import { otherSentences, verdictSentence } from './verdict.ts'

export type Report = {
  readonly model: Model
  /** Every scenario that is shown, in the order of the plan. */
  readonly outcomes: readonly Outcome[]
  readonly main: Outcome
  readonly bridges: readonly Compared[]
  readonly tornado: Analysed | null
  readonly chances: { readonly simulation: Simulation; readonly runs: readonly Run[] } | null
  readonly problems: readonly Problem[]
  /** The options that say which plan is meant, for the command that the page shows. */
  readonly words: readonly string[]
  readonly version: string
}

/** @param code  the script of the page: `dist/page/what-if.js` */
export function reportHtml(report: Report, code: string, style: Style): string {
  const { model, main, outcomes, words: given } = report
  const { plan, baseYear, horizon } = model
  const { language } = style
  const words = reportWords[language]
  const unit = unitName(plan.unit, language)
  const panel = panelOf(outcomes, main, given, style)
  const subtitle = [
    ...(unit === null ? [] : [unit]),
    messages(language).period(baseYear, horizon),
    ...plan.settings.map(({ text }) => `--set ${clean(text)}`),
  ].join(style.glyphs.separator)
  return pageHtml({
    language,
    title: planTitle(plan, language),
    subtitle,
    sections: sectionsOf(report, panel, style),
    footer: words.madeBy(report.version),
    script: panel === null ? null : { data: panel.data, code },
  })
}

function sectionsOf(report: Report, panel: Panel | null, style: Style): PageSection[] {
  const { model, main, problems, chances } = report
  const { sections: headings } = reportWords[style.language]
  const section = (id: keyof typeof headings, html: string): PageSection[] =>
    html === '' ? [] : [{ id, heading: headings[id], html }]
  const hasTargets = model.plan.targets.length > 0
  return [
    ...section('verdict', verdictHtml(report, style)),
    ...(hasTargets ? section('targets', targetsHtml(report, style)) : []),
    ...section('paths', pathsHtml(report, style)),
    ...section('sectors', sectorsHtml(main.projection, style)),
    ...section(
      'bridges',
      figuresHtml(
        report.bridges.map((each) => bridgeFigure(model, each, style)),
        style,
      ),
    ),
    ...section('tornado', report.tornado === null ? '' : tornadoHtml(model, report.tornado, style)),
    ...(chances === null ? [] : section('chance', chanceHtml(model, chances, style))),
    ...section('provenance', provenanceHtml(main.projection, style)),
    ...section('problems', problemsHtml(problems, style)),
    ...section('equations', equationsHtml(model, style)),
    ...section('sources', sourcesHtml(model.plan, style)),
    ...(panel === null ? [] : section('whatIf', panel.html)),
  ]
}

function verdictHtml({ model, outcomes, main }: Report, style: Style): string {
  const others = otherSentences(model, outcomes, main, style)
  return `<p class="verdict-text">${escaped(verdictSentence(model, main, true, style))}</p>
${others === null ? '' : `<p class="others">${escaped(others)}</p>`}`
}

function targetsHtml({ model, outcomes, main }: Report, style: Style): string {
  const note = reportWords[style.language].mainNote(nameOf(main.scenario, style.language))
  return `<p class="quiet">${escaped(note)}</p>\n${cardsHtml(gaugeCards(model, outcomes, main.scenario, style))}`
}

/** What the targets ask about, each once; in a plan without targets the totals that stand alone. */
function pathsHtml({ model, outcomes, main }: Report, style: Style): string {
  const { targets } = model.plan
  const asked = targets.map(({ indicator, sector }) => ({
    variable: model.variableByName.get(indicator) ?? -1,
    sector,
  }))
  const alone = shownVariables(model, model.results).alone.map(({ index }) => ({ variable: index, sector: TOTAL }))
  const subjects = targets.length > 0 ? asked : alone.slice(0, MOST_PATHS)
  const isFirst = ({ variable, sector }: (typeof subjects)[number], place: number) =>
    subjects.findIndex((each) => each.variable === variable && each.sector === sector) === place
  return figuresHtml(
    subjects.filter(isFirst).map((subject) => {
      const series = outcomes.map((each) => pathSeries(each.projection, subject, each === main, style))
      return pathsFigure(model, subject, series, style)
    }),
    style,
  )
}

/** Of a plan that asks about none of them. */
const MOST_PATHS = 4

/** Every variable that adds up as a plot; every other one as a table. */
function sectorsHtml(projection: Projection, style: Style): string {
  const { model } = projection
  const shown = shownVariables(model, model.results)
  const stacked = stackable(shown)
  const plots = stacked.map((each) => figureHtml(stackedFigure(projection, each, style), style))
  const isPlotted = new Set(stacked.map(({ variable }) => variable.index))
  const tables =
    model.plan.sectors.length > MOST_ROWS
      ? []
      : shown.bySector
          .filter(({ variable }) => !isPlotted.has(variable.index))
          .map((each) =>
            detailsHtml(
              sectorTable(projection, each, style),
              variableHeading(model, each.variable, style.language),
              style,
            ),
          )
  const { indicator } = messages(style.language)
  const alone =
    shown.alone.length === 0 ? [] : [detailsHtml(totalsTable(projection, shown.alone, style), indicator, style)]
  return [...plots, ...tables, ...alone].join('\n')
}

function tornadoHtml(model: Model, analysed: Analysed, style: Style): string {
  const figure = analysed.subject.inputs.length === 0 ? null : tornadoFigure(model, analysed, style)
  return figure === null ? '' : figureHtml(figure, style)
}
