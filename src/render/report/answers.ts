/** What analyses say, as plots with their tables: a bridge, a tornado, chances and fans. */

import type { Fan, Run, ScenarioChances } from '../../analyses/chance/simulate.ts'
import { valueAt } from '../../model/project.ts'
import type { Model } from '../../model/types.ts'
import { TOTAL } from '../../plan/types.ts'
import { comparisonDocument } from '../compare.ts'
import { bridgeSteps } from '../compare-bridge.ts'
import type { Compared } from '../compare-record.ts'
import { escaped } from '../html/escape.ts'
import { nameOf, variableHeading } from '../names.ts'
import { bridgePlot } from '../plot/bridge.ts'
import { fanPlot } from '../plot/fan.ts'
import { tornadoPlot } from '../plot/tornado.ts'
import type { Style } from '../projection.ts'
import { comparingFormat, formatOf, formatThreshold, formatValue } from '../quantities.ts'
import { sensitivityDocument } from '../sensitivity.ts'
import type { Analysed } from '../sensitivity-record.ts'
import { inputLabel } from '../sensitivity-tables.ts'
import { simulationDocument } from '../simulate.ts'
import type { Simulation } from '../simulate-record.ts'
import type { Cell, Section } from '../table.ts'
import { reportWords } from '../words-report.ts'
import { simulateWords } from '../words-simulate.ts'
import { detailsHtml, type FigureParts, figuresHtml, scrollable, tickText } from './figure.ts'
import { thresholdFor } from './figures.ts'

export function bridgeFigure(model: Model, compared: Compared, style: Style): FigureParts {
  const words = reportWords[style.language]
  const { from, parts, to } = bridgeSteps(model, compared, style)
  const section = comparisonDocument(model, compared, style).at(-1)
  const variable = model.variables[compared.comparison.question.variable]
  const { unit } = variable ?? { unit: null }
  const name = variable === undefined ? '' : variableHeading(model, variable, style.language)
  const title = words.bridgeOf({ name, from: from.label, to: to.label })
  const notes = texts(section?.notes ?? [])
  return {
    plot: (width) =>
      bridgePlot({
        title,
        description: notes.join(' '),
        width,
        from,
        parts,
        to,
        axisNote: (start) => words.barsStart(formatThreshold(start, unit)),
      }),
    notes: [],
    table: section?.table ?? null,
  }
}

function texts(cells: readonly Cell[]): string[] {
  return cells.map(({ text }) => text)
}

/** So many inputs have a bar; the others stand in the table. */
const MOST_BARS = 15

/** null for another method, and where the number has no value. */
export function tornadoFigure(model: Model, analysed: Analysed, style: Style): FigureParts | null {
  const { subject, answer } = analysed
  if (answer.method !== 'tornado' || answer.base === null) return null
  const { language, digits } = style
  const words = reportWords[language]
  const section = sensitivityDocument(model, [analysed], false, style)[1]
  const { target, indicator } = subject.output
  const unit = model.variables[indicator.variable]?.unit ?? null
  const ends = [answer.base, ...answer.inputs.flatMap(({ low, high }) => [low, high])]
  const format = target === null ? formatOf(unit, ends, digits) : comparingFormat(unit, ends, target.threshold, digits)
  const text = (value: number | null) => formatValue(value, format, language)
  const shown = answer.inputs.slice(0, MOST_BARS)
  const rest = answer.inputs.length - shown.length
  const base = answer.base
  const scenario = model.plan.scenarios[subject.scenario]
  const described = model.variables[indicator.variable]
  const name = described === undefined ? '' : variableHeading(model, described, language)
  return {
    plot: (width) =>
      tornadoPlot({
        title: words.tornadoOf({
          name,
          year: indicator.year,
          scenario: scenario === undefined ? '' : nameOf(scenario, language),
        }),
        description: texts(section?.lead ?? []).join(' '),
        width,
        base,
        baseText: words.planned(text(base)),
        swings: shown.map(({ input, low, high }) => ({
          label: inputLabel(model, input, style),
          low,
          high,
          text: words.ends({ low: text(low), high: text(high) }),
        })),
        threshold: target === null ? null : thresholdFor(model, target, style),
      }),
    notes: [...(rest > 0 ? [words.moreInputs(rest)] : []), ...texts(section?.notes ?? [])],
    table: section?.table ?? null,
  }
}

type Chances = { readonly simulation: Simulation; readonly runs: readonly Run[] }

/** Chances of every scenario, then the main one with its errors, and a fan of each total that varies. */
export function chanceHtml(model: Model, { simulation, runs }: Chances, style: Style): string {
  const sections = simulationDocument(model, runs, simulation, false, style)
  const [head, ...others] = sections
  const main =
    simulation.results.find(({ scenario }) => scenario === model.plan.defaultScenario) ?? simulation.results[0]
  const run = runs.find(({ experiment }) => experiment.scenario === main?.scenario)
  const fans = main === undefined || run === undefined ? [] : fansOf(model, main, run, style)
  return [
    ...texts(head?.lead ?? []).map((line) => `<p class="quiet">${escaped(line)}</p>`),
    ...others.map((section) => sectionHtml(section, style)),
    figuresHtml(fans, style),
  ].join('\n')
}

function sectionHtml({ heading, lead, table, notes }: Section, style: Style): string {
  const title = heading?.text ?? table?.columns[0]?.heading ?? ''
  const lines = (cells: readonly Cell[]) => texts(cells).map((line) => `<p class="quiet">${escaped(line)}</p>`)
  if (heading === null && table !== null) return detailsHtml(table, title, style)
  return [
    heading === null ? '' : `<h3>${escaped(title)}</h3>`,
    ...lines(lead),
    table === null ? '' : scrollable(table, title),
    ...lines(notes),
  ].join('\n')
}

const FAN_HEIGHT = 320

/** A fan for every total that a target asks about, or for every one that varies where none is asked about. */
export function fansOf(model: Model, result: ScenarioChances, { experiment }: Run, style: Style): FigureParts[] {
  const { language } = style
  const words = reportWords[language]
  const varying = new Map<number, Fan[]>()
  for (const fan of result.fans) {
    if (fan.sector !== TOTAL) continue
    varying.set(fan.variable, [...(varying.get(fan.variable) ?? []), fan])
  }
  return [...varying].flatMap(([variable, fans]): FigureParts[] => {
    const described = model.variables[variable]
    if (described === undefined || !fans.some(({ sd }) => (sd ?? 0) > 0)) return []
    const target = model.plan.targets.find(({ indicator, sector }) => indicator === described.name && sector === TOTAL)
    if (target === undefined && model.plan.targets.length > 0) return []
    const scenario = model.plan.scenarios[result.scenario]
    const title = words.fanOf({
      name: variableHeading(model, described, language),
      scenario: scenario === undefined ? '' : nameOf(scenario, language),
    })
    const years = fans.flatMap(({ year, quantiles }) => {
      const known = quantiles.filter((each) => each !== null)
      const central = valueAt(experiment.projection, variable, TOTAL, year)
      return known.length < quantiles.length ? [] : [{ year, quantiles: known, central }]
    })
    const plot = (width: number) =>
      fanPlot({
        title,
        description: words.fanSaid,
        width,
        height: FAN_HEIGHT,
        years,
        names: simulateWords[language].quantiles,
        centralName: words.central,
        threshold: target === undefined ? null : thresholdFor(model, target, style),
        tickText: tickText(described.unit),
      })
    return [{ plot, notes: [], table: null }]
  })
}
