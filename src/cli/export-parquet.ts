/** The long table of `project` with types: `export --to parquet`, `project -o FILE.parquet`. */

import { writeParquet } from '../render/parquet.ts'
import type { Selection } from '../render/selection.ts'
import type { Context } from './context.ts'
import type { Exporter } from './export.ts'
import { type Loaded, originOf, withoutPlaces } from './loading.ts'
import type { projector } from './projecting.ts'
import { writeResult } from './result.ts'
import { chosenVariables } from './selection.ts'

export const exportParquet: Exporter = (context, loaded, run) => {
  const { model } = loaded
  const variables = chosenVariables(model, context.options.variables) ?? model.results
  return writeParquetRows(context, loaded, { model, variables }, run)
}

export async function writeParquetRows(
  context: Context,
  loaded: Loaded,
  selection: Selection,
  run: ReturnType<typeof projector>,
): Promise<void> {
  const origin = withoutPlaces(await originOf(loaded))
  await writeResult(context, loaded.inputs, (write) =>
    writeParquet(run.projections(), selection, origin, context.options.digits, write),
  )
}
