/** Pictures of text: heights and lengths by hand, and where there is no room for them. */

import { expect, test } from 'vitest'
import { bandsOf, barsOf, estimateBar, rangeOf, withBars } from '../../../src/render/bars.ts'
import { bridgeOf } from '../../../src/render/bridge.ts'
import { ascii, unicode } from '../../../src/render/glyphs.ts'
import { toMarkdown } from '../../../src/render/markdown.ts'
import { sparkline, sparklines } from '../../../src/render/spark.ts'
import { cell, keyColumn, numberColumn, pictured, row, section, table } from '../../../src/render/table.ts'
import { toText } from '../../../src/render/text.ts'
import { displayWidth } from '../../../src/render/width.ts'

test('a sparkline is as high as its numbers, from 0 to the largest, in eight levels', () => {
  // Sevenths of the largest, rounded: 7 × 0, 1/7, 1/2 (3.5 up to 4), 1.
  expect(sparkline([0, 1, 3.5, 7], unicode)).toBe('▁▂▅█')
  expect(sparkline([0, 1, 3.5, 7], ascii)).toBe('.:+@')
  // 3,600 falling to 3,025 is 84 % of it: 5.88 of 7.
  expect(sparkline([3600, 3025], unicode)).toBe('█▇')
})

test('below 0 the scale begins at the least; equal numbers are full, zeros low, missing ones a gap', () => {
  expect(sparkline([-7, 0, 7], unicode)).toBe('▁▅█')
  expect(sparkline([-3, -3], unicode)).toBe('▁▁')
  expect(sparkline([5, null, 5], unicode)).toBe('█ █')
  expect(sparkline([0, 0], unicode)).toBe('▁▁')
  expect(sparkline([null, null], unicode)).toBe('  ')
  expect(sparkline([1e308, -1e308], unicode)).toBe('█▁')
})

test('bars lie between the borders that are nearest to their ends', () => {
  const rows = [[{ from: 0, to: 8, sign: 'full' as const }], [{ from: 8, to: 3.9, sign: 'light' as const }], []]
  expect(barsOf(rows, 4, ascii.bars)).toEqual(['####', '  --', ''])
  expect(barsOf([[{ from: 2, to: 2, sign: 'full' }]], 4, ascii.bars)).toEqual([''])
})

test('an estimate is sure up to the near end of its interval, and of nothing where that holds 0', () => {
  const rows = [estimateBar(6, [4, 8]), estimateBar(1, [-2, 3]), estimateBar(-2, [-2, -1])]
  // From -2 to 8 in ten columns: 0 is the border after the second.
  expect(barsOf(rows, 10, ascii.bars)).toEqual(['  ####++--', '--+--', '+#'])
})

test('a fan is a band a line, with its median and what is to be reached on one scale', () => {
  const bands = [
    { outer: [0, 8], inner: [2, 6], median: 4 },
    { outer: [5, 5], inner: [5, 5], median: 5 },
    null,
  ] as const
  expect(rangeOf(bands, [10])).toEqual([0, 10])
  expect(bandsOf(bands, [10], 10, ascii.bars)).toEqual(['--++|++--!', '     |   !', '         !'])
  // A mark inside the band is seen; the median hides it.
  expect(bandsOf(bands, [3, 4], 9, ascii.bars)[0]).toBe('--+!|++--')
})

test('a bridge goes up and down from where it is, and starts far from 0 where the difference is small', () => {
  expect(bridgeOf(1, [2, -1], 2, 6, ascii.bars)).toEqual({ bars: ['##', '  ++++', '    --', '####'], start: 0 })
  // 100 to 110: the range is 10; from 97.5 down to the next ten. Of 20 columns each is one.
  const far = bridgeOf(100, [10], 110, 20, ascii.bars)
  expect(far.start).toBe(90)
  expect(far.bars).toEqual(['##########', `${' '.repeat(10)}++++++++++`, '####################'])
})

const rows = [row([cell('显示'), cell('1')]), row([cell('total'), cell('3')], true)]
const plain = table([keyColumn('S'), numberColumn('2027')], rows)
const text = (picture: typeof plain, width: number) =>
  toText([section(null, picture)], { width, glyphs: ascii, paint: (shown) => shown })

test('a picture takes what is left of the width, and goes before any column is narrower', async () => {
  // The table takes 5 + 2 + 4 columns: a bar of 8 and the gap before it need 10 more.
  const bars = withBars(plain, (width) => ['#'.repeat(width), ''], cell('a note'))
  const of = (bar: number) =>
    [
      `S      2027${' '.repeat(bar + 2)}`,
      '-'.repeat(bar + 13),
      `显示      1  ${'#'.repeat(bar)}`,
      `total     3${' '.repeat(bar + 2)}`,
      'a note',
      '',
    ].join('\n')
  expect(await text(bars, 80)).toBe(of(40))
  expect(await text(bars, 30)).toBe(of(17))
  expect(await text(bars, 21)).toBe(of(8))
  expect(await text(bars, 20)).toBe(await text(plain, 20))
  for (const line of (await text(bars, 30)).split('\n').slice(0, 4)) expect(displayWidth(line)).toBe(30)
})

test('a heading of a sparkline needs its room too', async () => {
  const spark = pictured(
    plain,
    sparklines(
      'Path',
      [
        [1, 2],
        [3, 3],
      ],
      ascii,
    ),
  )
  expect(await text(spark, 17)).toContain('显示      1  +@  \n')
  expect(await text(spark, 16)).toBe(await text(plain, 16))
})

test('in Markdown a picture is code: spaces that stay, and no cell ended', () => {
  const picture = withBars(plain, () => ['  |+', ''], cell('a note'))
  expect(toMarkdown([section(null, picture, [cell('another')])])).toBe(`| S | 2027 |  |
| :--- | ---: | :--- |
| 显示 | 1 | \`\u00a0\u00a0\\|+\` |
| **total** | **3** |  |

a note

another
`)
})
