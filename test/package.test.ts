/** The package, as a user gets it: it installs with nothing to fetch, and works in a folder of its own. */

import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from './support/folders.ts'

const folder = mkdtempSync(join(tmpdir(), 'yuce-package-'))
const app = join(folder, 'app')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function run(command: string, args: readonly string[], cwd = app) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: folder, LANG: 'en_US.UTF-8', npm_config_update_notifier: 'false' },
  })
  return { exit: status, out: stdout, err: stderr }
}

beforeAll(() => {
  mkdirSync(app)
  writeFileSync(join(app, 'package.json'), '{ "name": "app", "type": "module" }\n')
  // Packed as it was built; the build would otherwise be run again, and take away what other tests read.
  const packed = run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], root)
  expect(packed.exit, packed.err).toBe(0)
  const [archive = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'))
  const cache = join(folder, 'an-empty-cache')
  const installed = run('npm', ['install', '--offline', '--cache', cache, join(folder, archive)])
  expect(installed.exit, installed.err).toBe(0)
}, 120_000)

test('brings no other package with it', () => {
  expect(readdirSync(join(app, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['yuce'])
})

test('answers as the checkout does', () => {
  const yuce = join(app, 'node_modules/.bin/yuce')
  for (const args of [
    ['--version'],
    ['check', '--lang', 'en'],
    ['project', '-f', 'csv'],
    ['project', '-p', join(root, 'data/examples/simultaneous')],
    ['simulate', '-s', 'trend', '--draws', '256'],
    ['report', '-s', 'trend'],
    ['help', 'equations'],
    ['help', 'man', '--lang', 'zh'],
    ['--get-yargs-completions', 'bash', 'yuce sim', ' '],
  ]) {
    const here = run(process.execPath, [join(root, 'bin/yuce.js'), ...args])
    expect(run(yuce, args)).toEqual(here)
    expect(here.out).not.toBe('')
  }
})

test('starts a plan of its own, and checks it in a CI job by one command', () => {
  expect(run('npx', ['--offline', 'yuce', 'init', 'plans/x']).exit).toBe(0)
  const { exit, out } = run('npx', ['--offline', 'yuce', 'check', '--plan', 'plans/x', '-f', 'json'])
  expect([0, 1]).toContain(exit)
  expect(JSON.parse(out).schema).toBe('yuce/check@1')
})

describe('the programming interface', () => {
  test('is imported by name', () => {
    const program = `
      import { compileModel, loadPlan, projectScenario, version } from 'yuce'
      const { plan } = loadPlan({ folder: ${JSON.stringify(join(root, 'data/examples/three-sectors'))} })
      const { model } = await compileModel(plan)
      console.log(version, projectScenario(model, plan.defaultScenario).years.length > 1)`
    const { out, err } = run(process.execPath, ['--input-type=module', '-e', program])
    expect(err).toBe('')
    expect(out).toMatch(/^\d+\.\d+\.\d+ true\n$/)
  })

  test('has types that need no other package', () => {
    writeFileSync(
      join(app, 'a.ts'),
      `import { checkTargets, compileModel, loadPlan, projectScenario, type Verdict } from 'yuce'
const { plan } = loadPlan({ folder: 'x' })
if (plan !== null) {
  const { model } = await compileModel(plan)
  const verdicts: Verdict[] =
    model === null ? [] : checkTargets(projectScenario(model, plan.defaultScenario)).map(({ verdict }) => verdict)
  // @ts-expect-error a verdict is a word, not a number
  const wrong: number | undefined = verdicts[0]
  console.log(verdicts, wrong)
}
`,
    )
    const compiler = join(root, 'node_modules/typescript/bin/tsc')
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--types', '']
    const { exit, out } = run(process.execPath, [compiler, ...options, 'a.ts'])
    // A console is Node's; everything else is ours.
    expect(out.split('\n').filter((line) => !/console/.test(line) && line !== '')).toEqual([])
    expect([0, 1, 2]).toContain(exit)
  })
})
