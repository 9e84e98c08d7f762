/** Plans and results as Parquet: what DuckDB writes is read as the same table in CSV is, and the other way round. */

import { readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, test } from 'vitest'
import { type Files, type PlanFolder, withPlan } from './plans.ts'

async function withDuckDb<T>(use: (query: (sql: string) => Promise<unknown[][]>) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    return await use(async (sql) => (await connection.runAndReadAll(sql)).getRowsJson() as unknown[][])
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** Turns tables of a plan into Parquet: the SELECT is over the CSV, read as texts. */
async function asParquet(
  { folder }: PlanFolder,
  tables: Readonly<Record<string, { readonly select?: string; readonly options?: string }>>,
): Promise<void> {
  await withDuckDb(async (query) => {
    for (const [name, { select = '*', options = '' }] of Object.entries(tables)) {
      const [csv, parquet] = [join(folder, `${name}.csv`), join(folder, `${name}.parquet`)]
      const table = `SELECT ${select} FROM read_csv('${csv}', all_varchar = true, header = true, delim = ',')`
      await query(`COPY (${table}) TO '${parquet}' (FORMAT parquet${options})`)
      unlinkSync(csv)
    }
  })
}

const plan: Files = {
  'sectors.csv': 'sector,name_zh,name_en\n"a, ""b""",甲,A\n芯片,芯片,Chips\n',
  'baseline.csv': 'sector,year,revenue(亿元)\n"a, ""b""",2024,0.1\n芯片,2024,1234.5\n',
  'growth.csv': 'sector,year,growth\n"a, ""b""",2025,10%\n"a, ""b""",2026,\n芯片,2025,0.08\n芯片,2026,-0.035\n',
  'assumptions.csv': 'sector,variable,year,value\ntotal,rd_intensity,2025-2026,0.07\n',
}

async function values({ run }: PlanFolder): Promise<string> {
  const ran = await run(['project', '-f', 'csv'])
  expect(ran).toMatchObject({ exit: 0 })
  return ran.out
}

describe('a plan as Parquet', () => {
  test.each(['', ', COMPRESSION snappy', ', COMPRESSION gzip', ', COMPRESSION brotli', ', COMPRESSION uncompressed'])(
    'tables of texts that DuckDB wrote%s project as their CSV does',
    (options) =>
      withPlan(plan, async (folder) => {
        const before = await values(folder)
        await asParquet(folder, { sectors: { options }, baseline: { options }, growth: { options } })
        expect(await values(folder)).toBe(before)
      }),
  )

  test.each([
    ['DOUBLE', '0.1'],
    ['FLOAT', '0.08'],
    ['DECIMAL(9,4)', '0.0700'],
    ['DECIMAL(18,2)', '0.07'],
    ['DECIMAL(38,5)', '-0.00070'],
  ])('a column of %s is the number that it shows, %s', (type, number) =>
    withPlan(
      { 'baseline.csv': 'sector,year,revenue\na,2024,100\n', 'growth.csv': `sector,year,growth\na,2025,${number}\n` },
      async (folder) => {
        const before = await values(folder)
        await asParquet(folder, {
          baseline: { select: 'sector, year::BIGINT AS year, revenue::HUGEINT::DOUBLE AS revenue' },
          growth: { select: `sector, year::INTEGER AS year, growth::${type} AS growth` },
        })
        expect(await values(folder)).toBe(before)
        expect(before).toContain(`a,revenue,2025,${100 * (1 + Number(number))},`)
      },
    ),
  )

  test('nothing and NaN are empty cells', () =>
    withPlan(
      {
        'baseline.csv': 'sector,year,revenue\na,2024,1\nb,2024,1\nc,2024,1\n',
        'growth.csv': 'sector,2025\na,x\nb,\nc,0.05\n',
      },
      async (folder) => {
        await asParquet(folder, {
          growth: { select: `sector, CASE WHEN "2025" = 'x' THEN 'nan' ELSE "2025" END::DOUBLE AS "2025"` },
        })
        const { exit, err } = await folder.run(['project', '-f', 'csv'])
        expect({ exit, isMissing: err.includes('a, b') }).toEqual({ exit: 0, isMissing: true })
      },
    ))

  test('several row groups are one table, and row n stands on line n + 1', () =>
    withPlan({ 'baseline.csv': 'sector,year,revenue\na,2024,1\n' }, async (folder) => {
      const file = join(folder.folder, 'growth.parquet')
      const rows = "SELECT 'a' AS sector, 2025 + i AS year, CASE WHEN i = 4711 THEN 'eight' ELSE '8%' END AS growth"
      await withDuckDb((query) =>
        query(`COPY (${rows} FROM range(0, 5000) t(i)) TO '${file}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`),
      )
      const { exit, out } = await folder.run(['validate', '--horizon', '2030'])
      expect(exit).toBe(2)
      expect(out).toContain('growth.parquet:4713:8: error')
      expect(out).toContain('a,6736,eight')
    }))

  test.each([
    ['lists', "SELECT 'a' AS sector, [1, 2] AS growth", "column 'growth' holds lists or structures"],
    ['structures', "SELECT {'x': 1} AS sector, 2025 AS year", "column 'sector' holds lists or structures"],
  ])('a table of %s is refused', (_, select, reason) =>
    withPlan({ 'baseline.csv': 'sector,year,revenue\na,2024,1\n' }, async (folder) => {
      await withDuckDb((query) => query(`COPY (${select}) TO '${join(folder.folder, 'growth.parquet')}'`))
      const { exit, err } = await folder.run(['check'])
      expect({ exit, isSaid: err.includes(reason) }).toEqual({ exit: 2, isSaid: true })
    }),
  )

  test.each([60, 200, -20])('a file cut off after %i bytes is a problem, and no crash', (length) =>
    withPlan(plan, async (folder) => {
      await asParquet(folder, { growth: {} })
      const file = join(folder.folder, 'growth.parquet')
      writeFileSync(file, readFileSync(file).subarray(0, length))
      const { exit, err } = await folder.run(['project'])
      expect(exit).toBe(2)
      expect(err).toContain("'growth.parquet' cannot be read as Parquet")
    }),
  )

  test('a file named on the command line, and one in a folder of assumptions', () =>
    withPlan(
      { ...plan, 'assumptions/more.csv': 'sector,variable,year,value\n"a, ""b""",growth,2026,1%\n' },
      async (folder) => {
        const before = await values(folder)
        await asParquet(folder, { 'assumptions/more': {}, baseline: {} })
        expect(await values(folder)).toBe(before)
        const quick = await folder.run([
          'project',
          '--baseline',
          'baseline.parquet',
          '--growth',
          'growth.csv',
          '-f',
          'csv',
        ])
        expect(quick).toMatchObject({ exit: 0 })
        expect(quick.out).toContain('芯片,revenue,2025,1333.26,')
      },
    ))
})

test('a result of several row groups is read by DuckDB as the CSV is, row for row both ways', () =>
  withPlan(
    {
      'baseline.csv': `sector,year,revenue\n${Array.from({ length: 1500 }, (_, i) => `s${i},2024,${i / 7}\n`).join('')}`,
      'growth.csv': 'scenario,sector,year,growth\nx,*,2025-2064,3.3%\ny,*,2025-2064,-1/3*1%\nz,s7,2030-2064,n/a\n',
      'scenarios.csv': 'scenario,inherits\nx,\ny,x\nz,x\n',
    },
    async (folder) => {
      expect(await folder.run(['export', '-o', 'values.parquet'])).toMatchObject({ exit: 0 })
      expect(await folder.run(['project', '-o', 'values.csv'])).toMatchObject({ exit: 0 })
      const types =
        "{'scenario': 'VARCHAR', 'sector': 'VARCHAR', 'variable': 'VARCHAR', 'year': 'INTEGER', 'value': 'DOUBLE'"
      const more = ", 'unit': 'VARCHAR', 'status': 'VARCHAR', 'grade': 'VARCHAR'}"
      const csv = `SELECT * FROM read_csv('${join(folder.folder, 'values.csv')}', header = true, columns = ${types}${more})`
      const parquet = `SELECT * FROM read_parquet('${join(folder.folder, 'values.parquet')}')`
      await withDuckDb(async (query) => {
        const count = async (sql: string) => Number((await query(`SELECT count(*) FROM (${sql})`))[0]?.[0])
        // 3 scenarios, 41 years, the revenue of 1500 sectors and its total.
        expect(await count(parquet)).toBe(3 * 41 * 1501)
        expect(await count(`${csv} EXCEPT ALL ${parquet}`)).toBe(0)
        expect(await count(`${parquet} EXCEPT ALL ${csv}`)).toBe(0)
        const groups = await query(
          `SELECT DISTINCT row_group_num_rows FROM parquet_metadata('${join(folder.folder, 'values.parquet')}')`,
        )
        expect(groups.length).toBe(2)
      })
    },
  ))
