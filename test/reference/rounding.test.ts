/**
 * Printed parts add up to printed totals, in every column of every table by sector.
 *
 * Source: cases/20_rounding_tables.json, columns of the Tax-Calculator guide (commit 78f3574c) whose printed parts miss
 * their printed total by 0.1 or 0.2.
 */

import { describe, expect, test } from 'vitest'
import { type Files, projected, referenceCase, runPlan } from './plans.ts'

type Rounding = {
  readonly columns: Readonly<Record<string, readonly number[]>>
  readonly column_gaps: Readonly<Record<string, { readonly gap: number }>>
  readonly derived_controlled_rounding: readonly {
    readonly parts: readonly number[]
    readonly digits: number
    readonly total: number
    readonly largest_remainder_expected?: readonly number[]
  }[]
}

const rounding = referenceCase<Rounding>('20_rounding_tables')

/** Ten sectors that grow for two years, so that later columns have digits to lose. */
function planOf(parts: readonly number[], growth = '3.7%'): Files {
  return {
    'baseline.csv': `sector,year,revenue\n${parts.map((part, i) => `s${i},2024,${part}\n`).join('')}`,
    'growth.csv': `sector,year,growth\n*,2025-2026,${growth}\n${growth === '0%' ? '' : 's0,2026,1.3%\ns3,2025,-2.9%\n'}`,
  }
}

type Printed = { readonly headings: readonly string[]; readonly rows: readonly (readonly string[])[] }

/** The table of sectors in Markdown: cells between bars, a total in stars. */
function markdownTable(text: string): Printed {
  const lines = text.split('\n').filter((line) => line.startsWith('|'))
  const [headings = [], , ...rows] = lines.map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((each) => each.replaceAll('*', '').trim()),
  )
  return { headings, rows }
}

/** The same table for a terminal: below a line, columns at least two blanks apart. */
function terminalTable(text: string): Printed {
  const lines = text.split('\n')
  const rule = lines.findIndex((line) => /^[─-]{10,}$/.test(line))
  const end = lines.indexOf('', rule)
  const cells = (line: string) => line.trim().split(/ {2,}/)
  return { headings: cells(lines[rule - 1] ?? ''), rows: lines.slice(rule + 1, end).map(cells) }
}

/** A printed number as a whole number of units of its last digit: exact. */
function units(text: string, digits: number): bigint {
  expect(text).toMatch(digits === 0 ? /^-?[\d,]+%?$/ : new RegExp(`^-?[\\d,]+\\.\\d{${digits}}%?$`))
  return BigInt(text.replace(/[,.%]/g, ''))
}

/** Checks every year of a table; the printed totals. */
function expectSums({ headings, rows }: Printed, digits: number): void {
  const total = rows.at(-1)
  const parts = rows.slice(0, -1)
  expect(total?.[0]).toBe('Total')
  for (const [i, heading] of headings.entries()) {
    if (!/^\d{4}$|^Share/.test(heading)) continue
    const ofColumn = heading.startsWith('Share') ? 1 : digits
    const column = parts.map((row) => units(row[i] ?? '', ofColumn))
    expect({ heading, sum: column.reduce((sum, part) => sum + part, 0n) }).toEqual({
      heading,
      sum: units(total?.[i] ?? '', ofColumn),
    })
  }
}

const columns = Object.entries(rounding.columns).map(([name, values]) => ({ name, parts: values.slice(0, -1) }))

describe.each(columns)('the column $name of the guide, as ten sectors', ({ parts }) => {
  test.each([0, 1, 2, 3])(
    'with %i digits: printed sectors add up to the printed total in every year',
    async (digits) => {
      const args = ['project', '-s', 'base', '--digits', String(digits)]
      const inMarkdown = await runPlan(planOf(parts), [...args, '-f', 'md'])
      const inTerminal = await runPlan(planOf(parts), [...args, '--no-color'], { columns: 120 })
      expectSums(markdownTable(inMarkdown.out), digits)
      expectSums(terminalTable(inTerminal.out), digits)
      expect(markdownTable(inMarkdown.out).rows).toHaveLength(parts.length + 1)
    },
  )

  test.each([0, 1])('with %i digits: no printed number is off by a whole unit', async (digits) => {
    const value = await projected(planOf(parts))
    const { out } = await runPlan(planOf(parts), ['project', '-s', 'base', '-f', 'md', '--digits', String(digits)])
    const { headings, rows } = markdownTable(out)
    for (const [i, heading] of headings.entries()) {
      if (!/^\d{4}$/.test(heading)) continue
      for (const [sector, row] of rows.slice(0, -1).entries()) {
        const exact = value('base', `s${sector}`, 'revenue', Number(heading)) ?? Number.NaN
        const printed = Number((row[i] ?? '').replaceAll(',', ''))
        expect(Math.abs(printed - exact)).toBeLessThan(10 ** -digits * (1 + 1e-9))
      }
    }
  })
})

test('the guide itself, rounded number by number, misses its totals: the reason for this rule', () => {
  for (const [name, values] of Object.entries(rounding.columns)) {
    const [total = 0, ...parts] = [...values].reverse()
    const gap = parts.reduce((sum, part) => sum + part, 0) - total
    expect(gap).toBeCloseTo(rounding.column_gaps[name]?.gap ?? Number.NaN, 6)
    expect(Math.abs(gap)).toBeGreaterThan(0.01)
  }
})

describe('largest remainders', () => {
  const [thirds, halves] = rounding.derived_controlled_rounding

  test('33.333333, 33.333333 and 33.333334 print as 33.3, 33.3 and 33.4', async () => {
    const { parts = [], digits = 1, largest_remainder_expected = [] } = thirds ?? {}
    const { out } = await runPlan(planOf(parts, '0%'), [
      'project',
      '-s',
      'base',
      '-f',
      'md',
      '--digits',
      String(digits),
    ])
    const { rows } = markdownTable(out)
    expect(rows.map((row) => row[1])).toEqual([
      ...largest_remainder_expected.map((part) => part.toFixed(digits)),
      '100.0',
    ])
  })

  test('0.5, 1.5 and 2.5 print with a total of 5, halves away from zero, and still add up', async () => {
    const { parts = [], digits = 0 } = halves ?? {}
    const { out } = await runPlan(planOf(parts, '0%'), [
      'project',
      '-s',
      'base',
      '-f',
      'md',
      '--digits',
      String(digits),
    ])
    expect(markdownTable(out).rows.at(-1)?.[1]).toBe('5')
    expectSums(markdownTable(out), digits)
  })

  test('shares print to 100.0 %', async () => {
    const { out } = await runPlan(planOf([1, 1, 1], '0%'), ['project', '-s', 'base', '-f', 'md'])
    const shares = markdownTable(out).rows.map((row) => row.at(-1))
    expect(shares.at(-1)).toBe('100.0%')
    expect(shares.slice(0, -1).sort()).toEqual(['33.3%', '33.3%', '33.4%'])
  })

  test('data formats are not rounded', async () => {
    const { out } = await runPlan(planOf([33.333333, 33.333333, 33.333334], '0%'), ['project', '-f', 'csv'])
    expect(out).toContain('base,s0,revenue,2024,33.333333,')
    expect(out).toContain('base,s2,revenue,2024,33.333334,')
  })
})
