/** What may come next on a command line. yargs says which commands, options and choices; the plan says which names. */

import type { Glance } from '../../plan/glance.ts'
import type { Language } from '../../render/messages.ts'
import { type CommandSpec, commands } from '../commands.ts'
import { flagsOf, globalOptions, type OptionSpec, takesValue } from '../options.ts'
import { type Candidate, candidate, listOf, type Paths, values } from './values.ts'
import { createYargs } from './yargs.ts'

export type Offer = readonly Candidate[] | Paths

/**
 * @param words    the words before the cursor, without `yuce`
 * @param current  the word at the cursor, as far as it is typed
 * @param glance   looks at the plan when a name of it is asked for
 */
export async function offer(
  words: readonly string[],
  current: string,
  glance: (plan: string | null) => Glance,
  language: Language,
): Promise<Offer> {
  const line = readWords(words, current)
  const { named, typed, prefix } = line
  const mirrored = await askYargs(words, current)
  const place = named ?? line.argument
  if (place !== null) {
    const found = valuesFor(place, typed, line.command, () => glance(mirrored.plan), language)
    if (typeof found === 'string') return found
    return found.filter(({ text }) => text.startsWith(typed)).map((each) => ({ ...each, text: prefix + each.text }))
  }
  const descriptions = describedIn(line.command, language)
  const repeated = line.options.filter(({ takes }) => takes === 'texts' || takes === 'names').map(longFlag)
  const unused = new Set(line.command?.unused)
  const texts = [...mirrored.offered, ...(current.startsWith('-') ? repeated : [])].filter((text) => !unused.has(text))
  return [...new Set(texts)]
    .filter((text) => text.startsWith(current))
    .map((text) => candidate(text, descriptions.get(text) ?? ''))
}

/** A value's place: an option's, or an argument's, by its placeholder. */
type Place = { readonly placeholder: string; readonly choices: readonly string[] | undefined; readonly isList: boolean }

type Words = {
  readonly command: CommandSpec | null
  readonly options: readonly OptionSpec[]
  /** The option whose value is being typed. */
  readonly named: Place | null
  /** The argument that is being typed. */
  readonly argument: Place | null
  readonly typed: string
  /** What stands before the value in its word: `--plan=`. */
  readonly prefix: string
}

function readWords(words: readonly string[], current: string): Words {
  const command = commandIn(words)
  const options = [...(command?.options ?? []), ...globalOptions]
  const optionOf = (word: string) => options.find((option) => flagsOf(option).includes(word)) ?? null
  const place = (option: OptionSpec): Place => ({
    placeholder: placeholderOf(option.flags),
    choices: option.choices,
    isList: option.takes === 'names',
  })
  const base = { command, options, named: null, argument: null, typed: current, prefix: '' }
  const inline = /^(--[\w-]+)=(.*)$/su.exec(current)
  const inlined = inline === null ? null : optionOf(inline[1] ?? '')
  if (inline !== null && inlined !== null && takesValue(inlined)) {
    return { ...base, named: place(inlined), typed: inline[2] ?? '', prefix: `${inline[1]}=` }
  }
  if (current.startsWith('-') && current !== '-') return base
  // Lists take word after word, where the command has no arguments of its own.
  const isVariadic = (command?.arguments.length ?? 0) === 0
  const last = words.findLastIndex((word) => word.startsWith('-') && word !== '-')
  const option = last < 0 ? null : optionOf(words[last] ?? '')
  const isList = option?.takes === 'texts' || option?.takes === 'names'
  if (option !== null && takesValue(option) && (last === words.length - 1 || (isVariadic && isList))) {
    return { ...base, named: place(option) }
  }
  const argument = command === null ? null : argumentAt(command, words, optionOf)
  return { ...base, argument }
}

/** The first word that names one, unless it is the value of an option before it. */
function commandIn(words: readonly string[]): CommandSpec | null {
  const takesNext = (i: number) =>
    globalOptions.some((each) => takesValue(each) && flagsOf(each).includes(words[i] ?? ''))
  const found = words.find((word, i) => commands.some(({ name }) => name === word) && !takesNext(i - 1))
  return commands.find(({ name }) => name === found) ?? null
}

function argumentAt(
  command: CommandSpec,
  words: readonly string[],
  optionOf: (word: string) => OptionSpec | null,
): Place | null {
  let given = 0
  let isBehind = false
  for (const [i, word] of words.entries()) {
    const before = optionOf(words[i - 1] ?? '')
    if (word.startsWith('-') || (before !== null && takesValue(before))) continue
    if (isBehind) given++
    else isBehind = word === command.name
  }
  const own = command.arguments
  const last = own.at(-1)
  const argument = own[given] ?? (last?.name.endsWith('...>') === true ? last : undefined)
  if (argument === undefined) return null
  return { placeholder: placeholderOf(argument.name), choices: argument.choices, isList: false }
}

function placeholderOf(flags: string): string {
  return /[<[]([^>\].]*)/.exec(flags)?.[1] ?? ''
}

/** Targets are named, not described, in these. */
const byTarget = ['solve', 'sweep', 'sensitivity', 'discover']

function valuesFor(
  { placeholder, choices, isList }: Place,
  typed: string,
  command: CommandSpec | null,
  glance: () => Glance,
  language: Language,
): Offer {
  if (choices !== undefined) {
    const all = choices.map((choice) => candidate(choice))
    return isList ? listOf(typed, () => all) : all
  }
  const known = Object.hasOwn(values, placeholder) ? values[placeholder] : undefined
  if (known === undefined || (placeholder === 'condition' && !byTarget.includes(command?.name ?? ''))) return []
  return typeof known === 'string' ? known : known(typed, glance(), language)
}

function describedIn(command: CommandSpec | null, language: Language): ReadonlyMap<string, string> {
  const described = new Map<string, string>()
  if (command === null) for (const each of commands) described.set(each.name, each[language])
  for (const option of [...globalOptions, ...(command?.options ?? [])]) {
    for (const flag of flagsOf(option)) described.set(flag, option[language])
  }
  return described
}

function longFlag(option: OptionSpec): string {
  return flagsOf(option).at(-1) ?? ''
}

type Parsed = { readonly plan?: unknown }
type Usual = (take: (error: Error | null, offered: readonly string[] | undefined) => void) => void
type Mirrored = { readonly offered: readonly string[]; readonly plan: string | null }

/** yargs wants a command to complete by; nobody is offered it. */
const NO_COMMAND = 'no-command'

/** The command tree as yargs sees it, and what it offers for these words. */
function askYargs(words: readonly string[], current: string): Promise<Mirrored> {
  return new Promise((resolve) => {
    const yargs = createYargs([])
    yargs
      .help(false)
      .version(false)
      .exitProcess(false)
      .locale('en')
      .fail(() => {})
    yargs.parserConfiguration({ 'boolean-negation': false, 'camel-case-expansion': false })
    yargs.option('help', { alias: 'h', type: 'boolean' }).option('version', { alias: 'V', type: 'boolean' })
    for (const option of globalOptions) yargs.option(...mirrored(option))
    for (const { name, options } of commands) {
      yargs.command(name, '', (own) => options.reduce((each, option) => each.option(...mirrored(option)), own))
    }
    // Taken from within, for yargs would print it; it tells this kind of function by its four parameters.
    yargs.completion(NO_COMMAND, false, (_current: string, argv: Parsed, usual: Usual, _done: unknown) => {
      usual((_error, offered) => {
        const { plan } = argv
        // It writes one-letter options with two dashes too.
        const texts = (offered ?? []).filter((text) => text !== NO_COMMAND && !/^--.$/.test(text))
        resolve({ offered: texts, plan: typeof plan === 'string' ? plan : null })
      })
    })
    void yargs.parse(['--get-yargs-completions', 'yuce', ...words, current])
  })
}

function mirrored(
  option: OptionSpec,
): [name: string, description: { alias: string[]; type: 'string' | 'boolean' | 'array' }] {
  const names = flagsOf(option).map((flag) => flag.replace(/^--?/, ''))
  const type = takesValue(option) ? 'string' : 'boolean'
  return [names.at(-1) ?? '', { alias: names.slice(0, -1), type }]
}
