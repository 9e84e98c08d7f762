/** Bytes to text. */

import { isUtf8 } from 'node:buffer'
import { delimiterOf } from '../../src/plan/csv.ts'
import { decode, encodingName } from '../../src/plan/encoding.ts'
import { claim } from '../claims.ts'
import { mutatedBytes } from '../mutate.ts'
import { bytesOf, type Target, textIn } from '../target.ts'

const labels = [
  '',
  '',
  '',
  '',
  'utf-8',
  'gb18030',
  'gbk',
  'utf-16le',
  'utf-16be',
  'latin1',
  'shift_jis',
  '__proto__',
  'x',
]
const marks = ['', '', '', '\u00ef\u00bb\u00bf', '\u00ff\u00fe', '\u00fe\u00ff', '\u00ef\u00bb']

export const encoding: Target = {
  name: 'encoding',
  share: 3,
  claim: 'bytes in any encoding are the text that TextDecoder makes of them, or a fault on a line that is there',
  generate: (random, { tables }) => {
    const { bytes } = random.pick(tables)
    const start = random.below(bytes.length)
    const piece = random.chance(0.2)
      ? String.fromCharCode(...random.list(random.below(40), () => random.below(256)))
      : bytes.slice(start, start + random.below(300))
    return [
      { name: 'bytes', text: random.pick(marks) + mutatedBytes(piece, random), isBytes: true },
      { name: 'encoding', text: random.pick(labels) },
    ]
  },
  check: (input) => {
    const bytes = bytesOf(input[0] ?? { name: '', text: '' })
    const label = textIn(input, 'encoding')
    const name = label === '' ? null : encodingName(label)
    if (label !== '' && name === null) return
    const decoded = decode(bytes, name)
    if (decoded.ok) {
      const expected = decoderOf(decoded.encoding).decode(bytes)
      claim(decoded.text === expected, `as TextDecoder reads ${decoded.encoding}`)
      claim(!decoded.guessed || !isUtf8(bytes), 'what is UTF-8 is not guessed')
      delimiterOf(decoded.text)
    } else {
      const lines = bytes.filter((byte) => byte === 10).length + 1
      claim(decoded.line >= 0 && decoded.line <= lines, `line ${decoded.line} is one of ${lines}`)
    }
  },
}

const decoders = new Map<string, InstanceType<typeof TextDecoder>>()

function decoderOf(name: string) {
  const decoder = decoders.get(name) ?? new TextDecoder(name, { fatal: true })
  decoders.set(name, decoder)
  return decoder
}
