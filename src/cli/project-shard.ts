/**
 * A part of a projection as a file: whole series, as they will stand in the result, between a line that says what they
 * are a part of and one that seals them.
 *
 *     {"schema":"yuce/project-shard@1","plan":…,"inputs":[…],"version":…,"shard":"2/7","asked":{…}}
 *     trend,displays,revenue,2023,…
 *     {"bytes":1234,"sha256":"…"}
 */

import { createHash } from 'node:crypto'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { PlanError } from '../plan/problem.ts'
import type { Dialect } from '../render/delimited.ts'
import { jsonHead } from '../render/json.ts'
import { type Range, type Selection, seriesCount } from '../render/selection.ts'
import type { Context } from './context.ts'
import { type Loaded, originOf, readModel } from './loading.ts'
import type { Options, RawOptions } from './options.ts'
import type { WritePiece } from './output.ts'
import { formatByName, formatOf, limitedTo, writeResult } from './result.ts'
import { eachPart, notAShard } from './shard.ts'
import { type ShardNumber, shareOf } from './shard-option.ts'
import { usageProblem } from './usage.ts'

const projectShardSchema = 'yuce/project-shard@1'

type RowFormat = 'csv' | 'tsv' | 'ndjson'

/** What all parts must have in common: the options that shape the rows. */
type AskedRows = {
  readonly format: RowFormat
  readonly layout: Options['layout']
  readonly digits: number | null
  readonly excel: boolean
  readonly mark: boolean
  readonly scenarios: readonly string[] | null
  readonly targets: readonly string[]
  readonly variables: readonly string[] | null
  readonly baseYear: number | null
  readonly horizon: number | null
  readonly encoding: string | null
  readonly delimiter: string | null
  readonly groupBy?: unknown
  readonly where?: unknown
}

type Head = {
  readonly schema: string
  readonly plan: string
  readonly inputs: readonly { readonly file: string; readonly sha256: string }[]
  readonly version: string
  readonly settings?: readonly string[]
  readonly shard: string
  readonly asked: AskedRows
}

/** The format of the rows of a part, whose file has a name of its own: `--format`, else CSV. */
export function shardFormat({ options }: Context): RowFormat {
  const { format, output } = options
  const named = output === null ? null : formatByName(output)
  if (format === null && named === null) return 'csv'
  return limitedTo(format === null || named !== null ? formatOf(options) : format, ['csv', 'tsv', 'ndjson'])
}

/** The series of a part, and the scenarios they are of: indexes into `plan.scenarios`, in order. */
export function partOf(selection: Selection, scenarios: readonly number[], shard: ShardNumber) {
  const count = seriesCount(selection)
  const { first, end } = shareOf(count * scenarios.length, shard)
  const ranges = new Map<number, Range>()
  scenarios.forEach((scenario, place) => {
    const range = { first: Math.max(0, first - place * count), end: Math.min(count, end - place * count) }
    if (range.end > range.first) ranges.set(scenario, range)
  })
  const none = { first: 0, end: 0 }
  return { scenarios: [...ranges.keys()], part: (scenario: number) => ranges.get(scenario) ?? none }
}

/** Only the first part has what stands before the first row. */
export function dialectOfPart(dialect: Dialect, { index }: ShardNumber): Dialect {
  return index === 1 ? dialect : { ...dialect, mark: '', header: () => null }
}

/** @param produce  writes the rows */
export async function writeProjectShard(
  context: Context,
  loaded: Loaded,
  { groupBy, where }: RawOptions,
  { index, of }: ShardNumber,
  format: RowFormat,
  produce: (write: WritePiece) => Promise<void>,
): Promise<void> {
  const { layout, digits, forExcel, withMark, scenarios, targets, variables } = context.options
  const { baseYear, horizon, encoding, delimiter } = context.options
  const asked: AskedRows = {
    ...{ format, layout, digits, excel: forExcel, mark: withMark },
    ...{ scenarios, targets, variables, baseYear, horizon, encoding, delimiter, groupBy, where },
  }
  const head = jsonHead('project-shard', await originOf(loaded))
  await writeResult(context, loaded.inputs, async (write) => {
    await write(`${head},"shard":"${index}/${of}","asked":${JSON.stringify(asked)}}\n`)
    const hash = createHash('sha256')
    let bytes = 0
    await produce(async (piece) => {
      const data = typeof piece === 'string' ? Buffer.from(piece) : piece
      hash.update(data)
      bytes += data.length
      await write(piece)
    })
    await write(`${JSON.stringify({ bytes, sha256: hash.digest('hex') })}\n`)
  })
}

/** Where the rows of a part lie in its file, and the hash that its last line says they have. */
type Part = {
  readonly path: string
  readonly absolute: string
  readonly head: Head
  readonly rows: Range
  readonly sha256: string
}

/** More than any head has: the names of some thousand files and options. */
const LONGEST_HEAD = 1 << 24
const LONGEST_SEAL = 200
const PIECE = 1 << 18

/** Whether the first of these files that says what it is is a part of a projection. */
export async function areProjections(cwd: string, paths: readonly string[]): Promise<boolean> {
  for (const path of paths) {
    const schema = await schemaOf(cwd, path)
    if (schema !== null) return schema === projectShardSchema
  }
  return false
}

/** What the first line of a file says it is; null where it says nothing. */
async function schemaOf(cwd: string, path: string): Promise<string | null> {
  const file = await opened(cwd, path)
  if (file === null) return null
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(200), 0, 200, 0)
    return /^\{"schema":"([^"]*)"/.exec(buffer.toString('utf8', 0, bytesRead))?.[1] ?? null
  } finally {
    await file.close()
  }
}

/** Joins parts; nothing is written before each has been found to be whole. */
export async function mergeProjections(context: Context, paths: readonly string[], raw: RawOptions): Promise<void> {
  const parts = await eachPart(paths, (path) => withFile(context, path, (file) => readPart(file, context, path)))
  const [first] = parts
  if (first === undefined) return
  for (const { path, head } of parts) {
    if (commonText(head) !== commonText(first.head)) {
      throw new PlanError([usageProblem('shards-differ', { file: path, other: first.path })])
    }
  }
  const inOrder = needEveryPart(parts)
  needSameOptions(context.options, first)
  if (['plan', 'baseline', 'growth'].some((option) => raw[option] !== undefined)) await needSamePlan(context, first)
  await eachPart(parts, (part) => withFile(context, part.path, (file) => needSeal(file, part)))
  const inputs = parts.map(({ absolute }) => absolute)
  await writeResult(context, inputs, async (write) => {
    for (const part of inOrder) await withFile(context, part.path, (file) => eachPiece(file, part, write))
  })
}

/** @param use  called only with a file that can be read at any place */
async function withFile<T>({ world }: Context, path: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await opened(world.cwd, path)
  if (file === null) throw new PlanError([usageProblem('shard-unreadable', { file: path })])
  try {
    return await use(file)
  } finally {
    await file.close()
  }
}

/** A file that can be read at any place; null for a pipe, which can be read only once, and where there is none. */
async function opened(cwd: string, path: string): Promise<FileHandle | null> {
  const absolute = resolve(cwd, path)
  // Asked before it is opened: to open a pipe would be to wait for somebody to write into it.
  const isFile = await stat(absolute).then(
    (found) => found.isFile(),
    () => false,
  )
  return isFile ? open(absolute).catch(() => null) : null
}

async function readPart(file: FileHandle, { world }: Context, path: string): Promise<Part> {
  const { size } = await file.stat()
  const beginning = Buffer.alloc(Math.min(size, LONGEST_HEAD))
  await file.read(beginning, 0, beginning.length, 0)
  const headEnd = beginning.indexOf(10)
  const head = headEnd < 0 ? null : parsedHead(beginning.toString('utf8', 0, headEnd))
  if (head === null) throw notAShard(path)
  const ending = Buffer.alloc(Math.min(size - headEnd - 1, LONGEST_SEAL))
  await file.read(ending, 0, ending.length, size - ending.length)
  // The seal is the last line; where there are no rows it comes at once after the head.
  const sealStart = size - ending.length + ending.lastIndexOf(10, ending.length - 2) + 1
  const rows = { first: headEnd + 1, end: sealStart }
  const seal = /^\{"bytes":(\d+),"sha256":"([0-9a-f]{64})"\}\n$/.exec(
    ending.toString('latin1', sealStart - size + ending.length),
  )
  if (seal === null || Number(seal[1]) !== rows.end - rows.first) throw damaged(path)
  return { path, absolute: resolve(world.cwd, path), head, rows, sha256: seal[2] ?? '' }
}

function damaged(file: string): PlanError {
  return new PlanError([usageProblem('shard-damaged', { file })])
}

function parsedHead(text: string): Head | null {
  try {
    const head: Partial<Head> = JSON.parse(text)
    const isOne = head.schema === projectShardSchema && /^[1-9]\d*\/[1-9]\d*$/.test(head.shard ?? '')
    return isOne && typeof head.asked === 'object' ? (head as Head) : null
  } catch {
    return null
  }
}

function commonText({ shard, ...common }: Head): string {
  return JSON.stringify({ ...common, of: shard.split('/')[1] })
}

function needEveryPart(parts: readonly Part[]): Part[] {
  const numberOf = ({ head }: Part) => Number(head.shard.split('/')[0])
  const of = Number(parts[0]?.head.shard.split('/')[1])
  const inOrder = parts.toSorted((a, b) => numberOf(a) - numberOf(b))
  const shards = parts.map(({ head }) => head.shard).join(', ')
  if (inOrder.some((part, i) => i > 0 && numberOf(part) === numberOf(inOrder[i - 1] as Part))) {
    throw new PlanError([usageProblem('shards-repeated', { shards })])
  }
  const given = new Set(parts.map(numberOf))
  const missing = Array.from({ length: of }, (_, i) => i + 1).filter((index) => !given.has(index))
  if (missing.length === 0) return inOrder
  const texts = missing.map((index) => `${index}/${of}`).join(', ')
  throw new PlanError([usageProblem('shards-incomplete', { missing: texts, shards })])
}

/** Rows are what they are: options that would shape them otherwise belong to the parts. */
function needSameOptions(options: Options, { path, head }: Part): void {
  const { format, digits, excel, mark, layout } = head.asked
  const named = options.output === null ? null : formatByName(options.output)
  const choices = `-f ${format}, -o result.${format}`
  if (options.format !== null && options.format !== format) throw unlike(`--format ${options.format}`, path, choices)
  if (named !== null && named !== format) throw unlike(`-o ${options.output}`, path, choices)
  if (options.output !== null && named === null && options.format === null) {
    throw new PlanError([usageProblem('unknown-format', { text: options.output, option: `-f ${format}` })])
  }
  const others = [
    [options.digits !== null && options.digits !== digits, `--digits ${options.digits}`],
    [options.forExcel && !excel, '--excel'],
    [options.withMark && !mark, '--bom'],
    [options.layout !== 'long' && options.layout !== layout, `--layout ${options.layout}`],
  ] as const
  const option = others.find(([isOther]) => isOther)?.[1]
  if (option === undefined) return
  const help = { key: 'run', words: { command: `yuce project ${option} -f ${format} --shard 1/4 -o 1.part` } } as const
  throw new PlanError([usageProblem('options-conflict', { option, other: path, choices }, help)])
}

function unlike(option: string, other: string, choices: string): PlanError {
  return new PlanError([usageProblem('options-conflict', { option, other, choices })])
}

/** Of a plan that is named though the parts have all that is needed: the same files, read in the same way. */
async function needSamePlan(context: Context, { path, head }: Part): Promise<void> {
  const { targets, baseYear, horizon, encoding, delimiter } = head.asked
  const asked = { targets, baseYear, horizon, encoding, delimiter, settings: head.settings ?? [] }
  const { inputs, version } = await originOf(await readModel({ ...context, options: { ...context.options, ...asked } }))
  const isSame = JSON.stringify(inputs) === JSON.stringify(head.inputs) && version === head.version
  if (!isSame) throw new PlanError([usageProblem('shard-of-another-plan', { file: path, plan: head.plan })])
}

async function needSeal(file: FileHandle, part: Part): Promise<void> {
  const hash = createHash('sha256')
  await eachPiece(file, part, async (piece) => {
    hash.update(piece)
  })
  if (hash.digest('hex') !== part.sha256) throw damaged(part.path)
}

/** @throws PlanError where the file has become shorter since it was looked at */
async function eachPiece(file: FileHandle, { path, rows: { first, end } }: Part, take: WritePiece): Promise<void> {
  const buffer = Buffer.alloc(Math.min(PIECE, Math.max(0, end - first)))
  for (let at = first; at < end; ) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, end - at), at)
    if (bytesRead === 0) throw damaged(path)
    await take(buffer.subarray(0, bytesRead))
    at += bytesRead
  }
}
