/** The fenced blocks of a page: files to write, commands to run, and what they print. */

export type Fence = {
  /** What stands after the three backticks: `console`, `csv baseline.csv`. */
  readonly info: string
  readonly body: string
  /** Of the body, in the page. */
  readonly start: number
}

export type Session = {
  readonly command: string
  /** What the page shows below it, up to the next command. */
  readonly shown: string
}

export function fences(page: string): Fence[] {
  const pattern = /^```([^\n`]*)\n(.*?)^```$/gms
  return [...page.matchAll(pattern)].map((match) => {
    const info = (match[1] ?? '').trim()
    const body = match[2] ?? ''
    return { info, body, start: match.index + match[0].indexOf('\n') + 1 }
  })
}

/** The commands of a block: a line that starts with `$ ` and the lines after it. */
export function sessions(body: string): Session[] {
  const found: Session[] = []
  for (const line of body.split(/(?<=\n)/)) {
    const last = found.at(-1)
    if (line.startsWith('$ ')) found.push({ command: line.slice(2).trimEnd(), shown: '' })
    else if (last !== undefined) found[found.length - 1] = { ...last, shown: last.shown + line }
  }
  return found
}

/** A fenced block that holds `text`, whatever backticks are in it. */
export function fenced(info: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((run) => run[0].length))
  const fence = '`'.repeat(longest + 1)
  const end = text === '' || text.endsWith('\n') ? '' : '\n'
  return `${fence}${info}\n${text}${end}${fence}\n`
}
