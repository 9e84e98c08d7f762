/** A file that appears whole or not at all. */

import { constants, unlinkSync } from 'node:fs'
import { access, type FileHandle, open, readlink, realpath, rename, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { PlanError } from '../plan/problem.ts'
import { failed, gathered, type WritePiece, writeFailure } from './output.ts'
import { usageProblem } from './usage.ts'
import { systemCode, type World } from './world.ts'

export type FileRules = {
  /** Files that are read, by absolute path: none of them is written over. */
  readonly inputs: readonly string[]
  readonly mayOverwrite: boolean
}

/**
 * Write a file: first beside it under another name, flushed to the disk, then renamed over it, its mode kept. A
 * symbolic link is followed. Whatever goes wrong, what was there stays as it was.
 *
 * @param path  as typed
 * @throws PlanError if the file is an input, exists and may not be overwritten, or cannot be written
 */
export async function toFile(
  path: string,
  world: World,
  rules: FileRules,
  produce: (write: WritePiece) => Promise<void>,
): Promise<void> {
  const target = await destination(path, world, rules)
  if (target.isDevice) return writeThrough(path, target.path, produce)
  const temporary = join(
    dirname(target.path),
    `.${basename(target.path)}.${process.pid}-${Date.now().toString(36)}.tmp`,
  )
  const forget = world.onInterrupt(() => unlinkSync(temporary))
  try {
    const file = await open(temporary, 'wx')
    try {
      if (target.mode !== null) await file.chmod(target.mode)
      await produceInto(file, produce)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, target.path)
  } catch (error) {
    await unlink(temporary).catch(() => {})
    throw writeFailure(path, error)
  } finally {
    forget()
  }
}

type Destination = {
  readonly path: string
  /** Of the file that is there; null where there is none. */
  readonly mode: number | null
  readonly isDevice: boolean
}

/** @throws PlanError where nothing may or can be written */
export async function destination(path: string, world: World, rules: FileRules): Promise<Destination> {
  const real = await followed(resolve(world.cwd, path))
  const there = await stat(real).catch(() => null)
  if (there === null) {
    await needFolder(path, real, world)
    return { path: real, mode: null, isDevice: false }
  }
  if (there.isDirectory()) {
    throw new PlanError([usageProblem('output-is-folder', { text: path, example: `-o ${join(path, 'result.csv')}` })])
  }
  for (const input of rules.inputs) {
    const other = await stat(input).catch(() => null)
    // Compared by what they are, so that a hard link or another spelling of the path is seen through.
    if (other?.ino === there.ino && other.dev === there.dev) {
      throw new PlanError([usageProblem('output-is-input', { text: path, example: '-o result.csv' })])
    }
  }
  if (!rules.mayOverwrite) throw new PlanError([usageProblem('output-exists', { text: path, file: path })])
  const isDevice = !there.isFile()
  // A rename would replace a file that may not be written.
  if (!isDevice) await access(real, constants.W_OK).catch((error) => Promise.reject(writeFailure(path, error)))
  return { path: real, mode: there.mode & 0o7777, isDevice }
}

/** @throws PlanError where there is no folder for the file; whether it can be written to, only writing shows */
async function needFolder(path: string, real: string, { cwd }: World): Promise<void> {
  const folder = dirname(real)
  const code = await stat(folder).then((found) => (found.isDirectory() ? null : 'ENOTDIR'), systemCode)
  if (code !== 'ENOENT' && code !== 'ENOTDIR') return
  const typed = resolve(cwd, dirname(path)) === folder ? dirname(path) : folder
  throw new PlanError([usageProblem('folder-missing', { text: typed, command: `mkdir -p ${typed}` })])
}

/** As many links as Linux follows. */
const MOST_LINKS = 40

/**
 * The path with symbolic links followed, even one that leads to a file still to be made.
 *
 * @throws PlanError where they lead in a circle
 */
async function followed(path: string): Promise<string> {
  let current = path
  for (let links = 0; links <= MOST_LINKS; links++) {
    const end = await readlink(current).catch(() => null)
    if (end === null) {
      const folder = await realpath(dirname(current)).catch(() => dirname(current))
      return join(folder, basename(current))
    }
    current = resolve(dirname(current), end)
  }
  throw new PlanError([failed(path, 'ELOOP')])
}

/** A device or a named pipe cannot be renamed over. */
async function writeThrough(path: string, real: string, produce: (write: WritePiece) => Promise<void>): Promise<void> {
  try {
    const file = await open(real, 'w')
    try {
      await produceInto(file, produce)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw writeFailure(path, error)
  }
}

async function produceInto(file: FileHandle, produce: (write: WritePiece) => Promise<void>): Promise<void> {
  const pieces = gathered(async (piece) => {
    await file.writeFile(piece)
  })
  await produce(pieces.write)
  await pieces.flush()
}
