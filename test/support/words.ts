/** The words of a command line, as a shell reads them; null where a shell is needed (pipes, substitutions, globs). */
export function shellWords(line: string): string[] | null {
  const words: string[] = []
  const token = /\s+|'([^']*)'|"([^"$`\\]*)"|([^\s'"$`\\|&;<>()*?[\]{}~!#]+|(?<=\S)[~#])/y
  let word: string | null = null
  while (token.lastIndex < line.length) {
    const match = token.exec(line)
    if (match === null) return null
    const text = match[1] ?? match[2] ?? match[3]
    if (text !== undefined) word = (word ?? '') + text
    else if (word !== null) {
      words.push(word)
      word = null
    }
  }
  if (word !== null) words.push(word)
  return words
}
