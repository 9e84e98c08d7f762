/** What stands in a git revision, `main:plans/x`: read through git itself, nothing checked out. */

import { spawn } from 'node:child_process'
import { PlanError } from '../plan/problem.ts'
import { usageProblem } from './usage.ts'
import { systemCode, type World } from './world.ts'

export type Revision =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  /** By path in the folder. Files that no plan reads are there, without their bytes. */
  | { readonly kind: 'folder'; readonly files: ReadonlyMap<string, Uint8Array> }

/** `REVISION:PATH` as git takes it; a path that begins with `./` is looked up from the working folder. */
export function looksLikeRevision(text: string): boolean {
  return /^[^-:][^:]*:/.test(text)
}

/** @throws PlanError where git cannot be run, or has no such thing */
export async function readRevision(world: World, typed: string): Promise<Revision> {
  const name = typed.replace(/(?<=[^:])\/+$/, '')
  const kind = (await git(world, typed, ['cat-file', '-t', name])).toString('utf8').trim()
  if (kind === 'blob') return { kind: 'file', bytes: await git(world, typed, ['cat-file', 'blob', name]) }
  const listing = await git(world, typed, ['ls-tree', '-r', '-z', '--full-tree', name])
  const files = new Map<string, Uint8Array>()
  for (const entry of listing.toString('utf8').split('\0')) {
    const [, mode = '', type, id = '', path] = /^(\d+) (\w+) ([0-9a-f]+)\t(.+)$/s.exec(entry) ?? []
    if (path === undefined || type !== 'blob') continue
    const isRead = /\.(csv|json)$/.test(path) && mode !== '120000'
    files.set(path, isRead ? await git(world, typed, ['cat-file', 'blob', id]) : new Uint8Array())
  }
  return { kind: 'folder', files }
}

/** What git prints. */
function git({ cwd, env }: World, typed: string, args: readonly string[]): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // Its words are shown, so they are the same everywhere.
    const child = spawn('git', args, { cwd, env: { ...env, LC_ALL: 'C' }, stdio: ['ignore', 'pipe', 'pipe'] })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (data: Buffer) => out.push(data))
    child.stderr.on('data', (data: Buffer) => err.push(data))
    child.on('error', (error) => {
      const help = { key: 'run', words: { command: 'git --version' } } as const
      const isMissing = systemCode(error) !== null
      reject(isMissing ? new PlanError([usageProblem('git-missing', { text: typed }, help)]) : error)
    })
    child.on('close', (code) => {
      if (code === 0) return resolve(Buffer.concat(out))
      const [first = ''] = Buffer.concat(err).toString('utf8').split('\n')
      const reason = first.replace(/^(fatal|error): /, '')
      const help = { key: 'run', words: { command: 'git log --oneline' } } as const
      reject(new PlanError([usageProblem('git-failed', { text: typed, reason }, help)]))
    })
  })
}
