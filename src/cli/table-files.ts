/** A folder of results, as of `tables`: files staged out of sight and put in their places together, and the same files read back. */

import { existsSync, rmSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { PlanError } from '../plan/problem.ts'
import { writeFailure } from './output.ts'
import { usageProblem } from './usage.ts'
import { systemCode, type World } from './world.ts'

export const manifestName = 'manifest.json'

/** Path in the folder, with `/`, and text. */
export type NamedText = { readonly path: string; readonly text: string }

export type FolderRules = {
  /** Files that are read, by absolute path: none of them is written over. */
  readonly inputs: readonly string[]
  readonly mayOverwrite: boolean
  /** What to write instead, where an input is in the way. */
  readonly example: string
  /** The files of a folder that were written by the same command before, and may be replaced or taken away. */
  readonly writtenBefore: (folder: string) => Promise<readonly string[]>
}

/**
 * Write files into a folder: all of them are written elsewhere first, so that a failure leaves everything as it was;
 * then each is renamed into its place, the last one last. Files that were written before, and are not written any more,
 * are taken away; nothing else is touched.
 *
 * @param typed  the folder as typed
 * @param files  last the one that says what the others are
 * @returns how many files
 * @throws PlanError if a file is in the way or cannot be written
 */
export async function writeFolder(
  typed: string,
  world: World,
  rules: FolderRules,
  files: AsyncIterable<NamedText>,
): Promise<number> {
  const folder = resolve(world.cwd, typed)
  const isNew = !existsSync(folder)
  const staging = join(isNew ? dirname(folder) : folder, `.${basename(folder)}.${process.pid}.tmp`)
  const forget = world.onInterrupt(() => rmSync(staging, { recursive: true, force: true }))
  try {
    await makeFolder(staging)
    const paths: string[] = []
    for await (const { path, text } of files) {
      await writeWhole(join(staging, path), text)
      paths.push(path)
    }
    await checkPlaces(typed, folder, paths, rules)
    if (isNew) await rename(staging, folder)
    else await putInPlace(staging, folder, paths, await rules.writtenBefore(folder))
    return paths.length
  } catch (error) {
    throw writeFailure(typed, error)
  } finally {
    // Where it could not even be made, there is nothing to take away.
    await rm(staging, { recursive: true, force: true }).catch(() => {})
    forget()
  }
}

/** As `writeFolder`, without writing. */
export async function rehearse(
  typed: string,
  world: World,
  rules: FolderRules,
  files: AsyncIterable<NamedText>,
): Promise<number> {
  const paths: string[] = []
  for await (const { path } of files) paths.push(path)
  await checkPlaces(typed, resolve(world.cwd, typed), paths, rules)
  return paths.length
}

async function writeWhole(path: string, text: string): Promise<void> {
  await makeFolder(dirname(path))
  const file = await open(path, 'wx')
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function putInPlace(
  staging: string,
  folder: string,
  paths: readonly string[],
  old: readonly string[],
): Promise<void> {
  for (const path of paths) {
    await makeFolder(dirname(join(folder, path)))
    await rename(join(staging, path), join(folder, path))
  }
  const written = new Set(paths)
  for (const path of old) if (!written.has(path)) await unlink(join(folder, path)).catch(() => {})
  await removeEmptyFolders(folder, old)
}

async function removeEmptyFolders(folder: string, paths: readonly string[]): Promise<void> {
  const folders = new Set(paths.flatMap((path) => (path.includes('/') ? [dirname(path)] : [])))
  for (const each of folders) {
    const left = await readdir(join(folder, each)).catch(() => ['?'])
    if (left.length === 0) await rm(join(folder, each), { recursive: true, force: true })
  }
}

/** Only tables written before are written over; what anyone else has put there stays. */
async function checkPlaces(typed: string, folder: string, paths: readonly string[], rules: FolderRules): Promise<void> {
  const there = await stat(folder).catch(() => null)
  if (there === null) return
  const own = new Set(rules.mayOverwrite ? await rules.writtenBefore(folder) : [])
  const inputs = await Promise.all(rules.inputs.map((path) => stat(path).catch(() => null)))
  for (const path of paths) {
    const found = await stat(join(folder, path)).catch(() => null)
    if (found === null) continue
    const text = `${typed.replace(/\/+$/, '')}/${path}`
    if (inputs.some((input) => input?.ino === found.ino && input.dev === found.dev)) {
      throw new PlanError([usageProblem('output-is-input', { text, example: rules.example })])
    }
    if (!own.has(path)) throw new PlanError([usageProblem('output-exists', { text, file: text })])
  }
}

/** What the manifest of a folder says; `files` are the tables and the manifest itself. */
export type Manifest = {
  readonly version: string | null
  readonly inputs: ReadonlyMap<string, string>
  readonly options: unknown
  readonly settings: unknown
  readonly files: readonly string[]
}

/** The tables of a folder and its manifest; none where the manifest is missing, or somebody else's. */
export async function tablesBefore(folder: string): Promise<readonly string[]> {
  return (await readManifest(folder))?.files ?? []
}

/** null where there is none, or it is somebody else's. */
export async function readManifest(folder: string): Promise<Manifest | null> {
  const text = await readFile(join(folder, manifestName), 'utf8').catch(() => null)
  if (text === null) return null
  const root = fieldsOf(parsed(text))
  if (root.get('schema') !== 'yuce/tables@1') return null
  const version = root.get('version')
  const inputs = listOf(root.get('inputs')).map(fieldsOf)
  const tables = listOf(root.get('tables')).filter((each): each is string => typeof each === 'string' && isInside(each))
  return {
    version: typeof version === 'string' ? version : null,
    inputs: new Map(inputs.map((each) => [String(each.get('file')), String(each.get('sha256'))])),
    options: root.get('options') ?? {},
    settings: root.get('settings') ?? [],
    files: [...tables, manifestName],
  }
}

/** What JSON says; null where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

export function fieldsOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : [])
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** A manifest may come from anyone: no path of it leads out of its folder. */
function isInside(path: string): boolean {
  return path !== '' && !path.startsWith('/') && !/[\\:]/.test(path) && !path.split('/').includes('..')
}

/** Every file in a folder, relative to it with `/`, sorted; hidden ones left out. null where there is no folder. */
export async function listFolder(folder: string): Promise<string[] | null> {
  if (!existsSync(folder)) return null
  const found: string[] = []
  const walk = async (below: string) => {
    for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      if (entry.isDirectory()) await walk(path)
      else found.push(path)
    }
  }
  await walk('')
  return found.sort()
}

/** Text of a file in a folder; null where it is missing or cannot be read. */
export function textIn(folder: string, path: string): Promise<string | null> {
  return readFile(join(folder, path), 'utf8').catch(() => null)
}

/**
 * A folder and those above it. Node's own recursive mkdir never ends where a folder is there and takes no other (/proc).
 *
 * @throws the system's error where one of them cannot be made
 */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    const code = systemCode(error)
    if (code === 'EEXIST') return
    const above = dirname(path)
    const isAboveThere =
      above === path ||
      (await stat(above).then(
        () => true,
        () => false,
      ))
    if (code !== 'ENOENT' || isAboveThere) throw error
    await makeFolder(above)
    await makeFolder(path)
  }
}
