/**
 * What others read of an export: IAMC tables by the rules of pyam, data packages by the published profile and their own
 * schemas, Parquet by DuckDB; each against `project -f csv`.
 */

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { Ajv } from 'ajv'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { root } from '../support/folders.ts'
import { yuce } from '../support/yuce.ts'
import rules from './data-package.schema.json' with { type: 'json' }
import { type Files, type PlanFolder, withPlan } from './plans.ts'

type Row = Readonly<Record<string, string>>

const rowsOf = (csv: string): Row[] => parse(csv, { columns: true })

/** Missing values, a loss, a sector with a comma and a bar, names in Chinese alone, and no unit. */
const awkward: Files = {
  'baseline.csv': 'sector,year,revenue\n"a, b",2024,0.1\nc,2024,-5\n',
  'sectors.csv': 'sector,name_zh,name_en\n"a, b",甲,"chips | ""A"""\nc,乙,\n',
  'growth.csv': 'sector,year,growth\n"a, b",2025,10%\n"a, b",2026,n/a\nc,*,-3%\n',
  'scenarios.csv': 'scenario,name_zh\n基准,基准\n',
}

const bundled = join(root, 'data/chongqing-2027')
const plans: readonly (readonly [string, (use: (plan: PlanFolder) => Promise<void>) => Promise<void>])[] = [
  [
    'the bundled plan',
    (use) => withPlan({}, ({ folder, run }) => use({ folder, run: (args) => run([...args, '-p', bundled]) })),
  ],
  ['a plan with gaps, losses and awkward names', (use) => withPlan(awkward, use)],
]

async function projectedRows({ run }: PlanFolder): Promise<Row[]> {
  return rowsOf((await run(['project', '-f', 'csv'])).out)
}

async function exported({ run }: PlanFolder, args: readonly string[]): Promise<string> {
  const ran = await run(['export', ...args])
  expect(ran).toMatchObject({ exit: 0 })
  return ran.out
}

describe.each(plans)('IAMC, of %s', (_, within) => {
  const index = ['model', 'scenario', 'region', 'variable', 'unit']

  test('no cell of the index is empty, no row is there twice, a variable has one unit', () =>
    within(async (plan) => {
      const rows = rowsOf(await exported(plan, ['--to', 'iamc']))
      expect(Object.keys(rows[0] ?? {})).toEqual([...index, 'year', 'value'])
      const keys = rows.map((row) => JSON.stringify([...index, 'year'].map((name) => row[name])))
      expect(new Set(keys).size).toBe(rows.length)
      for (const row of rows) {
        for (const name of index) expect(row[name]).not.toMatch(/^(?:|nan|na|n\/a|null|none)$/i)
        expect(row['year']).toMatch(/^\d{4}$/)
        expect(Number.isFinite(Number(row['value'] === '' ? Number.NaN : row['value']))).toBe(true)
      }
      const units = new Set(rows.map((row) => JSON.stringify([row['variable'], row['unit']])))
      expect(units.size).toBe(new Set(rows.map((row) => row['variable'])).size)
    }))

  test('every value of project, and no other, in its order', () =>
    within(async (plan) => {
      const values = (rows: readonly Row[]) => rows.map((row) => [row['scenario'], row['year'], row['value']])
      const there = (await projectedRows(plan)).filter(({ value }) => value !== '')
      expect(values(rowsOf(await exported(plan, ['--to', 'iamc'])))).toEqual(values(there))
    }))

  test('wide is long with years in columns', () =>
    within(async (plan) => {
      const wide = rowsOf(await exported(plan, ['--to', 'iamc', '--layout', 'wide']))
      const melted = wide.flatMap((row) =>
        Object.keys(row)
          .filter((name) => /^\d{4}$/.test(name) && row[name] !== '')
          .map((year) => [...index.map((name) => row[name]), year, row[year]]),
      )
      expect(melted).toEqual(rowsOf(await exported(plan, ['--to', 'iamc'])).map(Object.values))
    }))
})

test('parts of a level have its name before theirs and add up to it; other totals stand alone', async () => {
  const args = ['export', '--to', 'iamc', '-p', bundled, '-s', 'trend', '--region', '重庆', '--model', 'm 1']
  const rows = rowsOf((await yuce(args, { cwd: root })).out)
  const named = (name: RegExp) =>
    rows.filter((row) => name.test(row['variable'] ?? '') && row['year'] === '2027').map(({ value }) => Number(value))
  for (const level of ['Revenue', 'R&D spending']) {
    const parts = named(new RegExp(`^${level}\\|[^|]+$`))
    expect(parts).toHaveLength(11)
    const sum = parts.reduce((all, part) => all + part, 0)
    expect(Math.abs(sum / (named(new RegExp(`^${level}$`))[0] ?? 0) - 1)).toBeLessThan(1e-12)
  }
  expect(named(/^(?:R&D intensity|Digital firms)$/)).toHaveLength(2)
  expect(rows[0]).toMatchObject({ model: 'm 1', region: '重庆', unit: '亿元', variable: 'Revenue|Computers' })
})

test('a bar inside a name opens no level; what has no unit says so', () =>
  withPlan(awkward, async (plan) => {
    const rows = rowsOf(await exported(plan, ['--to', 'iamc']))
    expect([...new Set(rows.map((row) => row['variable']))]).toEqual(['Revenue|Chips / "A"', 'Revenue|C', 'Revenue'])
    expect(new Set(rows.map((row) => row['unit']))).toEqual(new Set(['unspecified']))
  }))

describe.each(plans)('a data package, of %s', (_, within) => {
  type Field = {
    readonly name: string
    readonly type: string
    readonly constraints?: { readonly required?: boolean; readonly enum?: readonly string[] }
  }
  type Resource = {
    readonly path: string
    readonly bytes: number
    readonly hash: string
    readonly schema: { readonly fields: readonly Field[]; readonly primaryKey: readonly string[] }
  }
  const packed = (use: (plan: PlanFolder, folder: string) => Promise<void>) =>
    within(async (plan) => {
      await exported(plan, ['--to', 'datapackage', '-o', 'results'])
      await use(plan, join(plan.folder, 'results'))
    })
  const resourcesIn = (folder: string): Resource[] =>
    JSON.parse(readFileSync(join(folder, 'datapackage.json'), 'utf8')).resources

  test('keeps the published profile, and lists what is there by its bytes', () =>
    packed(async (_plan, folder) => {
      const validate = new Ajv({ allErrors: true }).compile(rules)
      validate(JSON.parse(readFileSync(join(folder, 'datapackage.json'), 'utf8')))
      expect(validate.errors ?? []).toEqual([])
      const resources = resourcesIn(folder)
      expect(readdirSync(folder).sort()).toEqual(['datapackage.json', ...resources.map(({ path }) => path)].sort())
      for (const { path, bytes, hash } of resources) {
        const content = readFileSync(join(folder, path))
        expect(content.length).toBe(bytes)
        expect(`sha256:${createHash('sha256').update(content).digest('hex')}`).toBe(hash)
      }
    }))

  test('holds to its own schemas', () =>
    packed(async (_plan, folder) => {
      const types: Readonly<Record<string, RegExp>> = {
        string: /^/,
        year: /^\d{4}$/,
        number: /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/,
      }
      for (const { path, schema } of resourcesIn(folder)) {
        const rows = rowsOf(readFileSync(join(folder, path), 'utf8'))
        expect(Object.keys(rows[0] ?? {})).toEqual(schema.fields.map(({ name }) => name))
        for (const { name, type, constraints } of schema.fields) {
          const cells = rows.map((row) => row[name] ?? '')
          if (constraints?.required === true) expect(cells).not.toContain('')
          for (const cell of cells.filter((each) => each !== '')) {
            expect(cell).toMatch(types[type] ?? /^$/)
            if (constraints?.enum !== undefined) expect(constraints.enum).toContain(cell)
          }
        }
        const keys = rows.map((row) => JSON.stringify(schema.primaryKey.map((name) => row[name])))
        expect(new Set(keys).size).toBe(rows.length)
      }
    }))

  test('carries the table of project to the byte, and the same bytes twice', () =>
    packed(async (plan, folder) => {
      const bytes = () => readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
      expect(readFileSync(join(folder, 'projection.csv'), 'utf8')).toBe((await plan.run(['project', '-f', 'csv'])).out)
      const before = bytes()
      await exported(plan, ['--to', 'datapackage', '-o', 'results'])
      expect(bytes()).toEqual(before)
    }))

  test('takes the place of one of ours and of nothing else', () =>
    packed(async ({ run }, folder) => {
      writeFileSync(join(folder, 'notes.txt'), 'mine')
      const again = ['export', '--to', 'datapackage', '-o', 'results']
      expect(await run(again)).toMatchObject({ exit: 0 })
      expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine')
      expect(await run([...again, '--no-clobber'])).toMatchObject({ exit: 2 })
      writeFileSync(join(folder, 'datapackage.json'), '{"name": "theirs"}')
      expect(await run(again)).toMatchObject({ exit: 2 })
      expect(readFileSync(join(folder, 'datapackage.json'), 'utf8')).toBe('{"name": "theirs"}')
    }))

  test('leaves what others put beside it, whatever it is called', () =>
    withPlan(awkward, async ({ folder, run }) => {
      const again = ['export', '--to', 'datapackage', '-o', 'results']
      expect(await run(again)).toMatchObject({ exit: 0 })
      writeFileSync(join(folder, 'results', 'targets.csv'), 'mine')
      expect(await run(again)).toMatchObject({ exit: 0 })
      expect(readFileSync(join(folder, 'results', 'targets.csv'), 'utf8')).toBe('mine')
      writeFileSync(join(folder, 'targets.csv'), 'target,indicator,year,op,value\nsome,total_revenue,2025,>,1\n')
      expect(await run(again)).toMatchObject({ exit: 2 })
      expect(readFileSync(join(folder, 'results', 'targets.csv'), 'utf8')).toBe('mine')
    }))
})

describe.each(plans)('Parquet, of %s, read by DuckDB', (_, within) => {
  const read = (use: (plan: PlanFolder, query: (sql: string) => Promise<Record<string, unknown>[]>) => Promise<void>) =>
    within(async (plan) => {
      await exported(plan, ['-o', 'plan.parquet'])
      const file = join(plan.folder, 'plan.parquet')
      const instance = await DuckDBInstance.create(':memory:')
      const connection = await instance.connect()
      try {
        await use(plan, async (sql) => {
          const reader = await connection.runAndReadAll(sql.replace('FILE', `'${file}'`))
          return reader.getRowObjectsJS() as Record<string, unknown>[]
        })
      } finally {
        connection.closeSync()
        instance.closeSync()
      }
    })

  test('every cell is that of project -f csv', () =>
    read(async (plan, query) => {
      const text = (value: unknown) => (value === null ? '' : String(value))
      const rows = (await query('SELECT * FROM read_parquet(FILE)')).map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, text(value)])),
      )
      expect(rows).toEqual(await projectedRows(plan))
    }))

  test('columns have their types, and may be null where a value or a grade can be missing', () =>
    read(async (_plan, query) => {
      const columns = await query('DESCRIBE SELECT * FROM read_parquet(FILE)')
      const types = Object.fromEntries(columns.map((each) => [each['column_name'], each['column_type']]))
      const text = 'VARCHAR'
      expect(types).toEqual({
        scenario: text,
        sector: text,
        variable: text,
        year: 'INTEGER',
        value: 'DOUBLE',
        unit: text,
        status: text,
        grade: text,
      })
      const schema = await query('SELECT name, repetition_type FROM parquet_schema(FILE) WHERE type IS NOT NULL')
      const optional = schema.filter((each) => each['repetition_type'] === 'OPTIONAL').map((each) => each['name'])
      expect(optional).toEqual(['value', 'unit', 'grade'])
    }))

  test('says what it is, and is the same bytes twice', () =>
    read(async (plan, query) => {
      const entries = await query('SELECT decode(key) AS key, decode(value) AS value FROM parquet_kv_metadata(FILE)')
      const said = Object.fromEntries(entries.map(({ key, value }) => [String(key), String(value)]))
      expect(said['yuce:schema']).toBe('yuce/project@1')
      const units = new Map((await projectedRows(plan)).map((row) => [row['variable'], row['unit'] || null]))
      expect(JSON.parse(said['yuce:units'] ?? '')).toEqual(Object.fromEntries(units))
      const before = readFileSync(join(plan.folder, 'plan.parquet'))
      await exported(plan, ['-o', 'plan.parquet'])
      expect(readFileSync(join(plan.folder, 'plan.parquet')).equals(before)).toBe(true)
    }))
})

describe('a file by the name of one format is not another', () => {
  test.each([
    ['iamc', 'a.xlsx'],
    ['iamc', 'a.json'],
    ['xlsx', 'a.csv'],
    ['parquet', 'a.csv'],
    ['parquet', 'a.XLSX'],
  ])('--to %s -o %s', (format, file) =>
    withPlan({}, async ({ folder, run }) => {
      const before = readdirSync(folder)
      const { exit, err } = await run(['export', '-p', bundled, '--to', format, '-o', join(folder, file)])
      expect(exit).toBe(2)
      expect(err).toContain(`--to ${format} and -o`)
      expect(readdirSync(folder)).toEqual(before)
    }),
  )

  test.each([
    ['iamc', 'a.csv'],
    ['iamc', 'a.dat'],
    ['parquet', 'a.pq'],
  ])('--to %s -o %s is what was asked for', (format, file) =>
    withPlan({}, async ({ folder, run }) => {
      expect((await run(['export', '-p', bundled, '--to', format, '-o', join(folder, file)])).exit).toBe(0)
      expect(readdirSync(folder)).toContain(file)
    }),
  )
})
