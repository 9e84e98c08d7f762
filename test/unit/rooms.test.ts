/** The house rules are enforced: `npm run lint` refuses an import that points up, and the world outside cli/. */

import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../support/folders.ts'

const rooms = ['plan', 'model', 'analyses', 'render', 'cli']

/** Of the files given (path → text), those the linter refuses, with the rules they break. */
function refused(files: Readonly<Record<string, string>>): string[] {
  const house = mkdtempSync(join(tmpdir(), 'yuce-rooms-'))
  try {
    copyFileSync(join(root, '.biome.jsonc'), join(house, '.biome.jsonc'))
    writeFileSync(join(house, 'package.json'), '{ "dependencies": { "chalk": "*" } }')
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(house, dirname(path)), { recursive: true })
      writeFileSync(join(house, path), text)
    }
    const linter = join(root, 'node_modules/@biomejs/biome/bin/biome')
    const flags = ['lint', '--vcs-enabled=false', '--reporter=github', '--colors=off', '--max-diagnostics=none', 'src']
    const { stdout } = spawnSync(process.execPath, [linter, ...flags], { cwd: house, encoding: 'utf8' })
    const lines = stdout.matchAll(/title=lint\/\w+\/(\w+),file=[^,]*?(src\/[^,]+)/g)
    return [...lines].map(([, rule, path]) => `${path}: ${rule}`).sort()
  } finally {
    rmSync(house, { recursive: true, force: true })
  }
}

/** One file a pair of rooms, in each way of importing. */
function importing(pairs: readonly (readonly [string, string])[]): Record<string, string> {
  const ways = (room: string) => [
    `import { y } from '../${room}/y.ts'\nexport const x = y\n`,
    `import type { Y } from '../${room}/y.ts'\nexport type X = Y\n`,
    `export { y } from '../${room}/y.ts'\n`,
    `export const y = import('../${room}/y.ts')\n`,
  ]
  const files = pairs.flatMap(([from, to]) => ways(to).map((text, way) => [`src/${from}/to-${to}-${way}.ts`, text]))
  return Object.fromEntries(files)
}

test('an import that points up is refused, in whatever way it is written', () => {
  const files = importing(rooms.flatMap((room, at) => rooms.slice(at + 1).map((above) => [room, above] as const)))
  expect(Object.keys(files)).toHaveLength(40)
  const expected = Object.keys(files).map((path) => `${path}: noRestrictedImports`)
  expect(refused(files)).toEqual(expected.sort())
})

test('an import that points down is not', () => {
  expect(
    refused(importing(rooms.flatMap((room, at) => rooms.slice(0, at).map((below) => [room, below] as const)))),
  ).toEqual([])
})

test('a page knows what is below it, and nobody knows the page', () => {
  const below = ['plan', 'model', 'analyses', 'render']
  expect(refused(importing(below.map((room) => ['page', room] as const)))).toEqual([])
  const files = importing([['page', 'cli'], ...rooms.map((room) => [room, 'page'] as const)])
  expect(Object.keys(files)).toHaveLength(24)
  expect(refused(files)).toEqual(
    Object.keys(files)
      .map((path) => `${path}: noRestrictedImports`)
      .sort(),
  )
})

test('only cli/ and plan/load.ts read the world', () => {
  const text = "import { readFileSync } from 'node:fs'\nexport const x = readFileSync\n"
  const places = [...rooms, 'page'].map((room) => `src/${room}/x.ts`)
  places.push('src/plan/load.ts')
  const expected = ['analyses', 'model', 'page', 'plan', 'render'].map(
    (room) => `src/${room}/x.ts: noRestrictedImports`,
  )
  expect(refused(Object.fromEntries(places.map((path) => [path, text])))).toEqual(expected)
})

test("chalk's default instance, which decides about colour by itself, is refused everywhere", () => {
  expect(
    refused({
      'src/render/default.ts': "import chalk from 'chalk'\nexport const x = chalk\n",
      'src/cli/default.ts': "import chalk from 'chalk'\nexport const x = chalk\n",
      'src/render/class.ts': "import { Chalk } from 'chalk'\nexport const x = new Chalk({ level: 0 })\n",
    }),
  ).toEqual(['src/cli/default.ts: noRestrictedImports', 'src/render/default.ts: noRestrictedImports'])
})
