/** CSV as a spreadsheet opens it: LibreOffice runs a text that begins like a formula, quoted or not. */

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { opened, rowsOf } from '../support/spreadsheet.ts'
import { withPlan } from './plans.ts'

const hasOffice = spawnSync('soffice', ['--version']).status === 0
if (!hasOffice && process.env['REQUIRE_TOOLS'] === '1') throw new Error('soffice is needed')

const names = [
  '=1+1',
  '+1+1',
  '-1-1',
  '@SUM(1,2)',
  '＝1+1',
  "=cmd|'/c calc'!A0",
  '=HYPERLINK("http://x","y")',
  '显示面板',
  'plain',
]
const files = {
  'baseline.csv': `sector,year,revenue\n${names.map((name) => `"${name.replaceAll('"', '""')}",2025,-3.5`).join('\n')}\n`,
  'growth.csv': 'sector,2026\n*,0%\n',
}

/** The file that yuce writes, as LibreOffice reads it. */
async function openedWith(...options: readonly string[]) {
  return withPlan(files, async ({ folder, run }) => {
    const { exit } = await run(['--variable', 'revenue', '-o', join(folder, 'out.csv'), ...options])
    expect(exit).toBe(0)
    return [...(await opened(readFileSync(join(folder, 'out.csv')), 'book.csv')).values()][0] ?? new Map()
  })
}

describe.skipIf(!hasOffice)('a spreadsheet', () => {
  it('runs a name in plain CSV, which is why yuce warns', async () => {
    const cells = [...(await openedWith()).values()]
    expect(cells.some(({ formula }) => formula !== null)).toBe(true)
  }, 120_000)

  it('runs nothing with --excel, and every number is a number', async () => {
    const sheet = await openedWith('--excel')
    expect([...sheet.values()].filter(({ formula }) => formula !== null)).toEqual([])
    const [headings = [], ...rows] = rowsOf(sheet)
    const [sector, value] = [headings.indexOf('sector'), headings.indexOf('value')]
    expect(rows.map((row) => row[value])).toEqual(names.flatMap(() => [-3.5, -3.5]))
    // A guard in front of what begins like a formula, and of nothing else.
    const guarded = (name: string) => (/^[=+\-@＝]/.test(name) ? `'${name}` : name)
    expect([...new Set(rows.map((row) => row[sector]))]).toEqual(names.map(guarded))
  }, 120_000)
})
