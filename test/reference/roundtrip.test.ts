/**
 * `project -f csv` read by programs that are not ours: csv-parse, Python's csv module, Miller.
 *
 * A program that is not installed leaves its tests out; with REQUIRE_TOOLS=1 it fails them.
 */

import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, type TestContext, test } from 'vitest'
import { root } from '../support/folders.ts'
import { runLine } from '../support/yuce.ts'
import { type Files, type Value, valuesIn, withPlan } from './plans.ts'

/** design.md, "Results (the data contract)". */
const columns = ['scenario', 'sector', 'variable', 'year', 'value', 'unit', 'status', 'grade']

type Row = Readonly<Record<string, string>>

/** Names that are trouble: separators, quotes, line ends, digits, formulas, blanks inside, names of JavaScript. */
const names = [
  'a, b',
  'say "hi"',
  '=1+1',
  '@sum',
  '＝全角',
  'two\nlines',
  'tab\there',
  '007',
  '1e5',
  '集成电路；芯片',
  '\\back',
  "o'clock",
  'true',
  'N/A or so',
  '__proto__',
  'constructor',
  '𠮷野家',
]
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
const awkward: Files = {
  'baseline.csv': `sector,year,revenue\n${names.map((name, i) => `${quoted(name)},2024,${[0.1, 1e-7, 1e21, -5, 0, 123456789.125][i % 6]}\n`).join('')}`,
  'growth.csv': 'sector,year,growth\n*,2025,10%\n007,2025,n/a\n',
  'targets.csv': 'target,indicator,year,op,value\ntop,total_revenue,2025,>,1\n',
}

/** The bundled plan, and one that makes every reader stumble. */
const plans: readonly (readonly [string, Files])[] = [
  ['the bundled plan', filesOf(join(root, 'data/chongqing-2027'))],
  ['a plan with awkward names', awkward],
]

function filesOf(folder: string): Files {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = entries.map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path)]))
}

/** How each program reads CSV, as records of text. */
const readers: readonly {
  readonly name: string
  readonly tool: string | null
  readonly read: (path: string) => Row[]
}[] = [
  {
    name: 'csv-parse',
    tool: null,
    read: (path) => parse(readFileSync(path), { columns: true, bom: true }),
  },
  {
    name: "Python's csv",
    tool: 'python3',
    read: (path) =>
      JSON.parse(
        printed('python3', [
          '-c',
          `import csv, json, sys
with open(sys.argv[1], encoding='utf-8', newline='') as file:
    rows = list(csv.DictReader(file, strict=True))
assert all(None not in row and None not in row.values() for row in rows)
for row in rows:
    row['value'] = repr(float(row['value'])) if row['value'] != '' else ''
sys.stdout.buffer.write(json.dumps(rows).encode())`,
          path,
        ]),
      ),
  },
  {
    name: 'Miller',
    tool: 'mlr',
    read: (path) => JSON.parse(printed('mlr', ['--icsv', '--ojson', '--jvquoteall', 'cat', path])),
  },
]

function printed(program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return stdout
}

function needs({ skip }: TestContext, tool: string | null): void {
  if (tool === null || spawnSync(tool, ['--version']).status === 0) return
  if (process.env['REQUIRE_TOOLS'] === '1') throw new Error(`${tool} is not installed, and REQUIRE_TOOLS=1 asks for it`)
  skip(`${tool} is not installed`)
}

function typedValue(row: Row): Value {
  const text = (name: string) => row[name] ?? ''
  const orNull = (name: string) => (text(name) === '' ? null : text(name))
  return {
    scenario: text('scenario'),
    sector: text('sector'),
    variable: text('variable'),
    year: Number(text('year')),
    value: text('value') === '' ? null : Number(text('value')),
    unit: orNull('unit'),
    status: text('status'),
    grade: orNull('grade'),
  }
}

const byAddress = (values: readonly Value[]) =>
  new Map(values.map((each) => [JSON.stringify([each.scenario, each.sector, each.variable, each.year]), each]))

describe.each(plans)('%s', (_, files) => {
  let csv = ''
  let json: Value[] = []

  beforeAll(async () => {
    await withPlan(files, async ({ run }) => {
      csv = (await run(['project', '-f', 'csv'])).out
      json = valuesIn((await run(['project', '-f', 'json'])).out)
    })
    expect(json.length).toBeGreaterThan(10)
  })

  test.for(readers)(
    '$name reads the columns of the contract and the numbers of -f json',
    async ({ read, tool }, context) => {
      needs(context, tool)
      await withPlan(files, async ({ folder }) => {
        const path = join(folder, 'result.csv')
        writeFileSync(path, csv)
        const rows = read(path)
        for (const row of rows) expect(Object.keys(row)).toEqual(columns)
        expect(byAddress(rows.map(typedValue))).toEqual(byAddress(json))
        expect(rows).toHaveLength(json.length)
      })
    },
  )

  test('-f tsv and -f ndjson hold the same rows', async () => {
    await withPlan(files, async ({ run }) => {
      const lines = (await run(['project', '-f', 'ndjson'])).out.trimEnd().split('\n')
      const objects = lines.map((line): Value => JSON.parse(line))
      for (const object of objects) expect(Object.keys(object)).toEqual(columns)
      const blank = (each: Value) => ({ ...each, unit: each.unit === '' ? null : each.unit })
      expect(byAddress(objects.map(blank))).toEqual(byAddress(json))
      const tsv = (await run(['project', '-f', 'tsv'])).out.trimEnd().split('\n')
      expect(tsv[0]?.split('\t')).toEqual(columns)
      expect(tsv).toHaveLength(json.length + 1)
    })
  })

  test('--layout wide holds the same numbers, a column per year', async () => {
    await withPlan(files, async ({ run }) => {
      const { out } = await run(['project', '-f', 'csv', '--layout', 'wide'])
      const rows: Row[] = parse(out, { columns: true })
      const years = [...new Set(json.map(({ year }) => String(year)))]
      expect(out.split('\r\n')[0]).toBe(['scenario', 'sector', 'variable', 'unit', ...years].join(','))
      const values = rows.flatMap((row) => years.map((year) => typedValue({ ...row, year, value: row[year] ?? '' })))
      const plain = ({ scenario, sector, variable, year, value, unit }: Value) => [
        scenario,
        sector,
        variable,
        year,
        value,
        unit,
      ]
      expect(values.map(plain)).toEqual(json.map(plain))
    })
  })

  test.each(['csv', 'json', 'ndjson', 'table', 'md'])('-f %s twice gives the same bytes', async (format) => {
    await withPlan(files, async ({ run }) => {
      const args = ['project', '-f', format]
      const first = await run(args)
      expect(first.out).not.toBe('')
      expect(await run(args, { env: { TZ: 'Asia/Shanghai', LC_NUMERIC: 'de_DE.UTF-8' } })).toEqual(first)
    })
  })
})

test('the file of -o holds the bytes of stdout', async () => {
  await withPlan(awkward, async ({ folder, run }) => {
    const { out } = await run(['project', '-f', 'csv'])
    expect(await run(['project', '-o', 'result.csv'])).toMatchObject({ exit: 0, out: '' })
    expect(readFileSync(join(folder, 'result.csv'), 'utf8')).toBe(out)
  })
})

test('what project -f csv wrote is the same plan when it is read as a baseline', async () => {
  await withPlan(awkward, async ({ run }) => {
    const { out } = await run(['project', '-f', 'csv', '--variable', 'revenue'])
    // Columns of results are columns of a series table, but for the scenario and the year that was projected.
    const rows: Row[] = parse(out, { columns: true })
    const again = rows
      .filter(({ status }) => status === 'baseline')
      .map(({ sector, year, value }) => `${quoted(sector ?? '')},${year},${value}\n`)
    await withPlan({ ...awkward, 'baseline.csv': `sector,year,revenue\n${again.join('')}` }, async (second) => {
      expect((await second.run(['project', '-f', 'csv', '--variable', 'revenue'])).out).toBe(out)
    })
  })
})

describe('--excel', () => {
  test('begins with a byte order mark, ends lines with CRLF and makes text of what a spreadsheet would run', async () => {
    await withPlan(awkward, async ({ run }) => {
      const { out, err, exit } = await run(['project', '--excel'])
      expect(exit).toBe(0)
      expect(err).not.toMatch(/formula/)
      expect(out.charCodeAt(0)).toBe(0xfeff)
      expect(out.slice(1).replaceAll('\r\n', '').replaceAll('"two\nlines"', '')).not.toMatch(/[\r\n\uFEFF]/)
      const rows: Row[] = parse(out, { columns: true, bom: true })
      expect(Object.keys(rows[0] ?? {})).toEqual(columns)
      const sectors = new Set(rows.map(({ sector }) => sector))
      for (const name of ["'=1+1", "'@sum", "'＝全角", '007', 'a, b']) expect(sectors).toContain(name)
      for (const row of rows) {
        for (const [name, text] of Object.entries(row)) {
          if (name !== 'value') expect(text).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/)
        }
      }
      // A number is no formula: −5 and its growth stay numbers.
      expect(rows.map(({ value }) => value)).toContain('-5.5')
    })
  })

  test('plain CSV leaves such cells alone and says how many there are', async () => {
    await withPlan(awkward, async ({ run }) => {
      const { out, err } = await run(['project', '-f', 'csv'])
      // Three names, two years.
      expect(err).toMatch(/\b6\b.*formula|formula.*\b6\b/)
      expect(out).toContain('base,=1+1,revenue,2024,')
    })
  })
})

describe('through a pipe', () => {
  test.for([
    ['mlr', 'yuce project -f csv -q -p . | mlr --icsv --ojson head -n 1 then cut -f scenario,year'],
    [
      'python3',
      `yuce project -f csv -q -p . | python3 -c 'import csv, json, sys; print(json.dumps([{k: r[k] for k in ("scenario", "year")} for r in csv.DictReader(sys.stdin)][:1]))'`,
    ],
  ] as const)('%s reads what the built program writes', async ([tool, line], context) => {
    needs(context, tool)
    await withPlan(awkward, async ({ folder }) => {
      const { exit, out, err } = await runLine(line, { cwd: folder, env: { PYTHONIOENCODING: 'utf-8' } })
      expect({ exit, err, tool }).toEqual({ exit: 0, err: '', tool })
      expect(JSON.parse(out)).toMatchObject([{ scenario: 'base' }])
    })
  })

  test('a reader that goes away early gets its lines, and nobody complains', async () => {
    await withPlan(filesOf(join(root, 'data/chongqing-2027')), async ({ folder }) => {
      const { out, err } = await runLine('yuce project -f csv -q -p . | head -1', { cwd: folder })
      expect({ out: out.trim(), err }).toEqual({ out: columns.join(','), err: '' })
    })
  })
})
