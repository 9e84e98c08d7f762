/** `yuce help`: pages on commands and topics, and all of them as a man page. They lie in `data/help/`. */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { guarded, pageRoff, roff } from '../render/manual.ts'
import type { Language } from '../render/messages.ts'
import { version } from '../version.ts'
import { commands, exitCodeHelp, texts } from './commands.ts'
import { dataFolder } from './loading.ts'
import { globalOptions, type OptionSpec } from './options.ts'

/** The page of a command or a topic; null where there is none. */
export function helpPage(name: string, language: Language): string | null {
  if (!/^[a-z-]+$/.test(name)) return null
  try {
    return readFileSync(join(dataFolder, 'help', language, `${name}.md`), 'utf8')
  } catch {
    return null
  }
}

/** Everything there is help on. */
export function helpNames(): string[] {
  return [...commands.map(({ name }) => name), ...helpTopics(), 'man']
}

/** Topics beside the commands. */
export function helpTopics(): string[] {
  const pages = readdirSync(join(dataFolder, 'help/en')).map((name) => name.replace(/\.md$/, ''))
  return pages.filter((name) => !commands.some((command) => command.name === name)).sort()
}

const titles = {
  en: {
    name: 'NAME',
    usage: 'SYNOPSIS',
    description: 'DESCRIPTION',
    commands: 'COMMANDS',
    options: 'OPTIONS OF EVERY COMMAND',
    topics: 'TOPICS',
    exits: 'EXIT STATUS',
  },
  zh: {
    name: '名称',
    usage: '用法',
    description: '说明',
    commands: '命令',
    options: '各命令通用选项',
    topics: '专题',
    exits: '退出码',
  },
} as const

/** The manual as a man page (roff), from what `--help` and `help TOPIC` say. */
export function manPage(language: Language): string {
  const title = titles[language]
  const section = (heading: string, body: string) => `.SH "${heading}"\n${body}`
  const sections = [
    `.TH YUCE 1 "" "yuce ${version}" "yuce"\n`,
    section(title.name, `yuce \\- ${roff(texts[language].description)}\n`),
    section(title.usage, '.B yuce\n[\\fICOMMAND\\fR] [\\fIOPTIONS\\fR]\n'),
    section(
      title.commands,
      commands
        .map(({ name, arguments: own, options, ...say }) => {
          const usage = [`yuce ${name}`, ...own.map((each) => each.name)].join(' ')
          const page = helpPage(name, language)
          return `.SS "${roff(usage)}"\n${guarded(roff(say[language]))}\n${optionsRoff(options, language)}${page === null ? '' : pageRoff(page)}`
        })
        .join(''),
    ),
    section(title.options, optionsRoff(globalOptions, language)),
    section(
      title.topics,
      helpTopics()
        .map((name) => pageRoff(helpPage(name, language) ?? ''))
        .join(''),
    ),
    section(title.exits, exitsRoff(exitCodeHelp[language])),
  ]
  return sections.join('')
}

function optionsRoff(options: readonly OptionSpec[], language: Language): string {
  return options.map((option) => `.TP\n\\fB${roff(option.flags)}\\fR\n${guarded(roff(option[language]))}\n`).join('')
}

function exitsRoff(text: string): string {
  const [, ...lines] = text.split('\n')
  return lines
    .map((line) => line.trim().replace(/^(\d+) +(.*)$/s, (_, code, says) => `.TP\n${code}\n${roff(says)}\n`))
    .join('')
}
