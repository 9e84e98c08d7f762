/** One plan in every shape, encoding and line end people have: the same bytes of `project -f csv` from each. */

import { describe, expect, test } from 'vitest'
import { type Files, runPlan } from './plans.ts'

const scenarios = 'scenario,inherits,name_zh\n基准,,\n冲击,基准,\n'
const targets = 'target,indicator,sector,year,op,value,unit\n总收入,total_revenue,,2027,>,1万亿,元\n'
const shared = { 'scenarios.csv': scenarios, 'targets.csv': targets }

/** A row per value, English headings. */
const tidy = {
  ...shared,
  'baseline.csv': `sector,variable,year,value,unit
集成电路,revenue,2024,1234.5,亿元
新型显示,revenue,2024,700,亿元
智能终端,revenue,2024,7356,亿元
`,
  'growth.csv': `scenario,sector,variable,year,value
基准,集成电路,growth,2025,8%
基准,集成电路,growth,2026,8%
基准,集成电路,growth,2027,10.5%
基准,新型显示,growth,2025,-2%
基准,新型显示,growth,2026,0%
基准,新型显示,growth,2027,6%
基准,智能终端,growth,2025,3.25%
基准,智能终端,growth,2026,3.25%
基准,智能终端,growth,2027,3.25%
冲击,智能终端,growth,2026,+1.5pp
冲击,智能终端,growth,2027,+1.5pp
`,
}

/** A column per year, as a spreadsheet has it; Chinese headings, full-width digits, thousands, no value as a dash. */
const wide = {
  ...shared,
  'baseline.csv': `行业,指标,2024,单位
集成电路,营业收入,"１,234.5",亿元
新型显示,营业收入,700,亿元
智能终端,营业收入,7356亿元,亿元
`,
  'growth.csv': `情景,行业,指标,2025,2026,2027
基准,集成电路,增速,8%,8％,10.5%
基准,新型显示,增速,-2%,0%,6%
基准,智能终端,增长率,3.25%,３.25%,3.25%
冲击,智能终端,增速,—,+1.5pp,+1.5pp
`,
}

/** A column per variable, the unit in the heading. */
const columns = {
  ...shared,
  'baseline.csv': `行业,年份,营业收入(亿元)
集成电路,2024,1234.5
新型显示,2024,700
智能终端,2024,0.7356万亿
`,
  'growth.csv': `情景,行业,年份,增速(%)
基准,集成电路,2025-2026,8
基准,集成电路,2027,10.5
基准,新型显示,2025,-2
基准,新型显示,2026,0
基准,新型显示,2027,6
基准,智能终端,2025-2027,3.25
冲击,智能终端,2026-2027,+1.5pp
`,
}

/** A column per year with ranges, full-width brackets. */
const ranges = {
  ...shared,
  'baseline.csv': 'sector,2024\n集成电路,1234.5亿元\n新型显示,700亿元\n智能终端,7356亿元\n',
  'growth.csv': `情景,板块,2025,2026,2027
基准,集成电路,8%,8%,10.5%
基准,新型显示,-2%,0%,6%
基准,智能终端,3.25%,3.25%,3.25%
`,
  'assumptions/shock.csv': '情景,行业,指标,2026-2027\n冲击,智能终端,增速,+1.5pp\n',
}

async function csvOf(files: Files, args: readonly string[] = []): Promise<string> {
  const { exit, out, err } = await runPlan(files, ['project', '-f', 'csv', ...args])
  expect({ exit, errors: err.split('\n').filter((line) => /error|错误/.test(line)) }).toEqual({ exit: 0, errors: [] })
  return out
}

const expected = await csvOf(tidy)

/** Every file of a plan through the same mill. */
function through(files: Files, change: (text: string) => string | Uint8Array): Files {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, change(text as string)]))
}

const swap16 = (text: string) => Buffer.from(text, 'utf16le').swap16()
const withLineEnd = (end: string) => (text: string) => text.replaceAll('\n', end)
const withDelimiter = (delimiter: string) => (text: string) =>
  text
    .split('\n')
    .map((line) => line.replace(/"[^"]*"|,/g, (match) => (match === ',' ? delimiter : match)))
    .join('\n')

test('the tidy plan is what the shapes below are held to', () => {
  const lines = expected.split('\r\n')
  expect(lines[0]).toBe('scenario,sector,variable,year,value,unit,status,grade')
  expect(lines).toContain('基准,集成电路,revenue,2024,1234.5,亿元,baseline,assumed')
  // 2 scenarios × (3 sectors + total) × 4 years, the heading and the end of the last line.
  expect(lines).toHaveLength(2 * 4 * 4 + 2)
})

describe('shapes: byte-identical project -f csv from', () => {
  test.each<[string, Files]>([
    ['a column per year with Chinese headings', wide],
    ['a column per variable with units in Chinese headings', columns],
    ['a column per year and range of years', ranges],
  ])('%s', async (_, files) => {
    expect(await csvOf(files)).toBe(expected)
  })
})

describe('encodings, delimiters and line ends: byte-identical project -f csv from', () => {
  const mills: readonly (readonly [string, (text: string) => string | Uint8Array])[] = [
    ['GB18030 with CRLF', (text) => gb18030(withLineEnd('\r\n')(text))],
    ['GB18030 with LF', gb18030],
    ['UTF-8 with a byte order mark', (text) => `\uFEFF${text}`],
    ['UTF-8 with a byte order mark and CRLF', (text) => `\uFEFF${withLineEnd('\r\n')(text)}`],
    ['UTF-16 little endian with a byte order mark', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 big endian with a byte order mark', (text) => swap16(`\uFEFF${text}`)],
    ['CR line ends', withLineEnd('\r')],
    ['CRLF line ends', withLineEnd('\r\n')],
    ['mixed line ends', (text) => text.replace(/\n/g, (_, at: number) => ['\n', '\r\n', '\r'][at % 3] ?? '\n')],
    ['no line end at the end', (text) => text.replace(/\n$/, '')],
    ['empty lines between and after', (text) => `${text.replaceAll('\n', '\n\n')}\n\n`],
    ['semicolons', withDelimiter(';')],
    ['tabs', withDelimiter('\t')],
    [
      'UTF-16 with tabs and CRLF, as a spreadsheet saves "Unicode text"',
      (text) => Buffer.from(`\uFEFF${withLineEnd('\r\n')(withDelimiter('\t')(text))}`, 'utf16le'),
    ],
    [
      'blanks around every cell',
      (text) =>
        text
          .replace(/"[^"]*"|,/g, (match) => (match === ',' ? ' , ' : match))
          .replaceAll(' "', '"')
          .replaceAll('" ', '"'),
    ],
    ['every cell in quotes', (text) => text.replace(/(^|,|\n)([^",\n]+)(?=,|\n|$)/g, '$1"$2"')],
  ]
  test.each(mills)('%s', async (_, change) => {
    for (const files of [tidy, wide, columns]) expect(await csvOf(through(files, change))).toBe(expected)
  })

  test('GB18030 when it is named, under each of its names', async () => {
    const files = through(wide, (text) => gb18030(withLineEnd('\r\n')(text)))
    for (const name of ['gb18030', 'gbk', 'GB2312']) expect(await csvOf(files, ['--encoding', name])).toBe(expected)
  })

  test('a delimiter when it is named', async () => {
    expect(await csvOf(through(wide, withDelimiter(';')), ['--delimiter', ';'])).toBe(expected)
    expect(await csvOf(through(wide, withDelimiter('|')), ['--delimiter', '|'])).toBe(expected)
  })

  test('each file in an encoding of its own', async () => {
    const mixed = {
      ...wide,
      'baseline.csv': gb18030(wide['baseline.csv']),
      'growth.csv': swap16(`\uFEFF${wide['growth.csv']}`),
    }
    expect(await csvOf(mixed)).toBe(expected)
  })
})

test('GB18030 bytes of this test are those of the standard: 情 C7E9, 渝 D3E5, 㐀 8139EE39', () => {
  expect([...gb18030('情渝㐀a')]).toEqual([0xc7, 0xe9, 0xd3, 0xe5, 0x81, 0x39, 0xee, 0x39, 0x61])
})

test('a guess at the encoding is told on stderr, and a byte that is in none of them is a problem', async () => {
  const guessed = await runPlan(through(wide, gb18030), ['project', '-f', 'csv'])
  expect(guessed.err).toMatch(/gb18030/i)
  const broken = {
    ...wide,
    'baseline.csv': Buffer.concat([Buffer.from(wide['baseline.csv']), Buffer.from([0xff, 0xff, 10])]),
  }
  const { exit, out } = await runPlan(broken, ['project', '-f', 'csv'])
  expect({ exit, out }).toEqual({ exit: 2, out: '' })
})

test('the order of rows changes nothing where sectors.csv says the order of the sectors', async () => {
  const sectors = 'sector\n集成电路\n新型显示\n智能终端\n'
  const turned = through(tidy, (text) => {
    const [head, ...rows] = text.trimEnd().split('\n')
    return [head, ...rows.reverse()].join('\n')
  })
  expect(await csvOf({ ...turned, ...shared, 'sectors.csv': sectors })).toBe(expected)
})

/** Text as GB18030: characters of two bytes by turning the decoder round, and one of four bytes that it knows. */
function gb18030(text: string): Buffer {
  return Buffer.concat(
    [...text].map((character) => {
      if (character === '\u3400') return Buffer.from([0x81, 0x39, 0xee, 0x39])
      const code = character.charCodeAt(0)
      const pair = code < 128 ? code : pairs().get(character)
      if (pair === undefined) throw new RangeError(`no two bytes for ${character}`)
      return Buffer.from(code < 128 ? [code] : [pair >> 8, pair & 255])
    }),
  )
}

let pairsOnce: Map<string, number> | undefined

function pairs(): Map<string, number> {
  pairsOnce ??= new Map(
    Array.from({ length: 126 * 191 }, (_, i) => ((0x81 + Math.floor(i / 191)) << 8) + 0x40 + (i % 191)).map((pair) => [
      new TextDecoder('gb18030').decode(Uint8Array.of(pair >> 8, pair & 255)),
      pair,
    ]),
  )
  return pairsOnce
}
