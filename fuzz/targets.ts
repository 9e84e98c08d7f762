/** All that is fuzzed. */

import type { Target } from './target.ts'
import { amounts, cells, headingsAndYears } from './targets/cells.ts'
import { commandLines } from './targets/commands.ts'
import { csv } from './targets/csv.ts'
import { encoding } from './targets/encoding.ts'
import { formulas } from './targets/formulas.ts'
import { histories } from './targets/histories.ts'
import { layouts } from './targets/layouts.ts'
import { models } from './targets/models.ts'
import { options } from './targets/options.ts'
import { packages } from './targets/packages.ts'
import { parquet, parts } from './targets/parquet.ts'
import { results } from './targets/results.ts'
import { scenarios } from './targets/scenarios.ts'
import { shards } from './targets/shards.ts'
import { tables } from './targets/tables.ts'
import { writtenNumbers } from './targets/written-numbers.ts'

export const targets: readonly Target[] = [
  encoding,
  csv,
  cells,
  amounts,
  headingsAndYears,
  writtenNumbers,
  formulas,
  models,
  scenarios,
  tables,
  layouts,
  options,
  packages,
  results,
  histories,
  shards,
  parquet,
  parts,
  commandLines,
]
