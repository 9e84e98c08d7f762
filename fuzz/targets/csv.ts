/** Text to records: what is cut at its delimiters, and what csv-parse reads. */

import { CsvError, parse } from 'csv-parse/sync'
import { delimiterOf, forEachRecord, readTable } from '../../src/plan/csv.ts'
import { newReporter } from '../../src/plan/report.ts'
import { areProblems, claim } from '../claims.ts'
import { jumble, mutated } from '../mutate.ts'
import { type Target, textIn } from '../target.ts'
import { prototypeNames, signs } from '../words.ts'

const pieces = [
  ...signs,
  ...prototypeNames,
  '"x"',
  '"x,y"',
  '"a""b"',
  'a',
  '1.5',
  '重庆',
  ',',
  ',',
  ',',
  '\n',
  '\r\n',
  ' "a"',
  '"a" ',
]

export const csv: Target = {
  name: 'csv',
  claim: 'the quick reader and csv-parse read the same records, on lines that go up; problems point into the text',
  generate: (random, { tables }) => {
    const table = random.pick(tables).text
    const start = random.below(table.length)
    const text = random.chance(0.5)
      ? jumble(random, pieces, 40)
      : mutated(table.slice(start, start + random.below(400)), random)
    return [
      { name: 'text', text },
      { name: 'delimiter', text: random.pick([',', ',', ',', ';', '\t', '|', '，']) },
    ]
  },
  check: (input) => {
    // A file that is decoded holds no halves of characters.
    const text = Buffer.from(textIn(input, 'text')).toString()
    const delimiter = textIn(input, 'delimiter').slice(0, 1) || ','
    const own = ownRecords(text, delimiter)
    const theirs = recordsOfCsvParse(text, delimiter)
    claim(
      JSON.stringify(own) === JSON.stringify(theirs),
      `read alike: ${JSON.stringify(own)} ${JSON.stringify(theirs)}`,
    )
    const file = { name: 'x.csv', text, delimiter: delimiterOf(text) ?? ',', bytes: new Uint8Array() }
    const report = newReporter([file])
    readTable(file, 0, report, () => () => undefined, { mayBeUnnamed: true })
    areProblems(report.finish().problems)
  },
}

/** All records that hold something, or `fault`: what was read before a fault is not compared. */
function ownRecords(text: string, delimiter: string): string[][] | 'fault' {
  const records: string[][] = []
  const lines = text.split(/\r\n|\n|\r/).length
  let last = 0
  let isFaulty = false
  forEachRecord(
    { text, delimiter },
    (cells, line) => {
      claim(line > last && line <= lines, `line ${line} comes after ${last}, and there are ${lines}`)
      last = line
      if (cells.some((cell) => cell !== '')) records.push([...cells])
    },
    () => {
      isFaulty = true
    },
  )
  return isFaulty ? 'fault' : records
}

function recordsOfCsvParse(text: string, delimiter: string): string[][] | 'fault' {
  try {
    const records = parse(text, {
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      delimiter,
    }) as string[][]
    return records.map((cells) => cells.map((cell) => cell.trim())).filter((cells) => cells.some((cell) => cell !== ''))
  } catch (error) {
    if (error instanceof CsvError) return 'fault'
    throw error
  }
}
