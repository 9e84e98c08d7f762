/** The names of a plan, and what a cell that holds one means. */

import { variableAlias } from './headings.ts'
import { didYouMean, oneOf, type Reporter } from './report.ts'
import { type CellRef, EVERY_SCENARIO, EVERY_SECTOR, type Named, TOTAL } from './types.ts'
import { areAlike, isMoney, parseUnit, RATE, type Unit } from './units.ts'

/** A cell that names nothing: the problem has been reported. */
export const UNKNOWN = -3

const everyWords: ReadonlySet<string> = new Set(['', '*', '＊', '全部'])
const totalWords: ReadonlySet<string> = new Set(['total', '合计', '总计'])

/** Words that mean every sector, the total, or nothing; none of them may be a name. */
export function isReserved(name: string): boolean {
  return everyWords.has(name) || isTotalWord(name)
}

/** Yearbooks set the word for the total apart: `合　计`. */
export function isTotalWord(text: string): boolean {
  return text.length <= 20 && totalWords.has(text.replace(/\s+/g, '').toLowerCase())
}

export type NamedAt = Named & { readonly at: CellRef }

/** Sectors or scenarios: names by index, found by name or, where only one bears it, by Chinese or English name. */
export type NameBook<Item extends NamedAt> = {
  readonly items: Item[]
  /** Whether a name that is not there yet may be added by a row that uses it. */
  isOpen: boolean
  readonly byName: Map<string, number>
  readonly byOtherName: Map<string, number>
}

const AMBIGUOUS = -9

export function newNameBook<Item extends NamedAt>(isOpen: boolean): NameBook<Item> {
  return { items: [], isOpen, byName: new Map(), byOtherName: new Map() }
}

/** Adds an item; its index. The caller has made sure that the name is new. */
export function addName<Item extends NamedAt>(book: NameBook<Item>, item: Item): number {
  const index = book.items.length
  book.items.push(item)
  book.byName.set(item.name, index)
  for (const other of new Set([item.nameZh, item.nameEn])) {
    if (other !== null) book.byOtherName.set(other, book.byOtherName.has(other) ? AMBIGUOUS : index)
  }
  return index
}

/** The index of a name, or null, or AMBIGUOUS. */
function lookUp<Item extends NamedAt>(book: NameBook<Item>, text: string): number | null {
  return book.byName.get(text) ?? book.byOtherName.get(text) ?? null
}

/** Every name an item of the book can be called by, for suggestions. */
function* allNames<Item extends NamedAt>(book: NameBook<Item>): Iterable<string> {
  yield* book.byName.keys()
  for (const [name, index] of book.byOtherName) if (index !== AMBIGUOUS && !book.byName.has(name)) yield name
}

/** "did you mean 'displays' (sectors.csv:4)?" */
export function suggestName<Item extends NamedAt>(text: string, book: NameBook<Item>, report: Reporter) {
  return didYouMean(text, allNames(book), (name) => {
    const item = book.items[lookUp(book, name) ?? -1]
    return item === undefined ? '' : ` (${report.where(item.at)})`
  })
}

export type SectorBook = NameBook<
  NamedAt & { readonly group: string | null; readonly ref: string | null; readonly note: string | null }
>
export type ScenarioBook = NameBook<NamedAt & { readonly description: string | null; readonly inherits: string }>

/** A sector cell: an index, EVERY_SECTOR, TOTAL, or UNKNOWN once the problem is reported. */
export function sectorOf(text: string, at: CellRef, book: SectorBook, report: Reporter): number {
  const known = book.byName.get(text)
  if (known !== undefined) return known
  if (everyWords.has(text)) return EVERY_SECTOR
  if (isTotalWord(text)) return TOTAL
  const other = book.byOtherName.get(text)
  if (other === AMBIGUOUS) {
    report.cell('ambiguous-sector', at, { text }, () => oneOf(namesCalled(book, text)))
    return UNKNOWN
  }
  if (other !== undefined) return other
  if (book.isOpen)
    return addName(book, { name: text, nameZh: null, nameEn: null, group: null, ref: null, note: null, at })
  report.cell('unknown-sector', at, { text }, () => suggestName(text, book, report))
  return UNKNOWN
}

/** As `sectorOf`, where one sector must be named. */
export function namedSectorOf(text: string, at: CellRef, book: SectorBook, report: Reporter): number {
  if (!isReserved(text)) return sectorOf(text, at, book, report)
  report.cell('sector-needed', at, { text }, () => oneOf([...book.byName.keys()]))
  return UNKNOWN
}

/** A scenario cell: an index, EVERY_SCENARIO, or UNKNOWN once the problem is reported. */
export function scenarioOf(text: string, at: CellRef, book: ScenarioBook, report: Reporter): number {
  const known = book.byName.get(text)
  if (known !== undefined) return known
  if (everyWords.has(text)) return EVERY_SCENARIO
  const other = book.byOtherName.get(text)
  if (other === AMBIGUOUS) {
    report.cell('ambiguous-scenario', at, { text }, () => oneOf(namesCalled(book, text)))
    return UNKNOWN
  }
  if (other !== undefined) return other
  if (book.isOpen) return addName(book, { name: text, nameZh: null, nameEn: null, description: null, inherits: '', at })
  report.cell('unknown-scenario', at, { text }, () => suggestName(text, book, report))
  return UNKNOWN
}

function namesCalled<Item extends NamedAt>(book: NameBook<Item>, text: string): string[] {
  return book.items.filter((item) => item.nameZh === text || item.nameEn === text).map((item) => item.name)
}

/** What is known of one variable while the plan is read. */
export type VariableSlot = {
  readonly name: string
  nameZh: string | null
  nameEn: string | null
  /** Index into `Plan.variables`; −1 while only a target or an equation's unit has asked for it. */
  index: number
  /** The unit its numbers are turned into; null until somebody says one. */
  unit: Unit | null
  /** Where it is first mentioned as data. */
  at: CellRef | null
  /** It came into the plan as the heading of a column. */
  isHeading: boolean
  /** The first cells with a bare number beyond ±1: suspects, should the variable turn out to be a rate. */
  readonly bareAboveOne: { readonly at: CellRef; readonly value: number }[]
}

export type VariableBook = {
  readonly slots: Map<string, VariableSlot>
  /** In the order of `Plan.variables`. */
  readonly listed: VariableSlot[]
  /** The plan's own Chinese and English names of variables, from equations.csv. */
  readonly otherNames: Map<string, string>
  /** The plan's money. */
  money: Unit | null
}

export function newVariableBook(money: Unit | null): VariableBook {
  return { slots: new Map(), listed: [], otherNames: new Map(), money }
}

/** The variable a cell or heading means: its own name, a name equations.csv gives, or a Chinese word for a usual one. */
export function variableName(text: string, book: VariableBook): string {
  if (book.slots.has(text)) return text
  return book.otherNames.get(text) ?? variableAlias(text) ?? text
}

export function slotOf(name: string, book: VariableBook): VariableSlot {
  const known = book.slots.get(name)
  if (known !== undefined) return known
  const fresh = looseSlot(name)
  book.slots.set(name, fresh)
  return fresh
}

/** A slot of no variable, for numbers that have a unit of their own kind. */
export function looseSlot(name: string): VariableSlot {
  return { name, nameZh: null, nameEn: null, index: -1, unit: null, at: null, isHeading: false, bareAboveOne: [] }
}

/** Makes the variable one of the plan's. */
export function listed(slot: VariableSlot, book: VariableBook): VariableSlot {
  if (slot.index < 0) {
    slot.index = book.listed.length
    book.listed.push(slot)
  }
  return slot
}

/** Whether a name can stand in a formula. */
export function isVariableName(text: string): boolean {
  // Tables of all letters take a millisecond to set up; most names need none.
  return text.length <= 100 && (/^[A-Za-z_]\w*$/.test(text) || /^[\p{L}_][\p{L}\p{N}_]*$/u.test(text))
}

const moneyNames: ReadonlySet<string> = new Set(['revenue', 'rd', 'capacity', 'total_revenue', 'total_rd'])
const rateNames: ReadonlySet<string> = new Set(['growth', 'rd_intensity', 'total_rd_intensity'])

/** Whether a variable without a unit is money by its name: those of the default equations. */
export function isMoneyByName(name: string): boolean {
  return moneyNames.has(name)
}

/** The variables of the default equations. */
export const usualVariables: readonly string[] = [...moneyNames, ...rateNames]

/** Whether the default equations know the variable. */
export function isUsualVariable(name: string): boolean {
  return moneyNames.has(name) || rateNames.has(name)
}

/**
 * Under the default equations growth and intensities are rates, and whatever is added to revenue or summed from it has
 * its unit: from here on a rate in yuan, or a target in dollars, is a problem.
 */
export function settleUsualUnits(book: VariableBook): void {
  for (const name of rateNames) slotOf(name, book).unit ??= PLAIN_RATE
  const unit = slotOf('revenue', book).unit ?? book.money
  if (unit === null || unit.base === '') return
  for (const name of moneyNames) slotOf(name, book).unit ??= unit
}

export function isRate(slot: VariableSlot): boolean {
  return slot.unit === null ? rateNames.has(slot.name) : slot.unit.base === RATE
}

/** The unit of every rate once it is read: a fraction. */
export const PLAIN_RATE: Unit = { text: '1', exponent: 0, base: RATE }

/**
 * How many places the decimal point moves from `unit` to the unit of a variable; null where the two do not fit.
 * The first unit a variable meets becomes its own: rates become fractions, the plan's currency the plan's unit.
 *
 * @param isStated  the unit stands in a heading or a unit column, so that a bare `亿` is meant as a unit
 */
export function placesTo(unit: Unit, slot: VariableSlot, book: VariableBook, isStated: boolean): number | null {
  const own = slot.unit ?? firstUnit(unit, slot, book, isStated)
  if (own === null) return unit.exponent
  if (!areAlike(unit, own)) return null
  return unit.exponent - own.exponent
}

function firstUnit(unit: Unit, slot: VariableSlot, book: VariableBook, isStated: boolean): Unit | null {
  if (unit.base === RATE) slot.unit = PLAIN_RATE
  else if (unit.base === '' && isMoneyByName(slot.name)) {
    if (book.money === null && isStated) book.money = unit
    slot.unit = book.money
  } else if (isMoney(unit)) {
    if (book.money === null || book.money.base === '') book.money = book.money ?? unit
    slot.unit = areAlike(unit, book.money) ? book.money : unit
  } else if (unit.base !== '' || isStated) slot.unit = unit
  return slot.unit
}

/** The unit a text means; texts repeat, so that each is read once. */
export function unitReader(): (text: string) => Unit | null {
  const known = new Map<string, Unit | null>()
  return (text) => {
    const unit = known.get(text)
    if (unit !== undefined) return unit
    const parsed = parseUnit(text)
    if (known.size < 1000) known.set(text, parsed)
    return parsed
  }
}
