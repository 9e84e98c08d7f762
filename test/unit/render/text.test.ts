/** Tables of a terminal: equally wide lines that fit, whoever draws them. */

import { describe, expect, test } from 'vitest'
import { ascii, unicode } from '../../../src/render/glyphs.ts'
import { cell, type Document, keyColumn, numberColumn, row, section, type Table } from '../../../src/render/table.ts'
import { type TextOptions, toText } from '../../../src/render/text.ts'
import { displayWidth } from '../../../src/render/width.ts'

const options: TextOptions = { width: 80, glyphs: unicode, paint: (text) => text }

function table(names: readonly string[], years: readonly number[], isWrapped = false): Table {
  return {
    columns: [keyColumn('Sector'), ...years.map((year) => numberColumn(String(year)))],
    rows: names.map((name, i) => row([cell(name), ...years.map((year) => cell(String(year * (i + 1))))])),
    isWrapped,
    picture: null,
  }
}

function documentOf(only: Table): Document {
  return [section(null, only)]
}

function widthsOf(text: string): number[] {
  const lines = text.split('\n').filter((line) => line !== '')
  return [...new Set(lines.map(displayWidth))]
}

test('Chinese names align, with a rule under the heading only', async () => {
  const text = await toText(documentOf(table(['displays', '新型显示'], [2026])), options)
  expect(text).toBe(['Sector    2026', '──────────────', 'displays  2026', '新型显示  4052', ''].join('\n'))
})

test('cli-table3 and the printer of one-line rows draw the same lines', async () => {
  const names = ['displays', '新型显示', 'PV & storage', '🚀']
  const ours = await toText(documentOf(table(names, [2024, 2025, 2026])), options)
  const theirs = await toText(documentOf(table(names, [2024, 2025, 2026], true)), options)
  expect(theirs).toBe(ours)
})

test('a table that is too wide folds: every strip fits, repeats its names and shows every year once', async () => {
  const years = Array.from({ length: 30 }, (_, i) => 2022 + i)
  const text = await toText(documentOf(table(['displays', '新型显示'], years)), { ...options, width: 60 })
  const strips = text.trimEnd().split('\n\n')
  expect(strips.length).toBeGreaterThan(2)
  for (const strip of strips) {
    expect(widthsOf(strip)).toHaveLength(1)
    expect(Math.max(...widthsOf(strip))).toBeLessThanOrEqual(60)
    expect(strip).toMatch(/^Sector/)
    expect(strip).toContain('新型显示')
  }
  const shown = strips.flatMap((strip) => (strip.split('\n')[0] ?? '').match(/\d{4}/g) ?? [])
  expect(shown).toEqual(years.map(String))
})

test('a name longer than the terminal is cut, never a number', async () => {
  const text = await toText(documentOf(table(['很长的名字'.repeat(30)], [2026])), { ...options, width: 40 })
  expect(widthsOf(text)).toEqual([40])
  expect(text).toContain('…')
  expect(text).toContain('2026')
})

test('where rows may take several lines, a long name breaks instead', async () => {
  const text = await toText(documentOf(table(['很长的名字'.repeat(10)], [2026], true)), { ...options, width: 40 })
  expect(widthsOf(text)).toEqual([40])
  expect(text.replace(/[^很长的名字]/g, '')).toBe('很长的名字'.repeat(10))
})

test('a heading breaks where its author broke it', async () => {
  const only: Table = {
    columns: [keyColumn('S'), numberColumn('Revenue\n> 10,000')],
    rows: [],
    isWrapped: false,
    picture: null,
  }
  expect(await toText(documentOf(only), options)).toBe(['    Revenue', 'S  > 10,000', '───────────', ''].join('\n'))
})

test('--ascii leaves nothing outside ASCII but the names', async () => {
  const text = await toText(documentOf(table(['displays'], [2026])), { ...options, glyphs: ascii })
  expect(text).toMatch(/^[\x20-\x7e\n]*$/)
})

describe('paint', () => {
  test('colour adds no width, and goes around texts, not around the space beside them', async () => {
    const painted = await toText(
      [section(cell('Title', 'strong'), { ...table(['a'], [2026]), rows: [row([cell('a'), cell('1', 'good')])] })],
      { ...options, paint: (text, tone) => (tone === 'plain' ? text : `<${tone}>${text}</>`) },
    )
    expect(painted).toContain('<strong>Title</>')
    expect(painted).toContain('a          <good>1</>')
  })
})

test('10 000 rows print in less than a second', async () => {
  const names = Array.from({ length: 10_000 }, (_, i) => `sector ${i} 行业`)
  const started = performance.now()
  const text = await toText(documentOf(table(names, [2024, 2025, 2026], true)), options)
  expect(performance.now() - started).toBeLessThan(1000)
  expect(widthsOf(text)).toHaveLength(1)
})
