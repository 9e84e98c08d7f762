/** Problems in words: as design.md shows them. */

import { describe, expect, test } from 'vitest'
import type { Problem } from '../../../src/plan/problem.ts'
import { MOST_SHOWN, problemRecord, problemsText, problemText } from '../../../src/render/problem.ts'
import { displayWidth } from '../../../src/render/width.ts'

const en = { language: 'en', paint: (text: string) => text } as const
const zh = { ...en, language: 'zh' } as const

const unknownSector: Problem = {
  code: 'unknown-sector',
  severity: 'error',
  file: 'baseline.csv',
  line: 7,
  column: 1,
  excerpt: { text: 'displys,2022,700', start: 0, length: 7 },
  words: { text: 'displys' },
  help: { key: 'did-you-mean', words: { suggestion: 'displays', where: ' (sectors.csv:4)' } },
}

test('place, message, the line itself, marks below it, and what to type', () => {
  expect(problemText(unknownSector, en)).toBe(`baseline.csv:7:1: error: 'displys' is not a sector of this plan
  |
7 | displys,2022,700
  | ^^^^^^^
  = help: did you mean 'displays' (sectors.csv:4)?
`)
})

test('the same in Chinese', () => {
  expect(problemText(unknownSector, zh)).toBe(`baseline.csv:7:1: 错误：“displys”不是本规划的行业
  |
7 | displys,2022,700
  | ^^^^^^^
  = 建议：是不是“displays” (sectors.csv:4)？
`)
})

test('marks stand below Chinese text, which takes two columns a character', () => {
  const text = '新型显示,２０２２,七百'
  const lines = problemText({ ...unknownSector, line: 12, excerpt: { text, start: 10, length: 2 } }, en).split('\n')
  expect(lines[2]).toBe(`12 | ${text}`)
  expect(lines[3]).toBe(`   | ${' '.repeat(displayWidth('新型显示,２０２２,'))}^^^^`)
})

test('of a long line, 60 characters around the place', () => {
  const text = `${'a,'.repeat(100)}displys,${'b,'.repeat(100)}`
  const [, , line = '', marks = ''] = problemText(
    { ...unknownSector, excerpt: { text, start: 200, length: 7 } },
    en,
  ).split('\n')
  expect([...line.slice(4)]).toHaveLength(62)
  expect(line.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('displys')
})

test('nothing in a file reaches the terminal as a control', () => {
  const words = { text: 'a\u001b[2Jb' }
  const text = problemText({ ...unknownSector, words, excerpt: { text: '\u001b[2J\tx', start: 0, length: 4 } }, en)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
})

test('a problem of a whole file has no line, one of the command line no file', () => {
  const bare = { ...unknownSector, line: 0, column: 0, excerpt: null, help: null }
  expect(problemText(bare, en)).toBe("baseline.csv: error: 'displys' is not a sector of this plan\n")
  expect(problemText({ ...bare, file: '' }, en)).toBe("yuce: error: 'displys' is not a sector of this plan\n")
})

describe('many problems', () => {
  const many = Array.from({ length: 500 }, (_, i): Problem => ({ ...unknownSector, line: i + 2 }))
  const other: Problem = { ...unknownSector, code: 'unknown-scenario', line: 900 }

  test('up to twenty in the order given', () => {
    const text = problemsText(many.slice(0, MOST_SHOWN), en)
    expect(text.match(/^baseline\.csv:\d+/gm)).toEqual(
      many.slice(0, MOST_SHOWN).map(({ line }) => `baseline.csv:${line}`),
    )
  })

  test('of more, some of every kind, and how many are left', () => {
    const text = problemsText([...many, other], en)
    expect(text.match(/^baseline\.csv/gm)).toHaveLength(MOST_SHOWN)
    expect(text).toContain('is not a scenario')
    expect(text).toMatch(/… and 481 more/)
  })

  test('problems that were only counted are counted once more', () => {
    const counted: Problem = {
      ...other,
      code: 'more-problems',
      file: '',
      line: 0,
      words: { count: 35_000 },
      excerpt: null,
    }
    const text = problemsText([...many, counted], en)
    expect(text.match(/and \d+ more/g)).toEqual([`and ${500 - MOST_SHOWN + 35_000} more`])
  })

  test('errors are not crowded out by warnings', () => {
    const warnings = many.map((each): Problem => ({ ...each, severity: 'warning' }))
    expect(problemsText([...warnings, other], en)).toMatch(/^baseline\.csv:900:1: error/)
  })
})

test('for programs: the fields of the contract, in the language asked for', () => {
  expect(problemRecord(unknownSector, 'en')).toEqual({
    code: 'unknown-sector',
    severity: 'error',
    file: 'baseline.csv',
    line: 7,
    column: 1,
    message: "'displys' is not a sector of this plan",
    help: "did you mean 'displays' (sectors.csv:4)?",
  })
})
