/** Folders that are tests: what is in them, a copy to run in, and expected files that can be rewritten. */

import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** `npm run update` sets it: expected files are written, not compared. Read the difference before you commit it. */
export const isUpdate = process.env['UPDATE'] === '1'

/** Names of the folders in `test/<name>/`, sorted. */
export function foldersOf(name: string): string[] {
  const path = join(root, 'test', name)
  if (!existsSync(path)) return []
  const entries = readdirSync(path, { withFileTypes: true })
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort()
}

/** Every file below a folder, relative to it, sorted. */
export function filesOf(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []))
  return files.map((path) => path.slice(folder.length + 1)).sort()
}

/** Give `use` a copy of a folder under the same name, since plans are named after theirs and commands may write. */
export async function withCopy<T>(folder: string, use: (copy: string) => Promise<T>): Promise<T> {
  const parent = mkdtempSync(join(tmpdir(), 'yuce-test-'))
  const copy = join(parent, basename(folder))
  try {
    if (existsSync(folder)) cpSync(folder, copy, { recursive: true, filter: (path) => !isExpectation(basename(path)) })
    else mkdirSync(copy)
    return await use(copy)
  } finally {
    rmSync(parent, { recursive: true, force: true })
  }
}

/** What the test itself reads, and the plan must not see. */
export function isExpectation(name: string): boolean {
  return (
    name === 'cmd' || name === 'command' || name === 'whole-file' || name === 'terminal' || name.startsWith('expected.')
  )
}

/** Text of a file, or '' where there is none. */
export function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

/** Compare with a file, character by character; no file means no text. Under `npm run update`, write it. */
export function expectFile(path: string, actual: string): void {
  if (!isUpdate) expect(actual).toBe(textOf(path))
  else if (actual === '') rmSync(path, { force: true })
  else writeFileSync(path, actual)
}
