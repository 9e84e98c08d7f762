/** `--set` options: `growth[displays,2026]=+1pp`. */

import { type Cell, halfWidth, readCell } from './cells.ts'
import { variableAlias } from './headings.ts'
import { isReserved, isTotalWord, listed, looseSlot, sectorOf, slotOf, UNKNOWN, variableName } from './names.ts'
import { type Problem, problem, wholeFile } from './problem.ts'
import { type CellContext, distributionOf, numberOf, pathOf, reportBareRates, reportFault } from './quantities.ts'
import type { Reading } from './reading.ts'
import { didYouMean, write } from './report.ts'
import {
  type CellRef,
  EVERY_SECTOR,
  type Named,
  type ProjectField,
  type Quantity,
  type Setting,
  TOTAL,
} from './types.ts'
import { parseUnit, RATE } from './units.ts'
import { notAYear, parseYears, type Years } from './years.ts'

const projectFields: ReadonlySet<string> = new Set<ProjectField>(['output', 'realisation', 'delay'])
const example = "'growth[displays,2026]=+1pp'"

/**
 * One option, `variable[sector,years]=value`; sector and years may be left out or `*`.
 *
 * @param file     index of the option's text among the files
 * @param projects names of the plan's projects: `realisation[NAME]=0.3` sets one of them
 * @example 'growth[*,2026-2027]=*0.9', 'rd_intensity[total]=2%', 'delay[*]=1'
 */
export function readSetting(reading: Reading, file: number, projects: ReadonlySet<string>, settings: Setting[]): void {
  const text = (reading.files[file]?.text ?? '').trim()
  const at: CellRef = { file, line: 1, field: 0 }
  const parts = splitSetting(text)
  if (parts === null) {
    reading.report.cell('setting-syntax', at, { text, example })
    return
  }
  const field = parts.name
  if (isProjectField(field) && projects.size > 0) readProject(reading, at, text, field, parts, projects, settings)
  else readVariable(reading, at, text, parts, settings)
}

function isProjectField(name: string): name is ProjectField {
  return projectFields.has(name)
}

type Left = { readonly name: string; readonly where: string; readonly years: string }
type Parts = Left & { readonly value: string }

/** `name[where,years]=value`. */
function splitSetting(text: string): Parts | null {
  const equals = text.search(/[=＝]/)
  if (equals < 1) return null
  const left = splitAddress(text.slice(0, equals).trim())
  const value = text.slice(equals + 1).trim()
  return left === null || value === '' ? null : { ...left, value }
}

/** `name[where,years]`; years only where the last word in the brackets is `*` after a comma, or a year. */
function splitAddress(text: string): Left | null {
  const match = /^([^[\]［］]+)(?:[[［]([^[\]［］]*)[\]］])?$/.exec(text)
  if (match === null) return null
  const name = (match[1] ?? '').trim()
  const inside = (match[2] ?? '').trim()
  const comma = Math.max(inside.lastIndexOf(','), inside.lastIndexOf('，'))
  if (comma >= 0) return { name, where: inside.slice(0, comma).trim(), years: inside.slice(comma + 1).trim() }
  const isYear = /^[\d０-９]{4}/.test(inside)
  return isYear ? { name, where: '*', years: inside } : { name, where: inside, years: '*' }
}

/** What an option names: cells of one variable, `growth[displays,2026-2027]`, or a field of projects, `delay[*]`. */
export type Address = {
  /** As typed. */
  readonly text: string
  /** What of which project (`*`: every one); null where cells are named. */
  readonly project: { readonly name: string; readonly field: ProjectField } | null
  /** Index into the variables it was looked up in; −1 for projects. */
  readonly variable: number
  /** Index into the sectors, EVERY_SECTOR or TOTAL. */
  readonly sector: number
  /** Both included; both 0 where no year is named. */
  readonly firstYear: number
  readonly lastYear: number
}

/**
 * The address `variable[sector,years]` of `--vary` and `--over`, written as on the left of `--set`: sector and years
 * may be left out or `*`.
 *
 * @param names  a plan's, or a model's variables with the plan's sectors: then what the equations add is known too; with
 *   the plan's projects their fields are known, as `--set` knows them
 * @returns the address, or the problem with it
 * @example readAddress(plan, 'growth[*,2026-2027]') // { variable: 1, sector: EVERY_SECTOR, firstYear: 2026, … }
 */
export function readAddress(
  names: {
    readonly variables: readonly Named[]
    readonly sectors: readonly Named[]
    readonly projects?: readonly string[]
  },
  text: string,
): Address | Problem {
  const left = splitAddress(text.trim())
  const at = wholeFile('')
  if (left === null || left.name === '') {
    const words = { example: "'growth[displays,2026]'", other: "'growth[*,2026-2027]'" }
    return problem('address-syntax', at, { text }, { key: 'write-or', words })
  }
  const { name, where } = left
  if (isProjectField(name) && (names.projects ?? []).length > 0) {
    return readProjectAddress(text.trim(), name, where, names.projects ?? [])
  }
  const variable = named(name, names.variables) ?? named(variableAlias(name) ?? '', names.variables)
  if (variable === null) {
    return problem('unknown-variable', at, { text: name }, didYouMean(name, spoken(names.variables)))
  }
  const sector = isTotalWord(where) ? TOTAL : isReserved(where) ? EVERY_SECTOR : named(where, names.sectors)
  if (sector === null) {
    return problem('unknown-sector', at, { text: where }, didYouMean(where, spoken(names.sectors)))
  }
  const years = parseYears(left.years)
  if (!years.ok) return problem(years.code, at, { text: left.years }, notAYear(left.years))
  return { text: text.trim(), project: null, variable, sector, firstYear: years.first, lastYear: years.last }
}

function readProjectAddress(
  text: string,
  field: ProjectField,
  where: string,
  projects: readonly string[],
): Address | Problem {
  const name = isReserved(where) && !isTotalWord(where) ? '*' : where
  if (name !== '*' && !projects.includes(name)) {
    return problem('unknown-project', wholeFile(''), { text: where }, didYouMean(where, projects))
  }
  return { text, project: { name, field }, variable: -1, sector: EVERY_SECTOR, firstYear: 0, lastYear: 0 }
}

/** Index of the one item with this name, or else with this Chinese or English name. */
function named(text: string, items: readonly Named[]): number | null {
  const exact = items.findIndex(({ name }) => name === text)
  if (exact >= 0) return exact
  const others = items.flatMap(({ nameZh, nameEn }, index) => (nameZh === text || nameEn === text ? [index] : []))
  return others.length === 1 ? (others[0] ?? null) : null
}

function spoken(items: readonly Named[]): string[] {
  return [...new Set(items.flatMap(({ name, nameZh, nameEn }) => [name, nameZh, nameEn]))].filter(
    (each) => each !== null,
  )
}

function readProject(
  reading: Reading,
  at: CellRef,
  text: string,
  field: ProjectField,
  { where, value }: Parts,
  projects: ReadonlySet<string>,
  settings: Setting[],
): void {
  const { report } = reading
  const project = where === '' ? '*' : where
  if (project !== '*' && !projects.has(project)) {
    report.cell('setting-unknown', at, { name: project }, () => didYouMean(project, projects))
    return
  }
  const cell = readCell(value, { plusAdds: true })
  const isRefused = field === 'output' && isRateOfNothing(value, cell)
  const said = isRefused ? null : projectValue(reading, cell, field, at, value)
  if (said === 'faulty') return
  if (said !== null) settings.push({ kind: 'project', project, field, text, at, ...said })
  else {
    const example = field === 'output' ? '*0.8' : field === 'delay' ? '+1' : '0.3'
    report.cell('setting-syntax', at, { text, example: `'${field}[${project}]=${example}'` })
  }
}

/** The number or change a project's setting makes; null where it is neither, 'faulty' once its problem is reported. */
function projectValue(
  reading: Reading,
  cell: Cell,
  field: ProjectField,
  at: CellRef,
  text: string,
): Said | 'faulty' | null {
  if (cell.kind === 'relative') return { value: Number.NaN, quantity: cell }
  if (cell.kind !== 'number') return null
  const slot = field === 'output' ? slotOf('capacity', reading.variables) : looseSlot(field)
  const value = numberOf(cell, { reading, slot, stated: null, at, text })
  if (field === 'realisation') reportBareRates(reading, slot)
  return value === null ? 'faulty' : { value, quantity: null }
}

/** `+10pp` and `80%`: an output is an amount, and no rate can be added to it or stand for it; `*80%` scales it. */
function isRateOfNothing(text: string, cell: Cell): boolean {
  if (cell.kind === 'relative' && cell.operation === 'scale') return false
  const unit = /[^\d\s.,+-]+$/.exec(halfWidth(text).trim())?.[0] ?? ''
  return parseUnit(unit)?.base === RATE
}

function readVariable(reading: Reading, at: CellRef, text: string, parts: Parts, settings: Setting[]): void {
  const { report, variables } = reading
  const slot = listed(slotOf(variableName(parts.name, variables), variables), variables)
  const sector =
    parts.where === '' ? EVERY_SECTOR : sectorOf(parts.where, at, { ...reading.sectors, isOpen: false }, report)
  const years = parseYears(parts.years)
  if (!years.ok) report.cell(years.code, at, { text: parts.years }, notAYear(parts.years))
  if (sector === UNKNOWN || !years.ok) return
  const said = quantityIn(reading, readCell(parts.value), years, { reading, slot, stated: null, at, text: parts.value })
  if (said === null) return
  const { first: firstYear, last: lastYear } = years
  settings.push({ kind: 'variable', variable: slot.index, sector, firstYear, lastYear, text, at, ...said })
}

type Said = { readonly value: number; readonly quantity: Quantity | null }

/** What a setting may say: as an assumption's cell. Null once its problem is reported. */
function quantityIn({ report }: Reading, cell: Cell, years: Years, context: CellContext): Said | null {
  const { at, text } = context
  const said = (quantity: Quantity | null): Said | null => quantity && { value: Number.NaN, quantity }
  switch (cell.kind) {
    case 'number': {
      const value = numberOf(cell, context)
      return value === null ? null : { value, quantity: null }
    }
    case 'distribution': {
      const distribution = distributionOf(cell, 0, context)
      return distribution && { value: distribution.central, quantity: distribution }
    }
    case 'path':
      if (years.ok && years.first !== 0 && years.first === years.last) {
        report.cell('path-needs-years', at, { text }, write(`${years.first}-${years.first + 2}`, '*'))
        return null
      }
      return said(pathOf(cell, context))
    case 'relative':
    case 'formula':
      return said(cell)
    case 'measured':
      return said({ kind: 'formula', text: cell.text })
    case 'missing':
      return { value: Number.NaN, quantity: null }
    case 'fault':
      reportFault(cell.fault, context)
      return null
    case 'residual':
      report.cell('residual-not-here', at, { text }, write('8%'))
      return null
  }
}
