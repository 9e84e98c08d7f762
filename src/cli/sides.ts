/** The two sides of `diff`: a plan's folder, a plan that comes with yuce, a result, or either in a git revision. */

import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { readResult } from '../analyses/result-file.ts'
import type { ResultSet } from '../analyses/result-set.ts'
import { compileModel } from '../model/compile.ts'
import type { Model } from '../model/types.ts'
import { decodeTables, holdsPlan, loadFile, loadPlan, type PlanSource } from '../plan/load.ts'
import { PlanError, type Problem, problem } from '../plan/problem.ts'
import { type Context, hasErrors } from './context.ts'
import { looksLikeRevision, readRevision } from './git.ts'
import { dataFolder } from './loading.ts'
import { usageProblem } from './usage.ts'

export type Input = { readonly file: string; readonly sha256: string }

type Known = {
  /** As typed. */
  readonly name: string
  readonly inputs: readonly Input[]
  /** Files that were read, by absolute path. */
  readonly paths: readonly string[]
}

export type PlanSide = Known & { readonly kind: 'plan'; readonly model: Model; readonly problems: readonly Problem[] }
export type ResultSide = Known & { readonly kind: 'result'; readonly results: ResultSet; readonly plan: string | null }

/** @throws PlanError where there is nothing of that name, or it cannot be read */
export async function openSide(context: Context, typed: string): Promise<PlanSide | ResultSide> {
  const path = resolve(context.world.cwd, typed)
  if (existsSync(path)) {
    if (statSync(path).isDirectory()) return planSide(context, typed, { folder: path }, path)
    return resultSide(typed, readBytes(typed, path), [path])
  }
  if (looksLikeRevision(typed)) {
    const found = await readRevision(context.world, typed)
    if (found.kind === 'file') return resultSide(typed, found.bytes, [])
    const name = basename(typed.slice(typed.indexOf(':') + 1)) || 'plan'
    return planSide(context, typed, { name, files: found.files }, null)
  }
  const bundled = join(dataFolder, typed)
  if (/^[\w-]+$/.test(typed) && holdsPlan(bundled)) {
    return planSide(context, typed, { folder: bundled }, bundled)
  }
  const words = { example: 'yuce diff plans/a plans/b', other: 'yuce diff main:plans/x plans/x' }
  throw new PlanError([usageProblem('side-unknown', { text: typed }, { key: 'write-or', words })])
}

async function planSide(
  { options }: Context,
  typed: string,
  source: PlanSource,
  folder: string | null,
): Promise<PlanSide> {
  const { encoding, delimiter, baseYear, horizon, settings, targets } = options
  const tables = await decodeTables(source)
  const { plan, problems } = loadPlan(source, { tables, encoding, delimiter, baseYear, horizon, settings, targets })
  const compiled = plan === null ? null : await compileModel(plan)
  const found = [...problems, ...(compiled?.problems ?? [])].map((each) => inside(typed, folder, each))
  const model = compiled?.model ?? null
  if (plan === null || model === null || hasErrors(found)) throw new PlanError(found)
  const files = plan.files.filter(({ name }) => !name.startsWith('--'))
  return {
    kind: 'plan',
    name: typed,
    inputs: files.map(({ name, bytes }) => ({ file: joined(typed, name), sha256: hash(bytes) })),
    paths: folder === null ? [] : files.map(({ name }) => resolve(folder, name)),
    model,
    problems: found,
  }
}

/** A file of one side, as it can be typed. */
function joined(typed: string, file: string): string {
  return /[:/]$/.test(typed) ? typed + file : `${typed}/${file}`
}

/** A problem that says which of the two plans it is in. */
function inside(typed: string, folder: string | null, each: Problem): Problem {
  if (each.file === '' || each.file.startsWith('--')) return each
  return { ...each, file: each.file === folder || each.file === typed ? typed : joined(typed, each.file) }
}

/** @throws PlanError where there is no such file, or more of it than can be read */
function readBytes(typed: string, path: string): Uint8Array {
  const { bytes, problems } = loadFile(path, typed)
  if (bytes === null) throw new PlanError(problems)
  return bytes
}

function resultSide(typed: string, bytes: Uint8Array, paths: readonly string[]): ResultSide {
  const read = readResult(new TextDecoder('utf-8').decode(bytes))
  if (!read.ok) {
    const { fault, line, text } = read
    const at = { file: typed, line, column: line === 0 ? 0 : 1, excerpt: null }
    const help = { key: 'run', words: { command: 'yuce project -o result.csv' } } as const
    throw new PlanError([problem(fault, at, { text: fault === 'result-unknown' ? typed : text }, help)])
  }
  const inputs = [{ file: typed, sha256: hash(bytes) }]
  return { kind: 'result', name: typed, inputs, paths, results: read.results, plan: read.plan }
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
