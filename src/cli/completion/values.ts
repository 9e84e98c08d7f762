/** What may stand for the value of an option or for an argument: the plan's own names, or fixed words. */

import type { Glance } from '../../plan/glance.ts'
import type { Named } from '../../plan/types.ts'
import type { Language } from '../../render/messages.ts'
import { helpNames } from '../manual.ts'

export type Candidate = {
  readonly text: string
  readonly description: string
  /** More of the word is to come: no space behind it. */
  readonly isOpen: boolean
}

/** What the shell itself completes. */
export type Paths = 'files' | 'folders'

type Values = (typed: string, plan: Glance, language: Language) => readonly Candidate[]

export function candidate(text: string, description = '', isOpen = false): Candidate {
  return { text, description, isOpen }
}

/** By placeholder: `<scenario>` is one of the plan's scenarios. */
export const values: Readonly<Record<string, Values | Paths>> = {
  after: 'files',
  assumption: assumptions,
  'assumption=values': assumptions,
  before: 'files',
  dir: 'folders',
  file: 'files',
  files: 'files',
  folder: 'folders',
  from: (typed, { scenarios }, language) => namesFor(typed, scenarios, language),
  history: 'files',
  inputs: (typed, plan, language) => listOf(typed, (last) => addresses(last, plan, language, '')),
  number: (typed, plan, language) => addresses(typed, plan, language, ''),
  plan: 'folders',
  scenario: (typed, { scenarios }, language) => listOf(typed, (last) => namesFor(last, scenarios, language)),
  'scenario:target': (typed, plan, language) => listOf(typed, (last) => requirements(last, plan, language)),
  condition: (typed, { targets }, language) => listOf(typed, (last) => namesFor(last, targets, language)),
  topic: () => helpNames().map((name) => candidate(name)),
  to: (typed, { scenarios }, language) => namesFor(typed, scenarios, language),
  variable: (typed, { variables }, language) => listOf(typed, (last) => namesFor(last, variables, language)),
  year: (_, { years }) => years.map((year) => candidate(String(year))),
}

/** The last of several names with commas between them. */
export function listOf(typed: string, complete: (last: string) => readonly Candidate[]): readonly Candidate[] {
  const start = Math.max(typed.lastIndexOf(','), typed.lastIndexOf('，')) + 1
  const before = typed.slice(0, start)
  const chosen = new Set(before.split(/[,，]/))
  return complete(typed.slice(start))
    .filter(({ text }) => !chosen.has(text))
    .map((each) => ({ ...each, text: before + each.text }))
}

/** Names as files use them; those in the reader's language where they are what is being typed. */
function namesFor(typed: string, items: readonly Named[], language: Language): readonly Candidate[] {
  const plain = items.map((item) => candidate(item.name, otherName(item, language)))
  if (typed === '' || plain.some(({ text }) => text.startsWith(typed))) return plain
  return items.flatMap(({ name, nameZh, nameEn }) =>
    [nameZh, nameEn].flatMap((other) => (other !== null && other !== name ? [candidate(other, name)] : [])),
  )
}

function otherName({ name, nameZh, nameEn }: Named, language: Language): string {
  const other = (language === 'zh' ? (nameZh ?? nameEn) : (nameEn ?? nameZh)) ?? ''
  return other === name ? '' : other
}

function assumptions(typed: string, plan: Glance, language: Language): readonly Candidate[] {
  return typed.includes('=') ? [] : addresses(typed, plan, language, '=')
}

const PROJECT_FIELDS = ['output', 'realisation', 'delay'] as const

/**
 * `growth[displays,2027]`, a part at a time.
 *
 * @param end  what follows the bracket
 */
function addresses(typed: string, plan: Glance, language: Language, end: string): readonly Candidate[] {
  const parts = /^([^[]*)\[(?:(.*),)?([^,]*)$/su.exec(typed)
  if (parts === null) {
    const fields = plan.projects.length > 0 ? PROJECT_FIELDS.map((name) => ({ name, nameZh: null, nameEn: null })) : []
    const names = namesFor(typed, [...plan.variables, ...fields], language)
    const starts = names.map((each) => ({ ...each, text: `${each.text}[`, isOpen: true }))
    return goneOn(starts, typed, (only) => addresses(only, plan, language, end))
  }
  const [, variable = '', sector] = parts
  if (sector !== undefined) {
    const years = ['*', ...plan.years.map(String)]
    return years.map((year) => candidate(`${variable}[${sector},${year}]${end}`, '', end !== ''))
  }
  if ((PROJECT_FIELDS as readonly string[]).includes(variable)) {
    return ['*', ...plan.projects.map(({ name }) => name)].map((name) =>
      candidate(`${variable}[${name}]${end}`, '', end !== ''),
    )
  }
  const sectors = [
    candidate('*'),
    candidate('total'),
    ...plan.sectors.map((each) => candidate(each.name, otherName(each, language))),
  ]
  const ways = sectors.map(({ text, description }) => candidate(`${variable}[${text},`, description, true))
  return goneOn(ways, typed, (only) => addresses(only, plan, language, end))
}

/** Where only one way goes on, what comes behind it: in an open quote bash would close it too soon. */
function goneOn(
  ways: readonly Candidate[],
  typed: string,
  next: (only: string) => readonly Candidate[],
): readonly Candidate[] {
  const possible = ways.filter(({ text }) => text.startsWith(typed))
  const [only] = possible
  return only !== undefined && possible.length === 1 ? next(only.text) : ways
}

/** `trend:revenue`, `*:*`. */
function requirements(typed: string, { scenarios, targets }: Glance, language: Language): readonly Candidate[] {
  const at = typed.indexOf(':')
  if (at < 0) {
    return ['*', ...scenarios.map(({ name }) => name)].map((name) => candidate(`${name}:`, '', true))
  }
  const scenario = typed.slice(0, at + 1)
  return [
    candidate(`${scenario}*`),
    ...targets.map((target) => candidate(scenario + target.name, otherName(target, language))),
  ]
}
