/** `export --to parquet`: the long table of `project` with types. */

import { writeParquet } from '../render/parquet.ts'
import type { Exporter } from './export.ts'
import { originOf, withoutPlaces } from './loading.ts'
import { needRoomForBytes, writeResult } from './result.ts'
import { chosenVariables } from './selection.ts'

export const exportParquet: Exporter = async (context, loaded, run) => {
  const { model, inputs } = loaded
  const { digits, variables } = context.options
  const selection = { model, variables: chosenVariables(model, variables) ?? model.results }
  const origin = withoutPlaces(await originOf(loaded))
  needRoomForBytes(context, 'parquet')
  await writeResult(context, inputs, (write) => writeParquet(run.projections(), selection, origin, digits, write))
}
