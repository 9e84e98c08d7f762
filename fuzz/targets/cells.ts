/** One cell: numbers, units, years, amounts, conditions. */

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
import { type Target, textIn } from '../target.ts'
import { anyWord, numbers } from '../words.ts'

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

export const cells: Target = {
  name: 'cells',
  claim: 'a cell is read one way, by every reader alike; what is a number is finite or refused; years are in order',
  generate: (random) => [
    { name: 'cell', text: random.chance(0.4) ? mutated(random.pick(numbers), random) : jumble(random, pieces, 12) },
    { name: 'unit', text: random.pick(['', '1', '%', '亿元', '万', 'GWh', 'bn CNY', '__proto__']) },
  ],
  check: (input) => {
    const text = textIn(input, 'cell').trim()
    const unit = textIn(input, 'unit')
    const cell = readCell(text)
    if (cell.kind === 'number') {
      claim(!Number.isNaN(Number(cell.digits)), `digits ${cell.digits}`)
      const plain = plainNumber(text)
      if (!Number.isNaN(plain)) claim(Object.is(plain, Number(cell.digits) + 0), 'the quick way reads the same')
    }
    if (cell.kind === 'relative') claim(!Number.isNaN(cell.amount), 'an amount')
    readCell(text, { plusAdds: true })
    claim(!Number.isNaN(plainNumber(text)) ? Number.isFinite(plainNumber(text)) : true, 'a plain number is finite')
    const value = numberIn(text)
    claim(Number.isNaN(value) || Number.isFinite(value), 'a case is a number or a text')
    numberMeant(text)
    const amount = readAmount(text, unit === '' ? null : unit)
    if (amount !== null) claim(!Number.isNaN(amountOf(amount)), 'an amount is a number')
    const years = parseYears(text)
    if (years.ok) claim(years.first <= years.last && (years.first === 0 || years.first >= 1000), 'years in order')
    claim(parseYears(yearsMeant(text, '2026', false)).ok, 'years that are suggested are years')
    parseUnit(text)
    readCondition(text)
    readHeading(text, book)
    const grid = readGrid(text, unit === '' ? null : unit, 1000)
    if (grid !== null && 'values' in grid) {
      claim(grid.values.length <= 1000 && grid.values.every((each) => !Number.isNaN(each)), 'a grid of numbers')
    }
  },
}
