/** Plans and results as Parquet: what DuckDB writes is read as the same table in CSV is, and the other way round. */

import { existsSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
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

/** The long table of `project -f csv` as a query. */
function rowsOfCsv(file: string, place: readonly string[]): string {
  const texts = (...names: string[]) => names.map((name) => `'${name}': 'VARCHAR'`)
  const columns = [
    ...texts('scenario', ...place, 'variable'),
    ...["'year': 'INTEGER'", "'value': 'DOUBLE'"],
    ...texts('unit', 'status', 'grade'),
  ].join(', ')
  return `SELECT * FROM read_csv('${file}', header = true, columns = {${columns}})`
}

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
      const csv = rowsOfCsv(join(folder.folder, 'values.csv'), ['sector'])
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

describe('project -o FILE.parquet', () => {
  const cities: Files = {
    'sectors.csv': 'sector,city,province\na,成都,四川\nb,绵阳,四川\nc,重庆,重庆\n',
    'baseline.csv': 'sector,year,revenue\na,2024,1\nb,2024,2\nc,2024,\n',
    'growth.csv': 'scenario,sector,year,growth\nx,*,2025-2027,3.3%\ny,*,2025-2027,-1/3*1%\n',
    'scenarios.csv': 'scenario\nx\ny\n',
  }

  test('writes the bytes of export', () =>
    withPlan(plan, async (folder) => {
      expect(await folder.run(['export', '-o', 'export.parquet'])).toMatchObject({ exit: 0 })
      expect(await folder.run(['project', '-o', 'project.parquet'])).toMatchObject({ exit: 0, out: '' })
      const [exported, projected] = ['export', 'project'].map((name) =>
        readFileSync(join(folder.folder, `${name}.parquet`)),
      )
      expect(projected?.equals(exported as Buffer)).toBe(true)
    }))

  test.each([
    [['--group-by', 'city,province', '--variable', 'total_revenue'], ['level', 'group'], 2 * 4 * (3 + 2 + 1)],
    [['--where', 'province in 四川', '--variable', 'revenue'], ['sector'], 2 * 4 * 2],
    [['--where', 'city = 重庆', '--group-by', 'province', '-s', 'y'], ['level', 'group'], 4 * (1 + 1)],
  ])('with %j is read by DuckDB as the CSV is', (how, place, count) =>
    withPlan(cities, async (folder) => {
      for (const file of ['values.parquet', 'values.csv'])
        expect(await folder.run(['project', ...how, '-o', file])).toMatchObject({ exit: 0 })
      const csv = rowsOfCsv(join(folder.folder, 'values.csv'), place)
      const parquet = `SELECT * FROM read_parquet('${join(folder.folder, 'values.parquet')}')`
      await withDuckDb(async (query) => {
        expect((await query(parquet)).length).toBe(count)
        expect(await query(`${csv} EXCEPT ALL ${parquet}`)).toEqual([])
        expect(await query(`${parquet} EXCEPT ALL ${csv}`)).toEqual([])
        const names = await query(
          `SELECT name FROM parquet_schema('${join(folder.folder, 'values.parquet')}') OFFSET 1`,
        )
        const columns = ['scenario', ...place, 'variable', 'year', 'value', 'unit', 'status', 'grade']
        expect(names.flat()).toEqual(columns)
      })
    }),
  )

  test.each([['-f', 'csv'], ['--excel'], ['--bom'], ['--layout', 'wide'], ['--shard', '1/2']])(
    'refuses %s %s, and writes nothing',
    (...option) =>
      withPlan(plan, async (folder) => {
        const { exit, out, err } = await folder.run(['project', ...option, '-o', 'x.parquet'])
        expect({ exit, out }).toEqual({ exit: 2, out: '' })
        expect(err).toContain('and -o x.parquet do not go together')
        expect(existsSync(join(folder.folder, 'x.parquet'))).toBe(false)
      }),
  )
})
