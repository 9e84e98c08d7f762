/** `yuce tables DIR`: every table of every scenario as files; `--check` compares them with what comes out now. */

import { resolve } from 'node:path'
import { type Drift, followingLines, tableDrift, textDrift } from '../analyses/drift.ts'
import type { Tolerance } from '../analyses/tolerance.ts'
import { PlanError } from '../plan/problem.ts'
import { dialectOf } from '../render/delimited.ts'
import { ascii, unicode } from '../render/glyphs.ts'
import { jsonResult, type Origin } from '../render/json.ts'
import { LANGUAGES } from '../render/messages.ts'
import {
  type DriftReport,
  driftDocument,
  driftText,
  namer,
  scenarioTables,
  type TableFile,
  type TableOptions,
  targetsFile,
} from '../render/tables.ts'
import { tablesWords } from '../render/words-tables.ts'
import { version } from '../version.ts'
import { type Context, type Run, remark, tell } from './context.ts'
import { exitCodes } from './exit.ts'
import { type Loaded, loadModel, originOf, withoutPlaces } from './loading.ts'
import { isRead, type RawOptions } from './options.ts'
import { projector } from './projecting.ts'
import { dataOptions, documentText, formatOf, writeResult, writeTable } from './result.ts'
import { chosenScenarios, chosenVariables } from './selection.ts'
import {
  listFolder,
  type Manifest,
  manifestName,
  type NamedText,
  readManifest,
  rehearse,
  tablesBefore,
  textIn,
  writeFolder,
} from './table-files.ts'
import { readTolerance } from './tolerances.ts'
import { usageProblem } from './usage.ts'

export const tables: Run = async (context, [directory = ''], raw) => {
  const loaded = await loadModel(context)
  const work = workOf(context, loaded)
  const exit =
    raw['check'] === true
      ? await check(context, directory, work, readTolerance(raw), raw)
      : await write(context, directory, work, raw)
  await tell(context, work.run.problems())
  return exit
}

type Work = {
  readonly loaded: Loaded
  readonly options: TableOptions
  readonly run: ReturnType<typeof projector>
  readonly files: () => AsyncGenerator<TableFile>
  /** What the manifest says of the options. */
  readonly said: Readonly<Record<string, unknown>>
}

function workOf({ options }: Context, loaded: Loaded): Work {
  const { model } = loaded
  const scenarios = chosenScenarios(model.plan, options.scenarios)
  const variables = chosenVariables(model, options.variables)
  const tableOptions: TableOptions = {
    // Always both: by the reader's locale, or `--lang`, the tables would differ from one machine to the next.
    languages: LANGUAGES,
    glyphs: options.isAscii ? ascii : unicode,
    digits: options.digits,
    dialect: dialectOf('csv', dataOptions(options)),
    isLong: options.layout === 'long',
    variables: variables ?? model.results,
  }
  const run = projector(model, scenarios)
  const said = {
    layout: options.layout,
    ...(options.scenarios === null ? {} : { scenarios: options.scenarios }),
    ...(options.variables === null ? {} : { variables: options.variables }),
    ...(options.digits === null ? {} : { digits: options.digits }),
    ...(options.targets.length === 0 ? {} : { targets: options.targets }),
    ...(options.baseYear === null ? {} : { baseYear: options.baseYear }),
    ...(options.horizon === null ? {} : { horizon: options.horizon }),
    ...(options.isAscii ? { ascii: true } : {}),
    ...(options.forExcel ? { excel: true } : options.withMark ? { bom: true } : {}),
  }
  return { loaded, options: tableOptions, run, said, files: () => tableFiles(loaded, run, tableOptions) }
}

async function* tableFiles({ model }: Loaded, run: Work['run'], options: TableOptions): AsyncGenerator<TableFile> {
  const folderFor = namer()
  for (const projection of run.projections()) {
    const judged = run.judged.at(-1)
    if (judged !== undefined) yield* scenarioTables(projection, judged, folderFor(judged.scenario.name), options)
  }
  const targets = await targetsFile(model, run.judged, options)
  if (targets !== null) yield targets
}

/** The files a table makes. */
function namedTexts({ path, csv, markdown }: TableFile): NamedText[] {
  const texts = [...markdown].map(([language, text]) => ({ path: `${path}.${language}.md`, text }))
  return [{ path: `${path}.csv`, text: csv }, ...texts]
}

async function* withManifest(work: Work): AsyncGenerator<NamedText> {
  const paths: string[] = []
  for await (const file of work.files()) {
    for (const each of namedTexts(file)) {
      paths.push(each.path)
      yield each
    }
  }
  yield { path: manifestName, text: manifestText(await originOf(work.loaded), work.said, paths) }
}

/** Pretty, so that a change of it is read in a diff. */
function manifestText(origin: Origin, options: Work['said'], files: readonly string[]): string {
  const { plan, settings } = origin
  const inputs = withoutPlaces(origin).inputs
  const head = { schema: 'yuce/tables@1', plan, version, inputs, options, ...(settings.length > 0 ? { settings } : {}) }
  return `${JSON.stringify({ ...head, tables: [...files].sort() }, null, 2)}\n`
}

async function write(context: Context, directory: string, work: Work, raw: RawOptions): Promise<number> {
  const { world, options } = context
  const given = ['rtol', 'atol'].find((name) => raw[name] !== undefined)
  if (given !== undefined || options.output !== null || options.format !== null) {
    const option = given === undefined ? (options.output === null ? '--format' : '--output') : `--${given}`
    throw new PlanError([usageProblem('check-only', { option }, needsCheck(directory, option))])
  }
  const rules = {
    inputs: work.loaded.inputs,
    mayOverwrite: options.mayOverwrite,
    example: 'yuce tables tables',
    writtenBefore: tablesBefore,
  }
  const files = withManifest(work)
  const words = tablesWords(options.language)
  if (options.isDryRun) {
    await remark(context, words.wouldWrite(await rehearse(directory, world, rules, files), directory))
  } else await remark(context, words.wrote(await writeFolder(directory, world, rules, files), directory))
  return exitCodes.done
}

function needsCheck(directory: string, option: string) {
  return { key: 'run', words: { command: `yuce tables ${directory} --check ${option} …` } } as const
}

async function check(
  context: Context,
  directory: string,
  work: Work,
  tolerance: Tolerance,
  raw: RawOptions,
): Promise<number> {
  const { options, world } = context
  const format = formatOf({ ...options, forExcel: false, withMark: false })
  const report = await reportOf(resolve(world.cwd, directory), directory, work, tolerance, commandOf(directory, raw))
  const { inputs } = work.loaded
  const { language } = options
  if (format === 'json') {
    const drifts = report.drifts.map((each) => ({ ...each, words: driftText(each, language) }))
    const body = { folder: directory, files: report.files, drifts, changedInputs: report.changedInputs }
    const text = jsonResult('tables', await originOf(work.loaded), body, null)
    await writeResult(context, inputs, (write) => write(text))
  } else if (isRead(format)) {
    const text = await documentText(context, format, driftDocument(report, tolerance, language))
    await writeResult(context, inputs, (write) => write(text))
  } else {
    const columns = ['file', 'kind', 'key', 'before', 'after', 'words']
    const rows = report.drifts.map((each) => {
      const { file, kind, key, before, after } = each
      return [file, kind, key, before, after, driftText(each, language)]
    })
    await writeTable(context, inputs, format, { columns, rows })
  }
  return report.drifts.length === 0 ? exitCodes.done : exitCodes.no
}

/** The command that writes what was compared: the options that decide what is in the tables, as they were typed. */
function commandOf(directory: string, raw: RawOptions): string {
  const named: readonly (readonly [string, string])[] = [
    ['plan', '-p'],
    ['scenario', '-s'],
    ['variable', '--variable'],
    ['set', '--set'],
    ['target', '--target'],
    ['layout', '--layout'],
    ['digits', '--digits'],
    ['baseYear', '--base-year'],
    ['horizon', '--horizon'],
    ['baseline', '--baseline'],
    ['growth', '--growth'],
  ]
  const words = named.flatMap(([name, flag]) => {
    const value = raw[name]
    const values: unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value]
    return values.flatMap((each) => [flag, quoted(String(each))])
  })
  const flags = ['excel', 'bom', 'ascii'].flatMap((name) => (raw[name] === true ? [`--${name}`] : []))
  return ['yuce', 'tables', quoted(directory), ...words, ...flags].join(' ')
}

function quoted(word: string): string {
  return /^[\p{L}\p{N}_./:=@,+-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}

async function reportOf(
  folder: string,
  typed: string,
  work: Work,
  tolerance: Tolerance,
  command: string,
): Promise<DriftReport> {
  const listed = await listFolder(folder)
  const manifest = await readManifest(folder)
  const drifts: Drift[] = []
  const expected = new Set<string>([manifestName])
  for await (const file of work.files()) {
    for (const { path } of namedTexts(file)) expected.add(path)
    if (listed !== null) drifts.push(...(await fileDrift(folder, file, tolerance)))
  }
  const nothing = { file: typed, key: '', before: null, after: null }
  if (listed === null) drifts.push({ ...nothing, kind: 'folder-missing' })
  else if (manifest === null) drifts.push({ ...nothing, file: manifestName, kind: 'file-missing' })
  for (const path of listed ?? []) {
    if (!expected.has(path)) drifts.push({ ...nothing, file: path, kind: 'file-extra' })
  }
  const origin = await originOf(work.loaded)
  if (manifest !== null) {
    drifts.push(...listDrift(manifest, expected), ...optionDrift(manifest, work.said, origin.settings))
  }
  return {
    folder: typed,
    files: expected.size,
    drifts,
    changedInputs: manifest === null ? [] : changedInputs(manifest, withoutPlaces(origin).inputs),
    versions: { before: manifest?.version ?? null, after: version },
    command,
  }
}

async function fileDrift(folder: string, file: TableFile, tolerance: Tolerance): Promise<Drift[]> {
  const [table, ...texts] = namedTexts(file)
  if (table === undefined) return []
  const missing = (path: string): Drift => ({ file: path, kind: 'file-missing', key: '', before: null, after: null })
  const before = await textIn(folder, table.path)
  const found = before === null ? [missing(table.path)] : within(table.path, tableDrift(before, table.text, tolerance))
  const isSame = before !== null && tableDrift(before, table.text, { rtol: 0, atol: 0 }).length === 0
  const hasDrifted = found.length > 0
  for (const { path, text } of texts) {
    const written = await textIn(folder, path)
    if (written === null) found.push(missing(path))
    else {
      const lines = textDrift(written, text, isSame, tolerance)
      found.push(...within(path, hasDrifted ? followingLines(lines) : lines))
    }
  }
  return found
}

function within(file: string, drifts: readonly Omit<Drift, 'file'>[]): Drift[] {
  return drifts.map((each) => ({ file, ...each }))
}

/** The manifest lists what is there to be found. */
function listDrift({ files }: Manifest, expected: ReadonlySet<string>): Drift[] {
  const listed = new Set(files)
  const about = { file: manifestName, key: 'tables' }
  return [
    ...[...expected].flatMap((each): Drift[] =>
      listed.has(each) ? [] : [{ ...about, kind: 'text', before: null, after: each }],
    ),
    ...files.flatMap((each): Drift[] =>
      expected.has(each) ? [] : [{ ...about, kind: 'text', before: each, after: null }],
    ),
  ]
}

function optionDrift(manifest: Manifest, options: Work['said'], settings: readonly string[]): Drift[] {
  const before = JSON.stringify({ options: manifest.options, settings: manifest.settings })
  const after = JSON.stringify({ options, settings })
  return before === after ? [] : [{ file: manifestName, kind: 'options', key: '', before, after }]
}

/** Files of the plan that are new, gone, or not what they were. */
function changedInputs(manifest: Manifest, inputs: Origin['inputs']): string[] {
  const now = new Map(inputs.map(({ file, sha256 }) => [file, sha256]))
  const names = new Set([...manifest.inputs.keys(), ...now.keys()])
  return [...names].filter((name) => manifest.inputs.get(name) !== now.get(name)).sort()
}
