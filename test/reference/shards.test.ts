/** Parts of a projection join to the bytes of one run, whatever their number and order; what is not whole is refused. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Ran } from '../support/yuce.ts'
import { type Files, type PlanFolder, withPlan } from './plans.ts'

/** 3 scenarios of 2 × revenue, 2 × rd and totals; names that need quotes, line ends and a value that is missing. */
const plan: Files = {
  'sectors.csv': 'sector\n"a, ""b"""\n"芯\n片"\n',
  'baseline.csv': 'sector,year,revenue(亿元)\n"a, ""b""",2024,0.1\n"芯\n片",2024,1234.5\n',
  'growth.csv': 'scenario,sector,year,growth\n*,*,2025-2027,10%\ny,"芯\n片",2027,n/a\n',
  'scenarios.csv': 'scenario\nx\ny\nz\n',
}

const options = fc.constantFrom(
  ['-f', 'csv'],
  ['-f', 'tsv'],
  ['-f', 'ndjson'],
  ['-f', 'csv', '--layout', 'wide'],
  ['-f', 'csv', '--excel', '--bom', '--digits', '1'],
  ['-f', 'ndjson', '-s', 'z,x', '--variable', 'revenue'],
  ['-f', 'csv', '--set', 'growth[*,2026]=+1pp'],
)

/** What is merged comes as bytes, which the test's stdout gives as Latin-1. */
function rowsOf({ exit, out }: Ran): Pick<Ran, 'exit' | 'out'> {
  return { exit, out: Buffer.from(out, 'latin1').toString('utf8') }
}

async function partsOf({ run }: PlanFolder, how: readonly string[], count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, k) => `${k + 1}.part`)
  for (const [k, name] of names.entries()) {
    expect(await run(['project', ...how, '--shard', `${k + 1}/${count}`, '-o', name])).toMatchObject({ exit: 0 })
  }
  return names
}

test('any number of parts, in any order', () =>
  withPlan(plan, async (folder) => {
    await fc.assert(
      fc.asyncProperty(
        options,
        fc.integer({ min: 1, max: 30 }),
        fc.infiniteStream(fc.nat()),
        async (how, count, order) => {
          const names = await partsOf(folder, how, count)
          const shuffled = names.map((name) => ({ name, at: order.next().value })).sort((a, b) => a.at - b.at)
          const whole = await folder.run(['project', ...how])
          const merged = await folder.run(['merge', ...shuffled.map(({ name }) => name)])
          expect(rowsOf(merged)).toEqual({ exit: 0, out: whole.out })
        },
      ),
      { seed: 20261126, numRuns: 12 },
    )
  }))

/** Plans of one to four sectors, three scenarios and four years, some of whose values are missing. */
const anyPlan = fc
  .record({
    levels: fc.array(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 4 }),
    scenarios: fc.integer({ min: 1, max: 3 }),
    years: fc.integer({ min: 1, max: 4 }),
    rates: fc.infiniteStream(fc.option(fc.integer({ min: -50, max: 50 }), { freq: 8 })),
    share: fc.nat(),
    layout: fc.constantFrom('long', 'wide'),
  })
  .map(({ levels, scenarios, years, rates, share, layout }) => {
    const names = Array.from({ length: scenarios }, (_, k) => `情景${k + 1}`)
    const growth = names.flatMap((scenario) =>
      levels.flatMap((_, sector) =>
        Array.from({ length: years }, (_, k) => {
          const rate = rates.next().value
          return `${scenario},s${sector},${2025 + k},${rate === null ? 'n/a' : `${rate}%`}\n`
        }),
      ),
    )
    // Every sector and their total, in every scenario.
    const series = scenarios * (levels.length + 1)
    const files: Files = {
      'baseline.csv': `sector,year,revenue\n${levels.map((level, k) => `s${k},2024,${level}\n`).join('')}`,
      'scenarios.csv': `scenario\n${names.join('\n')}\n`,
      'growth.csv': `scenario,sector,year,growth\n${growth.join('')}`,
    }
    return { files, series, layout, count: 1 + (share % series), rowsASeries: layout === 'wide' ? 1 : years + 1 }
  })

test('parts of any plan, each as large as the others to within one series', () =>
  fc.assert(
    fc.asyncProperty(anyPlan, ({ files, series, layout, count, rowsASeries }) =>
      withPlan(files, async (folder) => {
        const how = ['-f', 'csv', '--layout', layout]
        const names = await partsOf(folder, how, count)
        const sizes = names.map((name, k) => {
          const lines = readFileSync(join(folder.folder, name), 'utf8').trimEnd().split('\n').length
          return (lines - 2 - (k === 0 ? 1 : 0)) / rowsASeries
        })
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(series)
        expect(sizes.every((size) => size === Math.floor(series / count) || size === Math.ceil(series / count))).toBe(
          true,
        )
        const { out } = await folder.run(['project', ...how])
        expect(rowsOf(await folder.run(['merge', ...names.toReversed()]))).toEqual({ exit: 0, out })
      }),
    ),
    { seed: 20261127, numRuns: 20 },
  ))

test('a part with any byte changed, lost or added is refused, or what was changed does not matter', () =>
  withPlan(plan, async (folder) => {
    const how = ['-f', 'csv', '-s', 'x']
    const { out } = await folder.run(['project', ...how])
    await partsOf(folder, how, 2)
    const path = join(folder.folder, '2.part')
    const before = readFileSync(path)
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.nat(255),
        fc.constantFrom(0, 1),
        fc.constantFrom(0, 1),
        async (at, byte, less, more) => {
          const place = at % before.length
          const added = Buffer.from([byte]).subarray(0, more)
          writeFileSync(path, Buffer.concat([before.subarray(0, place), added, before.subarray(place + less)]))
          const merged = rowsOf(await folder.run(['merge', '1.part', '2.part']))
          expect(merged).toEqual(merged.exit === 0 ? { exit: 0, out } : { exit: 2, out: '' })
        },
      ),
      { seed: 20261128, numRuns: 150 },
    )
  }))

test.each([
  ['cut off', (bytes: Buffer) => bytes.subarray(0, -20)],
  ['without its last line', (bytes: Buffer) => bytes.subarray(0, bytes.lastIndexOf('\n', bytes.length - 2) + 1)],
  [
    'with a digit changed',
    (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace('1357.95', '1357.96'), 'latin1'),
  ],
  [
    'with a row too many',
    (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace('\r\n', '\r\n\r\n'), 'latin1'),
  ],
])('a part %s is refused, and the result that is there stays', (_, damage) =>
  withPlan(plan, async (folder) => {
    const names = await partsOf(folder, ['-f', 'csv'], 2)
    const path = join(folder.folder, '1.part')
    const before = readFileSync(path)
    const after = damage(before)
    expect(after.equals(before)).toBe(false)
    writeFileSync(path, after)
    writeFileSync(join(folder.folder, 'values.csv'), 'mine')
    const { exit, err } = await folder.run(['merge', ...names, '-o', 'values.csv'])
    expect(exit).toBe(2)
    expect(err).toContain("'1.part' is not")
    expect(readFileSync(join(folder.folder, 'values.csv'), 'utf8')).toBe('mine')
  }),
)

test('parts of other questions, other files and another number of parts do not go together', () =>
  withPlan(plan, async (folder) => {
    const { run } = folder
    await partsOf(folder, ['-f', 'csv'], 2)
    const others = [
      ['project', '-f', 'csv', '--shard', '2/3', '-o', 'other.part'],
      ['project', '-f', 'tsv', '--shard', '2/2', '-o', 'other.part'],
      ['project', '-f', 'csv', '--set', 'growth=1%', '--shard', '2/2', '-o', 'other.part'],
      ['project', '-f', 'csv', '--encoding', 'latin1', '--shard', '2/2', '-o', 'other.part'],
      ['project', '-f', 'csv', '--delimiter', ',', '--shard', '2/2', '-o', 'other.part'],
      ['project', '-f', 'csv', '--variable', 'revenue', '--shard', '2/2', '-o', 'other.part'],
    ]
    for (const other of others) {
      expect(await run(other)).toMatchObject({ exit: 0 })
      const { exit, err } = await run(['merge', '1.part', 'other.part'])
      expect({ exit, isSaid: err.includes("'other.part' is of another result than '1.part'") }).toEqual({
        exit: 2,
        isSaid: true,
      })
    }
    const growth = join(folder.folder, 'growth.csv')
    writeFileSync(growth, readFileSync(growth, 'utf8').replace('10%', '11%'))
    expect(await run(['project', '-f', 'csv', '--shard', '2/2', '-o', '2.part'])).toMatchObject({ exit: 0 })
    expect((await run(['merge', '1.part', '2.part'])).err).toContain('of another result')
  }))

test.each([
  ['--fail-on-miss', 'run: yuce check'],
  ['--fans', 'run: yuce simulate --fans'],
  ['--digits 2', 'run: yuce project --digits 2 -f csv --shard 1/4 -o 1.part'],
  ['--layout wide', 'run: yuce project --layout wide -f csv --shard 1/4 -o 1.part'],
  ['--json', 'write one of: -f csv'],
  ['-o values.tsv', 'write one of: -f csv'],
  ['-o values.parquet', 'give -f csv'],
  ['--encoding latin1', 'has no effect on yuce merge'],
])('merge of rows refuses %s, and says where it belongs', (typed, said) =>
  withPlan(plan, async (folder) => {
    const names = await partsOf(folder, ['-f', 'csv'], 2)
    const { exit, out, err } = await folder.run(['merge', ...names, ...typed.split(' ')])
    expect({ exit, out, said: `${out}${err}` }).toEqual({ exit: 2, out: '', said: expect.stringContaining(said) })
  }),
)

test('parts of a projection and of a simulation do not go together, and neither does a folder', () =>
  withPlan({ ...plan, 'targets.csv': 'target,indicator,year,op,value\nt,total_revenue,2027,>,1\n' }, async (folder) => {
    const [rows = ''] = await partsOf(folder, ['-f', 'csv'], 1)
    const draws = ['simulate', '--draws', '256', '--shard', '1/1', '-o', 'draws.json']
    expect(await folder.run(draws)).toMatchObject({ exit: 0 })
    mkdirSync(join(folder.folder, 'folder'))
    const refused = async (said: string, ...parts: readonly string[]) => {
      const { exit, out, err } = await folder.run(['merge', ...parts])
      expect({ exit, out, err }).toEqual({ exit: 2, out: '', err: expect.stringContaining(said) })
    }
    await refused("'draws.json' is not a part of", rows, 'draws.json')
    await refused(`'${rows}' is not a part of`, 'draws.json', rows)
    await refused("'folder' cannot be read", rows, 'folder')
    await refused("'folder' cannot be read", 'folder', rows)
    await refused("'folder' cannot be read", 'folder', 'draws.json')
  }))

test('what is wrong of any part is said at once, in the order they are given', () =>
  withPlan(plan, async (folder) => {
    const [first = '', second = '', third = ''] = await partsOf(folder, ['-f', 'csv'], 3)
    const whole = readFileSync(join(folder.folder, first))
    writeFileSync(join(folder.folder, first), whole.subarray(0, whole.length - 9))
    writeFileSync(join(folder.folder, third), 'scenario,sector\n')
    mkdirSync(join(folder.folder, 'folder'))
    const { exit, out, err } = await folder.run(['merge', 'folder', third, second, first])
    expect({ exit, out }).toEqual({ exit: 2, out: '' })
    expect(err.match(/'[^']*'(?= (?:cannot be read|is not a part of|is not whole))/g)).toEqual(
      ['folder', third, first].map((name) => `'${name}'`),
    )
  }))

test('parts whose rows were changed are all named', () =>
  withPlan(plan, async (folder) => {
    const names = await partsOf(folder, ['-f', 'csv'], 3)
    for (const name of names.slice(1)) {
      const text = readFileSync(join(folder.folder, name), 'latin1')
      writeFileSync(
        join(folder.folder, name),
        text.replace(/\d(?=\D*\n\{"bytes")/, (digit) => `${9 - Number(digit)}`),
        'latin1',
      )
    }
    const { err } = await folder.run(['merge', ...names])
    expect(err.match(/'[^']*\.part'/g)).toEqual(names.slice(1).map((name) => `'${name}'`))
  }))

test('a plan that is named is the one of the parts', () =>
  withPlan(plan, async (folder) => {
    const how = [
      '-f',
      'csv',
      '--set',
      'growth[*,2026]=+1pp',
      '--target',
      'total_revenue > 1 @ 2027',
      '--encoding',
      'utf-8',
    ]
    const names = await partsOf(folder, how, 2)
    const { out } = await folder.run(['project', ...how])
    expect(rowsOf(await folder.run(['merge', ...names, '-p', '.']))).toEqual({ exit: 0, out })
    mkdirSync(join(folder.folder, 'other'))
    writeFileSync(join(folder.folder, 'other/baseline.csv'), plan['baseline.csv'] ?? '')
    for (const other of [
      ['-p', 'other'],
      ['-p', 'nowhere'],
      ['--baseline', 'other/baseline.csv'],
    ]) {
      expect(await folder.run(['merge', ...names, ...other])).toMatchObject({ exit: 2, out: '' })
    }
  }))
