/** Parts of a projection join to the bytes of one run, whatever their number and order; what is not whole is refused. */

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
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
          // What is merged comes as bytes, which the test's stdout gives as Latin-1.
          const out = Buffer.from(merged.out, 'latin1').toString('utf8')
          expect({ exit: merged.exit, out }).toEqual({ exit: 0, out: whole.out })
        },
      ),
      { seed: 20261126, numRuns: 12 },
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
