/** What the build makes: a start that loads nothing it does not need, and a package without strangers. */

import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../support/folders.ts'

type Metafile = { readonly outputs: Readonly<Record<string, { readonly inputs: Record<string, unknown> }>> }

const { outputs }: Metafile = JSON.parse(readFileSync(join(root, 'dist/meta.json'), 'utf8'))

/** Names of the packages with code in these files, sorted. */
function packagesIn(files: Iterable<string>): string[] {
  const inputs = [...files].flatMap((file) => Object.keys(outputs[file]?.inputs ?? {}))
  const names = inputs.flatMap((input) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? [])
  return [...new Set(names)].sort()
}

/** The files of `dist/` that a command really reads. */
function readBy(...args: string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'yuce-trace-'))
  try {
    const trace = join(folder, 'trace')
    execFileSync(process.execPath, ['--import', join(root, 'test/support/trace.mjs'), 'bin/yuce.js', ...args], {
      cwd: root,
      env: { ...process.env, YUCE_TRACE: trace, LANG: 'en_US.UTF-8' },
    })
    const paths = readFileSync(trace, 'utf8').replaceAll('\\', '/').split('\n')
    return paths.flatMap((path) => /(dist\/.*)$/.exec(path)?.[1] ?? [])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const program = 'dist/cli/main.cjs'

test('--version answers without the program', () => {
  expect(readBy('--version')).toEqual([])
})

test('projecting the bundled plan reads one file and what was compiled of it', () => {
  const [source, compiled, ...others] = readBy('project')
  expect(source).toBe(program)
  expect(compiled).toMatch(/^dist\/cli\/main-v[\d.]+-\w+-\w+\.compiled$/)
  expect(others).toEqual([])
})

test('the program holds neither mathjs, nor yargs, nor anything that writes workbooks or charts', () => {
  const heavy = /^(mathjs|yargs|hucre|hyparquet.*|d3-.*)$/
  expect(packagesIn([program])).toContain('commander')
  expect(packagesIn([program]).filter((name) => heavy.test(name))).toEqual([])
})

test('a plan with formulas reads mathjs too', () => {
  const files = readBy('project', '--plan', 'data/examples/simultaneous')
  expect(files).toContain('dist/cli/mathjs.cjs')
  expect(packagesIn(files)).toContain('mathjs')
})

test('an ordinary run leaves the large modules of Node alone', () => {
  const script = `process.on('exit', () => console.error(process.moduleLoadList.join()))
    void require('./bin/load.js').load('main').exports.main()`
  const args = ['-e', script, 'yuce', 'check', '--lang', 'en']
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  expect(stdout).toContain('Chongqing')
  for (const name of ['net', 'stream', 'perf_hooks', 'child_process', 'fs/promises', 'crypto', 'worker_threads']) {
    expect(stderr.split(',')).not.toContain(`NativeModule ${name}`)
  }
})

describe('WebAssembly', () => {
  /** What a command prints, and how many modules it compiles in this thread. */
  const watched = (env: Record<string, string>, ...args: string[]) => {
    const script = `let count = 0
      const { Module } = WebAssembly
      WebAssembly.Module = class extends Module { constructor(bytes) { super(bytes); count++ } }
      process.on('exit', () => console.error(count))
      void require('./bin/load.js').load('main').exports.main()`
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', script, 'yuce', ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      encoding: 'utf8',
    })
    return { stdout, modules: Number(stderr.trim().split('\n').at(-1)) }
  }
  const simulation = ['simulate', '-f', 'json', '--draws', '1000', '-s', 'trend']

  test('is nothing to an ordinary run', () => {
    expect(watched({}, 'check', '--lang', 'en').modules).toBe(0)
  })

  test('simulates, and without it the same bytes come out', () => {
    const [usual, without] = [watched({}, ...simulation), watched({ YUCE_NO_WASM: '1' }, ...simulation)]
    expect([usual.modules, without.modules]).toEqual([3, 0])
    expect(JSON.parse(usual.stdout).draws).toBe(1000)
    expect(without.stdout).toBe(usual.stdout)
  })
})

describe('what V8 compiled of the program', () => {
  const words = ['check', '--lang', 'en', '-f', 'csv']
  const printed = (...args: string[]) => spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' }).stdout

  test('is taken by the Node that built it', () => {
    expect(printed('-p', "require('./bin/load.js').load('main').script.cachedDataRejected")).toBe('false\n')
  })

  test('is refused by a Node set otherwise, and nobody notices', () => {
    const flags = ['--no-flush-bytecode', '--no-lazy']
    expect(printed(...flags, '-p', "require('./bin/load.js').load('main').script.cachedDataRejected")).toBe('true\n')
    expect(printed(...flags, 'bin/yuce.js', ...words)).toBe(printed('bin/yuce.js', ...words))
  })

  test('is not needed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'yuce-plain-'))
    try {
      for (const each of ['bin', 'dist/cli', 'data']) cpSync(join(root, each), join(folder, each), { recursive: true })
      const compiled = readdirSync(join(folder, 'dist/cli')).filter((name) => name.endsWith('.compiled'))
      expect(compiled.map((name) => name.replace(/-v.*/, ''))).toEqual(
        expect.arrayContaining(['main', 'mathjs', 'yargs']),
      )
      for (const name of compiled) rmSync(join(folder, 'dist/cli', name))
      const path = join(folder, 'bin/yuce.js')
      expect(printed(path, ...words)).toBe(printed('bin/yuce.js', ...words))
      expect(printed(path, ...words)).not.toBe('')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

test('the package holds the program, its types, the plans and the notices, and nothing else', () => {
  const listing = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
  })
  const files: string[] = JSON.parse(listing)[0].files.map((file: { path: string }) => file.path)
  const meant =
    /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|bin\/((yuce|load|worker)\.js|package\.json)|dist\/NOTICES\.txt|dist\/(.+\.js|cli\/\w+\.cjs|cli\/[\w.-]+\.compiled|types\/.+\.d\.ts|man\/.+\.1)|(data|seeds)\/.+\.(csv|json|md))$/
  expect(files.filter((path) => !meant.test(path))).toEqual([])
  for (const needed of [
    'bin/yuce.js',
    'bin/load.js',
    'bin/worker.js',
    program,
    'dist/index.js',
    'dist/types/index.d.ts',
    'dist/NOTICES.txt',
  ]) {
    expect(files).toContain(needed)
  }
  expect(files.some((path) => path.startsWith('data/chongqing-2027/'))).toBe(true)
})
