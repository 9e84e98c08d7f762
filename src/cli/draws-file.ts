/** `--save-draws FILE`: every draw as a row, inputs and outcomes, written while it is made. */

import { createDrawing } from '../analyses/chance/block.ts'
import type { Run as Draws } from '../analyses/chance/simulate.ts'
import { chancesOf } from '../analyses/chance/simulate.ts'
import { groupName } from '../analyses/groups.ts'
import { targetOutput } from '../analyses/sweep.ts'
import { type DataCell, dialectOf, type Write } from '../render/delimited.ts'
import type { Context } from './context.ts'
import type { Loaded } from './loading.ts'
import { dataOptions, rowFormat, writeFile } from './result.ts'

/**
 * Columns: scenario, draw, a column for each uncertain number, one for each indicator of a target, or without targets for
 * each number whose spread is shown; a number that is both has one. Numbers that another scenario has and this one has
 * not are left empty.
 */
export async function writeDraws(
  context: Context,
  loaded: Loaded,
  file: string,
  runs: readonly Draws[],
): Promise<void> {
  const dialect = dialectOf(rowFormat(file) ?? 'csv', dataOptions(context.options))
  const outcomes = outcomesOf(loaded, runs)
  const names = runs.flatMap(({ experiment }) => experiment.uncertainty.factors.map(({ name }) => name))
  const factors = [...new Set(names)].filter((name) => !outcomes.has(name))
  const columns = ['scenario', 'draw', ...factors, ...outcomes.keys()]
  await writeFile(context, loaded.inputs, file, async (write) => {
    await write(dialect.mark + (dialect.header(columns) ?? ''))
    for (const run of runs) {
      const scenario = loaded.plan.scenarios[run.experiment.scenario]?.name ?? ''
      await writeRun(run, scenario, factors, [...outcomes.values()], (cells) => write(dialect.row(columns, cells)))
    }
  })
}

/** By name, the place among the simulator's outcomes. */
function outcomesOf({ model }: Loaded, [first]: readonly Draws[]): Map<string, number> {
  const { targets, fans } = first?.experiment.question ?? { targets: [], fans: [] }
  const indicators = targets.length === 0 ? fans : targets.map((target) => targetOutput(model, target).indicator)
  return new Map(
    indicators.map(({ variable, sector, year }, place) => [groupName(model, { variable, sector, year }), place]),
  )
}

type WriteRow = (cells: readonly DataCell[]) => ReturnType<Write>

async function writeRun(
  run: Draws,
  scenario: string,
  factors: readonly string[],
  places: readonly number[],
  write: WriteRow,
): Promise<void> {
  const { simulator, uncertainty } = run.experiment
  const { draws } = chancesOf(run)
  const draw = createDrawing(run.experiment)
  const values = factors.map((name) => {
    const place = uncertainty.factors.findIndex((factor) => factor.name === name)
    return place < 0 ? null : simulator.values(place)
  })
  for (let block = 0; block * simulator.lanes < draws; block++) {
    const count = draw(block, draws)
    for (let lane = 0; lane < count; lane++) {
      const outcomes = places.map((place) => numberOrNull(simulator.outcomes[place * simulator.lanes + lane]))
      const inputs = values.map((each) => numberOrNull(each?.[lane]))
      await write([scenario, block * simulator.lanes + lane + 1, ...inputs, ...outcomes])
    }
  }
}

function numberOrNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value
}
