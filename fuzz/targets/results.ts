/** Files that yuce wrote, read back: results for `diff`, and what others make of them. */

import { readResult } from '../../src/analyses/result-file.ts'
import { comparable, resultDifferences } from '../../src/analyses/result-set.ts'
import { usualTolerance } from '../../src/analyses/tolerance.ts'
import { claim } from '../claims.ts'
import { newFolder } from '../folders.ts'
import { jumble, mutated } from '../mutate.ts'
import { type Target, textIn } from '../target.ts'
import { anyWord } from '../words.ts'
import { yuce } from '../yuce.ts'

const asked = [
  ...['csv', 'tsv', 'json', 'ndjson'].flatMap((format) => [
    ['project', '-s', 'trend', '-f', format],
    ['check', '-s', 'trend', '-f', format],
  ]),
  ['project', '-s', 'trend', '-f', 'csv', '--layout', 'wide'],
]
const folder = newFolder()
const written = await Promise.all(asked.map(async (words) => (await yuce(words, folder)).out))

export const results: Target = {
  name: 'results',
  claim:
    'a result file is read or its fault has a line; every value is a number or null; it does not differ from itself',
  generate: (random) => {
    const whole = random.pick(written)
    const start = random.chance(0.5) ? 0 : random.below(whole.length)
    const text = mutated(whole.slice(start, start + 200 + random.below(3000)), random)
    return [{ name: 'result', text: random.chance(0.05) ? jumble(random, anyWord, 30) : closed(text) }]
  },
  check: (input) => {
    const text = textIn(input, 'result')
    const read = readResult(text)
    if (!read.ok) {
      claim(read.line >= 0 && read.line <= text.split(/\r\n|\n|\r/).length, `line ${read.line} is in the text`)
      return
    }
    for (const { value } of read.results.values()) claim(value === null || Number.isFinite(value), 'a number or null')
    const [before, after] = comparable(read.results, read.results)
    claim(resultDifferences(before, after, usualTolerance).length === 0, 'no difference from itself')
  },
}

/** JSON that broke off, with its brackets closed again. */
function closed(text: string): string {
  if (!text.startsWith('{"schema"') || text.includes('\n{')) return text
  const open: string[] = []
  let isQuoted = false
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '"' && text[i - 1] !== '\\') isQuoted = !isQuoted
    else if (!isQuoted && (text[i] === '{' || text[i] === '[')) open.push(text[i] === '{' ? '}' : ']')
    else if (!isQuoted && (text[i] === '}' || text[i] === ']')) open.pop()
  }
  return `${text.replace(/[,:]?\s*$/, '')}${isQuoted ? '"' : ''}${open.reverse().join('')}`
}
