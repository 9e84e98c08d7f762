/** Tables as Parquet, changed by a stranger before they are read. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ByteWriter, ParquetWriter, schemaFromColumnData } from '../../src/plan/hyparquet.ts'
import { claim } from '../claims.ts'
import { newFolder } from '../folders.ts'
import { changedBytes } from '../mutate.ts'
import { bytesOf, type Target } from '../target.ts'
import { yuce } from '../yuce.ts'

const folder = join(newFolder(), 'plan')
mkdirSync(folder)
writeFileSync(join(folder, 'baseline.csv'), 'sector,year,revenue\na,2024,100\n芯片,2024,50\n')

async function tableOf(count: number): Promise<string> {
  const columnData = [
    { name: 'sector', data: ['a', '芯片', 'a', '芯片'], type: 'STRING' as const },
    { name: 'year', data: [2025, 2025, 2026, 2026], type: 'INT32' as const },
    { name: 'growth', data: [0.05, null, 0.1, -0.02], type: 'DOUBLE' as const },
  ]
  const writer = new ByteWriter()
  const table = new ParquetWriter({ writer, schema: schemaFromColumnData({ columnData }) })
  for (let group = 0; group < count; group++) await table.write({ columnData })
  await table.finish()
  return Buffer.from(writer.getBytes()).toString('latin1')
}

const tables = [await tableOf(1), await tableOf(3)]

export const parquet: Target = {
  name: 'parquet',
  claim: 'a table as Parquet that has been changed is read, or a problem says why not; never a defect',
  generate: (random) => [{ name: 'growth', text: changedBytes(random.pick(tables), random), isBytes: true }],
  check: async (input) => {
    writeFileSync(join(folder, 'growth.parquet'), bytesOf(input[0] ?? { name: '', text: '' }))
    const { exit, out, err } = await yuce(['project', '-f', 'csv'], folder)
    claim(exit === 0 || exit === 2, `exit ${exit}\n${err}`)
    claim(!/NaN|Infinity/.test(out), 'numbers only')
  },
}

const rows = join(newFolder(), 'rows')
mkdirSync(rows)
writeFileSync(join(rows, 'baseline.csv'), 'sector,year,revenue\na,2024,100\n"b\n,",2024,50\n')
writeFileSync(join(rows, 'growth.csv'), 'year,growth\n2025,5%\n')
for (const shard of ['1/2', '2/2']) {
  await yuce(['project', '-f', 'csv', '--shard', shard, '-o', `${shard[0]}.part`], rows)
}
const whole = (await yuce(['merge', '1.part', '2.part'], rows)).out
const part = readFileSync(join(rows, '1.part')).toString('latin1')

export const parts: Target = {
  name: 'parts',
  claim: 'a part of the rows of a projection that has been changed is refused, or its rows are what they were',
  generate: (random) => [{ name: 'part', text: changedBytes(part, random), isBytes: true }],
  check: async (input) => {
    writeFileSync(join(rows, 'changed.part'), bytesOf(input[0] ?? { name: '', text: '' }))
    const { exit, out, err } = await yuce(['merge', 'changed.part', '2.part'], rows)
    claim(exit === 0 || exit === 2, `exit ${exit}\n${err}`)
    claim(out === (exit === 0 ? whole : ''), 'all rows as they were, or none')
  },
}
