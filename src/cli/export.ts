/** `yuce export`: a plan and its projections in the formats of other programs. */

import { extname } from 'node:path'
import { PlanError } from '../plan/problem.ts'
import { type Context, type Run, tell } from './context.ts'
import { exitCodes } from './exit.ts'
import { type ExportFormat, exportFormats } from './export-formats.ts'
import { type Loaded, loadModel, tellTime } from './loading.ts'
import type { RawOptions } from './options.ts'
import { projector } from './projecting.ts'
import { formatByName, needRoomForBytes } from './result.ts'
import { chosenScenarios } from './selection.ts'
import { badValue, usageProblem } from './usage.ts'

/** Writes what was projected to where `--output` says. */
export type Exporter = (
  context: Context,
  loaded: Loaded,
  run: ReturnType<typeof projector>,
  raw: RawOptions,
) => Promise<void>

/** The formats; each is loaded when it is asked for. A new one is a row here and its name in `export-formats.ts`. */
const exporters: Readonly<
  Record<
    ExportFormat,
    {
      /** Extensions of `--output` that mean this format. */
      readonly extensions: readonly string[]
      /** Not for a terminal. */
      readonly isBinary: boolean
      readonly load: () => Promise<Exporter>
    }
  >
> = {
  xlsx: {
    extensions: ['.xlsx'],
    isBinary: true,
    load: async () => (await import('./export-workbook.ts')).writeWorkbook,
  },
  iamc: {
    extensions: [],
    isBinary: false,
    load: async () => (await import('./export-iamc.ts')).exportIamc,
  },
  datapackage: {
    extensions: [],
    isBinary: false,
    load: async () => (await import('./export-package.ts')).exportPackage,
  },
  parquet: {
    extensions: ['.parquet'],
    isBinary: true,
    load: async () => (await import('./export-parquet.ts')).exportParquet,
  },
}

export const exportPlan: Run = async (context, _, raw) => {
  const format = formatOf(context, typeof raw['to'] === 'string' ? raw['to'] : null)
  const { isBinary, load } = exporters[format]
  if (isBinary) needRoomForBytes(context, format)
  const loaded = await loadModel(context)
  const run = projector(loaded.model, chosenScenarios(loaded.model.plan, context.options.scenarios))
  const started = Date.now()
  const write = await load()
  await write(context, loaded, run, raw)
  await tellTime(context, 'result', started)
  await tell(context, run.problems())
  return exitCodes.done
}

/**
 * `--to` or `--format`, else by the extension of `--output`.
 *
 * @throws PlanError where none of them says it, or two of them disagree
 */
function formatOf({ options }: Context, to: string | null): ExportFormat {
  const { format, output } = options
  const named = to === null ? format : exportFormats.find((each) => each === to)
  if (named === undefined) throw new PlanError([badValue('--to', to ?? '', exportFormats)])
  const extension = output === null ? '' : extname(output).toLowerCase()
  const meant =
    exportFormats.find((each) => each === named) ??
    exportFormats.find((each) => exporters[each].extensions.includes(extension))
  const choices = exportFormats.map((each) => `--to ${each}`).join(', ')
  if (meant === undefined)
    throw new PlanError([usageProblem('export-format-missing', {}, { key: 'one-of', words: { choices } })])
  if (format !== null && format !== meant) {
    throw new PlanError([
      usageProblem('options-conflict', { option: `--format ${format}`, other: `--to ${meant}`, choices }),
    ])
  }
  if (output !== null) needName(meant, output)
  return meant
}

/** @throws PlanError for a file that is called what it is not */
function needName(format: ExportFormat, output: string): void {
  // A package is a folder, whatever it is called; the rows of IAMC are CSV.
  if (format === 'datapackage') return
  const extension = extname(output).toLowerCase()
  const named =
    exportFormats.find((each) => exporters[each].extensions.includes(extension)) ?? formatByName(output) ?? format
  if (named === format || (format === 'iamc' && named === 'csv')) return
  const choices = `-o ${output.slice(0, output.length - extension.length)}${exporters[format].extensions[0] ?? '.csv'}`
  throw new PlanError([usageProblem('options-conflict', { option: `--to ${format}`, other: `-o ${output}`, choices })])
}
