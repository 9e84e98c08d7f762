/** What the readers of the several files share while a plan is read. */

import { type HeadingReader, readTable } from './csv.ts'
import type { ScenarioBook, SectorBook, VariableBook } from './names.ts'
import type { Reporter } from './report.ts'
import type { SourceFile } from './source.ts'
import type { Grouping } from './types.ts'
import type { Unit } from './units.ts'

export type Reading = {
  readonly files: readonly SourceFile[]
  /** Which of the files can be read as tables; the others have had their problem. */
  readonly isReadable: (file: number) => boolean
  readonly report: Reporter
  readonly sectors: SectorBook
  /** Of sectors.csv, once it has been read. */
  readonly groupings: Grouping[]
  readonly scenarios: ScenarioBook
  readonly variables: VariableBook
  readonly baseYear: number | null
  readonly unitOf: (text: string) => Unit | null
}

/** Read file number `file` as a table, unless it is one of those that cannot be read. */
export function readFileTable(reading: Reading, file: number, readHeadings: HeadingReader): void {
  const source = reading.files[file]
  if (source === undefined || !reading.isReadable(file)) return
  readTable(source, file, reading.report, readHeadings)
}
