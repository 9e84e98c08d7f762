/** The command tree: commander reads the words, one file per command does the work. */

import { Command, CommanderError, Help, Option } from 'commander'
import { PlanError } from '../plan/problem.ts'
import { didYouMean } from '../plan/report.ts'
import { pageText } from '../render/manual.ts'
import type { Language } from '../render/messages.ts'
import { displayWidth, wrapped } from '../render/width.ts'
import { version } from '../version.ts'
import { type CommandSpec, commands, exitCodeHelp, texts } from './commands.ts'
import { type Context, newContext, remark, tell, widthOf } from './context.ts'
import { exitCodes } from './exit.ts'
import { helpNames, helpPage, manPage } from './manual.ts'
import { flagsOf, globalOptions, type OptionSpec, placeholders, type RawOptions, readOptions } from './options.ts'
import { toStdout } from './output.ts'
import { type UsageProblem, unknownOption, usageProblem } from './usage.ts'
import { glimpse, withCommand } from './words.ts'
import type { World } from './world.ts'

/** What a command is run with. */
type Call = { readonly spec: CommandSpec; readonly words: readonly string[]; readonly raw: RawOptions }

/**
 * @param argv  the words after `yuce`
 * @returns the exit code
 * @throws whatever the command throws
 */
export async function runProgram(argv: readonly string[], world: World): Promise<number> {
  const first = readOptions(glimpse(argv), world.env).options
  const printed: string[] = []
  const calls: Call[] = []
  const words = withCommand(argv)
  const named = commands.filter(({ name }) => name === words[0])
  const program = buildProgram(
    named.length > 0 ? named : commands,
    first.language,
    widthOf(world),
    (text) => printed.push(text),
    (call) => calls.push(call),
  )
  const problems = parse(program, words)
  if (printed.length > 0 && problems.length === 0) {
    await toStdout(world, first.language, (write) => write(printed.join('')))
    return exitCodes.done
  }
  const [call] = calls
  if (call === undefined || problems.length > 0)
    return refuse(newContext(world, first), problems, commandIn(program, argv))
  const { options, problems: wrong } = readOptions(call.raw, world.env)
  const context = newContext(world, options)
  const extra = call.words.slice(mostArguments(call.spec)).map((text) => extraArgument(call.spec, text))
  const found = [...wrong, ...extra, ...unusedOptions(call)]
  if (found.length > 0) return refuse(context, found, `yuce ${call.spec.name}`)
  if (call.spec.name === 'help') return await help(call.words[0] ?? null, context)
  return await call.spec.run(context, call.words, call.raw)
}

/** What is said of a command or a topic; of yuce itself where none is named. */
async function help(name: string | null, context: Context): Promise<number> {
  const { world, options } = context
  const { language } = options
  if (name === null || commands.some((each) => each.name === name)) {
    return await runProgram([...(name === null ? [] : [name]), '--help', '--lang', language], world)
  }
  const page = helpPage(name, language)
  if (page === null && name !== 'man') {
    return refuse(context, [usageProblem('unknown-help', { text: name }, didYouMean(name, helpNames()))], 'yuce')
  }
  const text = page === null ? manPage(language) : pageText(page, widthOf(world))
  await toStdout(world, language, (write) => write(text))
  return exitCodes.done
}

/** A usage error: what is wrong, and where to read on. */
async function refuse(context: Context, problems: readonly UsageProblem[], command: string): Promise<number> {
  await tell(context, problems)
  await remark(context, `\n${context.words.seeHelp(command)}`)
  return exitCodes.unusable
}

function extraArgument({ name }: CommandSpec, text: string): UsageProblem {
  const command = `yuce ${name}`
  return usageProblem('extra-argument', { command, text }, { key: 'run', words: { command: `${command} --help` } })
}

/** Options that the command would pass over: what they were meant to change would stay as it is. */
function unusedOptions({ spec, raw }: Call): UsageProblem[] {
  const command = `yuce ${spec.name}`
  const help = { key: 'run', words: { command: `${command} --help` } } as const
  const given = (spec.unused ?? []).filter((option) => raw[camelCase(option)] !== undefined)
  return given.map((option) => usageProblem('option-unused', { option, command }, help))
}

/** `--base-year` is `baseYear`, as commander has it. */
function camelCase(flag: string): string {
  return flag.slice(2).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function mostArguments({ arguments: own }: CommandSpec): number {
  return own.at(-1)?.name.endsWith('...>') === true ? Number.POSITIVE_INFINITY : own.length
}

/** Let commander read the words; its complaints come back as problems. */
function parse(program: Command, words: readonly string[]): UsageProblem[] {
  try {
    program.parse([...words], { from: 'user' })
    return []
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? [] : [complaint(error, program, words)]
  }
}

/** `yuce check`, or `yuce` where no command is named. */
function commandIn(program: Command, words: readonly string[]): string {
  const command = program.commands.find((each) => words.includes(each.name()))
  return command === undefined ? 'yuce' : `yuce ${command.name()}`
}

/** What commander says in English, as a problem in the catalogue's words. */
function complaint({ code, message }: CommanderError, program: Command, words: readonly string[]): UsageProblem {
  const quoted = /'([^']*)'/.exec(message)?.[1] ?? ''
  const command = program.commands.find((each) => words.includes(each.name()))
  const name = commandIn(program, words)
  switch (code) {
    case 'commander.unknownOption': {
      const flags = (command ?? program).options.flatMap(({ short, long }) =>
        [short, long].filter((each) => each !== undefined),
      )
      return unknownOption(quoted, flags, name)
    }
    case 'commander.optionMissingArgument': {
      const [, option = quoted, placeholder = ''] = /(--[\w-]+) <([^>.]*)/.exec(quoted) ?? []
      const example = `${option} ${placeholders[placeholder] ?? placeholder}`
      return usageProblem('option-value-missing', { option }, { key: 'write', words: { example } })
    }
    case 'commander.missingArgument': {
      const example = `${name} ${placeholders[quoted] ?? quoted}`
      const argument = quoted.toUpperCase()
      return usageProblem('argument-missing', { command: name, argument }, { key: 'write', words: { example } })
    }
    default: {
      const text =
        code === 'commander.unknownCommand'
          ? quoted
          : (words.find((each) => !each.startsWith('-') && each !== 'help') ?? '')
      return usageProblem(
        'unknown-command',
        { text },
        didYouMean(
          text,
          commands.map((each) => each.name),
        ),
      )
    }
  }
}

/** @param specs  the commands to know: all of them, or, where the line begins with one, that one (2 ms sooner) */
function buildProgram(
  specs: readonly CommandSpec[],
  language: Language,
  width: number,
  print: (text: string) => void,
  called: (call: Call) => void,
): Command {
  const say = texts[language]
  const program = new Command('yuce')
  prepare(program, language, width, print)
    .description(say.description)
    .version(version, '-V, --version', say.version)
    .helpCommand(false)
    .enablePositionalOptions()
    .addHelpText('before', examplesText(say.examples, say.programExamples))
    .addHelpText('after', `\n${hanging(exitCodeHelp[language], width)}`)
  for (const spec of globalOptions) program.addOption(optionOf(spec, language, false))
  for (const spec of specs) addCommand(program, spec, language, width, print, called)
  return program
}

function addCommand(
  program: Command,
  spec: CommandSpec,
  language: Language,
  width: number,
  print: (text: string) => void,
  called: (call: Call) => void,
): void {
  const say = texts[language]
  const command = prepare(program.command(spec.name), language, width, print)
    .description(spec[language])
    .addHelpText('before', examplesText(say.examples, spec.examples))
    .addHelpText('after', () => exampleOf(spec.name, language, width))
    .addHelpText('after', `\n${hanging(exitCodeHelp[language], width)}`)
  for (const { name, en, zh } of spec.arguments) command.argument(name, language === 'zh' ? zh : en)
  // Several names after one option would swallow the arguments of a command that has some.
  const isVariadic = spec.arguments.length === 0
  for (const option of spec.options) command.addOption(optionOf(option, language, isVariadic))
  command.optionsGroup(say.globalOptions)
  for (const option of globalOptions) {
    const isUnused = flagsOf(option).some((flag) => spec.unused?.includes(flag))
    command.addOption(optionOf(option, language, isVariadic).hideHelp(isUnused))
  }
  command.action(() => called({ spec, words: command.args, raw: merged(program.opts(), command.opts()) }))
}

/** What every command of the tree has in common. */
function prepare(command: Command, language: Language, width: number, print: (text: string) => void): Command {
  const { titles } = texts[language]
  return command
    .exitOverride()
    .configureOutput({
      writeOut: print,
      writeErr: () => {},
      outputError: () => {},
      getOutHelpWidth: () => width,
      getErrHelpWidth: () => width,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .configureHelp({
      displayWidth,
      // Columns that must be left beside the names; with less the texts stand below them.
      minWidthToWrap: LEAST_BESIDE,
      formatItem(term, termWidth, description, helper) {
        if (description === '' || width - termWidth - 4 >= LEAST_BESIDE) {
          return Help.prototype.formatItem.call(this, term, termWidth, description, helper)
        }
        return [`  ${term}`, ...wrapped(description, width - 6).map((line) => `      ${line}`)].join('\n')
      },
      boxWrap: (text, columns) =>
        text
          .split('\n')
          .flatMap((line) => wrapped(line, columns))
          .join('\n'),
      formatHelp(shown, helper) {
        return commandsFirst(Help.prototype.formatHelp.call(this, shown, helper), texts[language].commands)
      },
      styleTitle: (title) => (Object.hasOwn(titles, title) ? (titles[title] ?? title) : title),
    })
    .helpOption('-h, --help', texts[language].help)
    .showSuggestionAfterError(false)
    .allowExcessArguments()
}

/** Columns of a list's texts beside its names, at least. */
const LEAST_BESIDE = 30

/** Lines that fit; what is folded stands below the text of its list, whose names take seven columns. */
function hanging(text: string, width: number): string {
  const lines = text.split('\n').flatMap((line) => {
    const name = /^ +\S+ +/.exec(line)?.[0] ?? ''
    const [first = '', ...more] = wrapped(line.slice(name.length), width - name.length)
    return [name + first, ...more.map((each) => ' '.repeat(name.length) + each)]
  })
  return lines.join('\n')
}

/** What yuce can do comes before how: the list of commands above that of options. */
function commandsFirst(help: string, title: string): string {
  const blocks = help.trimEnd().split('\n\n')
  const list = blocks.find((block) => block.startsWith(title))
  if (list === undefined) return help
  const [usage = '', description = '', ...others] = blocks.filter((block) => block !== list)
  return `${[usage, description, list, ...others].join('\n\n')}\n`
}

function optionOf(spec: OptionSpec, language: Language, isVariadic: boolean): Option {
  const isList = spec.takes === 'texts' || spec.takes === 'names'
  const option = new Option(isList && isVariadic ? spec.flags.replace('>', '...>') : spec.flags, spec[language])
  if (!isList) return spec.takes === 'flag' ? option : option.argParser((text: string) => notAFlag(text, spec))
  const parts = (text: string) => (spec.takes === 'names' ? namesIn(text) : [text])
  return option.argParser((text: string, before: string[] | undefined) => [
    ...(before ?? []),
    ...parts(notAFlag(text, spec)),
  ])
}

/**
 * `-s -p DIR`: the value was forgotten, and the next option must not be taken for it.
 *
 * @throws PlanError
 */
function notAFlag(text: string, spec: OptionSpec): string {
  if (!globalOptions.some((each) => flagsOf(each).includes(text))) return text
  const option = flagsOf(spec).at(-1) ?? ''
  const placeholder = /<([^>]*)>/.exec(spec.flags)?.[1] ?? ''
  const words = { example: `${option} ${placeholders[placeholder] ?? placeholder}` }
  throw new PlanError([usageProblem('option-value-missing', { option }, { key: 'write', words })])
}

/** Options before the command and after it: lists are put together, else what stands after it wins. */
function merged(before: RawOptions, after: RawOptions): RawOptions {
  const both: Record<string, unknown> = { ...before, ...after }
  for (const name of Object.keys(both)) {
    const [first, last] = [before[name], after[name]]
    if (Array.isArray(first) && Array.isArray(last)) both[name] = [...first, ...last]
    // commander gives an option `--no-x` the value true unless it is there.
    if (first === false) both[name] = false
  }
  return both
}

/** Columns that what is printed on a page of help takes. */
const PAGE_WIDTH = 80

/** The page of a command, which shows one run of it; none where that would be folded out of shape. */
function exampleOf(name: string, language: Language, width: number): string {
  const page = width < PAGE_WIDTH ? null : helpPage(name, language)
  return page === null ? '' : `\n${pageText(page, width)}`
}

function examplesText(title: string, examples: readonly string[]): string {
  return `${title}\n${examples.map((each) => `  $ ${each}\n`).join('')}`
}

/** `a,b`. A list that names nothing stays one name, '', which is then unknown: an empty choice is never all of them. */
function namesIn(text: string): string[] {
  const names = text.split(/[,，]/).filter((each) => each !== '')
  return names.length === 0 ? [''] : names
}
