/** Whole plans: real ones with something wrong, and tables that nobody would write. */

import { jumble, mutated, mutatedBytes } from '../mutate.ts'
import { isSoundPlan } from '../plans.ts'
import type { Random } from '../random.ts'
import type { Input, Target } from '../target.ts'
import { anyWord, headings, names, numbers, prototypeNames, years } from '../words.ts'

const files = [
  'sectors',
  'growth',
  'assumptions',
  'scenarios',
  'targets',
  'projects',
  'equations',
  'correlations',
  'linkages',
  'measures',
]

export const tables: Target = {
  name: 'tables',
  claim:
    'a folder of CSV files is a plan without errors or none with them; it compiles and projects to numbers or problems',
  generate: (random, corpus) => (random.chance(0.85) ? spoiled(random, corpus.plans) : invented(random)),
  check: isSoundPlan,
}

type Plans = Parameters<Target['generate']>[1]['plans']

/** A real plan, one or two of whose files are not what they were. */
function spoiled(random: Random, plans: Plans): Input {
  const plan = random.pick(plans)
  const changed = new Set([random.below(plan.length), random.below(plan.length)])
  return plan.map(({ name, text, bytes }, i) => {
    if (!changed.has(i)) return { name, text: bytes, isBytes: true }
    return random.chance(0.15)
      ? { name, text: mutatedBytes(bytes, random), isBytes: true }
      : { name, text: mutated(text, random) }
  })
}

/** Headings, names, years and numbers in no order. */
function invented(random: Random): Input {
  const cell = (words: readonly string[]) => (random.chance(0.1) ? random.pick(anyWord) : random.pick(words))
  const quoted = (text: string) => (/[,"\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const table = () => {
    const head = random.list(1 + random.below(6), () => cell(headings))
    const kinds = head.map(() => random.pick([names, years, numbers, prototypeNames]))
    const rows = random.list(random.below(8), () => kinds.map((words) => quoted(cell(words))).join(','))
    return [head.map(quoted).join(','), ...rows].join(random.pick(['\n', '\r\n', '\r']))
  }
  const others = files.filter(() => random.chance(0.3)).map((name) => ({ name: `${name}.csv`, text: table() }))
  const levels = random.chance(0.8)
    ? 'sector,year,revenue\na,2024,100\n__proto__,2024,50\n'
    : jumble(random, anyWord, 30)
  return [{ name: 'baseline.csv', text: levels }, ...others]
}
