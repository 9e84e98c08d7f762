/** What the what-if panel shows of a scenario as it is and with changes; made by the command and, with every move, by the page. */

import type { TargetResult } from '../../analyses/targets.ts'
import type { Projection } from '../../model/project.ts'
import type { Model, ModelVariable } from '../../model/types.ts'
import { escaped } from '../html/escape.ts'
import { sectorTable, shownVariables, totalsTable } from '../levels.ts'
import { messages } from '../messages.ts'
import { indicatorUnit, targetName, variableName } from '../names.ts'
import { inlineSvg } from '../plot/svg.ts'
import type { Style } from '../projection.ts'
import { comparingFormat, formatDifference, formatValue } from '../quantities.ts'
import { cell, keyColumn, numberColumn, row, type Table, table, textColumn } from '../table.ts'
import type { Judged } from '../verdicts.ts'
import { reportWords } from '../words-report.ts'
import { NARROW, scrollable } from './figure.ts'
import { MOST_ROWS, stackable, stackedFigure } from './figures.ts'
import { gaugeCards } from './gauges.ts'
import { conditionOf, verdictSentence } from './verdict.ts'

/** A scenario projected and judged. */
export type Outcome = Judged & { readonly projection: Projection }

/** On a desk, or on a telephone. */
export type PlotWidth = 'wide' | 'narrow'

export type LiveParts = {
  readonly verdict: string
  readonly targets: string
  readonly plot: string
  /** One a target. */
  readonly cards: readonly string[]
}

/**
 * @param before  the scenario as the plan has it
 * @param after   the same with the changes
 * @param all     every scenario that is shown, with the changes
 * @param widths  which plots are drawn: a page that is seen needs only one
 */
export function liveParts(
  before: Outcome,
  after: Outcome,
  all: readonly Judged[],
  widths: readonly PlotWidth[],
  style: Style,
): LiveParts {
  const { model } = after.projection
  return {
    verdict: escaped(verdictSentence(model, after, false, style)),
    targets:
      after.targets.length === 0
        ? ''
        : scrollable(
            targetsTable(model, before.targets, after.targets, style),
            reportWords[style.language].withChanges,
          ),
    plot: plotAndTable(after, widths, style),
    cards: gaugeCards(model, all, after.scenario, style),
  }
}

function targetsTable(
  model: Model,
  before: readonly TargetResult[],
  after: readonly TargetResult[],
  style: Style,
): Table {
  const { language, digits, glyphs } = style
  const words = reportWords[language]
  const all = messages(language)
  const columns = [
    keyColumn(all.target),
    numberColumn(words.asPlanned),
    numberColumn(words.withChanges),
    numberColumn(all.gap),
    textColumn(all.verdict),
  ]
  const rows = after.map((result, i) => {
    const { target, value, gap, verdict } = result
    const planned = before[i]?.value ?? null
    const format = comparingFormat(indicatorUnit(model, target), [value, planned], target.threshold, digits)
    const tone = verdict === 'met' ? 'good' : verdict === 'missed' ? 'bad' : 'unsure'
    return row([
      cell(`${targetName(model.plan, target, language)} ${conditionOf(model, target, style)}`),
      cell(formatValue(planned, format, language), 'quiet'),
      cell(formatValue(value, format, language), 'strong'),
      cell(formatDifference(gap, format, language)),
      cell(`${glyphs.verdicts[verdict]} ${all.verdicts[verdict]}`, tone),
    ])
  })
  return table(columns, rows)
}

/** Width of a plot beside the sliders. */
const BESIDE = 600

/** Where nothing can be stacked, what stands alone. */
function totals(projection: Projection, variables: readonly ModelVariable[], style: Style): string {
  if (variables.length === 0) return ''
  return scrollable(totalsTable(projection, variables, style), messages(style.language).indicator)
}

/** The first variable that can be stacked, as a plot and as numbers; else all totals as numbers. */
function plotAndTable({ projection }: Outcome, widths: readonly PlotWidth[], style: Style): string {
  const { model } = projection
  const results = shownVariables(model, model.results)
  const [shown] = stackable(results)
  if (shown === undefined) return totals(projection, results.alone, style)
  const { plot } = stackedFigure(projection, shown, style)
  const wide = plot(BESIDE)
  const name = variableName(model, shown.variable, style.language)
  const numbers = model.plan.sectors.length > MOST_ROWS ? '' : scrollable(sectorTable(projection, shown, style), name)
  return `<p class="caption">${escaped(wide.title)}</p>
${widths.map((each) => inlineSvg(each === 'wide' ? wide : plot(NARROW), each)).join('\n')}
${numbers}`
}
