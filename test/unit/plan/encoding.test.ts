import { expect, test } from 'vitest'
import { decode, encodingName } from '../../../src/plan/encoding.ts'
import { planOf, problemsOf, read } from './plans.ts'

const chongqing = '重庆'
// GB 18030-2022, two-byte part: 重 is D6 D8, 庆 is C7 EC.
const inGb18030 = Uint8Array.of(0xd6, 0xd8, 0xc7, 0xec)

test('重庆 is D6 D8 C7 EC in GB18030, and is read as such when it is not UTF-8', () => {
  expect(decode(inGb18030, null)).toEqual({ ok: true, text: chongqing, encoding: 'gb18030', guessed: true })
})

test.each(['gbk', 'GB2312', 'gb18030', 'cp936'])('%s is taken as GB18030', (label) => {
  expect(encodingName(label)).toBe('gb18030')
  expect(decode(inGb18030, encodingName(label))).toMatchObject({ ok: true, text: chongqing, guessed: false })
})

test.each([
  ['UTF-8', [0xef, 0xbb, 0xbf, 0xe9, 0x87, 0x8d]],
  ['UTF-16, little end first', [0xff, 0xfe, 0xcd, 0x91]],
  ['UTF-16, big end first', [0xfe, 0xff, 0x91, 0xcd]],
])('a byte order mark of %s decides, and is no part of the text (重 is U+91CD)', (_, bytes) => {
  expect(decode(Uint8Array.from(bytes), null)).toMatchObject({ ok: true, text: '重', guessed: false })
})

test('bytes that are no encoding yuce tries are a fault, with the first line that holds them', () => {
  // FF begins no character of UTF-8 or GB18030.
  expect(decode(Uint8Array.of(0x61, 0x0a, 0xff, 0x0a), null)).toEqual({ ok: false, encoding: 'utf-8', line: 2 })
})

test('an encoding that does not exist has no name', () => {
  expect(encodingName('utf8x')).toBeNull()
})

test('a guess is told once, and the plan is read', () => {
  const bytes = Buffer.concat([Buffer.from('sector,year,revenue\n'), inGb18030, Buffer.from(',2022,7356\n')])
  const { plan, problems } = read({ baseline: bytes })
  expect(plan?.sectors[0]?.name).toBe(chongqing)
  expect(problems.map(({ severity, code }) => [severity, code])).toEqual([['note', 'encoding-guessed']])
})

test('an encoding that is given and does not fit is an error at the line it shows', () => {
  const bytes = Buffer.concat([Buffer.from('sector,year,revenue\n'), inGb18030, Buffer.from(',2022,7356\n')])
  expect(problemsOf({ baseline: bytes }, { encoding: 'utf-8' })).toContain('baseline.csv:2:1 wrong-encoding')
})

test('NUL characters are no text: UTF-16 without its mark is told, not read as garbage', () => {
  const bytes = Buffer.from('sector,year,revenue\na,2022,1\n', 'utf16le')
  expect(problemsOf({ baseline: bytes })).toEqual(['baseline.csv:1:1 nul-character'])
  expect(planOf({ baseline: bytes }, { encoding: 'utf-16le' }).baseline.length).toBe(1)
})
