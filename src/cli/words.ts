/** The words of a command line, before commander reads them. */

import { flagsOf, globalOptions, type RawOptions, takesValue } from './options.ts'

const valued: ReadonlySet<string> = new Set(globalOptions.filter(takesValue).flatMap(flagsOf))

/**
 * The words with `project` in front where they name no command: `yuce -s trend` is `yuce project -s trend`.
 * A request for help or for the version is about yuce itself.
 */
export function withCommand(argv: readonly string[]): string[] {
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? ''
    if (word === '-h' || word === '--help' || word === '-V' || word === '--version') return [...argv]
    if (word === '--') break
    if (!word.startsWith('-') || word === '-') return [...argv]
    if (valued.has(word)) i++
  }
  return ['project', ...argv]
}

/** Options that decide how a problem of the command line itself is told: their flags, and their value if they take none. */
const telling: readonly (readonly [name: string, flags: readonly string[], value: unknown])[] = [
  ['lang', ['--lang'], null],
  ['format', ['--format', '-f'], null],
  ['color', ['--color'], null],
  ['json', ['--json'], true],
  ['color', ['--no-color'], false],
  ['quiet', ['--quiet', '-q'], true],
  ['debug', ['--debug'], true],
]

/** Those options, as far as they can be seen without reading the line properly. */
export function glimpse(argv: readonly string[]): RawOptions {
  const found: Record<string, unknown> = {}
  for (const [i, word] of argv.entries()) {
    const [flag = '', inline] = /^-f./.test(word) ? ['-f', word.slice(2)] : word.split('=', 2)
    const option = telling.find(([, flags]) => flags.includes(flag))
    if (option !== undefined) found[option[0]] = option[2] ?? inline ?? argv[i + 1]
  }
  return found
}
