/** One cell, one amount, one heading. */

import { amountOf, readAmount } from '../../src/plan/amount.ts'
import { numberIn } from '../../src/plan/cases.ts'
import { numberMeant, plainNumber, readCell } from '../../src/plan/cells.ts'
import { readCondition } from '../../src/plan/condition.ts'
import { readGrid } from '../../src/plan/grid.ts'
import { headingBook, readHeading } from '../../src/plan/headings.ts'
import { parseUnit } from '../../src/plan/units.ts'
import { parseYears, yearsMeant } from '../../src/plan/years.ts'
import { claim } from '../claims.ts'
import { jumble, mutated } from '../mutate.ts'
import type { Random } from '../random.ts'
import { type Target, textIn } from '../target.ts'
import { anyWord, headings, numbers, years } from '../words.ts'

const usual = [...headings, ...years]

const book = headingBook(['scenario', 'sector', 'variable', 'year', 'value', 'low', 'high'])
const pieces = [
  ...'0123456789',
  ...'0123456789',
  '.',
  ',',
  '-',
  '+',
  '%',
  'e',
  '亿',
  '万',
  '元',
  ' ',
  '(',
  ')',
  ' to ',
  ...anyWord,
]

/** A cell that is nearly a number, or signs and words in a row. */
function cellText(random: Random): string {
  return random.chance(0.4) ? mutated(random.pick(numbers), random) : jumble(random, pieces, 12)
}

const units = ['', '1', '%', '亿元', '万', 'GWh', 'bn CNY', '__proto__'] as const

export const cells: Target = {
  name: 'cells',
  share: 8,
  claim: 'a cell is read one way, by every reader alike; a number is finite or refused',
  generate: (random) => [{ name: 'cell', text: cellText(random) }],
  check: (input) => {
    const text = textIn(input, 'cell').trim()
    const cell = readCell(text)
    const plain = plainNumber(text)
    const isPlain = !Number.isNaN(plain)
    claim(
      !isPlain || (cell.kind === 'number' && Object.is(plain, Number(cell.digits) + 0)),
      'the quick way reads the same',
    )
    claim(!isPlain || Number.isFinite(plain), 'a plain number is finite')
    if (cell.kind === 'number') claim(!Number.isNaN(Number(cell.digits)), 'digits are a number')
    if (cell.kind === 'relative') claim(!Number.isNaN(cell.amount), 'an amount is a number')
    const value = numberIn(text)
    claim(Number.isNaN(value) || Number.isFinite(value), 'a case is a number or a text')
  },
}

export const amounts: Target = {
  name: 'amounts',
  share: 4,
  claim: 'an amount, a grid and a condition on the command line are numbers, as many as they say, or refused',
  generate: (random) => [
    { name: 'amount', text: cellText(random) },
    { name: 'unit', text: random.pick(units) },
  ],
  check: (input) => {
    const text = textIn(input, 'amount')
    const unit = textIn(input, 'unit') === '' ? null : textIn(input, 'unit')
    const amount = readAmount(text, unit)
    if (amount !== null) claim(!Number.isNaN(amountOf(amount)), 'an amount is a number')
    const grid = readGrid(text, unit, 1000)
    if (grid !== null && 'values' in grid) {
      claim(grid.values.length <= 1000 && grid.values.every((each) => !Number.isNaN(each)), 'a grid of numbers')
    }
    readCondition(text)
    numberMeant(text)
    readCell(text.trim(), { plusAdds: true })
  },
}

export const headingsAndYears: Target = {
  name: 'headings',
  share: 8,
  claim: 'a heading, a unit and years are understood or not, and years are in order',
  generate: (random) => [
    { name: 'heading', text: random.chance(0.5) ? mutated(random.pick(usual), random) : cellText(random) },
  ],
  check: (input) => {
    const text = textIn(input, 'heading')
    const years = parseYears(text)
    if (years.ok) claim(years.first <= years.last && (years.first === 0 || years.first >= 1000), 'years in order')
    claim(parseYears(yearsMeant(text, '2026', false)).ok, 'years that are suggested are years')
    const unit = parseUnit(text)
    claim(unit === null || Number.isInteger(unit.exponent), 'a unit is a power of ten of its base')
    const heading = readHeading(text, book)
    claim(heading.firstYear <= heading.lastYear, 'years of a heading in order')
  },
}
