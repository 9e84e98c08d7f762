/** `--where` and `--group-by`: which sectors are shown, and the totals of which groups. */

import type { Model } from '../model/types.ts'
import { halfWidth, isMissing } from '../plan/cells.ts'
import { groupTotalName } from '../plan/groupings.ts'
import { type Help, PlanError, type Problem } from '../plan/problem.ts'
import { didYouMean, oneOf } from '../plan/report.ts'
import { suggest } from '../plan/suggest.ts'
import type { Grouping, Plan } from '../plan/types.ts'
import type { OptionSpec, RawOptions } from './options.ts'
import { chosenSector, chosenVariables } from './selection.ts'
import { usageProblem } from './usage.ts'

export const groupOptions: readonly OptionSpec[] = [
  {
    flags: '--group-by <columns>',
    takes: 'names',
    en: 'totals by columns of sectors.csv, then of all: --group-by city,province',
    zh: '按 sectors.csv 的列分组合计，最后为总计：--group-by city,province',
  },
  {
    flags: '--where <sectors>',
    takes: 'value',
    en: "only some sectors: 'sector in displays,phones', 'province = Sichuan and industry != chips'",
    zh: "只取部分行业，如 'sector in displays,phones'、'province = 四川 and industry != chips'",
  },
]

/** What was asked for, in terms of the plan. */
export type Groups = {
  /** By level, in the order asked; of the chosen sectors alone, if some were chosen. */
  readonly levels: readonly Grouping[]
  /** The chosen sectors as the one group of a grouping; null: all of them. */
  readonly chosen: Grouping | null
  /** Indexes into `plan.sectors`; null: all of them. */
  readonly sectors: readonly number[] | null
  readonly isGrouped: boolean
}

/** Groupings that are not columns of the plan are called by this word and what they are made of. */
const CHOSEN = 'chosen'

/** @throws PlanError for columns and names that the plan does not have */
export function groupsAsked(plan: Plan, raw: RawOptions): Groups | null {
  const columns = Array.isArray(raw['groupBy']) ? (raw['groupBy'] as string[]) : []
  const condition = typeof raw['where'] === 'string' ? raw['where'] : null
  if (columns.length === 0 && condition === null) return null
  const levels = [...new Set(columns)].map((name) => columnCalled(plan, name))
  const isChosen = condition === null ? null : sectorsWhere(plan, condition)
  const sectors = isChosen === null ? null : [...isChosen.keys()].filter((sector) => isChosen[sector])
  if (isChosen === null) return { levels, chosen: null, sectors, isGrouped: levels.length > 0 }
  const of = Int32Array.from(isChosen, (is) => (is ? 0 : -1))
  const chosen = levels.length === 0 ? null : { name: CHOSEN, groups: [CHOSEN], of }
  return { levels: levels.map((each) => restricted(each, isChosen)), chosen, sectors, isGrouped: levels.length > 0 }
}

/** Groups of the chosen sectors; those without any are left out. */
function restricted({ name, groups, of }: Grouping, isChosen: readonly boolean[]): Grouping {
  const kept = groups.map((_, group) => of.some((each, sector) => each === group && isChosen[sector]))
  const index = kept.map((is, group) => (is ? kept.slice(0, group).filter(Boolean).length : -1))
  return {
    name: `${CHOSEN} ${name}`,
    level: name,
    groups: groups.filter((_, group) => kept[group]),
    of: of.map((group, sector) => (isChosen[sector] ? (index[group] ?? -1) : -1)),
  }
}

/** The groupings that a model must have totals of. */
export function groupingsOf({ levels, chosen }: Groups): Grouping[] {
  return [...levels, ...(chosen === null ? [] : [chosen])]
}

function columnCalled({ groupings }: Plan, name: string): Grouping {
  const found = groupings.find((each) => each.name === name)
  if (found !== undefined) return found
  const names = groupings.map((each) => each.name)
  throw new PlanError([usageProblem('unknown-grouping', { text: name }, nearest(name, names))])
}

/** What may have been meant. */
function nearest(text: string, names: readonly string[]): Help | undefined {
  if (suggest(text, names).length > 0) return didYouMean(text, names)
  return names.length > 0 ? oneOf(names) : undefined
}

/** `sector in a,b and province != Sichuan`: by sector, whether it is chosen. */
function sectorsWhere(plan: Plan, condition: string): boolean[] {
  const clauses = splitOutside(condition, /\s+and\s+|\s*&&\s*/i).map((text) => clauseOf(plan, condition, text))
  return plan.sectors.map((_, sector) => clauses.every((holds) => holds(sector)))
}

function clauseOf(plan: Plan, condition: string, text: string): (sector: number) => boolean {
  const match = /^\s*(.+?)\s*(?:(!=|<>|≠|==?)|\s(not\s+in|in)\s)\s*(.+?)\s*$/isu.exec(widthOfSigns(text))
  const [, column = '', sign, word, values = ''] = match ?? []
  const names = splitOutside(values.replace(/^\((.*)\)$/su, '$1'), /\s*[,，]\s*/).map(unquoted)
  const isList = word !== undefined
  if (match === null || names.some(isMissing) || (names.length > 1 && !isList)) {
    throw new PlanError([usageProblem('where-syntax', { text: condition })])
  }
  const isNegative = word === undefined ? sign !== '=' && sign !== '==' : /^not/i.test(word)
  const wanted = membersOf(plan, unquoted(column), names)
  return (sector) => wanted(sector) !== isNegative
}

function membersOf(plan: Plan, column: string, names: readonly string[]): (sector: number) => boolean {
  if (['sector', '行业'].includes(column)) {
    const sectors = new Set(names.map((name) => chosenSector(plan, name)))
    return (sector) => sectors.has(sector)
  }
  const { groups, of } = columnCalled(plan, column)
  const unknown = names.filter((name) => !groups.includes(name))
  if (unknown.length > 0) {
    throw new PlanError(unknown.map((text) => usageProblem('unknown-group', { text, column }, nearest(text, groups))))
  }
  const wanted = new Set(names.map((name) => groups.indexOf(name)))
  return (sector) => wanted.has(of[sector] as number)
}

/** Full-width signs as plain ones; names stay as they are. */
function widthOfSigns(text: string): string {
  return text.replace(/[！＝，（）＜＞]/g, halfWidth)
}

/** Parts between separators, quoted ones whole. */
function splitOutside(text: string, separator: RegExp): string[] {
  const quotes: string[] = []
  const bare = text.replace(/'[^']*'|"[^"]*"/g, (quote) => `\uE000${quotes.push(quote) - 1}\uE000`)
  return bare
    .split(separator)
    .map((part) => part.replace(/\uE000(\d+)\uE000/g, (_, index) => quotes[Number(index)] ?? ''))
}

function unquoted(text: string): string {
  const trimmed = text.trim()
  return /^'[^']*'$|^"[^"]*"$/.test(trimmed) ? trimmed.slice(1, -1) : trimmed
}

export type GroupSelection = {
  readonly variables: readonly number[]
  /** What the author should know: sectors in no group, and totals that there are not. */
  readonly problems: readonly Problem[]
}

/**
 * The totals that are shown: level by level and group by group, then of all or of the chosen.
 *
 * @param names  of variables; null: every total among the results
 * @throws PlanError where groups have no total of any of them
 */
export function groupSelection(model: Model, groups: Groups, names: readonly string[] | null): GroupSelection {
  const asked = chosenVariables(model, names) ?? model.results
  const wanted = asked.flatMap((index) => model.variables[index] ?? []).filter(({ within }) => within === undefined)
  const totals = names === null ? wanted.filter(({ level }) => level === 'total') : wanted
  const all = groupingsOf(groups)
  const totalIn = (name: string, grouping: number, group: number) =>
    model.variableByName.get(groupTotalName(name, all, { grouping, group }))
  const hasGroups = ({ name }: (typeof totals)[number]) =>
    all.some((_, grouping) => totalIn(name, grouping, 0) !== undefined)
  const shown = totals.filter(hasGroups)
  const variables = shown.flatMap(({ name, index }) => [
    ...all.flatMap(({ groups }, grouping) => groups.flatMap((_, group) => totalIn(name, grouping, group) ?? [])),
    ...(groups.sectors === null ? [index] : []),
  ])
  const left = totals.filter((each) => !hasGroups(each)).map(({ name }) => name)
  // A table without a row would pass for a result.
  if (shown.length === 0 && left.length > 0)
    throw new PlanError(left.map((name) => usageProblem('no-group-total', { variable: name, name })))
  const leftOut = usageProblem('left-out-of-groups', { variables: left.join(', ') })
  return { variables, problems: [...inNoGroup(model.plan, groups), ...(left.length > 0 ? [leftOut] : [])] }
}

function inNoGroup({ sectors, files }: Plan, { levels, sectors: chosen }: Groups): Problem[] {
  const file = files.find(({ name }) => /^sectors\./.test(name))?.name ?? 'sectors.csv'
  const shown = chosen ?? [...sectors.keys()]
  return levels.flatMap(({ name, level = name, of }) => {
    const without = shown.filter((sector) => of[sector] === -1).map((sector) => sectors[sector]?.name ?? '')
    if (without.length === 0) return []
    const named = without.length > 3 ? `${without.slice(0, 3).join(', ')}, …` : without.join(', ')
    return [usageProblem('in-no-group', { level, count: without.length, sectors: named, file })]
  })
}
