import { expect, test } from 'vitest'
import { shellWords } from '../support/words.ts'

test('plain and quoted words are read as a shell reads them', () => {
  const line = `yuce project --set 'growth[*,2026]=+1pp' -s "a b" --x='y z'w 情景`
  const words = ['yuce', 'project', '--set', 'growth[*,2026]=+1pp', '-s', 'a b', '--x=y zw', '情景']
  expect(shellWords(line)).toEqual(words)
  expect(shellWords("a ''")).toEqual(['a', ''])
})

test.each(['a | b', 'a > b', 'echo $x', 'a *.csv', 'a; b', '"$x"', 'a && b', '~/x', "a 'b"])(
  '%s needs a shell',
  (line) => {
    expect(shellWords(line)).toBeNull()
  },
)
