/** Equations of a plan: cycles, lags, formulas in cells, equations that are solved together. */

import { formatExpression } from '../../src/model/expression.ts'
import { letters, strangeFormula, treeOf } from '../formulas.ts'
import { isSoundPlan } from '../plans.ts'
import type { Random } from '../random.ts'
import type { Target } from '../target.ts'
import { prototypeNames } from '../words.ts'

const left = [...letters, 'total', 'k', 'sum', 'year', '营业收入', ...prototypeNames]

export const models: Target = {
  name: 'models',
  claim: 'equations are solved, computed or refused; every value is a number or null, and has a grade',
  generate: (random, corpus) => {
    const equations = random.list(
      1 + random.below(6),
      () => `${random.pick(left)},"${formula(random, corpus.formulas)}"`,
    )
    const rows = random.list(
      random.below(5),
      () => `${random.pick(left)},${random.pick(['x', '*', 'total'])},"${cell(random)}"`,
    )
    return [
      { name: 'baseline.csv', text: 'sector,year,a,b\nx,2024,1,2\ny,2024,3,0.5\n' },
      { name: 'equations.csv', text: ['variable,formula', ...equations].join('\n') },
      { name: 'assumptions.csv', text: ['variable,sector,2025-2027', 'c,*,0.5', ...rows].join('\n') },
      { name: 'linkages.csv', text: 'linkage,from,to,coefficient\nio,x,y,0.5\nio,y,x,0.25\n' },
    ]
  },
  check: isSoundPlan,
}

/** Half of them carry something on from the year before, so that a plan gets somewhere. */
function formula(random: Random, known: readonly string[]): string {
  if (random.chance(0.2)) return strangeFormula(random, known).replaceAll('"', '""')
  const text = formatExpression(treeOf(random, random.below(4)))
  const name = random.pick(letters)
  return random.pick([
    text,
    `lag(${name}) + ${text}`,
    `sum(${text})`,
    `linked(${text}, io)`,
    `lag(${text}, 2)`,
    `share(${text})`,
  ])
}

function cell(random: Random): string {
  return random.pick([
    '0.5',
    '+2pp',
    '*0.9',
    'normal(0.5, 0.1)',
    'linear(1, 2)',
    'n/a',
    formatExpression(treeOf(random, 2)),
  ])
}
