/** Tables that belong to no plan: a history to calibrate from, and cases to look for conditions in. */

import { calibrate } from '../../src/analyses/calibration/calibrate.ts'
import { readCases } from '../../src/plan/cases.ts'
import { readHistory } from '../../src/plan/history.ts'
import { areProblems, claim } from '../claims.ts'
import { jumble, mutated, mutatedBytes } from '../mutate.ts'
import type { Random } from '../random.ts'
import { bytesOf, type Target } from '../target.ts'
import { anyWord, numbers, prototypeNames } from '../words.ts'

const options = { encoding: null, delimiter: null }

export const histories: Target = {
  name: 'histories',
  claim: 'a history is calibrated to finite estimates or problems; a table of cases holds numbers and named texts',
  generate: (random, corpus) => {
    const text = random.chance(0.3) ? mutated(random.pick(corpus.tables).text, random) : invented(random)
    return [
      random.chance(0.1)
        ? { name: 'x.csv', text: mutatedBytes(Buffer.from(text).toString('latin1'), random), isBytes: true }
        : { name: 'x.csv', text },
    ]
  },
  check: (input) => {
    const [part] = input
    if (part === undefined) return
    const bytes = bytesOf(part)
    const { history, problems } = readHistory('x.csv', bytes, options)
    areProblems(problems)
    if (history !== null) {
      const { calibration, problems: found } = calibrate(history, [...history.variables.keys()])
      areProblems(found)
      for (const { mean, spread, persistence } of calibration?.series ?? []) {
        for (const each of [mean, spread, persistence]) isEstimate(each)
      }
    }
    const heading = part.text.split(/[,;\t\r\n]/)[0] ?? ''
    const { table, problems: inCases } = readCases('x.csv', bytes, options, { outcome: heading.trim(), inputs: null })
    areProblems(inCases)
    for (const { values } of table === null ? [] : [table.outcome, ...table.inputs]) {
      claim(values.every(Number.isFinite), 'cases are numbers')
    }
  },
}

function isEstimate(estimate: ReturnType<typeof Object> | null): void {
  const { value, interval } = (estimate ?? { value: 0, interval: null }) as {
    value: number
    interval: readonly number[] | null
  }
  claim(Number.isFinite(value), `an estimate is a number: ${value}`)
  claim(interval === null || interval.every(Number.isFinite), `and so are the ends of its interval: ${interval}`)
}

/** Levels or rates of a few sectors, with a cell here and there that is none. */
function invented(random: Random): string {
  const years = random.list(3 + random.below(9), () => 0).map((_, i) => 2010 + i)
  const cell = (i: number) =>
    random.chance(0.04) ? `"${random.pick(numbers)}"` : random.chance(0.05) ? '0' : `${100 + i * 7 + random.below(20)}`
  const names = ['a', ...prototypeNames].filter((_, i) => i === 0 || random.chance(0.2))
  const head = random.pick(['sector', '行业', '__proto__'])
  const lines = [`${head},${years.join()}`, ...names.map((name) => `${name},${years.map((_, i) => cell(i)).join()}`)]
  const text = lines.join('\n')
  return random.chance(0.2) ? mutated(text, random) : random.chance(0.03) ? jumble(random, anyWord, 30) : text
}
