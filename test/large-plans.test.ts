/** docs/large-plans.md: its queries are run by DuckDB, and its program as it stands, on the values of the bundled plan. */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from './support/folders.ts'
import { fences } from './support/markdown.ts'
import { yuce } from './support/yuce.ts'

const page = readFileSync(join(root, 'docs/large-plans.md'), 'utf8')
const blocks = (language: string) => fences(page).flatMap(({ info, body }) => (info === language ? [body] : []))

let folder = ''
let rows: readonly Record<string, string>[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yuce-large-'))
  const plan = ['-p', join(root, 'data/chongqing-2027'), '-q']
  expect(await yuce(['export', '-o', 'values.parquet', ...plan], { cwd: folder })).toMatchObject({ exit: 0 })
  rows = parse((await yuce(['project', '-f', 'csv', ...plan], { cwd: folder })).out, { columns: true })
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const here = (text: string) => text.replaceAll("'values.parquet'", `'${join(folder, 'values.parquet')}'`)

describe('results as Parquet', () => {
  test('the program prints the two largest sectors of each scenario, as found in the CSV', () => {
    const [program = ''] = blocks('js')
    // From the root, where the package is found that it imports.
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', here(program)], {
      cwd: root,
      encoding: 'utf8',
    })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const printed = stdout.split('\n').flatMap((line) => {
      const [, , scenario, sector, revenue] = line.split('│').map((cell) => cell.trim().replace(/^'|'$/g, ''))
      return scenario === undefined || scenario === 'scenario' ? [] : [`${scenario} ${sector} ${revenue}`]
    })
    const of2027 = rows.filter(({ variable, year }) => variable === 'revenue' && year === '2027')
    const scenarios = [...new Set(of2027.map(({ scenario }) => scenario ?? ''))].sort()
    const expected = scenarios.flatMap((name) =>
      of2027
        .filter(({ scenario }) => scenario === name)
        .sort((a, b) => Number(b['value']) - Number(a['value']))
        .slice(0, 2)
        .map(({ scenario, sector, value }) => `${scenario} ${sector} ${Math.round(Number(value) * 10) / 10}`),
    )
    expect(printed).toEqual(expected)
  })

  test('the query of differences finds them, the largest first', async () => {
    const [query = ''] = blocks('sql')
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    try {
      const found = (await connection.runAndReadAll(here(query))).getRowObjectsJS() as Record<string, unknown>[]
      const value = (name: string, sector: unknown, year: unknown) =>
        Number(
          rows.find(
            (row) =>
              row['scenario'] === name &&
              row['variable'] === 'revenue' &&
              row['sector'] === sector &&
              row['year'] === String(year),
          )?.['value'],
        )
      expect(found).toHaveLength(10)
      for (const { sector, year, difference } of found) {
        expect(difference).toBe(value('optimistic', sector, year) - value('trend', sector, year))
      }
      const sizes = found.map(({ difference }) => Math.abs(Number(difference)))
      expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
    } finally {
      connection.closeSync()
      instance.closeSync()
    }
  })
})
