/** From options to a plan and its model: which plan is meant, and what is said when it cannot be used. */

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type CompileOptions, compileModel } from '../model/compile.ts'
import type { Model } from '../model/types.ts'
import { decodeTables, holdsPlan, LARGEST_INPUT, loadPlan, type PlanSource, tooLarge } from '../plan/load.ts'
import { isParquet, PARQUET } from '../plan/parquet-name.ts'
import { PlanError, type Problem } from '../plan/problem.ts'
import { ROLES } from '../plan/read.ts'
import type { Plan } from '../plan/types.ts'
import type { Origin } from '../render/json.ts'
import { version } from '../version.ts'
import { type Context, hasErrors, tell } from './context.ts'
import type { Options } from './options.ts'
import { usageProblem } from './usage.ts'
import type { World } from './world.ts'

/** Plans that come with yuce; the same way from the sources and from the bundle. */
export const dataFolder = fileURLToPath(new URL('../../data/', import.meta.url))
export const bundledPlan = 'chongqing-2027'

export type Read = {
  readonly plan: Plan | null
  readonly model: Model | null
  readonly problems: readonly Problem[]
  /** Files that were read, by absolute path. */
  readonly inputs: readonly string[]
  /** The plan's name and files, whether or not they make a plan. */
  readonly source: Source
}

type Source = {
  readonly name: string
  readonly files: () => readonly { readonly name: string; readonly bytes: Uint8Array }[]
  readonly settings: readonly string[]
}

export type Loaded = Read & { readonly plan: Plan; readonly model: Model }

/**
 * Read the plan that the options mean, and make its model; every problem found on the way.
 *
 * @param compileOptions  what its model is to have beside the usual
 */
export async function readModel(
  { world, options }: Context,
  compileOptions: (plan: Plan) => CompileOptions = () => ({}),
): Promise<Read> {
  const place = whichPlan(world, options)
  const stdin =
    options.baseline === '-' || options.growth === '-'
      ? await readStdin(world, 'yuce project --baseline - < baseline.csv')
      : null
  const tables = await decodeTables(place.source)
  const { plan, problems } = loadPlan(place.source, {
    tables,
    encoding: options.encoding,
    delimiter: options.delimiter,
    baseYear: options.baseYear,
    horizon: options.horizon,
    settings: options.settings,
    targets: 'folder' in place.source ? options.targets : [],
    stdin,
  })
  const inputs = inputsOf(place, plan)
  if (plan === null) {
    const source = {
      name: 'folder' in place.source ? basename(resolve(place.source.folder)) : 'quick',
      files: () => readableFiles(place, stdin, options),
      settings: options.settings,
    }
    return { plan, model: null, problems: problems.map(place.asTyped), inputs, source }
  }
  const { name, files } = plan
  const source = { name, files: () => files, settings: plan.settings.map(({ text }) => text) }
  const compiled = await compileModel(plan, compileOptions(plan))
  const all = [...problems, ...compiled.problems].map(place.asTyped)
  return { plan, model: compiled.model, problems: all, inputs, source }
}

/**
 * As `readModel`, for commands that need a model. Warnings are told.
 *
 * @throws PlanError with every problem if one of them is an error
 */
export async function loadModel(
  context: Context,
  compileOptions: (plan: Plan) => CompileOptions = () => ({}),
): Promise<Loaded> {
  const started = Date.now()
  const read = await readModel(context, compileOptions)
  const { plan, model, problems } = read
  if (plan === null || model === null || hasErrors(problems)) throw new PlanError(problems)
  await tell(context, problems)
  await tellTime(context, 'plan', started)
  return { ...read, plan, model }
}

/** `--verbose`: how long a step took. */
export async function tellTime({ world, options }: Context, step: string, started: number): Promise<void> {
  if (options.isVerbose) await world.stderr.write(`yuce: ${step} ${Date.now() - started} ms\n`)
}

type PlanPlace = {
  readonly source: PlanSource
  /** Absolute folder that the names of the plan's files are relative to. */
  readonly root: string
  /** A problem with paths as the author typed them. */
  readonly asTyped: (problem: Problem) => Problem
}

/** `--baseline` and `--growth`, else `--plan`, else the working folder if it holds a plan, else the bundled plan. */
function whichPlan({ cwd }: World, { plan, baseline, growth, targets }: Options): PlanPlace {
  if (baseline !== null || growth !== null) {
    if (plan !== null) {
      const words = {
        option: '--plan',
        other: baseline === null ? '--growth' : '--baseline',
        choices: '--plan, --baseline',
      }
      throw new PlanError([usageProblem('options-conflict', words)])
    }
    const path = (name: string | null) => (name === null || name === '-' ? (name ?? undefined) : resolve(cwd, name))
    const quick = { baseline: path(baseline), growth: path(growth), targets }
    const typed = [baseline, growth].flatMap((name) =>
      name === null || name === '-' ? [] : [[resolve(cwd, name), name] as const],
    )
    return { source: { quick }, root: cwd, asTyped: retyped(typed) }
  }
  const isHere = plan === null && holdsPlan(cwd)
  const folder = plan !== null ? resolve(cwd, plan) : isHere ? cwd : join(dataFolder, bundledPlan)
  return { source: { folder }, root: folder, asTyped: retyped([[folder, plan ?? (isHere ? '.' : bundledPlan)]]) }
}

/** Absolute paths as they were typed, wherever a problem names them. */
export function retyped(paths: readonly (readonly [absolute: string, typed: string])[]): (problem: Problem) => Problem {
  const text = (each: string) => paths.reduce((result, [absolute, typed]) => result.replaceAll(absolute, typed), each)
  const words = (all: Problem['words']) =>
    Object.fromEntries(Object.entries(all).map(([name, word]) => [name, typeof word === 'string' ? text(word) : word]))
  return (problem) => {
    const { help } = problem
    return {
      ...problem,
      file: text(problem.file),
      words: words(problem.words),
      help: help === null ? null : { ...help, words: words(help.words) },
    }
  }
}

/**
 * @param command  one that pipes something in
 * @throws PlanError at a terminal, where nothing would ever come, and where it does not end
 */
export async function readStdin({ stdin }: World, command: string): Promise<Uint8Array> {
  if (stdin.isTerminal) throw new PlanError([usageProblem('stdin-is-terminal', { command })])
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of stdin.stream) {
    const bytes: Uint8Array = typeof piece === 'string' ? Buffer.from(piece) : piece
    length += bytes.length
    if (length > LARGEST_INPUT) throw new PlanError([tooLarge('-')])
    pieces.push(bytes)
  }
  return Buffer.concat(pieces)
}

function inputsOf({ root, source }: PlanPlace, plan: Plan | null): string[] {
  if (plan !== null) {
    return plan.files.flatMap(({ name }) => (name === '-' || name.startsWith('--') ? [] : [resolve(root, name)]))
  }
  if ('quick' in source) return [source.quick.baseline, source.quick.growth].filter((each) => each !== undefined)
  // The plan could not be read, so nobody knows which of its files matter.
  return namesIn(root).map((name) => join(root, name))
}

/** What can be read of a plan that is none, named and in the order as in one that is. */
function readableFiles({ source, root }: PlanPlace, stdin: Uint8Array | null, options: Options) {
  const quick =
    'quick' in source ? [source.quick.baseline, source.quick.growth].filter((each) => each !== undefined) : []
  const names = 'quick' in source ? quick : namesInPlan(root)
  const files = names.flatMap((name) => {
    const bytes = name === '-' ? stdin : readOrdinary(resolve(root, name))
    return bytes === null ? [] : [{ name, bytes }]
  })
  const typed = (name: string) => (text: string) => ({ name, bytes: Buffer.from(text) })
  return [...files, ...options.targets.map(typed('--target')), ...options.settings.map(typed('--set'))]
}

function namesInPlan(root: string): string[] {
  const there = new Set(namesIn(root))
  const tables = ROLES.flatMap((role) =>
    role === 'datapackage' ? ['datapackage.json'] : [`${role}.csv`, `${role}${PARQUET}`],
  )
  const assumptions = there.has('assumptions') ? namesIn(join(root, 'assumptions')).sort() : []
  return [
    ...tables.filter((name) => there.has(name)),
    ...assumptions.filter((name) => name.endsWith('.csv') || isParquet(name)).map((name) => `assumptions/${name}`),
  ]
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function readOrdinary(path: string): Uint8Array | null {
  try {
    return statSync(path).isFile() ? readFileSync(path) : null
  } catch {
    return null
  }
}

/** What a result in JSON says of where it comes from; the hashes are of the bytes as read. */
export async function originOf({ source }: Pick<Read, 'source'>): Promise<Origin> {
  const { createHash } = await import('node:crypto')
  const inputs = source.files().map(({ name, bytes }) => ({
    file: name,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }))
  return { plan: source.name, inputs, version, settings: source.settings }
}

/** A file outside a plan's folder is called by its name alone: where it lies is the machine's affair. */
export function withoutPlaces(origin: Origin): Origin {
  const inputs = origin.inputs.map(({ file, sha256 }) => ({
    file: isAbsolute(file) ? (file.split(/[/\\]/).at(-1) ?? '') : file,
    sha256,
  }))
  return { ...origin, inputs }
}
