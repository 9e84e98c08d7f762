/** Formats: which one is meant, and a result written in it to where it belongs. */

import { extname, resolve } from 'node:path'
import { PlanError } from '../plan/problem.ts'
import { countFormulaLike, type DataOptions, type DataTable, dialectOf, writeData } from '../render/delimited.ts'
import { toMarkdown } from '../render/markdown.ts'
import type { Document } from '../render/table.ts'
import { toText } from '../render/text.ts'
import { type Context, remark, tell, textOptions } from './context.ts'
import type { Format, Options, ReadFormat } from './options.ts'
import { toStdout, type WritePiece } from './output.ts'
import { badValue, usageProblem } from './usage.ts'

const extensions: Readonly<Record<string, Format>> = {
  '.csv': 'csv',
  '.tsv': 'tsv',
  '.json': 'json',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.md': 'md',
  '.html': 'html',
  '.htm': 'html',
  '.txt': 'table',
  '.xlsx': 'xlsx',
}

/**
 * The format of a result: `--format`, else by the extension of `--output`, else CSV for `--excel`, else a table.
 *
 * @param usual  what could be asked for where the file's name says nothing
 * @throws PlanError where two of them disagree, or the file's name says nothing
 */
export function formatOf({ format, output, forExcel, withMark }: Options, usual: Format = 'csv'): Format {
  const byName = output === null ? null : formatByName(output)
  if (format !== null && byName !== null && format !== byName) {
    const words = {
      option: `--format ${format}`,
      other: `-o ${output}`,
      choices: `--format ${byName}, -o result.${format}`,
    }
    throw new PlanError([usageProblem('options-conflict', words)])
  }
  const chosen = format ?? byName ?? (forExcel ? 'csv' : null)
  if (chosen === null && output !== null) {
    throw new PlanError([usageProblem('unknown-format', { text: output, option: `-f ${usual}` })])
  }
  const isForSheets = chosen === 'csv' || chosen === 'tsv' || (chosen === 'xlsx' && forExcel)
  if (withMark && !isForSheets) {
    const words = {
      option: forExcel ? '--excel' : '--bom',
      other: `--format ${chosen ?? 'table'}`,
      choices: '-f csv, -f tsv',
    }
    throw new PlanError([usageProblem('options-conflict', words)])
  }
  return chosen ?? 'table'
}

/** @throws PlanError where what an option writes would be written over the result, or the other way round */
export function needOtherFile({ world, options: { output } }: Context, option: string, file: string): void {
  if (output === null || resolve(world.cwd, output) !== resolve(world.cwd, file)) return
  const words = { option: `${option} ${file}`, other: `-o ${output}` }
  throw new PlanError([usageProblem('options-conflict', { ...words, choices: `${words.option}, ${words.other}` })])
}

/** The format that a file's name means; null where it means none. */
export function formatByName(file: string): Format | null {
  return extensions[extname(file).toLowerCase()] ?? null
}

/** As `formatByName`, of formats of rows. */
export function rowFormat(file: string): 'csv' | 'tsv' | 'ndjson' | null {
  const format = formatByName(file)
  return format === 'csv' || format === 'tsv' || format === 'ndjson' ? format : null
}

/** For a command that prints only some formats. */
export function limitedTo<Some extends Format>(format: Format, formats: readonly Some[]): Some {
  const chosen = formats.find((each) => each === format)
  if (chosen !== undefined) return chosen
  throw new PlanError([badValue('--format', format, formats)])
}

export function dataOptions({ digits, forExcel, withMark }: Options): DataOptions {
  return { digits, excel: forExcel, mark: withMark }
}

/** For data whose numbers are shares and rates, of which `--digits` would leave too little. */
export function inFull(context: Context): Context {
  return { ...context, options: { ...context.options, digits: null } }
}

/**
 * Write a result to stdout or to the file of `--output`.
 *
 * @param inputs  files that were read, by absolute path
 */
export async function writeResult(
  context: Context,
  inputs: readonly string[],
  produce: (write: WritePiece) => Promise<void>,
): Promise<void> {
  const { world, options } = context
  if (options.output === null) return toStdout(world, options.language, produce)
  await writeFile(context, inputs, options.output, produce)
}

/**
 * Before long work, and before the first of several files: that each can be written where it is to be.
 *
 * @param inputs  files that were read, by absolute path
 * @throws PlanError as `toFile` would, when all is done
 */
export async function needDestinations(
  { world, options }: Context,
  inputs: readonly string[],
  files: readonly (string | null)[],
): Promise<void> {
  const { destination } = await import('./files.ts')
  for (const file of files)
    if (file !== null) await destination(file, world, { inputs, mayOverwrite: options.mayOverwrite })
}

/** Write a file, or with `--dry-run` say that it would be written. */
export async function writeFile(
  context: Context,
  inputs: readonly string[],
  file: string,
  produce: (write: WritePiece) => Promise<void>,
): Promise<void> {
  const { world, options } = context
  const { destination, toFile } = await import('./files.ts')
  const rules = { inputs, mayOverwrite: options.mayOverwrite }
  if (!options.isDryRun) return toFile(file, world, rules, produce)
  await destination(file, world, rules)
  await remark(context, context.words.wouldWrite(file))
}

/** A document as a terminal table, as Markdown, or as a page. */
export async function documentText(context: Context, format: ReadFormat, document: Document): Promise<string> {
  if (format === 'md') return toMarkdown(document)
  if (format === 'html')
    return (await import('../render/html/document.ts')).documentHtml(document, context.options.language)
  return toText(document, await textOptions(context, context.options.output !== null))
}

/**
 * Write a result of bytes, to a file or into a pipe.
 *
 * @param produce  asked only where the result is written
 * @throws PlanError at a terminal, which would show it as noise
 */
export async function writeBytes(
  context: Context,
  inputs: readonly string[],
  format: string,
  produce: () => Promise<Uint8Array>,
): Promise<void> {
  needRoomForBytes(context, format)
  await writeResult(context, inputs, async (write) => write(await produce()))
}

/** @throws PlanError where bytes would go to a terminal; asked before anything is computed */
export function needRoomForBytes({ world, options }: Context, format: string): void {
  if (options.output !== null || !world.stdout.isTerminal) return
  throw new PlanError([usageProblem('bytes-to-terminal', { format, option: `-o result.${format}` })])
}

/** A small table of data as csv, tsv, ndjson or xlsx; plain CSV warns of cells a spreadsheet would run. */
export async function writeTable(
  context: Context,
  inputs: readonly string[],
  format: 'csv' | 'tsv' | 'ndjson' | 'xlsx',
  table: DataTable,
): Promise<void> {
  if (format === 'xlsx') {
    return writeBytes(context, inputs, format, async () => {
      const { dataBook } = await import('../render/workbook/data-book.ts')
      const { workbookBytes } = await import('../render/workbook/bytes.ts')
      return workbookBytes(dataBook('yuce', table, context.options.digits))
    })
  }
  await warnOfFormulas(context, format, countFormulaLike(table))
  const dialect = dialectOf(format, dataOptions(context.options))
  await writeResult(context, inputs, (write) => writeData(table, dialect, write))
}

export async function warnOfFormulas(context: Context, format: Format, count: number): Promise<void> {
  if (count === 0 || context.options.forExcel || (format !== 'csv' && format !== 'tsv')) return
  await tell(context, [usageProblem('formula-like-text', { count, option: '--excel' })])
}
