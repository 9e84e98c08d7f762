/** From a folder, or from files named one by one, to a plan. The only part of the reader that sees the file system. */

import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs'
import { basename, isAbsolute, join, resolve, sep } from 'node:path'
import { type LoadedCases, readCases, type Wanted } from './cases.ts'
import type { ProblemCode, WordsOf } from './catalogue.ts'
import { encodingName } from './encoding.ts'
import { type LoadedHistory, readHistory } from './history.ts'
import { LARGEST_PLAN_MEGABYTES, planLimits } from './limits.ts'
import type { Compressors } from './parquet.ts'
import { type Decoded, isParquet, PARQUET } from './parquet-name.ts'
import { type Help, type Problem, problem, wholeFile } from './problem.ts'
import { type Input, type Loaded, type ReadOptions, type Role, readPlan } from './read.ts'
import { oneOf } from './report.ts'

export type { Loaded }

export type PlanSource =
  | { readonly folder: string }
  /** The files of a folder, already read: a plan as it was in another revision. By their paths in the folder. */
  | { readonly name: string; readonly files: ReadonlyMap<string, Uint8Array> }
  /** Files instead of a folder; `-` is standard input. */
  | {
      readonly quick: {
        readonly baseline?: string | undefined
        readonly growth?: string | undefined
        readonly targets?: readonly string[] | undefined
      }
    }

/** null is the same as leaving an option out. */
export type LoadOptions = {
  /** As typed; null: find out. */
  readonly encoding?: string | null | undefined
  /** As typed, `tab` for a tab; null: find out. */
  readonly delimiter?: string | null | undefined
  readonly baseYear?: number | null | undefined
  readonly horizon?: number | null | undefined
  /** `--set` options, in order. */
  readonly settings?: readonly string[] | undefined
  /** Targets beside those of the plan. */
  readonly targets?: readonly string[] | undefined
  /** What came through standard input, for `-`. */
  readonly stdin?: Uint8Array | null | undefined
  /** The plan's Parquet files, from `decodeTables`. */
  readonly tables?: Tables | undefined
}

/** Parquet files as text, by the name of the file. */
export type Tables = ReadonlyMap<string, Decoded>

const MEGABYTE = 1_000_000
/** A text of this many bytes still fits into one string. */
const LARGEST_MEGABYTES = 500
/** datapackage.json describes a plan: what is larger holds something else. */
const LARGEST_PACKAGE_MEGABYTES = 10

/** More bytes of standard input than this are not read. */
export const LARGEST_INPUT = LARGEST_MEGABYTES * MEGABYTE

/** The files of a plan's folder, beside assumptions/*.csv. */
const FILES: readonly (readonly [Role, string])[] = [
  ['datapackage', 'datapackage.json'],
  ['sectors', 'sectors.csv'],
  ['baseline', 'baseline.csv'],
  ['growth', 'growth.csv'],
  ['assumptions', 'assumptions.csv'],
  ['scenarios', 'scenarios.csv'],
  ['targets', 'targets.csv'],
  ['projects', 'projects.csv'],
  ['equations', 'equations.csv'],
  ['correlations', 'correlations.csv'],
  ['linkages', 'linkages.csv'],
  ['measures', 'measures.csv'],
]

/** What has been opened, and what could not be. */
type Opened = { readonly inputs: Input[]; readonly problems: Problem[]; readonly tables: Tables }

/**
 * Load a plan. Every problem is returned, those of the command line and of unreadable files first, then those of the
 * files in the order of docs/plan-format.md. `plan` is null if one of them is an error.
 */
export function loadPlan(source: PlanSource, options: LoadOptions = {}): Loaded {
  const opened: Opened = { inputs: [], problems: [], tables: options.tables ?? new Map() }
  const encoding = readEncoding(options.encoding, opened.problems)
  const delimiter = readDelimiter(options.delimiter, opened.problems)
  const folder = 'folder' in source ? openFolder(source.folder, opened) : null
  const given = 'files' in source ? openFiles(source, opened) : null
  if ('quick' in source) openQuick(source.quick, options.stdin ?? null, opened)
  opened.inputs.push(...typedInputs(source, options))
  const name = 'folder' in source ? basename(resolve(source.folder)) : 'files' in source ? source.name : 'quick'
  const reading: ReadOptions = {
    encoding,
    delimiter,
    baseYear: options.baseYear ?? null,
    horizon: options.horizon ?? null,
    otherFiles: (folder ?? given)?.otherFiles ?? [],
    resourceState: (folder ?? given)?.resourceState ?? (() => 'ok'),
  }
  const read = readPlan(name, opened.inputs, reading)
  const problems = [...opened.problems, ...read.problems]
  return { plan: opened.problems.some((each) => each.severity === 'error') ? null : read.plan, problems }
}

/** What was typed and not read from a file. */
function typedInputs(source: PlanSource, { targets = [], settings = [] }: LoadOptions): Input[] {
  const ofSource = 'quick' in source ? (source.quick.targets ?? []) : []
  return [
    ...[...ofSource, ...targets].map((text) => ({ role: 'target-option', name: '--target', text }) as const),
    ...settings.map((text) => ({ role: 'setting', name: '--set', text }) as const),
  ].map(({ text, ...input }) => ({ ...input, bytes: Buffer.from(text) }))
}

/**
 * Load a history to calibrate from: one table, `-` for standard input. Problems as by `loadPlan`.
 *
 * @param path  as the file is opened, and named in problems
 */
export function loadHistory(
  path: string,
  options: Pick<LoadOptions, 'encoding' | 'delimiter' | 'stdin'> = {},
): LoadedHistory {
  const problems: Problem[] = []
  const encoding = readEncoding(options.encoding, problems)
  const delimiter = readDelimiter(options.delimiter, problems)
  const bytes = path === '-' ? (options.stdin ?? new Uint8Array()) : readAny(path, 'HISTORY.csv', problems)
  if (bytes === null) return { history: null, problems }
  const read = readHistory(path, bytes, { encoding, delimiter })
  const isSound = !problems.some((each) => each.severity === 'error')
  return { history: isSound ? read.history : null, problems: [...problems, ...read.problems] }
}

/**
 * Load a table of cases, `-` for standard input. Problems as by `loadPlan`.
 *
 * @param path  as the file is opened, and named in problems
 */
export function loadCases(
  path: string,
  wanted: Wanted,
  options: Pick<LoadOptions, 'encoding' | 'delimiter' | 'stdin'> = {},
): LoadedCases {
  const problems: Problem[] = []
  const encoding = readEncoding(options.encoding, problems)
  const delimiter = readDelimiter(options.delimiter, problems)
  const bytes = path === '-' ? (options.stdin ?? new Uint8Array()) : readAny(path, '--from CASES.csv', problems)
  if (bytes === null) return { table: null, problems }
  const read = readCases(path, bytes, { encoding, delimiter }, wanted)
  const isSound = !problems.some((each) => each.severity === 'error')
  return { table: isSound ? read.table : null, problems: [...problems, ...read.problems] }
}

/** Files that give names come first, so that a large table does not use up what may be read. */
const BY_NAMES: readonly Role[] = ['scenarios', 'sectors', 'targets', 'equations', 'projects', 'growth', 'baseline']

/**
 * The beginnings of a plan's tables, whole lines, for a glance at the names in them. What cannot be read is left out.
 *
 * @param budget  bytes in all
 */
export function loadBeginnings(folder: string, budget: number): Input[] {
  const root = realFolder(folder)
  if (root === null) return []
  const rank = (role: Role) => (BY_NAMES.includes(role) ? BY_NAMES.indexOf(role) : BY_NAMES.length)
  const files = planFiles(new Set(namesIn(root)), namesIn(join(root, 'assumptions')))
    .filter(([role, name]) => role !== 'datapackage' && !isParquet(name) && isInside(root, name))
    .sort(([a], [b]) => rank(a) - rank(b))
  let left = budget
  return files.flatMap(([role, name]) => {
    const bytes = readBeginning(join(root, name), Math.min(left, Math.ceil(budget / 8)))
    left -= bytes.length
    return bytes.length === 0 ? [] : [{ role, name, bytes }]
  })
}

function readBeginning(path: string, most: number): Uint8Array {
  try {
    if (!statSync(path).isFile()) return new Uint8Array()
    const file = openSync(path, 'r')
    try {
      const bytes = Buffer.alloc(most)
      const count = readSync(file, bytes, 0, most, 0)
      return bytes.subarray(0, count < most ? count : bytes.lastIndexOf('\n', count) + 1)
    } finally {
      closeSync(file)
    }
  } catch {
    return new Uint8Array()
  }
}

/**
 * Read a file that belongs to no plan, which may be a pipe.
 *
 * @param path   as the file is opened
 * @param name   as it is named in problems
 */
export function loadFile(path: string, name: string): { bytes: Uint8Array | null; problems: readonly Problem[] } {
  const problems: Problem[] = []
  return { bytes: readAny(path, name, problems, name), problems }
}

function fault<Code extends ProblemCode>(code: Code, name: string, words: WordsOf<Code>, help?: Help): Problem {
  return problem(code, wholeFile(name), words, help)
}

function readEncoding(label: string | null | undefined, problems: Problem[]): string | null {
  if (label === null || label === undefined) return null
  const name = encodingName(label)
  const help = oneOf(['utf-8', 'gb18030', 'utf-16le', 'utf-16be'])
  if (name === null) problems.push(fault('unknown-encoding', '', { text: label }, help))
  return name
}

function readDelimiter(text: string | null | undefined, problems: Problem[]): string | null {
  if (text === null || text === undefined) return null
  if (text === 'tab' || text === '\\t') return '\t'
  if ([...text].length === 1 && !/["\r\n\0 ]/.test(text)) return text
  problems.push(fault('bad-delimiter', '', { text }, oneOf([',', ';', 'tab', '|'])))
  return null
}

/** What is said of a folder beside its files. */
type Folder = Pick<ReadOptions, 'otherFiles' | 'resourceState'>

function openFolder(folder: string, opened: Opened): Folder | null {
  const { problems } = opened
  const root = realFolder(folder)
  if (root === null) {
    if (existsSync(folder)) problems.push(fault('not-a-folder', folder, { text: folder, option: '-p FOLDER' }))
    else problems.push(fault('folder-missing', folder, { text: folder, command: `yuce init ${folder}` }))
    return null
  }
  const listed = listFolder(root)
  if (!Array.isArray(listed)) {
    const command = `ls -ld ${folder}`
    problems.push(fault('file-unreadable', folder, { text: folder, reason: listed.reason, command }))
    return null
  }
  const entries = new Set(listed)
  const assumptions = entries.has('assumptions') ? namesIn(join(root, 'assumptions')) : []
  const named = planFiles(entries, assumptions)
  problems.push(...tablesTwice(named))
  const isTooMuch = sizeOf(root, named) > LARGEST_PLAN_MEGABYTES * MEGABYTE
  if (isTooMuch) problems.push(problem('plan-too-large', wholeFile(folder), planLimits))
  for (const [role, name] of isTooMuch ? [] : named) {
    const bytes = isInside(root, name) ? readOrdinary(join(root, name), name, problems) : null
    if (bytes !== null) addInput(opened, role, name, bytes)
    else if (!isInside(root, name)) problems.push(fault('outside-folder', name, { text: name }))
  }
  if (!named.some(([role]) => role === 'baseline')) {
    problems.push(fault('baseline-missing', folder, { text: folder, example: 'sector,year,revenue' }))
  }
  return { otherFiles: otherTables(entries), resourceState: (path) => stateOf(root, path) }
}

/** A file of the plan; a Parquet file with the text that it was decoded to, or with why there is none. */
function addInput({ inputs, problems, tables }: Opened, role: Role, name: string, bytes: Uint8Array): void {
  if (!isParquet(name)) {
    inputs.push({ role, name, bytes })
    return
  }
  const decoded = tables.get(name) ?? { ok: false, reason: 'tables: await decodeTables(source)' }
  if (decoded.ok) inputs.push({ role, name, bytes, table: decoded.text })
  else problems.push(fault('parquet-unreadable', name, { text: name, reason: decoded.reason }, rewriting(name)))
}

function rewriting(text: string): Help {
  return { key: 'write-parquet-again', words: { text } }
}

/** `growth.csv` and `growth.parquet`: which of them is meant? */
function tablesTwice(named: readonly (readonly [Role, string])[]): Problem[] {
  const names = new Set(named.map(([, name]) => name))
  return [...names].flatMap((other) => {
    const text = other.replace(/\.csv$/, PARQUET)
    const command = `mv ${text} ${text}.old`
    return text !== other && names.has(text) ? [fault('table-twice', text, { text, other, command })] : []
  })
}

/**
 * The Parquet files of a plan as text, for `loadPlan`, which does not wait for anything.
 *
 * @param source  what is going to be loaded
 */
export async function decodeTables(source: PlanSource): Promise<Tables> {
  const tables = new Map<string, Decoded>()
  for (const [name, bytes] of parquetFilesOf(source)) {
    const { decodeParquet } = await import('./parquet.ts')
    tables.set(name, await decodeParquet(bytes, LARGEST_MEGABYTES * MEGABYTE, await compressorsHere()))
  }
  return tables
}

/** What this Node can undo: Zstandard from 22.15 on. */
async function compressorsHere(): Promise<Compressors> {
  const zlib = await import('node:zlib')
  const { zstdDecompressSync } = zlib as { readonly zstdDecompressSync?: Compressors[string] }
  const usual: Compressors = {
    GZIP: (input) => zlib.gunzipSync(input),
    BROTLI: (input) => zlib.brotliDecompressSync(input),
  }
  return zstdDecompressSync === undefined ? usual : { ...usual, ZSTD: zstdDecompressSync }
}

/** What cannot be read is left to `loadPlan` to tell. */
function parquetFilesOf(source: PlanSource): (readonly [string, Uint8Array])[] {
  if ('files' in source) return [...source.files].filter(([name]) => isParquet(name))
  const root = 'folder' in source ? realFolder(source.folder) : ''
  if (root === null) return []
  const quick = 'quick' in source ? [source.quick.baseline, source.quick.growth] : []
  const named = 'folder' in source ? planFiles(new Set(namesIn(root)), namesIn(join(root, 'assumptions'))) : []
  return [...named.map(([, name]) => name), ...quick].flatMap((name) => {
    if (name === undefined || !isParquet(name)) return []
    const bytes = 'folder' in source && !isInside(root, name) ? null : readOrdinary(join(root, name), name, [])
    return bytes === null ? [] : [[name, bytes] as const]
  })
}

/** Bytes of files, as far as they can be seen. */
function sizeOf(root: string, files: readonly (readonly [Role, string])[]): number {
  return files.reduce((sum, [, name]) => sum + sizeIn(root, name), 0)
}

function sizeIn(root: string, name: string): number {
  try {
    return statSync(join(root, name)).size
  } catch {
    return 0
  }
}

/** The files that make a plan, in the order in which they are read: each table as CSV or as Parquet. */
function planFiles(entries: ReadonlySet<string>, assumptions: readonly string[]): (readonly [Role, string])[] {
  const tables = assumptions.filter((each) => each.endsWith('.csv') || isParquet(each)).sort()
  const both = (name: string) => (name.endsWith('.csv') ? [name, name.replace(/\.csv$/, PARQUET)] : [name])
  return [
    ...FILES.flatMap(([role, name]) => both(name).map((each) => [role, each] as const)).filter(([, name]) =>
      entries.has(name),
    ),
    ...tables.map((name) => ['assumptions', `assumptions/${name}`] as const),
  ]
}

function otherTables(entries: ReadonlySet<string>): string[] {
  // What assumptions were calibrated from lies beside them and is not read with the plan.
  const known = new Set([...FILES.map(([, name]) => name), 'history.csv'])
  return [...entries].filter((name) => name.endsWith('.csv') && !known.has(name)).sort()
}

function openFiles({ name, files }: Extract<PlanSource, { files: unknown }>, opened: Opened): Folder {
  const entries = new Set([...files.keys()].filter((path) => !path.includes('/')))
  const assumptions = [...files.keys()].flatMap((path) => /^assumptions\/([^/]+)$/.exec(path)?.[1] ?? [])
  const named = planFiles(entries, assumptions)
  opened.problems.push(...tablesTwice(named))
  for (const [role, path] of named) {
    const bytes = files.get(path)
    if (bytes !== undefined) addInput(opened, role, path, bytes)
  }
  if (!named.some(([role]) => role === 'baseline')) {
    opened.problems.push(fault('baseline-missing', name, { text: name, example: 'sector,year,revenue' }))
  }
  return { otherFiles: otherTables(entries), resourceState: (path) => (files.has(path) ? 'ok' : 'missing') }
}

/** Whether a folder holds the one file that every plan has. */
export function holdsPlan(folder: string): boolean {
  return ['.csv', PARQUET].some((extension) => existsSync(join(folder, `baseline${extension}`)))
}

function realFolder(folder: string): string | null {
  try {
    return statSync(folder).isDirectory() ? realpathSync.native(folder) : null
  } catch {
    return null
  }
}

/** The names in a folder, or why they cannot be had. */
function listFolder(folder: string): string[] | { readonly reason: string } {
  try {
    return readdirSync(folder)
  } catch (error) {
    return { reason: reasonOf(error) }
  }
}

function namesIn(folder: string): string[] {
  const names = listFolder(folder)
  return Array.isArray(names) ? names : []
}

/** Whether a name of the plan stays in its folder, links followed. A name that leads nowhere does. */
function isInside(root: string, name: string): boolean {
  if (isAbsolute(name) || name.split(/[/\\]/).includes('..')) return false
  try {
    const real = realpathSync.native(join(root, name))
    return real === root || real.startsWith(root.endsWith(sep) ? root : root + sep)
  } catch {
    return true
  }
}

function stateOf(root: string, path: string): 'ok' | 'missing' | 'outside' {
  if (/^[a-z][a-z0-9+.-]*:/i.test(path) || path.includes('\0') || !isInside(root, path)) return 'outside'
  try {
    return statSync(join(root, path)).isFile() ? 'ok' : 'missing'
  } catch {
    return 'missing'
  }
}

/** A file of a folder: an ordinary one, of a size that can be read. Null once its problem is noted. */
function readOrdinary(path: string, name: string, problems: Problem[]): Uint8Array | null {
  try {
    const { size } = statSync(path)
    if (!statSync(path).isFile()) {
      problems.push(fault('not-a-file', name, { text: name, command: `ls -l ${name}` }))
      return null
    }
    const limit = name === 'datapackage.json' ? LARGEST_PACKAGE_MEGABYTES : LARGEST_MEGABYTES
    if (size > limit * MEGABYTE) {
      problems.push(tooLarge(name, limit))
      return null
    }
    return readFileSync(path)
  } catch (error) {
    problems.push(unreadable(name, error))
    return null
  }
}

/** @param limit  in megabytes */
export function tooLarge(name: string, limit = LARGEST_MEGABYTES): Problem {
  const command = name.endsWith('.csv') ? `split -C ${limit}m ${name} assumptions/` : `ls -lh ${name}`
  return fault('file-too-large', name, { text: name, limit, command })
}

function unreadable(name: string, error: unknown): Problem {
  return fault('file-unreadable', name, { text: name, reason: reasonOf(error), command: `ls -l ${name}` })
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}

type Quick = Extract<PlanSource, { quick: unknown }>['quick']

function openQuick({ baseline, growth }: Quick, stdin: Uint8Array | null, opened: Opened): void {
  const { problems } = opened
  if (baseline === undefined) problems.push(fault('baseline-not-given', '', { option: '--baseline FILE.csv' }))
  if (baseline === '-' && growth === '-') problems.push(fault('stdin-twice', '-', { option: '--growth FILE.csv' }))
  const given: readonly (readonly [Role, string | undefined])[] = [
    ['baseline', baseline],
    ['growth', growth],
  ]
  for (const [role, name] of given) {
    if (name === undefined) continue
    const bytes = name === '-' ? (stdin ?? new Uint8Array()) : readAny(name, `--${role} FILE.csv`, problems)
    if (bytes !== null) addInput(opened, role, name, bytes)
  }
}

/** A file named on the command line, which may be a pipe. Null once its problem is noted. */
function readAny(path: string, option: string, problems: Problem[], name = path): Uint8Array | null {
  let file: number | null = null
  try {
    file = openSync(path, 'r')
    if (fstatSync(file).isDirectory()) {
      problems.push(fault('not-a-file', name, { text: name, command: `ls -l ${name}` }))
      return null
    }
    const bytes = readAtMost(file, LARGEST_MEGABYTES * MEGABYTE)
    if (bytes === null) problems.push(tooLarge(name))
    return bytes
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR'].includes(String(error.code))
    problems.push(isMissing ? fault('file-missing', name, { text: name, option }) : unreadable(name, error))
    return null
  } finally {
    if (file !== null) closeSync(file)
  }
}

function readAtMost(file: number, limit: number): Uint8Array | null {
  const pieces: Uint8Array[] = []
  let length = 0
  for (;;) {
    const piece = Buffer.allocUnsafe(MEGABYTE)
    const count = readSync(file, piece)
    if (count === 0) return Buffer.concat(pieces, length)
    length += count
    if (length > limit) return null
    pieces.push(piece.subarray(0, count))
  }
}
