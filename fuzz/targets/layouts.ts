/** One table in several shapes, line ends, delimiters and encodings is one plan. */

import { EVERY_SECTOR, type Plan } from '../../src/plan/types.ts'
import { claim } from '../claims.ts'
import { planOf } from '../plans.ts'
import { bytesOf, type Input, type Target, textIn } from '../target.ts'

const years = [2025, 2026, 2027] as const
const sectors = ['a', '显示', '__proto__', 'constructor'] as const

export const layouts: Target = {
  name: 'layouts',
  claim: 'a table by rows, by year or by variable, with any delimiter, line end or encoding, holds the same numbers',
  generate: (random) => {
    const cell = () =>
      random.pick(['', '5%', '7.3%', '-2%', '12.5%', 'n/a', '—', `${random.below(100)}.${random.below(100)}%`])
    const rows = sectors.filter(() => random.chance(0.8)).map((sector) => [sector, ...years.map(cell)].join('|'))
    return [
      { name: 'rows', text: rows.join('\n') },
      { name: 'delimiter', text: random.pick([',', ';', '\t']) },
      { name: 'end', text: random.pick(['\n', '\r\n', '\r']) },
      { name: 'encoding', text: random.pick(['utf-8', 'utf-8 with a mark', 'utf-16le', 'utf-16be']) },
    ]
  },
  check: (input) => {
    const rows = textIn(input, 'rows')
      .split('\n')
      .map((line) => line.split('|'))
    const isTable = rows.every((row) => row.length === 4 && row[0] !== '')
    if (!isTable || new Set(rows.map(([sector]) => sector)).size < rows.length) return
    const shapes = [
      [['sector', ...years.map(String)], ...rows],
      [['sector', 'year', 'growth'], ...tidy(rows)],
      [['行业', '年份', '数值'], ...tidy(rows)],
      [['sector', 'variable', 'year', 'value'], ...tidy(rows).map(([sector, ...rest]) => [sector, 'growth', ...rest])],
    ]
    const found = shapes.map((table) => numbersIn(table, input))
    const [first] = found
    for (const each of found) claim(each === first, `${each} as ${first}`)
  },
}

/** An empty cell says nothing in every shape; `n/a` in a row of its own says that there is no value. */
function tidy(rows: readonly (readonly (string | undefined)[])[]): string[][] {
  return rows.flatMap(([sector = '', ...cells]) =>
    cells.flatMap((cell = '', i) => (/\d/.test(cell) ? [[sector, String(years[i]), cell]] : [])),
  )
}

function numbersIn(table: readonly (readonly (string | undefined)[])[], input: Input): string {
  const delimiter = textIn(input, 'delimiter')
  const text = table.map((row) => row.join(delimiter)).join(textIn(input, 'end'))
  const baseline = sectors.map((sector) => `${sector},2024,1`)
  const { plan, problems } = planOf([
    { name: 'baseline.csv', text: ['sector,year,revenue', ...baseline].join('\n') },
    { name: 'growth.csv', text: encoded(text, textIn(input, 'encoding')), isBytes: true },
  ])
  return plan === null ? problems.map(({ code }) => code).join(' ') : rowsOf(plan)
}

function rowsOf({ assumptions, sectors: all, variables }: Plan): string {
  const lines = Array.from({ length: assumptions.length }, (_, row) => {
    const sector = assumptions.sector[row] as number
    const where = sector === EVERY_SECTOR ? '*' : all[sector]?.name
    return `${variables[assumptions.variable[row] as number]?.name} ${where} ${assumptions.firstYear[row]} ${assumptions.value[row]}`
  })
  return lines.sort().join('; ')
}

function encoded(text: string, encoding: string): string {
  const bytes = (content: string, as: BufferEncoding) => Buffer.from(content, as)
  switch (encoding) {
    case 'utf-16le':
      return bytes(`\ufeff${text}`, 'utf16le').toString('latin1')
    case 'utf-16be':
      return bytes(`\ufeff${text}`, 'utf16le').swap16().toString('latin1')
    case 'utf-8':
      return Buffer.from(bytesOf({ name: '', text })).toString('latin1')
    default:
      return bytes(`\ufeff${text}`, 'utf8').toString('latin1')
  }
}
