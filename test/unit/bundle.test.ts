/** What the build makes: a start that loads nothing it does not need, and a package without strangers. */

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../support/folders.ts'

type Import = { readonly path: string; readonly kind: string; readonly external?: boolean }
type Output = { readonly inputs: Record<string, unknown>; readonly imports: readonly Import[]; readonly bytes: number }
type Metafile = { readonly outputs: Readonly<Record<string, Output>> }

const { outputs }: Metafile = JSON.parse(readFileSync(join(root, 'dist/meta.json'), 'utf8'))

/** The files a module brings along by static imports, itself included. */
function staticClosure(path: string, seen = new Set<string>()): Set<string> {
  const output = outputs[path]
  if (output === undefined || seen.has(path)) return seen
  seen.add(path)
  for (const each of output.imports) if (each.kind === 'import-statement') staticClosure(each.path, seen)
  return seen
}

/** Names of the packages with code in these files, sorted. */
function packagesIn(files: Iterable<string>): string[] {
  const inputs = [...files].flatMap((file) => Object.keys(outputs[file]?.inputs ?? {}))
  const names = inputs.flatMap((input) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? [])
  return [...new Set(names)].sort()
}

/** The files of `dist/` that a command really loads. */
function loadedBy(...args: string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'yuce-trace-'))
  try {
    const trace = join(folder, 'trace')
    execFileSync(process.execPath, ['--import', join(root, 'test/support/trace.mjs'), 'bin/yuce.js', ...args], {
      cwd: root,
      env: { ...process.env, YUCE_TRACE: trace, LANG: 'en_US.UTF-8' },
    })
    const urls = readFileSync(trace, 'utf8').split('\n')
    return urls.flatMap((url) => /(dist\/.*)$/.exec(url)?.[1] ?? [])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

test('the entry brings along no package at all', () => {
  const files = staticClosure('dist/cli/main.js')
  expect([...files]).toContain('dist/cli/main.js')
  expect(packagesIn(files)).toEqual([])
})

test('--version answers without a single ES module', () => {
  expect(loadedBy('--version')).toEqual([])
})

test('projecting the bundled plan loads neither mathjs, nor yargs, nor anything that writes workbooks or charts', () => {
  const files = loadedBy('project')
  const heavy = /^(mathjs|yargs|hucre|hyparquet.*|d3-.*)$/
  expect(files).toContain('dist/cli/main.js')
  expect(packagesIn(files).filter((name) => heavy.test(name))).toEqual([])
})

test('mathjs is in the bundle, behind a dynamic import: a plan with formulas needs it', () => {
  expect(packagesIn(Object.keys(outputs))).toContain('mathjs')
})

test('the package holds the program, its types, the plans and the notices, and nothing else', () => {
  const listing = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
  })
  const files: string[] = JSON.parse(listing)[0].files.map((file: { path: string }) => file.path)
  const meant =
    /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|bin\/(yuce\.js|package\.json)|dist\/NOTICES\.txt|dist\/(.+\.js|types\/.+\.d\.ts)|(data|seeds)\/.+\.(csv|json|md))$/
  expect(files.filter((path) => !meant.test(path))).toEqual([])
  for (const needed of [
    'bin/yuce.js',
    'dist/cli/main.js',
    'dist/index.js',
    'dist/types/index.d.ts',
    'dist/NOTICES.txt',
  ]) {
    expect(files).toContain(needed)
  }
  expect(files.some((path) => path.startsWith('data/chongqing-2027/'))).toBe(true)
})
