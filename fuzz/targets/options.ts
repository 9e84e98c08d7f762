/** Expressions of the command line: `--set`, `--target`, `--vary`, `--over`, `--where`, and addresses. */

import { readAddress as readNumber } from '../../src/cli/address.ts'
import { readAmount } from '../../src/plan/amount.ts'
import { readCondition } from '../../src/plan/condition.ts'
import { readGrid } from '../../src/plan/grid.ts'
import { PlanError } from '../../src/plan/problem.ts'
import { readAddress } from '../../src/plan/settings.ts'
import { areProblems, claim } from '../claims.ts'
import { jumble, mutated } from '../mutate.ts'
import { isSoundPlan, planOf } from '../plans.ts'
import type { Random } from '../random.ts'
import { type Part, type Target, textIn } from '../target.ts'
import { anyWord } from '../words.ts'

const plan: readonly Part[] = [
  { name: 'baseline.csv', text: 'sector,year,revenue(亿元)\nx,2024,100\n__proto__,2024,50\n' },
  { name: 'growth.csv', text: 'sector,year,growth\n*,2025-2027,5%\nx,2026,"normal(8%, 2%)"\n' },
  { name: 'assumptions.csv', text: 'variable,sector,2025-2027\nrd_intensity,*,2%\nconstructor,total,3\n' },
  { name: 'projects.csv', text: 'project,sector,start,output\nplant,x,2025,10\ntoString,x,2026,5\n' },
]
const known = planOf(plan).plan
if (known === null) throw new RangeError('the plan of these options is wrong')
const named = { ...known, projects: ['plant', 'toString'] }

const settings = [
  'growth[x,2026]=+1pp',
  'growth[*,2025-2027]=*0.9',
  'growth=5%',
  'rd_intensity[total]=2%',
  'constructor[total,2026]=4',
  'revenue[__proto__,2025]=70亿元',
  'delay[*]=1',
  'output[plant]=*0.8',
  'realisation[toString]=30%',
  'growth[x,2025-2027]=linear(6%, 10%)',
  'growth[x]=normal(8%, 2%)',
  'growth[x]=0.5 * rd_intensity + 1%',
]
const targets = [
  'total_revenue > 10000 @ 2027',
  'revenue[x] >= 50 @ 2026',
  '__proto__ < 5 @ 2027',
  'total_rd ≥ 1亿元 @ 2025',
]
const amounts = [
  '0%:20%:2%',
  '-2pp:+2pp:1pp',
  '0%,5%,10%',
  '*0.9,*1.1',
  '1e-300:1e300:1e-300',
  '0:1e15:1',
  '-5pp:10pp',
  '> 0.5',
]
const pieces = [...'[]=@,:<>', 'growth', 'x', '2026', '*', '5%', '+1pp', '__proto__', 'constructor', ...anyWord]

export const options: Target = {
  name: 'options',
  claim:
    'an option is understood or a problem with a way out; what it sets is a number; a grid has the values it counts',
  generate: (random) => [
    { name: '--set', text: text(random, settings) },
    { name: '--target', text: text(random, targets) },
    { name: 'amounts', text: text(random, amounts) },
  ],
  check: async (input) => {
    for (const { text } of input) {
      const address = readAddress(named, text.split('=')[0] ?? '')
      if ('code' in address) areProblems([address])
      else claim(address.firstYear <= address.lastYear, 'years in order')
      isAddress(text)
    }
    const values = textIn(input, 'amounts')
    for (const unit of ['1', '亿元', null]) {
      for (const each of values.split(':')) readAmount(each, unit)
      const grid = readGrid(values, unit, 500)
      if (grid !== null && 'count' in grid) claim(grid.count > 500, 'too many')
      else if (grid !== null) claim(grid.values.length <= 500, 'no more than are asked for')
    }
    readCondition(values)
    await isSoundPlan([...plan, ...input.filter(({ name }) => name.startsWith('--'))])
  },
}

function text(random: Random, usual: readonly string[]): string {
  return random.chance(0.8) ? mutated(random.pick(usual), random) : jumble(random, pieces, 8)
}

function isAddress(text: string): void {
  try {
    readNumber(text)
  } catch (error) {
    if (!(error instanceof PlanError)) throw error
    areProblems(error.problems)
  }
}
