/** What a folder or a file may hold to hang yuce, to make it read what it was not given, or to break it. */

import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { commands } from '../src/cli/commands.ts'
import { modelOf, projectionOf, reader } from './support/plan.ts'
import { yuce } from './support/yuce.ts'

const parent = mkdtempSync(join(tmpdir(), 'yuce-hostile-'))
afterAll(() => rmSync(parent, { recursive: true, force: true }))

const secret = 'sector,year,growth\nclassified,2025,99%\n'
let count = 0

/** A folder `plan` beside a secret. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const cwd = join(parent, String(++count))
  mkdirSync(join(cwd, 'secrets'), { recursive: true })
  writeFileSync(join(cwd, 'secrets/growth.csv'), secret)
  const usual = {
    'baseline.csv': 'sector,year,revenue\na,2024,100\nb,2024,50\n',
    'growth.csv': 'sector,year,growth\n*,2025-2027,"normal(5%, 2%)"\n',
  }
  for (const [name, text] of Object.entries({ ...usual, ...files })) {
    mkdirSync(dirname(join(cwd, 'plan', name)), { recursive: true })
    writeFileSync(join(cwd, 'plan', name), text)
  }
  return cwd
}

/** What each command needs beside a plan. */
const words: Readonly<Record<string, readonly string[]>> = {
  explain: ['total_revenue[2027]'],
  compare: ['base', 'base'],
  tables: ['tables'],
  export: ['-o', 'plan.xlsx'],
  report: ['-o', 'report.html'],
  sweep: ['--over', 'growth[*,2026]=0%:4%:2%'],
}
const readers = commands
  .map(({ name }) => name)
  .filter((name) => !/^(?:init|calibrate|merge|diff|completion|help)$/.test(name))

describe('a pipe, a device or a folder in place of a file is told, and not waited for', () => {
  const cwd = folderWith({ 'scenarios.csv/x': '' })
  spawnSync('sh', ['-c', 'mkfifo targets.csv datapackage.json assumptions.csv'], { cwd: join(cwd, 'plan') })
  test.each(readers)('%s', async (name) => {
    const { exit, out, err } = await yuce([name, ...(words[name] ?? []), '-p', 'plan'], { cwd })
    expect(exit).toBe(2)
    expect((out + err).match(/is not an ordinary file/g)).toHaveLength(4)
  })
  test('diff, and init --from', async () => {
    expect((await yuce(['diff', 'plan', 'plan'], { cwd })).exit).toBe(2)
    expect((await yuce(['init', 'copy', '--from', 'plan'], { cwd })).exit).toBeLessThan(3)
  })
})

describe('a link that leads out of the folder is told, and nothing behind it is shown', () => {
  const cwd = folderWith({})
  symlinkSync('../secrets', join(cwd, 'plan/assumptions'))
  symlinkSync('/dev/zero', join(cwd, 'plan/projects.csv'))
  symlinkSync('../secrets/growth.csv', join(cwd, 'plan/targets.csv'))
  test.each(readers)('%s', async (name) => {
    const { exit, out, err } = await yuce([name, ...(words[name] ?? []), '-p', 'plan'], { cwd })
    expect(exit).toBe(2)
    expect((out + err).match(/leads out of the plan's folder/g)).toHaveLength(3)
    expect(out + err).not.toMatch(/classified|99/)
  })
  test('init --from copies none of it', async () => {
    const { exit } = await yuce(['init', 'copy', '--from', 'plan'], { cwd })
    if (exit === 0) expect((await yuce(['project', '-p', 'copy'], { cwd })).out).not.toContain('classified')
  })
})

test('paths of a package that lead elsewhere are told, whatever they are written like', async () => {
  const outside = [
    '../secrets/growth.csv',
    '/etc/passwd',
    'file:///etc/passwd',
    'HTTPS://example.org/x',
    'C:\\x',
    'a/../../x',
    '..\\x',
    'x\u0000',
  ]
  const cwd = folderWith({ 'datapackage.json': JSON.stringify({ resources: outside.map((path) => ({ path })) }) })
  const { problems } = JSON.parse((await yuce(['validate', '-p', 'plan', '-f', 'json'], { cwd })).out)
  expect(problems.map(({ code }: { code: string }) => code)).toEqual(outside.map(() => 'outside-folder'))
})

describe('deep and long JSON is read or refused', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  test.each([
    ['resources', `{"resources":${deep}}`],
    ['title', `{"title":${deep}}`],
    ['objects', `{"yuce":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`],
    ['unclosed', '['.repeat(100_000)],
    ['resources without end', `{"resources":[${'{"path":"x"},'.repeat(20_000)}{}]}`],
  ])('%s', async (_, text) => {
    const cwd = folderWith({ 'datapackage.json': text })
    const { exit, err } = await yuce(['project', '-p', 'plan'], { cwd })
    expect(exit).toBe(2)
    expect(err).toContain('datapackage.json:1')
  })
  test('as a result file', async () => {
    const cwd = folderWith({})
    writeFileSync(join(cwd, 'deep.json'), `{"schema":"yuce/project@1","projections":${deep},"targets":[]}`)
    expect((await yuce(['diff', 'deep.json', 'deep.json'], { cwd })).exit).toBe(2)
  })
})

test('an explanation with more paths than atoms in the world has no more terms than there are numbers', async () => {
  const cwd = folderWith({
    'baseline.csv': 'sector,year,a,b\nx,2024,1,2\n',
    'equations.csv': 'variable,formula\na,lag(a) + lag(b)\nb,lag(a) - lag(b)\n',
    'growth.csv': 'year,growth\n2025,0\n',
  })
  const asked = ['explain', 'a[x,2060]', '-p', 'plan', '--horizon', '2060', '-f', 'json']
  const { exit, out } = await yuce(asked, { cwd })
  expect(exit).toBe(0)
  // a and b a year on are twice what they were two years before: a(2060) = 2^18.
  expect(JSON.parse(out).value).toBe(2 ** 18)
  expect(out.length).toBeLessThan(20_000_000)
})

test('thousands of equations, each reading the one before, are computed', async () => {
  const lines = Array.from({ length: 3000 }, (_, i) => `x${i + 1},x${i} + 1`)
  const projection = await projectionOf(
    {
      'baseline.csv': 'sector,year,x0\na,2024,1\na,2025,5\n',
      'equations.csv': ['variable,formula', ...lines].join('\n'),
    },
    { baseYear: 2024, horizon: 2025 },
  )
  expect(reader(projection)('x3000', 'a', 2025)).toBe(3005)
})

test('sectors by the hundred thousand are projected', async () => {
  const rows = Array.from({ length: 150_000 }, (_, i) => `s${i},2024,2`)
  const projection = await projectionOf({
    'baseline.csv': ['sector,year,revenue', ...rows].join('\n'),
    'growth.csv': 'year,growth\n2025,50%\n',
  })
  expect(reader(projection)('total_revenue', 'total', 2025)).toBe(450_000)
})

test('a projection of too many numbers is refused before it takes the memory', async () => {
  const rows = Array.from({ length: 60_000 }, (_, i) => `s${i},2024,2`)
  const files = { 'baseline.csv': ['sector,year,revenue', ...rows].join('\n'), 'growth.csv': 'year,growth\n*,5%\n' }
  await expect(modelOf(files, { horizon: 2624 })).rejects.toThrow('projection-too-large')
})
