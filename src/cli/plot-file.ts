/** `--plot FILE`: the result as a picture too, SVG in a file of its own. */

import { chancesOf, type Run } from '../analyses/chance/simulate.ts'
import { projectScenario } from '../model/project.ts'
import type { Model } from '../model/types.ts'
import { TOTAL } from '../plan/types.ts'
import type { Compared } from '../render/compare-record.ts'
import { shownVariables } from '../render/levels.ts'
import type { Plot } from '../render/plot/svg.ts'
import { svgFile } from '../render/plot/svg.ts'
import { bridgeFigure, fansOf, tornadoFigure } from '../render/report/answers.ts'
import { WIDE } from '../render/report/figure.ts'
import { pathSeries, pathsFigure, stackable, stackedFigure } from '../render/report/figures.ts'
import type { Analysed } from '../render/sensitivity-record.ts'
import type { Context } from './context.ts'
import type { Loaded } from './loading.ts'
import { writeFile } from './result.ts'
import { indicatorsOf } from './states.ts'
import { styleOf } from './style.ts'

export async function writePlot(context: Context, { inputs }: Loaded, file: string, plot: Plot): Promise<void> {
  await writeFile(context, inputs, file, (write) => write(svgFile(plot, context.options.language)))
}

export async function writeBridge(context: Context, loaded: Loaded, file: string, compared: Compared): Promise<void> {
  const { plot } = bridgeFigure(loaded.model, compared, styleOf(context.options))
  await writePlot(context, loaded, file, plot(WIDE))
}

/** @param analysed  by the method `tornado` */
export async function writeTornado(context: Context, loaded: Loaded, file: string, analysed: Analysed): Promise<void> {
  const figure = tornadoFigure(loaded.model, analysed, styleOf(context.options))
  if (figure !== null) await writePlot(context, loaded, file, figure.plot(WIDE))
}

/** The spread of the first number of a target that varies; where none does, its path. */
export async function writeFan(context: Context, loaded: Loaded, file: string, runs: readonly Run[]): Promise<void> {
  const { model } = loaded
  const isDefault = (run: Run) => run.experiment.scenario === model.plan.defaultScenario
  const run = runs.find(isDefault) ?? runs[0]
  const [fan] = run === undefined ? [] : fansOf(model, chancesOf(run), run, styleOf(context.options))
  const scenarios = runs.map(({ experiment }) => experiment.scenario)
  await writePlot(context, loaded, file, fan?.plot(WIDE) ?? projectionPlot(context, model, scenarios, null))
}

/**
 * One scenario as its sectors, year by year; several by the number that the first target asks about, or `--variable`.
 */
export function projectionPlot(
  context: Context,
  model: Model,
  scenarios: readonly number[],
  variables: readonly number[] | null,
): Plot {
  const style = styleOf(context.options)
  const [only] = scenarios
  if (scenarios.length === 1 && only !== undefined) {
    const [stacked] = stackable(shownVariables(model, variables ?? model.results))
    if (stacked !== undefined) return stackedFigure(projectScenario(model, only), stacked, style).plot(WIDE)
  }
  const [{ variable, sector }] = indicatorsOf(model, context.options.variables)
  const where = model.variables[variable]?.level === 'total' ? TOTAL : sector
  const main = scenarios.includes(model.plan.defaultScenario) ? model.plan.defaultScenario : only
  // One projection at a time: of each only a line is kept.
  const series = scenarios.map((scenario) =>
    pathSeries(projectScenario(model, scenario), { variable, sector: where }, scenario === main, style),
  )
  return pathsFigure(model, { variable, sector: where }, series, style).plot(WIDE)
}
